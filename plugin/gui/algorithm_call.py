"""A Processing algorithm run in the background for a dialog: what it says and what comes of it are signals."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..algorithms.run.failure_text import failure_text
from ..jobs.failure import JobFailure
from .background import BackgroundCall

# Alive until they have ended, whoever forgets them.
_running: set[AlgorithmCall] = set()


class _Feedback(QgsProcessingFeedback):
    """Feedback that passes on what is said, from whatever thread."""

    said = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []

    def pushInfo(self, info: str) -> None:  # noqa: N802 (QGIS's names, here and below)
        self.said.emit(str(info))
        super().pushInfo(info)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.said.emit(str(warning))
        super().pushWarning(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.errors.append(str(error))
        super().reportError(error, fatalError)


class AlgorithmCall(QObject):
    """One run, without layers: the algorithm gets a context of its own. Exactly one of :attr:`done`, :attr:`failed` and
    :attr:`stopped` follows :meth:`start`, then :attr:`ended`. It goes on when the dialog that started it is closed.

    :param algorithm: id, such as ``groundshift:installruntime``. :param parameters: as Processing takes them.
    """

    progressed = pyqtSignal(float)  # 0 .. 100
    said = pyqtSignal(str)
    done = pyqtSignal(object)  # dict: values of the outputs
    failed = pyqtSignal(str)
    stopped = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, algorithm: str, parameters: dict[str, Any]) -> None:
        super().__init__()
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        self._parameters = parameters
        self._feedback = _Feedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._feedback.said.connect(self.said)
        self._call = BackgroundCall(self._run, self._feedback)
        self._call.done.connect(self._finish)
        self._call.failed.connect(lambda failure: self._fail(failure_text(failure)))
        self._call.stopped.connect(self._stop)

    def start(self) -> None:
        """Begin, if the parameters are good."""
        _running.add(self)
        good, text = self._algorithm.checkParameterValues(self._parameters, QgsProcessingContext())
        if good:
            self._call.start()
        else:
            self._fail(str(text))

    def cancel(self) -> None:
        """Ask it to stop."""
        self._call.cancel()

    def _run(self, feedback: QgsProcessingFeedback) -> tuple[dict[str, Any], bool]:
        """In the background."""
        try:
            results, good = self._algorithm.run(self._parameters, QgsProcessingContext(), feedback)
        except RuntimeError as error:  # the provider is gone: the plugin is being unloaded
            raise JobFailure("unexpected", "", reason=str(error)) from error
        return dict(results), bool(good)

    def _finish(self, outcome: tuple[dict[str, Any], bool]) -> None:
        results, good = outcome
        if good:
            self.done.emit(results)
            self._end()
            return
        texts = [text for text in self._feedback.errors if text.strip()]
        nothing = QCoreApplication.translate("AlgorithmCall", "It ended without a result and without a reason.")
        self._fail(texts[-1] if texts else nothing)

    def _fail(self, text: str) -> None:
        self.failed.emit(text)
        self._end()

    def _stop(self) -> None:
        self.stopped.emit()
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        _running.discard(self)
