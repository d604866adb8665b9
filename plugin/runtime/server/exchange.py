"""The exchange of one job with the server: how long it waits for it, and where its events go."""

from __future__ import annotations

import queue
import threading
import time
from typing import Any, Callable, Optional, TypeVar

from ...jobs.events import Event, Log
from ...jobs.failure import Cancelled, JobFailure
from .access import Server
from .connection import Connection, NoAnswer, Refusal

PATIENCE_SECONDS = 30.0  # a server that restarts answers again within this time
POLL_SECONDS = 0.5
_METER_SECONDS = 0.05
# A refusal that waiting does not change: uploads stay until they are removed.
_NO_ROOM = "uploads-limit"

Found = TypeVar("Found")


class Exchange:
    """What is said to the server and heard from it.

    :ivar said: events, then the result or an exception.
    :ivar stopping: set when the job was cancelled.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self.said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.stopping = threading.Event()
        self.connection = Connection(server, self.check)

    def say(self, event: Event) -> None:
        """Pass an event on."""
        self.said.put(event)

    def check(self) -> None:
        """:raises Cancelled: the job was cancelled."""
        if self.stopping.is_set():
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Wait. :raises Cancelled: the job was cancelled."""
        if self.stopping.wait(seconds):
            raise Cancelled

    def accepted(self, ask: Callable[[], Found]) -> Found:
        """Ask until the server takes it: it limits what runs and what is sent at a time."""
        said = False
        while True:
            try:
                return ask()
            except Refusal as refusal:
                if refusal.status not in (429, 503) or refusal.code == _NO_ROOM:
                    raise
                if not said:
                    said = True
                    self.say(Log("server_busy", {"reason": refusal.detail}))
                self.pause(refusal.wait)

    def patiently(self, ask: Callable[[], Found]) -> Found:
        """Ask again while the server does not answer: it may be restarting."""
        give_up: Optional[float] = None
        while True:
            try:
                return ask()
            except (NoAnswer, Refusal) as error:
                if isinstance(error, Refusal) and error.status not in (429, 502, 503, 504):
                    raise
                give_up = give_up if give_up is not None else time.monotonic() + PATIENCE_SECONDS
                if time.monotonic() >= give_up:
                    raise
                self.pause(min(error.wait, POLL_SECONDS) if isinstance(error, Refusal) else POLL_SECONDS)

    def unknown(self, reason: str) -> JobFailure:
        """Return the failure of a server that answers as none of Groundshift does."""
        return JobFailure("server_unknown", address=self.server.address, reason=reason)


class Meter:
    """Counts bytes and shows their share, a few times a second at most."""

    def __init__(self, total: int, show: Callable[[float], None]) -> None:
        self._total = max(total, 1)
        self._show = show
        self._count = 0
        self._shown = 0.0

    def __call__(self, count: int) -> None:
        self._count += count
        now = time.monotonic()
        if now - self._shown >= _METER_SECONDS or self._count >= self._total:
            self._shown = now
            self._show(min(1.0, self._count / self._total))


def megabytes(size: int) -> str:
    """Return a size for messages."""
    return f"{size / 1e6:.1f} MB"
