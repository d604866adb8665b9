"""Depthwise convolution that trains at full speed under bfloat16 on a CPU."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class DepthwiseConv2d(nn.Conv2d):
    """Convolution of each channel by itself, without bias, padded to keep the size at stride 1.

    Under CPU autocast it runs in float32: the bfloat16 backward pass of a depthwise convolution takes up to 10 times as long
    there (``python -m tests.benchmarks.depthwise``), while the other layers gain from bfloat16.

    >>> DepthwiseConv2d(16, 3, stride=2)(torch.zeros(1, 16, 8, 8)).shape
    torch.Size([1, 16, 4, 4])
    """

    def __init__(self, channels: int, kernel: int, stride: int = 1) -> None:
        super().__init__(channels, channels, kernel, stride, kernel // 2, groups=channels, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """N x channels x H x W -> N x channels x H/stride x W/stride, of the same type."""
        if x.device.type != "cpu" or not torch.is_autocast_enabled("cpu"):
            return super().forward(x)
        with torch.autocast("cpu", enabled=False):
            return super().forward(x.float()).to(x.dtype)
