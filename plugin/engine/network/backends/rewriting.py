"""Read ONNX networks to rewrite them, and write softmax over channels as operators that ONNX Runtime runs quickly.

ONNX Runtime transposes a whole tile for a softmax over another axis than the last: a quarter of the time of
``buildings-siamese``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Optional

import numpy as np
import onnx
from google.protobuf.message import DecodeError
from onnx import helper, numpy_helper

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
