"""Entry of the job "evaluate radar methods"; imports torch only where conditions are ablated."""

from __future__ import annotations

from typing import Any

from ..engine.context import JobContext
from ..engine.sar.evaluate import sar_evaluate
from ..jobs.failure import JobFailure
from ..jobs.sar import SarEvaluateJob


def evaluate_radar(job: SarEvaluateJob, context: JobContext) -> dict[str, Any]:
    """Run the job; see :func:`..engine.sar.evaluate.sar_evaluate`."""
    return sar_evaluate(job, context, _ablate if job.ablation else None)


def _ablate(job: SarEvaluateJob, context: JobContext) -> list[dict[str, Any]]:
    try:
        from .radar.ablation import ablate
    except ImportError as error:
        raise JobFailure("torch_missing", "", reason=str(error)) from error
    return ablate(job, context)
