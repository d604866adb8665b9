"""Transformations between CRSs of different datums: which one PROJ takes, and what it lacks for a better one."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import pyproj
from pyproj.aoi import AreaOfInterest
from pyproj.transformer import TransformerGroup
from rasterio.crs import CRS


@dataclass(frozen=True)
class DatumShift:
    """A transformation between two CRSs.

    :param name: PROJ's name of it.
    :param accuracy_m: metres; NaN = not known.
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
    shift = DatumShift(used.description, used.accuracy if used.accuracy >= 0 else math.nan)
    if group.best_available or not group.unavailable_operations:
        return shift
    better = group.unavailable_operations[0]
    grids = ", ".join(dict.fromkeys(grid.short_name for grid in better.grids if not grid.available))
    return DatumShift(shift.name, shift.accuracy_m, grids, better.accuracy if better.accuracy >= 0 else math.nan)


def _same_datum(one: Any, other: Any) -> bool:
    return bool(one.geodetic_crs.equals(other.geodetic_crs, ignore_axis_order=True))


def _area(crs: Any, bounds: tuple[float, float, float, float]) -> Optional[AreaOfInterest]:
    """The bounds in degrees; ``None`` where they have none."""
    to_degrees = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    west, south, east, north = to_degrees.transform_bounds(*bounds)
    return AreaOfInterest(west, south, east, north) if all(map(math.isfinite, (west, south, east, north))) else None
