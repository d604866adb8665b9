"""A run of ``groundshift:detectchange`` as one of QGIS's tasks, with its progress as signals."""

from __future__ import annotations

import time
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...algorithms.run.failure_text import failure_text
from ...algorithms.run.worker_feedback import EventFeedback
from ...jobs.events import Event, Progress
from ...jobs.failure import JobFailure

_PATIENCE_SECONDS = 5.0
# Alive until they have ended, whoever forgets them: QGIS's task holds no reference to them.
_running: set[DetectionTask] = set()


class _Feedback(EventFeedback):
    """Feedback that tells a panel what is going on, from whatever thread."""

    staged = pyqtSignal(str, float)  # stage of messages.STAGES, seconds left or -1
    said = pyqtSignal(str, str)  # level, text

    def __init__(self) -> None:
        super().__init__(True)
        self.errors: list[str] = []

    def take_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.staged.emit(event.stage, -1.0 if event.seconds_left is None else float(event.seconds_left))

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 (QGIS's names)
        self.errors.append(str(error))
        super().reportError(error, fatalError)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.said.emit("warning", str(warning))
        super().pushWarning(warning)


class DetectionTask(QObject):
    """One run. Exactly one of :attr:`finished`, :attr:`failed` and :attr:`cancelled` follows :meth:`start`."""

    progressed = pyqtSignal(float)  # 0 .. 100
    staged = pyqtSignal(str, float)
    warned = pyqtSignal(str)
    finished = pyqtSignal(object)  # dict: values of the outputs
    failed = pyqtSignal(str)
    cancelled = pyqtSignal()

    def __init__(self, parameters: dict[str, Any], algorithm: str = "groundshift:detectchange") -> None:
        super().__init__()
        self.parameters = parameters
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._feedback = _Feedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._feedback.staged.connect(self.staged)
        self._feedback.said.connect(lambda _level, text: self.warned.emit(text))
        self._task: Optional[QgsTask] = None

    def start(self) -> None:
        """Begin. Preparing happens here, in the thread that owns the layers; the rest in the background."""
        _running.add(self)
        try:
            good, text = self._algorithm.checkParameterValues(self.parameters, self._context)
            if not good:
                self._end(lambda: self.failed.emit(str(text)))
                return
            self._task = QgsProcessingAlgRunnerTask(self._algorithm, self.parameters, self._context, self._feedback)
        except Exception as error:  # a panel that waits for a run that never began would wait for ever
            reason = f"{type(error).__name__}: {error}"
            self._end(lambda: self.failed.emit(failure_text(JobFailure("unexpected", "", reason=reason))))
            return
        if self._task.isCanceled():  # it could not be prepared
            self._end(lambda: self.failed.emit(self._error()))
            return
        self._task.executed.connect(self._executed)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask it to stop: it does within two seconds, and leaves nothing behind."""
        self._feedback.cancel()
        task = self._task
        if task is not None:
            task.cancel()

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:
        cancelled = self._feedback.isCanceled()
        if successful and results and not cancelled:
            self._end(lambda: self.finished.emit(dict(results)))
        elif cancelled:
            self._end(self.cancelled.emit)
        else:
            self._end(lambda: self.failed.emit(self._error()))

    def _error(self) -> str:
        texts = [text for text in self._feedback.errors if text.strip()]
        return texts[-1] if texts else QCoreApplication.translate("DetectPanel", "The run ended without a result.")

    def _end(self, tell: Any) -> None:
        self._task = None
        tell()
        _running.discard(self)


def cancel_all() -> None:
    """Stop all runs, at the plugin's unload, and let them end."""
    for task in tuple(_running):
        task.cancel()
    end = time.monotonic() + _PATIENCE_SECONDS
    while _running and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
