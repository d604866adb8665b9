"""Everything that a training works with: the network, its crops and validation tiles, schedule and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Protocol

import torch
from torch import Tensor, nn

from ...jobs.train_model import TrainingSettings
from ..networks.architectures import Architecture
from .augment import Batch
from .device import autocast, placed
from .judge import ValidationTile
from .meaning import Meaning
from .optimisation import Optimisation, Schedule


class CropSource(Protocol):
    """Source of the crops of a training: labelled scenes (:mod:`.crops`), or any other.

    The batch of a step depends on the step's number alone, so that a resumed training sees the same crops as one that was
    not interrupted. :meth:`batch` is called from several threads.
    """

    def batch(self, step: int) -> Batch: ...


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
class Task:
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


class Predictor:
    """A network as a function of dates that gives the log-probabilities of the labels' classes."""

    def __init__(self, network: nn.Module, task: Task, meaning: Optional[Meaning] = None, temperature: float = 1.0) -> None:
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
