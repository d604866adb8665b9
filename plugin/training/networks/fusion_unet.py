"""The Siamese fusion U-Net over a ResNet: large, meant for a frozen pretrained encoder.

The second system in the project's list, after the U-Net of Ronneberger et al. (MICCAI 2015) with the
encoder of He et al. (CVPR 2016): the encoder's stem keeps its map (no maximum pooling), so the five
scales are 1/2, 1/2, 1/4, 1/8 and 1/16. At each, the two dates' maps are fused by a 3x3 convolution;
the decoder doubles by transposed convolutions. Only the encoder is normalised over ImageNet's
statistics: freeze it with :meth:`.change_network.ChangeNetwork.freeze_encoder`, which keeps its
batch normalisation's statistics too.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan
from .change_network import ChangeNetwork
from .encoders import ResNet
from .fusion import WIDTHS, fuse

FUSED = (64, 128, 256, 512, 512)
DROPOUT = 0.3


def _doubled(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.ConvTranspose2d(inputs, outputs, 2, 2), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class FusionUNet(ChangeNetwork):
    """With ResNet-50, concatenation, three bands and one output: 57,354,049 parameters.

    Inputs ``before`` and ``after``: N x bands x H x W float32, H and W multiples of 16.
    Output N x outputs x H x W float32: logits.
    """

    stride = 16

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.fusion = str(plan.fusion)
        self.encoder = ResNet(int(str(plan.encoder)[6:]), plan.bands, stages=4, pooled=False)
        self.fusions = nn.ModuleList(
            nn.Sequential(nn.Conv2d(WIDTHS[self.fusion] * channels, width, 3, padding=1), nn.ReLU(inplace=True))
            for channels, width in zip(self.encoder.channels, FUSED)
        )
        self.dropout = nn.Dropout(DROPOUT)
        self.up4 = _doubled(512, 512)
        self.up3 = _doubled(1024, 256)
        self.up2 = _doubled(512, 128)
        self.join = nn.Sequential(nn.Conv2d(256, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(inplace=True))
        self.head = nn.ConvTranspose2d(128, plan.outputs, 2, 2)

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x bands x H x W floats -> N x outputs x H x W float (logits)."""
        pairs = self.encoded_pair(before, after)
        f1, f2, f3, f4, f5 = (block(fuse(a, b, self.fusion)) for block, (a, b) in zip(self.fusions, pairs))
        f4, f5 = self.dropout(f4), self.dropout(f5)
        x = torch.cat((self.up4(f5), f4), 1)
        x = torch.cat((self.up3(x), f3), 1)
        x = torch.cat((self.up2(x), f2), 1)
        x = torch.cat((self.join(x), f1), 1)
        logits: Tensor = self.head(x)
        return logits
