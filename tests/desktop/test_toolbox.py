"""Detect change in a running QGIS Desktop: toolbox, dialog, results on the map, model designer, unloading."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "algorithms"))

from onnx_bytes import model_bytes

gdal = pytest.importorskip("osgeo.gdal", reason="needs QGIS's Python")
osr = pytest.importorskip("osgeo.osr")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.desktop


def write_pair(folder):
    noise = np.random.default_rng(1).integers(90, 110, (3, 400, 400), dtype=np.uint8)
    after = noise.copy()
    after[:, 100:140, 200:260] += 120
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32611)
    for name, array in (("before", noise), ("after", after)):
        dataset = gdal.GetDriverByName("GTiff").Create(str(folder / f"{name}.tif"), 400, 400, 3, gdal.GDT_Byte)
        dataset.SetGeoTransform((500000, 0.5, 0, 4000000, 0, -0.5))
        dataset.SetProjection(reference.ExportToWkt())
        dataset.WriteRaster(0, 0, 400, 400, array.tobytes())
        dataset.FlushCache()


def make_profile(folder):
    """A profile with the plugin in it, enabled, and no other start-up windows."""
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "groundshift").symlink_to(ROOT)
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\ngroundshift=true\nprocessing=true\n")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    python = os.environ.get("GROUNDSHIFT_PYTHON", "")
    if not os.path.exists(python):
        pytest.skip("needs GROUNDSHIFT_PYTHON: a Python with the worker's packages")
    program = shutil.which("qgis")
    if program is None:
        pytest.skip("needs QGIS Desktop")
    display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"]
    if display and shutil.which("xvfb-run") is None:
        pytest.skip("needs a display, or xvfb-run")
    folder = tmp_path_factory.mktemp("desktop")
    write_pair(folder)
    make_profile(folder)
    (folder / "difference.onnx").write_bytes(model_bytes())
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "FOLDER": str(folder),
        "BEFORE": str(folder / "before.tif"),
        "AFTER": str(folder / "after.tif"),
        "MODEL": str(folder / "difference.onnx"),
    }
    script = Path(__file__).with_name("toolbox_run.py")
    options = ["--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code", str(script)]
    result = subprocess.run(
        [*display, program, *options], env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert (folder / "report.json").exists(), result.stdout + result.stderr
    found = json.loads((folder / "report.json").read_text())
    assert "error" not in found, found["error"]
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:
        os.makedirs(keep, exist_ok=True)
        for path in folder.glob("*.png"):
            shutil.copy(path, keep)
    return {**found, "folder": folder}


def test_toolbox_lists_the_tools(report):
    assert {"Detect change", "Import model", "Install runtime"} <= set(report["toolbox"])


def test_dialog_offers_the_default_model(report):
    assert report["default_model"] == "buildings-siamese"


def test_mask_is_the_same_as_anywhere(report):
    expected = np.zeros((400, 400), np.uint8)
    expected[100:140, 200:260] = 1
    assert np.array_equal(gdal.Open(report["mask"]).ReadAsArray(), expected)


def test_results_stand_in_one_group(report):
    assert report["group"] == "Change before - after"
    assert report["layers"] == ["Change polygons", "Change probability", "Change mask"]


def test_change_shows_on_the_map(report):
    """Somewhere in the window there is the red of the model's class."""
    dataset = gdal.Open(str(report["folder"] / "window.png"))
    red, green, blue = (dataset.GetRasterBand(band).ReadAsArray().astype(int) for band in (1, 2, 3))
    assert ((red > 200) & (green < 60) & (blue < 60)).sum() > 1000


def test_model_widget_in_the_designer(report):
    assert report["designer"] == {"static": "buildings-siamese", "input": "which", "edited": ["mine", "which"]}


def test_unloading_leaves_nothing(report):
    assert report["unloaded"]
