"""How far an evaluation is, and which of many are looked at."""

from __future__ import annotations

import time

from ..context import JobContext


class Clock:
    """Progress over a known number of predictions, with the time left. :param share: of the whole job."""

    def __init__(self, total: int, context: JobContext, share: float = 0.97) -> None:
        self._total, self._context, self._share = max(1, total), context, share
        self._done = 0
        self._begun = time.monotonic()

    def tick(self) -> None:
        """One more is done.

        :raises Cancelled: the job was cancelled.
        """
        self._context.check()
        self._done += 1
        part = min(1.0, self._done / self._total)
        left = (time.monotonic() - self._begun) * (1 - part) / part
        self._context.progress(self._share * part, "evaluating", left)


def spread(count: int, wanted: int) -> list[int]:
    """``wanted`` of the numbers 0 .. ``count`` - 1, evenly spread; all of them when 0 are wanted."""
    if not wanted or wanted >= count:
        return list(range(count))
    return sorted({int((index + 0.5) * count / wanted) for index in range(wanted)})
