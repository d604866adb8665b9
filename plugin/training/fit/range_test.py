"""The learning-rate finder: a training whose rate rises from step to step, and what its losses say."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any, Optional

import torch

from ...engine.context import JobContext, gdal_cache
from ...engine.outputs import report
from ...engine.outputs.documents import check_documents, publish_documents
from ...jobs.events import Row
from ...jobs.failure import JobFailure
from ...jobs.find_learning_rate import RATE, FindLearningRateJob
from ...jobs.report_texts import report_text
from ..labels.blocks import split_scenes
from .base import open_base, start_from
from .checkpoint import Checkpoints
from .crops import Prefetched
from .loop import Task, Training, choose_device, core_count
from .rate_curve import RateCurve, Suggestion, curve_of, exploded, picture, suggest, sweep_rates, table
from .run import check_settings, make_task, read_everything

REPORT, CURVE = "REPORT", "CURVE"
_LEAST_STEPS, _MOST_STEPS = 20, 1000
_SWEPT = 0.97  # of the progress bar


def run_range_test(job: FindLearningRateJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its temporary files are removed by the caller.

    :raises JobFailure: with the reason and the mend. :raises Cancelled: the user wanted to stop.
    """
    outputs = {name: path for name, path in ((REPORT, job.report), (CURVE, job.curve)) if path}
    check_documents(outputs, {REPORT: ("html", "htm"), CURVE: ("csv",)})
    _check(job)
    training = replace(job.training, scratch=job.scratch)
    torch.set_num_threads(core_count(training.settings.threads))
    device = choose_device(training.settings.device)
    base = open_base(training.base)
    with gdal_cache():
        data, replay = read_everything(training, base, context)
    split = split_scenes(data.scenes, training.settings.validation_share, training.settings.seed)
    settings = training.settings
    start = start_from(base, data.classes, data.scenes[0].bands, settings.loss, settings.seed, context)
    task = make_task(training, base, start, data, replay, split, device, context)
    curve = RangeTest(task, job, context).sweep()
    suggestion = suggest(curve)
    if suggestion is None:
        raise JobFailure("rate_unknown", "LOWEST", steps=len(curve.rates))
    context.info("rate_found" if suggestion.steepest else "rate_found_flat", rate=suggestion.rate)
    documents = {}
    if REPORT in outputs:
        documents[REPORT] = (outputs[REPORT], _page(job, base.name, curve, suggestion))
    if CURVE in outputs:
        documents[CURVE] = (outputs[CURVE], table(curve))
    publish_documents(documents, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "SUGGESTION": suggestion.rate, "STEPS": len(curve.rates)}


def _check(job: FindLearningRateJob) -> None:
    """:raises JobFailure: ``training_setting``."""
    check_settings(job.training.settings)
    if not _LEAST_STEPS <= job.steps <= _MOST_STEPS:
        rule = f"a whole number from {_LEAST_STEPS} to {_MOST_STEPS}"
        raise JobFailure("training_setting", "STEPS", name="STEPS", value=str(job.steps), rule=rule)
    for name, value in (("LOWEST", job.lowest), ("HIGHEST", job.highest)):
        if not 1e-12 <= value <= 100:
            raise JobFailure("training_setting", name, name=name, value=f"{value:g}", rule="a number from 1e-12 to 100")
    if job.highest < 10 * job.lowest:
        rule = f"at least ten times the lowest, {job.lowest:g}"
        raise JobFailure("training_setting", "HIGHEST", name="HIGHEST", value=f"{job.highest:g}", rule=rule)


class RangeTest(Training):
    """A training of a few steps, each with a higher rate; nothing of it is kept."""

    def __init__(self, task: Task, job: FindLearningRateJob, context: JobContext) -> None:
        # The whole network learns: a rate that suits the frozen start would be too high for the rest.
        schedule = replace(task.schedule, frozen_epochs=0)
        watched = _Nobody()
        checkpoints = Checkpoints(os.path.join(job.scratch, "checkpoints"), {})
        super().__init__(replace(task, schedule=schedule), checkpoints, watched, None, context)
        self._rates = sweep_rates(job.lowest, job.highest, job.steps)

    def sweep(self) -> RateCurve:
        """The losses at the rates, as far as they were tried.

        :raises Cancelled: the user wants to stop. :raises JobFailure: memory ran out.
        """
        self._set_frozen()
        done: list[float] = []
        losses: list[float] = []
        curve: Optional[RateCurve] = None
        batches = Prefetched(self._task.crops, 0, len(self._rates))
        try:
            for rate, (_, batch, _) in zip(self._rates, batches):
                self._context.check()
                for group in self._optimizer.param_groups:
                    # The encoder keeps its share of the rate, as in a training.
                    group["lr"] = float(rate) * group["peak"] / self._schedule.learning_rate
                torch.manual_seed(self._task.settings.seed * 1_000_003 + len(done))  # of dropout
                loss = self._loss_of(batch)
                if loss is None:
                    break
                done.append(float(rate))
                losses.append(loss)
                curve = curve_of(done, losses)
                values = {"rate": float(rate), "loss": loss, "smoothed": float(curve.smoothed[-1])}
                self._context.emit(Row(RATE, values, len(done)))
                self._context.progress(_SWEPT * len(done) / len(self._rates), "sweeping")
                if exploded(curve):
                    break
        finally:
            batches.close()
        if curve is None:
            raise JobFailure("rate_unknown", "LOWEST", steps=0)
        return curve

    def _loss_of(self, batch: Any) -> Optional[float]:
        """The loss of a step; ``None`` where it is no number any more: the rate is far too high."""
        try:
            return self._train_step(batch)
        except JobFailure as failure:
            if failure.code != "training_diverged":
                raise
            return None


class _Nobody:
    """Nobody watches a training that is thrown away."""

    def epoch(self, row: dict[str, Any], network: torch.nn.Module) -> None:
        """See :class:`.loop.Watcher`."""

    def step(self, step: int, loss: float, rate: float) -> None:
        """See :class:`.loop.Watcher`."""


def _page(job: FindLearningRateJob, base: str, curve: RateCurve, suggestion: Suggestion) -> str:
    def say(key: str) -> str:
        return report_text(job.texts, key)

    shown = [
        (say("rate_suggested"), f"{suggestion.rate:.2g}"),
        (say("rate_steps"), str(len(curve.rates))),
        (say("model"), base),
    ]
    return report.page(
        say("rate_title"),
        [
            report.figures(shown),
            picture(curve, suggestion, say("rate_axis"), say("rate_loss")),
            report.note(say("rate_steepest" if suggestion.steepest else "rate_flat")),
            report.note(say("rate_method")),
            report.provenance_block(say("provenance"), job.provenance),
        ],
    )
