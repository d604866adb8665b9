"""Measure a model on chips, or on a pair with polygons of what changed, as a user's run would find it."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.evaluation import CURVES, EvaluateModelJob
from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import CHANGE as CHANGE_TASK
from ...model_file.spec import SEGMENTATION, ModelSpec
from ...rules.label_codes import CHANGE, UNKNOWN
from ..accuracy.classes import ClassPolygons
from ..chips.folders import Chip, check_chip, find_chips
from ..chips.reader import ChipReader, is_chip_fault
from ..context import JobContext, job_environment, part_of
from ..dates.grid import Window
from ..detect.detect import Settings
from ..network.network import Network
from ..outputs.documents import check_documents, publish_documents
from . import land_cover, report
from .clock import Clock, spread
from .pictures import panels
from .prediction import PairPredictor, PredictedWindow, ScratchDetection, onto, windows_of
from .robustness import curves_document, measure_steps, steps_of
from .samples import Sample, read_sample
from .scores import STEPS, first_step
from .tally import Piece, Tally

EXTENSIONS = {"REPORT": ("html", "htm"), "MEASURES": ("json",), "FIGURE": ("svg",)}
TILE = 256  # of a pair: pictures and robustness are of such squares
_SHOWN = 4
_LOGGED_SKIPS = 20
_LOGGED_VALUES = 8
_MOST_SAMPLES = 256  # tiles of a pair that are in memory at once


@dataclass(frozen=True)
class Evaluation:
    """What was found. :param document: all measures. ``worst``, ``best``: caption and JPEG of each."""

    document: dict[str, Any]
    worst: list[tuple[str, bytes]]
    best: list[tuple[str, bytes]]


def evaluate_model(job: EvaluateModelJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when all are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:evaluatemodel`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {"REPORT": job.report, "MEASURES": job.measures, "FIGURE": job.figure}
    wanted = {name: path for name, path in outputs.items() if path}
    with job_environment(wanted.values(), job.scratch):
        check_documents(wanted, EXTENSIONS)
        model = load_model_file(job.model, (CHANGE_TASK, SEGMENTATION))
        if model.spec.task == SEGMENTATION:
            return _evaluate_cover(job, model, wanted, context)
        found = evaluate(job, context)
        context.progress(0.98, "writing")
        documents = {}
        for name, path in wanted.items():
            text = {
                "REPORT": lambda: report.html(job.texts, found.document, found.worst, found.best, job.provenance),
                "MEASURES": lambda: json.dumps(found.document, ensure_ascii=False, indent=1),
                "FIGURE": lambda: report.figure(job.texts, found.document),
            }[name]()
            documents[name] = (path, text)
        publish_documents(documents, job.scratch, job.provenance)
    figures = found.document["any_change"]
    context.info(
        "evaluated",
        f1=figures["f1"],
        precision=figures["precision"],
        recall=figures["recall"],
        ap=figures["ap"],
        ece=figures["ece"],
        megapixels=found.document["pixels"] / 1e6,
    )
    context.progress(1.0, "done", 0.0)
    return {
        **wanted,
        **{name: figures[name.lower()] for name in ("F1", "IOU", "AP", "PRECISION", "RECALL", "ECE", "THRESHOLD")},
        "BEST_THRESHOLD": figures["best_threshold"],
        "CHIP_COUNT": found.document["pieces"],
        "SKIPPED": len(found.document["skipped"]),
    }


def _evaluate_cover(job: EvaluateModelJob, model: ModelFile, wanted: dict[str, str], context: JobContext) -> dict[str, Any]:
    """Measure a model of land cover, and write what is wanted."""
    begun = time.monotonic()
    os.makedirs(job.scratch, exist_ok=True)
    network = Network(model, job.threads, job.provider)
    context.info("network_used", model=model.spec.id, provider=network.providers[0])
    found = land_cover.evaluate_land_cover(job, network, context)
    pictures = found.pop("pictures")
    document = {
        "model": {"id": model.spec.id, "title": model.spec.title, "flips": job.flips},
        **found,
        "seconds": round(time.monotonic() - begun, 1),
        "provenance": job.provenance,
    }
    context.progress(0.98, "writing")
    texts = {
        "REPORT": lambda: land_cover.html(job.texts, document, job.provenance, pictures),
        "MEASURES": lambda: json.dumps(document, ensure_ascii=False, indent=1),
        "FIGURE": lambda: land_cover.figure(job.texts, document),
    }
    publish_documents({name: (path, texts[name]()) for name, path in wanted.items()}, job.scratch, job.provenance)
    mean = document["mean"]
    context.info("evaluated_cover", f1=mean["f1"], accuracy=document["accuracy"], megapixels=document["pixels"] / 1e6)
    context.progress(1.0, "done", 0.0)
    return {
        **wanted,
        **{name.upper(): mean[name] for name in ("f1", "iou", "precision", "recall")},
        "ACCURACY": document["accuracy"],
        "ECE": document["ece"],
        "CHIP_COUNT": document["pieces"],
        "SKIPPED": len(document["skipped"]),
    }


def evaluate(job: EvaluateModelJob, context: JobContext) -> Evaluation:
    """Measure, and draw what is shown; nothing is written but scratch files.

    :raises JobFailure: it cannot be done.
    :raises Cancelled: the job was cancelled.
    """
    unknown = [name for name in job.robustness if name not in CURVES]
    if unknown:
        raise JobFailure("method_unknown", "ROBUSTNESS", value=unknown[0], known=", ".join(CURVES))
    if job.gsd_m is not None and not 0 < job.gsd_m < 1e5:
        raise JobFailure("chip_gsd_range", "CHIP_GSD", value=f"{job.gsd_m:g}")
    model = load_model_file(job.model)
    threshold = model.spec.threshold if job.threshold is None else job.threshold
    if not 0 < threshold < 1:
        raise JobFailure("threshold_range", "THRESHOLD", value=threshold)
    # Probabilities are written in steps: a threshold between two steps is the same as the next one.
    threshold = first_step(threshold) / STEPS
    os.makedirs(job.scratch, exist_ok=True)
    network = Network(model, job.threads, job.provider, context.warn)
    predictor = PairPredictor(network, model.path, Settings(threshold, model.spec.min_area_m2), job.scratch, job.flips, context)
    context.info("network", model=model.spec.id, provider=network.providers[0], threshold=threshold)
    begun = time.monotonic()
    if job.chips:
        evaluation = _of_chips(job, predictor, context)
    elif job.before is not None and job.after is not None and job.labels is not None:
        evaluation = _of_pair(job, job.before, job.after, predictor, context)
    else:
        raise JobFailure("evaluation_inputs", "CHIPS")
    document = {
        "model": {
            "id": model.spec.id,
            "title": model.spec.title,
            "classes": [{"value": item.value, "name": item.name} for item in model.spec.classes],
            "own_threshold": model.spec.threshold,
            "flips": job.flips,
        },
        **evaluation.document,
        "seconds": round(time.monotonic() - begun, 1),
        "provenance": job.provenance,
    }
    return replace(evaluation, document=document)


# -- chips --------------------------------------------------------------------------------------------


def _of_chips(job: EvaluateModelJob, predictor: PairPredictor, context: JobContext) -> Evaluation:
    spec = predictor.network.spec
    reader = ChipReader(find_chips(job.chips), job.gsd_m or spec.gsd_m.best, spec.classes)
    chips, values = reader.chips, sorted(reader.values)
    listing = ", ".join(str(value) for value in values[:_LOGGED_VALUES])
    context.info("evaluation_chips", count=len(chips), values=listing + (", ..." if len(values) > _LOGGED_VALUES else ""))
    tally = Tally(spec, predictor.settings.threshold, reader.classed)
    steps = steps_of(job.robustness) if job.robustness else []
    robust = min(len(chips), job.robustness_chips or len(chips)) if steps else 0
    clock = Clock(len(chips) + robust * len(steps), context)
    skipped: list[dict[str, str]] = []
    for number, chip in enumerate(chips):
        try:
            check_chip(chip)
            predicted, truth = predict_chip(reader, chip, predictor)
            tally.add(chip.name, chip.group, predicted, truth, number)
        except JobFailure as failure:
            _skip(chip, failure, skipped, context)
        clock.tick()
    if len(skipped) > _LOGGED_SKIPS:
        context.warn("chips_skipped_more", count=len(skipped) - _LOGGED_SKIPS)
    if not tally.pieces:
        if skipped:
            raise JobFailure("chips_unusable", "CHIPS", count=len(skipped), reason=skipped[0]["reason"])
        raise JobFailure("chips_unlabelled", "CHIPS", path=job.chips[0])
    numbers = [tally.pieces[index].number for index in spread(len(tally.pieces), job.robustness_chips)]
    curves = _robustness(job, steps, numbers, lambda number: read_sample(reader, number, spec), predictor, clock)

    def draw(piece: Piece) -> bytes:
        chip = chips[piece.number]
        predicted, _ = predict_chip(reader, chip, predictor)
        return panels(read_sample(reader, piece.number, spec), predicted, predictor.settings.threshold, rgb_bands(spec))

    document = {
        "source": {
            "kind": "chips",
            "folders": [os.path.basename(os.path.normpath(folder)) for folder in job.chips],
            "gsd_m": reader.gsd_m,
            "label_values": values[:_LOGGED_VALUES],
            "classes_told": reader.classed,
        },
        **tally.document(),
        "skipped": skipped,
        "robustness": curves,
    }
    return _with_pictures(document, tally, draw)


def predict_chip(reader: ChipReader, chip: Chip, predictor: PairPredictor) -> tuple[PredictedWindow, NDArray[np.int16]]:
    """Return a chip's prediction and its truth, both on AFTER's pixels.

    :raises JobFailure: the chip cannot be read, or its images and its labels differ in size.
    """
    before, after = reader.sources(chip)
    predicted, grid, own = predictor.predict(before, after, statistics=reader.statistics(chip))
    truth = reader.truth(chip)
    if truth.shape != (own.height, own.width):  # of a rotated image, which was turned
        sizes = f"{truth.shape[1]} x {truth.shape[0]}, {own.width} x {own.height}"
        raise JobFailure("chip_sizes", "CHIPS", chip=chip.name, sizes=sizes)
    return onto(predicted, grid, own), truth


def _skip(chip: Chip, failure: JobFailure, skipped: list[dict[str, str]], context: JobContext) -> None:
    """Note a chip that cannot be used.

    :raises JobFailure: it is not the chip's fault.
    """
    if not is_chip_fault(failure):
        raise failure
    reason = failure.text()
    skipped.append({"name": chip.name, "group": chip.group, "reason": reason})
    if len(skipped) <= _LOGGED_SKIPS:
        context.warn("chip_skipped", chip=chip.name, reason=reason)


def rgb_bands(spec: ModelSpec) -> tuple[int, ...]:
    """Numbers from 0 of the model's bands that show as red, green and blue."""
    names = [band.name.lower() for band in spec.bands]
    if {"red", "green", "blue"} <= set(names):
        return tuple(names.index(name) for name in ("red", "green", "blue"))
    return (0, 1, 2) if len(names) >= 3 else (0, 0, 0)


# -- a pair -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tiles:
    """The tiles of a pair, with what was found and what is true in them."""

    detection: ScratchDetection
    polygons: ClassPolygons
    windows: Sequence[Window]

    def truth(self, number: int) -> NDArray[np.int16]:
        """Return the classes of the polygons, int16 (height, width)."""
        return self.polygons.classes(self.detection.grid, self.windows[number])[0].astype(np.int16)

    def sample(self, number: int) -> Sample:
        """Read both dates of a tile, with its truth within the area."""
        pair, window = self.detection.pair, self.windows[number]
        placed = Window(window.row + pair.work.row, window.col + pair.work.col, window.height, window.width)
        truth = self.truth(number)
        truth[~pair.area.pixels(pair.grid, placed)] = UNKNOWN
        dates = [raster.read(pair.grid, placed) for raster in (self.detection.before, self.detection.after)]
        (earlier, earlier_valid), (later, later_valid) = dates
        return Sample(f"tile {number}", earlier, later, earlier_valid, later_valid, truth, pair.gsd_m)


def _of_pair(
    job: EvaluateModelJob, before: RasterSource, after: RasterSource, predictor: PairPredictor, context: JobContext
) -> Evaluation:
    spec = predictor.network.spec
    if job.labels is None:
        raise JobFailure("evaluation_inputs", "LABELS")
    polygons = ClassPolygons(job.labels)
    if not len(polygons):
        raise JobFailure("area_empty", "LABELS", layer=job.labels.name)
    classed = set_polygon_classes(polygons, spec)
    tally = Tally(spec, predictor.settings.threshold, classed)
    steps = steps_of(job.robustness) if job.robustness else []
    include = (job.area,) if job.area is not None else ()
    # The tool's own run is about as long as so many predictions of tiles.
    share = 0.5 if steps else 0.9
    with ScratchDetection(predictor, before, after, job.resolution, include, context=part_of(context, 0.0, share)) as detection:
        tiles = _Tiles(detection, polygons, list(windows_of(detection.grid, TILE)))
        for number, window in enumerate(tiles.windows):
            context.check()
            name = f"{window.row // TILE + 1}, {window.col // TILE + 1}"
            tally.add(name, "", detection.read(window), tiles.truth(number), number)
        if not tally.pieces:
            raise JobFailure("nothing_compared", "LABELS", predicted=spec.id, reference=job.labels.name)
        if not tally.any_change.changed.any():
            context.warn("evaluation_no_change", layer=job.labels.name)
        source = {
            "kind": "pair",
            "before": before.name,
            "after": after.name,
            "labels": job.labels.name,
            "gsd_m": detection.pair.gsd_m,
            "classes_told": classed,
        }

        def draw(piece: Piece) -> bytes:
            predicted = detection.read(tiles.windows[piece.number])
            return panels(tiles.sample(piece.number), predicted, predictor.settings.threshold, rgb_bands(spec))

        evaluation = _with_pictures({"source": source, **tally.document(), "skipped": []}, tally, draw)
        # Tiles with change first: without any there is no F1.
        ranked = sorted(tally.pieces, key=lambda piece: -(piece.counts.hits + piece.counts.misses))
        most = min(job.robustness_chips or _MOST_SAMPLES, _MOST_SAMPLES)
        numbers = sorted(piece.number for piece in ranked[:most])
        samples = {number: tiles.sample(number) for number in numbers} if steps else {}
    clock = Clock(len(numbers) * len(steps), part_of(context, share, 0.97))
    curves = _robustness(job, steps, numbers, samples.__getitem__, predictor, clock)
    return replace(evaluation, document={**evaluation.document, "robustness": curves})


def set_polygon_classes(polygons: ClassPolygons, spec: ModelSpec) -> bool:
    """Give each polygon its class, and return whether the polygons have the model's classes.

    Values of the class field are numbers or names of the model's classes, their directions (``construction``,
    ``demolition``), or ``0`` for ground that did not change. A model of one class takes any value for change.

    :raises JobFailure: ``class_unknown_to_model``.
    """
    labels = polygons.labels
    if labels is None:
        return False
    known = {str(item.value): item.value for item in spec.classes}
    known.update({item.name.strip().casefold(): item.value for item in spec.classes})
    known.update({item.direction: item.value for item in spec.classes if item.direction})
    values = np.zeros(len(labels), np.uint16)
    for label in sorted({str(item) for item in labels}):
        key = label.strip().casefold()
        key = key[:-2] if key.endswith(".0") else key
        if key in ("0", "no change"):
            value = 0
        elif key in known:
            value = known[key]
        elif len(spec.classes) == 1 and key not in ("", "none", "nan"):
            value = CHANGE
        else:
            names = ", ".join(f"{item.value} = {item.name}" for item in spec.classes)
            field = polygons.source.shown_field
            raise JobFailure("class_unknown_to_model", "CLASS_FIELD", value=label, field=field, known=names)
        values[[str(item) == label for item in labels]] = value
    polygons.set_values(values)
    return len(spec.classes) > 1


# -- both ---------------------------------------------------------------------------------------------


def _robustness(
    job: EvaluateModelJob,
    steps: Sequence[Any],
    numbers: Sequence[int],
    load: Callable[[int], Sample],
    predictor: PairPredictor,
    clock: Clock,
) -> Optional[dict[str, Any]]:
    if not steps:
        return None
    curves = [name for name in CURVES if name in job.robustness]
    measured = measure_steps(steps, numbers, load, predictor, clock.tick)
    return curves_document(curves, measured, predictor.settings.threshold, len(numbers))


def _with_pictures(document: dict[str, Any], tally: Tally, draw: Callable[[Piece], bytes]) -> Evaluation:
    shown = []
    for pieces in (tally.worst(_SHOWN), tally.best(_SHOWN)):
        shown.append([(_caption(piece), draw(piece)) for piece in pieces])
    names = [[_named(piece) for piece in pieces] for pieces in (tally.worst(_SHOWN), tally.best(_SHOWN))]
    return Evaluation({**document, "worst": names[0], "best": names[1]}, shown[0], shown[1])


def _caption(piece: Piece) -> str:
    where = f"{piece.group}/{piece.name}" if piece.group else piece.name
    return f"{where}: F1 {piece.counts.f1:.3f}"


def _named(piece: Piece) -> dict[str, Any]:
    return {"name": piece.name, "group": piece.group, "f1": piece.counts.f1}
