"""The review's part of the map: zoom to an entry, mark it, and flip between the dates."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QColor

from ..compare.date_item import Shown
from ..compare.date_view import DateView
from ..dock.session import Session

# Part of the view's width or height that a polygon takes up, so that its surroundings are visible.
_PART_OF_VIEW = 0.3
_LEAST_METRES = 60.0  # least width of the view
_POINT_METRES = 150.0
_METRES_IN_DEGREE = 111_320.0
_DARK, _BRIGHT = QColor(0, 0, 0, 160), QColor(255, 235, 59)


class ReviewMap(QObject):
    """Marks the current polygon or point, and flips between the dates of the session.

    :param canvas: QGIS's map.
        :param session: its pair is shown.
    """

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas, self._session = canvas, session
        self._view: Optional[DateView] = None
        self._bands: list[QgsRubberBand] = []
        self._geometry: Optional[QgsGeometry] = None
        self._layer_crs: Any = None

    @property
    def shown(self) -> Shown:
        """The date shown over the map."""
        return self._view.shown if self._view is not None else Shown.NOTHING

    @property
    def can_flip(self) -> bool:
        """Whether both dates are set."""
        return self._session.before is not None and self._session.after is not None

    def begin(self) -> None:
        """Create the view of the dates, at the start of a review."""
        self._view = DateView(self._canvas, self)
        self._session.pairChanged.connect(self._take_pair)
        self._session.outlinesChanged.connect(self._show_outlines)
        self._canvas.destinationCrsChanged.connect(self._draw)
        self._take_pair()
        self._show_outlines()

    def end(self) -> None:
        """Remove everything from the map."""
        self.mark(None, None)
        if self._view is not None:
            self._session.pairChanged.disconnect(self._take_pair)
            self._session.outlinesChanged.disconnect(self._show_outlines)
            self._canvas.destinationCrsChanged.disconnect(self._draw)
            self._view.release()
            self._view.deleteLater()
            self._view = None

    def flip(self) -> Shown:
        """Switch to the other date; to Before if none is shown."""
        return self._view.flip() if self._view is not None else Shown.NOTHING

    def show_map(self) -> None:
        """Show QGIS's own map again."""
        if self._view is not None:
            self._view.show_nothing()

    def mark(self, layer: Optional[QgsVectorLayer], fid: Optional[int]) -> Optional[QgsGeometry]:
        """Mark a feature on the map.

        :return: its geometry in the layer's CRS; ``None`` = none.
        """
        self._geometry = None
        if layer is not None and fid is not None:
            feature = next(layer.getFeatures(QgsFeatureRequest(fid).setNoAttributes()), None)
            if feature is not None and not feature.geometry().isEmpty():
                self._geometry = feature.geometry()
                self._layer_crs = layer.crs()
        self._draw()
        return self._geometry

    def zoom(self, keep_scale: bool) -> None:
        """Centre the map on the marked feature.

        :param keep_scale: whether to keep the scale if the feature fits.
        """
        placed = self._on_map()
        if placed is None:
            return
        box = placed.boundingBox()
        view = self._canvas.extent()
        fits = box.width() < view.width() * 0.8 and box.height() < view.height() * 0.8
        if keep_scale and fits:
            self._canvas.setCenter(box.center())
        else:
            self._canvas.setExtent(self._with_context(box))
        self._canvas.refresh()

    def _with_context(self, box: QgsRectangle) -> QgsRectangle:
        # An approximate conversion is enough for a view.
        degrees = self._canvas.mapSettings().destinationCrs().isGeographic()
        unit = _METRES_IN_DEGREE if degrees else 1.0
        point = box.width() == 0 and box.height() == 0
        least = (_POINT_METRES if point else _LEAST_METRES) / unit
        size = max(box.width(), box.height(), least * _PART_OF_VIEW) / _PART_OF_VIEW
        return QgsRectangle.fromCenterAndSize(box.center(), size, size)

    def _on_map(self) -> Optional[QgsGeometry]:
        if self._geometry is None:
            return None
        placed = QgsGeometry(self._geometry)
        target = self._canvas.mapSettings().destinationCrs()
        try:
            placed.transform(QgsCoordinateTransform(self._layer_crs, target, QgsProject.instance()))
        except QgsCsException:  # outside the range of the map's CRS
            return None
        return placed

    def _draw(self) -> None:
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []
        placed = self._on_map()
        if placed is None:
            return
        point = placed.type() == QgsWkbTypes.GeometryType.PointGeometry
        # An outline visible on light and dark backgrounds.
        for colour, width in ((_DARK, 5), (_BRIGHT, 2)):
            band = QgsRubberBand(self._canvas, placed.type())
            band.setFillColor(QColor(0, 0, 0, 0))
            band.setStrokeColor(colour)
            band.setColor(colour) if point else None
            band.setFillColor(QColor(0, 0, 0, 0))
            band.setWidth(width)
            if point:
                band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
                band.setIconSize(26)
            band.setToGeometry(placed, None)
            band.setOpacity(1.0 if point else self._session.outline_opacity)
            band.show()
            self._bands.append(band)

    def _show_outlines(self) -> None:
        if self._view is not None:
            self._view.set_outlines(self._session.outline_opacity)
        self._draw()

    def _take_pair(self) -> None:
        if self._view is not None:
            self._view.set_pair(self._session.before, self._session.after)
            self._view.keep_ready(self.can_flip)
