"""Losses and measures against scikit-learn and by hand."""

# ruff: noqa: E402 (without the training packages these tests are skipped before the imports)

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
metrics = pytest.importorskip("sklearn.metrics")

from groundshift.plugin.training.losses import binary_change_loss, soft_dice, soft_iou, state_loss
from groundshift.plugin.training.measures import BINS, ProbabilityHistogram, confusion


@pytest.fixture
def sample() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    truth = rng.random(20_000) < 0.1
    probability = np.clip(rng.normal(0.25 + 0.4 * truth, 0.2), 0, 1).astype(np.float32)
    return probability, truth


def test_confusion_measures_equal_scikit_learn(sample: tuple[np.ndarray, np.ndarray]) -> None:
    probability, truth = sample
    predicted = probability >= 0.5
    counts = confusion(predicted, truth)
    assert counts.precision == pytest.approx(metrics.precision_score(truth, predicted))
    assert counts.recall == pytest.approx(metrics.recall_score(truth, predicted))
    assert counts.f1 == pytest.approx(metrics.f1_score(truth, predicted))
    assert counts.iou == pytest.approx(metrics.jaccard_score(truth, predicted))


def test_histogram_measures_equal_scikit_learn(sample: tuple[np.ndarray, np.ndarray]) -> None:
    probability, truth = sample
    histogram = ProbabilityHistogram()
    histogram.add(probability[:9000], truth[:9000])
    histogram.add(probability[9000:], truth[9000:])
    assert histogram.average_precision() == pytest.approx(metrics.average_precision_score(truth, probability), abs=2e-3)
    assert histogram.at(0.5) == confusion(probability >= 0.5, truth)
    threshold, f1 = histogram.best_threshold()
    assert f1 == pytest.approx(metrics.f1_score(truth, probability >= threshold), abs=2e-3)
    assert histogram.scores(0.5).pixels == truth.size


def test_nothing_found_and_nothing_there() -> None:
    counts = confusion(np.zeros(4, bool), np.zeros(4, bool))
    assert (counts.precision, counts.recall, counts.f1, counts.iou, counts.false_share) == (0, 0, 0, 0, 0)
    assert ProbabilityHistogram().average_precision() == 0


def test_calibration_error_of_honest_and_of_boastful_probabilities() -> None:
    rng = np.random.default_rng(1)
    probability = rng.random(200_000).astype(np.float32)
    honest, boastful = ProbabilityHistogram(), ProbabilityHistogram()
    honest.add(probability, rng.random(probability.size) < probability)
    boastful.add(probability, rng.random(probability.size) < probability / 2)
    assert honest.calibration_error() < 0.01
    assert boastful.calibration_error() == pytest.approx(0.25, abs=0.01)
    assert BINS % 20 == 0


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
    found = float(binary_change_loss(logits, states, dice_weight=0.0))
    assert found == pytest.approx(metrics.log_loss(truth, probability), rel=1e-4)
    changed = torch.where(states[:, None] == 255, logits + 100, logits)
    assert float(binary_change_loss(changed, states)) == pytest.approx(float(binary_change_loss(logits, states)))


def test_state_loss_equals_log_loss_and_pools_what_is_only_known_as_unchanged() -> None:
    rng = np.random.default_rng(4)
    logits = torch.randn(1, 4, 32, 32)
    states = torch.from_numpy(rng.integers(0, 4, (1, 32, 32)).astype(np.uint8))
    probability = torch.softmax(logits, 1)[0].permute(1, 2, 0).reshape(-1, 4).numpy()
    expected = metrics.log_loss(states.reshape(-1).numpy(), probability.astype(float), labels=[0, 1, 2, 3])
    assert float(state_loss(logits, states, dice_weight=0.0)) == pytest.approx(expected, rel=1e-4)
    unknown = torch.full_like(states, 254)
    unchanged = probability[:, 0] + probability[:, 3]
    assert float(state_loss(logits, unknown, dice_weight=0.0)) == pytest.approx(-np.log(unchanged).mean(), rel=1e-4)
    assert float(state_loss(logits, torch.full_like(states, 255), dice_weight=0.0)) == 0
