"""8-bit twins: smaller, nearly the same, with the specification kept, and compared honestly."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.quantization.quantize import quantize_model
from groundshift.plugin.jobs.evaluation import QuantizeModelJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file.load import load_model_file
from groundshift.tests.helpers.onnx_models import spec
from groundshift.tests.helpers.rasters import changed, texture, write_raster

from .test_evaluation import write_chips

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("quick_comparison"),
    pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning", "ignore::UserWarning"),
]


def conv_model(path: Path, layout: str = "early_fusion", opset: int = 17, size: int | None = None) -> Path:
    """Three convolutions that find brighter and darker ground; wide enough for eight bits to make the file smaller."""
    rng = np.random.default_rng(3)
    wide = 48
    first = np.zeros((wide, 6, 3, 3), np.float32)
    first[0, :3, 1, 1], first[0, 3:, 1, 1] = -1 / 3, 1 / 3
    first[1] = -first[0]
    first[2:] = rng.normal(0, 0.05, (wide - 2, 6, 3, 3))
    second = rng.normal(0, 0.001, (wide, wide, 3, 3)).astype(np.float32)
    second[0, 0, 1, 1] = second[1, 1, 1, 1] = 1
    last = np.zeros((1, wide, 1, 1), np.float32)
    last[0, :2] = 40
    side: Any = (size, size) if size else ("h", "w")
    names = ["dates"] if layout == "early_fusion" else ["before", "after"]
    nodes = [] if layout == "early_fusion" else [helper.make_node("Concat", names, ["dates"], name="join", axis=1)]
    nodes += [
        helper.make_node("Conv", ["dates", "w1"], ["c1"], name="one", pads=[1] * 4),
        helper.make_node("Relu", ["c1"], ["r1"], name="relu1"),
        helper.make_node("Conv", ["r1", "w2"], ["c2"], name="two", pads=[1] * 4),
        helper.make_node("Relu", ["c2"], ["r2"], name="relu2"),
        helper.make_node("Conv", ["r2", "w3", "b3"], ["c3"], name="three"),
        helper.make_node("Sigmoid", ["c3"], ["probability"], name="sigmoid"),
    ]
    initial = {"w1": first, "w2": second, "w3": last, "b3": np.array([-10.0], np.float32)}
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 6 // len(names), *side]) for name in names]
    graph = helper.make_graph(
        nodes,
        "convolutions",
        inputs,
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [1, 1, *side])],
        [numpy_helper.from_array(values, name) for name, values in initial.items()],
    )
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    document = {**spec(layout), "id": "convolutions", "halo": 2, "note": "kept", "accuracy": [{"place": "x", "f1": 0.5}]}
    entry = network.metadata_props.add()
    entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(network, str(path))
    return path


def quantized(folder: Path, **changes: Any) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Run the job on ``model.onnx`` of a folder; its values, the measures and the log."""
    events: list[Event] = []
    outputs = {"quantized": "twin.onnx", "report": "r.html", "measures": "m.json"}
    job = QuantizeModelJob(
        model=str(folder / "model.onnx"),
        scratch=str(folder / "scratch-1"),
        **{name: str(folder / path) for name, path in outputs.items()},
    )
    values = quantize_model(replace(job, **changes), JobContext(events.append))
    said = "\n".join(render_log(event.code, event.values) for event in events if isinstance(event, Log))
    return values, json.loads((folder / "m.json").read_text(encoding="utf-8")), said


@pytest.fixture
def quantize(tmp_path: Path) -> Any:
    return partial(quantized, tmp_path)


class Made(NamedTuple):
    folder: Path
    values: dict[str, Any]
    measures: dict[str, Any]
    log: str


@pytest.fixture(scope="module", params=["early_fusion", "siamese"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, quick_comparison: None) -> Made:
    """A model, chips, and the twin that was made with them."""
    folder = tmp_path_factory.mktemp("made")
    conv_model(folder / "model.onnx", request.param)
    write_chips(folder / "chips")
    return Made(folder, *quantized(folder, chips=(str(folder / "chips"),), calibration_chips=3))


def test_the_twin_is_smaller_and_finds_the_same(made: Made) -> None:
    values, measures = made.values, made.measures
    model, twin = measures["models"]
    assert (model["id"], twin["id"]) == ("convolutions", "convolutions-int8")
    assert twin["megabytes"] < 0.6 * model["megabytes"]
    assert values["SIZE_RATIO"] == pytest.approx(model["megabytes"] / twin["megabytes"])
    assert model["f1"] > 0.9
    assert abs(values["F1_LOST"]) < 0.02
    assert values["F1_LOST"] == pytest.approx(model["f1"] - twin["f1"])
    assert measures["agreement"]["largest_difference"] > 0
    assert measures["agreement"]["unlike_share"] < 0.02
    assert measures["calibrated_with"] == 3
    assert measures["compared_on"] == 4
    assert "calibrated with 3 images" in made.log
    page = (made.folder / "r.html").read_text(encoding="utf-8")
    assert "convolutions-int8" in page
    assert {item.name for item in made.folder.iterdir()} == {"model.onnx", "chips", "twin.onnx", "r.html", "m.json"}


def test_the_specification_is_kept(made: Made) -> None:
    before, after = (load_model_file(str(made.folder / name)).spec for name in ("model.onnx", "twin.onnx"))
    assert (after.bands, after.gsd_m, after.halo, after.stride) == (before.bands, before.gsd_m, before.halo, before.stride)
    assert after.document["note"] == "kept"
    assert after.document["quantization"]["of"] == "convolutions"
    assert "accuracy" not in after.document
    kinds = {node.op_type for node in onnx.load(str(made.folder / "twin.onnx")).graph.node}
    assert {"QuantizeLinear", "DequantizeLinear"} <= kinds


def test_a_pair_will_do_where_there_are_no_chips(quantize: Any, tmp_path: Path) -> None:
    conv_model(tmp_path / "model.onnx")
    before = texture(300, 280, 1)
    sources = {
        "before": RasterSource("BEFORE", "b", str(write_raster(tmp_path / "b.tif", before))),
        "after": RasterSource("AFTER", "a", str(write_raster(tmp_path / "a.tif", changed(before, [(40, 40, 60, 60)])))),
    }
    values, measures, _ = quantize(**sources)
    assert "F1_LOST" not in values
    assert measures["compared_on"] is None
    assert measures["agreement"]["pixels"] == 300 * 280
    assert measures["agreement"]["unlike_share"] < 0.01


def test_fixed_sides_and_old_operator_sets(quantize: Any, tmp_path: Path) -> None:
    conv_model(tmp_path / "model.onnx", opset=11, size=64)
    write_chips(tmp_path / "chips")
    values, _, _ = quantize(chips=(str(tmp_path / "chips"),), calibration_chips=2)
    assert abs(values["F1_LOST"]) < 0.02


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chips": ()}, "calibration_inputs"),
        ({"chips": ("/nowhere",)}, "chips_folder_missing"),
        ({"quantized": "/tmp/twin.txt"}, "output_format"),
    ],
)
def test_bad_input(quantize: Any, tmp_path: Path, changes: dict[str, Any], code: str) -> None:
    conv_model(tmp_path / "model.onnx")
    write_chips(tmp_path / "chips")
    with pytest.raises(JobFailure) as caught:
        quantize(**{"chips": (str(tmp_path / "chips"),), **changes})
    assert caught.value.code == code


def test_the_model_itself_and_twins_are_refused(quantize: Any, made: Made) -> None:
    chips, model, twin = (str(made.folder / name) for name in ("chips", "model.onnx", "twin.onnx"))
    with pytest.raises(JobFailure) as caught:
        quantize(chips=(chips,), model=model, quantized=model)
    assert caught.value.code == "output_is_input"
    with pytest.raises(JobFailure) as caught:
        quantize(chips=(chips,), model=twin)
    assert caught.value.code == "quantized_already"


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    conv_model(tmp_path / "model.onnx")
    write_chips(tmp_path / "chips")
    stop = threading.Event()
    stop.set()
    job = QuantizeModelJob(
        str(tmp_path / "model.onnx"), str(tmp_path / "twin.onnx"), str(tmp_path / "scratch"), (str(tmp_path / "chips"),)
    )
    with pytest.raises(Cancelled):
        quantize_model(job, JobContext(lambda event: None, stop))
    assert {item.name for item in tmp_path.iterdir()} == {"model.onnx", "chips"}
