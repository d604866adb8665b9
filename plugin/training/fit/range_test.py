"""The learning-rate finder: a training whose rate rises from step to step, and the rate that its losses suggest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from ...engine.context import JobContext
from ...engine.outputs import report
from ...engine.outputs.documents import check_documents, publish_documents
from ...jobs.events import Row
from ...jobs.failure import JobFailure
from ...jobs.find_learning_rate import RATE, FindLearningRateJob
from ...jobs.report_texts import report_text
from .augment import Batch
from .prefetch import Prefetched
from .prepare import prepare
from .rate_curve import RateCurve, Suggestion, curve_of, exploded, picture, suggest, sweep_rates, table
from .task import LabelTask
from .training_step import TrainingStep

REPORT, CURVE = "REPORT", "CURVE"
_LEAST_STEPS, _MOST_STEPS = 20, 1000
_SWEPT = 0.97  # of the progress bar


def run_range_test(job: FindLearningRateJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its temporary files are removed by the caller.

    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {name: path for name, path in ((REPORT, job.report), (CURVE, job.curve)) if path}
    check_documents(outputs, {REPORT: ("html", "htm"), CURVE: ("csv",)})
    _check(job)
    prepared = prepare(replace(job.training, scratch=job.scratch), context)
    curve = RangeTest(prepared.task, job, context).sweep()
    suggestion = suggest(curve)
    if suggestion is None:
        raise JobFailure("rate_unknown", "LOWEST", steps=len(curve.rates))
    context.info("rate_found" if suggestion.steepest else "rate_found_flat", rate=suggestion.rate)
    documents = {}
    if REPORT in outputs:
        documents[REPORT] = (outputs[REPORT], _page(job, prepared.base.name, curve, suggestion))
    if CURVE in outputs:
        documents[CURVE] = (outputs[CURVE], table(curve))
    publish_documents(documents, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "SUGGESTION": suggestion.rate, "STEPS": len(curve.rates)}


def _check(job: FindLearningRateJob) -> None:
    """:raises JobFailure: ``training_setting``."""
    if not _LEAST_STEPS <= job.steps <= _MOST_STEPS:
        rule = f"a whole number from {_LEAST_STEPS} to {_MOST_STEPS}"
        raise JobFailure("training_setting", "STEPS", name="STEPS", value=str(job.steps), rule=rule)
    for name, value in (("LOWEST", job.lowest), ("HIGHEST", job.highest)):
        if not 1e-12 <= value <= 100:
            raise JobFailure("training_setting", name, name=name, value=f"{value:g}", rule="a number from 1e-12 to 100")
    if job.highest < 10 * job.lowest:
        rule = f"at least ten times the lowest, {job.lowest:g}"
        raise JobFailure("training_setting", "HIGHEST", name="HIGHEST", value=f"{job.highest:g}", rule=rule)


class RangeTest:
    """Steps of a training, each with a higher learning rate; nothing of it is kept."""

    def __init__(self, task: LabelTask, job: FindLearningRateJob, context: JobContext) -> None:
        self._task, self._context = task, context
        self._step = TrainingStep(task, context)
        self._rates = sweep_rates(job.lowest, job.highest, job.steps)

    def sweep(self) -> RateCurve:
        """Return the losses at the rates that were tried.

        :raises Cancelled: the job was cancelled. :raises JobFailure: memory ran out.
        """
        # The whole network learns: a rate that suits the frozen start would be too high for the rest.
        self._step.freeze_encoder(False)
        done: list[float] = []
        losses: list[float] = []
        curve: Optional[RateCurve] = None
        batches = Prefetched(self._task.crops, 0, len(self._rates))
        try:
            for rate, batch in zip(self._rates, batches):
                self._context.check()
                for group in self._step.optimizer.param_groups:
                    # The encoder keeps its share of the rate, as in a training.
                    group["lr"] = float(rate) * group["peak"] / self._task.schedule.learning_rate
                loss = self._loss_of(batch, len(done))
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

    def _loss_of(self, batch: Batch, step: int) -> Optional[float]:
        """Train on a batch and return its loss; ``None`` where it became NaN: the rate is far too high."""
        try:
            return self._step.run(batch, step)
        except JobFailure as failure:
            if failure.code != "training_diverged":
                raise
            return None


def _page(job: FindLearningRateJob, base: str, curve: RateCurve, suggestion: Suggestion) -> str:
    def text(key: str) -> str:
        return report_text(job.texts, key)

    shown = [
        (text("rate_suggested"), f"{suggestion.rate:.2g}"),
        (text("rate_steps"), str(len(curve.rates))),
        (text("model"), base),
    ]
    return report.page(
        text("rate_title"),
        [
            report.figures(shown),
            report.chart(picture(curve, suggestion, text("rate_axis"), text("rate_loss"))),
            report.note(text("rate_steepest" if suggestion.steepest else "rate_flat")),
            report.note(text("rate_method")),
            report.provenance_block(text("provenance"), job.provenance),
        ],
    )
