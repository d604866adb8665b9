"""The same run from every door: Processing in Python, plain and JSON ``qgis_process``, a saved model, a batch."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from groundshift.tests.helpers.graphs import load_graph, output_names, run_graph
from groundshift.tests.helpers.halting_worker import HaltingPython

pytestmark = pytest.mark.usefixtures("worker")

SQUARE_METRES = 600.0  # on the plane of EPSG:32611; on the ellipsoid a little more
ROOT = Path(__file__).resolve().parents[2]


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


def write_layer(path, kind, text):
    """A GeoPackage in EPSG:32611 of one feature, whose layer has the geometry type ``kind``."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32611)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("area", reference, kind)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
    layer.CreateFeature(feature)
    return str(path)


@pytest.fixture
def expected():
    mask = np.zeros((400, 400), np.uint8)
    mask[100:140, 200:260] = 1
    return mask


@pytest.fixture
def run(qgis, context, feedback, parameters):
    """A function that runs the algorithm as scripts do."""
    import processing

    def run(**changes):
        return processing.run("groundshift:detectchange", {**parameters, **changes}, context=context, feedback=feedback)

    return run


class TestFromPython:
    def test_results(self, run, expected, feedback):
        results = run()
        assert set(results) == {"MASK", "POLYGONS", "CHANGED_AREA", "POLYGON_COUNT"}
        assert np.array_equal(read(results["MASK"]), expected)
        assert results["POLYGON_COUNT"] == 1
        assert results["CHANGED_AREA"] == pytest.approx(SQUARE_METRES, rel=2e-3)
        layer = QgsVectorLayer(results["POLYGONS"], "polygons")
        (feature,) = layer.getFeatures()
        assert feature["area_m2"] == pytest.approx(results["CHANGED_AREA"], rel=1e-6)
        assert feedback.fractions == sorted(feedback.fractions)
        assert feedback.fractions[-1] == 100
        assert any(text.startswith("Changed area: ") for text in feedback.infos)
        assert not feedback.errors

    def test_optional_outputs(self, run, tmp_path):
        results = run(POLYGONS=None, PROBABILITY=str(tmp_path / "probability.tif"))
        assert "POLYGONS" not in results
        probability = read(tmp_path / "probability.tif")
        assert probability[0, 120, 230] > 0.9
        assert probability[0, 10, 10] < 0.1

    def test_only_dialogs_make_optional_outputs_unasked(self, run, parameters):
        del parameters["POLYGONS"]
        assert set(run()) == {"MASK", "CHANGED_AREA", "POLYGON_COUNT"}

    def test_area_extent_and_what_is_left_out(self, run, tmp_path):
        left_out = tmp_path / "cloud.geojson"
        ring = [[500100, 3999930], [500110, 3999930], [500110, 3999950], [500100, 3999950], [500100, 3999930]]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32611"}}
        feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        left_out.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
        results = run(EXTENT="500080,500150,3999900,3999960", EXCLUDE=str(left_out))
        mask = read(results["MASK"])
        assert mask.shape == (120, 140)
        # The change's first 20 columns lie under the cloud.
        assert (mask == 1).sum() == 40 * 40
        assert (mask == 255).sum() == 40 * 20

    def test_nothing_to_leave_out(self, run, expected, feedback):
        clouds = QgsVectorLayer("Polygon?crs=EPSG:32611", "clouds", "memory")
        QgsProject.instance().addMapLayer(clouds)
        for chosen in (clouds, QgsProcessingFeatureSourceDefinition(clouds.id(), True)):
            assert np.array_equal(read(run(EXCLUDE=chosen)["MASK"]), expected)
        assert "'clouds' has no polygons: nothing is excluded." in feedback.infos

    def test_selected_polygons_only(self, run):
        layer = QgsVectorLayer("Polygon?crs=EPSG:32611", "fields", "memory")
        for left in (500000, 500100):  # the second holds half of the change
            feature = QgsFeature()
            feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, 3999920, left + 15, 3999960)))
            layer.dataProvider().addFeature(feature)
        QgsProject.instance().addMapLayer(layer)
        layer.selectByIds([2])
        results = run(AREA=QgsProcessingFeatureSourceDefinition(layer.id(), True))
        mask = read(results["MASK"])
        assert mask.shape == (80, 30)
        assert (mask == 1).sum() == 40 * 30

    def test_areas_of_collections_and_overlapping_parts(self, run, tmp_path):
        """A layer of collections, for which QGIS knows neither CRS nor extent, and parts that cover the same ground."""
        parts = ["((500080 3999900,500120 3999900,500120 3999960,500080 3999960,500080 3999900))"]
        parts.append("((500100 3999900,500150 3999900,500150 3999960,500100 3999960,500100 3999900))")
        texts = {
            ogr.wkbGeometryCollection: f"GEOMETRYCOLLECTION(POLYGON{parts[0]},POINT(0 0),POLYGON{parts[1]})",
            ogr.wkbMultiPolygon: f"MULTIPOLYGON({','.join(parts)})",
        }
        for kind, text in texts.items():
            path = write_layer(tmp_path / f"area{int(kind)}.gpkg", kind, text)
            mask = read(run(AREA=path)["MASK"])
            assert mask.shape == (120, 140)
            assert not (mask == 255).any()
            left_out = read(run(EXCLUDE=path)["MASK"])
            assert (left_out == 255).sum() == 120 * 140

    def test_outputs_say_how_they_were_made(self, run, model):
        results = run(THRESHOLD="0.6", FLIPS=True)
        tag = json.loads(gdal.Open(results["MASK"]).GetMetadataItem("GROUNDSHIFT"))
        assert tag["model"]["id"] == "difference"
        assert len(tag["model"]["sha256"]) == 64
        assert tag["before"]["name"] == "before"
        assert tag["parameters"]["THRESHOLD"] == 0.6
        assert tag["parameters"]["FLIPS"] is True
        assert tag["plugin_version"]

    def test_area_in_the_unit_of_the_project(self, run, feedback):
        from qgis.core import QgsUnitTypes

        QgsProject.instance().setAreaUnits(QgsUnitTypes.AreaHectares)
        run()
        (line,) = (text for text in feedback.infos if text.startswith("Changed area: "))
        assert "0.06" in line
        assert " ha" in line

    def test_nothing_stays_behind(self, run, tmp_path):
        from qgis.core import QgsProcessingUtils

        (tmp_path / "out").mkdir()
        run(MASK=str(tmp_path / "out" / "mask.tif"), POLYGONS=str(tmp_path / "out" / "polygons.gpkg"))
        assert sorted(os.listdir(tmp_path / "out")) == ["mask.qml", "mask.tif", "polygons.gpkg"]
        assert not [name for name in os.listdir(QgsProcessingUtils.tempFolder()) if name.startswith("groundshift-")]

    def test_failure_of_the_worker_is_told(self, run, tmp_path):
        from qgis.core import QgsProcessingException

        from groundshift.tests.helpers.onnx_bytes import model_bytes

        future = tmp_path / "future.onnx"
        future.write_bytes(model_bytes({"opset": 900}))
        with pytest.raises(QgsProcessingException, match="MODEL: The installed ONNX Runtime"):
            run(MODEL=str(future), MASK=str(tmp_path / "mask.tif"))
        assert not (tmp_path / "mask.tif").exists()

    def test_cancelled(self, algorithm, context, feedback, parameters, tmp_path):
        feedback.cancel()
        parameters["MASK"] = str(tmp_path / "mask.tif")
        algorithm().run(parameters, context, feedback)
        assert not (tmp_path / "mask.tif").exists()


class TestHalfWay:
    """What happens while a run is on its way."""

    @pytest.fixture
    def halting(self, worker, parameters, monkeypatch, tmp_path):
        """Parameters of a run whose worker halts when the first tile is predicted."""
        python = HaltingPython(tmp_path, worker)
        python.halt()
        monkeypatch.setenv("GROUNDSHIFT_PYTHON", python.path)
        (tmp_path / "out").mkdir()
        outputs = {"MASK": str(tmp_path / "out" / "mask.tif"), "POLYGONS": str(tmp_path / "out" / "polygons.gpkg")}
        return {**parameters, **outputs}

    def test_cancel(self, algorithm, context, feedback, halting, tmp_path, monkeypatch):
        from groundshift.plugin.runtime import worker_process
        from groundshift.plugin.runtime.worker_pool import worker_hello

        monkeypatch.setattr(worker_process, "CANCEL_SECONDS", 120)  # else a busy machine may not let it stop in time
        worker = worker_hello().pid
        pressed = []

        def cancel(percent):
            if percent > 5 and not pressed:
                pressed.append(percent)
                feedback.cancel()

        feedback.progressChanged.connect(cancel)
        results, _ = algorithm().run(halting, context, feedback)
        assert pressed
        assert not results
        assert os.listdir(tmp_path / "out") == []
        assert worker_hello().pid == worker, "it stopped by itself"

    def test_killed_worker(self, algorithm, context, feedback, halting, tmp_path):
        from groundshift.plugin.runtime.worker_pool import worker_hello

        victim = worker_hello().pid
        killed = []

        def kill(percent):
            if percent > 5 and not killed:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        feedback.progressChanged.connect(kill)
        _, done = algorithm().run(halting, context, feedback)
        assert killed
        assert not done
        assert any("The worker process ended before the job was done" in text for text in feedback.errors)
        assert os.listdir(tmp_path / "out") == []


class TestFromAModel:
    def test_in_python(self, saved_model, pair, context, feedback, expected, tmp_path):
        outputs = {"MASK": str(tmp_path / "m.tif"), "POLYGONS": "TEMPORARY_OUTPUT"}
        results = run_graph(saved_model, {"before": pair[0], "after": pair[1]}, outputs, context, feedback)
        assert np.array_equal(read(results["MASK"]), expected)
        assert QgsVectorLayer(results["POLYGONS"], "polygons").featureCount() == 1

    def test_mistakes_are_told(self, saved_model, write_raster, pair, context, feedback):
        far = write_raster("far.tif", np.zeros((3, 40, 40), np.uint8), left=900000)
        graph = load_graph(saved_model)
        outputs = dict.fromkeys(output_names(graph).values(), "TEMPORARY_OUTPUT")
        _, done = graph.run({"before": pair[0], "after": far, **outputs}, context, feedback)
        assert not done
        assert any("do not overlap" in text for text in feedback.errors)


class TestFromTheCommandLine:
    def test_plain_arguments(self, qgis_process, pair, model, expected, tmp_path):
        outputs = [f"--MASK={tmp_path / 'mask.tif'}", f"--POLYGONS={tmp_path / 'polygons.gpkg'}"]
        inputs = [f"--BEFORE={pair[0]}", f"--AFTER={pair[1]}", f"--MODEL={model}", "--THRESHOLD=0.5", "--MIN_AREA=0"]
        result = qgis_process("run", "groundshift:detectchange", *inputs, *outputs)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "CHANGED_AREA:\t6" in result.stdout
        assert "POLYGON_COUNT:\t1" in result.stdout
        assert np.array_equal(read(tmp_path / "mask.tif"), expected)
        # Styled where no plugin is, too.
        layer = QgsVectorLayer(str(tmp_path / "polygons.gpkg"), "polygons")
        assert layer.renderer().type() == "categorizedSymbol"

    def test_json(self, qgis_process, pair, model, expected, tmp_path):
        values = {"BEFORE": pair[0], "AFTER": pair[1], "MODEL": model, "THRESHOLD": 0.5, "MASK": str(tmp_path / "mask.tif")}
        values["POLYGONS"] = str(tmp_path / "polygons.geojson")
        if Qgis.QGIS_VERSION_INT >= 32400:
            result = qgis_process("run", "groundshift:detectchange", "-", stdin=json.dumps({"inputs": values}))
        else:  # writes JSON, but does not read it
            arguments = [f"--{name}={value}" for name, value in values.items()]
            result = qgis_process("--json", "run", "groundshift:detectchange", *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        answer = json.loads(result.stdout[result.stdout.index("{") :])
        assert answer["results"]["POLYGON_COUNT"] == 1
        assert answer["results"]["CHANGED_AREA"] == pytest.approx(SQUARE_METRES, rel=2e-3)
        assert np.array_equal(read(tmp_path / "mask.tif"), expected)

    def test_saved_model(self, qgis_process, saved_model, pair, expected, tmp_path):
        names = output_names(load_graph(saved_model))
        outputs = [f"--{names['MASK']}={tmp_path / 'mask.tif'}", f"--{names['POLYGONS']}={tmp_path / 'polygons.gpkg'}"]
        result = qgis_process("run", saved_model, f"--before={pair[0]}", f"--after={pair[1]}", *outputs)
        assert result.returncode == 0, result.stdout + result.stderr
        assert np.array_equal(read(tmp_path / "mask.tif"), expected)

    def test_mistakes(self, qgis_process, pair, model, tmp_path):
        result = qgis_process(
            "run", "groundshift:detectchange", f"--BEFORE={pair[0]}", f"--AFTER={pair[1]}", f"--MODEL={model}",
            "--THRESHOLD=7", f"--MASK={tmp_path / 'mask.tif'}",
        )  # fmt: skip
        assert result.returncode != 0
        assert "THRESHOLD: The threshold 7 is outside 0 to 1." in result.stdout + result.stderr
        assert not (tmp_path / "mask.tif").exists()


@pytest.mark.usefixtures("worker")
def test_the_check_decides_the_grid_of_the_run(algorithm, write_raster, parameters, context, feedback):
    """Finer imagery than the model is made for is averaged over whole pixels, by the same rule on both sides."""
    from groundshift.plugin.algorithms.inputs.given import Given
    from groundshift.plugin.algorithms.run.detect_change import STEPS

    array = np.random.default_rng(1).integers(90, 110, (3, 700, 700), dtype=np.uint8)
    paths = {name: write_raster(f"fine-{name}.tif", array, pixel=0.07) for name in ("BEFORE", "AFTER")}
    values = {**parameters, **paths, "POLYGONS": None}
    detection = algorithm()
    request = STEPS.checked(Given(detection, values, context))
    results, done = detection.run(values, context, feedback)
    assert done, feedback.errors
    width = gdal.Open(results["MASK"]).GetGeoTransform()[1]
    assert width == pytest.approx(7 * 0.07)
    assert request.pair.gsd_m == pytest.approx(width, rel=1e-3)
