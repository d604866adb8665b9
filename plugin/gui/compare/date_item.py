"""The canvas item that draws one date, or both with a swipe line, over the canvas's own map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional

from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTextOption

from .date_picture import DatePicture

# The canvas's map is at -10; rubber bands, markers and annotations are at 0 and above.
_Z_VALUE = -5.0
_DARK = QColor(0, 0, 0, 150)
_LIGHT = QColor(255, 255, 255)
_BEFORE_COLOR = QColor("#6aa84f")
_AFTER_COLOR = QColor("#3b8fc4")


class Shown(Enum):
    """The dates drawn over the canvas's map."""

    NOTHING = "nothing"
    BEFORE = "before"
    AFTER = "after"
    BOTH = "both"  # with a line between them


@dataclass
class LinePlace:
    """Position of the swipe line on the canvas.

    :param fraction: 0..1 of the canvas's width from its left side, or of its height from its top.
    :param upright: whether the line is vertical (before on its left), or horizontal (before above it).
    """

    fraction: float = 0.5
    upright: bool = True


class DateItem(QgsMapCanvasItem):
    """Draws the rendered dates over the canvas's map, below rubber bands and markers.

    :param before, after: the pictures.
    :param place: of the line; shared with the view that moves it.
    :param outlines: of the polygons over both dates, transparent elsewhere; ``None`` = none are drawn.
    """

    def __init__(
        self,
        canvas: QgsMapCanvas,
        before: DatePicture,
        after: DatePicture,
        place: LinePlace,
        outlines: Optional[DatePicture] = None,
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._before, self._after, self._outlines, self._place = before, after, outlines, place
        self.outline_opacity = 1.0
        self._titles = ("", "")
        self.shown = Shown.NOTHING
        self.grip = False  # whether the line can be dragged, shown by a handle
        self.setZValue(_Z_VALUE)

    def set_titles(self, before: str, after: str) -> None:
        """Set the labels in the corners."""
        self._titles = (before, after)
        self.update()

    def updatePosition(self) -> None:  # noqa: N802 (QGIS's names, here and below)
        """Called when the canvas has another extent or size."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        # While panning, the canvas moves its scene by up to its own size.
        width, height = float(self._canvas.width()), float(self._canvas.height())
        return QRectF(-width, -height, 3 * width, 3 * height)

    def paint(self, painter: QPainter, option: Optional[Any] = None, widget: Optional[Any] = None) -> None:
        """Draw in scene coordinates; called by the canvas."""
        if self.shown is Shown.NOTHING:
            return
        origin = self._canvas.mapToScene(0, 0)
        view = QRectF(origin.x(), origin.y(), float(self._canvas.viewport().width()), float(self._canvas.viewport().height()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        first, second = self._parts(view)
        if self.shown in (Shown.BEFORE, Shown.BOTH):
            self._draw_date(painter, self._before, first)
        if self.shown in (Shown.AFTER, Shown.BOTH):
            self._draw_date(painter, self._after, second)
        if self._outlines is not None and self.outline_opacity > 0:
            painter.save()
            painter.setOpacity(self.outline_opacity)
            painter.setClipRect(view)
            self._draw_picture(painter, self._outlines)
            painter.restore()
        if self.shown is Shown.BOTH:
            self._draw_line(painter, view)
        self._draw_titles(painter, first, second)
        painter.restore()

    def _parts(self, view: QRectF) -> tuple[QRectF, QRectF]:
        """Return the parts of the view that show before and after."""
        if self.shown is not Shown.BOTH:
            return view, view
        first, second = QRectF(view), QRectF(view)
        if self._place.upright:
            line = view.left() + self.line_pixel(view.width())
            first.setRight(line)
            second.setLeft(line)
        else:
            line = view.top() + self.line_pixel(view.height())
            first.setBottom(line)
            second.setTop(line)
        return first, second

    def line_pixel(self, length: float) -> float:
        """Return the pixels from the canvas edge to the line, rounded so that it is sharp."""
        return float(round(self._place.fraction * length))

    def _draw_date(self, painter: QPainter, picture: DatePicture, part: QRectF) -> None:
        """Draw a picture at its current place on the map; uncovered parts show the background, not the other date."""
        painter.save()
        painter.setClipRect(part)
        painter.fillRect(part, self._canvas.canvasColor())
        self._draw_picture(painter, picture)
        painter.restore()

    def _draw_picture(self, painter: QPainter, picture: DatePicture) -> None:
        transform = picture.placement(self._canvas.mapSettings())
        if transform is not None and picture.image is not None:
            image = picture.image
            ratio = image.devicePixelRatio() or 1.0
            painter.setTransform(transform, True)
            painter.drawImage(QRectF(0, 0, image.width() / ratio, image.height() / ratio), image, QRectF(image.rect()))

    def _draw_line(self, painter: QPainter, view: QRectF) -> None:
        if self._place.upright:
            x = view.left() + self.line_pixel(view.width())
            begin, end, middle = QPointF(x, view.top()), QPointF(x, view.bottom()), QPointF(x, view.center().y())
        else:
            y = view.top() + self.line_pixel(view.height())
            begin, end, middle = QPointF(view.left(), y), QPointF(view.right(), y), QPointF(view.center().x(), y)
        painter.setPen(QPen(_DARK, 4.0))
        painter.drawLine(begin, end)
        painter.setPen(QPen(_LIGHT, 2.0))
        painter.drawLine(begin, end)
        if self.grip:
            self._draw_grip(painter, middle)

    def _draw_grip(self, painter: QPainter, middle: QPointF) -> None:
        """Draw a handle with two arrows in the middle of the line."""
        radius = QFontMetricsF(self._canvas.font()).height() * 0.9
        painter.setPen(QPen(_DARK, 1.5))
        painter.setBrush(_LIGHT)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(60, 60, 60))
        painter.save()
        painter.translate(middle)
        painter.rotate(0.0 if self._place.upright else 90.0)
        for sign in (-1.0, 1.0):
            tip, base, half = sign * radius * 0.72, sign * radius * 0.22, radius * 0.36
            painter.drawPolygon(QPolygonF([QPointF(tip, 0.0), QPointF(base, -half), QPointF(base, half)]))
        painter.restore()

    def _draw_titles(self, painter: QPainter, first: QRectF, second: QRectF) -> None:
        """Draw the label of each shown date in the outer corner of its part."""
        if self.shown in (Shown.BEFORE, Shown.BOTH):
            draw_title(painter, self._canvas, first, self._titles[0], _BEFORE_COLOR, Qt.AlignmentFlag.AlignLeft)
        if self.shown is Shown.AFTER:
            draw_title(painter, self._canvas, second, self._titles[1], _AFTER_COLOR, Qt.AlignmentFlag.AlignLeft)
        elif self.shown is Shown.BOTH:
            side = Qt.AlignmentFlag.AlignRight if self._place.upright else Qt.AlignmentFlag.AlignLeft
            draw_title(painter, self._canvas, second, self._titles[1], _AFTER_COLOR, side)


def draw_title(painter: QPainter, canvas: QgsMapCanvas, part: QRectF, text: str, color: QColor, side: Qt.AlignmentFlag) -> None:
    """Draw a label on a dark background at the top of ``part``, elided to fit; nothing if there is no room."""
    metrics = QFontMetricsF(canvas.font())
    pad = math.ceil(metrics.height() * 0.35)
    stripe = math.ceil(metrics.height() * 0.25)
    room = part.width() - 6 * pad - stripe
    if not text or room < metrics.horizontalAdvance("…") or part.height() < metrics.height() + 4 * pad:
        return
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
    width = metrics.horizontalAdvance(fitting) + 2 * pad + stripe
    left = part.left() + 2 * pad if side == Qt.AlignmentFlag.AlignLeft else part.right() - 2 * pad - width
    plate = QRectF(left, part.top() + 2 * pad, width, metrics.height() + pad)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(25, 25, 25, 200))
    painter.drawRoundedRect(plate, 3.0, 3.0)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(plate.left(), plate.top(), stripe, plate.height()), 2.0, 2.0)
    painter.setFont(canvas.font())
    painter.setPen(_LIGHT)
    option = QTextOption(Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    painter.drawText(plate.adjusted(stripe + pad, 0.0, 0.0, 0.0), fitting, option)
