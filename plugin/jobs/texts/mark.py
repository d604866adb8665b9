"""The mark of texts that are translated elsewhere."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 (the name that Qt's tools know)
    """Return ``text`` unchanged; ``tools/translations.py`` reads the call."""
    return text
