"""Consistency on ground without labels: strongly altered crops are to be predicted as weakly altered ones are.

UniMatch (Yang, Qi, Feng, Zhang and Shi, "Revisiting weak-to-strong consistency in semi-supervised semantic segmentation",
CVPR 2023), after FixMatch (Sohn et al., NeurIPS 2020): where the prediction of the weakly altered crop is confident, its
likeliest outcome is the label of the strongly altered one: other colours, grey, blur and noise of each date by itself, and a
rectangle of another crop (CutMix). The second prediction is of a quarter of a step's crops at most.
"""

from __future__ import annotations

import torch
from torch import Generator, Tensor
from torch.nn import functional

from ...rules.label_codes import UNLABELLED

CONFIDENCE = 0.95
"""Least probability of an outcome that becomes a label."""
_MOST_OF_A_STEP = 4  # one in so many crops: with altering them a step takes less than a third longer
_GRAY_CHANCE, _BLUR_CHANCE, _NOISE_CHANCE, _CUTMIX_CHANCE = 0.2, 0.5, 0.3, 0.5
_CUTMIX_SIDE = (0.2, 0.6)  # of the crop's side


def altered_crops(worth: Tensor) -> Tensor:
    """Return the indices, int64, of the crops that are predicted a second time: the last of those that are worth it.

    :param worth: bool (N,), which crops hold enough ground without labels.
    """
    return torch.nonzero(worth)[:, 0][-max(1, len(worth) // _MOST_OF_A_STEP) :]


def strongly_altered(date: Tensor, generator: Generator) -> Tensor:
    """Alter the appearance of one date, N x C x T x T, each crop by itself; pixels that are 0 in all bands stay 0."""
    count, bands = date.shape[:2]

    def draw(shape: tuple[int, ...]) -> Tensor:
        return torch.randn(shape, generator=generator).to(date)

    def chosen(chance: float) -> Tensor:
        return (torch.rand(count, generator=generator) < chance).to(date.device)[:, None, None, None]

    out = date * (0.35 * draw((count, 1, 1, 1)) + 0.1 * draw((count, bands, 1, 1))).exp() + 0.4 * draw((count, 1, 1, 1))
    out = torch.where(chosen(_GRAY_CHANCE), out.mean(1, keepdim=True).expand_as(out), out)
    soft = functional.avg_pool2d(functional.pad(out, (1, 1, 1, 1), mode="replicate"), 3, 1)
    out = torch.where(chosen(_BLUR_CHANCE), soft, out)
    out = torch.where(chosen(_NOISE_CHANCE), out + 0.15 * draw(tuple(out.shape)), out)
    return torch.where((date == 0).all(1, keepdim=True), torch.zeros_like(out), out)


def draw_boxes(count: int, side: int, generator: Generator) -> Tensor:
    """Draw the rectangles that come from the next crop, bool N x T x T; some crops have none, and a single one has none."""
    boxes = torch.zeros((count, side, side), dtype=torch.bool)
    if count < 2:
        return boxes
    for index in range(count):
        draws = torch.rand(5, generator=generator).tolist()
        if draws[0] >= _CUTMIX_CHANCE:
            continue
        height, width = (int(side * (_CUTMIX_SIDE[0] + draw * (_CUTMIX_SIDE[1] - _CUTMIX_SIDE[0]))) for draw in draws[1:3])
        top, left = int(draws[3] * (side - height + 1)), int(draws[4] * (side - width + 1))
        boxes[index, top : top + height, left : left + width] = True
    return boxes


def mixed(values: Tensor, boxes: Tensor) -> Tensor:
    """Put the rectangle of the next crop into each; ``values`` N x T x T or N x C x T x T."""
    inside = boxes if values.dim() == boxes.dim() else boxes[:, None]
    return torch.where(inside, values.roll(-1, 0), values)


def consistency_loss(weak: Tensor, strong: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy of the strongly altered crops against the confident outcomes of the weakly altered ones.

    :param weak, strong: log-probabilities, float32 N x K x H x W; no gradient goes into ``weak``.
    :param target: uint8 N x H x W; only unlabelled pixels count.
    :return: the mean over all unlabelled pixels, so that few confident ones weigh little.
    """
    unlabelled = (target == UNLABELLED).float()
    confidence, outcome = weak.detach().exp().max(1)
    counted = unlabelled * (confidence >= CONFIDENCE)
    likelihood = strong.gather(1, outcome[:, None])[:, 0]
    return -(likelihood * counted).sum() / unlabelled.sum().clamp(min=1)
