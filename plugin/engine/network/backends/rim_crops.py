"""Leave out the rims of a tile in those layers of an ONNX network that do not need them.

A tile is predicted with a halo because the coarse layers of a network see far. The fine layers of a decoder, the most expensive
ones, need only a few pixels around the part of the output that is kept. The rims that each layer needs are found backwards from
the output, and crops are inserted where a map has more. What is kept of the output depends on none of the pixels left out, so
it does not change.

The inputs of an operator that sees the whole tile are left whole; a network with an unknown operator between its maps is left
as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from .backend import Kept
from .rewriting import BY_CHANNEL, ELEMENTWISE, Constants

STARTS, SIZES = "groundshift_crop_starts", "groundshift_crop_sizes"  # int64 (crops, 2): first row and column; rows and columns

_WORTH = 128  # pixels of the input that a crop takes from a height or width; less is not worth the copy of the map
_WORTH_ENLARGED = 8  # where the map is enlarged next
_ALL = 2**40  # rim of an operator that sees the whole tile

# Operators that make no map of a tensor without height and width
_OF_TILE = {
    *ELEMENTWISE,
    *BY_CHANNEL,
    "Conv",
    "Gemm",
    "MatMul",
    "Flatten",
    "Reshape",
    "Squeeze",
    "Unsqueeze",
    "Softmax",
    "Concat",
}
_REDUCING = ("ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum")

_Scale = tuple[Fraction, Fraction]  # height and width of a map for a pixel of the input
Rim = tuple[int, int]  # pixels before and after the part that is kept, at a map's own scale


@dataclass(frozen=True)
class _Step:
    """What an operator does along an axis.

    :param up, down: pixels of the output for so many of the input.
    :param before: the rim of the input that a rim of the output needs.
    """

    up: int = 1
    down: int = 1
    before: Callable[[int, int], Rim] = lambda first, last: (first, last)


_SAME = (_Step(), _Step())
_Steps = tuple[_Step, _Step]
_Rims = tuple[Rim, Rim]


@dataclass(frozen=True)
class _Layer:
    """A node whose inputs and outputs are maps.

    :param worth: pixels of the input that a crop before it has to save.
    :param rims: to which its inputs are cropped; ``None`` = to what they have in common.
    :param crops: numbers of the crops, by input.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    steps: _Steps
    worth: int = _WORTH
    rims: Optional[_Rims] = None
    crops: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Cropping:
    """Where the crops of a tile begin, and how large they are.

    :param starts, sizes: int64 (crops, 2), for the inputs :data:`STARTS` and :data:`SIZES`.
    :param kept: rows and columns of the network's output.
    """

    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    kept: Kept


class CroppedNetwork:
    """A network with crops.

    :ivar model: the ONNX network; after its own inputs it takes :data:`STARTS` and :data:`SIZES`.
    """

    def __init__(self, model: bytes, layers: Sequence[_Layer], maps: Mapping[str, _Scale], output: str) -> None:
        self.model = model
        self._layers, self._maps, self._output = layers, maps, output
        self._crops = 1 + max(number for layer in layers for number in layer.crops.values())
        aligned = [_alignments(layers, axis) for axis in (0, 1)]
        self._units = [
            math.lcm(*((scale[axis] / aligned[axis].get(name, 1)).denominator for name, scale in maps.items()))
            for axis in (0, 1)
        ]
        self.cropping = lru_cache(maxsize=64)(self._cropping)

    def _cropping(self, height: int, width: int, rows: tuple[int, int], cols: tuple[int, int]) -> Optional[Cropping]:
        """Return the crops for a tile, so that rows and columns of its output are right.

        Their sizes depend on the size of what is kept, and hardly on its place.

        :param rows, cols: first, and one after the last.
        :return: ``None`` for a size of tile that the network does not halve evenly.
        """
        if height % self._units[0] or width % self._units[1]:
            return None
        starts, sizes = np.zeros((2, self._crops, 2), np.int64)
        found = []
        for axis, (length, (first, last)) in enumerate(zip((height, width), (rows, cols))):
            unit = self._units[axis]
            kept = first // unit * unit, min(length, math.ceil(last / unit) * unit)
            places = {name: (0, int(length * scale[axis])) for name, scale in self._maps.items()}
            for layer in self._layers:
                seen = max(places[name][0] for name in layer.inputs), min(places[name][1] for name in layer.inputs)
                if layer.rims is not None:
                    scale = self._maps[layer.inputs[0]][axis]
                    before, after = layer.rims[axis]
                    size = min(int((kept[1] - kept[0]) * scale) + before + after, seen[1] - seen[0])
                    start = min(max(int(kept[0] * scale) - before, seen[0]), seen[1] - size)
                    seen = start, start + size
                for name, number in layer.crops.items():
                    starts[number, axis], sizes[number, axis] = seen[0] - places[name][0], seen[1] - seen[0]
                step = layer.steps[axis]
                for name in layer.outputs:
                    places[name] = seen[0] * step.up // step.down, seen[1] * step.up // step.down
            begin = places[self._output][0]
            found.append(slice(first - begin, last - begin))
        return Cropping(starts, sizes, (found[0], found[1]))


def crop_rims(model: Any, halo: int) -> Optional[CroppedNetwork]:
    """Insert crops into a network.

    :param model: see :func:`.rewriting.editable_network`; it is changed.
    :param halo: of its tiles, in pixels.
    :return: ``None`` where no crop is worth its time, or the network cannot be analysed.
    """
    if 2 * halo < _WORTH or not model.graph.output:
        return None
    found = _Maps(model)
    output = model.graph.output[0].name
    if not found.complete or found.scales.get(output) != (1, 1):
        return None
    layers = _with_crops(found, _needed_rims(found, output), halo)
    if not any(layer.crops for layer in layers.values()):
        return None
    _insert(model, layers)
    for item in model.graph.output:  # declared for tiles of one size, perhaps
        del item.type.tensor_type.shape.dim[2:]
        item.type.tensor_type.shape.dim.extend([onnx.TensorShapeProto.Dimension()] * 2)
    del model.graph.value_info[:]
    return CroppedNetwork(model.SerializeToString(), list(layers.values()), found.scales, output)


class _Maps:
    """The maps of a network: tensors (batch, channels, height, width) that grow with the tile.

    :ivar scales: their height and width for a pixel of the input, by name.
    :ivar layers: nodes from maps to maps, by number.
    :ivar opaque: names of the maps of which an operator sees all.
    :ivar complete: whether nothing is unknown that matters.
    """

    def __init__(self, model: Any) -> None:
        self.scales: dict[str, _Scale] = {}
        self.layers: dict[int, _Layer] = {}
        self.opaque: set[str] = set()
        self.complete = True
        graph, constants = model.graph, Constants(model)
        of_tile: set[str] = set()  # tensors of height and width 1
        unknown: set[str] = set()
        names = {item.name for item in graph.initializer}
        for item in graph.input:
            if item.name not in names:
                if len(item.type.tensor_type.shape.dim) == 4:
                    self.scales[item.name] = (Fraction(1), Fraction(1))
                else:
                    unknown.add(item.name)
        for number, node in enumerate(graph.node):
            if node.output[0] in constants.names:
                continue
            inputs = tuple(dict.fromkeys(name for name in node.input if name in self.scales))
            others = [name for name in node.input if name and name not in self.scales]
            if not inputs:
                small = node.op_type in _OF_TILE and all(name in of_tile or name in constants.names for name in others)
                (of_tile if small else unknown).update(node.output)
                continue
            scales = {self.scales[name] for name in inputs}
            steps = _steps(node, constants) if len(scales) == 1 else None
            if steps is None:
                # The shape of a map is taken for its batch or channels; what has a size that depends on another one is unknown.
                pooled = _pools_tile(node, constants)
                self.opaque.update(inputs if node.op_type != "Shape" else ())
                (of_tile if pooled else unknown).update(node.output)
                self.complete &= pooled or node.op_type == "Shape"
                continue
            if node.op_type in ELEMENTWISE or node.op_type == "Concat":
                joined = node.op_type == "Concat"
                self.complete &= all(not joined and (name in of_tile or constants.flat(name)) for name in others)
            scale = scales.pop()
            after = (scale[0] * steps[0].up / steps[0].down, scale[1] * steps[1].up / steps[1].down)
            self.scales.update((name, after) for name in node.output if name)
            self.layers[number] = _Layer(inputs, tuple(name for name in node.output if name), steps, _worth(node, inputs))


def _needed_rims(maps: _Maps, output: str) -> dict[str, _Rims]:
    """The rim that is needed of each map around what is kept of the output."""
    needed: dict[str, _Rims] = dict.fromkeys(maps.opaque, ((_ALL, _ALL), (_ALL, _ALL)))
    needed[output] = _wider(needed.get(output), ((0, 0), (0, 0)))
    for layer in reversed(maps.layers.values()):
        rims = _before(layer, needed)
        if rims is not None:
            for name in layer.inputs:
                needed[name] = _wider(needed.get(name), rims)
    return needed


def _before(layer: _Layer, needed: Mapping[str, _Rims]) -> Optional[_Rims]:
    """The rims that a layer needs of its inputs; ``None`` where its outputs are not used."""
    rims: Optional[_Rims] = None
    for name in layer.outputs:
        if name in needed:
            rims = _wider(rims, needed[name])
    if rims is None:
        return None
    first, second = (tuple(min(max(side, 0), _ALL) for side in step.before(*rim)) for step, rim in zip(layer.steps, rims))
    return first, second  # type: ignore[return-value]


def _wider(one: Optional[_Rims], other: _Rims) -> _Rims:
    if one is None:
        return other
    first, second = ((max(a[0], b[0]), max(a[1], b[1])) for a, b in zip(one, other))
    return first, second


def _narrower(one: _Rims, other: _Rims) -> _Rims:
    first, second = ((min(a[0], b[0]), min(a[1], b[1])) for a, b in zip(one, other))
    return first, second


def _alignments(layers: Sequence[_Layer], axis: int) -> dict[str, int]:
    """What the places of maps have to be multiples of along an axis, so that the strides after them begin where they did."""
    found: dict[str, int] = {}
    for layer in reversed(layers):
        for name in layer.inputs:
            found[name] = math.lcm(found.get(name, 1), _alignment(layer, axis, found))
    return found


def _alignment(layer: _Layer, axis: int, after: Mapping[str, int]) -> int:
    """What the place of a layer's inputs has to be a multiple of."""
    step = layer.steps[axis]
    multiple = math.lcm(*(after.get(name, 1) for name in layer.outputs)) * step.down
    return multiple // math.gcd(multiple, step.up)


def _with_crops(maps: _Maps, needed: Mapping[str, _Rims], halo: int) -> dict[int, _Layer]:
    """The layers, with crops where a map has a wider rim than is needed, and where the inputs of a layer differ."""
    aligned = [_alignments(list(maps.layers.values()), axis) for axis in (0, 1)]
    present: dict[str, _Rims] = {}
    numbers: dict[tuple[str, _Rims], int] = {}
    layers = {}
    for index, layer in maps.layers.items():
        scale = maps.scales[layer.inputs[0]]
        whole = ((math.floor(halo * scale[0]),) * 2, (math.floor(halo * scale[1]),) * 2)
        common = whole
        for name in layer.inputs:
            common = _narrower(common, present.setdefault(name, whole))
        rims = None
        wanted = _before(layer, needed)
        if wanted is not None:
            least: list[Rim] = []
            for axis in (0, 1):
                multiple = _alignment(layer, axis, aligned[axis])
                first, last = (math.ceil(side / multiple) * multiple for side in wanted[axis])
                least.append((min(first, common[axis][0]), min(last, common[axis][1])))
            saved = max((sum(common[axis]) - sum(least[axis])) / scale[axis] for axis in (0, 1))
            if saved >= layer.worth:
                rims = common = least[0], least[1]
        crops = {name: numbers.setdefault((name, common), len(numbers)) for name in layer.inputs if present[name] != common}
        layers[index] = _Layer(layer.inputs, layer.outputs, layer.steps, layer.worth, rims, crops)
        after = tuple((rim[0] * step.up // step.down, rim[1] * step.up // step.down) for rim, step in zip(common, layer.steps))
        present.update((name, after) for name in layer.outputs)  # type: ignore[misc]
    return layers


def _insert(model: Any, layers: Mapping[int, _Layer]) -> None:
    """Insert the crops as nodes, and the inputs that place them."""
    graph = model.graph
    nodes: list[Any] = []
    done: set[int] = set()
    axes = _constant(graph, "axes", [2, 3])
    same = _constant(graph, "same", [0, 0])
    for name in (STARTS, SIZES):
        graph.input.append(helper.make_tensor_value_info(name, onnx.TensorProto.INT64, [None, 2]))
    for index, node in enumerate(graph.node):
        for name, number in layers[index].crops.items() if index in layers else ():
            cropped = f"groundshift_crop_{number}"
            if number not in done:
                done.add(number)
                nodes += _crop(name, cropped, _constant(graph, f"crop_{number}_number", number), axes, same)
            for place, other in enumerate(node.input):
                if other == name:
                    node.input[place] = cropped
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def _crop(name: str, cropped: str, number: str, axes: str, same: str) -> Iterator[Any]:
    """The nodes of a crop. Its size is set apart from its place: what follows has a known size where only the place varies."""
    starts, sizes, ends, shape = (f"{cropped}_{part}" for part in ("starts", "sizes", "ends", "shape"))
    yield helper.make_node("Gather", [STARTS, number], [starts], axis=0)
    yield helper.make_node("Gather", [SIZES, number], [sizes], axis=0)
    yield helper.make_node("Add", [starts, sizes], [ends])
    yield helper.make_node("Slice", [name, starts, ends, axes], [f"{cropped}_part"])
    yield helper.make_node("Concat", [same, sizes], [shape], axis=0)
    yield helper.make_node("Reshape", [f"{cropped}_part", shape], [cropped])


def _constant(graph: Any, name: str, value: Any) -> str:
    graph.initializer.append(numpy_helper.from_array(np.array(value, np.int64), f"groundshift_{name}"))
    return f"groundshift_{name}"


def _steps(node: Any, constants: Constants) -> Optional[_Steps]:
    """What a node does along both axes; ``None`` where it is not known to be the same for all pixels."""
    values = {item.name: helper.get_attribute_value(item) for item in node.attribute}
    kind = node.op_type
    if node.domain not in ("", "ai.onnx"):
        return None
    if kind in ELEMENTWISE or kind in BY_CHANNEL:
        return _SAME
    if kind == "InstanceNormalization":
        return (_Step(before=lambda first, last: (_ALL, _ALL)),) * 2
    if kind in ("Concat", "Split", "Softmax", "LogSoftmax"):
        axis = values.get("axis", -1 if "Softmax" in kind else 0)
        return _SAME if axis % 4 < 2 else None
    if kind == "Slice" or kind in _REDUCING:
        axes = _axes(node, values, constants)
        return _SAME if axes is not None and all(axis % 4 < 2 for axis in axes) and values.get("keepdims", 1) else None
    if kind == "Pad":
        pads = constants.value(node.input[1])
        whole = len(node.input) < 4 and pads is not None and len(pads) == 8 and not pads[[2, 3, 6, 7]].any()
        return _SAME if whole else None
    if kind in ("DepthToSpace", "SpaceToDepth"):
        size = values["blocksize"]
        return (_enlarged(size) if kind == "DepthToSpace" else _convolved(size, size, 0, 0),) * 2  # type: ignore[return-value]
    if kind == "Resize":
        return _resized(node, values, constants)
    if kind in ("Conv", "ConvTranspose", "MaxPool", "AveragePool"):
        return _windowed(node, values, constants)
    return None


def _worth(node: Any, maps: Sequence[str]) -> int:
    """Pixels of the input that a crop before a node has to save."""
    if len(maps) == 1 and (node.op_type in ELEMENTWISE or node.op_type in BY_CHANNEL):
        return _ALL  # backends join it with the convolution before it, which a crop between them would prevent
    return _WORTH_ENLARGED if node.op_type in ("Resize", "ConvTranspose") else _WORTH


def _axes(node: Any, values: Mapping[str, Any], constants: Constants) -> Optional[list[int]]:
    """The axes of a slice or a reduction; ``None`` where they are not constant."""
    place = 3 if node.op_type == "Slice" else 1
    if "axes" in values:
        return list(values["axes"])
    if len(node.input) <= place or not node.input[place]:
        return list(range(4)) if node.op_type != "Slice" else None
    axes = constants.value(node.input[place])
    return None if axes is None else [int(axis) for axis in axes]


def _pools_tile(node: Any, constants: Constants) -> bool:
    """Whether a node makes one pixel of a map."""
    values = {item.name: helper.get_attribute_value(item) for item in node.attribute}
    if node.op_type in _REDUCING and values.get("keepdims", 1):
        axes = _axes(node, values, constants)
        return axes is not None and {2, 3} <= {axis % 4 for axis in axes}
    return node.op_type in ("GlobalAveragePool", "GlobalMaxPool")


def _resized(node: Any, values: Mapping[str, Any], constants: Constants) -> Optional[_Steps]:
    """A map enlarged by whole numbers."""
    mode = values.get("mode", b"nearest")
    places = values.get("coordinate_transformation_mode", b"half_pixel")
    scales = constants.value(node.input[2]) if len(node.input) == 3 and node.input[2] else None
    known = mode in (b"nearest", b"linear") and places in (b"half_pixel", b"pytorch_half_pixel", b"asymmetric")
    if scales is None or len(scales) != 4 or not known or (scales[:2] != 1).any() or (scales % 1).any() or (scales < 1).any():
        return None
    rounding = values.get("nearest_mode", b"round_prefer_floor")
    # Repeats each pixel; other roundings and interpolation see one pixel more.
    repeats = mode == b"nearest" and (places == b"asymmetric") == (rounding == b"floor") and rounding != b"ceil"
    height, width = (int(scale) for scale in scales[2:])
    return _enlarged(height, not repeats), _enlarged(width, not repeats)


def _enlarged(size: int, more: int = 0) -> _Step:
    """:param more: pixels that are seen beside the nearest one."""
    return _Step(size, 1, lambda first, last: (-(-first // size) + more, -(-last // size) + more))


def _windowed(node: Any, values: Mapping[str, Any], constants: Constants) -> Optional[_Steps]:
    """A convolution or a pooling whose output has the size of its input, divided or multiplied by the stride."""
    kernel = values.get("kernel_shape")
    if kernel is None:
        weights = constants.value(node.input[1])
        kernel = [] if weights is None else list(weights.shape[2:])
    ordinary = values.get("auto_pad", b"NOTSET") == b"NOTSET" and not values.get("ceil_mode") and "output_shape" not in values
    if len(kernel) != 2 or not ordinary or len(node.output) != 1:
        return None
    strides, dilations = values.get("strides", [1, 1]), values.get("dilations", [1, 1])
    pads, more = values.get("pads", [0] * 4), values.get("output_padding", [0, 0])
    steps = []
    for axis in (0, 1):
        stride, seen = strides[axis], (kernel[axis] - 1) * dilations[axis] + 1
        if node.op_type == "ConvTranspose":
            step = _transposed(stride, seen, pads[axis], pads[axis + 2], more[axis])
        else:
            step = _convolved(stride, seen, pads[axis], pads[axis + 2])
        if step is None:
            return None
        steps.append(step)
    return steps[0], steps[1]


def _convolved(stride: int, seen: int, before: int, after: int) -> Optional[_Step]:
    """:param seen: pixels from the first to the last that a pixel of the output sees. :param before, after: padding."""
    if not 0 < seen - before - after <= stride:
        return None
    return _Step(1, stride, lambda first, last: (first * stride + before, (last - 1) * stride - before + seen))


def _transposed(stride: int, seen: int, before: int, after: int, more: int) -> Optional[_Step]:
    if seen - before - after + more != stride:
        return None
    return _Step(stride, 1, lambda first, last: ((first - before + seen - 1) // stride, (last - 1 + before) // stride + 1))
