"""A light early-fusion U-Net: both dates are one image of twice the bands.

The early fusion of Daudt, Le Saux and Boulch (ICIP 2018, FC-EF) with an encoder that has a real
receptive field: one encoder (:mod:`.encoders.encoder`) whose first convolution sees both dates and
whose layers connect all channels, with room for two dates down to stride 8. There the halves of its
maps are fused (:mod:`.fusion`) as :mod:`.siamese_unet` fuses the maps of its two passes; deeper there
is one map. A narrow encoder, which had to make up its mind about both dates in the channels of one,
reached F1 .65 on a place left out; this one, started from the Siamese network's weights, .74.

No layer's result depends on the tile.
"""

from __future__ import annotations

from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan
from .encoders import build_encoder
from .fusion import WIDTHS, fuse
from .unet_decoder import LightUNet, conv_block


class EarlyFusionUNet(LightUNet):
    """Early-fusion U-Net over any encoder; with EfficientNet-Lite0, three bands and four states: 1,164,016 parameters.

    Input N x (2 bands) x H x W float32 (before's bands, then after's), H and W multiples of 16.
    Output N x outputs x H x W float32: logits.
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.fusion = str(plan.fusion)
        self.encoder = build_encoder(str(plan.encoder), plan.bands, 2)
        *paired, deepest = self.encoder.channels
        inputs = [*(WIDTHS[self.fusion] * channels for channels in paired), deepest]
        self.fusions = nn.ModuleList(conv_block(count, width, 1) for count, width in zip(inputs, plan.widths))
        self.add_decoder(plan.widths, plan.outputs)

    def forward(self, dates: Tensor) -> Tensor:
        """N x (2 bands) x H x W float -> N x outputs x H x W float (logits)."""
        *wide, deepest = self.encoder(dates)
        halves = [part.chunk(2, 1) for part in wide]
        fused = [fuse(first, second, self.fusion) for first, second in halves]
        return self.decode([block(part) for block, part in zip(self.fusions, [*fused, deepest])])
