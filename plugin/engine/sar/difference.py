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
from typing import Any, Callable, Iterable, Iterator, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sar import FILTERS, METHODS, THRESHOLD_METHODS, DescribeRadarJob, SarDifferenceJob
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ...rules.sar_table import Acquisition, parse_time, read_table, same_track
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
from .methods import NETWORK, WITH_ONE_IMAGE, Fit, Sample, choose_method, fit_of
from .network_prediction import RadarModel, open_model
from .prediction import Decibels, Difference, Predictor, Standardised, without_rims
from .scratch_layer import ScratchLayer, create_layer
from .stack import SarImage, common_polarisations, completed, open_image, rows_of_place, target_grid
from .terrain import FEATURES, open_elevation, read_terrain

RISE, FALL = ChangeClass(1, "rise", "#2b83ba"), ChangeClass(2, "fall", "#d7191c")
CLASSES = (RISE, FALL)
SCORE = Score("score", (4, 4))

_DAY_SECONDS = 86_400
_DEFAULT_SHARE = 0.001  # of false alarms
_SAMPLE_BYTES = 16 * 2**20  # of all images
_SAMPLE_SIDE = 256
_BLOCK_BYTES = 48 * 2**20  # of the images of one block
_NULL_DATES = 3  # earlier dates by which false alarms are counted
_ROWS = 512
_SLOW_DAYS, _ENOUGH_OLDER = 60, 20  # of change that takes weeks; earlier images that are older
_SAMPLED_AT, _FITTED_AT, _COMPARED_AT, _DECIDED_AT = 0.2, 0.25, 0.85, 0.93


@dataclass(frozen=True)
class _Stack:
    """The opened images. :param earlier: in the order of time; ``later``: those that may confirm a change."""

    date: SarImage
    earlier: tuple[SarImage, ...]
    later: tuple[SarImage, ...]
    polarisations: tuple[str, ...]
    grid: Grid
    work: Window
    area: GroundArea
    smooth: Callable[[Decibels], Decibels]
    elevation: Optional[Raster] = None

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
    predictor, confirming = _fit_all(stack, sample, terrain, fit, context)
    del sample, terrain
    found = _compare(job, stack, predictor, confirming, threshold, staged, outputs, context)
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


def _target(rows: Sequence[Acquisition], text: Optional[str]) -> int:
    """The index of the date in which change is sought.

    :raises JobFailure: ``sar_date_unknown``.
    """
    if text is None:
        return len(rows) - 1
    try:
        wanted = parse_time(text)
    except ValueError:
        wanted = None
    for index, row in enumerate(rows):
        if wanted is not None and (row.time == wanted or (len(text.strip()) == 10 and row.time.date() == wanted.date())):
            return index
    listing = ", ".join(row.day for row in rows[-8:])
    raise JobFailure("sar_date_unknown", "DATE", text=text, known=listing)


def _open_stack(
    job: SarDifferenceJob, rows: Sequence[Acquisition], model: Optional[RadarModel], files: ExitStack, context: JobContext
) -> _Stack:
    index = _target(rows, job.date)
    date = rows[index]
    # Two products of one acquisition are no two dates.
    earlier, later = [row for row in rows if row.time < date.time], [row for row in rows if row.time > date.time]
    if job.gap_days > 0:
        old = [row for row in earlier if (date.time - row.time).total_seconds() >= job.gap_days * _DAY_SECONDS]
        context.info("sar_gap", count=len(earlier) - len(old), days=job.gap_days)
        earlier = old
    if not job.all_tracks:
        here = [row for row in earlier if same_track(row, date)]
        if len(here) < len(earlier):
            context.info("sar_tracks_left_out", count=len(earlier) - len(here), track=date.track or date.direction)
        earlier, later = here, [row for row in later if same_track(row, date)]
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
    later = [row for row in later if set(polarisations) <= set(row.bands)][: max(0, job.confirmations)]
    opened = open_image(date, polarisations, files, context)
    grid = target_grid(opened.rasters[0], job.resolution)
    name = opened.rasters[0].source.name
    area = make_ground_area(job.include, job.exclude, [footprint(grid, grid.crs)], grid.crs, (name, name))
    work = grid.covering(area.bounds)
    if not work.pixels:
        raise JobFailure("area_outside_layer", "AREA", layer=name)
    stack = _Stack(
        opened,
        tuple(open_image(row, polarisations, files, context) for row in whole),
        tuple(open_image(row, polarisations, files, context) for row in later),
        polarisations,
        grid,
        work,
        area,
        speckle.FILTERS[job.speckle_filter],
        open_elevation(job.dem, files),
    )
    context.info(
        "sar_stack",
        date=date.day,
        earlier=len(whole),
        first=whole[0].day,
        last=whole[-1].day,
        bands=", ".join(polarisations),
        filter=job.speckle_filter,
    )
    warped = sum(not image.rasters[0].is_plain(grid) for image in (*stack.earlier, *stack.later))
    if warped:
        context.info("sar_resampled", count=warped)
    return stack


def _describe(stack: _Stack, context: JobContext) -> dict[str, Any]:
    """Describe how the images are read, an entry for each polarisation of each, and log it."""
    left, bottom, right, top = stack.grid.window_bounds(stack.work)
    size = stack.grid.xres, stack.grid.yres
    gsd_m = ground_sample_distance(stack.grid.crs, (left + right) / 2, (bottom + top) / 2, *size)
    images = (*stack.earlier, stack.date, *stack.later)
    read = [ReadDate(raster, [name]) for image in images for raster, name in zip(image.rasters, stack.polarisations)]
    reading = describe_reading(read, stack.grid, stack.work, gsd_m)
    for date, unit in zip(reading["dates"], (image.unit for image in images for _ in stack.polarisations)):
        date["unit"] = unit
    log_reading(reading, context)
    return reading


# -- what is fitted on a sample --------------------------------------------------------------------


def _sample(stack: _Stack) -> list[Window]:
    """Windows spread evenly over the area that hold about as many pixels as a sample may have; all where the area is small."""
    work, side = stack.work, _SAMPLE_SIDE
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    windows = [window for window in windows if stack.area.meets(stack.grid, window)]
    planes = len(stack.polarisations) * (len(stack.earlier) + len(stack.later) + 1)
    step = max(1, -(-sum(window.pixels for window in windows) * planes * 4 // _SAMPLE_BYTES))
    # A step that shares no factor with the number of columns meets all of them.
    while len(windows) > step > 1 and np.gcd(step, len(cols)) > 1:
        step += 1
    return windows[::step]


def _read_sample(stack: _Stack, context: JobContext) -> tuple[Decibels, Optional[Decibels]]:
    """The sample of the images and of the terrain, pixels of the area only.

    :return: (earlier dates, the date, later dates; bands; pixels) and (features, pixels), ``None`` = no elevation model.
    """
    images = (*stack.earlier, stack.date, *stack.later)
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
    """Leave out the earlier and later images that have no data in the area.

    :raises JobFailure: ``sar_no_data`` or ``sar_no_earlier``.
    """
    count = len(stack.earlier)
    known = np.asarray(np.isfinite(sample).all(axis=1).any(axis=-1))
    if not known[count]:
        raise JobFailure("sar_no_data", "TABLE", date=stack.date.acquisition.day)
    if known.all():
        return stack, sample, terrain
    context.warn("sar_images_empty", count=int(np.count_nonzero(~known)))
    if not known[:count].any():
        raise JobFailure("sar_no_earlier", "TABLE", date=stack.date.acquisition.day)
    earlier = tuple(image for image, has_data in zip(stack.earlier, known) if has_data)
    later = tuple(image for image, has_data in zip(stack.later, known[count + 1 :]) if has_data)
    return replace(stack, earlier=earlier, later=later), sample[known], terrain


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
        method, reason = choose_method(sample[:count], sample[count])
        context.info(reason, method=method, count=count)
        _advise_slow_change(job, stack, method, context)
    elif count < 2 and method not in WITH_ONE_IMAGE:
        raise JobFailure("sar_too_few", "METHOD", method=method, count=count)
    return method, fit_of(method, model)


def _advise_slow_change(job: SarDifferenceJob, stack: _Stack, method: str, context: JobContext) -> None:
    """Log which method suits slow change, where the regression would explain it by the latest images and others would not."""
    date = stack.date.acquisition.time
    recent = sum((date - image.acquisition.time).total_seconds() < _SLOW_DAYS * _DAY_SECONDS for image in stack.earlier)
    if method == "regression" and not job.gap_days and recent and len(stack.earlier) - recent >= _ENOUGH_OLDER:
        context.info("sar_slow_change", count=recent, days=_SLOW_DAYS)


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


def _threshold_by_false_alarms(
    stack: _Stack, earlier: Decibels, terrain: Optional[Decibels], fit: Fit, share: float, context: JobContext
) -> Optional[float]:
    """The score that a share of the pixels exceeds on the latest earlier dates, each predicted from the dates before it."""
    rows = [image.acquisition for image in stack.earlier]
    predictors: dict[int, Predictor] = {}
    for index in range(len(earlier) - 1, max(1, len(earlier) - 1 - _NULL_DATES), -1):
        context.check()
        predictor = fit(Sample(earlier[:index], earlier[index], rows[index], rows[:index], terrain))
        if predictor is not None:
            predictors[index] = predictor
    scores: list[NDArray[np.float32]] = []
    for index, predictor in predictors.items():
        if not predictor.halo:
            score = predictor.difference(earlier[:index], earlier[index], terrain).score
            scores.append(score[np.isfinite(score)])
    scores.extend(_scores_of_blocks(stack, {index: item for index, item in predictors.items() if item.halo}, context))
    known = np.concatenate(scores) if scores else np.zeros(0)
    if known.size < 10 / share:
        context.warn("sar_threshold_from_image", share=share)
        return None
    value = float(np.quantile(known, 1 - share))
    context.info("sar_threshold", value=value, share=share, dates=len(predictors))
    return value


def _scores_of_blocks(stack: _Stack, predictors: Mapping[int, Predictor], context: JobContext) -> Iterator[NDArray[np.float32]]:
    """Scores of earlier dates on the sample's windows, of predictions that need blocks of two dimensions.

    :param predictors: by the index of the earlier date.
    """
    if not predictors:
        return
    for window in _sample(stack):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        if not inside.any():
            continue
        # All have one context: they are of one method.
        around = _context_of(stack, window, next(iter(predictors.values())))
        earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
        for index, predictor in predictors.items():
            found = predictor.difference(earlier[:index], earlier[index], terrain)
            score = _part(found, window.within(around)).score
            yield score[inside & np.isfinite(score)]


def _fit_all(
    stack: _Stack, sample: Decibels, terrain: Optional[Decibels], fit: Fit, context: JobContext
) -> tuple[Predictor, tuple[Predictor, ...]]:
    """Fit the prediction of the date, and of each later date from the same earlier dates."""
    context.progress(_FITTED_AT, "comparing")
    count = len(stack.earlier)
    rows = [image.acquisition for image in stack.earlier]
    fitted = []
    for image, date in zip((stack.date, *stack.later), sample[count:]):
        predictor = fit(Sample(sample[:count], date, image.acquisition, rows, terrain))
        if predictor is None:
            raise JobFailure("too_uniform")
        fitted.append(predictor)
    return fitted[0], tuple(fitted[1:])


# -- the pass over the image -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """Arrays on the work window, in scratch files.

    :param score: float32, NaN = no data. :param mean: float32, mean difference over the bands in dB.
    :param confirmed: uint8, later dates that show the change. :param seen: uint8, later dates with data.
    :param reach: pixels over which the score is averaged.
    """

    score: ScratchLayer
    mean: ScratchLayer
    confirmed: ScratchLayer
    seen: ScratchLayer
    threshold: float
    reach: int


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
    images = (len(stack.earlier) + len(stack.later) + 1) * len(stack.polarisations)
    if side is None:
        side = max(64, min(512, int((_BLOCK_BYTES / 4 / images) ** 0.5) // 16 * 16))
    work = stack.work
    for row in range(work.row, work.row + work.height, side):
        for col in range(work.col, work.col + work.width, side):
            yield Window(row, col, side, side).clipped(work)


def _compare(
    job: SarDifferenceJob,
    stack: _Stack,
    predictor: Predictor,
    confirming: Sequence[Predictor],
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
    # Where the threshold is not known yet, the scores of the later dates wait, too.
    later = [scratch(f"later{number}", "float32") for number in range(len(confirming) if threshold is None else 0)]
    confirmed, seen = scratch("confirmed", "uint8"), scratch("seen", "uint8")
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
            around = _context_of(stack, window, predictor)
            seen_part = window.within(around)
            earlier, terrain = stack.read_earlier(around), stack.read_terrain(around)
            inside = stack.area.pixels(stack.grid, window)
            found = _part(predictor.difference(earlier, stack.read(stack.date, around), terrain), seen_part)
            own = np.where(inside, found.score, np.nan)
            difference = np.where(inside & np.isfinite(found.score), found.decibels, np.nan).astype(np.float32)
            score[place.slices] = own
            mean[place.slices] = difference.mean(axis=0)
            counts.add(own[np.isfinite(own)].astype(np.float32))
            if target is not None:
                rows, cols = place.slices
                target.write(difference, window=((rows.start, rows.stop), (cols.start, cols.stop)))
            scores = _later_scores(stack, confirming, window, around, earlier, terrain, difference)
            seen[place.slices] = _count(np.isfinite(item) for item in scores)
            if threshold is not None:
                confirmed[place.slices] = _count(item >= threshold for item in scores)
            for layer, values in zip(later, scores):
                layer[place.slices] = values
            part = number / len(windows)
            elapsed = time.monotonic() - started
            left = (elapsed / part - elapsed) * (1 - _FITTED_AT) / (_COMPARED_AT - _FITTED_AT)
            context.progress(_FITTED_AT + (_COMPARED_AT - _FITTED_AT) * part, "comparing", left)
    chosen = threshold if threshold is not None else _threshold_of_image(counts, context)
    for row in range(0, grid.height if later else 0, _ROWS):
        rows, cols = slice(row, row + _ROWS), slice(None)
        confirmed[rows, cols] = _count(layer[rows, cols] >= chosen for layer in later)
    if "DIFFERENCE" in staged:
        styles.write_sidecar(staged["DIFFERENCE"], styles.difference_style(1.0, 6.0))
    if "SCORE" in staged:
        _write_score(job, score, grid, chosen, staged["SCORE"], outputs["SCORE"], context)
    return _Found(score, mean, confirmed, seen, chosen, predictor.reach if isinstance(predictor, Standardised) else 0)


def _later_scores(
    stack: _Stack,
    confirming: Sequence[Predictor],
    window: Window,
    around: Window,
    earlier: Decibels,
    terrain: Optional[Decibels],
    difference: Decibels,
) -> list[NDArray[np.float32]]:
    """Scores of the later dates on a window: 0 where the change has another direction, NaN where there is no data.

    :param around: the window with its context, of which ``earlier`` and ``terrain`` are.
    :param difference: of the date on the window, dB.
    """
    direction = np.sign(difference.mean(axis=0))
    scores = []
    for image, predictor in zip(stack.later, confirming):
        found = _part(predictor.difference(earlier, stack.read(image, around), terrain), window.within(around))
        opposite = np.isfinite(found.score) & (np.sign(found.decibels.mean(axis=0)) != direction)
        scores.append(np.where(opposite, np.float32(0), found.score))
    return scores


def _count(conditions: Iterable[NDArray[np.bool_]]) -> Any:
    """How many of the conditions hold at each pixel; 0 without any."""
    return sum((item.astype(np.uint8) for item in conditions), np.uint8(0))


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
        for row in range(0, grid.height, _ROWS):
            context.check()
            strip = score.rows(row, row + _ROWS)
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
        for row in range(0, grid.height, _ROWS):
            context.check()
            score, mean = found.score.rows(row, row + _ROWS), found.mean.rows(row, row + _ROWS)
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
        "date": np.full(len(table), stack.date.acquisition.time.strftime("%Y-%m-%dT%H:%M:%SZ"), dtype=object),
        "later_dates": seen,
        "confirmed_by": confirmed,
        # Seen again by at least half of the later dates, on average over the pixels.
        "confirmed": np.where(seen == 0, "unknown", np.where(confirmed >= 0.5 * seen, "yes", "no")).astype(object),
    }


def _means(table: ObjectTable, *layers: ScratchLayer) -> list[NDArray[np.float64]]:
    """The mean of each layer over the pixels of each object."""
    sums: list[NDArray[np.float64]] = [np.zeros(len(table)) for _ in layers]
    runs = table.runs
    if runs is None or not len(runs):
        return sums
    # Runs are in the order of rows: those of a strip follow each other.
    for row in range(0, int(runs.row[-1]) + 1, _ROWS):
        first, last = np.searchsorted(runs.row, [row, row + _ROWS])
        if first == last:
            continue
        lines, starts, ends = (item[first:last] for item in (runs.row - row, runs.start, runs.end))
        for total, layer in zip(sums, layers):
            along = np.nancumsum(layer.rows(row, row + _ROWS), axis=1, dtype=np.float64)
            before = np.where(starts > 0, along[lines, starts - 1], 0.0)
            total += np.bincount(runs.item[first:last], along[lines, ends - 1] - before, len(table))
    return [total / np.maximum(table.pixels, 1) for total in sums]


def _check_space(job: SarDifferenceJob, stack: _Stack, outputs: dict[str, str]) -> None:
    pixels = stack.work.pixels
    waiting = 4 * len(stack.later) if job.threshold_method != "fixed" else 0
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * (12 + waiting) + 2**20)
    needed = {"DIFFERENCE": 4 * pixels * len(stack.polarisations), "SCORE": 4 * pixels, "MASK": pixels // 16, "POLYGONS": 0}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] // 2 + 2**19)
