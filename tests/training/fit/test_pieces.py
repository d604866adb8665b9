"""The pieces of a training: crops, augmentation, measures, checkpoints, what outputs mean."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.metrics import f1_score, jaccard_score, precision_score, recall_score

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.training_settings import AUGMENTATIONS, TrainingSettings
from groundshift.plugin.model_file.spec import ChangeClass, ModelSpec, parse_spec
from groundshift.plugin.rules.label_codes import CHANGE_NAME, NO_DATA, UNLABELLED
from groundshift.plugin.rules.network_plan import TARGET_CLASSES, plan_from_name
from groundshift.plugin.training.fit.augment import (
    Augmentation,
    Batch,
    augmented,
    brightness_contrast,
    grid_distorted,
    optically_distorted,
)
from groundshift.plugin.training.fit.checkpoint import Checkpoints, Progressed
from groundshift.plugin.training.fit.crops import CropPlan, Crops
from groundshift.plugin.training.fit.export import base_metadata, check_room
from groundshift.plugin.training.fit.finish import chosen_threshold
from groundshift.plugin.training.fit.gain import Block, gain
from groundshift.plugin.training.fit.judge import Judgement
from groundshift.plugin.training.fit.meaning import target_of_model, target_of_plan
from groundshift.plugin.training.fit.optimisation import Schedule, usual_optimisation
from groundshift.plugin.training.fit.training_step import TrainingStep
from groundshift.plugin.training.labels.scene import Scene
from groundshift.plugin.training.networks.architectures import architecture_of
from groundshift.tests.helpers.full_disk import files_of_at_most

ONE = (np.ones((3, 1, 1), np.float32), np.zeros((3, 1, 1), np.float32))
ALL = Augmentation(frozenset(AUGMENTATIONS), 1.0)


def scene(side: int = 160) -> Scene:
    """A scene whose bands are its target, so that any disagreement of image and label shows."""
    target = np.zeros((side, side), np.uint8)
    target[30:70, 40:100] = 1
    target[90:120, 20:60] = 2
    target[:, -20:] = UNLABELLED
    image = np.repeat(target[None].astype(np.float32), 3, 0)
    return Scene("made", (image, image.copy()), target, (ONE, ONE), 0.5, "made")


def crops(strength: float, kinds: frozenset[str] = frozenset(AUGMENTATIONS), seed: int = 1) -> Crops:
    plan = CropPlan(64, 6, 0, 2, True, Augmentation(kinds, strength), None, seed)
    return Crops([scene()], [], [], plan)


def test_crops_without_augmentation_are_the_pixels() -> None:
    drawn = crops(0.0)
    batch = drawn.batch(0)
    assert drawn.plan.known == 6
    assert [date.shape for date in batch.dates] == [(8, 3, 64, 64)] * 2
    labelled = batch.target < UNLABELLED
    assert torch.equal(batch.dates[1][:, 0][labelled], batch.target[labelled].float())


def test_a_step_has_the_same_batch_whenever_it_is_drawn() -> None:
    one, other = crops(1.0).batch(7), crops(1.0).batch(7)
    assert torch.equal(one.dates[0], other.dates[0])
    assert torch.equal(one.target, other.target)
    assert not torch.equal(one.dates[0], crops(1.0, seed=2).batch(7).dates[0])
    assert not torch.equal(one.dates[0], crops(1.0).batch(8).dates[0])


def test_geometry_moves_images_and_labels_alike() -> None:
    kinds = frozenset({"flips", "rotations", "scale", "distortion"})
    drawn = crops(1.0, kinds)
    agree = total = 0
    for step in range(6):
        batch = drawn.batch(step)
        known = batch.target < UNLABELLED
        agree += int((batch.dates[1][:, 0][known].round() == batch.target[known].float()).sum())
        total += int(known.sum())
    assert agree / total > 0.97  # edges are interpolated


def test_swapped_dates_swap_their_classes() -> None:
    table = torch.arange(256, dtype=torch.uint8)
    table[[1, 2]] = torch.tensor([2, 1], dtype=torch.uint8)
    target = torch.ones(16, 32, 32, dtype=torch.uint8)
    before, after = torch.zeros(16, 3, 32, 32), torch.ones(16, 3, 32, 32)
    swap = Augmentation(frozenset({"swapped_dates"}), 1.0)
    batch = augmented((before, after), target, 32, swap, table, torch.Generator().manual_seed(0))
    swapped = batch.target[:, 0, 0] == 2
    assert 3 < int(swapped.sum()) < 13
    assert (batch.dates[0][swapped] == 1).all()
    assert (batch.dates[0][~swapped] == 0).all()


@pytest.mark.parametrize("bands", [1, 4])
def test_every_augmentation_takes_any_bands_and_keeps_numbers_finite(bands: int) -> None:
    rng = torch.Generator().manual_seed(3)
    dates = torch.randn(6, bands, 96, 96, generator=rng)
    target = torch.zeros(6, 96, 96, dtype=torch.uint8)
    for kind in AUGMENTATIONS:
        strong = Augmentation(frozenset({kind}), 3.0)
        batch = augmented((dates, dates.clone()), target, 64, strong, torch.arange(256, dtype=torch.uint8), rng)
        assert batch.dates[0].shape == (6, bands, 64, 64)
        assert torch.isfinite(batch.dates[0]).all()
        assert set(batch.target.unique().tolist()) <= {0, NO_DATA}


def test_grid_distortion_is_a_piecewise_linear_map_of_both_axes() -> None:
    steps = torch.tensor([[[1.2, 0.8, 1.0, 0.7, 1.3], [1.0, 1.3, 0.7, 1.1, 0.9]]])
    grid = torch.nn.functional.affine_grid(torch.eye(2, 3)[None], [1, 1, 40, 30], align_corners=False)
    found = grid_distorted(grid, steps)[0].numpy()
    for axis, (count, others) in enumerate(((30, found[7, :, 0]), (40, found[:, 11, 1]))):
        places = (np.arange(count) + 0.5) / count
        ends = np.concatenate([[0], np.cumsum(steps[0, axis].numpy()) / float(steps[0, axis].sum())])
        assert others == pytest.approx(2 * np.interp(places, np.linspace(0, 1, 6), ends) - 1, abs=1e-5)


def test_optical_distortion_is_that_of_a_camera_with_equal_coefficients() -> None:
    grid = torch.nn.functional.affine_grid(torch.eye(2, 3).repeat(2, 1, 1), [2, 1, 25, 25], align_corners=False)
    found = optically_distorted(grid, torch.tensor([0.2, -0.1])).numpy()
    centre, focal = 12.0, 25.0  # pixels: the camera matrix that albumentations gives to OpenCV
    for number, bend in enumerate((0.2, -0.1)):
        rows, cols = np.mgrid[:25, :25]
        x, y = (cols - centre) / focal, (rows - centre) / focal
        radius = x**2 + y**2
        factor = 1 + bend * radius + bend * radius**2
        pixels = (found[number] + 1) * 25 / 2 - 0.5
        assert pixels[..., 0] == pytest.approx(x * factor * focal + centre, abs=1e-3)
        assert pixels[..., 1] == pytest.approx(y * factor * focal + centre, abs=1e-3)


def test_brightness_and_contrast_are_linear_in_the_range_of_an_image() -> None:
    image = np.random.default_rng(0).random((2, 3, 8, 8)).astype(np.float32)
    date = torch.from_numpy(image * 6 - 3)
    found = brightness_contrast(date, torch.tensor([0.2, -0.1]), torch.tensor([-0.05, 0.1])).numpy()
    expected = image * np.array([1.2, 0.9]).reshape(2, 1, 1, 1) + np.array([-0.05, 0.1]).reshape(2, 1, 1, 1)
    assert found / 6 + 0.5 == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("kind", ["grid_distortion", "optical_distortion"])
def test_a_distortion_moves_image_and_label_together(kind: str) -> None:
    target = (torch.rand(8, 12, 12) < 0.5).to(torch.uint8).repeat_interleave(8, 1).repeat_interleave(8, 2)
    date = target[:, None].float() * 2 - 1
    batch = augmented((date,), target, 64, Augmentation(frozenset({kind}), 1.0), None, torch.Generator().manual_seed(2))
    known = batch.target != NO_DATA
    same = ((batch.dates[0][:, 0] > 0) == (batch.target == 1))[known]
    assert same.float().mean() > 0.98
    moved = [(batch.target[number] != target[number, 16:80, 16:80]).any() for number in range(8)]
    assert 0 < sum(bool(item) for item in moved) < 8


def test_flips_mirror_image_and_label_or_leave_them() -> None:
    date, target = torch.randn(16, 1, 32, 32), torch.randint(0, 3, (16, 32, 32), dtype=torch.uint8)
    batch = augmented((date,), target, 32, Augmentation(frozenset({"flips"}), 1.0), None, torch.Generator().manual_seed(5))
    kinds = set()
    for number in range(16):
        for name, wanted in (("same", lambda values: values), ("mirrored", lambda values: values.flip(-1))):
            if torch.allclose(batch.dates[0][number], wanted(date[number]), atol=1e-4):
                assert torch.equal(batch.target[number], wanted(target[number]))
                kinds.add(name)
    assert kinds == {"same", "mirrored"}


def test_the_exponential_schedule_falls_by_one_factor_to_a_hundredth() -> None:
    schedule = Schedule(4, 25, 1e-3, 0, "exponential", warmup=10)
    rates = np.array([schedule.rate(step) for step in range(10, 101)])
    assert rates[0] == 1
    assert rates[-1] == pytest.approx(0.01)
    assert rates[1:] / rates[:-1] == pytest.approx(0.01 ** (1 / 90))
    assert schedule.rate(4) == 0.5


SCORES = {"precision": precision_score, "recall": recall_score, "f1": f1_score, "iou": jaccard_score}


def test_measures_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    target = rng.integers(0, 3, (50, 60)).astype(np.uint8)
    target[:5] = UNLABELLED
    raw = rng.random((3, 50, 60)) + (np.arange(3)[:, None, None] == target)
    probabilities = (raw / raw.sum(0)).astype(np.float32)
    judged = Judgement(2)
    judged.add(probabilities, target, 0.5)
    known = target < UNLABELLED
    changed = np.rint((1 - probabilities[0]) * 10_000) >= 6000
    predicted = np.where(changed, probabilities[1:].argmax(0) + 1, 0)
    for value in (1, 2):
        truth, found = target[known] == value, predicted[known] == value
        measures = judged.of_class(value, 0.6)
        for name, score in SCORES.items():
            assert getattr(measures, name) == pytest.approx(score(truth, found))
    for name, score in SCORES.items():
        assert getattr(judged.any_change(0.6), name) == pytest.approx(score(target[known] > 0, predicted[known] > 0))
        mean = score(target[known], predicted[known], labels=[1, 2], average="macro")
        assert getattr(judged.mean(0.6), name) == pytest.approx(mean)
    best = judged.best_threshold()
    assert judged.any_change(best).f1 >= judged.any_change(0.5).f1 - 0.005


@pytest.mark.parametrize("continues", [True, False])
def test_a_continued_model_keeps_the_statistics_of_its_normalisation(continues: bool) -> None:
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 1), torch.nn.BatchNorm2d(2))
    start = {key: value.clone() for key, value in network.state_dict().items()}
    task: Any = SimpleNamespace(
        network=network,
        optimisation=usual_optimisation(0.1, continues),
        settings=TrainingSettings(),
        device="cpu",
        precision=torch.float32,
        loss=lambda batch: network(batch.dates[0]).abs().mean(),
    )
    step = TrainingStep(task, JobContext(lambda event: None))
    step.freeze_encoder(False)
    step.run(Batch((torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(1)) + 3,), torch.zeros(2, 8, 8)), 0)
    kept = {key for key, value in network.state_dict().items() if torch.equal(value, start[key])}
    statistics = {"1.running_mean", "1.running_var", "1.num_batches_tracked"}
    assert kept == (statistics if continues else set())


@pytest.mark.parametrize(("tiles", "expected"), [(1, 0.663), (6, 0.779), (60, 0.816)])
def test_the_less_ground_is_validated_the_nearer_the_threshold_is_to_that_of_the_base(tiles: int, expected: float) -> None:
    """The base model's is 0.5; the best on the validation ground is 0.821: of what was unchanged it was as sure as 0.82."""
    target = np.zeros((256, 256), np.uint8)
    target[:128] = 1
    change = np.where(target == 1, 0.9, 0.82).astype(np.float32)
    judged = Judgement(1)
    for _ in range(tiles):
        judged.add(np.stack([1 - change, change]), target, 0.5)
    assert judged.best_threshold() == pytest.approx(0.821, abs=0.002)
    assert chosen_threshold(judged, spec()) == pytest.approx(expected, abs=0.01)
    assert chosen_threshold(judged, None) == judged.best_threshold()
    assert chosen_threshold(None, spec()) == 0.5


def spec(architecture: str = "siamese_unet", classes: list[dict[str, object]] | None = None) -> ModelSpec:
    metadata = base_metadata("made", "Made", architecture_of(plan_from_name(architecture)), 16)
    metadata |= {"threshold": 0.5}
    return parse_spec({**metadata, **({"classes": classes} if classes else {})})


def test_labels_without_classes_train_change_as_such_of_a_model_with_directions() -> None:
    plan = plan_from_name("siamese_unet")
    target = target_of_model(plan, spec(), (CHANGE_NAME,))
    assert target.keeps_head
    logits = torch.randn(2, 4, 8, 8)
    log_p = target.meaning.log_probabilities(logits)
    states = torch.softmax(logits, 1)
    assert torch.allclose(log_p.exp()[:, 1], states[:, 1] + states[:, 2], atol=1e-6)
    assert torch.allclose(log_p.exp().sum(1), torch.ones(2, 8, 8), atol=1e-6)


def test_labels_with_directions_train_them() -> None:
    plan = plan_from_name("siamese_unet")
    target = target_of_model(plan, spec(), ("demolished building", "new building"))
    assert target.keeps_head
    logits = torch.randn(1, 4, 4, 4)
    states = torch.softmax(logits, 1)
    log_p = target.meaning.log_probabilities(logits)
    assert torch.allclose(log_p.exp()[:, 1], states[:, 2], atol=1e-6)
    assert torch.allclose(log_p.exp()[:, 2], states[:, 1], atol=1e-6)
    table = target.meaning.swap_table()
    assert table is not None
    assert table[1] == 2


def test_other_classes_give_a_new_last_layer_and_no_swaps() -> None:
    plan = plan_from_name("siamese_unet")
    target = target_of_model(plan, spec(), ("quarry", "clear-cut"))
    assert not target.keeps_head
    assert target.plan.target == TARGET_CLASSES
    assert target.meaning.swap_table() is None
    assert target_of_plan(plan_from_name("early_fusion_fcn"), (CHANGE_NAME,)).plan.outputs == 1
    assert ChangeClass(1, "quarry").direction == ""


def progressed() -> Progressed:
    return Progressed(3, 1, 2.5, 1, 0.5, 1, 4, 2, [{"epoch": 1, "f1": 0.5}], (0.25, 1))


def test_a_checkpoint_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = Checkpoints(str(tmp_path / "c"), {"network": "a"})
    assert not kept.begin(True)
    kept.save(progressed(), {"network": {"w": torch.ones(3)}})
    again = Checkpoints(str(tmp_path / "c"), {"network": "a"})
    assert again.begin(True)
    found, state = again.load()
    assert found == progressed()
    assert torch.equal(state["network"]["w"], torch.ones(3))


def test_a_full_disk_at_a_checkpoint_loses_nothing(tmp_path: Path) -> None:
    kept = Checkpoints(str(tmp_path / "c"), {"network": "a"})
    kept.begin(True)
    kept.save(progressed(), {"network": {"w": torch.ones(3)}})
    with files_of_at_most(50_000), pytest.raises(JobFailure) as failure:
        kept.save(replace(progressed(), step=9), {"network": {"w": torch.ones(100_000)}})
    assert failure.value.code == "checkpoint_failed"
    assert kept.load()[0].step == 3
    assert sorted(item.name for item in (tmp_path / "c").iterdir()) == ["last.pt", "training.json"]


def test_room_for_the_model_is_checked_by_the_size_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(9 * 10**7, 4 * 10**7, 5 * 10**7))
    check_room(str(tmp_path / "m.onnx"), torch.nn.Linear(1000, 1000))
    with pytest.raises(JobFailure) as failure:
        check_room(str(tmp_path / "m.onnx"), torch.nn.Linear(10_000, 2000))
    assert (failure.value.code, failure.value.parameter) == ("disk_full", "MODEL")
    assert failure.value.values == {"folder": str(tmp_path), "needed": 80, "free": 48}


def _blocks(right: float, random: np.random.Generator, count: int = 60) -> list[Block]:
    """Blocks of 100 pixels, a third of them changed, of which a share is found."""
    blocks = []
    for _ in range(count):
        truth = random.random(100) < 0.33
        found = np.where(random.random(100) < right, truth, ~truth)
        blocks.append(Block(np.where(found, 9000, 1000).astype(np.uint16), truth))
    return blocks


def test_a_gain_within_the_noise_is_no_real_difference() -> None:
    """Of two models that are equally good, and of one that is much better."""
    alike = gain(_blocks(0.8, np.random.default_rng(1)), _blocks(0.8, np.random.default_rng(1)), 0.5, 0.5)
    assert alike is not None
    assert (alike.f1, alike.real) == (0.0, False)
    better = gain(_blocks(0.95, np.random.default_rng(1)), _blocks(0.8, np.random.default_rng(1)), 0.5, 0.5)
    assert better is not None
    assert better.real
    assert better.low < better.f1 < better.high
    assert gain([], [], 0.5, 0.5) is None


def test_the_interval_holds_the_true_gain_as_often_as_it_says() -> None:
    """Of forty grounds drawn from two models whose gain is known, nearly all intervals hold it."""
    true = _f1_of(0.85) - _f1_of(0.8)
    held = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        found = gain(_blocks(0.85, random, 30), _blocks(0.8, random, 30), 0.5, 0.5)
        held += found is not None and found.low <= true <= found.high
    assert held >= 35


def _f1_of(right: float) -> float:
    """F1 where a third changed and a share of all pixels is right."""
    hits, alarms, misses = 0.33 * right, 0.67 * (1 - right), 0.33 * (1 - right)
    return 2 * hits / (2 * hits + alarms + misses)
