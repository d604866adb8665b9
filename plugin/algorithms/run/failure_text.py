"""Failures and events of the worker in the user's language."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.events import Log, Progress
from ...jobs.failure import JobFailure
from ...jobs.messages import STAGES, render, render_log

CONTEXT = "Job"  # of the texts in jobs/texts and jobs/messages.py


def failure_text(failure: JobFailure) -> str:
    """Return the whole message of a failure: the parameter, what is wrong, and the remedy."""
    return render(failure.code, failure.parameter, failure.values, _translated)


@contextmanager
def failures_for_processing() -> Iterator[None]:
    """Turn a ``JobFailure`` into the exception that Processing shows to the user."""
    try:
        yield
    except JobFailure as failure:
        raise QgsProcessingException(failure_text(failure)) from failure


def log_text(event: Log) -> str:
    """Return a line of the log."""
    return render_log(event.code, event.values, _translated)


def stage_text(event: Progress) -> str:
    """Return the stage of a job, with the time left where it is known."""
    stage = _translated(STAGES.get(event.stage, event.stage))
    if event.seconds_left is None or event.seconds_left < 1:
        return stage
    seconds = round(event.seconds_left)
    left = f"{seconds // 60} min {seconds % 60:02d} s" if seconds >= 60 else f"{seconds} s"
    return f"{stage}: " + QCoreApplication.translate(CONTEXT, "{time} left").format(time=left)


def _translated(text: str) -> str:
    return str(QCoreApplication.translate(CONTEXT, text))
