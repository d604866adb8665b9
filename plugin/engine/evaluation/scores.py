"""Counts from which every measure of a probability of change follows; memory does not grow with the pixels.

Training, evaluation, quantisation and the building of the bundled models count by these, so that a figure means the same
everywhere. Probabilities are rounded to the steps in which PROBABILITY is written (see :mod:`..detect.detect`).

Example::

    histogram = Histogram()
    histogram.add(probability[known], truth[known] > 0)
    histogram.at(0.5).f1, histogram.average_precision()
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

STEPS = 10_000
CALIBRATION_GROUPS = 20
_CURVE_POINTS = 100
_CARD_FIGURES = ("precision", "recall", "f1", "iou", "ap", "ece", "threshold", "pixels")


def probability_steps(probability: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    """Return the step, 0..:data:`STEPS`, that each probability is rounded to.

    Rounded, not cut: a probability of 0.4 in 32 bits is a little more or less.
    """
    return np.clip(np.rint(probability.astype(np.float64) * STEPS), 0, STEPS).astype(np.int64)


def first_step(threshold: float) -> int:
    """Return the lowest step that a threshold calls changed."""
    return int(np.ceil(threshold * STEPS - 1e-6))


def above(threshold: float, probability: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Return where a threshold calls pixels changed."""
    found: NDArray[np.bool_] = probability_steps(probability) >= first_step(threshold)
    return found


@dataclass
class Confusion:
    """Counts of pixels: ``hits`` = changed and found, ``alarms`` = found only, ``misses`` = changed only, ``rest`` neither."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0
    rest: int = 0

    def add(self, found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> None:
        """Count two arrays of the same shape."""
        both = int(np.count_nonzero(found & truth))
        all_found, all_true = int(np.count_nonzero(found)), int(np.count_nonzero(truth))
        self.hits += both
        self.alarms += all_found - both
        self.misses += all_true - both
        self.rest += found.size - all_found - all_true + both

    def plus(self, other: Confusion) -> Confusion:
        """Return the sum of both."""
        return Confusion(self.hits + other.hits, self.alarms + other.alarms, self.misses + other.misses, self.rest + other.rest)

    @property
    def pixels(self) -> int:
        return self.hits + self.alarms + self.misses + self.rest

    @property
    def precision(self) -> float:
        """Share of what was found that is true; 0 if nothing was found."""
        return _ratio(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        """Share of the change that was found; 0 if there is none."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall (the Dice coefficient)."""
        return _ratio(2 * self.hits, 2 * self.hits + self.alarms + self.misses)

    @property
    def dice(self) -> float:
        """The Dice coefficient, which is :attr:`f1` by another name (Dice, Ecology 26(3), 1945)."""
        return self.f1

    @property
    def iou(self) -> float:
        """Intersection over union."""
        return _ratio(self.hits, self.hits + self.alarms + self.misses)

    @property
    def false_share(self) -> float:
        """Share of all pixels that are falsely changed."""
        return _ratio(self.alarms, self.pixels)

    def document(self) -> dict[str, Any]:
        """Return the document for JSON."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "iou": self.iou,
            "false_share": self.false_share,
            "pixels": self.pixels,
            "hits": self.hits,
            "false_alarms": self.alarms,
            "misses": self.misses,
        }


class Histogram:
    """Counts of changed and unchanged pixels for each of :data:`STEPS` steps of probability."""

    def __init__(self) -> None:
        self.changed: NDArray[np.int64] = np.zeros(STEPS + 1, np.int64)
        self.unchanged: NDArray[np.int64] = np.zeros(STEPS + 1, np.int64)

    def add(self, probability: NDArray[np.float32], truth: NDArray[np.bool_]) -> None:
        """Count pixels; both arrays one-dimensional, only pixels that count."""
        steps = probability_steps(probability)
        self.changed += np.bincount(steps[truth], minlength=STEPS + 1)
        self.unchanged += np.bincount(steps[~truth], minlength=STEPS + 1)

    def at(self, threshold: float) -> Confusion:
        """Return the confusion if everything from ``threshold`` on is called changed."""
        first = first_step(threshold)
        hits, alarms = int(self.changed[first:].sum()), int(self.unchanged[first:].sum())
        return Confusion(hits, alarms, int(self.changed.sum()) - hits, int(self.unchanged.sum()) - alarms)

    def average_precision(self) -> float:
        """Area under precision-recall as scikit-learn defines it, sum of (R_n - R_n-1) P_n; 0 without change."""
        hits, alarms = np.cumsum(self.changed[::-1]), np.cumsum(self.unchanged[::-1])
        if hits[-1] == 0:
            return 0.0
        precision = hits / np.maximum(hits + alarms, 1)
        return float((np.diff(hits, prepend=0) * precision).sum() / hits[-1])

    def best_threshold(self) -> tuple[float, float]:
        """Return the threshold of the highest F1, and that F1."""
        hits = np.cumsum(self.changed[::-1])[::-1]
        found = hits + np.cumsum(self.unchanged[::-1])[::-1]
        f1 = 2 * hits / np.maximum(found + self.changed.sum(), 1)
        best = int(np.argmax(f1))
        return best / STEPS, float(f1[best])

    def calibration(self) -> list[dict[str, float]]:
        """Of equal groups of probability: mean probability, share that changed, pixels. Empty groups are left out."""
        values = np.arange(STEPS + 1) / STEPS
        group = np.minimum((np.arange(STEPS + 1) * CALIBRATION_GROUPS) // STEPS, CALIBRATION_GROUPS - 1)
        total = self.changed + self.unchanged
        pixels = np.bincount(group, weights=total)
        changed = np.bincount(group, weights=self.changed)
        weighted = np.bincount(group, weights=total * values)
        return [
            {
                "from": index / CALIBRATION_GROUPS,
                "to": (index + 1) / CALIBRATION_GROUPS,
                "probability": float(weighted[index] / pixels[index]),
                "changed": float(changed[index] / pixels[index]),
                "pixels": int(pixels[index]),
            }
            for index in range(CALIBRATION_GROUPS)
            if pixels[index]
        ]

    def calibration_error(self) -> float:
        """Expected calibration error: mean gap between probability and share changed, weighted by pixels.

        Guo et al., "On calibration of modern neural networks", ICML 2017, of the probability of change.
        """
        groups = self.calibration()
        total = sum(item["pixels"] for item in groups)
        return sum(item["pixels"] * abs(item["probability"] - item["changed"]) for item in groups) / max(1, total)

    def curve(self) -> list[dict[str, Optional[float]]]:
        """Precision (``None`` where nothing is found), recall and F1 at evenly spaced thresholds."""
        points: list[dict[str, Optional[float]]] = []
        for index in range(1, _CURVE_POINTS):
            counts = self.at(index / _CURVE_POINTS)
            points.append(
                {
                    "threshold": index / _CURVE_POINTS,
                    "precision": counts.precision if counts.hits + counts.alarms else None,
                    "recall": counts.recall,
                    "f1": counts.f1,
                }
            )
        return points

    def card_figures(self, threshold: float) -> dict[str, float]:
        """Return the figures of model cards, to four decimals."""
        document = self.document(threshold)
        return {name: round(document[name], 4) for name in _CARD_FIGURES}

    def document(self, threshold: float) -> dict[str, Any]:
        """Return all measures at a threshold and of the whole curve, for JSON."""
        best_threshold, best_f1 = self.best_threshold()
        return {
            "threshold": threshold,
            **self.at(threshold).document(),
            "ap": self.average_precision(),
            "ece": self.calibration_error(),
            "best_threshold": best_threshold,
            "best_f1": best_f1,
        }


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
