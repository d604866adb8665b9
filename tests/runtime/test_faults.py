"""Jobs of every tool struck at a drawn moment: nothing half is left, no label is lost, no process lives on.

The worker is killed or the job cancelled; the disk is full, its folder read-only, moved away or its network share gone; QGIS
itself is killed; the system has no file watches left. ``GROUNDSHIFT_FAULTS`` sets how many points are drawn,
``GROUNDSHIFT_FIRST_FAULT`` the first, ``GROUNDSHIFT_FAULT_TOOLS=later`` the tools. Points that failed are kept: :data:`FAILED`.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from osgeo import gdal

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.leftovers import remove_leftovers
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.helpers.tool_jobs import JOBS, KEEP_SCRATCH, LATER, derive_inputs, write_inputs

from .conftest import is_running, wait_until

pytestmark = pytest.mark.slow
POINTS = int(os.environ.get("GROUNDSHIFT_FAULTS", "8"))
FIRST = int(os.environ.get("GROUNDSHIFT_FIRST_FAULT", "0"))
FAULTS = ("kill", "cancel", "full", "read-only", "moved", "share", "qgis", "no watches")
# Tools that import torch take long; the points that are drawn by number try them too.
QUICK = sorted(set(JOBS) - {"trainmodel", "findlearningrate", "coregister", "sarevaluate", "sartrain"})
# All tools, or ``later``: those that were added after the first 200 points.
DRAWN = sorted(LATER) if os.environ.get("GROUNDSHIFT_FAULT_TOOLS") == "later" else sorted(JOBS)
FAILED: list[int] = []
QGIS = """
import json, sys
from groundshift.plugin.jobs.registry import load_job
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
pool = WorkerPool(lambda: Interpreter(sys.argv[1]))
print(pool.hello().pid, flush=True)
pool.run_job(load_job(json.load(open(sys.argv[2]))))
"""


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of its own, in which the lists of running jobs lie."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def pool(worker: str) -> Iterator[WorkerPool]:
    workers = WorkerPool(lambda: Interpreter(worker))
    yield workers
    workers.shutdown()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, pool: WorkerPool) -> Path:
    """Input of all tools."""
    folder = tmp_path_factory.mktemp("sound")
    write_inputs(folder)
    derive_inputs(folder, tmp_path_factory.mktemp("derived"), pool.run_job)
    return folder


@pytest.fixture(scope="module")
def whole(sound: Path, pool: WorkerPool, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """A function that gives, of a job that nothing strikes, the names of its files, the seconds it takes, and their bytes."""

    @cache
    def run(name: str) -> tuple[set[str], float, int]:
        folder = tmp_path_factory.mktemp(name)
        out = _made(folder / "out")
        pool.hello()
        begin = time.monotonic()
        pool.run_job(JOBS[name](sound, out, str(_scratch(folder, name))))
        files = list(out.rglob("*"))
        return {path.name for path in out.iterdir()}, time.monotonic() - begin, sum(path.stat().st_size for path in files)

    return run


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _scratch(folder: Path, name: str) -> Path:
    """Return a scratch folder; it is made by those that read what the job leaves in it."""
    path = folder / "groundshift-1"
    return _made(path) if name in KEEP_SCRATCH else path


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
    if path.is_dir():
        return any(path.iterdir())
    if path.suffix == ".tif":
        dataset = gdal.Open(str(path))
        return dataset is not None and dataset.ReadRaster() is not None
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    return path.stat().st_size > 0


def _state(folder: Path) -> dict[str, str]:
    """What the files of a folder hold."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def _without_watches() -> list[int]:
    """Take all of the user's file watches, as far as this process may have so many open files; return what to close."""
    library, taken = ctypes.CDLL(None), []
    most = min(5000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200)
    while len(taken) < most and (number := library.inotify_init()) >= 0:
        taken.append(number)
    return taken


def _strike(fault: str, moment: float, pid: int, out: Path) -> threading.Timer:
    """Start a timer that strikes a job; of the faults that are there from the start, and of cancelling, it does nothing."""
    moved = out.with_name("moved")
    actions: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
        "kill": (os.kill, (pid, signal.SIGKILL)),
        "moved": (out.rename, (moved,)),
        "share": (subprocess.run, (["umount", "--lazy", str(out)],)),
    }
    action, arguments = actions.get(fault, (bool, ()))
    timer = threading.Timer(moment, action, arguments)
    timer.start()
    return timer


def _run(pool: WorkerPool, job: Any, fault: str, moment: float) -> tuple[str, str]:
    """Run a job; return how it ended, and the words of an error."""
    deadline = time.monotonic() + moment
    try:
        pool.run_job(job, is_cancelled=lambda: fault == "cancel" and time.monotonic() > deadline)
    except Cancelled:
        return "cancelled", ""
    except JobFailure as failure:
        return failure.code, failure.text()
    return "done", ""


@pytest.mark.parametrize("point", [*FAILED, *range(FIRST, FIRST + POINTS)])
def test_nothing_half_is_left(point: int, sound: Path, pool: WorkerPool, whole: Any, tmp_path: Path) -> None:
    rng = random.Random(point)
    fault, name = FAULTS[point % len(FAULTS)], rng.choice(QUICK if POINTS < 20 else DRAWN)
    names, seconds, size = whole(name)
    out, scratch = _made(tmp_path / "out"), _scratch(tmp_path, name)
    before, moment = _state(sound), rng.uniform(0, seconds * 1.1)
    if fault == "qgis":
        _kill_qgis(pool, JOBS[name](sound, out, str(scratch)), moment, tmp_path)
        ended, text = "killed", ""
    else:
        options = {
            "full": f"size={rng.randrange(4096, max(8192, size))}",
            "read-only": "ro,size=1m",
            "share": "size=64m",
        }
        mounted = [_mounted(out, options[fault])] if fault in options else []
        # An earlier result of another form: it stays unless the job succeeds.
        earlier = sorted(names)[0] if rng.random() < 0.5 and not mounted and name == "assessaccuracy" else None
        if earlier:
            (out / earlier).write_text("earlier")
        taken = _without_watches() if fault == "no watches" else []
        pid = pool.hello().pid
        timer = _strike(fault, moment, pid, out)
        try:
            ended, text = _run(pool, JOBS[name](sound, out, str(scratch)), fault, moment)
        finally:
            timer.cancel()
            timer.join()
            for number in taken:
                os.close(number)
            left = _left(out, fault)
            for folder in mounted:
                subprocess.run(["umount", str(folder)], capture_output=True, check=fault != "share")
    assert ended != "unexpected", text
    assert "{" not in text
    assert _state(sound) == before, "an input was changed"
    where = f"{fault} in {name} at {moment:.2f} s: {ended}"
    if fault == "qgis":
        assert set(_left(out, fault)) in (set(), names), where
    elif ended == "done" or (fault in ("kill", "cancel") and set(left) == names):
        # A worker may be killed (one that is slow to stop, too) when its results are in place, before it has reported them.
        assert fault in ("share", "moved") or set(left) == names, where
        assert all(left.values()), where
    else:
        assert set(left) == ({earlier} if earlier else set()), where
        if earlier:
            assert (out / earlier).read_text() == "earlier"
    if ended == "done" and name in KEEP_SCRATCH:
        shutil.rmtree(scratch)
    assert not scratch.exists()
    assert {path.name for path in tmp_path.iterdir()} <= {"out", "moved", "checkpoints"}
    if fault == "read-only" and names:
        assert ended != "done"
    if fault == "no watches":
        assert ended == "done"
    if fault == "kill" and ended != "done":
        assert wait_until(lambda: not is_running(pid))


def _left(out: Path, fault: str) -> dict[str, bool]:
    """The files of the output folder, and whether each is whole.

    Where the folder was moved away, no one can reach the job's hidden folder in it: only what has a final name counts.
    """
    folder = out.with_name("moved") if out.with_name("moved").exists() else out
    if not folder.exists():
        return {}
    hidden = fault == "moved"
    return {path.name: _is_whole(path) for path in folder.iterdir() if not (hidden and path.name.startswith("."))}


def _kill_qgis(pool: WorkerPool, job: Any, moment: float, folder: Path) -> None:
    """Run a job in a process of its own, kill that, and start the next one: the worker leaves, and its files are gone."""
    with pool._worker(lambda: False) as worker:
        python = worker.interpreter.python
    (folder / "job.json").write_text(json.dumps(dump_job(job)))
    paths = os.pathsep.join(path for path in sys.path if path.endswith("build"))
    process = subprocess.Popen(
        [sys.executable, "-c", QGIS, python, str(folder / "job.json")],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    process.kill()
    process.wait()
    process.stdout.close()
    assert wait_until(lambda: not is_running(pid)), "the worker lives on"
    remove_leftovers()
    (folder / "job.json").unlink()
