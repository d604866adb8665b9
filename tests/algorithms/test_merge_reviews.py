"""``groundshift:mergereviews`` from every door, and what it refuses."""

from __future__ import annotations

import sqlite3

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterVectorLayer,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from groundshift.tests.helpers.graphs import Step, run_graph, save_graph

TEXTS = ("uuid", "class", "review_status", "review_class", "review_comment", "reviewed_at", "reviewer")


@pytest.fixture
def write(qgis, tmp_path):
    """A function that writes polygons as the panel 'Review' leaves them: (uuid, status, x) each."""

    def make(name, rows, fields=TEXTS, kind=QgsWkbTypes.Type.Polygon, crs="EPSG:32611"):
        columns = QgsFields()
        for field in fields:
            columns.append(QgsField(field, QVariant.String))
        columns.append(QgsField("area_m2", QVariant.Double))
        columns.append(QgsField("pixels", QVariant.Int))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        path = str(tmp_path / name)
        place = QgsCoordinateReferenceSystem(crs)
        project = QgsProject.instance().transformContext()
        writer = QgsVectorFileWriter.create(path, columns, kind, place, project, options)
        for uuid, status, x in rows:
            feature = QgsFeature(columns)
            shape = QgsRectangle(500000 + x, 4000000, 500010 + x, 4000010)
            point = QgsGeometry.fromPointXY(shape.center())
            feature.setGeometry(QgsGeometry.fromRect(shape) if kind == QgsWkbTypes.Type.Polygon else point)
            known = {"uuid": uuid, "class": "house", "review_status": status, "reviewer": name[0]}
            feature.setAttributes([*(known.get(field) for field in fields), 100.0, 400])
            writer.addFeature(feature)
        del writer
        return path

    return make


@pytest.fixture
def reviews(write):
    """Two reviews: one polygon is agreed on, one not, one is decided by A only, one was digitised by both."""
    first = write("a.gpkg", [("1", "accepted", 0), ("2", "accepted", 50), ("3", "rejected", 100), ("m", "missed", 200)])
    second = write("b.gpkg", [("1", "accepted", 0), ("2", "rejected", 50), ("3", None, 100), ("n", "missed", 201)])
    return {"A": first, "B": second, "MERGED": "TEMPORARY_OUTPUT", "DISAGREEMENTS": "TEMPORARY_OUTPUT"}


def rows_of(path):
    layer = QgsVectorLayer(path, "merged")
    assert layer.isValid()
    return {feature["uuid"]: feature for feature in layer.getFeatures()}


@pytest.mark.usefixtures("worker")
class TestDoors:
    def test_processing(self, qgis, context, feedback, reviews):
        import processing

        results = processing.run("groundshift:mergereviews", reviews, context=context, feedback=feedback)
        assert results["POLYGON_COUNT"] == 4
        assert (results["AGREED"], results["DISAGREED"], results["ONLY_A"], results["ONLY_B"]) == (2, 1, 1, 0)
        assert results["BOTH_DECIDED"] == 2
        assert results["AGREEMENT"] == 0.5
        assert results["KAPPA"] == 0.0
        merged = rows_of(results["MERGED"])
        assert {key: item["agreement"] for key, item in merged.items()} == {
            "1": "agree", "2": "different_decision", "3": "only_a", "m": "agree",
        }  # fmt: skip
        assert merged["m"]["uuid_b"] == "n"
        assert merged["1"]["area_m2"] == 100.0
        assert merged["1"]["pixels"] == 400
        assert set(rows_of(results["DISAGREEMENTS"])) == {"2"}
        assert any("1 disagreed" in text for text in feedback.infos)
        layer = QgsVectorLayer(results["MERGED"], "merged")
        layer.loadDefaultStyle()
        assert layer.renderer().type() == "categorizedSymbol"
        assert layer.renderer().classAttribute() == "agreement"
        connection = sqlite3.connect(results["MERGED"])
        (text,) = connection.execute("SELECT metadata FROM gpkg_metadata WHERE metadata LIKE '%mergereviews%'").fetchone()
        connection.close()
        assert "OVERLAP" in text

    def test_inputs_stay_as_they_are(self, qgis, context, feedback, reviews, tmp_path):
        import processing

        before = {name: (tmp_path / name).read_bytes() for name in ("a.gpkg", "b.gpkg")}
        processing.run("groundshift:mergereviews", reviews, context=context, feedback=feedback)
        assert {name: (tmp_path / name).read_bytes() for name in before} == before

    def test_selected_features_of_a_layer(self, qgis, context, feedback, reviews):
        import processing

        layer = QgsVectorLayer(reviews["A"], "a")
        QgsProject.instance().addMapLayer(layer)
        layer.selectByExpression("uuid = '1'")
        values = {**reviews, "A": QgsProcessingFeatureSourceDefinition(layer.id(), True)}
        results = processing.run("groundshift:mergereviews", values, context=context, feedback=feedback)
        assert results["AGREED"] == 1
        assert results["ONLY_B"] == 1  # uuid 2; of 3 and n nothing is agreed

    def test_qgis_process(self, qgis_process, reviews, tmp_path):
        output = tmp_path / "merged.gpkg"
        arguments = [f"--A={reviews['A']}", f"--B={reviews['B']}", f"--MERGED={output}"]
        result = qgis_process("run", "groundshift:mergereviews", *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "DISAGREED:\t1" in result.stdout
        assert len(rows_of(str(output))) == 4
        assert not [item for item in tmp_path.iterdir() if item.name.startswith(".")]

    def test_model(self, qgis, context, feedback, reviews, tmp_path):
        inputs = [QgsProcessingParameterVectorLayer(name, name) for name in ("a", "b")]
        step = Step("mergereviews", {"A": "a", "B": "b"}, outputs=["MERGED"])
        path = save_graph(tmp_path / "merge.model3", inputs, [step])
        values = {"a": reviews["A"], "b": reviews["B"]}
        results = run_graph(path, values, {"MERGED": str(tmp_path / "m.gpkg")}, context, feedback)
        assert len(rows_of(results["MERGED"])) == 4

    def test_nothing_stays_behind(self, algorithm, context, feedback, reviews, tmp_path):
        (tmp_path / "out").mkdir()
        feedback.cancel()
        algorithm("mergereviews").run({**reviews, "MERGED": str(tmp_path / "out" / "m.gpkg")}, context, feedback)
        assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"A": "missing.gpkg"}, "A: The polygons of 'missing.gpkg' cannot be read."),
        ({"B": "points.gpkg"}, "B: The area 'points' is a point or line layer."),
        ({"B": "plain.gpkg"}, "B: Layer 'plain' has no field 'review_status': it was not reviewed."),
        ({"B": "unnamed.gpkg"}, "B: Layer 'unnamed' has no field 'uuid': it was not reviewed."),
        ({"OVERLAP": "0"}, "OVERLAP: The overlap 0 is outside the range above 0 to 1."),
        ({"OVERLAP": "half"}, "OVERLAP: The overlap half is outside the range above 0 to 1."),
        ({"MERGED": "a.gpkg"}, "MERGED: "),
        ({"MERGED": "m.docx"}, "MERGED: "),
    ],
)
def test_refused_the_same_by_dialogs_and_models(algorithm, context, write, reviews, tmp_path, changes, text):
    write("points.gpkg", [("1", None, 0)], kind=QgsWkbTypes.Type.Point)
    write("plain.gpkg", [("1", None, 0)], fields=("uuid", "class"))
    write("unnamed.gpkg", [("1", None, 0)], fields=("class", "review_status"))
    placed = {
        key: str(tmp_path / value) if "." in value and value != "missing.gpkg" else value for key, value in changes.items()
    }
    values = {**reviews, **placed}
    good, said = algorithm("mergereviews").checkParameterValues(values, context)
    assert not good
    assert said.startswith(text)
    with pytest.raises(QgsProcessingException) as caught:
        algorithm("mergereviews").prepareAlgorithm(values, context, QgsProcessingFeedback(False))
    assert str(caught.value) == said


def test_every_parameter_has_help(algorithm):
    made = algorithm("mergereviews")
    assert all(definition.help() for definition in made.parameterDefinitions())
