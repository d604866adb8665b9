"""Choice of the Python that runs the worker."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import Mapping, Optional

from ..jobs.failure import JobFailure
from . import settings
from .folders import environment_folder, environment_python, installed_environments, runtime_root

PYTHON_VARIABLE = "GROUNDSHIFT_PYTHON"


@dataclass(frozen=True)
class Interpreter:
    """A Python for the worker.

    :param named_by: the variable or setting in which the user named it; ``""`` for the plugin's own environment.
    """

    python: str
    named_by: str = ""


def find_interpreter(
    environment: Optional[Mapping[str, str]] = None, setting: Optional[str] = None, root: Optional[str] = None
) -> Interpreter:
    """Return the worker's Python: the variable ``GROUNDSHIFT_PYTHON``, else the setting, else the environment that was made.

    :param environment, setting, root: where to look; ``None`` = this process's variables, QGIS's settings, the usual folder.
    :raises JobFailure: ``runtime_missing``, or ``interpreter_missing`` when a named one is not there or is QGIS itself.
    """
    variables = os.environ if environment is None else environment
    named = (
        (PYTHON_VARIABLE, variables.get(PYTHON_VARIABLE, "").strip()),
        (settings.PYTHON_KEY, settings.named_python() if setting is None else setting.strip()),
    )
    for origin, python in named:
        if python:
            return Interpreter(_named(python, origin), origin)
    for folder in _environments(runtime_root(variables) if root is None else root):
        python = environment_python(folder)
        if os.path.isfile(python):
            return Interpreter(python)
    raise JobFailure("runtime_missing")


def is_qgis(path: str) -> bool:
    """Return whether ``path`` is QGIS's own executable, which would open another QGIS instead of running Python."""
    stem = os.path.basename(path.replace("\\", "/")).lower()
    return stem.startswith("qgis")


def failure_of(interpreter: Interpreter, reason: str) -> JobFailure:
    """Return the failure for an interpreter that cannot run the worker, with the remedy for its origin."""
    if interpreter.named_by:
        return JobFailure("interpreter_broken", python=interpreter.python, origin=interpreter.named_by, reason=reason)
    return JobFailure("runtime_broken", python=interpreter.python, reason=reason)


def _named(python: str, origin: str) -> str:
    path = os.path.expanduser(python)
    # Just a name, such as python3.12, is looked up as a shell would.
    found = path if os.path.isfile(path) else shutil.which(path) if os.path.basename(path) == path else None
    if found is None or is_qgis(found):
        raise JobFailure("interpreter_missing", python=python, origin=origin)
    # Not realpath: a virtual environment's python is a link, and Python finds its environment by the location of the link.
    return os.path.abspath(found)


def _environments(root: str) -> list[str]:
    """Whole environments, that of QGIS's own version of Python first."""
    own = environment_folder(root, (sys.version_info[0], sys.version_info[1]))
    return sorted(installed_environments(root), key=lambda folder: folder != own)
