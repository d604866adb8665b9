"""A job of training in the background: QGIS's task manager shows it, and it goes on when the dialog is closed."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.core import QgsProcessingFeedback, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal

from ...jobs.events import Event, Log, Progress
from ...jobs.failure import Cancelled, JobFailure
from .record import CANCELLED, TrainingRecord

translate = QCoreApplication.translate

MakeJob = Callable[[QgsProcessingFeedback], Any]


class JobTask(QgsTask):
    """Makes a job and runs it in a worker; what it says goes into a record.

    :param title: for the task manager.
    :param make_job: gives the job; called in the task's thread with a feedback that says whether to stop.
    """

    said = pyqtSignal(object)  # Event, to the main thread
    ended = pyqtSignal()  # in the main thread, after the record has been told

    def __init__(self, title: str, make_job: MakeJob) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self.record = TrainingRecord()
        self._make_job = make_job
        self._failure: Optional[JobFailure] = None
        self._values: Optional[dict[str, Any]] = None
        self.said.connect(self._take)

    def run(self) -> bool:
        """In the task's thread."""
        from ...runtime.worker_pool import run_job

        feedback = _Feedback(self)
        try:
            job = self._make_job(feedback)
            self._values = run_job(job, self.said.emit, self.isCanceled)
        except JobFailure as failure:
            self._failure = failure
        except Cancelled:
            return False
        except OSError as error:
            self._failure = JobFailure("unexpected", reason=str(error))
        except Exception as error:  # else QGIS would only note it in its log
            self._failure = JobFailure("unexpected", reason=f"{type(error).__name__}: {error}")
        return self._failure is None

    def finished(self, _good: bool) -> None:
        """In the main thread, when all that was said has come there."""
        if self._failure is not None:
            self.record.fail(self._failure)
        elif self._values is None:
            self.record.set_state(CANCELLED)
        else:
            self.record.finish(self._values)
        self.ended.emit()

    def _take(self, event: Event) -> None:
        self.record.take(event)
        if isinstance(event, Progress):
            self.setProgress(100 * event.fraction)


class _Feedback(QgsProcessingFeedback):
    """What functions of the algorithms ask for and say, passed on to the task."""

    def __init__(self, task: JobTask) -> None:
        super().__init__(False)
        self._task = task

    def isCanceled(self) -> bool:  # noqa: N802 (QGIS's names, here and below)
        return bool(self._task.isCanceled())

    def pushInfo(self, info: str) -> None:  # noqa: N802
        self._say(info, "info")

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self._say(warning, "warning")

    def _say(self, text: str, level: str) -> None:
        event: Event = Log("said", {"text": text}, level)
        self._task.said.emit(event)
