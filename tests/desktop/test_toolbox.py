"""Detect change in a running QGIS Desktop: toolbox, dialog, results on the map, model designer, unloading."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = pytest.mark.desktop


def write_pair(folder):
    noise = np.random.default_rng(1).integers(90, 110, (3, 400, 400), dtype=np.uint8)
    after = noise.copy()
    after[:, 100:140, 200:260] += 120
    write_raster(folder / "before.tif", noise)
    write_raster(folder / "after.tif", after)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desktop")
    write_pair(folder)
    (folder / "difference.onnx").write_bytes(model_bytes())
    files = {"BEFORE": "before.tif", "AFTER": "after.tif", "MODEL": "difference.onnx"}
    found = run_in_qgis("toolbox_run.py", folder, {name: str(folder / file) for name, file in files.items()})
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
