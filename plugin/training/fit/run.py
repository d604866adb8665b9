"""A training from the job to its result."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Optional

import torch
from torch import Tensor

from ...engine.context import JobContext, gdal_cache
from ...jobs.events import Picture, Row
from ...jobs.failure import JobFailure
from ...jobs.train_model import (
    AUGMENTATIONS,
    MONITORS,
    SAMPLE,
    SCHEDULES,
    SETUP,
    TrainingSettings,
    TrainModelJob,
)
from ...model_file.spec import Normalisation
from ...rules.label_codes import CHANGE_NAME, NO_CHANGE, NO_DATA, UNLABELLED
from ...rules.training_settings import NUMBERS, check_numbers
from ..labels.blocks import Split, split_scenes
from ..labels.checks import class_pixels, known_pixels
from ..labels.chip_scenes import read_chips
from ..labels.read_data import DataWish, binary, check_bands, digest, read_data
from ..labels.scene import ClassTable, LabelledData, Scene
from .augment import Augmentation
from .base import Base, Start, open_base, start_from
from .blend import blend_with_base
from .checkpoint import Checkpoints
from .crops import CropPlan, Crops
from .finish import captions_of, finish
from .judge import judge, lay_tiles
from .loop import (
    Outcome,
    Predictor,
    Task,
    Training,
    choose_device,
    choose_precision,
    core_count,
    measures_row,
)
from .optimisation import Schedule, usual_optimisation
from .panels import chip_strip, save_picture
from .watch import Show

# Validation tiles that are judged after each epoch.
_EPOCH_TILES = 48
_LEAST_EPOCH_STEPS, _MOST_EPOCH_STEPS = 20, 200
_SAMPLES = 6
_LEAST_TILE = round(NUMBERS["TILE_SIZE"].least)
CONTINUED_RATE, SCRATCH_RATE = 5e-4, 2e-3


def run_training(job: TrainModelJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its temporary files are removed by the caller.

    :return: what the training gave, see :func:`.finish.finish`; of a job that only samples, counts.
    :raises JobFailure: with the reason and the mend. :raises Cancelled: the user wanted to stop; the checkpoint is kept.
    """
    check_settings(job.settings)
    torch.set_num_threads(core_count(job.settings.threads or job.threads))
    device = choose_device(job.settings.device)
    base = open_base(job.base)
    with gdal_cache():
        data, replay = read_everything(job, base, context)
    split = split_scenes(data.scenes, job.settings.validation_share, job.settings.seed)
    start = start_from(base, data.classes, data.scenes[0].bands, job.settings.loss, job.settings.seed, context)
    task = make_task(job, base, start, data, replay, split, device, context)
    _say_setup(job, base, start, task, data, split, replay, context)
    _show_samples(job, task, context)
    if job.only_sample:
        return {"TILES": len(task.tiles), "STEPS": task.schedule.steps}
    checkpoints = Checkpoints(job.checkpoints, identity_of(job, base, start, data))
    resumes = checkpoints.begin(job.resume)
    log = Path(job.checkpoints) / "tensorboard"
    show = Show(task, job.pictures, log, captions_of(job.texts), context)
    try:
        training = Training(task, checkpoints, show, job.control, context)
        if resumes:
            training.resume()
            show.again(training.resumed_epoch)
        elif base.continues and start.aim.keeps_head and task.tiles:
            training.begin_rows(_base_row(base, start, task, context))
        outcome = training.run()
    finally:
        show.close()
    if outcome.best_epoch:
        context.info("training_kept", epoch=outcome.best_epoch, monitor=job.settings.monitor, value=abs(outcome.best_value))
    share = 1.0
    if base.continues and start.aim.keeps_head and task.tiles and job.settings.distillation > 0:
        outcome, share = _held_to_base(start, task, outcome, context)
    settings = settings_table(job, base, task)
    facts = _facts(base, start, task, data, split, replay, outcome.seconds, outcome.best_epoch, len(outcome.rows), share)
    values = finish(job, base, start, task, outcome, data, split, settings, facts, context).values
    checkpoints.remove()
    context.progress(1.0, "done", 0.0)
    return values


def _held_to_base(start: Start, task: Task, outcome: Outcome, context: JobContext) -> tuple[Outcome, float]:
    """The outcome with its weights blended with the base's, and the share of the new ones (:mod:`.blend`)."""
    if start.teacher is None:
        raise ValueError("no base model")
    context.progress(0.97, "validating")
    base = {key: value.cpu() for key, value in start.teacher.state_dict().items()}
    alone = outcome.best_value if outcome.best_epoch else None
    blend = blend_with_base(task, base, task.network, outcome.weights, context.check, alone)
    if blend.share < 1:
        shown = {"monitor": task.settings.monitor, "value": abs(blend.value), "alone": abs(blend.alone)}
        context.info("training_blended", percent=100 * blend.share, **shown)
    return replace(outcome, weights=blend.weights), blend.share


def check_settings(settings: TrainingSettings) -> None:
    """:raises JobFailure: ``training_setting`` or ``method_unknown``."""
    for name, value, known in (
        ("SCHEDULE", settings.schedule, SCHEDULES),
        ("MONITOR", settings.monitor, MONITORS),
        *(("AUGMENTATIONS", kind, AUGMENTATIONS) for kind in settings.augmentations),
    ):
        if value not in known:
            raise JobFailure("method_unknown", name, value=value, known=", ".join(known))
    check_numbers(settings)


def read_everything(job: TrainModelJob, base: Base, context: JobContext) -> tuple[LabelledData, tuple[Scene, ...]]:
    """The labelled data, and the chips to replay with the classes of the former.

    :raises JobFailure: something cannot be read or does not fit.
    """
    normalisation = base.spec.normalisation if base.spec is not None else Normalisation()
    wish = DataWish(job.pairs, job.chips, base.spec, normalisation, job.resolution, job.settings.seed)
    data = read_data(wish, os.path.join(job.scratch, "scenes"), context)
    replay: list[Scene] = []
    for number, folder in enumerate(job.replay):
        classes = ClassTable()
        found = read_chips(folder, base.spec, normalisation, classes, "REPLAY", number, context)
        replay += as_classes(found, classes.names, data.classes)
    check_bands([*data.scenes, *replay])
    return data, tuple(replay)


def as_classes(scenes: Sequence[Scene], names: Sequence[str], wanted: Sequence[str]) -> list[Scene]:
    """Scenes with other classes in terms of ``wanted``; where a class has no match, the label is not known."""
    if tuple(wanted) == (CHANGE_NAME,):
        return binary(scenes)
    table = torch.full((256,), UNLABELLED, dtype=torch.uint8).numpy()
    table[NO_CHANGE], table[NO_DATA] = NO_CHANGE, NO_DATA
    keys = {name.casefold(): number for number, name in enumerate(wanted, 1)}
    for number, name in enumerate(names, 1):
        table[number] = keys.get(name.casefold(), UNLABELLED)
    return [replace(scene, target=table[scene.target]) for scene in scenes]


def make_task(
    job: TrainModelJob,
    base: Base,
    start: Start,
    data: LabelledData,
    replay: Sequence[Scene],
    split: Split,
    device: str,
    context: JobContext,
) -> Task:
    """Put everything together that the loop works with; the network goes to its device."""
    settings = job.settings
    stride = start.architecture.stride
    side = _tile_side(settings.tile_size, stride, split.training)
    meaning = start.aim.meaning
    kinds = frozenset(settings.augmentations)
    swapped = meaning.swap_table() if "swapped_dates" in kinds and settings.augmentation > 0 else None
    if "swapped_dates" in kinds and settings.augmentation > 0 and swapped is None:
        context.info("training_swaps_not")
    distils = start.teacher is not None and settings.distillation > 0
    replayed = round(settings.batch_size * settings.replay_share) if replay else 0
    plan = CropPlan(
        side=side,
        labelled=max(1, settings.batch_size - replayed),
        replayed=replayed,
        unlabelled=max(1, settings.batch_size // 2) if distils else 0,
        balance=settings.class_balance,
        augmentation=Augmentation(kinds, settings.augmentation),
        swapped=swapped,
        seed=settings.seed,
    )
    crops = Crops(split.training, data.unlabelled, replay, plan)
    distils = distils and crops.has_unlabelled
    place: Any = start.network.to(device)
    network = place.to(memory_format=torch.channels_last)
    teacher = start.teacher.to(device) if start.teacher is not None else None
    tiles = lay_tiles(split.validation, stride, _EPOCH_TILES)
    labelled = known_pixels(split.training)
    steps = settings.steps_per_epoch or min(
        max(math.ceil(3 * labelled / (settings.batch_size * side**2)), _LEAST_EPOCH_STEPS), _MOST_EPOCH_STEPS
    )
    frozen = settings.frozen_epochs
    if frozen is None:
        frozen = max(1, settings.epochs // 5) if start.pretrained and settings.epochs > 2 else 0
    if start.architecture.plan.encoder is None:
        frozen = 0
    rate = settings.learning_rate or (CONTINUED_RATE if base.continues else SCRATCH_RATE)
    return Task(
        network=network,
        architecture=start.architecture,
        meaning=meaning,
        teacher=teacher if distils else None,
        teacher_meaning=start.teacher_meaning,
        same_head=start.aim.keeps_head,
        crops=crops,
        tiles=tiles,
        schedule=Schedule(settings.epochs, steps, rate, frozen, settings.schedule),
        optimisation=usual_optimisation(rate),
        settings=settings,
        device=device,
        precision=choose_precision(device, settings.mixed_precision),
    )


def _tile_side(wanted: int, stride: int, scenes: Sequence[Scene]) -> int:
    """The side of crops: a multiple of the stride, no larger than the largest scene needs."""
    largest = max(max(scene.shape) for scene in scenes)
    side = min(wanted, math.ceil(largest / stride) * stride)
    return max(stride * max(1, round(_LEAST_TILE / stride)), side // stride * stride)


def identity_of(job: TrainModelJob, base: Base, start: Start, data: LabelledData) -> dict[str, Any]:
    """What must be the same for a training to be resumed."""
    settings = asdict(job.settings)
    for free in ("epochs", "minutes", "patience", "threads", "device", "monitor"):
        settings.pop(free)
    return {
        "network": start.aim.plan.document(),
        "base model": base.sha256 or base.name,
        "classes": list(data.classes),
        "data": digest(data),
        "replay": list(job.replay),
        "settings": settings,
    }


def settings_table(job: TrainModelJob, base: Base, task: Task) -> dict[str, Any]:
    """The settings as they were used."""
    settings = asdict(job.settings)
    settings |= {
        "learning_rate": task.schedule.learning_rate,
        "steps_per_epoch": task.schedule.steps_per_epoch,
        "frozen_epochs": task.schedule.frozen_epochs,
        "tile_size": task.crops.plan.side,
        "augmentations": ", ".join(job.settings.augmentations),
        "device": task.device,
        "precision": str(task.precision).rsplit(".", 1)[-1],
    }
    return {"architecture": task.architecture.plan.name, "base": base.name, **settings}


def _base_row(base: Base, start: Start, task: Task, context: JobContext) -> dict[str, Any]:
    """Row 0: the base model before the training, at its own threshold."""
    if start.teacher is None or start.teacher_meaning is None or base.spec is None:
        raise ValueError("no base model")
    teacher = start.teacher.to(task.device)
    predictor = Predictor(teacher, task, start.teacher_meaning, base.temperature)
    judged = judge(predictor, task.tiles, start.teacher_meaning.classes, context.check)
    row = {"epoch": 0, **measures_row(judged, base.spec.threshold), "best": False}
    context.info("training_base", **row)
    return row


def _say_setup(
    job: TrainModelJob,
    base: Base,
    start: Start,
    task: Task,
    data: LabelledData,
    split: Split,
    replay: Sequence[Scene],
    context: JobContext,
) -> None:
    pixels = class_pixels(data.scenes, len(data.classes))
    training, validation = known_pixels(split.training), known_pixels(split.validation)
    share = sum(pixels[1:]) / max(1, sum(pixels))
    context.info("training_data", train=training, validation=validation, percent=100 * share, classes=", ".join(data.classes))
    if not split.validation:
        context.warn("training_validation_none")
    elif not any(class_pixels(split.validation, len(data.classes))[1:]):
        context.warn("training_validation_unchanged")
    schedule, plan = task.schedule, task.crops.plan
    parameters = sum(parameter.numel() for parameter in task.network.parameters())
    context.info(
        "training_network",
        name=task.architecture.plan.name,
        parameters=parameters,
        device=task.device,
        precision=str(task.precision).rsplit(".", 1)[-1],
        epochs=schedule.epochs,
        steps=schedule.steps_per_epoch,
        batch=plan.labelled + plan.replayed,
        size=plan.side,
    )
    if task.teacher is not None:
        context.info("training_distils", model=base.name, tiles=task.crops.unlabelled_points)
    elif base.continues and job.settings.distillation > 0 and not replay:
        context.warn("training_distils_not")
    if replay:
        context.info("training_replays", share=plan.replayed / (plan.labelled + plan.replayed), count=len(replay))
    area = (data.gsd_m or 0.0) ** 2
    context.emit(
        Row(
            SETUP,
            {
                "training_tiles": training // plan.side**2 + 1,
                "validation_tiles": len(task.tiles),
                "training_m2": training * area,
                "validation_m2": validation * area,
                "polygons": data.polygons,
                "changed_share": share,
                "unlabelled_tiles": task.crops.unlabelled_points,
                "replay_tiles": len(replay),
                "classes": list(data.classes),
                "parameters": parameters,
                "epochs": schedule.epochs,
                "steps_per_epoch": schedule.steps_per_epoch,
                "resumed_epoch": 0,
                "device": task.device,
            },
        )
    )


def _show_samples(job: TrainModelJob, task: Task, context: JobContext) -> None:
    """Training chips as the network sees them."""
    if job.pictures is None:
        return
    captions = captions_of(job.texts)
    shown = 0
    for step in range(_SAMPLES):
        batch, known = task.crops.batch(step)
        for index in range(known):
            if shown == _SAMPLES:
                return
            dates: list[Tensor] = [batch.before[index], batch.after[index]]
            picture = chip_strip(dates[0].numpy(), dates[1].numpy(), batch.target[index].numpy(), None, captions)
            path = save_picture(picture, Path(job.pictures) / f"sample_{shown}.png")
            context.emit(Picture(SAMPLE, path, 0, {"chip": shown}))
            shown += 1


def _facts(
    base: Base,
    start: Start,
    task: Task,
    data: LabelledData,
    split: Split,
    replay: Sequence[Scene],
    seconds: float,
    best: int,
    epochs: int,
    share: float,
) -> list[tuple[str, str]]:
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
        ("fact_epochs", f"{epochs}, kept {best}"),
        ("fact_time", f"{seconds / 60:.1f} min, {task.device}"),
        ("fact_forgetting", "; ".join(item for item in forgetting if item) or "-"),
    ]
