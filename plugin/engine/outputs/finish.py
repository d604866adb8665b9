"""The end of a detection: a raw mask and its objects become mask, polygons, areas, and the last line of the log."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.windows import Window as RasterWindow

from ...jobs import palette
from ...jobs.publish import writing
from ...model_file.spec import ChangeClass
from ..context import JobContext
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure
from ..objects.displaced import Displaced, find_displaced
from ..objects.outlines import Rings
from ..objects.polygons import Traced, areas_of, burn, grid_place, ring_perimeters, trace_rings
from ..objects.runs import ObjectTable
from . import rasters, styles
from .vectors import new_uuids, write_polygons

_CONSTRUCTION, _DEMOLITION = "construction", "demolition"
DISPLACED = "displaced"
"""Class of the polygons of displaced objects."""
# Rows of a mask that are in memory at once.
_ROWS = 512
_TRACED_AT, _MASK_AT, _POLYGONS_AT = 0.92, 0.95, 0.97


@dataclass(frozen=True)
class RawMask:
    """A mask in a scratch file, in which small objects are still to be erased.

    :param path: of the file: uint8, 0 no change, class values, 255 nodata.
    :param table: the objects that are kept.
    :param erased: int64, pixels of the others (row * width + column, sorted).
    :param valid_pixels: pixels with data.
    """

    path: str
    table: ObjectTable
    erased: NDArray[np.int64]
    measure: PixelMeasure
    valid_pixels: int


@dataclass(frozen=True)
class Score:
    """What the objects were measured by: the fields are called ``mean_`` and ``max_`` with this name.

    :param digits: after the decimal point.
    """

    name: str
    digits: tuple[int, int]


PROBABILITY = Score("probability", (4, 4))
MAGNITUDE = Score("magnitude", (6, 6))


def finish_outputs(
    raw: RawMask,
    classes: Sequence[ChangeClass],
    score: Score,
    grid: Grid,
    min_area_m2: float,
    provenance: Mapping[str, Any],
    staged: Mapping[str, str],
    outputs: Mapping[str, str],
    context: JobContext,
    more_fields: Optional[Mapping[str, NDArray[Any]]] = None,
    displacement_m: float = 0.0,
) -> dict[str, Any]:
    """Erase small objects, trace the others, fill small holes, write what is wanted; nothing is published.

    :param grid: of the mask.
    :param min_area_m2: minimum mapping unit; smaller holes are filled. 0 = off.
    :param provenance: written into each output.
    :param staged: MASK, POLYGONS -> path to write, as far as wanted.
    :param outputs: the same -> final path, for messages.
    :param more_fields: further attributes of the polygons, one value for each row of ``raw.table``.
    :param displacement_m: constructions and demolitions with a counterpart of like shape within so many metres are no change:
        polygons of the class :data:`DISPLACED` with their vectors, and 0 in the mask. 0 = off.
    :return: CHANGED_AREA (square metres) and POLYGON_COUNT, both without what is displaced.
    :raises JobFailure: ``disk_filled``, ``write_failed`` or the like.
    :raises Cancelled: the user cancelled the job.
    """
    context.progress(_TRACED_AT, "objects")
    table, measure = raw.table, raw.measure
    with writing("MASK", raw.path), rasterio.open(raw.path, "r+") as mask:
        erase_pixels(mask, raw.erased, context)
    traced: Optional[Traced] = None
    with rasterio.open(raw.path) as mask:
        if "POLYGONS" in staged or min_area_m2 > 0 or displacement_m > 0:
            has_nodata = raw.valid_pixels < grid.height * grid.width
            traced = trace_rings(mask, table, min_area_m2, measure, has_nodata, context.check)
        aside = Displaced.none()
        if traced is not None and displacement_m > 0:
            aside = _displaced(traced.rings, table, classes, grid, measure, displacement_m)
            context.info("displaced", count=len(aside) // 2, metres=displacement_m)
        context.progress(_MASK_AT, "writing")
        if "MASK" in staged:
            filled = _filled(traced, table, aside)
            _write_mask(mask, classes, provenance, grid, filled, staged["MASK"], outputs["MASK"], context)
    areas = table.area.copy()
    if traced is not None and len(traced.filled):
        np.add.at(areas, traced.filled_row, areas_of(traced.filled, measure))
    if "POLYGONS" in staged and traced is not None:
        context.progress(_POLYGONS_AT, "writing")
        with writing("POLYGONS", outputs["POLYGONS"]):
            fields = {**_fields(traced.rings, table, areas, classes, score, measure), **(more_fields or {})}
            if displacement_m > 0:
                fields.update(_displaced_fields(fields, aside))
                classes = (*classes, ChangeClass(0, DISPLACED, palette.GREY)) if len(aside) else classes
            stems = {os.path.splitext(path)[0] for name, path in outputs.items() if name != "POLYGONS"}
            alone = os.path.splitext(outputs["POLYGONS"])[0] not in stems
            polygons = traced.rings.wkb(grid_place(grid))
            del traced  # a million outlines take much memory
            write_polygons(staged["POLYGONS"], polygons, fields, grid, classes, provenance, alone)
    areas[aside.rows] = 0.0
    return {"CHANGED_AREA": float(areas.sum()), "POLYGON_COUNT": len(table) - len(aside)}


def _displaced(
    rings: Rings, table: ObjectTable, classes: Sequence[ChangeClass], grid: Grid, measure: PixelMeasure, displacement_m: float
) -> Displaced:
    """Find the displaced objects of a table; a model without directions has none.

    :return: vectors in metres, to the right and up.
    """
    directions = {item.value: item.direction for item in classes}
    appeared, gone = (
        np.array([directions[int(value)] == direction for value in table.value], bool)
        for direction in (_CONSTRUCTION, _DEMOLITION)
    )
    if not appeared.any() or not gone.any():
        return Displaced.none()
    width, height = measure.sizes(np.array([grid.height / 2]), np.array([grid.width / 2]))
    pixel = np.array([width[0], height[0]])
    shapes = shapely.transform(rings.polygons(), lambda points: points * pixel)
    found = find_displaced(shapes, appeared, gone, displacement_m)
    return Displaced(found.rows, found.vectors * (1.0, -1.0))


def _displaced_fields(fields: Mapping[str, NDArray[Any]], aside: Displaced) -> dict[str, NDArray[Any]]:
    """The fields of displaced objects: their class, no direction, and the vector of all objects, 0 of the others."""
    named = fields["class"].copy()
    named[aside.rows] = DISPLACED
    changed = {"class": named}
    if "direction" in fields:
        changed["direction"] = fields["direction"].copy()
        changed["direction"][aside.rows] = ""
    vectors = np.zeros((len(named), 2))
    vectors[aside.rows] = aside.vectors
    return {**changed, "shift_x_m": np.round(vectors[:, 0], 2), "shift_y_m": np.round(vectors[:, 1], 2)}


def _fields(
    rings: Rings,
    table: ObjectTable,
    areas: NDArray[np.float64],
    classes: Sequence[ChangeClass],
    score: Score,
    measure: PixelMeasure,
) -> dict[str, NDArray[Any]]:
    """The attributes of the polygons, an array each."""
    by_value = {item.value: item for item in classes}
    found = [by_value[int(value)] for value in table.value]
    fields: dict[str, NDArray[Any]] = {
        "uuid": new_uuids(len(table)),
        "class": np.array([item.name for item in found], dtype=object),
    }
    if any(item.direction for item in classes):
        fields["direction"] = np.array([item.direction for item in found], dtype=object)
    fields["area_m2"] = np.round(areas, 3)
    fields["perimeter_m"] = np.round(ring_perimeters(rings, measure), 3)
    fields[f"mean_{score.name}"] = np.round(table.total / np.maximum(table.pixels, 1), score.digits[0])
    fields[f"max_{score.name}"] = np.round(table.highest.astype(np.float64), score.digits[1])
    return fields


def erase_pixels(mask: Any, erased: NDArray[np.int64], context: JobContext) -> None:
    """Set pixels (row * width + column, sorted) of an open mask to 0."""
    width = mask.width
    for row in range(0, mask.height, _ROWS):
        height = min(_ROWS, mask.height - row)
        begin, end = np.searchsorted(erased, [row * width, (row + height) * width])
        if begin == end:
            continue
        context.check()
        window = RasterWindow(0, row, width, height)
        strip = mask.read(1, window=window)
        strip.ravel()[erased[begin:end] - row * width] = 0
        mask.write(strip, 1, window=window)


@dataclass(frozen=True)
class _Burnt:
    """Polygons in pixel coordinates that the final mask holds and the raw one does not, with their values."""

    polygons: NDArray[Any]
    values: NDArray[np.uint8]


def _filled(traced: Optional[Traced], table: ObjectTable, aside: Displaced) -> _Burnt:
    """Return the holes that are filled, and the displaced objects, which are no change."""
    if traced is None:
        return _Burnt(np.zeros(0, object), np.zeros(0, np.uint8))
    value = table.value.copy()
    value[aside.rows] = 0
    if not len(aside):
        return _Burnt(traced.filled, value[traced.filled_row])
    shapes = traced.rings.polygons()[aside.rows]
    return _Burnt(np.concatenate([traced.filled, shapes]), np.concatenate([value[traced.filled_row], value[aside.rows]]))


def _write_mask(
    mask: Any,
    classes: Sequence[ChangeClass],
    provenance: Mapping[str, Any],
    grid: Grid,
    burnt: _Burnt,
    staged: str,
    output: str,
    context: JobContext,
) -> None:
    """Write the final mask: the raw one with its small holes filled and without displaced objects."""
    tree = shapely.STRtree(burnt.polygons)
    with rasters.StripFile("MASK", output, staged, rasters.create_mask, grid, classes, provenance) as target:
        for row in range(0, grid.height, _ROWS):
            context.check()
            height = min(_ROWS, grid.height - row)
            strip = mask.read(1, window=RasterWindow(0, row, grid.width, height))
            near = tree.query(shapely.box(0, row, grid.width, row + height))
            values = burnt.values[near]
            for value in np.unique(values):
                strip[burn(list(burnt.polygons[near[values == value]]), Window(row, 0, height, grid.width))] = value
            target.write(row, strip)
    target.finish(Resampling.nearest, context.check, styles.mask_style(classes))


def log_changed(values: Mapping[str, Any], grid: Grid, seconds: float, unit: tuple[str, float], context: JobContext) -> None:
    """Log how much changed, and how fast that was found.

    :param values: the outputs CHANGED_AREA (square metres) and POLYGON_COUNT.
    :param seconds: duration of the job.
    :param unit: name of the user's unit of areas and the square metres in one; ``("", 0)`` = none.
    """
    megapixels = grid.height * grid.width / 1e6
    found = {
        "area": values["CHANGED_AREA"],
        "count": values["POLYGON_COUNT"],
        "megapixels": megapixels,
        "seconds": seconds,
        "speed": megapixels / max(seconds, 1e-9),
    }
    name, square_metres = unit
    if name and square_metres > 0:
        context.info("changed_in_unit", area_in_unit=found["area"] / square_metres, unit=name, **found)
    else:
        context.info("changed", **found)
