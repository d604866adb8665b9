"""The new weights mixed with those of the base model: as accurate where it was trained, more accurate everywhere else.

Wortsman et al., "Robust fine-tuning of zero-shot models" (WiSE-FT), CVPR 2022: along the straight line between a network's
weights before and after fine-tuning, accuracy elsewhere is lost late, and accuracy on the new data is gained early.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from torch import Tensor, nn

from .judge import judge, measures_row, monitored
from .task import ClassPredictor, LabelTask

SHARES = (0.25, 0.5, 0.7, 0.85, 1.0)
# Differences that count as equal: of a measure from 0 to 1, and of a loss as a part of it.
TOLERANCE = LOSS_TOLERANCE = 0.02


@dataclass(frozen=True)
class Blend:
    """Weights, the share of the new ones in them, and the monitored value of the blend and of the new weights alone."""

    weights: dict[str, Tensor]
    share: float
    value: float
    alone: float


def blended(base: Mapping[str, Tensor], new: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return ``share`` of the new weights and statistics and the rest of the base's; integers (counters) are the new ones."""
    return {
        key: base[key].to(value) * (1 - share) + value * share if value.is_floating_point() and share < 1 else value.clone()
        for key, value in new.items()
    }


def blend_with_base(
    task: LabelTask,
    base: Mapping[str, Tensor],
    network: nn.Module,
    new: Mapping[str, Tensor],
    check: Callable[[], None],
    alone: Optional[float] = None,
) -> Blend:
    """Return the mix with the smallest share of new weights that is as good on the validation ground as the best.

    :param task: with validation ground. ``network``: to judge with; its weights are overwritten.
    :param check: called now and then; may raise to stop. ``alone``: the monitored value of the new weights, where it is known.
    """
    monitor = task.settings.monitor
    values: dict[float, float] = {} if alone is None else {1.0: alone}
    network.eval()
    for share in SHARES:
        if share in values:
            continue
        network.load_state_dict(blended(base, new, share))
        judged = judge(ClassPredictor(network, task), task.tiles, task.meaning.classes, check)
        row: dict[str, Any] = measures_row(judged)
        values[share] = monitored(row, monitor, judged)
    best = max(values.values())
    tolerance = TOLERANCE if best >= 0 else LOSS_TOLERANCE * -best  # losses come as their negatives
    chosen = min(share for share, value in values.items() if value >= best - tolerance)
    return Blend(blended(base, new, chosen), chosen, values[chosen], values[1.0])
