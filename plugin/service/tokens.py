"""Tokens that requests bear. The file keeps their digests only: who reads it cannot send requests by it."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import threading
from typing import Dict, List, Optional, Tuple

_FILE = "tokens.json"


class Tokens:
    """The tokens of a service, by name. Thread-safe; a change of the file holds at once.

    :param folder: of the service's data.
    """

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, _FILE)
        self._lock = threading.Lock()
        self._state: Optional[Tuple[int, int]] = None
        self._digests: Dict[str, str] = {}

    def names(self) -> List[str]:
        """Return the names of all tokens."""
        return sorted(self._read())

    def add(self, name: str) -> str:
        """Make a token; one of the same name loses its validity.

        :return: the token, which is kept nowhere.
        """
        token = secrets.token_urlsafe(32)
        self._write({**self._read(), name: _digest(token)})
        return token

    def remove(self, name: str) -> bool:
        """Remove a token; return whether there was one."""
        digests = dict(self._read())
        found = digests.pop(name, None) is not None
        self._write(digests)
        return found

    def owner(self, token: str) -> Optional[str]:
        """Return the name of a token; ``None`` = it is not valid."""
        digest = _digest(token)
        found = None
        for name, known in self._read().items():
            if hmac.compare_digest(known, digest):
                found = name
        return found

    def _read(self) -> Dict[str, str]:
        with self._lock:
            try:
                state = _state_of(self._path)
                if state != self._state:
                    with open(self._path, encoding="utf-8") as stream:
                        self._digests = {str(name): str(digest) for name, digest in json.load(stream).items()}
                    self._state = state
            except FileNotFoundError:
                self._digests, self._state = {}, None
            return self._digests

    def _write(self, digests: Dict[str, str]) -> None:
        staged = f"{self._path}.new"
        with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            json.dump(digests, stream, indent=1)
        os.replace(staged, self._path)
        with self._lock, contextlib.suppress(OSError):
            self._digests, self._state = dict(digests), _state_of(self._path)


def _state_of(path: str) -> Tuple[int, int]:
    """What changes when the file is replaced: a time alone does not, where two changes follow each other at once."""
    state = os.stat(path)
    return state.st_mtime_ns, state.st_ino


def _digest(token: str) -> str:
    # No slow hash: the tokens are random and long.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
