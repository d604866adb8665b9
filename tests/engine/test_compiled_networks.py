"""Networks that OpenVINO has compiled are kept: what is read again, what is not, and what a bad folder does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from groundshift.plugin.engine.network.backends import compiled_networks, openvino_runtime
from groundshift.plugin.engine.network.backends.backend import FP32, Target
from groundshift.plugin.engine.network.backends.compiled_networks import compile_network
from groundshift.tests.helpers.onnx_models import difference_model

ROOT = Path(__file__).resolve().parents[2]
CPU = Target("OpenVINO", "CPU", FP32)
CONFIG = {"INFERENCE_PRECISION_HINT": "f32"}
SIDE = 64


@pytest.fixture
def core() -> Any:
    pytest.importorskip("openvino")
    return openvino_runtime._core()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return difference_model(tmp_path / "model.onnx", "siamese", blur=3)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def compiled(core: Any, model: Path, cache: Path) -> tuple[bool, np.ndarray]:
    """Compile a network; whether it was read, and its results."""
    found = compile_network(core, core.read_model(str(model)), "CPU", CONFIG, str(cache))
    dates = np.random.default_rng(0).random((2, 1, 3, SIDE, SIDE), np.float32)
    return found.get_property("LOADED_FROM_CACHE"), np.array(found(list(dates))[0])


def kept(cache: Path) -> list[Path]:
    return sorted((cache / "compiled").iterdir())


def test_the_second_time_a_network_is_read_with_the_same_results(core: Any, model: Path, cache: Path) -> None:
    plain = compile_network(core, core.read_model(str(model)), "CPU", CONFIG, "")
    assert not plain.get_property("LOADED_FROM_CACHE")
    first, second = compiled(core, model, cache), compiled(core, model, cache)
    assert (first[0], second[0]) == (False, True)
    (blob,) = kept(cache)
    assert blob.suffix == ".blob"
    assert os.access(blob, os.W_OK)
    dates = np.random.default_rng(0).random((2, 1, 3, SIDE, SIDE), np.float32)
    assert np.array_equal(first[1], second[1])
    assert np.array_equal(first[1], plain(list(dates))[0])


def test_networks_for_any_size_and_for_a_size_are_both_kept(
    core: Any, model: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the worker loads them; the network for a size is rewritten in memory and lies in no file."""
    monkeypatch.setenv("GROUNDSHIFT_CACHE", str(cache))
    monkeypatch.setattr(openvino_runtime, "_LARGE", SIDE * SIDE)
    dates = list(np.random.default_rng(0).random((2, 1, 3, SIDE, SIDE), np.float32))
    results, read = [], []
    for _ in range(2):
        openvino_runtime._kept.clear()  # another worker
        network = openvino_runtime.OpenVinoNetwork(str(model), CPU, 1)
        found = []
        for side in (SIDE // 2, SIDE):
            results.append(network.run([date[..., :side, :side].copy() for date in dates]))
            (request,) = network._requests.values()
            found.append(request.get_compiled_model().get_property("LOADED_FROM_CACHE"))
        read.append(found)
    assert read == [[False, False], [True, True]]
    assert len(kept(cache)) == 2
    assert np.array_equal(results[0], results[2])
    assert np.array_equal(results[1], results[3])


def test_the_next_run_of_a_worker_compiles_nothing(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has changed is read again."""
    pytest.importorskip("openvino")
    monkeypatch.setattr(openvino_runtime, "_LARGE", SIDE * SIDE)
    compiled: list[int] = []
    compile_once = openvino_runtime.compile_network
    monkeypatch.setattr(openvino_runtime, "compile_network", lambda *given: compiled.append(1) or compile_once(*given))
    dates = list(np.random.default_rng(0).random((2, 1, 3, SIDE, SIDE), np.float32))
    results = [openvino_runtime.OpenVinoNetwork(str(model), CPU, 1).run(dates) for _ in range(3)]
    assert len(compiled) == 1
    assert np.array_equal(results[0], results[1])
    assert np.array_equal(results[0], results[2])
    other = onnx.load(model)
    other.doc_string = "changed"
    onnx.save(other, model)
    assert np.array_equal(openvino_runtime.OpenVinoNetwork(str(model), CPU, 1).run(dates), results[0])
    assert len(compiled) == 2
    assert 0 < sum(map(len, openvino_runtime._kept.values())) <= openvino_runtime._MOST_BYTES_KEPT
    monkeypatch.setattr(openvino_runtime, "_MOST_BYTES_KEPT", 100)
    os.utime(model, ns=(0, 0))
    for _ in range(2):
        assert np.array_equal(openvino_runtime.OpenVinoNetwork(str(model), CPU, 1).run(dates), results[0])
    assert len(compiled) == 4
    assert not openvino_runtime._kept


def test_a_network_of_other_weights_is_another(core: Any, model: Path, cache: Path, tmp_path: Path) -> None:
    """As a fine-tuned one: the same layers, one number of which differs."""
    other = onnx.load(model)
    tensor = max(
        (item for item in other.graph.initializer if item.data_type == onnx.TensorProto.FLOAT),
        key=lambda item: np.prod(item.dims),
    )
    values = numpy_helper.to_array(tensor).copy()
    values.flat[-1] += 0.5
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    onnx.save(other, tmp_path / "other.onnx")
    first, second = compiled(core, model, cache), compiled(core, tmp_path / "other.onnx", cache)
    assert (first[0], second[0]) == (False, False)
    assert not np.array_equal(first[1], second[1])


def test_a_precision_reads_no_network_of_another(core: Any, model: Path, cache: Path) -> None:
    """OpenVINO's own hash is the same for both."""
    read = []
    for precision in ("f32", "bf16", "f32", "bf16"):
        config = {"INFERENCE_PRECISION_HINT": precision}
        found = compile_network(core, core.read_model(str(model)), "CPU", config, str(cache))
        read.append(found.get_property("LOADED_FROM_CACHE"))
    assert read == [False, False, True, True]
    assert len(kept(cache)) == 2


@pytest.mark.parametrize("damage", ["empty", "half", "another version"])
def test_a_file_that_does_not_fit_is_written_anew(core: Any, model: Path, cache: Path, damage: str) -> None:
    expected = compiled(core, model, cache)[1]
    (blob,) = kept(cache)
    whole = blob.read_bytes()
    version = core.get_versions("CPU")["CPU"].build_number.partition("-")[0].encode()
    assert version in whole
    blob.write_bytes({"empty": b"", "half": whole[: len(whole) // 2]}.get(damage, whole.replace(version, b"1" * len(version))))
    read, results = compiled(core, model, cache)
    assert not read
    assert np.array_equal(results, expected)
    assert kept(cache) == [blob]
    assert len(blob.read_bytes()) == pytest.approx(len(whole), abs=100)  # names of nodes have numbers that count up
    assert compiled(core, model, cache)[0]


def test_a_folder_that_cannot_be_written_is_left_out(core: Any, model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert not compiled(core, model, tmp_path / "file" / "cache")[0]


def test_a_file_system_without_links_keeps_nothing_more(core: Any, model: Path, cache: Path, monkeypatch) -> None:
    expected = compiled(core, model, cache)[1]

    def refuse(*paths: str) -> None:
        raise PermissionError("no links")

    monkeypatch.setattr(os, "link", refuse)
    read, results = compiled(core, model, cache)
    assert not read
    assert np.array_equal(results, expected)
    assert len(kept(cache)) == 1


def test_the_oldest_are_removed_beyond_the_bound(core: Any, model: Path, cache: Path, monkeypatch) -> None:
    folder = cache / "compiled"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.blob").write_bytes(b"x" * 1000)
        os.utime(folder / f"{number}.blob", (number, number))
    (folder / "staging-killed").mkdir()
    (folder / "staging-killed" / "half.blob").write_bytes(b"x")
    os.utime(folder / "staging-killed", (1, 1))
    (folder / "staging-running").mkdir()
    compiled(core, model, cache)
    (new,) = [path for path in kept(cache) if path.suffix == ".blob" and path.stem not in "012"]
    assert {path.name for path in kept(cache)} == {"0.blob", "1.blob", "2.blob", new.name, "staging-running"}
    monkeypatch.setattr(compiled_networks, "MOST_BYTES", new.stat().st_size + 1500)
    compiled(core, model, cache)
    assert {path.name for path in kept(cache)} == {"2.blob", new.name, "staging-running"}


def test_a_process_that_is_killed_while_it_compiles_leaves_no_half_file(core: Any, model: Path, cache: Path) -> None:
    """Its core ends the process after half of the file was written."""
    script = (
        "import os\n"
        "from groundshift.plugin.engine.network.backends.compiled_networks import compile_network\n"
        "class Core:\n"
        "    def compile_model(self, model, device, config):\n"
        "        open(os.path.join(config['CACHE_DIR'], '1.blob'), 'wb').write(b'half')\n"
        "        os._exit(9)\n"
        f"compile_network(Core(), None, 'CPU', {{}}, {str(cache)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 9
    assert [path.name.partition("-")[0] for path in kept(cache)] == ["staging"]
    assert [compiled(core, model, cache)[0] for _ in range(2)] == [False, True]


def test_two_processes_at_once_do_not_disturb_each_other(core: Any, model: Path, cache: Path) -> None:
    """While one compiles, the other compiles the same network and both keep it."""

    class Slow:
        def compile_model(self, network: Any, device: str, config: dict[str, Any]) -> Any:
            found = core.compile_model(network, device, config)
            assert not compiled(core, model, cache)[0]
            return found

    assert not compile_network(Slow(), core.read_model(str(model)), "CPU", CONFIG, str(cache)).get_property("LOADED_FROM_CACHE")
    assert len(kept(cache)) == 1
    assert compiled(core, model, cache)[0]
