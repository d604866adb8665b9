"""A light early-fusion U-Net: both dates are one image of twice the bands.

The early fusion of Daudt, Le Saux and Boulch (ICIP 2018, FC-EF) with an encoder that has a real
receptive field. The first convolution takes the bands of both dates; pretrained, its weights are
those of the one-date convolution for each date, halved, so that a pair of equal dates gives the
maps that the encoder was trained to give. Maps and decoder are those of :mod:`.siamese_unet`,
at the price of one pass of the encoder instead of two.

No layer's result depends on the tile.
"""

from __future__ import annotations

from torch import Tensor, nn

from .encoders import EfficientNetLite0
from .unet_decoder import STATES, LightUNet, conv_block


class EarlyFusionUNet(LightUNet):
    """Early-fusion U-Net over an EfficientNet-Lite0 encoder.

    Input N x 6 x H x W float32 (before's bands, then after's), standardised, H and W multiples of 16.
    Output N x 4 x H x W float32: logits of :data:`.unet_decoder.STATES`.
    """

    stride = 16

    def __init__(self, widths: tuple[int, int, int, int] = (24, 32, 48, 64)) -> None:
        super().__init__()
        self.encoder = EfficientNetLite0(bands=6)
        self.fusions = nn.ModuleList(conv_block(channels, width, 1) for channels, width in zip(self.encoder.channels, widths))
        self.add_decoder(widths, len(STATES))

    def forward(self, dates: Tensor) -> Tensor:
        """N x 6 x H x W float -> N x 4 x H x W float (logits of the four states)."""
        return self.decode([fusion(part) for fusion, part in zip(self.fusions, self.encoder(dates))])
