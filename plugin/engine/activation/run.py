"""``groundshift:activationmap``: what a layer of a network answers to, over a chip or over the ground of a pair."""

from __future__ import annotations

import csv
import io
import math
import os
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import Resampling

from ...jobs.activation_map import ActivationMapJob
from ...jobs.failure import JobFailure
from ...jobs.staging import remove_temporaries
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import GroundSampleDistance, ModelSpec
from ..context import JobContext
from ..grid import Grid, Window
from ..outputs import rasters, styles
from ..outputs.documents import check_documents
from ..outputs.paths import check_paths
from ..outputs.publish import check_space, prepare, publish, writing
from ..pair import Pair, PairReader, make_reader, open_pair
from ..raster import Raster
from ..tiles import TilePlan, plan_tiles
from .colors import activation_style, spread
from .layers import Layer, LayerSession, choose_layer, list_layers
from .sheet import draw_sheet, thumbnail_side
from .thumbnails import Thumbnails

MEAN, CHANNELS, SHEET, LAYERS = "MEAN", "CHANNELS", "SHEET", "LAYERS"
_GDAL_CACHE_BYTES = 192 * 2**20
# Values of all channels that are in memory at once while they are written.
_STRIP_VALUES = 2**26
# A sheet of more is no longer looked at; the raster of the channels holds all.
_MOST_ON_SHEET = 512
_STYLE_SIDE = 512
_COLORS = ("red", "green", "blue")


@dataclass(frozen=True)
class _Cells:
    """The cells of a layer that cover the ground that is worked on, counted from the corner of the pair's grid."""

    window: Window
    grid: Grid


def activation_map(job: ActivationMapJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs by name, LAYER_NAME, CHANNEL_COUNT, LAYER_COUNT.
    :raises JobFailure: with the reason and the mend. :raises Cancelled: the user wanted to stop.
    """
    outputs = {MEAN: job.mean, CHANNELS: job.channels, SHEET: job.sheet, LAYERS: job.layers}
    try:
        with rasterio.Env(GDAL_CACHEMAX=_GDAL_CACHE_BYTES):
            return _run(job, {name: path for name, path in outputs.items() if path}, context)
    finally:
        remove_temporaries(outputs.values(), job.scratch)


def _run(job: ActivationMapJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    model = load_model_file(job.model)
    layered = {name: path for name, path in outputs.items() if name in (MEAN, CHANNELS)}
    check_paths(layered, (job.before.path, job.after.path, job.model))
    check_documents({name: path for name, path in outputs.items() if name not in layered}, {SHEET: ("png",), LAYERS: ("csv",)})
    layers = list_layers(model)
    if not job.layer.strip():
        for item in layers:
            context.info("layer_listed", **_described(item))
    layer = choose_layer(layers, job.layer)
    context.info("layer_chosen", **_described(layer), model=model.spec.id)
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        if job.without_place:
            context.info("chips_without_place")
        pair = open_pair(job, _spec(job, model.spec), before, after, context)
        cells = _cells(pair, layer, job.without_place)
        _check_space(job, layer, cells, outputs)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        provenance = {**job.provenance, "layer": layer.name}
        _show(job, pair, model, layer, cells, staged, outputs, provenance, context)
    if LAYERS in staged:
        with writing(LAYERS, outputs[LAYERS]), open(staged[LAYERS], "w", encoding="utf-8", newline="") as stream:
            stream.write(_table(layers))
    publish(outputs.items(), job.scratch)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        "LAYER_NAME": layer.name,
        "CHANNEL_COUNT": layer.channels,
        "LAYER_COUNT": len(layers),
    }


def _spec(job: ActivationMapJob, spec: ModelSpec) -> ModelSpec:
    """The specification that the pair is opened for: chips without a place have no resolution that could be wrong."""
    if not job.without_place:
        return spec
    return replace(spec, gsd_m=GroundSampleDistance(1e-9, 1.0, 1e9))


def _described(layer: Layer) -> dict[str, Any]:
    return {
        "number": layer.number,
        "name": layer.name,
        "operator": layer.operator,
        "channels": layer.channels,
        "stride": layer.stride,
    }


def _table(layers: tuple[Layer, ...]) -> str:
    """The layers as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "name", "operator", "channels", "stride", "dates"])
    for item in layers:
        writer.writerow([item.number, item.name, item.operator, item.channels, item.stride, item.dates])
    return text.getvalue()


def _cells(pair: Pair, layer: Layer, without_place: bool) -> _Cells:
    work, size = pair.work, layer.stride
    row, col = work.row // size, work.col // size
    height = math.ceil((work.row + work.height) / size) - row
    width = math.ceil((work.col + work.width) / size) - col
    left, _, _, top = pair.grid.window_bounds(Window(row * size, col * size, height * size, width * size))
    crs = CRS() if without_place else pair.grid.crs
    grid = Grid(crs, left, top, pair.grid.xres * size, pair.grid.yres * size, height, width)
    if without_place:  # where QGIS shows pictures without georeference: from (0, 0) to the right and downwards
        grid = replace(grid, left=left - pair.grid.left, top=top - pair.grid.top)
    return _Cells(Window(row, col, height, width), grid)


def _check_space(job: ActivationMapJob, layer: Layer, cells: _Cells, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold what is to be written (floats hardly pack)."""
    values = cells.window.pixels * layer.dates * 4
    needed = {MEAN: values, CHANNELS: values * layer.channels // 2, SHEET: 2**20, LAYERS: 2**16}
    for name, path in outputs.items():
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(folder):  # else the failure that says so is a better one
            check_space(name, folder, needed[name] + 2**19)


def _show(
    job: ActivationMapJob,
    pair: Pair,
    model: ModelFile,
    layer: Layer,
    cells: _Cells,
    staged: dict[str, str],
    outputs: dict[str, str],
    provenance: dict[str, Any],
    context: JobContext,
) -> None:
    spec = model.spec
    reader = make_reader(pair, spec.normalisation, context)
    session = LayerSession(model, [layer.tensor], job.threads, job.provider)
    plan = _plan(job, pair, model, layer)
    maps = layer.dates * layer.channels
    shown = min(maps, _MOST_ON_SHEET)
    height, width = cells.window.height, cells.window.width
    thumbnails = Thumbnails(shown if SHEET in staged else 1, height, width, thumbnail_side(shown + 2))
    overall = Thumbnails(layer.dates, height, width, _STYLE_SIDE)
    colors = _natural(spec)
    photos = [Thumbnails(len(colors), pair.work.height, pair.work.width, thumbnail_side(shown + 2)) for _ in range(2)]
    names = ["mean"] if layer.dates == 1 else ["mean before", "mean after"]
    files: dict[str, Any] = {}
    with writing(MEAN, outputs.get(MEAN, "")):
        if MEAN in staged:
            files[MEAN] = rasters.create_difference(staged[MEAN], cells.grid, names, provenance)
    with writing(CHANNELS, outputs.get(CHANNELS, "")):
        if CHANNELS in staged:
            files[CHANNELS] = rasters.create_difference(staged[CHANNELS], cells.grid, _channel_names(layer), provenance)
    try:
        for index in range(plan.rows):
            rows = _strip_rows(plan, index, cells.window, layer.stride)
            mean = np.full((layer.dates, rows.height, width), np.nan, np.float32)
            everything = np.full((maps if CHANNELS in files else 0, rows.height, width), np.nan, np.float32)
            for number, tile in enumerate(plan.row_of_tiles(index)):
                context.check()
                context.progress((index + number / plan.cols) / plan.rows * 0.95, "predicting")
                read = _read(reader, plan, tile)
                if read is None:
                    continue
                (value,) = session.run(read.before, read.after)
                part, values, valid = _cropped(value, read.valid, tile, plan.halo, layer, cells.window)
                place = (slice(part.row - rows.row, part.row - rows.row + part.height), slice(part.col, part.col + part.width))
                means = values.reshape(layer.dates, layer.channels, *values.shape[1:]).mean(axis=1)
                mean[:, place[0], place[1]] = np.where(valid, means, np.nan)
                if CHANNELS in files:
                    everything[:, place[0], place[1]] = np.where(valid, values, np.nan)
                overall.add(part.row, part.col, means, valid)
                if SHEET in staged:
                    thumbnails.add(part.row, part.col, values[:shown], valid)
                    _add_photos(photos, colors, read, tile, plan.halo, pair.work)
            for name, values in ((MEAN, mean), (CHANNELS, everything)):
                if name in files:
                    with writing(name, outputs[name]):
                        rasters.write_strip(files[name], rows.row, values)
    finally:
        for name, file in files.items():
            with writing(name, outputs[name]):
                file.close()
    context.progress(0.96, "writing")
    means = overall.means()
    if not np.isfinite(means).any():
        context.warn("nothing_to_compare")
    low, high = spread(means)
    for name in files:
        with writing(name, outputs[name]):
            rasters.add_overviews(staged[name], Resampling.average)
            styles.write_sidecar(staged[name], activation_style(low, high))
    if SHEET in staged:
        title = f"{spec.id}   {layer.number}  {layer.name}"
        captions = zip(_channel_names(layer), thumbnails.means())
        pictures = [("BEFORE", photos[0].means()), ("AFTER", photos[1].means())]
        if maps > shown:
            context.warn("sheet_shortened", shown=shown, count=maps)
        with writing(SHEET, outputs[SHEET]):
            draw_sheet(staged[SHEET], title, pictures, list(captions), provenance)


def _plan(job: ActivationMapJob, pair: Pair, model: ModelFile, layer: Layer) -> TilePlan:
    """Tiles as for a prediction, lower where all channels of a row of them would not fit into memory."""
    shape = model.header.inputs[0].shape
    height, width = shape[-2:] if len(shape) >= 2 else (None, None)
    if isinstance(height, int) and isinstance(width, int):
        return plan_tiles(pair.work, model.spec, job.tile, (height, width))
    plan = plan_tiles(pair.work, model.spec, job.tile)
    stride = model.spec.stride
    values_per_row = layer.dates * layer.channels * math.ceil(plan.work.width / layer.stride) / layer.stride
    low = int(_STRIP_VALUES / values_per_row) // stride * stride
    return replace(plan, height=max(stride, min(plan.height, low)))


def _strip_rows(plan: TilePlan, index: int, window: Window, stride: int) -> Window:
    """The rows of cells that a row of tiles gives, counted from the corner of ``window``."""
    top = (plan.row + index * plan.height) // stride
    rows = Window(top, window.col, plan.height // stride, window.width).clipped(window)
    return rows.within(window)


@dataclass(frozen=True)
class _ReadTile:
    """Normalised dates with halo (bands, height, width); ``valid`` without it."""

    before: NDArray[np.float32]
    after: NDArray[np.float32]
    valid: NDArray[np.bool_]


def _read(reader: PairReader, plan: TilePlan, tile: Window) -> Optional[_ReadTile]:
    """A tile; ``None`` where it has nothing to show."""
    pair = reader.pair
    part = tile.clipped(plan.work)
    if not part.pixels or not pair.area.meets(pair.grid, part) or not part.clipped(pair.overlap).pixels:
        return None
    inside = pair.area.pixels(pair.grid, tile)
    if not inside.any():
        return None
    before, after, valid = reader.read(tile.grown(plan.halo))
    halo = plan.halo
    centre = valid[halo : halo + tile.height, halo : halo + tile.width] & inside
    return _ReadTile(before, after, centre) if centre.any() else None


def _cropped(
    value: NDArray[Any], valid: NDArray[np.bool_], tile: Window, halo: int, layer: Layer, window: Window
) -> tuple[Window, NDArray[np.float32], NDArray[np.bool_]]:
    """What a layer gave for a tile, without its halo and what lies outside the ground.

    :return: place in ``window``, values (dates * channels, height, width), valid cells: those with a valid pixel.
    """
    size = layer.stride
    wanted = (layer.dates, layer.channels, (tile.height + 2 * halo) // size, (tile.width + 2 * halo) // size)
    if value.shape != wanted:
        raise JobFailure("layer_shape", "LAYER", name=layer.name, found=str(value.shape), wanted=str(wanted))
    height, width, edge = tile.height // size, tile.width // size, halo // size
    centre = value[:, :, edge : edge + height, edge : edge + width].reshape(-1, height, width)
    some: NDArray[np.bool_] = np.any(valid.reshape(height, size, width, size), axis=(1, 3))
    here = Window(tile.row // size, tile.col // size, height, width)
    part = here.clipped(window)
    rows, cols = part.within(here).slices
    return part.within(window), centre[:, rows, cols].astype(np.float32, copy=False), some[rows, cols]


def _channel_names(layer: Layer) -> list[str]:
    prefixes = [""] if layer.dates == 1 else ["before ", "after "]
    return [f"{prefix}{channel}" for prefix in prefixes for channel in range(1, layer.channels + 1)]


def _natural(spec: ModelSpec) -> list[int]:
    """The bands that make a picture: red, green and blue where they are known, else the first three, or one."""
    names = [band.name.lower() for band in spec.bands]
    if all(color in names for color in _COLORS):
        return [names.index(color) for color in _COLORS]
    return list(range(3 if len(names) >= 3 else 1))


def _add_photos(photos: list[Thumbnails], colors: list[int], read: _ReadTile, tile: Window, halo: int, work: Window) -> None:
    part = tile.clipped(work)
    rows, cols = part.within(tile).slices
    place = part.within(work)
    for thumbnails, date in zip(photos, (read.before, read.after)):
        centre = date[colors, halo : halo + tile.height, halo : halo + tile.width]
        thumbnails.add(place.row, place.col, centre[:, rows, cols], read.valid[rows, cols])
