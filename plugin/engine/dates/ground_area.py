"""The ground to work on: the overlap of the dates, the user's polygons, less what is excluded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional, Sequence

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.enums import TransformDirection
from pyproj.exceptions import ProjError
from rasterio.crs import CRS
from rasterio.features import rasterize

from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons
from .grid import Grid, Window, same_crs

# Edges are cut into pieces before they are reprojected, because straight lines bend.
_PIECES = 50


@dataclass(frozen=True)
class GroundArea:
    """Ground in the CRS of a grid.

    :param include: a pixel must lie in each of these.
    :param exclude: and in none of these.
    :param bounds: left, bottom, right, top of the ground.
    :param overlap_bounds: of what both dates cover.
    """

    include: tuple[shapely.STRtree, ...]
    exclude: tuple[shapely.STRtree, ...]
    bounds: tuple[float, float, float, float]
    overlap_bounds: tuple[float, float, float, float]

    def meets(self, grid: Grid, window: Window) -> bool:
        """Return whether any ground of a window is worked on (regardless of what is excluded)."""
        box = shapely.box(*grid.window_bounds(window))
        return all(len(tree.query(box, predicate="intersects")) for tree in self.include)

    def pixels(self, grid: Grid, window: Window) -> NDArray[np.bool_]:
        """Pixels (height, width) of a window whose centre lies on ground to be worked on."""
        inside = np.ones((window.height, window.width), bool)
        for tree in self.include:
            inside &= _burn(tree, grid, window)
        for tree in self.exclude:
            inside &= ~_burn(tree, grid, window)
        return inside


def make_ground_area(
    include: Sequence[Polygons], exclude: Sequence[Polygons], footprints: Sequence[Any], crs: CRS, layers: tuple[str, str]
) -> GroundArea:
    """The ground in ``crs``.

    :param footprints: shapely polygons in ``crs`` that the dates cover.
    :param layers: names of the dates, for messages.
    :raises JobFailure: ``area_empty``, ``area_outside`` or ``no_overlap``.
    """
    covered = shapely.intersection_all(list(footprints))
    if covered.is_empty or covered.area == 0:
        raise JobFailure("no_overlap", "AFTER", before=layers[0], after=layers[1])
    bounds = covered.bounds
    trees = []
    for polygons in include:
        shapes = reprojected(polygons, crs, covered.bounds)
        if not len(shapes):
            raise JobFailure("area_outside", polygons.parameter, before=layers[0], after=layers[1])
        tree = shapely.STRtree(shapes)
        met = shapes[tree.query(covered, predicate="intersects")]
        met_bounds = shapely.total_bounds(met) if len(met) else (0.0, 0.0, 0.0, 0.0)
        bounds = (
            max(bounds[0], met_bounds[0]),
            max(bounds[1], met_bounds[1]),
            min(bounds[2], met_bounds[2]),
            min(bounds[3], met_bounds[3]),
        )
        if not len(met) or bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            raise JobFailure("area_outside", polygons.parameter, before=layers[0], after=layers[1])
        trees.append(tree)
    cuts = tuple(shapely.STRtree(reprojected(polygons, crs, covered.bounds)) for polygons in exclude)
    return GroundArea(tuple(trees), cuts, bounds, covered.bounds)


def reprojected(polygons: Polygons, crs: CRS, bounds: Optional[tuple[float, float, float, float]] = None) -> NDArray[Any]:
    """The polygons as shapely geometries in ``crs``.

    :param bounds: left, bottom, right, top of the ground that matters, in ``crs``; what lies far from it is left out, as
        half a world has no place in most CRSs. ``None`` = everything.
    :raises JobFailure: ``area_unreadable``, ``area_empty`` or ``crs_unrelated``.
    """
    try:
        shapes = shapely.from_wkb([bytes.fromhex(item) for item in polygons.wkb])
    except (ValueError, shapely.errors.GEOSException) as error:
        raise JobFailure("area_unreadable", polygons.parameter, layer=polygons.name) from error
    shapes = sound_polygons(shapes[~shapely.is_empty(shapes)])
    transformer = _transformer(polygons, crs)
    if len(shapes) and transformer is not None:
        if bounds is not None:
            shapes = _near(shapes, transformer, bounds)
            if not len(shapes):
                return shapes
        left, bottom, right, top = shapely.total_bounds(shapes)
        shapes = shapely.segmentize(shapes, max(right - left, top - bottom) / _PIECES)

        def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

        shapes = shapely.transform(shapes, project)
        finite = np.isfinite(shapely.bounds(shapes)).all(axis=1)
        shapes = sound_polygons(shapes[finite])
    shapes = shapes[shapely.area(shapes) > 0] if len(shapes) else shapes
    if bounds is not None and crs.is_geographic:
        shapes = _in_turns(shapes, bounds)
    if not len(shapes):
        raise JobFailure("area_empty", polygons.parameter, layer=polygons.name)
    return np.asarray(shapes)


def _transformer(polygons: Polygons, crs: CRS) -> Optional[pyproj.Transformer]:
    """Return the transformation of polygons into ``crs``, ``None`` where they are in it.

    :raises JobFailure: ``crs_unrelated``.
    """
    try:
        return _transformation(polygons.crs, crs.to_wkt())
    except ProjError as error:  # such as a CRS of the Moon, or one whose parameters PROJ cannot use
        names = {"layer": polygons.name, "crs": polygons.crs[:60], "target": crs.to_string()[:60]}
        raise JobFailure("crs_unrelated", polygons.parameter, **names) from error


@lru_cache(maxsize=64)
def _transformation(source_text: str, target_wkt: str) -> Optional[pyproj.Transformer]:
    """The transformation between two CRSs, ``None`` where they are the same; PROJ takes ten milliseconds to find it."""
    source, target = pyproj.CRS.from_user_input(source_text), pyproj.CRS.from_wkt(target_wkt)
    same = source.equals(target, ignore_axis_order=True)
    return None if same else pyproj.Transformer.from_crs(source, target, always_xy=True)


def sound_polygons(shapes: NDArray[Any]) -> NDArray[Any]:
    """Return the ground that each geometry covers, as a valid geometry: the union of the polygons in it.

    Made valid as a whole, the ground that two parts of a multipolygon cover would become a hole.

    :param shapes: shapely geometries of any type.
    :return: polygons and multipolygons in the same order, empty where a geometry holds no polygon.
    """
    plain = np.isin(shapely.get_type_id(shapes), (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
    doubtful = np.flatnonzero(~plain | ~shapely.is_valid(shapes))
    result = np.array(shapes, object)
    for index in doubtful:
        parts = shapely.make_valid(_polygon_parts(shapes[index]))
        result[index] = shapely.union_all(np.concatenate([_polygon_parts(part) for part in parts] or [np.zeros(0, object)]))
    return result


def _polygon_parts(shape: Any) -> NDArray[Any]:
    """The polygons in a geometry, of collections within collections too."""
    parts = np.array([shape], object)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    parts = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)]
    # GEOS cannot mend a polygon with NaN or infinity among its coordinates; it covers no ground.
    finite = [bool(np.isfinite(shapely.get_coordinates(part)).all()) for part in parts]
    return np.asarray(parts[np.array(finite, bool)])


def _near(shapes: NDArray[Any], transformer: pyproj.Transformer, bounds: tuple[float, float, float, float]) -> NDArray[Any]:
    """The parts of polygons around bounds (in the CRS that ``transformer`` leads to)."""
    left, bottom, right, top = transformer.transform_bounds(*bounds, direction=TransformDirection.INVERSE)
    if not np.isfinite([left, bottom, right, top]).all() or left >= right:  # it crosses the 180th meridian
        return shapes
    margin = max(right - left, top - bottom)
    parts = shapely.intersection(shapes, shapely.box(left - margin, bottom - margin, right + margin, top + margin))
    return np.concatenate([_polygon_parts(part) for part in parts] or [np.zeros(0, object)])


def _in_turns(shapes: NDArray[Any], bounds: tuple[float, float, float, float]) -> NDArray[Any]:
    """Shapes in degrees and, moved by a turn, those that then lie within bounds: -179.9 and 180.1 are the same longitude."""
    box = shapely.box(*bounds)
    moved = [
        shapely.transform(shapes, lambda points, turn=turn: np.column_stack([points[:, 0] + turn, points[:, 1]]))
        for turn in (-360.0, 360.0)
    ]
    return np.concatenate([shapes, *(item[shapely.intersects(item, box)] for item in moved)])


def footprint(grid: Grid, crs: CRS, longitude: Optional[float] = None, parameter: str = "", name: str = "") -> Any:
    """The rectangle of a grid as a shapely polygon in ``crs``.

    :param longitude: in degrees, within half a turn of which the polygon is wanted; ``None`` = as it is.
    :param parameter: of the layer that has the grid, for messages. ``name``: of that layer.
    :raises JobFailure: ``crs_unrelated``.
    """
    box = shapely.box(*grid.bounds)
    if same_crs(grid.crs, crs):
        return box
    outline = Polygons(parameter, name, grid.crs.to_wkt(), (box.wkb_hex,))
    transformer = _transformer(outline, crs)
    if longitude is None or transformer is None or not crs.is_geographic or grid.crs.is_geographic:
        return shapely.union_all(reprojected(outline, crs))

    def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x + 360 * np.round((longitude - x) / 360), y])

    fine = shapely.segmentize(box, max(box.bounds[2] - box.bounds[0], box.bounds[3] - box.bounds[1]) / _PIECES)
    return shapely.make_valid(shapely.transform(fine, project))


def _burn(tree: shapely.STRtree, grid: Grid, window: Window) -> NDArray[np.bool_]:
    box = shapely.box(*grid.window_bounds(window))
    near = tree.query(box, predicate="intersects")
    if not len(near):
        return np.zeros((window.height, window.width), bool)
    shapes = tree.geometries[near]
    if any(shapely.contains_properly(shape, box) for shape in shapes):
        return np.ones((window.height, window.width), bool)
    part = grid.cropped(window)
    burnt = rasterize(
        [(shape, 1) for shape in shapes], out_shape=(window.height, window.width), transform=part.transform, dtype="uint8"
    )
    return np.asarray(burnt).astype(bool)
