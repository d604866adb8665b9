"""Completely reviewed areas, stored in the GeoPackage of the reviewed layer."""

from __future__ import annotations

import uuid
from typing import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...layers import review_store as store
from ...layers.review_entries import Entry
from ...rules import review_fields as names
from .decision_stack import Step

translate = QCoreApplication.translate

# layer property: the layer was created from a review, and is not offered for one
HELPER_PROPERTY = "groundshift/review_helper"
_HATCH = {"color": "0,114,178,60", "outline_color": "#0072b2", "style": "b_diagonal", "outline_width": "0.5"}


def area_of_view(settings: QgsMapSettings) -> QgsGeometry:
    """Return the visible area of the map in its CRS; a rotated rectangle on a rotated map."""
    return QgsGeometry.fromPolygonXY([[QgsPointXY(corner) for corner in settings.visiblePolygon()]])


def mark_area(
    layer: QgsVectorLayer, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, reviewer: str, moment: str
) -> Step:
    """Return the step that adds a reviewed area to a layer.

    :param geometry: in ``crs``.
    :param moment: time of the review, ISO 8601.
    """
    key = str(uuid.uuid4())
    values = {names.UUID: key, names.REVIEWER: reviewer, names.REVIEWED_AT: moment}

    def add() -> None:
        areas = store.areas_layer(layer, make=True)
        if areas is not None:
            store.add_area(areas, geometry, crs, values)
            show_areas(layer)

    def remove() -> None:
        areas = store.areas_layer(layer, make=False)
        if areas is not None:
            store.remove_feature(areas, key)

    return Step("", translate("Review", "reviewed area"), add, remove)


def show_areas(layer: QgsVectorLayer) -> None:
    """Add the reviewed areas of a layer, if any, to the project below the layer.

    :raises ReviewRefused: they cannot be opened.
    """
    areas = store.areas_layer(layer, make=False)
    project = QgsProject.instance()
    if areas is None or project.mapLayer(areas.id()) is not None:
        return
    areas.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(_HATCH)))
    areas.setReadOnly(False)
    areas.setCustomProperty(HELPER_PROPERTY, True)
    project.addMapLayer(areas, False)
    node = project.layerTreeRoot().findLayer(layer.id())
    parent = node.parent() if node is not None else project.layerTreeRoot()
    parent.insertLayer(parent.children().index(node) + 1 if node is not None else 0, areas)


def undecided_in(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, layer: QgsVectorLayer, entries: Iterable[Entry]
) -> int:
    """Return the number of undecided entries with their centre in an area.

    :param geometry: in ``crs``.
    """
    placed = QgsGeometry(geometry)
    try:
        placed.transform(QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance()))
    except QgsCsException:
        return 0
    box = placed.boundingBox()
    middles = (QgsPointXY(entry.x, entry.y) for entry in entries if not entry.status)
    return sum(box.contains(middle) and placed.contains(middle) for middle in middles)
