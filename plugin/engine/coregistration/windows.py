"""Windows of both dates at the same ground, or where the ground is thought to have moved to."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..dates.dates import Dates
from ..dates.grid import Grid, Window
from ..dates.ground_area import GroundArea
from ..dates.raster import Raster
from .correlation import cross_spectra, gradients, moved, shrunk

# Context beside a window, so that moving it by a fraction of a pixel does not wrap its far edge in.
_MARGIN = 8
# Of a window, this much must hold data on both dates.
_LEAST_VALID = 0.5
# Where an area is small or narrow, nodes are put closer together, down to half of this many pixels.
_LEAST_SPACING = 16.0
# More bands add time, not certainty.
_MOST_BANDS = 4


@dataclass(frozen=True)
class Nodes:
    """A lattice of places at which the shift is measured, in pixels of the pair's grid.

    :param rows, cols: float64, of the lattice's lines.
    :param wanted: bool (rows, cols), those on ground to be looked at.
    """

    rows: NDArray[np.float64]
    cols: NDArray[np.float64]
    wanted: NDArray[np.bool_]

    @property
    def places(self) -> NDArray[np.float64]:
        """float64 (n, 2): row and column of the wanted nodes, row by row."""
        i, j = np.nonzero(self.wanted)
        return np.column_stack([self.rows[i], self.cols[j]])


def lay_nodes(pair: Dates, window: int, spacing: float, least: int = 1) -> Nodes:
    """Nodes over the ground to work on, evenly spread, so that windows around them lie on it as far as it is large enough.

    :param window, spacing: pixels.
    :param least: closer together where there would be fewer.
    """
    work = pair.work
    while True:
        rows = work.row + _line(work.height, window, spacing)
        cols = work.col + _line(work.width, window, spacing)
        wanted = np.array([[_on_ground(pair, row, col) for col in cols] for row in rows])
        if wanted.sum() >= least or spacing < _LEAST_SPACING:
            break
        spacing /= 2
    # Windows around the nodes reach over an area that is narrower still.
    return Nodes(rows, cols, wanted if wanted.any() else np.ones_like(wanted))


def _line(length: int, window: int, spacing: float) -> NDArray[np.float64]:
    room = length - window
    if room <= 0:
        return np.array([length / 2])
    return np.asarray(window / 2 + np.linspace(0, room, math.ceil(room / spacing) + 1))


def _on_ground(pair: Dates, row: float, col: float) -> bool:
    pixel = Window(math.floor(row), math.floor(col), 1, 1)
    return bool(pair.area.pixels(pair.grid, pixel)[0, 0])


class WindowPair:
    """Reads both dates around a place, the earlier one from where it would lie if it were moved.

    Pixels of the earlier date are read as they are wherever that is possible: its own grid, less than a pixel off the
    pair's, is used, and the known difference is added to what is measured. Resampling would blur one date, not the other.
    """

    def __init__(self, pair: Dates, furthest: int, most_bands: int = _MOST_BANDS) -> None:
        """Prepare to read windows of a pair.

        :param furthest: pixels by which a window of the earlier date may be moved.
        :param most_bands: that are compared.
        """
        self._pair = pair
        self._excluded: GroundArea | None = replace(pair.area, include=()) if pair.area.exclude else None
        row_phase, col_phase = _phase(pair.before, pair.grid)
        self._phase = np.array([row_phase, col_phase])
        self._border = furthest + _MARGIN + 2
        grid = pair.grid
        # The earlier date may reach further than the later one: what is moved in from there must be readable.
        self._before_grid = Grid(
            grid.crs,
            grid.left + (col_phase - self._border) * grid.xres,
            grid.top - (row_phase - self._border) * grid.yres,
            grid.xres,
            grid.yres,
            grid.height + 2 * self._border,
            grid.width + 2 * self._border,
        )
        bands = len(pair.before.bands)
        self._chosen = np.unique(np.linspace(0, bands - 1, min(bands, most_bands)).round().astype(int))

    def spectra(
        self, place: tuple[float, float], side: int, shift: tuple[float, float], exactly: bool
    ) -> tuple[NDArray[np.complex64], NDArray[np.float64]] | None:
        """The cross-spectra of the dates around a place.

        :param place: row and column in the pair's grid.
        :param side: of the window in pixels.
        :param shift: rows and columns by which the earlier date is moved first.
        :param exactly: not only by whole pixels.
        :return: the spectra (2, side, side) and the shift (2,) that they are counted from; ``None`` where there is too little
            to compare.
        """
        wanted = np.asarray(shift, float) + self._phase
        whole = np.round(wanted).astype(int)
        part = wanted - whole if exactly else np.zeros(2)
        margin = _MARGIN if exactly else 0
        here = Window(round(place[0] - side / 2), round(place[1] - side / 2), side, side)
        there = Window(here.row - whole[0] + self._border, here.col - whole[1] + self._border, side, side)
        after, after_valid = self._pair.after.read(self._pair.grid, here.grown(1))
        before, before_valid = self._pair.before.read(self._before_grid, there.grown(1 + margin))
        if self._excluded is not None:
            after_valid = after_valid & self._excluded.pixels(self._pair.grid, here.grown(1))
        common = shrunk(after_valid, 1)[1:-1, 1:-1]
        inner = slice(1 + margin, 1 + margin + side)
        common = common & shrunk(before_valid, 1)[inner, inner]
        if common.mean() < _LEAST_VALID:
            return None
        first = gradients(after[self._chosen].astype(np.float32), after_valid)
        second = gradients(before[self._chosen].astype(np.float32), before_valid)
        second = moved(second, float(part[0]), float(part[1]), margin)
        spectra = cross_spectra(first * common, second * common, common if exactly else None)
        return None if spectra is None else (spectra, whole + part - self._phase)


def _phase(before: Raster, grid: Grid) -> tuple[float, float]:
    """Rows and columns, within half a pixel, that a grid on which the earlier date is read as it is lies off the pair's.

    0 where there is no such grid: another CRS, or pixels that are no whole part of the pair's.
    """
    own = before.native_grid
    x_ratio, y_ratio = grid.xres / own.xres, grid.yres / own.yres
    span = max(own.width, own.height)
    if own.crs != grid.crs or any(round(r) < 1 or abs(r - round(r)) * span > 0.05 for r in (x_ratio, y_ratio)):
        return 0.0, 0.0
    x = (own.left - grid.left) / own.xres
    y = (grid.top - own.top) / own.yres
    return (y - round(y)) / y_ratio, (x - round(x)) / x_ratio
