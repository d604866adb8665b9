"""One or more dates: rasters of any kind, brought onto one grid."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform

from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons
from ...model_file.spec import EIGHT_BITS, ModelSpec, Normalisation
from ...rules.bands import DateBands, FoundBands, check_same_order, choose_bands, choose_common_bands
from ...rules.resolution import SLACK, automatic_gsd, check_grid_size, date_gsd, is_square, suits
from ..context import JobContext
from .datums import log_datum_shift
from .grid import Grid, Window, same_crs
from .ground import ground_sample_distance, ground_sides
from .ground_area import GroundArea, footprint, make_ground_area
from .raster import Raster
from .reading import ReadDate, describe_reading, log_reading, scale_texts

# Statistics come from at most this many pixels, in square samples spread evenly over the overlap.
_SAMPLE_PIXELS = 3_000_000
_SAMPLE_SIDE = 256
# Where the samples hold fewer pixels with data than this (a strip of imagery in a wide frame), more samples are taken.
_FEW_PIXELS = 2**16
_DENSITIES = (1, 4, 16)
_EVERY_PIXEL = 8  # of the large windows of the sample, for percentiles
_LEAST_RANGE = 64.0  # of 8-bit values that are stretched
_LINES = 64  # normalised at once
_MOST_ARRAYS = 2  # of tiles that are done
# Black or white that stands out from the next shades by so much, and is at least such a share, is no picture.
_FILL_SHADES = 4
_FILL_CONTRAST = 8
_LEAST_BLACK, _LEAST_WHITE = 0.02, 0.05
_PICTURE_BANDS = 3


@dataclass(frozen=True)
class GroundWanted:
    """Ground and resolution that a job asks for.

    :param include: polygons whose intersection is worked on; none = the overlap of the dates.
    :param exclude: polygons that are left out (nodata).
    :param resolution: pixel size in units of the last date's CRS; ``None`` = automatic.
    :param square: whether pixels must be square on the ground, as for a network; ``None`` = where a model is given.
    """

    include: tuple[Polygons, ...] = ()
    exclude: tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
    square: Optional[bool] = None


@dataclass(frozen=True)
class BandStatistics:
    """Statistics of one date: float64 (bands,) in the raster's own units.

    :param low, high: the percentiles that were asked for.
    :param black, white: share of pixels that are black or white in every band as no picture is: filled, or clouds.
    """

    mean: NDArray[np.float64]
    std: NDArray[np.float64]
    low: Optional[NDArray[np.float64]] = None
    high: Optional[NDArray[np.float64]] = None
    black: float = 0.0
    white: float = 0.0


@dataclass(frozen=True)
class Dates:
    """Dates on one grid, in the order of time.

    :param grid: of the last date's whole raster, at the resolution that is worked at.
    :param overlap: window of ``grid`` that all dates cover, whatever the area.
    :param work: window of ``grid`` that is worked on and that outputs cover.
    :param area: ground that is worked on.
    :param gsd_m: ground sample distance in metres.
    :param statistics: of each date, where the dates were cut from a larger raster and its statistics are known.
    :param reading: how the dates are read, see :func:`.reading.describe_reading`.
    """

    rasters: tuple[Raster, ...]
    grid: Grid
    overlap: Window
    work: Window
    area: GroundArea
    gsd_m: float
    statistics: Optional[tuple[BandStatistics, ...]] = None
    reading: Mapping[str, Any] = field(default_factory=dict)

    @property
    def before(self) -> Raster:
        """The first date."""
        return self.rasters[0]

    @property
    def after(self) -> Raster:
        """The last date."""
        return self.rasters[-1]


class _Arrays:
    """Arrays of tiles that were given back and are filled again: memory that is new costs as much as filling it."""

    def __init__(self) -> None:
        self._free: list[NDArray[np.float32]] = []
        self._lock = threading.Lock()

    def take(self, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return an array of a shape, with whatever numbers are in it."""
        with self._lock:
            for index, array in enumerate(self._free):
                if array.shape == shape:
                    return self._free.pop(index)
            self._free.clear()  # tiles have another size now
        return np.empty(shape, np.float32)

    def give_back(self, array: NDArray[np.float32]) -> None:
        """Keep an array for the next tile."""
        with self._lock:
            self._free = [*self._free, array][-_MOST_ARRAYS:]


@dataclass(frozen=True)
class DatesReader:
    """Reads normalised tiles of dates.

    :param scale: of each date: factor and offset, float32 (bands, 1, 1).
    """

    dates: Dates
    scale: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]
    _arrays: _Arrays = field(default_factory=_Arrays, init=False, repr=False, compare=False)

    def read(self, window: Window) -> tuple[tuple[NDArray[np.float32], ...], NDArray[np.bool_]]:
        """Read a window of the grid.

        :return: each date float32 (bands, height, width), 0 where a pixel is invalid; valid on all dates (height, width) bool.
        """
        bands = len(self.dates.before.bands)
        # One array, so that networks that take the bands of all dates as one input need no copy.
        arrays = self._arrays.take((len(self.dates.rasters), bands, window.height, window.width))
        valid: Optional[NDArray[np.bool_]] = None
        for raster, scale, array in zip(self.dates.rasters, self.scale, arrays):
            values, own = raster.read(self.dates.grid, window)
            _normalise(values, own, *scale, array)
            valid = own if valid is None else valid & own
        if valid is None:
            raise ValueError("no dates")
        return tuple(arrays), valid

    def give_back(self, dates: Sequence[NDArray[np.float32]]) -> None:
        """Take the dates of a tile that is done: a later :meth:`read` writes into their memory.

        :param dates: as :meth:`read` returned them.
        """
        whole = dates[0].base
        if isinstance(whole, np.ndarray):
            self._arrays.give_back(whole)


def open_dates(
    wanted: GroundWanted,
    spec: Optional[ModelSpec],
    rasters: Sequence[Raster],
    context: JobContext,
    on: Optional[tuple[Grid, Window]] = None,
) -> Dates:
    """Bring opened rasters onto one grid, by the rules of DESIGN.md, and log what was decided.

    Example::

        with Raster(job.before) as before, Raster(job.after) as after:
            dates = open_dates(GroundWanted(job.include), model.spec, (before, after), context)
            reader = make_reader(dates, model.spec.normalisation, context)
            (earlier, later), valid = reader.read(dates.work)

    :param rasters: at least one, in the order of time.
    :param spec: model that the dates are for; ``None`` = a method that takes any bands and any resolution: all bands
        that the dates share, at the coarsest of their resolutions.
    :param on: a grid, and the window of it to work on, that several calls have in common; ``None`` = the dates' own.
    :raises JobFailure: bands, overlap, area or resolution do not fit.
    """
    names = _choose_bands(spec, rasters, context)
    _share_nodata(rasters, context)
    _assume_collars(rasters, context)
    _check_scales(rasters, context)
    last = rasters[-1]
    layers = (rasters[0].source.name, last.source.name)
    crs = last.crs if on is None else on[0].crs
    area = make_ground_area(wanted.include, wanted.exclude, footprints(rasters, crs), crs, layers)
    if on is None:
        grid, gsd_m = _decide_grid(wanted, spec, rasters, area.bounds, context)
        work = grid.covering(area.bounds)
    else:
        grid, work = on
        left, bottom, right, top = grid.window_bounds(work)
        gsd_m = ground_sample_distance(crs, (left + right) / 2, (bottom + top) / 2, grid.xres, grid.yres)
    overlap = grid.covering(area.overlap_bounds)
    if work.pixels == 0:
        raise JobFailure("area_outside", "AREA", before=layers[0], after=layers[1])
    check_grid_size(work.width, work.height, wanted.resolution)
    bounds = grid.window_bounds(work)
    for raster in rasters:
        log_datum_shift(raster.crs, grid.crs, bounds, gsd_m, _called(raster, rasters), context)
    for polygons in (*wanted.include, *wanted.exclude):
        log_datum_shift(CRS.from_user_input(polygons.crs), grid.crs, bounds, gsd_m, polygons.parameter, context)
    for raster in rasters:
        context.info("read_as_is" if raster.is_plain(grid) else "resampled", parameter=_called(raster, rasters))
    context.info("grid", width=work.width, height=work.height, gsd=gsd_m, crs=grid.crs.to_string()[:60])
    read = [ReadDate(raster, names) for raster in rasters]
    reading = describe_reading(read, grid, work, gsd_m)
    log_reading(reading, context)
    return Dates(tuple(rasters), grid, overlap, work, area, gsd_m, reading=reading)


def footprints(rasters: Sequence[Raster], crs: CRS) -> list[Any]:
    """The ground that each date covers, as shapely polygons in ``crs``, the last date first.

    Dates in degrees are moved by whole turns to lie beside the last one.
    """
    last = rasters[-1].native_grid
    longitude = (last.bounds[0] + last.bounds[2]) / 2 if crs.is_geographic and last.crs.is_geographic else None
    if longitude is not None:
        for raster in rasters:
            raster.turn_to(longitude)
    layers = [(raster.native_grid, raster.source.parameter, raster.source.name) for raster in reversed(rasters)]
    return [footprint(grid, crs, longitude, parameter, name) for grid, parameter, name in layers]


def common_grid(
    wanted: GroundWanted, spec: Optional[ModelSpec], rasters: Sequence[Raster], context: JobContext
) -> tuple[Grid, Window]:
    """Decide the grid on which the pairs of a series are compared, and the window of it to work on.

    The grid is that of the last date, at the resolution that the coarsest of the dates allows. The dates need not overlap.

    :raises JobFailure: area or resolution do not fit.
    """
    last = rasters[-1]
    names = (rasters[0].source.name, last.source.name)
    area = make_ground_area(wanted.include, wanted.exclude, [footprint(last.native_grid, last.crs)], last.crs, names)
    grid, _ = _decide_grid(wanted, spec, rasters, area.bounds, context)
    work = grid.covering(area.bounds)
    check_grid_size(work.width, work.height, wanted.resolution)
    return grid, work


def make_reader(dates: Dates, normalisation: Normalisation, context: JobContext) -> DatesReader:
    """Make a reader that normalises as a model asks; statistics are of the whole overlap, never of a tile."""
    names = ["BEFORE", "AFTER"] if len(dates.rasters) == 2 else [_called(raster, dates.rasters) for raster in dates.rasters]
    scales = [_scale(index, dates, normalisation, name, context) for index, name in enumerate(names)]
    return DatesReader(dates, tuple(scales))


def _choose_bands(spec: Optional[ModelSpec], rasters: Sequence[Raster], context: JobContext) -> tuple[str, ...]:
    """Choose the bands of all dates, log which, and check that they can be read; return their names."""
    if spec is None:
        matched = _common_bands(rasters, context)
        chosen = [(numbers, how) for numbers, how, _ in matched]
        assumed = [unsure for _, _, unsure in matched]
        names = tuple(str(index) for index in range(1, len(chosen[0][0]) + 1))
    else:
        found = [_find_bands(raster, spec) for raster in rasters]
        names = tuple(band.name for band in spec.bands)
        for other in found[1:]:
            check_same_order(found[0], other, ", ".join(names))
        chosen = [(item.numbers, item.how) for item in found]
        reported = any(item.reported for item in found)
        assumed = [item.assumed or (item.by_order and reported) for item in found]
    for raster, (bands, how), unsure in zip(rasters, chosen, assumed):
        raster.choose(bands)
        raster.bands_found, raster.bands_assumed = how.replace("bands_", "").replace("_", " "), unsure
        raster.check_readable()
        listing = ", ".join(f"{name} = {number}" if name != str(number) else name for name, number in zip(names, bands))
        source = raster.source
        context.info(how, parameter=source.parameter, layer=source.name, bands=listing, dtype=raster.dtype)
        if unsure:
            option = "BANDS" if len(rasters) == 1 else f"{source.parameter}_BANDS"
            context.warn("bands_assumed", parameter=source.parameter, layer=source.name, bands=listing, option=option)
        if raster.false_alpha is not None:
            context.warn("alpha_is_band", parameter=source.parameter, layer=source.name, band=raster.false_alpha)
    return names


def _find_bands(raster: Raster, spec: ModelSpec) -> FoundBands:
    """The bands of a date that the model's bands are.

    :raises JobFailure: ``band_count``, ``band_number`` or ``bands_unknown``.
    """
    source, available = raster.source, raster.band_descriptions()
    numbers, how = choose_bands(available, spec.bands, source.bands, source.name, source.parameter)
    return FoundBands(available, numbers, how, source.parameter, source.name)


def _common_bands(rasters: Sequence[Raster], context: JobContext) -> list[tuple[tuple[int, ...], str, bool]]:
    """Choose the bands that all dates share, each matched with those of the first.

    :return: of each date: numbers, how they were found, whether their order was assumed.
    """
    dates = [DateBands(raster.band_descriptions(), raster.source.bands, raster.source.name) for raster in rasters]
    matches = [choose_common_bands(dates[0], date) for date in dates[1:] or dates]
    shared = [band for band in matches[0].before if all(band in match.before for match in matches)]
    left_out = dict.fromkeys(name for match in matches for name in match.left_out)
    if left_out:
        context.warn("bands_left_out", bands=", ".join(left_out))
    silent = [not any(band.role for band in date.available) for date in dates]
    found = [(tuple(shared), matches[0].how, any(match.assumed for match in matches) and silent[0])]
    for match, unsure in zip(matches[: len(dates) - 1], silent[1:]):
        number = dict(zip(match.before, match.after))
        found.append((tuple(number[band] for band in shared), match.how, match.assumed and unsure))
    return found


def _decide_grid(
    wanted: GroundWanted,
    spec: Optional[ModelSpec],
    rasters: Sequence[Raster],
    bounds: tuple[float, float, float, float],
    context: JobContext,
) -> tuple[Grid, float]:
    """Decide the grid of the dates and its ground sample distance in metres.

    For networks its pixels are square on the ground; pixels of degrees are only at the equator.
    """
    last = rasters[-1]
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    native = last.native_grid
    square = spec is not None if wanted.square is None else wanted.square
    sizes = []
    for raster in rasters:
        (own_x,), (own_y,) = ([x], [y]) if same_crs(raster.crs, last.crs) else transform(last.crs, raster.crs, [x], [y])
        size = date_gsd(raster.gsd(own_x, own_y), raster.ground_sides(own_x, own_y), square)
        if not (math.isfinite(size) and size > 0):
            source = raster.source
            raise JobFailure("crs_unfit", source.parameter, layer=source.name, crs=raster.crs.to_string()[:60])
        sizes.append(size)
    after_m = sizes[-1]
    before_m = max(sizes[:-1], default=after_m)
    if wanted.resolution is not None:
        if not (math.isfinite(wanted.resolution) and wanted.resolution > 0):
            raise JobFailure("resolution_invalid", "RESOLUTION", value=wanted.resolution)
        xres = yres = wanted.resolution
        gsd_m = ground_sample_distance(last.crs, x, y, xres, yres)
        if spec is not None and not suits(gsd_m, spec.gsd_m):
            least, most = spec.gsd_m.minimum, spec.gsd_m.maximum
            context.warn("resolution_unsuited", chosen=gsd_m, minimum=least, maximum=most, model=spec.id)
    else:
        gsd_m = automatic_gsd(before_m, after_m, spec)
        xres, yres = native.xres * gsd_m / after_m, native.yres * gsd_m / after_m
    if spec is not None and max(sizes) > max(spec.gsd_m.maximum, gsd_m) * SLACK:
        context.warn("imagery_enlarged", imagery=max(sizes), maximum=spec.gsd_m.maximum, chosen=gsd_m)
    sides = ground_sides(last.crs, x, y, xres, yres)
    if square and not is_square(sides) and min(sides) > 0:
        xres, yres = xres * gsd_m / sides[0], yres * gsd_m / sides[1]
        context.info("grid_square", width=sides[0], height=sides[1], side=gsd_m, xres=xres, yres=yres)
    if spec is None:
        context.info("resolution_of_pair", before=before_m, after=after_m, chosen=gsd_m)
    else:
        least, most = spec.gsd_m.minimum, spec.gsd_m.maximum
        if len(rasters) == 1:
            context.info("resolution_of_image", image=after_m, chosen=gsd_m, minimum=least, maximum=most)
        else:
            context.info("resolution", before=before_m, after=after_m, chosen=gsd_m, minimum=least, maximum=most)
    height = max(1, math.ceil(native.height * native.yres / yres - 1e-3))
    width = max(1, math.ceil(native.width * native.xres / xres - 1e-3))
    return Grid(last.crs, native.left, native.top, xres, yres, height, width), gsd_m


def _share_nodata(rasters: Sequence[Raster], context: JobContext) -> None:
    """Use a nodata value that only one date declares for the others of its type, where they have forgotten to declare it.

    Values that no sensor gives, such as -9999, are forgotten; 0, and any value of unsigned numbers, only where it fills a
    corner: else black and white pixels that one date may well have would be lost.
    """
    for one in rasters:
        value = one.declared_nodata
        for other in rasters:
            if other is one or value is None or not _declares_nothing(other) or one.stored_dtype != other.stored_dtype:
                continue
            may_be_data = value == 0 or np.dtype(other.stored_dtype).kind == "u"
            if not may_be_data or other.fills_a_corner(value):
                other.also_nodata(value)
                log = context.warn if may_be_data else context.info
                log("nodata_shared", parameter=_called(other, rasters), value=value)


def _assume_collars(rasters: Sequence[Raster], context: JobContext) -> None:
    """Use 0 as nodata of pictures that declare nothing where it fills a corner in every band: ground without imagery."""
    for raster in rasters:
        picture = len(raster.bands) >= _PICTURE_BANDS and np.dtype(raster.stored_dtype).kind == "u"
        if picture and _declares_nothing(raster) and raster.fills_a_corner(0):
            raster.also_nodata(0)
            context.warn("nodata_assumed", parameter=_called(raster, rasters))


def _declares_nothing(raster: Raster) -> bool:
    """Whether a raster has neither nodata values nor a mask, and the user has not switched them off."""
    validity = raster.validity
    declares = any(item is not None for item in validity.nodata) or validity.alpha is not None or validity.mask
    return not declares and raster.source.use_file_nodata


def _check_scales(rasters: Sequence[Raster], context: JobContext) -> None:
    """Warn where some dates declare a scale or offset and others do not: their values may have different units."""
    scaled = [raster.is_scaled for raster in rasters]
    if any(scaled) and not all(scaled):
        with_scale, without = (rasters[scaled.index(state)] for state in (True, False))
        values = {"parameter": _called(with_scale, rasters), "other": _called(without, rasters)}
        context.warn("scale_of_one_date", scale="; ".join(scale_texts(with_scale)), **values)


def _called(raster: Raster, rasters: Sequence[Raster]) -> str:
    """The parameter that names a raster; with its layer where several dates come from one parameter, as in a series."""
    parameter = raster.source.parameter
    alone = sum(item.source.parameter == parameter for item in rasters) == 1
    return parameter if alone else f"{parameter} '{raster.source.name}'"


def _scale(
    index: int, dates: Dates, rule: Normalisation, name: str, context: JobContext
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Factor and offset (bands, 1, 1) of a date: input of the network = value * factor + offset."""
    raster = dates.rasters[index]
    if rule.stretch and dates.statistics is None:
        return _stretched(raster, dates, rule, name, context)
    if rule.kind != "standardise" and raster.is_scaled and rule.divisor != EIGHT_BITS:
        # Physical values are what the divisor of a model for counts stands for.
        return factor_and_offset(replace(rule, divisor=1.0), None, len(raster.bands))
    if rule.kind != "standardise" and raster.stored_dtype == "uint8" and raster.is_scaled:
        return _of_counts(factor_and_offset(rule, None, len(raster.bands)), raster)
    if rule.kind != "standardise" and (raster.dtype == "uint8" or rule.divisor != EIGHT_BITS):
        return factor_and_offset(rule, None, len(raster.bands))
    statistics = dates.statistics[index] if dates.statistics is not None else sample_statistics(raster, dates)
    _check_content(raster, statistics, name, context)
    if statistics is not None:
        listing = ", ".join(f"{one:.4g} ± {other:.3g}" for one, other in zip(statistics.mean, np.maximum(statistics.std, 1e-6)))
        context.info("statistics", parameter=name, values=listing)
        if rule.kind != "standardise":
            context.warn("stretched", parameter=name, dtype=raster.dtype)
    else:
        shape = (len(raster.bands), 1, 1)
        return np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    return factor_and_offset(rule, statistics, len(raster.bands))


def _check_content(raster: Raster, statistics: Optional[BandStatistics], name: str, context: JobContext) -> None:
    """Warn of a date that shows nothing where it should: of one value, or in part filled with black or white.

    Networks mark change in such ground as they do elsewhere.
    """
    if statistics is None:
        return
    layer = raster.source.name
    if not statistics.std.any():
        context.warn("date_is_blank", parameter=name, layer=layer)
    elif statistics.black >= _LEAST_BLACK:
        context.warn("black_without_nodata", parameter=name, layer=layer, percent=100 * statistics.black)
    elif statistics.white >= _LEAST_WHITE:
        context.warn("white_without_nodata", parameter=name, layer=layer, percent=100 * statistics.white)


def _stretched(
    raster: Raster, dates: Dates, rule: Normalisation, name: str, context: JobContext
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Factor and offset (bands, 1, 1) of a date whose percentiles become 0 and 255.

    Of values of 8 bits a narrow range, such as that of nothing but water, is not stretched to all of them.
    """
    found = sample_statistics(raster, dates, rule.stretch)
    _check_content(raster, found, name, context)
    if found is None or found.low is None or found.high is None:
        shape = (len(raster.bands), 1, 1)
        return np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    listing = ", ".join(f"{one:.4g}-{other:.4g}" for one, other in zip(found.low, found.high))
    context.info("stretched_range", parameter=name, values=listing)
    if raster.stored_dtype == "uint8":
        least = _LEAST_RANGE * (np.abs(np.array(raster.scale, np.float64)[:, 0]) if raster.is_scaled else 1.0)
        more = np.maximum(least - (found.high - found.low), 0) / 2
        found = replace(found, low=found.low - more, high=found.high + more)
    return factor_and_offset(rule, found, len(raster.bands))


def _of_counts(
    scale: tuple[NDArray[np.float32], NDArray[np.float32]], raster: Raster
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Factor and offset for stored values, as those of the physical values that are read of them."""
    declared, shift = np.array(raster.scale, np.float64).T.reshape(2, -1, 1, 1)
    factor, offset = scale
    return (factor / declared).astype(np.float32), (offset - factor * shift / declared).astype(np.float32)


def factor_and_offset(
    rule: Normalisation, statistics: Optional[BandStatistics], bands: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Factor and offset (bands, 1, 1) of a date: input of the network = value * factor + offset.

    :param statistics: of the date; ``None`` = its values are what the rule's divisor is for.
    """
    shape = (bands, 1, 1)
    factor: NDArray[np.float64]
    offset: NDArray[np.float64]
    if statistics is None:
        factor, offset = np.full(bands, 1.0 / rule.divisor), np.zeros(bands)
    else:
        mean, std = statistics.mean, np.maximum(statistics.std, 1e-6)
        if rule.kind == "standardise":
            factor, offset = 1.0 / std, -mean / std
        elif rule.stretch and statistics.low is not None and statistics.high is not None:
            factor = EIGHT_BITS / np.maximum(statistics.high - statistics.low, 1e-6) / rule.divisor
            offset = -statistics.low * factor
        else:
            # The rule is for 8-bit imagery: other bit depths are stretched so that six deviations span 8 bits.
            factor = EIGHT_BITS / (6 * std) / rule.divisor
            offset = (3 * std - mean) * factor
    if rule.kind == "fixed":
        factor, offset = factor / np.asarray(rule.std), (offset - np.asarray(rule.mean)) / np.asarray(rule.std)
    return factor.reshape(shape).astype(np.float32), offset.reshape(shape).astype(np.float32)


def sample_statistics(raster: Raster, dates: Dates, percentiles: tuple[float, ...] = ()) -> Optional[BandStatistics]:
    """Mean and deviation of a date over the overlap, of a systematic sample that does not depend on the area.

    Whole samples at the working resolution, not overviews: averaging would shrink the deviation.

    :param percentiles: a low and a high one that are wanted, too; none = neither.
    :return: ``None`` where no pixel of the sample is valid.
    """
    # A boundless layer was rendered over the area only: elsewhere there is nothing to sample.
    ground = dates.work if raster.source.rendered else dates.overlap
    for density in _DENSITIES:
        statistics, count = _statistics(raster, dates.grid, sample_windows(ground, density), percentiles)
        if count >= _FEW_PIXELS or ground.pixels <= _SAMPLE_PIXELS:
            return statistics
    # The last resort: of the ground that is asked for.
    return statistics or _statistics(raster, dates.grid, sample_windows(dates.work), percentiles)[0]


def _statistics(
    raster: Raster, grid: Grid, windows: Sequence[Window], percentiles: tuple[float, ...]
) -> tuple[Optional[BandStatistics], int]:
    """Mean and deviation of the valid pixels of windows, and how many there are."""
    if raster.dtype == "uint8":
        return _statistics_of_counts(raster, grid, windows, percentiles)
    some: list[NDArray[np.float64]] = []  # pixels that the percentiles are of
    total = np.zeros(len(raster.bands))
    squares = np.zeros(len(raster.bands))
    count = 0
    shift: Optional[NDArray[np.float64]] = None  # keeps large values with a small deviation exact
    for window in windows:
        values, valid = raster.read(grid, window)
        if not valid.any():
            continue
        pixels = values[:, valid].astype(np.float64)
        if percentiles:
            some.append(pixels[:, :: _EVERY_PIXEL if pixels.shape[1] > _FEW_PIXELS else 1].copy())
        if shift is None:
            shift = pixels.mean(axis=1)
        pixels -= shift[:, None]
        total += pixels.sum(axis=1)
        squares += np.einsum("ij,ij->i", pixels, pixels)
        count += pixels.shape[1]
    if shift is None:
        return None, 0
    mean = total / count
    limits = tuple(np.percentile(np.concatenate(some, axis=1), percentiles, axis=1)) if percentiles else ()
    return BandStatistics(shift + mean, np.sqrt(np.maximum(squares / count - mean**2, 0.0)), *limits), count


def _statistics_of_counts(
    raster: Raster, grid: Grid, windows: Sequence[Window], percentiles: tuple[float, ...]
) -> tuple[Optional[BandStatistics], int]:
    """:func:`_statistics` of values of 8 bits, by how often there is each."""
    counts = np.zeros((len(raster.bands), 256), np.int64)
    # From below: the blocks that a prediction reads first are then the last ones in GDAL's cache.
    for window in reversed(windows):
        values, valid = raster.read(grid, window)
        everywhere = bool(valid.all())
        for band, count in zip(values, counts):
            count += np.bincount(band.ravel() if everywhere else band[valid], minlength=256)
    number = int(counts[0].sum())
    if not number:
        return None, 0
    levels = np.arange(256.0)
    mean = counts @ levels / number
    squares = (counts * (levels - mean[:, None]) ** 2).sum(axis=1)
    shares = counts.cumsum(axis=1) / number
    limits = tuple((shares < part / 100).sum(axis=1).astype(np.float64) for part in percentiles)
    low, high = limits or (None, None)
    filled = _filled(counts, number), _filled(counts[:, ::-1], number)
    return BandStatistics(mean, np.sqrt(squares / number), low, high, *filled), number


def _filled(counts: NDArray[np.int64], number: int) -> float:
    """The share of pixels at one end of the shades, 0 where it does not stand out from the next shades in every band.

    Shadows and bright roofs run into the next shades; filled ground does not, even where JPEG has changed it a little.
    """
    first = counts[:, :_FILL_SHADES].sum(axis=1)
    following = counts[:, _FILL_SHADES : 2 * _FILL_SHADES].sum(axis=1)
    stands_out = len(counts) >= _PICTURE_BANDS and bool((first > _FILL_CONTRAST * following).all())
    return float(first.min() / number) if stands_out else 0.0


def sample_windows(overlap: Window, density: int = 1) -> list[Window]:
    """Squares spread evenly over a window, at most ``density`` x 3 million pixels; the whole window when it is small."""
    if overlap.pixels <= _SAMPLE_PIXELS:
        rows = range(0, overlap.height, _SAMPLE_SIDE * 4)
        return [
            Window(overlap.row + row, overlap.col, min(_SAMPLE_SIDE * 4, overlap.height - row), overlap.width) for row in rows
        ]
    side = _SAMPLE_SIDE
    most = density * _SAMPLE_PIXELS // side**2
    aspect = overlap.width / overlap.height
    cols = max(1, min(int(math.sqrt(most * aspect)), overlap.width // side, most))
    rows_count = max(1, min(most // cols, overlap.height // side))
    windows = []
    for i in range(rows_count):
        for j in range(cols):
            row = overlap.row + int((i + 0.5) * overlap.height / rows_count) - side // 2
            col = overlap.col + int((j + 0.5) * overlap.width / cols) - side // 2
            # Of a window that is lower or narrower than a square, the square starts in it: else it could miss it.
            row, col = max(row, overlap.row), max(col, overlap.col)
            # Blocks of files start at multiples of 256: a sample on them reads one block, not four.
            window = Window(row // side * side, col // side * side, side, side)
            windows.append(window.clipped(overlap))
    return windows


def _normalise(
    values: NDArray[Any],
    valid: NDArray[np.bool_],
    factor: NDArray[np.float32],
    offset: NDArray[np.float32],
    result: NDArray[np.float32],
) -> None:
    """Normalise pixels (bands, height, width) into ``result``, 0 where they are invalid."""
    everywhere = bool(valid.all())
    for band, (known_factor, known_offset) in enumerate(zip(factor.ravel(), offset.ravel())):
        for row in range(0, valid.shape[0], _LINES):  # few lines stay in the processor's cache
            target = result[band, row : row + _LINES]
            # Converted first, then computed in place: together numpy would convert in small pieces, and take longer.
            target[...] = values[band, row : row + _LINES]
            target *= known_factor
            target += known_offset
            if not everywhere:
                known = valid[row : row + _LINES]
                target *= known  # invalid pixels become 0, the mean; NaN cannot be multiplied away
                if values.dtype.kind == "f":
                    target[~known] = 0.0
