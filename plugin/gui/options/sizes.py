"""Sizes and places of files for people."""

from __future__ import annotations

import os

from qgis.PyQt.QtCore import QLocale

_STEP = 1000.0  # as file managers count


def place_text(path: str) -> str:
    """A path as people write it: with ``~`` for the own folder, where systems know that."""
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if os.name == "posix" and path.startswith(home + os.sep) else path


def size_text(size: int) -> str:
    """Bytes in the unit that leaves a short number, in the user's way of writing numbers."""
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < _STEP:
            digits = 0 if unit == "B" or value >= 10 else 1
            return f"{QLocale().toString(value, 'f', digits)} {unit}"
        value /= _STEP
    return f"{QLocale().toString(value, 'f', 1)} GB"
