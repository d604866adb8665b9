"""A run that is killed at drawn moments and goes on: whether its outputs are the same, and what is lost.

``build/worker-env/bin/python -m tests.benchmarks.resume 20 --side 2048 --tile 256``  a detection with a network
``... --kind classic | classification | series``  the other jobs that can be resumed, with networks of one convolution

Each run is killed (SIGKILL) a drawn moment after a drawn block, and then run again to its end.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio

from groundshift.plugin.jobs.change_time_series import ChangeTimeSeriesJob
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.publish import remove_temporaries
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.unfinished import Resume, read_lines
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model, segmentation_model

from .detection import ROOT, write_pair


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20)
    parser.add_argument("--side", type=int, default=2048, help="of the rasters, in pixels")
    parser.add_argument("--tile", type=int, default=256, help="of the blocks, in pixels")
    parser.add_argument("--model", default=str(ROOT / "models" / "buildings-fcn.onnx"))
    parser.add_argument("--kind", choices=("network", "classic", "classification", "series"), default="network")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, arguments.side)
        job = _job(arguments.kind, folder, (before, after), arguments.model, arguments.tile)
        seconds, _ = _run(job, folder)
        whole = _outputs(folder)
        print(f"undisturbed: {seconds:.1f} s", flush=True)
        different = again = 0
        blocks = math.ceil(arguments.side / arguments.tile) ** 2 * (2 if arguments.kind == "series" else 1)
        for number in range(1, arguments.count + 1):
            point = draw.randrange(blocks)
            _run(job, folder, point, draw.random() * seconds / blocks)
            kept = _kept(folder)
            ended = (folder / "polygons.gpkg").exists()
            _, events = _run(job, folder)
            continued = [event["values"] for event in events if event.get("code") == "resume_found"]
            found, total = (sum(values[name] for values in continued) for name in ("done", "total"))
            same = _outputs(folder) == whole
            left = list((folder / "unfinished").iterdir())
            different += not same or bool(left)
            again += kept - found
            state = "ended before" if ended else f"{kept} blocks finished, {found} of {total} in its parts found again"
            print(
                f"{number}: killed after block {point} of {blocks}: {state}; {'same' if same else 'DIFFERENT'} bytes",
                flush=True,
            )
        print(f"{arguments.count} runs: {different} different, {again} finished blocks computed twice")
    return 1 if different or again else 0


def _run(job: Any, folder: Path, kill_after: int | None = None, delay: float = 0.0) -> tuple[float, list[dict[str, Any]]]:
    """Run a job in a worker; how long it took, and its events.

    :param kill_after: kill it (SIGKILL) ``delay`` seconds after so many blocks are in its journals; ``None`` = let it end.
    """
    path, log = folder / "job.json", folder / "events.jsonl"
    path.write_text(json.dumps(dump_job(job)))
    begin = time.monotonic()
    with log.open("wb") as stream:
        command = [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), str(path)]
        worker = subprocess.Popen(command, stdout=stream, stderr=subprocess.DEVNULL)
        while kill_after is not None and worker.poll() is None:
            if _kept(folder) >= kill_after:
                time.sleep(delay)
                worker.send_signal(signal.SIGKILL)
                break
            time.sleep(0.005)
        worker.wait()
    if kill_after is not None:
        outputs = (getattr(job, name, None) for name in ("mask", "polygons", "first_change", "classes"))
        remove_temporaries(outputs, job.scratch)  # as the process that started it does
    return time.monotonic() - begin, [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]


def _kept(folder: Path) -> int:
    """The number of blocks in the journals."""
    return sum(len(read_lines(str(path))) for path in folder.glob("unfinished/*/*/journal.jsonl"))


def _job(kind: str, folder: Path, dates: tuple[Path, Path], model: str, tile: int) -> Any:
    """A job of many blocks that keeps those that are finished."""
    before, after = (RasterSource(name, name.lower(), str(path)) for name, path in zip(("BEFORE", "AFTER"), dates))
    raster, scratch, polygons = str(folder / "result.tif"), str(folder / "scratch-1"), str(folder / "polygons.gpkg")
    common: dict[str, Any] = {"polygons": polygons, "threads": 1, "resume": Resume(str(folder / "unfinished"))}
    if kind == "network":
        return DetectChangeJob(before, after, model, scratch, mask=raster, tile=tile, **common)
    if kind == "classic":
        del common["threads"]
        return DetectChangeClassicJob(before, after, scratch, method="cva", mask=raster, block=tile, **common)
    if kind == "classification":
        cover = str(segmentation_model(folder / "cover.onnx"))
        return ClassifyLandCoverJob(replace(before, parameter="INPUT"), cover, scratch, classes=raster, tile=tile, **common)
    rasters = [
        replace(source, parameter="RASTERS", date=f"{year}-01-01")
        for source, year in zip((before, after, before), (2019, 2021, 2023))
    ]
    difference = str(difference_model(folder / "difference.onnx"))
    return ChangeTimeSeriesJob(tuple(rasters), difference, scratch, first_change=raster, tile=tile, **common)


def _outputs(folder: Path) -> tuple[bytes, list[Any]]:
    """The bytes of the raster and the polygons but their UUIDs; the files are removed."""
    raster, polygons = folder / "result.tif", folder / "polygons.gpkg"
    meta, _, shapes, values = pyogrio.raw.read(polygons, layer=polygons.stem)
    columns = [list(column) for name, column in zip(meta["fields"], values) if name != "uuid"]
    found = raster.read_bytes(), [*columns, list(shapes)]
    raster.unlink()
    polygons.unlink()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
