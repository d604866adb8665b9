"""A network out of the model file that it was exported to, to be trained on.

:mod:`..fit.export` leaves the network's plan in the file's metadata and its weights, under PyTorch's names,
in the graph. The temperature that calibrates the file's probabilities is no part of the network: the
network that is restored gives logits, as it did when it was trained.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from torch import Tensor, nn

from ...rules.network_plan import METADATA_KEY, NetworkPlan, PlanInvalid, plan_from_document
from ..fit.export import NETWORK_PREFIX
from .architectures import build_network

NO_PLAN = "no_plan"
NO_WEIGHTS = "no_weights"
UNREADABLE = "unreadable"


class NetworkNotStored(ValueError):
    """No network can be taken out of a model file.

    :param reason: :data:`NO_PLAN` (another program or an older version wrote it), :data:`NO_WEIGHTS` (quantised,
        optimised, enlarging its input or otherwise changed since its export) or :data:`UNREADABLE` (no whole ONNX file).
    """

    def __init__(self, reason: str, file: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason
        self.file = file


class StoredNetwork(NamedTuple):
    """Description of the network in a model file."""

    plan: NetworkPlan
    temperature: float
    """Divisor of the logits inside the file's graph."""


def stored_network(path: Path) -> StoredNetwork:
    """Read the plan and the temperature of a model file, without its weights.

    :raises NetworkNotStored:
    """
    return _description(_loaded(path), path.name)


def network_from_model_file(path: Path) -> tuple[NetworkPlan, nn.Module]:
    """Return the plan of a model file's network, and the network with its weights, in evaluation mode.

    Divided by the file's temperature (:func:`stored_network`), its logits give the file's probabilities to
    within 1e-5.

    :raises NetworkNotStored:
    """
    model = _loaded(path)
    plan = _description(model, path.name).plan
    network = build_network(plan)
    network.load_state_dict(_state(model, network, path.name))
    return plan, network.eval()


def _loaded(path: Path) -> onnx.ModelProto:
    try:
        return onnx.load(str(path))
    except (OSError, DecodeError, ValueError, onnx.checker.ValidationError) as error:
        raise NetworkNotStored(UNREADABLE, path.name, f"{path.name} cannot be read as an ONNX file: {error}") from error


def _description(model: onnx.ModelProto, file: str) -> StoredNetwork:
    text = next((entry.value for entry in model.metadata_props if entry.key == METADATA_KEY), None)
    if text is None:
        raise NetworkNotStored(
            NO_PLAN,
            file,
            f"{file} does not describe how its network is built, so it cannot be trained on: it was made by another program "
            "or by an older version. Start from a bundled model, from one trained here, or from an architecture.",
        )
    try:
        document: Any = json.loads(text)
        temperature = float(document["temperature"])
        if not (math.isfinite(temperature) and temperature > 0):
            raise ValueError("The temperature is no positive number.")
        stored = StoredNetwork(plan_from_document(document["plan"]), temperature)
    except (ValueError, KeyError, TypeError, PlanInvalid) as error:
        raise NetworkNotStored(
            NO_PLAN, file, f"{file} describes its network in a way that this version does not understand: {error}"
        ) from error
    if "enlarged" in document:
        raise NetworkNotStored(
            NO_WEIGHTS,
            file,
            f"{file} enlarges its imagery {document['enlarged']} times inside the file, which a training cannot continue. "
            "Start from the default model, with chips of a resolution that it takes.",
        )
    return stored


def _state(model: onnx.ModelProto, network: nn.Module, file: str) -> dict[str, Tensor]:
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    state: dict[str, Tensor] = {}
    for key, own in network.state_dict().items():
        if key.endswith("num_batches_tracked"):  # counts batches; nothing that is computed depends on it
            state[key] = torch.zeros_like(own)
            continue
        tensor = stored.get(NETWORK_PREFIX + key)
        if tensor is None or tuple(tensor.dims) != tuple(own.shape) or tensor.data_type != onnx.TensorProto.FLOAT:
            raise NetworkNotStored(
                NO_WEIGHTS,
                file,
                f"{file} does not hold the weights of its network as they were trained ('{key}' is missing): it was "
                "quantised or optimised. Start from the file that it was made of.",
            )
        state[key] = torch.from_numpy(numpy_helper.to_array(tensor).copy())
    return state
