"""File sizes and paths as text for the user."""

from __future__ import annotations

import os

from qgis.PyQt.QtCore import QLocale

_STEP = 1000.0  # decimal, as in file managers


def place_text(path: str) -> str:
    """Return a path with ``~`` for the home folder on POSIX systems."""
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if os.name == "posix" and path.startswith(home + os.sep) else path


def size_text(size: int) -> str:
    """Return a size in bytes as text with a suitable unit, in the user's locale."""
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < _STEP:
            digits = 0 if unit == "B" or value >= 10 else 1
            return f"{QLocale().toString(value, 'f', digits)} {unit}"
        value /= _STEP
    return f"{QLocale().toString(value, 'f', 1)} GB"
