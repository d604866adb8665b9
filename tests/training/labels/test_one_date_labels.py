"""Labels of land cover on one date: polygons with a class field, and rasters of classes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Optional

import numpy as np
import pytest
from rasterio.crs import CRS

from groundshift.plugin.engine.chips.folders import find_chips
from groundshift.plugin.engine.chips.reader import ChipReader
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.find_learning_rate import FindLearningRateJob
from groundshift.plugin.jobs.from_to_change import NamedClass
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.train_model import ExportChipsJob, LabelledPair
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION, Normalisation
from groundshift.plugin.rules.label_codes import NO_DATA, UNLABELLED
from groundshift.plugin.training.entries import find_learning_rate, train_model
from groundshift.plugin.training.labels.export_chips import export_chips
from groundshift.plugin.training.labels.read_data import DataRequest, read_data
from groundshift.plugin.training.labels.scene import LabelledData
from groundshift.tests.helpers.labelled_pairs import area_of, box, quick_job, write_labels
from groundshift.tests.helpers.rasters import UTM, read, write_raster

QUIET = JobContext(lambda event: None)
SIDE = 128
COLOURS = np.array([[90, 90, 90], [220, 40, 40], [40, 190, 40], [40, 60, 220]])


def image_of(folder: Path, truth: np.ndarray, name: str = "image") -> RasterSource:
    rng = np.random.default_rng(4)
    values = np.clip(COLOURS[truth].transpose(2, 0, 1) + rng.normal(0, 8, (3, *truth.shape)), 1, 255).astype(np.uint8)
    return RasterSource("BEFORE", name, str(write_raster(folder / f"{name}.tif", values)))


def read_one(pair: LabelledPair, folder: Path) -> LabelledData:
    wish = DataRequest((pair,), (), None, Normalisation(), None, 1, land_cover=True)
    return read_data(wish, str(folder / "scenes"), QUIET)


@pytest.fixture
def image(tmp_path: Path) -> RasterSource:
    return image_of(tmp_path, np.zeros((SIDE, SIDE), int))


def test_polygons_with_a_class_field_label_one_date(tmp_path: Path, image: RasterSource) -> None:
    boxes = [box(0, 0, 64, 64), box(64, 64, 32, 32), box(100, 0, 20, 20), box(0, 100, 20, 20)]
    labels = write_labels(tmp_path / "labels.gpkg", boxes, ["wood", "roof", "unlabelled", None])
    data = read_one(LabelledPair(image, None, labels), tmp_path)
    assert data.classes == ("roof", "wood")
    (scene,) = data.scenes
    assert len(scene.dates) == 1
    expected = np.full((SIDE, SIDE), UNLABELLED)
    expected[:64, :64] = 2
    expected[64:96, 64:96] = 1
    row, col = scene.place or (0, 0)
    height, width = scene.shape
    assert np.array_equal(scene.target, expected[row : row + height, col : col + width])


def test_an_area_limits_the_labels_of_one_date(tmp_path: Path, image: RasterSource) -> None:
    labels = write_labels(tmp_path / "labels.gpkg", [box(0, 0, 64, 64), box(64, 64, 40, 40)], ["wood", "roof"])
    (scene,) = read_one(LabelledPair(image, None, labels, area_of(box(0, 0, 80, 80))), tmp_path).scenes
    assert [int((scene.target == value).sum()) for value in (1, 2)] == [16 * 16, 64 * 64]
    assert set(np.unique(scene.target)) == {1, 2, UNLABELLED}


def test_polygons_without_a_class_field_are_refused(tmp_path: Path, image: RasterSource) -> None:
    labels = write_labels(tmp_path / "labels.gpkg", [box(0, 0, 64, 64)])
    with pytest.raises(JobFailure) as caught:
        read_one(LabelledPair(image, None, labels), tmp_path)
    assert caught.value.code == "class_field_needed"


@pytest.mark.parametrize("names", [(), (NamedClass(3, "water"), NamedClass(7, "wood"), NamedClass(0, "bare"))])
def test_a_class_raster_on_another_grid_labels_one_date(
    tmp_path: Path, image: RasterSource, names: tuple[NamedClass, ...]
) -> None:
    values = np.zeros((1, 32, 40), np.uint8)
    values[0, :8], values[0, 8:16], values[0, 16] = 3, 7, 255
    path = write_raster(tmp_path / "classes.tif", values, gsd=2.0)  # pixels four times as large, and wider than the image
    pair = LabelledPair(image, None, None, None, RasterSource("CLASS_RASTER", "classes", str(path)), names)
    data = read_one(pair, tmp_path)
    assert data.classes == (("bare", "water", "wood") if names else ("class 3", "class 7"))
    (scene,) = data.scenes
    codes = {0: 1, 3: 2, 7: 3, 255: UNLABELLED} if names else {0: UNLABELLED, 3: 1, 7: 2, 255: UNLABELLED}
    expected = np.vectorize(codes.get)(np.kron(values[0], np.ones((4, 4), int)))[:SIDE, :SIDE]
    assert np.array_equal(scene.target, expected)


def test_a_class_raster_in_another_crs_labels_the_same_ground(tmp_path: Path, image: RasterSource) -> None:
    from rasterio.warp import calculate_default_transform, reproject

    values = np.ones((1, SIDE, SIDE), np.uint8)
    values[0, :, 64:] = 2
    plain = write_raster(tmp_path / "plain.tif", values)
    geographic = CRS.from_epsg(4326)
    left, bottom, right, top = 350_000.0, 3_060_000.0 - SIDE * 0.5, 350_000.0 + SIDE * 0.5, 3_060_000.0
    transform, width, height = calculate_default_transform(UTM, geographic, 2 * SIDE, 2 * SIDE, left, bottom, right, top)
    turned = np.zeros((1, height, width), np.uint8)
    import rasterio

    with rasterio.open(plain) as dataset:
        reproject(
            dataset.read(), turned, src_transform=dataset.transform, src_crs=UTM, dst_transform=transform, dst_crs=geographic
        )
    path = write_raster(tmp_path / "turned.tif", turned, crs=geographic, transform=transform)
    pair = LabelledPair(image, None, None, None, RasterSource("CLASS_RASTER", "classes", str(path)))
    (scene,) = read_one(pair, tmp_path).scenes
    row, col = scene.place or (0, 0)
    height, width = scene.shape
    expected = values[0, row : row + height, col : col + width]
    known = scene.target < UNLABELLED
    assert known.mean() > 0.95
    assert (scene.target == expected)[known].mean() > 0.99


@pytest.mark.slow
def test_a_network_is_trained_on_polygons_of_one_date(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    truth = np.kron(rng.integers(1, 4, (8, 8)), np.ones((32, 32), int))
    names = np.array(["", "wood", "roof", "water"])
    boxes = [box(32 * row + 2, 32 * col + 2, 28, 28) for row in range(8) for col in range(8)]
    classes = [str(names[truth[32 * row, 32 * col]]) for row in range(8) for col in range(8)]
    labels = write_labels(tmp_path / "labels.gpkg", boxes, classes)
    pair = LabelledPair(image_of(tmp_path, truth), None, labels)
    job = quick_job(tmp_path, "unet:efficientnet_lite0", pairs=(pair,), settings={"epochs": 2, "frozen_epochs": 0})
    values = train_model(job, QUIET)
    assert values["F1"] > 0.5  # three classes at random: 0.33
    model = load_model_file(values["MODEL"], (SEGMENTATION,))
    assert [item.name for item in model.spec.classes] == ["roof", "water", "wood"]


@pytest.mark.parametrize(
    ("base", "dates", "code"), [("unet", 2, "training_one_date"), ("early_fusion_fcn", 1, "training_two_dates")]
)
def test_dates_must_suit_the_base(tmp_path: Path, image: RasterSource, base: str, dates: int, code: str) -> None:
    labels = write_labels(tmp_path / "labels.gpkg", [box(0, 0, 64, 64)], ["wood"])
    pair = LabelledPair(image, replace(image, parameter="AFTER") if dates == 2 else None, labels)
    with pytest.raises(JobFailure) as caught:
        train_model(quick_job(tmp_path, base, pairs=(pair,), settings=dict(vars(TrainingSettings()))), QUIET)
    assert caught.value.code == code


@pytest.mark.parametrize(("bands", "code"), [(None, "training_same_date"), ((3, 2, 1), None)])
def test_both_dates_must_not_be_one_image(
    tmp_path: Path, image: RasterSource, bands: Optional[tuple[int, ...]], code: Optional[str]
) -> None:
    """Other bands of it may be another date."""
    labels = write_labels(tmp_path / "labels.gpkg", [box(0, 0, 64, 64)], ["wood"])
    pair = LabelledPair(image, replace(image, parameter="AFTER", bands=bands), labels)
    job = replace(quick_job(tmp_path, "early_fusion_fcn", pairs=(pair,)), only_sample=True)
    if code is None:
        assert train_model(job, QUIET)["TILES"] > 0
        return
    with pytest.raises(JobFailure) as caught:
        train_model(job, QUIET)
    assert caught.value.code == code


@pytest.mark.parametrize("layout", ["groundshift", "esri"])
def test_chips_of_one_date_hold_what_training_on_the_layers_reads(tmp_path: Path, layout: str) -> None:
    rng = np.random.default_rng(3)
    truth = np.kron(rng.integers(0, 4, (4, 4)), np.ones((32, 32), int))
    values = truth[None].astype(np.uint8)
    image = image_of(tmp_path, truth)
    classes = RasterSource("CLASS_RASTER", "classes", str(write_raster(tmp_path / "classes.tif", values)))
    names = (NamedClass(1, "roof"), NamedClass(2, "wood"), NamedClass(3, "water"))
    pair = LabelledPair(image, None, None, None, classes, names)
    (tmp_path / "scratch").mkdir()
    job = ExportChipsJob(pair, str(tmp_path / "chips"), str(tmp_path / "scratch"), layout, tile_size=64, stride=64)
    assert export_chips(job, QUIET)["CHIP_COUNT"] == 4
    reader = ChipReader(find_chips((str(tmp_path / "chips"),), land_cover=True), 1.0, land_cover=True)
    assert reader.key(reader.chips[0]).classes == ("roof", "wood", "water")
    for chip in reader.chips:
        row, col = chip.place or (0, 0)
        part = truth[row : row + 64, col : col + 64]
        assert np.array_equal(reader.codes(chip), np.where(part == 0, UNLABELLED, part))
        whole = np.stack([read(image.path, band)[row : row + 64, col : col + 64] for band in (1, 2, 3)])
        assert np.array_equal(np.stack([read(chip.dates[0], band) for band in (1, 2, 3)]), whole)
    scenes = read_one(pair, tmp_path).scenes
    with reader.open(reader.chips[0], None, QUIET) as opened:
        from groundshift.plugin.engine.dates.dates import make_reader

        scale = make_reader(opened, Normalisation(), QUIET).scale
    assert np.allclose(scale[0][0], scenes[0].scales[0][0])
    assert NO_DATA not in scenes[0].target


@pytest.mark.slow
def test_the_learning_rate_is_found_for_one_date(tmp_path: Path) -> None:
    truth = np.kron(np.random.default_rng(0).integers(1, 4, (8, 8)), np.ones((32, 32), int))
    classes = RasterSource("CLASS_RASTER", "classes", str(write_raster(tmp_path / "c.tif", truth[None].astype(np.uint8))))
    pair = LabelledPair(image_of(tmp_path, truth), None, None, None, classes)
    training = quick_job(tmp_path, "unet:mobilenet_v2", pairs=(pair,), report=None)
    (tmp_path / "scratch-2").mkdir()
    job = FindLearningRateJob(training, str(tmp_path / "scratch-2"), steps=20, lowest=1e-5, highest=0.1)
    found = find_learning_rate(job, QUIET)
    assert 1e-5 < found["SUGGESTION"] < 0.1
