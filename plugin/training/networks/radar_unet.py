"""The network that predicts a radar image from earlier ones and the conditions of all acquisitions.

After Alatalo, Sipola and Rantonen, "Improved difference images for change detection classifiers in SAR imagery using deep
learning", IEEE TGRS 61, 2023, and their code: an encoder of stride-2 convolutions, the conditions joined to its coarsest map, a
decoder of transposed convolutions with skips. The plan's widths decide the depth: nine levels are theirs, four the small one.

Example::

    plan = NetworkPlan("radar_unet", target="backscatter", classes=2, bands=2, widths=(16, 32, 48, 64), conditions=14)
    predicted = RadarUNet(plan)(images, conditions)  # N x 4 x 2 x H x W and N x 5 x 14 -> N x 2 x H x W
"""

from __future__ import annotations

from typing import Optional

import torch
from torch import Tensor, nn

from ...rules.network_plan import NetworkPlan

_DEEP = 9  # levels of the original
_DROPPED_LEVELS, _DROPOUT = 3, 0.3  # of the original's decoder, coarsest first
_RANGE = 4.0  # standard deviations that the original can predict


class RadarUNet(nn.Module):
    """Prediction of the next radar image; values are standardised decibels.

    The small network predicts the difference from the mean of the earlier images, so that it starts at that mean. The deep
    one is the original: its output is bounded to four standard deviations by a hyperbolic tangent.
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        widths = plan.widths
        self._outputs, self._deep = plan.outputs, len(widths) >= _DEEP
        self.down = nn.ModuleList()
        channels = plan.bands * plan.dates
        for level, width in enumerate(widths):
            self.down.append(_down(channels, width, first=level == 0, last=self._deep and level == len(widths) - 1))
            channels = width
        channels += plan.conditions * (plan.dates + 1)
        self.up = nn.ModuleList()
        for level in reversed(range(len(widths) - 1)):
            dropped = self._deep and len(self.up) < _DROPPED_LEVELS
            self.up.append(_up(channels, widths[level], coarsest=self._deep and len(self.up) == 0, dropped=dropped))
            channels = 2 * widths[level]
        self.head = nn.ConvTranspose2d(channels, plan.outputs, 4, stride=2, padding=1)
        if not self._deep:
            nn.init.zeros_(self.head.weight)
            nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]

    def forward(self, dates: Tensor, conditions: Optional[Tensor] = None) -> Tensor:
        """Predict.

        :param dates: N x dates x bands x H x W float, sides multiples of the stride.
        :param conditions: N x (dates + 1) x numbers.
        :return: N x outputs x H x W float.
        """
        x = dates.flatten(1, 2)
        maps = []
        for level in self.down:
            x = level(x)
            maps.append(x)
        maps.pop()
        if conditions is not None:
            table = conditions.flatten(1)[:, :, None, None]
            x = torch.cat((x, table.expand(-1, -1, x.shape[2], x.shape[3])), 1)
        for level in self.up:
            x = torch.cat((level(x), maps.pop()), 1)
        out: Tensor = self.head(x)
        return _RANGE * torch.tanh(out) if self._deep else dates[:, :, : self._outputs].mean(1) + out


def _down(inputs: int, width: int, first: bool, last: bool) -> nn.Sequential:
    side, padding = (2, 0) if last else (4, 1)
    convolution = nn.Conv2d(inputs, width, side, stride=2, padding=padding)
    return nn.Sequential(convolution, *(() if first or last else (nn.BatchNorm2d(width),)), nn.ReLU())


def _up(inputs: int, width: int, coarsest: bool, dropped: bool) -> nn.Sequential:
    side, padding = (2, 0) if coarsest else (4, 1)
    convolution = nn.ConvTranspose2d(inputs, width, side, stride=2, padding=padding)
    return nn.Sequential(convolution, nn.BatchNorm2d(width), *((nn.Dropout(_DROPOUT),) if dropped else ()), nn.ReLU())
