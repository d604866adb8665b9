"""The plugin's version, from ``metadata.txt``. Standard library only; imported by both sides."""

from __future__ import annotations

import os


def plugin_version() -> str:
    """Return the version in ``metadata.txt``, ``""`` where there is none."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        with open(os.path.join(root, "metadata.txt"), encoding="utf-8") as metadata:
            for line in metadata:
                key, _, value = line.partition("=")
                if key.strip() == "version":
                    return value.strip()
    except OSError:
        return ""
    return ""
