"""The map tool that drags the swipe line; elsewhere it pans and zooms like QGIS's pan tool."""

from __future__ import annotations

from qgis.gui import QgsMapMouseEvent, QgsMapToolPan
from qgis.PyQt.QtCore import Qt

from .date_item import Shown
from .date_view import DateView

# Distance from the line at which it can be grabbed, in widths of the letter x.
_REACH_IN_LETTERS = 1.2


class SwipeTool(QgsMapToolPan):
    """Pans the canvas, or drags the line. The view emits ``lineMoved``."""

    def __init__(self, view: DateView) -> None:
        super().__init__(view.canvas)
        self._view = view
        self._dragging = False

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 (QGIS's names, here and below)
        if event.button() == Qt.MouseButton.LeftButton and self._on_line(event):
            self._dragging = True
            self._drag(event)
        else:
            super().canvasPressEvent(event)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self._dragging:
            self._drag(event)
            return
        super().canvasMoveEvent(event)
        if not event.buttons():
            self._point(self._on_line(event))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self._dragging:
            self._dragging = False
            self._drag(event)
        else:
            super().canvasReleaseEvent(event)

    def deactivate(self) -> None:
        """Stop dragging when another tool becomes active."""
        self._dragging = False
        super().deactivate()

    def _on_line(self, event: QgsMapMouseEvent) -> bool:
        if self._view.shown is not Shown.BOTH:
            return False
        reach = max(6.0, _REACH_IN_LETTERS * self.canvas().fontMetrics().horizontalAdvance("x"))
        return abs(self._along(event) - self._view.line_position()) <= reach

    def _drag(self, event: QgsMapMouseEvent) -> None:
        viewport = self.canvas().viewport()
        length = viewport.width() if self._view.place.upright else viewport.height()
        self._view.set_line(self._along(event) / max(1, length))

    def _along(self, event: QgsMapMouseEvent) -> float:
        """Return the event's coordinate in the direction of the line's movement, in pixels."""
        point = event.originalPixelPoint()
        return float(point.x() if self._view.place.upright else point.y())

    def _point(self, on_line: bool) -> None:
        """Set the cursor shape: over the line or elsewhere."""
        shape = Qt.CursorShape.SplitHCursor if self._view.place.upright else Qt.CursorShape.SplitVCursor
        self.canvas().setCursor(shape if on_line else Qt.CursorShape.OpenHandCursor)
