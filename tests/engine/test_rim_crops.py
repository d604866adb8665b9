"""Rims left out of a network's layers: what is kept of a tile does not change, wherever the tile and whatever the operators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from groundshift.plugin.engine.network.backends.backend import Kept, Target
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU, NAME, OnnxRuntime
from groundshift.plugin.engine.network.backends.rewriting import editable_network
from groundshift.plugin.engine.network.backends.rim_crops import SIZES, STARTS, crop_rims
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.model_file.load import load_model_file

ROOT = Path(__file__).resolve().parents[2]
HALO = 64
# Of a tile of 224 x 208 pixels: inside, at each edge, in each corner, and off the network's stride.
PLACES = {
    "inside": (slice(64, 160), slice(64, 144)),
    "top": (slice(0, 160), slice(64, 144)),
    "bottom": (slice(64, 224), slice(64, 144)),
    "left": (slice(64, 160), slice(0, 144)),
    "right": (slice(64, 160), slice(64, 208)),
    "top left": (slice(0, 160), slice(0, 144)),
    "top right": (slice(0, 160), slice(64, 208)),
    "bottom left": (slice(64, 224), slice(0, 144)),
    "bottom right": (slice(64, 224), slice(64, 208)),
    "any": (slice(71, 102), slice(99, 101)),
}


class Graph:
    """A network of one image of 3 bands, with random weights."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.random = np.random.default_rng(0)

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def array(self, value: Any) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value), f"array_{len(self.weights)}"))
        return str(self.weights[-1].name)

    def conv(self, image: str, inputs: int, outputs: int, kernel: int = 3, kind: str = "Conv", **attributes: Any) -> str:
        shape = (outputs, inputs, kernel, kernel) if kind == "Conv" else (inputs, outputs, kernel, kernel)
        scale = 1 / (inputs * kernel**2) ** 0.5
        weights = self.array(self.random.normal(0, scale, shape).astype(np.float32))
        return self.node(kind, image, weights, **{"pads": [kernel // 2] * 4 if kind == "Conv" else [0] * 4, **attributes})

    def save(self, path: Path, output: str, channels: int, size: tuple[Any, Any] = ("height", "width")) -> Path:
        self.nodes.append(helper.make_node("Identity", [output], ["out"]))
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, *size])
        out = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", channels, *size])
        graph = helper.make_graph(self.nodes, "g", [image], [out], self.weights)
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))
        return path


def u_net(path: Path, enlarge: str, middle: str = "", size: tuple[Any, Any] = ("height", "width")) -> Path:
    """Two levels of an encoder at strides 2 and 4, and a decoder.

    :param enlarge: how maps double. :param middle: an operator over the deepest map.
    """
    graph = Graph()
    stem = graph.node("Relu", graph.conv("image", 3, 6, strides=[2, 2]))
    fine = graph.conv(stem, 6, 6, 5)
    deep = graph.node("MaxPool", graph.node("Relu", fine), kernel_shape=[2, 2], strides=[2, 2])
    for _ in range(3):
        deep = graph.node("Add", deep, graph.node("HardSwish", graph.conv(deep, 6, 6, 5)))
    if middle == "gate":
        deep = graph.node("Mul", deep, graph.node("Sigmoid", graph.conv(graph.node("GlobalAveragePool", deep), 6, 6, 1)))
    elif middle == "pooled":  # as atrous spatial pyramid pooling does, for tiles of one size
        pooled = graph.node("GlobalAveragePool", deep)
        whole = graph.node("Resize", pooled, "", "", graph.array(np.array([1, 6, size[0] // 4, size[1] // 4])))
        deep = graph.node("Add", deep, whole)
    elif middle == "instance":
        deep = graph.node("InstanceNormalization", deep, *(graph.array(np.ones(6, np.float32)) for _ in range(2)))
    elif middle == "transposed":
        deep = graph.node("Transpose", graph.node("Transpose", deep, perm=[0, 1, 3, 2]), perm=[0, 1, 3, 2])
    elif middle == "dilated":
        deep = graph.conv(deep, 6, 6, dilations=[3, 3], pads=[3] * 4)

    def doubled(image: str, channels: int) -> str:
        if enlarge == "transposed":
            return graph.conv(image, channels, channels, 2, "ConvTranspose", strides=[2, 2])
        if enlarge == "transposed 4":
            return graph.conv(image, channels, channels, 4, "ConvTranspose", strides=[2, 2], pads=[1] * 4)
        mode, places = enlarge.split()
        options = {"nearest_mode": "floor"} if places == "asymmetric" else {}
        scales = graph.array(np.array([1, 1, 2, 2], np.float32))
        return graph.node("Resize", image, "", scales, mode=mode, coordinate_transformation_mode=places, **options)

    joined = graph.node("Concat", doubled(deep, 6), fine, axis=1)
    deep = graph.node("Relu", graph.conv(joined, 12, 6))
    head = graph.conv(graph.node("Concat", doubled(deep, 6), graph.conv("image", 3, 2, 1), axis=1), 8, 2)
    return graph.save(path, graph.node("Softmax", head, axis=1), 2, size)


def differences(
    path: Path, halo: int = HALO, places: dict[str, Kept] = PLACES, size: tuple[int, int] = (224, 208)
) -> dict[str, float]:
    """The largest difference that crops make to what is kept, by place."""
    network = editable_network(str(path))
    assert network is not None
    cropped = crop_rims(network, halo)
    assert cropped is not None
    onnx.checker.check_model(onnx.load_from_string(cropped.model))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(cropped.model, options, providers=[CPU])
    plain = onnxruntime.InferenceSession(str(path), options, providers=[CPU])
    random = np.random.default_rng(1)
    given = {item.name: random.standard_normal((1, item.shape[1], *size), np.float32) for item in plain.get_inputs()}
    (whole,) = plain.run(None, given)
    found = {}
    for name, (rows, cols) in places.items():
        cropping = cropped.cropping(*size, (rows.start, rows.stop), (cols.start, cols.stop))
        assert cropping is not None
        (output,) = session.run(None, {**given, STARTS: cropping.starts, SIZES: cropping.sizes})
        if name == "inside":
            assert output.shape[2] * output.shape[3] < 0.5 * size[0] * size[1]
        found[name] = float(np.abs(output[..., cropping.kept[0], cropping.kept[1]] - whole[..., rows, cols]).max())
    return found


@pytest.mark.parametrize(
    "enlarge",
    [
        "nearest asymmetric",
        "nearest half_pixel",
        "linear half_pixel",
        "linear pytorch_half_pixel",
        "transposed",
        "transposed 4",
    ],
)
def test_what_is_kept_does_not_change(tmp_path: Path, enlarge: str) -> None:
    assert max(differences(u_net(tmp_path / "m.onnx", enlarge)).values()) < 1e-6


@pytest.mark.parametrize("middle", ["gate", "instance", "dilated"])
def test_maps_that_an_operator_sees_as_a_whole_are_whole(tmp_path: Path, middle: str) -> None:
    assert max(differences(u_net(tmp_path / "m.onnx", "nearest asymmetric", middle)).values()) < 1e-6


def test_a_network_of_one_size_is_cropped(tmp_path: Path) -> None:
    assert max(differences(u_net(tmp_path / "m.onnx", "linear half_pixel", size=(224, 208))).values()) < 1e-6


@pytest.mark.parametrize("name", ["buildings-siamese", "buildings-early-fusion", "landcover-aerial"])
def test_the_bundled_networks_are_cropped_exactly(name: str) -> None:
    places = {"inside": (slice(128, 176), slice(128, 176)), "corner": (slice(0, 160), slice(144, 304))}
    found = differences(ROOT / "models" / f"{name}.onnx", 128, places, (304, 304))
    assert max(found.values()) < 1e-6


def test_a_network_that_cannot_be_analysed_runs_whole(tmp_path: Path) -> None:
    path = u_net(tmp_path / "m.onnx", "nearest asymmetric", "transposed")
    assert crop_rims(editable_network(str(path)), HALO) is None
    network = OnnxRuntime().load(str(path), Target(NAME, CPU), 1, HALO)
    image = np.random.default_rng(0).standard_normal((1, 3, 160, 160), np.float32)
    assert network.run([image], (slice(64, 96), slice(64, 96))).shape == (1, 2, 160, 160)


def test_a_map_made_of_a_mean_is_not_taken_for_one_number(tmp_path: Path) -> None:
    path = u_net(tmp_path / "m.onnx", "nearest asymmetric", "pooled", (224, 208))
    assert crop_rims(editable_network(str(path)), HALO) is None


def test_small_halos_are_not_worth_crops(tmp_path: Path) -> None:
    assert crop_rims(editable_network(str(u_net(tmp_path / "m.onnx", "nearest asymmetric"))), 12) is None


def test_a_size_that_the_network_does_not_halve_is_left_whole(tmp_path: Path) -> None:
    cropped = crop_rims(editable_network(str(u_net(tmp_path / "m.onnx", "nearest asymmetric"))), HALO)
    assert cropped is not None
    assert cropped.cropping(222, 208, (64, 158), (64, 144)) is None


@pytest.mark.parametrize("place", ["inside", "top left", "any"])
def test_the_mean_of_mirror_images_is_that_of_whole_tiles(place: str) -> None:
    network = Network(load_model_file(str(ROOT / "models" / "buildings-siamese.onnx")), 1)
    random = np.random.default_rng(0)
    dates = [random.standard_normal((3, 304, 288), np.float32) for _ in range(2)]
    rows, cols = {"inside": (slice(128, 176), slice(128, 160)), "top left": (slice(0, 32), slice(0, 48))}.get(
        place, (slice(7, 90), slice(200, 201))
    )
    found = network.run_mirrored(dates, count=2, kept=(rows, cols))
    assert np.abs(found - network.run_mirrored(dates, count=2)[:, rows, cols]).max() < 1e-6
