"""The layers of the map of one date. The project is not changed: the lists are for the plugin's own maps."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas

from .outlines import covers_ground, outlined_above


def layers_of_date(
    canvas: QgsMapCanvas, date: QgsMapLayer, other: Optional[QgsMapLayer], with_others: bool = True
) -> list[QgsMapLayer]:
    """Return the canvas's layers with one date included and the other excluded, topmost first.

    ``date`` is included even if hidden in the layer tree, at the position of the upper one of the two dates: layers above
    both of them (labels, a grid) are above either, and neither date hides the other. Rasters of results step aside, and so do
    polygons over the dates: of them :func:`outline_layers` are shown.

    :param with_others: whether to include the canvas's other layers.
    """
    if not with_others:
        return [date]
    pair = [layer for layer in (date, other) if layer is not None]
    order = _project_order(list(canvas.layers()), pair)
    aside = outlined_above(order, pair)
    kept = [layer for layer in order if layer in pair or not (covers_ground(layer) or layer in aside)]
    return [date if layer in pair else layer for layer in _without_second(kept, pair)]


def outline_layers(canvas: QgsMapCanvas, pair: Sequence[QgsMapLayer]) -> list[QgsVectorLayer]:
    """Return the canvas's layers of polygons that lie over both dates, topmost first."""
    return outlined_above(_project_order(list(canvas.layers()), pair), pair)


def _project_order(shown: Sequence[QgsMapLayer], pair: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return the canvas's layers and the two dates in drawing order, topmost first.

    A canvas that follows a map theme has its own order, which takes precedence.
    """
    missing = [layer for layer in pair if layer not in shown]
    if not missing:
        return list(shown)
    ranks = {layer.id(): rank for rank, layer in enumerate(QgsProject.instance().layerTreeRoot().layerOrder())}
    merged = list(shown)
    for layer in missing:
        rank = ranks.get(layer.id(), len(ranks))  # not in the layer tree: below all others
        below = (index for index, one in enumerate(merged) if ranks.get(one.id(), len(ranks)) > rank)
        merged.insert(next(below, len(merged)), layer)
    return merged


def _without_second(order: Sequence[QgsMapLayer], pair: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return ``order`` without the lower of the two dates."""
    kept: list[QgsMapLayer] = []
    seen = False
    for layer in order:
        if layer in pair:
            if seen:
                continue
            seen = True
        kept.append(layer)
    return kept
