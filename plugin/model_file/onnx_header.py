"""The header of an ONNX file, read without onnx or protobuf.

An ONNX file is a protocol-buffers message (onnx/onnx.proto, ``ModelProto``). Only what the plugin needs
is decoded; weights are skipped without being read, so that a header costs milliseconds.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO, Dict, Iterator, Optional, Tuple, Union

Dimension = Union[int, str, None]

# Field numbers of onnx.proto
_MODEL_IR_VERSION, _MODEL_GRAPH, _MODEL_OPSET_IMPORT, _MODEL_METADATA = 1, 7, 8, 14
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_OUTPUT = 1, 5, 11, 12
_NODE_OUTPUT, _NODE_OPERATOR = 2, 4
_TENSOR_NAME, _TENSOR_EXTERNAL_DATA = 8, 13
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR, _TENSOR_ELEMENT, _TENSOR_SHAPE, _SHAPE_DIM = 1, 1, 2, 1
_DIM_VALUE, _DIM_PARAM = 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class NotOnnx(ValueError):
    """The file is no ONNX model."""


@dataclass(frozen=True)
class Tensor:
    """An input or output: ``shape`` has an int for a fixed dimension, a name or ``None`` for a free one."""

    name: str
    element_type: int
    shape: Tuple[Dimension, ...]


@dataclass(frozen=True)
class OnnxHeader:
    """Header of an ONNX file.

    :param opset: version of the default operator set.
    :param external_data: the other files that hold weights.
    """

    ir_version: int
    opset: int
    inputs: Tuple[Tensor, ...]
    outputs: Tuple[Tensor, ...]
    metadata: Dict[str, str]
    external_data: Tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A step of the network. ``output``: name of its first result."""

    operator: str
    output: str


@dataclass(frozen=True)
class _Field:
    number: int
    wire_type: int
    value: int  # of a number; of bytes: their length
    start: int  # of bytes: their position


def read_onnx_header(path: Union[str, os.PathLike[str]]) -> OnnxHeader:
    """Read the header of the ONNX file ``path``.

    :raises NotOnnx: the file is no ONNX model or is cut short.
    :raises OSError: the file cannot be read.
    """
    with open(path, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size == 0:
            raise NotOnnx("the file is empty")
        ir_version, opset, graph, metadata = 0, 0, None, {}
        for item in _fields(stream, 0, size):
            if item.number == _MODEL_IR_VERSION and item.wire_type == _VARINT:
                ir_version = item.value
            elif item.number == _MODEL_GRAPH and item.wire_type == _BYTES:
                graph = item
            elif item.number == _MODEL_OPSET_IMPORT and item.wire_type == _BYTES:
                domain, version = "", 0
                for part in _fields(stream, item.start, item.start + item.value):
                    if part.number == 1 and part.wire_type == _BYTES:
                        domain = _text(stream, part)
                    elif part.number == 2 and part.wire_type == _VARINT:
                        version = part.value
                if domain in ("", "ai.onnx"):
                    opset = version
            elif item.number == _MODEL_METADATA and item.wire_type == _BYTES:
                pair = {part.number: part for part in _fields(stream, item.start, item.start + item.value)}
                if 1 in pair and 2 in pair:
                    metadata[_text(stream, pair[1])] = _text(stream, pair[2])
        if graph is None or ir_version <= 0:
            raise NotOnnx("it holds no network")
        return _graph(stream, graph, ir_version, opset, metadata)


def read_nodes(path: Union[str, os.PathLike[str]]) -> Tuple[Node, ...]:
    """Return the steps of the network in the ONNX file ``path``, in the order of computation.

    :raises NotOnnx: the file is no ONNX model or is cut short.
    :raises OSError: the file cannot be read.
    """
    found = []
    with open(path, "rb") as stream:
        for graph in _fields(stream, 0, os.fstat(stream.fileno()).st_size):
            if graph.number != _MODEL_GRAPH or graph.wire_type != _BYTES:
                continue
            for item in _fields(stream, graph.start, graph.start + graph.value):
                if item.number == _GRAPH_NODE and item.wire_type == _BYTES:
                    found.append(_node(stream, item))
    return tuple(found)


def _node(stream: BinaryIO, item: _Field) -> Node:
    operator, outputs = "", []
    for part in _fields(stream, item.start, item.start + item.value):
        if part.wire_type == _BYTES and part.number == _NODE_OPERATOR:
            operator = _text(stream, part)
        elif part.wire_type == _BYTES and part.number == _NODE_OUTPUT:
            outputs.append(_text(stream, part))
    return Node(operator, outputs[0] if outputs else "")


def _graph(stream: BinaryIO, graph: _Field, ir_version: int, opset: int, metadata: Dict[str, str]) -> OnnxHeader:
    initializers, external, inputs, outputs = set(), [], [], []
    for item in _fields(stream, graph.start, graph.start + graph.value):
        if item.wire_type != _BYTES:
            continue
        if item.number == _GRAPH_INITIALIZER:
            for part in _fields(stream, item.start, item.start + item.value):
                if part.number == _TENSOR_NAME and part.wire_type == _BYTES:
                    initializers.add(_text(stream, part))
                elif part.number == _TENSOR_EXTERNAL_DATA and part.wire_type == _BYTES:
                    pair = {entry.number: entry for entry in _fields(stream, part.start, part.start + part.value)}
                    if 1 in pair and 2 in pair and _text(stream, pair[1]) == "location":
                        external.append(_text(stream, pair[2]))
        elif item.number == _GRAPH_INPUT:
            inputs.append(_tensor(stream, item))
        elif item.number == _GRAPH_OUTPUT:
            outputs.append(_tensor(stream, item))
    return OnnxHeader(
        ir_version=ir_version,
        opset=opset,
        inputs=tuple(tensor for tensor in inputs if tensor.name not in initializers),
        outputs=tuple(outputs),
        metadata=metadata,
        external_data=tuple(dict.fromkeys(external)),
    )


def _tensor(stream: BinaryIO, item: _Field) -> Tensor:
    name, element, shape = "", 0, []
    for part in _fields(stream, item.start, item.start + item.value):
        if part.number == _VALUE_NAME and part.wire_type == _BYTES:
            name = _text(stream, part)
        elif part.number == _VALUE_TYPE and part.wire_type == _BYTES:
            for kind in _fields(stream, part.start, part.start + part.value):
                if kind.number != _TYPE_TENSOR or kind.wire_type != _BYTES:
                    continue
                for entry in _fields(stream, kind.start, kind.start + kind.value):
                    if entry.number == _TENSOR_ELEMENT and entry.wire_type == _VARINT:
                        element = entry.value
                    elif entry.number == _TENSOR_SHAPE and entry.wire_type == _BYTES:
                        shape = [
                            _dimension(stream, dim)
                            for dim in _fields(stream, entry.start, entry.start + entry.value)
                            if dim.number == _SHAPE_DIM and dim.wire_type == _BYTES
                        ]
    return Tensor(name, element, tuple(shape))


def _dimension(stream: BinaryIO, dim: _Field) -> Dimension:
    for part in _fields(stream, dim.start, dim.start + dim.value):
        if part.number == _DIM_VALUE and part.wire_type == _VARINT:
            return part.value if part.value > 0 else None
        if part.number == _DIM_PARAM and part.wire_type == _BYTES:
            return _text(stream, part)
    return None


def _text(stream: BinaryIO, item: _Field) -> str:
    stream.seek(item.start)
    try:
        return stream.read(item.value).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotOnnx("a text in it is not UTF-8") from error


def _fields(stream: BinaryIO, start: int, end: int) -> Iterator[_Field]:
    """Yield the fields of the message in bytes ``start`` to ``end``; values of bytes are not read."""
    position = start
    while position < end:
        stream.seek(position)
        head = stream.read(20)  # a tag and a number take at most ten bytes each
        tag, used = _varint(head, 0)
        number, wire_type = tag >> 3, tag & 7
        if number == 0:
            raise NotOnnx("it is not a protocol-buffers message")
        if wire_type == _VARINT:
            value, used = _varint(head, used)
            yield _Field(number, wire_type, value, 0)
            position += used
        elif wire_type == _BYTES:
            length, used = _varint(head, used)
            if position + used + length > end:
                raise NotOnnx("it is cut short")
            yield _Field(number, wire_type, length, position + used)
            position += used + length
        elif wire_type in (_FIXED32, _FIXED64):
            yield _Field(number, wire_type, 0, 0)
            position += used + (4 if wire_type == _FIXED32 else 8)
        else:
            raise NotOnnx("it is not a protocol-buffers message")
    if position != end:
        raise NotOnnx("it is cut short")


def _varint(data: bytes, offset: int) -> Tuple[int, int]:
    value, shift = 0, 0
    for index in range(offset, min(len(data), offset + 10)):
        value |= (data[index] & 0x7F) << shift
        if not data[index] & 0x80:
            return value, index + 1
        shift += 7
    raise NotOnnx("it is not a protocol-buffers message")


def external_data_outside(header: OnnxHeader, model: Union[str, os.PathLike[str]]) -> Optional[str]:
    """Return the first location of external weights that is not a file inside the model's folder, if any."""
    folder = os.path.realpath(os.path.dirname(os.path.abspath(model)))
    for location in header.external_data:
        try:
            target = os.path.realpath(os.path.join(folder, location))
            inside = os.path.commonpath([folder, target]) == folder
        except ValueError:  # another drive of Windows, or no name of a file at all
            return location
        if not inside or not os.path.isfile(target):
            return location
    return None
