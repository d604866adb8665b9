"""QGIS is quit while a detection runs: no crash, no worker left, no half-written file."""

from __future__ import annotations

import os
import time

import numpy as np
import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = pytest.mark.desktop


def runs(pid):
    return os.path.exists(f"/proc/{pid}/fd/0")


def test_quitting_while_it_runs(tmp_path):
    for name, value in (("before", 100), ("after", 140)):
        write_raster(tmp_path / f"{name}.tif", np.full((3, 400, 400), value, np.uint8))
    (tmp_path / "difference.onnx").write_bytes(model_bytes())
    (tmp_path / "results").mkdir()
    variables = {
        "BEFORE": str(tmp_path / "before.tif"),
        "AFTER": str(tmp_path / "after.tif"),
        "MODEL": str(tmp_path / "difference.onnx"),
        "RESULTS": str(tmp_path / "results"),
    }
    found = run_in_qgis("detect_quit_run.py", tmp_path, variables, timeout=1000)
    assert found["tasks"] == 1
    assert found["workers"]
    assert found["exit_status"] == 0
    end = time.monotonic() + 60
    while any(runs(pid) for pid in found["workers"]) and time.monotonic() < end:
        time.sleep(0.2)
    assert not any(runs(pid) for pid in found["workers"])
    assert list((tmp_path / "results").iterdir()) == []
