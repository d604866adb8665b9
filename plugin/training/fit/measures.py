"""Measures of accuracy from confusion counts, and from histograms of the probability."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from ...engine.evaluation.scores import Confusion

BINS = 2000


@dataclass(frozen=True)
class Scores:
    """The figures that reports and cards show."""

    precision: float
    recall: float
    f1: float
    iou: float
    ap: float
    ece: float
    threshold: float
    pixels: int

    def rounded(self) -> dict[str, float]:
        """As a dictionary, to four decimals."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def average_precision(changed: NDArray[np.int64], unchanged: NDArray[np.int64]) -> float:
    """Return the average precision as scikit-learn defines it: sum of (R_n - R_n-1) P_n.

    :param changed, unchanged: pixels in each bin of probability, lowest first.
    """
    hits = np.cumsum(changed[::-1])
    alarms = np.cumsum(unchanged[::-1])
    if hits[-1] == 0:
        return 0.0
    precision = hits / np.maximum(hits + alarms, 1)
    return float((np.diff(hits, prepend=0) * precision).sum() / hits[-1])


class ProbabilityHistogram:
    """Counts of changed and unchanged pixels per bin of probability: small, and enough for every measure.

    The bins are even in probability; average precision from them is within 1/:data:`BINS` of the exact one
    for smooth distributions.
    """

    def __init__(self) -> None:
        self.changed: NDArray[np.int64] = np.zeros(BINS, np.int64)
        self.unchanged: NDArray[np.int64] = np.zeros(BINS, np.int64)

    def add(self, probability: NDArray[np.float32], truth: NDArray[np.bool_]) -> None:
        """Count pixels; both arrays of the same shape, only pixels that count."""
        bins = np.clip((probability * BINS).astype(np.int64), 0, BINS - 1)
        self.changed += np.bincount(bins[truth], minlength=BINS)
        self.unchanged += np.bincount(bins[~truth], minlength=BINS)

    def at(self, threshold: float) -> Confusion:
        """The confusion if everything from ``threshold`` on is called changed."""
        first = int(np.ceil(threshold * BINS - 1e-9))
        hits, alarms = int(self.changed[first:].sum()), int(self.unchanged[first:].sum())
        return Confusion(hits, alarms, int(self.changed[:first].sum()), int(self.unchanged[:first].sum()))

    def average_precision(self) -> float:
        """Area under the curve of precision over recall."""
        return average_precision(self.changed, self.unchanged)

    def best_threshold(self) -> tuple[float, float]:
        """The threshold with the highest F1, and that F1."""
        hits = np.cumsum(self.changed[::-1])[::-1]
        found = hits + np.cumsum(self.unchanged[::-1])[::-1]
        f1 = 2 * hits / np.maximum(found + self.changed.sum(), 1)
        best = int(np.argmax(f1))
        return best / BINS, float(f1[best])

    def calibration_error(self, groups: int = 20) -> float:
        """Expected calibration error: mean gap between probability and share changed, weighted by pixels."""
        changed = self.changed.reshape(groups, -1)
        total = changed + self.unchanged.reshape(groups, -1)
        centers = ((np.arange(BINS) + 0.5) / BINS).reshape(groups, -1)
        gap = np.abs((total * centers).sum(1) - changed.sum(1))
        return float(gap.sum() / max(1, total.sum()))

    def scores(self, threshold: float) -> Scores:
        """All figures at a threshold."""
        counts = self.at(threshold)
        return Scores(
            counts.precision,
            counts.recall,
            counts.f1,
            counts.iou,
            self.average_precision(),
            self.calibration_error(),
            threshold,
            int(self.changed.sum() + self.unchanged.sum()),
        )
