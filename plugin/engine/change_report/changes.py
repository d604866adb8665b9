"""The changes of a report: polygons with their class, decision, size and place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...jobs.change_report import ACCEPTED, COLUMNS
from ...jobs.failure import JobFailure
from ...jobs.palette import CLASSES
from ...jobs.sources import VectorSource
from ...rules import review_fields as names
from ..dates.ground import geod_of
from ..dates.ground_area import sound_polygons

_DEGREES = 4326


@dataclass(frozen=True)
class Change:
    """A polygon of change.

    :param number: from 1, the largest first.
    :param shape: shapely geometry in the CRS of the pictures.
    :param x, y: a point in it, in the CRS of the pictures.
    :param latitude, longitude: of that point, WGS 84.
    :param label: class that counts; ``""`` = none.
    :param status: of :mod:`...rules.review_fields`, ``""`` = undecided.
    :param area: square metres on the ellipsoid.
    :param confidence: of the detection; ``None`` = not stated.
    """

    number: int
    shape: Any
    x: float
    y: float
    latitude: float
    longitude: float
    label: str
    status: str
    comment: str
    area: float
    confidence: Optional[float]

    @property
    def anchor(self) -> str:
        """Name of the change within the page."""
        return f"c{self.number}"


@dataclass(frozen=True)
class Decisions:
    """Numbers of polygons of the layer by decision.

    :param reviewed: whether the layer has decisions at all.
    """

    reviewed: bool
    accepted: int
    missed: int
    rejected: int
    undecided: int


@dataclass(frozen=True)
class ClassOfChanges:
    """The changes of a class.

    :param area: square metres.
    """

    name: str
    color: str
    count: int
    area: float


def read_changes(source: VectorSource, crs: CRS, shown: str) -> tuple[tuple[Change, ...], Decisions]:
    """Read the polygons to report, the largest first.

    :param crs: of the pictures.
    :param shown: of :data:`...jobs.change_report.SHOWN`.
    :raises JobFailure: ``area_unreadable``, ``report_no_polygons``, ``report_not_reviewed`` or ``report_nothing_accepted``.
    """
    try:
        meta, _, geometry, data = pyogrio.raw.read(source.path)
    except Exception as error:  # pyogrio and GDAL have their own
        raise JobFailure("area_unreadable", source.parameter, layer=source.name) from error
    fields = {str(name): values for name, values in zip(meta["fields"], data)}
    shapes = sound_polygons(np.asarray(shapely.from_wkb(geometry), object))
    known = ~shapely.is_empty(shapes)
    shapes, fields = shapes[known], {name: values[known] for name, values in fields.items()}
    if not len(shapes):
        raise JobFailure("report_no_polygons", source.parameter, layer=source.name)
    rows = [{name: _text(fields[name][row]) for name in COLUMNS if name in fields} for row in range(len(shapes))]
    statuses = [names.status_of(row.get(names.STATUS)) for row in rows]
    decisions = Decisions(
        names.STATUS in fields,
        *(statuses.count(status) for status in (names.ACCEPTED, names.MISSED, names.REJECTED, "")),
    )
    kept = list(range(len(shapes)))
    if shown == ACCEPTED:
        kept = [row for row in kept if names.is_change(statuses[row])]
        _check_accepted(kept, decisions, source)
    chosen = shapes[kept]
    areas = ground_areas(chosen, source.crs)
    placed = _transformed(chosen, source.crs, crs)
    points = shapely.point_on_surface(placed)
    longitudes, latitudes = _degrees(points, crs)
    order = np.argsort(-areas, kind="stable")
    changes = []
    for number, index in enumerate(order.tolist(), start=1):
        row = rows[kept[index]]
        changes.append(
            Change(
                number,
                placed[index],
                float(shapely.get_x(points[index])),
                float(shapely.get_y(points[index])),
                float(latitudes[index]),
                float(longitudes[index]),
                names.true_class(row.get(names.CLASS), row.get(names.REVIEW_CLASS)),
                statuses[kept[index]],
                row.get(names.COMMENT, ""),
                float(areas[index]),
                _number(row.get("confidence", "")),
            )
        )
    return tuple(changes), decisions


def _check_accepted(kept: Sequence[int], decisions: Decisions, source: VectorSource) -> None:
    if not decisions.reviewed:
        raise JobFailure("report_not_reviewed", source.parameter, layer=source.name)
    if not kept:
        raise JobFailure(
            "report_nothing_accepted",
            source.parameter,
            layer=source.name,
            undecided=decisions.undecided,
            rejected=decisions.rejected,
            count=decisions.undecided + decisions.rejected,
        )


def ground_areas(shapes: NDArray[Any], crs: str) -> NDArray[np.float64]:
    """Return the area of each polygon in square metres on the ellipsoid of its CRS.

    :param crs: ``EPSG:n`` or WKT.
    """
    own = CRS.from_user_input(crs)
    geod = geod_of(own)
    geodetic = pyproj.CRS.from_wkt(own.to_wkt()).geodetic_crs
    placed = shapes
    if not own.is_geographic and geodetic is not None:
        placed = _shifted(shapes, pyproj.Transformer.from_crs(own.to_wkt(), geodetic, always_xy=True))
    return np.array([math.fsum(_polygon_area(part, geod) for part in shapely.get_parts(shape)) for shape in placed], float)


def _polygon_area(polygon: Any, geod: pyproj.Geod) -> float:
    outer, *holes = (abs(geod.polygon_area_perimeter(*ring.coords.xy)[0]) for ring in (polygon.exterior, *polygon.interiors))
    return float(outer - math.fsum(holes))


def group_classes(changes: Sequence[Change], colors: Mapping[str, str], unnamed: str) -> tuple[ClassOfChanges, ...]:
    """Return the classes with their counts and areas, the largest first.

    :param colors: class name -> ``#rrggbb``; others get a colour of the palette.
    :param unnamed: name of changes without class.
    """
    sizes: dict[str, list[float]] = {}
    for change in changes:
        sizes.setdefault(change.label or unnamed, []).append(change.area)
    order = sorted(sizes, key=lambda name: (-sum(sizes[name]), name))
    free = [color for color in CLASSES if color not in colors.values()] or list(CLASSES)
    chosen = {name: colors.get(name) or free[index % len(free)] for index, name in enumerate(order)}
    return tuple(ClassOfChanges(name, chosen[name], len(sizes[name]), math.fsum(sizes[name])) for name in order)


def _transformed(shapes: NDArray[Any], own: str, crs: CRS) -> NDArray[Any]:
    if CRS.from_user_input(own) == crs:
        return shapes
    return _shifted(shapes, pyproj.Transformer.from_crs(own, crs.to_wkt(), always_xy=True))


def _shifted(shapes: NDArray[Any], transformer: pyproj.Transformer) -> NDArray[Any]:
    moved = shapely.transform(shapes, lambda points: np.column_stack(transformer.transform(*points.T)))
    return np.asarray(moved, object)


def _degrees(points: NDArray[Any], crs: CRS) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes of points."""
    transformer = pyproj.Transformer.from_crs(crs.to_wkt(), _DEGREES, always_xy=True)
    longitudes, latitudes = transformer.transform(shapely.get_x(points), shapely.get_y(points))
    return np.asarray(longitudes), np.asarray(latitudes)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()


def _number(text: str) -> Optional[float]:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
