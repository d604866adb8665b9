"""A detection that is killed at drawn moments and goes on: whether its outputs are the same, and what is lost.

``build/worker-env/bin/python -m tests.benchmarks.resume 20 --side 2048 --tile 256``

Each run is killed (SIGKILL) when its progress has reached a drawn share, and then run again to its end.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyogrio

from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.staging import remove_temporaries
from groundshift.plugin.jobs.unfinished import Resume, read_lines
from groundshift.plugin.jobs.wire import dump_job

from .detection import ROOT, write_pair


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20)
    parser.add_argument("--side", type=int, default=2048, help="of the rasters, in pixels")
    parser.add_argument("--tile", type=int, default=256, help="of the blocks, in pixels")
    parser.add_argument("--model", default=str(ROOT / "models" / "buildings-fcn.onnx"))
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, arguments.side)
        job = DetectChangeJob(
            RasterSource("BEFORE", "before", str(before)),
            RasterSource("AFTER", "after", str(after)),
            arguments.model,
            str(folder / "scratch-1"),
            mask=str(folder / "mask.tif"),
            polygons=str(folder / "polygons.gpkg"),
            tile=arguments.tile,
            threads=1,
            resume=Resume(str(folder / "unfinished")),
        )
        seconds, events = _run(job, folder)
        total = _predicted(events)
        whole = _outputs(job)
        print(f"undisturbed: {seconds:.1f} s, {total} blocks", flush=True)
        different = again = 0
        for number in range(1, arguments.count + 1):
            share = draw.random()
            _run(job, folder, share)
            kept = sum(len(read_lines(str(path))) for path in folder.glob("unfinished/*/*/journal.jsonl"))
            ended = Path(job.mask or "").exists()
            _, events = _run(job, folder)
            found = sum(event["values"]["done"] for event in events if event.get("code") == "resume_found")
            same = _outputs(job) == whole
            left = list((folder / "unfinished").iterdir())
            different += not same or bool(left)
            again += kept - found
            state = (
                "ended before" if ended else f"{kept} blocks finished, {found} found again, the other {total - found} computed"
            )
            print(f"{number}: killed at {share:.0%}: {state}; {'same' if same else 'DIFFERENT'} bytes", flush=True)
        print(f"{arguments.count} runs: {different} different, {again} finished blocks computed twice")
    return 1 if different or again else 0


def _run(job: DetectChangeJob, folder: Path, kill_at: float = 2.0) -> tuple[float, list[dict[str, Any]]]:
    """Run a job in a worker, and kill it when its progress has reached a share; how long it took, and its events."""
    path = folder / "job.json"
    path.write_text(json.dumps(dump_job(job)))
    begin = time.monotonic()
    worker = subprocess.Popen(
        [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert worker.stdout is not None
    events: list[dict[str, Any]] = []
    for line in worker.stdout:
        events.append(json.loads(line))
        if events[-1]["event"] == "progress" and events[-1]["fraction"] >= kill_at:
            worker.send_signal(signal.SIGKILL)
            break
    worker.communicate()
    if kill_at <= 1:
        remove_temporaries((job.mask, job.polygons), job.scratch)  # as the process that started it does
    return time.monotonic() - begin, events


def _predicted(events: list[dict[str, Any]]) -> int:
    return next(int(event["value"]) for event in events if event.get("name") == "tiles_predicted")


def _outputs(job: DetectChangeJob) -> tuple[bytes, list[Any]]:
    """The bytes of the mask and the polygons but their UUIDs; the files are removed."""
    mask, polygons = Path(job.mask or ""), Path(job.polygons or "")
    meta, _, shapes, values = pyogrio.raw.read(polygons, layer=polygons.stem)
    columns = [list(column) for name, column in zip(meta["fields"], values) if name != "uuid"]
    found = mask.read_bytes(), [*columns, list(shapes)]
    mask.unlink()
    polygons.unlink()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
