"""One date of the pair: opened, understood, and read onto any grid with its valid pixels."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Optional

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import CRSError
from rasterio.transform import from_gcps
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterWindow

from ...jobs.failure import JobFailure
from ...jobs.sources import NodataRange, RasterSource
from ...rules.band_roles import RasterBand
from ...rules.product_files import declared_scale, files_of_bands
from ...rules.resolution import is_square
from .grid import Grid, Window, is_aligned, same_crs
from .ground import counted_from, ground_sample_distance, ground_sides, has_degrees
from .opening import (
    GDAL_ERRORS,
    describe_bands,
    open_raster,
    reason_of,
    virtual_text,
    with_joined_masks,
    with_mask,
    without_alpha,
)
from .warping import alpha_range, by_blocks, kernel_scale

# From this reduction on, pixels are averaged; below it, they are interpolated.
_AVERAGE_FROM = 1.5
_FEWEST_POINTS = 3  # control points that place a raster
_CORNER = 16  # pixels a side
_BESIDE_PIXELS = (".xml", ".ovr", ".gpkg", ".sqlite", ".mbtiles", ".db")
_DEGREES = CRS.from_epsg(4326)
_AT_ONCE = 2**24  # values that are averaged at once


@dataclass(frozen=True)
class Validity:
    """Which pixels of a raster hold data.

    :param nodata: declared value of each chosen band, as the file stores it (``None`` = none); ``ranges``: per chosen band,
        from the user.
    :param alpha: one-based number of the alpha band; ``mask``: whether there is a mask band.
    """

    nodata: tuple[Optional[float], ...]
    ranges: tuple[tuple[NodataRange, ...], ...]
    alpha: Optional[int]
    mask: bool

    @property
    def by_value(self) -> bool:
        """Whether nodata is marked by values."""
        return any(value is not None for value in self.nodata) or any(self.ranges)

    @property
    def has_holes(self) -> bool:
        """Whether anything declares pixels without data."""
        return self.by_value or self.mask or self.alpha is not None

    def single_value(self) -> Optional[float]:
        """The nodata value shared by every chosen band, or ``None``."""
        values = {frozenset([*_finite(nodata), *_points(ranges)]) for nodata, ranges in zip(self.nodata, self.ranges)}
        (common,) = values if len(values) == 1 else (frozenset(),)
        return next(iter(common)) if len(common) == 1 and None not in common else None


class Raster:
    """A raster that can be read onto grids. Close it after use (context manager).

    Leaving it without an exception raises :class:`JobFailure` ``raster_changed`` where a file was replaced or written to
    meanwhile: what was read may be of both states.

    :ivar files: paths that it is read from, as far as GDAL knows them.
    :ivar crs: of the raster, the user's where given. ``transform``: north-up.
    :ivar bands_found: how the chosen bands were found; ``bands_assumed``: whether their order was assumed.
    :ivar by_polynomials: whether it is placed by polynomials (RPC), and so on level ground.
    :ivar crs_assumed: whether the file has no CRS of its own. ``nodata_assumed``: whether nodata is that of another date.
    :ivar false_alpha: the band that is declared alpha though its values are no mask, ``None`` = there is none.
    :cvar mixes: whether a pixel may be made of several where a raster is turned north-up: classes must not be mixed.
    :cvar as_stored: whether values and bands are the file's own: no scale, no expanded colour table.
    """

    mixes = True
    as_stored = False

    def __init__(self, source: RasterSource) -> None:
        """:raises JobFailure: it cannot be opened, has no CRS or no usable georeference."""
        self.source = source
        opened = open_raster(source, self.mixes and not self.as_stored, self.as_stored)
        self._dataset, self.false_alpha, self._expanded = opened.dataset, opened.false_alpha, opened.expanded
        self._stored = self._dataset  # as its file has it, not turned
        self.files = (source.path, *self._dataset.files)
        self._states = _states_of(self.files)
        self._flipped = (False, False)  # rows from the south, columns from the east
        self._turning: dict[str, Any] = {}
        self._resampled: dict[Grid, Any] = {}
        self._masked: Any = None
        self._has_infinite = False  # among the pixels that were mixed
        # A raster that is turned or placed by control points becomes a warped one, which forgets them.
        self._scales, self._offsets = _declared_scales(self._dataset, source)
        try:
            self._described = describe_bands(self._dataset, source.path)
            self.crs = _crs_of(self._dataset, source)
            self.by_polynomials = _placed_by_polynomials(self._dataset)
            self.crs_assumed = not (self._dataset.crs or self._dataset.gcps[1] or self.by_polynomials)
            if not has_degrees(self.crs):
                raise JobFailure("crs_unfit", source.parameter, layer=source.name, crs=self.crs.to_string()[:60])
            self.transform = self._make_north_up()
            if not math.isfinite(sum(map(abs, self.native_grid.bounds))):  # nor may a mean of them overflow
                raise JobFailure("raster_without_georeference", source.parameter, layer=source.name)
        except GDAL_ERRORS as error:
            self._dataset.close()
            raise self._damaged(error) from error
        except BaseException:
            self._dataset.close()
            raise
        self.bands: tuple[int, ...] = ()
        self.bands_found, self.bands_assumed = "", False
        self.nodata_assumed = False
        self.validity = self._read_validity = Validity((), (), None, False)

    def __enter__(self) -> Raster:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        for dataset in self._resampled.values():
            dataset.close()
        self._dataset.close()
        if self._masked is not None:
            self._masked.close()
        self._stored.close()
        if kind is None and _states_of(self.files) != self._states:
            raise JobFailure("raster_changed", self.source.parameter, layer=self.source.name)

    @property
    def names_classes(self) -> bool:
        """Whether the metadata of the first band names classes, as Groundshift's masks and probabilities do."""
        return any(key.startswith("CLASS_") for key in self._dataset.tags(1))

    @property
    def native_grid(self) -> Grid:
        """The raster's own grid."""
        return Grid(
            self.crs,
            self.transform.c,
            self.transform.f,
            self.transform.a,
            -self.transform.e,
            self._dataset.height,
            self._dataset.width,
        )

    @property
    def dtype(self) -> str:
        """Type of the values that are read: the file's, a floating-point one where a scale or offset is declared."""
        stored = self.stored_dtype
        if not self.is_scaled:
            return stored
        return "float32" if np.dtype(stored).itemsize <= 2 or stored == "float32" else "float64"

    @property
    def stored_dtype(self) -> str:
        """The type that holds the values of all chosen bands as the file stores them."""
        types = {self._dataset.dtypes[band - 1] for band in self.bands or (1,)}
        return types.pop() if len(types) == 1 else str(np.result_type(*types))

    @property
    def scale(self) -> tuple[tuple[float, float], ...]:
        """Declared scale and offset of each chosen band: physical value = stored value x scale + offset."""
        return tuple((self._scales[band - 1], self._offsets[band - 1]) for band in self.bands or (1,))

    @property
    def is_scaled(self) -> bool:
        """Whether a scale or offset is declared for any chosen band."""
        return not self.as_stored and any(item != (1.0, 0.0) for item in self.scale)

    @property
    def declared_nodata(self) -> Optional[float]:
        """The nodata value that holds for every chosen band, if it is one."""
        values = set(self.validity.nodata)
        return next(iter(values)) if len(values) == 1 else None

    def gsd(self, x: float, y: float) -> float:
        """Ground sample distance in metres of the raster's own pixels at (x, y) in its CRS."""
        return ground_sample_distance(self.crs, x, y, self.transform.a, -self.transform.e)

    def ground_sides(self, x: float, y: float) -> tuple[float, float]:
        """Return width and height in metres on the ground of the raster's own pixels at (x, y) in its CRS."""
        return ground_sides(self.crs, x, y, self.transform.a, -self.transform.e)

    def band_descriptions(self) -> list[RasterBand]:
        """Return what the raster reports of its bands."""
        return list(self._described)

    def choose(self, bands: tuple[int, ...]) -> None:
        """Read these one-based bands from now on.

        :raises JobFailure: ``raster_complex``.
        """
        if any(self._dataset.dtypes[band - 1].startswith("complex") for band in bands):
            raise JobFailure("raster_complex", self.source.parameter, layer=self.source.name)
        self.bands = bands
        if not self._turning and any(self._is_alpha(band) for band in bands):
            opaque = without_alpha(self._dataset)  # the user's choice makes it a band like the others
            self._dataset.close()
            self._dataset = self._stored = opaque
        self._join_masks()
        self._hold(_validity(self._stored, bands, self.source))

    def _join_masks(self) -> None:
        """Give the raster one mask where chosen bands have masks of their own, as ``.msk`` files and virtual rasters may."""
        own = [band for band in self.bands if not self._stored.mask_flag_enums[band - 1]]
        if own:
            joined = with_joined_masks(self._stored, own)
            if not self._turning:
                self._dataset.close()
                self._dataset = joined
            self._stored = joined

    def also_nodata(self, value: float) -> None:
        """Take ``value``, as the file stores it, as nodata in every band: the other date declares it."""
        self._hold(replace(self.validity, nodata=(value,) * len(self.bands)))
        self.nodata_assumed = True

    def check_readable(self) -> None:
        """Read a few pixels where a file that is cut short lacks them.

        :raises JobFailure: ``raster_damaged``.
        """
        height, width = self._dataset.height, self._dataset.width
        for row, col in ((0, 0), (height // 2, width // 2), (height - 1, 0), (height - 1, width - 1)):
            self._read_pixels(RasterWindow(col, row, 1, 1), (1, 1), Resampling.nearest)

    def read(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """The pixels of a window of ``grid``, which may reach beyond grid and raster.

        :return: values (bands, height, width) in physical units: declared scale and offset are applied; 0 outside where
            there are none; valid (height, width) bool.
        :raises JobFailure: ``raster_damaged``.
        """
        values, valid = self._read(grid, window)
        if self.is_scaled:
            scale, offset = np.array(self.scale, self.dtype).T.reshape(2, -1, 1, 1)
            values = values.astype(self.dtype)
            values *= scale
            values += offset
        return values, valid

    def fills_a_corner(self, value: float) -> bool:
        """Whether a corner of the raster holds nothing but a stored value: a collar whose nodata value is not declared."""
        height, width = self._stored.height, self._stored.width
        side = min(_CORNER, height, width)
        for row, col in ((0, 0), (0, width - side), (height - side, 0), (height - side, width - side)):
            try:
                values = _read_bands(self._stored, self.bands, RasterWindow(col, row, side, side), (side, side))
            except GDAL_ERRORS as error:
                raise self._damaged(error) from error
            if all(matches_nodata(band, value).all() for band in values):
                return True
        return False

    def turn_to(self, longitude: float) -> None:
        """Move a raster in degrees by whole turns until its middle lies within half a turn of a longitude."""
        grid = self.native_grid
        turns = round((longitude - (grid.bounds[0] + grid.bounds[2]) / 2) / 360)
        if self.crs.is_geographic and turns:
            self.transform = Affine.translation(turns * 360, 0) @ self.transform

    def resampling(self, grid: Grid) -> str:
        """Return how pixels of a grid are made: ``none``, ``mean of whole pixels``, ``average``, ``bilinear``, ``nearest``."""
        if self.is_plain(grid):
            return "none"
        if self._averages_in_place(grid):
            return "mean of whole pixels"
        return str(self._warped_on(grid).resampling.name)

    def is_plain(self, grid: Grid) -> bool:
        """Whether pixels are read as they are."""
        return is_aligned(self.transform, grid, self.crs)

    def block_bytes(self, grid: Grid, rows: int, cols: int) -> int:
        """Memory of the blocks of the file that hold so many rows and columns of a grid, all of its row if stored in strips."""
        stored = self._stored
        height, width = stored.block_shapes[0]
        left, bottom, right, top = grid.bounds
        x, y = (left + right) / 2, (bottom + top) / 2
        fine = ground_sample_distance(grid.crs, x, y, grid.xres, grid.yres) / self._gsd_at(grid.crs, x, y)
        lines = min(stored.height, math.ceil(rows * fine) + height)
        columns = stored.width if width >= stored.width else min(stored.width, math.ceil(cols * fine) + width)
        return int(lines * columns * sum(np.dtype(dtype).itemsize for dtype in stored.dtypes))

    # -- reading ----------------------------------------------------------------------------------

    def _hold(self, validity: Validity) -> None:
        """Set which pixels hold data. A raster that is turned is turned anew: by a mask, which mixes no nodata values in."""
        self.validity = self._read_validity = validity
        for opened in (*self._resampled.values(), *([self._masked] if self._masked is not None else [])):
            opened.close()
        self._resampled, self._masked = {}, None
        if not self._turning:
            return
        self._dataset.close()
        masked = self._needs_mask()
        turning = {**self._turning, "src_nodata": None} if masked else self._turning
        self._dataset = WarpedVRT(self._with_mask() if masked else self._stored, **turning)
        alpha = self._dataset.colorinterp.index(ColorInterp.alpha) + 1
        compared = validity.nodata if any(validity.ranges) or validity.alpha is not None else (None,) * len(self.bands)
        self._read_validity = Validity(compared, validity.ranges, None if alpha in self.bands else alpha, False)

    def _read(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """:meth:`read` of the values as the file stores them."""
        part = window.clipped(grid.window)
        if part == window:
            return self._read_inside(grid, window)
        values = np.zeros((len(self.bands), window.height, window.width), self.stored_dtype)
        valid = np.zeros((window.height, window.width), bool)
        if part.pixels:
            rows, cols = part.within(window).slices
            values[:, rows, cols], valid[rows, cols] = self._read_inside(grid, part)
        return values, valid

    def _read_inside(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """:meth:`read` of a window that lies in the grid."""
        if not is_aligned(self.transform, grid, self.crs):
            return self._read_averaged(grid, window) if self._averages_in_place(grid) else self._read_warped(grid, window)
        row = round((self.transform.f - grid.top) / grid.yres) + window.row
        col = round((grid.left - self.transform.c) / grid.xres) + window.col
        here = Window(row, col, window.height, window.width)
        part = here.clipped(Window(0, 0, self._dataset.height, self._dataset.width))
        return self._padded(part.within(here), here, RasterWindow(part.col, part.row, part.width, part.height))

    def _is_alpha(self, band: int) -> bool:
        return bool(self._dataset.count > 1 and self._dataset.colorinterp[band - 1] == ColorInterp.alpha)

    def _damaged(self, error: BaseException) -> JobFailure:
        return JobFailure("raster_damaged", self.source.parameter, layer=self.source.name, reason=reason_of(error))

    def _averages_in_place(self, grid: Grid) -> bool:
        """Whether the raster only needs to be averaged: same CRS, whole pixels to a pixel, edges that meet."""
        if self._turning or not same_crs(self.crs, grid.crs):
            return False
        x, y = grid.xres / self.transform.a, grid.yres / -self.transform.e
        offset_x = (grid.left - self.transform.c) / self.transform.a
        offset_y = (self.transform.f - grid.top) / -self.transform.e
        numbers = (x, y, offset_x, offset_y)
        span = max(grid.width, grid.height)
        whole = all(abs(number - round(number)) < 1e-2 for number in numbers) and abs(x - round(x)) * span < 0.5
        return whole and round(x) >= 2 and round(y) >= 2

    def _read_averaged(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        x, y = round(grid.xres / self.transform.a), round(grid.yres / -self.transform.e)
        col0 = round((grid.left - self.transform.c) / self.transform.a)
        row0 = round((self.transform.f - grid.top) / -self.transform.e)
        # Only whole groups of pixels are averaged, so that an edge pixel is worth as much as any other.
        top, left = math.ceil(-row0 / y), math.ceil(-col0 / x)
        bottom, right = (self._dataset.height - row0) // y, (self._dataset.width - col0) // x
        part = window.clipped(Window(top, left, max(0, bottom - top), max(0, right - left)))
        pixels = RasterWindow(col0 + part.col * x, row0 + part.row * y, part.width * x, part.height * y)
        floats = np.dtype(self.stored_dtype).kind == "f"
        # GDAL would take the means of an overview, which may hold every other pixel and no means.
        reduced = any(self._dataset.overviews(band) for band in self.bands)
        if not (floats or self.validity.has_holes or reduced or self._expanded):
            return self._padded(part.within(window), window, pixels, Resampling.average)
        return self._read_valid_means(part.within(window), window, pixels)

    def _read_valid_means(self, part: Window, window: Window, pixels: RasterWindow) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Means over the pixels with data of whole groups; all bands decide together, GDAL would judge each by itself."""
        values = np.zeros((len(self.bands), window.height, window.width), self.stored_dtype)
        valid = np.zeros((window.height, window.width), bool)
        if not part.pixels:
            return values, valid
        x, y = round(pixels.width / part.width), round(pixels.height / part.height)
        whole = np.dtype(self.stored_dtype).kind in "ui"
        lines = max(1, _AT_ONCE // (x * y * part.width * len(self.bands)))
        for top in range(0, part.height, lines):
            height = min(lines, part.height - top)
            here = RasterWindow(pixels.col_off, pixels.row_off + top * y, pixels.width, height * y)
            fine, known = self._read_pixels(here, (height * y, part.width * x), Resampling.nearest)
            shape = (height, y, part.width, x)
            everywhere = bool(known.all())
            count = np.full((height, part.width), x * y) if everywhere else known.reshape(shape).sum(axis=(1, 3))
            counted = fine if everywhere else np.where(known, fine, 0)
            means = _group_sums(counted, y, x) / np.maximum(count, 1)
            rows = slice(part.row + top, part.row + top + height)
            cols = slice(part.col, part.col + part.width)
            values[:, rows, cols] = np.floor(means + 0.5) if whole else means  # GDAL rounds so
            valid[rows, cols] = count > 0
        return values, valid

    def _padded(
        self, part: Window, window: Window, pixels: RasterWindow, resampling: Resampling = Resampling.nearest
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Pixels read for ``part`` of a window, in an array of the whole window."""
        if part.height == window.height and part.width == window.width:
            return self._read_pixels(pixels, (window.height, window.width), resampling)
        values = np.zeros((len(self.bands), window.height, window.width), self.stored_dtype)
        valid = np.zeros((window.height, window.width), bool)
        if part.pixels:
            rows, cols = part.slices
            values[:, rows, cols], valid[rows, cols] = self._read_pixels(pixels, (part.height, part.width), resampling)
        return values, valid

    def _read_pixels(
        self, pixels: RasterWindow, shape: tuple[int, int], resampling: Resampling
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        bands, dataset = self.bands or (1,), self._dataset
        up, back = self._flipped
        if up or back:
            row = dataset.height - pixels.row_off - pixels.height if up else pixels.row_off
            col = dataset.width - pixels.col_off - pixels.width if back else pixels.col_off
            pixels = RasterWindow(col, row, pixels.width, pixels.height)
        try:
            with by_blocks() if self._turning else nullcontext():
                values = _read_bands(dataset, bands, pixels, shape, resampling)
                valid = _valid_values(values, self._read_validity)
                if self._read_validity.mask:
                    valid &= dataset.read_masks(bands[0], window=pixels, out_shape=shape) > 0
                if self._read_validity.alpha is not None:
                    valid &= dataset.read(self._read_validity.alpha, window=pixels, out_shape=shape) > 0
        except GDAL_ERRORS as error:
            raise self._damaged(error) from error
        rows, cols = slice(None, None, -1 if up else 1), slice(None, None, -1 if back else 1)
        return values[:, rows, cols], valid[rows, cols]

    def _read_warped(self, grid: Grid, window: Window) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        dataset = self._warped_on(grid)
        alpha = dataset.colorinterp.index(ColorInterp.alpha) + 1
        pixels = RasterWindow(window.col, window.row, window.width, window.height)
        try:
            with by_blocks():
                block = _read_bands(dataset, (*self.bands, alpha), pixels, (window.height, window.width))
        except GDAL_ERRORS as error:
            raise self._damaged(error) from error
        values, shown = block[:-1].astype(self.stored_dtype, copy=False), block[-1] > 0
        judged = np.dtype(self.stored_dtype).kind == "f" and self.validity.alpha is None and not any(self.validity.ranges)
        if judged and not self._has_infinite and not np.isfinite(values[:, shown]).all():
            # An infinite value took its neighbours along. Such values are rare: only now a mask is made of them too.
            self._has_infinite = True
            self._hold(self.validity)
            return self._read_warped(grid, window)
        return values, shown & _valid_values(values, self._read_validity)

    def _warped_on(self, grid: Grid) -> WarpedVRT:
        """:meth:`_warped`, once for each grid."""
        if grid not in self._resampled:
            self._resampled[grid] = self._warped(grid)
        return self._resampled[grid]

    def _warped(self, grid: Grid) -> WarpedVRT:
        """The raster seen on ``grid``, with an alpha band of where it holds data."""
        left, bottom, right, top = grid.bounds
        x, y = (left + right) / 2, (bottom + top) / 2
        reduction = ground_sample_distance(grid.crs, x, y, grid.xres, grid.yres) / self._gsd_at(grid.crs, x, y)
        resampling = Resampling.average if reduction >= _AVERAGE_FROM else Resampling.bilinear
        ratios = grid.xres / self.transform.a, -grid.yres / self.transform.e
        if resampling == Resampling.bilinear and same_crs(self.crs, grid.crs) and not is_square(ratios):
            # Pixels become square: one side is reduced, the other is not. Cubic blurs least.
            resampling = Resampling.cubic
        dataset, nodata = self._dataset, self._read_validity.single_value()
        if not self._turning and self._needs_mask():
            # GDAL's warper compares nodata values exactly, and band by band, and then heeds no mask: give it one for all.
            dataset, nodata = self._with_mask(), None
        elif nodata is None and self._read_validity.by_value:
            # GDAL keeps one value out of its means. Where there are several, pixels are not mixed at all.
            resampling = Resampling.nearest
        elif nodata is None and np.dtype(self.stored_dtype).kind == "f":
            nodata = math.nan
        crs, transform = self._placed_for(grid)
        return WarpedVRT(
            dataset,
            src_crs=crs,
            src_transform=transform,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=resampling,
            src_nodata=nodata,
            add_alpha=self._read_validity.alpha is None,
            tolerance=0.05,
            **alpha_range(dataset, self._read_validity.alpha),
            **kernel_scale(crs, transform, grid),
        )

    def _placed_for(self, grid: Grid) -> tuple[CRS, Affine]:
        """CRS and transform by which GDAL finds the pixels of a grid in the raster.

        PROJ's longitudes lie between -180 and 180: those of a raster beyond are counted from its own middle.
        """
        up, back = self._flipped
        stored = Affine(-1 if back else 1, 0, self._dataset.width * back, 0, -1 if up else 1, self._dataset.height * up)
        transform = self.transform @ stored
        left, _, right, _ = self.native_grid.bounds
        if not self.crs.is_geographic or same_crs(self.crs, grid.crs) or max(-left, right) <= 180:
            return grid.crs if same_crs(self.crs, grid.crs) else self.crs, transform
        middle = (left + right) / 2
        return counted_from(self.crs, middle), Affine.translation(-middle, 0) @ transform

    def _needs_mask(self) -> bool:
        """Whether what holds no data has to be made a mask, as GDAL's warper has no notion of it."""
        validity = self.validity
        kind, size = np.dtype(self.stored_dtype).kind, np.dtype(self.stored_dtype).itemsize
        several, turned = len(self.bands) > 1, bool(self._turning)
        if any(validity.ranges) or validity.alpha is not None:
            return False
        if kind == "f":  # GDAL compares exactly, and knows NaN but no infinite values
            declared = validity.mask or any(value is not None and not math.isnan(value) for value in validity.nodata)
            return turned or several or declared or self._has_infinite
        if validity.mask:  # the warper does without a mask that is made of the values of all bands
            return validity.by_value or "NODATA_VALUES" in self._stored.tags()
        if not validity.by_value:
            return False
        return turned or size >= 4 or (several and (self.stored_dtype != "uint8" or validity.single_value() is None))

    def _with_mask(self) -> Any:
        """The raster with one mask for all chosen bands in place of nodata values, as :func:`_valid_values` decides."""
        if self._masked is None:
            values = {band: (value,) for band, value in zip(self.bands, self.validity.nodata) if value is not None}
            if np.dtype(self.stored_dtype).kind == "f":
                unseen = (math.nan, math.inf, -math.inf) if self._has_infinite else (math.nan,)
                values = {band: (*values.get(band, ()), *unseen) for band in self.bands}
            together = self.stored_dtype == "uint8"
            if together and len(values) < len(set(self.bands)):
                values = {}  # a band without a nodata value holds data everywhere
            self._masked = with_mask(self._stored, values, together, self.validity.mask)
        return self._masked

    def _gsd_at(self, crs: CRS, x: float, y: float) -> float:
        from rasterio.warp import transform

        (own_x,), (own_y,) = ([x], [y]) if same_crs(crs, self.crs) else transform(crs, self.crs, [x], [y])
        return self.gsd(own_x, own_y)

    def _make_north_up(self) -> Affine:
        """The raster's transform; a rotated, south-up or GCP-referenced raster is turned north-up first."""
        dataset = self._dataset
        transform = dataset.transform
        if transform.is_identity and not dataset.gcps[0] and not self.by_polynomials:
            # As QGIS shows an image without georeference: a unit a pixel, rows downwards from 0.
            return Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
        if not all(math.isfinite(number) for number in transform[:6]) or 0 < len(dataset.gcps[0]) < _FEWEST_POINTS:
            raise JobFailure("raster_without_georeference", self.source.parameter, layer=self.source.name)
        if transform.a > 0 and transform.e < 0 and not transform.b and not transform.d and not transform.is_identity:
            return transform
        if not (transform.b or transform.d or transform.is_identity or dataset.gcps[0]):
            # Rows from south to north, columns from east to west: the same pixels, counted from the other end.
            back, up = transform.a < 0, transform.e > 0
            self._flipped = (up, back)
            left, top = transform @ (dataset.width if back else 0, dataset.height if up else 0)
            return Affine(abs(transform.a), 0.0, left, 0.0, -abs(transform.e), top)
        self._turning = {
            "src_crs": _DEGREES if self.by_polynomials else self.crs,
            "crs": _DEGREES if self.by_polynomials else self.crs,
            # GDAL does not know of the user's ranges without data: there pixels are not mixed.
            "resampling": Resampling.nearest if self.source.nodata or not self.mixes else Resampling.bilinear,
            "add_alpha": ColorInterp.alpha not in dataset.colorinterp,
            **({} if self.source.use_file_nodata else {"src_nodata": None}),
            **alpha_range(dataset, _alpha_of(dataset)),
        }
        try:
            self._dataset = WarpedVRT(dataset, **self._turning)
        except GDAL_ERRORS as error:
            raise JobFailure("raster_without_georeference", self.source.parameter, layer=self.source.name) from error
        self.transform = self._dataset.transform
        if not self.by_polynomials:
            stored = from_gcps(dataset.gcps[0]) if dataset.gcps[0] else transform
            self._turning.update(kernel_scale(self.crs, stored, self.native_grid))
        return self._dataset.transform


class StoredRaster(Raster):
    """A raster whose values are to be written again as its file stores them."""

    as_stored = True


def _placed_by_polynomials(dataset: Any) -> bool:
    """Return whether rational polynomials (RPC) are all that places a raster; their coordinates are degrees of WGS 84."""
    return bool(dataset.transform.is_identity and not dataset.gcps[0] and dataset.tags(ns="RPC"))


def _read_bands(
    dataset: Any,
    bands: tuple[int, ...],
    pixels: RasterWindow,
    shape: tuple[int, int],
    resampling: Resampling = Resampling.nearest,
) -> NDArray[Any]:
    """Bands as (bands, height, width); rasterio itself reads only bands of one type at once."""
    if len({dataset.dtypes[band - 1] for band in bands}) == 1:
        return np.asarray(dataset.read(bands, window=pixels, out_shape=(len(bands), *shape), resampling=resampling))
    return np.stack([dataset.read(band, window=pixels, out_shape=shape, resampling=resampling) for band in bands])


def _group_sums(values: NDArray[Any], rows: int, cols: int) -> NDArray[Any]:
    """Sums of values (bands, height, width) over groups of ``rows`` x ``cols`` pixels.

    Faster than numpy's own, whose order of the summands, and so the rounding, depends on the size of the array.
    """
    small = values.dtype.itemsize <= 2 and rows * cols <= 2**15
    kind = np.float64 if values.dtype.kind == "f" else np.int32 if small else np.int64
    upright = np.zeros((len(values), values.shape[1] // rows, values.shape[2]), kind)
    for row in range(rows):
        np.add(upright, values[:, row::rows], out=upright, casting="unsafe", dtype=upright.dtype)
    sums = upright[:, :, 0::cols].copy()
    for col in range(1, cols):
        sums += upright[:, :, col::cols]
    return sums


def matches_nodata(values: NDArray[Any], nodata: float) -> NDArray[np.bool_]:
    """Return where values equal a nodata value by GDAL's notion, which is that of its mask bands.

    Floating-point values are equal to within rounding to single precision: a file that declares -3.4e38 means -3.4028e38.
    Of whole numbers, a value that their type cannot hold is none.
    """
    if values.dtype.kind == "f":
        if math.isnan(nodata):
            return np.isnan(values)
        with np.errstate(over="ignore", invalid="ignore"):
            declared = values.dtype.type(nodata)
            tolerance = np.finfo(np.float32).eps * np.abs(values + declared) * 2
            return (values == declared) | (np.abs(values - declared) < tolerance)
    limits = np.iinfo(values.dtype) if values.dtype.kind in "ui" else None
    if limits is None or not float(nodata).is_integer():
        return np.zeros(values.shape, bool)
    # The largest number of 64 bits becomes the next higher one as a floating-point number.
    number = limits.max if nodata == float(limits.max) else int(nodata)
    return np.equal(values, values.dtype.type(number)) if limits.min <= number <= limits.max else np.zeros(values.shape, bool)


def _states_of(files: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of the files that hold pixels, as far as they lie on this machine.

    Not of statistics and overviews, which QGIS may add while it shows a layer, nor of databases, which may hold other layers.
    """
    states = {}
    for path in files:
        if not path.lower().endswith(_BESIDE_PIXELS):
            with suppress(OSError, ValueError):
                state = os.stat(path)
                states[path] = state.st_size, state.st_mtime_ns
    return states


def _finite(nodata: Optional[float]) -> list[float]:
    return [] if nodata is None else [nodata]


def _points(ranges: tuple[NodataRange, ...]) -> list[Optional[float]]:
    """The value of each range; ``None`` of a range that has several."""
    return [item.low if item.low == item.high else None for item in ranges]


def _crs_of(dataset: Any, source: RasterSource) -> CRS:
    if source.crs:
        try:
            return CRS.from_user_input(source.crs)
        except CRSError as error:
            raise JobFailure("raster_without_crs", source.parameter, layer=source.name) from error
    crs = dataset.crs or dataset.gcps[1] or (_DEGREES if _placed_by_polynomials(dataset) else None)
    if not crs:
        raise JobFailure("raster_without_crs", source.parameter, layer=source.name)
    return crs


def _declared_scales(dataset: Any, source: RasterSource) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the scales and offsets of all bands: the file's, else those that its product's metadata declare."""
    scales, offsets = tuple(dataset.scales), tuple(dataset.offsets)
    counts = all(dtype in ("uint16", "int16") for dtype in dataset.dtypes)
    if not counts or any(scale != 1.0 for scale in scales) or any(offset != 0.0 for offset in offsets):
        return scales, offsets
    files = files_of_bands(virtual_text(dataset), source.path)
    if len(files) == dataset.count:
        found = [declared_scale(file, [text or ""]) for file, text in zip(files, dataset.descriptions)]
        declared = tuple(scale[0] if scale else (1.0, 0.0) for scale in found)
    else:
        declared = declared_scale(source.path, [text or "" for text in dataset.descriptions])
    return (tuple(scale for scale, _ in declared), tuple(offset for _, offset in declared)) if declared else (scales, offsets)


def _alpha_of(dataset: Any) -> Optional[int]:
    """Return the one-based number of the alpha band; ``None`` = there is none."""
    return next((index for index, color in zip(dataset.indexes, dataset.colorinterp) if color == ColorInterp.alpha), None)


def _validity(dataset: Any, bands: tuple[int, ...], source: RasterSource) -> Validity:
    flags = [dataset.mask_flag_enums[band - 1] for band in bands]
    declared = tuple(_declared_nodata(dataset, band) if source.use_file_nodata else None for band in bands)
    alpha = _alpha_of(dataset)
    mask = any(MaskFlags.per_dataset in flag and MaskFlags.alpha not in flag for flag in flags)
    ranges = tuple(tuple(item for item in source.nodata if item.band in (0, band)) for band in bands)
    return Validity(declared, ranges, None if alpha in bands else alpha, mask)


def _declared_nodata(dataset: Any, band: int) -> Optional[float]:
    """The declared nodata value of a band."""
    value: Optional[float] = dataset.nodatavals[band - 1]
    flags, dtype = dataset.mask_flag_enums[band - 1], np.dtype(dataset.dtypes[band - 1])
    if value is None and MaskFlags.nodata in flags and MaskFlags.per_dataset not in flags and dtype == np.uint64:
        return float(np.iinfo(dtype).max)  # which rasterio reports no more, as no floating-point number is equal to it
    if value is not None and math.isinf(value) and dtype == np.float64:
        # GDAL writes the lowest number into virtual rasters with 16 digits, which is a lower one than there is.
        return math.copysign(np.finfo(dtype).max, value)
    return value


def _valid_values(values: NDArray[Any], validity: Validity) -> NDArray[np.bool_]:
    """Where ``values`` (bands, height, width) hold data by themselves, (height, width) bool.

    In 8-bit imagery a nodata value in one band alone is a colour, so all bands must have it; in other imagery
    (gaps of scan lines differ between bands) one is enough.
    """
    single = validity.nodata[0] if len(values) == 1 and validity.nodata and not any(validity.ranges) else None
    if single is not None and values.dtype.kind in "ui" and float(single).is_integer():
        # The usual mask of classes, in one go; a float would have all pixels converted.
        return np.logical_not(matches_nodata(values[0], single))
    declared = any(nodata is not None and not math.isnan(nodata) for nodata in validity.nodata) or any(validity.ranges)
    if values.dtype.kind != "f" and not declared:
        return np.ones(values.shape[1:], bool)
    missing = np.logical_not(np.isfinite(values)) if values.dtype.kind == "f" else np.zeros(values.shape, bool)
    for index, (nodata, ranges) in enumerate(zip(validity.nodata, validity.ranges)):
        if nodata is not None and not math.isnan(nodata):
            missing[index] |= matches_nodata(values[index], nodata)
        for item in ranges:
            missing[index] |= (values[index] >= item.low) & (values[index] <= item.high)
    together = missing.all(axis=0) if values.dtype == np.uint8 else missing.any(axis=0)
    return np.logical_not(together)
