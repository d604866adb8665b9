"""The two dates and the area of a run, read from Processing's parameters and checked before the run.

Quick, so that it can run while a dialog is open: headers and bounding boxes only. The worker checks again what
needs pixels or exact geometry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingContext,
    QgsRectangle,
)

from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ...rules.bands import DateBands, choose_common_bands
from ...rules.resolution import automatic_gsd, check_grid_size
from .area_reading import Area, read_areas
from .date_reading import Date, given_date, ground_sample_distance, layer_gsd, square_metres
from .given import Given
from .pair_parameters import AFTER, AREA, ASSUMED_CRS, BEFORE

_TURN = 360.0  # degrees


@dataclass(frozen=True)
class PairRequest:
    """Two dates and the area to compare them in.

    :param work: bounding box of the ground to work on, in AFTER's CRS.
    :param gsd_m: metres on the ground a pixel that the work is expected to be done at.
    :param work_m2: size of the ground to work on (its bounding box), for estimates.
    """

    before: Date
    after: Date
    include: tuple[Area, ...]
    exclude: tuple[Area, ...]
    assumed_crs: Optional[QgsCoordinateReferenceSystem]
    work: QgsRectangle
    gsd_m: float
    work_m2: float

    @property
    def pixels(self) -> int:
        """Estimated number of pixels of the outputs."""
        return math.ceil(self.work_m2 / self.gsd_m**2)


def read_pair(given: Given, spec: Optional[ModelSpec], resolution: Optional[float]) -> PairRequest:
    """Read and check the pair's parameters.

    :param spec: of the model that the pair is for; ``None`` = a method that takes any bands and any resolution.
    :param resolution: map units of AFTER's CRS; ``None`` = automatic.
    :raises JobFailure: naming the parameter or layer that is at fault.
    """
    assumed, context = given.crs(ASSUMED_CRS), given.context
    wanted = spec.bands if spec is not None else None
    before, before_bands = given_date(given, BEFORE, assumed, wanted)
    after, after_bands = given_date(given, AFTER, assumed, wanted)
    if spec is None and before_bands and after_bands:
        choose_common_bands(
            DateBands(before_bands, before.bands, before.layer.name()), DateBands(after_bands, after.bands, after.layer.name())
        )
    include, exclude = read_areas(given, before.crs)
    if before.boundless and after.boundless and not include:
        raise JobFailure("area_unbounded", AREA)
    _check_overlap(before, after, context)
    return request_on(before, after, (before, after), include, exclude, assumed, (spec, resolution), context)


def request_on(
    before: Date,
    after: Date,
    covering: Sequence[Date],
    include: tuple[Area, ...],
    exclude: tuple[Area, ...],
    assumed: Optional[QgsCoordinateReferenceSystem],
    made_for: tuple[Optional[ModelSpec], Optional[float]],
    context: QgsProcessingContext,
) -> PairRequest:
    """Return the request for dates that were read, on the ground that ``covering`` share with each area.

    :param covering: dates whose extents bound the ground.
    :param made_for: the model's specification and the resolution,
        as :func:`read_pair` takes them.
    :raises JobFailure: there is no such ground, or it is too large or too coarse.
    """
    spec, resolution = made_for
    names = (before.layer.name(), after.layer.name())
    for area in include:
        _check_meets(area, covering, names, context)
    work = _work_extent(covering, after, names, include, context)
    gsd, work_m2 = _ground((before, after), work, spec, resolution, context)
    pair = PairRequest(before, after, include, exclude, assumed, work, gsd, work_m2)
    width = max(1, math.ceil(math.sqrt(pair.pixels * work.width() / work.height())))
    check_grid_size(width, math.ceil(pair.pixels / width), resolution)
    return pair


def _check_overlap(before: Date, after: Date, context: QgsProcessingContext) -> None:
    if before.boundless or after.boundless:
        return
    seen = _transformed(before.layer.extent(), before.crs, after.crs, context, after.layer.extent())
    if seen is not None and not _meet(seen, after.layer.extent()):
        raise JobFailure("no_overlap", AFTER, before=before.layer.name(), after=after.layer.name())


def _check_meets(area: Area, dates: Sequence[Date], names: tuple[str, str], context: QgsProcessingContext) -> None:
    for date in dates:
        seen = _extent_near(area, date, context)
        if not date.boundless and seen is not None and not _meet(seen, date.layer.extent()):
            raise JobFailure("area_outside", area.parameter, before=names[0], after=names[1])


def _work_extent(
    dates: Sequence[Date], target: Date, names: tuple[str, str], areas: tuple[Area, ...], context: QgsProcessingContext
) -> QgsRectangle:
    """Return the bounding box of the ground to work on, in the CRS of ``target``."""
    boxes = [_extent_near(area, target, context) for area in areas]
    own = target.layer.extent()
    boxes += [_transformed(date.layer.extent(), date.crs, target.crs, context, own) for date in dates if not date.boundless]
    known = [box for box in boxes if box is not None]
    work = QgsRectangle(known[0]) if known else QgsRectangle(target.layer.extent())
    for box in known[1:]:
        work = work.intersect(box)
    if work.width() <= 0 or work.height() <= 0:
        parameter = areas[0].parameter if areas else target.parameter
        raise JobFailure("area_outside", parameter, before=names[0], after=names[1])
    return work


def _ground(
    dates: tuple[Date, Date],
    work: QgsRectangle,
    spec: Optional[ModelSpec],
    resolution: Optional[float],
    context: QgsProcessingContext,
) -> tuple[float, float]:
    """Return the expected ground sample distance in metres and the size of the ground in square metres.

    :param dates: the two that set the resolution; ``work`` is in the CRS of the second.
    :raises JobFailure: ``resolution_too_coarse``.
    """
    after = dates[1]
    work_m2 = square_metres(work, after.crs, context)
    center = work.center()
    if resolution is not None:
        return ground_sample_distance(after.crs, center, resolution, resolution, context), work_m2
    sizes = [layer_gsd(date, center, after.crs, spec is not None, context) for date in dates]
    return automatic_gsd(sizes[0], sizes[1], spec, (dates[0].parameter, dates[1].parameter)), work_m2


def _extent_near(area: Area, date: Date, context: QgsProcessingContext) -> Optional[QgsRectangle]:
    """Return an area's bounding box in a date's CRS, limited to the surroundings of the date, as most CRSs are regional."""
    extent = area.extent
    around = None if date.boundless else _transformed(date.layer.extent(), date.crs, area.crs, context, extent)
    if around is not None and area.crs != date.crs:
        around.grow(max(around.width(), around.height()))
        if not _meet(extent, around):
            return QgsRectangle()
        extent = extent.intersect(around)
    return _transformed(extent, area.crs, date.crs, context, None if date.boundless else date.layer.extent())


def _transformed(
    extent: QgsRectangle,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsProcessingContext,
    beside: Optional[QgsRectangle] = None,
) -> Optional[QgsRectangle]:
    """Return the bounding box in another CRS, or ``None`` where that CRS is not defined (the worker decides then).

    :param beside: where, in degrees, the box is wanted next to: 180.1 and -179.9 are the same longitude.
    """
    if source == target or not source.isValid():
        return _beside(QgsRectangle(extent), target, beside)
    try:
        box = QgsCoordinateTransform(source, target, context.transformContext()).transformBoundingBox(extent)
    except QgsCsException:
        return None
    return _beside(box, target, beside) if box.isFinite() else None


def _beside(box: QgsRectangle, crs: QgsCoordinateReferenceSystem, other: Optional[QgsRectangle]) -> QgsRectangle:
    """Return a box of degrees moved by whole turns until it lies beside another; of other units as it is."""
    if other is None or not crs.isGeographic() or box.width() >= _TURN or other.width() >= _TURN:
        return box
    turns = round((other.center().x() - box.center().x()) / _TURN)
    return QgsRectangle(box.xMinimum() + turns * _TURN, box.yMinimum(), box.xMaximum() + turns * _TURN, box.yMaximum())


def _meet(one: QgsRectangle, other: QgsRectangle) -> bool:
    """Return True if two rectangles overlap; touching edges do not count."""
    common = one.intersect(other)
    return common.width() > 0 and common.height() > 0
