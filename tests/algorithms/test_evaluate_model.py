"""``groundshift:evaluatemodel`` from every door: Processing in Python, ``qgis_process``, saved models, and bad input."""

from __future__ import annotations

import json
import os
import shutil

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingParameterFile,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from groundshift.tests.helpers.graphs import Step, run_graph, save_graph

LEFT, TOP, PIXEL = 500000.0, 4000000.0, 0.5
SIDE = 64


@pytest.fixture
def labels(qgis):
    """What changed in the fixture ``pair``, in memory and in the project, and ten rows that did not."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32611&field=kind:string", "truth", "memory")
    feature = QgsFeature(layer.fields())
    top = TOP - 100 * PIXEL
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(LEFT + 200 * PIXEL, top - 50 * PIXEL, LEFT + 260 * PIXEL, top)))
    feature["kind"] = "change"
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def run(qgis, context, feedback):
    def run(**parameters):
        import processing

        return processing.run("groundshift:evaluatemodel", parameters, context=context, feedback=feedback)

    return run


@pytest.mark.usefixtures("worker")
class TestEvaluate:
    def test_chips(self, run, chips, model, tmp_path, feedback):
        outputs = {
            name: str(tmp_path / f"out.{kind}") for name, kind in zip(("REPORT", "MEASURES", "FIGURE"), ("html", "json", "svg"))
        }
        results = run(MODEL=model, CHIPS=chips, ROBUSTNESS=[5], **outputs)
        assert {name: results[name] for name in outputs} == outputs
        assert (results["PRECISION"], results["RECALL"], results["F1"]) == (0.75, 0.75, 0.75)
        assert results["IOU"] == pytest.approx(0.6)
        assert (results["CHIP_COUNT"], results["SKIPPED"]) == (2, 0)
        measures = json.loads((tmp_path / "out.json").read_text())
        assert measures["any_change"]["hits"] == 600
        assert measures["robustness"]["curves"]["swapped"][0]["f1"] == pytest.approx(0.75)
        assert measures["provenance"]["algorithm"] == "groundshift:evaluatemodel"
        assert "data:image/jpeg;base64" in (tmp_path / "out.html").read_text(encoding="utf-8")
        assert any("F1 0.750" in line for line in feedback.infos)
        assert not [name for name in os.listdir(QgsProcessingUtils.tempFolder()) if name.startswith("groundshift-")]

    def test_a_pair_with_polygons(self, run, pair, labels, model):
        results = run(MODEL=model, BEFORE=pair[0], AFTER=pair[1], LABELS=labels, CLASS_FIELD="kind")
        assert results["PRECISION"] == 1
        assert results["RECALL"] == pytest.approx(40 / 50)

    def test_qgis_process(self, qgis_process, chips, model, tmp_path):
        shutil.copytree(chips, tmp_path / "more")
        values = [f"MODEL={model}", f"CHIPS={chips};{tmp_path / 'more'}", f"MEASURES={tmp_path / 'm.json'}", "THRESHOLD=0.5"]
        done = qgis_process("run", "groundshift:evaluatemodel", "--", *values)
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads((tmp_path / "m.json").read_text())["any_change"]["hits"] == 1200

    def test_inside_a_model(self, run, chips, model, tmp_path, context, feedback):
        folder = QgsProcessingParameterFile("folder", "folder", QgsProcessingParameterFile.Folder)
        step = Step("evaluatemodel", {"CHIPS": "folder"}, {"MODEL": model}, ["MEASURES"])
        path = save_graph(tmp_path / "measure.model3", [folder], [step])
        run_graph(path, {"folder": chips}, {"MEASURES": str(tmp_path / "m.json")}, context, feedback)
        assert json.loads((tmp_path / "m.json").read_text())["any_change"]["hits"] == 600


class TestChecks:
    """Quick: nothing is run."""

    @pytest.mark.parametrize(
        ("changes", "parameter", "text"),
        [
            ({"CHIPS": ""}, "CHIPS", "No input"),
            ({"CHIPS": "/nowhere"}, "CHIPS", "no folder '/nowhere'"),
            ({"BEFORE": "PAIR"}, "BEFORE", "Give one of the two"),
            ({"CHIPS": "", "BEFORE": "PAIR", "AFTER": "PAIR"}, "LABELS", "No input"),
            ({"THRESHOLD": "2"}, "THRESHOLD", "outside 0 to 1"),
            ({"CHIP_GSD": "-1"}, "CHIP_GSD", "not a valid pixel size"),
            ({"ROBUSTNESS_CHIPS": "2.5"}, "ROBUSTNESS_CHIPS", "not a valid number of chips"),
            ({"MODEL": "no-such-model"}, "MODEL", "no model"),
            ({"REPORT": "/tmp/report.pdf"}, "REPORT", "not supported"),
        ],
    )
    def test_refused_before_the_work(self, algorithm, context, chips, model, pair, changes, parameter, text):
        values = {name: pair[0] if value == "PAIR" else value for name, value in changes.items()}
        good, said = algorithm("evaluatemodel").checkParameterValues({"MODEL": model, "CHIPS": chips, **values}, context)
        assert not good
        assert said.startswith(f"{parameter}: ")
        assert text in said

    def test_everything_in_order(self, algorithm, context, chips, model):
        assert algorithm("evaluatemodel").checkParameterValues({"MODEL": model, "CHIPS": chips}, context)[0]


def test_a_land_cover_model_is_measured_on_an_image_with_polygons(worker, write_raster, qgis, context, feedback, tmp_path):
    import processing

    from groundshift.tests.helpers.label_layers import label_layer
    from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

    (tmp_path / "cover.onnx").write_bytes(cover_model_bytes())  # classes are the strongest of red, green and blue
    values = np.full((3, 80, 100), 20, np.uint8)
    values[0, :, :50] = values[1, :, 50:] = 200
    labels = label_layer([(0, 0, 80, 40), (0, 50, 80, 40), (0, 40, 20, 10)], kinds=["water", "wood", "wood"])
    parameters = {
        "MODEL": str(tmp_path / "cover.onnx"),
        "BEFORE": write_raster("town.tif", values),
        "LABELS": labels,
        "CLASS_FIELD": "kind",
        "REPORT": str(tmp_path / "report.html"),
    }
    found = processing.run("groundshift:evaluatemodel", parameters, context=context, feedback=feedback)
    assert found["ACCURACY"] == pytest.approx(1 - 200 / 6600)
    assert "Confusion matrix" in (tmp_path / "report.html").read_text(encoding="utf-8")
    with pytest.raises(QgsProcessingException) as error:
        processing.run("groundshift:evaluatemodel", {**parameters, "AFTER": parameters["BEFORE"]}, feedback=feedback)
    assert "measured on images of one date" in str(error.value) + " ".join(feedback.errors)
