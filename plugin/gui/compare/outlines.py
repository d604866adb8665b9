"""What steps aside while dates are looked at: rasters of results, and the fills of polygons, of which outlines remain."""

from __future__ import annotations

from typing import Sequence

from qgis.core import (
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsRasterLayer,
    QgsRenderContext,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..tasks.result_layers import is_result

_WIDTH = 0.5  # mm
_LEAST_ALPHA = 10  # of a fill that is taken for visible, of 255


def covers_ground(layer: QgsMapLayer) -> bool:
    """Return True for rasters that a run has made: masks, probabilities, maps of classes."""
    return isinstance(layer, QgsRasterLayer) and is_result(layer)


def is_outlined(layer: QgsMapLayer) -> bool:
    """Return True for layers of polygons, of which only the outlines are shown over the dates."""
    polygons = QgsWkbTypes.GeometryType.PolygonGeometry
    return isinstance(layer, QgsVectorLayer) and layer.geometryType() == polygons and layer.renderer() is not None


def outlined_above(order: Sequence[QgsMapLayer], dates: Sequence[QgsMapLayer]) -> list[QgsVectorLayer]:
    """Return the layers of polygons that lie over both dates.

    :param order: layers of a map, topmost first.
    """
    places = [index for index, layer in enumerate(order) if layer in dates]
    return [layer for layer in order[: min(places, default=len(order))] if is_outlined(layer)]


def outline_style(layer: QgsVectorLayer) -> str:
    """Return the layer's style without fills and labels, as XML for the overrides of a map's settings."""
    renderer = layer.renderer().clone()
    if isinstance(renderer, QgsFeatureRenderer):
        for symbol in renderer.symbols(QgsRenderContext()):
            _empty(symbol)
    # A layer in memory: the style of the layer itself is not touched.
    holder = QgsVectorLayer("Polygon", "", "memory")
    holder.setRenderer(renderer)
    style = QgsMapLayerStyle()
    style.readFromLayer(holder)
    return str(style.xmlData())


def _empty(symbol: QgsSymbol) -> None:
    """Leave only a line in the colour of the symbol."""
    if not isinstance(symbol, QgsFillSymbol):
        return
    first = symbol.symbolLayer(0)
    line = QgsSimpleFillSymbolLayer()
    line.setBrushStyle(Qt.BrushStyle.NoBrush)
    line.setStrokeColor(_visible_color(symbol))
    line.setStrokeWidth(_WIDTH)
    if isinstance(first, QgsSimpleFillSymbolLayer) and first.strokeStyle() != Qt.PenStyle.NoPen:
        line.setStrokeStyle(first.strokeStyle())
        line.setStrokeWidth(max(_WIDTH, first.strokeWidth()))
    while symbol.symbolLayerCount() > 1:
        symbol.deleteSymbolLayer(1)
    symbol.changeSymbolLayer(0, line)


def _visible_color(symbol: QgsFillSymbol) -> QColor:
    """Return the colour of the fill, or that of the line where there is no fill; opaque."""
    first = symbol.symbolLayer(0)
    color = QColor(symbol.color())
    unfilled = isinstance(first, QgsSimpleFillSymbolLayer) and first.brushStyle() == Qt.BrushStyle.NoBrush
    if isinstance(first, QgsSimpleFillSymbolLayer) and (unfilled or color.alpha() < _LEAST_ALPHA):
        color = QColor(first.strokeColor())
    color.setAlpha(255)
    return color
