"""A small network with a known answer, written byte by byte: QGIS's Python has no onnx."""

from __future__ import annotations

import json
import struct
from typing import Any, Optional

RGB = [
    {"name": "red", "wavelength_nm": 665},
    {"name": "green", "wavelength_nm": 560},
    {"name": "blue", "wavelength_nm": 490},
]


def specification(**changes: Any) -> dict[str, Any]:
    """Return a valid specification of :func:`difference_network`; probability 0.5 where the dates differ by 64 of 255."""
    return {
        "spec_version": 1,
        "id": "difference",
        "title": "Difference",
        "task": "change",
        "layout": "siamese",
        "bands": RGB,
        "gsd_m": {"min": 0.1, "best": 0.5, "max": 1.0},
        "normalisation": {"kind": "scale", "divisor": 255},
        "stride": 1,
        "halo": 0,
        "classes": [{"value": 1, "name": "change", "color": "#e31a1c"}],
        "output": {"kind": "probability"},
        "threshold": 0.5,
        "min_area_m2": 0,
        **changes,
    }


def difference_network(
    metadata: Optional[dict[str, str]] = None, inputs: int = 2, channels: int = 3, external: str = "", opset: int = 13
) -> bytes:
    """Sigmoid(40 (mean |a - b| - 64 / 255)) as an ONNX model.

    :param external: declared location of the weights, outside the file; ``""`` = in it.
    """
    names = ["before", "after"][:inputs]
    weights = [40.0 / channels] * channels
    data = [_field(9, struct.pack(f"<{channels}f", *weights))]
    if external:
        data = [_field(13, _pair("location", external)), _number(14, 1)]
    kernel = b"".join(_number(1, size) for size in (1, channels, 1, 1)) + _number(2, 1) + _field(8, b"w") + b"".join(data)
    bias = _number(1, 1) + _number(2, 1) + _field(8, b"b") + _field(9, struct.pack("<f", -40.0 * 64 / 255))
    nodes = [_node("Sub", [names[0], names[-1]], "d"), _node("Abs", ["d"], "m")]
    nodes += [_node("Conv", ["m", "w", "b"], "c"), _node("Sigmoid", ["c"], "change")]
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"difference")
    graph += _field(5, kernel) + _field(5, bias)
    graph += b"".join(_field(11, _tensor(name, channels)) for name in names) + _field(12, _tensor("change", 1))
    model = _number(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _number(2, opset))
    return model + b"".join(_field(14, _pair(key, value)) for key, value in (metadata or {}).items())


def model_bytes(network: Optional[dict[str, Any]] = None, **changes: Any) -> bytes:
    """Return a model with its specification; ``changes`` to the specification, ``network`` to the network."""
    return difference_network({"groundshift": json.dumps(specification(**changes))}, **(network or {}))


def cover_model_bytes() -> bytes:
    """A land-cover model whose class is the strongest band: water of red, wood of green, field of blue.

    Its logits are twice the bands, which lie in 0..1.
    """
    names = (("water", 2, "#1f78b4"), ("wood", 5, "#33a02c"), ("field", 9, "#ff7f00"))
    classes = [{"value": value, "name": name, "color": color} for name, value, color in names]
    document = specification(
        task="segmentation", layout="single", id="cover", title="Cover", classes=classes, output={"kind": "logit"}
    )
    graph = _field(1, _node("Add", ["image", "image"], "logits")) + _field(2, b"cover")
    graph += _field(11, _tensor("image", 3)) + _field(12, _tensor("logits", 3))
    model = _number(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _number(2, 13))
    return model + _field(14, _pair("groundshift", json.dumps(document)))


def _node(kind: str, inputs: list[str], output: str) -> bytes:
    return b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode()) + _field(4, kind.encode())


def _tensor(name: str, channels: int) -> bytes:
    dimensions = [_field(2, b"n"), _number(1, channels), _field(2, b"h"), _field(2, b"w")]
    shape = b"".join(_field(1, dimension) for dimension in dimensions)
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, 1) + _field(2, shape)))


def _pair(key: str, value: str) -> bytes:
    return _field(1, key.encode()) + _field(2, value.encode())


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
