"""Several Processing algorithms, one after the other, as one run: one progress, one Cancel, one end."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .algorithm_run import AlgorithmRun

_FORESEEABLE = 5.0  # percent of the whole, before which the time left is not estimated

# outputs of the earlier links, by key of the link -> parameters
Parameters = Callable[[Mapping[str, Mapping[str, Any]]], dict[str, Any]]


@dataclass(frozen=True)
class Link:
    """One algorithm of a chain.

    :param key: names its outputs for the links that follow.
    :param algorithm: id. :param parameters: made when the earlier links have ended.
    :param share: of the whole time, relative to the other links.
    :param recorded: whether it is an entry of the history.
    :param recorded_parameters: of that entry; ``None`` = those of the link.
    """

    key: str
    algorithm: str
    parameters: Parameters
    share: float = 1.0
    recorded: bool = True
    recorded_parameters: Optional[dict[str, Any]] = None


class AlgorithmChain(QObject):
    """Runs algorithms in turn, with the signals of :class:`.algorithm_run.AlgorithmRun`.

    Exactly one of :attr:`done`, :attr:`failed` and :attr:`cancelled` is emitted after :meth:`start`. Nothing of later links is
    started when one has failed or was cancelled.

    :param links: at least one.
    :param outputs: ``(outputs of all links) -> outputs of the chain``.
    :param parameters: that describe the run as a whole.
    """

    progressed = pyqtSignal(float)  # 0 .. 100, of the whole
    staged = pyqtSignal(str, float)  # stage of messages.STAGES, seconds left of the whole or -1
    messageReceived = pyqtSignal(str, str)  # level ("info" or "warning"), text
    done = pyqtSignal(object)  # dict: values of the outputs
    failed = pyqtSignal(str)
    cancelled = pyqtSignal()

    def __init__(
        self,
        links: list[Link],
        outputs: Callable[[Mapping[str, Mapping[str, Any]]], dict[str, Any]],
        parameters: dict[str, Any],
        project: Optional[QgsProject] = None,
    ) -> None:
        super().__init__()
        self.parameters = parameters
        self._links, self._outputs, self._project = list(links), outputs, project
        self._whole = sum(link.share for link in links)
        self._behind = 0.0  # shares of the links that have ended
        self._percent = 0.0
        self._results: dict[str, Mapping[str, Any]] = {}
        self._run: Optional[AlgorithmRun] = None
        self._began = 0.0
        self._given_up = False

    def start(self) -> None:
        """Start the first link."""
        self._began = time.monotonic()
        self._start_next()

    def cancel(self) -> None:
        """Request cancellation: the current algorithm stops within two seconds and leaves no partial outputs."""
        self._given_up = True
        if self._run is not None:
            self._run.cancel()

    def _start_next(self) -> None:
        link = self._links[len(self._results)]
        parameters = link.parameters(self._results)
        run = AlgorithmRun(
            link.algorithm,
            parameters,
            self._project,
            listed=True,
            recorded=link.recorded,
            recorded_parameters=link.recorded_parameters,
        )
        run.progressed.connect(lambda percent: self._show_progress(link, percent))
        run.staged.connect(lambda stage, _left: self.staged.emit(stage, self._seconds_left()))
        run.messageReceived.connect(self.messageReceived)
        run.done.connect(lambda values: self._link_done(link, values))
        run.failed.connect(self._fail)
        run.cancelled.connect(self._stop)
        self._run = run
        run.start()

    def _show_progress(self, link: Link, percent: float) -> None:
        whole = 100.0 * (self._behind + link.share * percent / 100.0) / self._whole
        self._percent = max(self._percent, whole)  # an algorithm may begin again at 0
        self.progressed.emit(self._percent)

    def _seconds_left(self) -> float:
        if self._percent < _FORESEEABLE:
            return -1.0
        return (time.monotonic() - self._began) * (100.0 - self._percent) / self._percent

    def _link_done(self, link: Link, values: dict[str, Any]) -> None:
        self._results[link.key] = values
        self._behind += link.share
        self._run = None
        if self._given_up:
            self._stop()
        elif len(self._results) < len(self._links):
            self._start_next()
        else:
            self.done.emit(self._outputs(self._results))

    def _fail(self, text: str) -> None:
        self._run = None
        self.failed.emit(text)

    def _stop(self) -> None:
        self._run = None
        self.cancelled.emit()
