"""``groundshift:trainmodel`` from every door: Processing in Python, ``qgis_process``, a saved model; and bad input."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPalettedRasterRenderer,
    QgsProcessingException,
    QgsProcessingParameterVectorLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from groundshift.tests.helpers.graphs import Step, raster_inputs, run_graph, save_graph
from groundshift.tests.helpers.label_layers import label_layer

CLASSES = ((1, "#00aa00", "wood"), (2, "#aa0000", "roof"))
# Seconds on one core: a small network, few steps, small crops.
QUICK = {
    "BASE": "early_fusion_fcn",
    "EPOCHS": 1,
    "STEPS": 3,
    "BATCH_SIZE": 2,
    "TILE_SIZE": 32,
    "AUGMENTATION": 0,
    "MIXED_PRECISION": False,
    "VALIDATION": 0.25,
}


@pytest.fixture
def labels(qgis):
    yield label_layer([(100, 200, 40, 60)])
    QgsProject.instance().clear()


@pytest.fixture
def area(qgis):
    return label_layer([(64, 128, 160, 192)])


@pytest.fixture
def run(qgis, context, feedback):
    def run(**parameters):
        import processing

        return processing.run("groundshift:trainmodel", {**QUICK, **parameters}, context=context, feedback=feedback)

    return run


def test_a_trained_model_finds_changes(trainable, run, pair, labels, area, tmp_path, context, feedback):
    import processing

    model, report = str(tmp_path / "mine.onnx"), str(tmp_path / "report.html")
    result = run(BEFORE=[pair[0]], AFTER=[pair[1]], LABELS=[labels], AREA=area, MODEL=model, REPORT=report, EPOCHS=2, STEPS=10)
    assert result["MODEL"] == model
    assert 0 <= result["F1"] <= 1
    assert result["BASE_F1"] is None
    assert result["BEST_EPOCH"] in (1, 2)
    with open(report, encoding="utf-8") as stream:
        text = stream.read()
    for sign in ("<svg", "data:image/png", "early_fusion_fcn"):
        assert sign in text
    files = set(os.listdir(tmp_path))
    assert {"mine.onnx", "mine.md", "mine.png", "mine.stac.json", "report.html"} <= files
    assert not any(name.startswith(".groundshift") for name in files)
    # What was trained is used like any model.
    outputs = {"MASK": str(tmp_path / "mask.tif"), "POLYGONS": "TEMPORARY_OUTPUT"}
    found = processing.run(
        "groundshift:detectchange",
        {"BEFORE": pair[0], "AFTER": pair[1], "MODEL": model, **outputs},
        context=context,
        feedback=feedback,
    )
    assert os.path.isfile(found["MASK"])


def test_qgis_process(trainable, qgis_process, pair, labels, tmp_path):
    path = str(tmp_path / "labels.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV2(labels, path, QgsProject.instance().transformContext(), options)
    settings = [f"--{name}={value}" for name, value in QUICK.items()]
    inputs = [f"--BEFORE={pair[0]}", f"--AFTER={pair[1]}", f"--LABELS={path}"]
    result = qgis_process("run", "groundshift:trainmodel", *inputs, *settings, f"--MODEL={tmp_path / 'mine.onnx'}")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "F1:" in result.stdout
    assert (tmp_path / "mine.onnx").exists()
    item = json.loads((tmp_path / "mine.stac.json").read_text())
    assert item["id"] == "mine"


def test_saved_model(trainable, qgis, pair, labels, tmp_path, context, feedback):
    inputs = [*raster_inputs("before", "after"), QgsProcessingParameterVectorLayer("labels", "Labels")]
    step = Step("trainmodel", {"BEFORE": "before", "AFTER": "after", "LABELS": "labels"}, QUICK, ["MODEL"])
    path = save_graph(tmp_path / "train.model3", inputs, [step])
    values = {"before": pair[0], "after": pair[1], "labels": labels}
    run_graph(path, values, {"MODEL": str(tmp_path / "mine.onnx")}, context, feedback)
    assert (tmp_path / "mine.onnx").is_file()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"LABELS": None, "BEFORE": None, "AFTER": None}, "No training data"),
        ({"AFTER": None}, "not on the land cover of one date"),
        ({"BASE": "unet"}, "not on the changes between two dates"),
        ({"BASE": "unet", "AFTER": None}, "no class field"),
        ({"BASE": "no-such-model"}, "no model and no architecture 'no-such-model'"),
        ({"BASE": "siamese_unet:resnet99"}, "BASE"),
        ({"EPOCHS": 0}, "EPOCHS"),
        ({"LEARNING_RATE": "fast"}, "LEARNING_RATE"),
        ({"LOSS": "guesswork"}, "LOSS"),
        ({"CHIPS": "/nowhere/at/all"}, "There is no folder '/nowhere/at/all'"),
        ({"CLASS_FIELD": "colour"}, "no field 'colour'"),
        ({"MODEL": "/proc/mine.onnx"}, "cannot be written"),
        ({"MODEL": "mine.txt"}, "extension"),
        ({"LABELS": "without CRS"}, "no coordinate reference system"),
    ],
)
def test_bad_input_is_told_before_the_work(request, qgis, run, pair, labels, tmp_path, feedback, change, words):
    parameters = {"BEFORE": [pair[0]], "AFTER": [pair[1]], "LABELS": [labels], "MODEL": str(tmp_path / "mine.onnx")}
    change = dict(change)
    if change.get("LABELS") == "without CRS":
        request.getfixturevalue("trainable")  # refused when the layer is read, after the check of the runtime
        layer = QgsVectorLayer("Polygon", "nowhere", "memory")
        layer.setCrs(QgsCoordinateReferenceSystem())
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 1 0, 1 1, 0 0))"))
        layer.dataProvider().addFeature(feature)
        QgsProject.instance().addMapLayer(layer)
        change["LABELS"] = [layer]
    if change.get("MODEL") == "mine.txt":
        change["MODEL"] = str(tmp_path / "mine.txt")
    with pytest.raises(QgsProcessingException) as error:
        run(**{**parameters, **change})
    assert words in str(error.value) + " ".join(feedback.errors)
    assert not list(tmp_path.glob("mine*"))


def test_labels_that_do_not_fit_are_told(trainable, run, pair, tmp_path, area, feedback):
    layer = label_layer([(100, 200, 40, 60), (300, 300, 10, 10), (120, 150, 20, 20)], kinds=["new", "new", None])
    bow = QgsFeature(layer.fields())
    left, top = 500000 + 70, 4000000 - 40
    bow.setGeometry(
        QgsGeometry.fromWkt(f"POLYGON(({left} {top}, {left + 8} {top - 8}, {left + 8} {top}, {left} {top - 8}, {left} {top}))")
    )
    bow.setAttribute(0, "new")
    layer.dataProvider().addFeatures([bow])
    model = str(tmp_path / "mine.onnx")
    run(BEFORE=[pair[0]], AFTER=[pair[1]], LABELS=[layer], CLASS_FIELD="kind", AREA=area, MODEL=model, REPORT=None)
    said = "\n".join(feedback.warnings)
    assert "1 labels of 'labels' have an invalid geometry" in said
    assert "1 of 4 labels of 'labels' have no class" in said
    assert "1 of 4 labels of 'labels' lie outside the completely labelled area" in said
    assert os.path.isfile(model)


@pytest.mark.parametrize("labelled_by", ["polygons", "raster"])
def test_land_cover_of_one_date_is_learnt_and_mapped(trainable, run, write_raster, tmp_path, context, feedback, labelled_by):
    import processing

    rng = np.random.default_rng(0)
    truth = np.kron(rng.integers(1, 3, (4, 4)), np.ones((64, 64), int))
    values = np.where(truth == 1, 60, 190) + rng.normal(0, 6, (3, 256, 256))
    image = write_raster("town.tif", values.clip(0, 255).astype(np.uint8))
    kinds = np.array(["", "wood", "roof"])[truth[::64, ::64]]
    if labelled_by == "polygons":
        boxes = [(64 * row, 64 * col, 60, 60) for row in range(4) for col in range(4)]
        labels = {"LABELS": [label_layer(boxes, kinds=kinds.ravel().tolist())], "CLASS_FIELD": "kind"}
    else:
        raster = QgsRasterLayer(write_raster("classes.tif", truth[None].astype(np.uint8), colors=False), "classes")
        entries = [QgsPalettedRasterRenderer.Class(value, QColor(color), name) for value, color, name in CLASSES]
        raster.setRenderer(QgsPalettedRasterRenderer(raster.dataProvider(), 1, entries))
        QgsProject.instance().addMapLayer(raster)
        labels = {"CLASS_RASTER": [raster]}
    model = str(tmp_path / "cover.onnx")
    result = run(BEFORE=[image], BASE="unet", **labels, MODEL=model, TILE_SIZE=64, STEPS=10, FROZEN_EPOCHS=0, EPOCHS=2)
    assert result["F1"] > 0.5
    mapped = processing.run(
        "groundshift:classifylandcover",
        {"INPUT": image, "MODEL": model, "MIN_AREA": 0, "CLASSES": str(tmp_path / "map.tif")},
        context=context,
        feedback=feedback,
    )
    layer = QgsRasterLayer(mapped["CLASSES"], "map")
    names = {int(item.value): item.label for item in layer.renderer().classes()}
    assert set(names.values()) == {"wood", "roof"}


def test_the_window_takes_land_cover_of_one_date(qgis, write_raster, labels):
    """The page of labels, without QGIS Desktop: an image with a class field, or with a class raster."""
    from groundshift.plugin.gui.training.form import PairChoice
    from groundshift.plugin.gui.training.labels_page import LabelsPage
    from groundshift.plugin.gui.training.model_page import architecture_texts

    image = QgsRasterLayer(write_raster("town.tif", np.full((3, 32, 32), 90, np.uint8)), "town")
    classes = QgsRasterLayer(write_raster("classes.tif", np.ones((1, 32, 32), np.uint8), colors=False), "classes")
    QgsProject.instance().addMapLayers([image, classes])
    page = LabelsPage()
    shown = []
    for pair in (
        PairChoice(image.id(), "", labels.id(), "kind"),
        PairChoice(image.id(), classes=classes.id()),
        PairChoice(image.id(), labels=labels.id(), classes=classes.id()),
        PairChoice(image.id(), labels=labels.id()),
    ):
        page.set_values((pair,), ())
        assert page.pairs() == (pair,)
        shown.append(page._hint.text())
    assert shown[0] == shown[1] == "Land cover of one date: start from a land-cover model or from a U-Net of one date."
    assert shown[2] == "Choose labels or a class raster, not both."
    assert shown[3] == "Missing: the later image."
    given = PairChoice(image.id(), classes=classes.id()).parameters
    assert (given["AFTER"], given["CLASS_RASTER"]) == (None, classes.id())
    assert {"unet", "inception_unet"} <= set(architecture_texts())


@pytest.mark.parametrize("code", ["training_shortened", "training_resumed"])
def test_the_record_of_a_training_has_the_schedule_that_applies(qgis, code):
    """Its window divides steps by the steps of an epoch: without, the losses lay in epochs that had passed."""
    from groundshift.plugin.gui.training.record import TrainingRecord
    from groundshift.plugin.jobs.events import Log, Row
    from groundshift.plugin.jobs.train_model import SETUP

    record = TrainingRecord()
    record.take(Row(SETUP, {"classes": "change", "epochs": 20, "steps_per_epoch": 20}))
    record.take(Log(code, {"minutes": 3, "epoch": 0, "epochs": 4, "steps": 5}))
    assert record.setup == {"classes": "change", "epochs": 4, "steps_per_epoch": 5}
