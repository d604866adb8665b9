"""What can be installed: components, and builds of the networks' runtime for kinds of machines; the choice among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Dict, Optional, Tuple

from ..jobs.failure import JobFailure

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .machine import Machine

COMPONENTS = ("inference", "training", "cluster", "server")
AUTOMATIC, PLAIN, OPENVINO, CUDA, DIRECTML = CHOICES = ("automatic", "plain", "openvino", "cuda", "directml")
# Packages that put files into each other's folders: before another build is installed, the present one is removed.
BUILDS = ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "openvino", "openvino-telemetry")
_CUDA12_DRIVER, _CUDA13_DRIVER = (12, 4), (13, 0)


@dataclass(frozen=True)
class Build:
    """A build of the runtime.

    :param requirements: name of the file of its requirements besides those of inference; ``""`` = none.
    :param replaces: requirement of inference in whose place it is installed; ``""`` = none.
    :param modules: module to import -> name of the package, for a check besides those of inference.
    :param download_mb: besides the plain runtime, with what it depends on, on Linux in November 2026.
    :param oldest: version of Python.
    """

    requirements: str = ""
    replaces: str = ""
    modules: Tuple[Tuple[str, str], ...] = ()
    download_mb: int = 0
    oldest: Tuple[int, int] = (3, 9)


# name in the marker -> build
BUILD_OF: Dict[str, Build] = {
    PLAIN: Build(),
    OPENVINO: Build("accelerator-openvino.txt", modules=(("openvino", "openvino"),), download_mb=60),
    "cuda12": Build("accelerator-cuda12.txt", "onnxruntime", download_mb=1950, oldest=(3, 10)),
    "cuda13": Build("accelerator-cuda13.txt", "onnxruntime", download_mb=1600, oldest=(3, 11)),
    DIRECTML: Build("accelerator-directml.txt", "onnxruntime", download_mb=25),
}


def choose_build(choice: str, machine: Machine, python: Tuple[int, int]) -> str:
    """Return the name of the build for a choice of the user on a machine.

    :param choice: of :data:`CHOICES`.
    :param python: version of the environment's Python.
    :raises JobFailure: ``accelerator_unfit`` if the machine cannot use what was chosen.
    """
    if choice == PLAIN:
        return PLAIN
    fitting = {CUDA: _cuda_build(machine, python), DIRECTML: _directml_build(machine), OPENVINO: _openvino_build(machine)}
    if choice == AUTOMATIC:
        return fitting[CUDA] or fitting[DIRECTML] or (OPENVINO if "avx2" in machine.flags and fitting[OPENVINO] else PLAIN)
    found = fitting[choice]
    if not found:
        raise JobFailure("accelerator_unfit", "ACCELERATOR", accelerator=choice, needed=_NEEDED[choice])
    return found


_NEEDED = {
    CUDA: "Linux/Windows x86-64, NVIDIA >= CUDA 12.4, Python >= 3.10",
    DIRECTML: "Windows 10 >= 1903, DirectX 12",
    OPENVINO: "Linux/Windows x86-64",
}


def _cuda_build(machine: Machine, python: Tuple[int, int]) -> Optional[str]:
    if machine.nvidia is None or machine.system not in ("linux", "win32") or machine.architecture != "x86_64":
        return None
    if machine.nvidia.cuda >= _CUDA13_DRIVER and python >= BUILD_OF["cuda13"].oldest:
        return "cuda13"
    return "cuda12" if machine.nvidia.cuda >= _CUDA12_DRIVER and python >= BUILD_OF["cuda12"].oldest else None


def _directml_build(machine: Machine) -> Optional[str]:
    return DIRECTML if machine.system == "win32" and machine.architecture == "x86_64" and machine.cards else None


def _openvino_build(machine: Machine) -> Optional[str]:
    return OPENVINO if machine.system in ("linux", "win32") and machine.architecture == "x86_64" else None
