"""The tools that need no network in a running QGIS Desktop: their dialogs are filled in and run, one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.helpers.gdal_files import write_raster

pytestmark = pytest.mark.desktop


def write_dates(folder):
    """Three images of a field with roofs, 400 x 400 at 0.5 m: on each date more of them stand."""
    random = np.random.default_rng(1)
    ground = random.normal(size=(40, 40)).repeat(10, 0).repeat(10, 1) * 12 + 105
    image = np.stack([ground * share for share in (1.0, 1.08, 0.8)]) + random.normal(scale=4, size=(3, 400, 400))
    roofs = ((60, 60), (60, 220), (200, 120), (260, 280), (140, 320), (320, 80))
    for name, count in (("first", 0), ("second", 3), ("third", 6)):
        for row, col in roofs[count - 3 : count] if count else ():
            image[:, row : row + 36, col : col + 48] = np.array([205, 120, 100])[:, None, None]
        noisy = (image + random.normal(scale=2, size=image.shape)).clip(0, 255).astype(np.uint8)
        write_raster(folder / f"{name}.tif", noisy)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust")
    write_dates(folder)
    paths = {name.upper(): str(folder / f"{name}.tif") for name in ("first", "second", "third")}
    return run_in_qgis("trust_run.py", folder, paths)


def test_names_fit_into_a_narrow_toolbox(report):
    assert report["cut"] == []


def test_every_dialog_runs(report):
    assert report["classic"]["POLYGON_COUNT"] == 3
    assert report["series"]["POLYGON_COUNT"] == 6
    assert report["vectorize"]["POLYGON_COUNT"] == 3
    assert abs(report["coregister"]["SHIFT_X"]) < 0.1
    assert report["accuracy"]["F1"] > 0.97
    assert gdal.OpenEx(report["sample"]["SAMPLE"]).GetLayer().GetFeatureCount() == 40


def test_results_stand_in_their_groups(report):
    assert report["groups"]["Change first - second"] == ["Change polygons", "Difference", "Change mask"]
    assert report["groups"]["Change 2019-01-01 - 2023-05-20"] == ["Change polygons", "First change", "Number of changes"]
    assert report["groups"]["Alignment first - second"] == ["Tie points"]
    assert report["groups"]["Polygons of Change mask"] == ["Change polygons"]
    assert report["groups"]["Sample of Change mask"] == ["Sample"]
