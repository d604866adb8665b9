"""Patches below the mapping unit join their neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from scipy import ndimage

from ...rules.label_codes import NO_DATA
from ..dates.grid import Window

ROWS = 512  # of a strip, and the side of the squares that are filled at once
_CONTEXT = 128  # pixels around a square in which the nearest patch is looked for
REMOVED = 0


def read_filled(raw: Any, row: int, height: int, fallback: int) -> NDArray[np.uint8]:
    """Read a strip of a class raster whose removed pixels take the class of the nearest pixel that is left.

    Squares of a fixed size and place are filled one by one, so that memory is bounded and the result does not depend on how
    the raster was written.

    :param raw: opened uint8 dataset: 0 removed, class values, 255 nodata.
    :param row: first row of the strip, a multiple of :data:`ROWS`.
    :param height: at most :data:`ROWS`.
    :param fallback: class of pixels that have no other class within 128 pixels of their square.
    :return: uint8 (height, width) without removed pixels.
    """
    strip = _read(raw, Window(row, 0, height, raw.width))
    for col in range(0, raw.width, ROWS):
        part = strip[:, col : col + ROWS]
        if not (part == REMOVED).any():
            continue
        square = Window(row, col, *part.shape)
        seen = square.grown(_CONTEXT).clipped(Window(0, 0, raw.height, raw.width))
        part[:] = fill_removed(_read(raw, seen), fallback)[square.within(seen).slices]
    return strip


def fill_removed(values: NDArray[np.uint8], fallback: int) -> NDArray[np.uint8]:
    """Give removed pixels (0) the class of the nearest other pixel with data; ``fallback`` where there is none."""
    removed = values == REMOVED
    kept = ~removed & (values != NO_DATA)
    if not kept.any():
        return np.where(removed, np.uint8(fallback), values)
    rows, cols = ndimage.distance_transform_edt(~kept, return_distances=False, return_indices=True)
    return np.where(removed, values[rows, cols], values)


def _read(dataset: Any, window: Window) -> NDArray[np.uint8]:
    place = rasterio.windows.Window(window.col, window.row, window.width, window.height)
    return np.asarray(dataset.read(1, window=place))
