"""Line plots that update during a training, drawn with Qt in the colours of the user's theme."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Callable, Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

translate = QCoreApplication.translate

# Okabe and Ito's colours, distinguishable for colour-blind users, that are visible on dark and light backgrounds.
COLORS = ("#1a86d0", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
_LIGHT_INK, _DARK_INK = "#d0d0d0", "#202020"
_LEAST_CONTRAST = 0.35
_NEAR_PIXELS = 40
_TICKS = 5
_MOST_POINTS = 600


@dataclass
class Curve:
    """One curve of a plot.

    :param name: for the legend.
    :param dots: whether the points are marked (epochs) or not (steps).
    :param faint: drawn behind, pale: the raw values behind a smoothed line.
    """

    name: str
    color: str
    dots: bool = True
    faint: bool = False
    points: list[tuple[float, float]] = field(default_factory=list)


class CurvePlot(QWidget):
    """A plot of curves over a common axis.

    :param title: above the plot.
    :param x_title: below the plot.
    :param span: range of the vertical axis; ``None`` = from the values.
    :param logarithmic: whether the horizontal axis is logarithmic.
    """

    def __init__(
        self,
        title: str,
        x_title: str,
        span: Optional[tuple[float, float]] = None,
        logarithmic: bool = False,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._x_title, self._span, self._logarithmic = title, x_title, span, logarithmic
        self._curves: list[Curve] = []
        self._mark: Optional[tuple[float, str]] = None
        self._least_x: Optional[float] = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's names, here and below)
        unit = self.fontMetrics().height()
        return QSize(26 * unit, 14 * unit)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        unit = self.fontMetrics().height()
        return QSize(14 * unit, 9 * unit)

    def set_span(self, span: Optional[tuple[float, float]]) -> None:
        """Set the range of the vertical axis; ``None`` = from the values."""
        self._span = span
        self.update()

    def set_curves(
        self, curves: Sequence[Curve], mark: Optional[tuple[float, str]] = None, to_x: Optional[float] = None
    ) -> None:
        """Show these curves.

        :param mark: position and text of a vertical line.
        :param to_x: the axis extends at least to this value.
        """
        self._curves, self._mark, self._least_x = list(curves), mark, to_x
        last = [f"{curve.name} {curve.points[-1][1]:.3g}" for curve in curves if curve.points and not curve.faint]
        self.setAccessibleDescription(", ".join(last))
        self.update()

    # -- drawing ----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        palette = self.palette()
        metrics = self.fontMetrics()
        ground = palette.color(QPalette.ColorRole.Base)
        painter.fillRect(self.rect(), ground)
        ink = readable(palette.color(QPalette.ColorRole.Text), ground)
        pale, grid = _mixed(ink, ground, 0.25), _mixed(ink, ground, 0.82)
        margin = metrics.height() // 2
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(margin, margin + metrics.ascent()), self._title)
        font.setBold(False)
        painter.setFont(font)
        self._legend(painter, ink, margin)
        area, ticks_x, ticks_y = self._layout()
        if not any(curve.points for curve in self._curves):
            painter.setPen(pale)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, translate("CurvePlot", "Nothing to show yet"))
            return
        place = self._places(area)
        for value in ticks_y:
            y = place(self._first_x(), value).y()
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(pale)
            text = _number(value)
            painter.drawText(QPointF(area.left() - metrics.horizontalAdvance(text) - 6, y + metrics.ascent() / 2 - 1), text)
        for value in ticks_x:
            x = place(value, self._bounds()[2]).x()
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(pale)
            text = _number(value)
            left = min(x - metrics.horizontalAdvance(text) / 2, self.width() - margin - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(left, area.bottom() + metrics.ascent() + 3), text)
        painter.setPen(pale)
        width = metrics.horizontalAdvance(self._x_title)
        painter.drawText(QPointF(area.center().x() - width / 2, self.height() - margin / 2 - 1), self._x_title)
        painter.setClipRect(area.adjusted(-4, -4, 4, 4))
        if self._mark is not None:
            self._draw_mark(painter, area, place, pale)
        for curve in sorted(self._curves, key=lambda item: not item.faint):
            self._draw_curve(painter, curve, place)

    def _draw_curve(self, painter: QPainter, curve: Curve, place: Callable[[float, float], QPointF]) -> None:
        color = QColor(curve.color)
        if curve.faint:
            color = _mixed(color, self.palette().color(QPalette.ColorRole.Base), 0.65)
        points = [place(x, y) for x, y in _thinned(curve.points) if math.isfinite(y)]
        painter.setPen(QPen(color, 1.0 if curve.faint else 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if curve.dots and not curve.faint:
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            for point in points:
                painter.drawEllipse(point, 2.6, 2.6)

    def _draw_mark(self, painter: QPainter, area: QRectF, place: Callable[[float, float], QPointF], color: QColor) -> None:
        if self._mark is None:
            return
        value, text = self._mark
        x = place(value, self._bounds()[2]).x()
        painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        width = self.fontMetrics().horizontalAdvance(text)
        left = x + 4 if x + 4 + width < area.right() else x - 4 - width
        painter.drawText(QPointF(left, area.top() + self.fontMetrics().ascent()), text)

    def _legend(self, painter: QPainter, ink: QColor, margin: int) -> None:
        metrics = self.fontMetrics()
        x = self.width() - margin
        bottom = 2 * margin + metrics.horizontalAdvance(self._title) + 2 * metrics.height()
        for curve in reversed([item for item in self._curves if not item.faint]):
            x -= metrics.horizontalAdvance(curve.name)
            swatch = metrics.height()
            if x - swatch < bottom:
                return  # too narrow: the tool tip shows the names
            painter.setPen(ink)
            painter.drawText(QPointF(x, margin + metrics.ascent()), curve.name)
            x -= swatch
            painter.setPen(QPen(QColor(curve.color), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            y = margin + metrics.ascent() - metrics.xHeight() / 2
            painter.drawLine(QPointF(x, y), QPointF(x + swatch * 0.65, y))
            x -= metrics.height() // 2

    # -- scales -----------------------------------------------------------------------------------

    def _layout(self) -> tuple[QRectF, list[float], list[float]]:
        """Return the plot area and the ticks of both axes."""
        metrics = self.fontMetrics()
        margin = metrics.height() // 2
        left_x, right_x, low, high = self._bounds()
        ticks_y = _ticks(low, high)
        label = max((metrics.horizontalAdvance(_number(value)) for value in ticks_y), default=0)
        top = 2 * margin + metrics.height()
        bottom = self.height() - margin - 2 * metrics.height() - 2
        area = QRectF(margin + label + 8, top, max(10.0, self.width() - 2 * margin - label - 12), max(10.0, bottom - top))
        if self._logarithmic:
            first, last = math.ceil(math.log10(left_x)), math.floor(math.log10(right_x))
            return area, [10.0**power for power in range(first, last + 1)], ticks_y
        return area, _ticks(left_x, right_x), ticks_y

    def _first_x(self) -> float:
        return self._bounds()[0]

    def _bounds(self) -> tuple[float, float, float, float]:
        """Return the left, right, lowest and highest value shown."""
        xs = [x for curve in self._curves for x, _ in curve.points]
        ys = [y for curve in self._curves for _, y in curve.points if math.isfinite(y)]
        left, right = (min(xs), max(xs)) if xs else (0.0, 1.0)
        if self._least_x is not None:
            right = max(right, self._least_x)
        if not self._logarithmic:
            left = min(left, 0.0)
        if right <= left:
            right = left * 10 if self._logarithmic and left > 0 else left + 1
        if self._logarithmic and left <= 0:
            left, right = 1e-7, 1.0
        if self._span is not None:
            return left, right, *self._span
        low, high = (min(ys), max(ys)) if ys else (0.0, 1.0)
        if ys and len(ys) > 20:  # high losses of the first steps must not compress the rest
            high = min(high, sorted(ys)[int(len(ys) * 0.98)] * 1.3)
        low = min(low, 0.0) if low < 0.5 * high else low
        room = (high - low) * 0.05 or max(abs(high), 1.0) * 0.05
        return left, right, low - (0 if low == 0 else room), high + room

    def _places(self, area: QRectF) -> Callable[[float, float], QPointF]:
        left, right, low, high = self._bounds()
        scale = math.log10 if self._logarithmic else float
        begin, length = scale(left), scale(right) - scale(left)

        def place(x: float, y: float) -> QPointF:
            return QPointF(
                area.left() + (scale(x) - begin) / length * area.width(),
                area.bottom() - (min(max(y, low), high) - low) / (high - low) * area.height(),
            )

        return place

    # -- tool tips -----------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        text = self.text_at(event.pos().x())
        if text:
            QToolTip.showText(self.mapToGlobal(event.pos()), text, self)
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        QToolTip.hideText()
        super().leaveEvent(event)

    def text_at(self, x: float) -> str:
        """Return the curves' values near a horizontal widget position; ``""`` = none near."""
        area, _, _ = self._layout()
        place = self._places(area)
        lines, title = [], ""
        for curve in self._curves:
            if curve.faint or not curve.points:
                continue
            nearest = min(curve.points, key=lambda point: abs(place(point[0], point[1]).x() - x))
            if abs(place(*nearest).x() - x) <= _NEAR_PIXELS:
                title = title or f"{self._x_title} {_number(nearest[0])}"
                lines.append(f"{curve.name}: {nearest[1]:.4g}")
        return "\n".join([title, *lines]) if lines else ""


def readable(ink: QColor, ground: QColor) -> QColor:
    """Return a text colour for a background: ``ink`` if its contrast is sufficient.

    QGIS's dark themes are style sheets, which change backgrounds but not the text colour of a palette.
    """
    if abs(ink.lightnessF() - ground.lightnessF()) >= _LEAST_CONTRAST:
        return ink
    return QColor(_LIGHT_INK) if ground.lightnessF() < 0.5 else QColor(_DARK_INK)


def smoothed(points: Sequence[tuple[float, float]], weight: float = 0.9) -> list[tuple[float, float]]:
    """Return the bias-corrected exponential moving average of the values (Kingma and Ba 2015, section 3)."""
    mean, found = 0.0, []
    for number, (x, y) in enumerate(points, start=1):
        mean = weight * mean + (1 - weight) * y
        found.append((x, mean / (1 - weight**number)))
    return found


def _thinned(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return at most as many points as can be distinguished."""
    step = max(1, len(points) // _MOST_POINTS)
    return [*points[::step], *points[-1:]]


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two values."""
    if high <= low:
        return [low]
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def _number(value: float) -> str:
    return "0" if abs(value) < 1e-12 else f"{value:.4g}"


def _mixed(one: QColor, other: QColor, part: float) -> QColor:
    """Return ``one`` mixed with the share ``part`` of ``other``."""
    pairs = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()))
    return QColor(*(round(a * (1 - part) + b * part) for a, b in pairs))
