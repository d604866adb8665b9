"""Networks of other tasks than change, run over tiles and compared with onnxruntime and numpy on the whole image."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import rasterio
import shapely
from scipy import ndimage, special

from groundshift.plugin.engine import serve
from groundshift.plugin.jobs.events import Error, Event, Result
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.predict import PredictJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import TASKS, InvalidSpec, parse_spec
from groundshift.tests.helpers.onnx_models import (
    difference_model,
    sar_model,
    sar_spec,
    segmentation_model,
    segmentation_spec,
    spec,
)
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, write_raster

HEIGHT, WIDTH = 130, 170
CONDITIONS = ((38.0, 0.1), (41.0, 0.2), (45.0, -0.3), (40.0, 0.05))


def predict(folder: Path, images: list[Path], model: Path, outputs: tuple[str, ...], **changes: Any) -> dict[str, Any]:
    """Run the job as the worker does; JobFailure where it fails."""
    sources = tuple(RasterSource("INPUT", path.stem, str(path)) for path in images)
    paths = {name: str(folder / f"{name}-{len(list(folder.iterdir()))}.tif") for name in outputs}
    job = PredictJob(sources, str(model), str(folder / "scratch"), **{**paths, **changes})
    events: list[Event] = []
    serve.perform(dump_job(job), events.append, threading.Event())
    if isinstance(events[-1], Error):
        raise JobFailure(events[-1].code, events[-1].parameter, **events[-1].values)
    assert isinstance(events[-1], Result)
    return events[-1].values


def read_all(path: str) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


@pytest.fixture
def image(tmp_path: Path) -> tuple[Path, np.ndarray]:
    noise = ndimage.gaussian_filter(np.random.default_rng(7).normal(size=(3, HEIGHT, WIDTH)), (0, 2, 2))
    values = ((noise - noise.min()) / (noise.max() - noise.min()) * 255).astype(np.uint8)
    return write_raster(tmp_path / "image.tif", values), values


def class_probabilities(model: Path, values: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, {"image": (values / 255).astype(np.float32)[None]})
    return special.softmax(logits[0], axis=0)


def test_land_cover_is_what_the_network_gives_for_the_whole_image(tmp_path: Path, image: Any) -> None:
    path, values = image
    model = segmentation_model(tmp_path / "m.onnx")
    expected = class_probabilities(model, values)
    found = {}
    for tile in (None, 37):
        result = predict(tmp_path, [path], model, ("classes", "probability"), tile=tile)
        found[tile] = (read_all(result["CLASSES"])[0], read_all(result["PROBABILITY"]))
        assert result["VALID_PIXELS"] == HEIGHT * WIDTH
    assert np.array_equal(found[None][0], np.array([2, 5, 9], np.uint8)[expected.argmax(axis=0)])
    assert set(np.unique(found[None][0])) == {2, 5, 9}
    assert np.allclose(found[None][1], [expected.max(axis=0), *expected], atol=1e-5)
    assert np.array_equal(found[None][0], found[37][0])
    assert np.allclose(found[None][1], found[37][1], atol=1e-5)
    with rasterio.open(result["PROBABILITY"]) as dataset:
        assert dataset.descriptions == ("likeliest class", "water", "wood", "field")
    with rasterio.open(result["CLASSES"]) as dataset:
        assert dataset.tags(1)["CLASS_5"] == "wood"


def test_land_cover_has_nodata_outside_the_area_and_where_the_image_has_none(tmp_path: Path, image: Any) -> None:
    _, values = image
    values[:, :20, :30] = 0
    path = write_raster(tmp_path / "holes.tif", values, nodata=0)
    box = shapely.box(LEFT, TOP - 100 * GSD, LEFT + 150 * GSD, TOP)
    area = Polygons("AREA", "area", "EPSG:32645", (box.wkb_hex,))
    result = predict(tmp_path, [path], segmentation_model(tmp_path / "m.onnx"), ("classes", "probability"), include=(area,))
    classes, probability = read_all(result["CLASSES"])[0], read_all(result["PROBABILITY"])
    assert classes.shape == (100, 150)
    hole = np.zeros((100, 150), bool)
    hole[:20, :30] = True
    assert np.array_equal(classes == 255, hole)
    assert np.array_equal((probability == -1).all(axis=0), hole)
    assert probability[:, ~hole].min() >= 0


def test_mirrored_land_cover_is_the_mean_over_the_mirror_images(tmp_path: Path, image: Any) -> None:
    path, values = image
    model = segmentation_model(tmp_path / "m.onnx")
    result = predict(tmp_path, [path], model, ("probability", "classes"), flips=True)
    mirrors = [(), (1,), (2,), (1, 2)]
    mean = np.mean([np.flip(class_probabilities(model, np.flip(values, axes)), axes) for axes in mirrors], axis=0)
    assert np.allclose(read_all(result["PROBABILITY"])[1:], mean, atol=1e-5)
    assert (read_all(result["CLASSES"])[0] == np.array([2, 5, 9])[mean.argmax(axis=0)]).mean() > 0.999


@pytest.mark.parametrize("flips", [False, True])
def test_radar_is_predicted_from_all_dates_and_their_conditions(tmp_path: Path, flips: bool) -> None:
    random = np.random.default_rng(11)
    images = [random.normal(-10, 3, (2, HEIGHT, WIDTH)).astype(np.float32) for _ in range(3)]
    images[1][:, 40:50, 60:80] = np.nan
    paths = [write_raster(tmp_path / f"sar-{number}.tif", values) for number, values in enumerate(images)]
    model = sar_model(tmp_path / "m.onnx")
    found = [
        predict(tmp_path, paths, model, ("values",), conditions=CONDITIONS, tile=tile, flips=flips)["VALUES"]
        for tile in (None, 50)
    ]
    hole = np.isnan(images[1][0])
    # A pixel without data on one date has none in the result; the network gets 0 for that date alone.
    stack = np.array([np.where(np.isnan(item), 0, item / 10) for item in images])
    smooth = ndimage.uniform_filter(stack.mean(axis=0), (0, 3, 3), mode="constant")
    table = (np.array(CONDITIONS) - [40, 0]) / [5, 1]
    values = (smooth + table.sum()) * 10 + np.array([1, 0])[:, None, None]
    expected = np.concatenate([values, np.abs(stack[0] - stack[2]) * 10])
    expected[:, hole] = np.nan
    for path in found:
        assert np.allclose(read_all(path), expected, atol=1e-3, equal_nan=True)
    with rasterio.open(found[0]) as dataset:
        assert dataset.descriptions == ("vv", "vh", "vv deviation", "vh deviation")
        assert dataset.units == ("dB",) * 4


def test_missing_dates_and_conditions_are_refused_in_words(tmp_path: Path, image: Any) -> None:
    path, _ = image
    two = write_raster(tmp_path / "two.tif", np.ones((2, 40, 40), np.float32))
    model = sar_model(tmp_path / "m.onnx")
    with pytest.raises(JobFailure) as caught:
        predict(tmp_path, [two, two], model, ("values",), conditions=CONDITIONS)
    assert (caught.value.code, caught.value.values["wanted"]) == ("model_dates_given", 3)
    with pytest.raises(JobFailure) as caught:
        predict(tmp_path, [two] * 3, model, ("values",), conditions=CONDITIONS[:3])
    assert (caught.value.code, caught.value.values["wanted"]) == ("conditions_shape", "4 x 2")
    with pytest.raises(JobFailure) as caught:
        predict(tmp_path, [path], difference_model(tmp_path / "change.onnx"), ("classes",))
    assert caught.value.code == "model_task_other"


def test_a_tool_for_change_refuses_other_models(tmp_path: Path) -> None:
    for model in (segmentation_model(tmp_path / "a.onnx"), sar_model(tmp_path / "b.onnx")):
        assert load_model_file(str(model), tuple(TASKS)).spec.task != "change"
        with pytest.raises(JobFailure) as caught:
            load_model_file(str(model))
        assert caught.value.code == "model_task"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (sar_spec(dates=4), "model_dates"),
        (sar_spec(bands=[{"name": "vv"}]), "model_channels"),
        (sar_spec(conditions=[{"name": "day"}]), "model_conditions"),
        (sar_spec(conditions=[]), "model_inputs"),
        (sar_spec(output={}), "model_output"),
        (sar_spec(output={"bands": [{"name": "vv"}], "deviation": True}), "model_output"),
    ],
)
def test_a_radar_network_that_does_not_fit_its_specification_is_refused(tmp_path: Path, document: Any, code: str) -> None:
    with pytest.raises(JobFailure) as caught:
        load_model_file(str(sar_model(tmp_path / "m.onnx", document)), tuple(TASKS))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "document",
    [
        spec("single"),
        segmentation_spec(layout="siamese"),
        segmentation_spec(classes=[{"value": 1, "name": "all"}]),
        sar_spec(layout="single"),
        sar_spec(dates=0),
        sar_spec(conditions=[{"name": "day", "std": 0}]),
        sar_spec(output={"bands": [{"name": "vv", "scale": 0}]}),
    ],
)
def test_specifications_that_contradict_their_task_are_refused(document: dict[str, Any]) -> None:
    with pytest.raises(InvalidSpec):
        parse_spec(document)
