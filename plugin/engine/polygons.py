"""Objects of a mask as polygons along the pixels' edges, with their holes and measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterator

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize, shapes

from .components import NODATA, ObjectTable
from .grid import Grid, Window
from .ground import PixelMeasure


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
    :param min_area: holes smaller than this (square metres) are filled, unless they hold nodata.
    :param has_nodata: whether the mask has pixels without data at all. ``check``: called now and then; may raise to stop.
    """
    polygons, keys = [], []
    for number, outline in enumerate(_shapes(mask)):
        if number % 1000 == 0:
            check()
        rings = outline["coordinates"]
        corner = min((y, x) for x, y in rings[0])
        polygons.append(shapely.Polygon(rings[0], rings[1:]))
        keys.append(int(corner[0]) * mask.width + int(corner[1]))
    rows = np.searchsorted(table.first, np.array(keys, np.int64))
    if len(keys) != len(table) or not np.array_equal(table.first[np.minimum(rows, len(table) - 1)], keys):
        raise RuntimeError(f"{len(keys)} polygons were traced of {len(table)} objects")
    traced = np.array(polygons, dtype=object)
    if min_area <= 0 or not len(traced):
        return Outlines(traced, rows, np.zeros(0, object), np.zeros(0, np.int64))
    return _fill_holes(traced, rows, mask, min_area, measure, has_nodata)


def _shapes(mask: Any) -> Iterator[Any]:
    """The 4-connected objects, strip-free: GDAL reads the mask row by row."""
    band = rasterio.band(mask, 1)
    for outline, value in shapes(band, connectivity=4):
        if value not in (0, NODATA):
            yield outline


def _fill_holes(
    polygons: NDArray[Any],
    rows: NDArray[np.int64],
    mask: Any,
    min_area: float,
    measure: PixelMeasure,
    has_nodata: bool,
) -> Outlines:
    pierced = np.flatnonzero(shapely.get_num_interior_rings(polygons))
    rings, owner = shapely.get_rings(polygons[pierced], return_index=True)
    interior = np.concatenate([[False], owner[1:] == owner[:-1]]) if len(owner) else np.zeros(0, bool)
    holes, owner = shapely.polygons(rings[interior]), pierced[owner[interior]]
    small = areas_of(holes, measure) < min_area
    if has_nodata:
        small[small] = [not _holds_nodata(hole, mask) for hole in holes[small]]
    result = polygons.copy()
    for index in np.unique(owner[small]):
        kept = [hole.exterior for hole in holes[(owner == index) & ~small]]
        result[index] = shapely.Polygon(polygons[index].exterior, kept)
    return Outlines(result, rows, holes[small], rows[owner[small]])


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
    """Metres around polygons in pixel coordinates whose edges run along rows and columns, holes included."""
    if not len(polygons):
        return np.zeros(0)
    rings, owner = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.abs(np.diff(points, axis=0))
    same = ring[1:] == ring[:-1]
    polygon = owner[ring[1:]][same]
    across = np.bincount(polygon, weights=steps[same, 0], minlength=len(polygons))
    down = np.bincount(polygon, weights=steps[same, 1], minlength=len(polygons))
    centres = shapely.centroid(polygons)
    width, height = measure.sizes(shapely.get_y(centres) - 0.5, shapely.get_x(centres) - 0.5)
    result: NDArray[np.float64] = across * width + down * height
    return result


def to_ground(polygons: NDArray[Any], grid: Grid) -> NDArray[Any]:
    """Polygons in pixel coordinates, in the CRS of ``grid``."""

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([grid.left + points[:, 0] * grid.xres, grid.top - points[:, 1] * grid.yres])

    result: NDArray[Any] = shapely.transform(polygons, place)
    return result
