"""From a raster of changes to clean polygons: objects -> gaps -> outlines -> holes, slivers -> simpler, right angles."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any, Mapping, Optional

import numpy as np
import shapely
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.vectorize_change import VectorizeChangeJob
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ..context import JobContext, job_environment
from ..dates.grid import Grid
from ..dates.ground import PixelMeasure, measure_pixels
from ..objects.outlines import Rings, trace_runs
from ..objects.polygons import areas_of, grid_place, perimeters, place_on_ground, ring_perimeters
from ..objects.runs import RunObjects, RunStream
from ..outputs.finish import log_changed
from ..outputs.vectors import ShapesOrWkb, driver_for, new_uuids, write_polygons
from .change_raster import ChangeRaster
from .gaps import GapFills, find_gaps
from .rectangular import regularize
from .smooth import can_simplify, simplify, with_neighbours_corners

# Masks have few classes; more values than this without names are more likely an image, or a probability in percent.
_MANY_VALUES = 30
_READ, _GAPS, _TRACED, _SHAPED = 0.5, 0.3, 0.7, 0.9


@dataclass(frozen=True)
class _Shapes:
    """Objects in pixel coordinates, a row each, with the measures of the objects' pixels.

    :param polygons: shapely polygons; none where ``rings`` are enough, which take a quarter of the room.
    """

    polygons: NDArray[Any]
    code: NDArray[np.uint8]
    area: NDArray[np.float64]
    mean: NDArray[np.float64]
    highest: NDArray[np.float64]
    rings: Optional[Rings] = None

    def perimeters(self, measure: PixelMeasure) -> NDArray[np.float64]:
        """Return the perimeter of each in metres, holes included."""
        return perimeters(self.polygons, measure) if self.rings is None else ring_perimeters(self.rings, measure)

    def on_ground(self, grid: Grid) -> ShapesOrWkb:
        """Return the polygons in the CRS of ``grid``, or their WKB; shapely polygons are moved in place."""
        if self.rings is not None:
            return self.rings.wkb(grid_place(grid))
        place_on_ground(self.polygons, grid)
        return self.polygons


def vectorize_change(job: VectorizeChangeJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its output appears when it is whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:vectorizechange`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    with job_environment([job.polygons], job.scratch):
        return _vectorize(job, context)


def _vectorize(job: VectorizeChangeJob, context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    driver_for("POLYGONS", job.polygons)
    if os.path.realpath(job.polygons) == os.path.realpath(job.input.path):
        raise JobFailure("output_is_input", "POLYGONS", path=job.polygons)
    os.makedirs(job.scratch, exist_ok=True)
    with ChangeRaster(job.input, job.threshold) as source:
        staged = prepare("POLYGONS", job.polygons, job.scratch)
        grid = source.grid
        check_space("POLYGONS", os.path.dirname(os.path.abspath(job.polygons)), grid.height * grid.width // 64 + 2**19)
        if source.is_probability:
            context.info("vectorize_threshold", threshold=source.threshold)
        elif job.threshold is not None:
            context.warn("threshold_unused")
        made_by = {"input_made_by": dict(source.provenance)} if source.provenance else {}
        values, regular = write_clean_polygons(job, source, staged, {**job.provenance, **made_by}, context)
    context.check()
    publish([("POLYGONS", job.polygons)], job.scratch)
    seconds = time.monotonic() - started
    log_changed(values, grid, seconds, ("", 0.0), context)
    context.progress(1.0, "done", 0.0)
    return {
        "POLYGONS": job.polygons,
        **values,
        "REGULARIZED": regular,
        "SECONDS": round(seconds, 3),
    }


def write_clean_polygons(
    job: VectorizeChangeJob,
    source: ChangeRaster,
    staged: str,
    provenance: Mapping[str, Any],
    context: JobContext,
    sidecar: bool = True,
) -> tuple[dict[str, Any], int]:
    """Write the polygons of a raster with the job's settings; nothing is published.

    :param source: is closed.
    :param staged: path to write.
    :param sidecar: whether the style may be written beside the file.
    :return: CHANGED_AREA (square metres) and POLYGON_COUNT; how many polygons have right angles.
    :raises JobFailure: ``disk_filled``, ``write_failed`` or the like.
    :raises Cancelled: the user cancelled the job.
    """
    grid = source.grid
    measure = measure_pixels(grid)
    pixel_m = _pixel_metres(measure)
    gaps = None
    if job.merge_gap_m > 0:
        gaps = _gaps(job, source, pixel_m, context)
    part = (_GAPS if gaps else 0.0, _READ)
    found = [_objects(source, measure, job.min_area_m2, gaps, part, context)]
    source.close()  # what GDAL keeps of it is as much as the outlines of many
    shapes = _outlined(job, found, measure, pixel_m, context)
    if source.unnamed_values > _MANY_VALUES:
        context.warn("many_values", count=source.unnamed_values)
    regular = 0
    if job.simplify_m > 0 or job.regularize:
        shapes, regular = _shaped(job, shapes, measure, pixel_m, context)
    context.progress(_SHAPED, "writing")
    classes = source.classes()
    with writing("POLYGONS", job.polygons):
        fields = _fields(shapes, classes, source.is_probability, measure)
        values = {"CHANGED_AREA": float(shapes.area.sum()), "POLYGON_COUNT": len(shapes.code)}
        polygons = shapes.on_ground(grid)
        del shapes
        write_polygons(staged, polygons, fields, grid, classes, provenance, sidecar)
    return values, regular


def _objects(
    source: ChangeRaster,
    measure: Optional[PixelMeasure],
    min_area: float,
    gaps: Optional[GapFills],
    part: tuple[float, float],
    context: JobContext,
) -> RunObjects:
    """Return the objects of the raster, ground without data among them; read strip by strip.

    :param part: of the job's progress, from and to.
    """
    stream = RunStream(source.grid.width, min_area, measure, NO_DATA)
    for row, strip, probability in source.strips():
        context.check()
        mask = strip if gaps is None else gaps.burn(row, strip)
        stream.add(mask, probability)
        done = (row + len(mask)) / source.grid.height
        context.progress(part[0] + (part[1] - part[0]) * done, "objects")
    return stream.finish()


def _gaps(job: VectorizeChangeJob, source: ChangeRaster, pixel_m: tuple[float, float], context: JobContext) -> GapFills:
    objects = _objects(source, None, 0.0, None, (0.0, _GAPS / 2), context)
    shown = objects.kept(objects.value != NO_DATA)
    polygons = trace_runs(shown.runs, context.check).polygons()
    return find_gaps(polygons, shown.value, job.merge_gap_m, pixel_m, context.check)


def _outlined(
    job: VectorizeChangeJob, found: list[RunObjects], measure: PixelMeasure, pixel_m: tuple[float, float], context: JobContext
) -> _Shapes:
    """Return the outlines along the pixels' edges, small holes filled and slivers dropped, with their neighbours' corners.

    :param found: the objects, taken out of the list: the runs of a million are as large as their polygons, so they go first.
    """
    objects = found.pop()
    shown = objects.kept(objects.value != NO_DATA)
    runs = [shown.runs]
    shown, objects = shown.without_runs(), objects.without_runs()
    rings = trace_runs(runs.pop(), context.check)  # which is then alone in holding them
    area = shown.area
    if job.fill_holes_m2 > 0:
        rings, filled = _without_holes(rings, objects, job.fill_holes_m2, measure)
        area = area + filled
    context.progress(_TRACED, "objects")
    if job.min_width_m <= 0 and job.simplify_m <= 0 and not job.regularize:
        mean = shown.total / np.maximum(shown.pixels, 1)
        return _Shapes(np.zeros(0, object), shown.value, area, mean, shown.highest, rings)
    polygons = rings.polygons()
    with_corners = job.simplify_m > 0 and can_simplify() and len(polygons) > 0
    if not with_corners:
        rings = rings.without(np.ones(len(rings.item), bool))  # a million take room
    held = ~_slivers(polygons, job.min_width_m, pixel_m)
    if with_corners:
        polygons = with_neighbours_corners(rings.without(~held[rings.item])).polygons()
    else:
        polygons = polygons[held]
    pixels = np.maximum(shown.pixels[held], 1)
    return _Shapes(polygons, shown.value[held], area[held], shown.total[held] / pixels, shown.highest[held])


def _without_holes(rings: Rings, objects: RunObjects, most: float, measure: PixelMeasure) -> tuple[Rings, NDArray[np.float64]]:
    """Return the rings less the holes below ``most`` square metres that hold neither an object nor ground without data.

    :return: the rings, and the square metres that each object gains.
    """
    holes, owner = rings.hole_polygons(), rings.item[rings.hole]
    area = areas_of(holes, measure)
    small = area < most
    width = max(measure.grid_width, 1)
    inside = shapely.points(objects.first % width + 0.5, objects.first // width + 0.5)
    candidates = np.flatnonzero(small)
    _, occupied = shapely.STRtree(holes[candidates]).query(inside, predicate="within")
    small[candidates[np.unique(occupied)]] = False
    dropped = rings.hole.copy()
    dropped[dropped] = small
    gained = np.bincount(owner[small], weights=area[small], minlength=int(np.count_nonzero(~rings.hole)))
    return rings.without(dropped), gained.astype(np.float64)


def _slivers(polygons: NDArray[Any], least_m: float, pixel_m: tuple[float, float]) -> NDArray[np.bool_]:
    """Return a mask of the polygons that are nowhere ``least_m`` metres wide."""
    result = np.zeros(len(polygons), bool)
    if least_m <= 0 or not len(polygons):
        return result
    scale = np.array(pixel_m)
    shapes = shapely.transform(polygons, lambda points: points * scale)
    # The largest circle inside a polygon has a radius of at least its area over its perimeter.
    thin = np.flatnonzero(2 * shapely.area(shapes) < least_m * shapely.length(shapes))
    result[thin] = shapely.is_empty(shapely.buffer(shapes[thin], -least_m / 2 * (1 - 1e-9), join_style="mitre"))
    return result


def _shaped(
    job: VectorizeChangeJob,
    shapes: _Shapes,
    measure: PixelMeasure,
    pixel_m: tuple[float, float],
    context: JobContext,
) -> tuple[_Shapes, int]:
    """Simplified, and with right angles; areas measured anew. How many have right angles now."""
    polygons, regular = shapes.polygons, 0
    if job.simplify_m > 0:
        if can_simplify():
            polygons = simplify(shapes.polygons, job.simplify_m / float(np.sqrt(pixel_m[0] * pixel_m[1])))
        if polygons is shapes.polygons and len(polygons):
            context.warn("not_simplified")
    if job.regularize:
        context.progress((_TRACED + _SHAPED) / 2, "objects")
        polygons, regular = regularize(shapes.polygons, polygons, pixel_m, context.check)
        context.info("regularized", count=regular, total=len(polygons))
    area = shapes.area.copy()
    moved = ~shapely.equals_exact(polygons, shapes.polygons) if len(polygons) else np.zeros(0, bool)
    area[moved] = areas_of(polygons[moved], measure)
    return _Shapes(polygons, shapes.code, area, shapes.mean, shapes.highest), regular


def _fields(
    shapes: _Shapes, classes: tuple[ChangeClass, ...], probability: bool, measure: PixelMeasure
) -> dict[str, NDArray[Any]]:
    """Return the attributes, an array each: those of ``groundshift:detectchange``, as far as the raster has them."""
    by_code = {item.value: item for item in classes}
    names, directions = np.full(256, "", object), np.full(256, "", object)
    for code, item in by_code.items():
        names[code], directions[code] = item.name, item.direction
    fields: dict[str, NDArray[Any]] = {"uuid": new_uuids(len(shapes.code)), "class": names[shapes.code]}
    if any(item.direction for item in classes):
        fields["direction"] = directions[shapes.code]
    fields["area_m2"] = np.round(shapes.area, 3)
    fields["perimeter_m"] = np.round(shapes.perimeters(measure), 3)
    if probability:
        fields["mean_probability"] = np.round(shapes.mean, 4)
        fields["max_probability"] = np.round(shapes.highest, 4)
    return fields


def _pixel_metres(measure: PixelMeasure) -> tuple[float, float]:
    """Width and height in metres of the pixel in the raster's middle: lengths that the user gives are measured with it."""
    middle = np.array([measure.grid_height / 2]), np.array([measure.grid_width / 2])
    width, height = measure.sizes(*middle)
    return float(width[0]), float(height[0])
