"""Report of a prepared training before it starts: its data, its network, and samples of its crops."""

from __future__ import annotations

from pathlib import Path

from ...engine.context import JobContext
from ...jobs.events import Picture, Row
from ...jobs.train_model import SAMPLE, SETUP
from ..labels.checks import class_pixels, known_pixels
from .panels import captions_of, chip_strip, save_picture
from .prepare import Prepared

_SAMPLES = 6


def report_setup(prepared: Prepared, context: JobContext) -> None:
    """Log what will be trained on what, and emit the row of :data:`...jobs.train_model.SETUP`."""
    data, split, task, plan = prepared.data, prepared.split, prepared.task, prepared.crops.plan
    pixels = class_pixels(data.scenes, len(data.classes))
    training, validation = known_pixels(split.training), known_pixels(split.validation)
    share = sum(pixels[1:]) / max(1, sum(pixels))
    context.info("training_data", train=training, validation=validation, percent=100 * share, classes=", ".join(data.classes))
    if not split.validation:
        context.warn("training_validation_none")
    elif not any(class_pixels(split.validation, len(data.classes))[1:]):
        context.warn("training_validation_unchanged")
    parameters = sum(parameter.numel() for parameter in task.network.parameters())
    context.info(
        "training_network",
        name=task.architecture.plan.name,
        parameters=parameters,
        device=task.device,
        precision=str(task.precision).rsplit(".", 1)[-1],
        epochs=task.schedule.epochs,
        steps=task.schedule.steps_per_epoch,
        batch=plan.known,
        size=plan.side,
    )
    _report_forgetting(prepared, context)
    area = (data.gsd_m or 0.0) ** 2
    values = {
        "training_tiles": training // plan.side**2 + 1,
        "validation_tiles": len(task.tiles),
        "training_m2": training * area,
        "validation_m2": validation * area,
        "polygons": data.polygons,
        "changed_share": share,
        "unlabelled_tiles": prepared.crops.unlabelled_points,
        "replay_tiles": len(prepared.replay),
        "classes": list(data.classes),
        "parameters": parameters,
        "epochs": task.schedule.epochs,
        "steps_per_epoch": task.schedule.steps_per_epoch,
        "resumed_epoch": 0,
        "device": task.device,
    }
    context.emit(Row(SETUP, values))


def _report_forgetting(prepared: Prepared, context: JobContext) -> None:
    """Log what keeps the network close to the base model."""
    plan, replay = prepared.crops.plan, prepared.replay
    if prepared.task.teacher is not None:
        context.info("training_distils", model=prepared.base.name, tiles=prepared.crops.unlabelled_points)
    elif prepared.base.continues and prepared.job.settings.distillation > 0 and not replay:
        context.warn("training_distils_not")
    if replay:
        context.info("training_replays", share=plan.replayed / plan.known, count=len(replay))


def show_samples(prepared: Prepared, context: JobContext) -> None:
    """Emit pictures of training crops as the network sees them."""
    job = prepared.job
    if job.pictures is None:
        return
    captions = captions_of(job.texts)
    shown = 0
    for step in range(_SAMPLES):
        batch = prepared.crops.batch(step)
        for index in range(prepared.crops.plan.known):
            if shown == _SAMPLES:
                return
            dates = [date[index].numpy() for date in batch.dates]
            picture = chip_strip(dates, batch.target[index].numpy(), None, captions)
            path = save_picture(picture, Path(job.pictures) / f"sample_{shown}.png")
            context.emit(Picture(SAMPLE, path, 0, {"chip": shown}))
            shown += 1
