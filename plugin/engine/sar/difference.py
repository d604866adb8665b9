"""``groundshift:sardifference``: a radar date against its prediction by earlier dates; score, mask and polygons of change.

Images are read in decibels, speckle-filtered and levelled. A sample fits the prediction, the threshold and the decision for a
method; blocks are then predicted one by one, so that memory does not grow with the image.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Callable, Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sar import FILTERS, METHODS, THRESHOLD_METHODS, SarDifferenceJob
from ...model_file.spec import ChangeClass
from ...rules.sar_table import Acquisition, parse_time, read_table
from ..classic.histogram import Histogram
from ..classic.kittler_illingworth import kittler_illingworth
from ..context import JobContext, job_environment
from ..dates.grid import Grid, Window
from ..dates.ground import measure_pixels
from ..dates.ground_area import GroundArea, footprint, make_ground_area
from ..objects.components import NODATA, ObjectStream, ObjectTable
from ..outputs import rasters, styles
from ..outputs.finish import RawMask, Score, finish_outputs, log_changed
from ..outputs.paths import check_paths
from ..outputs.publish import check_space, prepare, publish, writing
from . import prediction, speckle
from .prediction import Decibels, Predictor
from .stack import SarImage, common_polarisations, completed, open_image, target_grid

RISE, FALL = ChangeClass(1, "rise", "#2b83ba"), ChangeClass(2, "fall", "#d7191c")
CLASSES = (RISE, FALL)
SCORE = Score("score", (4, 4))

_DEFAULT_SHARE = 0.001  # of false alarms
_LEAST_FOR_REGRESSION = 6  # earlier dates
# Where more of the image than this differs clearly, a regression would explain the change away: measured on simulated change,
# 3 % of it gives at most 7 %, 20 % of it at least 12 %.
_MUCH_CHANGED, _CLEARLY = 0.10, 4.0
_SAMPLE_PIXELS = 500_000
_SAMPLE_SIDE = 256
_BLOCK_BYTES = 48 * 2**20  # of the images of one block
_NULL_DATES = 3  # earlier dates by which false alarms are counted
_ROWS = 512
_FITTED_AT, _COMPARED_AT, _DECIDED_AT = 0.25, 0.8, 0.9

Fit = Callable[[Decibels, Decibels, Acquisition, Sequence[Acquisition]], Optional[Predictor]]


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


def sar_difference(job: SarDifferenceJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:sardifference`` by name, the method and the threshold that were used.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"DIFFERENCE": job.difference, "SCORE": job.score, "MASK": job.mask, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch), ExitStack() as files:
        return _detect(job, {name: path for name, path in outputs.items() if path}, files, context)


def _detect(job: SarDifferenceJob, outputs: dict[str, str], files: ExitStack, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    _check_settings(job)
    table = [completed(row) for row in _rows_of_place(read_table(job.table), job.place)]
    check_paths(outputs, [job.table, *(band.path for row in table for band in row.bands.values())])
    os.makedirs(job.scratch, exist_ok=True)
    stack = _open_stack(job, table, files, context)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    _check_space(job, stack, outputs)
    method, fit, threshold = _decide_method(job, stack, context)
    predictor, confirming = _fit_all(stack, fit, context)
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


def _rows_of_place(rows: Sequence[Acquisition], place: Optional[str]) -> list[Acquisition]:
    """The rows of one place, in the order of time.

    :raises JobFailure: ``sar_places``: there are several and none was chosen, or the chosen one is not there.
    """
    places = sorted({row.place for row in rows})
    if (place is None and len(places) > 1) or (place is not None and place not in places):
        raise JobFailure("sar_places", "PLACE", known=", ".join(places))
    chosen = places[0] if place is None else place
    return sorted((row for row in rows if row.place == chosen), key=lambda row: row.time)


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


def _open_stack(job: SarDifferenceJob, rows: Sequence[Acquisition], files: ExitStack, context: JobContext) -> _Stack:
    index = _target(rows, job.date)
    date = rows[index]
    earlier, later = list(rows[:index]), list(rows[index + 1 :])
    if not job.all_tracks:
        here = [row for row in earlier if _same_track(row, date)]
        if len(here) < len(earlier):
            context.info("sar_tracks_left_out", count=len(earlier) - len(here), track=date.track or date.direction)
        earlier, later = here, [row for row in later if _same_track(row, date)]
    polarisations = common_polarisations(earlier, date) if earlier else ()
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


def _same_track(row: Acquisition, date: Acquisition) -> bool:
    """Whether two rows are of one track, as far as the table states it."""
    if row.track is not None and date.track is not None:
        return row.track == date.track
    return not row.direction or not date.direction or row.direction == date.direction


# -- what is fitted on a sample --------------------------------------------------------------------


def _fits() -> dict[str, Fit]:
    def latest(earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition]) -> Predictor:
        return prediction.Reference(len(earlier) - 1)

    def nearest(earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition]) -> Predictor:
        return prediction.Reference(_nearest_geometry(row, rows))

    return {
        "latest": latest,
        "nearest-geometry": nearest,
        "median": lambda earlier, date, row, rows: prediction.fit_median(earlier, date, level=False),
        "levelled-median": lambda earlier, date, row, rows: prediction.fit_median(earlier, date, level=True),
        "z-score": lambda earlier, date, row, rows: prediction.fit_deviation(earlier, date, level=False),
        "levelled-z": lambda earlier, date, row, rows: prediction.fit_deviation(earlier, date),
        "regression": lambda earlier, date, row, rows: prediction.fit_regression(earlier, date),
    }


def _nearest_geometry(date: Acquisition, earlier: Sequence[Acquisition]) -> int:
    """The reference of a conventional difference image (Alatalo et al. 2023): same orbit, nearest incidence, then latest."""

    def distance(index: int) -> tuple[bool, float, int]:
        row = earlier[index]
        apart = 0.0 if row.incidence is None or date.incidence is None else abs(row.incidence - date.incidence)
        return not _same_track(row, date), apart, -index

    return min(range(len(earlier)), key=distance)


def _sample(stack: _Stack) -> Iterator[Window]:
    """Windows spread evenly over the work area that hold about :data:`_SAMPLE_PIXELS` pixels; all of it where it is small."""
    work, side = stack.work, _SAMPLE_SIDE
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    step = max(1, -(-work.pixels // _SAMPLE_PIXELS))
    # A step that shares no factor with the number of columns meets all of them.
    while len(windows) > step > 1 and np.gcd(step, len(cols)) > 1:
        step += 1
    return iter(windows[::step])


def _read_sample(stack: _Stack, images: Sequence[SarImage], context: JobContext) -> Decibels:
    """The sample of images: (images, bands, pixels), NaN outside the area of interest."""
    parts = []
    for window in _sample(stack):
        context.check()
        inside = stack.area.pixels(stack.grid, window)
        values = np.stack([stack.read(image, window) for image in images])
        values[..., ~inside] = np.nan
        parts.append(values.reshape(*values.shape[:2], -1))
    return np.concatenate(parts, axis=-1)


def _decide_method(job: SarDifferenceJob, stack: _Stack, context: JobContext) -> tuple[str, Fit, Optional[float]]:
    """The method, and the threshold as far as the sample gives it (``None`` = from the scores of the whole image)."""
    context.progress(0.02, "reading")
    sample = _read_sample(stack, (*stack.earlier, stack.date), context)
    if not np.isfinite(sample[-1]).any():
        raise JobFailure("sar_no_data", "TABLE", date=stack.date.acquisition.day)
    rows = [image.acquisition for image in stack.earlier]
    fits, method = _fits(), job.method
    if method == "automatic":
        method, reason = _automatic(sample, context)
        context.info(reason, method=method, count=len(rows))
    elif len(rows) < 2 and method not in ("latest", "nearest-geometry", "median"):
        raise JobFailure("sar_too_few", "METHOD", method=method, count=len(rows))
    fit = fits[method]
    if job.threshold_method == "fixed":
        return method, fit, job.threshold
    if job.threshold_method == "kittler-illingworth":
        return method, fit, None
    share = _DEFAULT_SHARE if job.threshold is None else job.threshold
    return method, fit, _threshold_by_false_alarms(sample[:-1], rows, fit, share, context)


def _automatic(sample: Decibels, context: JobContext) -> tuple[str, str]:
    """Choose a method by the number of earlier dates and by how much of the image differs."""
    earlier, date = sample[:-1], sample[-1]
    if len(earlier) < 2:
        return "latest", "sar_method_one"
    if len(earlier) < _LEAST_FOR_REGRESSION:
        return "levelled-z", "sar_method_few"
    score = prediction.fit_deviation(earlier, date).difference(earlier, date).score
    known = score[np.isfinite(score)]
    if known.size and float(np.mean(known > _CLEARLY)) > _MUCH_CHANGED:
        return "levelled-z", "sar_method_much_change"
    if prediction.fit_regression(earlier, date) is None:
        return "levelled-z", "sar_method_few"
    return "regression", "sar_method_regression"


def _threshold_by_false_alarms(
    earlier: Decibels, rows: Sequence[Acquisition], fit: Fit, share: float, context: JobContext
) -> Optional[float]:
    """The score that a share of the pixels exceeds on the latest earlier dates, each predicted from the dates before it."""
    scores = []
    for index in range(len(earlier) - 1, max(1, len(earlier) - 1 - _NULL_DATES), -1):
        context.check()
        predictor = fit(earlier[:index], earlier[index], rows[index], rows[:index])
        if predictor is None:
            continue
        score = predictor.difference(earlier[:index], earlier[index]).score
        scores.append(score[np.isfinite(score)])
    known = np.concatenate(scores) if scores else np.zeros(0)
    if known.size < 10 / share:
        context.warn("sar_threshold_from_image", share=share)
        return None
    value = float(np.quantile(known, 1 - share))
    context.info("sar_threshold", value=value, share=share, dates=len(scores))
    return value


def _fit_all(stack: _Stack, fit: Fit, context: JobContext) -> tuple[Predictor, tuple[Predictor, ...]]:
    """Fit the prediction of the date, and of each later date from the same earlier dates."""
    context.progress(_FITTED_AT / 2, "comparing")
    sample = _read_sample(stack, (*stack.earlier, stack.date, *stack.later), context)
    count = len(stack.earlier)
    rows = [image.acquisition for image in stack.earlier]
    fitted = []
    for image, date in zip((stack.date, *stack.later), sample[count:]):
        predictor = fit(sample[:count], date, image.acquisition, rows)
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
    """

    score: NDArray[np.float32]
    mean: NDArray[np.float32]
    confirmed: NDArray[np.uint8]
    seen: NDArray[np.uint8]
    threshold: float


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

    def scratch(name: str, dtype: str) -> NDArray[Any]:
        path = os.path.join(job.scratch, f"{name}.npy")
        return np.lib.format.open_memmap(path, "w+", np.dtype(dtype), shape)

    score, mean = scratch("score", "float32"), scratch("mean", "float32")
    later = scratch("later", "float32") if confirming else None
    confirmed, seen = scratch("confirmed", "uint8"), scratch("seen", "uint8")
    counts = Histogram()
    names = [f"{name} difference (dB)" for name in stack.polarisations]
    windows = list(_blocks(stack, job.block))
    with ExitStack() as written:
        written.enter_context(writing("DIFFERENCE", outputs.get("DIFFERENCE", job.scratch)))
        target = None
        if "DIFFERENCE" in staged:
            created = rasters.create_difference(staged["DIFFERENCE"], grid, names, job.provenance)
            target = written.enter_context(created)
        for number, window in enumerate(windows, 1):
            context.check()
            place = window.within(stack.work)
            earlier = stack.read_earlier(window)
            inside = stack.area.pixels(stack.grid, window)
            found = predictor.difference(earlier, stack.read(stack.date, window))
            own = np.where(inside, found.score, np.nan)
            difference = np.where(inside & np.isfinite(found.score), found.decibels, np.nan).astype(np.float32)
            score[place.slices], mean[place.slices] = own, difference.mean(axis=0)
            counts.add(own[np.isfinite(own)].astype(np.float32))
            if target is not None:
                rows, cols = place.slices
                target.write(difference, window=((rows.start, rows.stop), (cols.start, cols.stop)))
            for image, other in zip(stack.later, confirming):
                again = other.difference(earlier, stack.read(image, window))
                alike = np.sign(again.decibels.mean(axis=0)) == np.sign(difference.mean(axis=0))
                seen[place.slices] += np.isfinite(again.score)
                if threshold is not None:
                    confirmed[place.slices] += alike & (again.score >= threshold)
                elif later is not None:
                    later[place.slices] = np.fmax(later[place.slices], np.where(alike, again.score, 0))
            done = _FITTED_AT + (_COMPARED_AT - _FITTED_AT) * number / len(windows)
            context.progress(done, "comparing")
    chosen = threshold if threshold is not None else _threshold_of_image(counts, context)
    if threshold is None and later is not None:
        confirmed[:] = later >= chosen
    if "DIFFERENCE" in staged:
        styles.write_sidecar(staged["DIFFERENCE"], styles.difference_style(1.0, 6.0))
    if "SCORE" in staged:
        _write_score(job, score, grid, chosen, staged["SCORE"], outputs["SCORE"], context)
    return _Found(score, mean, confirmed, seen, chosen)


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
    score: NDArray[np.float32],
    grid: Grid,
    threshold: float,
    staged: str,
    output: str,
    context: JobContext,
) -> None:
    with writing("SCORE", output), rasters.create_difference(staged, grid, ["score"], job.provenance) as target:
        for row in range(0, grid.height, _ROWS):
            context.check()
            strip = np.ascontiguousarray(score[row : row + _ROWS])
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
            score, mean = found.score[row : row + _ROWS], found.mean[row : row + _ROWS]
            valid = np.isfinite(score)
            strip = np.where(mean > 0, RISE.value, FALL.value).astype(np.uint8)
            strip[~(np.nan_to_num(score, nan=-1.0) >= found.threshold)] = 0
            strip[~valid] = NODATA
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


def _means(table: ObjectTable, *layers: NDArray[Any]) -> list[NDArray[np.float64]]:
    """The mean of each layer over the pixels of each object."""
    sums = [np.zeros(len(table)) for _ in layers]
    runs = table.runs
    if runs is not None:
        for item, row, start, stop in zip(runs.item, runs.row, runs.start, runs.end):
            for total, layer in zip(sums, layers):
                total[item] += float(np.nansum(layer[row, start:stop]))
    return [total / np.maximum(table.pixels, 1) for total in sums]


def _check_space(job: SarDifferenceJob, stack: _Stack, outputs: dict[str, str]) -> None:
    pixels = stack.work.pixels
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * 16 + 2**20)
    needed = {"DIFFERENCE": 4 * pixels * len(stack.polarisations), "SCORE": 4 * pixels, "MASK": pixels // 16, "POLYGONS": 0}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] // 2 + 2**19)
