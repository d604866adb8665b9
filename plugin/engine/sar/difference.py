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
from typing import Any, Iterator, Optional, Sequence, Union

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.sar import FILTERS, METHODS, THRESHOLD_METHODS, DescribeRadarJob, SarDifferenceJob
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ...rules.sar_table import read_table
from ..classic.histogram import Histogram
from ..classic.kittler_illingworth import kittler_illingworth
from ..context import JobContext, gdal_cache, job_environment
from ..dates.grid import Grid, Window
from ..dates.ground import measure_pixels
from ..objects.runs import ObjectStream, ObjectTable
from ..outputs import rasters, styles
from ..outputs.finish import RawMask, Score, finish_outputs, log_changed
from ..outputs.paths import check_paths
from .dates import differences_of_dates, follow_change
from .methods import NETWORK
from .network_prediction import RadarModel, open_model
from .prediction import Predictor, Standardised, without_rims
from .sample import FITTED_AT, Threshold, decide_method, decide_threshold, fit_all, read_sample, with_data
from .scratch_layer import ScratchLayer, create_layer
from .series import Series, describe_series, open_series
from .stack import completed, rows_of_place

RISE, FALL = ChangeClass(1, "rise", "#2b83ba"), ChangeClass(2, "fall", "#d7191c")
CLASSES = (RISE, FALL)
SCORE = Score("score", (4, 4))

_BLOCK_BYTES = 48 * 2**20  # of the images of one block
_STRIP_PIXELS = 2**21  # that are looked at together where an image is passed row by row
_COMPARED_AT, _DECIDED_AT = 0.85, 0.93  # of the progress of a run


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
        stack = open_series(difference, table, _open_model(difference, context), files, context)
        return {"READING": describe_series(stack, context)}


def _detect(job: SarDifferenceJob, outputs: dict[str, str], files: ExitStack, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    _check_settings(job)
    table = [completed(row) for row in rows_of_place(read_table(job.table), job.place)]
    used = [job.table, *(path for path in (job.model, job.dem and job.dem.path) if path)]
    check_paths(outputs, [*used, *(band.path for row in table for band in row.bands.values())])
    model = _open_model(job, context)
    os.makedirs(job.scratch, exist_ok=True)
    stack = open_series(job, table, model, files, context)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    _check_space(job, stack, outputs)
    stack, sample, terrain = with_data(stack, *read_sample(stack, context), context)
    job = replace(job, provenance={**job.provenance, "reading": describe_series(stack, context)})
    method, fit = decide_method(job, stack, sample, model, context)
    threshold = decide_threshold(job, stack, sample, terrain, fit, context)
    predictors = fit_all(stack, sample, terrain, fit, context)
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


def strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """First row, and the row after the last one, of strips whose pixels are bounded."""
    rows = max(64, min(512, _STRIP_PIXELS // max(1, width) // 64 * 64))
    for row in range(0, height, rows):
        yield row, min(row + rows, height)


def _blocks(stack: Series, side: Optional[int]) -> Iterator[Window]:
    images = len(stack.images) * len(stack.polarisations)
    if side is None:
        side = max(64, min(512, int((_BLOCK_BYTES / 4 / images) ** 0.5) // 16 * 16))
    work = stack.work
    for row in range(work.row, work.row + work.height, side):
        for col in range(work.col, work.col + work.width, side):
            yield Window(row, col, side, side).clipped(work)


def _compare(
    job: SarDifferenceJob,
    stack: Series,
    predictors: Sequence[Predictor],
    threshold: Threshold,
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
    waits = threshold.value is None and len(stack.dates) > 1
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
            strongest, signed = differences_of_dates(stack, predictors, window)
            own = np.where(inside, strongest.score, np.nan)
            difference = np.where(np.isfinite(own), strongest.decibels, np.nan).astype(np.float32)
            score[place.slices] = own
            mean[place.slices] = difference.mean(axis=0)
            counts.add(own[np.isfinite(own)].astype(np.float32))
            if target is not None:
                rows, cols = place.slices
                target.write(difference, window=((rows.start, rows.stop), (cols.start, cols.stop)))
            if threshold.value is not None:
                seen_at = follow_change(signed, difference.mean(axis=0), stack.sought, threshold.value, job.confirmations)
                for layer, values in zip((first, confirmed, seen), seen_at):
                    layer[place.slices] = values
            for layer, values in zip(waiting, signed):
                layer[place.slices] = values
            part = number / len(windows)
            elapsed = time.monotonic() - started
            left = (elapsed / part - elapsed) * (1 - FITTED_AT) / (_COMPARED_AT - FITTED_AT)
            context.progress(FITTED_AT + (_COMPARED_AT - FITTED_AT) * part, "comparing", left)
    chosen = threshold.value if threshold.value is not None else max(_threshold_of_image(counts, context), threshold.least)
    for row, stop in strips(grid.height, grid.width) if waiting else ():
        rows, cols = slice(row, stop), slice(None)
        signed = [layer[rows, cols] for layer in waiting]
        for layer, values in zip(
            (first, confirmed, seen), follow_change(signed, mean[rows, cols], stack.sought, chosen, job.confirmations)
        ):
            layer[rows, cols] = values
    if "DIFFERENCE" in staged:
        styles.write_sidecar(staged["DIFFERENCE"], styles.difference_style(1.0, 6.0))
    if "SCORE" in staged:
        _write_score(job, score, grid, chosen, staged["SCORE"], outputs["SCORE"], context)
    reach = predictors[0].reach if isinstance(predictors[0], Standardised) else 0
    return _Found(score, mean, first, confirmed, seen, chosen, reach)


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
        for row, stop in strips(grid.height, grid.width):
            context.check()
            strip = score.rows(row, stop)
            target.write(strip, 1, window=((row, row + len(strip)), (0, grid.width)))
    top = 3 * threshold if np.isfinite(threshold) else 10.0
    styles.write_sidecar(staged, styles.difference_style(threshold if np.isfinite(threshold) else 5.0, top))


# -- objects ----------------------------------------------------------------------------------------


def _write_objects(
    job: SarDifferenceJob, stack: Series, found: _Found, staged: dict[str, str], outputs: dict[str, str], context: JobContext
) -> dict[str, Any]:
    """Mask and polygons of what exceeds the threshold."""
    grid = stack.grid.cropped(stack.work)
    sizes = measure_pixels(grid)
    objects = ObjectStream(grid.width, (RISE.value, FALL.value), job.min_area_m2, sizes, keep_runs=True)
    raw = os.path.join(job.scratch, "mask.tif")
    valid_pixels = 0
    with writing("MASK", raw), rasters.create_scratch(raw, grid) as mask:
        for row, stop in strips(grid.height, grid.width):
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


def _more_fields(stack: Series, found: _Found, table: ObjectTable) -> dict[str, NDArray[Any]]:
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


def _dates_seen_first(stack: Series, first: ScratchLayer, table: ObjectTable) -> NDArray[Any]:
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
    for row, stop in strips(int(runs.row[-1]) + 1, int(runs.end.max())):
        first, last = np.searchsorted(runs.row, [row, stop])
        if first == last:
            continue
        lines, starts, ends = (item[first:last] for item in (runs.row - row, runs.start, runs.end))
        for total, layer in zip(sums, layers):
            along = np.nancumsum(layer.rows(row, stop), axis=1, dtype=np.float64)
            before = np.where(starts > 0, along[lines, starts - 1], 0.0)
            total += np.bincount(runs.item[first:last], along[lines, ends - 1] - before, len(table))
    return [total / np.maximum(table.pixels, 1) for total in sums]


def _check_space(job: SarDifferenceJob, stack: Series, outputs: dict[str, str]) -> None:
    pixels = stack.work.pixels
    waiting = 4 * len(stack.dates) if job.threshold_method != "fixed" and len(stack.dates) > 1 else 0
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * (14 + waiting) + 2**20)
    needed = {"DIFFERENCE": 4 * pixels * len(stack.polarisations), "SCORE": 4 * pixels, "MASK": pixels // 16, "POLYGONS": 0}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] // 2 + 2**19)
