"""A histogram of magnitudes whose range need not be known beforehand, for thresholds over images of any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Bits of a float32's mantissa that are left out: neighbouring bins differ by 1 / 2048.
_SHIFT = 12
_BINS = (0x7F800000 >> _SHIFT) + 1


@dataclass(frozen=True)
class Distribution:
    """Bins that are not empty, ascending.

    :param low: float64 lower edges.
    :param value: float64 middles.
    :param count: int64.
    """

    low: NDArray[np.float64]
    value: NDArray[np.float64]
    count: NDArray[np.int64]

    def border(self, index: int) -> float:
        """Return a value that parts bin ``index`` and those below from the ones above: pixels of at least this are above."""
        if index + 1 >= len(self.low):
            return float(np.nextafter(np.float32(self.value[-1] * 2 - self.low[-1]), np.float32(np.inf)))
        # In the middle of a gap; of neighbours it is their edge.
        top = 2 * self.value[index] - self.low[index]
        return float((top + self.low[index + 1]) / 2) if self.low[index + 1] > top else float(self.low[index + 1])


class Histogram:
    """Counts float32 values of at least 0 by exponent and upper mantissa: exact to 1/2048 of the value at any scale.

    What is counted does not depend on the order or on the blocks.
    """

    def __init__(self) -> None:
        self._counts = np.zeros(_BINS, np.int64)

    def add(self, values: NDArray[np.float32]) -> None:
        """Take finite values of at least 0, of any shape."""
        bins = np.ascontiguousarray(values, np.float32).ravel().view(np.int32) >> _SHIFT
        self._counts += np.bincount(bins, minlength=_BINS)

    def distribution(self) -> Distribution:
        used = np.flatnonzero(self._counts)
        low, high = _edges(used), _edges(used + 1)
        high = np.where(np.isfinite(high), high, low)
        return Distribution(low, (low + high) / 2, self._counts[used])


def _edges(bins: NDArray[np.int64]) -> NDArray[np.float64]:
    edges: NDArray[np.float64] = (bins.astype(np.int32) << _SHIFT).view(np.float32).astype(np.float64)
    return edges
