"""Running a job in the worker, with its events shown as Processing's feedback."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..jobs.detect_change import DetectChangeJob


def run_with_feedback(job: DetectChangeJob, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run a job and show what it says."""
    from ..runtime import run_job

    return run_job(job)
