"""Runs of equal pixels: a strip of a class map is a few runs a row, and all that is counted is counted over runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

# A run never crosses a multiple of this column, so that the pixels of one run are alike on the ground.
LONGEST = 1024


@dataclass(frozen=True)
class Runs:
    """Runs of a strip in reading order; together they cover it.

    :param first: int64, row * width + column of the first pixel. ``length``: int64. ``code``: uint32, of the pixels.
    :param height, width: of the strip.
    """

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    code: NDArray[np.uint32]
    height: int
    width: int

    @property
    def row(self) -> NDArray[np.int64]:
        return self.first // self.width

    @property
    def col(self) -> NDArray[np.int64]:
        return self.first % self.width


def find_runs(code: NDArray[np.uint32]) -> Runs:
    """The runs of a strip (height, width)."""
    height, width = code.shape
    begins = np.empty((height, width), bool)
    np.not_equal(code[:, 1:], code[:, :-1], out=begins[:, 1:])
    begins[:, ::LONGEST] = True
    first = np.flatnonzero(begins)
    length = np.diff(first, append=height * width)
    return Runs(first, length, code.ravel()[first], height, width)


def contacts(runs: Runs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of runs that share an edge of a pixel, as two arrays of indices; the first of a pair comes earlier."""
    count = len(runs.first)
    beside = np.flatnonzero(runs.col[1:] != 0)
    below = np.flatnonzero(runs.row > 0)
    above = runs.first[below] - runs.width
    low = np.searchsorted(runs.first, above, "right") - 1
    high = np.searchsorted(runs.first, above + runs.length[below], "left")
    times = high - low
    lower = np.repeat(below, times)
    offset = np.arange(len(lower)) - np.repeat(np.cumsum(times) - times, times)
    upper = np.repeat(low, times) + offset
    if not count:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([beside, upper]), np.concatenate([beside + 1, lower])


def group(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    """Connected components of ``count`` things joined in pairs: their number, and the component of each thing."""
    joined = coo_matrix((np.ones(len(one), np.uint8), (one, other)), shape=(count, count))
    number, labels = connected_components(joined, directed=False)
    return int(number), labels.astype(np.int64)
