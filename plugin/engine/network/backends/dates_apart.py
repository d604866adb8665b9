"""Run what a network does to a batch of two dates on each date by itself.

Siamese networks that encode both dates as one batch keep the finest maps of both at a time, which take the most memory. One
date after the other, the results are the same.
"""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import onnx
from onnx import helper, numpy_helper

from .rewriting import BY_CHANNEL, ELEMENTWISE, Constants

_BY_IMAGE = frozenset(
    ["Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "DepthToSpace", "InstanceNormalization"]
)


def with_dates_apart(model: Any) -> bool:
    """Rewrite a network so that it runs each of two dates by itself, where it joins them as a batch and parts them later.

    :param model: ``onnx.ModelProto``; left as it is where False is returned.
    """
    graph = model.graph
    weights = {item.name for item in graph.initializer}
    dates = [item.name for item in graph.input if item.name not in weights]
    joins = [node for node in graph.node if node.op_type == "Concat" and _axis(node) == 0 and set(node.input) <= set(dates)]
    if len(joins) != 1 or len(joins[0].input) != 2:
        return False
    joined = {joins[0].output[0]}  # tensors of both dates
    each, shapes, cuts = [], [], []
    for node in graph.node:
        if not joined.intersection(node.input):
            continue
        if node.op_type == "Shape":
            shapes.append(node)
        elif node.op_type in ("Slice", "Split"):
            cuts.append(node)
        elif node.op_type in ELEMENTWISE or node.op_type in BY_CHANNEL or node.op_type in _BY_IMAGE:
            each.append(node)
            joined.update(node.output)
        else:
            return False
    counts = [numpy_helper.from_array(np.array([2, 0, 0, 0], np.int64), node.output[0]) for node in shapes]
    constants, plain = Constants(model, counts), Constants(model)
    counted = constants.names - plain.names  # what is made of the shape of a batch
    parted = [_date_of(node, constants) for node in cuts]
    cut = {node.output[0] for node in cuts}
    used = {name for node in graph.node if node.output[0] not in counted | cut for name in node.input}
    alone = all(name in joined or name in plain.names for node in each for name in node.input if name)
    if None in parted or counted & used or not alone or any(item.name in joined for item in graph.output):
        return False
    done = cut | joined | constants.names
    before = [node for node in graph.node if node.output[0] in plain.names]
    after = [node for node in graph.node if node.output[0] not in done]
    nodes = before
    for number, date in enumerate(joins[0].input):
        names = {name: f"{name}_groundshift_date_{number}" for name in joined}
        names[joins[0].output[0]] = date
        nodes += [_renamed(node, names) for node in each]
        for node, parts in zip(cuts, parted):
            nodes += [helper.make_node("Identity", [names[node.input[0]]], [name]) for name, of in parts or () if of == number]
    del graph.node[:]
    graph.node.extend([*nodes, *after])
    return True


def _axis(node: Any) -> Optional[int]:
    return next((int(item.i) for item in node.attribute if item.name == "axis"), None)


def _renamed(node: Any, names: dict[str, str]) -> Any:
    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    for tensors in (copy.input, copy.output):
        for place, name in enumerate(tensors):
            tensors[place] = names.get(name, name)
    copy.name = copy.output[0]
    return copy


def _date_of(node: Any, constants: Constants) -> Optional[list[tuple[str, int]]]:
    """The outputs of a node that parts two dates, each with the number of its date; ``None`` for other parts of a batch."""
    if node.op_type == "Split":
        return (
            [(name, number) for number, name in enumerate(node.output)]
            if (_axis(node) or 0) == 0 and len(node.output) == 2
            else None
        )
    values = [constants.value(name) for name in node.input[1:]]
    if len(values) < 3 or any(value is None or value.size != 1 for value in values):
        return None
    first, last, axis, *step = (int(value.item()) for value in values if value is not None)
    if axis != 0 or step not in ([], [1]) or (first, min(last, 2)) not in ((0, 1), (1, 2)):
        return None
    return [(node.output[0], first)]
