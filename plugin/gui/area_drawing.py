"""Has the user draw one area on the map, and gives the map its tool back afterwards."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsGeometry
from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from .area_tool import RECTANGLE, AreaTool


def tr(text: str) -> str:
    """The text in the user's language."""
    return str(QCoreApplication.translate("DetectPanel", text))


class AreaDrawing(QObject):
    """Begins and ends the drawing. Another map tool that the user chooses ends it, too.

    :param canvas: QGIS's map.
    """

    drawn = pyqtSignal(object)  # QgsGeometry in the CRS of the map
    changed = pyqtSignal()  # it has begun, or ended

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._tool: Optional[AreaTool] = None
        self._tool_before: Optional[QgsMapTool] = None
        canvas.mapToolSet.connect(self._tool_set)

    @property
    def shape(self) -> str:
        """What is being drawn: RECTANGLE or POLYGON; ``""`` = nothing."""
        return self._tool.shape if self._tool is not None else ""

    @property
    def advice(self) -> str:
        """How to draw what is being drawn."""
        drag = tr("Drag a rectangle on the map; Esc gives up.")
        click = tr("Click the corners; right-click ends, Esc gives up.")
        return drag if self.shape == RECTANGLE else click if self.shape else ""

    def begin(self, shape: str) -> None:
        """Let the user draw a shape."""
        self.end()
        self._tool_before = self._canvas.mapTool()
        self._tool = AreaTool(self._canvas, shape)
        self._tool.drawn.connect(self._drawn)
        self._tool.given_up.connect(self.end)
        self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()
        self.changed.emit()

    def end(self) -> None:
        """Stop drawing; nothing comes of what was begun."""
        tool, self._tool = self._tool, None
        before, self._tool_before = self._tool_before, None
        if tool is None:
            return
        if self._canvas.mapTool() is tool:
            self._canvas.unsetMapTool(tool)
            if before is not None:
                self._canvas.setMapTool(before)
        tool.deleteLater()
        self.changed.emit()

    def release(self) -> None:
        """Leave no tool on the map; at the plugin's unload."""
        self._canvas.mapToolSet.disconnect(self._tool_set)
        self.end()

    def _drawn(self, shape: QgsGeometry) -> None:
        self.end()
        self.drawn.emit(shape)

    def _tool_set(self, new: Optional[QgsMapTool], _old: Optional[QgsMapTool] = None) -> None:
        if self._tool is not None and new is not self._tool:
            tool, self._tool, self._tool_before = self._tool, None, None
            tool.deleteLater()
            self.changed.emit()
