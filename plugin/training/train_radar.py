"""Entry of the job "train a radar prediction"; imports torch only when it runs."""

from __future__ import annotations

import shutil
from typing import Any

from ..engine.context import JobContext
from ..jobs.failure import JobFailure
from ..jobs.sar import SarTrainJob
from ..jobs.staging import remove_temporaries


def train_radar(job: SarTrainJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: the outputs of ``groundshift:sartrain`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled; the checkpoint is kept.
    """
    try:
        try:
            from .radar.run import run_training
        except ImportError as error:
            raise JobFailure("torch_missing", "", reason=str(error)) from error
        return run_training(job, context)
    finally:
        remove_temporaries([path for path in (job.model, job.report) if path], job.scratch)
        shutil.rmtree(job.scratch, ignore_errors=True)
