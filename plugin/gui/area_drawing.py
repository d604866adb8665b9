"""Draw a rectangle or a polygon on the map."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..layers.areas import sound_polygons

RECTANGLE, POLYGON = "rectangle", "polygon"
AREA_COLOR = QColor(217, 138, 31)
AREA_FILL = QColor(232, 163, 58, 40)
_LEAST_DRAG = 4  # pixels; a shorter drag is a click


def area_band(canvas: QgsMapCanvas) -> QgsRubberBand:
    """Return a rubber band in the style of areas."""
    band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
    band.setStrokeColor(AREA_COLOR)
    band.setFillColor(AREA_FILL)
    band.setLineStyle(Qt.PenStyle.DashLine)
    band.setWidth(2)
    return band


class AreaTool(QgsMapTool):
    """Draws one shape. A rectangle is dragged, or drawn by two clicks; a polygon by clicking its vertices.

    Rectangles are parallel to the screen, also on rotated maps. The right button or Enter finishes a polygon, Backspace
    removes the last vertex, Esc cancels.
    """

    drawn = pyqtSignal(object)  # QgsGeometry in the CRS of the map
    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, shape: str) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.shape = shape
        self._canvas = canvas
        self._band: Optional[QgsRubberBand] = None
        self._start: Optional[QPoint] = None
        self._corners: list[QgsPointXY] = []

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 (QGIS's names, here and below)
        if self.shape == RECTANGLE and event.button() == Qt.MouseButton.LeftButton and self._start is None:
            self._start = event.pos()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self.shape == RECTANGLE and self._start is not None:
            self._show(self._rectangle(self._start, event.pos()))
        elif self.shape == POLYGON and self._corners:
            self._show([*self._corners, self.toMapCoordinates(event.pos())])

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self.shape == RECTANGLE:
            if self._start is None or event.button() != Qt.MouseButton.LeftButton:
                return
            moved = event.pos() - self._start
            # A click starts a rectangle, the next one ends it: QGIS does not pass Esc to tools while a button is pressed.
            if min(abs(moved.x()), abs(moved.y())) >= _LEAST_DRAG:
                self._finish(self._rectangle(self._start, event.pos()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._corners.append(self.toMapCoordinates(event.pos()))
            self._show(self._corners)
        elif event.button() == Qt.MouseButton.RightButton:
            if len(self._corners) == 2:  # the right click also sets the third vertex of a triangle
                self._corners.append(self.toMapCoordinates(event.pos()))
            self._finish_polygon()

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self._finish_polygon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._clear()
            event.accept()
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._corners:
            self._corners.pop()
            self._show(self._corners)
            event.accept()  # otherwise QGIS deletes the selected features
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_polygon()
            event.accept()
        else:
            event.ignore()

    def deactivate(self) -> None:
        self._clear()
        super().deactivate()

    def _rectangle(self, one: QPoint, other: QPoint) -> list[QgsPointXY]:
        corners = (one, QPoint(other.x(), one.y()), other, QPoint(one.x(), other.y()))
        return [self.toMapCoordinates(corner) for corner in corners]

    def _show(self, corners: list[Any]) -> None:
        if self._band is None:
            self._band = area_band(self._canvas)
        if len(corners) > 1:
            self._band.setToGeometry(QgsGeometry.fromPolygonXY([[QgsPointXY(corner) for corner in corners]]), None)
        else:
            self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def _finish_polygon(self) -> None:
        if self.shape == POLYGON and len(self._corners) >= 3:
            self._finish(self._corners)

    def _finish(self, corners: list[QgsPointXY]) -> None:
        shape, _ = sound_polygons(QgsGeometry.fromPolygonXY([corners]))
        self._clear()
        if not shape.isEmpty() and shape.area() > 0:
            self.drawn.emit(shape)

    def _clear(self) -> None:
        self._start = None
        self._corners = []
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class AreaDrawing(QObject):
    """Starts and ends the drawing. It also ends when the user chooses another map tool.

    :param canvas: QGIS's map.
    """

    drawn = pyqtSignal(object)  # QgsGeometry in the CRS of the map
    changed = pyqtSignal()  # drawing started or ended

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._tool: Optional[AreaTool] = None
        self._tool_before: Optional[QgsMapTool] = None
        canvas.mapToolSet.connect(self._tool_set)

    @property
    def shape(self) -> str:
        """Shape that is being drawn: RECTANGLE or POLYGON; ``""`` = none."""
        return self._tool.shape if self._tool is not None else ""

    @property
    def advice(self) -> str:
        """Instructions for the current shape."""
        drag = tr("Drag a rectangle on the map; press Esc to cancel.")
        click = tr("Click the vertices; right-click to finish, press Esc to cancel.")
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
        """Stop drawing and discard the unfinished shape."""
        tool, self._tool = self._tool, None
        before, self._tool_before = self._tool_before, None
        if tool is None:
            return
        if self._canvas.mapTool() is tool:
            self._canvas.unsetMapTool(tool)
            if before is not None and not sip.isdeleted(before):  # it may be another plugin's
                self._canvas.setMapTool(before)
        tool.deleteLater()
        self.changed.emit()

    def release(self) -> None:
        """Remove the tool from the map, when the plugin is unloaded."""
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
