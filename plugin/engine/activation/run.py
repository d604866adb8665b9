"""``groundshift:activationmap``: responses of a layer of a network, over a chip or over the ground of a pair."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Sequence

from rasterio.crs import CRS

from ...jobs.activation_map import ActivationMapJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish, writing
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import CHANGE, SEGMENTATION, GroundSampleDistance, ModelSpec
from ..chips.manifest import read_statistics, with_statistics
from ..context import JobContext, job_environment, part_of
from ..dates.dates import Dates, GroundWanted, open_dates
from ..dates.grid import Grid, Window
from ..dates.raster import Raster
from ..outputs.documents import check_documents
from ..outputs.paths import check_paths
from .layers import Layer, choose_layer, list_layers
from .showing import CHANNELS, MEAN, SHEET, Cells, Outputs, Showing

LAYERS, SHEETS = "LAYERS", "SHEETS"
_LAYER_AT = 0.3  # of the progress bar, where the sheets of all layers follow
_MOST_NAME = 60  # letters of a layer's name in the name of its file


def activation_map(job: ActivationMapJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs by name, LAYER_NAME, CHANNEL_COUNT, LAYER_COUNT.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {MEAN: job.mean, CHANNELS: job.channels, SHEET: job.sheet, LAYERS: job.layers, SHEETS: job.sheets}
    with job_environment(outputs.values(), job.scratch):
        return _run(job, {name: path for name, path in outputs.items() if path}, context)


def _run(job: ActivationMapJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    model = load_model_file(job.model, (CHANGE, SEGMENTATION))
    if len(job.dates) != model.spec.dates:
        raise JobFailure("activation_dates", "AFTER", model=model.spec.id, count=model.spec.dates)
    layered = {name: path for name, path in outputs.items() if name in (MEAN, CHANNELS)}
    check_paths(layered, (*(date.path for date in job.dates), job.model))
    documents = {name: path for name, path in outputs.items() if name in (SHEET, LAYERS)}
    check_documents(documents, {SHEET: ("png",), LAYERS: ("csv",)})
    if job.sheets and (os.path.isfile(job.sheets) or (os.path.isdir(job.sheets) and os.listdir(job.sheets))):
        raise JobFailure("folder_in_use", SHEETS, path=job.sheets)
    layers = list_layers(model)
    if not job.layer.strip():
        for item in layers:
            context.info("layer_listed", **_described(item))
    layer = choose_layer(layers, job.layer)
    context.info("layer_chosen", **_described(layer), model=model.spec.id)
    os.makedirs(job.scratch, exist_ok=True)
    with ExitStack() as opened:
        rasters = tuple(opened.enter_context(Raster(date)) for date in job.dates)
        if job.without_place:
            context.info("chips_without_place")
        ground = GroundWanted(job.include, job.exclude, job.resolution)
        pair = open_dates(ground, _spec(job, model.spec), rasters, context)
        if job.after is not None:
            pair = with_statistics(pair, read_statistics(job.before.path, job.after.path))
        cells = _cells(pair, layer, job.without_place)
        _check_space(layer, cells, outputs)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        written = Outputs(staged, outputs, {**job.provenance, "layer": layer.name, "reading": pair.reading})
        rest = part_of(context, _LAYER_AT, 1.0) if SHEETS in staged else context
        first = part_of(context, 0.0, _LAYER_AT) if SHEETS in staged else context
        Showing(job, pair, model, layer, cells, written, first).run()
        if SHEETS in staged:
            _draw_sheets(job, pair, model, layers, staged[SHEETS], rest)
    if LAYERS in staged:
        with writing(LAYERS, outputs[LAYERS]), open(staged[LAYERS], "w", encoding="utf-8", newline="") as stream:
            stream.write(_table(layers))
    if SHEETS in staged:
        with writing(SHEETS, outputs[SHEETS]):
            if os.path.isdir(outputs[SHEETS]):
                os.rmdir(outputs[SHEETS])  # it is empty: that was checked
            os.replace(staged[SHEETS], outputs[SHEETS])
    publish([item for item in outputs.items() if item[0] != SHEETS], job.scratch)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        "LAYER_NAME": layer.name,
        "CHANNEL_COUNT": layer.channels,
        "LAYER_COUNT": len(layers),
    }


def _draw_sheets(
    job: ActivationMapJob, pair: Dates, model: ModelFile, layers: Sequence[Layer], folder: str, context: JobContext
) -> None:
    """Write the sheet of each layer into a folder, named by the layer's number and name.

    :raises JobFailure: one cannot be written. :raises Cancelled: the job was cancelled.
    """
    with writing(SHEETS, str(job.sheets)):
        os.makedirs(folder)
    quiet = JobContext(lambda event: None, context.cancelled)
    for done, layer in enumerate(layers):
        context.check()
        name = re.sub(r"[^A-Za-z0-9.]+", "-", layer.name).strip("-.")[-_MOST_NAME:]
        path = os.path.join(folder, f"{layer.number:03d}-{name}.png")
        final = os.path.join(str(job.sheets), os.path.basename(path))
        provenance = {**job.provenance, "layer": layer.name, "reading": pair.reading}
        cells = _cells(pair, layer, job.without_place)
        Showing(job, pair, model, layer, cells, Outputs({SHEET: path}, {SHEET: final}, provenance), quiet).run()
        context.progress((done + 1) / len(layers), "writing")


def _spec(job: ActivationMapJob, spec: ModelSpec) -> ModelSpec:
    """Return the specification that the pair is opened for: chips without a place have no resolution that could be wrong."""
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
    """Return the layers as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "name", "operator", "channels", "stride", "dates"])
    for item in layers:
        writer.writerow([item.number, item.name, item.operator, item.channels, item.stride, item.dates])
    return text.getvalue()


def _cells(pair: Dates, layer: Layer, without_place: bool) -> Cells:
    work, size = pair.work, layer.stride
    row, col = work.row // size, work.col // size
    height = math.ceil((work.row + work.height) / size) - row
    width = math.ceil((work.col + work.width) / size) - col
    left, _, _, top = pair.grid.window_bounds(Window(row * size, col * size, height * size, width * size))
    crs = CRS() if without_place else pair.grid.crs
    grid = Grid(crs, left, top, pair.grid.xres * size, pair.grid.yres * size, height, width)
    if without_place:  # where QGIS shows pictures without georeference: from (0, 0) to the right and downwards
        grid = replace(grid, left=left - pair.grid.left, top=top - pair.grid.top)
    return Cells(Window(row, col, height, width), grid)


def _check_space(layer: Layer, cells: Cells, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold the outputs (floats hardly compress)."""
    values = cells.window.pixels * layer.dates * 4
    needed = {MEAN: values, CHANNELS: values * layer.channels // 2, SHEET: 2**20, LAYERS: 2**16, SHEETS: 2**26}
    for name, path in outputs.items():
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(folder):  # a missing folder has a failure of its own
            check_space(name, folder, needed[name] + 2**19)
