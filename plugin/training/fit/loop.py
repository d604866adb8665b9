"""The training loop: steps, epochs, validation, checkpoints; ended by its schedule, by patience, by time or by the user.

What is validated and kept are averaged weights (:class:`.optimisation.MovingAverage`).
"""

from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass, replace
from typing import Any, Optional, Protocol

import numpy as np
from torch import Tensor, nn

from ...engine.context import JobContext
from ...jobs.events import Metric, Row
from ...jobs.failure import JobFailure
from ...jobs.train_model import EPOCH
from .augment import Batch
from .checkpoint import Checkpoints, Progressed
from .optimisation import MovingAverage, Schedule
from .prefetch import Prefetched
from .steering import stop_requested
from .task import Trainable, Validation
from .time_left import RunningEpoch, seconds_left
from .time_limit import Pace, shortened
from .training_step import TrainingStep

_SECONDS_BETWEEN_CHECKPOINTS = 60.0
_SECONDS_BETWEEN_METRICS = 0.5
# Steps by which the speed is measured; the first are slower.
_FIRST_STEPS, _TIMED_STEPS = 2, 6
_TRAINED = 0.97  # of the progress bar
_ASSUMED_VALIDATION = 0.1  # of a step, for each tile, before the first validation was timed


class Watcher(Protocol):
    """Receiver of steps and epochs while the network of each is at hand."""

    def epoch(self, row: dict[str, Any], network: nn.Module) -> None: ...

    def step(self, step: int, loss: float, rate: float) -> None: ...


@dataclass
class Outcome:
    """Result of a training.

    :param weights: averaged, of the best epoch. ``best_epoch``: 0 = none was validated.
    """

    weights: dict[str, Tensor]
    rows: list[dict[str, Any]]
    best_epoch: int
    best_value: float
    seconds: float
    steps: int
    schedule: Schedule
    stopped: bool = False


class Training:
    """One training, from its first step or from a checkpoint to its end.

    >>> training = Training(task, Checkpoints(folder, identity), watcher, None, context)  # doctest: +SKIP
    >>> outcome = training.run()  # doctest: +SKIP

    :param watcher: ``None`` = none.
    :param control: path of the control file (:mod:`.steering`); ``None`` = there is none.
    """

    def __init__(
        self, task: Trainable, checkpoints: Checkpoints, watcher: Optional[Watcher], control: Optional[str], context: JobContext
    ) -> None:
        self._task, self._checkpoints, self._watcher = task, checkpoints, watcher
        self._control, self._context = control, context
        self._schedule = task.schedule
        self._step = TrainingStep(task, context)
        self._average = MovingAverage(task.network, task.optimisation.average_decay)
        self._judged = copy.deepcopy(task.network).eval()
        self._done = Progressed(0, 0, 0.0, 0, -math.inf, 1, task.schedule.epochs, task.schedule.steps_per_epoch, [], (0.0, 0))
        self._stopped = self._ended = False
        self._validation_seconds = 0.0
        self._planned = task.settings.minutes is None
        self._began = self._epoch_began = self._saved_at = self._reported_at = 0.0

    def resume(self) -> None:
        """Load the checkpoint.

        :raises JobFailure: ``checkpoint_damaged``.
        """
        done, state = self._checkpoints.load()
        try:
            self._step.restore(state)
            self._average.state = {key: value.to(self._task.device) for key, value in state["average"].items()}
        except (KeyError, RuntimeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self._checkpoints.folder), reason=reason) from error
        self._done, self._step.pieces = done, done.pieces
        if not done.best_epoch:
            done.best_value = -math.inf
        longer = max(self._task.schedule.epochs, done.epochs) if self._planned else done.epochs
        self._schedule = replace(self._schedule, epochs=longer, steps_per_epoch=done.steps_per_epoch)
        self._planned = True
        for row in done.rows:
            self._report_row(row)
        schedule = self._schedule
        self._context.info("training_resumed", epoch=done.epoch, epochs=schedule.epochs, steps=schedule.steps_per_epoch)

    @property
    def resumed_epoch(self) -> int:
        return self._done.epoch

    def begin_rows(self, row: dict[str, Any]) -> None:
        """Put the base model's row first."""
        self._done.rows.append(row)
        self._report_row(row)

    def run(self) -> Outcome:
        """Train.

        :raises JobFailure: ``training_diverged``, ``training_memory``, ``checkpoint_failed``.
        :raises Cancelled: the job was cancelled; the last checkpoint is kept.
        """
        self._epoch_began = self._saved_at = time.monotonic()
        self._began = self._epoch_began - self._done.seconds
        self._set_frozen()
        while self._done.step < self._schedule.steps and not self._ended:
            self._run_planned_steps()
        if self._done.sums[1] and self._done.best_epoch == 0:
            self._end_epoch()  # stopped within the first epoch: validate what there is
        self._done.seconds = time.monotonic() - self._began
        return self._outcome()

    def _run_planned_steps(self) -> None:
        """Run the steps of the schedule until it ends, or until a time limit changes it."""
        batches = Prefetched(self._task.crops, self._done.step, self._schedule.steps, self._task.loaders)
        times: list[float] = []
        try:
            for batch in batches:
                if stop_requested(self._control, self._context, self._save):
                    self._stopped = self._ended = True
                    return
                self._run_step(batch, times)
                if not self._planned and len(times) >= _FIRST_STEPS + _TIMED_STEPS:
                    self._fit_to_time(float(np.median(times[_FIRST_STEPS:])))
                    if self._done.step % self._schedule.steps_per_epoch:
                        return  # the batches to come follow the new schedule
                self._end_epoch_or_save(times)
                if self._ended:
                    return
        finally:
            batches.close()

    def _run_step(self, batch: Batch, times: list[float]) -> None:
        began = time.monotonic()
        done, rate = self._done, self._schedule.rate(self._done.step)
        self._step.set_rate(rate)
        loss = self._step.run(batch, done.step)
        self._average.update(self._task.network, done.step)
        done.step += 1
        done.sums = (done.sums[0] + loss, done.sums[1] + 1)
        now = time.monotonic()
        times.append(now - began)
        done.seconds = now - self._began
        if now - self._reported_at >= _SECONDS_BETWEEN_METRICS:
            self._reported_at = now
            self._report_step(loss, rate, float(np.mean(times[-20:])))

    def _end_epoch_or_save(self, times: list[float]) -> None:
        """End the epoch where its last step is done or time is up; else keep a checkpoint now and then."""
        done = self._done
        if done.step < (done.epoch + 1) * self._schedule.steps_per_epoch and not self._out_of_time():
            if time.monotonic() - self._saved_at >= _SECONDS_BETWEEN_CHECKPOINTS:
                self._saved_at = time.monotonic()
                self._save()
            return
        was_frozen = self._frozen
        self._end_epoch()
        if was_frozen and not self._frozen and self._task.settings.minutes is not None:
            self._planned = False  # steps take longer from now on
            times.clear()
        self._ended = done.epoch >= self._schedule.epochs or self._patience_over() or self._out_of_time()

    def _end_epoch(self) -> None:
        """Validate the averaged weights, keep them where they are the best, write the row and a checkpoint."""
        began, done = time.monotonic(), self._done
        self._judged.load_state_dict(self._average.state)
        self._judged.eval()
        number = done.epoch + 1
        row: dict[str, Any] = {
            "epoch": number,
            "train_loss": done.sums[0] / max(1, done.sums[1]),
            "learning_rate": self._schedule.learning_rate * self._schedule.rate(done.step - 1),
            "frozen": self._frozen,
        }
        found = self._validate()
        if found is not None:
            row |= found.row
        value = -float(row["train_loss"]) if found is None else found.value
        best = value > done.best_value or found is None
        if best:
            done.best_epoch, done.best_value = number, value
            self._checkpoints.save_best({key: item.cpu() for key, item in self._average.state.items()}, number)
        self._validation_seconds = time.monotonic() - began
        row |= {"seconds": time.monotonic() - self._epoch_began, "best": best}
        done.rows.append(row)
        row["seconds_left"] = self._seconds_left()
        done.epoch, done.sums = number, (0.0, 0)
        self._report_row(row)
        if self._watcher is not None:
            self._watcher.epoch(row, self._judged)
        self._set_frozen()
        self._save()
        self._epoch_began = self._saved_at = time.monotonic()

    def _validate(self) -> Optional[Validation]:
        if not self._task.validation_size:
            return None
        self._context.progress(self._fraction(), "validating")
        return self._task.validate(self._judged, self._context.check)

    def _save(self) -> None:
        self._done.pieces = self._step.pieces
        self._done.epochs, self._done.steps_per_epoch = self._schedule.epochs, self._schedule.steps_per_epoch
        self._checkpoints.save(self._done, {**self._step.state(), "average": self._average.state})

    def _outcome(self) -> Outcome:
        done = self._done
        weights = self._checkpoints.load_best() if done.best_epoch else {k: v.cpu() for k, v in self._average.state.items()}
        return Outcome(
            weights, done.rows, done.best_epoch, done.best_value, done.seconds, done.step, self._schedule, self._stopped
        )

    @property
    def _frozen(self) -> bool:
        return self._done.epoch < self._schedule.frozen_epochs and self._step.has_encoder

    def _set_frozen(self) -> None:
        if self._step.freeze_encoder(self._frozen):
            self._context.info("training_unfrozen")

    def _patience_over(self) -> bool:
        patience, done = self._task.settings.patience, self._done
        if not patience or not self._task.validation_size or done.epoch - done.best_epoch < patience:
            return False
        # While the encoder is frozen nothing is settled yet.
        if done.epoch < self._schedule.frozen_epochs + patience:
            return False
        self._context.info("training_early", monitor=self._task.settings.monitor, patience=patience)
        return True

    def _out_of_time(self) -> bool:
        minutes = self._task.settings.minutes
        return minutes is not None and self._done.seconds + self._validation_seconds >= minutes * 60

    def _fit_to_time(self, step_seconds: float) -> None:
        """Shorten the schedule where, at the measured speed, it would not end within the time limit."""
        self._planned = True
        minutes = float(self._task.settings.minutes or 0.0)
        validation = self._validation_time(step_seconds)
        pace = Pace(self._done.step, self._done.epoch, self._done.seconds, step_seconds, validation)
        schedule = shortened(self._schedule, minutes, pace)
        if schedule is not None:
            self._schedule = schedule
            self._context.info("training_shortened", minutes=minutes, epochs=schedule.epochs, steps=schedule.steps_per_epoch)

    def _validation_time(self, step_seconds: float) -> float:
        """Return the seconds of a validation: those of the last one, or what is assumed of the first."""
        return self._validation_seconds or self._task.validation_size * step_seconds * _ASSUMED_VALIDATION

    def _seconds_left(self, running: Optional[RunningEpoch] = None) -> Optional[float]:
        minutes, schedule = self._task.settings.minutes, self._schedule
        limit = None if minutes is None else max(0.0, minutes * 60 - (time.monotonic() - self._began))
        frozen = schedule.frozen_epochs if self._step.has_encoder else 0
        return seconds_left(self._done.rows, schedule.epochs, frozen, limit, running)

    def _fraction(self) -> float:
        """Return the part of the training that is done: of its steps, or of its time limit where that ends it earlier."""
        minutes, done = self._task.settings.minutes, self._done
        parts = [done.step / max(1, self._schedule.steps)]
        if minutes:
            parts.append(done.seconds / (minutes * 60))
        return min(_TRAINED, max(parts))

    def _report_row(self, row: dict[str, Any]) -> None:
        number = int(row["epoch"])
        self._context.emit(Row(EPOCH, row, number))
        for name, value in row.items():
            if isinstance(value, float):
                self._context.emit(Metric(f"epoch/{name}", value, number))
        if number == 0:
            return
        shown = {**row, "epochs": self._schedule.epochs}
        code = "training_epoch" if "f1" in row else "sar_training_epoch" if "mse" in row else "training_epoch_blind"
        self._context.info(code, **shown)

    def _report_step(self, loss: float, rate: float, step_seconds: float) -> None:
        done, learning_rate = self._done, self._schedule.learning_rate * rate
        self._context.emit(Metric("train_loss", loss, done.step))
        self._context.emit(Metric("learning_rate", learning_rate, done.step))
        steps = self._schedule.steps_per_epoch
        validation = self._validation_time(step_seconds)
        left = ((done.epoch + 1) * steps - done.step) * step_seconds + validation
        running = RunningEpoch(max(0.0, left), steps * step_seconds + validation)
        self._context.progress(self._fraction(), "training", self._seconds_left(running))
        if self._watcher is not None:
            self._watcher.step(done.step, loss, learning_rate)
