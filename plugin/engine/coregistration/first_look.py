"""Whether the dates lie on each other at all: a look at a few windows, quick enough for every detection."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from ..context import JobContext
from ..dates.dates import Dates
from .consensus import one_shift
from .correlation import Peak, find_peak
from .windows import WindowPair, lay_nodes

_SIDE = 128
_LEAST_SIDE = 64
_RADIUS = 1 / 4  # of a window, as far as a shift is looked for
_LEAST_RELIABILITY = 0.15
_BLUR = 0.7
_MOST_DISPLACED = 1.5  # pixels, as in the panel's light


def warn_of_displacement(pair: Dates, context: JobContext) -> None:
    """Warn of dates that do not lie on each other: outlines of all that is there would be change."""
    shift = apparent_shift(pair)
    pixels = 0.0 if shift is None else float(np.hypot(*shift))
    if pixels > _MOST_DISPLACED:
        context.warn("dates_displaced", pixels=pixels, length=pixels * pair.gsd_m)


def apparent_shift(pair: Dates) -> Optional[NDArray[np.float64]]:
    """Measure how far the earlier date lies off the later one, to about a pixel.

    Example::

        with Raster(job.before) as before, Raster(job.after) as after:
            shift = apparent_shift(open_dates(GroundWanted(), None, (before, after), context))

    :param pair: two dates on one grid.
    :return: rows and columns, float64 (2,), by which the earlier date must be moved; ``None`` where at least half of nine
        windows do not agree.
    """
    side = _SIDE
    while side > _LEAST_SIDE and 2 * side > min(pair.work.height, pair.work.width):
        side //= 2
    if min(pair.work.height, pair.work.width) < side:
        return None
    windows = WindowPair(pair, 2 * side, most_bands=1)
    nodes = lay_nodes(pair, side, max((max(pair.work.height, pair.work.width) - side) / 2, 1.0))
    peaks = [_peak(windows, (row, col), side) for row, col in nodes.places]
    found = [peak for peak in peaks if peak is not None and peak.reliability >= _LEAST_RELIABILITY]
    if 2 * len(found) < len(peaks):
        return None
    shift, used = one_shift(np.array([peak.shift for peak in found]), np.array([peak.reliability for peak in found]))
    return shift if 2 * used.sum() >= len(peaks) else None


def _peak(windows: WindowPair, place: tuple[float, float], side: int) -> Optional[Peak]:
    found = windows.spectra(place, side, (0.0, 0.0), exactly=False)
    if found is None:
        return None
    peak = find_peak(found[0], side * _RADIUS, _BLUR)
    rows, cols = found[1] + peak.shift
    return replace(peak, shift=(float(rows), float(cols)))
