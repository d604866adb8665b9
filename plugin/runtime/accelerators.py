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
    :param disk_mb: besides the plain runtime; of OpenVINO measured, of the others assumed to be twice the download.
    :param oldest: version of Python.
    """

    requirements: str = ""
    replaces: str = ""
    modules: Tuple[Tuple[str, str], ...] = ()
    download_mb: int = 0
    disk_mb: int = 0
    oldest: Tuple[int, int] = (3, 9)


# name in the marker -> build
BUILD_OF: Dict[str, Build] = {
    PLAIN: Build(),
    OPENVINO: Build("accelerator-openvino.txt", modules=(("openvino", "openvino"),), download_mb=60, disk_mb=181),
    "cuda12": Build("accelerator-cuda12.txt", "onnxruntime", download_mb=1950, disk_mb=3900, oldest=(3, 10)),
    "cuda13": Build("accelerator-cuda13.txt", "onnxruntime", download_mb=1600, disk_mb=3200, oldest=(3, 11)),
    DIRECTML: Build("accelerator-directml.txt", "onnxruntime", download_mb=25, disk_mb=50),
}


def choose_build(choice: str, machine: Machine, python: Tuple[int, int]) -> str:
    """Return the name of the build for a choice of the user on a machine.

    :param choice: of :data:`CHOICES`.
    :param python: version of the environment's Python.
    :raises JobFailure: ``accelerator_unfit`` if the machine cannot use what was chosen.
    """
    found = fitting_builds(machine, python).get(choice)
    if found is None:
        raise JobFailure("accelerator_unfit", "ACCELERATOR", accelerator=choice, needed=_NEEDED[choice])
    return found


def fitting_builds(machine: Machine, python: Tuple[int, int]) -> Dict[str, str]:
    """Return the build of each choice that the machine can use; the plain one and the automatic choice are always there.

    >>> from groundshift.plugin.runtime.machine import Machine
    >>> fitting_builds(Machine("linux", "x86_64", frozenset(["avx2"])), (3, 12))
    {'plain': 'plain', 'openvino': 'openvino', 'automatic': 'openvino'}
    """
    offered = {CUDA: _cuda_build(machine, python), DIRECTML: _directml_build(machine), OPENVINO: _openvino_build(machine)}
    fitting = {PLAIN: PLAIN, **{choice: build for choice, build in offered.items() if build}}
    quick = OPENVINO in fitting and "avx2" in machine.flags
    return {**fitting, AUTOMATIC: fitting.get(CUDA) or fitting.get(DIRECTML) or (OPENVINO if quick else PLAIN)}


def choice_of(build: str) -> str:
    """Return the choice that a build was installed for."""
    return CUDA if build.startswith(CUDA) else build if build in CHOICES else PLAIN


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
