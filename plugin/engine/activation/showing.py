"""Write the output of a layer, tile by tile, into the rasters and the thumbnails for the sheet and the style."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Iterator, Mapping, Optional

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling

from ...jobs.activation_map import ActivationMapJob
from ...jobs.failure import JobFailure
from ...jobs.publish import writing
from ...model_file.load import ModelFile
from ...model_file.spec import ModelSpec
from ..context import JobContext
from ..dates.dates import Dates, DatesReader, make_reader
from ..dates.grid import Grid, Window
from ..network.prediction import TilePlan, even_edges, plan_tiles
from ..outputs import rasters, styles
from .colors import activation_style, spread
from .layers import Layer, LayerSession
from .sheet import draw_sheet, thumbnail_side
from .thumbnails import Thumbnails

MEAN, CHANNELS, SHEET = "MEAN", "CHANNELS", "SHEET"
# Values of all channels that are in memory at once while they are written.
_STRIP_VALUES = 2**26
# A sheet of more is no longer looked at; the raster of the channels holds all.
_MOST_ON_SHEET = 512
_STYLE_SIDE = 512
_COLORS = ("red", "green", "blue")


@dataclass(frozen=True)
class Cells:
    """The cells of a layer that cover the ground that is worked on, counted from the corner of the pair's grid."""

    window: Window
    grid: Grid


@dataclass(frozen=True)
class Outputs:
    """Where results are written: paths by name, of those that are wanted.

    :param staged: until all are whole. ``final``: for messages. ``provenance``: goes into each.
    """

    staged: Mapping[str, str]
    final: Mapping[str, str]
    provenance: Mapping[str, Any]


@dataclass(frozen=True)
class _Part:
    """Output of a layer for a tile.

    :param place: among the cells. ``values``: (dates * channels, height, width). ``means``: (dates, height, width), over the
        channels. ``valid``: (height, width).
    """

    place: Window
    values: NDArray[np.float32]
    means: NDArray[np.float32]
    valid: NDArray[np.bool_]


class Showing:
    """One run of a layer over the ground of a pair."""

    def __init__(
        self,
        job: ActivationMapJob,
        pair: Dates,
        model: ModelFile,
        layer: Layer,
        cells: Cells,
        outputs: Outputs,
        context: JobContext,
    ) -> None:
        self._model, self._layer, self._cells = model, layer, cells
        self._outputs, self._context = outputs, context
        self._reader = make_reader(pair, model.spec.normalisation, context)
        self._session = LayerSession(model, [layer.tensor], job.threads, job.provider)
        self._plan = _plan(job, pair, model, layer)
        self._maps = layer.dates * layer.channels
        self._shown = min(self._maps, _MOST_ON_SHEET)
        side = thumbnail_side(self._shown + len(pair.rasters))
        height, width = cells.window.height, cells.window.width
        self._thumbnails = Thumbnails(self._shown if SHEET in outputs.staged else 1, height, width, side)
        self._overall = Thumbnails(layer.dates, height, width, _STYLE_SIDE)
        self._colors = _natural(model.spec)
        self._photos = [Thumbnails(len(self._colors), pair.work.height, pair.work.width, side) for _ in pair.rasters]

    def run(self) -> None:
        """Write MEAN, CHANNELS and SHEET, as far as they are wanted.

        :raises JobFailure: ``layer_shape``, or one cannot be written. :raises Cancelled: the job was cancelled.
        """
        files: dict[str, Any] = {}
        try:
            self._create(files)
            for index in range(self._plan.rows):
                self._write_row(files, index)
        finally:
            for name, file in files.items():
                with writing(name, self._outputs.final[name]):
                    file.close()
        self._context.progress(0.96, "writing")
        self._finish_rasters(list(files))
        if SHEET in self._outputs.staged:
            self._draw_sheet()

    def _create(self, files: dict[str, Any]) -> None:
        names = ["mean"] if self._layer.dates == 1 else ["mean before", "mean after"]
        for name, bands in ((MEAN, names), (CHANNELS, _channel_names(self._layer))):
            if name in self._outputs.staged:
                with writing(name, self._outputs.final[name]):
                    path, provenance = self._outputs.staged[name], dict(self._outputs.provenance)
                    files[name] = rasters.create_difference(path, self._cells.grid, bands, provenance)

    def _write_row(self, files: Mapping[str, Any], index: int) -> None:
        rows = _strip_rows(self._plan, index, self._cells.window, self._layer.stride)
        width = self._cells.window.width
        mean = np.full((self._layer.dates, rows.height, width), np.nan, np.float32)
        everything = np.full((self._maps if CHANNELS in files else 0, rows.height, width), np.nan, np.float32)
        for part in self._parts(index):
            row, col = part.place.row - rows.row, part.place.col
            place = (slice(row, row + part.place.height), slice(col, col + part.place.width))
            mean[:, place[0], place[1]] = np.where(part.valid, part.means, np.nan)
            if CHANNELS in files:
                everything[:, place[0], place[1]] = np.where(part.valid, part.values, np.nan)
        for name, values in ((MEAN, mean), (CHANNELS, everything)):
            if name in files:
                with writing(name, self._outputs.final[name]):
                    rasters.write_strip(files[name], rows.row, values)

    def _parts(self, index: int) -> Iterator[_Part]:
        """Yield the outputs of the tiles of a row; each is added to the thumbnails, too."""
        plan, layer = self._plan, self._layer
        for number, tile in enumerate(plan.row_of_tiles(index)):
            self._context.check()
            self._context.progress((index + number / plan.cols) / plan.rows * 0.95, "predicting")
            read = _read(self._reader, plan, tile)
            if read is None:
                continue
            (value,) = self._session.run(*read.dates)
            place, values, valid = _cropped(value, read.valid, tile, plan.halo, layer, self._cells.window)
            means = values.reshape(layer.dates, layer.channels, *values.shape[1:]).mean(axis=1)
            self._overall.add(place.row, place.col, means, valid)
            if SHEET in self._outputs.staged:
                self._thumbnails.add(place.row, place.col, values[: self._shown], valid)
                _add_photos(self._photos, self._colors, read, tile, plan.halo, self._reader.dates.work)
            yield _Part(place, values, means, valid)

    def _finish_rasters(self, names: list[str]) -> None:
        means = self._overall.means()
        if not np.isfinite(means).any():
            self._context.warn("nothing_to_compare")
        low, high = spread(means)
        for name in names:
            with writing(name, self._outputs.final[name]):
                rasters.add_overviews(self._outputs.staged[name], Resampling.average)
                styles.write_sidecar(self._outputs.staged[name], activation_style(low, high))

    def _draw_sheet(self) -> None:
        layer = self._layer
        title = f"{self._model.spec.id}   {layer.number}  {layer.name}"
        captions = zip(_channel_names(layer), self._thumbnails.means())
        names = ("BEFORE", "AFTER") if len(self._photos) > 1 else ("IMAGE",)
        pictures = [(name, photo.means()) for name, photo in zip(names, self._photos)]
        if self._maps > self._shown:
            self._context.warn("sheet_shortened", shown=self._shown, count=self._maps)
        with writing(SHEET, self._outputs.final[SHEET]):
            draw_sheet(self._outputs.staged[SHEET], title, pictures, list(captions), dict(self._outputs.provenance))


def _plan(job: ActivationMapJob, pair: Dates, model: ModelFile, layer: Layer) -> TilePlan:
    """Tiles as for a prediction, lower where all channels of a row of them would not fit into memory."""
    shape = model.header.inputs[0].shape
    height, width = shape[-2:] if len(shape) >= 2 else (None, None)
    if isinstance(height, int) and isinstance(width, int):
        return plan_tiles(pair.work, model.spec, job.tile, (height, width))
    plan = plan_tiles(pair.work, model.spec, job.tile)
    stride = model.spec.stride
    values_per_row = layer.dates * layer.channels * math.ceil(plan.work.width / layer.stride) / layer.stride
    low = int(_STRIP_VALUES / values_per_row) // stride * stride
    rows, cols = even_edges(plan.work, (max(stride, min(plan.height, low)), plan.width), stride)
    return replace(plan, row_edges=rows, col_edges=cols)


def _strip_rows(plan: TilePlan, index: int, window: Window, stride: int) -> Window:
    """Return the rows of cells that a row of tiles gives, counted from the corner of ``window``."""
    top, bottom = (edge // stride for edge in plan.row_edges[index : index + 2])
    rows = Window(top, window.col, bottom - top, window.width).clipped(window)
    return rows.within(window)


@dataclass(frozen=True)
class _ReadTile:
    """Normalised dates with halo (bands, height, width); ``valid`` without it."""

    dates: tuple[NDArray[np.float32], ...]
    valid: NDArray[np.bool_]


def _read(reader: DatesReader, plan: TilePlan, tile: Window) -> Optional[_ReadTile]:
    """Return a tile; ``None`` where it has nothing to show."""
    pair = reader.dates
    part = tile.clipped(plan.work)
    if not part.pixels or not pair.area.meets(pair.grid, part) or not part.clipped(pair.overlap).pixels:
        return None
    inside = pair.area.pixels(pair.grid, tile)
    if not inside.any():
        return None
    dates, valid = reader.read(tile.grown(plan.halo))
    halo = plan.halo
    centre = valid[halo : halo + tile.height, halo : halo + tile.width] & inside
    return _ReadTile(dates, centre) if centre.any() else None


def _cropped(
    value: NDArray[Any], valid: NDArray[np.bool_], tile: Window, halo: int, layer: Layer, window: Window
) -> tuple[Window, NDArray[np.float32], NDArray[np.bool_]]:
    """Return the output of a layer for a tile, without its halo and what lies outside the ground.

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
    """Return the bands that make a picture: red, green and blue where they are known, else the first three, or one."""
    names = [band.name.lower() for band in spec.bands]
    if all(color in names for color in _COLORS):
        return [names.index(color) for color in _COLORS]
    return list(range(3 if len(names) >= 3 else 1))


def _add_photos(photos: list[Thumbnails], colors: list[int], read: _ReadTile, tile: Window, halo: int, work: Window) -> None:
    part = tile.clipped(work)
    rows, cols = part.within(tile).slices
    place = part.within(work)
    for thumbnails, date in zip(photos, read.dates):
        centre = date[colors, halo : halo + tile.height, halo : halo + tile.width]
        thumbnails.add(place.row, place.col, centre[:, rows, cols], read.valid[rows, cols])
