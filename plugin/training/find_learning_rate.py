"""Entry of the job "find a learning rate"; imports torch only when it runs."""

from __future__ import annotations

import shutil
from typing import Any

from ..engine.context import JobContext
from ..jobs.failure import JobFailure
from ..jobs.find_learning_rate import FindLearningRateJob
from ..jobs.staging import remove_temporaries


def find_learning_rate(job: FindLearningRateJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: REPORT and CURVE as far as wanted, SUGGESTION, and how many STEPS were done.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    try:
        try:
            from .fit.range_test import run_range_test
        except ImportError as error:
            raise JobFailure("torch_missing", "", reason=str(error)) from error
        return run_range_test(job, context)
    finally:
        remove_temporaries([path for path in (job.report, job.curve) if path], job.scratch)
        shutil.rmtree(job.scratch, ignore_errors=True)
