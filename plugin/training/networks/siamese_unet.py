"""A light Siamese U-Net.

One encoder sees both dates. At each scale the two maps are fused (:mod:`.fusion`) and narrowed by a
1x1 convolution; a U-Net decoder (:mod:`.unet_decoder`) follows. With the fusion ``both`` and the four
building states as outputs it is the default network of the plugin: |a - b| shows that something
differs, a and b themselves in which direction.

No layer's result depends on the tile: no instance normalisation, squeeze-and-excite or global
attention.
"""

from __future__ import annotations

from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan
from .encoders import build_encoder
from .fusion import WIDTHS, fuse
from .unet_decoder import LightUNet, conv_block


class SiameseUNet(LightUNet):
    """Siamese U-Net over any encoder; with EfficientNet-Lite0, three bands and four states: 997,808 parameters.

    Inputs ``before`` and ``after``: N x bands x H x W float32, H and W multiples of 16.
    Output N x outputs x H x W float32: logits.
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.fusion = str(plan.fusion)
        self.encoder = build_encoder(str(plan.encoder), plan.bands)
        self.fusions = nn.ModuleList(
            conv_block(WIDTHS[self.fusion] * channels, width, 1) for channels, width in zip(self.encoder.channels, plan.widths)
        )
        self.add_decoder(plan.widths, plan.outputs)

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x bands x H x W floats -> N x outputs x H x W float (logits)."""
        pairs = self.encoded_pair(before, after)
        return self.decode([block(fuse(a, b, self.fusion)) for block, (a, b) in zip(self.fusions, pairs)])
