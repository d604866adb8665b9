"""Bootstrap over tiles: how sure the difference between two networks on the same pairs is.

Pixels of a tile are not independent of one another, tiles nearly are (Efron and Tibshirani, "An introduction to the
bootstrap", 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..plugin.engine.evaluation.scores import Histogram

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

    def of(self, tiles: NDArray[np.int64]) -> Histogram:
        """Return the sum over tiles, which may be named more than once."""
        found = Histogram()
        times = np.bincount(tiles, minlength=len(self.changed))
        found.changed, found.unchanged = times @ self.changed, times @ self.unchanged
        return found

    @property
    def tiles(self) -> NDArray[np.int64]:
        """Numbers of all tiles."""
        return np.arange(len(self.changed))

    @property
    def empty_tiles(self) -> NDArray[np.int64]:
        """Numbers of the tiles in which nothing changed."""
        return np.flatnonzero(self.changed.sum(1) == 0)


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
    every = np.arange(len(base.changed))
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
