"""MobileNetV2, cut at stride 16 (Sandler et al., "MobileNetV2: Inverted residuals and linear bottlenecks", CVPR 2018).

Modules are named as torchvision names them, so that its weights file (``mobilenet_v2-*.pth``) loads as it is.
"""

from __future__ import annotations

from torch import Tensor, nn

from .depthwise import DepthwiseConv2d
from .encoder import Encoder

# Expansion, channels, repeats, stride: table 2 of the paper, down to stride 16.
STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1))
# Down to stride 8: those that hold two stacked dates side by side.
WIDE_STAGES = 3


def _normalised(convolution: nn.Conv2d) -> nn.Sequential:
    return nn.Sequential(convolution, nn.BatchNorm2d(convolution.out_channels), nn.ReLU6(inplace=True))


def _convolution(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return _normalised(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False))


class InvertedResidual(nn.Module):
    """1x1 expansion, 3x3 depthwise convolution, linear 1x1 projection; the input is added where shapes agree."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        layers: list[nn.Module] = [] if expansion == 1 else [_convolution(inputs, hidden, 1)]
        layers += [
            _normalised(DepthwiseConv2d(hidden, 3, stride)),
            nn.Conv2d(hidden, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        ]
        self.conv = nn.Sequential(*layers)
        self.adds_input = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x outputs x H/stride x W/stride float."""
        out: Tensor = self.conv(x)
        return x + out if self.adds_input else out


class MobileNetV2(Encoder):
    """The first five stages of MobileNetV2: four maps of 16, 24, 32 and 96 channels at strides 2, 4, 8 and 16."""

    title = "MobileNetV2"
    channels = (16, 24, 32, 96)
    stride = 16
    first_convolution = "features.0.0.weight"

    def __init__(self, bands: int = 3, dates: int = 1) -> None:
        super().__init__(bands, dates)
        layers: list[nn.Module] = [_convolution(bands * dates, 32 * dates, 3, 2)]
        ends: list[int] = []
        inputs = 32 * dates
        for position, (expansion, outputs, repeats, stride) in enumerate(STAGES):
            if position < WIDE_STAGES:
                outputs *= dates
            for index in range(repeats):
                layers.append(InvertedResidual(inputs, outputs, stride if index == 0 else 1, expansion))
                inputs = outputs
            ends.append(len(layers) - 1)
        self.features = nn.Sequential(*layers)
        # The fourth stage shares stride 16 with the fifth, whose map is the deepest one.
        self._taps = (ends[0], ends[1], ends[2], ends[4])

    def forward(self, x: Tensor) -> list[Tensor]:
        """N x (bands x dates) x H x W float -> maps at strides 2, 4, 8 and 16."""
        maps: list[Tensor] = []
        for index, layer in enumerate(self.features):
            x = layer(x)
            if index in self._taps:
                maps.append(x)
        return maps
