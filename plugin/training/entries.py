"""Entries of the jobs that need torch, which is imported only when one of them runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Optional

from ..engine.context import JobContext
from ..engine.sar.evaluate import sar_evaluate
from ..jobs.failure import JobFailure
from ..jobs.find_learning_rate import FindLearningRateJob
from ..jobs.publish import remove_temporaries
from ..jobs.sar import SarEvaluateJob, SarTrainJob
from ..jobs.train_model import TrainModelJob


def train_model(job: TrainModelJob, context: JobContext) -> dict[str, Any]:
    """Run the job "train a model".

    :return: the outputs of ``groundshift:trainmodel`` by name, and more for panels.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled; the checkpoint is kept.
    """
    with _cleaned(job.scratch, job.model, job.report):
        with _torch():
            from .fit.run import run_training
        return run_training(job, context)


def find_learning_rate(job: FindLearningRateJob, context: JobContext) -> dict[str, Any]:
    """Run the job "find a learning rate".

    :return: REPORT and CURVE as far as wanted, SUGGESTION, and how many STEPS were done.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    with _cleaned(job.scratch, job.report, job.curve):
        with _torch():
            from .fit.range_test import run_range_test
        return run_range_test(job, context)


def train_radar(job: SarTrainJob, context: JobContext) -> dict[str, Any]:
    """Run the job "train a radar prediction".

    :return: the outputs of ``groundshift:sartrain`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled; the checkpoint is kept.
    """
    with _cleaned(job.scratch, job.model, job.report):
        with _torch():
            from .radar.run import run_training
        return run_training(job, context)


def evaluate_radar(job: SarEvaluateJob, context: JobContext) -> dict[str, Any]:
    """Run the job "evaluate radar methods", see :func:`..engine.sar.evaluate.sar_evaluate`; only ablation needs torch."""
    return sar_evaluate(job, context, _ablate if job.ablation else None)


def _ablate(job: SarEvaluateJob, context: JobContext) -> list[dict[str, Any]]:
    with _torch():
        from .radar.ablation import ablate
    return ablate(job, context)


@contextmanager
def _torch() -> Iterator[None]:
    """Translate the failure of an import.

    :raises JobFailure: ``torch_missing``.
    """
    try:
        yield
    except ImportError as error:
        raise JobFailure("torch_missing", "", reason=str(error)) from error


@contextmanager
def _cleaned(scratch: str, *outputs: Optional[str]) -> Iterator[None]:
    """Remove the scratch folder and unfinished outputs at the end of a job."""
    try:
        yield
    finally:
        remove_temporaries([path for path in outputs if path], scratch)
        shutil.rmtree(scratch, ignore_errors=True)
