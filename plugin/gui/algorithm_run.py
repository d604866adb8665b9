"""A Processing algorithm in the background: prepared and finished in the main thread, executed outside it."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..algorithms.run.failure_text import failure_text
from ..algorithms.run.job_algorithm import JobAlgorithm
from ..jobs.events import Event, Progress
from ..jobs.failure import JobFailure
from .background import BackgroundRun, RunFeedback


def task_title(algorithm: str) -> str:
    """Return the title that QGIS itself gives to the task of an algorithm.

    :param algorithm: its name, as shown.
    """
    title = QCoreApplication.translate("QgsProcessingAlgRunnerTask", "Executing “%1”")
    return str(title).replace("%1", algorithm)


class AlgorithmRun(QObject):
    """One run of an algorithm. It continues if the widget that started it is closed.

    Exactly one of :attr:`done`, :attr:`failed` and :attr:`cancelled` is emitted after :meth:`start`, then :attr:`ended`.

    :param algorithm: id, such as ``groundshift:installruntime``.
    :param parameters: as Processing takes them.
    :param project: resolves layer names and ids in the parameters; ``None`` = the algorithm reads no layers.
    :param listed: whether the run is a task in the QGIS task manager and writes to the message log.
    :param recorded: whether the run is an entry of the history.
    :param recorded_parameters: of that entry; ``None`` = those of the run.
    :param announced: whether a message in QGIS's window announces its end; False = the caller shows it.
    """

    progressed = pyqtSignal(float)  # 0 .. 100
    staged = pyqtSignal(str, float)  # stage of messages.STAGES, seconds left or -1
    messageReceived = pyqtSignal(str, str)  # level ("info" or "warning"), text
    done = pyqtSignal(object)  # dict: values of the outputs
    failed = pyqtSignal(str)
    cancelled = pyqtSignal()
    ended = pyqtSignal()

    def __init__(
        self,
        algorithm: str,
        parameters: dict[str, Any],
        project: Optional[QgsProject] = None,
        listed: bool = False,
        recorded: bool = True,
        recorded_parameters: Optional[dict[str, Any]] = None,
        announced: bool = False,
    ) -> None:
        super().__init__()
        self.parameters = parameters
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        if isinstance(self._algorithm, JobAlgorithm):
            self._algorithm.recorded = recorded
            self._algorithm.announced = announced
            self._algorithm.recorded_parameters = recorded_parameters
        self._context = QgsProcessingContext()
        if project is not None:
            self._context.setProject(project)
        title = task_title(self._algorithm.displayName()) if listed else ""
        # An algorithm that heeds the cancellation returns no outputs; those of one that was done before it are in place.
        self._run = BackgroundRun(self._execute, title, log=listed, late_result=True)
        self._run.progressed.connect(self.progressed)
        self._run.feedback.eventReceived.connect(self._take_event)
        self._run.feedback.messageReceived.connect(self.messageReceived)
        self._run.done.connect(self._finish)
        self._run.failed.connect(self._fail)
        self._run.cancelled.connect(self.cancelled)
        self._run.ended.connect(self.ended)

    def start(self) -> None:
        """Check and prepare the algorithm in the main thread, which owns the layers; then execute it in the background."""
        try:
            valid, text = self._algorithm.checkParameterValues(self.parameters, self._context)
            if valid and not self._algorithm.prepare(self.parameters, self._context, self._run.feedback):
                valid, text = False, self._error_text()
        except Exception as error:  # else a panel would wait for ever for a run that never started
            valid, text = False, failure_text(JobFailure("unexpected", "", reason=f"{type(error).__name__}: {error}"))
        if valid:
            self._run.start()
        else:
            self.failed.emit(str(text))
            self.ended.emit()

    def cancel(self) -> None:
        """Request cancellation: the algorithm stops within two seconds and leaves no partial outputs.

        One that has all its outputs in place by then is :attr:`done`.
        """
        self._run.cancel()

    def _execute(self, feedback: RunFeedback) -> Optional[dict[str, Any]]:
        """Execute the prepared algorithm, in the background.

        :return: values of the outputs; ``None`` = it failed, and its feedback holds the reason.
        """
        try:
            return dict(self._algorithm.runPrepared(self.parameters, self._context, feedback))
        except QgsProcessingException as error:
            feedback.reportError(str(error))
            return None

    def _finish(self, results: Optional[dict[str, Any]]) -> None:
        outputs = None if results is None else self._algorithm.postProcess(self._context, self._run.feedback) or results
        if outputs:
            self.done.emit(dict(outputs))
        else:
            self.failed.emit(self._error_text())

    def _fail(self, failure: JobFailure) -> None:
        self.failed.emit(failure_text(failure))

    def _take_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.staged.emit(event.stage, -1.0 if event.seconds_left is None else float(event.seconds_left))

    def _error_text(self) -> str:
        texts = [text for text in self._run.feedback.errors if text.strip()]
        return texts[-1] if texts else QCoreApplication.translate("DetectPanel", "The run ended without a result.")
