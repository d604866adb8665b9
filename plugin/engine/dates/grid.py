"""The pair grid: the one raster grid on which both dates are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyproj
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS


@dataclass(frozen=True)
class Window:
    """Pixels ``row .. row + height`` by ``col .. col + width`` of a grid; may reach beyond it."""

    row: int
    col: int
    height: int
    width: int

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.row, self.row + self.height), slice(self.col, self.col + self.width)

    def grown(self, pixels: int) -> Window:
        return Window(self.row - pixels, self.col - pixels, self.height + 2 * pixels, self.width + 2 * pixels)

    def clipped(self, other: Window) -> Window:
        """The part inside ``other``; of size 0 where they do not meet."""
        row, col = max(self.row, other.row), max(self.col, other.col)
        bottom = min(self.row + self.height, other.row + other.height)
        right = min(self.col + self.width, other.col + other.width)
        return Window(row, col, max(0, bottom - row), max(0, right - col))

    def within(self, outer: Window) -> Window:
        """The same pixels counted from the corner of ``outer``."""
        return Window(self.row - outer.row, self.col - outer.col, self.height, self.width)

    @property
    def pixels(self) -> int:
        return self.height * self.width


@dataclass(frozen=True)
class Grid:
    """A north-up grid.

    :param left, top: coordinates of the upper left corner in units of ``crs``.
    :param xres, yres: pixel size in units of ``crs``, both positive.
    :param height, width: in pixels.
    """

    crs: CRS
    left: float
    top: float
    xres: float
    yres: float
    height: int
    width: int

    @property
    def transform(self) -> Affine:
        return Affine(self.xres, 0.0, self.left, 0.0, -self.yres, self.top)

    @property
    def window(self) -> Window:
        return Window(0, 0, self.height, self.width)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.top - self.height * self.yres, self.left + self.width * self.xres, self.top

    def window_bounds(self, window: Window) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a window."""
        left = self.left + window.col * self.xres
        top = self.top - window.row * self.yres
        return left, top - window.height * self.yres, left + window.width * self.xres, top

    def cropped(self, window: Window) -> Grid:
        """The grid of a window of this one."""
        left, _, _, top = self.window_bounds(window)
        return Grid(self.crs, left, top, self.xres, self.yres, window.height, window.width)

    def covering(self, bounds: tuple[float, float, float, float]) -> Window:
        """The window of this grid that covers bounds (left, bottom, right, top), snapped outwards, clipped to the grid."""
        left, bottom, right, top = bounds
        # A coordinate within a thousandth of a pixel of an edge is on it: georeferences are rounded.
        col = math.floor((left - self.left) / self.xres + 1e-3)
        row = math.floor((self.top - top) / self.yres + 1e-3)
        right_col = math.ceil((right - self.left) / self.xres - 1e-3)
        bottom_row = math.ceil((self.top - bottom) / self.yres - 1e-3)
        return Window(row, col, bottom_row - row, right_col - col).clipped(self.window)


def pixels_seen_on(seen: Grid, grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the pixels of ``grid`` that hold the centres of the pixels of ``seen``, a grid of the same CRS.

    :return: a row number per row and a column number per column of ``seen``; they may lie outside ``grid``.
    """
    rows = np.floor(((np.arange(seen.height) + 0.5) * seen.yres + grid.top - seen.top) / grid.yres).astype(np.int64)
    cols = np.floor(((np.arange(seen.width) + 0.5) * seen.xres + seen.left - grid.left) / grid.xres).astype(np.int64)
    return rows, cols


@lru_cache(maxsize=64)
def same_crs(one: CRS, other: CRS) -> bool:
    """Return whether two CRSs are the same, though files may write it in different ways (rounded axes, order of axes)."""
    if one == other:
        return True
    try:
        first, second = (pyproj.CRS.from_wkt(crs.to_wkt()) for crs in (one, other))
    except pyproj.exceptions.CRSError:
        return False
    return bool(first.equals(second, ignore_axis_order=True))


def is_aligned(transform: Any, grid: Grid, crs: CRS) -> bool:
    """Whether a raster with ``transform`` in ``crs`` has its pixels where ``grid`` has them."""
    if transform.b or transform.d or not same_crs(crs, grid.crs):
        return False
    span = max(grid.width, grid.height, 1)
    if abs(transform.a - grid.xres) * span > 0.05 * grid.xres or abs(-transform.e - grid.yres) * span > 0.05 * grid.yres:
        return False
    offset_x, offset_y = (grid.left - transform.c) / grid.xres, (transform.f - grid.top) / grid.yres
    return abs(offset_x - round(offset_x)) < 0.05 and abs(offset_y - round(offset_y)) < 0.05
