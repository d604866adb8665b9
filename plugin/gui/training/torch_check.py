"""Whether the worker's Python can train: asked when the window opens, not when everything is filled in."""

from __future__ import annotations

from typing import Callable, Optional

from ...jobs.failure import JobFailure
from ...runtime.child_environment import variables_for_child
from ...runtime.child_output import follow
from ...runtime.interpreter import find_interpreter
from ...runtime.job_place import server_address

_QUESTION = "import importlib.util; raise SystemExit(importlib.util.find_spec('torch') is None)"


def missing_for_training(is_cancelled: Callable[[], bool] = lambda: False) -> Optional[JobFailure]:
    """Return what is missing for a training; ``None`` = nothing is known to be missing. Takes a moment.

    :return: ``runtime_missing`` or the like, or ``torch_missing``.
    """
    if server_address():  # it knows what it can do
        return None
    try:
        python = find_interpreter().python
    except JobFailure as failure:
        return failure
    try:
        status = follow([python, "-I", "-c", _QUESTION], variables_for_child(), lambda line: None, is_cancelled)
    except OSError:  # the check before a run says why it does not start
        return None
    return JobFailure("torch_missing", "", reason="No module named 'torch'") if status == 1 else None
