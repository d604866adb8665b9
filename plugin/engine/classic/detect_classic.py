"""Change without a network: pair -> magnitude (block by block) -> threshold -> mask -> polygons -> outputs.

One pass over the data measures the change and counts its magnitudes; the magnitudes wait in the scratch folder until the
threshold is known. IR-MAD takes a sample of the data beforehand, PCA-k-means looks at the magnitudes in between. Nothing grows
with the rasters but the scratch file.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray

from ...jobs.detect_change_classic import CLUSTERING, METHODS, THRESHOLD_METHODS, DetectChangeClassicJob, check_threshold
from ...jobs.failure import JobFailure
from ...model_file.spec import ChangeClass
from ...rules.band_index import index_bands
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, open_dates, sample_statistics, sample_windows
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure, measure_pixels
from ..dates.raster import Raster
from ..objects.components import NODATA, ObjectStream, ObjectTable
from ..objects.outlines import Rings
from ..objects.polygons import Traced, areas_of, grid_place, ring_perimeters, trace_rings
from ..outputs import rasters
from ..outputs.changed_log import say_changed
from ..outputs.mask_writing import erase, write_mask
from ..outputs.paths import check_paths
from ..outputs.publish import check_space, prepare, publish, writing
from ..outputs.vectors import new_uuids, write_polygons
from .blocks import Block, BlockPlan, plan_blocks, read_blocks, sample_pixels, spread_pixels
from .cva import ChangeVector
from .difference import Difference
from .difference_file import DifferenceFile
from .histogram import Histogram
from .index_difference import IndexDifference
from .ir_mad import MOST_ITERATIONS, Mad, TooUniform, fit_sample
from .log_ratio import LogRatio
from .magnitude_file import MagnitudeFile
from .method import Method
from .normalise import Normalisation, fit_normalisation
from .pca_kmeans import HALF, Clusters, Components, SquareMoments, cluster
from .ratio import Ratio
from .threshold import Threshold, find_threshold, percentile

CHANGE = (ChangeClass(1, "change"),)
# Rows that are decided on at once: so many pixels of them.
_DECIDED_PIXELS = 2**22
_PREPARED_AT, _MEASURED_AT, _DECIDED_AT = 0.4, 0.7, 0.9


def detect_change_classic(job: DetectChangeClassicJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:detectchangeclassic`` by name, and the threshold that was used.
    :raises JobFailure: with the reason and the mend. :raises Cancelled: the user wanted to stop.
    """
    outputs = {"DIFFERENCE": job.difference, "MASK": job.mask, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch), ExitStack() as files:
        return _detect(job, {name: path for name, path in outputs.items() if path}, files, context)


@dataclass(frozen=True)
class _Work:
    """What all steps need. :param staged: where outputs are made; ``outputs``: where they will be."""

    job: DetectChangeClassicJob
    pair: Dates
    grid: Grid
    plan: BlockPlan
    staged: dict[str, str]
    outputs: dict[str, str]
    normalisation: Optional[Normalisation]
    context: JobContext

    def scratch(self, name: str) -> MagnitudeFile:
        """A new file for magnitudes; failures name the first of the outputs."""
        parameter = next(iter(self.outputs), "MASK")
        return MagnitudeFile(os.path.join(self.job.scratch, name), self.grid.height, self.grid.width, parameter)

    def difference(self, names: tuple[str, ...]) -> Optional[DifferenceFile]:
        """DIFFERENCE, if it is wanted."""
        if "DIFFERENCE" not in self.staged:
            return None
        return DifferenceFile(self.staged["DIFFERENCE"], self.outputs["DIFFERENCE"], self.grid, names, self.job.provenance)


@dataclass(frozen=True)
class _Measured:
    """:param magnitude: of change; ``counts``: of the magnitudes, or of their roots where the method is heavy-tailed.
    :param least: magnitude that no automatic threshold is to be below.
    """

    magnitude: MagnitudeFile
    counts: Histogram
    heavy_tailed: bool
    valid_pixels: int
    difference: Optional[DifferenceFile]
    least: float = 0.0


def _detect(job: DetectChangeClassicJob, outputs: dict[str, str], files: ExitStack, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    check_settings(job)
    check_paths(outputs, (job.before.path, job.after.path))
    say_unused_threshold(job, context)
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), None, (before, after), context)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, pair, outputs)
        work, measured = _compare(job, pair, staged, outputs, files, context)
    threshold, values = _find_objects(work, measured, files)
    publish(outputs.items(), job.scratch)
    if measured.valid_pixels == 0:
        context.warn("nothing_to_compare")
    seconds = time.monotonic() - started
    say_changed(values, work.grid, seconds, (job.area_unit, job.area_unit_m2), context)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        **values,
        "THRESHOLD": threshold.value if np.isfinite(threshold.value) else None,
        "VALID_PIXELS": measured.valid_pixels,
        "PIXELS": work.grid.height * work.grid.width,
        "SECONDS": round(seconds, 3),
    }


def detect_classic_on(
    job: DetectChangeClassicJob, on: tuple[Grid, Window], staged: dict[str, str], context: JobContext
) -> dict[str, Any]:
    """Detect change on a grid that others are compared with, and write what is wanted; nothing is published.

    :param job: its scratch folder exists, its settings are checked. :param on: the grid, and the window of it to work on.
    :param staged: DIFFERENCE, MASK, POLYGONS -> path to write, as far as wanted.
    :return: CHANGED_AREA, POLYGON_COUNT, VALID_PIXELS.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user wanted to stop.
    """
    with ExitStack() as files:
        with Raster(job.before) as before, Raster(job.after) as after:
            pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), None, (before, after), context, on)
            work, measured = _compare(job, pair, staged, staged, files, context)
        _, values = _find_objects(work, measured, files)
    return {**values, "VALID_PIXELS": measured.valid_pixels}


def _compare(
    job: DetectChangeClassicJob,
    pair: Dates,
    staged: dict[str, str],
    outputs: dict[str, str],
    files: ExitStack,
    context: JobContext,
) -> tuple[_Work, _Measured]:
    """Measure the change between the opened dates, which are not needed afterwards."""
    if job.method == "index-difference":
        _choose_index_bands(job, pair, context)
    grid = pair.grid.cropped(pair.work)
    work = _Work(job, pair, grid, plan_blocks(pair, job.block), staged, outputs, None, context)
    if job.normalize:
        work = replace(work, normalisation=_normalisation(work))
    return work, _measure(work, _prepare(work), files)


def _find_objects(work: _Work, measured: _Measured, files: ExitStack) -> tuple[Threshold, dict[str, Any]]:
    """Decide from which magnitude on a pixel is changed, and write what is wanted."""
    if work.job.method in CLUSTERING:
        measured = _clustered(work, measured, files)
    threshold = _threshold(work.job, measured, work.context)
    return threshold, _decide(work, measured, threshold)


def check_settings(job: DetectChangeClassicJob) -> None:
    """:raises JobFailure: ``method_unknown``, ``threshold_needed``, ``threshold_not_positive``, ``percentile_range`` or
    ``min_area_range``."""
    for parameter, value, known in (
        ("METHOD", job.method, METHODS),
        ("THRESHOLD_METHOD", job.threshold_method, THRESHOLD_METHODS),
    ):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    check_threshold(job.method, job.threshold_method, job.threshold)
    if not job.min_area_m2 >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=job.min_area_m2)


def say_unused_threshold(job: DetectChangeClassicJob, context: JobContext) -> None:
    """Warn where a threshold is given that the job does not look at."""
    if job.threshold is not None and (job.method in CLUSTERING or job.threshold_method not in ("fixed", "percentile")):
        context.warn("classic_threshold_unused")


def _check_space(job: DetectChangeClassicJob, pair: Dates, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold what is to be written (compressed outputs: a cautious guess)."""
    pixels = pair.work.pixels
    magnitudes = 8 if job.method in CLUSTERING else 4
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * (1 + magnitudes) + 2**20)
    bands = {"ir-mad": 2 + len(pair.before.bands), "cva": 2, "index-difference": 2}.get(job.method, 1)
    needed = {"MASK": pixels // 16, "DIFFERENCE": pixels * bands, "POLYGONS": pixels // 32}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] + 2**19)


# -- before the pass over the data ----------------------------------------------------------------


def _choose_index_bands(job: DetectChangeClassicJob, pair: Dates, context: JobContext) -> None:
    dates = []
    for raster in (pair.before, pair.after):
        told = raster.band_descriptions()
        dates.append([told[number - 1] for number in raster.bands])
    first, second = index_bands(job.index, dates)
    context.info("index_of", index=job.index, first=first + 1, second=second + 1)
    for raster in (pair.before, pair.after):
        raster.choose((raster.bands[first], raster.bands[second]))


def _normalisation(work: _Work) -> Optional[Normalisation]:
    """From the whole overlap, whatever the area: a small area gives the same result as a large one."""
    pair, context = work.pair, work.context
    rendered = pair.before.source.rendered or pair.after.source.rendered
    before, after = sample_pixels(pair, pair.work if rendered else pair.overlap, context, masked=False)
    found = fit_normalisation(before, after, context.check)
    if found is None:
        context.warn("normalised_not")
        return None
    values = "; ".join(f"{gain:.4g}, {offset:.4g}" for gain, offset in zip(found.gain, found.offset))
    context.info("normalised", count=found.pixels, values=values)
    return found


def _prepare(work: _Work) -> Method:
    """The method with all that it must know beforehand.

    :raises JobFailure: ``values_negative`` or ``too_uniform``.
    """
    name = work.job.method
    # What only DIFFERENCE tells takes longer than the magnitude.
    alone = name in CLUSTERING or "DIFFERENCE" not in work.staged
    if name == "ratio":
        return Ratio(_floor(work.pair))
    if name in ("log-ratio", "pca-k-means-log-ratio"):
        return LogRatio(_floor(work.pair))
    if name == "ir-mad":
        return replace(_fit_mad(work), alone=alone)
    if name == "index-difference":
        return IndexDifference(alone)
    return Difference() if name == "difference" else ChangeVector(alone)


def _floor(pair: Dates) -> float:
    """What is added before ratios are taken: 1 of whole numbers, a hundredth of the mean of others.

    :raises JobFailure: ``values_negative``: ratios of decibels, say, say nothing.
    """
    if all(np.dtype(raster.dtype).kind == "u" for raster in (pair.before, pair.after)):
        return 1.0
    means = []
    for raster in (pair.before, pair.after):
        statistics = sample_statistics(raster, pair)
        if statistics is None:
            continue
        for band, mean in zip(raster.bands, statistics.mean):
            if mean < 0:
                source = raster.source
                raise JobFailure("values_negative", source.parameter, band=band, layer=source.name)
        means.append(float(statistics.mean.min()))
    whole = all(np.dtype(raster.dtype).kind in "ui" for raster in (pair.before, pair.after))
    return 1.0 if whole or not means else max(0.01 * min(means), 1e-12)


def _fit_mad(work: _Work) -> Mad:
    """IR-MAD's transform, iterated to convergence over a sample that bounds memory and time; a small image is its own.

    :raises JobFailure: ``too_uniform``.
    """
    context = work.context

    def progress(fraction: float) -> None:
        context.progress(_PREPARED_AT * fraction, "comparing")

    sample = spread_pixels(work.pair, work.plan, context, progress)
    if not sample.before.shape[1]:
        return Mad(np.zeros(2), np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1), np.ones(1))
    try:
        mad, iterations = fit_sample(sample.before, sample.after, context.check)
    except TooUniform:
        raise JobFailure("too_uniform") from None
    listing = ", ".join(f"{value:.4f}" for value in mad.correlation[::-1])
    count, every = sample.before.shape[1], sample.step**2
    context.info("ir_mad", iterations=iterations, pixels=count, every=every, values=listing)
    if iterations >= MOST_ITERATIONS:
        context.warn("ir_mad_unsettled", iterations=iterations)
    return mad


# -- the pass over the data -----------------------------------------------------------------------


def _measure(work: _Work, method: Method, files: ExitStack) -> _Measured:
    """Measure the change of every pixel."""
    clustered = work.job.method in CLUSTERING
    magnitude = files.enter_context(work.scratch("magnitude.f32"))
    difference = None if clustered else work.difference(method.names)
    counts = Histogram()
    valid_pixels = 0
    windows = [window for strip in work.plan.strips() for window in strip]
    strip: NDArray[Any] = np.zeros((0, 0), np.float32)
    # Closed here: a failure must not wait for the outer files.
    with ExitStack() as written, ThreadPoolExecutor(1, "write") as pool:
        if difference is not None:
            written.enter_context(difference)
        pending: Optional[Future[None]] = None
        for number, block in enumerate(read_blocks(work.pair, windows, work.context), 1):
            place = block.window.within(work.pair.work)
            if place.col == 0:
                strip = np.empty((place.height, work.grid.width), np.float32)
            values, valid = _values_of(method, block, work.normalisation)
            strip[:, place.col : place.col + place.width] = np.nan if values is None else values[0]
            valid_pixels += int(np.count_nonzero(valid))
            if pending is not None:
                pending.result()
            whole = strip if place.col + place.width == work.grid.width else None
            task = (magnitude, difference, counts, method, place, values, valid, whole)
            pending = pool.submit(_take, *task)
            work.context.progress(_PREPARED_AT + (_MEASURED_AT - _PREPARED_AT) * number / len(windows), "comparing")
        if pending is not None:
            pending.result()
    # Chi-square of what did not change is as large as the number of variates on average. Below it are rounding errors:
    # of the same image twice, say.
    least = float(len(method.correlation)) if isinstance(method, Mad) else 0.0
    return _Measured(magnitude, counts, method.heavy_tailed, valid_pixels, difference, least)


def _values_of(
    method: Method, block: Block, normalisation: Optional[Normalisation]
) -> tuple[Optional[NDArray[np.float32]], NDArray[np.bool_]]:
    """What a method measures as float32, NaN where there is no data, and where there is; ``None``: nowhere."""
    if block.before is None:
        return None, block.valid
    values = np.empty((len(method.names), *block.valid.shape), np.float32)
    valid = np.empty_like(block.valid)
    with np.errstate(over="ignore", invalid="ignore"):
        for rows, before, after in block.parts():
            values[:, rows] = method.measure(before, after if normalisation is None else normalisation.apply(after))
            # Fill values that no one declared (-3.4e38, say) are too far apart to be numbers.
            np.logical_and(block.valid[rows], np.isfinite(values[0, rows]), out=valid[rows])
    if not valid.all():
        values[:, ~valid] = np.nan
    return values, valid


def _take(
    magnitude: MagnitudeFile,
    difference: Optional[DifferenceFile],
    counts: Histogram,
    method: Method,
    place: Window,
    values: Optional[NDArray[np.float32]],
    valid: NDArray[np.bool_],
    strip: Optional[NDArray[np.float32]],
) -> None:
    """Count and write what a block gave, while the next is being measured. :param strip: where this block ends one."""
    if values is not None:
        found = values[0] if valid.all() else values[0][valid]
        counts.add(np.sqrt(found) if method.heavy_tailed else found)
        if difference is not None:
            difference.write(place, values)
    if strip is not None:
        magnitude.append(strip)


def _clustered(work: _Work, measured: _Measured, files: ExitStack) -> _Measured:
    """PCA-k-means of the magnitudes: relative distance from what did not change."""
    context, source = work.context, measured.magnitude
    moments = SquareMoments()
    rows = max(1, _DECIDED_PIXELS // source.width)
    for row in range(0, source.height, rows):
        context.check()
        moments.add(source.rows(row, min(rows, source.height - row)))
    components = moments.components()
    clusters = _clusters(source, components, context)
    target = files.enter_context(work.scratch("clusters.f32"))
    difference = work.difference(("relative distance from unchanged",))
    with ExitStack() as written:
        if difference is not None:
            written.enter_context(difference)
        for strip in work.plan.strips():
            context.check()
            first = strip[0].within(work.pair.work)
            rows_of_strip = Window(first.row, 0, first.height, source.width)
            magnitude = source.padded(rows_of_strip.grown(HALF))
            change = np.empty((first.height, source.width), np.float32)
            for window in strip:
                place = window.within(work.pair.work)
                around = magnitude[:, place.col : place.col + place.width + 2 * HALF]
                change[:, place.col : place.col + place.width] = clusters.change(components.features(around))
            change[np.isnan(source.rows(first.row, first.height))] = np.nan
            target.append(change)
            if difference is not None:
                for window in strip:
                    place = window.within(work.pair.work)
                    difference.write(place, change[None, :, place.col : place.col + place.width])
    return replace(measured, magnitude=target, difference=difference)


def _clusters(source: MagnitudeFile, components: Components, context: JobContext) -> Clusters:
    """The clusters, of the whole image or, where that is large, of a sample that is spread evenly over it."""
    features, magnitudes = [], []
    for window in sample_windows(Window(0, 0, source.height, source.width)):
        context.check()
        around = source.padded(window.grown(HALF))
        inner = around[HALF:-HALF, HALF:-HALF]
        valid = np.isfinite(inner)
        features.append(components.features(around)[valid])
        magnitudes.append(inner[valid])
    return cluster(np.concatenate(features), np.concatenate(magnitudes))


# -- after it -------------------------------------------------------------------------------------


def _threshold(job: DetectChangeClassicJob, measured: _Measured, context: JobContext) -> Threshold:
    if job.method in CLUSTERING:
        # On the border of the clusters a pixel is as far from one as from the other.
        return Threshold(float(np.nextafter(np.float32(0.5), np.float32(1))))
    counted = measured.counts.distribution()
    found = find_threshold(job.threshold_method, counted, job.threshold)
    if len(counted.count) == 1 and not np.isfinite(found.value):
        context.warn("magnitudes_alike")
    if measured.heavy_tailed and job.threshold_method != "fixed":
        found = replace(found, value=max(found.value**2, measured.least))
    if found.fell_back:
        context.warn("threshold_fell_back", method=job.threshold_method)
    if np.isfinite(found.value):
        context.info("threshold_found", value=found.value, method=job.threshold_method)
    return found


def _decide(work: _Work, measured: _Measured, threshold: Threshold) -> dict[str, Any]:
    """Mask, objects and polygons of the magnitudes."""
    job, grid, context = work.job, work.grid, work.context
    measure = measure_pixels(grid)
    traced = "POLYGONS" in work.staged or job.min_area_m2 > 0
    objects = ObjectStream(grid.width, (1,), job.min_area_m2, measure, keep_runs=traced)
    raw = os.path.join(job.scratch, "mask.tif")
    rows = max(1, _DECIDED_PIXELS // grid.width)
    with writing("MASK", raw), rasters.create_scratch(raw, grid) as mask:
        for row in range(0, grid.height, rows):
            context.check()
            magnitude = measured.magnitude.rows(row, min(rows, grid.height - row))
            strip = (magnitude >= np.float32(threshold.value)).view(np.uint8)
            if measured.valid_pixels < grid.height * grid.width:
                strip[np.isnan(magnitude)] = NODATA
            objects.add(strip, magnitude)
            rasters.write_strip(mask, row, strip)
            context.progress(_MEASURED_AT + (_DECIDED_AT - _MEASURED_AT) * row / grid.height, "objects")
    table, erased = objects.finish()
    if measured.difference is not None:
        measured.difference.finish(*_colours(job, measured, threshold), context.check)
    return _finish(work, measured, raw, table, erased, measure)


def _colours(job: DetectChangeClassicJob, measured: _Measured, threshold: Threshold) -> tuple[float, float]:
    """Where the colours of DIFFERENCE's style begin and end."""
    if job.method in CLUSTERING or not measured.valid_pixels:
        return 0.5, 1.0
    top = percentile(measured.counts.distribution(), 99.9)
    top = top**2 if measured.heavy_tailed else top
    return (threshold.value, top) if np.isfinite(threshold.value) else (top, 2 * top)


def _finish(
    work: _Work,
    measured: _Measured,
    raw: str,
    table: ObjectTable,
    erased: NDArray[np.int64],
    measure: PixelMeasure,
) -> dict[str, Any]:
    """Erase, trace, fill and write."""
    job, grid, staged, outputs, context = work.job, work.grid, work.staged, work.outputs, work.context
    with writing("MASK", raw), rasterio.open(raw, "r+") as mask:
        erase(mask, erased, context)
    with rasterio.open(raw) as mask:
        outlines: Optional[Traced] = None
        if "POLYGONS" in staged or job.min_area_m2 > 0:
            has_nodata = measured.valid_pixels < grid.height * grid.width
            outlines = trace_rings(mask, table, job.min_area_m2, measure, has_nodata, context.check)
        context.progress(0.95, "writing")
        if "MASK" in staged:
            write_mask(mask, CHANGE, job.provenance, grid, table, outlines, staged["MASK"], outputs["MASK"], context)
    areas = table.area.copy()
    if outlines is not None and len(outlines.filled):
        np.add.at(areas, outlines.filled_row, areas_of(outlines.filled, measure))
    if "POLYGONS" in staged and outlines is not None:
        context.progress(0.97, "writing")
        with writing("POLYGONS", outputs["POLYGONS"]):
            fields = _fields(outlines.rings, table, areas, measure)
            stems = {os.path.splitext(path)[0] for name, path in outputs.items() if name != "POLYGONS"}
            alone = os.path.splitext(outputs["POLYGONS"])[0] not in stems
            polygons = outlines.rings.wkb(grid_place(grid))
            del outlines
            write_polygons(staged["POLYGONS"], polygons, fields, grid, CHANGE, job.provenance, alone)
    return {"CHANGED_AREA": float(areas.sum()), "POLYGON_COUNT": len(table)}


def _fields(rings: Rings, table: ObjectTable, areas: NDArray[np.float64], measure: PixelMeasure) -> dict[str, NDArray[Any]]:
    """The attributes of the polygons, an array each."""
    return {
        "uuid": new_uuids(len(table)),
        "class": np.full(len(table), CHANGE[0].name, dtype=object),
        "area_m2": np.round(areas, 3),
        "perimeter_m": np.round(ring_perimeters(rings, measure), 3),
        "mean_magnitude": np.round(table.total / np.maximum(table.pixels, 1), 6),
        "max_magnitude": np.round(table.highest.astype(np.float64), 6),
    }
