"""How many pixels of context the centre of a tile needs.

For a network of small receptive field the exact radius is found by probing; for a deep one, whose
theoretical field is far larger than what matters, the smallest multiple of the stride at which the
mask no longer depends on the tile size is measured on a large pair.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from ....model_building.evaluate import Model

Floats = NDArray[np.float32]
TOLERATED_SHARE = 0.001


def exact_halo(network: nn.Module, channels: int, stride: int) -> int:
    """Receptive-field radius by gradient probing, over all phases of the stride, rounded up to the stride."""
    side = 32 * stride
    x = torch.randn(1, channels, side, side, dtype=torch.float64, requires_grad=True)
    probe = network.double().eval()
    radius = 0
    for phase in range(stride):
        position = side // 2 + phase
        # Maximum pooling passes the gradient to one pixel of four, so several random inputs are probed.
        for seed in range(8):
            generator = torch.Generator().manual_seed(seed)
            with torch.no_grad():
                x.copy_(torch.randn(x.shape, generator=generator, dtype=torch.float64))
            (gradient,) = torch.autograd.grad(probe(x)[0, :, position, position].sum(), x)
            rows, columns = torch.nonzero(gradient[0].abs().sum(0), as_tuple=True)
            distances = torch.cat(((rows - position).abs(), (columns - position).abs()))
            radius = max(radius, int(distances.max()))
    network.float()
    return math.ceil(radius / stride) * stride


def tiled_change(model: Model, before: Floats, after: Floats, tile: int, halo: int) -> Floats:
    """Probability of any change of a pair (C x H x W), predicted in tiles of ``tile`` pixels with ``halo`` in it."""
    height, width = before.shape[1:]
    out = np.zeros((height, width), np.float32)
    core = tile - 2 * halo
    for top in range(0, height, core):
        for left in range(0, width, core):
            rows = slice(max(0, top - halo), min(height, top + core + halo))
            columns = slice(max(0, left - halo), min(width, left + core + halo))
            part = model.change_probability(before[:, rows, columns], after[:, rows, columns])
            bottom, right = min(height, top + core), min(width, left + core)
            out[top:bottom, left:right] = part[
                top - rows.start : bottom - rows.start, left - columns.start : right - columns.start
            ]
    return out


def measured_halo(
    model: Model, before: Floats, after: Floats, candidates: tuple[int, ...] = (32, 48, 64, 80, 96, 112, 128)
) -> tuple[int, dict[int, float]]:
    """The smallest halo at which masks from tiles of 512 and 2048 pixels differ in under 0.1 % of the pixels.

    Returns it and the share that differs for each candidate tried.
    """
    threshold = float(model.metadata["threshold"])
    shares: dict[int, float] = {}
    for halo in candidates:
        masks = [tiled_change(model, before, after, tile, halo) >= threshold for tile in (512, 2048)]
        shares[halo] = float(np.mean(masks[0] != masks[1]))
        # A quarter of what is tolerated: other mosaics must pass too.
        if shares[halo] < TOLERATED_SHARE / 4:
            return halo, shares
    return candidates[-1], shares
