"""The main job: pair -> tiles -> predict -> mask -> polygons -> outputs."""

from __future__ import annotations

import os
import time
import warnings
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Protocol

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning

from ...jobs.detect_change import DetectChangeJob
from ...jobs.failure import JobFailure
from ...model_file.load import load_model_file
from ...model_file.spec import ChangeClass, ModelSpec
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.grid import Grid
from ..dates.ground import PixelMeasure, measure_pixels
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, TileCounts, predict_strips
from ..network.tiles import plan_tiles
from ..objects.components import NODATA, ObjectStream, ObjectTable
from ..objects.polygons import Outlines, areas_of, perimeters, to_ground, trace
from ..outputs import rasters, styles
from ..outputs.changed_log import say_changed
from ..outputs.mask_writing import erase, write_mask
from ..outputs.paths import check_paths
from ..outputs.publish import check_space, prepare, publish, writing
from ..outputs.vectors import new_uuids, write_polygons

# The scratch mask has pixel coordinates on purpose, and rasters without georeference get the one that QGIS gives them.
warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)


# Of the probability that is written.
_PROBABILITY_STEPS = 10_000
_PREDICTED_AT = 0.92


class Classed(Protocol):
    """What outputs need to know of a model."""

    @property
    def classes(self) -> tuple[ChangeClass, ...]: ...

    @property
    def directions(self) -> bool: ...


@dataclass(frozen=True)
class Settings:
    """What the user left open, filled in from the model."""

    threshold: float
    min_area_m2: float


def detect_change(job: DetectChangeJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:detectchange`` by name, and what was counted.
    :raises JobFailure: with the reason and the mend. :raises Cancelled: the user wanted to stop.
    """
    outputs = {"MASK": job.mask, "PROBABILITY": job.probability, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch):
        return _detect(job, {name: path for name, path in outputs.items() if path}, context)


def _detect(job: DetectChangeJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    model = load_model_file(job.model)
    spec = model.spec
    settings = fill_settings(job, spec)
    check_paths(outputs, (job.before.path, job.after.path, job.model))
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), spec, (before, after), context)
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, pair, spec, outputs)
        network = Network(model, job.threads, job.provider)
        context.info("network", model=spec.id, provider=network.providers[0], threshold=settings.threshold)
        grid = pair.grid.cropped(pair.work)
        result = _predict(job, pair, network, settings, staged, outputs, context)
    provider = network.providers[0]
    del network  # what follows needs the memory of its activations
    predicted = time.monotonic()
    values = finish_outputs(job.provenance, spec, grid, result, settings, staged, outputs, context)
    publish(outputs.items(), job.scratch)
    seconds = time.monotonic() - started
    _say_result(job, values, result, grid, seconds, context)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        **values,
        "TILES_PREDICTED": result.tiles.predicted,
        "TILES_OUTSIDE": result.tiles.outside,
        "TILES_EMPTY": result.tiles.empty,
        "VALID_PIXELS": result.valid_pixels,
        "PIXELS": grid.height * grid.width,
        "SECONDS": round(seconds, 3),
        "SECONDS_AFTER_PREDICTION": round(time.monotonic() - predicted, 3),
        "PROVIDER": provider,
    }


def detect_in_pair(
    job: DetectChangeJob, pair: Dates, network: Network, settings: Settings, staged: dict[str, str], context: JobContext
) -> dict[str, Any]:
    """Detect change in an opened pair that others are compared with, and write what is wanted; nothing is published.

    :param job: its scratch folder exists. :param staged: MASK, PROBABILITY, POLYGONS -> path to write, as far as wanted.
    :return: CHANGED_AREA, POLYGON_COUNT, VALID_PIXELS.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user wanted to stop.
    """
    result = _predict(job, pair, network, settings, staged, staged, context)
    grid = pair.grid.cropped(pair.work)
    values = finish_outputs(job.provenance, network.spec, grid, result, settings, staged, staged, context)
    return {**values, "VALID_PIXELS": result.valid_pixels}


def fill_settings(job: DetectChangeJob, spec: ModelSpec) -> Settings:
    """Threshold and minimum mapping unit: the user's, else the model's.

    :raises JobFailure: ``threshold_range`` or ``min_area_range``.
    """
    threshold = spec.threshold if job.threshold is None else job.threshold
    if not 0 < threshold < 1:
        raise JobFailure("threshold_range", "THRESHOLD", value=threshold)
    min_area = spec.min_area_m2 if job.min_area_m2 is None else job.min_area_m2
    if not min_area >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=min_area)
    return Settings(threshold, min_area)


@dataclass(frozen=True)
class Predicted:
    """What the prediction left: the raw mask in a file, its objects, and what is still to be erased in it."""

    mask: str
    table: ObjectTable
    erased: NDArray[np.int64]
    measure: PixelMeasure
    tiles: TileCounts
    valid_pixels: int


def _predict(
    job: DetectChangeJob,
    pair: Dates,
    network: Network,
    settings: Settings,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> Predicted:
    plan = plan_tiles(pair.work, network.spec, job.tile, network.fixed)
    reader = make_reader(pair, network.spec.normalisation, context)
    grid = pair.grid.cropped(pair.work)
    classes = network.spec.classes
    class_values = np.array([item.value for item in classes], np.uint8)
    threshold = np.float32(settings.threshold)
    measure = measure_pixels(grid)
    objects = ObjectStream(grid.width, tuple(int(value) for value in class_values), settings.min_area_m2, measure)
    raw = os.path.join(job.scratch, "mask.tif")
    probability: Any = None
    valid_pixels = 0
    written = rasters.WrittenCheck()
    heights: list[int] = []
    with writing("MASK", raw):
        mask_file = rasters.create_scratch(raw, grid)
    if "PROBABILITY" in staged:
        with writing("PROBABILITY", outputs["PROBABILITY"]):
            probability = rasters.create_probability(staged["PROBABILITY"], grid, classes, job.provenance)
            probability.update_tags(1, THRESHOLD=settings.threshold)

    def take(strip: Strip) -> None:
        nonlocal valid_pixels
        change = (strip.first_score >= threshold) & strip.valid
        mask = np.where(change, class_values[strip.labels], np.where(strip.valid, np.uint8(0), np.uint8(NODATA)))
        mask = mask.astype(np.uint8, copy=False)
        valid_pixels += int(np.count_nonzero(strip.valid))
        objects.add(mask, strip.first_score)
        with writing("MASK", raw):
            rasters.write_strip(mask_file, strip.row, mask)
        if probability is not None:
            values = _probability_bands(strip)
            with writing("PROBABILITY", outputs["PROBABILITY"]):
                rasters.write_strip(probability, strip.row, values)
            written.add(values)
            heights.append(values.shape[1])

    begin = time.monotonic()

    def progress(part: float) -> None:
        elapsed = time.monotonic() - begin
        context.progress(part * _PREDICTED_AT, "predicting", elapsed / part - elapsed)

    try:
        keep_classes = probability is not None
        counts = predict_strips(reader, network, plan, job.flips, keep_classes, take, context, progress)
    finally:
        with writing("MASK", raw):
            mask_file.close()
        if probability is not None:
            with writing("PROBABILITY", outputs["PROBABILITY"]):
                probability.close()
    if probability is not None:
        written.verify("PROBABILITY", outputs["PROBABILITY"], staged["PROBABILITY"], heights, context.check)
        with writing("PROBABILITY", outputs["PROBABILITY"]):
            rasters.add_overviews(staged["PROBABILITY"], Resampling.average)
            styles.write_sidecar(staged["PROBABILITY"], styles.probability_style(settings.threshold))
    table, erased = objects.finish()
    return Predicted(raw, table, erased, measure, counts, valid_pixels)


def _probability_bands(strip: Strip) -> NDArray[np.float32]:
    """(1 + classes, height, width), -1 where there is no data; cut to what is significant, which packs better.

    Cut, not rounded: a value just below a threshold must not come to lie on it.
    """
    values: NDArray[np.float32] = np.clip(
        strip.scores, 0, 1
    )  # one minus a softmax may be a hair below 0, and cutting makes that -0.0001
    np.floor(values * np.float32(_PROBABILITY_STEPS), out=values)
    values /= np.float32(_PROBABILITY_STEPS)
    values[:, ~strip.valid] = rasters.PROBABILITY_NODATA
    return values


def finish_outputs(
    provenance: Mapping[str, Any],
    spec: Classed,
    grid: Grid,
    result: Predicted,
    settings: Settings,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> dict[str, Any]:
    """Erase, trace, fill and write what the prediction left; nothing is published.

    :param provenance: what is written into each output. :param staged: output -> path to write, as far as wanted.
    :return: CHANGED_AREA, POLYGON_COUNT.
    """
    context.progress(_PREDICTED_AT, "objects")
    table = result.table
    with writing("MASK", result.mask), rasterio.open(result.mask, "r+") as mask:
        erase(mask, result.erased, context)
    with rasterio.open(result.mask) as mask:
        needed = "POLYGONS" in staged or settings.min_area_m2 > 0
        outlines: Optional[Outlines] = None
        if needed:
            has_nodata = result.valid_pixels < grid.height * grid.width
            outlines = trace(mask, table, settings.min_area_m2, result.measure, has_nodata, context.check)
        context.progress(0.95, "writing")
        if "MASK" in staged:
            write_mask(mask, spec.classes, provenance, grid, table, outlines, staged["MASK"], outputs["MASK"], context)
    areas = table.area.copy()
    if outlines is not None and len(outlines.filled):
        np.add.at(areas, outlines.filled_row, areas_of(outlines.filled, result.measure))
    if "POLYGONS" in staged and outlines is not None:
        context.progress(0.97, "writing")
        with writing("POLYGONS", outputs["POLYGONS"]):
            fields = polygon_fields(outlines, table, areas, spec, result.measure)
            stems = {os.path.splitext(path)[0] for name, path in outputs.items() if name != "POLYGONS"}
            alone = os.path.splitext(outputs["POLYGONS"])[0] not in stems
            polygons = to_ground(outlines.polygons, grid)
            write_polygons(staged["POLYGONS"], polygons, fields, grid, spec.classes, provenance, alone)
    return {"CHANGED_AREA": float(areas.sum()), "POLYGON_COUNT": len(table)}


def polygon_fields(
    outlines: Outlines, table: ObjectTable, areas: NDArray[np.float64], spec: Classed, measure: PixelMeasure
) -> dict[str, NDArray[Any]]:
    """The attributes of the polygons, an array each."""
    row = outlines.row
    by_value = {item.value: item for item in spec.classes}
    classes = [by_value[int(value)] for value in table.value[row]]
    fields: dict[str, NDArray[Any]] = {
        "uuid": new_uuids(len(row)),
        "class": np.array([item.name for item in classes], dtype=object),
    }
    if spec.directions:
        fields["direction"] = np.array([item.direction for item in classes], dtype=object)
    fields["area_m2"] = np.round(areas[row], 3)
    fields["perimeter_m"] = np.round(perimeters(outlines.polygons, measure), 3)
    fields["mean_probability"] = np.round(table.total[row] / np.maximum(table.pixels[row], 1), 4)
    fields["max_probability"] = np.round(table.highest[row].astype(np.float64), 4)
    return fields


def _check_space(job: DetectChangeJob, pair: Dates, spec: ModelSpec, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold what is to be written (compressed outputs: a cautious guess)."""
    pixels = pair.work.pixels
    check_space("MASK", job.scratch, pixels + 2**20)
    needed = {"MASK": pixels // 16, "PROBABILITY": pixels * (1 + len(spec.classes)), "POLYGONS": pixels // 32}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] + 2**19)


def _say_result(
    job: DetectChangeJob, values: dict[str, Any], result: Predicted, grid: Grid, seconds: float, context: JobContext
) -> None:
    tiles = result.tiles
    context.info("tiles", predicted=tiles.predicted, outside=tiles.outside, empty=tiles.empty)
    for name, count in (("predicted", tiles.predicted), ("outside", tiles.outside), ("empty", tiles.empty)):
        context.metric(f"tiles_{name}", count)
    if result.valid_pixels == 0:
        context.warn("nothing_to_compare")
    say_changed(values, grid, seconds, (job.area_unit, job.area_unit_m2), context)
