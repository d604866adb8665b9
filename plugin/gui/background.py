"""The one runner of background work: progress, messages, result, failure and cancellation arrive in the main thread.

Work with a title is a task in the QGIS task manager, so users see and cancel it there. Short work (previews, counts) runs in
a plain thread: it would only flicker through the task manager's list.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Optional

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..algorithms.run.worker_feedback import EventFeedback
from ..jobs.events import Event
from ..jobs.failure import Cancelled, JobFailure

# Keeps runs alive until they have ended: a thread must not emit signals of a deleted object.
_running: set[BackgroundRun] = set()
_PATIENCE_SECONDS = 5.0


class RunFeedback(EventFeedback):
    """Processing feedback that forwards what a run reports as signals, from any thread.

    :param log: whether messages also go to the QGIS message log.
    :ivar errors: texts of the errors reported so far.
    """

    eventReceived = pyqtSignal(object)  # Event of a job
    messageReceived = pyqtSignal(str, str)  # level ("info" or "warning"), text

    def __init__(self, log: bool = False) -> None:
        super().__init__(log)
        self.errors: list[str] = []

    def take_event(self, event: Event) -> None:
        self.eventReceived.emit(event)

    def pushInfo(self, info: str) -> None:  # noqa: N802 (QGIS's names, here and below)
        self.messageReceived.emit("info", str(info))
        super().pushInfo(info)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.messageReceived.emit("warning", str(warning))
        super().pushWarning(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.errors.append(str(error))
        super().reportError(error, fatalError)


class BackgroundRun(QObject):
    """One call of a function in the background.

    Exactly one of :attr:`done`, :attr:`failed` and :attr:`cancelled` is emitted, then :attr:`ended`, all in the main thread.

    :param work: called in the background with the run's feedback; may raise ``JobFailure`` and ``Cancelled``.
    :param title: of the task in the QGIS task manager; ``""`` = not listed there.
    :param log: whether messages also go to the QGIS message log.
    :param late_result: whether a result counts although the run was cancelled before it returned: outputs that are in place
        exist and must be shown. By default it is discarded.
    """

    progressed = pyqtSignal(float)  # 0 .. 100
    done = pyqtSignal(object)  # what the function returned
    failed = pyqtSignal(object)  # JobFailure
    cancelled = pyqtSignal()
    ended = pyqtSignal()
    _returned = pyqtSignal()  # from the thread to the main thread

    def __init__(
        self, work: Callable[[RunFeedback], Any], title: str = "", log: bool = False, late_result: bool = False
    ) -> None:
        super().__init__()
        self.feedback = RunFeedback(log)
        self.feedback.progressChanged.connect(self.progressed)
        self._work = work
        self._title = title
        self._late_result = late_result
        self._task: Optional[_ListedTask] = None
        self._thread: Optional[threading.Thread] = None
        self._completed = False
        self._result: Any = None
        self._failure: Optional[JobFailure] = None
        self._returned.connect(self.finish)

    def start(self) -> BackgroundRun:
        """Start the run.

        :return: the run itself.
        """
        _running.add(self)
        if self._title:
            self._task = _ListedTask(self._title, self)
            QgsApplication.taskManager().addTask(self._task)
        else:
            self._thread = threading.Thread(target=self._run_thread, name="groundshift-background", daemon=True)
            self._thread.start()
        return self

    def cancel(self) -> None:
        """Request cancellation; the work decides when it stops."""
        self.feedback.cancel()
        if self._task is not None:
            self._task.cancel()

    def perform(self) -> bool:
        """Call the function, in the background.

        :return: True if it returned a result that counts.
        """
        try:
            self._result = self._work(self.feedback)
            self._completed = not self.feedback.isCanceled() or (self._late_result and bool(self._result))
        except Cancelled:
            pass
        except JobFailure as failure:
            self._failure = failure
        except Exception as error:  # last resort: the panel must learn of every error
            self._failure = JobFailure("unexpected", "", reason=f"{type(error).__name__}: {error}")
        return self._completed

    def finish(self) -> None:
        """Emit the outcome, in the main thread."""
        self._task = None
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)
        if self._failure is not None:
            self.failed.emit(self._failure)
        elif self._completed:
            self.done.emit(self._result)
        else:
            self.cancelled.emit()
        self.ended.emit()
        del self._work  # it often holds its owner, which holds this run
        _running.discard(self)

    def _run_thread(self) -> None:
        self.perform()
        self._returned.emit()


class _ListedTask(QgsTask):
    """A run as a task of the QGIS task manager, which owns the task."""

    def __init__(self, title: str, run: BackgroundRun) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._run = run
        run.progressed.connect(self.setProgress)

    def run(self) -> bool:
        return self._run.perform()

    def finished(self, _successful: bool) -> None:
        self._run.progressed.disconnect(self.setProgress)
        self._run.finish()

    def cancel(self) -> None:
        """Called by the task manager when the user cancels the task there."""
        self._run.feedback.cancel()
        super().cancel()


def cancel_all() -> None:
    """Cancel all runs and wait until they have ended, for a few seconds at most; when the plugin is unloaded."""
    for run in tuple(_running):
        run.cancel()
    end = time.monotonic() + _PATIENCE_SECONDS
    while _running and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
