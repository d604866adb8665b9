"""Counts of pixels of each tile, their measures, and how sure a difference between two networks on the same tiles is.

Bootstrap over tiles: pixels of a tile are not independent of one another, tiles nearly are (Efron and Tibshirani, "An
introduction to the bootstrap", 1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..plugin.engine.evaluation.scores import Histogram
from ..plugin.rules.label_codes import NO_CHANGE, UNLABELLED
from ..plugin.training.fit.judge import Predict, ValidationTile, predict_tile

DEFAULT_THRESHOLD = 0.5
RESAMPLES = 1000
_PERCENTILES = (2.5, 97.5)
_SEED = 1


@dataclass(frozen=True)
class TileCounts:
    """Counts of pixels of each tile by the step of their probability.

    :param changed: int64 (tiles, steps): pixels that changed; ``unchanged`` likewise.
    :param threshold: of the model.
    """

    changed: NDArray[np.int64]
    unchanged: NDArray[np.int64]
    threshold: float

    @staticmethod
    def of_each(tiles: Sequence[Histogram], threshold: float) -> TileCounts:
        """Return the counts of tiles from those of each."""
        return TileCounts(np.stack([one.changed for one in tiles]), np.stack([one.unchanged for one in tiles]), threshold)

    def of(self, tiles: NDArray[np.int64]) -> Histogram:
        """Return the sum over tiles, which may be named more than once."""
        found = Histogram()
        times = np.bincount(tiles, minlength=len(self.changed))
        found.changed, found.unchanged = times @ self.changed, times @ self.unchanged
        return found

    @property
    def whole(self) -> Histogram:
        """The sum over all tiles."""
        return self.of(self.tiles)

    @property
    def tiles(self) -> NDArray[np.int64]:
        """Numbers of all tiles."""
        return np.arange(len(self.changed))

    @property
    def empty_tiles(self) -> NDArray[np.int64]:
        """Numbers of the tiles in which nothing changed."""
        return np.flatnonzero(self.changed.sum(1) == 0)


def predicted_counts(predict: Predict, tiles: Sequence[ValidationTile]) -> TileCounts:
    """Predict tiles, and count each by the probability of any change."""
    found = []
    for tile in tiles:
        log_p, target = predict_tile(predict, tile)
        known = target < UNLABELLED
        found.append(Histogram())
        found[-1].add(1 - np.exp(log_p[0][known]), target[known] > NO_CHANGE)
    return TileCounts.of_each(found, DEFAULT_THRESHOLD)


def summed(histograms: Iterable[Histogram]) -> Histogram:
    """Return the sum of counts."""
    total = Histogram()
    for one in histograms:
        total.changed, total.unchanged = total.changed + one.changed, total.unchanged + one.unchanged
    return total


@dataclass(frozen=True)
class Interval:
    """A difference, and the bounds between which 95 % of the draws lie."""

    value: float
    low: float
    high: float


def measures(counts: TileCounts, tiles: NDArray[np.int64]) -> dict[str, float]:
    """Return average precision and F1 of tiles, and the share of ground falsely changed where nothing changed in a tile."""
    histogram = counts.of(tiles)
    empty = tiles[np.isin(tiles, counts.empty_tiles)]
    return {
        "ap": histogram.average_precision(),
        "f1": histogram.at(counts.threshold).f1,
        "false_share": counts.of(empty).at(counts.threshold).false_share,
    }


def differences(base: TileCounts, other: TileCounts, resamples: int = RESAMPLES, seed: int = _SEED) -> dict[str, Interval]:
    """Return what ``other`` has more than ``base`` of each measure, with its interval.

    :raises ValueError: they are not of the same tiles.
    """
    if base.changed.sum(1).tolist() != other.changed.sum(1).tolist():
        raise ValueError("The counts are of different tiles.")
    rng = np.random.default_rng(seed)
    every = base.tiles
    whole = _gains(base, other, every)
    drawn = [_gains(base, other, rng.integers(0, len(every), len(every))) for _ in range(resamples)]
    found = {}
    for name, value in whole.items():
        low, high = np.percentile([one[name] for one in drawn], _PERCENTILES)
        found[name] = Interval(value, float(low), float(high))
    return found


def _gains(base: TileCounts, other: TileCounts, tiles: NDArray[np.int64]) -> dict[str, float]:
    before, after = measures(base, tiles), measures(other, tiles)
    return {name: after[name] - before[name] for name in before}
