"""Maps of any size averaged down to thumbnails while they are made, tile by tile."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


class Thumbnails:
    """Averages of maps over squares of cells.

    :ivar height, width: of each thumbnail.
    """

    def __init__(self, count: int, height: int, width: int, largest: int) -> None:
        """:param height, width: of the maps, in cells. :param largest: longest side of a thumbnail."""
        self._factor = max(1, math.ceil(max(height, width) / largest))
        self.height, self.width = math.ceil(height / self._factor), math.ceil(width / self._factor)
        self._total = np.zeros((count, self.height, self.width))
        self._cells = np.zeros((self.height, self.width))

    def add(self, row: int, col: int, values: NDArray[np.floating], valid: NDArray[np.bool_]) -> None:
        """Take a part (count, height, width) of the maps whose first cell is (row, col).

        :param valid: (height, width); other cells are left out.
        """
        if values.size == 0:
            return
        rows, row_starts = self._places(row, values.shape[1])
        cols, col_starts = self._places(col, values.shape[2])
        place = (rows[:, None], cols[None])
        self._total[:, place[0], place[1]] += _sums(np.where(valid, values, 0).astype(np.float64), row_starts, col_starts)
        self._cells[place] += _sums(valid[None].astype(np.float64), row_starts, col_starts)[0]

    def means(self) -> NDArray[np.float32]:
        """(count, height, width), NaN where no cell was valid."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: NDArray[np.float32] = (self._total / self._cells).astype(np.float32)
        return means

    def _places(self, start: int, length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the thumbnail's rows (or columns) that a part meets, and where each begins in the part."""
        index = (start + np.arange(length)) // self._factor
        starts = np.flatnonzero(np.diff(index, prepend=-1))
        return index[starts], starts


def _sums(values: NDArray[np.float64], rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.float64]:
    summed: NDArray[np.float64] = np.add.reduceat(np.add.reduceat(values, rows, axis=1), cols, axis=2)
    return summed
