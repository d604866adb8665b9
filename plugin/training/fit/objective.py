"""Distillation: the loss that keeps a network close to the base model where nothing is labelled.

Li and Hoiem, "Learning without forgetting", ECCV 2016.
"""

from __future__ import annotations

from torch import Tensor

from ...rules.label_codes import UNLABELLED

# Least share of unlabelled pixels for which the base model is run on a crop.
LEAST_UNLABELLED = 0.05


def distillation_loss(teacher: Tensor, student: Tensor, target: Tensor) -> Tensor:
    """Kullback-Leibler divergence from the base model's distribution, over pixels without a label.

    :param teacher, student: log-probabilities float32 N x K x H x W. ``target``: uint8 N x H x W.
    """
    counted = (target == UNLABELLED).float()
    divergence = (teacher.exp() * (teacher - student)).sum(1)
    return (divergence * counted).sum() / counted.sum().clamp(min=1)


def worth_distilling(target: Tensor) -> Tensor:
    """Return which crops, (N,) bool, hold enough unlabelled pixels."""
    return (target == UNLABELLED).float().mean((1, 2)) > LEAST_UNLABELLED
