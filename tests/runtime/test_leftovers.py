"""Temporary files of a QGIS that was killed are gone at the next start; those of one that runs stay."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from groundshift.plugin.runtime.leftovers import RunningJobs, remove_leftovers

from .conftest import FAKE_WORKER, wait_until

# What QGIS does while a job runs; the worker has made half of its output and does not stop.
QGIS = """
import sys
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.runtime.conftest import FakeJob
WorkerPool(lambda: Interpreter(sys.executable), sys.argv[1]).run_job(FakeJob("stubborn", mask=sys.argv[2], scratch=sys.argv[3]))
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "groundshift" / "running"


@pytest.fixture
def running(tmp_path: Path, lists: Path):
    """A process that runs a job; its outputs folder, its scratch folder."""
    out, scratch = tmp_path / "out", tmp_path / "groundshift-abc"
    out.mkdir()
    scratch.mkdir()
    paths = [path for path in sys.path if path.endswith("build")]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": os.pathsep.join(paths)}
    arguments = [sys.executable, "-c", QGIS, FAKE_WORKER, str(out / "mask.tif"), str(scratch)]
    process = subprocess.Popen(arguments, env=environment)
    assert wait_until(lambda: (scratch / "part").exists() and list(lists.glob("*.jobs")))
    yield process, out, scratch
    process.kill()
    process.wait()


def test_files_of_a_killed_qgis_are_gone_at_the_next_start(running, lists: Path) -> None:
    process, out, scratch = running
    assert remove_leftovers(str(lists)) == 0
    assert scratch.exists(), "of a QGIS that runs"
    assert list(out.iterdir())
    process.send_signal(signal.SIGKILL)
    process.wait()
    (out / "users.tif").write_text("the user's")
    assert remove_leftovers(str(lists)) == 1
    assert not scratch.exists()
    assert [path.name for path in out.iterdir()] == ["users.tif"]
    assert list(lists.iterdir()) == []
    assert remove_leftovers(str(lists)) == 0


def test_an_earlier_result_comes_back_where_the_new_one_was_not_in_place(running, lists: Path) -> None:
    process, out, scratch = running
    earlier = out / f".groundshift-{scratch.name}" / "earlier"
    earlier.mkdir(parents=True)
    (earlier / "mask.tif").write_text("earlier")
    process.kill()
    process.wait()
    assert remove_leftovers(str(lists)) == 1
    assert (out / "mask.tif").read_text() == "earlier"


def test_a_list_is_there_only_while_jobs_run(tmp_path: Path) -> None:
    jobs = RunningJobs(str(tmp_path))
    with jobs.listed(str(tmp_path / "groundshift-1"), []):
        with jobs.listed(str(tmp_path / "groundshift-2"), []):
            assert len(list(tmp_path.glob("*.jobs"))) == 1
        assert len(list(tmp_path.glob("*.jobs"))) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]\n1\n", '{"begun": "1"}\n', '{"begun": "1", "scratch": 3, "outputs": [null]}\n'])
def test_lists_that_are_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{os.uname().nodename}-1-x.jobs").write_text(text)
    remove_leftovers(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_only_folders_of_groundshift_are_removed(tmp_path: Path) -> None:
    precious = tmp_path / "documents"
    precious.mkdir()
    lists = tmp_path / "lists"
    lists.mkdir()
    entry = {"begun": "1", "scratch": str(precious), "outputs": [str(tmp_path / "mask.tif")]}
    (lists / f"{os.uname().nodename}-1-x.jobs").write_text(json.dumps(entry) + "\n")
    remove_leftovers(str(lists))
    assert precious.exists()


def test_a_folder_that_cannot_be_written_stops_no_job(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with RunningJobs(str(tmp_path / "file" / "lists")).listed("scratch", []):
        pass
    assert remove_leftovers(str(tmp_path / "nowhere")) == 0
