"""From the best weights to the model file, its measures and what lies beside it."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from PIL import Image
from torch import nn

from ...engine.context import JobContext
from ...engine.outputs.publish import prepare, publish, writing
from ...jobs.events import Picture, Row
from ...jobs.failure import JobFailure
from ...jobs.report_texts import REPORT_TEXTS
from ...jobs.train_model import BEST, CLASS, COMPARISON, FIGURE, WORST, TrainModelJob
from ...model_file.spec import ModelSpec, parse_spec
from ..labels.blocks import Split
from ..labels.read_data import binary
from ..labels.scene import LabelledData
from .base import Base, Start
from .calibrate import best_temperature, needed_halo
from .documents import Facts, Figures, card, html_report, stac_item
from .export import base_metadata, export_network
from .judge import ClassMeasures, Judgement, Tile, judge, lay_tiles
from .loop import Outcome, Predictor, Task
from .meaning import direction_of
from .panels import colour_of, save_picture, stack
from .watch import tile_picture

MOST_TILES = 400
_SHOWN = 4
_WAVELENGTHS = {"red": 665, "green": 560, "blue": 490, "nir": 842}
_MEASURES = ("precision", "recall", "f1", "iou")


@dataclass(frozen=True)
class Finished:
    """What a training gave. ``values``: of the job's result."""

    values: dict[str, Any]


def final_tiles(split: Split, stride: int) -> list[Tile]:
    """The validation ground, whole as far as that is bearable."""
    return lay_tiles(split.validation, stride, MOST_TILES)


def finish(
    job: TrainModelJob,
    base: Base,
    start: Start,
    task: Task,
    outcome: Outcome,
    data: LabelledData,
    split: Split,
    settings: dict[str, Any],
    facts: list[tuple[str, str]],
    context: JobContext,
) -> Finished:
    """Calibrate, measure, export, describe and publish.

    :raises JobFailure: the file cannot be written, or does not compute what the network does.
    """
    network = task.network
    network.load_state_dict(outcome.weights)
    network.eval()
    context.progress(0.97, "validating")
    tiles = final_tiles(split, task.architecture.stride)
    temperature = best_temperature(Predictor(network, task), task.meaning, tiles, job.settings.seed)
    predictor = Predictor(network, task, temperature=temperature)
    judged = judge(predictor, tiles, task.meaning.classes, context.check) if tiles else None
    threshold = _threshold(judged, base.spec)
    context.info("training_calibrated", temperature=temperature, threshold=threshold)
    base_judged = _judge_base(base, start, task, split, context)
    figures = _figures(outcome, data.classes, judged, threshold, base_judged, base, start, context)
    halo = base.spec.halo if base.spec is not None else needed_halo(network, task, data.scenes)
    metadata = _metadata(job, base, start, task, data, threshold, temperature, halo, figures)
    parse_spec(metadata)  # what is written can be read
    captions = captions_of(job.texts)
    sheet = _pictures(job, tiles, predictor, threshold, captions, context)
    facts = [
        *facts,
        ("fact_threshold", f"{threshold:g}"),
        ("fact_temperature", f"{temperature:g}"),
        ("fact_halo", str(halo)),
        ("fact_date", time.strftime("%Y-%m-%d")),
    ]
    told = Facts(metadata, facts, settings, dict(job.provenance), _weights_from(base, start))
    difference, digest = _write(job, told, figures, network, task, temperature, sheet)
    context.info("training_written", path=job.model, difference=difference)
    _log_to_mlflow(job, told, figures, context)
    return Finished(_values(job, judged, threshold, figures, base_judged, digest, outcome, context))


def _weights_from(base: Base, start: Start) -> Optional[str]:
    """What the weights came from before the training; ``None`` = chance."""
    if base.continues:
        return base.name
    if not start.pretrained:
        return None
    return base.weights.name if base.weights is not None else "ImageNet"


def captions_of(texts: dict[str, str]) -> tuple[str, ...]:
    """The captions of the four panels. Pictures have letters of their own: only what they hold is used."""
    keys = ("training_before", "training_after", "training_truth", "training_prediction")
    found = (texts.get(key) or REPORT_TEXTS[key] for key in keys)
    return tuple(text.encode("latin-1", "replace").decode("latin-1") for text in found)


def _threshold(judged: Optional[Judgement], spec: Optional[ModelSpec]) -> float:
    if judged is not None and judged.has_change:
        return judged.best_threshold()
    return spec.threshold if spec is not None else 0.5


@dataclass(frozen=True)
class BaseJudged:
    """The base model on the validation ground, at its own threshold. ``whole``: it has the labels' classes."""

    judgement: Judgement
    threshold: float
    whole: bool


def _judge_base(base: Base, start: Start, task: Task, split: Split, context: JobContext) -> Optional[BaseJudged]:
    if start.teacher is None or start.teacher_meaning is None or base.spec is None or not split.validation:
        return None
    whole = start.aim.keeps_head
    scenes = split.validation if whole else binary(split.validation)
    tiles = lay_tiles(scenes, task.architecture.stride, MOST_TILES)
    predictor = Predictor(start.teacher, task, start.teacher_meaning, base.temperature)
    judged = judge(predictor, tiles, start.teacher_meaning.classes, context.check)
    return BaseJudged(judged, base.spec.threshold, whole)


def _figures(
    outcome: Outcome,
    names: Sequence[str],
    judged: Optional[Judgement],
    threshold: float,
    base_judged: Optional[BaseJudged],
    base: Base,
    start: Start,
    context: JobContext,
) -> Figures:
    classes: list[dict[str, Any]] = []
    comparison: list[dict[str, Any]] = []
    if judged is not None:
        classes += _class_rows(judged, names, threshold, "new")
        if base_judged is not None and base_judged.whole:
            classes += _class_rows(base_judged.judgement, names, base_judged.threshold, "base")
        # A base with other classes can be compared in change as such alone.
        alike = base_judged is None or base_judged.whole
        new = judged.mean(threshold) if alike else judged.any_change(threshold)
        old: Optional[ClassMeasures] = None
        if base_judged is not None:
            one = base_judged.judgement
            old = one.mean(base_judged.threshold) if base_judged.whole else one.any_change(base_judged.threshold)
        for name in _MEASURES:
            comparison.append({"measure": name, "base": getattr(old, name) if old else None, "new": getattr(new, name)})
        if old is not None and old.f1 >= new.f1:
            context.warn("training_worse", base=old.f1, new=new.f1)
    for table, rows in ((CLASS, classes), (COMPARISON, comparison)):
        for row in rows:
            context.emit(Row(table, row))
    return Figures(outcome.rows, classes, comparison)


def _class_rows(judged: Judgement, names: Sequence[str], threshold: float, model: str) -> list[dict[str, Any]]:
    found = [("no change", judged.unchanged(threshold))]
    found += [(name, judged.of_class(number, threshold)) for number, name in enumerate(names, 1)]
    return [
        {"class": name, "model": model, **{key: getattr(part, key) for key in (*_MEASURES, "pixels")}} for name, part in found
    ]


def model_id(job: TrainModelJob) -> str:
    """The id of the new model: as given, or by its file's name."""
    text = job.model_id or os.path.splitext(os.path.basename(job.model))[0]
    return re.sub(r"[^\w.-]+", "-", text).strip("-") or "model"


def _metadata(
    job: TrainModelJob,
    base: Base,
    start: Start,
    task: Task,
    data: LabelledData,
    threshold: float,
    temperature: float,
    halo: int,
    figures: Figures,
) -> dict[str, Any]:
    identity = model_id(job)
    title = job.title or identity
    gsd = data.gsd_m
    if base.spec is not None:
        metadata = {**base.spec.document, "id": identity, "title": title}
        range_m = dict(metadata["gsd_m"])
        if gsd is not None:
            metadata["gsd_m"] = {
                **range_m,
                "min": min(float(range_m["min"]), gsd),
                "max": max(float(range_m["max"]), gsd),
                "best": round(gsd, 4),
            }
    else:
        metadata = base_metadata(identity, title, task.architecture, halo)
        known = gsd if gsd is not None else 0.5
        metadata["gsd_m"] = {"min": round(known / 2, 4), "best": round(known, 4), "max": round(known * 2, 4)}
        metadata["bands"] = [_band(name) for name in data.band_names]
        metadata["min_area_m2"] = round(4 * known**2, 3)
    plan = task.architecture.plan
    metadata |= {
        "halo": halo,
        "threshold": threshold,
        "calibration": {"method": "temperature", "temperature": temperature, "applied_in_graph": True},
        "directions": plan.directions,
        "output": {"kind": "probability", "no_change_channel": plan.no_change_channel},
    }
    if not start.aim.keeps_head:
        metadata["classes"] = [_class(number, name) for number, name in enumerate(data.classes, 1)]
        metadata["directions"] = any("direction" in item for item in metadata["classes"])
    earlier = base.spec.document.get("training", {}) if base.spec is not None else {}
    metadata["training"] = {
        "data": ", ".join(dict.fromkeys(scene.name for scene in data.scenes[:20])),
        "base": base.name,
        "base_sha256": base.sha256,
        "earlier": earlier,
        "licence": str(earlier.get("licence", "")),
        "attribution": str(earlier.get("attribution", "")),
        "provenance": dict(job.provenance),
    }
    metadata["accuracy"] = []
    if figures.comparison:
        values = {item["measure"]: round(float(item["new"]), 4) for item in figures.comparison}
        metadata["accuracy"].append({"place": "validation ground", "split": "blocks left out of training", **values})
    return metadata


def _band(name: str) -> dict[str, Any]:
    wavelength = _WAVELENGTHS.get(name.lower())
    return {"name": name, "wavelength_nm": wavelength} if wavelength else {"name": name}


def _class(number: int, name: str) -> dict[str, Any]:
    item: dict[str, Any] = {"value": number, "name": name, "color": colour_of(number)}
    direction = direction_of(name)
    return {**item, "direction": direction} if direction else item


def _pictures(
    job: TrainModelJob,
    tiles: Sequence[Tile],
    predictor: Predictor,
    threshold: float,
    captions: Sequence[str],
    context: JobContext,
) -> Optional[Image.Image]:
    """The figure, and the best and the worst chips as events."""
    if not tiles:
        return None
    made: list[tuple[float, Image.Image]] = []
    for tile in lay_sample(tiles):
        context.check()
        picture, f1 = tile_picture(tile, predictor, threshold, captions)
        made.append((f1, picture))
    ordered = sorted(made, key=lambda item: item[0])
    if job.pictures is not None:
        for name, part in ((WORST, ordered[:_SHOWN]), (BEST, ordered[::-1][:_SHOWN])):
            for index, (f1, picture) in enumerate(part):
                path = save_picture(picture, Path(job.pictures) / f"{name}_{index}.png")
                context.emit(Picture(name, path, 0, {"chip": index, "f1": f1}))
    # From the best over the middle to the worst: an honest figure.
    count = min(_SHOWN, len(ordered))
    chosen = [ordered[round(index * (len(ordered) - 1) / max(1, count - 1))][1] for index in range(count)]
    return stack(list(reversed(chosen)))


def lay_sample(tiles: Sequence[Tile], most: int = 64) -> list[Tile]:
    """At most so many tiles with change, spread evenly; all there are where none has change."""
    changed = [tile for tile in tiles if _changed(tile)] or list(tiles)
    step = max(1, len(changed) // most)
    return changed[::step][:most]


def _changed(tile: Tile) -> bool:
    part = tile.scene.target[tile.row : tile.row + tile.side, tile.col : tile.col + tile.side]
    return bool(((part > 0) & (part < 254)).any())


def _write(
    job: TrainModelJob,
    told: Facts,
    figures: Figures,
    network: nn.Module,
    task: Task,
    temperature: float,
    sheet: Optional[Image.Image],
) -> tuple[float, str]:
    staged = prepare("MODEL", job.model, job.scratch)
    stem = os.path.splitext(staged)[0]
    picture: Optional[bytes] = None
    with writing("MODEL", job.model):
        try:
            difference = export_network(network.to("cpu"), task.architecture, Path(staged), told.metadata, temperature)
        except ValueError as error:
            raise JobFailure("write_failed", "MODEL", path=job.model, reason=str(error)) from error
        with open(staged, "rb") as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
        _text(f"{stem}.md", card(told, figures))
        side = task.architecture.fixed_side or -1
        channels = task.architecture.plan.bands * (1 if task.architecture.layout == "siamese" else 2)
        shape = (-1, channels, side, side)
        parameters = sum(parameter.numel() for parameter in network.parameters())
        _text(f"{stem}.stac.json", stac_item(told, os.path.basename(job.model), shape, parameters, digest))
        if sheet is not None:
            buffer = io.BytesIO()
            sheet.save(buffer, "PNG")
            picture = buffer.getvalue()
            with open(f"{stem}.png", "wb") as stream:
                stream.write(picture)
    outputs = [("MODEL", job.model)]
    if job.report is not None:
        page = html_report(told, figures, picture, job.texts)
        with writing("REPORT", job.report):
            _text(prepare("REPORT", job.report, job.scratch), page)
        outputs.append(("REPORT", job.report))
    publish(outputs, job.scratch)
    return difference, digest


def _text(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)


def _log_to_mlflow(job: TrainModelJob, told: Facts, figures: Figures, context: JobContext) -> None:
    """A run for MLflow where it is installed: at its own address, or in the folder of the checkpoints."""
    if importlib.util.find_spec("mlflow") is None:
        return
    # A folder is what fits beside a model and what mlflow-skinny can write; MLflow 3 asks for a word that it is wanted.
    os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")  # MLflow's makers learn of no run that the user does not report
    try:
        import mlflow

        if not os.environ.get("MLFLOW_TRACKING_URI"):
            mlflow.set_tracking_uri(Path(job.checkpoints, "mlruns").resolve().as_uri())
        mlflow.set_experiment("groundshift")
        with mlflow.start_run(run_name=told.metadata["id"]):
            mlflow.log_params({key: str(value)[:250] for key, value in told.settings.items()})
            for row in figures.rows:
                values = {key: value for key, value in row.items() if isinstance(value, float)}
                mlflow.log_metrics(values, step=int(row["epoch"]))
            mlflow.log_metrics({f"validation_{item['measure']}": float(item["new"]) for item in figures.comparison})
            stem = os.path.splitext(job.model)[0]
            for path in (job.model, f"{stem}.md", f"{stem}.png"):
                if os.path.isfile(path):  # without validation ground there is no figure
                    mlflow.log_artifact(path)
        context.info("training_mlflow", uri=mlflow.get_tracking_uri())
    except Exception as error:  # a log that cannot be kept must not cost a model
        context.warn("said", text=f"MLflow: {error}")


def _values(
    job: TrainModelJob,
    judged: Optional[Judgement],
    threshold: float,
    figures: Figures,
    base_judged: Optional[BaseJudged],
    digest: str,
    outcome: Outcome,
    context: JobContext,
) -> dict[str, Any]:
    new = {item["measure"]: item["new"] for item in figures.comparison}
    old = {item["measure"]: item["base"] for item in figures.comparison}
    stem = os.path.splitext(job.model)[0]
    figure = f"{stem}.png" if os.path.isfile(f"{stem}.png") else None
    if figure is not None:
        context.emit(Picture(FIGURE, figure))
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
        "VALIDATION_PIXELS": 0 if judged is None else int(judged.counts.sum()),
        "LOG": os.path.join(job.checkpoints, "tensorboard"),
    }
