"""Temperature and threshold of a trained network, chosen on the validation ground; and how far it sees.

Temperature scaling: Guo et al., "On calibration of modern neural networks", ICML 2017.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ...rules.label_codes import UNLABELLED
from ..labels.scene import Scene
from .crops import read_window
from .judge import CONTEXT, Tile
from .loop import Predictor, Task
from .meaning import Meaning

_PIXELS_A_TILE = 4000
_TEMPERATURES = np.geomspace(0.5, 3.0, 49)
_HALOS = (32, 48, 64, 80, 96)
_LARGEST_HALO = 128
_CORE = 64
_TOLERATED = 0.01


def best_temperature(predictor: Predictor, meaning: Meaning, tiles: Sequence[Tile], seed: int) -> float:
    """The temperature at which the labels of the validation ground are likeliest; 1 without validation ground."""
    logits: list[Tensor] = []
    targets: list[Tensor] = []
    rng = np.random.default_rng([seed, 11])
    for tile in tiles:
        before, after, target = tile.read()
        with torch.inference_mode():
            out = predictor.logits(torch.from_numpy(before)[None], torch.from_numpy(after)[None])[0].cpu()
        inner = slice(CONTEXT, CONTEXT + tile.side)
        known = np.flatnonzero(target.reshape(-1) < UNLABELLED)
        chosen = torch.from_numpy(rng.permutation(known)[:_PIXELS_A_TILE])
        logits.append(out[:, inner, inner].reshape(out.shape[0], -1)[:, chosen])
        targets.append(torch.from_numpy(target.reshape(-1))[chosen])
    if not targets:
        return 1.0
    pooled, truth = torch.cat(logits, 1)[None, :, :, None], torch.cat(targets).long()
    if not len(truth):
        return 1.0
    losses = []
    for temperature in _TEMPERATURES:
        log_p = meaning.log_probabilities(pooled / float(temperature))[0, :, :, 0]
        losses.append(-float(log_p.gather(0, truth[None]).mean()))
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 3)


def needed_halo(network: nn.Module, task: Task, scenes: Sequence[Scene]) -> int:
    """Pixels of context that a pixel needs: known where the network sees little, else measured.

    Measured: the smallest halo at which the probabilities of the middles of a few crops differ by less than a hundredth from
    those with :data:`_LARGEST_HALO` pixels of context.
    """
    plan = task.architecture.plan
    radius = getattr(network, "receptive_radius", None)
    if radius is not None:
        return math.ceil(int(radius) / plan.stride) * plan.stride
    predictor = Predictor(network, task)
    largest = _LARGEST_HALO // plan.stride * plan.stride
    crops = [read_window(scene, scene.shape[0] // 2, scene.shape[1] // 2, _CORE + 2 * largest)[:2] for scene in scenes[:4]]
    wholes = [_middle(predictor, *crop, largest, largest) for crop in crops]
    for halo in _HALOS:
        if halo % plan.stride == 0 and all(
            np.abs(_middle(predictor, *crop, largest, halo) - whole).max() < _TOLERATED for crop, whole in zip(crops, wholes)
        ):
            return halo
    return largest


def _middle(predictor: Predictor, before: np.ndarray, after: np.ndarray, largest: int, halo: int) -> np.ndarray:
    """The probability of no change in the middle of a crop, seen with ``halo`` pixels of context."""
    cut = slice(largest - halo, before.shape[1] - largest + halo)
    with torch.inference_mode():
        log_p = predictor(*(torch.from_numpy(date[:, cut, cut].copy())[None] for date in (before, after)))[0]
    core = slice(halo, halo + _CORE)
    out: np.ndarray = log_p[0, core, core].exp().cpu().numpy()
    return out
