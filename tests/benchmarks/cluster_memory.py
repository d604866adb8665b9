"""The memory of a cluster's processes for sparse rasters of growing size: scheduler, worker, and the process that merges.

``build/worker-env/bin/python -m tests.benchmarks.cluster_memory 10000 20000 40000``

The rasters are tiled GeoTIFFs of which only some tiles are stored (``SPARSE_OK``), as mosaics of a country are; the rest has no
data.
The scheduler, one worker and the detection run by the commands of the guide, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model
from groundshift.tests.helpers.rasters import changed, texture

from .detection import ROOT

_PATCH, _PATCHES = 1024, 10  # side and number of the places that hold data, along the diagonal
_SQUARES = [(100, 100, 200, 150), (700, 500, 30, 60)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sides", type=int, nargs="*", default=[10_000, 20_000, 40_000], help="of the rasters, in pixels")
    parser.add_argument("--block", type=int, default=4096, help="of the blocks, in pixels")
    arguments = parser.parse_args()
    peaks = []
    for side in arguments.sides:
        with tempfile.TemporaryDirectory() as name:
            peaks.append(_measure(Path(name), side, arguments.block))
    for kind in ("scheduler", "worker", "merging"):
        print(f"{kind}: {peaks[-1][kind] / peaks[0][kind]:.2f} of its memory at {arguments.sides[0]:,} pixels", flush=True)
    return 0


def _measure(folder: Path, side: int, block: int) -> dict[str, float]:
    """Run a detection; the highest memory of each process in MB."""
    before, after = _write_sparse(folder, side)
    model = difference_model(folder / "m.onnx")
    sources = RasterSource("BEFORE", "before", str(before)), RasterSource("AFTER", "after", str(after))
    outputs = {"mask": str(folder / "mask.tif"), "polygons": str(folder / "polygons.gpkg")}
    job = DetectChangeJob(*sources, str(model), str(folder / "scratch"), threads=1, **outputs)
    (folder / "job.json").write_text(json.dumps(dump_job(job)))
    begin, used = time.monotonic(), _used()
    file = folder / "scheduler.json"
    scheduler = _start("dask-scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    while not (file.exists() and file.read_text().endswith("}")):
        if scheduler.poll() is not None:
            raise SystemExit("the scheduler did not start")
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    worker = _start("dask-worker", address, "--nthreads", "1", "--memory-limit", "0", "--no-nanny", "--no-dashboard")
    options = ["--scheduler", address, "--block-size", str(block), "--folder", str(folder / "parts")]
    merging = _start("cluster", str(folder / "job.json"), *options, stdout=subprocess.PIPE)
    peak, events = 0.0, []
    for line in merging.stdout or ():
        events.append(json.loads(line))
        peak = max(peak, _peak(merging))
    merging.wait()
    found = {"scheduler": _peak(scheduler), "worker": _peak(worker), "merging": peak}
    for process in (worker, scheduler):
        process.terminate()
        process.wait()
    if merging.returncode:
        raise SystemExit(str(events[-1]))
    values = events[-1]["values"]
    text = ", ".join(f"{kind} {size:.0f} MB" for kind, size in found.items())
    count = f"{values['BLOCK_COUNT']} blocks, {values['BLOCKS_FAILED']} failed, {values['POLYGON_COUNT']} polygons"
    seconds = f"{time.monotonic() - begin:.0f} s, {_used() - used:.0f} s of the processor"
    print(f"{side:,} x {side:,}: {text}; {count}; {seconds}", flush=True)
    return found


def _write_sparse(folder: Path, side: int) -> tuple[Path, Path]:
    """Two dates at 0.5 m with data along the diagonal only."""
    profile: dict[str, Any] = {"driver": "GTiff", "dtype": "uint8", "count": 3, "height": side, "width": side, "nodata": 0}
    profile |= {"crs": "EPSG:32645", "transform": from_origin(350_000, 3_060_000, 0.5, 0.5), "photometric": "rgb"}
    profile |= {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate", "zlevel": 1, "sparse_ok": True}
    values = texture(_PATCH, _PATCH)
    paths = folder / "before.tif", folder / "after.tif"
    for path, patch in zip(paths, (values, changed(values, _SQUARES))):
        with rasterio.open(path, "w", **profile) as dataset:
            for place in np.linspace(0, side - _PATCH, _PATCHES).astype(int):
                dataset.write(patch, window=Window(place, place, _PATCH, _PATCH))
    return paths


def _start(*command: str, **options: Any) -> subprocess.Popen[str]:
    worker = [sys.executable, "-I", str(ROOT / "plugin" / "worker.py")]
    return subprocess.Popen([*worker, *command], stderr=subprocess.DEVNULL, text=True, **options)


def _peak(process: subprocess.Popen[str]) -> float:
    """The highest memory of a process in MB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _used() -> float:
    """Seconds of the processor of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
