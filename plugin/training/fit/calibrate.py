"""The temperature of a trained network, chosen on the validation data.

Temperature scaling: Guo et al., "On calibration of modern neural networks", ICML 2017.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from ...rules.label_codes import UNLABELLED
from .judge import ValidationTile
from .meaning import Meaning
from .task import ClassPredictor

_PIXELS_A_TILE = 4000
_TEMPERATURES = np.geomspace(0.5, 3.0, 49)


def sampled_logits(predictor: ClassPredictor, tiles: Sequence[ValidationTile], seed: int) -> tuple[Tensor, Tensor]:
    """Return logits (outputs, n) float32 and labels (n,) uint8 of a random sample of the labelled pixels."""
    logits: list[Tensor] = []
    targets: list[Tensor] = []
    rng = np.random.default_rng([seed, 11])
    for tile in tiles:
        dates, target = tile.read()
        with torch.inference_mode():
            out = predictor.logits(*(torch.from_numpy(date)[None] for date in dates))[0].cpu()
        inner = slice(tile.margin, tile.margin + tile.side)
        known = np.flatnonzero(target.reshape(-1) < UNLABELLED)
        chosen = torch.from_numpy(rng.permutation(known)[:_PIXELS_A_TILE])
        logits.append(out[:, inner, inner].reshape(out.shape[0], -1)[:, chosen])
        targets.append(torch.from_numpy(target.reshape(-1))[chosen])
    return torch.cat(logits, 1), torch.cat(targets)


def mean_log(log_p: Tensor) -> Tensor:
    """Return the logarithm of the mean, over the first axis, of probabilities given by their logarithms."""
    return log_p.logsumexp(0) - math.log(len(log_p))


def likeliest_temperature(meaning: Meaning, logits: Tensor, labels: Tensor) -> float:
    """Return the temperature at which the labels have the highest likelihood; 1 without labels.

    :param logits: (outputs, n) float32; or (views, outputs, n), whose probabilities are averaged. ``labels``: (n,) uint8.
    """
    if not len(labels):
        return 1.0
    pooled, truth = logits.reshape(-1, *logits.shape[-2:])[..., None], labels.long()
    losses = []
    for temperature in _TEMPERATURES:
        log_p = mean_log(meaning.log_probabilities(pooled / float(temperature)))[..., 0]
        losses.append(-float(log_p.gather(0, truth[None]).mean()))
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 3)


def best_temperature(predictor: ClassPredictor, meaning: Meaning, tiles: Sequence[ValidationTile], seed: int) -> float:
    """Return the temperature that suits the validation data; 1 without any."""
    if not tiles:
        return 1.0
    return likeliest_temperature(meaning, *sampled_logits(predictor, tiles, seed))
