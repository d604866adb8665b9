"""Jobs struck at a drawn moment: worker killed, cancelled, disk full, folder read-only. Nothing half is left.

``GROUNDSHIFT_FAULTS`` sets how many points are drawn; a point that failed is kept in :data:`FAILED`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
from osgeo import gdal

from groundshift.plugin.jobs.accuracy import AssessAccuracyJob, SamplePointsJob
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.vectorize_change import VectorizeChangeJob
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

from .conftest import is_running, wait_until

pytestmark = pytest.mark.slow
POINTS = int(os.environ.get("GROUNDSHIFT_FAULTS", "8"))
FAULTS = ("kill", "cancel", "full", "read-only")
FAILED = [116]
SIDE = 360


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair, a mask and a network."""
    folder = tmp_path_factory.mktemp("sound")
    rng = np.random.default_rng(1)
    before = rng.integers(40, 90, (3, SIDE, SIDE)).astype(np.uint8)
    after = before.copy()
    for row, col in rng.integers(0, SIDE - 20, (80, 2)):
        after[:, row : row + 9, col : col + 12] = 230
    write_raster(folder / "before.tif", before)
    write_raster(folder / "after.tif", after)
    write_raster(folder / "mask.tif", (after != before).any(axis=0, keepdims=True).astype(np.uint8), nodata=255)
    write_raster(folder / "map.tif", np.roll((after != before).any(axis=0, keepdims=True).astype(np.uint8), 2, 2), nodata=255)
    (folder / "model.onnx").write_bytes(model_bytes())
    return folder


@pytest.fixture(scope="module")
def pool(worker: str):
    workers = WorkerPool(lambda: Interpreter(worker))
    yield workers
    workers.shutdown()


def source(parameter: str, path: Path) -> RasterSource:
    return RasterSource(parameter, path.stem, str(path))


JOBS: dict[str, Callable[[Path, Path, str], Any]] = {
    "detect": lambda sound, out, scratch: DetectChangeJob(
        source("BEFORE", sound / "before.tif"),
        source("AFTER", sound / "after.tif"),
        str(sound / "model.onnx"),
        scratch,
        mask=str(out / "m.tif"),
        probability=str(out / "p.tif"),
        polygons=str(out / "p.gpkg"),
    ),
    "classic": lambda sound, out, scratch: DetectChangeClassicJob(
        source("BEFORE", sound / "before.tif"),
        source("AFTER", sound / "after.tif"),
        scratch,
        difference=str(out / "d.tif"),
        mask=str(out / "m.tif"),
        polygons=str(out / "p.shp"),
    ),
    "vectorize": lambda sound, out, scratch: VectorizeChangeJob(
        source("INPUT", sound / "mask.tif"), str(out / "p.gpkg"), scratch
    ),
    "coregister": lambda sound, out, scratch: CoregisterJob(
        source("BEFORE", sound / "before.tif"),
        source("AFTER", sound / "after.tif"),
        scratch,
        aligned=str(out / "a.tif"),
        tiepoints=str(out / "t.gpkg"),
    ),
    "assess": lambda sound, out, scratch: AssessAccuracyJob(
        scratch,
        predicted_raster=source("PREDICTED", sound / "map.tif"),
        reference_raster=source("REFERENCE", sound / "mask.tif"),
        report=str(out / "r.html"),
        matrix=str(out / "r.csv"),
        measures=str(out / "r.json"),
    ),
    "sample": lambda sound, out, scratch: SamplePointsJob(
        source("INPUT", sound / "mask.tif"), size=200, scratch=scratch, sample=str(out / "s.gpkg")
    ),
}


@pytest.fixture(scope="module")
def whole(sound: Path, pool: WorkerPool, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """A function that gives, of a job that nothing strikes, the names of its files, the seconds it takes, and their bytes."""

    @cache
    def run(name: str) -> tuple[set[str], float, int]:
        folder = tmp_path_factory.mktemp(name)
        pool.hello()
        begin = time.monotonic()
        pool.run_job(JOBS[name](sound, folder, str(folder / "scratch-1")))
        files = list(folder.iterdir())
        return {path.name for path in files}, time.monotonic() - begin, sum(path.stat().st_size for path in files)

    return run


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _mounted(folder: Path, options: str) -> Path:
    mount = shutil.which("mount")
    if not mount or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    return folder


def _is_whole(path: Path) -> bool:
    """Whether a raster or GeoPackage can be read to its end; other files must hold something."""
    if path.suffix == ".tif":
        dataset = gdal.Open(str(path))
        return dataset is not None and dataset.ReadRaster() is not None
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    return path.stat().st_size > 0


@pytest.mark.parametrize("point", [*FAILED, *range(POINTS)])
def test_nothing_half_is_left(point: int, sound: Path, pool: WorkerPool, whole: Any, tmp_path: Path) -> None:
    rng = random.Random(point)
    fault, name = FAULTS[point % len(FAULTS)], rng.choice(sorted(JOBS))
    names, seconds, size = whole(name)
    out, scratch = _made(tmp_path / "out"), tmp_path / "scratch-1"
    mounted = []
    if fault == "full":
        mounted.append(_mounted(out, f"size={rng.randrange(4096, max(8192, size))}"))
    elif fault == "read-only":
        mounted.append(_mounted(out, "ro,size=1m"))
    # An earlier result of another form: it stays unless the job succeeds.
    earlier = sorted(names)[0] if rng.random() < 0.5 and not mounted and name == "assess" else None
    if earlier:
        (out / earlier).write_text("earlier")
    job, pid = JOBS[name](sound, out, str(scratch)), pool.hello().pid
    moment = rng.uniform(0, seconds * 1.1)
    struck = threading.Timer(moment, os.kill, (pid, signal.SIGKILL))
    if fault == "kill":
        struck.start()
    deadline = time.monotonic() + moment
    ended, text = "done", ""
    try:
        try:
            pool.run_job(job, is_cancelled=lambda: fault == "cancel" and time.monotonic() > deadline)
        except Cancelled:
            ended = "cancelled"
        except JobFailure as failure:
            ended, text = failure.code, failure.text()
        struck.cancel()
        assert ended != "unexpected", text
        assert "{" not in text
        left = {path.name for path in out.iterdir()}
        # A worker may be killed when its results are in place, before it has reported them.
        if ended == "done" or (fault == "kill" and left == names):
            assert left == names
            assert all(map(_is_whole, out.iterdir()))
        else:
            assert left == ({earlier} if earlier else set()), f"{fault} in {name} at {moment:.2f} s: {ended}"
            if earlier:
                assert (out / earlier).read_text() == "earlier"
        assert not scratch.exists()
        assert {path.name for path in tmp_path.iterdir()} <= {"out"}
        if fault == "read-only":
            assert ended != "done"
        if fault == "kill" and ended != "done":
            assert wait_until(lambda: not is_running(pid))
    finally:
        struck.cancel()
        for folder in mounted:
            subprocess.run(["umount", str(folder)], check=True)
