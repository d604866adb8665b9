"""A detection on a cluster of processes of which one is killed half way, against one machine.

``build/worker-env/bin/python -m tests.benchmarks.cluster --side 16000 --block 4096``  the whole comparison, hours on two cores
``build/worker-env/bin/python -m tests.benchmarks.cluster --side 4000``  a smaller one
``... --model difference``  a network of one convolution: what is left is all the other work

Prints whether masks are equal pixel by pixel and polygons in shape, area and attributes, the seconds of both runs with the same
number of threads, and the highest memory of a process of the cluster. For a fair comparison of speed, ``--no-kill --repeats 3``
runs both in turn and compares the least seconds of each.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyogrio
import rasterio

from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.onnx_models import difference_model

from .detection import ROOT, write_pair

_ROWS = 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=4000, help="of the rasters, in pixels")
    parser.add_argument("--block", type=int, default=1024, help="of the blocks, in pixels")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--model", default=str(ROOT / "models" / "buildings-fcn.onnx"))
    parser.add_argument("--no-kill", action="store_true", help="for a fair comparison of speed")
    parser.add_argument("--repeats", type=int, default=1, help="of both runs, in turn")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, arguments.side)
        model = str(difference_model(folder / "m.onnx")) if arguments.model == "difference" else arguments.model
        jobs = {}
        for kind, threads in (("one", arguments.workers), ("cluster", 1)):
            (folder / kind).mkdir()
            outputs = {"mask": str(folder / kind / "mask.tif"), "polygons": str(folder / kind / "polygons.gpkg")}
            sources = RasterSource("BEFORE", "before", str(before)), RasterSource("AFTER", "after", str(after))
            jobs[kind] = DetectChangeJob(*sources, model, str(folder / kind / "scratch"), threads=threads, **outputs)
        options = ["--workers", str(arguments.workers), "--block-size", str(arguments.block), "--folder", str(folder / "parts")]
        ones, manys, peaks = [], [], {}
        for _ in range(arguments.repeats):
            shutil.rmtree(folder / "parts", ignore_errors=True)
            ones.append(_run([], jobs["one"], folder, False)[:2])
            *seconds, peaks = _run(["cluster", *options], jobs["cluster"], folder, not arguments.no_kill)
            manys.append(seconds)
            print(f"processor: one process {ones[-1][1]:.1f} s, cluster {manys[-1][1]:.1f} s", flush=True)
        (one, used), (many, used_by_many) = (map(min, zip(*runs)) for runs in (ones, manys))
        same = _same_pixels(folder / "one" / "mask.tif", folder / "cluster" / "mask.tif")
        found, other = (_polygons(folder / kind / "polygons.gpkg") for kind in ("one", "cluster"))
        print(f"masks: {'equal pixel by pixel' if same else 'DIFFERENT'}")
        print(f"polygons: {len(found)}, {'equal in shape and attributes' if found == other else 'DIFFERENT'}")
        print(f"one process with {arguments.workers} threads {one:.0f} s, {arguments.workers} workers {many:.0f} s")
        shares = f"one process {used:.1f} s, cluster {used_by_many:.1f} s, {used / used_by_many:.2f} of its throughput"
        print(f"processor, least of {arguments.repeats}: {shares}")
        print(f"highest memory of a process: {max(peaks.values(), default=0) / 2**20:.0f} MB of {len(peaks)}")
    return 0 if same and found == other else 1


def _run(command: list[str], job: DetectChangeJob, folder: Path, kill: bool) -> tuple[float, float, dict[int, int]]:
    """Run a job in a worker; seconds of the clock and of the processor, and the highest memory of each of its processes.

    :param kill: kill a process that computes blocks with -9 when half of the blocks are there.
    """
    path = folder / "job.json"
    path.write_text(json.dumps(dump_job(job)))
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    arguments = [*command[:1], str(path), *command[1:]]
    worker = subprocess.Popen(
        [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), *arguments], stdout=subprocess.PIPE, text=True
    )
    peaks: dict[int, int] = {}
    watcher = threading.Thread(target=_watch, args=(worker, peaks, folder / "parts" if kill else None))
    watcher.start()
    output, _ = worker.communicate()
    watcher.join()
    if worker.returncode:
        raise SystemExit(output[-3000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begin, used, peaks


def _watch(worker: subprocess.Popen[str], peaks: dict[int, int], parts: Path | None) -> None:
    while worker.poll() is None:
        time.sleep(0.5)
        try:
            family = [psutil.Process(worker.pid), *psutil.Process(worker.pid).children(recursive=True)]
            for process in family:
                peaks[process.pid] = max(peaks.get(process.pid, 0), process.memory_info().rss)
            computing = [process for process in family[1:] if process.cpu_percent() >= 0 and process.memory_info().rss > 2**27]
        except psutil.Error:
            continue
        if parts is not None and computing:
            jobs, done = (len(list((parts / name).glob(kind))) for name, kind in (("jobs", "*.json"), ("blocks", "*.tif")))
            if jobs and done * 2 >= jobs:
                os.kill(computing[-1].pid, signal.SIGKILL)
                print(f"killed a worker when {done} of {jobs} blocks were there", flush=True)
                parts = None


def _same_pixels(one: Path, other: Path) -> bool:
    with rasterio.open(one) as first, rasterio.open(other) as second:
        if first.shape != second.shape:
            return False
        windows = [rasterio.windows.Window(0, row, first.width, _ROWS) for row in range(0, first.height, _ROWS)]
        return all(np.array_equal(first.read(window=window), second.read(window=window)) for window in windows)


def _polygons(path: Path) -> list[Any]:
    meta, _, shapes, values = pyogrio.raw.read(path, layer=path.stem)
    columns = [list(column) for name, column in zip(meta["fields"], values) if name != "uuid"]
    return sorted(zip(map(bytes, shapes), *columns))


if __name__ == "__main__":
    raise SystemExit(main())
