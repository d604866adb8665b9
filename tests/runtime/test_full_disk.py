"""Jobs of tools whose files cannot grow, as on a full disk: an error that names the folder, and nothing half is left."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import numpy as np
import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.job_files import RASTER, InputFile
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.server.datasets import sent_input
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.helpers.full_disk import files_of_at_most
from groundshift.tests.helpers.tool_jobs import JOBS, derive_inputs, write_inputs

LIMITED = str(Path(__file__).with_name("limited_worker.py"))


@pytest.fixture(scope="module")
def sound(worker: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Input of all tools."""
    folder = tmp_path_factory.mktemp("sound")
    write_inputs(folder)
    pool = WorkerPool(lambda: Interpreter(worker))
    derive_inputs(folder, tmp_path_factory.mktemp("derived"), pool.run_job)
    pool.shutdown()
    return folder


@pytest.fixture(scope="module")
def pool(worker: str) -> Iterator[WorkerPool]:
    """A worker whose files cannot grow."""
    pytest.importorskip("resource", reason="Windows has no such limit")
    workers = WorkerPool(lambda: Interpreter(worker), LIMITED)
    yield workers
    workers.shutdown()


@pytest.mark.parametrize(
    "name",
    [
        "detectchange",
        "detectchangeclassic",
        "classifylandcover",
        "fromtochange",
        "changereport",
        "vectorizechange",
        "sardifference",
        pytest.param("trainmodel", marks=pytest.mark.slow),
    ],
)
def test_outputs_are_whole_or_not_there(name: str, sound: Path, pool: WorkerPool, tmp_path: Path) -> None:
    out, scratch = tmp_path / "out", tmp_path / "groundshift-1"
    out.mkdir()
    with pytest.raises(JobFailure) as failure:
        pool.run_job(JOBS[name](sound, out, str(scratch)))
    assert failure.value.code in ("write_failed", "disk_filled", "checkpoint_failed"), failure.value.text()
    assert str(tmp_path) in failure.value.text()
    assert list(out.iterdir()) == []
    assert not scratch.exists()


def test_a_copy_for_a_server_that_is_not_whole_is_not_sent(tmp_path: Path) -> None:
    """Of a format that the server does not take."""
    from osgeo import gdal

    noise = np.random.default_rng(0).integers(0, 255, (400, 400), dtype=np.uint8)
    path = str(tmp_path / "a.img")
    made = gdal.GetDriverByName("HFA").Create(path, 400, 400, 1, gdal.GDT_Byte)
    made.GetRasterBand(1).WriteArray(noise)
    del made
    folder = tmp_path / "scratch"
    folder.mkdir()
    with files_of_at_most(100_000), pytest.raises(JobFailure) as failure:
        sent_input(InputFile(("before",), path, "BEFORE", "a", RASTER), str(folder))
    assert (failure.value.code, failure.value.parameter) == ("server_input", "BEFORE")
