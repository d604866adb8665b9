"""The earlier date in a second map, linked to the main map, which shows the later one."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsMapLayerStyle, QgsVectorLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from .date_layers import layers_of_date, outline_layers
from .linked_canvas import CanvasLink, DateCanvas
from .outlines import outline_style

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
        self._copies: dict[str, QgsVectorLayer] = {}  # id of a layer of polygons -> what is shown of it
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

    def show_dates(self, before: QgsMapLayer, after: QgsMapLayer, with_others: bool, opacity: float = 1.0) -> None:
        """Show the earlier date, with or without the other layers of the main map, and the outlines over the dates.

        :param opacity: of the outlines, 0 to 1.
        """
        self.setWindowTitle(translate("Compare", "Before: {layer}").format(layer=before.name()))
        layers = layers_of_date(self._main, before, after, with_others)
        over = outline_layers(self._main, (before, after)) if opacity > 0 else []
        before_this, self._copies = self._copies, {}
        for layer in over:
            self._copies[layer.id()] = self._outlined(before_this.get(layer.id()), layer, opacity)
        self.canvas.show_layers([*self._copies.values(), *layers])

    @staticmethod
    def _outlined(copy: Optional[QgsVectorLayer], layer: QgsVectorLayer, opacity: float) -> QgsVectorLayer:
        """Return a copy of a layer that shows its outlines only: a canvas has no styles of its own for layers."""
        if copy is None:
            copy = layer.clone()
            layer.repaintRequested.connect(copy.triggerRepaint)
        QgsMapLayerStyle(outline_style(layer)).writeToLayer(copy)
        copy.setOpacity(opacity)
        copy.triggerRepaint()
        return copy

    def release(self) -> None:
        """Remove the dock and its canvas."""
        if self._released:
            return
        self._released = True
        self.closed.disconnect(self._closed)
        self._link.release()
        self.canvas.release()
        self._copies = {}
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
