"""The layer that the Review tab proposes: an unfinished review first, never a layer that a review has made."""

from __future__ import annotations

from typing import Iterable, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ...layers import review_store as store
from ...layers.review_entries import AREA_FIELD, is_sample
from ...rules.review_fields import CLASS, UUID
from .reviewed_areas import HELPER_PROPERTY

_OF_A_DETECTION = (UUID, CLASS, AREA_FIELD)


def layers_not_offered(project: QgsProject) -> list[QgsMapLayer]:
    """Return the layers that reviews have made: reviewed areas, labels, accuracy samples."""
    return [layer for layer in project.mapLayers().values() if _is_made_by_review(layer)]


def proposed_layer(offered: Iterable[Optional[QgsMapLayer]], result: Optional[QgsMapLayer]) -> Optional[QgsVectorLayer]:
    """Return the layer to propose; ``None`` = none of them is known to be of a detection or a sample.

    :param offered: the layers of the list.
    :param result: polygons of the last run.
    """
    ranked = []
    for layer in offered:
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            rank = _rank(layer, layer is result)
            if rank is not None:
                ranked.append((rank, layer))
    return max(ranked, key=lambda item: item[0])[1] if ranked else None


def _rank(layer: QgsVectorLayer, is_result: bool) -> Optional[tuple[int, str]]:
    """Return a rank, higher is better, and the time of the latest decision; ``None`` = the layer is not proposed."""
    progress = store.review_progress(layer)
    if progress is not None and progress.unfinished:
        return (3 if progress.decided else 2, progress.latest)
    if is_result:
        return (1, "")
    known = all(layer.fields().lookupField(name) >= 0 for name in _OF_A_DETECTION)
    return (0, progress.latest if progress is not None else "") if known or progress or is_sample(layer) else None


def _is_made_by_review(layer: QgsMapLayer) -> bool:
    return bool(layer.customProperty(HELPER_PROPERTY)) or (isinstance(layer, QgsVectorLayer) and store.is_product(layer))
