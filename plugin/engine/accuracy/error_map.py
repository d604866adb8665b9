"""A small picture of where a map is right and where it errs, made while the map streams by."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...jobs import palette
from .code_runs import CodeRuns

LONGEST_SIDE = 1400
HIT, MISS, FALSE_ALARM, WRONG_CLASS, NOT_COMPARED = range(5)
COLOURS = {
    HIT: palette.HIT,
    MISS: palette.MISS,
    FALSE_ALARM: palette.FALSE_ALARM,
    WRONG_CLASS: palette.WRONG_CLASS,
    NOT_COMPARED: palette.NOT_COMPARED,
}
UNCHANGED = palette.UNCHANGED
PALETTE = (*COLOURS.values(), UNCHANGED)
_KINDS = 5


def kinds(predicted: NDArray[np.uint32], reference: NDArray[np.uint32], compared: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return the kind of each run; -1 = rightly unchanged."""
    found = np.full(len(predicted), -1, np.int8)
    found[(predicted == reference) & (predicted != 0)] = HIT
    found[(predicted == 0) & (reference != 0)] = MISS
    found[(predicted != 0) & (reference == 0)] = FALSE_ALARM
    found[(predicted != 0) & (reference != 0) & (predicted != reference)] = WRONG_CLASS
    found[~compared] = NOT_COMPARED
    return found


class ErrorMap:
    """Counts the pixels of each kind in the cells of a coarser grid.

    :param height, width: of the whole map in pixels.
    """

    def __init__(self, height: int, width: int) -> None:
        self.factor = max(1, -(-max(height, width) // LONGEST_SIDE))
        self._shape = (-(-height // self.factor), -(-width // self.factor))
        self._counts = np.zeros((_KINDS, *self._shape), np.int32)

    def add(self, row: int, runs: CodeRuns, kind: NDArray[np.int8]) -> None:
        """Take a strip that begins at ``row``."""
        shown = np.flatnonzero(kind >= 0)
        if not len(shown):
            return
        factor = self.factor
        row_cell = (runs.row[shown] + row) // factor
        col, length = runs.col[shown], runs.length[shown]
        # A run gives each cell that it lies in the pixels that it has there.
        first_cell, last_cell = col // factor, (col + length - 1) // factor
        pieces = last_cell - first_cell + 1
        of_run = np.repeat(np.arange(len(shown)), pieces)
        number = np.arange(len(of_run)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        col_cell = first_cell[of_run] + number
        left = np.maximum(col[of_run], col_cell * factor)
        right = np.minimum((col + length)[of_run], (col_cell + 1) * factor)
        top = row // factor
        cells = (row + runs.height - 1) // factor - top + 1
        place = ((kind[shown].astype(np.int64) * cells + row_cell - top) * self._shape[1])[of_run] + col_cell
        sums = np.bincount(place, weights=right - left, minlength=_KINDS * cells * self._shape[1])
        self._counts[:, top : top + cells] += sums.astype(np.int32).reshape(_KINDS, cells, -1)

    def unify(self) -> None:
        """Take wrong classes for hits: the two maps have other numbers for the same class."""
        self._counts[HIT] += self._counts[WRONG_CLASS]
        self._counts[WRONG_CLASS] = 0

    def picture(self) -> NDArray[np.uint8]:
        """Return the index in :data:`PALETTE` of each cell (height, width): its most frequent kind, hits and errors first."""
        counts = self._counts
        found, most = np.zeros(self._shape, np.uint8), counts[HIT].copy()
        for kind in (MISS, FALSE_ALARM, WRONG_CLASS):
            found[counts[kind] > most] = kind
            np.maximum(most, counts[kind], out=most)
        nothing = most == 0
        found[nothing] = len(COLOURS)
        found[nothing & (counts[NOT_COMPARED] * 2 > self.factor**2)] = NOT_COMPARED
        return found

    def png(self) -> bytes:
        """Return the picture as a PNG; small ones are enlarged so that their pixels can be seen."""
        image = Image.fromarray(self.picture(), "P")
        image.putpalette([part for color in PALETTE for part in _rgb(color)])
        enlarge = max(1, min(8, 480 // max(image.size)))
        if enlarge > 1:
            image = image.resize((image.width * enlarge, image.height * enlarge), Image.Resampling.NEAREST)
        stream = io.BytesIO()
        image.save(stream, "PNG", bits=4, compress_level=3)
        return stream.getvalue()


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
