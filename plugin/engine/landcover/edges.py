"""Changes along edges that a shift between the dates explains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage


def context_of(tolerance: int) -> int:
    """Pixels around a window that :func:`explained_by_shift` needs to be exact in it."""
    return 4 * max(tolerance - 1, 0)


def explained_by_shift(
    before: NDArray[np.uint8], after: NDArray[np.uint8], changed: NDArray[np.bool_], tolerance: int
) -> NDArray[np.bool_]:
    """Find changed pixels that a shift of less than ``tolerance`` pixels explains.

    Where an edge between two classes lies elsewhere on the second date, a band along it seems to change from the one class to
    the other. Such a band is thinner than the shift, and both classes are there on both dates: the new class was beside the
    band before, and the old one is beside it afterwards. A thin change that is on no such edge (a new road in a field) stays.

    :param before, after: (height, width), classes.
    :param changed: (height, width), which pixels changed.
    :param tolerance: a band thinner than so many pixels may be a shift; 0 or 1 = none is.
    """
    nothing = np.zeros(changed.shape, bool)
    reach = tolerance - 1
    if reach < 1 or not changed.any():
        return nothing
    code = np.where(changed, before.astype(np.uint16) * np.uint16(256) + after + np.uint16(1), np.uint16(0))
    thin = changed & ~_in_wide_part(code, tolerance)
    if not thin.any():
        return nothing
    side = 2 * reach + 1
    return thin & _beside(before, after, thin, side) & _beside(after, before, thin, side)


def _in_wide_part(code: NDArray[np.uint16], width: int) -> NDArray[np.bool_]:
    """Pixels of a transition that lie in, or close to, a square of ``width`` pixels of the same transition."""
    # Windows that begin at a pixel, so that squares of even sizes are squares.
    begin = -(width // 2)
    lowest = ndimage.minimum_filter(code, width, mode="constant", cval=0, origin=begin)
    highest = ndimage.maximum_filter(code, width, mode="constant", cval=0, origin=begin)
    corners = np.where((lowest == highest) & (lowest > 0), code, np.uint16(0))
    # All pixels of the squares, and those around them: an oblique edge is no band of its own.
    covered = ndimage.maximum_filter(corners, width, mode="constant", cval=0, origin=width - 1 - width // 2)
    near = ndimage.maximum_filter(covered, 2 * width - 1, mode="constant", cval=0)
    return (near == code) & (code > 0)


def _beside(seen: NDArray[np.uint8], wanted: NDArray[np.uint8], where: NDArray[np.bool_], side: int) -> NDArray[np.bool_]:
    """Where a square of ``side`` pixels around a pixel holds, on one date, the class that the pixel has on the other."""
    found = np.zeros(where.shape, bool)
    for value in np.unique(wanted[where]):
        here = where & (wanted == value)
        found |= here & ndimage.maximum_filter(seen == value, side, mode="constant", cval=False)
    return found
