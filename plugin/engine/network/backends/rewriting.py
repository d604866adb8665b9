"""Read ONNX networks to rewrite them, and write softmax over channels as operators that ONNX Runtime runs quickly.

ONNX Runtime transposes a whole tile for a softmax over another axis than the last: a quarter of the time of
``buildings-siamese``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, Optional

import numpy as np
import onnx
import onnxruntime
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from onnx import helper, numpy_helper

# Operators that do the same to each pixel; the latter with numbers for each channel
# fmt: off
ELEMENTWISE = frozenset([
    "Abs", "Add", "Cast", "Clip", "Div", "Dropout", "Elu", "Equal", "Erf", "Exp", "Floor", "Gelu", "Greater",
    "HardSigmoid", "HardSwish", "Identity", "LeakyRelu", "Less", "Log", "Max", "Mean", "Min", "Mish", "Mul", "Neg",
    "PRelu", "Pow", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Softplus", "Softsign", "Sqrt", "Sub",
    "Sum", "Tanh", "Where",
])
# fmt: on
BY_CHANNEL = ("BatchNormalization", "QuantizeLinear", "DequantizeLinear")

_AXIS = "groundshift_channels"
_LARGEST = 256 * 2**20  # bytes of a file; larger ones are left to be mapped into memory
_OPSETS = range(13, 1000)  # before 13, softmax flattens all axes from the one that is named, and slices differ later
_AXES_AS_INPUT = 18  # of ReduceMax


def editable_network(path: str) -> Optional[Any]:
    """Read a network to rewrite it.

    :return: the message ``onnx.ModelProto``; ``None`` for large and damaged files, early versions of the operators, and weights
        in files beside it.
    :raises OSError: the file cannot be read.
    """
    if os.path.getsize(path) > _LARGEST:
        return None
    try:
        model = onnx.load(path, load_external_data=False)
    except DecodeError:
        return None
    outside = any(item.data_location == onnx.TensorProto.EXTERNAL for item in model.graph.initializer)
    return model if _opset(model) in _OPSETS and not outside else None


def with_quick_softmax(model: Any) -> bool:
    """Write each softmax over axis 1 of a network as max, exp, sum and quotient.

    :return: whether there was one.
    """
    nodes: list[Any] = []
    found = 0
    for node in model.graph.node:
        axis = next((item.i for item in node.attribute if item.name == "axis"), -1)
        if node.op_type == "Softmax" and node.domain in ("", "ai.onnx") and axis == 1:
            nodes += _softmax(node, f"groundshift_softmax_{found}", _opset(model))
            found += 1
        else:
            nodes.append(node)
    if found:
        del model.graph.node[:]
        model.graph.node.extend(nodes)
        model.graph.initializer.append(numpy_helper.from_array(np.array([1], np.int64), _AXIS))
    return found > 0


def _opset(model: Any) -> int:
    return max((int(item.version) for item in model.opset_import if item.domain in ("", "ai.onnx")), default=0)


def _softmax(node: Any, name: str, opset: int) -> Iterator[Any]:
    """The nodes in place of a softmax over axis 1."""
    image = node.input[0]
    largest, below, power, total = (f"{name}_{step}" for step in range(4))
    if opset >= _AXES_AS_INPUT:
        yield helper.make_node("ReduceMax", [image, _AXIS], [largest])
    else:
        yield helper.make_node("ReduceMax", [image], [largest], axes=[1])
    yield helper.make_node("Sub", [image, largest], [below])
    yield helper.make_node("Exp", [below], [power])
    yield helper.make_node("ReduceSum", [power, _AXIS], [total])
    yield helper.make_node("Div", [power, total], [node.output[0]])


class Constants:
    """The constant tensors of a network.

    :ivar names: of initialisers, and of what nodes make of constants alone.
    """

    def __init__(self, model: Any, known: Sequence[Any] = ()) -> None:
        """:param known: more tensors that are taken for constants, as ``onnx.TensorProto``."""
        graph = model.graph
        self._opsets, self._ir = list(model.opset_import), model.ir_version
        self._initialisers = {item.name: item for item in [*graph.initializer, *known]}
        self._makers: dict[str, Any] = {}
        self.names = set(self._initialisers)
        for node in graph.node:
            if (
                node.output[0] not in self.names
                and all(name in self.names for name in node.input if name)
                and not node.op_type.startswith("Random")
            ):
                self.names.update(node.output)
                self._makers.update((name, node) for name in node.output)

    def value(self, name: str) -> Optional[NDArray[Any]]:
        """The value of a constant; ``None`` for other tensors."""
        if name in self._initialisers:
            return numpy_helper.to_array(self._initialisers[name])  # type: ignore[no-any-return]
        if name not in self._makers:
            return None
        nodes, weights, waiting = {}, {}, [name]
        while waiting:
            part = waiting.pop()
            if part in self._initialisers:
                weights[part] = self._initialisers[part]
            elif part:
                nodes[id(self._makers[part])] = self._makers[part]
                waiting += self._makers[part].input
        order = [node for node in dict.fromkeys(map(id, self._makers.values())) if node in nodes]
        graph = helper.make_graph(
            [nodes[node] for node in order], "constant", [], [onnx.ValueInfoProto(name=name)], list(weights.values())
        )
        model = helper.make_model(graph, opset_imports=self._opsets, ir_version=self._ir)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        try:
            session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
            return session.run(None, {})[0]  # type: ignore[no-any-return]
        except Exception:  # onnxruntime raises types of its own that share no base
            return None

    def flat(self, name: str) -> bool:
        """Whether a tensor is a constant that is the same for all pixels."""
        value = self.value(name)
        return value is not None and all(length == 1 for length in value.shape[-2:])
