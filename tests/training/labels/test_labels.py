"""Labelled ground: what is read of layers and of chips, how it is split, and that chips hold what layers hold."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from PIL import Image

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.train_model import ExportChipsJob
from groundshift.plugin.model_file.spec import Normalisation
from groundshift.plugin.rules.label_codes import NO_DATA, UNLABELLED
from groundshift.plugin.training.labels import pair_scene
from groundshift.plugin.training.labels.blocks import GUARD, split_scenes
from groundshift.plugin.training.labels.checks import check_alignment
from groundshift.plugin.training.labels.export_chips import export_chips
from groundshift.plugin.training.labels.read_data import DataRequest, read_data
from groundshift.plugin.training.labels.scene import Scene
from groundshift.tests.helpers.labelled_pairs import SIZE, area_of, box, dates, made_pair, write_labels
from groundshift.tests.helpers.rasters import write_raster


def read(folder: Path, pairs=(), chips=(), events=None):
    request = DataRequest(tuple(pairs), tuple(str(item) for item in chips), None, Normalisation(), None, 1)
    return read_data(request, str(folder / "scratch"), JobContext((events if events is not None else []).append))


def codes(events) -> list[str]:
    return [event.code for event in events if isinstance(event, Log)]


def test_a_pair_becomes_a_scene(tmp_path: Path) -> None:
    data = read(tmp_path, [made_pair(tmp_path)])
    (scene,) = data.scenes
    _, after, new = dates()
    assert np.array_equal(scene.dates[1], after)
    truth = np.zeros((SIZE, SIZE), np.uint8)
    for row, col, height, width in new:
        truth[row : row + height, col : col + width] = 1
    assert np.array_equal(scene.target, truth)
    assert data.classes == ("change",)
    assert data.gsd_m == pytest.approx(0.5, rel=1e-2)


def test_ground_outside_the_area_is_unlabelled_not_unchanged(tmp_path: Path) -> None:
    pair = replace(made_pair(tmp_path), area=area_of(box(0, 0, SIZE, 160)))
    events: list = []
    (scene,) = read(tmp_path, [pair], events=events).scenes
    assert (scene.target[:, 160:] == UNLABELLED).all()
    assert (scene.target[:, :160] < UNLABELLED).all()
    assert "labels_off_area" in codes(events)


def test_without_an_area_the_tiles_that_labels_touch_are_complete(tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "one.gpkg", [box(40, 40, 10, 10)])
    events: list = []
    (scene,) = read(tmp_path, [replace(made_pair(tmp_path), labels=labels, area=None)], events=events).scenes
    assert int((scene.target < UNLABELLED).sum()) == 128 * 128
    assert "labels_tile_rule" in codes(events)


def test_classes_in_another_crs_and_labels_without_one(tmp_path: Path) -> None:
    import pyproj

    transformer = pyproj.Transformer.from_crs("EPSG:32645", "EPSG:4326", always_xy=True)
    shapes = [box(20, 20, 30, 40), box(100, 100, 20, 20), box(200, 200, 20, 20)]
    moved = [shapely.transform(shape, lambda points: np.column_stack(transformer.transform(*points.T))) for shape in shapes]
    labels = write_labels(tmp_path / "kinds.gpkg", moved, ["hall", "house", None], "EPSG:4326")
    events: list = []
    data = read(tmp_path, [replace(made_pair(tmp_path), labels=labels)], events=events)
    assert data.classes == ("hall", "house")
    (scene,) = data.scenes
    assert int((scene.target == 1).sum()) == pytest.approx(1200, abs=5)
    assert int((scene.target == 2).sum()) == pytest.approx(400, abs=5)
    assert (scene.target[205:215, 205:215] == UNLABELLED).all()
    assert "labels_without_class" in codes(events)


@pytest.mark.parametrize(
    ("shapes", "area", "code"),
    [
        ([], None, "labels_none"),
        ([shapely.box(0, 0, 1, 1)], None, "labels_outside_images"),
        ([box(200, 200, 20, 20)], area_of(box(0, 0, 100, 100)), "training_no_change"),
        ([box(5, 5, 10, 10)], area_of(box(0, 0, 20, 20)), "training_too_little"),
    ],
)
def test_labels_that_cannot_be_learnt_from(tmp_path: Path, shapes, area, code: str) -> None:
    labels = write_labels(tmp_path / "bad.gpkg", shapes)
    with pytest.raises(JobFailure) as failure:
        read(tmp_path, [replace(made_pair(tmp_path), labels=labels, area=area)])
    assert failure.value.code == code
    assert failure.value.text()


def test_displaced_dates_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_scene, "check_alignment", check_alignment)
    pair = made_pair(tmp_path)
    before, _, _ = dates()
    rng = np.random.default_rng(5)
    ground = np.kron(rng.normal(100, 30, (SIZE // 4, SIZE // 4)), np.ones((4, 4)))
    sharp = np.repeat(ground[None], 3, 0).clip(0, 255).astype(np.uint8)
    write_raster(tmp_path / "before-0.tif", sharp)
    write_raster(tmp_path / "after-0.tif", np.roll(sharp, (0, 5), (1, 2)))
    events: list = []
    read(tmp_path, [pair], events=events)
    (told,) = [event for event in events if isinstance(event, Log) and event.code == "labels_unaligned"]
    assert told.values["pixels"] == pytest.approx(5, abs=0.5)
    assert before.shape == sharp.shape


def export(folder: Path, pair, **changes):
    (folder / "scratch-2").mkdir(exist_ok=True)
    job = ExportChipsJob(pair, str(folder / "chips"), str(folder / "scratch-2"), **{"tile_size": 64, "stride": 64, **changes})
    return export_chips(job, JobContext(lambda event: None))


@pytest.mark.parametrize(("image_format", "bands", "dtype"), [("tif", 5, "uint16"), ("png", 3, "uint8")])
def test_chips_hold_what_the_layers_hold(tmp_path: Path, image_format: str, bands: int, dtype: str) -> None:
    pair = replace(made_pair(tmp_path, bands=bands, dtype=dtype, classes=True), area=area_of(box(0, 0, 200, SIZE)))
    whole = read(tmp_path, [pair])
    export(tmp_path, pair, image_format=image_format, only_changed=False)
    chips = read(tmp_path, chips=[tmp_path / "chips"])
    assert chips.classes == whole.classes
    assert chips.gsd_m == whole.gsd_m
    (scene,) = whole.scenes
    top, left = scene.place or (0, 0)
    assert len(chips.scenes) == 4 * 4
    for chip in chips.scenes:
        row, col = chip.place or (0, 0)
        part = np.s_[row - top : row - top + 64, col - left : col - left + 64]
        assert np.array_equal(chip.dates[0], scene.dates[0][:, part[0], part[1]])
        assert np.array_equal(chip.dates[1], scene.dates[1][:, part[0], part[1]])
        assert np.array_equal(chip.target, scene.target[part])
        for ours, theirs in zip(chip.scales, scene.scales):
            assert np.array_equal(ours[0], theirs[0])
            assert np.array_equal(ours[1], theirs[1])


def picture(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values).save(path)


@pytest.mark.parametrize(("names", "value"), [(("A", "B", "label"), 255), (("images_before", "images_after", "labels"), 1)])
def test_folders_of_others(tmp_path: Path, names: tuple[str, str, str], value: int) -> None:
    rng = np.random.default_rng(0)
    for number in range(3):
        label = np.zeros((64, 64), np.uint8)
        label[10:30, 10:30] = value
        for name, array in zip(
            names, (rng.integers(0, 255, (64, 64, 3), np.uint8), rng.integers(0, 255, (64, 64, 3), np.uint8), label)
        ):
            picture(tmp_path / "set" / "train" / name / f"place_{number}.png", array)
            picture(tmp_path / "set" / "val" / name / f"other_{number}.png", array)
            picture(tmp_path / "set" / "test" / name / f"kept_{number}.png", array)
    data = read(tmp_path, chips=[tmp_path / "set"])
    assert sorted({scene.role for scene in data.scenes}) == ["train", "validation"]
    assert len(data.scenes) == 6
    assert all(int((scene.target == 1).sum()) == 400 for scene in data.scenes)
    split = split_scenes(data.scenes, 0.2, 1)
    assert {scene.name for scene in split.validation} == {"other_0", "other_1", "other_2"}


def test_chips_that_cannot_be_used_are_left_out_and_told(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    label = np.zeros((64, 64), np.uint8)
    label[:32] = 255
    for stem, size in (("good", 64), ("small", 60), ("broken", 64), ("alone", 64)):
        for name in ("A", "B"):
            if stem != "alone" or name == "A":
                picture(tmp_path / "set" / name / f"{stem}.png", rng.integers(0, 255, (size, size, 3), np.uint8))
        picture(tmp_path / "set" / "label" / f"{stem}.png", label)
    (tmp_path / "set" / "B" / "broken.png").write_bytes(b"\x89PNG nothing")
    events: list = []
    data = read(tmp_path, chips=[tmp_path / "set"], events=events)
    assert [scene.name for scene in data.scenes] == ["good"]
    (told,) = [event for event in events if isinstance(event, Log) and event.code == "chips_skipped"]
    assert told.values["count"] == 3
    assert "A 60 x 60, B 60 x 60, label 64 x 64" in told.values["reasons"]
    shutil.rmtree(tmp_path / "set" / "A")
    (tmp_path / "set" / "A").mkdir()
    with pytest.raises(JobFailure) as failure:
        read(tmp_path, chips=[tmp_path / "set"])
    assert failure.value.code == "chips_none"


def test_pixels_of_chips_that_are_no_numbers_are_ignored(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    dates_of_chip = [rng.normal(0, 1, (2, 64, 64)).astype(np.float32) for _ in range(2)]
    dates_of_chip[1][:, :8] = np.nan
    label = np.zeros((1, 64, 64), np.uint8)
    label[:, 20:40, 20:40] = 1
    for name, values in zip(("A", "B", "label"), (*dates_of_chip, label)):
        (tmp_path / "set" / name).mkdir(parents=True)
        write_raster(tmp_path / "set" / name / "one.tif", values)
    (scene,) = read(tmp_path, chips=[tmp_path / "set"]).scenes
    assert (scene.target[:8] == NO_DATA).all()
    assert np.isfinite(scene.dates[1]).all()
    assert np.isfinite(scene.scales[1][0]).all()


def test_a_folder_without_chips_and_a_broken_manifest(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(JobFailure) as failure:
        read(tmp_path, chips=[tmp_path / "empty"])
    assert failure.value.code == "chips_layout"
    (tmp_path / "empty" / "groundshift-chips.json").write_text("{}")
    with pytest.raises(JobFailure) as failure:
        read(tmp_path, chips=[tmp_path / "empty"])
    assert failure.value.code == "chips_manifest"


def test_no_training_pixel_lies_beside_a_validation_pixel(tmp_path: Path) -> None:
    data = read(tmp_path, [made_pair(tmp_path)])
    split = split_scenes(data.scenes, 0.25, 3)
    (ours,), (judged,) = split.training, split.validation
    held = judged.target < UNLABELLED
    used = ours.target < UNLABELLED
    assert 0.1 < held.mean() < 0.4
    assert (ours.target[held] == NO_DATA).all()
    from scipy import ndimage

    assert ndimage.distance_transform_cdt(~held, "chessboard")[used].min() > GUARD
    assert (judged.target[held] == 1).any()
    again = split_scenes(data.scenes, 0.25, 3)
    assert np.array_equal(again.validation[0].target, judged.target)


def made_scene(side: int, classes: int = 1) -> Scene:
    """A scene whose ground is all labelled, with small changes of each class all over it."""
    rng = np.random.default_rng(4)
    target = np.zeros((side, side), np.uint8)
    for number in range(24):
        row, col = rng.integers(0, side - 16, 2)
        target[row : row + 12, col : col + 12] = 1 + number % classes
    one = (np.ones((1, 1, 1), np.float32), np.zeros((1, 1, 1), np.float32))
    empty = np.zeros((1, side, side), np.uint8)
    return Scene("made", (empty, empty), target, (one, one), 0.5, "made")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_a_small_area_most_is_left_to_train_on(seed: int) -> None:
    split = split_scenes([made_scene(256)], 0.2, seed)
    held, used = split.validation[0].target < UNLABELLED, split.training[0].target < UNLABELLED
    assert held.mean() > 0.1
    # The gap around scattered blocks would take a quarter of it.
    assert used.mean() > 0.63


def test_every_class_is_on_both_sides() -> None:
    split = split_scenes([made_scene(512, 3)], 0.2, 1)
    for side in (split.training, split.validation):
        assert set(np.unique(side[0].target)) >= {0, 1, 2, 3}


def test_neighbouring_chips_are_not_on_two_sides(tmp_path: Path) -> None:
    pair = made_pair(tmp_path)
    export(tmp_path, pair, only_changed=False, tile_size=40, stride=40)
    data = read(tmp_path, chips=[tmp_path / "chips"])
    split = split_scenes(data.scenes, 0.2, 1)
    assert split.validation
    for one in split.training:
        for other in split.validation:
            distances = [abs(a - b) for a, b in zip(one.place or (), other.place or ())]
            assert max(distances) > 40


def test_export_leaves_nothing_behind_when_the_disk_says_no(tmp_path: Path) -> None:
    pair = made_pair(tmp_path)
    (tmp_path / "chips").write_text("a file")
    with pytest.raises(JobFailure) as failure:
        export(tmp_path, pair)
    assert failure.value.code == "folder_in_use"
    assert not list(tmp_path.glob(".groundshift*"))
    with rasterio.open(tmp_path / "before-0.tif") as dataset:
        assert dataset.count == 3
