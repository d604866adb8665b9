"""A real worker that halts in the middle of a job, so that tests strike it at the same point on a machine of any speed."""

from __future__ import annotations

import shlex
from pathlib import Path

# Of the worker: it halts after a report of progress above the fraction, while the mark is there and the job is not cancelled.
_HALTING = """
import importlib.util, os, sys
fraction, mark = float(sys.argv[1]), sys.argv[2]
spec = importlib.util.spec_from_file_location("groundshift_worker", sys.argv[-2])
worker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(worker)
worker._import_package()
context = worker._module("engine.context")
context._SECONDS_BETWEEN_REPORTS = 0.0
progress = context.JobContext.progress

def halt(self, done, *arguments):
    progress(self, done, *arguments)
    while done > fraction and os.path.exists(mark) and not self.cancelled.is_set():
        self.cancelled.wait(0.02)

context.JobContext.progress = halt
sys.exit(worker._module("engine.serve").serve())
"""


class HaltingPython:
    """A Python whose workers halt when they are told to; ``path`` is for ``GROUNDSHIFT_PYTHON``.

    :param folder: in which its files are written.
    :param python: the worker's, which also runs whatever is no worker.
    :param fraction: of a job; workers halt at the first report of progress above it.
    """

    def __init__(self, folder: Path, python: str, fraction: float = 0.0) -> None:
        script, path, self._mark = folder / "halting.py", folder / "halting-python", folder / "halt"
        script.write_text(_HALTING)
        real = shlex.quote(python)
        halting = f"exec {real} -I -X utf8 {shlex.quote(str(script))} {fraction} {shlex.quote(str(self._mark))}"
        path.write_text(f'#!/bin/sh\ncase "$*" in *" serve") {halting} "$@" ;; *) exec {real} "$@" ;; esac\n')
        path.chmod(0o755)
        self.path = str(path)

    def halt(self) -> None:
        """Have workers halt at their next report of progress, until the job is cancelled, they are killed, or QGIS ends."""
        self._mark.touch()

    def release(self) -> None:
        """Let workers go on."""
        self._mark.unlink(missing_ok=True)
