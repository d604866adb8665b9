"""A light U-Net of one date, for land cover.

The encoder and the decoder (:mod:`.unet_decoder`) of :mod:`.siamese_unet`, without the fusion of two dates. No layer's result
depends on the tile.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

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
        self.smooths = plan.smoothing > 0
        if self.smooths:
            self.register_buffer("smoothing", smoothing_kernel(plan.smoothing, plan.bands), persistent=False)
        self.encoder = build_encoder(str(plan.encoder), plan.bands)
        self.lateral = nn.ModuleList(
            conv_block(channels, width, 1) for channels, width in zip(self.encoder.channels, plan.widths)
        )
        self.add_decoder(plan.widths, plan.outputs)

    def forward(self, date: Tensor) -> Tensor:
        """N x bands x H x W float -> N x outputs x H x W float (logits)."""
        if self.smooths and not self.training:
            date = functional.conv2d(date, self.get_buffer("smoothing"), padding=1, groups=date.shape[1])
        return self.decode([block(part) for block, part in zip(self.lateral, self.encoder(date))])


def smoothing_kernel(variance: float, bands: int) -> Tensor:
    """Return the weights (bands x 1 x 3 x 3) of a smoothing with a variance along each axis.

    Crops that are turned and scaled at random are interpolated, which smooths them; an image in use is sharper than what the
    network was trained on.
    """
    line = torch.tensor([variance / 2, 1 - variance, variance / 2])
    return (line[:, None] * line).repeat(bands, 1, 1, 1)
