"""What a running job needs of the world: a place to report to, and the wish to stop."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any, Callable

from ..jobs.events import Event, Log, Metric, Progress
from ..jobs.failure import Cancelled

_SECONDS_BETWEEN_REPORTS = 0.1


@dataclass
class JobContext:
    """:param emit: takes events, from any thread; ``cancelled``: set when the user wants to stop."""

    emit: Callable[[Event], None]
    cancelled: threading.Event = field(default_factory=threading.Event)
    _last: float = field(default=0.0, init=False)

    def check(self) -> None:
        """:raises Cancelled: the user wants to stop."""
        if self.cancelled.is_set():
            raise Cancelled()

    def info(self, code: str, **values: Any) -> None:
        """Say a line of :data:`..jobs.messages.LOG_LINES`."""
        self.emit(Log(code, values))

    def warn(self, code: str, **values: Any) -> None:
        """The same, as a warning."""
        self.emit(Log(code, values, "warning"))

    def metric(self, name: str, value: float) -> None:
        self.emit(Metric(name, float(value)))

    def progress(self, fraction: float, stage: str, seconds_left: float | None = None) -> None:
        """Report progress, at most ten times a second."""
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_REPORTS or fraction >= 1:
            self._last = now
            self.emit(Progress(min(max(fraction, 0.0), 1.0), stage, seconds_left))
