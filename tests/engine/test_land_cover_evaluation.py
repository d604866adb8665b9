"""Measuring a land-cover model on chips, polygons and rasters of classes, against scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.evaluation.cover_tally import CoverTally
from groundshift.plugin.engine.evaluation.evaluate import evaluate_model
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.from_to_change import NamedClass
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.labelled_pairs import area_of, box, write_labels
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes
from groundshift.tests.helpers.rasters import write_raster

VALUES = np.array([2, 5, 9])  # of water, wood and field: the strongest of red, green and blue
NAMES = ("water", "wood", "field")
QUIET = JobContext(lambda event: None)
SHAPE = (96, 128)


def scene(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image, truth and prediction (indices of classes); the truth differs in a part."""
    rng = np.random.default_rng(seed)
    found = np.kron(rng.integers(0, 3, (6, 8)), np.ones((16, 16), int))
    image = np.full((3, *SHAPE), 30, np.uint8)
    np.put_along_axis(image, found[None], 220, axis=0)
    truth = np.where(np.kron(rng.random((6, 8)) < 0.3, np.ones((16, 16))) > 0, rng.integers(0, 3), found)
    return image, truth, found


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "cover.onnx"
    path.write_bytes(cover_model_bytes())
    return str(path)


def run(folder: Path, model: str, **inputs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    paths = {"report": str(folder / "r.html"), "measures": str(folder / "m.json"), "figure": str(folder / "f.svg")}
    found = evaluate_model(EvaluateModelJob(model, str(folder / "scratch"), **inputs, **paths), QUIET)
    return found, json.loads((folder / "m.json").read_text(encoding="utf-8"))


def check(found: dict[str, Any], document: dict[str, Any], truth: np.ndarray, predicted: np.ndarray) -> None:
    assert document["confusion"] == confusion_matrix(truth, predicted, labels=[0, 1, 2]).tolist()
    precision, recall, f1, _ = precision_recall_fscore_support(truth, predicted, labels=[0, 1, 2], zero_division=0)
    for index, item in enumerate(document["classes"]):
        assert item["name"] == NAMES[index]
        assert (item["precision"], item["recall"], item["f1"]) == pytest.approx((precision[index], recall[index], f1[index]))
    assert found["ACCURACY"] == pytest.approx(accuracy_score(truth, predicted))
    assert found["F1"] == pytest.approx(f1[np.isin([0, 1, 2], truth)].mean())


def test_chips_with_masks(tmp_path: Path, model: str) -> None:
    truths, predictions = [], []
    for name in ("images", "masks"):
        (tmp_path / "chips" / name).mkdir(parents=True)
    for number in range(3):
        image, truth, found = scene(number)
        mask = VALUES[truth]
        mask[:8] = 0  # unlabelled
        Image.fromarray(image.transpose(1, 2, 0)).save(tmp_path / "chips" / "images" / f"{number}.png")
        Image.fromarray(mask.astype(np.uint8)).save(tmp_path / "chips" / "masks" / f"{number}.png")
        truths.append(truth[8:].ravel())
        predictions.append(found[8:].ravel())
    found, document = run(tmp_path, model, chips=(str(tmp_path / "chips"),))
    check(found, document, np.concatenate(truths), np.concatenate(predictions))
    assert found["CHIP_COUNT"] == 3
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Confusion matrix" in text
    assert "<svg" in text
    assert text.count('class="chip"') == 3
    (tmp_path / "chips" / "classes.json").write_text('{"lake": 2, "wood": 5, "field": 9}')
    with pytest.raises(JobFailure) as caught:
        run(tmp_path, model, chips=(str(tmp_path / "chips"),))
    assert caught.value.code == "mask_classes_unlike"


def test_robustness_and_pictures_of_chips_and_of_an_image(tmp_path: Path, model: str) -> None:
    for name in ("images", "masks"):
        (tmp_path / "chips" / name).mkdir(parents=True)
    for number in range(2):
        image, truth, _ = scene(number)
        Image.fromarray(image.transpose(1, 2, 0)).save(tmp_path / "chips" / "images" / f"{number}.png")
        Image.fromarray(VALUES[truth].astype(np.uint8)).save(tmp_path / "chips" / "masks" / f"{number}.png")
    curves = ("gain", "blur", "resolution")
    found, document = run(tmp_path, model, chips=(str(tmp_path / "chips"),), robustness=curves)
    measured = document["robustness"]
    assert measured["pieces"] == 2
    assert measured["unaltered"]["f1"] == pytest.approx(found["F1"])
    assert measured["unaltered"]["accuracy"] == pytest.approx(found["ACCURACY"])
    assert set(measured["curves"]) == {"gain", "blur", "resolution", "resolution_as_is"}
    for points in measured["curves"].values():
        assert [point["value"] for point in points] == sorted(point["value"] for point in points)
    # Which of three bands is the strongest does not depend on the gain; blurred patches of 16 pixels lose their edges only.
    gains = {point["value"]: point["accuracy"] for point in measured["curves"]["gain"]}
    assert gains[0.7] == pytest.approx(found["ACCURACY"])
    blurs = {point["value"]: point["accuracy"] for point in measured["curves"]["blur"]}
    assert blurs[3.0] < blurs[0.0]
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count('class="chip"') == 2
    assert "Gain: 0.7" in text
    assert "pictures" not in document
    image, truth, _ = scene(7)
    before = RasterSource("BEFORE", "town", str(write_raster(tmp_path / "town.tif", np.tile(image, (1, 4, 3)))))
    values = np.tile(VALUES[truth], (4, 3)).astype(np.uint8)
    classes = RasterSource("CLASS_RASTER", "classes", str(write_raster(tmp_path / "classes.tif", values[None])))
    found, document = run(tmp_path, model, before=before, classes=classes, robustness=("blur",))
    assert document["robustness"]["pieces"] == 4  # squares of 384 x 384 pixels
    assert document["robustness"]["unaltered"]["accuracy"] == pytest.approx(found["ACCURACY"], abs=0.01)
    assert (tmp_path / "r.html").read_text(encoding="utf-8").count('class="chip"') == 4


@pytest.mark.parametrize("named", [True, False])
def test_an_image_with_a_class_raster(tmp_path: Path, model: str, named: bool) -> None:
    image, truth, found = scene(7)
    values = (truth + 1 if named else VALUES[truth]).astype(np.uint8)
    before = RasterSource("BEFORE", "town", str(write_raster(tmp_path / "town.tif", image)))
    classes = RasterSource("CLASS_RASTER", "classes", str(write_raster(tmp_path / "classes.tif", values[None])))
    names = tuple(NamedClass(number, name) for number, name in enumerate(NAMES, 1)) if named else ()
    result, document = run(tmp_path, model, before=before, classes=classes, class_names=names)
    check(result, document, truth.ravel(), found.ravel())


def test_an_image_with_polygons_within_an_area(tmp_path: Path, model: str) -> None:
    image, _, found = scene(7)
    before = RasterSource("BEFORE", "town", str(write_raster(tmp_path / "town.tif", image)))
    shapes = [box(0, 0, 48, 64), box(48, 64, 48, 64), box(0, 100, 10, 10)]
    labels = write_labels(tmp_path / "labels.gpkg", shapes, ["Water", "9", "unlabelled"])
    truth = np.full(SHAPE, -1)
    truth[:48, :64], truth[48:, 64:] = 0, 2
    result, document = run(tmp_path, model, before=before, labels=labels)
    check(result, document, truth[truth >= 0], found[truth >= 0])
    result, document = run(tmp_path, model, before=before, labels=labels, area=area_of(box(0, 0, 96, 96)))
    truth[:, 96:] = -1
    check(result, document, truth[truth >= 0], found[truth >= 0])


def test_calibration_is_the_gap_between_probability_and_share() -> None:
    tally = CoverTally((1, 2))
    score = np.full((10, 10), 0.75, np.float32)
    truth = np.ones((10, 10), np.int16)
    truth[:4] = 2
    tally.add(np.zeros((10, 10), np.uint8), score, truth)
    document = tally.document(("a", "b"))
    assert document["ece"] == pytest.approx(0.15)
    assert document["calibration"] == [{"probability": pytest.approx(0.75), "right": pytest.approx(0.6)}]


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, "evaluation_inputs_one_date"),
        ({"before": RasterSource("BEFORE", "a", "a.tif")}, "evaluation_inputs_one_date"),
        ({"chips": ("x",), "robustness": ("shift",)}, "robustness_one_date"),
    ],
)
def test_inputs_that_do_not_suit_are_refused(tmp_path: Path, model: str, inputs: dict[str, Any], code: str) -> None:
    with pytest.raises(JobFailure) as caught:
        run(tmp_path, model, **inputs)
    assert caught.value.code == code
