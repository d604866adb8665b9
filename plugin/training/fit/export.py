"""Export of a trained network to the project's model file: ONNX with the ``groundshift`` metadata.

The graph ends in probabilities: logits divided by the calibration temperature, then softmax or
sigmoid. Opset 17 and IR version 8 are what onnxruntime 1.16 reads.

Batch normalisation is left as it is, and weights keep the names that they have in PyTorch: ONNX
Runtime folds it when it loads the file, at no cost to its speed, and the network can be taken out of
the file again to be trained on (:mod:`..networks.model_weights`).
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from ...jobs.publish import check_space
from ...rules.network_plan import METADATA_KEY as NETWORK_KEY
from ..networks.architectures import Architecture

OPSET = 17
IR_VERSION = 8
METADATA_KEY = "groundshift"
OUTPUT = "probability"
CONDITIONS = "conditions"
_MOST_STRIDE = 32  # of networks whose checks need several cells of their coarsest map
TOLERANCE = 1e-4
_DOCUMENT_BYTES = 4 * 2**20  # of card, picture and report
# The network inside the exported graph; its weights' names begin so.
NETWORK_PREFIX = "network."

BANDS = (
    {"name": "red", "wavelength_nm": 665},
    {"name": "green", "wavelength_nm": 560},
    {"name": "blue", "wavelength_nm": 490},
)
ANY_CHANGE_CLASSES = ({"value": 1, "name": "building change", "color": "#e31a1c"},)
DIRECTION_CLASSES = (
    {"value": 1, "name": "new building", "color": "#e31a1c", "direction": "construction"},
    {"value": 2, "name": "demolished building", "color": "#1f78b4", "direction": "demolition"},
)


def check_room(model: str, network: nn.Module) -> None:
    """Check, before a training, that the disk has room for the model file that it ends with, and for its documents.

    :param model: path of the model file.
    :raises JobFailure: ``disk_full``.
    """
    size = sum(item.numel() * item.element_size() for item in network.state_dict().values())
    check_space("MODEL", os.path.dirname(os.path.abspath(model)), size + _DOCUMENT_BYTES)


class Deployed(nn.Module):
    """A network with its temperature and its probabilities: what a model file computes."""

    def __init__(self, network: nn.Module, architecture: Architecture, temperature: float) -> None:
        super().__init__()
        self.network = network
        self._architecture = architecture
        self._temperature = temperature

    def forward(self, *inputs: Tensor) -> Tensor:
        """Inputs of the network, each N x C x H x W float -> N x K x H x W float probabilities."""
        return self._architecture.probabilities(self.network(*inputs) / self._temperature)


def input_names(architecture: Architecture) -> list[str]:
    """Return the names of the graph's inputs, in their order."""
    names = {"siamese": ["before", "after"], "single": ["image"]}.get(architecture.layout, ["dates"])
    return [*names, CONDITIONS] if architecture.plan.conditions else names


def example_inputs(architecture: Architecture) -> tuple[dict[str, Tensor], dict[str, dict[int, str]]]:
    """Return zeros of the shape of each input, by its name, and the names of their free axes."""
    plan = architecture.plan
    # A network of few levels is traced with several cells of its coarsest map.
    side = architecture.fixed_side or (8 if plan.stride <= _MOST_STRIDE else 1) * plan.stride
    free = {0: "batch"} if architecture.fixed_side is not None else {0: "batch", 2: "height", 3: "width"}
    shape: tuple[int, ...] = (1, plan.input_channels, side, side)
    if architecture.layout == "stacked":
        shape, free = (1, plan.dates, plan.bands, side, side), {0: "batch", 3: "height", 4: "width"}
    inputs = {name: torch.zeros(shape) for name in input_names(architecture)}
    axes = {name: dict(free) for name in inputs}
    if CONDITIONS in inputs:
        inputs[CONDITIONS], axes[CONDITIONS] = torch.zeros(1, plan.dates + 1, plan.conditions), {0: "batch"}
    return inputs, axes


def base_metadata(model_id: str, title: str, architecture: Architecture, halo: int) -> dict[str, Any]:
    """Return the part of the metadata that does not need measuring."""
    return {
        "spec_version": 1,
        "id": model_id,
        "title": title,
        "task": architecture.plan.task,
        "layout": architecture.layout,
        "bands": list(BANDS),
        "gsd_m": {"min": 0.25, "best": 0.5, "max": 1.0},
        "normalisation": {"kind": "standardise"},
        "stride": architecture.stride,
        "halo": halo,
        "classes": list(DIRECTION_CLASSES if architecture.directions else ANY_CHANGE_CLASSES),
        "directions": architecture.directions,
        "output": {"kind": "probability", "no_change_channel": architecture.plan.no_change_channel},
    }


def export_network(
    network: nn.Module,
    architecture: Architecture,
    path: Path,
    metadata: Mapping[str, Any],
    temperature: float = 1.0,
) -> float:
    """Write ``network`` as one ONNX file; returns the largest difference between ONNX Runtime and PyTorch.

    :raises ValueError: that exceeds :data:`TOLERANCE`. The file appears only when whole.
    """
    deployed = Deployed(network, architecture, temperature).eval()
    inputs, free = example_inputs(architecture)
    temporary = path.with_suffix(".onnx.part")
    free[OUTPUT] = {0: "batch"} if architecture.fixed_side is not None else {0: "batch", 2: "height", 3: "width"}
    _write_graph(deployed, tuple(inputs.values()), temporary, list(inputs), free)
    model = onnx.load(str(temporary))
    model.ir_version = IR_VERSION
    model.producer_name = "groundshift"
    model.producer_version = ""
    del model.metadata_props[:]
    write_metadata(model, metadata)
    description = {"plan": architecture.plan.document(), "temperature": temperature}
    model.metadata_props.add(key=NETWORK_KEY, value=json.dumps(description))
    _check_weights(model, network)
    onnx.checker.check_model(model)
    onnx.save(model, str(temporary))
    side = architecture.fixed_side or (architecture.stride if architecture.stride > _MOST_STRIDE else None)
    difference = runtime_difference(deployed, temporary, side)
    if difference > TOLERANCE:
        temporary.unlink()
        raise ValueError(f"ONNX Runtime and PyTorch differ by {difference:.2g}, more than {TOLERANCE}.")
    os.replace(temporary, path)
    return difference


def _write_graph(
    deployed: nn.Module, example: tuple[Tensor, ...], path: Path, names: list[str], free: dict[str, dict[int, str]]
) -> None:
    # The exporter merges equal weights unless the module is in training mode. Only the outermost module is: all
    # modules that compute stay in evaluation mode.
    deployed.training = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                deployed,
                example,
                str(path),
                opset_version=OPSET,
                input_names=names,
                output_names=[OUTPUT],
                dynamic_axes=free,
                training=torch.onnx.TrainingMode.PRESERVE,
                do_constant_folding=False,
                dynamo=False,
            )
    finally:
        deployed.training = False


def _check_weights(model: onnx.ModelProto, network: nn.Module) -> None:
    """Raise ``ValueError`` unless the graph holds every weight and statistic of the network under its name."""
    stored = {tensor.name for tensor in model.graph.initializer}
    lost = [
        key
        for key in network.state_dict()
        if f"{NETWORK_PREFIX}{key}" not in stored and not key.endswith("num_batches_tracked")
    ]
    if lost:
        raise ValueError(f"The exported file lacks weights of the network: {', '.join(lost[:5])}.")


def write_metadata(model: onnx.ModelProto, metadata: Mapping[str, Any]) -> None:
    """Set the ``groundshift`` document of a model in memory, replacing an earlier one."""
    text = json.dumps(metadata, ensure_ascii=False)
    for entry in model.metadata_props:
        if entry.key == METADATA_KEY:
            entry.value = text
            return
    model.metadata_props.add(key=METADATA_KEY, value=text)


def read_metadata(path: Path) -> dict[str, Any]:
    """Return the ``groundshift`` document of a model file."""
    model = onnx.load(str(path), load_external_data=False)
    for entry in model.metadata_props:
        if entry.key == METADATA_KEY:
            document: dict[str, Any] = json.loads(entry.value)
            return document
    raise ValueError(f"{path.name} holds no '{METADATA_KEY}' metadata.")


def open_session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """Return an ONNX Runtime session on the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def runtime_difference(deployed: nn.Module, path: Path, fixed_side: Optional[int] = None) -> float:
    """Largest absolute difference between a module and its ONNX file, over two shapes (if they are free) and batch sizes."""
    session = open_session(path)
    rng = np.random.default_rng(0)
    largest = 0.0
    shapes = ((1, 64, 96), (2, 128, 64)) if fixed_side is None else ((1, fixed_side, fixed_side),)
    for batch, height, width in shapes:
        free = {"batch": batch, "height": height, "width": width}
        inputs = {
            entry.name: rng.standard_normal([free.get(size, size) for size in entry.shape]).astype(np.float32)
            for entry in session.get_inputs()
        }
        with torch.inference_mode():
            expected = deployed(*(torch.from_numpy(value) for value in inputs.values())).numpy()
        (found,) = session.run(None, inputs)
        largest = max(largest, float(np.abs(found - expected).max()))
    return largest
