"""What a network of this computer is going to run on, as far as that is known before a run."""

from __future__ import annotations

import os
import sys
from typing import Optional

from ..jobs.failure import JobFailure
from ..jobs.measure_runtime import PROCESSOR, target_for
from . import settings
from .accelerators import CUDA, DIRECTML, OPENVINO, choice_of
from .environment_state import Marker, read_marker
from .interpreter import find_interpreter

_OF_BUILDS = {CUDA: "CUDAExecutionProvider", DIRECTML: "DmlExecutionProvider"}
# Beginnings of the names of what a build offers besides the processor.
_OFFERED = {OPENVINO: ("OpenVINO:",), CUDA: ("CUDA", "Tensorrt"), DIRECTML: ("Dml",)}


def expected_target(task: str) -> str:
    """Return the target of models of a task: the user's choice, else what was measured, else that of what is installed.

    A choice that the plugin's own environment does not hold any more is passed over, as a run does it.

    :return: name of an execution provider, or of OpenVINO with device and precision; ``""`` = ONNX Runtime, on what the
        user's own Python or a Mac offers.
    """
    named, state = target_for(settings.provider(), task), installed_state()
    if state is None or sys.platform == "darwin":
        return named
    choice = choice_of(state.build)
    if named == PROCESSOR or named.startswith(_OFFERED.get(choice, ())):
        return named
    return _OF_BUILDS.get(choice, PROCESSOR)


def installed_state() -> Optional[Marker]:
    """Return the marker of the plugin's environment; ``None`` = there is none, or another Python runs the worker."""
    try:
        interpreter = find_interpreter()
    except JobFailure:
        return None
    return None if interpreter.named_by else read_marker(os.path.dirname(os.path.dirname(interpreter.python)))
