"""A schedule shortened to a time limit, by the measured speed, so that the learning rate still comes to its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

from .optimisation import Schedule

_LEAST_STEPS = 5  # of an epoch
_USED_SHARE = 0.95  # of the time that is left


@dataclass(frozen=True)
class Pace:
    """Progress and speed of a training.

    :param step: steps done. ``epoch``: whole epochs done.
    :param seconds: spent so far. ``step_seconds``: of one step. ``validation_seconds``: of one validation.
    """

    step: int
    epoch: int
    seconds: float
    step_seconds: float
    validation_seconds: float


def shortened(schedule: Schedule, minutes: float, pace: Pace) -> Optional[Schedule]:
    """Return a schedule that fits into ``minutes``; ``None`` = the one given fits.

    Before the first epoch ends, epochs become shorter; afterwards there are fewer of them.
    """
    left = (minutes * 60 - pace.seconds) * _USED_SHARE
    epochs_left = schedule.epochs - pace.epoch
    possible = pace.step + (left - epochs_left * pace.validation_seconds) / pace.step_seconds
    if possible >= schedule.steps:
        return None
    if pace.epoch:
        return replace(schedule, epochs=max(pace.epoch + 1, int(possible / schedule.steps_per_epoch)))
    steps, epochs = max(_LEAST_STEPS, int(possible / schedule.epochs)), schedule.epochs
    if possible < schedule.epochs * _LEAST_STEPS:
        epochs = max(1, int(pace.step + left / pace.step_seconds) // (2 * _LEAST_STEPS))
        steps = _LEAST_STEPS
    frozen = min(schedule.frozen_epochs, epochs // 3)
    return replace(schedule, epochs=epochs, steps_per_epoch=steps, frozen_epochs=frozen)
