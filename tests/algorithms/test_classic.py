"""``groundshift:detectchangeclassic`` from Python, ``qgis_process`` and a saved model, and its mistakes."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsProcessingException,
    QgsRasterLayer,
    QgsVectorLayer,
)

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph

ID = "groundshift:detectchangeclassic"
SQUARE_METRES = 600.0


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


@pytest.fixture
def expected():
    mask = np.zeros((400, 400), np.uint8)
    mask[100:140, 200:260] = 1
    return mask


@pytest.fixture
def run(qgis, worker, context, feedback, pair):
    import processing

    def run(**changes):
        values = {"BEFORE": pair[0], "AFTER": pair[1], "MASK": "TEMPORARY_OUTPUT", **changes}
        return processing.run(ID, values, context=context, feedback=feedback)

    return run


def test_public_names(algorithm):
    found = algorithm("detectchangeclassic")
    names = (
        "BEFORE AFTER METHOD INDEX NORMALIZE AREA EXTENT EXCLUDE THRESHOLD_METHOD THRESHOLD MIN_AREA RESOLUTION "
        "BEFORE_BANDS AFTER_BANDS ASSUMED_CRS RESUME DIFFERENCE MASK POLYGONS"
    )
    assert [item.name() for item in found.parameterDefinitions()] == names.split()
    outputs = "DIFFERENCE MASK POLYGONS CHANGED_AREA POLYGON_COUNT"
    assert [item.name() for item in found.outputDefinitions()] == outputs.split()


def test_results(run, expected, feedback, tmp_path):
    results = run(POLYGONS="TEMPORARY_OUTPUT", DIFFERENCE=str(tmp_path / "difference.tif"))
    assert np.array_equal(read(results["MASK"]), expected)
    assert results["POLYGON_COUNT"] == 1
    assert results["CHANGED_AREA"] == pytest.approx(SQUARE_METRES, rel=2e-3)
    (feature,) = QgsVectorLayer(results["POLYGONS"], "polygons").getFeatures()
    assert feature["area_m2"] == pytest.approx(results["CHANGED_AREA"], rel=1e-6)
    assert feature["mean_magnitude"] > 150
    difference = QgsRasterLayer(results["DIFFERENCE"], "difference")
    assert difference.bandCount() == 2
    assert difference.renderer().type() == "singlebandpseudocolor"
    tag = json.loads(gdal.Open(results["DIFFERENCE"]).GetMetadataItem("GROUNDSHIFT"))
    assert tag["algorithm"] == ID
    assert tag["parameters"]["METHOD"] == "cva"
    assert any(text.startswith("Threshold on the magnitude: ") for text in feedback.infos)
    assert not feedback.errors


def test_dates_in_the_wrong_order_are_warned_of(run, write_raster, feedback):
    values = np.full((3, 40, 40), 90, np.uint8)
    paths = {name: write_raster(f"town_{year}.tif", values) for name, year in (("BEFORE", "2022-05"), ("AFTER", "2019-05-01"))}
    run(**paths, THRESHOLD_METHOD=4, THRESHOLD=1)
    assert any("later than AFTER" in text for text in feedback.warnings)
    run(BEFORE=paths["AFTER"], AFTER=paths["BEFORE"], THRESHOLD_METHOD=4, THRESHOLD=1)
    assert sum("later than AFTER" in text for text in feedback.warnings) == 1


def test_an_image_against_itself(run, pair, feedback):
    results = run(AFTER=pair[0], THRESHOLD_METHOD=4, THRESHOLD=1)
    assert results["CHANGED_AREA"] == 0
    assert any("are the same image" in text for text in feedback.warnings)


@pytest.mark.parametrize("method", range(8))
def test_every_method(run, expected, method, tmp_path):
    results = run(METHOD=method, INDEX="1,3", DIFFERENCE=str(tmp_path / "difference.tif"), THRESHOLD_METHOD=0)
    mask = read(results["MASK"])
    assert mask.shape == (400, 400)
    if method not in (3, 6, 7):  # grey change leaves indices alone; neighbourhoods blur edges
        assert ((mask == 1) == (expected == 1)).mean() > 0.999
    assert set(results) == {"MASK", "DIFFERENCE", "CHANGED_AREA", "POLYGON_COUNT"}


def test_area_and_bands(run, expected):
    results = run(EXTENT="500080,500150,3999900,3999960", BEFORE_BANDS="1", AFTER_BANDS="2", THRESHOLD_METHOD=4, THRESHOLD=60)
    assert read(results["MASK"]).shape == (120, 140)
    assert (read(results["MASK"]) == 1).sum() == expected.sum()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"THRESHOLD_METHOD": 4}, "THRESHOLD: A fixed threshold was chosen, but none was given"),
        ({"THRESHOLD_METHOD": 3, "THRESHOLD": 100}, "THRESHOLD: The percentage 100 is outside 0 to 100"),
        ({"METHOD": 3, "INDEX": "green"}, "INDEX: 'green' is not a band index"),
        ({"METHOD": 3, "INDEX": "NDVI"}, "INDEX: Cannot determine which band is 'nir'"),
        ({"METHOD": 12}, "METHOD"),
        ({"BEFORE_BANDS": "1,2", "AFTER_BANDS": "1"}, "AFTER_BANDS: 2 bands of the earlier date were chosen, but 1"),
        ({"AFTER_BANDS": "7"}, "has no band 7"),
        ({"DIFFERENCE": "a.png"}, "DIFFERENCE: "),
    ],
)
def test_mistakes(run, tmp_path, changes, text):
    with pytest.raises(QgsProcessingException, match=text):
        run(MASK=str(tmp_path / "mask.tif"), **changes)
    assert not (tmp_path / "mask.tif").exists()
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".groundshift")]


def test_cancelled(algorithm, worker, context, feedback, pair, tmp_path):
    feedback.cancel()
    values = {"BEFORE": pair[0], "AFTER": pair[1], "MASK": str(tmp_path / "mask.tif")}
    algorithm("detectchangeclassic").run(values, context, feedback)
    assert not (tmp_path / "mask.tif").exists()


def test_saved_model(worker, qgis, pair, context, feedback, expected, tmp_path):
    step = Step("detectchangeclassic", {"BEFORE": "before", "AFTER": "after"}, {"METHOD": 5}, ["MASK"])
    path = save_graph(tmp_path / "classic.model3", raster_inputs("before", "after"), [step])
    inputs = {"before": pair[0], "after": pair[1]}
    results = run_graph(path, inputs, {"MASK": str(tmp_path / "m.tif")}, context, feedback)
    assert ((read(results["MASK"]) == 1) == (expected == 1)).mean() > 0.999


def test_command_line(worker, qgis_process, pair, expected, tmp_path):
    inputs = [f"--BEFORE={pair[0]}", f"--AFTER={pair[1]}", "--METHOD=0", "--NORMALIZE=false", "--THRESHOLD_METHOD=1"]
    outputs = [f"--{name.upper()}={tmp_path / name}{end}" for name, end in (("mask", ".tif"), ("polygons", ".gpkg"))]
    result = qgis_process("run", ID, *inputs, *outputs)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "POLYGON_COUNT:\t1" in result.stdout
    assert np.array_equal(read(tmp_path / "mask.tif"), expected)
    layer = QgsVectorLayer(str(tmp_path / "polygons.gpkg"), "polygons")
    assert layer.renderer().type() == "categorizedSymbol"
