"""The probability layer in the colours of a threshold, while it is being moved."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsProperty,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

# From the threshold on: yellow, red, dark purple, as the worker styles probabilities; nothing below.
_FROM, _MIDDLE, _TOP = ("#fecc5c", 215), ("#f03b20", 230), ("#7a0177", 255)


def style_probability(layer: QgsRasterLayer, threshold: float) -> None:
    """Show what is changed from a threshold on, and nothing else."""
    items = [
        _item(0.0, _FROM[0], 0),
        _item(max(threshold - 1e-6, 0.0), _FROM[0], 0),
        _item(threshold, *_FROM),
        _item((1 + threshold) / 2, *_MIDDLE),
        _item(1.0, *_TOP),
    ]
    ramp = QgsColorRampShader(0.0, 1.0)
    ramp.setColorRampType(QgsColorRampShader.Type.Interpolated)
    ramp.setColorRampItemList(items)
    shader = QgsRasterShader(0.0, 1.0)
    shader.setRasterShaderFunction(ramp)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(1.0)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def hide_small(layer: QgsVectorLayer, min_area: float) -> None:
    """Show only polygons of at least so many square metres; 0 = all. Nothing is filtered or deleted."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):  # the user's own style: it is left alone
        return
    renderer = renderer.clone()
    shown = QgsProperty.fromExpression(f'if("area_m2" < {min_area!r}, 0, 100)') if min_area > 0 else QgsProperty()
    categories = renderer.categories()  # kept: each owns its symbol
    for index, category in enumerate(categories):
        symbol = category.symbol().clone()
        symbol.setDataDefinedProperty(QgsSymbol.Property.PropertyOpacity, shown)
        renderer.updateCategorySymbol(index, symbol)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def _item(value: float, color: str, alpha: int) -> QgsColorRampShader.ColorRampItem:
    shade = QColor(color)
    shade.setAlpha(alpha)
    return QgsColorRampShader.ColorRampItem(value, shade, f"{value:.2f}")
