"""Failures in the user's language."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.failure import JobFailure
from ..jobs.messages import render

CONTEXT = "Job"  # of the texts in jobs/messages.py


def failure_text(failure: JobFailure) -> str:
    """The whole message of a failure: the parameter, what is wrong, and how to mend it."""
    return render(failure.code, failure.parameter, failure.values, _translated)


def _translated(text: str) -> str:
    return str(QCoreApplication.translate(CONTEXT, text))
