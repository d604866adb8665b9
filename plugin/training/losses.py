"""Losses of change networks; unlabelled pixels never count.

Targets are the states of :mod:`.pseudo_pairs`: 0..3, 254 = unchanged but otherwise unknown, 255 = ignored.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .pseudo_pairs import IGNORED, UNCHANGED_UNKNOWN


def soft_dice(probability: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """1 - Dice of a probability and a 0/1 target, pooled over all counted pixels (Milletari et al., 3DV 2016).

    All three N x H x W float; ``counted`` is 1 where the pixel counts. Scalar result.
    """
    overlap = (probability * target * counted).sum()
    total = ((probability + target) * counted).sum()
    return 1 - (2 * overlap + 1) / (total + 1)


def soft_iou(probability: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """1 - intersection over union, shapes and pooling as in :func:`soft_dice`."""
    overlap = (probability * target * counted).sum()
    union = ((probability + target) * counted).sum() - overlap
    return 1 - (overlap + 1) / (union + 1)


def binary_change_loss(logits: Tensor, states: Tensor, dice_weight: float = 0.5) -> Tensor:
    """Binary cross-entropy + ``dice_weight`` x Dice of any change.

    logits N x 1 x H x W float; states N x H x W uint8. Scalar result.
    """
    counted = (states != IGNORED).float()
    target = ((states == 1) | (states == 2)).float()
    entropy = functional.binary_cross_entropy_with_logits(logits[:, 0], target, reduction="none")
    mean = (entropy * counted).sum() / counted.sum().clamp(min=1)
    return mean + dice_weight * soft_dice(torch.sigmoid(logits[:, 0]), target, counted)


def state_loss(logits: Tensor, states: Tensor, dice_weight: float = 0.5) -> Tensor:
    """Cross-entropy of the four states + ``dice_weight`` x Dice of construction and demolition.

    Where only "unchanged" is known, the likelihood is that of either unchanged state.
    logits N x 4 x H x W float; states N x H x W uint8. Scalar result.
    """
    log_p = functional.log_softmax(logits, 1)
    unknown = states == UNCHANGED_UNKNOWN
    counted = (states != IGNORED).float()
    index = torch.where(states < 4, states, torch.zeros_like(states)).long()
    likelihood = log_p.gather(1, index[:, None])[:, 0]
    unchanged = torch.logaddexp(log_p[:, 0], log_p[:, 3])
    entropy = -torch.where(unknown, unchanged, likelihood)
    mean = (entropy * counted).sum() / counted.sum().clamp(min=1)
    new, demolished = (soft_dice(log_p[:, state].exp(), (states == state).float(), counted) for state in (1, 2))
    return mean + dice_weight * (new + demolished) / 2
