"""The earlier date in a second map, linked to the main map, which shows the later one."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from .date_layers import layers_of_date, outline_layers
from .linked_canvas import CanvasLink, DateCanvas

translate = QCoreApplication.translate


class SideBySide(QgsDockWidget):
    """A dock on the left of the main map, with the map of the earlier date.

    :param iface: the ``QgisInterface``.
    """

    closedByUser = pyqtSignal()

    def __init__(self, iface: Any) -> None:
        window = iface.mainWindow()
        super().__init__(translate("Compare", "Before"), window)
        self.setObjectName("GroundshiftBeforeMap")
        self._window = window
        self._main = iface.mapCanvas()
        self._released = False
        self.canvas = DateCanvas(self._main)
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setWidget(content)
        half = self._main.width() // 2
        self._neighbours = _docks_beside_the_map(window)
        # Next to the map, beside the existing docks, which keep their widths.
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self, Qt.Orientation.Horizontal)
        self._give_widths([*self._neighbours, (self, half)])
        self._link = CanvasLink(self._main, self.canvas)
        self.closed.connect(self._closed)

    def show_dates(self, before: QgsMapLayer, after: QgsMapLayer, with_others: bool, outlined: bool = True) -> None:
        """Show the earlier date, with or without the other layers of the main map and the polygons over the dates."""
        self.setWindowTitle(translate("Compare", "Before: {layer}").format(layer=before.name()))
        layers = layers_of_date(self._main, before, after, with_others)
        self.canvas.show_layers([*(outline_layers(self._main, (before, after)) if outlined else ()), *layers])

    def release(self) -> None:
        """Remove the dock and its canvas."""
        if self._released:
            return
        self._released = True
        self.closed.disconnect(self._closed)
        self._link.release()
        self.canvas.release()
        neighbours = [(dock, dock.width()) for dock, _ in self._neighbours if dock.isVisible()]
        self._window.removeDockWidget(self)
        self._give_widths(neighbours)
        self.deleteLater()

    def _give_widths(self, docks: list[tuple[QDockWidget, int]]) -> None:
        """Set widths later: they only apply to docks that have been laid out."""
        window = self._window

        def resize() -> None:
            there = [(dock, width) for dock, width in docks if dock in window.findChildren(QDockWidget)]
            window.resizeDocks([dock for dock, _ in there], [width for _, width in there], Qt.Orientation.Horizontal)

        QTimer.singleShot(0, resize)

    def _closed(self) -> None:
        self.closedByUser.emit()


def _docks_beside_the_map(window: QMainWindow) -> list[tuple[QDockWidget, int]]:
    """Return the docks on the left and the right of the map, with their widths in pixels."""
    areas = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
    return [
        (dock, dock.width())
        for dock in window.findChildren(QDockWidget)
        if dock.isVisible() and not dock.isFloating() and window.dockWidgetArea(dock) in areas
    ]
