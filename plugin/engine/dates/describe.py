"""Describe how dates would be read by a run with a network: headers, and the few pixels that open a raster."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from ...jobs.describe_dates import DescribeDatesJob
from ...model_file.load import load_model_file
from ...model_file.spec import TASKS
from ..context import JobContext, gdal_cache
from .dates import GroundWanted, open_dates
from .raster import Raster


def describe_dates(job: DescribeDatesJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: READING, see :class:`...jobs.describe_dates.DescribeDatesJob`.
    :raises JobFailure: the dates cannot be read, or do not fit the model.
    """
    spec = load_model_file(job.model, tuple(TASKS)).spec
    with gdal_cache(), ExitStack() as opened:
        rasters = [opened.enter_context(Raster(source)) for source in job.dates]
        return {"READING": open_dates(GroundWanted(job.include, (), job.resolution), spec, rasters, context).reading}
