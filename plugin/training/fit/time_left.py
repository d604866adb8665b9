"""The time that a training still takes, estimated from the epochs behind it and from the one that is running."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import Any, Mapping, Optional, Sequence

_LATEST = 5  # epochs that the estimate looks at: what slows the machine down now counts


@dataclass(frozen=True)
class RunningEpoch:
    """Seconds of the epoch that is running, validation included: what is left of it, and the whole."""

    left: float
    whole: float


def seconds_left(
    rows: Sequence[Mapping[str, Any]],
    epochs: int,
    frozen_epochs: int,
    limit: Optional[float] = None,
    running: Optional[RunningEpoch] = None,
) -> Optional[float]:
    """Return the seconds until the last epoch has ended, if none but the time limit ends the training earlier.

    Epochs with a frozen encoder are quicker: neither kind says how long the other takes. The first epoch, in which the machine
    warms up, counts only while there is no other.

    >>> seconds_left([{"epoch": 1, "seconds": 9.0, "frozen": False}, {"epoch": 2, "seconds": 5.0, "frozen": False}], 4, 0)
    10.0

    :param rows: of the epochs so far, with ``epoch``, ``seconds`` and ``frozen``; epoch 0, the base model, is passed over.
    :param epochs: planned.
    :param frozen_epochs: how many of these begin the training with a frozen encoder.
    :param limit: seconds until the time limit; ``None`` = none.
    :param running: ``None`` = the next epoch has not begun.
    :return: ``None`` = not known yet: epochs of a kind of which none was run follow.
    """
    timed = [row for row in rows if row.get("epoch") and isinstance(row.get("seconds"), (int, float))]
    begun = len(timed) + (1 if running is not None else 0)
    boundary = min(epochs, frozen_epochs)
    total = 0.0 if running is None else running.left
    for frozen, first, last in ((True, 0, boundary), (False, boundary, epochs)):
        count = last - max(first, begun)
        if count <= 0:
            continue
        like = [float(row["seconds"]) for row in timed if bool(row.get("frozen")) is frozen]
        if len(like) > 1 and timed[0].get("frozen") is frozen:
            like = like[1:]
        if not like and running is not None and (len(timed) < boundary) is frozen:
            like = [running.whole]
        if not like:
            return limit
        total += count * _typical(like[-_LATEST:])
    return max(0.0, total if limit is None else min(total, limit))


def _typical(seconds: Sequence[float]) -> float:
    """Return the mean without the smallest and the largest value, so that one pause of the machine does not count."""
    return fmean(sorted(seconds)[1:-1] if len(seconds) > 2 else seconds)
