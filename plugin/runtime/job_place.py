"""Where jobs run: on this computer, or on the server that the user chose.

Imported while QGIS starts: keep its imports few.
"""

from __future__ import annotations

import os
from typing import Mapping, Optional
from urllib.parse import urlsplit

from ..jobs.failure import JobFailure
from . import settings
from .interpreter import find_interpreter

ADDRESS_VARIABLE = "GROUNDSHIFT_SERVER"


def server_address(variables: Optional[Mapping[str, str]] = None) -> str:
    """Return the address of the server that runs jobs, without a slash at its end; ``""`` = jobs run on this computer.

    :param variables: of the environment; ``None`` = this process's.
    """
    named = (os.environ if variables is None else variables).get(ADDRESS_VARIABLE, "").strip()
    return (named or (settings.server() if settings.runs_on_server() else "")).rstrip("/")


def check_address(address: str) -> None:
    """Check the form of an address.

    :raises JobFailure: ``server_address``.
    """
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.username or parts.query or parts.fragment:
        raise JobFailure("server_address", address=address)


def check_runtime() -> None:
    """Check that jobs can run: that a server is named, or that there is a Python for the worker.

    :raises JobFailure: ``server_address``, or what :func:`.interpreter.find_interpreter` reports.
    """
    address = server_address()
    if address:
        check_address(address)
    else:
        find_interpreter()


def has_runtime() -> bool:
    """Return whether there is a Python for the worker on this computer."""
    try:
        find_interpreter()
    except JobFailure:
        return False
    return True
