"""Softmax over channels in ONNX Runtime: the same numbers by quicker operators, and files left alone where that is not safe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from groundshift.plugin.engine.network.backends.backend import Target
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU, NAME, OnnxRuntime
from groundshift.plugin.engine.network.backends.rewriting import editable_network, with_quick_softmax

ROOT = Path(__file__).resolve().parents[2]


def softmax_model(path: Path, axis: int | None = 1, opset: int = 17, outside: bool = False) -> Path:
    """A network of a scale and a softmax. ``outside``: the scale is in a file beside it."""
    shape = ["batch", 4, "height", "width"]
    scale = helper.make_tensor("scale", TensorProto.FLOAT, [1, 4, 1, 1], [1.0, 2.0, -3.0, 40.0])
    nodes = [
        helper.make_node("Mul", ["image", "scale"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probability"], name="s", **({} if axis is None else {"axis": axis})),
    ]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("image", "probability")]
    graph = helper.make_graph(nodes, "g", values[:1], values[1:], [scale])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    model.metadata_props.add(key="groundshift", value="{}")
    if outside:
        scale.raw_data = np.array([1.0, 2.0, -3.0, 40.0], np.float32).tobytes()
        del scale.float_data[:]
        model.graph.initializer[0].CopyFrom(scale)
        onnx.save(model, str(path), save_as_external_data=True, location="weights.bin", size_threshold=0)
    else:
        onnx.save(model, str(path))
    return path


@pytest.mark.parametrize("opset", [13, 17, 18])
def test_the_numbers_are_those_of_softmax(tmp_path: Path, opset: int) -> None:
    path = softmax_model(tmp_path / "m.onnx", opset=opset)
    model = editable_network(str(path))
    assert model is not None
    assert with_quick_softmax(model)
    onnx.checker.check_model(model)
    assert "Softmax" not in {node.op_type for node in model.graph.node}
    assert [entry.key for entry in model.metadata_props] == ["groundshift"]
    image = (
        np.random.default_rng(0).normal(0, 30, (1, 4, 9, 11)).astype(np.float32)
    )  # exponents beyond float32 without a maximum
    (expected,) = onnxruntime.InferenceSession(str(path), providers=[CPU]).run(None, {"image": image})
    found = OnnxRuntime().load(str(path), Target(NAME, CPU), 1).run([image])
    assert np.allclose(found, expected, rtol=1e-5, atol=1e-7)
    assert np.isfinite(found).all()


@pytest.mark.parametrize(("axis", "opset"), [(2, 17), (-1, 17), (None, 17), (1, 11)])
def test_other_softmaxes_are_left(tmp_path: Path, axis: int | None, opset: int) -> None:
    model = editable_network(str(softmax_model(tmp_path / "m.onnx", axis, opset)))
    assert model is None or not with_quick_softmax(model)


@pytest.mark.parametrize("keep", [0.5, 0.9, 0.99])
def test_a_damaged_file_is_left(tmp_path: Path, keep: float) -> None:
    path = softmax_model(tmp_path / "m.onnx")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert editable_network(str(path)) is None


def test_a_network_whose_weights_are_beside_it_runs(tmp_path: Path) -> None:
    path = softmax_model(tmp_path / "m.onnx", outside=True)
    image = np.random.default_rng(0).random((1, 4, 8, 8), np.float32)
    found = OnnxRuntime().load(str(path), Target(NAME, CPU), 1).run([image])
    assert np.allclose(found.sum(axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("name", ["buildings-siamese", "buildings-early-fusion", "landcover-aerial"])
def test_the_bundled_networks_are_changed(name: str) -> None:
    path = ROOT / "models" / f"{name}.onnx"
    before, after = onnx.load(str(path)), editable_network(str(path))
    assert after is not None
    assert with_quick_softmax(after)
    assert len(after.graph.node) == len(before.graph.node) + 4
    assert list(after.graph.initializer[:-1]) == list(before.graph.initializer)
