"""STANet: change is where two dates lie far apart in a learnt space.

Chen and Shi, "A spatial-temporal attention-based method and a new dataset for remote sensing image
change detection", Remote Sensing 12(10), 2020. A Siamese ResNet's four stages are reduced to 96
channels each and merged to 64 at stride 4; self-attention relates the positions of both dates to
one another; the distance between the two dates' features measures how much they differ.
It is trained by the batch-balanced contrastive loss (:func:`...losses.contrastive`), and a pixel has
changed at a distance of more than 1.

Self-attention spans the whole tile, so a result depends on the tile: such a network is exported for
tiles of one size only, and is not among those that the plugin brings.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ...rules.network_plan import PAM, NetworkPlan
from .change_network import ChangeNetwork
from .encoders import ResNet

REDUCED, FEATURES = 96, 64
PYRAMID = (1, 2, 4, 8)
DECISION_DISTANCE = 1.0
# The logit is this times (distance - 1): 0 where the decision is, and with the loss's margin of 2
# ground that is the same (0) and ground that changed (2) give probabilities of .02 and .98.
LOGIT_PER_DISTANCE = 4.0


def distance_logit(distance: Tensor) -> Tensor:
    """Return the logit of change of a distance; any shape."""
    return (distance - DECISION_DISTANCE) * LOGIT_PER_DISTANCE


def logit_distance(logit: Tensor) -> Tensor:
    """Return the distance of a logit of change; any shape."""
    return logit / LOGIT_PER_DISTANCE + DECISION_DISTANCE


def _conv_block(inputs: int, outputs: int, kernel: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class FeatureMerger(nn.Module):
    """Four maps at strides 4 to 32 -> one of 64 channels at stride 4."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.reductions = nn.ModuleList(_conv_block(inputs, REDUCED, 1) for inputs in channels)
        self.merge = nn.Sequential(_conv_block(REDUCED * len(channels), 256, 3), nn.Dropout(0.5), _conv_block(256, FEATURES, 1))

    def forward(self, maps: list[Tensor]) -> Tensor:
        """Maps N x channels[i] x H/2^i x W/2^i float -> N x 64 x H x W float."""
        reduced = [block(part) for block, part in zip(self.reductions, maps)]
        size = reduced[0].shape[2:]
        grown = [functional.interpolate(part, size=size, mode="bilinear", align_corners=False) for part in reduced[1:]]
        merged: Tensor = self.merge(torch.cat((reduced[0], *grown), 1))
        return merged


class RegionAttention(nn.Module):
    """Self-attention within each of ``scale`` x ``scale`` regions, over the positions of both dates."""

    def __init__(self, scale: int, normalised: bool) -> None:
        super().__init__()
        self.scale = scale
        keys = FEATURES // 8
        self.query = _projection(keys, normalised)
        self.key = _projection(keys, normalised)
        self.value = nn.Conv2d(FEATURES, FEATURES, 1)

    def forward(self, dates: Tensor) -> Tensor:
        """2N x 64 x H x W float (before's, then after's), H and W multiples of ``scale`` -> the same shape."""
        pairs, channels, height, width = dates.shape[0] // 2, dates.shape[1], dates.shape[2], dates.shape[3]
        query, key, value = (self._regions(layer(dates)) for layer in (self.query, self.key, self.value))
        attended = functional.scaled_dot_product_attention(query, key, value)
        rows, columns = height // self.scale, width // self.scale
        # (pairs, scale, scale), (2 dates, rows, columns), channels -> dates, pairs, channels, height, width
        grid = attended.reshape(pairs, self.scale, self.scale, 2, rows, columns, channels)
        return grid.permute(3, 0, 6, 1, 4, 2, 5).reshape(2 * pairs, channels, height, width)

    def _regions(self, x: Tensor) -> Tensor:
        """2N x C x H x W -> (N x scale^2) x (2 x H x W / scale^2) x C: the positions of both dates, by region."""
        pairs, channels = x.shape[0] // 2, x.shape[1]
        rows, columns = x.shape[2] // self.scale, x.shape[3] // self.scale
        grid = x.reshape(2, pairs, channels, self.scale, rows, self.scale, columns)
        return grid.permute(1, 3, 5, 0, 4, 6, 2).reshape(pairs * self.scale**2, 2 * rows * columns, channels)


def _projection(keys: int, normalised: bool) -> nn.Module:
    convolution = nn.Conv2d(FEATURES, keys, 1)
    return nn.Sequential(convolution, nn.BatchNorm2d(keys)) if normalised else convolution


class BasicAttention(nn.Module):
    """BAM: one attention over the whole tile; its result is added to the features."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = RegionAttention(1, normalised=False)

    def forward(self, dates: Tensor) -> Tensor:
        """2N x 64 x H x W float -> the same shape."""
        out: Tensor = self.attention(dates)
        return dates + out


class PyramidAttention(nn.Module):
    """PAM: attention in regions of four sizes side by side; a 1x1 convolution of all is added to the features."""

    def __init__(self) -> None:
        super().__init__()
        self.stages = nn.ModuleList(RegionAttention(scale, normalised=True) for scale in PYRAMID)
        self.merge = nn.Conv2d(FEATURES * len(PYRAMID), FEATURES, 1, bias=False)

    def forward(self, dates: Tensor) -> Tensor:
        """2N x 64 x H x W float, H and W multiples of 8 -> the same shape."""
        out: Tensor = self.merge(torch.cat([stage(dates) for stage in self.stages], 1))
        return dates + out


class STANet(ChangeNetwork):
    """STANet over a ResNet; with ResNet-18, PAM and three bands: 12,208,512 parameters (BAM: 12,176,400).

    Inputs ``before`` and ``after``: N x bands x H x W float32, H and W multiples of 32.
    Output N x 1 x H x W float32: the logit of "changed", :func:`distance_logit` of the distance.
    """

    stride = 32

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.encoder = ResNet(int(str(plan.encoder)[6:]), plan.bands, stages=4)
        self.merger = FeatureMerger(self.encoder.channels[1:])
        self.attention: nn.Module = PyramidAttention() if plan.attention == PAM else BasicAttention()

    def distance(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x bands x H x W floats -> N x 1 x H/4 x W/4 float: Euclidean distance of the features, 0 or more."""
        features = self.merger(self.encoder(torch.cat((before, after), 0))[1:])
        first, second = self.attention(features).chunk(2, 0)
        # The small number keeps the gradient of the root finite where both are the same.
        return torch.sqrt(((first - second) ** 2).sum(1, keepdim=True) + 1e-12)

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        """Two N x bands x H x W floats -> N x 1 x H x W float (logit of change)."""
        distance = self.distance(before, after)
        grown = functional.interpolate(distance, scale_factor=4.0, mode="bilinear", align_corners=False)
        return distance_logit(grown)
