"""North-up grids of pixels and their division into chunks. Standard library only; no I/O."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Iterator, Sequence, Tuple

# Georeferences are rounded: a pixel edge this close (in pixels) to the wanted edge is that edge.
_SLACK = 1e-4
WEB_MAP_EDGE = 20037508.342789244  # metres; half the girth of the world in EPSG:3857, where tiles are counted from
Bounds = Tuple[float, float, float, float]  # left, bottom, right, top in units of the CRS


@dataclass(frozen=True)
class Chunk:
    """A window of a grid in pixels, from its top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class PixelGrid:
    """``width`` x ``height`` north-up pixels whose top left corner is (``left``, ``top``); sizes in units of the CRS."""

    left: float
    top: float
    pixel_width: float
    pixel_height: float
    width: int
    height: int

    def bounds(self, chunk: Chunk) -> Bounds:
        """Return left, bottom, right and top of a window."""
        return (
            self.left + chunk.x * self.pixel_width,
            self.top - (chunk.y + chunk.height) * self.pixel_height,
            self.left + (chunk.x + chunk.width) * self.pixel_width,
            self.top - chunk.y * self.pixel_height,
        )

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Yield windows of at most ``size`` x ``size`` pixels that cover the grid, row by row."""
        return divide(Chunk(0, 0, self.width, self.height), size)

    def geotransform(self) -> Tuple[float, float, float, float, float, float]:
        """GDAL's six numbers."""
        return (self.left, self.pixel_width, 0.0, self.top, 0.0, -self.pixel_height)


def divide(chunk: Chunk, size: int) -> Iterator[Chunk]:
    """Yield windows of at most ``size`` x ``size`` pixels that cover ``chunk``, row by row."""
    for y in range(chunk.y, chunk.y + chunk.height, size):
        for x in range(chunk.x, chunk.x + chunk.width, size):
            yield Chunk(x, y, min(size, chunk.x + chunk.width - x), min(size, chunk.y + chunk.height - y))


def grid_over(bounds: Bounds, origin: Tuple[float, float], pixel: Tuple[float, float], multiple: int = 1) -> PixelGrid:
    """Return the grid that covers ``bounds`` and whose corners lie on the lattice of ``origin`` and ``pixel``.

    :param origin: (x, y) of any corner of the lattice. ``pixel``: width and height, positive.
    :param multiple: corners lie at multiples of so many pixels from the origin (256: whole tiles of a web map).
    """
    left, bottom, right, top = bounds
    step_x, step_y = pixel[0] * multiple, pixel[1] * multiple
    slack = _SLACK / multiple
    first_column = math.floor((left - origin[0]) / step_x + slack)
    last_column = max(math.ceil((right - origin[0]) / step_x - slack), first_column + 1)
    first_row = math.floor((origin[1] - top) / step_y + slack)
    last_row = max(math.ceil((origin[1] - bottom) / step_y - slack), first_row + 1)
    return PixelGrid(
        origin[0] + first_column * step_x,
        origin[1] - first_row * step_y,
        pixel[0],
        pixel[1],
        (last_column - first_column) * multiple,
        (last_row - first_row) * multiple,
    )


def intersection(one: Bounds, other: Bounds) -> Bounds:
    """Return the overlap of two rectangles; if there is none, right < left or top < bottom."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_empty(bounds: Bounds) -> bool:
    """Return whether a rectangle has no area."""
    return not (bounds[2] > bounds[0] and bounds[3] > bounds[1])


def native_resolution(available: Sequence[float], wanted: float) -> float:
    """Return the coarsest of a web map's resolutions that is at least as fine as requested, else the finest there is.

    Asking for anything between two zoom levels would make QGIS resample pictures; the worker does that better.
    """
    fine_enough = [resolution for resolution in available if resolution <= wanted * (1 + _SLACK)]
    return max(fine_enough) if fine_enough else min(available)


def is_web_map_zoom(resolution: float) -> bool:
    """Return whether a resolution in metres of EPSG:3857 is that of a zoom level of web maps (tiles of 256 pixels)."""
    zoom = math.log2(2 * WEB_MAP_EDGE / 256 / resolution)
    return abs(zoom - round(zoom)) < 1e-6 and zoom > -0.5


def averaging_factor(native: float, wanted: float) -> int:
    """Return the number of native pixels along an axis for one pixel that is no coarser than requested; at least 1."""
    return max(1, math.floor(wanted / native * (1 + _SLACK)))
