"""Work on a thread of its own, with its end told on the thread that asked for it: panels wait for nothing.

Processing algorithms run as QGIS's tasks; this is for what is no algorithm (previews, counts), which would only flicker
through QGIS's list of tasks.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..jobs.failure import Cancelled, JobFailure

# Alive until they have ended, whoever forgets them: a thread may not emit signals of an object that is gone.
_running: set[BackgroundCall] = set()
_PATIENCE_SECONDS = 5.0


class BackgroundCall(QObject):
    """One call of a function. Exactly one of :attr:`done`, :attr:`failed` and :attr:`stopped` follows.

    :param work: called on the thread with the call's feedback; its result goes with ``done``. It may raise ``JobFailure``
        and ``Cancelled``.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(object)  # JobFailure
    stopped = pyqtSignal()
    _ended = pyqtSignal()

    def __init__(self, work: Callable[[QgsProcessingFeedback], Any], feedback: Optional[QgsProcessingFeedback] = None) -> None:
        super().__init__()
        self.feedback = feedback if feedback is not None else QgsProcessingFeedback(False)
        self._work = work
        self._thread = threading.Thread(target=self._run, name="groundshift-background", daemon=True)
        self._ended.connect(self._forget)

    def start(self) -> BackgroundCall:
        """Begin; returns the call."""
        _running.add(self)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask it to stop; what it still finds out is not told."""
        self.feedback.cancel()

    def _run(self) -> None:
        try:
            result = self._work(self.feedback)
            if self.feedback.isCanceled():
                raise Cancelled
            self.done.emit(result)
        except Cancelled:
            self.stopped.emit()
        except JobFailure as failure:
            self.failed.emit(failure)
        except Exception as error:  # the thread's last wall: the panel must hear of whatever goes wrong
            self.failed.emit(JobFailure("unexpected", "", reason=f"{type(error).__name__}: {error}"))
        self._ended.emit()

    def _forget(self) -> None:
        self._thread.join(_PATIENCE_SECONDS)
        _running.discard(self)


def cancel_all() -> None:
    """Stop everything, at the plugin's unload, and let it end."""
    for call in tuple(_running):
        call.cancel()
    end = time.monotonic() + _PATIENCE_SECONDS
    while _running and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
