"""The preview as an item over the map, not as a layer, at any rotation and in any CRS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Sequence

import numpy
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

_FRAME = QColor(217, 138, 31)
_WEAKEST, _STRONGEST = 130, 225  # alpha at the threshold and at certainty


@dataclass(frozen=True)
class PreviewPicture:
    """Result of a preview job.

    :param codes: uint8 (height, width), see :mod:`...jobs.preview`; ``levels``: of probability.
    :param corners: upper left, upper right, lower right, lower left in ``crs``.
    :param cropped: whether the view is larger than the picture.
    """

    codes: numpy.ndarray
    levels: int
    crs: QgsCoordinateReferenceSystem
    corners: tuple[QgsPointXY, ...]
    cropped: bool


class PreviewItem(QgsMapCanvasItem):
    """Draws a picture at its place on the map; a changed threshold only changes its colours."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._map = canvas
        self._picture: Optional[PreviewPicture] = None
        self._image: Optional[QImage] = None
        self._bytes = b""
        self._colors: tuple[str, ...] = ()
        self._threshold = 0.5
        self.setZValue(5)

    @property
    def picture(self) -> Optional[PreviewPicture]:
        return self._picture

    def show_picture(self, picture: Optional[PreviewPicture], colors: Sequence[str], threshold: float) -> None:
        """Show a picture; ``None`` = none.

        :param colors: ``#rrggbb`` of each class.
        :param threshold: from which probability on it shows.
        """
        self._picture = picture
        self._colors, self._threshold = tuple(colors), threshold
        self._image = None
        if picture is not None:
            height, width = picture.codes.shape
            self._bytes = numpy.ascontiguousarray(picture.codes).tobytes()  # kept: the image does not copy it
            self._image = QImage(self._bytes, width, height, width, QImage.Format.Format_Indexed8)
            self._color()
        self.prepareGeometryChange()
        self.update()

    def set_threshold(self, threshold: float) -> None:
        """Show the picture at another threshold."""
        if threshold != self._threshold:
            self._threshold = threshold
            self._color()
            self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's names, here and below)
        return QRectF(self._map.rect())

    def updatePosition(self) -> None:  # noqa: N802 (QGIS calls it when the map has moved)
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, _option: Any = None, _widget: Any = None) -> None:
        if self._picture is None or self._image is None:
            return
        quad = self._on_screen(self._picture)
        if quad is None:
            return
        width, height = self._image.width(), self._image.height()
        # Within a view the reprojection is linear to a fraction of a pixel.
        across, down = quad[1] - quad[0], quad[3] - quad[0]
        place = QTransform(
            across.x() / width, across.y() / width, down.x() / height, down.y() / height, quad[0].x(), quad[0].y()
        )
        painter.save()
        painter.setTransform(place, True)
        painter.drawImage(QPointF(0.0, 0.0), self._image)
        painter.restore()
        if self._picture.cropped:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(_FRAME, 2, Qt.PenStyle.DashLine))
            painter.drawPolygon(QPolygonF(quad))
            painter.restore()

    def _on_screen(self, picture: PreviewPicture) -> Optional[list[QPointF]]:
        """Return the corners in map pixels; ``None`` = they cannot be transformed to the map's CRS."""
        transform = QgsCoordinateTransform(picture.crs, self._map.mapSettings().destinationCrs(), QgsProject.instance())
        try:
            return [QPointF(self.toCanvasCoordinates(transform.transform(corner))) for corner in picture.corners]
        except QgsCsException:
            return None

    def _color(self) -> None:
        """Set the colour table: transparent below the threshold, above it the class colour, more opaque with certainty."""
        if self._picture is None or self._image is None:
            return
        levels = self._picture.levels
        table = [0] * 256
        for index, text in enumerate(self._colors):
            color = QColor(text)
            for level in range(levels):
                code = 1 + index * levels + level
                probability = (level + 0.5) / levels
                if code > 255 or probability < self._threshold:
                    continue
                sure = (probability - self._threshold) / max(1.0 - self._threshold, 1e-6)
                color.setAlpha(round(_WEAKEST + (_STRONGEST - _WEAKEST) * sure))
                table[code] = color.rgba()
        self._image.setColorTable(table)
