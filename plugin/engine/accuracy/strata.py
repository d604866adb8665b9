"""The strata of a class map: how many pixels each class has, how large they are on the ground, and where a pixel is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ..context import JobContext
from ..dates.grid import Window
from ..dates.ground import PixelMeasure, measure_pixels
from .classes import ClassRaster, class_labels
from .code_runs import CodeRuns, find_code_runs

_STRIP_PIXELS = 2**21
_MOST_CLASSES = 200
_UNKNOWN = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True)
class Stratum:
    """The pixels of one class.

    :param pixels: how many. ``area``: square metres on the ellipsoid.
    """

    value: int
    name: str
    pixels: int
    area: float


def read_strata(raster: ClassRaster, context: JobContext, show: Callable[[float], None]) -> tuple[Stratum, ...]:
    """Return the classes of an opened map, ascending.

    :param show: called with the fraction that is done, 0..1.
    :raises JobFailure: ``classes_too_many``, ``map_empty``, ``classes_not_integers``.
    """
    measure = measure_pixels(raster.native_grid)
    pixels: dict[int, int] = {}
    areas: dict[int, float] = {}
    for row, runs in class_strips(raster, context, show):
        known = np.flatnonzero(runs.code != _UNKNOWN)
        length = runs.length[known]
        size = run_areas(measure, row, runs, known)
        values, index = np.unique(runs.code[known], return_inverse=True)
        counts = np.bincount(index.ravel(), weights=length, minlength=len(values))
        ground = np.bincount(index.ravel(), weights=size, minlength=len(values))
        for value, count, area in zip(values.tolist(), counts.tolist(), ground.tolist()):
            pixels[value] = pixels.get(value, 0) + int(count)
            areas[value] = areas.get(value, 0.0) + area
        if len(pixels) > _MOST_CLASSES:
            raise JobFailure("classes_too_many", raster.source.parameter, limit=_MOST_CLASSES)
    if not pixels:
        raise JobFailure("map_empty", raster.source.parameter, layer=raster.source.name)
    labels = class_labels(pixels, raster.class_names())
    return tuple(Stratum(value, labels[value], pixels[value], areas[value]) for value in sorted(pixels))


def class_strips(raster: ClassRaster, context: JobContext, show: Callable[[float], None]) -> Iterator[tuple[int, CodeRuns]]:
    """First row and runs of each strip of a map from top to bottom."""
    grid = raster.native_grid
    height = max(1, min(512, _STRIP_PIXELS // grid.width))
    for row in range(0, grid.height, height):
        context.check()
        values, valid = raster.classes(grid, Window(row, 0, min(height, grid.height - row), grid.width))
        code = values.astype(np.uint32)
        if not valid.all():
            code[~valid] = _UNKNOWN
        yield row, find_code_runs(code)
        show(min(1.0, (row + height) / grid.height))


def run_areas(measure: PixelMeasure, row: int, runs: CodeRuns, which: NDArray[np.int64]) -> NDArray[np.float64]:
    """Square metres of some runs of a strip that begins at ``row``."""
    length = runs.length[which]
    # A pixel in the middle of a run is as large as the mean: runs are short against the Earth.
    return measure.areas(runs.row[which] + row, runs.col[which] + (length - 1) / 2) * length


def locate(
    raster: ClassRaster, ranks: Mapping[int, NDArray[np.int64]], context: JobContext, show: Callable[[float], None]
) -> dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return rows and columns of the pixels of a class, given by their rank among the pixels of the class in reading order.

    :param ranks: class -> ranks from 0, in any order, which the result keeps.
    """
    sorted_ranks = {value: np.sort(wanted) for value, wanted in ranks.items()}
    rows = {value: np.zeros(len(wanted), np.int64) for value, wanted in ranks.items()}
    cols = {value: np.zeros(len(wanted), np.int64) for value, wanted in ranks.items()}
    seen = dict.fromkeys(ranks, 0)
    for row, runs in class_strips(raster, context, show):
        for value, wanted in sorted_ranks.items():
            own = np.flatnonzero(runs.code == value)
            ends = np.cumsum(runs.length[own]) + seen[value]
            if not len(own):
                continue
            begin, end = np.searchsorted(wanted, [seen[value], ends[-1]])
            some = wanted[begin:end]
            place = np.searchsorted(ends, some, "right")
            within = some - (ends[place] - runs.length[own[place]])
            pixel = runs.first[own[place]] + within
            rows[value][begin:end] = pixel // runs.width + row
            cols[value][begin:end] = pixel % runs.width
            seen[value] = int(ends[-1])
    found = {}
    for value, wanted in ranks.items():
        order = np.searchsorted(sorted_ranks[value], wanted)
        found[value] = rows[value][order], cols[value][order]
    return found
