"""The start of a training: a model file, or an architecture."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

import torch
from torch import nn

from ...engine.context import JobContext
from ...jobs.failure import JobFailure
from ...model_file.load import load_model_file
from ...model_file.spec import CHANGE, SEGMENTATION, ModelSpec
from ...rules.label_codes import CHANGE_NAME
from ...rules.loss_terms import LossInvalid
from ...rules.network_plan import (
    ARCHITECTURES,
    NetworkPlan,
    PlanInvalid,
    check_labelled,
    is_network_name,
    plan_from_name,
    weights_of_name,
)
from ..networks.architectures import Architecture, architecture_of, build_network
from ..networks.encoders import WeightsMissing, WeightsUnfit
from ..networks.model_weights import NetworkNotStored, network_from_model_file, stored_network
from .meaning import TrainingTarget, target_of_model, target_of_plan
from .task import Teacher


@dataclass(frozen=True)
class Base:
    """The start: a model (``network``, ``spec``) or an architecture alone.

    :param sha256: of the model's file. ``temperature``: what the file divides its logits by. ``weights``: a file of
        pretrained weights that the user named for an architecture's encoder.
    """

    name: str
    plan: NetworkPlan
    spec: Optional[ModelSpec]
    network: Optional[nn.Module]
    sha256: str
    temperature: float = 1.0
    weights: Optional[Path] = None

    @property
    def continues(self) -> bool:
        return self.network is not None


def open_base(text: str) -> Base:
    """Return the base that a job names: the path of a model file or the name of an architecture.

    :raises JobFailure: there is none, or the model cannot be trained further.
    """
    if is_network_name(text):
        named = weights_of_name(text)
        weights = Path(named) if named is not None else None
        try:
            plan = plan_from_name(text)
            check_labelled(plan)
            if weights is not None:
                build_network(plan, pretrained=True, weights=weights)  # now, not after the labels have been read
        except (PlanInvalid, WeightsMissing, WeightsUnfit) as error:
            reason = str(error)
            raise JobFailure("training_unsuited", "BASE", name="BASE", value=text, reason=reason) from error
        return Base(text.partition("@")[0], plan, None, None, "", weights=weights)
    if not Path(text).is_file():
        raise JobFailure("training_base_unknown", "BASE", base=text, models="-", architectures=", ".join(ARCHITECTURES))
    model = load_model_file(text, (CHANGE, SEGMENTATION))
    try:
        plan, network = network_from_model_file(Path(text))
        temperature = stored_network(Path(text)).temperature
    except NetworkNotStored as error:
        raise JobFailure("training_base_unfit", "BASE", model=model.spec.id, reason=str(error)) from error
    digest = hashlib.sha256(Path(text).read_bytes()).hexdigest()
    return Base(model.spec.id, plan, model.spec, network, digest, temperature)


@dataclass(frozen=True)
class Start:
    """The network to train.

    :param teacher: a copy of the base model; ``None`` = the training starts from an architecture.
    :param pretrained: whether the encoder's weights are those of an earlier training.
    """

    network: nn.Module
    architecture: Architecture
    target: TrainingTarget
    teacher: Optional[Teacher]
    pretrained: bool


def start_from(base: Base, names: Sequence[str], bands: int, loss: str, seed: int, context: JobContext) -> Start:
    """Make the network for labels of these classes.

    :raises JobFailure: the architecture cannot have so many bands or classes, or such a loss.
    """
    torch.manual_seed(seed)
    try:
        if base.network is not None and base.spec is not None:
            target = target_of_model(base.plan, base.spec, names)
        else:
            target = target_of_plan(replace(base.plan, bands=bands), names)
        architecture = architecture_of(target.plan, loss or None)
    except (PlanInvalid, LossInvalid) as error:
        name = "LOSS" if isinstance(error, LossInvalid) else "BASE"
        raise JobFailure("training_unsuited", name, name=name, value=loss or base.name, reason=str(error)) from error
    if base.network is None or base.spec is None:
        network, pretrained = _from_scratch(target.plan, base.weights, context)
        return Start(network, architecture, target, None, pretrained)
    teacher = copy.deepcopy(base.network).eval().requires_grad_(False)
    if target.keeps_head:
        network = base.network
        kept = total = len(network.state_dict())
        meaning = target.meaning
    else:
        network = build_network(target.plan)
        kept, total = _taken_over(network, base.network)
        meaning = target_of_model(base.plan, base.spec, (CHANGE_NAME,)).meaning
    context.info("training_continues", model=base.name, kept=kept, total=total)
    return Start(network, architecture, target, Teacher(teacher, meaning, target.keeps_head), True)


def _from_scratch(plan: NetworkPlan, weights: Optional[Path], context: JobContext) -> tuple[nn.Module, bool]:
    if plan.encoder is None:
        return build_network(plan), False
    if weights is not None:
        return build_network(plan, pretrained=True, weights=weights), True
    try:
        return build_network(plan, pretrained=True), True
    except WeightsMissing as error:
        context.warn("training_random_encoder", reason=str(error))
        return build_network(plan), False


def _taken_over(network: nn.Module, source: nn.Module) -> tuple[int, int]:
    """Copy all weights of the same name and shape; how many, of how many."""
    own, given = network.state_dict(), source.state_dict()
    fitting = {key: value for key, value in given.items() if key in own and own[key].shape == value.shape}
    network.load_state_dict({**own, **fitting})
    return len(fitting), len(own)
