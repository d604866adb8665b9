"""A small picture of where a map is right and where it errs, made while the map streams by."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .runs import Runs

LONGEST_SIDE = 1400
HIT, MISS, FALSE_ALARM, WRONG_CLASS, NOT_COMPARED = range(5)
# Told apart by people who do not see red and green as different (after Okabe and Ito).
COLOURS = {HIT: "#009e73", MISS: "#0072b2", FALSE_ALARM: "#d55e00", WRONG_CLASS: "#cc79a7", NOT_COMPARED: "#bdbdbd"}
UNCHANGED = "#f5f5f5"
_KINDS = 5


def kinds(predicted: NDArray[np.uint32], reference: NDArray[np.uint32], compared: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The kind of each run; -1 = rightly unchanged."""
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
        self._width = width

    def add(self, row: int, runs: Runs, kind: NDArray[np.int8]) -> None:
        """Take a strip that begins at ``row``."""
        told = np.flatnonzero(kind >= 0)
        if not len(told):
            return
        first_cell = row // self.factor
        cells = (row + runs.height - 1) // self.factor - first_cell + 1
        # Ends of runs in an array of differences: its running sum has the pixels of each kind in each column.
        line = (((runs.row[told] + row) // self.factor - first_cell) * _KINDS + kind[told]) * (self._width + 1)
        col, length = runs.col[told], runs.length[told]
        size = cells * _KINDS * (self._width + 1)
        steps = np.bincount(line + col, minlength=size) - np.bincount(line + col + length, minlength=size)
        columns = np.cumsum(steps.reshape(cells, _KINDS, -1), axis=2)[:, :, : self._width]
        sums = np.add.reduceat(columns, np.arange(0, self._width, self.factor), axis=2)
        self._counts[:, first_cell : first_cell + cells] += sums.transpose(1, 0, 2).astype(np.int32)

    def unify(self) -> None:
        """Take wrong classes for hits: the two maps have other numbers for the same class."""
        self._counts[HIT] += self._counts[WRONG_CLASS]
        self._counts[WRONG_CLASS] = 0

    def picture(self) -> NDArray[np.uint8]:
        """RGB (height, width, 3): each cell in the colour of its most frequent kind, any error or hit before the rest."""
        counts = self._counts
        image = np.empty((*self._shape, 3), np.uint8)
        image[:] = _rgb(UNCHANGED)
        image[counts[NOT_COMPARED] * 2 > self.factor**2] = _rgb(COLOURS[NOT_COMPARED])
        changed = counts[:NOT_COMPARED]
        some, likeliest = changed.any(axis=0), changed.argmax(axis=0)
        for kind in (HIT, MISS, FALSE_ALARM, WRONG_CLASS):
            image[some & (likeliest == kind)] = _rgb(COLOURS[kind])
        return image

    def png(self) -> bytes:
        """The picture as a PNG; small ones are enlarged so that their pixels can be seen."""
        image = Image.fromarray(self.picture())
        enlarge = max(1, min(8, 480 // max(image.size)))
        if enlarge > 1:
            image = image.resize((image.width * enlarge, image.height * enlarge), Image.Resampling.NEAREST)
        stream = io.BytesIO()
        image.quantize(16).save(stream, "PNG", optimize=True)
        return stream.getvalue()


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
