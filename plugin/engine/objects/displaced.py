"""Displaced objects: a building that seems to have gone and one of like shape that seems to have come a little aside.

Seen from different directions, one building stands at two places: its roof moves by its height, and high-rise moves far. What
looks new at one place and demolished at the other is then the same building. A demolition and a construction are taken for
it if they are of like size and cover one another once they are brought together: shifted, or shifted and turned by half (of
a roof that moves by less than its own length, opposite margins change). All buildings of a view lean one way, so only pairs
that agree about the direction count, and only where they are half of all pairs or more; one or two must be very alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

LEAST_LIKENESS = 0.55
"""Least intersection over union of two objects brought together."""
_VERY_ALIKE = 0.75  # the same, of pairs that are too few to agree
_LEAST_SIZE = 0.6  # area of the smaller one by that of the larger
_MOST_TURN = np.radians(25.0)  # from the common direction
_FEW = 3  # fewer pairs have no common direction
_PAIRS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Displaced:
    """Objects that have a counterpart, two rows for each pair.

    :param rows: int64 (n,), of the objects.
    :param vectors: float64 (n, 2), from the earlier place to the later one: to the right and down, in the units of the shapes.
    """

    rows: NDArray[np.int64]
    vectors: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)

    @staticmethod
    def none() -> Displaced:
        """Return no objects."""
        return Displaced(np.zeros(0, np.int64), np.zeros((0, 2)))


def find_displaced(shapes: NDArray[Any], appeared: NDArray[np.bool_], gone: NDArray[np.bool_], most: float) -> Displaced:
    """Find the objects that have a counterpart of like shape within a displacement.

    :param shapes: shapely polygons, x to the right and y down, in one unit of length.
    :param appeared, gone: which of them are constructions and demolitions.
    :param most: largest distance between the centres of two counterparts; 0 = nothing is displaced.
    :return: each object at most once; the likest counterparts are taken first.
    """
    later, earlier = _candidates(shapes, np.flatnonzero(appeared), np.flatnonzero(gone), most)
    parts = range(0, len(later), _PAIRS_AT_ONCE)
    likeness = [_likeness(shapes[later[i : i + _PAIRS_AT_ONCE]], shapes[earlier[i : i + _PAIRS_AT_ONCE]]) for i in parts]
    alike = np.concatenate([np.zeros(0), *likeness])
    kept = alike >= LEAST_LIKENESS
    later, earlier, alike = later[kept], earlier[kept], alike[kept]
    chosen = _likest_first(later, earlier, alike)
    later, earlier = later[chosen], earlier[chosen]
    vectors = _centres(shapes[later]) - _centres(shapes[earlier])
    agreeing = _of_one_direction(vectors) if len(vectors) >= _FEW else alike[chosen] >= _VERY_ALIKE
    later, earlier, vectors = later[agreeing], earlier[agreeing], vectors[agreeing]
    rows = np.concatenate([later, earlier])
    order = np.argsort(rows, kind="stable")
    return Displaced(rows[order], np.concatenate([vectors, vectors])[order])


def _candidates(
    shapes: NDArray[Any], appeared: NDArray[np.int64], gone: NDArray[np.int64], most: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (later, earlier) of rows whose centres are near enough and whose areas are alike."""
    if most <= 0 or not len(appeared) or not len(gone):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    tree = shapely.STRtree(shapely.centroid(shapes[gone]))
    first, second = tree.query(shapely.centroid(shapes[appeared]), predicate="dwithin", distance=most)
    later, earlier = appeared[first], gone[second]
    areas = shapely.area(shapes[later]), shapely.area(shapes[earlier])
    alike = np.minimum(*areas) >= _LEAST_SIZE * np.maximum(*areas)
    return later[alike], earlier[alike]


def _likeness(later: NDArray[Any], earlier: NDArray[Any]) -> NDArray[np.float64]:
    """Intersection over union of each pair, centre on centre; the better of shifted and shifted and turned by half."""
    fixed = _moved(later, 1.0)
    return np.maximum(_overlap(fixed, _moved(earlier, 1.0)), _overlap(fixed, _moved(earlier, -1.0)))


def _moved(shapes: NDArray[Any], sign: float) -> NDArray[Any]:
    """Shapes with their centres at the origin, turned by half where ``sign`` is -1."""
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    moved: NDArray[Any] = shapely.set_coordinates(shapes.copy(), sign * (points - _centres(shapes)[owner]))
    return moved


def _overlap(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float64]:
    common = shapely.area(shapely.intersection(one, other))
    overlap: NDArray[np.float64] = common / np.maximum(shapely.area(one) + shapely.area(other) - common, 1e-12)
    return overlap


def _centres(shapes: NDArray[Any]) -> NDArray[np.float64]:
    points = shapely.centroid(shapes)
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)]).reshape(-1, 2)


def _likest_first(later: NDArray[np.int64], earlier: NDArray[np.int64], alike: NDArray[np.float64]) -> NDArray[np.int64]:
    """Indices of pairs in which each object occurs once, the likest taken first."""
    taken: set[tuple[bool, int]] = set()
    chosen = []
    for index in np.lexsort((earlier, later, -alike)):
        keys = {(True, int(later[index])), (False, int(earlier[index]))}
        if taken.isdisjoint(keys):
            taken |= keys
            chosen.append(index)
    return np.array(chosen, np.int64)


def _of_one_direction(vectors: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which vectors agree with the direction that the most of them agree with; none if those are less than half of all."""
    angles = np.arctan2(vectors[:, 1], vectors[:, 0])
    order = np.sort(angles)
    wrapped = np.concatenate([order, order + 2 * np.pi])
    # The window of twice the largest turn that holds the most vectors.
    counts = np.searchsorted(wrapped, order + 2 * _MOST_TURN, side="right") - np.arange(len(order))
    begin = order[int(counts.argmax())]
    inside: NDArray[np.bool_] = np.mod(angles - begin, 2 * np.pi) <= 2 * _MOST_TURN + 1e-9
    return inside if inside.sum() >= max(_FEW - 1, len(vectors) / 2) else np.zeros(len(vectors), bool)
