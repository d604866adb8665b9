"""Layers that are switched off while a review is active, so that they hide neither the ground nor the answer."""

from __future__ import annotations

from qgis.core import QgsLayerTreeLayer, QgsMapLayer, QgsProject, QgsVectorLayer

from ...layers import review_store as store
from ...rules.review_fields import CLASS, UUID
from ..compare.outlines import covers_ground, is_outlined
from ..tasks.result_layers import is_result

# Of a node of the layer tree: kept with the project, for one that is saved or closed during a review.
_PROPERTY = "groundshift/stepped_aside"


def step_aside(project: QgsProject, reviewed: QgsMapLayer, blind: bool) -> None:
    """Switch off what the reviewer must not see.

    :param reviewed: the layer of the review, which stays.
    :param blind: whether polygons of results go, too: points of a sample are interpreted without them.
    """
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if layer is None or layer is reviewed or not node.itemVisibilityChecked():
            continue
        if covers_ground(layer) or (blind and _shows_changes(layer)):
            node.setItemVisibilityChecked(False)
            node.setCustomProperty(_PROPERTY, True)


def come_back(project: QgsProject) -> None:
    """Switch on again what had stepped aside. A layer that the user has switched on since stays on."""
    for node in project.layerTreeRoot().findLayers():
        if _is_aside(node):
            node.setItemVisibilityChecked(True)
            node.removeCustomProperty(_PROPERTY)


def _is_aside(node: QgsLayerTreeLayer) -> bool:
    return bool(node.customProperty(_PROPERTY))


def _shows_changes(layer: QgsMapLayer) -> bool:
    if not isinstance(layer, QgsVectorLayer) or not is_outlined(layer):
        return False
    fields = layer.fields()
    of_a_detection = fields.lookupField(UUID) >= 0 and fields.lookupField(CLASS) >= 0
    return is_result(layer) or store.is_product(layer) or of_a_detection
