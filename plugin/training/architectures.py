"""What training, export and evaluation need to know of each bundled architecture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .losses import binary_change_loss, state_loss
from .networks.early_fusion_fcn import EarlyFusionFCN
from .networks.early_fusion_unet import EarlyFusionUNet
from .networks.encoders import load_imagenet_weights
from .networks.siamese_unet import SiameseUNet
from .networks.unet_decoder import direction_probabilities


@dataclass(frozen=True)
class Architecture:
    """A network with its loss and the meaning of its output."""

    name: str
    layout: str
    """``early_fusion`` or ``siamese``, as in the model file."""
    stride: int
    directions: bool
    build: Callable[[bool], nn.Module]
    """Make the network; the argument says whether encoders start from ImageNet weights."""
    loss: Callable[[Tensor, Tensor], Tensor]
    """Of logits and states."""
    probabilities: Callable[[Tensor], Tensor]
    """Logits -> N x K x H x W probabilities as the model file gives them."""
    pretrained_encoder: bool
    """Whether it starts from ImageNet weights. Such networks see far: what they need of it is measured, not probed."""

    def logits(self, network: nn.Module, before: Tensor, after: Tensor) -> Tensor:
        """Run the network on two N x 3 x H x W dates."""
        if self.layout == "early_fusion":
            out: Tensor = network(torch.cat((before, after), 1))
        else:
            out = network(before, after)
        return out

    def change_probability(self, logits: Tensor) -> Tensor:
        """Logits -> N x H x W probability of any change."""
        probabilities = self.probabilities(logits)
        return 1 - probabilities[:, 0] if self.directions else probabilities[:, 0]


def _siamese(pretrained: bool) -> nn.Module:
    network = SiameseUNet((32, 48, 64, 96))
    if pretrained:
        load_imagenet_weights(network.encoder)
    return network


def _early_fusion(pretrained: bool) -> nn.Module:
    network = EarlyFusionUNet((32, 48, 64, 96))
    if pretrained:
        load_imagenet_weights(network.encoder)
    return network


def _fcn(pretrained: bool) -> nn.Module:
    return EarlyFusionFCN()


ARCHITECTURES = {
    "siamese_unet": Architecture(
        "siamese_unet", "siamese", SiameseUNet.stride, True, _siamese, state_loss, direction_probabilities, True
    ),
    "early_fusion_unet": Architecture(
        "early_fusion_unet",
        "early_fusion",
        EarlyFusionUNet.stride,
        True,
        _early_fusion,
        state_loss,
        direction_probabilities,
        True,
    ),
    "early_fusion_fcn": Architecture(
        "early_fusion_fcn", "early_fusion", EarlyFusionFCN.stride, False, _fcn, binary_change_loss, torch.sigmoid, False
    ),
}
