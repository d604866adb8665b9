"""The mapping of a network's outputs to the classes of the labels: which channels are "no change" and which each class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from ...model_file.spec import ChangeClass, ModelSpec
from ...rules.label_codes import CHANGE_NAME, CHANGED_UNKNOWN, NO_DATA, UNCHANGED_UNKNOWN
from ...rules.network_plan import TARGET_CHANGE, TARGET_CLASSES, TARGET_LAND_COVER, TARGET_STATES, NetworkPlan

# Log-probability of what a network cannot predict; its exponential is 0 in float32, and it stays finite in sums.
IMPOSSIBLE = -1e4
_STATE_OF_DIRECTION = {"construction": 1, "demolition": 2}
_OPPOSITE = {"construction": "demolition", "demolition": "construction"}
_DIRECTION_WORDS = {
    "construction": ("new", "new building", "construction", "built", "gain"),
    "demolition": ("demolished", "demolished building", "demolition", "removed", "loss"),
}


@dataclass(frozen=True)
class Meaning:
    """How the logits of a network become log-probabilities of "no change" and of each class of the labels.

    :param groups: channels of the softmax that make up "no change" and each class of the labels; empty = the network has one
        output, the logit of change. Of land cover the first group is empty: every pixel is of one of the classes.
    :param codes: codes of the loss (:mod:`.losses`) of each class of the labels, 0 (no change) first.
    :param names: of the labels' classes. ``opposite``: class -> class with the dates swapped; ``None`` = not known.
    """

    groups: tuple[tuple[int, ...], ...]
    codes: tuple[int, ...]
    names: tuple[str, ...]
    opposite: dict[int, int] | None

    @property
    def classes(self) -> int:
        return len(self.names)

    def log_probabilities(self, logits: Tensor) -> Tensor:
        """N x outputs x H x W -> N x (1 + classes) x H x W float32; their exponentials sum to 1."""
        logits = logits.float()
        if not self.groups:
            return torch.cat((functional.logsigmoid(-logits), functional.logsigmoid(logits)), 1)
        log_p = functional.log_softmax(logits, 1)
        return torch.stack([_pooled(log_p, group) for group in self.groups], 1)

    @property
    def land_cover(self) -> bool:
        """Whether every pixel is of one of the classes."""
        return bool(self.groups) and not self.groups[0]

    def code_table(self) -> Tensor:
        """Return the loss's code of each value of a target (uint8, 256)."""
        table = torch.full((256,), NO_DATA, dtype=torch.uint8)
        table[: len(self.codes)] = torch.tensor(self.codes, dtype=torch.uint8)
        return table

    def swap_table(self) -> Tensor | None:
        """Class of each value of a target when the dates are swapped (uint8, 256); ``None`` = it is not known."""
        if self.opposite is None:
            return None
        table = torch.arange(256, dtype=torch.uint8)
        for value, other in self.opposite.items():
            table[value] = other
        return table


def _pooled(log_p: Tensor, group: Sequence[int]) -> Tensor:
    """Return the log-probability of any channel of a group, N x H x W; of no channel it is (nearly) none."""
    if not group:
        return torch.full_like(log_p[:, 0], IMPOSSIBLE)
    return log_p[:, list(group)].logsumexp(1) if len(group) > 1 else log_p[:, group[0]]


def land_cover_meaning(names: Sequence[str]) -> Meaning:
    """Return the mapping of a land-cover network: channel ``i`` is class ``i + 1`` of the labels, and there is no class 0."""
    channels = range(len(names))
    return Meaning(((), *((channel,) for channel in channels)), (NO_DATA, *channels), tuple(names), None)


def distribution(logits: Tensor) -> Tensor:
    """Log-probabilities of a network's own outputs, N x K x H x W, for distillation."""
    logits = logits.float()
    if logits.shape[1] == 1:
        return torch.cat((functional.logsigmoid(-logits), functional.logsigmoid(logits)), 1)
    return functional.log_softmax(logits, 1)


@dataclass(frozen=True)
class TrainingTarget:
    """Network plan, label mapping, and whether the base model's output layer is kept."""

    plan: NetworkPlan
    meaning: Meaning
    keeps_head: bool


def target_of_model(plan: NetworkPlan, spec: ModelSpec, names: Sequence[str]) -> TrainingTarget:
    """Return the target of a training that continues a model, by the classes of the labels.

    Labels without classes train any change and leave the distinction of the model's own classes as it is. Labels whose classes
    the model has, by name, value or direction, train these. For any others the network gets a new last layer.
    """
    names = tuple(names)
    if plan.target == TARGET_LAND_COVER:
        return _target_of_cover(plan, spec, names)
    matched = _matched(spec.classes, names)
    if plan.target == TARGET_CHANGE and len(names) == 1:
        return TrainingTarget(plan, Meaning((), (0, 1), names, {}), True)
    channels = _channels(plan, spec)
    if channels is not None and matched is not None:
        return TrainingTarget(plan, _grouped(plan, channels, matched, spec.classes, names), True)
    if channels is not None and names == (CHANGE_NAME,):
        everything = tuple(channel for group in channels for channel in group)
        rest = tuple(channel for channel in range(plan.outputs) if channel not in everything)
        return TrainingTarget(plan, Meaning((rest, everything), (UNCHANGED_UNKNOWN, CHANGED_UNKNOWN), names, {}), True)
    return TrainingTarget(*_target_of_classes(plan, names), False)


def target_of_plan(plan: NetworkPlan, names: Sequence[str]) -> TrainingTarget:
    """Return the target of a training from scratch.

    :raises PlanInvalid: the network cannot have such classes.
    """
    return TrainingTarget(*_target_of_classes(plan, tuple(names)), False)


def _target_of_cover(plan: NetworkPlan, spec: ModelSpec, names: tuple[str, ...]) -> TrainingTarget:
    """Return the target of land cover: the model's classes where the labels have the same in this order, else a new layer."""
    same = [name.casefold() for name in names] == [item.name.casefold() for item in spec.classes]
    return TrainingTarget(*_target_of_classes(plan, names), same)


def _target_of_classes(plan: NetworkPlan, names: tuple[str, ...]) -> tuple[NetworkPlan, Meaning]:
    if plan.target == TARGET_LAND_COVER:
        return replace(plan, classes=len(names)), land_cover_meaning(names)
    target = TARGET_CHANGE if len(names) == 1 else TARGET_CLASSES
    made = NetworkPlan(
        plan.architecture, plan.encoder, plan.fusion, plan.attention, target, len(names), plan.bands, plan.widths
    )
    groups = () if target == TARGET_CHANGE else tuple((channel,) for channel in range(len(names) + 1))
    return made, Meaning(groups, tuple(range(len(names) + 1)), names, _opposites(names))


def _channels(plan: NetworkPlan, spec: ModelSpec) -> list[tuple[int, ...]] | None:
    """Return the channels of each of the model's classes; ``None`` = they are not known."""
    if plan.target == TARGET_STATES:
        states = [_STATE_OF_DIRECTION.get(item.direction) for item in spec.classes]
        return None if None in states else [(int(state or 0),) for state in states]
    if plan.target == TARGET_CLASSES and len(spec.classes) == plan.classes:
        return [(number + 1,) for number in range(plan.classes)]
    return None


def _matched(classes: Sequence[ChangeClass], names: tuple[str, ...]) -> list[int] | None:
    """Return the index among a model's classes of each name; ``None`` unless every name is one of them."""
    found: list[int] = []
    for name in names:
        key = name.strip().casefold()
        index = next(
            (
                number
                for number, item in enumerate(classes)
                if key in (item.name.casefold(), str(item.value))
                or (item.direction and key in _DIRECTION_WORDS[item.direction])
            ),
            None,
        )
        if index is None or index in found:
            return None
        found.append(index)
    return found


def _grouped(
    plan: NetworkPlan,
    channels: list[tuple[int, ...]],
    matched: list[int],
    classes: Sequence[ChangeClass],
    names: tuple[str, ...],
) -> Meaning:
    groups = [channels[index] for index in matched]
    taken = {channel for group in groups for channel in group}
    rest = tuple(channel for channel in range(plan.outputs) if channel not in taken)
    opposite: dict[int, int] = {}
    for number, index in enumerate(matched, 1):
        direction = classes[index].direction
        wanted = _OPPOSITE.get(direction)
        partner = next((n for n, i in enumerate(matched, 1) if wanted and classes[i].direction == wanted), None)
        if partner is not None:
            opposite[number] = partner
    codes = (UNCHANGED_UNKNOWN, *(group[0] for group in groups))
    return Meaning((rest, *groups), codes, names, opposite if len(opposite) == len(matched) else None)


def _opposites(names: tuple[str, ...]) -> dict[int, int] | None:
    """Classes and their opposites, by what they are called; one class is change, whichever way."""
    if len(names) == 1 and names[0] == CHANGE_NAME:
        return {}
    directions = [
        next((direction for direction, words in _DIRECTION_WORDS.items() if name.strip().casefold() in words), "")
        for name in names
    ]
    if sorted(directions) == ["construction", "demolition"]:
        return {1: 2, 2: 1}
    return None


def direction_of(name: str) -> str:
    """Return ``construction`` or ``demolition`` for a class of such a name, else ``""``."""
    key = name.strip().casefold()
    return next((direction for direction, words in _DIRECTION_WORDS.items() if key in words), "")
