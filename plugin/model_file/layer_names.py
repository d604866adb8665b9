"""The layers of a network as people name them, read from the file alone.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from typing import Tuple

from .onnx_header import read_nodes

RESPONSES = frozenset(
    ("Relu", "Clip", "LeakyRelu", "PRelu", "Elu", "Selu", "Gelu", "HardSwish", "HardSigmoid", "Tanh", "Softplus", "Mish")
)
"""Operators whose output is the response of a layer."""
_FUSIONS = frozenset(("Concat", "Abs", "Sub", "Add", "MaxPool", "AveragePool", "Resize", "Softmax", "Sigmoid"))
_OUTPUT = "_output_0"
_NETWORK = "network/"


def readable_name(tensor: str) -> str:
    """Return a tensor's name without what exporters put around it."""
    name = tensor[: -len(_OUTPUT)] if tensor.endswith(_OUTPUT) else tensor
    name = name.lstrip("/")
    return name[len(_NETWORK) :] if name.startswith(_NETWORK) else name


def layers_to_choose(path: str) -> Tuple[str, ...]:
    """Return names of the layers worth viewing, in the order of computation: responses, or fusions if there are none.

    :raises NotOnnx, OSError: the file cannot be read.
    """
    nodes = read_nodes(path)
    for operators in (RESPONSES, _FUSIONS):
        found = [readable_name(node.output) for node in nodes if node.operator in operators and node.output]
        if found:
            return tuple(dict.fromkeys(found))
    return ()
