"""A training with more than labels: teachers whose predictions are learnt, and an auxiliary output of what stands on each date.

Distillation (Hinton, Vinyals and Dean, 2015): the teachers' probabilities, averaged over several networks and over mirrored and
turned copies of the dates, are a second target. What a mirrored prediction gains at four times the cost goes into the network
that ships. The auxiliary output asks the encoder of a Siamese network alone, for each date, where buildings stand; it is
trained with the rest and is no part of the exported model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..plugin.training.fit.device import autocast
from ..plugin.training.fit.meaning import distribution
from ..plugin.training.fit.task import LabelTask
from ..plugin.training.networks.architectures import Architecture
from ..plugin.training.networks.unet_decoder import STATE_DEMOLISHED, STATE_NEW, STATE_STANDING
from .pseudo_pairs import IGNORED

STANDING = "standing"
"""Name of the auxiliary output in a network's weights."""
_MAPS = (1, 2)  # of the encoder, at strides 4 and 8
VIEWS = 8


class StandingHead(nn.Module):
    """Where buildings stand on a date, from the maps of an encoder alone."""

    def __init__(self, channels: Sequence[int]) -> None:
        super().__init__()
        self.score = nn.Conv2d(sum(channels[index] for index in _MAPS), 1, 1)
        self.maps: tuple[Tensor, ...] = ()

    def watch(self, encoder: nn.Module) -> None:
        """Keep the maps of each pass of an encoder."""
        encoder.register_forward_hook(self._keep)

    def _keep(self, encoder: nn.Module, inputs: tuple[Tensor, ...], maps: Sequence[Tensor]) -> None:
        self.maps = tuple(maps) if encoder.training else ()

    def forward(self, side: int) -> Tensor:
        """Return the logits of the dates of the last pass, 2N x S x S: all earlier dates, then all later ones."""
        finest = self.maps[_MAPS[0]]
        sized = [functional.interpolate(self.maps[index], finest.shape[-2:], mode="nearest") for index in _MAPS]
        score = self.score(torch.cat(sized, 1))
        return functional.interpolate(score, (side, side), mode="bilinear", align_corners=False)[:, 0]


def add_standing(network: nn.Module) -> None:
    """Give a Siamese network the auxiliary output."""
    head = StandingHead(network.encoder.channels)
    head.watch(network.encoder)
    network.add_module(STANDING, head)


def drop_standing(network: nn.Module) -> None:
    """Take the auxiliary output from a network that is trained, if it has one."""
    if hasattr(network, STANDING):
        delattr(network, STANDING)


def standing_labels(states: Tensor) -> tuple[Tensor, Tensor]:
    """Return where buildings stand (0/1, 2N x S x S: earlier dates, then later ones) and which pixels are known.

    :param states: uint8 N x S x S.
    """
    known = states <= STATE_STANDING
    before = (states == STATE_DEMOLISHED) | (states == STATE_STANDING)
    after = (states == STATE_NEW) | (states == STATE_STANDING)
    return torch.cat((before, after)).float(), torch.cat((known, known)).float()


def turned(image: Tensor, view: int) -> Tensor:
    """Return one of the eight views of ... x S x S: turned by quarters, from the fifth on mirrored before."""
    return torch.rot90(image.flip(-1) if view >= VIEWS // 2 else image, view % 4, (-2, -1))


def turned_back(image: Tensor, view: int) -> Tensor:
    """Undo :func:`turned`."""
    back = torch.rot90(image, -(view % 4), (-2, -1))
    return back.flip(-1) if view >= VIEWS // 2 else back


@dataclass(frozen=True)
class Guide:
    """A teacher.

    :param network: in evaluation mode. ``architecture``: its own, with the outputs of the network that learns.
    """

    network: nn.Module
    architecture: Architecture


@dataclass(frozen=True)
class GuidedTask(LabelTask):
    """A task with teachers and with the auxiliary output.

    :param guides: teachers; a Siamese network may teach one of early fusion.
    :param guidance: weight of the divergence from them; 0 = off.
    :param views: mirrored and turned copies that they predict, 1 to 8.
    :param standing: weight of the auxiliary output; 0 = off.
    """

    guides: tuple[Guide, ...] = ()
    guidance: float = 0.0
    views: int = 1
    standing: float = 0.0

    def loss_of(self, logits: Tensor, dates: Sequence[Tensor], target: Tensor, seed: int) -> Tensor:
        """Return the loss of the labels, of the auxiliary output and of the divergence from the teachers."""
        loss = super().loss_of(logits, dates, target, seed)
        if self.standing > 0:
            loss = loss + self.standing * self._standing_loss(target)
        if self.guidance > 0 and self.guides:
            counted = (target != IGNORED).float()
            taught = self.taught(dates)
            divergence = (taught * (taught.clamp(min=1e-6).log() - distribution(logits))).sum(1)
            loss = loss + self.guidance * (divergence * counted).sum() / counted.sum().clamp(min=1)
        return loss

    @torch.no_grad()
    def taught(self, dates: Sequence[Tensor]) -> Tensor:
        """Return the probabilities of the teachers, N x K x S x S, averaged over networks and views."""
        total: Tensor | float = 0.0
        for view in range(self.views):
            seen = [turned(date, view).contiguous() for date in dates]
            for guide in self.guides:
                with autocast(self.device, self.precision):
                    found = guide.architecture.logits(guide.network, *seen)
                total = total + turned_back(distribution(found.float()).exp(), view)
        return torch.as_tensor(total) / (self.views * len(self.guides))

    def _standing_loss(self, states: Tensor) -> Tensor:
        truth, known = standing_labels(states)
        scores = self.network.get_submodule(STANDING)(states.shape[-1]).float()
        losses = functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
        return (losses * known).sum() / known.sum().clamp(min=1)
