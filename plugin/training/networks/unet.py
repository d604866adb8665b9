"""A light U-Net of one date, for land cover.

The encoder and the decoder (:mod:`.unet_decoder`) of :mod:`.siamese_unet`, without the fusion of two dates. No layer's result
depends on the tile.
"""

from __future__ import annotations

from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan
from .encoders import build_encoder
from .unet_decoder import LightUNet, conv_block


class UNet(LightUNet):
    """U-Net over any encoder.

    Input N x bands x H x W float32, H and W multiples of 16. Output N x outputs x H x W float32: logits.

    Example::

        network = UNet(plan_from_name("unet:mobilenet_v2", classes=5, bands=4))
        logits = network(torch.zeros(1, 4, 64, 64))  # 1 x 5 x 64 x 64
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.encoder = build_encoder(str(plan.encoder), plan.bands)
        self.lateral = nn.ModuleList(
            conv_block(channels, width, 1) for channels, width in zip(self.encoder.channels, plan.widths)
        )
        self.add_decoder(plan.widths, plan.outputs)

    def forward(self, date: Tensor) -> Tensor:
        """N x bands x H x W float -> N x outputs x H x W float (logits)."""
        return self.decode([block(part) for block, part in zip(self.lateral, self.encoder(date))])
