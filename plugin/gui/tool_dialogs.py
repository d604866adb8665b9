"""Dialogs of Processing algorithms, filled in by a panel."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.PyQt import sip


class ToolDialogs:
    """Opens dialogs, keeps references to them, and closes those still open at the end."""

    def __init__(self) -> None:
        # Without a reference Python deletes its part of the window.
        self._dialogs: list[Any] = []

    def open(self, algorithm: str, values: Mapping[str, Any]) -> bool:
        """Open the dialog of an algorithm with some of its parameters filled in.

        :return: whether the algorithm exists.
        """
        import processing

        self._dialogs = [dialog for dialog in self._dialogs if not sip.isdeleted(dialog)]
        dialog = processing.createAlgorithmDialog(algorithm, dict(values))
        if dialog is None:
            return False
        self._dialogs.append(dialog)
        dialog.show()
        dialog.raise_()
        return True

    def close_all(self) -> None:
        """Close all open dialogs, when the plugin is unloaded."""
        while self._dialogs:
            dialog = self._dialogs.pop()
            if not sip.isdeleted(dialog):
                dialog.close()
                dialog.deleteLater()
