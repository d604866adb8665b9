"""``groundshift:vectorizechange`` from every door, and what it refuses."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def attributes(path):
    layer = QgsVectorLayer(path, "polygons")
    assert layer.isValid()
    names = [field.name() for field in layer.fields()]
    return sorted((dict(zip(names, feature.attributes())) for feature in layer.getFeatures()), key=lambda item: item["area_m2"])


@pytest.mark.usefixtures("worker")
class TestDoors:
    def test_processing(self, qgis, context, feedback, probability):
        import processing

        values = {"INPUT": probability, "THRESHOLD": 0.5, "MIN_AREA": 1, "REGULARIZE": True, "POLYGONS": "TEMPORARY_OUTPUT"}
        results = processing.run("groundshift:vectorizechange", values, context=context, feedback=feedback)
        assert set(results) == {"POLYGONS", "CHANGED_AREA", "POLYGON_COUNT"}
        assert results["POLYGON_COUNT"] == 2
        assert results["CHANGED_AREA"] == pytest.approx(225, rel=2e-3)
        small, large = attributes(results["POLYGONS"])
        assert large["class"] == "change"
        assert large["mean_probability"] == pytest.approx(0.9, abs=1e-4)
        assert small["max_probability"] == pytest.approx(0.7, abs=1e-4)
        assert large["perimeter_m"] == pytest.approx(60, rel=2e-3)
        assert "Pixels with a probability of at least 0.5 are change." in feedback.infos
        assert not feedback.errors
        layer = QgsVectorLayer(results["POLYGONS"], "polygons")
        layer.loadDefaultStyle()
        assert layer.renderer().type() == "categorizedSymbol"
        connection = sqlite3.connect(results["POLYGONS"])
        (text,) = connection.execute("SELECT metadata FROM gpkg_metadata WHERE metadata LIKE '%vectorizechange%'").fetchone()
        connection.close()
        assert "REGULARIZE" in text

    def test_after_a_detection_without_predicting_again(self, qgis, context, feedback, parameters, tmp_path):
        import processing

        found = processing.run(
            "groundshift:detectchange",
            {**parameters, "PROBABILITY": str(tmp_path / "p.tif")},
            context=context,
            feedback=feedback,
        )
        for name in ("MASK", "PROBABILITY"):
            values = {"INPUT": found[name], "POLYGONS": "TEMPORARY_OUTPUT"}
            results = processing.run("groundshift:vectorizechange", values, context=context, feedback=feedback)
            assert results["CHANGED_AREA"] == pytest.approx(found["CHANGED_AREA"], rel=1e-9)
            (one,), (other,) = attributes(results["POLYGONS"]), attributes(found["POLYGONS"])
            assert {key: value for key, value in one.items() if key not in ("uuid", "fid")}.items() <= other.items()

    def test_qgis_process(self, qgis_process, probability, tmp_path):
        output = tmp_path / "polygons.geojson"
        arguments = [f"--INPUT={probability}", "--THRESHOLD=0.8", "--FILL_HOLES=2", "--SIMPLIFY=0.8", f"--POLYGONS={output}"]
        result = qgis_process("run", "groundshift:vectorizechange", *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "POLYGON_COUNT:\t2" in result.stdout
        assert len(json.loads(output.read_text())["features"]) == 2
        assert sorted(item.name for item in tmp_path.iterdir() if item.name.startswith(("polygons", "."))) == [
            "polygons.geojson", "polygons.provenance.json", "polygons.qml",
        ]  # fmt: skip

    def test_model(self, qgis, context, feedback, probability, tmp_path):
        step = Step("vectorizechange", {"INPUT": "raster"}, {"MIN_AREA": 30}, ["POLYGONS"])
        path = save_graph(tmp_path / "clean.model3", raster_inputs("raster"), [step])
        results = run_graph(path, {"raster": probability}, {"POLYGONS": str(tmp_path / "p.gpkg")}, context, feedback)
        assert len(attributes(results["POLYGONS"])) == 1

    def test_nothing_stays_behind(self, algorithm, context, feedback, probability, tmp_path):
        (tmp_path / "out").mkdir()
        feedback.cancel()
        values = {"INPUT": probability, "POLYGONS": str(tmp_path / "out" / "p.gpkg")}
        algorithm("vectorizechange").run(values, context, feedback)
        assert list((tmp_path / "out").iterdir()) == []

    @pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")
    def test_real_masks_of_another_program(self, qgis, context, feedback, tmp_path):
        """The reference of a Beijing pair, a JPEG with grey levels, made a mask and placed by GDAL."""
        import processing

        reference = DATA / "pairs" / "beijing_a" / "beijing_A_gt.jpg"
        grey = gdal.Open(str(reference)).ReadAsArray()
        mask = ((grey if grey.ndim == 2 else grey[0]) > 127).astype(np.uint8) * 255
        path = str(tmp_path / "mask.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, mask.shape[1], mask.shape[0], 1, gdal.GDT_Byte)
        dataset.SetGeoTransform((440000.0, 2.0, 0.0, 4420000.0, 0.0, -2.0))
        place = osr.SpatialReference()
        place.ImportFromEPSG(32650)
        dataset.SetProjection(place.ExportToWkt())
        dataset.WriteRaster(0, 0, mask.shape[1], mask.shape[0], np.ascontiguousarray(mask).tobytes())
        dataset.FlushCache()
        del dataset
        plain = processing.run(
            "groundshift:vectorizechange", {"INPUT": path, "POLYGONS": "TEMPORARY_OUTPUT"}, context=context, feedback=feedback
        )
        assert plain["CHANGED_AREA"] == pytest.approx(np.count_nonzero(mask) * 4.0, rel=2e-3)
        clean = {"MIN_AREA": 100, "FILL_HOLES": 100, "MERGE_GAP": 4, "SIMPLIFY": 3, "REGULARIZE": True, "MIN_WIDTH": 4}
        results = processing.run(
            "groundshift:vectorizechange",
            {"INPUT": path, **clean, "POLYGONS": "TEMPORARY_OUTPUT"},
            context=context,
            feedback=feedback,
        )
        assert 0 < results["POLYGON_COUNT"] <= plain["POLYGON_COUNT"]
        assert results["CHANGED_AREA"] == pytest.approx(plain["CHANGED_AREA"], rel=0.1)
        layer = QgsVectorLayer(results["POLYGONS"], "polygons")
        assert all(feature.geometry().isGeosValid() for feature in layer.getFeatures())


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"INPUT": "missing.tif"}, "INPUT"),
        ({"THRESHOLD": "1.5"}, "THRESHOLD: The threshold 1.5 is outside 0 to 1."),
        ({"MIN_AREA": "-3"}, "MIN_AREA: '-3' is not a number of 0 or more."),
        ({"SIMPLIFY": "much"}, "SIMPLIFY: 'much' is not a number of 0 or more."),
        ({"POLYGONS": "/nowhere/at/all/p.gpkg"}, "POLYGONS: The folder of the output"),
        ({"POLYGONS": "p.docx"}, "POLYGONS"),
    ],
)
def test_refused_the_same_by_dialogs_and_models(algorithm, context, probability, tmp_path, changes, text):
    values = {"INPUT": probability, "POLYGONS": "TEMPORARY_OUTPUT", **changes}
    if values["POLYGONS"] == "p.docx":
        values["POLYGONS"] = str(tmp_path / "p.docx")
    good, said = algorithm("vectorizechange").checkParameterValues(values, context)
    assert not good
    assert said.startswith(text)
    with pytest.raises(QgsProcessingException) as caught:
        algorithm("vectorizechange").prepareAlgorithm(values, context, QgsProcessingFeedback(False))
    assert str(caught.value) == said


def test_a_layer_that_only_qgis_reads_is_refused(algorithm, context):
    from qgis.core import QgsProject, QgsRasterLayer

    uri = "type=xyz&url=http://localhost:9/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=5&zmin=0"
    layer = QgsRasterLayer(uri, "map", "wms")
    QgsProject.instance().addMapLayer(layer)
    good, said = algorithm("vectorizechange").checkParameterValues({"INPUT": layer, "POLYGONS": "TEMPORARY_OUTPUT"}, context)
    assert not good
    assert said.startswith("INPUT")


def test_every_parameter_has_help(algorithm):
    made = algorithm("vectorizechange")
    assert all(definition.help() for definition in made.parameterDefinitions())
    assert "MIN_WIDTH" in [definition.name() for definition in made.parameterDefinitions()]
