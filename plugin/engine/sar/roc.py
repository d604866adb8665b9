"""ROC curves, AUC and average precision of scores, counted date by date, so that intervals follow by resampling dates.

Scores are counted in steps of half a percent: memory does not grow with the pixels, and areas are exact to about 1e-4.

Example::

    counts = ScoreCounts()
    counts.add("2024-05-01", score[known], truth[known])
    counts.auc(), counts.interval("auc", np.random.default_rng(1))
"""

from __future__ import annotations

from typing import Any, Iterable

import numpy as np
from numpy.typing import NDArray

_BINS = 4000
_LOWEST, _DECADES = -4.0, 8.0  # logarithms to base 10
_RESAMPLES = 400
_CURVE_POINTS = 120

Counts = NDArray[np.int64]  # (2, bins): unchanged, changed


class ScoreCounts:
    """Counts of changed and unchanged pixels by score, for each date."""

    def __init__(self) -> None:
        self._of_date: dict[str, Counts] = {}

    def add(self, date: str, score: NDArray[Any], truth: NDArray[np.bool_]) -> None:
        """Count pixels; both arrays one-dimensional, finite, scores not negative."""
        counts = self._of_date.setdefault(date, np.zeros((2, _BINS), np.int64))
        logarithm = np.log10(np.maximum(score.astype(np.float64), 10**_LOWEST))
        bins = np.clip(((logarithm - _LOWEST) * (_BINS / _DECADES)).astype(np.int64), 0, _BINS - 1)
        for kind, chosen in enumerate((~truth, truth)):
            counts[kind] += np.bincount(bins[chosen], minlength=_BINS)

    def merged(self, others: Iterable[ScoreCounts]) -> ScoreCounts:
        """The counts of this one and others together."""
        result = ScoreCounts()
        for counts in (self, *others):
            for date, own in counts._of_date.items():
                result._of_date[date] = result._of_date.get(date, 0) + own
        return result

    @property
    def total(self) -> Counts:
        return sum(self._of_date.values(), np.zeros((2, _BINS), np.int64))

    @property
    def pixels(self) -> int:
        return int(self.total.sum())

    @property
    def changed(self) -> int:
        return int(self.total[1].sum())

    @property
    def measurable(self) -> bool:
        """Whether there are changed and unchanged pixels."""
        return bool((self.total.sum(axis=1) > 0).all())

    def measures(self, rng: np.random.Generator) -> dict[str, Any]:
        """AUC and average precision with 95 % intervals by resampling dates, for JSON."""
        total = self.total
        document: dict[str, Any] = {"pixels": self.pixels, "changed": self.changed, "dates": len(self._of_date)}
        if not self.measurable:
            return {**document, "auc": None, "ap": None, "auc_interval": None, "ap_interval": None}
        resampled = self._resampled(rng)
        return {
            **document,
            "auc": area_under_roc(total),
            "auc_interval": _interval([area_under_roc(counts) for counts in resampled]),
            "ap": average_precision(total),
            "ap_interval": _interval([average_precision(counts) for counts in resampled]),
        }

    def curve(self) -> list[tuple[float, float]]:
        """False-alarm share and detected share by falling threshold."""
        total = self.total
        alarms, hits = (np.concatenate([[0], np.cumsum(counts[::-1])]) for counts in total)
        if not alarms[-1] or not hits[-1]:
            return []
        x, y = alarms / alarms[-1], hits / hits[-1]
        # Evenly along the curve, not along an axis: it is steep at its beginning.
        along = x + y
        chosen = np.unique(np.searchsorted(along, np.linspace(0, 2, _CURVE_POINTS)).clip(0, len(x) - 1))
        return [(round(float(x[index]), 5), round(float(y[index]), 5)) for index in chosen]

    def _resampled(self, rng: np.random.Generator) -> list[Counts]:
        dates = np.stack(list(self._of_date.values()))
        found = []
        for _ in range(_RESAMPLES if len(dates) > 1 else 0):
            counts = dates[rng.integers(len(dates), size=len(dates))].sum(axis=0)
            if (counts.sum(axis=1) > 0).all():
                found.append(counts)
        return found


def area_under_roc(counts: Counts) -> float:
    """Probability that a changed pixel scores higher than an unchanged one, ties counted half."""
    unchanged, changed = counts
    below = np.cumsum(unchanged) - unchanged
    return float((changed * (below + 0.5 * unchanged)).sum() / (changed.sum() * unchanged.sum()))


def average_precision(counts: Counts) -> float:
    """Area under precision-recall as scikit-learn defines it, sum of (R_n - R_n-1) P_n."""
    alarms, hits = (np.cumsum(item[::-1]) for item in counts)
    precision = hits / np.maximum(hits + alarms, 1)
    return float((np.diff(hits, prepend=0) * precision).sum() / hits[-1])


def _interval(values: list[float]) -> Any:
    """The middle 95 %, or ``None`` of too few values."""
    return [float(value) for value in np.quantile(values, [0.025, 0.975])] if len(values) >= 20 else None
