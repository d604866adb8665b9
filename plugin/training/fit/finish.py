"""From the best weights to the model file, its measures and the documents beside it."""

from __future__ import annotations

import hashlib
import io
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from PIL import Image

from ...engine.context import JobContext
from ...jobs.events import Picture, Row
from ...jobs.failure import JobFailure
from ...jobs.publish import prepare, publish, writing
from ...jobs.train_model import CLASS, COMPARISON, FIGURE
from ...model_file.spec import ModelSpec, parse_spec
from ..labels.checks import known_pixels
from ..labels.read_data import binary
from .calibrate import best_temperature
from .crops import read_window
from .documents import Facts, Figures, card, epoch_table, html_report, stac_item
from .export import export_network
from .gain import LEAST_BLOCKS, Gain, gain
from .halo import CORE, largest_halo, needed_halo
from .judge import Judgement, ValidationMeasures, judge, lay_tiles
from .loop import Outcome
from .mlflow_log import log_to_mlflow
from .model_metadata import model_metadata
from .panels import captions_of
from .prepare import Prepared
from .result_pictures import result_pictures
from .task import ClassPredictor

MOST_TILES = 400
_HALO_SCENES = 4
# Validation pixels at which the threshold that is best there counts as much as the base model's: 20 blocks of 64 x 64.
_PRIOR_PIXELS = 20 * 64**2
_TRAINED = 0.97  # of the progress bar
_MEASURES = ("precision", "recall", "f1", "iou")


def finish(prepared: Prepared, outcome: Outcome, share: float, context: JobContext) -> dict[str, Any]:
    """Calibrate, measure, export, describe and publish.

    :param share: of new weights, where they are mixed with the base model's; else 1.
    :return: the outputs by name, and more for panels.
    :raises JobFailure: the file cannot be written, or its predictions differ from the network's.
    """
    job, task = prepared.job, prepared.task
    network = task.network
    network.load_state_dict(outcome.weights)
    network.eval()
    context.progress(_TRAINED, "calibrating")
    tiles = lay_tiles(prepared.split.validation, task.architecture.stride, MOST_TILES)
    temperature = best_temperature(ClassPredictor(network, task), task.meaning, tiles, job.settings.seed)
    predictor = ClassPredictor(network, task, temperature=temperature)
    judged = judge(predictor, tiles, task.meaning.classes, context.check, True) if tiles else None
    threshold = chosen_threshold(judged, prepared.base.spec)
    context.info("training_calibrated", temperature=temperature, threshold=threshold)
    context.progress(_TRAINED, "comparing")
    base_judged = _judge_base(prepared, context)
    figures = _figures(outcome, prepared.data.classes, judged, threshold, base_judged, context)
    halo = _halo(prepared)
    metadata = model_metadata(prepared, threshold, temperature, halo, figures)
    parse_spec(metadata)  # raises where the file could not be read
    sheet = result_pictures(tiles, predictor, threshold, captions_of(job.texts), job.pictures, context)
    shown = [
        *_facts(prepared, outcome, share),
        ("fact_threshold", f"{threshold:g}"),
        ("fact_temperature", f"{temperature:g}"),
        ("fact_halo", str(halo)),
        ("fact_date", time.strftime("%Y-%m-%d")),
    ]
    facts = Facts(metadata, shown, prepared.used_settings, dict(job.provenance), _weights_source(prepared))
    difference, digest = _write(prepared, facts, figures, temperature, sheet)
    context.info("training_written", path=job.model, difference=difference)
    log_to_mlflow(job, facts, figures, context)
    values = _values(prepared, judged, threshold, figures, outcome, digest)
    if values["FIGURE"] is not None:
        context.emit(Picture(FIGURE, values["FIGURE"]))
    return values


def _weights_source(prepared: Prepared) -> Optional[str]:
    """Return where the weights came from before the training; ``None`` = they were random."""
    base = prepared.base
    if base.continues:
        return base.name
    if not prepared.start.pretrained:
        return None
    return base.weights.name if base.weights is not None else "ImageNet"


def chosen_threshold(judged: Optional[Judgement], spec: Optional[ModelSpec]) -> float:
    """Return the threshold with the best F1 on the validation ground; the less ground, the nearer to the base model's.

    :param judged: on the validation ground; ``None`` = there is none. ``spec``: of the base model; ``None`` = there is none.
    """
    if judged is None or not judged.has_change:
        return spec.threshold if spec is not None else 0.5
    best = judged.best_threshold()
    if spec is None:
        return best
    pixels = int(judged.pixels.sum())
    share = pixels / (pixels + _PRIOR_PIXELS)
    odds = share * _log_odds(best) + (1 - share) * _log_odds(spec.threshold)
    return round(1 / (1 + math.exp(-odds)), 3)


def _log_odds(threshold: float) -> float:
    probability = min(max(threshold, 0.001), 0.999)
    return math.log(probability / (1 - probability))


def _halo(prepared: Prepared) -> int:
    """Return the context in pixels: the base model's, or measured."""
    if prepared.base.spec is not None:
        return prepared.base.spec.halo
    side = CORE + 2 * largest_halo(prepared.task.architecture.stride)
    crops = [
        read_window(scene, scene.shape[0] // 2, scene.shape[1] // 2, side)[0] for scene in prepared.data.scenes[:_HALO_SCENES]
    ]
    return needed_halo(prepared.task.network, prepared.task, crops)


@dataclass(frozen=True)
class BaseJudged:
    """The base model on the validation ground, at its own threshold. ``whole``: it has the labels' classes."""

    judgement: Judgement
    threshold: float
    whole: bool


def _judge_base(prepared: Prepared, context: JobContext) -> Optional[BaseJudged]:
    teacher, spec, scenes = prepared.start.teacher, prepared.base.spec, prepared.split.validation
    if teacher is None or spec is None or not scenes:
        return None
    whole = prepared.start.target.keeps_head
    tiles = lay_tiles(scenes if whole else binary(scenes), prepared.task.architecture.stride, MOST_TILES)
    predictor = ClassPredictor(teacher.network, prepared.task, teacher.meaning, prepared.base.temperature)
    judged = judge(predictor, tiles, teacher.meaning.classes, context.check, True)
    return BaseJudged(judged, spec.threshold, whole)


def _figures(
    outcome: Outcome,
    names: Sequence[str],
    judged: Optional[Judgement],
    threshold: float,
    base_judged: Optional[BaseJudged],
    context: JobContext,
) -> Figures:
    classes: list[dict[str, Any]] = []
    comparison: list[dict[str, Any]] = []
    compared: Optional[Gain] = None
    if judged is not None:
        classes += _class_rows(judged, names, threshold, "new")
        if base_judged is not None and base_judged.whole:
            classes += _class_rows(base_judged.judgement, names, base_judged.threshold, "base")
        # A base model with other classes can be compared in any change only.
        alike = base_judged is None or base_judged.whole
        new = judged.mean(threshold) if alike else judged.any_change(threshold)
        old: Optional[ValidationMeasures] = None
        if base_judged is not None:
            one = base_judged.judgement
            old = one.mean(base_judged.threshold) if base_judged.whole else one.any_change(base_judged.threshold)
        for name in _MEASURES:
            comparison.append({"measure": name, "base": getattr(old, name) if old else None, "new": getattr(new, name)})
        if old is not None and old.f1 >= new.f1:
            context.warn("training_worse", base=old.f1, new=new.f1)
        if base_judged is not None and judged.pixels[0]:  # land cover has no "any change"
            blocks = base_judged.judgement.blocks
            compared = gain(judged.blocks, blocks, threshold, base_judged.threshold)
            if compared is None:
                blocks_there = len(judged.blocks)
                context.warn("training_gain_unknown", blocks=blocks_there, least=LEAST_BLOCKS)
        if compared is not None:
            tell = context.info if compared.real else context.warn
            code = "training_gain" if compared.real else "training_alike"
            tell(code, gain=compared.f1, low=compared.low, high=compared.high, blocks=compared.blocks)
    for table, rows in ((CLASS, classes), (COMPARISON, comparison)):
        for row in rows:
            context.emit(Row(table, row))
    return Figures(outcome.rows, classes, comparison, compared)


def _class_rows(judged: Judgement, names: Sequence[str], threshold: float, model: str) -> list[dict[str, Any]]:
    found = [("no change", judged.unchanged(threshold))] if judged.pixels[0] else []
    found += [(name, judged.of_class(number, threshold)) for number, name in enumerate(names, 1)]
    return [
        {"class": name, "model": model, **{key: getattr(part, key) for key in (*_MEASURES, "pixels")}} for name, part in found
    ]


def _facts(prepared: Prepared, outcome: Outcome, share: float) -> list[tuple[str, str]]:
    """Return the facts of the card and of the report: key of the text, value."""
    base, data, split, task, replay = prepared.base, prepared.data, prepared.split, prepared.task, prepared.replay
    names = list(dict.fromkeys(scene.name for scene in data.scenes))
    shown = ", ".join(names[:8]) + (f" (+{len(names) - 8})" if len(names) > 8 else "")
    training, validation = known_pixels(split.training), known_pixels(split.validation)
    hectares = (training + validation) * (data.gsd_m or 0.0) ** 2 / 10_000
    forgetting: list[Optional[str]] = [
        f"distillation, weight {task.settings.distillation:g}" if task.teacher is not None else None,
        f"replay of {len(replay)} chips" if replay else None,
        f"weights: {share:.1%} new, the rest of the base" if share < 1 else None,
    ]
    return [
        ("fact_data", shown),
        ("fact_classes", ", ".join(data.classes)),
        ("fact_polygons", str(data.polygons) if data.polygons else "-"),
        ("fact_area", f"{hectares:.2f} ha" if data.gsd_m else f"{training + validation:,} pixels"),
        ("fact_split", f"{training:,} training pixels, {validation:,} validation pixels, in blocks of ground"),
        ("fact_base", base.name + (f" (SHA-256 {base.sha256})" if base.sha256 else "")),
        ("fact_network", f"{task.architecture.plan.name}, {sum(p.numel() for p in task.network.parameters()):,} parameters"),
        ("fact_epochs", f"{len(outcome.rows)}, kept {outcome.best_epoch}"),
        ("fact_time", f"{outcome.seconds / 60:.1f} min, {task.device}"),
        ("fact_forgetting", "; ".join(item for item in forgetting if item) or "-"),
    ]


def _write(
    prepared: Prepared, facts: Facts, figures: Figures, temperature: float, sheet: Optional[Image.Image]
) -> tuple[float, str]:
    """Write the model and its documents; return how much its predictions differ from the network's, and its SHA-256."""
    job, network, architecture = prepared.job, prepared.task.network, prepared.task.architecture
    staged = prepare("MODEL", job.model, job.scratch)
    stem = os.path.splitext(staged)[0]
    picture: Optional[bytes] = None
    with writing("MODEL", job.model):
        try:
            difference = export_network(network.to("cpu"), architecture, Path(staged), facts.metadata, temperature)
        except ValueError as error:
            raise JobFailure("write_failed", "MODEL", path=job.model, reason=str(error)) from error
        with open(staged, "rb") as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
        _text(f"{stem}.md", card(facts, figures))
        _text(f"{stem}.epochs.csv", epoch_table(figures.rows))
        side = architecture.fixed_side or -1
        shape = (-1, architecture.plan.input_channels, side, side)
        parameters = sum(parameter.numel() for parameter in network.parameters())
        _text(f"{stem}.stac.json", stac_item(facts, os.path.basename(job.model), shape, parameters, digest))
        if sheet is not None:
            buffer = io.BytesIO()
            sheet.save(buffer, "PNG")
            picture = buffer.getvalue()
            with open(f"{stem}.png", "wb") as stream:
                stream.write(picture)
    outputs = [("MODEL", job.model)]
    if job.report is not None:
        page = html_report(facts, figures, picture, job.texts)
        with writing("REPORT", job.report):
            _text(prepare("REPORT", job.report, job.scratch), page)
        outputs.append(("REPORT", job.report))
    publish(outputs, job.scratch)
    return difference, digest


def _text(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)


def _values(
    prepared: Prepared,
    judged: Optional[Judgement],
    threshold: float,
    figures: Figures,
    outcome: Outcome,
    digest: str,
) -> dict[str, Any]:
    job = prepared.job
    new = {item["measure"]: item["new"] for item in figures.comparison}
    old = {item["measure"]: item["base"] for item in figures.comparison}
    stem = os.path.splitext(job.model)[0]
    figure = f"{stem}.png" if os.path.isfile(f"{stem}.png") else None
    return {
        "MODEL": job.model,
        "REPORT": job.report,
        "F1": new.get("f1"),
        "IOU": new.get("iou"),
        "PRECISION": new.get("precision"),
        "RECALL": new.get("recall"),
        "BASE_F1": old.get("f1"),
        "BEST_EPOCH": outcome.best_epoch,
        "EPOCHS": len([row for row in outcome.rows if row["epoch"] > 0]),
        "THRESHOLD": threshold,
        "SHA256": digest,
        "SECONDS": round(outcome.seconds, 1),
        "CARD": f"{stem}.md",
        "FIGURE": figure,
        "STAC": f"{stem}.stac.json",
        "VALIDATION_PIXELS": 0 if judged is None else int(judged.pixels.sum()),
        "LOG": os.path.join(job.checkpoints, "tensorboard"),
    }
