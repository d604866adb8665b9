"""A training of a radar network for the training loop: squared error of the predicted image, validated on other dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import torch
from torch import Tensor, nn

from ...jobs.training_settings import TrainingSettings
from ..fit.augment import Batch
from ..fit.device import autocast
from ..fit.optimisation import Optimisation, Schedule
from ..fit.task import CropSource, Validation
from ..networks.architectures import Architecture
from .sequences import DateSequence, Inputs, Scaling, inputs_of


@dataclass(frozen=True)
class RadarTask:
    """Network, sequences and settings of a training; see :class:`..fit.task.Trainable`.

    :param validation: sequences of dates that are not trained on.
    :param elevation: whether the network is given the elevation.
    """

    network: nn.Module
    architecture: Architecture
    scaling: Scaling
    crops: CropSource
    validation: Sequence[DateSequence]
    schedule: Schedule
    optimisation: Optimisation
    settings: TrainingSettings
    device: str
    precision: torch.dtype
    elevation: bool
    loaders: int = 1

    @property
    def validation_size(self) -> int:
        return len(self.validation)

    def loss(self, batch: Batch) -> Tensor:
        """Return the mean squared error of the normalised decibels."""
        given = [item.to(self.device) for item in batch.dates]
        with autocast(self.device, self.precision):
            predicted = self.architecture.logits(self.network, *given)
        return self.architecture.loss(predicted.float(), batch.target.to(self.device))

    def validate(self, network: nn.Module, check: Callable[[], None]) -> Optional[Validation]:
        """Return the mean squared error on the validation dates in dB2, and that of the mean of all earlier images."""
        errors, means, pixels = 0.0, 0.0, 0
        for sequence in self.validation:
            check()
            predicted = self.predicted(network, sequence)
            known = np.isfinite(sequence.target()) & np.isfinite(sequence.mean)
            errors += float(np.square((predicted - sequence.target())[known], dtype=np.float64).sum())
            means += float(np.square((sequence.mean - sequence.target())[known], dtype=np.float64).sum())
            pixels += int(known.sum())
        if not pixels:
            return None
        mse = errors / pixels
        scale = self.scaling.std[0] ** 2
        return Validation({"validation_loss": mse / scale, "mse": mse, "mean_mse": means / pixels}, -mse)

    def predicted(self, network: nn.Module, sequence: DateSequence) -> np.ndarray:
        """Return the predicted image of a sequence in dB (bands, height, width)."""
        count = len(sequence.before)
        dates = self.architecture.plan.dates
        given = inputs_of(sequence, range(count - dates, count), self.scaling, self.elevation)
        out = self._run(network, given)
        mean, std = (np.array(item[: len(out)], np.float32)[:, None, None] for item in (self.scaling.mean, self.scaling.std))
        return np.asarray(out * std + mean, np.float32)

    def _run(self, network: nn.Module, given: Inputs) -> np.ndarray:
        rows, cols = given.target.shape[-2:]
        stride = self.architecture.stride
        edges = [(0, 0), (0, 0), (0, -rows % stride), (0, -cols % stride)]
        images = torch.from_numpy(np.pad(given.images, edges, "symmetric"))[None].to(self.device)
        table = torch.from_numpy(given.conditions)[None].to(self.device)
        with torch.inference_mode(), autocast(self.device, self.precision):
            out = self.architecture.logits(network, images, *((table,) if table.shape[-1] else ()))
        return np.asarray(out[0, :, :rows, :cols].float().cpu().numpy())
