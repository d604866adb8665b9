"""Outlines made simpler without gaps or overlaps between neighbours: what is a shared border stays one."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..objects.outlines import Rings


def can_simplify() -> bool:
    """Return whether the installed shapely and GEOS can simplify a coverage."""
    return hasattr(shapely, "coverage_simplify") and shapely.geos_version >= (3, 12, 0)


def simplify(polygons: NDArray[Any], tolerance: float) -> NDArray[Any]:
    """Polygons that share borders, simplified together (Visvalingam-Whyatt over the coverage's edges).

    :param polygons: with the corners of their neighbours in their borders (see :func:`with_neighbours_corners`).
    :param tolerance: about the root of the area of the largest detail that goes, in the polygons' units.
    :return: valid polygons with the same neighbours; the given ones where GEOS finds that they are no coverage.
    """
    if not len(polygons) or not shapely.coverage_is_valid(polygons):
        return polygons
    result = shapely.coverage_simplify(polygons, tolerance, simplify_boundary=True)
    sound = shapely.is_valid(result) & ~shapely.is_empty(result) & (shapely.get_type_id(result) == shapely.GeometryType.POLYGON)
    # One alone cannot be put back: its neighbours have moved with it.
    return np.asarray(result) if sound.all() else polygons


def with_neighbours_corners(rings: Rings) -> Rings:
    """Rings along pixels' edges with a point wherever a corner of another ring lies on them."""
    if not len(rings.item):
        return rings
    points = rings.points.astype(np.int64)
    span = int(points.max()) + 1
    by_row = np.unique(points[:, 1] * span + points[:, 0])
    by_column = np.unique(points[:, 0] * span + points[:, 1])
    begin, end = points[:-1], points[1:]
    across = begin[:, 1] == end[:, 1]
    keys_begin = np.where(across, begin[:, 1] * span + begin[:, 0], begin[:, 0] * span + begin[:, 1])
    keys_end = np.where(across, end[:, 1] * span + end[:, 0], end[:, 0] * span + end[:, 1])
    inner = np.ones(len(begin), bool)
    inner[rings.offsets[1:-1] - 1] = False  # from the end of a ring to the start of the next
    low, high = np.minimum(keys_begin, keys_end), np.maximum(keys_begin, keys_end)
    first = np.where(across, np.searchsorted(by_row, low, "right"), np.searchsorted(by_column, low, "right"))
    last = np.where(across, np.searchsorted(by_row, high, "left"), np.searchsorted(by_column, high, "left"))
    count = np.where(inner, np.maximum(last - first, 0), 0)
    repeats = np.append(count, 0) + 1
    place = np.cumsum(repeats) - repeats  # of the old points in the new
    result = np.repeat(rings.points, repeats, axis=0)
    segment = np.repeat(np.arange(len(begin)), count)
    step = np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)
    forward = keys_begin[segment] < keys_end[segment]
    index = np.where(forward, first[segment] + step, last[segment] - 1 - step)
    flat = across[segment]
    key = np.where(flat, by_row[np.where(flat, index, 0)], by_column[np.where(flat, 0, index)])
    major, minor = key // span, key % span
    where = place[segment] + 1 + step
    result[where, 0] = np.where(flat, minor, major)
    result[where, 1] = np.where(flat, major, minor)
    offsets = np.append(place[rings.offsets[:-1]], len(result))
    return Rings(result, offsets, rings.item, rings.hole, rings.pixels)
