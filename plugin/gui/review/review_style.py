"""The style of a layer during its review: an additional style, removed when the review ends."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsFillSymbol, QgsRuleBasedRenderer, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ...layers.described_results import describe_fields
from ...rules.review_fields import ACCEPTED, MISSED, REJECTED, STATUS

translate = QCoreApplication.translate

STYLE = "Groundshift review"  # name in the layer's list of styles: not translated, so that it is found again

# Okabe and Ito's colours, distinguishable for colour-blind users.
COLOURS = {"": "#e69f00", ACCEPTED: "#009e73", REJECTED: "#8a8a8a", MISSED: "#0072b2"}


class ReviewStyle:
    """The style of a layer during its review. Points of samples keep their style."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._layer: Optional[QgsVectorLayer] = None
        if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
            return
        self._layer = layer
        manager = layer.styleManager()
        self._earlier = manager.currentStyle()
        if STYLE in manager.styles():  # left from a project that was saved during a review
            manager.setCurrentStyle(STYLE)
            others = [name for name in manager.styles() if name != STYLE]
            self._earlier = others[0] if self._earlier == STYLE and others else self._earlier
        else:
            manager.addStyleFromLayer(STYLE)
            manager.setCurrentStyle(STYLE)
        self.refresh()

    def refresh(self) -> None:
        """Style the layer by the decisions, as far as it has the fields for them."""
        if self._layer is not None:
            self._layer.setRenderer(renderer(self._layer.fields().lookupField(STATUS) >= 0))
            describe_fields(self._layer)
            self._layer.triggerRepaint()

    def set_opacity(self, opacity: float) -> None:
        """Set how opaque the layer is, 0..1, until it gets its own style back."""
        if self._layer is not None and self._layer.opacity() != opacity:
            self._layer.setOpacity(opacity)
            self._layer.triggerRepaint()

    def release(self) -> None:
        """Restore the layer's own style."""
        layer, self._layer = self._layer, None
        if layer is None:
            return
        manager = layer.styleManager()
        if self._earlier in manager.styles() and manager.currentStyle() == STYLE:
            manager.setCurrentStyle(self._earlier)
        manager.removeStyle(STYLE)
        describe_fields(layer)  # those that the review has added
        layer.triggerRepaint()

    def forget(self) -> None:
        """Drop the layer, which is being removed."""
        self._layer = None


def renderer(decided: bool = True) -> QgsRuleBasedRenderer:
    """Return a renderer with outlines in the colour of the decision and a faint fill.

    :param decided: whether the layer has a field for the decisions; without one, all is undecided.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    texts = {
        "": translate("Review", "undecided"),
        ACCEPTED: translate("Review", "accepted"),
        REJECTED: translate("Review", "rejected"),
        MISSED: translate("Review", "missed, digitised"),
    }
    known = ", ".join(f"'{status}'" for status in COLOURS if status)
    for status, colour in COLOURS.items():
        expression = f"\"{STATUS}\" = '{status}'" if status else f"coalesce(\"{STATUS}\", '') NOT IN ({known})"
        if not decided:
            expression = "" if not status else "FALSE"
        symbol = QgsFillSymbol.createSimple(
            {
                "style": "solid" if status != REJECTED else "no",
                "outline_color": colour,
                "outline_style": "solid" if status != REJECTED else "dash",
                "outline_width": "0.6" if status != REJECTED else "0.4",
                "outline_width_unit": "MM",
            }
        )
        if status != REJECTED:
            red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
            symbol.symbolLayer(0).setFillColor(QColor(red, green, blue, 40))
        rule = QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, texts[status])
        root.appendChild(rule)
    return QgsRuleBasedRenderer(root)
