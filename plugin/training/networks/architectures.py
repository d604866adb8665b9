"""The registry of networks, and what training and export need of a plan.

Example::

    architecture = named_architecture("siamese_unet:resnet18")
    network = architecture.build(False)
    probability = architecture.change_probability(architecture.logits(network, before, after))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import torch
from torch import Tensor, nn

from ...rules.loss_terms import parse_loss
from ...rules.network_plan import TARGET_BACKSCATTER, TARGET_CHANGE, TARGET_STATES, NetworkPlan, plan_from_name
from ..fit.losses import Loss, default_loss, plan_loss, squared_error
from .change_network import ChangeNetwork
from .early_fusion_fcn import EarlyFusionFCN
from .early_fusion_unet import EarlyFusionUNet
from .fusion_unet import FusionUNet
from .inception_unet import InceptionUNet
from .radar_unet import RadarUNet
from .siamese_unet import SiameseUNet
from .stanet import STANet
from .unet import UNet
from .unet_decoder import direction_probabilities

NETWORKS: dict[str, Callable[[NetworkPlan], nn.Module]] = {
    "siamese_unet": SiameseUNet,
    "early_fusion_unet": EarlyFusionUNet,
    "early_fusion_fcn": lambda plan: EarlyFusionFCN(plan.input_channels, plan.outputs),
    "fusion_unet": FusionUNet,
    "stanet": STANet,
    "unet": UNet,
    "inception_unet": InceptionUNet,
    "radar_unet": RadarUNet,
    "radar_unet_deep": RadarUNet,
}
"""The network of each architecture of :data:`...rules.network_plan.ARCHITECTURES`."""

# Self-attention relates all positions of a tile to one another: it is exported for tiles of this many pixels.
ATTENTION_TILE = 256


@dataclass(frozen=True)
class Architecture:
    """A network with its loss and the meaning of its output."""

    name: str
    plan: NetworkPlan
    build: Callable[[bool], nn.Module]
    """Make the network; the argument: whether its encoder starts from the installed pretrained weights."""
    loss: Loss
    """Of logits and labels (see :mod:`..fit.losses`)."""

    @property
    def layout(self) -> str:
        """``early_fusion``, ``siamese``, ``stacked`` or ``single``, as in the model file."""
        return self.plan.layout

    @property
    def stride(self) -> int:
        """Sides of the input are multiples of this."""
        return self.plan.stride

    @property
    def directions(self) -> bool:
        """Whether construction and demolition are distinguished."""
        return self.plan.directions

    @property
    def pretrained_encoder(self) -> bool:
        """Whether there is an encoder that starts from pretrained weights."""
        return self.plan.encoder is not None

    @property
    def fixed_side(self) -> Optional[int]:
        """The side in pixels of the only tiles that the exported network takes; ``None`` = any."""
        return ATTENTION_TILE if self.plan.attention is not None else None

    def probabilities(self, logits: Tensor) -> Tensor:
        """Logits -> N x K x H x W probabilities as the model file gives them; predicted backscatter stays as it is."""
        if self.plan.target == TARGET_BACKSCATTER:
            return logits
        if self.plan.target == TARGET_STATES:
            return direction_probabilities(logits)
        return torch.sigmoid(logits) if self.plan.target == TARGET_CHANGE else torch.softmax(logits, 1)

    def logits(self, network: nn.Module, *dates: Tensor) -> Tensor:
        """Run the network on its dates, each N x bands x H x W float -> N x outputs x H x W float.

        Of ``stacked``: on N x dates x bands x H x W and, where it has conditions, N x (dates + 1) x conditions.
        """
        inputs = dates if self.layout in ("siamese", "stacked") else (torch.cat(dates, 1),)
        out: Tensor = network(*inputs)
        return out

    def change_probability(self, logits: Tensor) -> Tensor:
        """Logits -> N x H x W probability of any change."""
        probabilities = self.probabilities(logits)
        return 1 - probabilities[:, 0] if self.plan.no_change_channel else probabilities[:, 0]


def build_network(plan: NetworkPlan, pretrained: bool = False, weights: Optional[Path] = None) -> nn.Module:
    """Make the network of a plan.

    :param pretrained: whether the encoder starts from pretrained weights: those of ``weights``, a file
        that the user names, or of the installed package. Networks without an encoder start at random.

    :raises WeightsMissing, WeightsUnfit:
    """
    network = NETWORKS[plan.architecture](plan)
    if pretrained and isinstance(network, ChangeNetwork):
        network.encoder.load_pretrained(weights)
    return network


def architecture_of(plan: NetworkPlan, loss: Optional[str] = None, weights: Optional[Path] = None) -> Architecture:
    """What training and export need to know of a plan.

    :param loss: such as ``.7 bce + .3 iou``; ``None`` is the architecture's default.
    :param weights: pretrained weights of the encoder, as in :func:`build_network`.

    :raises LossInvalid:
    """
    if plan.target == TARGET_BACKSCATTER:
        return Architecture(plan.name, plan, lambda pretrained: build_network(plan), squared_error)
    terms = default_loss(plan) if loss is None else parse_loss(loss)
    return Architecture(plan.name, plan, lambda pretrained: build_network(plan, pretrained, weights), plan_loss(plan, terms))


def named_architecture(name: str, loss: str = "") -> Architecture:
    """Return the architecture of a short name (:mod:`...rules.network_plan`): three bands, its default target.

    :param loss: empty = the architecture's default.

    :raises PlanInvalid, LossInvalid:
    """
    return architecture_of(plan_from_name(name), loss or None)
