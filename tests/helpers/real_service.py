"""The service of ``plugin/service``, started by its own command as a user starts it."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path
from typing import Iterator, NamedTuple, Optional

# Address and token of a service that runs already, such as outside the system that the tests run in.
GIVEN = "GROUNDSHIFT_TEST_SERVICE"
SCRIPT = Path(__file__).resolve().parents[2] / "plugin" / "worker.py"


class RunningService(NamedTuple):
    """Address and token of a service that runs."""

    address: str
    token: str
    process: Optional[subprocess.Popen[str]]


def has_service(python: str) -> bool:
    """Return whether there is a service: one that is given, or the component ``server`` for a Python."""
    if os.environ.get(GIVEN):
        return True
    probe = [python, "-c", "import pygeoapi, flask, waitress"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def running_service(python: str, folder: Path, environment: Optional[dict[str, str]] = None) -> Iterator[RunningService]:
    """Start a service at a free port; end it afterwards. One that is given is used as it is.

    :param python: the worker's Python.
    :param folder: of its data.
    """
    if os.environ.get(GIVEN):
        yield RunningService(*os.environ[GIVEN].split(), None)
        return
    command = [python, "-I", str(SCRIPT), "service", "--folder", str(folder), "--port", "0"]
    variables = {**os.environ, **(environment or {})}
    with (folder.parent / "service.log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=variables)
        try:
            lines = [process.stdout.readline() for _ in range(2)]
            address, token = (line.split()[-1] for line in lines)
            yield RunningService(address, token, process)
        finally:
            process.terminate()
            process.wait(120)
