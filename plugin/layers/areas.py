"""Ground that the user points at (features, extents, map views) as polygons that the worker can read.

Nothing is reprojected here: the worker does that, once, for all of its grounds. Works in background threads.
"""

from __future__ import annotations

from typing import Any, List, Optional

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFeedback,
    QgsGeometry,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.detect_change import Polygons
from ..jobs.failure import Cancelled, JobFailure
from .sources import crs_text


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("Layers", text)


def polygons_from_source(
    source: QgsProcessingFeatureSource,
    parameter: str,
    name: str,
    feedback: Optional[QgsFeedback] = None,
) -> Polygons:
    """The polygons of a feature source (of the selected features only, when it was made so), in its own CRS.

    Arcs become segments, Z and M are dropped, invalid polygons are mended and that is said.

    :param parameter: AREA or EXCLUDE. ``name``: of the layer, for messages.
    :raises JobFailure: ``area_empty``, ``area_without_crs``, ``area_not_polygons``.
    :raises Cancelled: ``feedback`` was cancelled.
    """
    if source.wkbType() != QgsWkbTypes.Type.Unknown and not _may_hold_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", parameter, layer=name)
    request = QgsFeatureRequest().setSubsetOfAttributes([])
    # Processing would stop at the first invalid polygon (the user's setting); here they are mended instead.
    features = source.getFeatures(request, _no_check())
    found: List[str] = []
    mended = unusable = 0
    for feature in features:
        if feedback is not None and feedback.isCanceled():
            raise Cancelled
        geometry = feature.geometry()
        if geometry.isEmpty():
            continue
        flat = flat_polygons(geometry)
        valid = flat.isGeosValid()
        flat = flat if valid else mend(flat)
        if flat.isEmpty():
            unusable += 1
            continue
        mended += not valid
        found.append(_hexadecimal(flat))
    if mended:
        _say(feedback, tr("{count} invalid polygons of '{layer}' were mended.").format(count=mended, layer=name))
    if unusable:
        _say(feedback, tr("{count} features of '{layer}' hold no polygon; left out.").format(count=unusable, layer=name))
    if not found:
        raise JobFailure("area_empty", parameter, layer=name)
    return Polygons(parameter, name, _crs_of(source.sourceCrs(), parameter, name), tuple(found))


def polygons_from_extent(rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem, parameter: str = "EXTENT") -> Polygons:
    """An extent as one polygon in its own CRS.

    :raises JobFailure: ``extent_empty``, ``area_without_crs``.
    """
    name = tr("Extent")
    if rectangle.isEmpty() or not rectangle.isFinite():
        raise JobFailure("extent_empty", parameter)
    return Polygons(parameter, name, _crs_of(crs, parameter, name), (_hexadecimal(QgsGeometry.fromRect(rectangle)),))


def polygons_from_map_view(settings: QgsMapSettings, parameter: str = "EXTENT") -> Polygons:
    """What a map canvas shows, as one polygon: of a rotated canvas the slanted rectangle, not its bounding box.

    :raises JobFailure: ``area_empty``, ``area_without_crs``.
    """
    name = tr("Map view")
    corners = [QgsPointXY(corner) for corner in settings.visiblePolygon()]
    shape = QgsGeometry.fromPolygonXY([corners])  # closes the ring
    if shape.isEmpty() or shape.area() <= 0:
        raise JobFailure("area_empty", parameter, layer=name)
    return Polygons(parameter, name, _crs_of(settings.destinationCrs(), parameter, name), (_hexadecimal(shape),))


def flat_polygons(geometry: QgsGeometry) -> QgsGeometry:
    """The polygons of a geometry without arcs, Z and M; empty when it holds none (a point, a line)."""
    copy = QgsGeometry(geometry)
    if QgsWkbTypes.isCurvedType(copy.wkbType()):
        copy.convertToStraightSegment()
    copy.get().dropZValue()
    copy.get().dropMValue()
    if copy.type() == QgsWkbTypes.GeometryType.PolygonGeometry and not _is_collection(copy):
        return copy
    # Collections, triangles, surfaces: keep what is a polygon, as plain polygons.
    parts = [part for part in copy.asGeometryCollection() if part.type() == QgsWkbTypes.GeometryType.PolygonGeometry]
    plain = [single for part in parts for single in part.coerceToType(QgsWkbTypes.Type.Polygon)]
    return QgsGeometry.collectGeometry(plain) if plain else QgsGeometry()


def mend(geometry: QgsGeometry) -> QgsGeometry:
    """A valid geometry of polygons in place of an invalid one; empty when none is left (a polygon without area)."""
    mended = geometry.makeValid()
    if mended.isNull():
        mended = geometry.buffer(0.0, 5)
    return QgsGeometry() if mended.isNull() else flat_polygons(mended)


def _no_check() -> Any:
    """The flag that keeps Processing from checking geometries, by the name that this QGIS has for it."""
    kinds = getattr(Qgis, "ProcessingFeatureSourceFlag", None)
    if kinds is not None:
        return kinds.SkipGeometryValidityChecks
    return QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks


def _is_collection(geometry: QgsGeometry) -> bool:
    kind = QgsWkbTypes.flatType(geometry.wkbType())
    return kind not in (QgsWkbTypes.Type.Polygon, QgsWkbTypes.Type.MultiPolygon)


def _may_hold_polygons(kind: QgsWkbTypes.Type) -> bool:
    return QgsWkbTypes.geometryType(kind) in (
        QgsWkbTypes.GeometryType.PolygonGeometry,
        QgsWkbTypes.GeometryType.UnknownGeometry,  # collections
    )


def _hexadecimal(geometry: QgsGeometry) -> str:
    return bytes(geometry.asWkb()).hex()


def _crs_of(crs: QgsCoordinateReferenceSystem, parameter: str, name: str) -> str:
    if not crs.isValid():
        raise JobFailure("area_without_crs", parameter, layer=name)
    return crs_text(crs)


def _say(feedback: Optional[QgsFeedback], text: str) -> None:
    if isinstance(feedback, QgsProcessingFeedback):
        feedback.pushWarning(text)
