"""Order of places in a review, such that the map moves little from one to the next."""

from __future__ import annotations

from typing import Sequence

import numpy as np
from numpy.typing import NDArray

_BITS = 16  # of a coordinate: finer than any screen


def along_curve(x: Sequence[float], y: Sequence[float]) -> NDArray[np.int64]:
    """Return positions of places in the order in which a Hilbert curve over their extent visits them.

    What the curve visits one after the other lies next to one another (Hilbert 1891; the bit arithmetic after Skilling 2004,
    AIP Conference Proceedings 707, 381-387, for two dimensions).

    :param x, y: coordinates in any plane; places without finite ones come last.
    """
    east, north = np.asarray(x, float), np.asarray(y, float)
    good = np.isfinite(east) & np.isfinite(north)
    distance = np.full(len(east), np.iinfo(np.int64).max, np.int64)
    if good.any():
        side = max(float(np.ptp(east[good])), float(np.ptp(north[good]))) or 1.0
        steps = (1 << _BITS) - 1
        column = np.floor((east[good] - east[good].min()) / side * steps).astype(np.int64)
        row = np.floor((north[good] - north[good].min()) / side * steps).astype(np.int64)
        distance[good] = _hilbert(column, row)
    return np.argsort(distance, kind="stable")


def _hilbert(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions along the curve of cells of a grid of 2**16 by 2**16."""
    x, y = x.copy(), y.copy()
    found = np.zeros(len(x), np.int64)
    side = 1 << (_BITS - 1)
    while side:
        right, upper = (x & side) > 0, (y & side) > 0
        found += side * side * ((3 * right) ^ upper)
        # Turn the quadrant so that its own curve begins where the one before it ends.
        flip = ~upper & right
        x[flip], y[flip] = (1 << _BITS) - 1 - x[flip], (1 << _BITS) - 1 - y[flip]
        turn = ~upper
        x[turn], y[turn] = y[turn].copy(), x[turn].copy()
        side >>= 1
    return found
