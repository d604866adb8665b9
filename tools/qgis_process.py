"""Run ``qgis_process`` with the plugin in a throw-away profile, as a user would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Mapping

from install import install_plugin

_OUTPUT = re.compile(r"^([A-Z_]+):\s+(.*)$")
# What qgis_process writes of the progress, without an end of the line: "0...10...20", at last "100 - done.".
_PROGRESS = re.compile(r"^[0-9.]+( - done\.)?(?=[A-Z]|$)")
_INPUTS, _RESULTS = "Inputs", "Results"


class RunFailed(Exception):
    """``qgis_process`` failed; its output has been shown."""


@dataclass
class Run:
    """:param outputs: the algorithm's outputs, as text; ``seconds``: from starting QGIS to its end."""

    seconds: float
    outputs: Dict[str, str] = field(default_factory=dict)


def executable() -> str:
    """``qgis_process``, or the program behind it.

    Debian's script passes options meant for the desktop to every program of QGIS, and qgis_process refuses them.
    """
    found = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if found is None:
        raise RunFailed("qgis_process is not installed")
    return found


def run_algorithm(algorithm: str, parameters: Mapping[str, str], worker_python: str) -> Run:
    """Run ``algorithm`` and show its output.

    :raises RunFailed: it failed.
    """
    with tempfile.TemporaryDirectory(prefix="groundshift-demo-") as folder:
        install_plugin(Path(folder) / "profiles" / "default")
        environment = dict(os.environ, QGIS_CUSTOM_CONFIG_PATH=folder, GROUNDSHIFT_PYTHON=worker_python)
        environment.setdefault("XDG_RUNTIME_DIR", folder)
        if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        arguments = [f"{name}={value}" for name, value in parameters.items()]
        return _run([executable(), "run", algorithm, "--", *arguments], environment)


def _run(command: List[str], environment: Dict[str, str]) -> Run:
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines: List[str] = []
    with process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            message = _PROGRESS.sub("", lines[-1])
            if message and _is_log(lines):
                print("   ", message, flush=True)
    run = Run(time.monotonic() - start)
    if process.returncode != 0:
        print("\n".join(lines), file=sys.stderr)
        raise RunFailed(f"qgis_process ended with status {process.returncode}")
    for found in filter(None, map(_OUTPUT.match, lines)):
        run.outputs[found[1]] = found[2].strip()
    return run


def _is_log(lines: List[str]) -> bool:
    """Return whether the last line is the algorithm's own: it comes after the list of inputs and before that of results."""
    if not lines[-1] or _INPUTS not in lines or _RESULTS in lines or set(lines[-1]) == {"-"}:
        return False
    since_inputs = lines[lines.index(_INPUTS) + 2 :]  # a rule follows the heading
    return "" in since_inputs[1:-1]
