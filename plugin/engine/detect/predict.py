"""Prediction with a network of any task but change: dates -> tiles -> predict -> class raster, probabilities or values."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Callable

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling

from ...jobs.failure import JobFailure
from ...jobs.predict import PredictJob
from ...jobs.publish import check_space, prepare, publish
from ...model_file.load import load_model_file
from ...model_file.spec import SAR_PREDICTION, SEGMENTATION, ModelSpec
from ...rules.label_codes import NO_DATA
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.grid import Grid
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, TileCounts, plan_tiles, predict_strips
from ..outputs import rasters, styles
from ..outputs.paths import check_paths

CLASSES, PROBABILITY, VALUES = "CLASSES", "PROBABILITY", "VALUES"
OUTPUTS_OF = {SEGMENTATION: (CLASSES, PROBABILITY), SAR_PREDICTION: (VALUES,)}  # what can be written of each task
_PREDICTED_AT = 0.95


def predict(job: PredictJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the paths of the outputs by name, VALID_PIXELS, PIXELS, TILES_PREDICTED, SECONDS, PROVIDER.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {CLASSES: job.classes, PROBABILITY: job.probability, VALUES: job.values}
    with job_environment(outputs.values(), job.scratch):
        return _predict(job, {name: path for name, path in outputs.items() if path}, context)


def _predict(job: PredictJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    started = time.monotonic()
    model = load_model_file(job.model, tuple(OUTPUTS_OF))
    spec = model.spec
    unfit = set(outputs) - set(OUTPUTS_OF[spec.task])
    if unfit or not outputs:
        raise ValueError(f"a model for {spec.task} has the outputs {OUTPUTS_OF[spec.task]}, not {sorted(outputs)}")
    if len(job.dates) != spec.dates:
        name = os.path.basename(job.model)
        raise JobFailure("model_dates_given", job.dates[0].parameter, model=name, wanted=spec.dates, found=len(job.dates))
    check_paths(outputs, (*(source.path for source in job.dates), job.model))
    os.makedirs(job.scratch, exist_ok=True)
    with ExitStack() as opened:
        sources = [opened.enter_context(Raster(source)) for source in job.dates]
        dates = open_dates(GroundWanted(job.include, job.exclude, job.resolution), spec, sources, context)
        job = replace(job, provenance={**job.provenance, "reading": dates.reading})
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        for name, path in outputs.items():
            needed = dates.work.pixels // 16 if name == CLASSES else dates.work.pixels * 4 * spec.output_channels
            check_space(name, os.path.dirname(os.path.abspath(path)), needed + 2**19)
        network = Network(model, job.threads, job.provider, context.warn)
        context.info("network_used", model=spec.id, provider=network.providers[0])
        tiles, valid_pixels = _write(job, dates, network, staged, outputs, context)
    publish(outputs.items(), job.scratch)
    context.info("tiles", predicted=tiles.predicted, outside=tiles.outside, empty=tiles.empty)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        "VALID_PIXELS": valid_pixels,
        "PIXELS": dates.work.pixels,
        "TILES_PREDICTED": tiles.predicted,
        "SECONDS": round(time.monotonic() - started, 3),
        "PROVIDER": network.providers[0],
    }


def _write(
    job: PredictJob,
    dates: Dates,
    network: Network,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> tuple[TileCounts, int]:
    """Predict all tiles and write the outputs; nothing is published. Returns the tiles and the number of valid pixels."""
    spec = network.spec
    grid = dates.grid.cropped(dates.work)
    reader = make_reader(dates, spec.normalisation, context)
    plan = plan_tiles(dates.work, spec, job.tile, network.fixed, dates.overlap, most=network.most_pixels)
    conditions = np.array(job.conditions, np.float64) if job.conditions else None
    valid_pixels = 0
    progress = context.timed_progress("predicting", _PREDICTED_AT)
    with ExitStack() as opened:
        files: dict[str, rasters.StripFile] = {}
        for name, path in staged.items():
            file = rasters.StripFile(name, outputs[name], path, _create, name, grid, spec, job.provenance)
            files[name] = opened.enter_context(file)

        def take(strip: Strip) -> None:
            nonlocal valid_pixels
            valid_pixels += int(np.count_nonzero(strip.valid))
            for name, file in files.items():
                file.write(strip.row, _STRIP_OF[name](strip, spec))

        counts = predict_strips(reader, network, plan, job.flips, PROBABILITY in staged, take, context, progress, conditions)
    context.progress(_PREDICTED_AT, "writing")
    for name, file in files.items():
        resampling = Resampling.nearest if name == CLASSES else Resampling.average
        file.finish(resampling, context.check, styles.mask_style(spec.classes) if name == CLASSES else "")
    return counts, valid_pixels


def _create(path: str, name: str, grid: Grid, spec: ModelSpec, provenance: dict[str, Any]) -> Any:
    """Create an output; returns the open dataset."""
    if name == CLASSES:
        return rasters.create_mask(path, grid, spec.classes, provenance, "class")
    if name == PROBABILITY:
        return rasters.create_probability(path, grid, spec.classes, provenance, "likeliest class")
    names = [band.name for band in spec.values]
    units = [band.unit for band in spec.values]
    if spec.deviation:
        names, units = [*names, *(f"{name} deviation" for name in names)], units * 2
    dataset = rasters.create_difference(path, grid, names, provenance)
    for number, unit in enumerate(units, start=1):
        if unit:
            dataset.set_band_unit(number, unit)
    return dataset


def _class_values(strip: Strip, spec: ModelSpec) -> NDArray[Any]:
    values = np.array([item.value for item in spec.classes], np.uint8)
    return np.where(strip.valid, values[strip.labels], np.uint8(NO_DATA))


def _probabilities(strip: Strip, spec: ModelSpec) -> NDArray[Any]:
    return np.where(strip.valid, np.clip(strip.scores, 0, 1), np.float32(rasters.PROBABILITY_NODATA))


def _continuous(strip: Strip, spec: ModelSpec) -> NDArray[Any]:
    return np.where(strip.valid, strip.scores, np.float32(np.nan))


_STRIP_OF: dict[str, Callable[[Strip, ModelSpec], NDArray[Any]]] = {
    CLASSES: _class_values,
    PROBABILITY: _probabilities,
    VALUES: _continuous,
}
