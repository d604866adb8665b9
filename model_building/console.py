"""The command line as receiver of a job's events."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from ..plugin.engine.context import JobContext
from ..plugin.jobs.events import Event, Log, Progress
from ..plugin.jobs.messages import render_log

Print = Callable[[str], None]
_SECONDS_BETWEEN_LINES = 30.0


def print_line(line: str) -> None:
    """Print a line with the time of day."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def console_context(write: Print = print_line) -> JobContext:
    """Return a job context that writes log lines, and the progress twice a minute."""
    written = time.monotonic()

    def emit(event: Event) -> None:
        nonlocal written
        if isinstance(event, Log):
            write(render_log(event.code, event.values))
        elif isinstance(event, Progress) and time.monotonic() - written > _SECONDS_BETWEEN_LINES:
            written = time.monotonic()
            left = f", {event.seconds_left / 60:.0f} min left" if event.seconds_left is not None else ""
            write(f"{100 * event.fraction:.0f} %{left}")

    return JobContext(emit)
