"""A training from the job to its result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...engine.context import JobContext
from ...jobs.train_model import TrainModelJob
from .blend import blend_with_base
from .checkpoint import Checkpoints
from .export import check_room
from .finish import finish
from .judge import judge, measures_row
from .loop import Outcome, Training
from .panels import captions_of
from .prepare import Prepared, prepare
from .setup_report import report_setup, show_samples
from .task import ClassPredictor
from .watch import Show

_TRAINED = 0.97  # of the progress bar


def run_training(job: TrainModelJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its temporary files are removed by the caller.

    :return: the outputs by name, see :func:`.finish.finish`; of a job that only samples, counts.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled; the checkpoint is kept.
    """
    prepared = prepare(job, context)
    report_setup(prepared, context)
    show_samples(prepared, context)
    if job.only_sample:
        return {"TILES": len(prepared.task.tiles), "STEPS": prepared.task.schedule.steps}
    check_room(job.model, prepared.task.network)
    checkpoints = Checkpoints(job.checkpoints, prepared.identity)
    outcome = _train(prepared, checkpoints, context)
    if outcome.best_epoch:
        context.info("training_kept", epoch=outcome.best_epoch, monitor=job.settings.monitor, value=abs(outcome.best_value))
    blended = _blended(prepared, outcome, context)
    values = finish(prepared, blended.outcome, blended.share, context)
    checkpoints.remove()
    context.progress(1.0, "done", 0.0)
    return values


def _train(prepared: Prepared, checkpoints: Checkpoints, context: JobContext) -> Outcome:
    job, task = prepared.job, prepared.task
    resumes = checkpoints.begin(job.resume)
    log = Path(job.checkpoints) / "tensorboard"
    show = Show(task, prepared.tiles, job.pictures, log, captions_of(job.texts), context)
    try:
        training = Training(task, checkpoints, show, job.control, context)
        if resumes:
            training.resume()
            show.again(training.resumed_epoch)
        elif _comparable_base(prepared):
            training.begin_rows(_base_row(prepared, context))
        return training.run()
    finally:
        show.close()


def _comparable_base(prepared: Prepared) -> bool:
    """Return whether the base model's outputs are those of the network, and there is validation ground to compare on."""
    return prepared.base.continues and prepared.start.target.keeps_head and bool(prepared.tiles)


def _base_row(prepared: Prepared, context: JobContext) -> dict[str, Any]:
    """Return row 0: the base model before the training, at its own threshold."""
    base, teacher, task = prepared.base, prepared.start.teacher, prepared.task
    if teacher is None or base.spec is None:
        raise ValueError("no base model")
    predictor = ClassPredictor(teacher.network.to(task.device), task, teacher.meaning, base.temperature)
    judged = judge(predictor, task.tiles, teacher.meaning.classes, context.check)
    row = {"epoch": 0, **measures_row(judged, base.spec.threshold), "best": False}
    context.info("training_base", **row)
    return row


@dataclass(frozen=True)
class _Blended:
    """An outcome whose weights are mixed with the base model's; ``share``: of the new ones."""

    outcome: Outcome
    share: float


def _blended(prepared: Prepared, outcome: Outcome, context: JobContext) -> _Blended:
    """Mix the new weights with the base model's (:mod:`.blend`) where the training is to stay close to it."""
    task, teacher = prepared.task, prepared.start.teacher
    if teacher is None or not _comparable_base(prepared) or prepared.job.settings.distillation <= 0:
        return _Blended(outcome, 1.0)
    context.progress(_TRAINED, "comparing")
    base = {key: value.cpu() for key, value in teacher.network.state_dict().items()}
    alone = outcome.best_value if outcome.best_epoch else None
    blend = blend_with_base(task, base, task.network, outcome.weights, context.check, alone)
    if blend.share < 1:
        shown = {"monitor": task.settings.monitor, "value": abs(blend.value), "alone": abs(blend.alone)}
        context.info("training_blended", percent=100 * blend.share, **shown)
    return _Blended(replace(outcome, weights=blend.weights), blend.share)
