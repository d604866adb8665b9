"""A strip of two class maps as runs of equal pixels, over which everything is counted.

Unlike :mod:`..objects.runs`, which holds the objects of a mask, these runs cover the whole strip, its unchanged ground too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

# A run never crosses a multiple of this column, so that the pixels of one run are alike on the ground.
LONGEST = 1024


@dataclass(frozen=True)
class CodeRuns:
    """Runs of a strip in reading order, which together cover it.

    :param first: int64, row * width + column of the first pixel. ``length``: int64. ``code``: uint32, of the pixels.
    :param height, width: of the strip.
    """

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    code: NDArray[np.uint32]
    height: int
    width: int

    @cached_property
    def row(self) -> NDArray[np.int64]:
        """The row of each run."""
        begins = np.searchsorted(self.first, np.arange(self.height + 1) * self.width)
        return np.repeat(np.arange(self.height), np.diff(begins))

    @cached_property
    def col(self) -> NDArray[np.int64]:
        """The column that each run begins in."""
        return self.first - self.row * self.width


def find_code_runs(code: NDArray[np.unsignedinteger[Any]]) -> CodeRuns:
    """Return the runs of a strip (height, width)."""
    height, width = code.shape
    begins = np.empty((height, width), bool)
    np.not_equal(code[:, 1:], code[:, :-1], out=begins[:, 1:])
    begins[:, ::LONGEST] = True
    first = np.flatnonzero(begins)
    length = np.diff(first, append=height * width)
    return CodeRuns(first, length, code.ravel()[first].astype(np.uint32), height, width)


def stacked(parts: Sequence[CodeRuns]) -> CodeRuns:
    """Return the runs of strips of one width that lie under one another, as those of one strip."""
    if len(parts) == 1:
        return parts[0]
    width = parts[0].width
    above = np.cumsum([0, *(part.height for part in parts)])
    first = np.concatenate([part.first + row * width for part, row in zip(parts, above)])
    length = np.concatenate([part.length for part in parts])
    return CodeRuns(first, length, np.concatenate([part.code for part in parts]), int(above[-1]), width)


@dataclass(frozen=True)
class Contacts:
    """Pairs of runs that share an edge of a pixel, as indices.

    :param beside: each of these runs touches the next one. ``upper``, ``lower``: pairs in neighbouring rows, by ``lower``.
    """

    beside: NDArray[np.int64]
    upper: NDArray[np.int64]
    lower: NDArray[np.int64]


def contacts(runs: CodeRuns, chosen: NDArray[np.bool_]) -> Contacts:
    """Return the contacts of runs.

    :param chosen: bool (runs,): only contacts between two chosen runs are found.
    """
    beside = np.flatnonzero(chosen[1:] & chosen[:-1])
    beside = beside[runs.first[beside + 1] % runs.width != 0]
    below = np.flatnonzero(chosen & (runs.first >= runs.width))
    above = runs.first[below] - runs.width
    low = np.searchsorted(runs.first, above, "right") - 1
    high = np.searchsorted(runs.first, above + runs.length[below], "left")
    times = high - low
    lower = np.repeat(below, times)
    offset = np.arange(len(lower)) - np.repeat(np.cumsum(times) - times, times)
    upper = np.repeat(low, times) + offset
    kept = chosen[upper]
    return Contacts(beside, upper[kept], lower[kept])


def connected_groups(value: NDArray[np.uint32], touching: Contacts) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """Connected groups of runs of the same value.

    :param value: of each run; 0 = in no group.
    :return: how many groups there are, the runs in one, and the group of each of those.
    """
    inside = np.flatnonzero(value)
    place = np.full(len(value), -1, np.int64)
    place[inside] = np.arange(len(inside))
    linked = touching.beside[(value[touching.beside] == value[touching.beside + 1]) & (value[touching.beside] != 0)]
    begins = np.ones(len(inside), bool)
    begins[place[linked + 1]] = False
    segment = np.cumsum(begins) - 1
    count = int(segment[-1]) + 1 if len(segment) else 0
    above = value[touching.upper]
    same = np.flatnonzero((above == value[touching.lower]) & (above != 0))
    row, col = segment[place[touching.lower[same]]], segment[place[touching.upper[same]]]
    # The pairs are sorted by row already, which spares the sorting that a list of pairs would need.
    ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=count))])
    graph = csr_matrix((np.ones(len(row)), col.astype(np.int32), ends.astype(np.int32)), shape=(count, count))
    number, labels = connected_components(graph, directed=False) if count else (0, np.zeros(0, np.int32))
    return int(number), inside, labels[segment].astype(np.int64)
