"""The context of a running job: event sink, cancellation flag, GDAL's cache, temporary files."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable, Iterator, Optional

import rasterio

from ..jobs.events import Event, Log, Metric, Progress
from ..jobs.failure import Cancelled
from ..jobs.publish import remove_temporaries

_SECONDS_BETWEEN_REPORTS = 0.1
_LAST_PART = 0.95  # of a job's progress: what follows takes little time
# GDAL's own default is a twentieth of the machine's memory. This holds a row of tiles of two dates 20,000 pixels wide,
# which files that are stored in strips need. (In rasterio the number is in bytes, however small it is.)
GDAL_CACHE_BYTES = 192 * 2**20


@dataclass
class JobContext:
    """Event sink and cancellation flag of a job.

    :param emit: called with each event, from any thread.
    :param cancelled: set when the user cancels the job.
    """

    emit: Callable[[Event], None]
    cancelled: threading.Event = field(default_factory=threading.Event)
    _last: float = field(default=0.0, init=False)

    def check(self) -> None:
        """Raise :class:`Cancelled` if the user has cancelled the job."""
        if self.cancelled.is_set():
            raise Cancelled()

    def info(self, code: str, **values: Any) -> None:
        """Log a line of :data:`..jobs.messages.LOG_LINES`."""
        self.emit(Log(code, values))

    def warn(self, code: str, **values: Any) -> None:
        """Log a line of :data:`..jobs.messages.LOG_LINES` as a warning."""
        self.emit(Log(code, values, "warning"))

    def metric(self, name: str, value: float) -> None:
        """Report a measured number."""
        self.emit(Metric(name, float(value)))

    def progress(self, fraction: float, stage: str, seconds_left: float | None = None) -> None:
        """Report progress, at most ten times a second.

        :param fraction: 0..1.
        :param stage: key of :data:`..jobs.messages.STAGES`.
        """
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_REPORTS or fraction >= 1:
            self._last = now
            self.emit(Progress(min(max(fraction, 0.0), 1.0), stage, seconds_left))

    def timed_progress(self, stage: str, share: float) -> Callable[[float], None]:
        """Return a function that reports the progress of the job's first stage, with the time that is left.

        :param share: of the job, 0..1; the function takes the part of the stage that is done, above 0 to 1.
        """
        begin = time.monotonic()

        def report(part: float) -> None:
            elapsed = time.monotonic() - begin
            self.progress(part * share, stage, elapsed / part - elapsed)

        return report


def part_of(context: JobContext, begin: float, end: float) -> JobContext:
    """Return a context that reports its progress as a part of another's, from ``begin`` to ``end`` of it.

    The time left is reported in the last part only: that of another part is not the job's.
    """

    def emit(event: Event) -> None:
        if isinstance(event, Progress):
            seconds_left = event.seconds_left if end >= _LAST_PART else None
            context.progress(begin + (end - begin) * event.fraction, event.stage, seconds_left)
        else:
            context.emit(event)

    return JobContext(emit, context.cancelled)


@contextmanager
def gdal_cache(size: int = GDAL_CACHE_BYTES) -> Iterator[None]:
    """Limit the memory of GDAL's block cache, in all threads.

    :param size: bytes.
    """
    with rasterio.Env(GDAL_CACHEMAX=size):
        yield


@contextmanager
def job_environment(outputs: Iterable[Optional[str]], scratch: str) -> Iterator[None]:
    """Run a job with GDAL's cache limited, and remove its temporary files at the end, whatever happens.

    :param outputs: paths of the job's outputs; ``None`` = not wanted.
    :param scratch: the job's folder for temporary files.
    """
    try:
        with gdal_cache():
            yield
    finally:
        remove_temporaries(outputs, scratch)
