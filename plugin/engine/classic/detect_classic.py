"""Change without a network: pair -> magnitude (block by block) -> threshold -> mask -> polygons -> outputs.

One pass over the data measures the change and counts its magnitudes; the magnitudes wait in the scratch folder until the
threshold is known. IR-MAD takes a sample of the data beforehand, PCA-k-means looks at the magnitudes in between. Only the
scratch file grows with the rasters.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Optional

import numpy as np

from ...jobs.detect_change_classic import THRESHOLD_METHODS, DetectChangeClassicJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...model_file.spec import ChangeClass
from ...rules.classic_methods import METHODS, check_threshold
from ...rules.label_codes import NO_DATA
from ..context import JobContext, job_environment
from ..coregistration.first_look import warn_of_displacement
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.grid import Grid, Window
from ..dates.ground import measure_pixels
from ..dates.raster import Raster
from ..objects.runs import ObjectStream
from ..outputs import rasters
from ..outputs.finish import MAGNITUDE, RawMask, finish_outputs, log_changed
from ..outputs.paths import check_paths
from ..resume import KeptRun, kept_run
from .blocks import plan_blocks
from .index_difference import choose_index_bands
from .measuring import DECIDED_PIXELS, Measured, Work, cluster_magnitudes, measure, smooth_magnitudes
from .method import Inputs, make_method
from .normalise import normalise_pair
from .threshold import Threshold, find_threshold, percentile

CHANGE = (ChangeClass(1, "change"),)
_GIVEN = ("fixed", "percentile", "speckle")  # threshold methods that a number is given for
_MUCH = 0.3  # of what is compared: change that is more than that is rare
_PREPARED_AT, _MEASURED_AT, _DECIDED_AT = 0.4, 0.7, 0.9


def detect_change_classic(job: DetectChangeClassicJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:detectchangeclassic`` by name, and the threshold that was used.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"DIFFERENCE": job.difference, "MASK": job.mask, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch), kept_run(job, context) as kept, ExitStack() as files:
        return _detect(job, {name: path for name, path in outputs.items() if path}, files, kept, context)


def _detect(
    job: DetectChangeClassicJob, outputs: dict[str, str], files: ExitStack, kept: KeptRun, context: JobContext
) -> dict[str, Any]:
    started = time.monotonic()
    check_settings(job)
    check_paths(outputs, (job.before.path, job.after.path))
    warn_unused_threshold(job, context)
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), None, (before, after), context)
        job = replace(job, provenance={**job.provenance, "reading": pair.reading})
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, pair, outputs)
        warn_of_displacement(pair, context)
        work, measured = _compare(job, pair, staged, outputs, files, kept, context)
    threshold, values = _find_objects(work, measured, files)
    publish(outputs.items(), job.scratch)
    if measured.valid_pixels == 0:
        context.warn("nothing_to_compare")
    seconds = time.monotonic() - started
    log_changed(values, work.grid, seconds, (job.area_unit, job.area_unit_m2), context)
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
    job: DetectChangeClassicJob,
    on: tuple[Grid, Window],
    staged: dict[str, str],
    context: JobContext,
    kept: Optional[KeptRun] = None,
    part: str = "pair",
) -> dict[str, Any]:
    """Detect change on a grid that others are compared with, and write what is wanted; nothing is published.

    :param job: its scratch folder exists, its settings are checked.
    :param on: the grid, and the window of it to work on.
    :param staged: DIFFERENCE, MASK, POLYGONS -> path to write, as far as wanted.
    :param kept: the finished blocks of the run; ``None`` = they are not kept.
    :param part: the part of that run that this pair is.
    :return: CHANGED_AREA, POLYGON_COUNT, VALID_PIXELS, and READING, how the dates were read.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user cancelled the job.
    """
    with ExitStack() as files:
        with Raster(job.before) as before, Raster(job.after) as after:
            pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), None, (before, after), context, on)
            work, measured = _compare(job, pair, staged, staged, files, kept or KeptRun(None, context), context, part)
        _, values = _find_objects(work, measured, files)
    return {**values, "VALID_PIXELS": measured.valid_pixels, "READING": pair.reading}


def _compare(
    job: DetectChangeClassicJob,
    pair: Dates,
    staged: dict[str, str],
    outputs: dict[str, str],
    files: ExitStack,
    kept: KeptRun,
    context: JobContext,
    part: str = "pair",
) -> tuple[Work, Measured]:
    """Measure the change between the opened dates, which are not needed afterwards."""
    if job.method == "index-difference":
        choose_index_bands(job.index, pair, context)
    grid = pair.grid.cropped(pair.work)
    normalisation = normalise_pair(pair, context) if job.normalize else None
    work = Work(job, pair, grid, plan_blocks(pair, job.block), staged, outputs, normalisation, context, kept, part)
    later = METHODS[job.method].second_pass

    def prepared(fraction: float) -> None:
        context.progress(_PREPARED_AT * fraction, "comparing")

    def measured(fraction: float) -> None:
        context.progress(_PREPARED_AT + (_MEASURED_AT - _PREPARED_AT) * fraction, "comparing")

    # Further bands, which take longer than the magnitude, are for DIFFERENCE alone.
    alone = later or "DIFFERENCE" not in staged
    method = make_method(job.method, Inputs(pair, work.plan, alone, context, prepared))
    return work, measure(work, method, later, files, measured)


def _find_objects(work: Work, measured: Measured, files: ExitStack) -> tuple[Threshold, dict[str, Any]]:
    """Decide from which magnitude on a pixel is changed, and write what is wanted."""
    if METHODS[work.job.method].clusters:
        measured = cluster_magnitudes(work, measured, files)
    elif METHODS[work.job.method].smoothed:
        measured = smooth_magnitudes(work, measured, files)
    threshold = _threshold(work.job, measured, work.context)
    values = _decide(work, measured, threshold)
    _warn_of_much(work, measured, values["CHANGED_AREA"])
    return threshold, values


def _warn_of_much(work: Work, measured: Measured, changed_m2: float) -> None:
    """Warn where a threshold that was found marks much: it parts two groups in noise, too."""
    found = METHODS[work.job.method].clusters or work.job.threshold_method not in _GIVEN
    compared_m2 = measured.valid_pixels * work.pair.gsd_m**2
    if found and changed_m2 > _MUCH * compared_m2 > 0:
        work.context.warn("much_changed", percent=100 * changed_m2 / compared_m2)


def check_settings(job: DetectChangeClassicJob) -> None:
    """Check method, threshold and smallest area.

    :raises JobFailure: ``method_unknown``, ``threshold_needed``, ``threshold_not_positive``, ``percentile_range``,
        ``speckle_method`` or ``min_area_range``.
    """
    for parameter, value, known in (
        ("METHOD", job.method, tuple(METHODS)),
        ("THRESHOLD_METHOD", job.threshold_method, THRESHOLD_METHODS),
    ):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    check_threshold(job.method, job.threshold_method, job.threshold)
    if not job.min_area_m2 >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=job.min_area_m2)


def warn_unused_threshold(job: DetectChangeClassicJob, context: JobContext) -> None:
    """Warn where a threshold is given that the job does not look at."""
    if job.threshold is not None and (METHODS[job.method].clusters or job.threshold_method not in _GIVEN):
        context.warn("classic_threshold_unused")


def _check_space(job: DetectChangeClassicJob, pair: Dates, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold the outputs (compressed outputs: a cautious guess)."""
    pixels = pair.work.pixels
    magnitudes = 8 if METHODS[job.method].second_pass else 4
    check_space(next(iter(outputs), "MASK"), job.scratch, pixels * (1 + magnitudes) + 2**20)
    bands = METHODS[job.method].bands + METHODS[job.method].bands_per_band * len(pair.before.bands)
    needed = {"MASK": pixels // 16, "DIFFERENCE": pixels * bands, "POLYGONS": pixels // 32}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] + 2**19)


def _threshold(job: DetectChangeClassicJob, measured: Measured, context: JobContext) -> Threshold:
    if METHODS[job.method].clusters:
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


def _decide(work: Work, measured: Measured, threshold: Threshold) -> dict[str, Any]:
    """Mask, objects and polygons of the magnitudes."""
    job, grid, context = work.job, work.grid, work.context
    sizes = measure_pixels(grid)
    traced = "POLYGONS" in work.staged or job.min_area_m2 > 0
    objects = ObjectStream(grid.width, (1,), job.min_area_m2, sizes, keep_runs=traced)
    raw = os.path.join(job.scratch, "mask.tif")
    rows = max(1, DECIDED_PIXELS // grid.width)
    with writing("MASK", raw), rasters.create_scratch(raw, grid) as mask:
        for row in range(0, grid.height, rows):
            context.check()
            magnitude = measured.magnitude.rows(row, min(rows, grid.height - row))
            strip = (magnitude >= np.float32(threshold.value)).view(np.uint8)
            if measured.valid_pixels < grid.height * grid.width:
                strip[np.isnan(magnitude)] = NO_DATA
            objects.add(strip, magnitude)
            rasters.write_strip(mask, row, strip)
            context.progress(_MEASURED_AT + (_DECIDED_AT - _MEASURED_AT) * row / grid.height, "objects")
    table, erased = objects.finish()
    if measured.difference is not None:
        measured.difference.finish(*_colours(job, measured, threshold), context.check)
    found = RawMask(raw, table, erased, sizes, measured.valid_pixels)
    return finish_outputs(found, CHANGE, MAGNITUDE, grid, job.min_area_m2, job.provenance, work.staged, work.outputs, context)


def _colours(job: DetectChangeClassicJob, measured: Measured, threshold: Threshold) -> tuple[float, float]:
    """Return the range of the colours of DIFFERENCE's style."""
    if METHODS[job.method].clusters or not measured.valid_pixels:
        return 0.5, 1.0
    top = percentile(measured.counts.distribution(), 99.9)
    top = top**2 if measured.heavy_tailed else top
    return (threshold.value, top) if np.isfinite(threshold.value) else (top, 2 * top)
