"""Keys on the map canvas: QGIS's canvas keeps the arrows and the space bar for itself, no map tool ever sees them."""

from __future__ import annotations

from typing import Callable, Mapping

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, Qt

# Given the event's modifiers; says whether the key was meant for it.
KeyAction = Callable[[Qt.KeyboardModifier], bool]


class CanvasKeys(QObject):
    """Calls functions for keys that are pressed on a canvas, before the canvas gets them.

    :param actions: by key, such as ``Qt.Key.Key_Space``.
    """

    def __init__(self, canvas: QgsMapCanvas, actions: Mapping[Qt.Key, KeyAction]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._actions = dict(actions)
        self._taken: set[int] = set()
        canvas.installEventFilter(self)

    def release(self) -> None:
        """Leave the canvas alone."""
        self._canvas.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.KeyPress:
            action = self._actions.get(event.key())
            if action is not None and action(event.modifiers()):
                self._taken.add(event.key())
                return True
        elif event.type() == QEvent.Type.KeyRelease and event.key() in self._taken:
            # The canvas must not see the end of what it did not see the beginning of.
            if not event.isAutoRepeat():
                self._taken.discard(event.key())
            return True
        return False
