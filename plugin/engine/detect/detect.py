"""The main job: pair -> tiles -> predict -> mask -> polygons -> outputs."""

from __future__ import annotations

import math
import os
import time
import warnings
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Callable, Mapping, Optional

import numpy as np
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning

from ...jobs.detect_change import DetectChangeJob
from ...jobs.failure import JobFailure
from ...jobs.publish import check_space, prepare, publish
from ...model_file.load import load_model_file
from ...model_file.spec import ModelSpec
from ...rules.label_codes import NO_DATA
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.grid import Grid
from ..dates.ground import measure_pixels
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, TileCounts, plan_tiles, predict_strips, tile_journal
from ..objects.runs import ObjectStream
from ..outputs import rasters, styles
from ..outputs.finish import PROBABILITY, RawMask, finish_outputs, log_changed
from ..outputs.paths import check_paths
from ..resume import KeptRun, kept_run

# The scratch mask has pixel coordinates on purpose, and rasters without georeference get the one that QGIS gives them.
warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)

_PREDICTED_AT = 0.92
_TAKEN_PIXELS = 2**20  # whose objects are found at once: the arrays for that take several times the memory of a mask


@dataclass(frozen=True)
class Settings:
    """What the user left open, filled in from the model."""

    threshold: float
    min_area_m2: float


def detect_change(job: DetectChangeJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:detectchange`` by name, and what was counted.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {"MASK": job.mask, "PROBABILITY": job.probability, "POLYGONS": job.polygons}
    with job_environment(outputs.values(), job.scratch), kept_run(job, context) as kept:
        return _detect(job, {name: path for name, path in outputs.items() if path}, kept, context)


def _detect(job: DetectChangeJob, outputs: dict[str, str], kept: KeptRun, context: JobContext) -> dict[str, Any]:
    from ..coregistration.first_look import warn_of_displacement  # loads SciPy, which what imports this module may not need

    started = time.monotonic()
    model = load_model_file(job.model)
    spec = model.spec
    settings = fill_settings(job, spec)
    check_paths(outputs, (job.before.path, job.after.path, job.model))
    os.makedirs(job.scratch, exist_ok=True)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), spec, (before, after), context)
        job = replace(job, provenance={**job.provenance, "reading": pair.reading})
        staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
        _check_space(job, pair, spec, outputs)
        network = Network(model, job.threads, job.provider, context.warn)
        context.info("network", model=spec.id, provider=network.providers[0], threshold=settings.threshold)
        warn_of_displacement(pair, context)
        grid = pair.grid.cropped(pair.work)
        result, tiles = _predict(job, pair, network, settings, staged, outputs, kept, context)
    provider = network.providers[0]
    del network  # what follows needs the memory of its activations
    predicted = time.monotonic()
    values = _finish(job, spec, grid, result, settings, staged, outputs, context)
    publish(outputs.items(), job.scratch)
    seconds = time.monotonic() - started
    _log_result(job, values, result, tiles, grid, seconds, context)
    context.progress(1.0, "done", 0.0)
    return {
        **outputs,
        **values,
        "TILES_PREDICTED": tiles.predicted,
        "TILES_OUTSIDE": tiles.outside,
        "TILES_EMPTY": tiles.empty,
        "VALID_PIXELS": result.valid_pixels,
        "PIXELS": grid.height * grid.width,
        "SECONDS": round(seconds, 3),
        "SECONDS_AFTER_PREDICTION": round(time.monotonic() - predicted, 3),
        "PROVIDER": provider,
    }


def detect_in_pair(
    job: DetectChangeJob,
    pair: Dates,
    network: Network,
    settings: Settings,
    staged: dict[str, str],
    context: JobContext,
    kept: Optional[KeptRun] = None,
    part: str = "pair",
) -> dict[str, Any]:
    """Detect change in an opened pair that others are compared with, and write what is wanted; nothing is published.

    :param job: its scratch folder exists.
    :param staged: MASK, PROBABILITY, POLYGONS -> path to write, as far as wanted.
    :param kept: the finished blocks of the run; ``None`` = they are not kept.
    :param part: the part of that run that this pair is.
    :return: CHANGED_AREA, POLYGON_COUNT, VALID_PIXELS, and READING, how the dates were read.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user cancelled the job.
    """
    kept = kept or KeptRun(None, context)
    result, _ = _predict(job, pair, network, settings, staged, staged, kept, context, part)
    grid = pair.grid.cropped(pair.work)
    values = _finish(job, network.spec, grid, result, settings, staged, staged, context)
    return {**values, "VALID_PIXELS": result.valid_pixels, "READING": pair.reading}


def fill_settings(job: DetectChangeJob, spec: ModelSpec) -> Settings:
    """Threshold and minimum mapping unit: the user's, else the model's.

    :raises JobFailure: ``threshold_range``, ``min_area_range`` or ``displacement_range``.
    """
    threshold = spec.threshold if job.threshold is None else job.threshold
    if not 0 < threshold < 1:
        raise JobFailure("threshold_range", "THRESHOLD", value=threshold)
    min_area = spec.min_area_m2 if job.min_area_m2 is None else job.min_area_m2
    if not min_area >= 0:
        raise JobFailure("min_area_range", "MIN_AREA", value=min_area)
    if not 0 <= job.displacement_m < math.inf:
        raise JobFailure("displacement_range", "DISPLACEMENT", value=job.displacement_m)
    return Settings(threshold, min_area)


class StripCollector:
    """Takes the strips of a detection. Use it as a context manager, then call :meth:`finish`.

    :param job: whose scratch folder exists.
    :param threshold: probability from which a pixel is changed.
    :param min_area_m2: minimum mapping unit, 0 = off.
    :param grid: of the window that is worked on.
    :param staged: MASK, PROBABILITY, POLYGONS -> path to write, as far as wanted.
    :param outputs: the same -> final path, for messages.
    """

    def __init__(
        self,
        job: DetectChangeJob,
        spec: ModelSpec,
        threshold: float,
        min_area_m2: float,
        grid: Grid,
        staged: Mapping[str, str],
        outputs: Mapping[str, str],
    ) -> None:
        self._job, self._grid, self._staged, self._outputs = job, grid, staged, outputs
        self._classes = spec.classes
        self._values = np.array([item.value for item in spec.classes], np.uint8)
        self._threshold = threshold
        self._measure = measure_pixels(grid)
        self._objects = ObjectStream(grid.width, tuple(self._values.tolist()), min_area_m2, self._measure)
        self._raw = os.path.join(job.scratch, "mask.tif")
        self._valid_pixels = 0
        self._probability: Optional[rasters.StripFile] = None
        self._opened = ExitStack()

    @property
    def keeps_classes(self) -> bool:
        """Whether strips must have the score of each class."""
        return "PROBABILITY" in self._staged

    def __enter__(self) -> StripCollector:
        with ExitStack() as opened:
            raw = rasters.StripFile("MASK", self._raw, self._raw, rasters.create_scratch, self._grid)
            self._mask = opened.enter_context(raw)
            if self.keeps_classes:
                final, path = self._outputs["PROBABILITY"], self._staged["PROBABILITY"]
                arguments = self._grid, self._classes, self._job.provenance
                self._probability = rasters.StripFile("PROBABILITY", final, path, rasters.create_probability, *arguments)
                opened.enter_context(self._probability).dataset.update_tags(1, THRESHOLD=self._threshold)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._opened.__exit__(*failure)

    def take(self, strip: Strip) -> None:
        """Take the next strip.

        :raises JobFailure: it cannot be written.
        """
        lines = max(1, _TAKEN_PIXELS // strip.valid.shape[1])
        for begin in range(0, len(strip.valid), lines):
            self._take_part(strip.part(slice(begin, begin + lines)))

    def _take_part(self, strip: Strip) -> None:
        change = strip.first_score >= np.float32(self._threshold)
        change &= strip.valid
        mask = np.where(strip.valid, np.uint8(0), np.uint8(NO_DATA))
        changed = np.flatnonzero(change)  # few pixels: their labels alone are looked up
        mask.ravel()[changed] = self._values[strip.labels.ravel()[changed]]
        self._valid_pixels += int(np.count_nonzero(strip.valid))
        self._objects.add(mask, strip.first_score)
        self._mask.write(strip.row, mask)
        if self._probability is not None:
            self._probability.write(strip.row, rasters.cut_probability(strip.scores, strip.valid))

    def finish(self, check: Callable[[], None]) -> RawMask:
        """Finish the probability, once the files are closed, and return the raw mask.

        :param check: may raise to stop.
        :raises JobFailure: the disk ran full.
        """
        if self._probability is not None:
            self._probability.finish(Resampling.average, check, styles.probability_style(self._threshold))
        table, erased = self._objects.finish()
        return RawMask(self._raw, table, erased, self._measure, self._valid_pixels)


def _predict(
    job: DetectChangeJob,
    pair: Dates,
    network: Network,
    settings: Settings,
    staged: dict[str, str],
    outputs: dict[str, str],
    kept: KeptRun,
    context: JobContext,
    part: str = "pair",
) -> tuple[RawMask, TileCounts]:
    """Predict all tiles, and write the raw mask and the probability."""
    plan = plan_tiles(pair.work, network.spec, job.tile, network.fixed, pair.overlap, most=network.most_pixels)
    reader = make_reader(pair, network.spec.normalisation, context)
    grid = pair.grid.cropped(pair.work)
    progress = context.timed_progress("predicting", _PREDICTED_AT)
    limits = settings.threshold, settings.min_area_m2
    with StripCollector(job, network.spec, *limits, grid, staged, outputs) as collector:
        classes = collector.keeps_classes
        journal = tile_journal(kept, part, reader, network, plan, classes)
        counts = predict_strips(reader, network, plan, job.flips, classes, collector.take, context, progress, journal=journal)
    return collector.finish(context.check), counts


def _finish(
    job: DetectChangeJob,
    spec: ModelSpec,
    grid: Grid,
    raw: RawMask,
    settings: Settings,
    staged: dict[str, str],
    outputs: dict[str, str],
    context: JobContext,
) -> dict[str, Any]:
    """Make mask and polygons of what was predicted."""
    limits = grid, settings.min_area_m2
    return finish_outputs(
        raw, spec.classes, PROBABILITY, *limits, job.provenance, staged, outputs, context, displacement_m=job.displacement_m
    )


def _check_space(job: DetectChangeJob, pair: Dates, spec: ModelSpec, outputs: dict[str, str]) -> None:
    """Refuse to start where the disk cannot hold the outputs (compressed outputs: a cautious guess)."""
    pixels = pair.work.pixels
    check_space("MASK", job.scratch, pixels + 2**20)
    needed = {"MASK": pixels // 16, "PROBABILITY": pixels * (1 + len(spec.classes)), "POLYGONS": pixels // 32}
    for name, path in outputs.items():
        check_space(name, os.path.dirname(os.path.abspath(path)), needed[name] + 2**19)


def _log_result(
    job: DetectChangeJob,
    values: dict[str, Any],
    result: RawMask,
    tiles: TileCounts,
    grid: Grid,
    seconds: float,
    context: JobContext,
) -> None:
    context.info("tiles", predicted=tiles.predicted, outside=tiles.outside, empty=tiles.empty)
    for name, count in (("predicted", tiles.predicted), ("outside", tiles.outside), ("empty", tiles.empty)):
        context.metric(f"tiles_{name}", count)
    if result.valid_pixels == 0:
        context.warn("nothing_to_compare")
    log_changed(values, grid, seconds, (job.area_unit, job.area_unit_m2), context)
