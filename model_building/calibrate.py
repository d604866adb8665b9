"""Temperature, threshold and smallest area, chosen on the validation places alone.

Temperature scaling: Guo et al., "On calibration of modern neural networks", ICML 2017.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor, nn

from ..plugin.engine.evaluation.scores import Confusion
from ..plugin.training.networks.architectures import Architecture
from .pseudo_pairs import IGNORED, PseudoPairs

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MIN_AREAS_M2 = (4.0, 6.0, 8.0, 10.0, 12.0)
# The validation pairs are drawn around this ground sample distance.
PAIR_GSD_M = 0.5


@dataclass(frozen=True)
class Calibration:
    """What the validation places chose."""

    temperature: float
    threshold: float
    min_area_m2: float


@torch.inference_mode()
def collect_logits(
    network: nn.Module, architecture: Architecture, pairs: PseudoPairs
) -> list[tuple[Tensor, NDArray[np.uint8]]]:
    """Per pair: logits K x H x W and states H x W."""
    out = []
    for index in range(len(pairs)):
        pair = pairs.pair(index)
        before, after = (torch.from_numpy(date)[None] for date in (pair.before, pair.after))
        out.append((architecture.logits(network, before, after)[0].clone(), pair.states))
    return out


def choose(architecture: Architecture, logits: list[tuple[Tensor, NDArray[np.uint8]]]) -> Calibration:
    """Choose the temperature (likelihood of any change), then threshold and area (F1 of its mask)."""
    temperature = _temperature(architecture, logits)
    maps = [(architecture.change_probability(values[None] / temperature)[0].numpy(), states) for values, states in logits]
    # The curve is flat at its top, and the places are few: of the thresholds within .01 of the best F1
    # the one nearest to even odds is taken.
    f1s = {threshold: _mask_f1(maps, threshold, 0.0) for threshold in THRESHOLDS}
    top = max(f1s.values())
    threshold = min((value for value in THRESHOLDS if f1s[value] >= top - 0.01), key=lambda value: abs(value - 0.5))
    area_f1s = {area: _mask_f1(maps, threshold, area) for area in MIN_AREAS_M2}
    best = max(area_f1s.values())
    min_area = max(area for area, f1 in area_f1s.items() if f1 >= best - 0.0005)
    return Calibration(temperature, threshold, min_area)


def _temperature(architecture: Architecture, logits: list[tuple[Tensor, NDArray[np.uint8]]]) -> float:
    """The temperature of the highest likelihood, on a grid of about 3 % steps, from a tenth of the pixels."""
    values, truths = [], []
    for value, states in logits:
        flat = torch.from_numpy(states.reshape(-1)[::11].copy())
        counted = flat != IGNORED
        values.append(value.reshape(value.shape[0], -1)[:, ::11][:, counted])
        truths.append(((flat == 1) | (flat == 2))[counted])
    pooled, truth = torch.cat(values, 1)[None, :, :, None], torch.cat(truths)
    best, best_loss = 1.0, np.inf
    for temperature in np.geomspace(0.4, 4.0, 78):
        probability = architecture.change_probability(pooled / float(temperature))[0, :, 0].clamp(1e-6, 1 - 1e-6)
        loss = -float(torch.where(truth, probability.log(), (1 - probability).log()).mean())
        if loss < best_loss:
            best, best_loss = float(temperature), loss
    return round(best, 3)


def without_small(mask: NDArray[np.bool_], min_pixels: float) -> NDArray[np.bool_]:
    """Drop 8-connected groups of fewer than ``min_pixels`` pixels."""
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    if count == 0:
        return mask
    sizes = np.bincount(labels.reshape(-1))
    large = sizes >= min_pixels
    large[0] = False
    kept: NDArray[np.bool_] = large[labels]
    return kept


def _mask_f1(maps: list[tuple[NDArray[np.float32], NDArray[np.uint8]]], threshold: float, area: float) -> float:
    total = Confusion()
    for probability, states in maps:
        mask = without_small(probability >= threshold, area / PAIR_GSD_M**2)
        counted = states != IGNORED
        total.add(mask[counted], ((states == 1) | (states == 2))[counted])
    return total.f1
