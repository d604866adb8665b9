"""Dialogs of Processing's tools, filled in by a panel."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.PyQt import sip


class ToolDialogs:
    """Opens dialogs, keeps them alive, and closes those that are still open at the end."""

    def __init__(self) -> None:
        # Without a reference Python forgets that such a window is more than Qt's own part of it.
        self._dialogs: list[Any] = []

    def open(self, algorithm: str, values: Mapping[str, Any]) -> bool:
        """Open the dialog of an algorithm with some of its parameters filled in.

        :return: whether there is such an algorithm.
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
        """Close what is open, at the plugin's unload."""
        while self._dialogs:
            dialog = self._dialogs.pop()
            if not sip.isdeleted(dialog):
                dialog.close()
                dialog.deleteLater()
