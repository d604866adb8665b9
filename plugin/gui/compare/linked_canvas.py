"""A second map canvas that is linked to the first one in both directions."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import QgsMapLayer, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsVertexMarker
from qgis.PyQt.QtCore import QEvent, QObject, pyqtSignal
from qgis.PyQt.QtGui import QColor, QResizeEvent
from qgis.PyQt.QtWidgets import QWidget

_CROSS_COLOR = QColor(255, 214, 10)
_CROSS_EDGE = QColor(20, 20, 20)
_CROSS_LETTERS = 2.5  # size of the cross in widths of the letter x
# Smaller movements are ignored: values passed back and forth never agree to the last digit.
_STILL_PIXELS = 0.01
_STILL_DEGREES = 1e-6


class CanvasLink(QObject):
    """Keeps two canvases at the same centre, scale, rotation and CRS, and shows the cursor of each on the other.

    The canvases may have different sizes. CRS, temporal range, background and magnification are passed only from the first to
    the second: the user sets them for the project.

    :param first: QGIS's main canvas.
    :param second: the plugin's canvas.
    """

    def __init__(self, first: QgsMapCanvas, second: DateCanvas) -> None:
        super().__init__(second)
        self._first, self._second = first, second
        self._busy = False
        self._crosses = {first: _Cross(first), second: _Cross(second)}
        self._links: list[tuple[object, Callable[..., None]]] = [
            (first.extentsChanged, self._follow_first),
            (first.rotationChanged, self._follow_first),
            (first.destinationCrsChanged, self._take_settings),
            (first.magnificationChanged, self._take_settings),
            (first.canvasColorChanged, self._take_settings),
            (first.temporalRangeChanged, self._take_settings),
            (second.extentsChanged, self._follow_second),
            (second.rotationChanged, self._follow_second),
            (second.resized, self._follow_first),
            (first.xyCoordinates, self._point_on_second),
            (second.xyCoordinates, self._point_on_first),
        ]
        for signal, slot in self._links:
            signal.connect(slot)  # type: ignore[attr-defined]
        for canvas in (first, second):
            canvas.viewport().installEventFilter(self)
        self._take_settings()

    def release(self) -> None:
        """Unlink the canvases."""
        for signal, slot in self._links:
            signal.disconnect(slot)  # type: ignore[attr-defined]
        self._links = []
        for canvas in (self._first, self._second):
            canvas.viewport().removeEventFilter(self)
            self._crosses[canvas].release()
        self._crosses = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Leave:  # the cursor has left both maps
            for cross in self._crosses.values():
                cross.hide()
        return False

    def _take_settings(self, *_arguments: object) -> None:
        first, second = self._first, self._second
        busy, self._busy = self._busy, True  # in QGIS 3.40 another CRS moves the second canvas, which the first must not follow
        try:
            second.setCanvasColor(first.canvasColor())
            if second.mapSettings().destinationCrs() != first.mapSettings().destinationCrs():
                second.setDestinationCrs(first.mapSettings().destinationCrs())
            second.setMagnificationFactor(first.magnificationFactor())
            if first.mapSettings().isTemporal() or second.mapSettings().isTemporal():
                second.setTemporalRange(first.mapSettings().temporalRange())
        finally:
            self._busy = busy
        self._follow_first()

    def _follow_first(self, *_arguments: object) -> None:
        self._follow(self._first, self._second)

    def _follow_second(self, *_arguments: object) -> None:
        if not self._second.resizing:
            self._follow(self._second, self._first)

    def _follow(self, leader: QgsMapCanvas, follower: QgsMapCanvas) -> None:
        """Set the follower to the leader's centre, map units per pixel and rotation."""
        if self._busy:
            return
        self._busy = True
        try:
            if abs(leader.rotation() - follower.rotation()) > _STILL_DEGREES:
                follower.setRotation(leader.rotation())
            pixel = leader.mapUnitsPerPixel()
            centre, now = leader.center(), follower.center()
            size = follower.mapSettings().outputSize()
            moved = max(abs(centre.x() - now.x()), abs(centre.y() - now.y())) / pixel
            scaled = abs(follower.mapUnitsPerPixel() / pixel - 1.0) * max(size.width(), size.height())
            if max(moved, scaled) > _STILL_PIXELS:
                width, height = size.width() * pixel / 2, size.height() * pixel / 2
                extent = QgsRectangle(centre.x() - width, centre.y() - height, centre.x() + width, centre.y() + height)
                follower.setExtent(extent)
                follower.refresh()
        finally:
            self._busy = False

    def _point_on_second(self, point: QgsPointXY) -> None:
        self._point(self._second, self._first, point)

    def _point_on_first(self, point: QgsPointXY) -> None:
        self._point(self._first, self._second, point)

    def _point(self, canvas: QgsMapCanvas, origin: QgsMapCanvas, point: QgsPointXY) -> None:
        """Show on ``canvas`` the cursor position of the other one."""
        if origin.underMouse() or origin.viewport().underMouse():
            self._crosses[canvas].show_at(point)
            self._crosses[origin].hide()


class _Cross:
    """A light cross with a dark edge, visible on any background."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        size = round(_CROSS_LETTERS * canvas.fontMetrics().horizontalAdvance("x"))
        self._markers = []
        for color, width in ((_CROSS_EDGE, 4), (_CROSS_COLOR, 2)):
            marker = QgsVertexMarker(canvas)
            marker.setIconType(QgsVertexMarker.IconType.ICON_CROSS)
            marker.setIconSize(size)
            marker.setColor(color)
            marker.setPenWidth(width)
            marker.hide()
            self._markers.append(marker)

    def show_at(self, point: QgsPointXY) -> None:
        for marker in self._markers:
            marker.setCenter(point)
            marker.show()

    def hide(self) -> None:
        for marker in self._markers:
            marker.hide()

    def release(self) -> None:
        for marker in self._markers:
            self._canvas.scene().removeItem(marker)
        self._markers = []


class DateCanvas(QgsMapCanvas):
    """A map of one date, to be linked to the main map.

    :param model: canvas whose rendering settings are copied.
    :ivar resizing: whether the extent changes because of a resize, not by the user.
    """

    resized = pyqtSignal()

    def __init__(self, model: QgsMapCanvas, parent: Optional[QWidget] = None) -> None:
        self.resizing = False
        super().__init__(parent)
        self.setObjectName("GroundshiftDateCanvas")
        self.enableAntiAliasing(model.antiAliasingEnabled())
        self.setParallelRenderingEnabled(True)
        self.setCachingEnabled(True)
        self._pan = QgsMapToolPan(self)
        self.setMapTool(self._pan)

    def show_layers(self, layers: list[QgsMapLayer]) -> None:
        """Show these layers, topmost first."""
        if [layer.id() for layer in self.layers()] != [layer.id() for layer in layers]:
            self.setLayers(layers)
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.resizing = True
        super().resizeEvent(event)
        self.resizing = False
        self.resized.emit()

    def release(self) -> None:
        """Stop rendering before the canvas is deleted."""
        self.stopRendering()
        self.unsetMapTool(self._pan)
        self.setLayers([])
