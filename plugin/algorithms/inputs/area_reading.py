"""The ground that the user gave, AREA, EXTENT and EXCLUDE, read from Processing's parameters and checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...layers.areas import holds_polygons, layer_crs
from ...layers.inline_area import inline_area_name, is_inline_area
from ..base import GroundshiftAlgorithm
from .pair_parameters import AREA, EXCLUDE, EXTENT

# Four numbers and nothing after them: an extent that does not say its CRS.
_BARE_EXTENT = re.compile(r"^[^\[\]]*\d[^\[\]]*$")


@dataclass(frozen=True)
class Area:
    """Ground that the user gave: ``source`` of polygons, or the ``extent`` alone."""

    parameter: str
    name: str
    extent: QgsRectangle
    crs: QgsCoordinateReferenceSystem
    source: Optional[QgsProcessingFeatureSource] = None


def read_areas(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    bare_crs: QgsCoordinateReferenceSystem,
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """The grounds to work on (AREA and EXTENT) and to leave out (EXCLUDE), as far as they are given.

    :param bare_crs: of an extent that does not say its own.
    :raises JobFailure: one of them is no ground.
    """
    include = (read_polygons(algorithm, parameters, context, AREA), _extent(algorithm, parameters, context, bare_crs))
    exclude = read_polygons(algorithm, parameters, context, EXCLUDE)
    return tuple(area for area in include if area is not None), (exclude,) if exclude is not None else ()


def read_polygons(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, name: str
) -> Optional[Area]:
    """Polygons of a parameter; ``None`` = not given.

    :raises JobFailure: they cannot be read, are none, or say no CRS.
    """
    value = algorithm.given(dict(parameters), name)
    if value is None:
        return None
    source = algorithm.parameterAsSource(dict(parameters), name, context)
    if source is None:
        raise JobFailure("area_unreadable", name, layer=_source_text(value))
    label = source.sourceName() or _source_text(value)
    if not holds_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", name, layer=label)
    crs = source_crs(algorithm, parameters, context, name, source)
    if not crs.isValid():
        raise JobFailure("area_without_crs", name, layer=label)
    if source.featureCount() == 0 and name != EXCLUDE:  # without clouds there is nothing to leave out
        raise JobFailure("area_empty", name, layer=label)
    return Area(name, label, source_extent(source), crs, source)


def source_crs(
    algorithm: GroundshiftAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    name: str,
    source: QgsProcessingFeatureSource,
) -> QgsCoordinateReferenceSystem:
    """Return the CRS of a parameter's features; of a layer of collections that of its file, which QGIS does not show."""
    crs = source.sourceCrs()
    if crs.isValid():
        return crs
    value = algorithm.given(dict(parameters), name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    layer = algorithm.parameterAsVectorLayer({**parameters, name: value}, name, context)
    return layer_crs(layer) if layer is not None else crs


def source_extent(source: QgsProcessingFeatureSource) -> QgsRectangle:
    """Return the extent of a source's features; of a layer of collections that of each, as QGIS gives it none."""
    if QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry:
        return source.sourceExtent()
    extent = QgsRectangle()
    for feature in source.getFeatures(QgsFeatureRequest().setSubsetOfAttributes([])):
        extent.combineExtentWith(feature.geometry().boundingBox())
    return extent


def _source_text(value: Any) -> str:
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        return str(value.source.staticValue())
    if is_inline_area(value):
        return inline_area_name()
    return str(value.name() if hasattr(value, "name") else value)


def _extent(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    bare_crs: QgsCoordinateReferenceSystem,
) -> Optional[Area]:
    value = algorithm.given(parameters, EXTENT)
    if value is None:
        return None
    extent = algorithm.parameterAsExtent(parameters, EXTENT, context)
    bare = (isinstance(value, (QgsRectangle, QgsGeometry)) and not hasattr(value, "crs")) or (
        isinstance(value, str) and _is_bare_extent(value)
    )
    crs = bare_crs if bare else algorithm.parameterAsExtentCrs(parameters, EXTENT, context)
    name = QCoreApplication.translate("Pair", "Extent")
    if extent.isEmpty():
        raise JobFailure("extent_empty", EXTENT)
    return Area(EXTENT, name, extent, crs)


def _is_bare_extent(text: str) -> bool:
    """Whether a text is four numbers without a CRS, rather than a layer's name."""
    parts = text.split(",")
    if len(parts) != 4 or not _BARE_EXTENT.match(text):
        return False
    try:
        return all(math.isfinite(float(part)) for part in parts)
    except ValueError:
        return False
