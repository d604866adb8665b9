"""Metres on the ground, whatever the CRS: pixel sizes and areas on the ellipsoid."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import pyproj
from numpy.typing import NDArray
from pyproj.exceptions import ProjError
from rasterio.crs import CRS

from .grid import Grid

_NODES = 33  # a side of the lattice on which areas are computed; between the nodes they are interpolated
_SPAN = 8  # pixels a side of the patch measured at each node


def geod_of(crs: CRS) -> pyproj.Geod:
    """The ellipsoid of a CRS, WGS 84 where it has none."""
    return _geod(crs.to_wkt())


@lru_cache(maxsize=64)
def _geod(wkt: str) -> pyproj.Geod:
    ellipsoid = pyproj.CRS.from_wkt(wkt).ellipsoid
    if ellipsoid is None:
        return pyproj.Geod(ellps="WGS84")
    return pyproj.Geod(a=ellipsoid.semi_major_metre, b=ellipsoid.semi_minor_metre)


def has_degrees(crs: CRS) -> bool:
    """Return whether PROJ can transform a CRS to degrees; of a local one, which lies nowhere, there is nothing to transform."""
    try:
        geod_of(crs)
        _to_degrees(crs, np.zeros(1), np.zeros(1))
    except (ProjError, ArithmeticError):  # numbers of an ellipsoid may overflow
        return False
    return True


def counted_from(crs: CRS, longitude: float) -> CRS:
    """Return a geographic CRS whose longitudes are counted from another meridian."""
    wkt = re.sub(r',AUTHORITY\["[^"]*","[^"]*"\]', "", crs.to_wkt())
    return CRS.from_wkt(
        re.sub(r'PRIMEM\["[^"]*",([^],]+)', lambda found: f'PRIMEM["moved",{float(found[1]) + longitude!r}', wkt)
    )


def ground_sample_distance(crs: CRS, x: float, y: float, xres: float, yres: float) -> float:
    """Metres a pixel of ``xres`` by ``yres`` (units of ``crs``) measures on the ground at (x, y): root of its area."""
    # A larger patch than a pixel keeps rounding out; it is small enough for the scale to be one.
    scale = 100.0 if not crs.is_geographic else 10.0
    corners_x = np.array([-0.5, 0.5, 0.5, -0.5]) * xres * scale + x
    corners_y = np.array([-0.5, -0.5, 0.5, 0.5]) * yres * scale + y
    return math.sqrt(abs(_areas(crs, corners_x[None], corners_y[None])[0])) / scale


def ground_sides(crs: CRS, x: float, y: float, xres: float, yres: float) -> tuple[float, float]:
    """Return the width and height in metres on the ground of a pixel of ``xres`` by ``yres`` (units of ``crs``) at (x, y).

    NaN in a CRS that lies nowhere.
    """
    scale = 100.0 if not crs.is_geographic else 10.0  # as above
    across, up = xres * scale / 2, yres * scale / 2
    lon, lat = _to_degrees(crs, np.array([x - across, x + across, x, x]), np.array([y, y, y - up, y + up]))
    if not np.isfinite([lon, lat]).all():
        return math.nan, math.nan
    _, _, lengths = geod_of(crs).inv(lon[[0, 2]], lat[[0, 2]], lon[[1, 3]], lat[[1, 3]])
    return float(lengths[0]) / scale, float(lengths[1]) / scale


@dataclass(frozen=True)
class PixelMeasure:
    """Sizes of the pixels of a grid on the ground, interpolated from a lattice.

    :param area: float64 (n, n), square metres of a pixel at the nodes.
    :param width, height: metres.
    """

    area: NDArray[np.float64]
    width: NDArray[np.float64]
    height: NDArray[np.float64]
    grid_height: int
    grid_width: int

    def areas(self, rows: NDArray[Any], cols: NDArray[Any]) -> NDArray[np.float64]:
        """Square metres of the pixels (row, col)."""
        return self._at(self.area, rows, cols)

    def strip_areas(self, first: int, height: int, rows: NDArray[np.int64], cols: NDArray[np.float64]) -> NDArray[np.float64]:
        """:meth:`areas` of pixels of a strip, several times as fast where they are many.

        :param first: row that the strip begins in.
        :param height: its rows.
        :param rows: counted from ``first``.
        """
        down = (np.arange(first, first + height) + 0.5) * ((_NODES - 1) / max(self.grid_height, 1))
        above = np.minimum(down.astype(np.int64), _NODES - 2)
        below = (down - above)[:, None]
        # Of each row at the nodes' columns, and how much is added from there to the next.
        lattice = self.area[above] * (1 - below) + self.area[above + 1] * below
        sizes, steps = lattice.ravel(), np.diff(lattice, append=0.0).ravel()
        across = (cols + 0.5) * ((_NODES - 1) / max(self.grid_width, 1))
        left = np.minimum(across.astype(np.int64), _NODES - 2)
        place = rows * _NODES + left
        result: NDArray[np.float64] = sizes[place] + steps[place] * (across - left)
        return result

    def column_cells(self, cols: NDArray[Any]) -> NDArray[np.int64]:
        """Between which nodes of the lattice columns of pixels lie: sizes are linear in each cell."""
        return np.floor((cols + 0.5) * ((_NODES - 1) / max(self.grid_width, 1))).astype(np.int64)

    def first_column(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """First column of pixels whose centre lies between these nodes of the lattice and the next."""
        return np.ceil(cells * (max(self.grid_width, 1) / (_NODES - 1)) - 0.5).astype(np.int64)

    def sizes(self, rows: NDArray[np.float64], cols: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Widths and heights in metres of the pixels (row, col)."""
        return self._at(self.width, rows, cols), self._at(self.height, rows, cols)

    def _at(self, lattice: NDArray[np.float64], rows: NDArray[Any], cols: NDArray[Any]) -> NDArray[np.float64]:
        scale_rows = (_NODES - 1) / max(self.grid_height, 1)
        scale_cols = (_NODES - 1) / max(self.grid_width, 1)
        down, across = (np.clip((at + 0.5) * scale, 0, _NODES - 1) for at, scale in ((rows, scale_rows), (cols, scale_cols)))
        row, col = down.astype(np.int64), across.astype(np.int64)
        below, right = np.minimum(row + 1, _NODES - 1), np.minimum(col + 1, _NODES - 1)
        up, left = 1 - (down - row), 1 - (across - col)  # weights, which add up to 1
        upper = lattice[row, col] * up * left + lattice[row, right] * up * (1 - left)
        result: NDArray[np.float64] = (
            upper + lattice[below, col] * (1 - up) * left + lattice[below, right] * (1 - up) * (1 - left)
        )
        return result


def measure_pixels(grid: Grid) -> PixelMeasure:
    """Measure the pixels of ``grid`` on the ellipsoid of its CRS."""
    half = _SPAN / 2
    rows, cols = np.meshgrid(np.linspace(0, grid.height, _NODES), np.linspace(0, grid.width, _NODES), indexing="ij")
    offsets = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])  # (col, row) of the corners
    x = grid.left + (cols.reshape(-1, 1) + offsets[:, 0]) * grid.xres
    y = grid.top - (rows.reshape(-1, 1) + offsets[:, 1]) * grid.yres
    shape = (_NODES, _NODES)
    lon, lat = _to_degrees(grid.crs, x, y)
    geod = geod_of(grid.crs)
    _, _, width = geod.inv(lon[:, 0], lat[:, 0], lon[:, 1], lat[:, 1])
    _, _, height = geod.inv(lon[:, 0], lat[:, 0], lon[:, 3], lat[:, 3])
    return PixelMeasure(
        area=np.abs(_areas(grid.crs, x, y)).reshape(shape) / _SPAN**2,
        width=np.asarray(width).reshape(shape) / _SPAN,
        height=np.asarray(height).reshape(shape) / _SPAN,
        grid_height=grid.height,
        grid_width=grid.width,
    )


def _areas(crs: CRS, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Square metres of the quadrilaterals with the corners ``x``, ``y``, both (n, 4)."""
    geod = geod_of(crs)
    lon, lat = _to_degrees(crs, x, y)
    return np.array([geod.polygon_area_perimeter(lon[index], lat[index])[0] for index in range(len(lon))])


def _to_degrees(crs: CRS, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes on the CRS's own datum; NaN where it has none."""
    if crs.is_geographic:
        return x, y
    transformer = _degrees_transformer(crs.to_wkt())
    if transformer is None:  # a local one, which lies nowhere
        return np.full_like(x, np.nan), np.full_like(y, np.nan)
    lon, lat = transformer.transform(x.ravel(), y.ravel())
    return np.asarray(lon).reshape(x.shape), np.asarray(lat).reshape(x.shape)


@lru_cache(maxsize=64)
def _degrees_transformer(wkt: str) -> Optional[pyproj.Transformer]:
    """The transformation of a projected CRS to longitude and latitude; ``None`` where it has no datum."""
    source = pyproj.CRS.from_wkt(wkt)
    geographic = source.geodetic_crs
    return None if geographic is None else pyproj.Transformer.from_crs(source, geographic, always_xy=True)
