"""Parts of radar places with all their dates in memory, for evaluation and training."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Iterator, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.sar import TargetClass
from ...jobs.sources import Polygons, RasterSource
from ...rules.sar_table import Acquisition, same_track
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.ground import ground_sample_distance
from ..dates.ground_area import footprint, make_ground_area
from . import speckle
from .prediction import Decibels
from .stack import common_polarisations, open_image, target_grid
from .target import open_target
from .terrain import open_elevation, read_terrain


@dataclass(frozen=True)
class ChipSource:
    """What chips are read of, and how.

    :param speckle_filter: of :data:`...jobs.sar.FILTERS`. :param all_tracks: take images of other tracks, too.
    :param include, exclude: as for a detection.
    :param target, land_cover: ground of interest, see :func:`.target.open_target`.
    :param dem: elevation; ``None`` = none. :param polarisations: that are read; empty = those that the images share.
    :param chip_bytes: of all images of a chip, filtered and not. :param most_chips: of each place.
    """

    speckle_filter: str
    all_tracks: bool
    include: tuple[Polygons, ...] = ()
    exclude: tuple[Polygons, ...] = ()
    target: Optional[Polygons] = None
    land_cover: Optional[TargetClass] = None
    dem: Optional[RasterSource] = None
    polarisations: tuple[str, ...] = ()
    chip_bytes: int = 96 * 2**20
    most_chips: int = 4


@dataclass(frozen=True)
class Chip:
    """A part of a place with all its dates in memory.

    :param raw, smooth: dB (dates, bands, height, width), NaN = no data or outside the area.
    :param target: ground of interest, or ``None``. :param terrain: see :func:`.terrain.read_terrain`.
    :param gsd_m: metres of a pixel.
    """

    name: str
    rows: tuple[Acquisition, ...]
    polarisations: tuple[str, ...]
    raw: Decibels
    smooth: Decibels
    inside: NDArray[np.bool_]
    target: Optional[NDArray[np.bool_]]
    terrain: Optional[Decibels]
    gsd_m: float


def read_chips(source: ChipSource, rows: Sequence[Acquisition], context: JobContext) -> Iterator[Chip]:
    """Read the chips of a place: all of a small image, parts that are spread evenly over a large one.

    :param rows: of one place, in the order of time; images of other tracks than the last one's are left out.
    :raises JobFailure: an image or the elevation cannot be read.
    """
    date = rows[-1]
    alike = [row for row in rows if source.all_tracks or same_track(row, date)]
    if len(alike) < 2:
        return
    polarisations = source.polarisations or common_polarisations(alike[:-1], date)
    alike = [row for row in alike if set(polarisations) <= set(row.bands)]
    if len(alike) < 2:
        return
    smooth_band = speckle.FILTERS[source.speckle_filter]
    with ExitStack() as files:
        images = [open_image(row, polarisations, files, context) for row in alike]
        elevation = open_elevation(source.dem, files)
        grid = target_grid(images[-1].rasters[0], None)
        name = images[-1].rasters[0].source.name
        ground = [footprint(grid, grid.crs)]
        area = make_ground_area(source.include, source.exclude, ground, grid.crs, (name, name))
        target = open_target(source.target, source.land_cover, grid, name, files, context)
        work = grid.covering(area.bounds)
        side = max(64, int((source.chip_bytes / 8 / (len(images) * len(polarisations))) ** 0.5))
        for window in _spread(work, side, source.most_chips):
            context.check()
            inside = area.pixels(grid, window)
            if not inside.any():
                continue
            raw = np.stack([image.read(grid, window) for image in images])
            smooth = np.stack([[smooth_band(band) for band in image] for image in raw])
            raw[..., ~inside], smooth[..., ~inside] = np.nan, np.nan
            yield Chip(
                f"{date.place}/{window.row}/{window.col}",
                tuple(alike),
                polarisations,
                raw,
                smooth,
                inside,
                None if target is None else target.pixels(grid, window),
                None if elevation is None else read_terrain(elevation, grid, window),
                _gsd_m(grid),
            )


def _gsd_m(grid: Grid) -> float:
    """Metres of a pixel in the middle of a grid."""
    left, bottom, right, top = grid.bounds
    return ground_sample_distance(grid.crs, (left + right) / 2, (bottom + top) / 2, grid.xres, grid.yres)


def _spread(work: Window, side: int, most: int) -> list[Window]:
    rows, cols = range(work.row, work.row + work.height, side), range(work.col, work.col + work.width, side)
    windows = [Window(row, col, side, side).clipped(work) for row in rows for col in cols]
    return windows[:: max(1, -(-len(windows) // most))]
