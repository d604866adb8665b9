"""Both dates as pictures: read at the zoom that is needed, stretched alike, encoded as JPEG within a budget."""

from __future__ import annotations

import io
import math
from contextlib import ExitStack
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from PIL import Image
from rasterio.crs import CRS
from rasterio.warp import transform

from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...model_file.spec import Band
from ...rules.bands import choose_bands
from ...rules.resolution import is_square
from ..dates.grid import Grid, Window
from ..dates.ground import ground_sample_distance, ground_sides
from ..dates.opening import GDAL_ERRORS, virtual_raster
from ..dates.raster import Raster

Bounds = tuple[float, float, float, float]  # left, bottom, right, top

_COLOURS = (Band("red", 650.0), Band("green", 560.0), Band("blue", 470.0))
_NO_DATA = 160  # grey
_LIMITS = (2, 98)  # percentiles that become black and white
_STRETCH_APART = 4.0  # a common range that is so many times wider than that of a date alone would leave it without contrast
_QUALITIES = (82, 72, 60, 48, 36)
_SHRINK = 0.75
_SMALLEST_SIDE = 96  # pixels; smaller pictures show nothing
_ROWS_PIXELS = 4_000_000  # pixels of a picture that are in memory at once
_ROUNDING = 1.01  # overviews of odd sizes are a little coarser than their factor
_FINER_FROM = 1.5  # from this ratio on, the pixels of a finer earlier date are kept


@dataclass(frozen=True)
class Frame:
    """The ground of a picture. ``bounds`` in the CRS of the pictures; ``width_m``: of the picture, metres on the ground."""

    bounds: Bounds
    width: int
    height: int
    width_m: float


@dataclass(frozen=True)
class Pixels:
    """A date as values. ``values``: (bands, height, width). ``valid``: (height, width)."""

    values: NDArray[Any]
    valid: NDArray[np.bool_]


@dataclass(frozen=True)
class Stretch:
    """Values of each band that become black and white. ``None``: 8-bit values are shown as they are."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


class PictureReader:
    """A date that is read in its natural colours, at any zoom. Close it after use (context manager).

    :ivar raster: at full resolution.
    """

    def __init__(self, source: RasterSource) -> None:
        """:raises JobFailure: it cannot be opened, or has no place on the ground."""
        self._source = source
        self._open = ExitStack()
        self.raster = self._open.enter_context(Raster(source))
        self._bands = _natural_colours(self.raster, source)
        self.raster.choose(self._bands)
        self._factors = _overview_factors(source)
        self._levels: dict[int, Raster] = {}
        self._of_grid: dict[Grid, Raster] = {}

    def __enter__(self) -> PictureReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        self._open.close()

    @property
    def eight_bit(self) -> bool:
        """Whether the values are colours of 8 bits."""
        return self.raster.dtype == "uint8"

    @property
    def levels_in_use(self) -> tuple[int, ...]:
        """The overviews of the file that were read."""
        return tuple(sorted(self._levels))

    def read(self, grid: Grid, window: Window) -> Pixels:
        """Read a window of a grid, which may reach beyond the raster.

        :raises JobFailure: ``raster_damaged``.
        """
        if grid not in self._of_grid:
            self._of_grid[grid] = self._level(grid)
        raster = self._of_grid[grid]
        rows = max(1, _ROWS_PIXELS // max(window.width, 1))
        parts = [
            raster.read(grid, Window(window.row + row, window.col, min(rows, window.height - row), window.width))
            for row in range(0, window.height, rows)
        ]
        return Pixels(np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts]))

    def _level(self, grid: Grid) -> Raster:
        """Return the coarsest overview of the file that is as fine as a grid; where there is none, the raster itself."""
        x, y = _middle(grid.bounds)
        wanted = ground_sample_distance(grid.crs, x, y, grid.xres, grid.yres)
        reduction = wanted / gsd_at(self.raster, grid.crs, x, y)
        fitting = [level for level, factor in enumerate(self._factors) if 1 < factor <= reduction * _ROUNDING]
        if not fitting:
            return self.raster
        level = fitting[-1]
        if level not in self._levels:
            try:
                with rasterio.open(self._source.path, overview_level=level) as dataset:
                    path = virtual_raster(dataset)
                raster = self._open.enter_context(Raster(replace(self._source, path=path)))
            except (*GDAL_ERRORS, JobFailure):  # a format that cannot be opened so
                self._factors = ()
                return self.raster
            raster.choose(self._bands)
            self._levels[level] = raster
        return self._levels[level]


class Zooms:
    """Grids on which pictures are read: the pixels of the finer date, or 2, 4, 8 ... of them.

    :ivar crs: of all pictures, that of the later date.
    """

    def __init__(self, before: Raster, after: Raster, x: float, y: float) -> None:
        """:param x, y: middle of all pictures, in the CRS of ``after``."""
        own = after.native_grid
        self.crs = own.crs
        self._own = own
        width, height = ground_sides(self.crs, x, y, own.xres, own.yres)
        self._xres, self._yres = own.xres, own.yres
        if not is_square((width, height)):  # pixels of pictures are square on the ground
            self._xres, self._yres = own.xres * min(width, height) / width, own.yres * min(width, height) / height
        finer = ground_sample_distance(self.crs, x, y, self._xres, self._yres) / gsd_at(before, self.crs, x, y)
        if finer > _FINER_FROM:
            self._xres, self._yres = self._xres / finer, self._yres / finer
        self._ground = own.bounds
        self._grids: dict[int, Grid] = {}

    def cover(self, ground: Bounds) -> None:
        """Set the ground that all pictures lie in, before the first of them is read."""
        self._ground = ground

    def units(self, pixels: float) -> tuple[float, float]:
        """Return the width and height of so many of the finest pixels, in units of the CRS."""
        return pixels * self._xres, pixels * self._yres

    def frame(self, bounds: Bounds, most: int) -> tuple[Grid, Window, Frame]:
        """Return the grid and the window in which some ground is read, and the frame of its picture.

        :param most: pixels of the picture's longer side; up to twice as many are read, and no pixel is made up.
        """
        left, bottom, right, top = bounds
        longest = max((right - left) / self._xres, (top - bottom) / self._yres)
        grid = self._grid(2 ** math.floor(math.log2(max(longest / most, 1.0))))
        window = grid.covering(bounds)
        shrink = min(1.0, most / max(window.width, window.height, 1))
        width, height = max(1, round(window.width * shrink)), max(1, round(window.height * shrink))
        covered = grid.window_bounds(window)
        metres = ground_sides(self.crs, *_middle(covered), grid.xres, grid.yres)[0] * window.width
        return grid, window, Frame(covered, width, height, metres)

    def _grid(self, factor: int) -> Grid:
        """Return the grid of a zoom over all ground. One for each zoom, as each is a warped raster that stays open."""
        if factor not in self._grids:
            x, y = self._xres * factor, self._yres * factor
            left, bottom, right, top = self._ground
            col, row = math.floor((left - self._own.left) / x), math.floor((self._own.top - top) / y)
            width = math.ceil((right - self._own.left) / x) - col
            height = math.ceil((self._own.top - bottom) / y) - row
            self._grids[factor] = Grid(self.crs, self._own.left + col * x, self._own.top - row * y, x, y, height, width)
        return self._grids[factor]


def common_stretch(before: Pixels, after: Pixels, eight_bit: bool) -> tuple[Optional[Stretch], Optional[Stretch], bool]:
    """Return how values become shades of both dates, and whether it is the same for both.

    :param before, after: of all ground that is shown.
    :param eight_bit: whether the values of both are colours of 8 bits.
    """
    if eight_bit:
        return None, None, True
    ranges = [_limits(pixels.values[:, pixels.valid]) for pixels in (before, after)]
    if len(before.values) == len(after.values):
        both = np.concatenate([pixels.values[:, pixels.valid].astype(np.float64) for pixels in (before, after)], axis=1)
        common = _limits(both)
        spans = [np.maximum(part.high - part.low, 1e-9) for part in ranges]
        if (common.high - common.low <= _STRETCH_APART * np.minimum(*spans)).all():
            return common, common, True
    return ranges[0], ranges[1], False


def picture_of(pixels: Pixels, stretch: Optional[Stretch], frame: Frame) -> Image.Image:
    """Return a date as a picture of the frame's size; grey where it has no data."""
    values = pixels.values
    if stretch is not None:
        low, high = stretch.low[:, None, None], stretch.high[:, None, None]
        shades = np.clip((values.astype(np.float32) - low) / np.maximum(high - low, 1e-9), 0, 1) * 255
        values = np.nan_to_num(shades).astype(np.uint8)
    if len(values) != len(_COLOURS):
        values = np.repeat(values[:1], len(_COLOURS), axis=0)
    shown = np.where(pixels.valid, values, np.uint8(_NO_DATA))
    picture = Image.fromarray(np.ascontiguousarray(np.moveaxis(shown, 0, -1)))
    size = (frame.width, frame.height)
    return picture if picture.size == size else picture.resize(size, Image.Resampling.BOX)


class Encoder:
    """Encodes pairs of pictures as JPEG, in the best quality at which a pair takes at most ``budget`` bytes.

    Pictures are made smaller where the lowest quality takes more; the smallest ones may take more than the budget.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._step = 0  # that sufficed for the last pair: the next one is alike

    def encode(self, before: Image.Image, after: Image.Image) -> tuple[bytes, bytes]:
        """Encode two pictures of one size."""
        step = max(0, self._step - 1)
        while True:
            shrinks, quality = divmod(step, len(_QUALITIES))
            files = tuple(_jpeg(_smaller(picture, shrinks), _QUALITIES[quality]) for picture in (before, after))
            smallest = max(before.size) * _SHRINK ** (shrinks + 1) < _SMALLEST_SIDE
            if sum(map(len, files)) <= self._budget or (smallest and quality == len(_QUALITIES) - 1):
                self._step = step
                return files[0], files[1]
            step += 1


def _smaller(picture: Image.Image, shrinks: int) -> Image.Image:
    if not shrinks:
        return picture
    width, height = (max(1, round(side * _SHRINK**shrinks)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BOX)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _limits(values: NDArray[Any]) -> Stretch:
    """:param values: (bands, pixels)."""
    if not values.shape[1]:
        return Stretch(np.zeros(len(values)), np.ones(len(values)))
    low, high = np.percentile(values.astype(np.float64), _LIMITS, axis=1)
    return Stretch(low, high)


def _natural_colours(raster: Raster, source: RasterSource) -> tuple[int, ...]:
    """Return the bands of red, green and blue; where they are not known, the first three, or the first alone."""
    available = raster.band_descriptions()
    try:
        return choose_bands(available, _COLOURS, None, source.name, source.parameter)[0]
    except JobFailure:
        colours = tuple(band.index for band in available if band.interpretation != "alpha")
        return colours[:3] if len(colours) >= len(_COLOURS) else colours[:1] or (1,)


def _overview_factors(source: RasterSource) -> tuple[int, ...]:
    """Return the reductions of the overviews that the file holds, in their order."""
    try:
        with rasterio.open(source.path) as dataset:
            placed = dataset.transform.a > 0 and not dataset.transform.b and not dataset.gcps[0]
            return tuple(dataset.overviews(1)) if placed else ()
    except GDAL_ERRORS:
        return ()


def gsd_at(raster: Raster, crs: CRS, x: float, y: float) -> float:
    """Ground sample distance in metres of the raster's own pixels at a point of ``crs``."""
    if crs != raster.crs:
        (x,), (y,) = transform(crs, raster.crs, [x], [y])
    return raster.gsd(x, y)


def _middle(bounds: Bounds) -> tuple[float, float]:
    return (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
