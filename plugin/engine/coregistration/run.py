"""The job: measure the shift between the dates, and move the earlier one onto the later one where that is wanted."""

from __future__ import annotations

import math
import os
from typing import Any

import numpy as np

from ...jobs.coregister import LARGEST_SHIFT, LARGEST_WINDOW, METHODS, RESAMPLINGS, SMALLEST_WINDOW, CoregisterJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.ground import measure_pixels
from ..dates.raster import Raster
from ..outputs.vectors import driver_for
from .align import Target, covered_window, write_aligned
from .estimate import Estimate, ShiftSettings, estimate_shift
from .tiepoints import write_tiepoints

# Of the progress, when the shift is known.
_MEASURED_AT = 0.6


def coregister(job: CoregisterJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    The earlier date is the one that is moved: results lie in the CRS and on the pixels of the later one, as those of a
    change detection do.

    :return: the outputs of ``groundshift:coregister`` by name.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"ALIGNED": job.aligned, "TIEPOINTS": job.tiepoints}
    with job_environment(outputs.values(), job.scratch):
        return _coregister(job, {name: path for name, path in outputs.items() if path}, context)


def _coregister(job: CoregisterJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    check_settings(job)
    _check_outputs(job, outputs)
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), None, (before, after), context)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        settings = ShiftSettings(job.method == "local", job.window, job.spacing, job.max_shift)
        share = _MEASURED_AT if "ALIGNED" in outputs else 0.95
        estimate = estimate_shift(pair, settings, context.check, lambda part: context.progress(part * share, "measuring"))
        values = _log_estimate(estimate, pair, context)
        if not estimate.trusted and "ALIGNED" in outputs:
            raise JobFailure(
                "coregistration_unreliable", "AFTER", before=before.source.name, after=after.source.name, shift=job.max_shift
            )
        provenance = {
            **job.provenance,
            "reading": pair.reading,
            "shift": {name.lower(): value for name, value in values.items()},
        }
        if "TIEPOINTS" in staged:
            with writing("TIEPOINTS", outputs["TIEPOINTS"]):
                write_tiepoints(staged["TIEPOINTS"], estimate, pair.grid, provenance)
        if "ALIGNED" in staged:
            _align(job, pair, estimate, staged["ALIGNED"], outputs["ALIGNED"], provenance, context)
    publish(outputs.items(), job.scratch)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        **values,
        "TIEPOINT_COUNT": len(estimate.places),
        "TIEPOINTS_USED": int(estimate.used.sum()),
    }


def check_settings(job: CoregisterJob) -> None:
    """Check the settings of the estimate.

    :raises JobFailure: ``choice_unknown``, ``window_range``, ``spacing_range`` or ``max_shift_range``.
    """
    for name, value, known in (("METHOD", job.method, METHODS), ("RESAMPLING", job.resampling, RESAMPLINGS)):
        if value not in known:
            raise JobFailure("method_unknown", name, value=value, known=", ".join(known))
    if job.window is not None and not SMALLEST_WINDOW <= job.window <= LARGEST_WINDOW:
        raise JobFailure("coregistration_window", "WINDOW", value=job.window, least=SMALLEST_WINDOW, most=LARGEST_WINDOW)
    if job.spacing is not None and not job.spacing >= 1:
        raise JobFailure("coregistration_spacing", "SPACING", value=job.spacing)
    if not 1 <= job.max_shift <= LARGEST_SHIFT:
        raise JobFailure("coregistration_max_shift", "MAX_SHIFT", value=job.max_shift, most=LARGEST_SHIFT)


def _log_estimate(estimate: Estimate, pair: Dates, context: JobContext) -> dict[str, float]:
    """Log the estimate; return the shift in units of AFTER's CRS and the reliability."""
    grid = pair.grid
    rows, cols = estimate.shift
    values = {
        "SHIFT_X": float(cols * grid.xres),
        "SHIFT_Y": float(-rows * grid.yres) + 0.0,  # 0, not -0
        "RELIABILITY": round(estimate.certainty, 4),
    }
    used, count = int(estimate.used.sum()), len(estimate.places)
    if not estimate.trusted:
        context.warn("shift_unknown", used=used, count=count)
        return values
    work = pair.work
    centre = np.array([work.row + work.height / 2]), np.array([work.col + work.width / 2])
    width, height = (float(item[0]) for item in measure_pixels(grid).sizes(*centre))
    context.info(
        "shift_found",
        x=values["SHIFT_X"],
        y=values["SHIFT_Y"],
        length=float(np.hypot(cols * width, rows * height)),
        pixels=float(np.hypot(rows, cols)),
        used=used,
        count=count,
    )
    if math.isfinite(estimate.error):
        context.info("shift_error", error=estimate.error)
    return values


def _align(
    job: CoregisterJob,
    pair: Dates,
    estimate: Estimate,
    staged: str,
    output: str,
    provenance: dict[str, Any],
    context: JobContext,
) -> None:
    target = Target(pair.grid, covered_window(pair, estimate.field), estimate.field)
    pixels = target.window.pixels
    # Imagery packs to a third or so; a refusal must be right, and the disk is watched while it is written too.
    check_space("ALIGNED", os.path.dirname(os.path.abspath(output)), pixels * len(pair.before.bands) // 8 + 2**20)
    write_aligned(
        staged,
        output,
        job.before,
        pair.before.declared_nodata,
        target,
        job.resampling,
        provenance,
        context.check,
        lambda part: context.progress(_MEASURED_AT + (0.99 - _MEASURED_AT) * part, "writing"),
    )


def _check_outputs(job: CoregisterJob, outputs: dict[str, str]) -> None:
    """Check the paths of the outputs.

    :raises JobFailure: ``output_is_input``, ``output_twice`` or ``output_format``.
    """
    if "TIEPOINTS" in outputs:
        driver_for("TIEPOINTS", outputs["TIEPOINTS"])
    aligned = outputs.get("ALIGNED", "")
    extension = os.path.splitext(aligned)[1]
    if aligned and extension.lower() not in (".tif", ".tiff"):
        raise JobFailure("output_format", "ALIGNED", path=aligned, extension=extension, known=".tif, .tiff")
    inputs = {os.path.realpath(path) for path in (job.before.path, job.after.path)}
    for name, path in outputs.items():
        if os.path.realpath(path) in inputs:
            raise JobFailure("output_is_input", name, path=path)
    if len({os.path.realpath(path) for path in outputs.values()}) < len(outputs):
        raise JobFailure("output_twice", "TIEPOINTS", first="ALIGNED", second="TIEPOINTS", path=aligned)
