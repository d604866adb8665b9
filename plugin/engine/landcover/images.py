"""Dates of a comparison that are images: classified by a model in the same run."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from ...jobs.classify_land_cover import ClassifyLandCoverJob
from ...jobs.from_to_change import FromToChangeJob
from ...jobs.sources import RasterSource
from ..context import JobContext, part_of
from ..dates.raster import Raster
from .classify import classify_land_cover

_SHARE = 0.4  # of the progress bar, for each date that is classified


def is_image(source: RasterSource) -> bool:
    """Whether a raster is an image for a model: several bands, and not the probabilities of named classes.

    :raises JobFailure: it cannot be opened.
    """
    with Raster(source) as raster:
        if len(raster.band_descriptions()) < 2:
            return False
        raster.choose((1,))
        return np.dtype(raster.stored_dtype).kind != "f" or not raster.names_classes


def classified_dates(job: FromToChangeJob, context: JobContext) -> tuple[FromToChangeJob, JobContext]:
    """Classify the dates that are images, and return the job with their probabilities in the scratch folder.

    :return: the job, and a context whose progress is that of the rest of it.
    :raises JobFailure: an image does not fit the model.
    :raises Cancelled: the job was cancelled.
    """
    if job.model is None:
        return job, context
    done = 0.0
    for name in ("before", "after"):
        source: RasterSource = getattr(job, name)
        if not is_image(source):
            continue
        scratch = os.path.join(job.scratch, f"classified-{name}")
        os.makedirs(scratch, exist_ok=True)
        path = os.path.join(job.scratch, f"{name}-probability.tif")
        wanted = ClassifyLandCoverJob(
            source, job.model, scratch, probability=path, include=job.include, exclude=job.exclude, threads=job.threads
        )
        classify_land_cover(wanted, part_of(context, done, done + _SHARE))
        done += _SHARE
        made = RasterSource(source.parameter, source.name, path)
        job = replace(job, before=made) if name == "before" else replace(job, after=made)
        job = replace(job, before_classes=()) if name == "before" else replace(job, after_classes=())
    return job, part_of(context, done, 1.0)
