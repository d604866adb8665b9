"""Objects of a mask as polygons along the pixels' edges, with their holes and measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize

from ...rules.label_codes import NO_DATA
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure
from .outlines import Rings, trace_runs
from .runs import ObjectTable, Runs, RunStream, sums

_ROWS = 512
_AT_ONCE = 20_000  # polygons


@dataclass(frozen=True)
class Traced:
    """Outlines of objects in pixel coordinates (x = column, y = row).

    :param rings: of each object of the table, in its order; holes below the mapping unit are filled.
    :param filled: shapely polygons of the holes that were filled.
    :param filled_row: int64, row in the table of the object that each of those is part of.
    """

    rings: Rings
    filled: NDArray[Any]
    filled_row: NDArray[np.int64]


def trace_rings(
    mask: Any,
    table: ObjectTable,
    min_area: float,
    measure: PixelMeasure,
    has_nodata: bool,
    check: Callable[[], None],
) -> Traced:
    """Trace the objects of a mask.

    :param mask: opened single-band uint8 dataset: 0, class values, 255 nodata; only objects of ``table`` are left in it.
    :param table: of the objects; where it holds their runs, the mask is not read for them.
    :param min_area: holes smaller than this (square metres) are filled, unless they hold nodata.
    :param has_nodata: whether the mask has pixels without data at all.
    :param check: called now and then; may raise to stop.
    """
    rings = trace_runs(table.runs if table.runs is not None else _runs_of(mask, table, check), check)
    if min_area <= 0 or not len(table):
        return Traced(rings, np.zeros(0, object), np.zeros(0, np.int64))
    return _fill_holes(rings, mask, min_area, measure, has_nodata)


def _runs_of(mask: Any, table: ObjectTable, check: Callable[[], None]) -> Runs:
    """The runs of a table's objects, which are in the order of their first pixels, read from the mask."""
    stream = RunStream(mask.width, 0.0, None)
    for row in range(0, mask.height, _ROWS):
        check()
        height = min(_ROWS, mask.height - row)
        strip = mask.read(1, window=rasterio.windows.Window(0, row, mask.width, height))
        strip[strip == NO_DATA] = 0
        stream.add(strip)
    objects = stream.finish()
    if not np.array_equal(table.first, objects.first):
        raise RuntimeError(f"{len(objects)} polygons were traced of {len(table)} objects")
    return objects.runs


def _fill_holes(rings: Rings, mask: Any, min_area: float, measure: PixelMeasure, has_nodata: bool) -> Traced:
    holes, owner = rings.hole_polygons(), rings.item[rings.hole]
    small = areas_of(holes, measure) < min_area
    if has_nodata:
        small[small] = [not _holds_nodata(hole, mask) for hole in holes[small]]
    dropped = rings.hole.copy()
    dropped[dropped] = small
    return Traced(rings.without(dropped), holes[small], owner[small])


def areas_of(polygons: NDArray[Any], measure: PixelMeasure) -> NDArray[np.float64]:
    """Square metres of polygons in pixel coordinates, small enough for the pixels of each to be alike."""
    if not len(polygons):
        return np.zeros(0)
    centres = shapely.centroid(polygons)
    scale = measure.areas(shapely.get_y(centres).astype(np.int64), shapely.get_x(centres).astype(np.int64))
    result: NDArray[np.float64] = shapely.area(polygons) * scale
    return result


def _holds_nodata(hole: Any, mask: Any) -> bool:
    left, top, right, bottom = (int(value) for value in hole.bounds)
    window = rasterio.windows.Window(left, top, right - left, bottom - top)
    pixels = mask.read(1, window=window)
    if not (pixels == NO_DATA).any():
        return False
    inside = burn([hole], Window(top, left, bottom - top, right - left))
    return bool((pixels[inside] == NO_DATA).any())


def burn(polygons: list[Any], window: Window) -> NDArray[np.bool_]:
    """Pixels (height, width) of a window that lie in polygons in pixel coordinates."""
    transform = rasterio.Affine(1, 0, window.col, 0, 1, window.row)
    burnt = rasterize([(item, 1) for item in polygons], (window.height, window.width), transform=transform, dtype="uint8")
    return np.asarray(burnt).astype(bool)


def perimeters(polygons: NDArray[Any], measure: PixelMeasure) -> NDArray[np.float64]:
    """Metres around polygons in pixel coordinates, holes included."""
    # Their coordinates are taken out for it: not those of a million polygons at once.
    parts = range(0, len(polygons), _AT_ONCE)
    return np.concatenate([np.zeros(0), *(_perimeters(polygons[begin : begin + _AT_ONCE], measure) for begin in parts)])


def _perimeters(polygons: NDArray[Any], measure: PixelMeasure) -> NDArray[np.float64]:
    left, top, right, bottom = shapely.bounds(polygons).T
    width, height = measure.sizes((top + bottom) / 2 - 0.5, (left + right) / 2 - 0.5)
    rings, owner = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.diff(points, axis=0)
    same = ring[1:] == ring[:-1]
    steps, polygon = steps[same], owner[ring[1:]][same]
    lengths = np.hypot(steps[:, 0] * width[polygon], steps[:, 1] * height[polygon])
    return sums(polygon, lengths, len(polygons))


def ring_perimeters(rings: Rings, measure: PixelMeasure) -> NDArray[np.float64]:
    """Return the :func:`perimeters` of the objects of rings, in their order."""
    begins = np.append(np.flatnonzero(~rings.hole), len(rings.hole))
    parts: list[NDArray[np.float64]] = [np.zeros(0)]
    for first in range(0, len(begins) - 1, _AT_ONCE):
        part = begins[first : first + _AT_ONCE + 1]
        offsets = rings.offsets[part[0] : part[-1] + 1]
        points = rings.points[offsets[0] : offsets[-1]].astype(np.float64)
        starts = offsets[:-1] - offsets[0]
        outer = (part - part[0])[:-1]
        low, high = np.minimum.reduceat(points, starts)[outer], np.maximum.reduceat(points, starts)[outer]
        centre = (low + high) / 2 - 0.5
        width, height = measure.sizes(centre[:, 1], centre[:, 0])
        item = np.repeat(np.cumsum(~rings.hole[part[0] : part[-1]]) - 1, np.diff(offsets))[:-1]
        steps = np.diff(points, axis=0)
        steps[starts[1:] - 1] = 0  # from the end of a ring to the start of the next
        lengths = np.hypot(steps[:, 0] * width[item], steps[:, 1] * height[item])
        parts.append(sums(item, lengths, len(outer)))
    return np.concatenate(parts)


def grid_place(grid: Grid) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Points (n, 2) in pixel coordinates -> in the CRS of ``grid``."""

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([grid.left + points[:, 0] * grid.xres, grid.top - points[:, 1] * grid.yres])

    return place


def to_ground(polygons: NDArray[Any], grid: Grid) -> NDArray[Any]:
    """Polygons in pixel coordinates, in the CRS of ``grid``."""
    result: NDArray[Any] = shapely.transform(polygons, grid_place(grid))
    return result


def place_on_ground(polygons: NDArray[Any], grid: Grid) -> None:
    """Bring polygons from pixel coordinates into the CRS of ``grid``, in place: a million need not be there twice."""
    for begin in range(0, len(polygons), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        polygons[part] = to_ground(polygons[part], grid)
