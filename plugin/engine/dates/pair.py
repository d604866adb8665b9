"""The pair: two rasters of any kind brought onto one grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Iterable, Optional, Protocol, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.warp import transform

from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons
from ...model_file.spec import EIGHT_BITS, ModelSpec, Normalisation
from ...rules.bands import DateBands, choose_bands, choose_common_bands
from ...rules.resolution import MOST_PIXELS, choose_gsd, pair_gsd, suits, whole_multiple
from ..context import JobContext
from .grid import Grid, Window
from .ground import ground_sample_distance
from .ground_area import GroundArea, footprint, make_ground_area
from .raster import Raster

# Statistics come from at most this many pixels, in square samples spread evenly over the overlap.
_SAMPLE_PIXELS = 3_000_000
_SAMPLE_SIDE = 256
# Where the samples hold fewer pixels with data than this (a strip of imagery in a wide frame), more samples are taken.
_FEW_PIXELS = 2**16
_DENSITIES = (1, 4, 16)


class PairJob(Protocol):
    """What any job on a pair says of the ground and the grid; the fields of :class:`...jobs.detect_change.DetectChangeJob`."""

    @property
    def include(self) -> tuple[Polygons, ...]: ...

    @property
    def exclude(self) -> tuple[Polygons, ...]: ...

    @property
    def resolution(self) -> Optional[float]: ...


@dataclass(frozen=True)
class BandStatistics:
    """Of one date: float64 (bands,) in the raster's own units."""

    mean: NDArray[np.float64]
    std: NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two dates on one grid.

    :param grid: of AFTER's whole raster; ``work``: the window of it that is worked on and that outputs cover.
    :param overlap: the window of ``grid`` that both dates cover, whatever the area.
    :param statistics: of the dates, where they were cut from a larger pair and its statistics are known.
    """

    before: Raster
    after: Raster
    grid: Grid
    overlap: Window
    work: Window
    area: GroundArea
    gsd_m: float
    statistics: Optional[tuple[BandStatistics, BandStatistics]] = None


@dataclass(frozen=True)
class PairReader:
    """Reads normalised tiles of a pair."""

    pair: Pair
    scale: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]  # per date: factor and offset (bands, 1, 1)

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
        """A window of the pair's grid.

        :return: before and after, float32 (bands, height, width), 0 where a pixel is invalid; valid on both dates.
        """
        pair = self.pair
        before, before_valid = pair.before.read(pair.grid, window)
        after, after_valid = pair.after.read(pair.grid, window)
        return (
            _normalised(before, before_valid, *self.scale[0]),
            _normalised(after, after_valid, *self.scale[1]),
            before_valid & after_valid,
        )


def open_pair(
    job: PairJob,
    spec: Optional[ModelSpec],
    before: Raster,
    after: Raster,
    context: JobContext,
    on: Optional[tuple[Grid, Window]] = None,
) -> Pair:
    """Bring two opened rasters onto one grid, by the rules of DESIGN.md, and say in the log what was decided.

    :param spec: the model that the pair is for; ``None`` = a method that takes any bands and any resolution: all bands
        that the dates share, at the coarser of their resolutions.
    :param on: a grid, and the window of it to work on, that several pairs have in common; ``None`` = the pair's own.
    :raises JobFailure: bands, overlap, area or resolution do not fit.
    """
    _choose_bands(spec, before, after, context)
    _share_nodata(before, after, context)
    layers = (before.source.name, after.source.name)
    crs = after.crs if on is None else on[0].crs
    shapes = [footprint(after.native_grid, crs), footprint(before.native_grid, crs)]
    area = make_ground_area(job.include, job.exclude, shapes, crs, layers)
    if on is None:
        grid, gsd_m = _pair_grid(job, spec, before, after, area.bounds, context)
        work = grid.covering(area.bounds)
    else:
        grid, work = on
        left, bottom, right, top = grid.window_bounds(work)
        gsd_m = ground_sample_distance(crs, (left + right) / 2, (bottom + top) / 2, grid.xres, grid.yres)
    overlap = grid.covering(area.overlap_bounds)
    if work.pixels == 0:
        raise JobFailure("area_outside", "AREA", before=layers[0], after=layers[1])
    if work.pixels > MOST_PIXELS:
        raise JobFailure("area_too_large", _size_parameter(job), width=work.width, height=work.height, limit=MOST_PIXELS)
    for raster, other in ((before, after), (after, before)):
        context.info("read_as_is" if raster.is_plain(grid) else "resampled", parameter=_called(raster, other))
    context.info("grid", width=work.width, height=work.height, gsd=gsd_m, crs=grid.crs.to_string()[:60])
    return Pair(before, after, grid, overlap, work, area, gsd_m)


def common_grid(job: PairJob, spec: Optional[ModelSpec], dates: Sequence[Raster], context: JobContext) -> tuple[Grid, Window]:
    """The grid on which several dates are compared, and the window of it to work on: that of the last date, at the
    resolution that the coarsest of them allows.

    :raises JobFailure: area or resolution do not fit.
    """
    last = dates[-1]
    names = (dates[0].source.name, last.source.name)
    area = make_ground_area(job.include, job.exclude, [footprint(last.native_grid, last.crs)], last.crs, names)
    x, y = (area.bounds[0] + area.bounds[2]) / 2, (area.bounds[1] + area.bounds[3]) / 2

    def gsd_here(date: Raster) -> float:
        (own_x,), (own_y,) = transform(last.crs, date.crs, [x], [y]) if date.crs != last.crs else ([x], [y])
        return date.gsd(own_x, own_y)

    grid, _ = _pair_grid(job, spec, max(dates[:-1], key=gsd_here), last, area.bounds, context)
    work = grid.covering(area.bounds)
    if work.pixels > MOST_PIXELS:
        raise JobFailure("area_too_large", _size_parameter(job), width=work.width, height=work.height, limit=MOST_PIXELS)
    return grid, work


def _size_parameter(job: PairJob) -> str:
    """The parameter that decides how many pixels there are."""
    return "AREA" if job.resolution is None else "RESOLUTION"


def make_reader(pair: Pair, normalisation: Normalisation, context: JobContext) -> PairReader:
    """A reader whose normalisation follows the model's rule; statistics are of the whole overlap, never of a tile."""
    scales = []
    for raster, name in ((pair.before, "BEFORE"), (pair.after, "AFTER")):
        scales.append(_scale(raster, pair, normalisation, name, context))
    return PairReader(pair, tuple(scales))


def _choose_bands(spec: Optional[ModelSpec], before: Raster, after: Raster, context: JobContext) -> None:
    """Choose the bands of both dates, say which, and look whether they can be read."""
    rasters = (before, after)
    if spec is None:
        dates = [DateBands(raster.band_descriptions(), raster.source.bands, raster.source.name) for raster in rasters]
        numbers, how = choose_common_bands(*dates)
        chosen = [(numbers[0], how), (numbers[1], how)]
        names = tuple(str(index) for index in range(1, len(numbers[0]) + 1))
    else:
        chosen = [
            choose_bands(
                raster.band_descriptions(), spec.bands, raster.source.bands, raster.source.name, raster.source.parameter
            )
            for raster in rasters
        ]
        names = tuple(band.name for band in spec.bands)
    for raster, (bands, how) in zip(rasters, chosen):
        raster.choose(bands)
        raster.check_readable()
        listing = ", ".join(f"{name} = {number}" if name != str(number) else name for name, number in zip(names, bands))
        source = raster.source
        context.info(how, parameter=source.parameter, layer=source.name, bands=listing, dtype=raster.dtype)


def _pair_grid(
    job: PairJob,
    spec: Optional[ModelSpec],
    before: Raster,
    after: Raster,
    bounds: tuple[float, float, float, float],
    context: JobContext,
) -> tuple[Grid, float]:
    """The pair's grid and its ground sample distance in metres."""
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    native = after.native_grid
    (before_x,), (before_y,) = transform(after.crs, before.crs, [x], [y]) if before.crs != after.crs else ([x], [y])
    after_m, before_m = after.gsd(x, y), before.gsd(before_x, before_y)
    for raster, size in ((before, before_m), (after, after_m)):
        if not (math.isfinite(size) and size > 0):
            source = raster.source
            raise JobFailure("crs_unfit", source.parameter, layer=source.name, crs=raster.crs.to_string()[:60])
    if job.resolution is not None:
        if not (math.isfinite(job.resolution) and job.resolution > 0):
            raise JobFailure("resolution_invalid", "RESOLUTION", value=job.resolution)
        xres = yres = job.resolution
        gsd_m = ground_sample_distance(after.crs, x, y, xres, yres)
        if spec is not None and not suits(gsd_m, spec.gsd_m):
            least, most = spec.gsd_m.minimum, spec.gsd_m.maximum
            context.warn("resolution_unsuited", chosen=gsd_m, minimum=least, maximum=most, model=spec.id)
    else:
        gsd_m = _automatic_gsd(spec, before_m, after_m)
        xres, yres = native.xres * gsd_m / after_m, native.yres * gsd_m / after_m
    if spec is None:
        context.info("resolution_of_pair", before=before_m, after=after_m, chosen=gsd_m)
    else:
        least, most = spec.gsd_m.minimum, spec.gsd_m.maximum
        context.info("resolution", before=before_m, after=after_m, chosen=gsd_m, minimum=least, maximum=most)
    height = max(1, math.ceil(native.height * native.yres / yres - 1e-3))
    width = max(1, math.ceil(native.width * native.xres / xres - 1e-3))
    return Grid(after.crs, native.left, native.top, xres, yres, height, width), gsd_m


def _automatic_gsd(spec: Optional[ModelSpec], before_m: float, after_m: float) -> float:
    """Metres on the ground a pixel to work at when the user asks for none.

    :param before_m, after_m: ground sample distances of the dates.
    :raises JobFailure: ``resolution_too_coarse``.
    """
    pair_m = pair_gsd(before_m, after_m)
    gsd_m, least, most = pair_m, pair_m, math.inf
    if spec is not None:
        chosen = choose_gsd(pair_m, spec.gsd_m)
        if chosen is None:
            raise JobFailure(
                "resolution_too_coarse",
                "BEFORE" if before_m > after_m else "AFTER",
                pair=f"{pair_m:.3g}",
                model=spec.id,
                minimum=f"{spec.gsd_m.minimum:g}",
                maximum=f"{spec.gsd_m.maximum:g}",
            )
        gsd_m, least, most = chosen.gsd_m, max(pair_m, spec.gsd_m.minimum), spec.gsd_m.maximum
    if abs(gsd_m - after_m) <= 0.01 * after_m:
        return after_m
    return whole_multiple(after_m, gsd_m, least, most) if gsd_m > after_m else gsd_m


def _share_nodata(before: Raster, after: Raster, context: JobContext) -> None:
    """A nodata value that only one date declares holds for the other of the same type: producers forget it."""
    for one, other in ((before, after), (after, before)):
        value = one.declared_nodata
        forgotten = all(item is None for item in other.validity.nodata) and other.validity.alpha is None
        forgotten = forgotten and not other.validity.mask and other.source.use_file_nodata and one.dtype == other.dtype
        if value is not None and forgotten:
            other.also_nodata(value)
            context.info("nodata_shared", parameter=_called(other, one), value=value)


def _called(raster: Raster, other: Raster) -> str:
    """The parameter that names a raster; with its layer where both dates come of one, as in a series."""
    parameter = raster.source.parameter
    return f"{parameter} '{raster.source.name}'" if parameter == other.source.parameter else parameter


def _scale(
    raster: Raster, pair: Pair, rule: Normalisation, name: str, context: JobContext
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Factor and offset (bands, 1, 1): input of the network = value * factor + offset."""
    if rule.kind != "standardise" and (raster.dtype == "uint8" or rule.divisor != EIGHT_BITS):
        return factor_and_offset(rule, None, len(raster.bands))
    if pair.statistics is not None:
        statistics: Optional[BandStatistics] = pair.statistics[0 if raster is pair.before else 1]
    else:
        statistics = sample_statistics(raster, pair)
    if statistics is not None:
        listing = ", ".join(f"{one:.4g} ± {other:.3g}" for one, other in zip(statistics.mean, np.maximum(statistics.std, 1e-6)))
        context.info("statistics", parameter=name, values=listing)
        if rule.kind != "standardise":
            context.warn("stretched", parameter=name, dtype=raster.dtype)
    else:
        shape = (len(raster.bands), 1, 1)
        return np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    return factor_and_offset(rule, statistics, len(raster.bands))


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
        else:
            # The rule is for 8-bit imagery: other bit depths are stretched so that six deviations span 8 bits.
            factor = EIGHT_BITS / (6 * std) / rule.divisor
            offset = (3 * std - mean) * factor
    if rule.kind == "fixed":
        factor, offset = factor / np.asarray(rule.std), (offset - np.asarray(rule.mean)) / np.asarray(rule.std)
    return factor.reshape(shape).astype(np.float32), offset.reshape(shape).astype(np.float32)


def sample_statistics(raster: Raster, pair: Pair) -> Optional[BandStatistics]:
    """Mean and deviation of a date over the overlap, of a systematic sample that does not depend on the area.

    Whole samples at the working resolution, not overviews: averaging would shrink the deviation.
    :return: ``None`` where no pixel of the sample is valid.
    """
    # A boundless layer was rendered over the area only: elsewhere there is nothing to sample.
    ground = pair.work if raster.source.rendered else pair.overlap
    for density in _DENSITIES:
        statistics, count = _statistics(raster, pair.grid, sample_windows(ground, density))
        if count >= _FEW_PIXELS or ground.pixels <= _SAMPLE_PIXELS:
            return statistics
    # The last resort: of the ground that is asked for.
    return statistics or _statistics(raster, pair.grid, sample_windows(pair.work))[0]


def _statistics(raster: Raster, grid: Grid, windows: Iterable[Window]) -> tuple[Optional[BandStatistics], int]:
    """Mean and deviation of the valid pixels of windows, and how many there are."""
    total = np.zeros(len(raster.bands))
    squares = np.zeros(len(raster.bands))
    count = 0
    shift: Optional[NDArray[np.float64]] = None  # keeps large values with a small deviation exact
    for window in windows:
        values, valid = raster.read(grid, window)
        if not valid.any():
            continue
        pixels = values[:, valid].astype(np.float64)
        if shift is None:
            shift = pixels.mean(axis=1)
        pixels -= shift[:, None]
        total += pixels.sum(axis=1)
        squares += np.einsum("ij,ij->i", pixels, pixels)
        count += pixels.shape[1]
    if shift is None:
        return None, 0
    mean = total / count
    return BandStatistics(shift + mean, np.sqrt(np.maximum(squares / count - mean**2, 0.0))), count


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


def _normalised(
    values: NDArray[Any], valid: NDArray[np.bool_], factor: NDArray[np.float32], offset: NDArray[np.float32]
) -> NDArray[np.float32]:
    result = np.multiply(values, factor, dtype=np.float32)
    result += offset
    if not valid.all():
        result *= valid  # invalid pixels become 0, the mean; NaN cannot be multiplied away
        if values.dtype.kind == "f":
            result[:, ~valid] = 0.0
    return result
