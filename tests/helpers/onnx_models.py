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
    """Return a valid specification document."""
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
    """Return a network whose probability is sigmoid(40 (|mean after - mean before| - 0.25)) of bands in 0..1.

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
    if document is not None:
        entry = model.metadata_props.add()
        entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(model, str(path))
    return path


def segmentation_spec(**changes: Any) -> dict[str, Any]:
    """Return a valid specification of a land-cover network of one date."""
    classes = [{"value": 2, "name": "water", "color": "#1f78b4"}, {"value": 5, "name": "wood"}, {"value": 9, "name": "field"}]
    document = spec("single", task="segmentation", id="cover", halo=2, classes=classes, output={"kind": "logit"})
    del document["threshold"]
    return {**document, **changes}


def direction_model(path: Path) -> Path:
    """Return a Siamese network of two classes: 3 where the first band is brighter than before, 7 where it is darker."""
    document = spec(
        "siamese",
        classes=[
            {"value": 3, "name": "new", "color": "#ff0000", "direction": "construction"},
            {"value": 7, "name": "gone", "color": "#0000ff", "direction": "demolition"},
        ],
        output={"kind": "logit", "no_change_channel": True},
    )
    weights = np.array([[0, 0, 0], [40, 0, 0], [-40, 0, 0]], np.float32).reshape(3, 3, 1, 1)
    nodes = [
        helper.make_node("Sub", ["after", "before"], ["d"]),
        helper.make_node("Conv", ["d", "w", "b"], ["logits"]),
    ]
    return _saved(
        path,
        nodes,
        {"before": [1, 3, "h", "w"], "after": [1, 3, "h", "w"]},
        {"logits": [1, 3, "h", "w"]},
        {"w": weights, "b": np.array([0, -5, -5], np.float32)},
        document,
    )


def segmentation_model(path: Path, document: dict[str, Any] | None = None) -> Path:
    """Return a network of one date whose three logits are a convolution of 5 x 5 pixels."""
    document = segmentation_spec() if document is None else document
    weights = np.random.default_rng(1).normal(size=(3, 3, 5, 5)).astype(np.float32) * 4
    weights -= weights.mean(axis=(1, 2, 3), keepdims=True)
    nodes = [helper.make_node("Conv", ["image", "w"], ["logits"], pads=[2] * 4)]
    return _saved(
        path,
        nodes,
        {"image": [1, 3, "h", "w"]},
        {"logits": [1, 3, "h", "w"]},
        {"w": weights},
        document,
    )


def sar_spec(**changes: Any) -> dict[str, Any]:
    """Return a valid specification of a network that predicts the fourth of four radar images from three."""
    document = spec(
        "stacked", task="sar-prediction", id="next", halo=1, dates=3, normalisation={"kind": "scale", "divisor": 10}
    )
    for key in ("classes", "threshold"):
        del document[key]
    return {
        **document,
        "normalisation": {"kind": "scale", "divisor": 10},
        "bands": [{"name": "vv"}, {"name": "vh"}],
        "conditions": [{"name": "incidence", "unit": "degrees", "mean": 40, "std": 5}, {"name": "day", "unit": "d"}],
        "output": {
            "bands": [{"name": "vv", "unit": "dB", "scale": 10, "offset": 1}, {"name": "vh", "unit": "dB", "scale": 10}],
            "deviation": True,
        },
        **changes,
    }


def sar_model(path: Path, document: dict[str, Any] | None = None) -> Path:
    """Return a network of three dates and a table of conditions.

    Values: the mean of the dates over 3 x 3 pixels, and the sum of the conditions. Deviations: |first - last|.
    """
    document = sar_spec() if document is None else document
    nodes = [
        helper.make_node("ReduceMean", ["dates"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Conv", ["mean", "box"], ["smooth"], pads=[1] * 4, group=2),
        helper.make_node("ReduceSum", ["conditions", "table"], ["total"], keepdims=1),
        helper.make_node("Unsqueeze", ["total", "last"], ["shift"]),
        helper.make_node("Add", ["smooth", "shift"], ["values"]),
        helper.make_node("Gather", ["dates", "first"], ["one"], axis=1),
        helper.make_node("Gather", ["dates", "third"], ["other"], axis=1),
        helper.make_node("Sub", ["one", "other"], ["apart"]),
        helper.make_node("Abs", ["apart"], ["deviations"]),
        helper.make_node("Concat", ["values", "deviations"], ["next"], axis=1),
    ]
    arrays = {
        "box": np.full((2, 1, 3, 3), 1 / 9, np.float32),
        "table": np.array([1, 2], np.int64),
        "last": np.array([3], np.int64),
        "first": np.array(0, np.int64),
        "third": np.array(2, np.int64),
    }
    inputs = {"dates": [1, 3, 2, "h", "w"], "conditions": [1, 4, 2]}
    return _saved(path, nodes, inputs, {"next": [1, 4, "h", "w"]}, arrays, document)


def logit_spec(**changes: Any) -> dict[str, Any]:
    """Return the specification of a network of the layout of OPERA's transformers: logits of power, patches of 16 pixels."""
    document = sar_spec(id="opera-layout", title="Next of four", dates=4, stride=16, halo=4, radar={"scale": "logit"})
    document.update(normalisation={"kind": "scale", "divisor": 1}, bands=[{"name": "VV"}, {"name": "VH"}])
    document.update(output={"bands": [{"name": "VV"}, {"name": "VH"}], "deviation": True})
    del document["conditions"]
    return {**document, **changes}


def logit_model(path: Path, deviation: float = 0.25, document: dict[str, Any] | None = None) -> Path:
    """Return a network without a specification, or with one: the mean of four images, and a constant deviation."""
    nodes = [
        helper.make_node("ReduceMean", ["images"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Mul", ["mean", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "deviation"], ["sigma"]),
        helper.make_node("Concat", ["mean", "sigma"], ["next"], axis=1),
    ]
    arrays = {"zero": np.zeros((), np.float32), "deviation": np.array(deviation, np.float32)}
    return _saved(path, nodes, {"images": [1, 4, 2, 16, 16]}, {"next": [1, 4, 16, 16]}, arrays, document)


def _saved(
    path: Path,
    nodes: list[Any],
    inputs: dict[str, list[Any]],
    outputs: dict[str, list[Any]],
    arrays: dict[str, np.ndarray],
    document: dict[str, Any] | None,
) -> Path:
    """Save a network with its specification; ``None`` = without."""
    graph = helper.make_graph(
        nodes,
        "network" if document is None else document["id"],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    if document is not None:
        entry = model.metadata_props.add()
        entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(model, str(path))
    return path
