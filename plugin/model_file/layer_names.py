"""The layers of a network as people name them, read from the file alone.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from typing import Tuple

from .onnx_header import read_nodes

RESPONSES = frozenset(
    ("Relu", "Clip", "LeakyRelu", "PRelu", "Elu", "Selu", "Gelu", "HardSwish", "HardSigmoid", "Tanh", "Softplus", "Mish")
)
"""Operators behind which stands what a layer answers."""
_FUSIONS = frozenset(("Concat", "Abs", "Sub", "Add", "MaxPool", "AveragePool", "Resize", "Softmax", "Sigmoid"))
_OUTPUT = "_output_0"
_NETWORK = "network/"


def readable_name(tensor: str) -> str:
    """A tensor's name without what exporters put around it."""
    name = tensor[: -len(_OUTPUT)] if tensor.endswith(_OUTPUT) else tensor
    name = name.lstrip("/")
    return name[len(_NETWORK) :] if name.startswith(_NETWORK) else name


def layers_to_choose(path: str) -> Tuple[str, ...]:
    """Names of the layers worth a look, in the order in which they are worked out: responses, or fusions where there are none.

    :raises NotOnnx, OSError: the file cannot be read.
    """
    nodes = read_nodes(path)
    for operators in (RESPONSES, _FUSIONS):
        found = [readable_name(node.output) for node in nodes if node.operator in operators and node.output]
        if found:
            return tuple(dict.fromkeys(found))
    return ()
