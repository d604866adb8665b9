"""A small picture of a raster as PNG."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...jobs.failure import JobFailure
from ...jobs.publish import prepare, publish, writing
from ...jobs.quicklook import CONTENTS, LARGEST_SIDE, PROBABILITY, QuicklookJob
from ...jobs.sources import RasterSource
from ..change_report.pictures import PictureReader, common_stretch
from ..context import JobContext, job_environment
from ..dates.grid import Grid, Window
from ..dates.ground import ground_sample_distance
from ..dates.raster import Raster

PICTURE = "PICTURE"
_STRIP_PIXELS = 4_000_000  # that are in memory at once


def quicklook(job: QuicklookJob, context: JobContext) -> dict[str, Any]:
    """Write the picture.

    :return: ``WIDTH``, ``HEIGHT``, ``PIXEL`` and ``CRS`` of the raster.
    :raises JobFailure: the raster cannot be read, or the picture cannot be written.
    :raises Cancelled: the user cancelled the job.
    """
    if job.content not in CONTENTS or not 1 <= job.side <= LARGEST_SIDE:
        raise JobFailure("job_invalid", reason=f"content {job.content!r}, side {job.side}")
    with job_environment([job.picture], job.scratch):
        staged = prepare(PICTURE, job.picture, job.scratch)
        with Raster(job.input) as raster:
            own = raster.native_grid
        grid = own
        if job.like is not None:
            with Raster(job.like) as pattern:
                grid = pattern.native_grid
        factor = math.ceil(max(grid.width, grid.height) / job.side)
        pixels = (_probability if job.content == PROBABILITY else _image)(job.input, grid, factor, context)
        with writing(PICTURE, job.picture):
            Image.fromarray(pixels).save(staged, "PNG")
        publish([(PICTURE, job.picture)], job.scratch)
    left, bottom, right, top = own.bounds
    metres = ground_sample_distance(own.crs, (left + right) / 2, (bottom + top) / 2, own.xres, own.yres)
    return {"WIDTH": own.width, "HEIGHT": own.height, "PIXEL": metres, "CRS": own.crs.to_string()[:60]}


def _image(source: RasterSource, grid: Grid, factor: int, context: JobContext) -> NDArray[np.uint8]:
    """Red, green, blue and alpha, (height, width, 4)."""
    coarse = Grid(
        grid.crs,
        grid.left,
        grid.top,
        grid.xres * factor,
        grid.yres * factor,
        math.ceil(grid.height / factor),
        math.ceil(grid.width / factor),
    )
    with PictureReader(source) as reader:
        context.check()
        found = reader.read(coarse, coarse.window)
        stretch = common_stretch(found, found, reader.eight_bit)[0]
    values = found.values.astype(np.float64)
    if stretch is not None:
        low, high = stretch.low[:, None, None], stretch.high[:, None, None]
        values = (values - low) / np.where(high > low, high - low, 1.0) * 255
    shades = np.clip(np.nan_to_num(values), 0, 255).round().astype(np.uint8)
    colours = shades if len(shades) == 3 else np.repeat(shades[:1], 3, axis=0)
    alpha = np.where(found.valid, 255, 0).astype(np.uint8)
    return np.ascontiguousarray(np.moveaxis(np.concatenate([colours, alpha[None]]), 0, -1))


def _probability(source: RasterSource, grid: Grid, factor: int, context: JobContext) -> NDArray[np.uint8]:
    """The highest probability of each block of pixels as shades and alpha, (height, width, 2)."""
    rows = factor * max(1, _STRIP_PIXELS // (grid.width * factor))
    starts = np.arange(0, grid.width, factor)
    parts = []
    with Raster(source) as raster:
        raster.choose((1,))
        for row in range(0, grid.height, rows):
            context.check()
            height = min(rows, grid.height - row)
            values, valid = raster.read(grid, Window(row, 0, height, grid.width))
            known = np.where(valid, values[0], -1.0)
            blocks = np.maximum.reduceat(np.maximum.reduceat(known, np.arange(0, height, factor), axis=0), starts, axis=1)
            shades = np.clip(np.rint(blocks * 255), 0, 255).astype(np.uint8)
            parts.append(np.stack([shades, np.where(blocks >= 0, 255, 0).astype(np.uint8)], axis=-1))
    return np.concatenate(parts)
