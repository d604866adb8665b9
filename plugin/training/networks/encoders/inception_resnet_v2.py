"""Inception-ResNet-v2 (Szegedy et al., "Inception-v4, Inception-ResNet and the impact of residual connections", 2016).

Modules are named as timm and pretrainedmodels name them, so that their weights files (``inceptionresnetv2-*.pth``) load as they
are. Convolutions and poolings of 3 x 3 are padded, unlike the classifier's: each scale has half the side of the one before.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .encoder import Encoder

_EPSILON = 1e-3


class BasicConvolution(nn.Module):
    """Convolution, batch normalisation, ReLU; of the same size but for its stride."""

    def __init__(self, inputs: int, outputs: int, kernel: int | tuple[int, int], stride: int = 1) -> None:
        super().__init__()
        rows, cols = (kernel, kernel) if isinstance(kernel, int) else kernel
        self.conv = nn.Conv2d(inputs, outputs, (rows, cols), stride, (rows // 2, cols // 2), bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=_EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x outputs x H/stride x W/stride float."""
        return torch.relu(self.bn(self.conv(x)))


class Branches(nn.Module):
    """Branches side by side, named ``branch0`` on; their maps are joined."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self._count = len(branches)
        for number, branch in enumerate(branches):
            self.add_module(f"branch{number}", branch)

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x (channels of all branches) x H' x W' float."""
        return torch.cat([self.get_submodule(f"branch{number}")(x) for number in range(self._count)], 1)


class Residual(Branches):
    """Branches, brought to the input's channels by a 1 x 1 convolution, scaled and added to it."""

    def __init__(self, channels: int, joined: int, scale: float, *branches: nn.Module, relu: bool = True) -> None:
        super().__init__(*branches)
        self.conv2d = nn.Conv2d(joined, channels, 1)
        self._scale, self._relu = scale, relu

    def forward(self, x: Tensor) -> Tensor:
        """N x channels x H x W float -> the same shape."""
        out = x + self._scale * self.conv2d(super().forward(x))
        return torch.relu(out) if self._relu else out


def _chain(*layers: tuple[int, int, int | tuple[int, int]] | tuple[int, int, int, int]) -> nn.Module:
    """Convolutions one after another, each (inputs, outputs, kernel) or (inputs, outputs, kernel, stride)."""
    made = [BasicConvolution(*layer) for layer in layers]
    return made[0] if len(made) == 1 else nn.Sequential(*made)


def _block35() -> Residual:
    return Residual(
        320, 128, 0.17, _chain((320, 32, 1)), _chain((320, 32, 1), (32, 32, 3)), _chain((320, 32, 1), (32, 48, 3), (48, 64, 3))
    )


def _block17() -> Residual:
    long = _chain((1088, 128, 1), (128, 160, (1, 7)), (160, 192, (7, 1)))
    return Residual(1088, 384, 0.10, _chain((1088, 192, 1)), long)


def _block8(last: bool = False) -> Residual:
    long = _chain((2080, 192, 1), (192, 224, (1, 3)), (224, 256, (3, 1)))
    return Residual(2080, 448, 1.0 if last else 0.20, _chain((2080, 192, 1)), long, relu=not last)


def _pool() -> nn.MaxPool2d:
    return nn.MaxPool2d(3, 2, 1)


class InceptionResNetV2(Encoder):
    """All of the network but its classifier: maps of 64, 192, 320, 1088 and 1536 channels at strides 2 to 32."""

    title = "Inception-ResNet-v2"
    channels = (64, 192, 320, 1088, 1536)
    stride = 32
    first_convolution = "conv2d_1a.conv.weight"

    def __init__(self, bands: int = 3) -> None:
        super().__init__(bands)
        self.conv2d_1a = BasicConvolution(bands, 32, 3, 2)
        self.conv2d_2a = BasicConvolution(32, 32, 3)
        self.conv2d_2b = BasicConvolution(32, 64, 3)
        self.maxpool_3a = _pool()
        self.conv2d_3b = BasicConvolution(64, 80, 1)
        self.conv2d_4a = BasicConvolution(80, 192, 3)
        self.maxpool_5a = _pool()
        self.mixed_5b = Branches(
            _chain((192, 96, 1)),
            _chain((192, 48, 1), (48, 64, 5)),
            _chain((192, 64, 1), (64, 96, 3), (96, 96, 3)),
            nn.Sequential(nn.AvgPool2d(3, 1, 1, count_include_pad=False), BasicConvolution(192, 64, 1)),
        )
        self.repeat = nn.Sequential(*(_block35() for _ in range(10)))
        self.mixed_6a = Branches(
            _chain((320, 384, 3, 2)), _chain((320, 256, 1, 1), (256, 256, 3, 1), (256, 384, 3, 2)), _pool()
        )
        self.repeat_1 = nn.Sequential(*(_block17() for _ in range(20)))
        self.mixed_7a = Branches(
            _chain((1088, 256, 1, 1), (256, 384, 3, 2)),
            _chain((1088, 256, 1, 1), (256, 288, 3, 2)),
            _chain((1088, 256, 1, 1), (256, 288, 3, 1), (288, 320, 3, 2)),
            _pool(),
        )
        self.repeat_2 = nn.Sequential(*(_block8() for _ in range(9)))
        self.block8 = _block8(last=True)
        self.conv2d_7b = BasicConvolution(2080, 1536, 1)
        self._stages = (
            ("conv2d_1a", "conv2d_2a", "conv2d_2b"),
            ("maxpool_3a", "conv2d_3b", "conv2d_4a"),
            ("maxpool_5a", "mixed_5b", "repeat"),
            ("mixed_6a", "repeat_1"),
            ("mixed_7a", "repeat_2", "block8", "conv2d_7b"),
        )

    def forward(self, x: Tensor) -> list[Tensor]:
        """N x bands x H x W float -> maps at strides 2, 4, 8, 16 and 32."""
        maps: list[Tensor] = []
        for stage in self._stages:
            for name in stage:
                x = self.get_submodule(name)(x)
            maps.append(x)
        return maps
