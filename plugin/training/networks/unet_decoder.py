"""Shared parts of the light U-Nets: the decoder, the head, and its four states.

A U-Net decoder (Ronneberger et al., MICCAI 2015) over maps at strides 2, 4, 8 and 16. For buildings
the head predicts which of four states a pixel is in - no building on either date, building only
after, building only before, building on both - because the last one teaches the network not to mark
standing buildings. The last step is a pixel shuffle (Shi et al., CVPR 2016): outlines at full
resolution for the price of a convolution at half of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from .change_network import ChangeNetwork

STATE_NONE, STATE_NEW, STATE_DEMOLISHED, STATE_STANDING = range(4)


def conv_block(inputs: int, outputs: int, kernel: int = 3) -> nn.Sequential:
    """Convolution of the same size, batch normalisation, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class LightUNet(ChangeNetwork):
    """Base of the light U-Nets: a network calls :meth:`add_decoder` last, so that its own layers come first."""

    stride = 16
    context: nn.Sequential
    decoders: nn.ModuleList
    head: nn.Conv2d

    def add_decoder(self, widths: Sequence[int], outputs: int) -> None:
        """Make the layers that :meth:`decode` runs; ``widths`` are the channels of its maps, finest first."""
        self.context = conv_block(widths[3], widths[3])
        self.decoders = nn.ModuleList(conv_block(widths[level + 1] + widths[level], widths[level]) for level in range(3))
        self.head = nn.Conv2d(widths[0], 4 * outputs, 3, padding=1)

    def decode(self, maps: Sequence[Tensor]) -> Tensor:
        """Maps N x widths[i] x H/2^(i+1) x W/2^(i+1) float, finest first -> N x outputs x H x W float."""
        x = self.context(maps[3])
        for level in (2, 1, 0):
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = self.decoders[level](torch.cat((x, maps[level]), 1))
        return functional.pixel_shuffle(self.head(x), 2)


def direction_probabilities(state_logits: Tensor) -> Tensor:
    """N x 4 x H x W state logits -> N x 3 x H x W probabilities (no change, construction, demolition)."""
    states = torch.softmax(state_logits, 1)
    # Two rounded parts may add up to a little over one.
    unchanged = (states[:, STATE_NONE : STATE_NONE + 1] + states[:, STATE_STANDING : STATE_STANDING + 1]).clamp(max=1)
    return torch.cat((unchanged, states[:, STATE_NEW : STATE_DEMOLISHED + 1]), 1)
