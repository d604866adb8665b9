"""Losses and measures against scikit-learn and by hand."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
metrics = pytest.importorskip("sklearn.metrics")

from groundshift.plugin.engine.evaluation.prediction import PredictedWindow
from groundshift.plugin.engine.evaluation.scores import Confusion, Histogram, above
from groundshift.plugin.engine.evaluation.tally import Tally
from groundshift.plugin.model_file.spec import parse_spec
from groundshift.plugin.rules.label_codes import CHANGED_UNKNOWN, UNKNOWN, UNLABELLED
from groundshift.plugin.rules.loss_terms import LossInvalid, parse_loss
from groundshift.plugin.rules.network_plan import plan_from_name
from groundshift.plugin.training.fit.judge import Judgement
from groundshift.plugin.training.fit.losses import (
    Loss,
    contrastive,
    plan_loss,
    soft_dice,
    soft_iou,
)
from groundshift.plugin.training.networks.stanet import distance_logit
from groundshift.tests.helpers.onnx_models import spec


def counted(predicted: np.ndarray, truth: np.ndarray) -> Confusion:
    counts = Confusion()
    counts.add(predicted, truth)
    return counts


@pytest.fixture
def sample() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    truth = rng.random(20_000) < 0.1
    probability = np.clip(rng.normal(0.25 + 0.4 * truth, 0.2), 0, 1).astype(np.float32)
    return probability, truth


def test_confusion_measures_equal_scikit_learn(sample: tuple[np.ndarray, np.ndarray]) -> None:
    probability, truth = sample
    predicted = probability >= 0.5
    counts = counted(predicted, truth)
    assert counts.precision == pytest.approx(metrics.precision_score(truth, predicted))
    assert counts.recall == pytest.approx(metrics.recall_score(truth, predicted))
    assert counts.f1 == pytest.approx(metrics.f1_score(truth, predicted))
    assert counts.iou == pytest.approx(metrics.jaccard_score(truth, predicted))


def test_dice_is_f1(sample: tuple[np.ndarray, np.ndarray]) -> None:
    probability, truth = sample
    counts = counted(probability >= 0.5, truth)
    assert counts.dice == pytest.approx(metrics.f1_score(truth, probability >= 0.5))


def test_histogram_measures_equal_scikit_learn(sample: tuple[np.ndarray, np.ndarray]) -> None:
    probability, truth = sample
    histogram = Histogram()
    histogram.add(probability[:9000], truth[:9000])
    histogram.add(probability[9000:], truth[9000:])
    assert histogram.average_precision() == pytest.approx(metrics.average_precision_score(truth, probability), abs=2e-3)
    assert histogram.at(0.5) == counted(above(0.5, probability), truth)
    threshold, f1 = histogram.best_threshold()
    assert f1 == pytest.approx(metrics.f1_score(truth, probability >= threshold), abs=2e-3)
    assert histogram.card_figures(0.5)["pixels"] == truth.size


def test_nothing_found_and_nothing_there() -> None:
    counts = counted(np.zeros(4, bool), np.zeros(4, bool))
    assert (counts.precision, counts.recall, counts.f1, counts.iou, counts.false_share) == (0, 0, 0, 0, 0)
    assert Histogram().average_precision() == 0


def test_calibration_error_of_honest_and_of_boastful_probabilities() -> None:
    rng = np.random.default_rng(1)
    probability = rng.random(200_000).astype(np.float32)
    honest, boastful = Histogram(), Histogram()
    honest.add(probability, rng.random(probability.size) < probability)
    boastful.add(probability, rng.random(probability.size) < probability / 2)
    assert honest.calibration_error() < 0.01
    assert boastful.calibration_error() == pytest.approx(0.25, abs=0.01)


def test_figures_of_training_and_of_evaluation_are_the_same() -> None:
    """Near the threshold too, where one used to cut probabilities and the other to round them."""
    rng = np.random.default_rng(3)
    truth = (rng.random((64, 64)) < 0.3).astype(np.uint8)
    change = np.where(rng.random((64, 64)) < 0.5, rng.normal(0.5, 2e-4, (64, 64)), rng.random((64, 64))).astype(np.float32)
    truth[:4] = UNLABELLED
    judged = Judgement(1)
    judged.add(np.stack([1 - change, change]), truth, 0.0)
    written = (np.rint(change * 10_000) / 10_000).astype(np.float32)  # as PROBABILITY is written
    mask = (written >= 0.5).astype(np.uint8)
    tally = Tally(parse_spec(spec()), 0.5, False)
    expected = np.where(truth == UNLABELLED, UNKNOWN, truth.astype(np.int16))
    tally.add("chip", "", PredictedWindow(written, written[None], mask), expected, 0)
    known = truth != UNLABELLED
    assert tally.any_change.at(0.5).f1 == pytest.approx(metrics.f1_score(truth[known], mask[known]))
    for threshold in (0.3, 0.4999, 0.5, 0.5001, 0.7):
        assert judged.any_change(threshold).f1 == tally.any_change.at(threshold).f1
        assert judged.of_class(1, threshold).iou == tally.any_change.at(threshold).iou
    assert judged.average_precision() == tally.any_change.average_precision()


def test_soft_overlaps_of_masks_equal_scikit_learn() -> None:
    rng = np.random.default_rng(2)
    predicted, truth = rng.random((2, 1, 64, 64)) < 0.3
    one = torch.ones(1, 64, 64)
    tensors = (torch.from_numpy(predicted).float(), torch.from_numpy(truth).float(), one)
    assert float(soft_dice(*tensors)) == pytest.approx(1 - metrics.f1_score(truth.ravel(), predicted.ravel()), abs=2e-3)
    assert float(soft_iou(*tensors)) == pytest.approx(1 - metrics.jaccard_score(truth.ravel(), predicted.ravel()), abs=2e-3)


def test_binary_loss_equals_log_loss_and_ignores_unlabelled_ground() -> None:
    rng = np.random.default_rng(3)
    states = torch.from_numpy(rng.choice([0, 1, 2, 3, 254, 255], (1, 32, 32)).astype(np.uint8))
    logits = torch.randn(1, 1, 32, 32)
    counted = (states != 255)[0].numpy()
    truth = ((states == 1) | (states == 2))[0].numpy()[counted]
    probability = torch.sigmoid(logits)[0, 0].numpy()[counted]
    found = float(loss_of("early_fusion_fcn", "bce")(logits, states))
    assert found == pytest.approx(metrics.log_loss(truth, probability), rel=1e-4)
    changed = torch.where(states[:, None] == 255, logits + 100, logits)
    loss = loss_of("early_fusion_fcn", "bce + .5 dice")
    assert float(loss(changed, states)) == pytest.approx(float(loss(logits, states)))


def test_state_loss_equals_log_loss_and_pools_what_is_only_known_as_unchanged() -> None:
    rng = np.random.default_rng(4)
    logits, loss = torch.randn(1, 4, 32, 32), loss_of("siamese_unet", "bce")
    states = torch.from_numpy(rng.integers(0, 4, (1, 32, 32)).astype(np.uint8))
    probability = torch.softmax(logits, 1)[0].permute(1, 2, 0).reshape(-1, 4).numpy()
    expected = metrics.log_loss(states.reshape(-1).numpy(), probability.astype(float), labels=[0, 1, 2, 3])
    assert float(loss(logits, states)) == pytest.approx(expected, rel=1e-4)
    unknown = torch.full_like(states, 254)
    unchanged = probability[:, 0] + probability[:, 3]
    assert float(loss(logits, unknown)) == pytest.approx(-np.log(unchanged).mean(), rel=1e-4)
    assert float(loss(logits, torch.full_like(states, 255))) == 0


def loss_of(name: str, text: str, target: str | None = None, classes: int | None = None) -> Loss:
    return plan_loss(plan_from_name(name, target, classes), parse_loss(text))


def test_class_loss_equals_log_loss_and_knows_what_a_label_leaves_open() -> None:
    rng = np.random.default_rng(6)
    logits = torch.randn(1, 4, 24, 24)
    labels = torch.from_numpy(rng.integers(0, 4, (1, 24, 24)).astype(np.uint8))
    probability = torch.softmax(logits, 1)[0].permute(1, 2, 0).reshape(-1, 4).double().numpy()
    loss = loss_of("siamese_unet:resnet18", "bce", "classes", 3)
    expected = metrics.log_loss(
        labels.reshape(-1).numpy(), probability / probability.sum(1, keepdims=True), labels=[0, 1, 2, 3]
    )
    assert float(loss(logits, labels)) == pytest.approx(expected, rel=1e-4)
    some = torch.full_like(labels, CHANGED_UNKNOWN)
    assert float(loss(logits, some)) == pytest.approx(-np.log(probability[:, 1:].sum(1)).mean(), rel=1e-4)
    # Codes beyond the classes count no more than unlabelled ground does.
    labels[0, :12] = 7
    half = loss(logits, labels)
    labels[0, :12] = 255
    assert float(half) == float(loss(logits, labels))


def test_weighted_sum_is_the_sum_of_its_terms() -> None:
    rng = np.random.default_rng(7)
    logits = torch.randn(2, 1, 16, 16)
    labels = torch.from_numpy(rng.choice([0, 1, 255], (2, 16, 16)).astype(np.uint8))
    parts = [float(loss_of("fusion_unet", name)(logits, labels)) for name in ("bce", "iou", "dice", "focal")]
    whole = float(loss_of("fusion_unet", ".7 bce + .3 iou + 2 dice + focal")(logits, labels))
    assert whole == pytest.approx(0.7 * parts[0] + 0.3 * parts[1] + 2 * parts[2] + parts[3], rel=1e-5)
    counted, target = (labels != 255).float(), (labels == 1).float()
    assert parts[1] == pytest.approx(float(soft_iou(torch.sigmoid(logits[:, 0]), target, counted)), rel=1e-5)


def test_focal_loss_is_cross_entropy_weighted_by_its_error() -> None:
    logits = torch.tensor([[[[-2.0, 0.0, 3.0]]]])
    labels = torch.tensor([[[1, 0, 1]]], dtype=torch.uint8)
    p = torch.sigmoid(torch.tensor([-2.0, 0.0, 3.0])).numpy()
    true = np.array([p[0], 1 - p[1], p[2]])
    assert float(loss_of("siamese_unet", "focal", "change")(logits, labels)) == pytest.approx(
        float((-((1 - true) ** 2) * np.log(true)).mean()), rel=1e-5
    )


def test_overlap_of_kinds_is_their_mean_over_what_is_certain() -> None:
    torch.manual_seed(1)
    logits = torch.randn(1, 3, 8, 8)
    labels = torch.randint(0, 3, (1, 8, 8), dtype=torch.uint8)
    p, one = torch.softmax(logits, 1), torch.ones(1, 8, 8)
    loss = loss_of("siamese_unet", "dice", "classes", 2)
    expected = [float(soft_dice(p[:, value], (labels == value).float(), one)) for value in (1, 2)]
    assert float(loss(logits, labels)) == pytest.approx(np.mean(expected), rel=1e-5)
    labels[0, :4] = CHANGED_UNKNOWN
    sure = (labels != CHANGED_UNKNOWN).float()
    expected = [float(soft_dice(p[:, value], (labels == value).float(), sure)) for value in (1, 2)]
    expected.append(float(soft_dice(p[:, 1:].sum(1), (labels > 0).float(), one)))
    assert float(loss(logits, labels)) == pytest.approx(np.mean(expected), rel=1e-5)


def test_contrastive_loss_weighs_rare_change_as_much_as_the_rest() -> None:
    distance = torch.tensor([[[0.5, 0.5, 0.5, 0.5, 1.5]]])
    changed = torch.tensor([[[0.0, 0.0, 0.0, 0.0, 1.0]]])
    assert float(contrastive(distance, changed, torch.ones(1, 1, 5))) == pytest.approx((0.25 + 0.25) / 2)
    assert float(contrastive(distance + 9, changed, changed)) == 0
    labels = changed.to(torch.uint8)
    found = loss_of("stanet", "contrastive")(distance_logit(distance)[:, None], labels)
    assert float(found) == pytest.approx(0.25)
    labels[0, 0, 0] = 255
    assert float(loss_of("stanet", "contrastive")(distance_logit(distance)[:, None], labels)) == pytest.approx(0.25)
    with pytest.raises(LossInvalid, match="stanet"):
        loss_of("siamese_unet", "bce + contrastive")


@pytest.mark.parametrize("text", ["bce", "dice", "iou", "focal", "contrastive"])
def test_no_labels_at_all_and_extreme_logits_give_finite_gradients(text: str) -> None:
    loss = loss_of("stanet", text)
    for labels in (torch.full((1, 4, 4), 255, dtype=torch.uint8), torch.ones(1, 4, 4, dtype=torch.uint8)):
        for value in (-200.0, 0.0, 200.0):
            logits = torch.full((1, 1, 4, 4), value, requires_grad=True)
            total = loss(logits, labels)
            total.backward()
            assert torch.isfinite(total)
            assert torch.isfinite(logits.grad).all()
