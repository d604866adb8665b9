"""AREA, EXTENT and EXCLUDE, read from Processing's parameters and checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...layers.areas import all_features, holds_polygons, layer_crs
from ...layers.inline_area import inline_area_name, is_inline_area
from .given import Given
from .pair_parameters import AREA, EXCLUDE, EXTENT

# Four numbers and nothing after them: an extent without a CRS.
_BARE_EXTENT = re.compile(r"^[^\[\]]*\d[^\[\]]*$")


@dataclass(frozen=True)
class Area:
    """An area of a parameter: a ``source`` of polygons, or the ``extent`` alone."""

    parameter: str
    name: str
    extent: QgsRectangle
    crs: QgsCoordinateReferenceSystem
    source: Optional[QgsProcessingFeatureSource] = None


def read_areas(given: Given, bare_crs: QgsCoordinateReferenceSystem) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Read the areas to work in (AREA and EXTENT) and to leave out (EXCLUDE), as far as they are given.

    :param bare_crs: CRS of an extent that names none.
    :raises JobFailure: one of them cannot be used.
    """
    include = (read_polygons(given, AREA), _extent(given, bare_crs))
    exclude = read_polygons(given, EXCLUDE)
    return tuple(area for area in include if area is not None), (exclude,) if exclude is not None else ()


def read_polygons(given: Given, name: str) -> Optional[Area]:
    """Read the polygons of a parameter, or return ``None`` if it is empty.

    :raises JobFailure: they cannot be read, are no polygons, or have no CRS.
    """
    value = given.value(name)
    if value is None:
        return None
    source = given.source(name)
    if source is None:
        raise JobFailure("area_unreadable", name, layer=_source_text(value))
    label = source.sourceName() or _source_text(value)
    if not holds_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", name, layer=label)
    crs = source_crs(given, name, source)
    if not crs.isValid():
        raise JobFailure("area_without_crs", name, layer=label)
    if source.featureCount() == 0 and name != EXCLUDE:  # without clouds there is nothing to leave out
        raise JobFailure("area_empty", name, layer=label)
    return Area(name, label, source_extent(source), crs, source)


def source_crs(given: Given, name: str, source: QgsProcessingFeatureSource) -> QgsCoordinateReferenceSystem:
    """Return the CRS of a parameter's features; of a layer of collections that of its file, which QGIS does not show."""
    crs = source.sourceCrs()
    if crs.isValid():
        return crs
    value = given.value(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):  # which parameterAsVectorLayer does not take
        given = given.with_values({name: value.source})
    layer = given.vector(name)
    return layer_crs(layer) if layer is not None else crs


def source_extent(source: QgsProcessingFeatureSource) -> QgsRectangle:
    """Return the extent of a source's features; of a layer of collections that of each, as QGIS gives it none."""
    if QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry:
        return source.sourceExtent()
    extent = QgsRectangle()
    for feature in all_features(source, QgsFeatureRequest().setSubsetOfAttributes([])):
        extent.combineExtentWith(feature.geometry().boundingBox())
    return extent


def _source_text(value: Any) -> str:
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        return str(value.source.staticValue())
    if is_inline_area(value):
        return inline_area_name()
    return str(value.name() if hasattr(value, "name") else value)


def _extent(given: Given, bare_crs: QgsCoordinateReferenceSystem) -> Optional[Area]:
    value = given.value(EXTENT)
    if value is None:
        return None
    extent, own_crs = given.extent(EXTENT)
    bare = (isinstance(value, (QgsRectangle, QgsGeometry)) and not hasattr(value, "crs")) or (
        isinstance(value, str) and _is_bare_extent(value)
    )
    crs = bare_crs if bare else own_crs
    name = QCoreApplication.translate("Pair", "Extent")
    if extent.isEmpty():
        raise JobFailure("extent_empty", EXTENT)
    return Area(EXTENT, name, extent, crs)


def _is_bare_extent(text: str) -> bool:
    """Return True for four numbers without a CRS, False for a layer's name."""
    parts = text.split(",")
    if len(parts) != 4 or not _BARE_EXTENT.match(text):
        return False
    try:
        return all(math.isfinite(float(part)) for part in parts)
    except ValueError:
        return False
