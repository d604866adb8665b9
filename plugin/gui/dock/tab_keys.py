"""Ctrl+Page down and Ctrl+Page up go from tab to tab, in the dock and on QGIS's map.

Letters with Alt would be others in each language, and QGIS's own menus hold half of the alphabet.
"""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QTabWidget, QWidget


class TabKeys(QObject):
    """Watches the keys in ``dock`` and, while the dock is to be seen, on ``canvas``.

    :param tabs: the tabs of the dock; after the last one comes the first.
    """

    def __init__(self, dock: QWidget, tabs: QTabWidget, canvas: QgsMapCanvas) -> None:
        super().__init__(dock)
        self._dock, self._tabs = dock, tabs
        self._shortcuts: list[QShortcut] = []
        for widget in (dock, canvas):
            for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
                shortcut = QShortcut(QKeySequence(keys), widget)
                # Of this widget only: a floating dock is a window of its own.
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda step=step: self._go(step))
                self._shortcuts.append(shortcut)

    def release(self) -> None:
        """Leave the map alone."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []

    def _go(self, step: int) -> None:
        if self._dock.isVisible() and self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + step) % self._tabs.count())
