"""Areas of interest (features, extents, map views) as polygons that the worker can read.

Nothing is reprojected here: the worker does that, once, for all areas together. Works in background threads.
"""

from __future__ import annotations

from typing import Any, Iterable, Iterator, List, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeedback,
    QgsGeometry,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.failure import Cancelled, JobFailure
from ..jobs.sources import Polygons
from .sources import crs_text


def tr(text: str) -> str:
    """Return the text in the user's language."""
    return QCoreApplication.translate("Layers", text)


def polygons_from_source(
    source: QgsProcessingFeatureSource,
    parameter: str,
    name: str,
    feedback: Optional[QgsFeedback] = None,
    crs: Optional[QgsCoordinateReferenceSystem] = None,
) -> Polygons:
    """Read the polygons of a feature source (of its selected features only, where it was made so), in its own CRS.

    :param parameter: AREA or EXCLUDE.
    :param name: of the layer, for messages.
    :param crs: of a source that does not report its own, see :func:`layer_crs`.
    :return: one shape a feature, as :func:`sound_polygons` reads it. Repaired shapes are reported to ``feedback``.
    :raises JobFailure: ``area_empty``, ``area_without_crs``, ``area_not_polygons``.
    :raises Cancelled: ``feedback`` was cancelled.
    """
    if source.wkbType() != QgsWkbTypes.Type.Unknown and not holds_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", parameter, layer=name)
    request = QgsFeatureRequest().setSubsetOfAttributes([])
    features = all_features(source, request)
    found: List[str] = []
    repaired = unusable = 0
    for feature in features:
        if feedback is not None and feedback.isCanceled():
            raise Cancelled
        geometry = feature.geometry()
        if geometry.isEmpty():
            continue
        shape, was_valid = sound_polygons(geometry)
        if shape.isEmpty():
            unusable += 1
            continue
        repaired += not was_valid
        found.append(_hexadecimal(shape))
    if repaired:
        _report(feedback, tr("{count} invalid polygons of '{layer}' were repaired.").format(count=repaired, layer=name))
    if unusable:
        _report(
            feedback,
            tr("{count} features of '{layer}' contain no polygon and were skipped.").format(count=unusable, layer=name),
        )
    if not found:
        raise JobFailure("area_empty", parameter, layer=name)
    return Polygons(parameter, name, _crs_of(crs or source.sourceCrs(), parameter, name), tuple(found))


def polygons_from_extent(rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem, parameter: str = "EXTENT") -> Polygons:
    """Return an extent as one polygon in its own CRS.

    :raises JobFailure: ``extent_empty``, ``area_without_crs``.
    """
    name = tr("Extent")
    if rectangle.isEmpty() or not rectangle.isFinite():
        raise JobFailure("extent_empty", parameter)
    return Polygons(parameter, name, _crs_of(crs, parameter, name), (_hexadecimal(QgsGeometry.fromRect(rectangle)),))


def polygons_from_map_view(settings: QgsMapSettings, parameter: str = "EXTENT") -> Polygons:
    """Return the view of a map canvas as one polygon: for a rotated canvas the rotated rectangle, not its bounding box.

    :raises JobFailure: ``area_empty``, ``area_without_crs``.
    """
    name = tr("Map view")
    corners = [QgsPointXY(corner) for corner in settings.visiblePolygon()]
    shape = QgsGeometry.fromPolygonXY([corners])  # closes the ring
    if shape.isEmpty() or shape.area() <= 0:
        raise JobFailure("area_empty", parameter, layer=name)
    return Polygons(parameter, name, _crs_of(settings.destinationCrs(), parameter, name), (_hexadecimal(shape),))


def sound_polygons(geometry: QgsGeometry) -> Tuple[QgsGeometry, bool]:
    """Return the ground that a geometry covers: the union of its polygons, valid, without arcs, Z and M.

    All polygons of areas, exclusions, labels, references and reviews are read by this function.

    :param geometry: any type; collections, surfaces and curves are taken where they hold polygons.
    :return: the ground, empty when there is none (a point, a polygon without area); whether its polygons were valid.
    """
    flat = _flat_polygons(geometry)
    valid = flat.isGeosValid()
    return (flat if valid else _union_of_parts(flat)), valid


def union(shapes: Iterable[QgsGeometry]) -> QgsGeometry:
    """Return the ground that any of several sound shapes covers; empty when there are none."""
    return _flat_polygons(QgsGeometry.unaryUnion(list(shapes)))


def holds_polygons(kind: QgsWkbTypes.Type) -> bool:
    """Return whether features of a geometry type may hold polygons: polygons, surfaces, collections."""
    return QgsWkbTypes.geometryType(kind) in (
        QgsWkbTypes.GeometryType.PolygonGeometry,
        QgsWkbTypes.GeometryType.UnknownGeometry,  # collections
    )


def layer_crs(layer: QgsVectorLayer) -> QgsCoordinateReferenceSystem:
    """Return the CRS of a vector layer. QGIS gives layers of collections none, though their files declare one.

    Of any other layer the CRS that the user set holds, even where it is none.
    """
    crs = layer.crs()
    collections = layer.geometryType() == QgsWkbTypes.GeometryType.UnknownGeometry
    return layer.dataProvider().crs() if collections and not crs.isValid() and layer.dataProvider() is not None else crs


def _flat_polygons(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygons of a geometry as they are, without arcs, Z and M; empty when it holds none."""
    if geometry.isNull():
        return QgsGeometry()
    copy = QgsGeometry(geometry)
    if QgsWkbTypes.isCurvedType(copy.wkbType()):
        copy.convertToStraightSegment()
    copy.get().dropZValue()
    copy.get().dropMValue()
    if QgsWkbTypes.flatType(copy.wkbType()) in (QgsWkbTypes.Type.Polygon, QgsWkbTypes.Type.MultiPolygon):
        return copy
    plain = list(_single_polygons(copy))
    return QgsGeometry.collectGeometry(plain) if plain else QgsGeometry()


def _single_polygons(geometry: QgsGeometry) -> Iterator[QgsGeometry]:
    """Yield the plain polygons in a geometry, of collections within collections too."""
    if QgsWkbTypes.isMultiType(geometry.wkbType()):
        for part in geometry.asGeometryCollection():
            yield from _single_polygons(part)
    elif geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        yield from geometry.coerceToType(QgsWkbTypes.Type.Polygon)


def _union_of_parts(flat: QgsGeometry) -> QgsGeometry:
    """Return the union of polygons, each made valid by itself: made valid together, overlaps would become holes."""
    sound = []
    for part in flat.asGeometryCollection():
        made = part if part.isGeosValid() else part.makeValid()
        if made.isNull():
            made = part.buffer(0.0, 5)
        if not made.isNull():
            sound += list(_single_polygons(made))
    return union(sound) if sound else QgsGeometry()


def all_features(source: Any, request: QgsFeatureRequest) -> QgsFeatureIterator:
    """Return the features of a source, those with invalid geometries too, which are to be repaired.

    By the user's setting, Processing would stop at the first invalid polygon or leave it out.

    :param source: of a layer or of Processing.
    """
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, _no_check())
    return source.getFeatures(request)


def _no_check() -> Any:
    """Return the flag that keeps Processing from checking geometries, by the name that this QGIS has for it."""
    kinds = getattr(Qgis, "ProcessingFeatureSourceFlag", None)
    if kinds is not None:
        return kinds.SkipGeometryValidityChecks
    return QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks


def _hexadecimal(geometry: QgsGeometry) -> str:
    return bytes(geometry.asWkb()).hex()


def _crs_of(crs: QgsCoordinateReferenceSystem, parameter: str, name: str) -> str:
    if not crs.isValid():
        raise JobFailure("area_without_crs", parameter, layer=name)
    return crs_text(crs)


def _report(feedback: Optional[QgsFeedback], text: str) -> None:
    if isinstance(feedback, QgsProcessingFeedback):
        feedback.pushWarning(text)
