"""The images of a radar difference, opened on one grid: those that predict, and the dates in which change is sought."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Callable, Optional, Sequence

import numpy as np
import shapely

from ...jobs.failure import JobFailure
from ...jobs.sar import SarDifferenceJob
from ...rules.sar_dates import chosen_rows
from ...rules.sar_table import Acquisition, is_earlier, same_track
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.ground import ground_sample_distance
from ..dates.ground_area import GroundArea, footprint, make_ground_area
from ..dates.raster import Raster
from ..dates.reading import ReadDate, describe_reading, log_reading
from . import speckle
from .methods import before, choose_gap
from .network_prediction import RadarModel
from .prediction import Decibels, Difference, Predictor
from .stack import SarImage, common_polarisations, open_image, target_grid
from .terrain import open_elevation, read_terrain

_WHOLE = 0.999  # of the area: edges of rasters in another CRS do not fit exactly
_LISTED_DAYS = 3  # of the dates in which change is sought, in the log


@dataclass(frozen=True)
class Series:
    """The opened images, in the order of time.

    :param earlier: by which the others are predicted.
    :param dates: those in which change is sought, and later ones that may confirm it.
    :param gap_days: images of so many days before a date do not predict it.
    :param sought: which of the dates change is sought in; the first is one of them.
    """

    earlier: tuple[SarImage, ...]
    dates: tuple[SarImage, ...]
    sought: tuple[bool, ...]
    polarisations: tuple[str, ...]
    grid: Grid
    work: Window
    area: GroundArea
    smooth: Callable[[Decibels], Decibels]
    gap_days: float = 0.0
    elevation: Optional[Raster] = None

    @property
    def images(self) -> tuple[SarImage, ...]:
        """All images."""
        return (*self.earlier, *self.dates)

    @property
    def first(self) -> Acquisition:
        """The first date in which change is sought."""
        return self.dates[0].acquisition

    @property
    def targets(self) -> tuple[int, ...]:
        """Which of the dates change is sought in."""
        return tuple(number for number, sought in enumerate(self.sought) if sought)

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

    def read_terrain(self, window: Window) -> Optional[Decibels]:
        """Read a window of the terrain's features; ``None`` = no elevation model was given."""
        return None if self.elevation is None else read_terrain(self.elevation, self.grid, window)


@dataclass(frozen=True)
class _Chosen:
    """Rows of the table by what they are for, in the order of time; see :class:`Series`."""

    earlier: Sequence[Acquisition]
    dates: Sequence[Acquisition]
    sought: Sequence[bool]
    polarisations: tuple[str, ...]
    gap_days: float


def open_series(
    job: SarDifferenceJob, rows: Sequence[Acquisition], model: Optional[RadarModel], files: ExitStack, context: JobContext
) -> Series:
    """Open the images of a radar difference: the dates in which change is sought, those that predict and that confirm.

    :param rows: of one place, in the order of time, completed.
    :param model: whose polarisations are read; ``None`` = those that the images share.
    :param files: closes what is opened.
    :raises JobFailure: no image is of the date, none is earlier, or one cannot be read.
    """
    chosen = _choose_rows(job, rows, model, context)
    polarisations = chosen.polarisations
    dates = tuple(open_image(row, polarisations, files, context) for row in chosen.dates)
    grid = target_grid(dates[0].rasters[0], job.resolution)
    name = dates[0].rasters[0].source.name
    area = make_ground_area(job.include, job.exclude, [footprint(grid, grid.crs)], grid.crs, (name, name))
    work = grid.covering(area.bounds)
    if not work.pixels:
        raise JobFailure("area_outside_layer", "AREA", layer=name)
    stack = Series(
        tuple(open_image(row, polarisations, files, context) for row in chosen.earlier),
        dates,
        tuple(chosen.sought),
        polarisations,
        grid,
        work,
        area,
        speckle.FILTERS[job.speckle_filter],
        chosen.gap_days,
        open_elevation(job.dem, files),
    )
    _log_series(stack, job.speckle_filter, context)
    return stack


def _choose_rows(
    job: SarDifferenceJob, rows: Sequence[Acquisition], model: Optional[RadarModel], context: JobContext
) -> _Chosen:
    """Choose the rows of the table that are opened, and log which are left out and why.

    :raises JobFailure: no image is of the date, none is earlier, or none has the polarisations.
    """
    targets = [rows[index] for index in chosen_rows(rows, job.date)]
    date = targets[0]
    earlier, later = before(date, rows), [row for row in rows if is_earlier(date, row)]
    if not job.all_tracks:
        here = [row for row in earlier if same_track(row, date)]
        if len(here) < len(earlier):
            context.info("sar_tracks_left_out", count=len(earlier) - len(here), track=date.track or date.direction)
        earlier, later = here, [row for row in later if same_track(row, date)]
    gap_days = job.gap_days
    if job.method == "automatic" and model is None and not gap_days:
        gap_days = choose_gap(date, earlier)
    if gap_days > 0:
        old = before(date, earlier, gap_days)
        context.info("sar_gap" if job.gap_days else "sar_gap_automatic", count=len(earlier) - len(old), days=gap_days)
        earlier = old
    polarisations = common_polarisations(earlier, date) if earlier else ()
    if model is not None:
        polarisations = model.polarisations
        if not set(polarisations) <= set(date.bands):
            values = {"model": model.name, "needed": ", ".join(polarisations), "found": ", ".join(sorted(date.bands))}
            raise JobFailure("sar_model_polarisations", "MODEL", date=date.day, **values)
    whole = [row for row in earlier if set(polarisations) <= set(row.bands)]
    if len(whole) < len(earlier):
        context.warn("sar_bands_missing", count=len(earlier) - len(whole), bands=", ".join(polarisations))
    if not whole:
        raise JobFailure("sar_no_earlier", "TABLE", date=date.day)
    assumed = sorted({item for row in (*whole, date) for item in row.inferred})
    if assumed:
        context.warn("sar_inferred", columns=", ".join(assumed))
    later = [row for row in later if set(polarisations) <= set(row.bands)]
    sought = [any(row is target for target in targets) for row in (date, *later)]
    if sum(sought) < len(targets):
        context.warn("sar_dates_left_out", count=len(targets) - sum(sought), date=date.day)
    needed = _with_confirmations(sought, job.confirmations)
    dates = [row for row, wanted in zip((date, *later), needed) if wanted]
    return _Chosen(whole, dates, [item for item, wanted in zip(sought, needed) if wanted], polarisations, gap_days)


def _log_series(stack: Series, speckle_filter: str, context: JobContext) -> None:
    """Log which images are compared with which, and what is assumed of them."""
    if stack.elevation is not None:
        _warn_of_missing_elevation(stack, stack.elevation, context)
    context.info(
        "sar_stack",
        date=_days([stack.dates[number].acquisition for number in stack.targets]),
        earlier=len(stack.earlier),
        first=stack.earlier[0].acquisition.day,
        last=stack.earlier[-1].acquisition.day,
        bands=", ".join(stack.polarisations),
        filter=speckle_filter,
    )
    assumed_nodata = sum(any(raster.nodata_assumed for raster in image.rasters) for image in stack.images)
    if assumed_nodata:
        context.warn("sar_zero_rim", count=assumed_nodata)
    warped = sum(not image.rasters[0].is_plain(stack.grid) for image in stack.images)
    if warped:
        context.info("sar_resampled", count=warped)


def _warn_of_missing_elevation(stack: Series, elevation: Raster, context: JobContext) -> None:
    """Warn where the elevation model covers a part of the work window only."""
    window = shapely.box(*stack.grid.window_bounds(stack.work))
    share = footprint(elevation.native_grid, stack.grid.crs).intersection(window).area / window.area
    if share < _WHOLE:
        context.warn("sar_dem_short", share=share)


def _with_confirmations(sought: Sequence[bool], count: int) -> list[bool]:
    """Which dates are sought, or are one of so many that follow one that is."""
    return [any(sought[max(0, number - count) : number + 1]) for number in range(len(sought))]


def _days(rows: Sequence[Acquisition]) -> str:
    """The days of rows, for the log."""
    if len(rows) <= _LISTED_DAYS:
        return ", ".join(row.day for row in rows)
    return f"{rows[0].day} .. {rows[-1].day} ({len(rows)})"


def describe_series(stack: Series, context: JobContext) -> dict[str, Any]:
    """Describe how the images are read, an entry for each polarisation of each, and log it.

    :return: as :class:`...jobs.sar.DescribeRadarJob` has it.
    """
    left, bottom, right, top = stack.grid.window_bounds(stack.work)
    size = stack.grid.xres, stack.grid.yres
    gsd_m = ground_sample_distance(stack.grid.crs, (left + right) / 2, (bottom + top) / 2, *size)
    images = stack.images
    read = [ReadDate(raster, [name]) for image in images for raster, name in zip(image.rasters, stack.polarisations)]
    reading = describe_reading(read, stack.grid, stack.work, gsd_m)
    for date, unit in zip(reading["dates"], (image.unit for image in images for _ in stack.polarisations)):
        date["unit"] = unit
    log_reading({"dates": _alike_together(reading["dates"])}, context)
    return reading


def _alike_together(dates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Images that are read alike as one, which is named by the first, the last, and their number."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for date in dates:
        kind = repr(sorted((key, value) for key, value in date.items() if key != "layer"))
        kinds.setdefault(kind, []).append(date)
    return [
        {**alike[0], "layer": f"{alike[0]['layer']} .. {alike[-1]['layer']} ({len(alike)})"} if len(alike) > 1 else alike[0]
        for alike in kinds.values()
    ]


def context_of(stack: Series, window: Window, predictor: Predictor) -> Window:
    """Return a window with what its prediction depends on.

    :return: it begins at a multiple of the stride from the grid's origin.
    """
    around = window.grown(predictor.halo).clipped(stack.grid.window)
    row, col = (start // predictor.stride * predictor.stride for start in (around.row, around.col))
    return Window(row, col, around.height + around.row - row, around.width + around.col - col)


def part_of(found: Difference, window: Window) -> Difference:
    """Return the part of a difference inside a window."""
    rows, cols = window.slices
    return Difference(found.decibels[:, rows, cols], found.score[rows, cols])
