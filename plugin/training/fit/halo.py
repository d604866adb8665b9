"""The receptive field of a network: how many pixels of context the centre of a tile needs."""

from __future__ import annotations

import math

import torch
from torch import nn


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
