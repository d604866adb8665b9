"""Small networks with a known answer, made with onnx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RGB = [
    {"name": "red", "wavelength_nm": 665},
    {"name": "green", "wavelength_nm": 560},
    {"name": "blue", "wavelength_nm": 490},
]


def spec(layout: str = "early_fusion", **changes: Any) -> dict[str, Any]:
    """A valid specification document."""
    return {
        "spec_version": 1,
        "id": "difference",
        "title": "Difference",
        "task": "change",
        "layout": layout,
        "bands": RGB,
        "gsd_m": {"min": 0.25, "best": 0.5, "max": 1.0},
        "normalisation": {"kind": "scale", "divisor": 255},
        "stride": 1,
        "halo": 0,
        "classes": [{"value": 1, "name": "change", "color": "#e31a1c"}],
        "output": {"kind": "probability", "no_change_channel": False},
        "threshold": 0.5,
        "min_area_m2": 0,
        **changes,
    }


def difference_model(
    path: Path,
    layout: str = "early_fusion",
    document: dict[str, Any] | None = None,
    *,
    opset: int = 17,
    size: int | None = None,
    blur: int = 1,
) -> Path:
    """A network whose probability is sigmoid(40 (|mean after - mean before| - 0.25)) of bands in 0..1.

    :param blur: side of a box filter on the difference, which gives it a receptive field. ``size``: fixed input side.
    """
    document = spec(layout) if document is None else document
    bands = len(document["bands"])
    height = size if size else "h"
    width = size if size else "w"
    nodes = []
    if layout == "early_fusion":
        inputs = [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, 2 * bands, height, width])]
        weights = np.concatenate([-np.full(bands, 1 / bands), np.full(bands, 1 / bands)])
        initializers = [numpy_helper.from_array(weights.reshape(1, -1, 1, 1).astype(np.float32), "w")]
        nodes.append(helper.make_node("Conv", ["dates", "w"], ["difference"]))
    elif layout == "siamese":
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, bands, height, width]) for name in ("before", "after")
        ]
        initializers = [numpy_helper.from_array(np.full((1, bands, 1, 1), 1 / bands, np.float32), "w")]
        nodes += [
            helper.make_node("Conv", ["before", "w"], ["b"]),
            helper.make_node("Conv", ["after", "w"], ["a"]),
            helper.make_node("Sub", ["a", "b"], ["difference"]),
        ]
    else:
        inputs = [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, 2, bands, height, width])]
        initializers = [
            numpy_helper.from_array(np.full((1, bands, 1, 1), 1 / bands, np.float32), "w"),
            numpy_helper.from_array(np.array(0, np.int64), "first"),
            numpy_helper.from_array(np.array(1, np.int64), "second"),
        ]
        nodes += [
            helper.make_node("Gather", ["dates", "first"], ["xb"], axis=1),
            helper.make_node("Gather", ["dates", "second"], ["xa"], axis=1),
            helper.make_node("Conv", ["xb", "w"], ["b"]),
            helper.make_node("Conv", ["xa", "w"], ["a"]),
            helper.make_node("Sub", ["a", "b"], ["difference"]),
        ]
    nodes.append(helper.make_node("Abs", ["difference"], ["distance"]))
    if blur > 1:
        kernel = np.full((1, 1, blur, blur), 1 / blur**2, np.float32)
        initializers.append(numpy_helper.from_array(kernel, "kernel"))
        nodes.append(helper.make_node("Conv", ["distance", "kernel"], ["smooth"], pads=[blur // 2] * 4))
    initializers += [
        numpy_helper.from_array(np.array(0.25, np.float32), "bias"),
        numpy_helper.from_array(np.array(40.0, np.float32), "gain"),
    ]
    nodes += [
        helper.make_node("Sub", ["smooth" if blur > 1 else "distance", "bias"], ["centred"]),
        helper.make_node("Mul", ["centred", "gain"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
    ]
    outputs = [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [1, 1, height, width])]
    graph = helper.make_graph(nodes, "difference", inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    entry = model.metadata_props.add()
    entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(model, str(path))
    return path
