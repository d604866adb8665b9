"""A light Siamese U-Net that tells construction and demolition apart.

One encoder sees both dates. At each scale the two maps a and b are fused by a 1x1 convolution over
[|a - b|, a, b] (difference fusion after Daudt et al., ICIP 2018; both maps are kept so that the
direction is known) and feed a U-Net decoder (Ronneberger et al., MICCAI 2015). The head predicts
which of four states a pixel is in - no building on either date, building only after, building only
before, building on both - because the last one teaches the network to leave standing buildings
alone. The last step is a pixel shuffle (Shi et al., CVPR 2016): outlines at full resolution for the
price of a convolution at half of it.

No layer's result depends on the tile: no instance normalisation, squeeze-and-excite or global
attention.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from .encoders import EfficientNetLite0

STATES = ("no building", "new building", "demolished building", "standing building")
STATE_NONE, STATE_NEW, STATE_DEMOLISHED, STATE_STANDING = range(4)


def _conv_block(inputs: int, outputs: int, kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class SiameseUNet(nn.Module):
    """Siamese U-Net over an EfficientNet-Lite0 encoder.

    Inputs ``before`` and ``after``: N x 3 x H x W float32, standardised, H and W multiples of 16.
    Output N x 4 x H x W float32: logits of :data:`STATES`.
    """

    stride = 16

    def __init__(self, widths: tuple[int, int, int, int] = (24, 32, 48, 64)) -> None:
        super().__init__()
        self.encoder = EfficientNetLite0()
        self.fusions = nn.ModuleList(
            _conv_block(3 * channels, width, 1) for channels, width in zip(self.encoder.channels, widths)
        )
        self.context = _conv_block(widths[3], widths[3])
        self.decoders = nn.ModuleList(_conv_block(widths[level + 1] + widths[level], widths[level]) for level in range(3))
        self.head = nn.Conv2d(widths[0], 4 * len(STATES), 3, padding=1)

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x 3 x H x W floats -> N x 4 x H x W float (logits of the four states)."""
        pairs = [maps.chunk(2, 0) for maps in self.encoder(torch.cat((before, after), 0))]
        fused = [fusion(torch.cat((torch.abs(a - b), a, b), 1)) for fusion, (a, b) in zip(self.fusions, pairs)]
        x = self.context(fused[3])
        for level in (2, 1, 0):
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = self.decoders[level](torch.cat((x, fused[level]), 1))
        return functional.pixel_shuffle(self.head(x), 2)


def direction_probabilities(state_logits: Tensor) -> Tensor:
    """N x 4 x H x W state logits -> N x 3 x H x W probabilities (no change, construction, demolition)."""
    states = torch.softmax(state_logits, 1)
    unchanged = states[:, STATE_NONE : STATE_NONE + 1] + states[:, STATE_STANDING : STATE_STANDING + 1]
    return torch.cat((unchanged, states[:, STATE_NEW : STATE_DEMOLISHED + 1]), 1)
