"""Labelled pairs of rasters as scenes: read once, onto the grid that the network works on."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.features import rasterize

from ...engine.accuracy.classes import ClassPolygons
from ...engine.context import JobContext
from ...engine.dates.dates import Dates, DatesReader, GroundWanted, make_reader, open_dates
from ...engine.dates.grid import Grid, Window
from ...engine.dates.ground_area import reprojected
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
    """

    shapes: NDArray[Any]
    values: NDArray[np.uint8]
    complete: Optional[NDArray[Any]]


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
    :raises JobFailure: ``labels_none``, ``labels_outside_images``, ``labels_outside_area``.
    """
    polygons = ClassPolygons(pair.labels)
    if not len(polygons):
        raise JobFailure("labels_none", pair.labels.parameter, layer=pair.labels.name)
    values = np.array(_class_numbers(polygons, pair, classes), np.uint16)
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
            raise JobFailure("area_outside", pair.area.parameter, before=pair.before.name, after=pair.after.name)
        met = np.zeros(len(shapes), bool)
        met[shapely.STRtree(shapes).query(complete, predicate="intersects")[1]] = True
        outside_area = int((~met).sum())
        # An area without labels is kept: nothing changed there.
        shapes, kept = shapes[met], kept[met]
    per_class = {int(value): int((kept == value).sum()) for value in np.unique(kept) if value not in (NO_CHANGE, NO_DATA)}
    without = int((kept == NO_DATA).sum())
    return LabelShapes(shapes, kept, complete), LabelCounts(len(values), outside_images, outside_area, without, per_class)


def _class_numbers(polygons: ClassPolygons, pair: LabelledPair, classes: ClassTable) -> list[int]:
    if polygons.labels is None:
        return [classes.number(CHANGE_NAME, pair.labels.parameter)] * len(polygons)
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
    """What became of a pair."""

    scenes: tuple[Scene, ...]
    unlabelled: tuple[Scene, ...]
    counts: LabelCounts
    gsd_m: float
    band_names: tuple[str, ...]


def read_pair(
    wish: LabelledPair,
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
    with Raster(wish.before) as before, Raster(wish.after) as after:
        pair = open_dates(GroundWanted(resolution=resolution, square=True), spec, (before, after), context)
        overlap_bounds = pair.grid.window_bounds(pair.overlap)
        labels, counts = read_labels(wish, pair.grid.crs, overlap_bounds, classes)
        if labels.complete is None:
            labels = replace(labels, complete=complete_tiles(labels.shapes, pair.grid, pair.overlap, TILE_RULE_PIXELS))
        reader = make_reader(pair, normalisation, context)
        windows = labelled_windows(labels, pair, margin)
        check_alignment(replace(pair, work=max(windows, key=lambda window: window.pixels)), wish.name, context)
        scenes = []
        for number, window in enumerate(windows):
            context.check()
            scenes.append(
                _read_scene(wish.name, pair, reader, window, labels, os.path.join(scratch, f"{group}-{number}"), group, context)
            )
        free = _unlabelled_windows(pair, windows, seed)
        unlabelled = []
        for window in free:
            context.check()
            unlabelled.append(_read_scene(wish.name, pair, reader, window, None, "", group, context))
        names = band_names(before)
    return PairScenes(tuple(scenes), tuple(unlabelled), counts, pair.gsd_m, names)


def band_names(raster: Raster) -> tuple[str, ...]:
    """Names of a raster's chosen bands."""
    described = {band.index: band.description or band.interpretation for band in raster.band_descriptions()}
    return tuple(described.get(number) or f"band {number}" for number in raster.bands)


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
        raise JobFailure("area_outside", "AREA", before=pair.before.source.name, after=pair.after.source.name)
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
        classes = burn(labels.shapes, labels.values, grid, window, NO_CHANGE)
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
    for raster, suffix in ((pair.before, "before"), (pair.after, "after")):
        dates.append(_array((len(raster.bands), height, width), raster.dtype, f"{path}-{suffix}.npy"))
    target = np.empty((height, width), np.uint8)
    for top in range(0, height, _STRIP):
        context.check()
        part = Window(window.row + top, window.col, min(_STRIP, height - top), width)
        rows = slice(top, top + part.height)
        both = np.ones((part.height, width), bool)
        for raster, date, scale in zip((pair.before, pair.after), dates, reader.scale):
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
