"""The minimum error threshold: J. Kittler and J. Illingworth 1986, Pattern Recognition 19(1), 41-47."""

from __future__ import annotations

from typing import Optional

import numpy as np

from .histogram import Distribution

_BINS = 1024
# A class holds at least this share of the pixels: below it, its variance means nothing.
_LEAST_SHARE = 1e-4
_LEAST_PIXELS = 20
# Above this quantile lie outliers, which would squeeze the rest into few bins.
_TOP_QUANTILE = 0.9999
_REACH = 8  # bins to each side that a minimum is below


def kittler_illingworth(values: Distribution) -> Optional[float]:
    """Return the value from which on pixels are changed, as if both classes were normal; ``None``: there are no two classes.

    The criterion is ``1 + 2 (P1 ln s1 + P2 ln s2) - 2 (P1 ln P1 + P2 ln P2)``; its deepest minimum within the range is
    taken (at the ends of the range it falls without bound).
    """
    total = float(values.count.sum())
    index = np.searchsorted(np.cumsum(values.count), _TOP_QUANTILE * total)
    low, high = float(values.low[0]), float(values.value[min(int(index), len(values.value) - 1)])
    if not high > low:
        return None
    width = (high - low) / _BINS
    bins = np.clip(((values.value - low) / width).astype(np.int64), 0, _BINS - 1)
    counts = np.bincount(bins, weights=values.count, minlength=_BINS)
    sums = np.bincount(bins, weights=values.count * values.value, minlength=_BINS)
    squares = np.bincount(bins, weights=values.count * (values.value - low) ** 2, minlength=_BINS)
    criterion = _criterion(np.cumsum(counts), np.cumsum(sums - counts * low), np.cumsum(squares), width)
    finite = np.flatnonzero(np.isfinite(criterion))
    minima = [
        edge
        for edge in finite[1:-1]
        if criterion[edge] <= criterion[max(edge - _REACH, finite[0]) : edge + _REACH + 1].min()
        and finite[0] + _REACH <= edge <= finite[-1] - _REACH
    ]
    if not minima:
        return None
    best = min(minima, key=lambda edge: float(criterion[edge]))
    return low + (int(best) + 1) * width


def _criterion(counts: np.ndarray, sums: np.ndarray, squares: np.ndarray, width: float) -> np.ndarray:
    """Return the criterion of a threshold after each bin but the last; infinite where a class is too small.

    :param counts, sums, squares: float64, up to and including each bin.
    :param width: of a bin.
    """
    total = counts[-1]
    least = max(_LEAST_SHARE * total, _LEAST_PIXELS)
    below, above = counts[:-1], total - counts[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = below / total
        variances = []
        for count, one, two in (
            (below, sums[:-1], squares[:-1]),
            (above, sums[-1] - sums[:-1], squares[-1] - squares[:-1]),
        ):
            # Values within a bin vary too (Sheppard).
            variances.append(np.maximum(two / count - (one / count) ** 2, width**2 / 12))
        first, second = variances
        result = 1 + share * np.log(first) + (1 - share) * np.log(second)
        result -= 2 * (share * np.log(share) + (1 - share) * np.log(1 - share))
    return np.where((below >= least) & (above >= least), result, np.inf)
