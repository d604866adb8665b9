"""Buildings with right angles: each outline redrawn along the main direction of the building.

Outlines are generalised, their edges sorted into those along and those across the main direction, and each stretch of edges
of a kind replaced by one line through its middle, so that corners are crossings of lines at right angles (the scheme of
Sester 2000, "Generalization based on least squares adjustment", with the lines' places taken as weighted means).
"""

from __future__ import annotations

import math
from typing import Any, Callable, Optional

import numpy as np
import shapely
from numpy.typing import NDArray

LEAST_IOU = 0.85
# Of a pixel: how far outlines are generalised before their edges are sorted; the coarser first.
_TOLERANCES = (2.0, 1.2)
_CLEARLY_BETTER = 0.03
_TOUCH = 1e-9


def regularize(
    raw: NDArray[Any], polygons: NDArray[Any], pixel_m: tuple[float, float], check: Callable[[], None]
) -> tuple[NDArray[Any], int]:
    """Give polygons right angles where that does no harm.

    A polygon stays as it is where it borders on another, where the result would be invalid, would agree with the raw outline
    by less than an IoU of 0.85, or would overlap another polygon.

    :param raw: the outlines along the pixels' edges.
    :param polygons: those to be given right angles, of the same objects.
        Both in pixel coordinates.
    :param pixel_m: width and height of a pixel in metres: angles are right on the ground.
    :return: the polygons, and how many were changed.
    """
    scale = np.array(pixel_m)
    pixel = math.sqrt(pixel_m[0] * pixel_m[1])
    shapes = shapely.transform(raw, lambda points: points * scale)
    current = shapely.transform(polygons, lambda points: points * scale)
    alone = ~_bordering(shapes, shapely.STRtree(shapes))
    tree = shapely.STRtree(current.copy())
    changed = 0
    result = polygons.copy()
    for index in np.flatnonzero(alone).tolist():
        if index % 200 == 0:
            check()
        made = _rectangular(shapes[index], pixel)
        # Others may have been moved by up to a few pixels from where the tree has them.
        if made is None or _overlaps(made, index, current, tree, 4 * pixel):
            continue
        current[index] = made
        result[index] = shapely.transform(made, lambda points: points / scale)
        changed += 1
    return result, changed


def _bordering(shapes: NDArray[Any], tree: Any) -> NDArray[np.bool_]:
    """Return a mask of the shapes that share more than a corner with another."""
    one, other = tree.query(shapes, predicate="intersects")
    different = one != other
    one, other = one[different], other[different]
    shared = shapely.length(shapely.intersection(shapes[one], shapes[other])) > 0
    result = np.zeros(len(shapes), bool)
    result[one[shared]] = True
    return result


def _overlaps(made: Any, index: int, current: NDArray[Any], tree: Any, margin: float) -> bool:
    left, bottom, right, top = made.bounds
    near = tree.query(shapely.box(left - margin, bottom - margin, right + margin, top + margin))
    near = near[near != index]
    return bool(len(near)) and bool((shapely.area(shapely.intersection(current[near], made)) > _TOUCH * made.area).any())


def _rectangular(shape: Any, pixel: float) -> Optional[Any]:
    """Return the shape with right angles that has the fewest corners among those that agree well; ``None`` = none does."""
    best, best_rank = None, (0, 0.0)
    candidates = []
    for tolerance in _TOLERANCES:
        outline = shape.simplify(tolerance * pixel, preserve_topology=True)
        for angle in _directions(shape, outline):
            made = _redrawn(shape, outline, angle, 1.5 * tolerance * pixel)
            if made is not None:
                candidates.append((_iou(made, shape), made))
    if not candidates:
        return None
    highest = max(iou for iou, _ in candidates)
    if highest < LEAST_IOU:
        return None
    for iou, made in candidates:
        rank = (-len(made.exterior.coords), iou)
        if iou >= max(LEAST_IOU, highest - _CLEARLY_BETTER) and (best is None or rank > best_rank):
            best, best_rank = made, rank
    return best


def _directions(shape: Any, outline: Any) -> list[float]:
    """Likely main directions in radians: of the edges, weighted by length, and of the smallest rectangle around."""
    edges = np.diff(np.asarray(outline.exterior.coords), axis=0)
    length = np.hypot(edges[:, 0], edges[:, 1])
    turned = 4 * np.arctan2(edges[:, 1], edges[:, 0])  # a quarter turn is a full one: right angles add up
    mean = math.atan2(float((length * np.sin(turned)).sum()), float((length * np.cos(turned)).sum())) / 4
    around = shapely.minimum_rotated_rectangle(shape)
    if around.geom_type != "Polygon":
        return [mean]
    corners = np.asarray(around.exterior.coords)
    side = corners[1] - corners[0]
    return [mean, math.atan2(float(side[1]), float(side[0]))]


def _redrawn(shape: Any, outline: Any, angle: float, shortest: float) -> Optional[Any]:
    """Return the outline with edges along ``angle`` and across it alone; ``None`` where that gives no valid polygon."""
    shell = _ring(np.asarray(outline.exterior.coords), angle, shortest)
    if shell is None:
        return None
    holes = []
    for ring in shape.interiors:
        hole = _ring(np.asarray(ring.simplify(shortest / 1.5).coords), angle, shortest)
        holes.append(np.asarray(ring.coords) if hole is None else hole)
    try:
        made = shapely.Polygon(shell, holes)
    except (ValueError, shapely.GEOSException):
        return None
    return made if made.is_valid and made.area > 0 else None


def _ring(points: NDArray[np.float64], angle: float, shortest: float) -> Optional[NDArray[np.float64]]:
    """Return the closed ring (n, 2) with right angles; ``None`` = nothing of four corners is left."""
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    turned = points @ turn  # the main direction becomes x
    lines = _lines(turned)
    while len(lines) >= 4:
        shortest_line = min(range(len(lines)), key=lambda index: _extent(lines, index))
        if _extent(lines, shortest_line) >= shortest or len(lines) == 4:
            break
        # Without a short line its neighbours, which are parallel, become one.
        before, after = (shortest_line - 1) % len(lines), (shortest_line + 1) % len(lines)
        along, place, weight = lines[before]
        total = weight + lines[after][2]
        merged = (along, (place * weight + lines[after][1] * lines[after][2]) / total, total)
        lines = [merged if index == before else line for index, line in enumerate(lines) if index not in (shortest_line, after)]
    if len(lines) < 4 or len(lines) % 2:
        return None
    corners = []
    for line, following in zip(lines, [*lines[1:], lines[0]]):
        corners.append((following[1], line[1]) if line[0] else (line[1], following[1]))
    corners.append(corners[0])
    return np.asarray(np.array(corners) @ turn.T)


def _lines(points: NDArray[np.float64]) -> list[tuple[bool, float, float]]:
    """Stretches of edges of a kind: whether along x, the place (y if so, else x), and the length that it is the mean of."""
    steps = np.diff(points, axis=0)
    middle = (points[1:] + points[:-1]) / 2
    along = np.abs(steps[:, 0]) >= np.abs(steps[:, 1])
    length = np.maximum(np.where(along, np.abs(steps[:, 0]), np.abs(steps[:, 1])), 1e-9)
    place = np.where(along, middle[:, 1], middle[:, 0])
    lines: list[tuple[bool, float, float]] = []
    for kind, where, size in zip(along.tolist(), place.tolist(), length.tolist()):
        if lines and lines[-1][0] == kind:
            lines[-1] = _joined(lines[-1], (kind, where, size))
        else:
            lines.append((kind, where, size))
    if len(lines) > 1 and lines[0][0] == lines[-1][0]:
        lines[0] = _joined(lines.pop(), lines[0])
    return lines


def _joined(one: tuple[bool, float, float], other: tuple[bool, float, float]) -> tuple[bool, float, float]:
    total = one[2] + other[2]
    return one[0], (one[1] * one[2] + other[1] * other[2]) / total, total


def _extent(lines: list[tuple[bool, float, float]], index: int) -> float:
    """Return the length of a line between its neighbours."""
    return abs(lines[(index + 1) % len(lines)][1] - lines[index - 1][1])


def _iou(one: Any, other: Any) -> float:
    shared = shapely.area(shapely.intersection(one, other))
    return float(shared / (one.area + other.area - shared))
