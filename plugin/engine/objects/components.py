"""Objects of a mask, found while it grows strip by strip: memory is bounded by a strip, not by the mask.

Objects are 4-connected pixels of one class, as polygons are. An object is known, and measured, as soon as a strip
ends without it; objects below the minimum mapping unit are taken out of the mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ...rules.label_codes import NO_DATA
from ..dates.ground import PixelMeasure
from .runs import Runs, RunStream, run_pixels

NODATA = NO_DATA


@dataclass(frozen=True)
class ObjectTable:
    """Objects that are kept, a row each, in the order of their first pixels.

    :param first: int64, row * width + column of the object's topmost, then leftmost pixel: its key.
    :param value: uint8, class.
    :param pixels: int64.
    :param area: float64, square metres.
    :param total: float64, sum of the
        probabilities.
    :param highest: float32.
    :param runs: of the objects, numbered by their rows here; ``None`` = not kept.
    """

    first: NDArray[np.int64]
    value: NDArray[np.uint8]
    pixels: NDArray[np.int64]
    area: NDArray[np.float64]
    total: NDArray[np.float64]
    highest: NDArray[np.float32]
    runs: Optional[Runs] = None

    def __len__(self) -> int:
        return len(self.first)


class ObjectStream:
    """Finds the objects of a mask given strip by strip from top to bottom, and the pixels of those that are too small.

    :param width: of the mask in pixels.
    :param values: of classes.
    :param min_area: minimum mapping unit in square metres, 0 = none.
    :param measure: sizes of the mask's pixels on the ground.
    :param keep_runs: whether the table is to hold the objects' runs, so that they can be traced without reading the mask.
    """

    def __init__(
        self, width: int, values: tuple[int, ...], min_area: float, measure: PixelMeasure, keep_runs: bool = False
    ) -> None:
        self._width = width
        self._row = 0
        self._keep_runs = keep_runs
        self._stream = RunStream(width, min_area, measure, NODATA, values, keep_runs)

    def add(self, mask: NDArray[np.uint8], probability: NDArray[np.float32]) -> None:
        """Take the next strip, (height, width); pixels of objects that end inside it below the unit become 0 in ``mask``.

        :param mask: 0, class values, 255 nodata; contiguous, changed in place.
        :param probability: of any change.
        """
        forgotten = self._stream.add(mask, probability)
        if len(forgotten):
            mask.ravel()[run_pixels(forgotten, self._width, self._row)] = 0
        self._row += len(mask)

    def finish(self) -> tuple[ObjectTable, NDArray[np.int64]]:
        """All objects, and the pixels (row * width + column, sorted) that are still to be erased."""
        objects = self._stream.finish_all()
        large = self._stream.large(objects)
        erased = np.sort(run_pixels(objects.runs.taken(~large[objects.runs.item]), self._width))
        kept = objects.kept(large)
        columns = (kept.first, kept.value, kept.pixels, kept.area, kept.total, kept.highest.astype(np.float32))
        return ObjectTable(*columns, kept.runs if self._keep_runs else None), erased
