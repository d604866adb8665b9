"""The registry of backends, and the targets to try for a network.

To add a backend, write its file and add it to :data:`BACKENDS`.
"""

from __future__ import annotations

from typing import Optional

from .backend import FP32, PRECISIONS, Backend, Target
from .onnx_runtime import CPU, OnnxRuntime, choose_providers
from .onnx_runtime import NAME as ONNX_RUNTIME
from .openvino_runtime import NAME as OPENVINO
from .openvino_runtime import OpenVino

BACKENDS: dict[str, Backend] = {ONNX_RUNTIME: OnnxRuntime(), OPENVINO: OpenVino()}


def installed_targets() -> tuple[Target, ...]:
    """All targets of this machine, the plain processor in 32 bits first."""
    plain = Target(ONNX_RUNTIME, CPU)
    return tuple(dict.fromkeys([plain, *(target for backend in BACKENDS.values() for target in backend.targets())]))


def parse_target(name: str) -> Optional[Target]:
    """The target of a name (:attr:`.backend.Target.name`); ``None`` for what is no name."""
    first, *rest = name.strip().split(":")
    if first in BACKENDS and len(rest) == 2 and rest[1] in PRECISIONS:
        return Target(first, *rest)
    if first.endswith("ExecutionProvider") and len(rest) <= 1 and all(part in PRECISIONS for part in rest):
        return Target(ONNX_RUNTIME, first, *rest)
    return None


def preferred_target(preference: str, task: str) -> Optional[Target]:
    """The target that a preference names for models of a task.

    :param preference: name of a target; or, as measured, ``TASK=NAME`` for some tasks, separated by commas. ``""`` = none.

    >>> preferred_target("change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32", "change").precision
    'bf16'
    """
    for part in preference.split(","):
        wanted, separator, name = part.rpartition("=")
        if not separator or wanted.strip() == task:
            target = parse_target(name)
            if target is not None:
                return target
    return None


def targets_to_try(preferred: Optional[Target]) -> list[Target]:
    """Targets in the order in which they are tried; the last is the plain processor, which is always there.

    Without a preference, and on a plain installation, that is ONNX Runtime as it chooses by itself.
    """
    best = Target(ONNX_RUNTIME, choose_providers()[0], FP32)
    wanted = [] if preferred is None else [preferred]
    return [*dict.fromkeys([*wanted, best, Target(ONNX_RUNTIME, CPU, FP32)])]
