"""The large U-Net of one date: Inception-ResNet-v2 and a U-Net decoder over all of its five scales.

The fourth system in the project's list, which maps land cover. The encoder is :mod:`.encoders.inception_resnet_v2`; the decoder
(Ronneberger et al., MICCAI 2015) doubles its map by repetition, joins the encoder's map of that scale and runs two 3 x 3
convolutions, down to full resolution, as the U-Nets of the library segmentation_models do.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ...rules.network_plan import NetworkPlan
from .change_network import ChangeNetwork
from .encoders import InceptionResNetV2
from .unet_decoder import conv_block


class InceptionUNet(ChangeNetwork):
    """With three bands and six outputs: 62,030,022 parameters.

    Input N x bands x H x W float32, H and W multiples of 32. Output N x outputs x H x W float32: logits.

    Example::

        network = InceptionUNet(plan_from_name("inception_unet", classes=6))
        logits = network(torch.zeros(1, 3, 64, 64))  # 1 x 6 x 64 x 64
    """

    stride = 32

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.encoder = InceptionResNetV2(plan.bands)
        skips = (0, *self.encoder.channels[:-1])  # the finest level has no map to join
        inputs = (*plan.widths[1:], self.encoder.channels[-1])
        self.decoders = nn.ModuleList(
            nn.Sequential(conv_block(below + skip, width), conv_block(width, width))
            for below, skip, width in zip(inputs, skips, plan.widths)
        )
        self.head = nn.Conv2d(plan.widths[0], plan.outputs, 3, padding=1)

    def forward(self, date: Tensor) -> Tensor:
        """N x bands x H x W float -> N x outputs x H x W float (logits)."""
        *skips, x = self.encoder(date)
        for decoder, skip in zip(reversed(self.decoders), (*reversed(skips), None)):
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = decoder(x if skip is None else torch.cat((x, skip), 1))
        logits: Tensor = self.head(x)
        return logits
