"""A light Siamese U-Net that tells construction and demolition apart.

One encoder sees both dates. At each scale the two maps a and b are fused by a 1x1 convolution over
[|a - b|, a, b] (difference fusion after Daudt et al., ICIP 2018; both maps are kept so that the
direction is known) and feed the decoder of :mod:`.unet_decoder`.

No layer's result depends on the tile: no instance normalisation, squeeze-and-excite or global
attention.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .encoders import EfficientNetLite0
from .unet_decoder import STATES, LightUNet, conv_block


class SiameseUNet(LightUNet):
    """Siamese U-Net over an EfficientNet-Lite0 encoder.

    Inputs ``before`` and ``after``: N x 3 x H x W float32, standardised, H and W multiples of 16.
    Output N x 4 x H x W float32: logits of :data:`.unet_decoder.STATES`.
    """

    stride = 16

    def __init__(self, widths: tuple[int, int, int, int] = (24, 32, 48, 64)) -> None:
        super().__init__()
        self.encoder = EfficientNetLite0()
        self.fusions = nn.ModuleList(
            conv_block(3 * channels, width, 1) for channels, width in zip(self.encoder.channels, widths)
        )
        self.add_decoder(widths, len(STATES))

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x 3 x H x W floats -> N x 4 x H x W float (logits of the four states)."""
        pairs = [maps.chunk(2, 0) for maps in self.encoder(torch.cat((before, after), 0))]
        return self.decode([fusion(torch.cat((torch.abs(a - b), a, b), 1)) for fusion, (a, b) in zip(self.fusions, pairs)])
