"""The frugal early-fusion network: two RGB dates stacked to six channels, 75,681 parameters.

The architecture is that of the first system in the project's list (after Daudt, Le Saux and
Boulch, "Fully convolutional siamese networks for change detection", ICIP 2018, whose FC-EF it
reduces to two scales).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class EarlyFusionFCN(nn.Module):
    """Early-fusion fully convolutional network; 75,681 parameters with three bands and one output.

    Input N x ``inputs`` x H x W float32 (before's bands, then after's), H and W multiples of 4.
    Output N x ``outputs`` x H x W float32: logits (one output: of "changed").
    """

    stride = 4
    # Pixels, over all phases of the stride: the last conv reaches 1, the doublings and the conv between
    # them 2 maps' pixels at stride 4 (8), and each of those sees 3 pixels more; checked by probing.
    receptive_radius = 12

    def __init__(self, inputs: int = 6, outputs: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 64, 3, padding=1)
        self.conv4 = nn.Conv2d(64, 32, 3, padding=1)
        self.head = nn.Conv2d(32, outputs, 1)

    def forward(self, dates: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x outputs x H x W float (logits)."""
        x = functional.max_pool2d(torch.relu(self.conv1(dates)), 2)
        x = functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.conv3(_doubled(x)))
        x = torch.relu(self.conv4(_doubled(x)))
        logits: Tensor = self.head(x)
        return logits


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
