"""The loop: steps, epochs, validation, checkpoints; steered by a file, ended by patience, by time, or by the user.

What is judged and kept are averaged weights (:class:`.optimisation.MovingAverage`).
"""

from __future__ import annotations

import copy
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from ...engine.context import JobContext
from ...jobs.events import Metric, Row
from ...jobs.failure import JobFailure
from ...jobs.train_model import EPOCH, PAUSE, STOP, TrainingSettings
from ..networks.architectures import Architecture
from .augment import Batch
from .checkpoint import Checkpoints, Progressed
from .crops import Crops, Prefetched
from .judge import Judgement, Tile, judge
from .meaning import Meaning, distribution
from .objective import distillation_loss, worth_distilling
from .optimisation import MovingAverage, Optimisation, Schedule, make_optimizer

LARGEST_GRADIENT = 5.0
_SECONDS_BETWEEN_CHECKPOINTS = 60.0
_SECONDS_BETWEEN_METRICS = 0.5
_PAUSE_SECONDS = 0.2
# Steps by which the speed is known; the first are slower.
_FIRST_STEPS, _TIMED_STEPS = 2, 6
_LEAST_STEPS = 5


@dataclass(frozen=True)
class Task:
    """Everything that a training works with.

    :param teacher: the base model to stay like; ``same_head``: whether its outputs mean the same.
    :param tiles: validation ground. ``device``: as torch calls it. ``precision``: of the forward pass.
    """

    network: nn.Module
    architecture: Architecture
    meaning: Meaning
    teacher: Optional[nn.Module]
    teacher_meaning: Optional[Meaning]
    same_head: bool
    crops: Crops
    tiles: Sequence[Tile]
    schedule: Schedule
    optimisation: Optimisation
    settings: TrainingSettings
    device: str
    precision: torch.dtype


class Watcher(Protocol):
    """Who is told of the epochs while the network of each is at hand."""

    def epoch(self, row: dict[str, Any], network: nn.Module) -> None: ...

    def step(self, step: int, loss: float, rate: float) -> None: ...


@dataclass
class Outcome:
    """How a training ended. ``weights``: averaged, of the best epoch; ``best_epoch``: 0 = none was judged."""

    weights: dict[str, Tensor]
    rows: list[dict[str, Any]]
    best_epoch: int
    best_value: float
    seconds: float
    steps: int
    schedule: Schedule
    stopped: bool = False


class Predictor:
    """A network as a function of two dates that gives the log-probabilities of the labels' classes."""

    def __init__(self, network: nn.Module, task: Task, meaning: Optional[Meaning] = None, temperature: float = 1.0) -> None:
        self._network, self._task = network, task
        self._meaning = meaning or task.meaning
        self._temperature = temperature

    def __call__(self, before: Tensor, after: Tensor) -> Tensor:
        return self._meaning.log_probabilities(self.logits(before, after) / self._temperature)

    def logits(self, before: Tensor, after: Tensor) -> Tensor:
        task = self._task
        with autocast(task.device, task.precision):
            out = task.architecture.logits(self._network, *(_placed(date, task.device) for date in (before, after)))
        return out.float()


def autocast(device: str, precision: torch.dtype) -> Any:
    """The context of a forward pass."""
    return torch.autocast(device.split(":")[0], precision, enabled=precision != torch.float32)


def choose_device(wanted: str) -> str:
    """:raises JobFailure: ``training_device``."""
    cuda = [f"cuda:{index}" for index in range(torch.cuda.device_count())] if torch.cuda.is_available() else []
    if not wanted:
        return cuda[0] if cuda else "cpu"
    if wanted == "cpu" or wanted in cuda or (wanted == "cuda" and cuda):
        return wanted
    raise JobFailure("training_device", "DEVICE", device=wanted, known=", ".join(["cpu", *cuda]))


def choose_precision(device: str, mixed: bool) -> torch.dtype:
    """The type to compute in: half precision where the device is faster with it."""
    if not mixed:
        return torch.float32
    if device.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"):
        return torch.bfloat16
    return torch.float32  # without such instructions it would be slower


class Training:
    """One training from its first or its next step to its end."""

    def __init__(
        self, task: Task, checkpoints: Checkpoints, watcher: Watcher, control: Optional[str], context: JobContext
    ) -> None:
        self._task, self._checkpoints, self._watcher = task, checkpoints, watcher
        self._control, self._context = control, context
        self._schedule = task.schedule
        self._network = task.network
        self._optimizer = make_optimizer(self._network, task.optimisation)
        self._scaler = torch.amp.GradScaler(task.device.split(":")[0], enabled=task.precision == torch.float16)  # type: ignore[attr-defined]
        self._average = MovingAverage(self._network, task.optimisation.average_decay)
        self._judged = copy.deepcopy(self._network).eval()
        self._codes = task.meaning.code_table().to(task.device)
        self._pieces = 1
        self._rows: list[dict[str, Any]] = []
        self._best: tuple[int, float] = (0, -math.inf)
        self._step, self._epoch, self._seconds = 0, 0, 0.0
        self._sums = (0.0, 0)
        self._stopped = self._ended = False
        self._judging_seconds = 0.0
        self._planned = task.settings.minutes is None

    def resume(self) -> None:
        """Go on from the checkpoint.

        :raises JobFailure: ``checkpoint_damaged``.
        """
        progressed, state = self._checkpoints.load()
        try:
            self._network.load_state_dict(state["network"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._average.state = {key: value.to(self._task.device) for key, value in state["average"].items()}
        except (KeyError, RuntimeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise JobFailure("checkpoint_damaged", "MODEL", folder=str(self._checkpoints.folder), reason=reason) from error
        self._step, self._epoch, self._seconds = progressed.step, progressed.epoch, progressed.seconds
        self._best = (progressed.best_epoch, progressed.best_value if progressed.best_epoch else -math.inf)
        self._pieces = progressed.pieces
        self._rows = [dict(row) for row in progressed.rows]
        self._sums = progressed.sums
        longer = max(self._task.schedule.epochs, progressed.epochs) if self._planned else progressed.epochs
        self._schedule = replace(self._schedule, epochs=longer, steps_per_epoch=progressed.steps_per_epoch)
        self._planned = True
        for row in self._rows:
            self._tell(row)
        self._context.info("training_resumed", epoch=self._epoch)

    @property
    def resumed_epoch(self) -> int:
        return self._epoch

    def begin_rows(self, row: dict[str, Any]) -> None:
        """Put the base model's row first."""
        self._rows.append(row)
        self._tell(row)

    def run(self) -> Outcome:
        """Train.

        :raises JobFailure: ``training_diverged``, ``training_memory``, ``checkpoint_failed``.
        :raises Cancelled: the user wants to stop; the last checkpoint is there.
        """
        began = time.monotonic() - self._seconds
        saved_at = time.monotonic()
        said_at = 0.0
        self._set_frozen()
        epoch_began = time.monotonic()
        while self._step < self._schedule.steps and not self._ended:
            batches = Prefetched(self._task.crops, self._step, self._schedule.steps)
            times: list[float] = []
            try:
                for _, batch, _ in batches:
                    if self._told_to_stop():
                        self._stopped = self._ended = True
                        break
                    step_began = time.monotonic()
                    rate = self._schedule.rate(self._step)
                    for group in self._optimizer.param_groups:
                        group["lr"] = group["peak"] * rate
                    torch.manual_seed(self._task.settings.seed * 1_000_003 + self._step)  # of dropout
                    loss = self._train_step(batch)
                    self._average.update(self._network, self._step)
                    self._step += 1
                    self._sums = (self._sums[0] + loss, self._sums[1] + 1)
                    now = time.monotonic()
                    times.append(now - step_began)
                    self._seconds = now - began
                    if now - said_at >= _SECONDS_BETWEEN_METRICS:
                        said_at = now
                        self._say_step(loss, rate, times)
                    if not self._planned and len(times) >= _FIRST_STEPS + _TIMED_STEPS:
                        self._plan_time(times[_FIRST_STEPS:])
                        if self._step % self._schedule.steps_per_epoch:
                            break  # the batches to come follow the new plan
                    if self._step >= (self._epoch + 1) * self._schedule.steps_per_epoch or self._out_of_time():
                        was_frozen = self._frozen
                        self._end_epoch(time.monotonic() - epoch_began)
                        epoch_began = saved_at = time.monotonic()
                        if was_frozen and not self._frozen and self._task.settings.minutes is not None:
                            self._planned = False  # steps take longer from now on
                            times.clear()
                        self._ended = self._epoch >= self._schedule.epochs or self._patience_over() or self._out_of_time()
                        if self._ended:
                            break
                    elif now - saved_at >= _SECONDS_BETWEEN_CHECKPOINTS:
                        saved_at = now
                        self._save()
            finally:
                batches.close()
        if self._sums[1] and self._best[0] == 0:
            self._end_epoch(time.monotonic() - epoch_began)  # stopped within the first epoch: judge what there is
        self._seconds = time.monotonic() - began
        return self._outcome()

    # -- a step -----------------------------------------------------------------------------------

    def _train_step(self, batch: Batch) -> float:
        while True:
            try:
                return self._try_step(batch)
            except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
                if not _is_memory(error):
                    raise
                self._optimizer.zero_grad(set_to_none=True)
                if torch.cuda.is_available():
                    torch.cuda.empty_cache()
                if self._pieces >= len(batch.target):
                    raise JobFailure(
                        "training_memory", "TILE_SIZE", size=batch.target.shape[-1], device=self._task.device
                    ) from error
                self._pieces *= 2
                crops = -(-len(batch.target) // self._pieces)
                self._context.warn("training_memory_halved", batch=crops)

    def _try_step(self, batch: Batch) -> float:
        self._optimizer.zero_grad(set_to_none=True)
        count = len(batch.target)
        total = 0.0
        for part in torch.arange(count).chunk(self._pieces):
            loss = self._loss(Batch(batch.before[part], batch.after[part], batch.target[part])) * (len(part) / count)
            self._scaler.scale(loss).backward()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise JobFailure("training_diverged", "LEARNING_RATE")
        self._scaler.unscale_(self._optimizer)
        nn.utils.clip_grad_norm_(self._network.parameters(), LARGEST_GRADIENT)
        self._scaler.step(self._optimizer)
        self._scaler.update()
        return total

    def _loss(self, batch: Batch) -> Tensor:
        task = self._task
        before, after = (_placed(date, task.device) for date in (batch.before, batch.after))
        target = batch.target.to(task.device)
        with autocast(task.device, task.precision):
            logits = task.architecture.logits(self._network, before, after)
        logits = logits.float()
        loss = task.architecture.loss(logits, self._codes[target.long()])
        weight = task.settings.distillation
        if task.teacher is not None and weight > 0:
            worth = worth_distilling(target)
            if worth.any():
                with torch.no_grad(), autocast(task.device, task.precision):
                    said = task.architecture.logits(task.teacher, before[worth], after[worth])
                teacher, student = self._distributions(said, logits[worth])
                loss = loss + weight * distillation_loss(teacher, student, target[worth])
        return loss

    def _distributions(self, teacher: Tensor, student: Tensor) -> tuple[Tensor, Tensor]:
        """What the base model and the network say, comparable: of all outputs, or of change as such."""
        task = self._task
        if task.same_head:
            return distribution(teacher), distribution(student)
        if task.teacher_meaning is None:
            raise ValueError("a base model without a meaning")
        return _as_change(task.teacher_meaning.log_probabilities(teacher)), _as_change(task.meaning.log_probabilities(student))

    # -- an epoch ---------------------------------------------------------------------------------

    def _end_epoch(self, seconds: float) -> None:
        began = time.monotonic()
        self._judged.load_state_dict(self._average.state)
        self._judged.eval()
        number = self._epoch + 1
        row: dict[str, Any] = {
            "epoch": number,
            "train_loss": self._sums[0] / max(1, self._sums[1]),
            "learning_rate": self._task.schedule.learning_rate * self._schedule.rate(self._step - 1),
            "frozen": self._frozen,
        }
        judged: Optional[Judgement] = None
        if self._task.tiles:
            predictor = Predictor(self._judged, self._task)
            self._context.progress(self._fraction(), "validating")
            judged = judge(predictor, self._task.tiles, self._task.meaning.classes, self._context.check)
            row |= measures_row(judged)
        value = monitored(row, self._task.settings.monitor, judged)
        best = value > self._best[1] or judged is None
        if best:
            self._best = (number, value)
            self._checkpoints.save_best({key: item.cpu() for key, item in self._average.state.items()}, number)
        self._judging_seconds = time.monotonic() - began
        row |= {"seconds": seconds + self._judging_seconds, "best": best}
        row["seconds_left"] = self._seconds_left(row["seconds"])
        self._rows.append(row)
        self._epoch, self._sums = number, (0.0, 0)
        self._tell(row)
        self._watcher.epoch(row, self._judged)
        self._set_frozen()
        self._save()

    def _tell(self, row: dict[str, Any]) -> None:
        number = int(row["epoch"])
        self._context.emit(Row(EPOCH, row, number))
        for name, value in row.items():
            if isinstance(value, float):
                self._context.emit(Metric(f"epoch/{name}", value, number))
        if number == 0:
            return
        shown = {**row, "epochs": self._schedule.epochs}
        self._context.info("training_epoch" if "f1" in row else "training_epoch_blind", **shown)

    def _save(self) -> None:
        progressed = Progressed(
            self._step,
            self._epoch,
            self._seconds,
            self._best[0],
            self._best[1] if math.isfinite(self._best[1]) else 0.0,
            self._pieces,
            self._schedule.epochs,
            self._schedule.steps_per_epoch,
            tuple(self._rows),
            self._sums,
        )
        state = {
            "network": self._network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "average": self._average.state,
        }
        self._checkpoints.save(progressed, state)

    def _outcome(self) -> Outcome:
        weights = self._checkpoints.load_best() if self._best[0] else {k: v.cpu() for k, v in self._average.state.items()}
        return Outcome(
            weights, self._rows, self._best[0], self._best[1], self._seconds, self._step, self._schedule, self._stopped
        )

    # -- steering ---------------------------------------------------------------------------------

    @property
    def _frozen(self) -> bool:
        return self._epoch < self._schedule.frozen_epochs and hasattr(self._network, "freeze_encoder")

    def _set_frozen(self) -> None:
        self._network.train()
        freeze = getattr(self._network, "freeze_encoder", None)
        if freeze is None:
            return
        was = bool(getattr(self._network, "encoder_frozen", False))
        freeze(self._frozen)
        if was and not self._frozen:
            self._context.info("training_unfrozen")

    def _told_to_stop(self) -> bool:
        """Whether the user wants what is best so far; waits while the user has it paused."""
        self._context.check()
        word = read_control(self._control)
        if word == PAUSE:
            self._save()
            self._context.info("training_paused")
            while read_control(self._control) == PAUSE:
                self._context.check()
                time.sleep(_PAUSE_SECONDS)
            self._context.info("training_goes_on")
            word = read_control(self._control)
        if word == STOP:
            self._context.info("training_stopped")
        return word == STOP

    def _patience_over(self) -> bool:
        patience = self._task.settings.patience
        if not patience or not self._task.tiles or self._epoch - self._best[0] < patience:
            return False
        # While the encoder is frozen nothing is settled yet.
        if self._epoch < self._schedule.frozen_epochs + patience:
            return False
        self._context.info("training_early", monitor=self._task.settings.monitor, patience=patience)
        return True

    def _out_of_time(self) -> bool:
        minutes = self._task.settings.minutes
        return minutes is not None and self._seconds + self._judging_seconds >= minutes * 60

    def _plan_time(self, times: Sequence[float]) -> None:
        """Plan so many steps as the minutes allow, by the speed of the first ones: so that the schedule comes to its end.

        Within a training it is epochs that are left out.
        """
        self._planned = True
        minutes = float(self._task.settings.minutes or 0.0)
        seconds = float(np.median(times))
        judging = self._judging_seconds or len(self._task.tiles) * seconds * 0.1
        left = minutes * 60 - self._seconds
        plan = self._schedule
        possible = self._step + (left * 0.95 - (plan.epochs - self._epoch) * judging) / seconds
        if possible >= plan.steps:
            return
        if self._epoch:
            epochs = max(self._epoch + 1, int(possible / plan.steps_per_epoch))
            self._schedule = replace(plan, epochs=epochs)
            self._context.info("training_shortened", minutes=minutes, epochs=epochs, steps=plan.steps_per_epoch)
            return
        steps = max(_LEAST_STEPS, int(possible / plan.epochs))
        epochs = plan.epochs
        if possible < plan.epochs * _LEAST_STEPS:
            epochs = max(1, int(self._step + left * 0.95 / seconds) // (2 * _LEAST_STEPS))
            steps = _LEAST_STEPS
        frozen = min(plan.frozen_epochs, epochs // 3)
        self._schedule = replace(plan, epochs=epochs, steps_per_epoch=steps, frozen_epochs=frozen)
        self._context.info("training_shortened", minutes=minutes, epochs=epochs, steps=steps)

    # -- telling ----------------------------------------------------------------------------------

    def _fraction(self) -> float:
        return min(0.97, self._step / max(1, self._schedule.steps))

    def _seconds_left(self, epoch_seconds: float) -> float:
        return (self._schedule.epochs - self._epoch - 1) * epoch_seconds

    def _say_step(self, loss: float, rate: float, times: Sequence[float]) -> None:
        seconds = float(np.mean(times[-20:]))
        left_epochs = self._schedule.epochs - self._epoch
        left = (self._schedule.steps - self._step) * seconds + left_epochs * self._judging_seconds
        self._context.emit(Metric("train_loss", loss, self._step))
        self._context.emit(Metric("learning_rate", self._schedule.learning_rate * rate, self._step))
        self._context.progress(self._fraction(), "training", left)
        self._watcher.step(self._step, loss, self._schedule.learning_rate * rate)


def measures_row(judged: Judgement, threshold: Optional[float] = None) -> dict[str, float]:
    """The measures of an epoch, at the threshold that serves it best unless one is given."""
    at = judged.best_threshold() if threshold is None else threshold
    mean = judged.mean(at)
    return {
        "validation_loss": judged.loss,
        "precision": mean.precision,
        "recall": mean.recall,
        "f1": mean.f1,
        "iou": mean.iou,
        "threshold": at,
    }


def read_control(path: Optional[str]) -> str:
    """The word in the control file; ``""`` = none."""
    if path is None:
        return ""
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read(16).strip().lower()
    except OSError:
        return ""


def monitored(row: dict[str, Any], monitor: str, judged: Optional[Judgement]) -> float:
    """The value to make as high as possible; of losses the negative."""
    if judged is None:
        return -float(row["train_loss"])
    if monitor == "validation_loss" or not judged.has_change:
        return -judged.loss
    return float(row[monitor])


def _as_change(log_p: Tensor) -> Tensor:
    """Log-probabilities of no change and of change as such."""
    return torch.stack((log_p[:, 0], log_p[:, 1:].logsumexp(1)), 1)


def _placed(date: Tensor, device: str) -> Tensor:
    return date.to(device).contiguous(memory_format=torch.channels_last)


def _is_memory(error: BaseException) -> bool:
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    text = str(error).lower()
    return any(sign in text for sign in ("out of memory", "not enough memory", "can't allocate memory", "bad_alloc"))


def core_count(threads: int) -> int:
    """Threads of the network: what was asked for, or the cores that this process may use."""
    if threads > 0:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
