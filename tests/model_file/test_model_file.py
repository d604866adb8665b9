"""The standard-library reader sees in ONNX files what onnx sees, and specifications are checked."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import onnx
import pytest

from groundshift.plugin.engine.activation.layers import choose_layer, list_layers
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.model_file import load
from groundshift.plugin.model_file.importing import specification_of
from groundshift.plugin.model_file.layer_names import layers_to_choose
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.onnx_header import (
    NotOnnx,
    OnnxHeader,
    external_data_outside,
    read_nodes,
    read_onnx_header,
)
from groundshift.plugin.model_file.spec import InvalidSpec, parse_spec
from groundshift.tests.helpers.onnx_models import difference_model, spec


@pytest.mark.parametrize("layout", ["early_fusion", "siamese", "stacked"])
@pytest.mark.parametrize("size", [None, 256])
def test_header_agrees_with_onnx(tmp_path: Path, layout: str, size: int | None) -> None:
    path = difference_model(tmp_path / "m.onnx", layout, size=size)
    model = onnx.load(str(path))
    header = read_onnx_header(path)
    assert header.ir_version == model.ir_version
    assert header.opset == model.opset_import[0].version
    assert [item.name for item in header.inputs] == [item.name for item in model.graph.input]
    for tensor, value in zip(header.inputs, model.graph.input):
        assert tensor.element_type == value.type.tensor_type.elem_type
        shape = [dim.dim_value if dim.HasField("dim_value") else dim.dim_param for dim in value.type.tensor_type.shape.dim]
        assert list(tensor.shape) == shape
    assert header.metadata == {item.key: item.value for item in model.metadata_props}
    assert header.outputs[0].name == "probability"


def test_headers_are_read_once_while_a_file_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of models are made anew at every turn of the window, and headers have thousands of fields."""
    path = difference_model(tmp_path / "m.onnx", document=spec(threshold=0.3))
    os.utime(path, ns=(10**18, 10**18))
    reads: list[str] = []
    monkeypatch.setattr(load, "read_onnx_header", lambda path: (reads.append(path), read_onnx_header(path))[1])
    assert [load_model_file(str(path)).spec.threshold for _ in range(3)] == [0.3] * 3
    assert len(reads) == 1
    difference_model(path, document=spec(threshold=0.4))
    assert load_model_file(str(path)).spec.threshold == 0.4
    difference_model(path, document=spec(threshold=0.5))  # at once: the file system's clock may not have moved on
    assert load_model_file(str(path)).spec.threshold == 0.5


def test_layers_to_choose_are_layers_of_the_network() -> None:
    path = str(Path(__file__).resolve().parents[2] / "models" / "buildings-siamese.onnx")
    nodes = read_nodes(path)
    assert [(node.operator, node.output) for node in nodes] == [
        (node.op_type, node.output[0]) for node in onnx.load(path).graph.node
    ]
    names = layers_to_choose(path)
    assert len(names) > 20
    known = list_layers(load_model_file(path))
    assert {layer.name for layer in known} >= set(names[:20])
    assert choose_layer(known, names[3]).name == names[3]


def test_any_cut_or_damage_is_no_crash(tmp_path: Path) -> None:
    data = difference_model(tmp_path / "m.onnx").read_bytes()
    bad = tmp_path / "bad.onnx"
    for length in range(0, len(data), 13):
        bad.write_bytes(data[:length])
        with pytest.raises(NotOnnx):
            read_onnx_header(bad)
    for position in range(0, len(data), 7):
        bad.write_bytes(data[:position] + b"\xff\xff" + data[position + 2 :])
        try:
            read_onnx_header(bad)
        except NotOnnx:
            continue


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"spec_version": 2}, "spec_version"),
        ({"layout": "late"}, "layout"),
        ({"bands": []}, "bands"),
        ({"gsd_m": {"min": 1, "best": 0.5, "max": 2}}, "gsd_m"),
        ({"gsd_m": {"min": 1, "best": 2}}, "max"),
        ({"threshold": 1.5}, "threshold"),
        ({"threshold": True}, "threshold"),
        ({"stride": 0}, "stride"),
        ({"halo": 1.5}, "halo"),
        ({"classes": [{"value": 255, "name": "x"}]}, "254"),
        ({"classes": [{"value": 1, "name": "x"}, {"value": 1, "name": "y"}]}, "same value"),
        ({"classes": [{"value": 1, "name": "x", "color": 'red" onload='}]}, "colour"),
        ({"classes": [{"value": 1, "name": "x", "direction": "up"}]}, "direction"),
        ({"normalisation": {"kind": "fixed", "mean": [1], "std": [1]}}, "each band"),
        ({"normalisation": {"kind": "fixed", "mean": [1, 1, 1], "std": [1, 0, 1]}}, "positive"),
        ({"output": {"kind": "distance"}}, "kind"),
        ({"task": "weather"}, "task"),
        ({"stride": float("nan")}, "stride"),
        ({"halo": float("inf")}, "halo"),
        ({"halo": 10**400}, "halo"),
        ({"min_area_m2": float("nan")}, "min_area_m2"),
        ({"normalisation": {"kind": "fixed", "mean": [1, 1, 1], "std": [1, 1, float("nan")]}}, "std"),
    ],
)
def test_a_broken_specification_says_where(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidSpec, match=reason):
        parse_spec({**spec(), **change})


def test_unknown_keys_are_kept() -> None:
    assert parse_spec({**spec(), "mine": {"a": 1}}).document["mine"] == {"a": 1}


def deepness(path: Path, layout: str, **metadata: Any) -> Path:
    """A model as made for Deepness."""
    model = onnx.load(str(difference_model(path, layout, size=512)))
    del model.metadata_props[:]
    values = {"model_type": "Segmentor", "resolution": 50, "class_names": {0: "background", 1: "building"}, "tiles_overlap": 20}
    for key, value in {**values, **metadata}.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value)
    onnx.save(model, str(path))
    return path


@pytest.mark.parametrize("layout", ["early_fusion", "siamese"])
def test_deepness_models_load_as_they_are(tmp_path: Path, layout: str) -> None:
    model = load_model_file(str(deepness(tmp_path / "d.onnx", layout, seg_thresh=0.4, seg_small_segment=7)))
    assert model.spec.layout == layout
    assert model.spec.gsd_m.best == 0.5
    assert model.spec.threshold == 0.4
    assert model.spec.normalisation.kind == "scale"
    assert [item.name for item in model.spec.classes] == ["building"]
    assert model.spec.halo == 51


def test_deepness_standardisation(tmp_path: Path) -> None:
    numbers = {"standardization_mean": [0.4, 0.5, 0.6], "standardization_std": [0.2, 0.2, 0.1]}
    model = load_model_file(str(deepness(tmp_path / "d.onnx", "siamese", **numbers)))
    assert model.spec.normalisation.mean == (0.4, 0.5, 0.6)
    assert model.spec.normalisation.std == (0.2, 0.2, 0.1)


@pytest.mark.parametrize(
    "metadata",
    [
        {"resolution": "fine"},
        {"resolution": [50]},
        {"resolution": float("inf")},
        {"class_names": {"building": 1}},
        {"tiles_overlap": "much"},
        {"seg_thresh": [0.5]},
        {"standardization_mean": ["a", "b", "c"], "standardization_std": [1, 1, 1]},
    ],
)
def test_broken_deepness_metadata_is_told(tmp_path: Path, metadata: dict[str, Any]) -> None:
    path = deepness(tmp_path / "d.onnx", "siamese", **metadata)
    with pytest.raises(JobFailure) as caught:
        load_model_file(str(path))
    assert caught.value.code == "model_spec_invalid"
    with pytest.raises(JobFailure) as caught:
        specification_of(str(path), "")
    assert caught.value.code == "model_spec_invalid"


@pytest.mark.parametrize("location", ["a\0b", "../outside.bin", "/etc/passwd", ""])
def test_weights_that_are_nowhere_are_told(tmp_path: Path, location: str) -> None:
    header = OnnxHeader(8, 17, (), (), {}, (location,))
    assert external_data_outside(header, tmp_path / "m.onnx") == location


def test_a_bare_model_and_a_detector_ask_for_an_import(tmp_path: Path) -> None:
    for path in (deepness(tmp_path / "d.onnx", "siamese", model_type="Detector"),):
        with pytest.raises(JobFailure) as caught:
            load_model_file(str(path))
        assert caught.value.code == "model_without_spec"
