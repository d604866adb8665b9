"""The command of the service.

``service --folder DATA [--port 8642] [--host 127.0.0.1] [--url https://...] [--store postgresql://...] [--settings FILE.json]``
``service --folder DATA --add-token NAME | --remove-token NAME | --list-tokens``
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import socket
import sys
from dataclasses import replace
from typing import Any, Optional, Sequence

from ..jobs.confinement import LEAST_VERSION, landlock_version
from ..jobs.file_lock import take_lock
from .settings import STORE_VARIABLE, Settings, read_settings
from .tokens import Tokens

_LOCK = "lock"
_FIRST_TOKEN = "first"  # noqa: S105  # nosec B105  # the name of a token


def main(arguments: Sequence[str]) -> int:
    """Serve until SIGTERM or Ctrl+C; or change tokens.

    :return: exit status.
    """
    parser = argparse.ArgumentParser(prog="worker.py service", description="Serve jobs by OGC API - Processes.")
    parser.add_argument("--folder", help="of the service's data")
    parser.add_argument("--settings", help="JSON file with further settings, see docs/service.md")
    parser.add_argument("--host", help="address to listen at; none = 127.0.0.1, which other machines cannot reach")
    parser.add_argument("--port", type=int, help="none = 8642; 0 = a free one")
    parser.add_argument("--url", help="address by which clients reach the service, such as that of a proxy")
    parser.add_argument(
        "--store", help=f"postgresql://user@host/database; also in {STORE_VARIABLE}; none = a file in the folder"
    )
    parser.add_argument("--add-token", metavar="NAME", help="make a token, print it, and end")
    parser.add_argument("--remove-token", metavar="NAME", help="remove a token, and end")
    parser.add_argument("--list-tokens", action="store_true", help="print the names of all tokens, and end")
    given = parser.parse_args(arguments)
    named = {name: getattr(given, name) for name in ("folder", "host", "port", "url", "store")}
    try:
        settings = read_settings(given.settings, **named)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"The settings cannot be used: {error}\n")
        return 2
    try:
        os.makedirs(settings.folder, mode=0o700, exist_ok=True)
    except OSError as error:
        sys.stderr.write(f"The folder cannot be used: {error}\n")
        return 2
    if given.add_token or given.remove_token or given.list_tokens:
        return _change_tokens(Tokens(settings.folder), given)
    return _serve(settings)


def _change_tokens(tokens: Tokens, given: Any) -> int:
    if given.add_token:
        sys.stdout.write(f"{tokens.add(given.add_token)}\n")
    elif given.remove_token:
        return 0 if tokens.remove(given.remove_token) else 1
    else:
        sys.stdout.write("".join(f"{name}\n" for name in tokens.names()))
    return 0


def _serve(settings: Settings) -> int:
    try:
        from sqlalchemy.exc import SQLAlchemyError

        from .application import Service
        from .http_server import make_server
    except ImportError as error:
        sys.stderr.write(f"The service is not installed ({error}): install the component 'server' of the runtime.\n")
        return 1
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # requests that wait for a thread
    with open(os.path.join(settings.folder, _LOCK), "a", encoding="ascii") as lock:
        if not take_lock(lock):
            sys.stderr.write(f"Another service uses {settings.folder}.\n")
            return 1
        listener = _listen(settings)
        if listener is None:
            return 1
        settings = replace(settings, port=listener.getsockname()[1])
        try:
            service = Service(settings)
        except SQLAlchemyError as error:
            listener.close()
            sys.stderr.write(f"The store of jobs cannot be used: {error}\n")
            return 1
        server = make_server(service, listener)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)
        token = None if service.tokens.names() else service.tokens.add(_FIRST_TOKEN)
        if settings.confine and landlock_version() < LEAST_VERSION:
            sys.stderr.write(
                "This system cannot confine workers to their folders (Landlock, Linux 5.19): see docs/service.md.\n"
            )
        service.start()
        sys.stdout.write(f"Groundshift serves at {settings.base_url}\n" + (f"Token: {token}\n" if token else ""))
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
        server.close()
        service.stop()
    return 0


def _leave(*_: Any) -> None:
    raise KeyboardInterrupt


def _listen(settings: Settings) -> Optional[socket.socket]:
    """A socket at the address of the settings."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        sys.stderr.write(f"{settings.host}:{settings.port} cannot be listened at: {error}\n")
        return None
    return listener
