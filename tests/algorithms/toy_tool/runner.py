"""``groundshift:banddifference`` in the worker."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..jobs.band_difference import BandDifferenceJob
from ..jobs.publish import prepare, publish, writing
from .context import JobContext, job_environment
from .dates.dates import GroundWanted, open_dates
from .dates.raster import Raster
from .outputs.rasters import create_difference


def band_difference(job: BandDifferenceJob, context: JobContext) -> dict[str, Any]:
    """Run the job."""
    outputs = {"DIFFERENCE": job.difference}
    with job_environment(outputs.values(), job.scratch), Raster(job.before) as before, Raster(job.after) as after:
        wanted = GroundWanted(job.include, job.exclude, job.resolution)
        dates = open_dates(wanted, None, (before, after), context)
        (one, one_valid), (other, other_valid) = (date.read(dates.grid, dates.work) for date in dates.rasters)
        inside = one_valid & other_valid & dates.area.pixels(dates.grid, dates.work)
        difference = np.where(inside, np.abs(one[0].astype(np.float32) - other[0]), np.nan).astype(np.float32)
        staged = prepare("DIFFERENCE", job.difference, job.scratch)
        grid = dates.grid.cropped(dates.work)
        with writing("DIFFERENCE", job.difference), create_difference(staged, grid, ["difference"], job.provenance) as file:
            file.write(difference, 1)
        publish(outputs.items(), job.scratch)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "GREATEST": float(np.nanmax(difference))}
