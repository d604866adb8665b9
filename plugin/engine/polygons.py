"""Objects of a mask as polygons along the pixels' edges, with their holes and measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize

from .components import NODATA, ObjectTable
from .grid import Grid, Window
from .ground import PixelMeasure
from .outlines import Rings, trace_runs
from .runs import Runs, RunStream, sums

_ROWS = 512
_AT_ONCE = 20_000  # polygons


@dataclass(frozen=True)
class Outlines:
    """Outlines of objects in pixel coordinates (x = column, y = row).

    :param polygons: shapely polygons, holes below the mapping unit filled.
    :param row: int64, the object's row in its :class:`ObjectTable`.
    :param filled: shapely polygons of the holes that were filled; ``filled_row``: the objects that they are part of.
    """

    polygons: NDArray[Any]
    row: NDArray[np.int64]
    filled: NDArray[Any]
    filled_row: NDArray[np.int64]


def trace(
    mask: Any,
    table: ObjectTable,
    min_area: float,
    measure: PixelMeasure,
    has_nodata: bool,
    check: Callable[[], None],
) -> Outlines:
    """Trace the objects of a mask.

    :param mask: opened single-band uint8 dataset: 0, class values, 255 nodata; only objects of ``table`` are left in it.
    :param table: of the objects; where it holds their runs, the mask is not read for them.
    :param min_area: holes smaller than this (square metres) are filled, unless they hold nodata.
    :param has_nodata: whether the mask has pixels without data at all. ``check``: called now and then; may raise to stop.
    """
    runs = table.runs if table.runs is not None else _runs_of(mask, table, check)
    rows = np.arange(len(table))
    rings = trace_runs(runs, check)
    if min_area <= 0 or not len(table):
        return Outlines(rings.polygons(), rows, np.zeros(0, object), np.zeros(0, np.int64))
    return _fill_holes(rings, rows, mask, min_area, measure, has_nodata)


def _runs_of(mask: Any, table: ObjectTable, check: Callable[[], None]) -> Runs:
    """The runs of a table's objects, which are in the order of their first pixels, read from the mask."""
    stream = RunStream(mask.width, 0.0, None)
    for row in range(0, mask.height, _ROWS):
        check()
        height = min(_ROWS, mask.height - row)
        strip = mask.read(1, window=rasterio.windows.Window(0, row, mask.width, height))
        strip[strip == NODATA] = 0
        stream.add(strip)
    objects = stream.finish()
    if not np.array_equal(table.first, objects.first):
        raise RuntimeError(f"{len(objects)} polygons were traced of {len(table)} objects")
    return objects.runs


def _fill_holes(
    rings: Rings,
    rows: NDArray[np.int64],
    mask: Any,
    min_area: float,
    measure: PixelMeasure,
    has_nodata: bool,
) -> Outlines:
    holes, owner = rings.hole_polygons(), rings.item[rings.hole]
    small = areas_of(holes, measure) < min_area
    if has_nodata:
        small[small] = [not _holds_nodata(hole, mask) for hole in holes[small]]
    dropped = rings.hole.copy()
    dropped[dropped] = small
    return Outlines(rings.without(dropped).polygons(), rows, holes[small], rows[owner[small]])


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
    if not (pixels == NODATA).any():
        return False
    inside = burn([hole], Window(top, left, bottom - top, right - left))
    return bool((pixels[inside] == NODATA).any())


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


def to_ground(polygons: NDArray[Any], grid: Grid) -> NDArray[Any]:
    """Polygons in pixel coordinates, in the CRS of ``grid``."""

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([grid.left + points[:, 0] * grid.xres, grid.top - points[:, 1] * grid.yres])

    result: NDArray[Any] = shapely.transform(polygons, place)
    return result


def place_on_ground(polygons: NDArray[Any], grid: Grid) -> None:
    """Bring polygons from pixel coordinates into the CRS of ``grid``, in place: a million need not be there twice."""
    for begin in range(0, len(polygons), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        polygons[part] = to_ground(polygons[part], grid)
