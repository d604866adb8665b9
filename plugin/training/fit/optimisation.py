"""Learning-rate schedule, optimiser and moving average of the weights.

Moving average: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992. One-cycle schedule: Smith
and Topin, "Super-convergence", 2018, here with a short linear warm-up and a half cosine to 1 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Optional

import torch
from torch import nn

WARMUP_SHARE = 0.08
LOWEST_SHARE = 0.01  # of the highest rate, at the end of a schedule that falls
ENCODER_RATE = 0.3
WEIGHT_DECAY = 0.01
AVERAGE_DECAY = 0.99


@dataclass(frozen=True)
class Schedule:
    """Length of a training, and its learning rate at each step.

    :param learning_rate: the highest of the schedule.
    :param frozen_epochs: number of epochs in which the encoder does not learn.
    :param kind: of :data:`...jobs.training_settings.SCHEDULES`.
    :param warmup: steps of linear increase; ``None`` = :data:`WARMUP_SHARE` of all steps.
    """

    epochs: int
    steps_per_epoch: int
    learning_rate: float
    frozen_epochs: int
    kind: str
    warmup: Optional[int] = None

    @property
    def steps(self) -> int:
        return self.epochs * self.steps_per_epoch

    def rate(self, step: int) -> float:
        """Return the share of the highest learning rate at a step, 0 to 1."""
        warmup = max(1, round(self.steps * WARMUP_SHARE)) if self.warmup is None else self.warmup
        if step < warmup:
            return (step + 1) / warmup
        if self.kind == "constant":
            return 1.0
        share = (step - warmup) / max(1, self.steps - warmup)
        if self.kind == "exponential":
            return LOWEST_SHARE ** min(share, 1.0)
        return LOWEST_SHARE + (1 - LOWEST_SHARE) * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))


class MovingAverage:
    """Exponential moving average of a network's floating-point state."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {key: value.detach().clone() for key, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move the average towards the network's present state; faster in the first steps, so that the start is forgotten."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for key, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[key].lerp_(value, 1 - decay)
            else:
                self.state[key].copy_(value)


@dataclass(frozen=True)
class Optimisation:
    """Settings of the optimiser and of the moving average.

    :param learning_rate: the highest, of all layers but the encoder.
    :param encoder_rate: the highest, of the encoder.
    :param weight_decay: of AdamW.
    :param average_decay: of :class:`MovingAverage`.
    :param frozen_statistics: whether layers of batch normalisation keep the means and variances that they start with.
    """

    learning_rate: float
    encoder_rate: float
    weight_decay: float = WEIGHT_DECAY
    average_decay: float = AVERAGE_DECAY
    frozen_statistics: bool = False


def usual_optimisation(learning_rate: float, continues: bool = False) -> Optimisation:
    """Return the settings of a user's training: the encoder learns more slowly than the layers after it.

    :param continues: a trained model is continued. A dozen crops of little ground, strongly augmented, have other statistics
        than the data that it was trained on: with those of each batch its predictions were off from the first step.
    """
    return Optimisation(learning_rate, learning_rate * ENCODER_RATE, frozen_statistics=continues)


def make_optimizer(network: nn.Module, settings: Optimisation) -> torch.optim.Optimizer:
    """Make AdamW with one group of parameters for the encoder and one for the rest; ``peak`` of a group is its highest rate."""
    named = list(network.named_parameters())
    encoder = [value for name, value in named if name.startswith("encoder.")]
    rest = [value for name, value in named if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [{"params": rest, "peak": settings.learning_rate}]
    if encoder:
        groups.append({"params": encoder, "peak": settings.encoder_rate})
    return torch.optim.AdamW(groups, lr=settings.learning_rate, weight_decay=settings.weight_decay)
