"""Averages of weights: of trainings with several seeds, and of a training with the network that it started from.

Trainings from one start stay in one valley of the loss, so that the mean of their weights is as good as, or better than, the
mean of their predictions, at the cost of one network (Wortsman et al., "Model soups", ICML 2022; with the start: "Robust
fine-tuning of zero-shot models", CVPR 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from ..plugin.training.fit.blend import blended
from ..plugin.training.fit.judge import ValidationTile, judge, measures_row, monitored
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from .console import Print

SHARES = (0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
"""Of the new weights in a blend with the start."""

Weights = dict[str, Tensor]


def averaged(parts: Sequence[Mapping[str, Tensor]]) -> Weights:
    """Return the mean of the weights and statistics of several trainings; integers (counters) are those of the first."""
    return {
        key: torch.stack([part[key].float() for part in parts]).mean(0).to(value)
        if value.is_floating_point()
        else value.clone()
        for key, value in parts[0].items()
    }


def best_blend(
    task: LabelTask,
    start: Mapping[str, Tensor],
    new: Mapping[str, Tensor],
    sets: Sequence[Sequence[ValidationTile]],
    log: Print,
) -> tuple[Weights, float]:
    """Return the blend of a start and new weights that is the best on validation tiles, and the share of the new ones.

    :param task: the weights of its network are overwritten.
    :param sets: of validation tiles, with and without disturbances. The mean over the sets decides, so that what is won
        where much disturbs is not paid for where little does.
    """
    values: dict[float, float] = {}
    for share in SHARES:
        task.network.load_state_dict(blended(start, new, share))
        task.network.eval()
        found = [_monitored(task, tiles) for tiles in sets]
        values[share] = sum(found) / len(found)
        log(f"{share:.0%} new weights: {task.settings.monitor} " + ", ".join(f"{value:.4f}" for value in found))
    best = max(SHARES, key=lambda share: values[share])
    return blended(start, new, best), best


def _monitored(task: LabelTask, tiles: Sequence[ValidationTile]) -> float:
    judged = judge(ClassPredictor(task.network, task), tiles, task.meaning.classes, lambda: None)
    row: dict[str, Any] = measures_row(judged)
    return monitored(row, task.settings.monitor, judged)
