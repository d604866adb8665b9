"""Which layers the map of one date shows. Nothing of the project is touched: the lists are made for maps of our own."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsMapCanvas


def layers_of_date(
    canvas: QgsMapCanvas, date: QgsMapLayer, other: Optional[QgsMapLayer], with_others: bool = True
) -> list[QgsMapLayer]:
    """The layers of the map with the one date in it and the other out of it, topmost first.

    ``date`` is shown whether or not it is switched on in the layer tree, at the place of whichever of the two dates stands
    higher there: what lies over both of them (mask, polygons, labels) lies over either, and neither hides the other.

    :param with_others: whether the canvas's other layers are shown, too.
    """
    if not with_others:
        return [date]
    shown = list(canvas.layers())
    pair = [layer for layer in (date, other) if layer is not None]
    order = _project_order(shown, pair)
    return [date if layer in pair else layer for layer in _without_second(order, pair)]


def _project_order(shown: Sequence[QgsMapLayer], pair: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """The canvas's layers and the two dates, in the order in which QGIS draws them, topmost first.

    A canvas that follows a map theme has an order of its own, so that of the canvas holds where it says anything.
    """
    missing = [layer for layer in pair if layer not in shown]
    if not missing:
        return list(shown)
    ranks = {layer.id(): rank for rank, layer in enumerate(QgsProject.instance().layerTreeRoot().layerOrder())}
    merged = list(shown)
    for layer in missing:
        rank = ranks.get(layer.id(), len(ranks))  # not in the tree: below all others
        below = (index for index, one in enumerate(merged) if ranks.get(one.id(), len(ranks)) > rank)
        merged.insert(next(below, len(merged)), layer)
    return merged


def _without_second(order: Sequence[QgsMapLayer], pair: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """``order`` with only the higher of the two dates."""
    kept: list[QgsMapLayer] = []
    seen = False
    for layer in order:
        if layer in pair:
            if seen:
                continue
            seen = True
        kept.append(layer)
    return kept
