"""Everything that a training works with: the network, its crops and validation tiles, schedule and settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Protocol

import torch
from torch import Tensor, nn

from ...jobs.training_settings import TrainingSettings
from ..networks.architectures import Architecture
from .augment import Batch
from .consistency import altered_crops, consistency_loss, draw_boxes, mixed, strongly_altered
from .device import autocast, placed
from .judge import ValidationTile, judge, measures_row, monitored
from .meaning import Meaning, distribution
from .objective import distillation_loss, worth_distilling
from .optimisation import Optimisation, Schedule


class CropSource(Protocol):
    """Source of the crops of a training: labelled scenes (:mod:`.crops`), or any other.

    The batch of a step depends on the step's number alone, so that a resumed training sees the same crops as one that was
    not interrupted. :meth:`batch` is called from several threads.
    """

    def batch(self, step: int) -> Batch: ...


@dataclass(frozen=True)
class Validation:
    """Result of a validation.

    :param row: measures, columns of the table of epochs.
    :param value: by which the best epoch is chosen, higher is better.
    """

    row: dict[str, Any]
    value: float


class Trainable(Protocol):
    """What the training loop (:mod:`.loop`) trains: labelled change (:class:`LabelTask`) or any other objective.

    :ivar network, crops, loaders, schedule, optimisation, settings, device, precision: as in :class:`LabelTask`.
    """

    @property
    def network(self) -> nn.Module: ...

    @property
    def crops(self) -> CropSource: ...

    @property
    def loaders(self) -> int: ...

    @property
    def schedule(self) -> Schedule: ...

    @property
    def optimisation(self) -> Optimisation: ...

    @property
    def settings(self) -> TrainingSettings: ...

    @property
    def device(self) -> str: ...

    @property
    def precision(self) -> torch.dtype: ...

    @property
    def validation_size(self) -> int:
        """Number of tiles that are validated; 0 = there is no validation."""
        ...

    def loss(self, batch: Batch) -> Tensor:
        """Return the loss of a batch, a scalar with its gradient."""
        ...

    def validate(self, network: nn.Module, check: Callable[[], None]) -> Optional[Validation]:
        """Validate a network; ``None`` without validation data. :param check: called now and then; may raise to stop."""
        ...


@dataclass(frozen=True)
class Teacher:
    """The base model of a training that continues it.

    :param meaning: of its outputs, in classes of the labels.
    :param same_head: whether its outputs are those of the network that is trained.
    """

    network: nn.Module
    meaning: Meaning
    same_head: bool


@dataclass(frozen=True)
class LabelTask:
    """Network, data and settings of a training.

    :param codes: uint8 (256,): the code of the loss (:mod:`.losses`) of each value of the crops' target.
    :param teacher: the base model that the network is kept close to; ``None`` = none.
    :param tiles: validation data; may be empty.
    :param device: as torch calls it.
    :param precision: of the forward pass.
    :param loaders: threads that make crops while the network works.
    """

    network: nn.Module
    architecture: Architecture
    meaning: Meaning
    codes: Tensor
    teacher: Optional[Teacher]
    crops: CropSource
    tiles: Sequence[ValidationTile]
    schedule: Schedule
    optimisation: Optimisation
    settings: TrainingSettings
    device: str
    precision: torch.dtype
    loaders: int = 1

    @property
    def validation_size(self) -> int:
        return len(self.tiles)

    def loss(self, batch: Batch) -> Tensor:
        """Return the loss of the labels and, where nothing is labelled, of inconsistency and distance to the base model."""
        dates = [placed(date, self.device) for date in batch.dates]
        target = batch.target.to(self.device)
        with autocast(self.device, self.precision):
            logits = self.architecture.logits(self.network, *dates)
        return self.loss_of(logits.float(), dates, target, batch.seed)

    def loss_of(self, logits: Tensor, dates: Sequence[Tensor], target: Tensor, seed: int) -> Tensor:
        """Return the loss of a prediction.

        :param logits: float32 N x outputs x H x W, of ``dates``, with its gradient.
        :param target: uint8 N x H x W, as of the crops.
        :param seed: of what is drawn.
        """
        loss = self.architecture.loss(logits, self.codes.to(self.device)[target.long()])
        worth = worth_distilling(target)
        if not worth.any():
            return loss
        if self.settings.consistency > 0:
            loss = loss + self.settings.consistency * self._inconsistency(dates, logits, target, worth, seed)
        weight = self.settings.distillation
        if self.teacher is None or weight <= 0:
            return loss
        with torch.no_grad(), autocast(self.device, self.precision):
            taught = self.architecture.logits(self.teacher.network, *(date[worth] for date in dates))
        teacher, student = self._distributions(self.teacher, taught, logits[worth])
        return loss + weight * distillation_loss(teacher, student, target[worth])

    def _inconsistency(self, dates: Sequence[Tensor], logits: Tensor, target: Tensor, worth: Tensor, seed: int) -> Tensor:
        """Predict some crops once more, strongly altered, and compare."""
        generator = torch.Generator().manual_seed(seed)
        chosen = altered_crops(worth)
        boxes = draw_boxes(len(chosen), target.shape[-1], generator).to(self.device)
        altered = [mixed(strongly_altered(date[chosen], generator), boxes) for date in dates]
        with autocast(self.device, self.precision):
            strong = self.architecture.logits(self.network, *altered)
        weak = mixed(distribution(logits[chosen]).detach(), boxes)
        return consistency_loss(weak, distribution(strong.float()), mixed(target[chosen], boxes))

    def validate(self, network: nn.Module, check: Callable[[], None]) -> Optional[Validation]:
        """Validate on the tiles; see :class:`Trainable`."""
        if not self.tiles:
            return None
        judged = judge(ClassPredictor(network, self), self.tiles, self.meaning.classes, check)
        row = measures_row(judged)
        return Validation(row, monitored(row, self.settings.monitor, judged))

    def _distributions(self, teacher: Teacher, taught: Tensor, logits: Tensor) -> tuple[Tensor, Tensor]:
        """Return comparable log-probabilities of both networks: of all outputs, or of any change."""
        if teacher.same_head:
            return distribution(taught), distribution(logits)
        return _any_change(teacher.meaning.log_probabilities(taught)), _any_change(self.meaning.log_probabilities(logits))


class ClassPredictor:
    """A network as a function of dates that gives the log-probabilities of the labels' classes."""

    def __init__(
        self, network: nn.Module, task: LabelTask, meaning: Optional[Meaning] = None, temperature: float = 1.0
    ) -> None:
        self._network, self._task = network, task
        self._meaning = meaning or task.meaning
        self._temperature = temperature

    @property
    def land_cover(self) -> bool:
        """Whether the labels' classes are land cover."""
        return self._meaning.land_cover

    def __call__(self, *dates: Tensor) -> Tensor:
        """Each date N x C x H x W float32 -> N x (1 + classes) x H x W float32."""
        return self._meaning.log_probabilities(self.logits(*dates) / self._temperature)

    def logits(self, *dates: Tensor) -> Tensor:
        """Each date N x C x H x W float32 -> N x outputs x H x W float32."""
        task = self._task
        with autocast(task.device, task.precision):
            out = task.architecture.logits(self._network, *(placed(date, task.device) for date in dates))
        return out.float()


def _any_change(log_p: Tensor) -> Tensor:
    """N x (1 + classes) x H x W log-probabilities -> N x 2 x H x W: no change, any change."""
    return torch.stack((log_p[:, 0], log_p[:, 1:].logsumexp(1)), 1)
