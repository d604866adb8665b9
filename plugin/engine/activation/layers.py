"""The layers of an ONNX network that give maps, and a session that stops at one of them."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.layer_names import RESPONSES, readable_name
from ...model_file.load import ModelFile
from ..network.backends.backend import first_line
from ..network.backends.onnx_runtime import choose_providers
from ..network.network import arrange_inputs, element_type

_LISTED_IN_MESSAGE = 12
_PROBE_SIDE = 128
# Networks of a fixed input size can be large: so many layers are looked at in one go, to bound the memory.
_PROBED_AT_ONCE = 8
_FEWEST_CHANNELS = 8
_NO_MAPS = frozenset(("Constant", "ConstantOfShape", "Shape", "If", "Loop", "Scan", "SequenceConstruct", "SplitToSequence"))


@dataclass(frozen=True)
class Layer:
    """A layer whose output is a map.

    :param tensor: name of its output in the graph; ``name``: the same as people read it; ``operator``: ONNX's name.
    :param channels: per date; ``stride``: pixels of the input that a cell covers on each axis.
    :param dates: 2 where the layer sees the dates one by one (along the batch, the earlier first), else 1.
    """

    number: int
    tensor: str
    name: str
    operator: str
    channels: int
    stride: int
    dates: int


class LayerSession:
    """A network cut off behind one or several of its layers."""

    def __init__(self, model: ModelFile, tensors: list[str], threads: int = 0, provider: str = "") -> None:
        """:raises JobFailure: ``model_opset`` when the installed ONNX Runtime cannot run it."""
        self._model = model
        self._name = os.path.basename(model.path)
        self._tensors = tensors
        graph = onnx.load(model.path)
        del graph.graph.output[:]
        # Without a type: ONNX Runtime finds it, and leaves out what comes behind.
        graph.graph.output.extend(onnx.ValueInfoProto(name=tensor) for tensor in tensors)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                graph.SerializeToString(), options, providers=choose_providers(provider)
            )
        except Exception as error:  # onnxruntime raises types of its own that share no base
            raise self._failure(error) from error
        self._inputs = [tensor.name for tensor in model.header.inputs]
        self._used = {item.name for item in self._session.get_inputs()}  # a layer may see one date only
        self._element = element_type(model)

    def run(self, *dates: NDArray[np.float32]) -> list[NDArray[Any]]:
        """Return the outputs of the layers for normalised dates (bands, height, width), in the order of ``tensors``.

        :raises JobFailure: ``model_opset`` or ``out_of_memory``.
        """
        arrays = arrange_inputs(self._model.spec.layout, dates, self._element)
        feeds = dict(zip(self._inputs, arrays))
        try:
            found = self._session.run(self._tensors, {name: feeds[name] for name in self._inputs if name in self._used})
        except Exception as error:  # as above
            raise self._failure(error) from error
        return list(found)

    def _failure(self, error: Exception) -> JobFailure:
        reason = first_line(error)
        if "alloc" in reason.lower():
            return JobFailure("out_of_memory", "", reason=reason)
        return JobFailure("model_opset", "MODEL", model=self._name, version=onnxruntime.__version__, reason=reason)


def list_layers(model: ModelFile) -> tuple[Layer, ...]:
    """Return the layers of a network that give a map, in the order in which they are worked out.

    Found by running the network once on a small input: shapes that depend on the input cannot all be inferred from the graph.

    :raises JobFailure: the network cannot be run, or none of its layers gives a map.
    """
    nodes = [
        (output, node.op_type)
        for node in onnx.load(model.path, load_external_data=False).graph.node
        if node.op_type not in _NO_MAPS and not node.op_type.startswith("Sequence")
        for output in node.output
        if output
    ]
    side, at_once = _probe(model)
    dates = np.random.default_rng(0).random((model.spec.dates, len(model.spec.bands), *side)).astype(np.float32)
    found: list[Layer] = []
    for begin in range(0, len(nodes), at_once or len(nodes)):
        part = nodes[begin : begin + (at_once or len(nodes))]
        values = LayerSession(model, [tensor for tensor, _ in part]).run(*dates)
        for (tensor, operator), value in zip(part, values):
            stride = _stride(value, side, model.spec.stride)
            if stride is not None:
                number = len(found) + 1
                found.append(Layer(number, tensor, readable_name(tensor), operator, value.shape[1], stride, value.shape[0]))
    if not found:
        raise JobFailure("layers_none", "MODEL", model=os.path.basename(model.path))
    return tuple(found)


def choose_layer(layers: tuple[Layer, ...], wanted: str) -> Layer:
    """Return the layer that a number, a name or a part of a name stands for; ``""`` = the last one with features.

    :raises JobFailure: ``layer_unknown`` or ``layer_ambiguous``.
    """
    text = wanted.strip()
    if not text:
        features = [layer for layer in layers if layer.operator in RESPONSES and layer.channels >= _FEWEST_CHANNELS]
        return (features or [layer for layer in layers if layer.channels > 1] or list(layers))[-1]
    if text.isdigit():
        for layer in layers:
            if layer.number == int(text):
                return layer
        raise JobFailure("layer_number", "LAYER", number=int(text), count=len(layers))
    exact = [layer for layer in layers if text in (layer.tensor, layer.name)]
    matches = exact or [layer for layer in layers if text.lower() in layer.name.lower()]
    if not matches:
        raise JobFailure("layer_unknown", "LAYER", text=text, known=_some(layers))
    if len(matches) > 1:
        raise JobFailure("layer_ambiguous", "LAYER", text=text, count=len(matches), known=_some(tuple(matches)))
    return matches[0]


def _some(layers: tuple[Layer, ...]) -> str:
    listed = ", ".join(f"{layer.number} {layer.name}" for layer in layers[:_LISTED_IN_MESSAGE])
    return listed + (", …" if len(layers) > _LISTED_IN_MESSAGE else "")


def _probe(model: ModelFile) -> tuple[tuple[int, int], int]:
    """Height and width of an input to try, and how many layers to look at in one go (0 = all)."""
    shape = model.header.inputs[0].shape
    height, width = shape[-2:] if len(shape) >= 2 else (None, None)
    if isinstance(height, int) and isinstance(width, int):
        return (height, width), _PROBED_AT_ONCE
    side = math.ceil(max(_PROBE_SIDE, 2 * model.spec.stride) / model.spec.stride) * model.spec.stride
    return (side, side), 0


def _stride(value: Any, side: tuple[int, int], largest: int) -> Optional[int]:
    """Return the number of pixels per cell of a map; ``None`` if the value is not a map of the input."""
    if not isinstance(value, np.ndarray) or value.ndim != 4 or value.dtype.kind != "f" or value.shape[0] not in (1, 2):
        return None
    height, width = value.shape[2:]
    if 0 in (height, width) or side[0] % height or side[1] % width or side[0] // height != side[1] // width:
        return None
    stride = side[0] // height
    # Tiles start at multiples of the network's stride: only cells that divide it stay in their place from tile to tile.
    return stride if largest % stride == 0 else None


__all__ = ["Layer", "LayerSession", "choose_layer", "list_layers"]
