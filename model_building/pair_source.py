"""Pseudo-pairs as crops and as validation tiles of a training (:mod:`..plugin.training.fit.task`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ..plugin.rules.label_codes import CHANGE, CHANGE_NAME, NO_CHANGE, NO_DATA
from ..plugin.rules.network_plan import NetworkPlan
from ..plugin.training.fit.augment import Batch
from ..plugin.training.fit.judge import Dates
from ..plugin.training.fit.losses import UNCHANGED_UNKNOWN
from ..plugin.training.fit.meaning import Meaning
from ..plugin.training.networks.unet_decoder import STATE_DEMOLISHED, STATE_NEW, STATE_NONE, STATE_STANDING
from .pseudo_pairs import PseudoPairs

CONSTRUCTION, DEMOLITION = 1, 2
# The crops' states are the codes of the loss.
STATE_CODES = torch.arange(256, dtype=torch.uint8)


@dataclass(frozen=True)
class PairCrops:
    """Source of crops: batch ``i`` holds the pairs ``i * size`` .. ``(i + 1) * size - 1`` of a generator."""

    pairs: PseudoPairs
    size: int

    def batch(self, step: int) -> Batch:
        """Return the batch of a step; its target are states (:mod:`.pseudo_pairs`)."""
        drawn = [self.pairs.pair(step * self.size + index) for index in range(self.size)]
        before, after = (torch.from_numpy(np.stack([getattr(pair, date) for pair in drawn])) for date in ("before", "after"))
        return Batch((before, after), torch.from_numpy(np.stack([pair.states for pair in drawn])))


@dataclass(frozen=True)
class PairTile:
    """A pseudo-pair as validation tile; its target are classes of :func:`pair_meaning`."""

    pairs: PseudoPairs
    index: int
    classes: NDArray[np.uint8]
    """uint8 (256,): the class of each state."""
    margin: int = 0

    @property
    def side(self) -> int:
        return self.pairs.settings.size

    def read(self) -> tuple[Dates, NDArray[np.uint8]]:
        """Draw the pair."""
        pair = self.pairs.pair(self.index)
        return (pair.before, pair.after), self.classes[pair.states]


def pair_tiles(pairs: PseudoPairs, plan: NetworkPlan) -> list[PairTile]:
    """Return the first ``len(pairs)`` pairs as validation tiles of a network."""
    table = class_table(plan)
    return [PairTile(pairs, index, table) for index in range(len(pairs))]


def class_table(plan: NetworkPlan) -> NDArray[np.uint8]:
    """Return the class of each state, uint8 (256,): of networks without directions both kinds of change are one class."""
    table = np.full(256, NO_DATA, np.uint8)
    table[[STATE_NONE, STATE_STANDING, UNCHANGED_UNKNOWN]] = NO_CHANGE
    table[[STATE_NEW, STATE_DEMOLISHED]] = (CONSTRUCTION, DEMOLITION) if plan.directions else CHANGE
    return table


def pair_meaning(plan: NetworkPlan) -> Meaning:
    """Return the mapping of a network's outputs to the classes of pseudo-pairs."""
    if not plan.directions:
        return Meaning((), (NO_CHANGE, CHANGE), (CHANGE_NAME,), {})
    groups = ((STATE_NONE, STATE_STANDING), (STATE_NEW,), (STATE_DEMOLISHED,))
    codes = (UNCHANGED_UNKNOWN, STATE_NEW, STATE_DEMOLISHED)
    return Meaning(groups, codes, ("construction", "demolition"), {CONSTRUCTION: DEMOLITION, DEMOLITION: CONSTRUCTION})
