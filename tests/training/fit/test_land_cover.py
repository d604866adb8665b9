"""Training a land-cover network from folders of images of one date with masks, as a user does it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.events import Event, Picture, Row
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.train_model import CLASS, EPOCH, TrainModelJob
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION, Normalisation
from groundshift.plugin.rules.label_codes import UNLABELLED
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.entries import train_model
from groundshift.plugin.training.labels.chip_scenes import read_chips
from groundshift.plugin.training.labels.scene import ClassTable

COLOURS = np.array([[90, 90, 90], [220, 40, 40], [40, 190, 40], [40, 60, 220]])
SIDE = 64
QUIET = JobContext(lambda event: None)
SETTINGS = TrainingSettings(
    epochs=2, steps_per_epoch=12, batch_size=4, tile_size=64, frozen_epochs=0, learning_rate=3e-3, threads=1
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("cover")
    rng = np.random.default_rng(2)
    for name in ("images", "masks"):
        (top / name).mkdir()
    for number in range(8):
        mask = np.kron(rng.integers(0, 4, (4, 4)), np.ones((16, 16), int)).astype(np.uint8)
        picture = np.clip(COLOURS[mask] + rng.normal(0, 8, (SIDE, SIDE, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(picture).save(top / "images" / f"place{number}.png")
        Image.fromarray(mask).save(top / "masks" / f"place{number}.png")
    return top


def job(folder: Path, chips: Path, **changes: Any) -> TrainModelJob:
    (folder / "scratch").mkdir(exist_ok=True)
    values = {"base": "unet:efficientnet_lite0", "chips": (str(chips),), "settings": SETTINGS, **changes}
    return TrainModelJob(
        model=str(folder / "cover.onnx"), scratch=str(folder / "scratch"), checkpoints=str(folder / "kept"), **values
    )


def test_masks_are_classes_and_index_0_is_unlabelled(folder: Path) -> None:
    classes = ClassTable()
    context = JobContext(lambda event: None)
    scenes = read_chips(str(folder), None, Normalisation(), classes, "CHIPS", 0, context, land_cover=True)
    assert len(scenes) == 8
    assert classes.names == ("class 1", "class 2", "class 3")
    for scene in scenes:
        assert [date.shape for date in scene.dates] == [(3, SIDE, SIDE)]
        mask = np.asarray(Image.open(folder / "masks" / f"{scene.name}.png"))
        assert np.array_equal(scene.target, np.where(mask == 0, UNLABELLED, mask))


def test_it_learns_land_cover_and_writes_a_segmentation_model(folder: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    (tmp_path / "pictures").mkdir()
    wanted = job(tmp_path, folder, pictures=str(tmp_path / "pictures"))
    values = train_model(wanted, JobContext(events.append))
    assert values["F1"] > 0.5  # three classes at random: 0.33
    rows = [event.values for event in events if isinstance(event, Row) and event.table == EPOCH]
    assert all(0 <= row["accuracy"] <= 1 for row in rows)
    with (tmp_path / "cover.epochs.csv").open(encoding="utf-8") as stream:
        table = list(csv.DictReader(stream))
    assert [float(line["f1"]) for line in table] == [row["f1"] for row in rows]
    assert [float(line["accuracy"]) for line in table] == [row["accuracy"] for row in rows]
    found = {event.values["class"] for event in events if isinstance(event, Row) and event.table == CLASS}
    assert found == {"class 1", "class 2", "class 3"}
    assert {event.name for event in events if isinstance(event, Picture)} >= {"sample", "validation", "figure"}
    panels = {event.name: Image.open(event.path).info.get("Panels") for event in events if isinstance(event, Picture)}
    assert (panels["sample"], panels["validation"]) == ("2", "3")  # of one date
    model = load_model_file(values["MODEL"], (SEGMENTATION,))
    assert [item.name for item in model.spec.classes] == ["class 1", "class 2", "class 3"]
    image = np.random.default_rng(1).normal(size=(3, SIDE, SIDE)).astype(np.float32)
    scores = Network(model).run([image])
    assert np.allclose(np.sum(scores[-3:], 0), 1, atol=1e-5)


def test_two_dates_are_no_land_cover(folder: Path, tmp_path: Path) -> None:
    from groundshift.tests.helpers.labelled_pairs import made_pair

    with pytest.raises(JobFailure) as caught:
        train_model(job(tmp_path, folder, pairs=(made_pair(tmp_path),)), JobContext(lambda event: None))
    assert caught.value.code == "training_one_date"


def test_a_network_of_land_cover_needs_two_classes(tmp_path: Path) -> None:
    assert plan_from_name("unet").task == SEGMENTATION
    for name in ("images", "masks"):
        (tmp_path / name).mkdir()
    for number in range(4):
        for name, value in (("images", 90), ("masks", 1)):
            shape = (SIDE, SIDE, 3) if name == "images" else (SIDE, SIDE)
            values = np.random.default_rng(number).integers(0, 255, shape) if name == "images" else np.full(shape, value)
            Image.fromarray(values.astype(np.uint8)).save(tmp_path / name / f"{number}.png")
    with pytest.raises(JobFailure) as caught:
        train_model(job(tmp_path, tmp_path), JobContext(lambda event: None))
    assert caught.value.code == "training_unsuited"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("classes.csv", "name,value\nwood,2\nroof,1\n"),
        ("classes.csv", "value;name\n2;wood\n1;roof\n"),
        ("classes.json", '{"wood": 2, "roof": 1}'),
    ],
)
def test_values_that_a_list_of_classes_leaves_out_are_unlabelled(folder: Path, tmp_path: Path, name: str, text: str) -> None:
    for part in ("images", "masks"):
        (tmp_path / part).symlink_to(folder / part)
    (tmp_path / name).write_text(text)
    classes = ClassTable()
    scenes = read_chips(str(tmp_path), None, Normalisation(), classes, "CHIPS", 0, QUIET, land_cover=True)
    assert classes.names == ("wood", "roof")
    table = np.array([UNLABELLED, 2, 1, UNLABELLED])
    for scene in scenes:
        assert np.array_equal(scene.target, table[np.asarray(Image.open(folder / "masks" / f"{scene.name}.png"))])


def test_colours_smeared_by_jpeg_go_to_the_nearest_class(folder: Path, tmp_path: Path) -> None:
    published = {"unlabelled": "#9B9B9B", "building": "#3C1098", "road": "#6EC1E4", "water": "#E2A929"}
    palette = np.array([[int(key[at : at + 2], 16) for at in (1, 3, 5)] for key in published.values()], np.uint8)
    (tmp_path / "masks").mkdir()
    (tmp_path / "images").symlink_to(folder / "images")
    (tmp_path / "classes.json").write_text(json.dumps(published))
    for path in (folder / "masks").iterdir():
        picture = Image.fromarray(palette[np.asarray(Image.open(path))])
        picture.save(tmp_path / "masks" / f"{path.stem}.jpg", quality=90, subsampling=0)
    classes, events = ClassTable(), []
    context = JobContext(events.append)
    scenes = read_chips(str(tmp_path), None, Normalisation(), classes, "CHIPS", 0, context, land_cover=True)
    assert classes.names == ("building", "road", "water")
    for scene in scenes:
        mask = np.asarray(Image.open(folder / "masks" / f"{scene.name}.png"))
        assert np.mean(scene.target == np.where(mask == 0, UNLABELLED, mask)) > 0.97
    (warned,) = [event for event in events if getattr(event, "code", "") == "masks_smeared"]
    assert 0 < warned.values["pixels"] <= 8 * SIDE**2
    far = []
    for path in (tmp_path / "masks").iterdir():
        colours = np.asarray(Image.open(path)).astype(float).reshape(-1, 3)
        far.append(np.linalg.norm(colours[:, None] - palette[None], axis=2).min(axis=1))
    away = np.concatenate(far)
    assert warned.values["pixels"] == (away > 0).sum()
    assert warned.values["mean"] == pytest.approx(away[away > 0].mean(), rel=1e-4)
    assert warned.values["largest"] == pytest.approx(away.max(), rel=1e-4)


@pytest.mark.parametrize("text", ["[1, 2]", '{"a": "#12"}', '{"a": 1, "b": 1}', '{"a": 1, "b": "#3C1098"}', "{", '{"a": -1}'])
def test_a_list_of_classes_that_cannot_be_used_is_refused(folder: Path, tmp_path: Path, text: str) -> None:
    for part in ("images", "masks"):
        (tmp_path / part).symlink_to(folder / part)
    (tmp_path / "classes.json").write_text(text)
    with pytest.raises(JobFailure) as caught:
        read_chips(str(tmp_path), None, Normalisation(), ClassTable(), "CHIPS", 0, QUIET, land_cover=True)
    assert caught.value.code == "mask_classes"
