"""What is found out about a machine, from recorded answers of its probes, and the build that is chosen for it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.runtime import accelerators, install, machine
from groundshift.plugin.runtime.accelerators import BUILD_OF, CHOICES, Build, choice_of, choose_build, fitting_builds
from groundshift.plugin.runtime.environment_state import read_marker, requirements_digest, requirements_of
from groundshift.plugin.runtime.finding import finding_text
from groundshift.plugin.runtime.folders import MARKER_NAME
from groundshift.plugin.runtime.machine import Machine, NvidiaDriver

from .conftest import VERSION, install_request, make_wheel, packages_of

SMI_12 = """Tue Mar  4 10:11:12 2025
+-----------------------------------------------------------------------------------------+
| NVIDIA-SMI 550.54.15              Driver Version: 550.54.15      CUDA Version: 12.4     |
|-----------------------------------------+------------------------+----------------------+
| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |
|   0  NVIDIA GeForce RTX 3060        Off |   00000000:01:00.0  On |                  N/A |
"""
SMI_13 = "| NVIDIA-SMI 580.65.06              Driver Version: 580.65.06      CUDA Version: 13.0     |\n|   0  NVIDIA L4"
SMI_OLD = "| NVIDIA-SMI 470.223.02   Driver Version: 470.223.02   CUDA Version: 11.4     |\n|   0  Quadro P400"
NO_SMI = (
    "",  # not installed
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver "
    "is installed and running.",
    "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.54",
    "No devices were found",
    "| NVIDIA-SMI 535.104.05   Driver Version: 535.104.05   CUDA Version: N/A |",
)
CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: Intel(R) Xeon(R) Processor
flags\t\t: fpu sse4_2 avx avx2 avx512f avx512_bf16 amx_bf16 amx_tile

processor\t: 1
"""
CPUINFO_ARM = "processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd bf16 i8mm\nCPU implementer\t: 0x41\n"
MAC_INTEL = "FPU VME SSE4.2 AVX1.0\nRDWRFSGS AVX2 BMI2\n"

LINUX = Machine("linux", "x86_64", frozenset(("avx", "avx2")))
OLD_LINUX = Machine("linux", "x86_64", frozenset(("sse4_2",)))
APPLE = Machine("darwin", "arm64")
WINDOWS = Machine("win32", "x86_64", frozenset(("avx2",)))
RASPBERRY = Machine("linux", "arm64", frozenset(("asimd",)))


def with_card(found: Machine, text: str) -> Machine:
    return dataclasses.replace(found, nvidia=machine.read_nvidia_smi(text))


def test_drivers_of_nvidia_are_read() -> None:
    assert machine.read_nvidia_smi(SMI_12) == NvidiaDriver("550.54.15", (12, 4))
    assert machine.read_nvidia_smi(SMI_13) == NvidiaDriver("580.65.06", (13, 0))
    assert [machine.read_nvidia_smi(text) for text in NO_SMI] == [None] * len(NO_SMI)


def test_instruction_sets_are_read() -> None:
    assert {"avx2", "amx_bf16"} <= machine.read_cpuinfo(CPUINFO)
    assert "bf16" in machine.read_cpuinfo(CPUINFO_ARM)
    assert machine.read_cpuinfo("") == frozenset()
    assert {"avx2", "sse4_2"} <= machine.read_sysctl(MAC_INTEL)


def test_cards_of_windows_are_those_that_directml_can_use() -> None:
    text = "Intel(R) Iris(R) Xe Graphics\r\nMicrosoft Basic Display Adapter\r\nMicrosoft Remote Display Adapter\r\n"
    assert machine.read_video_controllers(text, 22631) == ("Intel(R) Iris(R) Xe Graphics",)
    assert machine.read_video_controllers(text, 17763) == ()  # Windows Server 2019: before DirectML
    assert machine.read_video_controllers("", 22631) == ()
    assert (machine.windows_build("10.0.22631"), machine.windows_build("")) == (22631, 0)


def test_architectures_have_one_name() -> None:
    assert {machine.architecture_of(name) for name in ("AMD64", "x86_64", "x64")} == {"x86_64"}
    assert {machine.architecture_of(name) for name in ("aarch64", "arm64", "ARM64")} == {"arm64"}


def test_a_probe_that_is_missing_is_no_answer() -> None:
    found = machine.probe(lambda command: "")
    assert found.nvidia is None
    assert found.cards == ()
    assert machine._output_of(["groundshift-has-no-such-program"]) == ""


@pytest.mark.parametrize(
    ("found", "build"),
    [
        (LINUX, "openvino"),
        (OLD_LINUX, "plain"),
        (APPLE, "plain"),
        (RASPBERRY, "plain"),
        (WINDOWS, "openvino"),
        (dataclasses.replace(WINDOWS, cards=("AMD Radeon RX 6600",)), "directml"),
        (with_card(LINUX, SMI_12), "cuda12"),
        (with_card(LINUX, SMI_13), "cuda13"),
        (with_card(LINUX, SMI_OLD), "openvino"),
        (with_card(RASPBERRY, SMI_13), "plain"),
    ],
)
def test_the_automatic_build_fits_the_machine(found: Machine, build: str) -> None:
    assert choose_build("automatic", found, (3, 12)) == build
    assert choose_build("plain", found, (3, 12)) == "plain"


def test_the_build_fits_the_python_too() -> None:
    assert choose_build("automatic", with_card(LINUX, SMI_13), (3, 10)) == "cuda12"
    assert choose_build("automatic", with_card(LINUX, SMI_13), (3, 9)) == "openvino"


def test_findings_are_in_words() -> None:
    def found(one: Machine, python: tuple[int, int] = (3, 12)) -> str:
        return finding_text(one, python)

    server = dataclasses.replace(LINUX, flags=machine.read_cpuinfo(CPUINFO))
    assert found(server) == "processor x86_64 with AVX2, AVX-512, AMX, bfloat16; no NVIDIA card with a working driver"
    assert found(OLD_LINUX).startswith("processor x86_64; ")
    assert found(APPLE) == "Apple silicon"
    assert found(with_card(LINUX, SMI_12)).endswith("; NVIDIA card with driver 550.54.15 for CUDA 12.4")
    assert "cannot be used: it needs a driver for CUDA 12.4" in found(with_card(LINUX, SMI_OLD))
    assert "cannot be used" in found(with_card(LINUX, SMI_13), (3, 9))
    card = dataclasses.replace(WINDOWS, cards=("AMD Radeon RX 6600",))
    assert found(card).endswith("; graphics cards with DirectX 12: AMD Radeon RX 6600")


def test_choices_are_those_that_the_machine_can_use() -> None:
    assert set(fitting_builds(APPLE, (3, 12))) == {"plain", "automatic"}
    assert set(fitting_builds(LINUX, (3, 12))) == {"plain", "automatic", "openvino"}
    assert set(fitting_builds(with_card(WINDOWS, SMI_12), (3, 12))) == {"plain", "automatic", "openvino", "cuda"}
    assert [choice_of(build) for build in (*BUILD_OF, "of another version")] == [
        "plain", "openvino", "cuda", "cuda", "directml", "plain",
    ]  # fmt: skip


@pytest.mark.parametrize(("choice", "found"), [("cuda", LINUX), ("directml", LINUX), ("openvino", APPLE)])
def test_a_choice_that_the_machine_cannot_use_is_refused_in_words(choice: str, found: Machine) -> None:
    with pytest.raises(JobFailure, match=f"cannot use the accelerator '{choice}'") as caught:
        choose_build(choice, found, (3, 12))
    assert "Choose 'automatic'" in caught.value.text()


@pytest.mark.parametrize("build", list(BUILD_OF))
@pytest.mark.parametrize("minor", range(9, 15))
def test_every_build_is_pinned_for_every_python_that_it_is_offered_for(build: str, minor: int) -> None:
    names, files = requirements_of(("inference", "training"), build)
    assert ("onnxruntime" in names) is False
    if BUILD_OF[build].replaces:
        assert "numpy" in names
        assert "torch" in names
    if build == "plain" or (3, minor) < BUILD_OF[build].oldest:
        return
    lines = [line for line in Path(files[-1]).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    packaging = pytest.importorskip("packaging.requirements")
    wanted = [packaging.Requirement(line) for line in lines]
    used = [one for one in wanted if one.marker is None or one.marker.evaluate({"python_version": f"3.{minor}"})]
    assert len(used) >= 1
    assert all(str(one.specifier).startswith("==") for one in used)
    assert len({one.name for one in used}) == len(used)


# --- Changing the build of an environment, with tiny packages ---


@pytest.fixture
def fast(finished, monkeypatch):
    """Another build of ``tiny_network``, for machines with OpenVINO; ``place``: the environment, which is whole."""
    code = (packages_of(finished) / "tiny_network" / "__init__.py").read_text() + "fast = True\n"
    make_wheel(finished / "wheels", "tiny_network_fast", code=code)
    (finished / "requirements" / "accelerator-fast.txt").write_text("tiny_network_fast==1.0\n")
    modules = (("tiny_network_fast", "tiny_network_fast"),)
    monkeypatch.setitem(accelerators.BUILD_OF, "openvino", Build("accelerator-fast.txt", "tiny_network", modules))
    monkeypatch.setattr(install, "BUILDS", ("tiny_network", "tiny_network_fast"))
    monkeypatch.setattr(install, "_MODULES", {"inference": {"tiny_raster": "tiny_raster"}, "training": {}})
    return finished


def packages(place) -> set[str]:
    return {path.name for path in packages_of(place).glob("tiny_*") if path.suffix != ".dist-info"}


def test_another_accelerator_takes_the_place_of_the_present_one_and_back(fast) -> None:
    done = install.install(install_request(fast, accelerator="openvino"), lambda fraction, text: None)
    assert done.build == "openvino"
    assert packages(fast) == {"tiny_network_fast", "tiny_raster"}
    assert read_marker(str(fast / "env")).build == "openvino"
    # A repair that names none keeps it.
    assert not install.install(install_request(fast), lambda fraction, text: None).changed
    assert install.install(install_request(fast, accelerator="plain"), lambda fraction, text: None).changed
    assert packages(fast) == {"tiny_network", "tiny_raster"}


def log_of_automatic(place, monkeypatch) -> list[str]:
    """Install the automatic choice on a machine that OpenVINO fits; the lines that are reported."""
    monkeypatch.setattr(install, "probe", lambda: LINUX)
    lines: list[str] = []
    done = install.install(install_request(place, accelerator="automatic"), lambda fraction, text: lines.append(text))
    assert done.build == read_marker(str(place / "env")).build
    return [*lines, done.build]


def test_what_was_found_and_the_size_of_the_download_are_reported_first(fast, monkeypatch) -> None:
    found, library, *_, build = log_of_automatic(fast, monkeypatch)
    assert build == "openvino"
    assert found == "Found: processor x86_64 with AVX2; no NVIDIA card with a working driver"
    assert library == "Runtime of the networks: openvino; about 0 MB more to download"


@pytest.mark.parametrize("fault", ["nowhere", "broken", "library"])
def test_an_automatic_build_that_does_not_work_gives_way_to_the_plain_one(fast, monkeypatch, fault: str) -> None:
    wheel = fast / "wheels" / "tiny_network_fast-1.0-py3-none-any.whl"
    wheel.unlink()
    if fault != "nowhere":
        reason = "DLL load failed" if fault == "library" else "no such processor"
        make_wheel(fast / "wheels", "tiny_network_fast", code=f"raise ImportError({reason!r})\n")
    *lines, build = log_of_automatic(fast, monkeypatch)
    assert build == "plain"
    assert packages(fast) == {"tiny_network", "tiny_raster"}
    assert [line for line in lines if "'openvino' does not work here, the plain one is installed. " in line]
    # Who chose it gets the failure.
    with pytest.raises(JobFailure):
        install.install(install_request(fast, accelerator="openvino"), lambda fraction, text: None)


def test_what_a_build_that_failed_has_left_is_removed_before_another_is_installed(fast) -> None:
    make_wheel(fast / "wheels", "tiny_network_fast", code="raise ImportError('driver')\n")
    with pytest.raises(JobFailure, match="driver"):
        install.install(install_request(fast, accelerator="openvino"), lambda fraction, text: None)
    assert "tiny_network_fast" in packages(fast)
    install.install(install_request(fast, accelerator="plain"), lambda fraction, text: None)
    assert packages(fast) == {"tiny_network", "tiny_raster"}


def take_marker(place) -> dict[str, Any]:
    """Remove the marker of an environment, which is a link to that of the tests' first one; its values."""
    path = place / "env" / MARKER_NAME
    values: dict[str, Any] = json.loads(path.read_text())
    path.unlink()
    return values


def test_an_environment_of_an_older_plugin_is_plain_and_up_to_date(finished) -> None:
    values = take_marker(finished)
    del values["build"]
    (finished / "env" / MARKER_NAME).write_text(json.dumps(values))
    assert read_marker(str(finished / "env")).build == "plain"
    assert not install.install(install_request(finished), lambda fraction, text: None).changed


def test_an_environment_with_a_build_that_is_no_more_is_repaired(finished) -> None:
    values = take_marker(finished)
    other = {**values, "build": "cuda99", "requirements": "of another version"}
    (finished / "env" / MARKER_NAME).write_text(json.dumps(other))
    with pytest.raises(KeyError):
        requirements_digest(("inference",), (3, 12), build="cuda99")
    assert install.install(install_request(finished), lambda fraction, text: None).build == "plain"


def test_no_accelerator_that_does_not_fit_is_installed(finished) -> None:
    with pytest.raises(JobFailure, match="cannot use the accelerator 'cuda'"):
        install.install(install_request(finished, accelerator="cuda"), lambda fraction, text: None)
    assert read_marker(str(finished / "env")) is not None  # untouched


# --- torch: no gigabytes of CUDA for a machine without a card ---


def torch_for_cards(place, library="nvidia-tiny") -> None:
    wheel = place / "wheels" / "tiny_torch-1.0-py3-none-any.whl"
    wheel.unlink()
    make_wheel(place / "wheels", library.replace("-", "_"))
    make_wheel(place / "wheels", "tiny_torch", requires=(f"{library} ; platform_system == 'Linux'",))


@pytest.mark.skipif(machine.sys.platform != "linux", reason="other systems' torch is built for processors")
def test_torch_for_cards_is_refused_where_there_is_none(finished, monkeypatch) -> None:
    torch_for_cards(finished)
    with pytest.raises(JobFailure, match="only the build of PyTorch for NVIDIA cards") as caught:
        install.install(install_request(finished, "training"), lambda fraction, text: None)
    assert "Index for torch" in caught.value.text()
    assert not (packages_of(finished) / "nvidia_tiny").exists()
    monkeypatch.setattr(install, "probe", lambda: with_card(LINUX, SMI_13))
    install.install(install_request(finished, "training"), lambda fraction, text: None)
    assert (packages_of(finished) / "nvidia_tiny").exists()


@pytest.mark.skipif(machine.sys.platform != "linux", reason="other systems' torch is built for processors")
def test_torch_for_a_newer_cuda_than_the_drivers_is_refused(finished, monkeypatch) -> None:
    torch_for_cards(finished, "nvidia-tiny-cu13")
    monkeypatch.setattr(install, "probe", lambda: with_card(LINUX, SMI_12))
    with pytest.raises(JobFailure, match="no usable card"):
        install.install(install_request(finished, "training"), lambda fraction, text: None)
    monkeypatch.setattr(install, "probe", lambda: with_card(LINUX, SMI_13))
    install.install(install_request(finished, "training"), lambda fraction, text: None)
    assert (packages_of(finished) / "nvidia_tiny_cu13").exists()


@pytest.mark.skipif(machine.sys.platform != "linux", reason="other systems' torch is built for processors")
def test_an_update_of_torch_does_not_bring_the_build_for_cards_to_a_machine_without_one(finished) -> None:
    install.install(install_request(finished, "training"), lambda fraction, text: None)
    constraints = finished / "requirements" / f"constraints-{VERSION}.txt"
    constraints.write_text(constraints.read_text().replace("tiny_torch==1.0", "tiny_torch==2.0"))
    make_wheel(finished / "wheels", "nvidia_tiny")
    make_wheel(finished / "wheels", "tiny_torch", "2.0", requires=("nvidia-tiny ; platform_system == 'Linux'",))
    with pytest.raises(JobFailure, match="only the build of PyTorch for NVIDIA cards"):
        install.install(install_request(finished), lambda fraction, text: None)
    assert not (packages_of(finished) / "nvidia_tiny").exists()


def test_only_requirements_that_hold_without_extras_count() -> None:
    def report(*lines: str) -> str:
        return "WARNING: ignored\n" + json.dumps({"install": [{"metadata": {"name": "torch", "requires_dist": lines}}]})

    needed = install.cuda_needed
    assert needed(report("filelock", "nvidia-cudnn-cu13==9.1 ; platform_system == 'Linux'")) == 13
    assert needed(report("cuda-toolkit[cublas]==13.0 ; platform_system == 'Linux'", "cuda-bindings>=13")) == 13
    assert needed(report("nvidia-nccl-cu12==2.27 ; platform_system == 'Linux'")) == 12
    assert needed(report("nvidia-tiny")) == 1
    assert needed(report("filelock", "sympy>=1.13")) == 0
    assert needed(report("nvidia-ml-py ; extra == 'all'")) == 0
    assert needed("ERROR: No matching distribution found") == 0


def test_choices_have_builds() -> None:
    assert set(CHOICES) - {"automatic", "cuda"} <= set(BUILD_OF)
    assert accelerators.COMPONENTS
    assert VERSION
