"""Run a job in the worker and show its events as Processing's feedback."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QThread

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ...jobs.events import Event

# Interval of log lines with the time left: often enough to be of use, seldom enough to stay readable.
_SECONDS_BETWEEN_STAGES = 5.0


class EventFeedback(QgsProcessingFeedback):
    """Feedback that also receives the worker's events themselves.

    :param log: whether messages go to QGIS's message log, too.
    """

    def __init__(self, log: bool = False) -> None:
        super().__init__(log)

    def take_event(self, event: Event) -> None:
        """Receive an event of the job, on the thread that runs it."""


def progress_part(feedback: QgsProcessingFeedback, begin: float, end: float) -> Callable[[float], None]:
    """Return a function that maps 0..1 to the part of the progress bar from ``begin`` to ``end``, both 0..1."""

    def show(fraction: float) -> None:
        feedback.setProgress(100 * (begin + (end - begin) * min(max(fraction, 0.0), 1.0)))

    return show


def run_with_feedback(job: Any, feedback: QgsProcessingFeedback, progress: Callable[[float], None]) -> dict[str, Any]:
    """Run a job in the worker and show its events.

    :param job: a dataclass of :mod:`...jobs`.
    :param progress: called with 0..1.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user stopped it.
    """
    from ...jobs.events import Log, Progress
    from ...runtime.worker_pool import run_job
    from .failure_text import log_text, stage_text

    said_at = time.monotonic()

    def show(event: Event) -> None:
        nonlocal said_at
        if isinstance(feedback, EventFeedback):
            feedback.take_event(event)
        if isinstance(event, Progress):
            progress(event.fraction)
            if time.monotonic() - said_at >= _SECONDS_BETWEEN_STAGES:
                said_at = time.monotonic()
                feedback.setProgressText(stage_text(event))
        elif isinstance(event, Log):
            push = {"warning": feedback.pushWarning, "debug": feedback.pushDebugInfo}.get(event.level, feedback.pushInfo)
            push(log_text(event))

    return run_job(job, show, lambda: is_cancelled(feedback))


def worker_drivers(feedback: QgsProcessingFeedback) -> tuple[str, ...]:
    """Return the names of the raster formats that the worker's GDAL reads; of a server those that can be sent there.

    :raises JobFailure: the runtime is missing or broken.
    :raises Cancelled: the user stopped.
    """
    from ...runtime.job_place import server_address
    from ...runtime.worker_pool import worker_hello

    if server_address():
        from ...runtime.server.datasets import sendable_formats

        return sendable_formats()
    return tuple(worker_hello(lambda: is_cancelled(feedback)).drivers)


def is_cancelled(feedback: QgsProcessingFeedback) -> bool:
    """Return True if the user cancelled; polled while waiting for the worker.

    Batches and scripts run in the main thread: there QGIS would freeze, and nobody could press Cancel, unless it was let
    breathe.
    """
    application = QCoreApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        QCoreApplication.processEvents()
    return bool(feedback.isCanceled())
