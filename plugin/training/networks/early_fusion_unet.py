"""A light early-fusion U-Net: both dates are one image of twice the bands.

The early fusion of Daudt, Le Saux and Boulch (ICIP 2018, FC-EF) with an encoder that has a real
receptive field. The dates are fused (:mod:`.fusion`) before the first convolution; pretrained, its
weights are those of the one-date convolution for each date, halved, so that a pair of equal dates
gives the maps that the encoder was trained to give. Maps and decoder are those of
:mod:`.siamese_unet`, at the price of one pass of the encoder instead of two.

No layer's result depends on the tile.
"""

from __future__ import annotations

from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan
from .encoders import build_encoder
from .fusion import WIDTHS, fuse
from .unet_decoder import LightUNet, conv_block


class EarlyFusionUNet(LightUNet):
    """Early-fusion U-Net over any encoder; with EfficientNet-Lite0, three bands and four states: 968,720 parameters.

    Input N x (2 bands) x H x W float32 (before's bands, then after's), H and W multiples of 16.
    Output N x outputs x H x W float32: logits.
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.fusion = str(plan.fusion)
        self.encoder = build_encoder(str(plan.encoder), plan.bands, WIDTHS[self.fusion])
        self.fusions = nn.ModuleList(
            conv_block(channels, width, 1) for channels, width in zip(self.encoder.channels, plan.widths)
        )
        self.add_decoder(plan.widths, plan.outputs)

    def forward(self, dates: Tensor) -> Tensor:
        """N x (2 bands) x H x W float -> N x outputs x H x W float (logits)."""
        before, after = dates.chunk(2, 1)
        maps = self.encoder(fuse(before, after, self.fusion))
        return self.decode([block(part) for block, part in zip(self.fusions, maps)])
