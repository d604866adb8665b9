"""ResNet-18, 34 and 50 (He et al., "Deep residual learning for image recognition", CVPR 2016).

Modules are named as torchvision names them, so that its weights files (``resnet18-*.pth`` and so on)
load as they are. As there, the stride of a bottleneck is in its 3x3 convolution.
"""

from __future__ import annotations

from typing import Optional

import torch
from torch import Tensor, nn

from .encoder import Encoder

# Those that hold two stacked dates side by side: down to stride 8, with the stem's pooling.
WIDE_STAGES = 2
REPEATS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}


def _shortcut(inputs: int, outputs: int, stride: int) -> Optional[nn.Sequential]:
    if stride == 1 and inputs == outputs:
        return None
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut."""

    expansion = 1

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = _shortcut(inputs, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x width x H/stride x W/stride float."""
        out = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(out + (x if self.downsample is None else self.downsample(x)))


class Bottleneck(nn.Module):
    """1x1, 3x3 and 1x1 convolutions and a shortcut; four times as many channels come out."""

    expansion = 4

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.downsample = _shortcut(inputs, 4 * width, stride)

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x 4 width x H/stride x W/stride float."""
        out = torch.relu(self.bn1(self.conv1(x)))
        out = torch.relu(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        return torch.relu(out + (x if self.downsample is None else self.downsample(x)))


class ResNet(Encoder):
    """A ResNet's stem and its first stages.

    With the stem's pooling the maps are at strides 2, 4, 8, 16 (and 32); without it at 2, 2, 4, 8
    (and 16). Channels: 64, then 64, 128, 256 (512) for ResNet-18 and 34, four times those for ResNet-50.
    """

    first_convolution = "conv1.weight"

    def __init__(self, depth: int, bands: int = 3, dates: int = 1, stages: int = 3, pooled: bool = True) -> None:
        """
        :param depth: 18, 34 or 50.
        :param stages: how many of the four stages are kept.
        :param pooled: whether the stem ends in its maximum pooling.
        """
        super().__init__(bands, dates)
        self.title = f"ResNet-{depth}"
        inputs = 64 * dates
        self.conv1 = nn.Conv2d(bands * dates, inputs, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.maxpool: nn.Module = nn.MaxPool2d(3, 2, 1) if pooled else nn.Identity()
        kind = Bottleneck if depth == 50 else BasicBlock
        channels = [64]
        for stage in range(stages):
            width = 64 * 2**stage * (dates if stage < WIDE_STAGES else 1)
            blocks: list[nn.Module] = []
            for index in range(REPEATS[depth][stage]):
                blocks.append(kind(inputs, width, 2 if index == 0 and stage > 0 else 1))
                inputs = width * kind.expansion
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
            channels.append(64 * 2**stage * kind.expansion)
        self._stages = stages
        self.channels = tuple(channels)
        self.stride = 2 ** (stages + (1 if pooled else 0))

    def forward(self, x: Tensor) -> list[Tensor]:
        """N x (bands x dates) x H x W float -> the stem's map and one of each stage."""
        x = torch.relu(self.bn1(self.conv1(x)))
        maps = [x]
        x = self.maxpool(x)
        for stage in range(self._stages):
            x = self.get_submodule(f"layer{stage + 1}")(x)
            maps.append(x)
        return maps
