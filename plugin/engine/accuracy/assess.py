"""``groundshift:assessaccuracy``: a map against a reference, pixel by pixel and object by object, in one pass of strips."""

from __future__ import annotations

import json
import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Iterator, Optional

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...jobs.accuracy import AssessAccuracyJob
from ...jobs.failure import JobFailure
from ...rules.label_codes import NO_CHANGE
from ..context import JobContext, job_environment
from ..dates.datums import log_datum_shift
from ..dates.grid import Grid, Window
from ..dates.ground import PixelMeasure, ground_sample_distance, measure_pixels
from ..dates.ground_area import GroundArea, reprojected
from ..outputs import report
from ..outputs.documents import check_documents, publish_documents
from .assessment import Assessment, headline, matrix_rows, measures_document
from .assessment_report import assessment_report
from .classes import ClassMap, ClassPolygons, ClassRaster, class_labels, extent_in, open_classes, polygon_values
from .code_runs import CodeRuns, find_code_runs, stacked
from .error_map import ErrorMap, kinds
from .objects import ObjectOverlaps

EXTENSIONS = {"REPORT": ("html", "htm"), "MATRIX": ("csv",), "MEASURES": ("json",)}
# Pixels that are read at once. At the worst, noise, they have as many runs, which take about 100 bytes each. Arrays of a byte a
# pixel stay below the size from which the worker has memory mapped anew for each, which takes as long as the arithmetic.
_READ_PIXELS = 2**20 - 2**12
# Runs that are counted at once, or a few more: numpy's calls have their price, however few they are for.
_COUNTED_RUNS = 50_000
_MOST_PIXELS = 2**32
_MOST_CLASSES = 200
_NOT_COMPARED = np.uint32(0xFFFFFFFF)
# Classes that only polygons have get numbers from here on where a raster may have smaller ones without names.
_FREE_VALUE = 1001
_FEW = 16  # classes that two of fit into 8 bits
# Two polygon layers have no grid of their own: the usual polygon gets this many pixels a side, the whole at most so many.
_PIXELS_PER_SIDE = 20
_MOST_MADE_PIXELS = 64_000_000


def assess_accuracy(job: AssessAccuracyJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole.

    :return: the outputs of ``groundshift:assessaccuracy`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    wanted = {"REPORT": job.report, "MATRIX": job.matrix, "MEASURES": job.measures}
    outputs = {name: path for name, path in wanted.items() if path}
    with job_environment(outputs.values(), job.scratch):
        check_documents(outputs, EXTENSIONS)
        with ExitStack() as stack:
            started = time.monotonic()
            predicted = _open(job.predicted_raster, job.predicted_polygons, stack, context)
            reference = _open(job.reference_raster, job.reference_polygons, stack, context)
            found = assess(job, predicted, reference, context)
            context.info("assessed", pixels=int(found.matrix.sum()), seconds=time.monotonic() - started)
        values = headline(found)
        measures = measures_document(job, found, values)
        documents: dict[str, str] = {
            "REPORT": assessment_report(job, found, values, measures),
            "MATRIX": report.csv_text(matrix_rows(found)),
            "MEASURES": json.dumps(measures, ensure_ascii=False, indent=1) + "\n",
        }
        context.check()
        publish_documents({name: (path, documents[name]) for name, path in outputs.items()}, job.scratch, job.provenance)
        context.progress(1.0, "done", 0.0)
        return {**outputs, **values}


def _open(raster: Any, polygons: Any, stack: ExitStack, context: JobContext) -> ClassMap:
    if raster is not None:
        return stack.enter_context(open_classes(raster, context, ClassRaster))
    if polygons is None:  # only a job that was written by hand
        raise JobFailure("job_invalid", reason="a map to compare is missing")
    return ClassPolygons(polygons)


def assess(job: AssessAccuracyJob, predicted: ClassMap, reference: ClassMap, context: JobContext) -> Assessment:
    """Count the agreement of two opened maps.

    :raises JobFailure: they share no ground, or are no class maps.
    """
    names: dict[int, str] = {}
    for one in (predicted, reference):
        if isinstance(one, ClassRaster):
            names = {**one.class_names(), **names}
            one.check_readable()
    if not job.binary:
        rasters = [one for one in (predicted, reference) if isinstance(one, ClassRaster)]
        unnamed = next((one.source.name for one in rasters if not one.class_names()), "")
        for one in (predicted, reference):
            if isinstance(one, ClassPolygons):
                values, names = polygon_values(one, names, _FREE_VALUE if rasters else 1, unnamed)
                one.set_values(values)
    grid, area = _common_grid(job, predicted, reference)
    context.info("assessment_grid", width=grid.width, height=grid.height, crs=grid.crs.to_string()[:60])
    _log_datums(job, (predicted, reference), grid, context)
    for one in (predicted, reference):
        if isinstance(one, ClassPolygons) and not one.open_on(grid):
            context.warn("polygons_elsewhere", parameter=one.source.parameter, layer=one.source.name)
    if job.area is None and not any(isinstance(one, ClassRaster) for one in (predicted, reference)):
        context.warn("assessment_without_area")
    measure = measure_pixels(grid)
    overlaps, picture = ObjectOverlaps(), ErrorMap(grid.height, grid.width)
    counted = _Counts(measure)
    for row, runs in _strips(job, predicted, reference, grid, area, context):
        compared = runs.code != _NOT_COMPARED
        ours = np.where(compared, runs.code >> np.uint32(16), np.uint32(0))
        theirs = np.where(compared, runs.code & np.uint32(0xFFFF), np.uint32(0))
        counted.add(row, runs, compared)
        overlaps.add(runs, ours, theirs)
        picture.add(row, runs, kinds(ours, theirs, compared))
    if overlaps.given_up:
        context.warn("objects_given_up")
    return _finish(job, counted, overlaps, picture, names, (predicted, reference), context)


def _log_datums(job: AssessAccuracyJob, maps: tuple[ClassMap, ...], grid: Grid, context: JobContext) -> None:
    """Log how what has another datum than the grid is transformed, and warn where that is coarse."""
    left, bottom, right, top = grid.bounds
    gsd = ground_sample_distance(grid.crs, (left + right) / 2, (bottom + top) / 2, grid.xres, grid.yres)
    given = [(one.crs if isinstance(one, ClassRaster) else one.source.crs, one.source.parameter) for one in maps]
    given += [(job.area.crs, job.area.parameter)] if job.area is not None else []
    for crs, parameter in given:
        log_datum_shift(CRS.from_user_input(crs), grid.crs, grid.bounds, gsd, parameter, context)


class _Counts:
    """Pixels and square metres of each pair of classes."""

    def __init__(self, measure: PixelMeasure) -> None:
        self._measure = measure
        self.pixels: dict[int, int] = {}
        self.ground: dict[int, float] = {}

    def add(self, row: int, runs: CodeRuns, compared: NDArray[np.bool_]) -> None:
        """Take a strip that begins at ``row``.

        :raises JobFailure: ``classes_too_many``.
        """
        if not compared.any():
            return
        # A pixel in the middle of a run is as large as the mean: runs are short against the Earth.
        areas = self._measure.strip_areas(row, runs.height, runs.row, runs.col + (runs.length - 1) / 2) * runs.length
        pairs, length = runs.code, runs.length
        if not compared.all():
            pairs, length, areas = pairs[compared], length[compared], areas[compared]
        codes, index = _numbered(pairs)
        pixels = np.bincount(index, weights=length, minlength=len(codes))
        ground = np.bincount(index, weights=areas, minlength=len(codes))
        for code, count, size in zip(codes.tolist(), pixels.tolist(), ground.tolist()):
            if not count:
                continue
            self.pixels[code] = self.pixels.get(code, 0) + int(count)
            self.ground[code] = self.ground.get(code, 0.0) + size
        if len(self.pixels) > _MOST_CLASSES**2:
            raise JobFailure("classes_too_many", "PREDICTED", limit=_MOST_CLASSES)


def _numbered(code: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Codes (some perhaps unused), and the place of each run's among them; without sorting where classes are few."""
    ours, theirs = code >> np.uint32(16), code & np.uint32(0xFFFF)
    most, span = int(ours.max()), int(theirs.max()) + 1
    if (most + 1) * span > _FEW**2:
        codes, index = np.unique(code, return_inverse=True)
        return codes, index.ravel()
    pairs = np.arange((most + 1) * span, dtype=np.uint32)
    return (pairs // np.uint32(span)) << np.uint32(16) | pairs % np.uint32(span), (ours * np.uint32(span) + theirs).astype(
        np.int64
    )


def _finish(
    job: AssessAccuracyJob,
    counted: _Counts,
    overlaps: ObjectOverlaps,
    picture: ErrorMap,
    names: dict[int, str],
    maps: tuple[ClassMap, ClassMap],
    context: JobContext,
) -> Assessment:
    if not counted.pixels:
        raise JobFailure("nothing_compared", "REFERENCE", predicted=maps[0].source.name, reference=maps[1].source.name)
    ours = {code >> 16 for code in counted.pixels}
    theirs = {code & 0xFFFF for code in counted.pixels}
    for one, found in zip(maps, (ours, theirs)):
        if len(found) > _MOST_CLASSES:
            raise JobFailure("classes_too_many", one.source.parameter, limit=_MOST_CLASSES)
        if found == {NO_CHANGE}:
            context.warn("map_without_change", parameter=one.source.parameter, layer=one.source.name)
    change = (ours | theirs) - {NO_CHANGE}
    # Masks of 0 and 1 and masks of 0 and 255 mean the same; two classes that have names do not.
    single = len(ours - {NO_CHANGE}) <= 1 and len(theirs - {NO_CHANGE}) <= 1
    unified = single and len(change) == 2 and not all(value in names for value in change)
    if unified:
        context.info("classes_unified", values=" / ".join(str(value) for value in sorted(change)))
        names = {1: next((names[value] for value in change if value in names), "")}
        names = {value: text for value, text in names.items() if text}
        picture.unify()
    classes = (NO_CHANGE, 1) if unified else tuple(sorted(ours | theirs | {NO_CHANGE}))
    place = {value: index for index, value in enumerate(classes)}
    matrix = np.zeros((len(classes), len(classes)), np.int64)
    ground = np.zeros(matrix.shape)
    for code, pixels in counted.pixels.items():
        pair = code >> 16, code & 0xFFFF
        where = tuple(min(value, 1) if unified else place[value] for value in pair)
        matrix[where] += pixels
        ground[where] += counted.ground[code]
    objects = overlaps.finish(job.overlap, unified)
    labels = class_labels(classes, names)
    return Assessment(classes, labels, matrix, ground, objects, overlaps.given_up, picture.png(), unified)


# -- the ground ---------------------------------------------------------------------------------------


def _common_grid(job: AssessAccuracyJob, predicted: ClassMap, reference: ClassMap) -> tuple[Grid, Optional[GroundArea]]:
    """Return the grid to count on, cut to the ground that both maps know, and the user's area on it.

    :raises JobFailure: ``no_overlap``, ``area_outside``, ``area_too_large``.
    """
    rasters = [one for one in (predicted, reference) if isinstance(one, ClassRaster)]
    layers = predicted.source.name, reference.source.name
    if rasters:
        native = _finest(rasters)
        ground = [extent_in(one, native.crs) for one in rasters]
    else:
        native = _made_grid(job, predicted, reference)
        ground = [shapely.box(*native.bounds)]
    covered = shapely.intersection_all(ground)
    if covered.area <= 0:
        raise JobFailure("no_overlap", "REFERENCE", before=layers[0], after=layers[1])
    bounds = covered.bounds
    area = None
    if job.area is not None:
        shapes = reprojected(job.area, native.crs)
        tree = shapely.STRtree(shapes)
        met = shapes[tree.query(covered, predicate="intersects")]
        if not len(met):
            raise JobFailure("area_outside", "AREA", before=layers[0], after=layers[1])
        left, bottom, right, top = shapely.total_bounds(met)
        bounds = max(bounds[0], left), max(bounds[1], bottom), min(bounds[2], right), min(bounds[3], top)
        if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            raise JobFailure("area_outside", "AREA", before=layers[0], after=layers[1])
        area = GroundArea((tree,), (), bounds, covered.bounds)
    work = native.covering(bounds)
    if work.pixels == 0:
        raise JobFailure("no_overlap", "REFERENCE", before=layers[0], after=layers[1])
    if work.pixels > _MOST_PIXELS:
        raise JobFailure("area_too_large", "AREA", width=work.width, height=work.height, limit=_MOST_PIXELS)
    return native.cropped(work), area


def _finest(rasters: list[ClassRaster]) -> Grid:
    """Return the finer grid, the first map's when they are alike: each pixel of the coarser map is then seen as what it is."""

    def metres(one: ClassRaster) -> float:
        grid = one.native_grid
        left, bottom, right, top = grid.bounds
        return ground_sample_distance(grid.crs, (left + right) / 2, (bottom + top) / 2, grid.xres, grid.yres)

    if len(rasters) == 2 and metres(rasters[1]) < metres(rasters[0]) * 0.999:
        return rasters[1].native_grid
    return rasters[0].native_grid


def _made_grid(job: AssessAccuracyJob, predicted: ClassMap, reference: ClassMap) -> Grid:
    """Return a grid for two polygon layers, in the reference's CRS, fine enough for their polygons.

    :raises JobFailure: ``area_empty`` when neither holds a polygon.
    """
    if not isinstance(predicted, ClassPolygons) or not isinstance(reference, ClassPolygons):
        raise ValueError("two polygon layers are needed")
    crs = CRS.from_user_input(reference.source.crs)
    shapes = np.concatenate([one.shapes(crs)[0] for one in (predicted, reference)])
    shapes = shapes[shapely.area(shapes) > 0] if len(shapes) else shapes
    if not len(shapes):
        raise JobFailure("area_empty", "REFERENCE", layer=reference.source.name)
    bounds = shapely.total_bounds(shapes if job.area is None else reprojected(job.area, crs))
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    size = max(
        math.sqrt(float(np.median(shapely.area(shapes)))) / _PIXELS_PER_SIDE,
        math.sqrt(width * height / _MOST_MADE_PIXELS),
    )
    rows, columns = math.ceil(height / size) + 2, math.ceil(width / size) + 2
    return Grid(crs, bounds[0] - size, bounds[3] + size, size, size, rows, columns)


# -- reading ------------------------------------------------------------------------------------------


def _strips(
    job: AssessAccuracyJob,
    predicted: ClassMap,
    reference: ClassMap,
    grid: Grid,
    area: Optional[GroundArea],
    context: JobContext,
) -> Iterator[tuple[int, CodeRuns]]:
    """First row and runs of each strip, codes as :func:`_decoded` gives them. The next one is read while one is counted."""
    height = max(1, min(512, _READ_PIXELS // grid.width))

    def read(window: Window) -> CodeRuns:
        ours, known = predicted.classes(grid, window)
        theirs, also_known = reference.classes(grid, window)
        if job.binary:
            ours, theirs = (ours != 0).view(np.uint8), (theirs != 0).view(np.uint8)
        masks = [mask for mask in (known, also_known) if mask is not None and not mask.all()]
        if area is not None:
            masks.append(area.pixels(grid, window))
        code = _pair_codes(ours, theirs, masks)
        return _decoded(find_code_runs(code), code.dtype)

    def strips() -> Iterator[tuple[int, CodeRuns]]:
        first, parts = 0, []
        for row in range(0, grid.height, height):
            context.check()
            parts.append(read(Window(row, 0, min(height, grid.height - row), grid.width)))
            if sum(len(part.first) for part in parts) >= _COUNTED_RUNS:
                yield first, stacked(parts)
                first, parts = row + height, []
        if parts:
            yield first, stacked(parts)

    waiting = strips()
    with ThreadPoolExecutor(1) as reader:
        found = reader.submit(next, waiting, None).result()
        while found is not None:
            ahead = reader.submit(next, waiting, None)
            yield found
            row, runs = found
            context.progress(0.98 * (row + runs.height) / grid.height, "comparing")
            found = ahead.result()


def _pair_codes(ours: NDArray[Any], theirs: NDArray[Any], masks: list[NDArray[np.bool_]]) -> NDArray[np.unsignedinteger[Any]]:
    """One number for each pixel (height, width): in 8 bits where classes are few, which is four times as fast, else in 32."""
    missing = ~np.logical_and.reduce(masks) if masks else None
    if missing is not None:
        ours, theirs = np.where(missing, ours.dtype.type(0), ours), np.where(missing, theirs.dtype.type(0), theirs)
    few = ours.dtype == theirs.dtype == np.uint8 and ours.max() < _FEW - 1 and theirs.max() < _FEW
    code: NDArray[Any]
    if few:
        code = ours << np.uint8(4)
    else:
        code = np.left_shift(ours, np.uint32(16), dtype=np.uint32)
    np.bitwise_or(code, theirs, out=code)
    if missing is not None:
        code[missing] = np.iinfo(code.dtype).max
    return code


def _decoded(runs: CodeRuns, dtype: np.dtype[Any]) -> CodeRuns:
    """Return runs with codes in 32 bits: predicted class << 16 | reference class, or :data:`_NOT_COMPARED`."""
    if dtype != np.uint8:
        return runs
    code = (runs.code >> np.uint32(4) << np.uint32(16)) | (runs.code & np.uint32(_FEW - 1))
    code[runs.code == np.iinfo(np.uint8).max] = _NOT_COMPARED
    return replace(runs, code=code)
