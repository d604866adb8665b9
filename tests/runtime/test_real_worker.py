"""The real worker, from QGIS's side, in the environment that ``make test`` set up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool

from .conftest import is_running, wait_until

PYTHON = os.environ.get("GROUNDSHIFT_PYTHON") or str(
    Path(__file__).resolve().parents[2] / "build" / "worker-env" / "bin" / "python"
)

pytestmark = pytest.mark.skipif(not os.path.isfile(PYTHON), reason="needs the worker's environment (make setup)")


@pytest.fixture
def pool():
    workers = WorkerPool(lambda: Interpreter(PYTHON))
    yield workers
    workers.shutdown()


def test_it_says_what_it_is_and_leaves_at_shutdown(pool):
    hello = pool.hello()
    assert "CPUExecutionProvider" in hello.providers
    assert "GTiff" in hello.drivers
    assert {"onnxruntime", "rasterio"} <= set(hello.versions)
    assert pool.hello().pid == hello.pid
    pool.shutdown()
    assert wait_until(lambda: not is_running(hello.pid))


def test_qgiss_variables_do_not_break_it(pool, monkeypatch):
    for name in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH", "PYTHONHOME", "PYTHONPATH"):
        monkeypatch.setenv(name, "/nowhere")
    assert pool.hello().protocol == 1


def test_its_packages_stay_out_of_qgiss_process(pool):
    pool.hello()
    assert not {"rasterio", "onnx", "onnxruntime", "torch"} & set(sys.modules)
