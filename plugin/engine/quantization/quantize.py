"""Make an 8-bit twin of a model, compare the two side by side, and write the twin."""

from __future__ import annotations

import json
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Iterator, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.evaluation import QuantizeModelJob
from ...jobs.failure import JobFailure
from ...jobs.publish import prepare, publish, writing
from ...jobs.sources import RasterSource
from ...model_file.embed import embed_spec
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import CHANGE, SEGMENTATION, ModelSpec
from ...rules.label_codes import UNKNOWN
from ..accuracy.classes import ClassPolygons
from ..chips.folders import check_chip, find_chips
from ..chips.reader import ChipReader, is_chip_fault
from ..context import JobContext, job_environment
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.raster import Raster
from ..detect.detect import Settings
from ..evaluation.clock import Clock, spread
from ..evaluation.evaluate import TILE, set_polygon_classes
from ..evaluation.prediction import PairPredictor, PredictedWindow, ScratchDetection, onto, windows_of
from ..evaluation.scores import above
from ..evaluation.tally import Tally
from ..network.network import Network
from ..network.prediction import plan_tiles
from ..outputs.documents import check_documents, publish_documents
from . import report
from .land_cover import CoverComparison, compare_cover
from .twin import SUFFIX, TileDates, make_twin, twin_document

EXTENSIONS = {"QUANTIZED": ("onnx",), "REPORT": ("html", "htm"), "MEASURES": ("json",)}
_CALIBRATION_TILE = 512
_SPEED_TILE = 512
_SPEED_SECONDS = 12.0
_SPEED_ROUNDS = 3


@dataclass
class ModelAgreement:
    """How far two models agree, pixel by pixel."""

    pixels: int = 0
    unlike: int = 0
    total_difference: float = 0.0
    largest_difference: float = 0.0

    def add(self, one: PredictedWindow, other: PredictedWindow, threshold: float) -> None:
        """Count the pixels that both have data on."""
        known = one.valid & other.valid
        difference = np.abs(one.any_change[known] - other.any_change[known]).astype(np.float64)
        self.pixels += difference.size
        self.unlike += int(
            np.count_nonzero(above(threshold, one.any_change[known]) != above(threshold, other.any_change[known]))
        )
        self.total_difference += float(difference.sum())
        self.largest_difference = max(self.largest_difference, float(difference.max(initial=0.0)))

    def document(self) -> dict[str, float]:
        pixels = max(1, self.pixels)
        return {
            "pixels": self.pixels,
            "unlike_share": self.unlike / pixels,
            "mean_difference": self.total_difference / pixels,
            "largest_difference": self.largest_difference,
        }


@dataclass
class Comparison:
    """Both models on the same ground. ``tallies``: of the model and its twin, empty without labels."""

    threshold: float
    tallies: tuple[Tally, Tally]
    agreement: ModelAgreement = field(default_factory=ModelAgreement)
    skipped: int = 0

    def add(
        self, name: str, group: str, both: tuple[PredictedWindow, PredictedWindow], truth: NDArray[np.int16], number: int
    ) -> None:
        self.agreement.add(*both, self.threshold)
        if (truth != UNKNOWN).any():
            for tally, predicted in zip(self.tallies, both):
                tally.add(name, group, predicted, truth, number)


def quantize_model(job: QuantizeModelJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:quantizemodel`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {"QUANTIZED": job.quantized, "REPORT": job.report, "MEASURES": job.measures}
    wanted = {name: path for name, path in outputs.items() if path}
    with job_environment(wanted.values(), job.scratch):
        check_documents(wanted, EXTENSIONS)
        if os.path.realpath(job.quantized) == os.path.realpath(job.model):
            raise JobFailure("output_is_input", "QUANTIZED", path=job.quantized)
        return _quantize(job, wanted, context)


def _quantize(job: QuantizeModelJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    model = load_model_file(job.model, (CHANGE, SEGMENTATION))
    if not job.chips and len(_images(job)) != model.spec.dates:
        raise JobFailure("calibration_inputs" if model.spec.dates == 2 else "evaluation_inputs_one_date", "CHIPS")
    if "quantization" in model.spec.document:
        raise JobFailure("quantized_already", "MODEL", model=model.spec.id)
    os.makedirs(job.scratch, exist_ok=True)
    reader = _open_chips(job, model.spec) if job.chips else None
    staged = prepare("QUANTIZED", job.quantized, job.scratch)
    bare = os.path.join(job.scratch, "twin.onnx")
    context.progress(0.01, "calibrating")
    count = make_twin(model, bare, _calibration(job, model, reader, context), job.scratch)
    twin_id = f"{model.spec.id}{SUFFIX}"
    with writing("QUANTIZED", job.quantized):
        embed_spec(bare, staged, twin_document(model, count, twin_id))
    context.info("calibrated", count=count, model=twin_id)
    twin = load_model_file(staged, (CHANGE, SEGMENTATION))
    networks = Network(model, job.threads, "CPUExecutionProvider"), Network(twin, job.threads, "CPUExecutionProvider")
    context.progress(0.2, "measuring_speed")
    speeds = measure_speeds(networks, context)
    if model.spec.task == SEGMENTATION:
        comparison: Comparison | CoverComparison = compare_cover(job, networks, reader, context)
    else:
        comparison = _compare(job, (model.path, staged), networks, reader, context)
    sizes = os.path.getsize(model.path) / 1e6, os.path.getsize(staged) / 1e6
    document = _document(model, twin_id, count, sizes, speeds, comparison, job.provenance)
    del networks
    context.progress(0.98, "writing")
    texts = {
        "REPORT": lambda: report.html(job.texts, document, job.provenance),
        "MEASURES": lambda: json.dumps(document, ensure_ascii=False, indent=1),
    }
    documents = {name: (path, texts[name]()) for name, path in outputs.items() if name in texts}
    # The twin first: publishing removes the folder in which outputs beside it are made.
    publish([("QUANTIZED", job.quantized)], job.scratch)
    publish_documents(documents, job.scratch, job.provenance)
    ratio = document["speed_ratio"]
    context.info("quantized", megabytes=sizes[1], of=sizes[0], ratio=ratio, loss=document["f1_lost"] or 0.0)
    if ratio < 1:
        context.warn("quantized_slower", ratio=ratio)
    context.progress(1.0, "done", 0.0)
    lost = {} if document["f1_lost"] is None else {"F1_LOST": document["f1_lost"]}
    return {**outputs, "MODEL_ID": twin_id, "SPEED_RATIO": ratio, "SIZE_RATIO": sizes[0] / sizes[1], **lost}


def _open_chips(job: QuantizeModelJob, spec: ModelSpec) -> ChipReader:
    cover = spec.task == SEGMENTATION
    found = find_chips(job.chips, labelled=False, land_cover=cover)
    return ChipReader(found, job.gsd_m or spec.gsd_m.best, spec.classes, land_cover=cover)


def _images(job: QuantizeModelJob) -> list[RasterSource]:
    """Return the images in place of chips."""
    return [source for source in (job.before, job.after) if source is not None]


# -- calibration --------------------------------------------------------------------------------------


def _calibration(
    job: QuantizeModelJob, model: ModelFile, reader: Optional[ChipReader], context: JobContext
) -> Iterator[TileDates]:
    """Inputs as the network gets them, spread over all chips or over the pair.

    :raises JobFailure: no chip can be used, or the pair does not fit the model. :raises Cancelled: the job was cancelled.
    """
    quiet = JobContext(lambda event: None, context.cancelled)
    if reader is None:
        ground = GroundWanted((job.area,) if job.area is not None else ())
        with ExitStack() as opened:
            rasters = tuple(opened.enter_context(Raster(source)) for source in _images(job))
            pair = open_dates(ground, model.spec, rasters, context)
            yield from _tiles_of(pair, model, job.calibration_chips, context)
        return
    given = 0
    first: Optional[JobFailure] = None
    for number in spread(len(reader.chips), job.calibration_chips):
        context.check()
        chip = reader.chips[number]
        try:
            check_chip(chip)
            with reader.open(chip, model.spec, quiet) as pair:
                for dates in _tiles_of(pair, model, 1, quiet):
                    given += 1
                    yield dates
        except JobFailure as failure:
            first = first or failure
        context.progress(0.01 + 0.18 * given / max(1, job.calibration_chips), "calibrating")
    if not given and first is not None:
        raise JobFailure("chips_unusable", "CHIPS", count=len(reader.chips), reason=first.text())


def _tiles_of(pair: Dates, model: ModelFile, most: int, context: JobContext) -> Iterator[TileDates]:
    """Normalised tiles of a pair that hold data, at most so many, spread over it."""
    fixed = _fixed_sides(model)
    reader = make_reader(pair, model.spec.normalisation, context)
    plan = plan_tiles(pair.work, model.spec, _CALIBRATION_TILE, fixed)
    tiles = [tile for index in range(plan.rows) for tile in plan.row_of_tiles(index)]
    for index in spread(len(tiles), most):
        context.check()
        # Without context where the size is free: edges of images would weigh more than they do in use.
        window = tiles[index].grown(plan.halo) if fixed is not None else tiles[index]
        dates, valid = reader.read(window)
        if valid.any():
            yield dates


def _fixed_sides(model: ModelFile) -> Optional[tuple[int, int]]:
    shape = model.header.inputs[0].shape
    height, width = shape[-2:] if len(shape) >= 2 else (None, None)
    return (height, width) if isinstance(height, int) and isinstance(width, int) else None


# -- comparison ---------------------------------------------------------------------------------------


def measure_speeds(networks: tuple[Network, Network], context: JobContext) -> tuple[float, float]:
    """Million pixels a second of both networks on the same tile, in turn; the best of several rounds of each."""
    spec = networks[0].spec
    height, width = networks[0].fixed or (_SPEED_TILE // spec.stride * spec.stride,) * 2
    rng = np.random.default_rng(0)
    dates = [rng.standard_normal((len(spec.bands), height, width), dtype=np.float32) for _ in range(spec.dates)]
    best = [0.0, 0.0]
    begun = time.monotonic()
    rounds = 0
    while rounds < _SPEED_ROUNDS or (time.monotonic() - begun < _SPEED_SECONDS and rounds < 40):
        context.check()
        for index, network in enumerate(networks):
            start = time.perf_counter()
            network.run(dates)
            best[index] = max(best[index], height * width / 1e6 / (time.perf_counter() - start))
        rounds += 1
    return best[0], best[1]


def _compare(
    job: QuantizeModelJob,
    paths: tuple[str, str],
    networks: tuple[Network, Network],
    reader: Optional[ChipReader],
    context: JobContext,
) -> Comparison:
    spec = networks[0].spec
    settings = Settings(spec.threshold, spec.min_area_m2)
    predictors = [PairPredictor(network, path, settings, job.scratch, False, context) for network, path in zip(networks, paths)]
    if reader is not None:
        return _compare_chips(reader, spec, predictors, context)
    return _compare_pair(job, spec, predictors, context)


def _compare_chips(reader: ChipReader, spec: ModelSpec, predictors: list[PairPredictor], context: JobContext) -> Comparison:
    tallies = [Tally(spec, spec.threshold, reader.classed) for _ in predictors]
    comparison = Comparison(spec.threshold, (tallies[0], tallies[1]))
    clock = Clock(len(reader.chips), JobContext(_shown(context), context.cancelled))
    for number, chip in enumerate(reader.chips):
        try:
            check_chip(chip)
            before, after = reader.sources(chip)
            both = []
            for predictor in predictors:
                predicted, grid, own = predictor.predict(before, after, statistics=reader.statistics(chip))
                both.append(onto(predicted, grid, own))
            comparison.add(chip.name, chip.group, (both[0], both[1]), reader.truth(chip), number)
        except JobFailure as failure:
            if not is_chip_fault(failure):
                raise
            comparison.skipped += 1
            context.warn("chip_skipped", chip=chip.name, reason=failure.text())
        clock.tick()
    if not comparison.agreement.pixels:
        raise JobFailure("chips_none", "CHIPS", path=reader.chips[0].dates[0], reason="-")
    return comparison


def _compare_pair(job: QuantizeModelJob, spec: ModelSpec, predictors: list[PairPredictor], context: JobContext) -> Comparison:
    if job.before is None or job.after is None:
        raise JobFailure("calibration_inputs", "CHIPS")
    polygons = ClassPolygons(job.labels) if job.labels is not None else None
    classed = set_polygon_classes(polygons, spec) if polygons is not None else False
    tallies = [Tally(spec, spec.threshold, classed) for _ in predictors]
    comparison = Comparison(spec.threshold, (tallies[0], tallies[1]))
    include = (job.area,) if job.area is not None else ()
    with ExitStack() as opened:
        detections: list[ScratchDetection] = []
        for predictor in predictors:
            context.progress(0.3 + 0.3 * len(detections), "evaluating")
            detections.append(opened.enter_context(ScratchDetection(predictor, job.before, job.after, None, include)))
        grid = detections[0].grid
        for number, window in enumerate(windows_of(grid, TILE)):
            context.check()
            both = detections[0].read(window), detections[1].read(window)
            truth: NDArray[np.int16] = np.full((window.height, window.width), UNKNOWN, np.int16)
            if polygons is not None:
                truth = polygons.classes(grid, window)[0].astype(np.int16)
            comparison.add(f"{window.row}, {window.col}", "", both, truth, number)
    if not comparison.agreement.pixels:
        raise JobFailure("nothing_compared", "BEFORE", predicted=job.before.name, reference=job.after.name)
    return comparison


def _shown(context: JobContext) -> Any:
    """Takes a clock's progress as the part of the job that comparing is."""

    def emit(event: Any) -> None:
        context.progress(0.25 + 0.7 * event.fraction, "evaluating", event.seconds_left)

    return emit


def _document(
    model: ModelFile,
    twin_id: str,
    count: int,
    sizes: tuple[float, float],
    speeds: tuple[float, float],
    comparison: Comparison | CoverComparison,
    provenance: dict[str, Any],
) -> dict[str, Any]:
    """Return the content of MEASURES."""
    if isinstance(comparison, CoverComparison):
        labelled = comparison.labelled
        measures, compared_on = list(comparison.figures()), None
        agreement, threshold = comparison.agreement(), None
    else:
        labelled = bool(comparison.tallies[0].pieces)
        measures = [tally.any_change.document(tally.threshold) for tally in comparison.tallies] if labelled else []
        compared_on = len(comparison.tallies[0].pieces) if labelled else None
        agreement, threshold = comparison.agreement.document(), comparison.threshold
    models = []
    for number, (name, size, speed) in enumerate(zip((model.spec.id, twin_id), sizes, speeds)):
        entry: dict[str, Any] = {"id": name, "megabytes": size, "megapixels_a_second": speed}
        if labelled:
            keys = ("precision", "recall", "f1", "iou", "ap", "accuracy", "ece")
            entry.update({key: measures[number][key] for key in keys if key in measures[number]})
        models.append(entry)
    return {
        "models": models,
        "threshold": threshold,
        "calibrated_with": count,
        "compared_on": compared_on,
        "skipped": comparison.skipped,
        "speed_ratio": speeds[1] / speeds[0],
        "f1_lost": models[0]["f1"] - models[1]["f1"] if labelled else None,
        "agreement": agreement,
        "provenance": provenance,
    }
