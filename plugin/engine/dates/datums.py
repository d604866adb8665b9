"""Transformations between CRSs of different datums: which one PROJ takes, and what it lacks for a better one."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import pyproj
from pyproj.aoi import AreaOfInterest
from pyproj.enums import TransformDirection
from pyproj.transformer import TransformerGroup
from rasterio.crs import CRS

from ..context import JobContext
from .grid import same_crs

_WGS84 = pyproj.CRS.from_epsg(4326)


@dataclass(frozen=True)
class DatumShift:
    """A transformation between two CRSs.

    :param name: PROJ's name of it.
    :param accuracy_m: metres; NaN = not known. Of one that moves nothing, which PROJ takes where it lacks all grids: the metres
        that another way moves the ground.
    :param missing: grids that a better transformation needs, ``""`` = there is no better one.
    :param better_m: accuracy of that one in metres.
    """

    name: str
    accuracy_m: float
    missing: str = ""
    better_m: float = math.nan


@lru_cache(maxsize=16)
def datum_shift(source: CRS, target: CRS, bounds: tuple[float, float, float, float]) -> Optional[DatumShift]:
    """Find the transformation between two CRSs; ``None`` where both have the same datum or nothing is known.

    :param bounds: left, bottom, right, top of the ground, in ``target``.
    """
    one, other = (pyproj.CRS.from_wkt(crs.to_wkt()) for crs in (source, target))
    if one.geodetic_crs is None or other.geodetic_crs is None or _same_datum(one, other):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of grids that are missing, which is what is asked for
        try:
            group = TransformerGroup(one, other, always_xy=True, area_of_interest=_area(other, bounds))
        except pyproj.exceptions.ProjError:
            return None
    if not group.transformers:
        return None
    used = group.transformers[0]
    metres = used.accuracy if used.accuracy >= 0 else _metres_by_wgs84(used, one, other, bounds)
    shift = DatumShift(used.description, metres)
    if group.best_available or not group.unavailable_operations:
        return shift
    better = group.unavailable_operations[0]
    grids = ", ".join(dict.fromkeys(grid.short_name for grid in better.grids if not grid.available))
    return DatumShift(shift.name, shift.accuracy_m, grids, better.accuracy if better.accuracy >= 0 else math.nan)


def log_datum_shift(
    source: CRS, target: CRS, bounds: tuple[float, float, float, float], gsd_m: float, parameter: str, context: JobContext
) -> None:
    """Log how ground of another datum is transformed; warn where that may displace it by half a pixel or more.

    :param bounds: left, bottom, right, top of the ground, in ``target``. ``gsd_m``: metres of a pixel.
    :param parameter: of the ground, for messages.
    """
    shift = None if same_crs(source, target) else datum_shift(source, target, bounds)
    if shift is None:
        return
    accuracy = f"{shift.accuracy_m:.2g}" if math.isfinite(shift.accuracy_m) else "?"
    context.info("datum_shift", accuracy=accuracy, parameter=parameter, name=shift.name)
    if shift.missing and not shift.accuracy_m < gsd_m / 2:
        better = f"{shift.better_m:g}" if math.isfinite(shift.better_m) else "?"
        values = {"accuracy": accuracy, "grids": shift.missing, "better": better}
        context.warn("datum_grid_missing", parameter=parameter, name=shift.name, **values)


def _metres_by_wgs84(used: Any, one: Any, other: Any, bounds: tuple[float, float, float, float]) -> float:
    """Metres between a transformation and the one through WGS 84, with the accuracy of that; NaN = there is none.

    :param bounds: left, bottom, right, top, in ``other``; their middle is measured.
    """
    steps = [
        TransformerGroup(*pair, always_xy=True, area_of_interest=_area(other, bounds))
        for pair in ((one, _WGS84), (_WGS84, other))
    ]
    ways = [next((way for way in step.transformers if way.accuracy >= 0), None) for step in steps]
    first, second = ways
    if first is None or second is None or other.ellipsoid is None:
        return math.nan
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    to_degrees = pyproj.Transformer.from_crs(other, other.geodetic_crs, always_xy=True)
    places = [(x, y), second.transform(*first.transform(*used.transform(x, y, direction=TransformDirection.INVERSE)))]
    (lon, lat), (other_lon, other_lat) = (to_degrees.transform(*place) for place in places)
    _, _, distance = other.get_geod().inv(lon, lat, other_lon, other_lat)
    return float(distance + first.accuracy + second.accuracy) if math.isfinite(distance) else math.nan


def _same_datum(one: Any, other: Any) -> bool:
    return bool(one.geodetic_crs.equals(other.geodetic_crs, ignore_axis_order=True))


def _area(crs: Any, bounds: tuple[float, float, float, float]) -> Optional[AreaOfInterest]:
    """The bounds in degrees; ``None`` where they have none."""
    to_degrees = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    west, south, east, north = to_degrees.transform_bounds(*bounds)
    return AreaOfInterest(west, south, east, north) if all(map(math.isfinite, (west, south, east, north))) else None
