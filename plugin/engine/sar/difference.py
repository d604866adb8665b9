"""``groundshift:sardifference``: a radar date against its prediction by earlier dates; score, mask and polygons of change.

Images are read in decibels, speckle-filtered and levelled. A sample fits the prediction, the threshold and the decision for a
method; blocks are then predicted one by one, so that memory does not grow with the image.
"""

from __future__ import annotations

import os
import time
import traceback
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Callable, Iterator, Optional, Sequence, Union

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sar import FILTERS, METHODS, THRESHOLD_METHODS, DescribeRadarJob, SarDifferenceJob
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ...rules.sar_dates import chosen_rows
from ...rules.sar_table import Acquisition, read_table, same_track
from ..classic.histogram import Histogram
from ..classic.kittler_illingworth import kittler_illingworth
from ..context import JobContext, gdal_cache, job_environment
from ..dates.grid import Grid, Window
from ..dates.ground import ground_sample_distance, measure_pixels
from ..dates.ground_area import GroundArea, footprint, make_ground_area
from ..dates.raster import Raster
from ..dates.reading import ReadDate, describe_reading, log_reading
from ..objects.runs import ObjectStream, ObjectTable
from ..outputs import rasters, styles
from ..outputs.finish import RawMask, Score, finish_outputs, log_changed
from ..outputs.paths import check_paths
from . import speckle
from .methods import NETWORK, WITH_ONE_IMAGE, Fit, Sample, before, choose_gap, choose_method, fit_of
from .network_prediction import RadarModel, open_model
from .prediction import Decibels, Difference, Predictor, Standardised, without_rims
from .scratch_layer import ScratchLayer, create_layer
from .stack import SarImage, common_polarisations, completed, open_image, rows_of_place, target_grid
from .terrain import FEATURES, open_elevation, read_terrain

RISE, FALL = ChangeClass(1, "rise", "#2b83ba"), ChangeClass(2, "fall", "#d7191c")
CLASSES = (RISE, FALL)
SCORE = Score("score", (4, 4))

_DEFAULT_SHARE = 0.001  # of false alarms
_SAMPLE_BYTES = 16 * 2**20  # of all images
_SAMPLE_SIDE = 256
_BLOCK_BYTES = 48 * 2**20  # of the images of one block
_NULL_DATES = 3  # earlier dates by which false alarms are counted
_STRIP_PIXELS = 2**21  # that are looked at together where an image is passed row by row
_LISTED_DAYS = 3  # of the dates in which change is sought, in the log
_SAMPLED_AT, _FITTED_AT, _COMPARED_AT, _DECIDED_AT = 0.2, 0.25, 0.85, 0.93


@dataclass(frozen=True)
class _Stack:
    """The opened images, in the order of time.

    :param earlier: by which the others are predicted.
    :param dates: those in which change is sought, and later ones that may confirm it.
    :param gap_days: images of so many days before a date do not predict it.
    :param sought: which of the dates change is sought in; the first is one of them.
    """

    earlier: tuple[SarImage, ...]
    dates: tuple[SarImage, ...]
    sought: tuple[bool, ...]
    polarisations: tuple[str, ...]
    grid: Grid
    work: Window
    area: GroundArea
    smooth: Callable[[Decibels], Decibels]
    gap_days: float = 0.0
    elevation: Optional[Raster] = None

    @property
    def images(self) -> tuple[SarImage, ...]:
        return (*self.earlier, *self.dates)

    @property
    def first(self) -> Acquisition:
        """The first date in which change is sought."""
        return self.dates[0].acquisition

    @property
    def targets(self) -> tuple[int, ...]:
        """Which of the dates change is sought in."""
        return tuple(number for number, sought in enumerate(self.sought) if sought)

    def read(self, image: SarImage, window: Window) -> Decibels:
        """Read a window of an image, filtered with what lies around it."""
        halo = 0 if self.smooth is speckle.FILTERS["none"] else speckle.HALO
        around = window.grown(halo).clipped(self.grid.window)
        smooth = np.stack([self.smooth(band) for band in image.read(self.grid, around)])
        rows, cols = window.within(around).slices
        return smooth[:, rows, cols]

    def read_earlier(self, window: Window) -> Decibels:
        """Read a window of all earlier images: (dates, bands, height, width)."""
        return np.stack([self.read(image, window) for image in self.earlier])

    def read_terrain(self, window: Window) -> Optional[Decibels]:
        """Read a window of the terrain's features; ``None`` = no elevation model was given."""
        return None if self.elevation is None else read_terrain(self.elevation, self.grid, window)


def sar_difference(job: SarDifferenceJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:sardifference`` by name, the method and the threshold that were used.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"DIFFERENCE": job.difference, "SCORE": job.score, "MASK": job.mask, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch), ExitStack() as files:
        try:
            return _detect(job, {name: path for name, path in outputs.items() if path}, files, context)
        except BaseException as error:
            # The frames of an error hold scratch files open, which Windows would not remove.
            traceback.clear_frames(error.__traceback__)
            raise


def describe_difference(job: DescribeRadarJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: READING, see :class:`...jobs.sar.DescribeRadarJob`.
    :raises JobFailure: the images cannot be read, or there is none to predict from.
    """
    difference = job.difference
    table = [completed(row) for row in rows_of_place(read_table(difference.table), difference.place)]
    with gdal_cache(), ExitStack() as files:
        stack = _open_stack(difference, table, _open_model(difference, context), files, context)
        return {"READING": _describe(stack, context)}


def _detect(job: SarDifferenceJob, outputs: dict[str, str], files: ExitStack, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    _check_settings(job)
    table = [completed(row) for row in rows_of_place(read_table(job.table), job.place)]
    used = [job.table, *(path for path in (job.model, job.dem and job.dem.path) if path)]
    check_paths(outputs, [*used, *(band.path for row in table for band in row.bands.values())])
    model = _open_model(job, context)
    os.makedirs(job.scratch, exist_ok=True)
    stack = _open_stack(job, table, model, files, context)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    _check_space(job, stack, outputs)
    stack, sample, terrain = _with_data(stack, *_read_sample(stack, context), context)
    job = replace(job, provenance={**job.provenance, "reading": _describe(stack, context)})
    method, fit = _decide_method(job, stack, sample, model, context)
    threshold = _decide_threshold(job, stack, sample, terrain, fit, context)
    predictors = _fit_all(stack, sample, terrain, fit, context)
    del sample, terrain
    found = _compare(job, stack, predictors, threshold, staged, outputs, context)
    values = _write_objects(job, stack, found, staged, outputs, context)
    publish(outputs.items(), job.scratch)
    grid = stack.grid.cropped(stack.work)
    log_changed(values, grid, time.monotonic() - started, (job.area_unit, job.area_unit_m2), context)
    context.progress(1.0, "done", 0.0)
    return {**outputs, **values, "METHOD_USED": method, "THRESHOLD": found.threshold}


# -- the table ------------------------------------------------------------------------------------


def _check_settings(job: SarDifferenceJob) -> None:
    for parameter, value, known in (
        ("METHOD", job.method, METHODS),
        ("FILTER", job.speckle_filter, FILTERS),
        ("THRESHOLD_METHOD", job.threshold_method, THRESHOLD_METHODS),
    ):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    if not job.min_area_m2 >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=job.min_area_m2)
    if job.threshold_method == "fixed" and job.threshold is None:
        raise JobFailure("threshold_needed", "THRESHOLD")
    if job.threshold is not None and not job.threshold > 0:
        raise JobFailure("threshold_not_positive", "THRESHOLD", value=f"{job.threshold:g}")
    if job.threshold_method == "false-alarm-share" and job.threshold is not None and not job.threshold < 1:
        raise JobFailure("threshold_range", "THRESHOLD", value=f"{job.threshold:g}")


def _open_model(job: SarDifferenceJob, context: JobContext) -> Optional[RadarModel]:
    """The model of the method ``network``, which MODEL chooses in place of the automatic method, too.

    :raises JobFailure: ``sar_model_needed``, ``sar_model_dem``, or the model cannot be used.
    """
    if job.method != NETWORK and (job.model is None or job.method != "automatic"):
        if job.model is not None:
            context.warn("sar_model_unused", method=job.method)
        return None
    if job.model is None:
        raise JobFailure("sar_model_needed", "MODEL")
    model = open_model(job.model)
    if model.elevation and job.dem is None:
        raise JobFailure("sar_model_dem", "DEM", model=model.name)
    if model.speckle_filter not in ("", job.speckle_filter):
        context.warn("sar_model_filter", model=model.name, trained=model.speckle_filter, filter=job.speckle_filter)
    return model


def _open_stack(
    job: SarDifferenceJob, rows: Sequence[Acquisition], model: Optional[RadarModel], files: ExitStack, context: JobContext
) -> _Stack:
    targets = [rows[index] for index in chosen_rows(rows, job.date)]
    date = targets[0]
    # Two products of one acquisition are no two dates.
    earlier, later = before(date, rows), [row for row in rows if row.time > date.time]
    if not job.all_tracks:
        here = [row for row in earlier if same_track(row, date)]
        if len(here) < len(earlier):
            context.info("sar_tracks_left_out", count=len(earlier) - len(here), track=date.track or date.direction)
        earlier, later = here, [row for row in later if same_track(row, date)]
    gap_days = job.gap_days
    if job.method == "automatic" and model is None and not gap_days:
        gap_days = choose_gap(date, earlier)
    if gap_days > 0:
        old = before(date, earlier, gap_days)
        context.info("sar_gap" if job.gap_days else "sar_gap_automatic", count=len(earlier) - len(old), days=gap_days)
        earlier = old
    polarisations = common_polarisations(earlier, date) if earlier else ()
    if model is not None:
        polarisations = model.polarisations
        if not set(polarisations) <= set(date.bands):
            values = {"model": model.name, "needed": ", ".join(polarisations), "found": ", ".join(sorted(date.bands))}
            raise JobFailure("sar_model_polarisations", "MODEL", date=date.day, **values)
    whole = [row for row in earlier if set(polarisations) <= set(row.bands)]
    if len(whole) < len(earlier):
        context.warn("sar_bands_missing", count=len(earlier) - len(whole), bands=", ".join(polarisations))
    if not whole:
        raise JobFailure("sar_no_earlier", "TABLE", date=date.day)
    assumed = sorted({item for row in (*whole, date) for item in row.inferred})
    if assumed:
        context.warn("sar_inferred", columns=", ".join(assumed))
    later = [row for row in later if set(polarisations) <= set(row.bands)]
    sought = [any(row is target for target in targets) for row in (date, *later)]
    if sum(sought) < len(targets):
        context.warn("sar_dates_left_out", count=len(targets) - sum(sought), date=date.day)
    needed = _with_confirmations(sought, job.confirmations)
    dates = tuple(open_image(row, polarisations, files, context) for row, wanted in zip((date, *later), needed) if wanted)
    grid = target_grid(dates[0].rasters[0], job.resolution)
    name = dates[0].rasters[0].source.name
    area = make_ground_area(job.include, job.exclude, [footprint(grid, grid.crs)], grid.crs, (name, name))
    work = grid.covering(area.bounds)
    if not work.pixels:
        raise JobFailure("area_outside_layer", "AREA", layer=name)
    stack = _Stack(
        tuple(open_image(row, polarisations, files, context) for row in whole),
        dates,
        tuple(chosen for chosen, wanted in zip(sought, needed) if wanted),
        polarisations,
        grid,
        work,
        area,
        speckle.FILTERS[job.speckle_filter],
        gap_days,
        open_elevation(job.dem, files),
    )
    context.info(
        "sar_stack",
        date=_days([dates[number].acquisition for number in stack.targets]),
        earlier=len(whole),
        first=whole[0].day,
        last=whole[-1].day,
        bands=", ".join(polarisations),
        filter=job.speckle_filter,
    )
    warped = sum(not image.rasters[0].is_plain(grid) for image in stack.images)
    if warped:
        context.info("sar_resampled", count=warped)
    return stack


def _with_confirmations(sought: Sequence[bool], count: int) -> list[bool]:
    """Which dates are sought, or are one of so many that follow one that is."""
    return [any(sought[max(0, number - count) : number + 1]) for number in range(len(sought))]


def _days(rows: Sequence[Acquisition]) -> str:
    """The days of rows, for the log."""
    if len(rows) <= _LISTED_DAYS:
        return ", ".join(row.day for row in rows)
    return f"{rows[0].day} .. {rows[-1].day} ({len(rows)})"


def _describe(stack: _Stack, context: JobContext) -> dict[str, Any]:
    """Describe how the images are read, an entry for each polarisation of each, and log it."""
    left, bottom, right, top = stack.grid.window_bounds(stack.work)
    size = stack.grid.xres, stack.grid.yres
    gsd_m = ground_sample_distance(stack.grid.crs, (left + right) / 2, (bottom + top) / 2, *size)
    images = stack.images
    read = [ReadDate(raster, [name]) for image in images for raster, name in zip(image.rasters, stack.polarisations)]
    reading = describe_reading(read, stack.grid, stack.work, gsd_m)
    for date, unit in zip(reading["dates"], (image.unit for image in images for _ in stack.polarisations)):
        date["unit"] = unit
    log_reading({"dates": _alike_together(reading["dates"])}, context)
    return reading


def _alike_together(dates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Images that are read alike as one, which is named by the first, the last, and their number."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for date in dates:
        kind = repr(sorted((key, value) for key, value in date.items() if key != "layer"))
        kinds.setdefault(kind, []).append(date)
    return [
        {**alike[0], "layer": f"{alike[0]['layer']} .. {alike[-1]['layer']} ({len(alike)})"} if len(alike) > 1 else alike[0]
        for alike in kinds.values()
    ]


# -- what is fitted on a sample --------------------------------------------------------------------


def _sample(stack: _Stack) -> list[Window]:
    """Windows spread evenly over the area that hold about as many pixels as a sample may have; all where the area is small."""
    work, side = stack.work, _SAMPLE_SIDE
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    windows = [window for window in windows if stack.area.meets(stack.grid, window)]
    planes = len(stack.polarisations) * len(stack.images)
    step = max(1, -(-sum(window.pixels for window in windows) * planes * 4 // _SAMPLE_BYTES))
    # A step that shares no factor with the number of columns meets all of them.
    while len(windows) > step > 1 and np.gcd(step, len(cols)) > 1:
        step += 1
    return windows[::step]


def _read_sample(stack: _Stack, context: JobContext) -> tuple[Decibels, Optional[Decibels]]:
    """The sample of the images and of the terrain, pixels of the area only.

    :return: (earlier images, dates; bands; pixels) and (features, pixels), ``None`` = no elevation model.
    """
    images = stack.images
    windows = _sample(stack)
    parts: list[Decibels] = [np.zeros((len(images), len(stack.polarisations), 0), np.float32)]
    terrains: list[Decibels] = [np.zeros((FEATURES, 0), np.float32)]
    for number, window in enumerate(windows, 1):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        if inside.any():
            parts.append(np.stack([stack.read(image, window)[:, inside] for image in images]))
            terrain = stack.read_terrain(window)
            if terrain is not None:
                terrains.append(terrain[:, inside])
        context.progress(_SAMPLED_AT * number / len(windows), "reading")
    sample = np.concatenate(parts, axis=-1)
    return sample, None if stack.elevation is None else np.concatenate(terrains, axis=-1)


def _with_data(
    stack: _Stack, sample: Decibels, terrain: Optional[Decibels], context: JobContext
) -> tuple[_Stack, Decibels, Optional[Decibels]]:
    """Leave out the images that have no data in the area.

    :raises JobFailure: ``sar_no_data`` or ``sar_no_earlier``.
    """
    count = len(stack.earlier)
    known = np.asarray(np.isfinite(sample).all(axis=1).any(axis=-1))
    targets = [number for number in stack.targets if known[count + number]]
    if not targets:
        raise JobFailure("sar_no_data", "TABLE", date=stack.first.day)
    if known.all():
        return stack, sample, terrain
    context.warn("sar_images_empty", count=int(np.count_nonzero(~known)))
    if not known[:count].any():
        raise JobFailure("sar_no_earlier", "TABLE", date=stack.first.day)
    known[count : count + targets[0]] = False  # the first date is one in which change is sought
    earlier, dates = (
        [item for item, kept in zip(part, flags) if kept]
        for part, flags in ((stack.earlier, known[:count]), (stack.dates, known[count:]))
    )
    sought = [item for item, kept in zip(stack.sought, known[count:]) if kept]
    return replace(stack, earlier=tuple(earlier), dates=tuple(dates), sought=tuple(sought)), sample[known], terrain


def _decide_method(
    job: SarDifferenceJob, stack: _Stack, sample: Decibels, model: Optional[RadarModel], context: JobContext
) -> tuple[str, Fit]:
    """The name of the method, and its fit.

    :raises JobFailure: ``sar_too_few`` or ``sar_model_dates``: there are too few earlier images.
    """
    count = len(stack.earlier)
    method = job.method
    if model is not None:
        method = NETWORK
        if count < model.spec.dates:
            raise JobFailure("sar_model_dates", "MODEL", model=model.name, needed=model.spec.dates, count=count)
        context.info("sar_method_network", model=model.name, dates=model.spec.dates)
    elif method == "automatic":
        choices = [choose_method(sample[:count], sample[count + number]) for number in stack.targets]
        # One method for all dates: that for much change, if one of them needs it.
        method, reason = next((choice for choice in choices if choice[1] == "sar_method_much_change"), choices[0])
        context.info(reason, method=method, count=count)
    elif count < 2 and method not in WITH_ONE_IMAGE:
        raise JobFailure("sar_too_few", "METHOD", method=method, count=count)
    return method, fit_of(method, model)


def _decide_threshold(
    job: SarDifferenceJob, stack: _Stack, sample: Decibels, terrain: Optional[Decibels], fit: Fit, context: JobContext
) -> Optional[float]:
    """The threshold as far as earlier dates give it; ``None`` = from the scores of the whole image."""
    if job.threshold_method == "fixed":
        return job.threshold
    if job.threshold_method == "kittler-illingworth":
        return None
    share = _DEFAULT_SHARE if job.threshold is None else job.threshold
    return _threshold_by_false_alarms(stack, sample[: len(stack.earlier)], terrain, fit, share, context)


@dataclass(frozen=True)
class _OfNull:
    """The prediction of an earlier date. :param index: of that date. :param count: earliest images that predict it."""

    predictor: Predictor
    index: int
    count: int


def _threshold_by_false_alarms(
    stack: _Stack, earlier: Decibels, terrain: Optional[Decibels], fit: Fit, share: float, context: JobContext
) -> Optional[float]:
    """The score that a share of the pixels exceeds on the latest earlier dates, each predicted from the dates before it."""
    rows = [image.acquisition for image in stack.earlier]
    predictors: list[_OfNull] = []
    for index in range(len(earlier) - 1, max(1, len(earlier) - 1 - _NULL_DATES), -1):
        context.check()
        count = len(before(rows[index], rows[:index], stack.gap_days))
        predictor = fit(Sample(earlier[:count], earlier[index], rows[index], rows[:count], terrain)) if count > 1 else None
        if predictor is not None:
            predictors.append(_OfNull(predictor, index, count))
    scores: list[NDArray[np.float32]] = []
    for item in predictors:
        if not item.predictor.halo:
            score = item.predictor.difference(earlier[: item.count], earlier[item.index], terrain).score
            scores.append(score[np.isfinite(score)])
    scores.extend(_scores_of_blocks(stack, [item for item in predictors if item.predictor.halo], context))
    known = np.concatenate(scores) if scores else np.zeros(0)
    if known.size < 10 / share:
        context.warn("sar_threshold_from_image", share=share)
        return None
    value = float(np.quantile(known, 1 - share))
    context.info("sar_threshold", value=value, share=share, dates=len(predictors))
    return value


def _scores_of_blocks(stack: _Stack, predictors: Sequence[_OfNull], context: JobContext) -> Iterator[NDArray[np.float32]]:
    """Scores of earlier dates on the sample's windows, of predictions that need blocks of two dimensions."""
    if not predictors:
        return
    for window in _sample(stack):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        if not inside.any():
            continue
        # All have one context: they are of one method.
        around = _context_of(stack, window, predictors[0].predictor)
        earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
        for item in predictors:
            found = item.predictor.difference(earlier[: item.count], earlier[item.index], terrain)
            score = _part(found, window.within(around)).score
            yield score[inside & np.isfinite(score)]


def _fit_all(
    stack: _Stack, sample: Decibels, terrain: Optional[Decibels], fit: Fit, context: JobContext
) -> tuple[Predictor, ...]:
    """Fit the prediction of each date, all from the same earlier images."""
    context.progress(_FITTED_AT, "comparing")
    count = len(stack.earlier)
    rows = [image.acquisition for image in stack.earlier]
    fitted = []
    for image, date in zip(stack.dates, sample[count:]):
        predictor = fit(Sample(sample[:count], date, image.acquisition, rows, terrain))
        if predictor is None:
            raise JobFailure("too_uniform")
        fitted.append(predictor)
    return tuple(fitted)


# -- the pass over the image -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """Arrays on the work window, in scratch files.

    :param score: float32, of the date with the highest one, NaN = no data.
    :param mean: float32, mean difference over the bands on that date, dB.
    :param first: uint16, number of the date on which the change is seen first.
    :param confirmed: uint8, later dates that show the change. :param seen: uint8, later dates with data.
    :param reach: pixels over which the score is averaged.
    """

    score: ScratchLayer
    mean: ScratchLayer
    first: ScratchLayer
    confirmed: ScratchLayer
    seen: ScratchLayer
    threshold: float
    reach: int


def _strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """First row, and the row after the last one, of strips whose pixels are bounded."""
    rows = max(64, min(512, _STRIP_PIXELS // max(1, width) // 64 * 64))
    for row in range(0, height, rows):
        yield row, min(row + rows, height)


def _context_of(stack: _Stack, window: Window, predictor: Predictor) -> Window:
    """A window with what its prediction depends on; it begins at a multiple of the stride from the grid's origin."""
    around = window.grown(predictor.halo).clipped(stack.grid.window)
    row, col = (start // predictor.stride * predictor.stride for start in (around.row, around.col))
    return Window(row, col, around.height + around.row - row, around.width + around.col - col)


def _part(found: Difference, window: Window) -> Difference:
    """The part of a difference inside a window."""
    rows, cols = window.slices
    return Difference(found.decibels[:, rows, cols], found.score[rows, cols])


def _blocks(stack: _Stack, side: Optional[int]) -> Iterator[Window]:
    images = len(stack.images) * len(stack.polarisations)
    if side is None:
        side = max(64, min(512, int((_BLOCK_BYTES / 4 / images) ** 0.5) // 16 * 16))
    work = stack.work
    for row in range(work.row, work.row + work.height, side):
        for col in range(work.col, work.col + work.width, side):
            yield Window(row, col, side, side).clipped(work)


def _compare(
    job: SarDifferenceJob,
    stack: _Stack,
    predictors: Sequence[Predictor],
    threshold: Optional[float],
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> _Found:
    """Predict block by block; DIFFERENCE and SCORE are written, the scores wait in scratch files."""
    grid = stack.grid.cropped(stack.work)
    shape = (grid.height, grid.width)

    def scratch(name: str, dtype: str) -> ScratchLayer:
        return create_layer(os.path.join(job.scratch, f"{name}.npy"), dtype, shape)

    score, mean = scratch("score", "float32"), scratch("mean", "float32")
    first, confirmed, seen = scratch("first", "uint16"), scratch("confirmed", "uint8"), scratch("seen", "uint8")
    # Where the threshold is not known yet, the scores of all dates wait.
    waits = threshold is None and len(stack.dates) > 1
    waiting = [scratch(f"date{number}", "float32") for number in range(len(stack.dates) if waits else 0)]
    counts = Histogram()
    names = [f"{name} difference (dB)" for name in stack.polarisations]
    windows = list(_blocks(stack, job.block))
    started = time.monotonic()
    with ExitStack() as written:
        written.enter_context(writing("DIFFERENCE", outputs.get("DIFFERENCE", job.scratch)))
        target = None
        if "DIFFERENCE" in staged:
            created = rasters.create_difference(staged["DIFFERENCE"], grid, names, job.provenance)
            target = written.enter_context(created)
        for number, window in enumerate(windows, 1):
            context.check()
            place = window.within(stack.work)
            inside = stack.area.pixels(stack.grid, window)
            strongest, signed = _differences(stack, predictors, window)
            own = np.where(inside, strongest.score, np.nan)
            difference = np.where(np.isfinite(own), strongest.decibels, np.nan).astype(np.float32)
            score[place.slices] = own
            mean[place.slices] = difference.mean(axis=0)
            counts.add(own[np.isfinite(own)].astype(np.float32))
            if target is not None:
                rows, cols = place.slices
                target.write(difference, window=((rows.start, rows.stop), (cols.start, cols.stop)))
            if threshold is not None:
                seen_at = _follow(signed, difference.mean(axis=0), stack.sought, threshold, job.confirmations)
                for layer, values in zip((first, confirmed, seen), seen_at):
                    layer[place.slices] = values
            for layer, values in zip(waiting, signed):
                layer[place.slices] = values
            part = number / len(windows)
            elapsed = time.monotonic() - started
            left = (elapsed / part - elapsed) * (1 - _FITTED_AT) / (_COMPARED_AT - _FITTED_AT)
            context.progress(_FITTED_AT + (_COMPARED_AT - _FITTED_AT) * part, "comparing", left)
    chosen = threshold if threshold is not None else _threshold_of_image(counts, context)
    for row, stop in _strips(grid.height, grid.width) if waiting else ():
        rows, cols = slice(row, stop), slice(None)
        signed = [layer[rows, cols] for layer in waiting]
        for layer, values in zip(
            (first, confirmed, seen), _follow(signed, mean[rows, cols], stack.sought, chosen, job.confirmations)
        ):
            layer[rows, cols] = values
    if "DIFFERENCE" in staged:
        styles.write_sidecar(staged["DIFFERENCE"], styles.difference_style(1.0, 6.0))
    if "SCORE" in staged:
        _write_score(job, score, grid, chosen, staged["SCORE"], outputs["SCORE"], context)
    reach = predictors[0].reach if isinstance(predictors[0], Standardised) else 0
    return _Found(score, mean, first, confirmed, seen, chosen, reach)


def _differences(
    stack: _Stack, predictors: Sequence[Predictor], window: Window
) -> tuple[Difference, list[NDArray[np.float32]]]:
    """Compare all dates with their predictions on a window.

    :return: the difference of each pixel's date with the highest score, of those in which change is sought; and the score of
        each date, negative where the backscatter fell; NaN = no data.
    """
    around = _context_of(stack, window, predictors[0])
    earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
    strongest: Optional[Difference] = None
    signed = []
    for image, predictor, sought in zip(stack.dates, predictors, stack.sought):
        found = _part(predictor.difference(earlier, stack.read(image, around), terrain), window.within(around))
        signed.append((found.score * np.sign(found.decibels.mean(axis=0))).astype(np.float32))
        if strongest is None:
            strongest = found
        elif sought:
            stronger = ~(found.score <= strongest.score) & np.isfinite(found.score)
            decibels = np.where(stronger, found.decibels, strongest.decibels)
            strongest = Difference(decibels, np.where(stronger, found.score, strongest.score))
    if strongest is None:
        raise ValueError("there is no date")
    return strongest, signed


def _follow(
    signed: Sequence[NDArray[np.float32]],
    direction: NDArray[np.float32],
    sought: Sequence[bool],
    threshold: float,
    confirmations: int,
) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8]]:
    """Find when a change is seen first, and in how many of the following dates it is seen again.

    :param signed: score of each date, negative where the backscatter fell; NaN = no data.
    :param direction: of the change, by its sign.
    :param sought: which dates may be the first.
    :param confirmations: dates after the first that count.
    :return: number of the first date (0 where there is none), dates that confirm it, dates that have data.
    """
    shows = [score * np.sign(direction) >= threshold for score in signed]
    first = np.zeros(direction.shape, np.uint16)
    found = np.zeros(direction.shape, bool)
    for number, (shown, may) in enumerate(zip(shows, sought)):
        if may:
            first[shown & ~found] = number
            found |= shown
    confirmed, seen = np.zeros(direction.shape, np.uint8), np.zeros(direction.shape, np.uint8)
    for number, (shown, score) in enumerate(zip(shows, signed)):
        follows = (first < number) & (number - first.astype(np.int32) <= confirmations)
        seen += follows & np.isfinite(score)
        confirmed += follows & shown
    return first, confirmed, seen


def _threshold_of_image(counts: Histogram, context: JobContext) -> float:
    """The minimum error threshold of the scores; infinite where there are no two classes."""
    distribution = counts.distribution()
    found = kittler_illingworth(distribution) if len(distribution.count) > 1 else None
    if found is None:
        context.warn("magnitudes_alike")
        return float("inf")
    context.info("threshold_found", value=found, method="kittler-illingworth")
    return float(found)


def _write_score(
    job: SarDifferenceJob,
    score: ScratchLayer,
    grid: Grid,
    threshold: float,
    staged: str,
    output: str,
    context: JobContext,
) -> None:
    with writing("SCORE", output), rasters.create_difference(staged, grid, ["score"], job.provenance) as target:
        for row, stop in _strips(grid.height, grid.width):
            context.check()
            strip = score.rows(row, stop)
            target.write(strip, 1, window=((row, row + len(strip)), (0, grid.width)))
    top = 3 * threshold if np.isfinite(threshold) else 10.0
    styles.write_sidecar(staged, styles.difference_style(threshold if np.isfinite(threshold) else 5.0, top))


# -- objects ----------------------------------------------------------------------------------------


def _write_objects(
    job: SarDifferenceJob, stack: _Stack, found: _Found, staged: dict[str, str], outputs: dict[str, str], context: JobContext
) -> dict[str, Any]:
    """Mask and polygons of what exceeds the threshold."""
    grid = stack.grid.cropped(stack.work)
    sizes = measure_pixels(grid)
    objects = ObjectStream(grid.width, (RISE.value, FALL.value), job.min_area_m2, sizes, keep_runs=True)
    raw = os.path.join(job.scratch, "mask.tif")
    valid_pixels = 0
    with writing("MASK", raw), rasters.create_scratch(raw, grid) as mask:
        for row, stop in _strips(grid.height, grid.width):
            context.check()
            score, mean = found.score.rows(row, stop), found.mean.rows(row, stop)
            valid = np.isfinite(score)
            changed = np.nan_to_num(score, nan=-1.0) >= found.threshold
            if found.reach:
                above = min(row, found.reach)
                around = found.score.rows(row - above, row + len(score) + found.reach)
                changed &= without_rims(around, found.reach)[above : above + len(score)]
            strip = np.where(mean > 0, RISE.value, FALL.value).astype(np.uint8)
            strip[~changed] = 0
            strip[~valid] = NO_DATA
            valid_pixels += int(np.count_nonzero(valid))
            objects.add(strip, np.nan_to_num(score).astype(np.float32))
            rasters.write_strip(mask, row, strip)
            context.progress(_COMPARED_AT + (_DECIDED_AT - _COMPARED_AT) * (row + len(strip)) / grid.height, "objects")
    table, erased = objects.finish()
    more = _more_fields(stack, found, table)
    return finish_outputs(
        RawMask(raw, table, erased, sizes, valid_pixels),
        CLASSES,
        SCORE,
        grid,
        job.min_area_m2,
        job.provenance,
        {name: path for name, path in staged.items() if name in ("MASK", "POLYGONS")},
        outputs,
        context,
        more,
    )


def _more_fields(stack: _Stack, found: _Found, table: ObjectTable) -> dict[str, NDArray[Any]]:
    """Fields of the polygons beside those of any change: mean difference, date, confirmation."""
    means = _means(table, found.mean, found.confirmed, found.seen)
    confirmed, seen = np.round(means[1], 2), np.rint(means[2]).astype(np.int32)
    return {
        "mean_difference_db": np.round(means[0], 3),
        "date": _dates_seen_first(stack, found.first, table),
        "later_dates": seen,
        "confirmed_by": confirmed,
        # Seen again by at least half of the later dates, on average over the pixels.
        "confirmed": np.where(seen == 0, "unknown", np.where(confirmed >= 0.5 * seen, "yes", "no")).astype(object),
    }


@dataclass(frozen=True)
class _OfDate:
    """Where a layer has the number of a date: 1, elsewhere 0."""

    layer: ScratchLayer
    number: int

    def rows(self, start: int, stop: int) -> NDArray[np.bool_]:
        return np.asarray(self.layer.rows(start, stop) == self.number)


def _dates_seen_first(stack: _Stack, first: ScratchLayer, table: ObjectTable) -> NDArray[Any]:
    """The time at which most of the pixels of each object are seen first."""
    targets = stack.targets
    times = np.array([stack.dates[number].acquisition.time.strftime("%Y-%m-%dT%H:%M:%SZ") for number in targets], dtype=object)
    if len(targets) == 1:
        return np.full(len(table), times[0], dtype=object)
    shares = _means(table, *(_OfDate(first, number) for number in targets))
    return np.asarray(times[np.argmax(np.stack(shares), axis=0)])


def _means(table: ObjectTable, *layers: Union[ScratchLayer, _OfDate]) -> list[NDArray[np.float64]]:
    """The mean of each layer over the pixels of each object."""
    sums: list[NDArray[np.float64]] = [np.zeros(len(table)) for _ in layers]
    runs = table.runs
    if runs is None or not len(runs):
        return sums
    # Runs are in the order of rows: those of a strip follow each other.
    for row, stop in _strips(int(runs.row[-1]) + 1, int(runs.end.max())):
        first, last = np.searchsorted(runs.row, [row, stop])
        if first == last:
            continue
        lines, starts, ends = (item[first:last] for item in (runs.row - row, runs.start, runs.end))
        for total, layer in zip(sums, layers):
            along = np.nancumsum(layer.rows(row, stop), axis=1, dtype=np.float64)
            before = np.where(starts > 0, along[lines, starts - 1], 0.0)
            total += np.bincount(runs.item[first:last], along[lines, ends - 1] - before, len(table))
    return [total / np.maximum(table.pixels, 1) for total in sums]


def _check_space(job: SarDifferenceJob, stack: _Stack, outputs: dict[str, str]) -> None:
    pixels = stack.work.pixels
    waiting = 4 * len(stack.dates) if job.threshold_method != "fixed" and len(stack.dates) > 1 else 0
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * (14 + waiting) + 2**20)
    needed = {"DIFFERENCE": 4 * pixels * len(stack.polarisations), "SCORE": 4 * pixels, "MASK": pixels // 16, "POLYGONS": 0}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] // 2 + 2**19)
