"""A pool of fake workers, and ways to look at processes."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool

FAKE_WORKER = str(Path(__file__).with_name("fake_worker.py"))


@dataclass(frozen=True)
class FakeJob:
    """What the fake worker is to do."""

    KIND: ClassVar[str] = "fake"

    do: str = "echo"
    text: str = ""
    mask: str = ""
    scratch: str = ""


def is_running(pid):
    """Whether a process lives (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return False


def wait_until(condition, seconds=5.0):
    """Whether ``condition`` became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def after(seconds):
    """A cancel button that is pressed after ``seconds``."""
    deadline = time.monotonic() + seconds
    return lambda: time.monotonic() >= deadline


@pytest.fixture
def interpreter():
    return Interpreter(os.path.realpath(sys.executable))


@pytest.fixture
def pool(interpreter):
    """Workers that run no networks; all are gone afterwards."""
    workers = WorkerPool(lambda: interpreter, FAKE_WORKER, hello_seconds=10)
    yield workers
    workers.shutdown()


@pytest.fixture
def staged_job(tmp_path):
    """A function that makes a job with an output and a scratch folder."""

    def make(do):
        scratch = tmp_path / "temporary" / "groundshift-abc"
        scratch.mkdir(parents=True)
        (tmp_path / "out").mkdir()
        return FakeJob(do, mask=str(tmp_path / "out" / "mask.tif"), scratch=str(scratch))

    return make
