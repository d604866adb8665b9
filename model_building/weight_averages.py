"""Averages of weights: of trainings with several seeds, and of a training with the network that it started from.

Trainings from one start stay in one valley of the loss, so that the mean of their weights is as good as, or better than, the
mean of their predictions, at the cost of one network (Wortsman et al., "Model soups", ICML 2022; with the start: "Robust
fine-tuning of zero-shot models", CVPR 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from ..plugin.training.fit.blend import blended
from ..plugin.training.fit.judge import ValidationTile
from ..plugin.training.fit.task import ClassPredictor, LabelTask
from .console import Print
from .tile_counts import TileCounts, differences, predicted_counts

SHARES = (0.25, 0.5, 0.75, 1.0)
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
    most_lost: float = 0.0,
) -> tuple[Weights, float]:
    """Return the blend of a start and new weights that is the best on validation tiles, and the share of the new ones.

    The best has the highest mean average precision over the sets among the shares that lose nothing on any set: the interval
    of what is lost to the start, over draws of tiles, holds zero or lies above it. So what is won where much disturbs is not
    paid for where little does. Where every share loses, it is the start itself.

    :param task: the weights of its network are overwritten.
    :param sets: of validation tiles, with and without disturbances.
    :param most_lost: if given, a share is refused as well where the interval leaves open that more than this is lost.
    """
    of_start = [_counts(task, start, tiles) for tiles in sets]
    best, best_value = 0.0, -1.0
    for share in SHARES:
        found = [_counts(task, blended(start, new, share), tiles) for tiles in sets]
        gains = [differences(one, other)["ap"] for one, other in zip(of_start, found)]
        value = sum(gain.value for gain in gains) / len(gains)
        lost = any(gain.high < 0 or (most_lost and gain.low < -most_lost) for gain in gains)
        texts = (f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})" for gain in gains)
        log(f"{share:.0%} new weights: average precision {', '.join(texts)}{', refused' if lost else ''}")
        if not lost and value > max(0.0, best_value):
            best, best_value = share, value
    return blended(start, new, best), best


def _counts(task: LabelTask, weights: Mapping[str, Tensor], tiles: Sequence[ValidationTile]) -> TileCounts:
    task.network.load_state_dict(dict(weights))
    task.network.eval()
    return predicted_counts(ClassPredictor(task.network, task), tiles)
