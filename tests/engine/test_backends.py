"""Backends: what is chosen, refused, and used when another fails; results of the plain one are those of ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import numpy_helper

from groundshift.plugin.engine.network.backends import onnx_runtime, openvino_runtime, registry
from groundshift.plugin.engine.network.backends.backend import FP16, PRECISIONS, BackendError, Target
from groundshift.plugin.engine.network.backends.openvino_runtime import openvino_reason
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.model_file.load import load_model_file
from groundshift.tests.helpers.backends import FAST
from groundshift.tests.helpers.detection import Run, left_behind
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import read

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "CPUExecutionProvider"


def test_names_of_targets_are_read_back() -> None:
    for precision in PRECISIONS:
        for target in (Target("OpenVINO", "CPU", precision), Target("ONNX Runtime", "TensorrtExecutionProvider", precision)):
            assert registry.parse_target(target.name) == target
    assert registry.parse_target(PLAIN) == Target("ONNX Runtime", PLAIN)
    for text in ("", "CPU", "OpenVINO", "OpenVINO:CPU:int4", "Nothing:CPU:fp32", "CPUExecutionProvider:int4"):
        assert registry.parse_target(text) is None


def test_a_measured_preference_is_of_a_task() -> None:
    measured = "change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32"
    assert registry.preferred_target(measured, "change") == Target("OpenVINO", "CPU", "bf16")
    assert registry.preferred_target(measured, "segmentation") == Target("OpenVINO", "CPU", "fp32")
    assert registry.preferred_target(measured, "sar-prediction") is None
    assert registry.preferred_target("OpenVINO:CPU:bf16", "sar-prediction") == Target("OpenVINO", "CPU", "bf16")


@pytest.mark.parametrize("layout", ["early_fusion", "siamese", "stacked"])
@pytest.mark.parametrize("size", [None, 64])
def test_a_plain_installation_runs_bare_onnx_runtime(tmp_path: Path, layout: str, size: Optional[int]) -> None:
    path = difference_model(tmp_path / "model.onnx", layout, size=size)
    dates = list(np.random.default_rng(0).random((2, 3, 64, 64), np.float32))
    session = onnxruntime.InferenceSession(str(path), providers=[PLAIN])
    arrays = {
        "early_fusion": [np.concatenate(dates)[None]],
        "siamese": [date[None] for date in dates],
        "stacked": [np.stack(dates)[None]],
    }[layout]
    (expected,) = session.run(None, dict(zip([item.name for item in session.get_inputs()], arrays)))
    network = Network(load_model_file(str(path)))
    assert network.providers == [PLAIN]
    assert np.array_equal(network.run(dates)[1], expected[0, 0])


def test_an_installed_backend_is_not_used_unless_it_is_chosen(run: Run, pair, install) -> None:
    backend = install()
    values = run(*pair[:2])
    assert values["PROVIDER"] == PLAIN
    assert not backend.sizes
    assert run(*pair[:2], provider=FAST.name, scratch=str(run.folder / "scratch-2"))["PROVIDER"] == FAST.name


def test_a_backend_that_refuses_a_model_is_passed_over_before_the_run(run: Run, pair, install) -> None:
    install(refuses="No suitable implementations.")
    values = run(*pair[:2], provider=FAST.name)
    assert values["PROVIDER"] == PLAIN
    assert f"{FAST.name} cannot run this model; {PLAIN} is used. Reason: No suitable implementations." in run.log
    assert np.array_equal(read(values["MASK"]) == 1, pair[2])


def test_a_backend_that_fails_on_a_trial_tile_is_passed_over(run: Run, pair, install) -> None:
    backend = install(fails=lambda number, pixels: "unknown operator")
    assert run(*pair[:2], provider=FAST.name)["PROVIDER"] == PLAIN
    assert len(backend.sizes) == 1  # the trial, and no tile of the rasters
    assert "unknown operator" in run.log


def test_a_failure_in_the_run_continues_on_the_next_backend(run: Run, pair, install) -> None:
    install(fails=lambda number, pixels: "device removed" if number > 3 else "")
    values = run(*pair[:2], provider=FAST.name, tile=96)
    assert f"{FAST.name} failed; the run continues on {PLAIN}. Reason: device removed" in run.log
    assert values["PROVIDER"] == PLAIN
    assert np.array_equal(read(values["MASK"]) == 1, pair[2])
    assert left_behind(run.folder, {"mask.tif", "mask.qml", "polygons.gpkg"}) == set()


def test_tiles_are_halved_when_memory_is_short_and_the_result_is_the_same(run: Run, pair, install) -> None:
    path = difference_model(run.model, document=spec(halo=2, stride=8), blur=5)
    assert path == run.model
    plain = run(*pair[:2], probability=str(run.folder / "plain.tif"), tile=256)
    expected = read(plain["PROBABILITY"]), read(plain["MASK"])
    backend = install(fails=lambda number, pixels: "CUDA out of memory" if pixels > 120 * 120 else "")
    run.events.clear()
    values = run(
        *pair[:2],
        probability=str(run.folder / "halved.tif"),
        mask=str(run.folder / "halved_mask.tif"),
        polygons=None,
        provider=FAST.name,
        tile=256,
        scratch=str(run.folder / "scratch-2"),
    )
    assert values["PROVIDER"] == FAST.name
    assert "the tiles are halved" in run.log
    assert np.array_equal(read(values["MASK"]), expected[1])
    assert np.allclose(read(values["PROBABILITY"]), expected[0], atol=1e-6)
    large = [size for size in backend.sizes if size > 120 * 120]
    assert len(large) <= 3  # found out once, not for each tile


def test_without_memory_for_the_smallest_tile_the_next_backend_is_used(run: Run, pair, install) -> None:
    difference_model(run.model, size=96)
    install(fails=lambda number, pixels: "Failed to allocate memory" if number > 2 else "")
    values = run(*pair[:2], provider=FAST.name)
    assert values["PROVIDER"] == PLAIN
    assert np.array_equal(read(values["MASK"]) == 1, pair[2])


def test_a_backend_that_was_removed_between_runs_is_named(run: Run, pair) -> None:
    values = run(*pair[:2], provider="OpenVINO:GPU.7:fp16")
    assert values["PROVIDER"] == PLAIN
    assert "OpenVINO:GPU.7:fp16, which was chosen for the networks, is not installed any more" in run.log
    assert "'Install runtime'" in run.log


def test_a_provider_that_onnx_runtime_leaves_out_is_named(run: Run, pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a CUDA library of another version: the session opens, on the processor."""
    available = ["CUDAExecutionProvider", PLAIN]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: available)
    opened = onnxruntime.InferenceSession

    def open_without_card(path: str, options: Any, providers: list[Any]) -> Any:
        return opened(path, options, providers=[name for name in providers if name != "CUDAExecutionProvider"])

    monkeypatch.setattr(onnxruntime, "InferenceSession", open_without_card)
    assert run(*pair[:2])["PROVIDER"] == PLAIN
    assert "CUDAExecutionProvider cannot be loaded" in run.log


@pytest.mark.parametrize("where", ["session", "libraries"])
def test_a_card_without_its_driver_or_libraries_is_passed_over(run: Run, pair, monkeypatch, where: str) -> None:
    """ONNX Runtime raises where the driver is missing or too old, and its search for CUDA's libraries may fail."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", PLAIN])
    reason = "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version"
    opened = onnxruntime.InferenceSession

    def fail() -> None:
        if where == "libraries":
            raise OSError(reason)

    def open_without_driver(path: Any, options: Any, providers: list[Any]) -> Any:
        if "CUDAExecutionProvider" in providers:
            raise RuntimeError(reason)
        return opened(path, options, providers=providers)

    monkeypatch.setattr(onnxruntime, "preload_dlls", fail, raising=False)
    monkeypatch.setattr(onnxruntime, "InferenceSession", open_without_driver)
    assert run(*pair[:2])["PROVIDER"] == PLAIN
    assert reason in run.log


def test_a_model_that_no_backend_runs_is_a_failure_and_leaves_nothing(run: Run, pair, install) -> None:
    install(refuses="unknown operator")
    model = onnx.load(run.model)
    model.graph.node[0].op_type = "Unheard"
    onnx.save(model, run.model)
    with pytest.raises(JobFailure) as caught:
        run(*pair[:2], provider=FAST.name)
    assert caught.value.code == "model_opset"
    assert left_behind(run.folder) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Failed to allocate memory for requested buffer of size 1073741824",
        "CUDA failure 2: out of memory ; GPU=0 ; hostname=host",
        "[GPU] clEnqueueNDRangeKernel, error code: -5 CL_OUT_OF_RESOURCES",
        "std::bad_alloc",
        "Not enough memory resources are available to complete this operation. 8007000E E_OUTOFMEMORY",
    ],
)
def test_lack_of_memory_is_recognised_in_messages_of_each_backend(text: str) -> None:
    assert BackendError(text).out_of_memory
    assert not BackendError("No suitable implementations.").out_of_memory


def test_the_reason_of_openvino_is_not_a_place_in_its_source() -> None:
    text = (
        "Exception from src/inference/src/cpp/core.cpp:132:\nException from src/inference/src/dev/plugin.cpp:59:\n"
        "Check '!implementations.empty()' failed at src/plugins/intel_cpu/src/nodes/executors/executor_factory.hpp:117:\n"
        "No suitable implementations.This may indicate that\n"
    )
    assert openvino_reason(RuntimeError(text)).startswith("No suitable implementations.")


def test_options_of_a_provider_belong_to_its_precision() -> None:
    available = onnxruntime.get_available_providers()
    if "TensorrtExecutionProvider" in available:
        pytest.skip("the check is of an installation without TensorRT")
    assert onnx_runtime.provider_settings(Target(onnx_runtime.NAME, "TensorrtExecutionProvider", FP16)) == [PLAIN]


# --- OpenVINO itself, where it is installed ---


def float16_copy(path: Path) -> Path:
    """A network of 16-bit inputs, weights and outputs."""
    model = onnx.load(path)
    for value in (*model.graph.input, *model.graph.output):
        value.type.tensor_type.elem_type = onnx.TensorProto.FLOAT16
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name))
    onnx.save(model, path)
    return path


@pytest.mark.parametrize("layout", ["early_fusion", "siamese", "stacked"])
@pytest.mark.parametrize("kind", ["dynamic", "fixed", "float16"])
def test_openvino_runs_networks_of_every_layout(tmp_path: Path, layout: str, kind: str) -> None:
    pytest.importorskip("openvino")
    path = difference_model(tmp_path / "model.onnx", layout, size=64 if kind == "fixed" else None)
    if kind == "float16":
        float16_copy(path)
    dates = list(np.random.default_rng(0).random((2, 3, 64, 64), np.float32))
    model = load_model_file(str(path))
    expected = Network(model).run(dates)
    warned: list[str] = []
    network = Network(model, 1, "OpenVINO:CPU:fp32", lambda code, **values: warned.append(f"{code} {values}"))
    assert (network.providers, warned) == (["OpenVINO:CPU:fp32"], [])
    tolerance = 2e-2 if kind == "float16" else 1e-5
    assert np.allclose(network.run(dates), expected, atol=tolerance)


@pytest.mark.parametrize("layout", ["early_fusion", "siamese", "stacked"])
def test_openvino_compiles_a_network_for_sizes_that_are_worth_it(
    tmp_path: Path, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large tiles at once, others when they come often; results are the same in any case."""
    pytest.importorskip("openvino")
    monkeypatch.setattr(openvino_runtime, "_LARGE", 128 * 128)
    model = load_model_file(str(difference_model(tmp_path / "model.onnx", layout, blur=3)))
    plain, network = Network(model), Network(model, 1, "OpenVINO:CPU:fp32")
    random = np.random.default_rng(0)
    compiled = []
    for side in (64, 128, 64, 64, 64, 32, 32, 32, 32, 128):
        dates = list(random.random((2, 3, side, side), np.float32))
        assert np.allclose(network.run(dates), plain.run(dates), atol=1e-5)
        compiled.append([shapes[0][-1] for shapes in network._loaded._requests if shapes])
    assert compiled == [[], [128], [128], [64], [64], [64], [64], [64], [64], [128]]


def test_large_tiles_never_run_on_the_network_for_any_size_beside_that_for_a_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its activations take twice as much memory: with those of the other size, 857 MB for an image of 16,000 x 2,400 pixels."""
    pytest.importorskip("openvino")
    monkeypatch.setattr(openvino_runtime, "_LARGE", 128 * 128)
    model = load_model_file(str(difference_model(tmp_path / "model.onnx", "siamese", blur=3)))
    plain, network = Network(model), Network(model, 1, "OpenVINO:CPU:fp32")
    loaded = []
    for side in (96, 128, 96, 64, 128):
        dates = list(np.random.default_rng(0).random((2, 3, side, side), np.float32))
        assert np.allclose(network.run(dates), plain.run(dates), atol=1e-5)
        loaded.append([shapes[0][-1] if shapes else 0 for shapes in network._loaded._requests])
    assert loaded == [[0], [128], [96], [96, 0], [128]]


@pytest.mark.slow
def test_openvino_refuses_an_8_bit_network_in_16_bits_and_takes_it_in_32() -> None:
    openvino = pytest.importorskip("openvino")
    if "BF16" not in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        pytest.skip("this processor has no bf16")
    model = load_model_file(str(ROOT / "models" / "buildings-fcn-int8.onnx"))
    warned: list[str] = []
    network = Network(model, 1, "OpenVINO:CPU:bf16", lambda code, **values: warned.append(code))
    assert (network.providers[0], warned) == (PLAIN, ["backend_refused"])
    dates = list(np.random.default_rng(0).standard_normal((2, 3, 64, 64), np.float32))
    full = Network(model, 1, "OpenVINO:CPU:fp32")
    assert full.providers[0] == "OpenVINO:CPU:fp32"
    assert np.abs(full.run(dates) - network.run(dates)).max() < 0.05
