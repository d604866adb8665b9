"""Accuracy, samples and areas from every door: Processing in Python, ``qgis_process``, saved models, real layers."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph

ROOT = Path(__file__).resolve().parents[2]
LEFT, TOP, PIXEL = 500000.0, 4000000.0, 0.5


@pytest.fixture
def polygons(qgis):
    """The reference as polygons in memory, with names of classes; in the project."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32611&field=kind:string", "truth", "memory")
    for col, width, kind in ((10, 40, "building"), (90, 10, "road")):
        feature = QgsFeature(layer.fields())
        box = QgsRectangle(LEFT + col * PIXEL, TOP - 30 * PIXEL, LEFT + (col + width) * PIXEL, TOP - 10 * PIXEL)
        feature.setGeometry(QgsGeometry.fromRect(box))
        feature["kind"] = kind
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def run(qgis, context, feedback):
    def run(name, **parameters):
        import processing

        return processing.run(f"groundshift:{name}", parameters, context=context, feedback=feedback)

    return run


@pytest.mark.usefixtures("worker")
class TestAssess:
    def test_rasters(self, run, masks, tmp_path):
        outputs = {
            name: str(tmp_path / f"out.{kind}") for name, kind in zip(("REPORT", "MATRIX", "MEASURES"), ("html", "csv", "json"))
        }
        results = run("assessaccuracy", PREDICTED=masks[0], REFERENCE=masks[1], **outputs)
        assert {name: results[name] for name in outputs} == outputs
        assert (results["PRECISION"], results["RECALL"], results["F1"]) == (0.75, 0.75, 0.75)
        assert results["IOU"] == pytest.approx(0.6)
        assert results["ACCURACY"] == pytest.approx(1 - 400 / 12000)
        measures = json.loads((tmp_path / "out.json").read_text())
        assert measures["matrix"]["pixels"] == [[11000, 200], [200, 600]]
        assert measures["provenance"]["inputs"] == {"PREDICTED": "predicted", "REFERENCE": "reference"}
        assert [item["name"] for item in measures["classes"]] == ["no change", "building"]
        rows = list(csv.reader((tmp_path / "out.csv").read_text().splitlines()))
        assert rows[1:] == [["0 no change", "11000", "200"], ["1 building", "200", "600"]]
        assert "data:image/png;base64" in (tmp_path / "out.html").read_text(encoding="utf-8")
        assert not [name for name in os.listdir(QgsProcessingUtils.tempFolder()) if name.startswith("groundshift-")]

    def test_a_map_compared_with_itself_is_warned_of(self, run, masks, feedback):
        assert run("assessaccuracy", PREDICTED=masks[0], REFERENCE=masks[0])["F1"] == 1
        assert "the same layer" in "\n".join(feedback.warnings)
        feedback.warnings.clear()
        run("assessaccuracy", PREDICTED=masks[0], REFERENCE=masks[1])
        assert feedback.warnings == []

    def test_polygons_in_memory(self, run, masks, polygons):
        results = run("assessaccuracy", PREDICTED=masks[0], REFERENCE=polygons)
        assert results["PRECISION"] == 0.75
        assert results["RECALL"] == 0.6
        assert "REPORT" not in results

    def test_class_field(self, run, masks, polygons, tmp_path):
        path = str(tmp_path / "m.json")
        run("assessaccuracy", PREDICTED=masks[0], REFERENCE=polygons.id(), CLASS_FIELD="kind", MEASURES=path)
        measures = json.loads(Path(path).read_text())
        assert [item["name"] for item in measures["classes"]] == ["no change", "building", "road"]
        assert measures["matrix"]["pixels"][1] == [200, 600, 0]

    def test_dates_as_classes(self, run, masks, tmp_path):
        layer = QgsVectorLayer("Polygon?crs=EPSG:32611&field=seen:date", "truth", "memory")
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(LEFT, TOP - 20, LEFT + 30, TOP)))
        feature["seen"] = QDate(2021, 5, 3)
        layer.dataProvider().addFeature(feature)
        path = str(tmp_path / "m.json")
        run("assessaccuracy", PREDICTED=masks[0], REFERENCE=layer, CLASS_FIELD="seen", MEASURES=path)
        assert [item["name"] for item in json.loads(Path(path).read_text())["classes"]][-1] == "2021-05-03"

    def test_polygons_without_a_class(self, run, masks, polygons):
        from qgis.core import QgsProcessingException

        feature = next(polygons.getFeatures())
        polygons.dataProvider().changeAttributeValues({feature.id(): {0: None}})
        with pytest.raises(QgsProcessingException, match="1 polygons of layer 'truth' have no class: their field 'kind' is"):
            run("assessaccuracy", PREDICTED=masks[0], REFERENCE=polygons, CLASS_FIELD="kind")

    def test_area_in_another_crs(self, run, masks, tmp_path):
        from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

        transform = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:32611"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
        )
        area = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
        geometry = QgsGeometry.fromRect(QgsRectangle(LEFT + 10, TOP - 15, LEFT + 25, TOP))
        geometry.transform(transform)
        feature = QgsFeature()
        feature.setGeometry(geometry)
        area.dataProvider().addFeature(feature)
        path = str(tmp_path / "m.json")
        run("assessaccuracy", PREDICTED=masks[0], REFERENCE=masks[1], AREA=area, MEASURES=path)
        assert json.loads(Path(path).read_text())["matrix"]["pixels"] == [[300, 0], [0, 600]]

    def test_failure_of_the_worker_is_told(self, run, masks, write_raster, tmp_path):
        from qgis.core import QgsProcessingException

        far = write_raster("far.tif", np.zeros((1, 20, 20), np.uint8), left=600000)
        (tmp_path / "out").mkdir()
        with pytest.raises(QgsProcessingException, match="do not overlap"):
            run("assessaccuracy", PREDICTED=masks[0], REFERENCE=far, REPORT=str(tmp_path / "out" / "r.html"))
        assert os.listdir(tmp_path / "out") == []

    def test_cancelled(self, algorithm, context, feedback, masks, tmp_path):
        (tmp_path / "out").mkdir()
        feedback.cancel()
        parameters = {"PREDICTED": masks[0], "REFERENCE": masks[1], "REPORT": str(tmp_path / "out" / "r.html")}
        algorithm("assessaccuracy").run(parameters, context, feedback)
        assert os.listdir(tmp_path / "out") == []


@pytest.mark.usefixtures("worker")
class TestSampleAndEstimate:
    def test_from_map_to_areas(self, run, masks, tmp_path):
        """The whole way: sample, interpretation in the layer, estimate; of a perfect map the areas are the mapped ones."""
        path = str(tmp_path / "sample.gpkg")
        run("samplepoints", MAP=masks[0], ALLOCATION=0, SIZE=60, SEED=3, MIN_DISTANCE=0.6, SAMPLE=path)
        layer = QgsVectorLayer(path, "sample")
        assert layer.featureCount() == 60
        # As QGIS opens it: styled, with the classes to choose from.
        assert layer.renderer().type() == "RuleRenderer"
        field = layer.fields().indexOf("reference")
        setup = layer.editorWidgetSetup(field)
        assert setup.type() == "ValueMap"
        assert setup.config()["map"] == [{"no change": "0"}, {"building": "1"}]
        assert all(
            feature["reference"] in (None, "NULL") or str(feature["reference"]) == "NULL" for feature in layer.getFeatures()
        )
        # The map's class leads nobody who fills in the form.
        assert layer.editorWidgetSetup(layer.fields().indexOf("stratum")).type() == "Hidden"
        layer.startEditing()
        for feature in layer.getFeatures():
            layer.changeAttributeValue(feature.id(), field, feature["stratum"])
        assert layer.commitChanges()
        areas = str(tmp_path / "areas.csv")
        results = run("estimatearea", MAP=masks[0], SAMPLE=layer, REPORT=str(tmp_path / "r.html"), AREAS=areas)
        assert set(results) == {"REPORT", "AREAS"}
        rows = list(csv.DictReader(Path(areas).read_text().splitlines()))
        assert [row["class"] for row in rows] == ["no change", "building"]
        assert float(rows[1]["estimated_ha"]) == pytest.approx(800 * 0.25 / 1e4, rel=2e-3)
        assert [float(row["ci95_ha"]) for row in rows] == [0, 0]

    def test_same_seed(self, run, masks, tmp_path):
        found = []
        for name in ("a.geojson", "b.geojson"):
            path = str(tmp_path / name)
            run("samplepoints", MAP=masks[0], SIZE=40, SEED=5, SAMPLE=path)
            found.append([feature["geometry"] for feature in json.loads(Path(path).read_text())["features"]])
        assert found[0] == found[1]

    def test_allocations_are_those_of_the_job(self, algorithm):
        from groundshift.plugin.jobs.accuracy import ALLOCATIONS

        sampling = algorithm("samplepoints")
        options = sampling.parameterDefinition("ALLOCATION").options()
        assert [option.split()[0].lower() for option in options] == list(ALLOCATIONS)


class TestValidation:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"PREDICTED": "nowhere/at_all.tif"}, "PREDICTED: The raster of layer 'nowhere/at_all.tif' cannot be opened"),
            ({"CLASS_FIELD": "kind"}, "CLASS_FIELD: A class field 'kind' was given, but neither layer"),
            ({"OVERLAP": "0"}, "OVERLAP: The overlap 0 is outside"),
            ({"REPORT": "nowhere/r.html"}, "REPORT: The folder of the output"),
            ({"MATRIX": "m.xlsx"}, "MATRIX: The output 'm.xlsx' has the extension 'xlsx'"),
            ({"REPORT": "/tmp/r.html", "MEASURES": "/tmp/r.html"}, "MEASURES: "),
        ],
    )
    def test_assess(self, algorithm, context, masks, changes, message):
        parameters = {"PREDICTED": masks[0], "REFERENCE": masks[1], **changes}
        good, text = algorithm("assessaccuracy").checkParameterValues(parameters, context)
        assert not good
        assert text.startswith(message)

    def test_layer_without_crs(self, algorithm, context, masks, write_raster):
        """These algorithms have no CRS to assume, so their messages do not speak of one."""
        bare = write_raster("bare.tif", np.ones((1, 100, 120), np.uint8), epsg=None)
        for name, parameters in (
            ("assessaccuracy", {"PREDICTED": masks[0], "REFERENCE": bare}),
            ("samplepoints", {"MAP": bare, "SAMPLE": "TEMPORARY_OUTPUT"}),
            ("vectorizechange", {"INPUT": bare, "POLYGONS": "TEMPORARY_OUTPUT"}),
        ):
            good, text = algorithm(name).checkParameterValues(parameters, context)
            assert not good
            assert text.endswith("Layer 'bare' has no coordinate reference system. Set the layer's CRS in its properties.")

    def test_field_that_is_not_there(self, algorithm, context, masks, polygons):
        parameters = {"PREDICTED": masks[0], "REFERENCE": polygons.id(), "CLASS_FIELD": "type"}
        _, text = algorithm("assessaccuracy").checkParameterValues(parameters, context)
        assert text.startswith("CLASS_FIELD: There is no field 'type' in 'truth'.")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"SIZE": 0}, "SIZE: A sample cannot have 0 points"),
            ({"MIN_DISTANCE": -1}, "MIN_DISTANCE: The minimum distance -1"),
            ({"EXPECTED_ACCURACY": "0=1.5"}, "EXPECTED_ACCURACY: '0=1.5' is not a list"),
            ({"SAMPLE": "s.xyz"}, "SAMPLE: The output 's.xyz' has the extension"),
            ({"MAP": "nothing"}, "MAP: 'nothing' is not a readable raster layer"),
        ],
    )
    def test_sample(self, algorithm, context, masks, changes, message):
        parameters = {"MAP": masks[0], "SAMPLE": "TEMPORARY_OUTPUT", **changes}
        good, text = algorithm("samplepoints").checkParameterValues(parameters, context)
        assert not good
        assert text.startswith(message)

    def test_estimate(self, algorithm, context, masks, polygons):
        def said(**parameters):
            return algorithm("estimatearea").checkParameterValues({"MAP": masks[0], **parameters}, context)[1]

        assert said(SAMPLE=polygons.id()).startswith("SAMPLE: The sample 'truth' is not a readable point layer")
        points = QgsVectorLayer("Point?crs=EPSG:32611&field=class:integer", "points", "memory")
        QgsProject.instance().addMapLayer(points)
        assert said(SAMPLE=points.id()).startswith("REFERENCE_FIELD: The sample 'points' has no field 'reference'.")
        assert said(SAMPLE=points.id(), REFERENCE_FIELD="class") == ""

    def test_every_parameter_is_explained(self, algorithm):
        for name in ("assessaccuracy", "samplepoints", "estimatearea"):
            one = algorithm(name)
            assert one.shortHelpString()
            assert one.tags()
            assert [item.name() for item in one.parameterDefinitions() if not item.help()] == []


@pytest.mark.usefixtures("worker", "qgis")
def test_in_a_model(masks, context, feedback, tmp_path):
    """Two steps: the accuracy of a map, and a sample of it."""
    steps = [
        Step("assessaccuracy", {"PREDICTED": "predicted", "REFERENCE": "reference"}, outputs=["MEASURES"]),
        Step("samplepoints", {"MAP": "predicted"}, {"SIZE": 30, "ALLOCATION": 0}, ["SAMPLE"]),
    ]
    path = save_graph(tmp_path / "accuracy.model3", raster_inputs("predicted", "reference"), steps)
    outputs = {"MEASURES": str(tmp_path / "m.json"), "SAMPLE": str(tmp_path / "s.gpkg")}
    run_graph(path, {"predicted": masks[0], "reference": masks[1]}, outputs, context, feedback)
    assert json.loads((tmp_path / "m.json").read_text())["f1"] == 0.75
    assert QgsVectorLayer(str(tmp_path / "s.gpkg"), "s").featureCount() == 30


@pytest.mark.usefixtures("worker")
def test_qgis_process(qgis_process, masks, tmp_path):
    inputs = [f"--PREDICTED={masks[0]}", f"--REFERENCE={masks[1]}"]
    result = qgis_process("run", "groundshift:assessaccuracy", *inputs, "--OVERLAP=0.5", f"--REPORT={tmp_path / 'r.html'}")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "F1:\t0.75" in result.stdout
    assert (tmp_path / "r.html").exists()


@pytest.mark.usefixtures("worker")
def test_qgis_process_with_a_sample(run, qgis_process, masks, tmp_path):
    sample = run("samplepoints", MAP=masks[0], SIZE=40, ALLOCATION=1, SAMPLE=str(tmp_path / "s.gpkg"))["SAMPLE"]
    inputs = [f"--MAP={masks[0]}", f"--SAMPLE={sample}", "--REFERENCE_FIELD=stratum"]
    result = qgis_process("run", "groundshift:estimatearea", *inputs, f"--AREAS={tmp_path / 'a.csv'}")
    assert result.returncode == 0, result.stdout + result.stderr
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert sum(int(row["points_mapped"]) for row in rows) == 40
    with pytest.raises(QgsProcessingException, match="SAMPLE: No point of 's' on the map has a class in its field 'reference'"):
        run("estimatearea", MAP=masks[0], SAMPLE=sample, AREAS=str(tmp_path / "b.csv"))
