"""Labelled rasters, two dates or one, as scenes: read once, onto the grid that the network works on."""

from __future__ import annotations

import math
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Iterator, Mapping, Optional

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.features import rasterize

from ...engine.accuracy.classes import ClassPolygons, ClassRaster
from ...engine.context import JobContext
from ...engine.dates.dates import Dates, DatesReader, GroundWanted, make_reader, open_dates
from ...engine.dates.datums import log_datum_shift
from ...engine.dates.grid import Grid, Window
from ...engine.dates.ground_area import footprint, reprojected
from ...engine.dates.raster import Raster
from ...jobs.failure import JobFailure
from ...jobs.train_model import LabelledPair
from ...model_file.spec import ModelSpec, Normalisation
from ...rules.label_codes import CHANGE_NAME, NO_CHANGE, NO_DATA, UNLABELLED
from .checks import check_alignment
from .scene import ClassTable, Scale, Scene

# Scenes larger than this are cut into cells, so that ground between far labels is not read.
_MOST_SCENE_PIXELS = 64_000_000
_CELL = 2048
# Arrays larger than this live in a file.
_LARGEST_IN_MEMORY = 96 * 2**20
_STRIP = 512
# Of imagery without labels, this much is kept: enough for distillation, little enough for any disk.
_UNLABELLED_SIDE = 512
_UNLABELLED_SCENES = 32
# Without an area of complete labelling, it is complete in the tiles of this side that labels touch.
TILE_RULE_PIXELS = 128


@dataclass(frozen=True)
class LabelShapes:
    """The labels of a pair in its CRS.

    :param shapes: polygons. ``values``: uint8, the class of each; :data:`.scene.NO_DATA` where a polygon has no class.
    :param complete: polygons within which labelling is complete; ``None`` = the rule of tiles.
    :param rest: class of complete ground without a label: no change, or unlabelled of land cover.
    :param classes: labels of one date as a raster, in place of polygons.
    """

    shapes: NDArray[Any]
    values: NDArray[np.uint8]
    complete: Optional[NDArray[Any]]
    rest: int = NO_CHANGE
    classes: Optional[LabelRaster] = None


@dataclass(frozen=True)
class LabelRaster:
    """A raster of classes as labels. :param table: uint8 (65536,), class of each value."""

    raster: ClassRaster
    table: NDArray[np.uint8]

    def read(self, grid: Grid, window: Window) -> NDArray[np.uint8]:
        """Read the classes (height, width) of a window."""
        values, known = self.raster.classes(grid, window)
        return np.where(known, self.table[values], np.uint8(UNLABELLED))


@dataclass(frozen=True)
class LabelCounts:
    """How many labels there are, and what became of them."""

    polygons: int
    outside_images: int
    outside_area: int
    without_class: int
    per_class: dict[int, int] = field(default_factory=dict)

    @property
    def used(self) -> int:
        return self.polygons - self.outside_images - self.outside_area - self.without_class


def read_labels(pair: LabelledPair, crs: CRS, bounds: Any, classes: ClassTable) -> tuple[LabelShapes, LabelCounts]:
    """The labels of a pair, in its CRS, as far as they lie on its images.

    :param bounds: left, bottom, right, top of what both dates cover, in ``crs``.
    :raises JobFailure: ``labels_none``, ``class_field_needed``, ``labels_outside_images``, ``area_outside``.
    """
    if pair.labels is None:
        raise ValueError("labels are needed")  # cannot be: :func:`open_labels` reads rasters of classes
    polygons = ClassPolygons(pair.labels)
    if not len(polygons):
        raise JobFailure("labels_none", pair.labels.parameter, layer=pair.labels.name)
    if pair.after is None and polygons.labels is None:
        raise JobFailure("class_field_needed", "CLASS_FIELD", layer=pair.labels.name)
    values = np.array(_class_numbers(polygons, pair.labels.parameter, classes), np.uint16)
    polygons.set_values(values)
    shapes, kept = polygons.shapes(crs)
    box = shapely.box(*bounds)
    inside = shapely.intersects(shapes, box) if len(shapes) else np.zeros(0, bool)
    if not inside.any():
        raise JobFailure("labels_outside_images", pair.labels.parameter, layer=pair.labels.name, pair=pair.name)
    outside_images = len(values) - int(inside.sum())
    shapes, kept = shapes[inside], kept[inside].astype(np.uint8)
    complete: Optional[NDArray[Any]] = None
    outside_area = 0
    if pair.area is not None:
        complete = reprojected(pair.area, crs, bounds)
        complete = complete[shapely.intersects(complete, box)] if len(complete) else complete
        if not len(complete):
            raise _area_outside(pair)
        met = np.zeros(len(shapes), bool)
        met[shapely.STRtree(shapes).query(complete, predicate="intersects")[1]] = True
        outside_area = int((~met).sum())
        # An area without labels is kept: nothing changed there.
        shapes, kept = shapes[met], kept[met]
    per_class = {
        int(value): int((kept == value).sum()) for value in np.unique(kept) if value not in (NO_CHANGE, UNLABELLED, NO_DATA)
    }
    without = int((kept == NO_DATA).sum())
    labels = LabelShapes(shapes, kept, complete, NO_CHANGE if pair.after is not None else UNLABELLED)
    return labels, LabelCounts(len(values), outside_images, outside_area, without, per_class)


def log_label_datums(labelled: LabelledPair, dates: Dates, context: JobContext) -> None:
    """Log how labels and area of another datum than the images are transformed, and warn where that is coarse."""
    bounds = dates.grid.window_bounds(dates.overlap)
    for polygons in (labelled.labels, labelled.area):
        if polygons is not None:
            crs = CRS.from_user_input(polygons.crs)
            log_datum_shift(crs, dates.grid.crs, bounds, dates.gsd_m, polygons.parameter, context)


@contextmanager
def open_labels(
    pair: LabelledPair, crs: CRS, bounds: Any, classes: ClassTable
) -> Iterator[tuple[LabelShapes, Optional[LabelCounts]]]:
    """Open the labels of a pair: polygons or a raster of classes.

    :param bounds: left, bottom, right, top of what all dates cover, in ``crs``.
    :return: labels, whose raster is open; counts of polygons.
    :raises JobFailure: as :func:`read_labels`; ``classes_not_integers``.
    """
    if pair.classes is None:
        yield read_labels(pair, crs, bounds, classes)
        return
    with ClassRaster(pair.classes) as raster:
        ground = shapely.intersection(footprint(raster.native_grid, crs), shapely.box(*bounds))
        if ground.is_empty:
            raise JobFailure("labels_outside_images", pair.classes.parameter, layer=pair.classes.name, pair=pair.name)
        if pair.area is not None:
            ground = shapely.intersection(shapely.union_all(reprojected(pair.area, crs, bounds)), ground)
            if ground.is_empty:
                raise _area_outside(pair)
        complete = np.asarray([ground], object)
        table = _class_table(raster, {item.value: item.name for item in pair.class_names}, classes)
        yield (
            LabelShapes(np.zeros(0, object), np.zeros(0, np.uint8), complete, UNLABELLED, LabelRaster(raster, table)),
            None,
        )


def _class_table(raster: ClassRaster, names: Mapping[int, str], classes: ClassTable) -> NDArray[np.uint8]:
    """Class of each value, uint8 (65536,); 0, 254, 255 and nodata are unlabelled unless they are classes with a name."""
    known = dict(names) or raster.class_names()
    grid = raster.native_grid
    values: set[int] = set()
    for row in range(0, grid.height, _STRIP):
        plane, valid = raster.classes(grid, Window(row, 0, min(_STRIP, grid.height - row), grid.width))
        values.update(np.flatnonzero(np.bincount(plane[valid].ravel(), minlength=1)).tolist())
    table = np.full(2**16, UNLABELLED, np.uint8)
    for value in sorted(values):
        if value in known or value not in (NO_CHANGE, UNLABELLED, NO_DATA):
            table[value] = classes.number(known.get(value) or f"class {value}", raster.source.parameter)
    return table


def _area_outside(pair: LabelledPair) -> JobFailure:
    parameter = pair.area.parameter if pair.area is not None else "AREA"
    if pair.after is None:
        return JobFailure("area_outside_layer", parameter, layer=pair.before.name)
    return JobFailure("area_outside", parameter, before=pair.before.name, after=pair.after.name)


def _class_numbers(polygons: ClassPolygons, parameter: str, classes: ClassTable) -> list[int]:
    if polygons.labels is None:
        return [classes.number(CHANGE_NAME, parameter)] * len(polygons)
    texts = [None if item is None or not str(item).strip() else str(item).strip() for item in polygons.labels]
    for text in sorted({item for item in texts if item is not None}, key=_natural):
        classes.number(text, "CLASS_FIELD")
    return [NO_DATA if text is None else classes.number(text, "CLASS_FIELD") for text in texts]


def _natural(text: str) -> tuple[int, float, str]:
    """Numbers in the order of their size, before texts."""
    try:
        return 0, float(text), text
    except ValueError:
        return 1, 0.0, text


@dataclass(frozen=True)
class PairScenes:
    """What became of a pair. :param counts: of polygons; ``None`` = its labels are a raster."""

    scenes: tuple[Scene, ...]
    unlabelled: tuple[Scene, ...]
    counts: Optional[LabelCounts]
    gsd_m: float
    band_names: tuple[str, ...]


def read_pair(
    labelled: LabelledPair,
    spec: Optional[ModelSpec],
    normalisation: Normalisation,
    classes: ClassTable,
    resolution: Optional[float],
    margin: int,
    scratch: str,
    context: JobContext,
    seed: int,
    group: str,
) -> PairScenes:
    """Read a labelled pair.

    :param spec: of the model that is continued; ``None`` = all bands that the dates share, at their resolution.
    :param margin: pixels of imagery kept around labelled ground.
    :raises JobFailure: dates, labels or area do not fit.
    """
    with ExitStack() as opened:
        rasters = tuple(opened.enter_context(Raster(date)) for date in labelled.dates)
        pair = open_dates(GroundWanted(resolution=resolution, square=True), spec, rasters, context)
        overlap_bounds = pair.grid.window_bounds(pair.overlap)
        labels, counts = opened.enter_context(open_labels(labelled, pair.grid.crs, overlap_bounds, classes))
        log_label_datums(labelled, pair, context)
        labels = with_complete(labels, pair, TILE_RULE_PIXELS)
        reader = make_reader(pair, normalisation, context)
        windows = labelled_windows(labels, pair, margin)
        if labelled.after is not None:
            check_alignment(replace(pair, work=max(windows, key=lambda window: window.pixels)), labelled.name, context)
        scenes = []
        for number, window in enumerate(windows):
            context.check()
            scenes.append(
                _read_scene(
                    labelled.name, pair, reader, window, labels, os.path.join(scratch, f"{group}-{number}"), group, context
                )
            )
        free = _unlabelled_windows(pair, windows, seed)
        unlabelled = []
        for window in free:
            context.check()
            unlabelled.append(_read_scene(labelled.name, pair, reader, window, None, "", group, context))
        names = band_names(rasters[0])
    return PairScenes(tuple(scenes), tuple(unlabelled), counts, pair.gsd_m, names)


def band_names(raster: Raster) -> tuple[str, ...]:
    """Names of a raster's chosen bands."""
    described = {band.index: band.description or band.interpretation for band in raster.band_descriptions()}
    return tuple(described.get(number) or f"band {number}" for number in raster.bands)


def with_complete(labels: LabelShapes, pair: Dates, side: int) -> LabelShapes:
    """Return labels with the ground on which labelling is complete: of two dates tiles of ``side`` pixels, of one labels."""
    if labels.complete is not None:
        return labels
    if labels.rest == UNLABELLED:
        return replace(labels, complete=labels.shapes)
    return replace(labels, complete=complete_tiles(labels.shapes, pair.grid, pair.overlap, side))


def complete_tiles(shapes: NDArray[Any], grid: Grid, within: Window, side: int) -> NDArray[Any]:
    """The tiles that labels touch: squares of ``side`` pixels, counted from the grid's origin."""
    tree = shapely.STRtree(shapes)
    first_row, first_col = within.row // side, within.col // side
    rows = range(first_row, -(-(within.row + within.height) // side))
    cols = range(first_col, -(-(within.col + within.width) // side))
    left, top = grid.left, grid.top
    found = []
    for row in rows:
        # A row of tiles at a time: most rows of a large raster meet no label.
        strip = grid.window_bounds(Window(row * side, within.col, side, within.width))
        near = shapes[tree.query(shapely.box(*strip), predicate="intersects")]
        if not len(near):
            continue
        here = shapely.STRtree(near)
        boxes = [
            shapely.box(
                left + col * side * grid.xres,
                top - (row + 1) * side * grid.yres,
                left + (col + 1) * side * grid.xres,
                top - row * side * grid.yres,
            )
            for col in cols
        ]
        met = np.unique(here.query(boxes, predicate="intersects")[0])
        found += [boxes[index] for index in met]
    return np.asarray(found, object)


def labelled_windows(labels: LabelShapes, pair: Dates, margin: int) -> list[Window]:
    """The windows of the pair's grid to read: the box around the labelled ground, or cells of it where that is large.

    :raises JobFailure: ``area_outside``.
    """
    complete = labels.complete if labels.complete is not None else labels.shapes
    box = pair.grid.covering(tuple(shapely.total_bounds(complete))).grown(margin).clipped(pair.overlap)
    if box.pixels == 0:
        names = [raster.source.name for raster in pair.rasters]
        if len(names) == 1:
            raise JobFailure("area_outside_layer", "AREA", layer=names[0])
        raise JobFailure("area_outside", "AREA", before=names[0], after=names[-1])
    if box.pixels <= _MOST_SCENE_PIXELS:
        return [box]
    tree = shapely.STRtree(complete)
    cells = []
    for row in range(box.row // _CELL * _CELL, box.row + box.height, _CELL):
        for col in range(box.col // _CELL * _CELL, box.col + box.width, _CELL):
            cell = Window(row, col, _CELL, _CELL).clipped(box)
            if cell.pixels and len(tree.query(shapely.box(*pair.grid.window_bounds(cell)), predicate="intersects")):
                cells.append(cell)
    return cells


def burn(shapes: NDArray[Any], values: Any, grid: Grid, window: Window, fill: int) -> NDArray[np.uint8]:
    """Polygons burnt into a window of a grid (pixels whose centre they cover), uint8 (height, width)."""
    out = np.full((window.height, window.width), fill, np.uint8)
    if not len(shapes):
        return out
    near = shapely.STRtree(shapes).query(shapely.box(*grid.window_bounds(window)), predicate="intersects")
    near.sort()  # the later of two that overlap holds
    if len(near):
        pairs = [(shapes[index], int(values[index])) for index in near]
        rasterize(pairs, out=out, transform=grid.cropped(window).transform)
    return out


def target_of(labels: Optional[LabelShapes], grid: Grid, window: Window, valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The target of a window: class where it is known, else :data:`.scene.UNLABELLED` or :data:`.scene.NO_DATA`."""
    target: NDArray[np.uint8] = np.full((window.height, window.width), UNLABELLED, np.uint8)
    if labels is not None and labels.complete is not None:
        known = burn(labels.complete, np.ones(len(labels.complete), int), grid, window, 0) > 0
        if labels.classes is not None:
            classes = labels.classes.read(grid, window)
        else:
            classes = burn(labels.shapes, labels.values, grid, window, labels.rest)
        target = np.where(known, np.where(classes == NO_DATA, UNLABELLED, classes), UNLABELLED).astype(np.uint8)
    target[~valid] = NO_DATA
    return target


def _read_scene(
    name: str,
    pair: Dates,
    reader: DatesReader,
    window: Window,
    labels: Optional[LabelShapes],
    path: str,
    group: str,
    context: JobContext,
) -> Scene:
    height, width = window.height, window.width
    dates = []
    for number, raster in enumerate(pair.rasters):
        dates.append(_array((len(raster.bands), height, width), raster.dtype, f"{path}-{number}.npy"))
    target = np.empty((height, width), np.uint8)
    for top in range(0, height, _STRIP):
        context.check()
        part = Window(window.row + top, window.col, min(_STRIP, height - top), width)
        rows = slice(top, top + part.height)
        both = np.ones((part.height, width), bool)
        for raster, date, scale in zip(pair.rasters, dates, reader.scale):
            values, valid = read_filled(raster, pair.grid, part, scale)
            date[:, rows] = values
            both &= valid
        target[rows] = target_of(labels, pair.grid, part, both)
    return Scene(name, tuple(dates), target, tuple(reader.scale), pair.gsd_m, group, (window.row, window.col))


def read_filled(raster: Raster, grid: Grid, window: Window, scale: Scale) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """A window of a date whose pixels without data have the value that the network sees as 0, and where it has data."""
    values, valid = raster.read(grid, window)
    if not valid.all():
        factor, offset = (part.reshape(-1).astype(np.float64) for part in scale)
        neutral = np.divide(-offset, factor, out=np.zeros_like(factor), where=factor != 0)
        if values.dtype.kind in "ui":
            limits = np.iinfo(values.dtype)
            neutral = np.clip(np.rint(neutral), limits.min, limits.max)
        values[:, ~valid] = neutral.astype(values.dtype)[:, None]
    return values, valid


def _array(shape: tuple[int, ...], dtype: str, path: str) -> NDArray[Any]:
    """An array to fill; a large one in a file."""
    if math.prod(shape) * np.dtype(dtype).itemsize <= _LARGEST_IN_MEMORY:
        return np.empty(shape, dtype)
    mapped: NDArray[Any] = np.lib.format.open_memmap(path, "w+", np.dtype(dtype), shape)
    return mapped


def _unlabelled_windows(pair: Dates, used: list[Window], seed: int) -> list[Window]:
    """Squares of the overlap, spread by chance, that lie outside the windows that are read anyway."""
    side, overlap = _UNLABELLED_SIDE, pair.overlap
    rows = range(overlap.row, overlap.row + overlap.height - side + 1, side)
    cols = range(overlap.col, overlap.col + overlap.width - side + 1, side)
    count = len(rows) * len(cols)
    order = np.random.default_rng(seed).permutation(count)[: _UNLABELLED_SCENES * 8]
    found = []
    for index in order:
        window = Window(rows[index // len(cols)], cols[index % len(cols)], side, side)
        if all(window.clipped(other).pixels == 0 for other in used):
            found.append(window)
        if len(found) == _UNLABELLED_SCENES:
            break
    return found
