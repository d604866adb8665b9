"""Networks that join two dates as a batch, run on each date by itself: the same results, or left as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from groundshift.plugin.engine.network.backends import openvino_runtime
from groundshift.plugin.engine.network.backends.backend import FP32, Target
from groundshift.plugin.engine.network.backends.dates_apart import with_dates_apart
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU
from groundshift.plugin.engine.network.backends.rewriting import editable_network

ROOT = Path(__file__).resolve().parents[2]


def joined_model(change: Callable[[list[Any]], None] = lambda nodes: None) -> Any:
    """A network that convolves a batch of two dates, and takes their difference."""
    constants = {
        "weights": np.random.default_rng(0).normal(size=(4, 3, 3, 3)).astype(np.float32),
        "zero": np.array([0], np.int64),
        "two": np.array([2], np.int64),
        "half": np.array([0.5], np.float32),
    }
    nodes = [
        helper.make_node("Concat", ["before", "after"], ["both"], axis=0),
        helper.make_node("Conv", ["both", "weights"], ["maps"], pads=[1, 1, 1, 1]),
        helper.make_node("Mul", ["maps", "half"], ["halved"]),
        helper.make_node("Shape", ["halved"], ["shape"]),
        helper.make_node("Gather", ["shape", "zero"], ["count"]),
        helper.make_node("Div", ["count", "two"], ["middle"]),
        helper.make_node("Slice", ["halved", "zero", "middle", "zero"], ["first"]),
        helper.make_node("Slice", ["halved", "middle", "count", "zero"], ["second"]),
        helper.make_node("Sub", ["first", "second"], ["difference"]),
    ]
    change(nodes)
    shape = ["batch", 3, "height", "width"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("before", "after")]
    output = helper.make_tensor_value_info("difference", TensorProto.FLOAT, ["batch", 4, "height", "width"])
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "g", inputs, [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(model: Any, dates: dict[str, Any]) -> Any:
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=[CPU]).run(None, dates)[0]


def pair(side: int = 32) -> dict[str, Any]:
    random = np.random.default_rng(1)
    return {name: random.standard_normal((1, 3, side, side + 16), np.float32) for name in ("before", "after")}


def as_split(nodes: list[Any]) -> None:
    nodes[3:8] = [helper.make_node("Split", ["halved"], ["first", "second"], axis=0)]


@pytest.mark.parametrize("change", [lambda nodes: None, as_split])
def test_the_result_is_the_same(change: Callable[[list[Any]], None]) -> None:
    model = joined_model(change)
    expected = run(model, pair())
    assert with_dates_apart(model)
    onnx.checker.check_model(model)
    assert not {"Concat", "Slice", "Split", "Shape"} & {node.op_type for node in model.graph.node}
    assert np.array_equal(run(model, pair()), expected)


def test_the_bundled_network_is_the_same() -> None:
    path = ROOT / "models" / "buildings-siamese.onnx"
    model = editable_network(str(path))
    assert model is not None
    assert with_dates_apart(model)
    assert np.abs(run(model, pair()) - run(onnx.load(str(path)), pair())).max() < 1e-6


def average_of_the_batch(nodes: list[Any]) -> None:
    nodes[2] = helper.make_node("ReduceMean", ["maps"], ["halved"], axes=[0])


def parts_of_rows(nodes: list[Any]) -> None:
    nodes[6] = helper.make_node("Slice", ["halved", "zero", "middle", "two"], ["first"])


def a_use_of_the_size(nodes: list[Any]) -> None:
    nodes[5:5] = [helper.make_node("Cast", ["count"], ["number"], to=1)]
    nodes[-1:] = [helper.make_node("Sub", ["first", "second"], ["d"]), helper.make_node("Mul", ["d", "number"], ["difference"])]


def one_date(nodes: list[Any]) -> None:
    nodes[0] = helper.make_node("Identity", ["before"], ["both"])


@pytest.mark.parametrize("change", [average_of_the_batch, parts_of_rows, a_use_of_the_size, one_date])
def test_other_networks_are_left(change: Callable[[list[Any]], None]) -> None:
    model = joined_model(change)
    unchanged = model.SerializeToString(deterministic=True)
    assert not with_dates_apart(model)
    assert model.SerializeToString(deterministic=True) == unchanged


def test_openvino_compiles_large_tiles_with_dates_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openvino")
    monkeypatch.setattr(openvino_runtime, "_LARGE", 32 * 32)
    path = tmp_path / "m.onnx"
    onnx.save(joined_model(), str(path))
    network = openvino_runtime.OpenVino().load(str(path), Target(openvino_runtime.NAME, "CPU", FP32), 1)
    dates = pair()
    found = network.run([dates["before"], dates["after"]])
    assert np.abs(found - run(joined_model(), dates)).max() < 1e-5
    (sized,) = network._requests.values()  # type: ignore[attr-defined]
    kinds = [node.get_rt_info()["layerType"] for node in sized.get_compiled_model().get_runtime_model().get_ops()]
    assert kinds.count("Convolution") == 2
