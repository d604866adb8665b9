"""Entries of a review: the polygons of a change layer, or the points of a sample, read from QGIS's layers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Iterator, Optional

from qgis.core import (
    QgsDistanceArea,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..rules.review_fields import CLASS, COMMENT, FROM, REVIEW_CLASS, STATUS, TO, UUID, status_of, true_class
from .sources import ellipsoid_of

# The detection's own, the first that is there: how sure it was, and how large.
CONFIDENCE_FIELDS = ("mean_probability", "max_probability", "confidence", "mean_magnitude", "max_magnitude")
AREA_FIELD = "area_m2"
REFERENCE = "reference"  # of a sample: the interpreted class
SAMPLE_COMMENT = "comment"
DECIDED = "decided"  # the status of a point with a reference class


@dataclass(frozen=True)
class Entry:
    """A polygon or point to look at.

    :param key: the polygon's uuid; of a point, and of a polygon without a uuid of its own, its feature id as text.
    :param x, y: its middle, and ``size`` its area (m2; 0 of a point), all for ordering.
    :param confidence: of the detection; ``None`` = it has none.
    :param status: of :mod:`..rules.review_fields`, :data:`DECIDED`, or ``""``.
    :param label: the class that counts; ``detected``: that of the detection, ``""`` = none.
    """

    key: str
    fid: int
    x: float
    y: float
    size: float
    confidence: Optional[float]
    status: str
    label: str
    detected: str
    comment: str

    def with_values(self, values: dict[str, Any]) -> Entry:
        """Return the entry after some of its fields were written."""
        entry = self
        if STATUS in values:
            entry = replace(entry, status=status_of(values[STATUS]))
        if REVIEW_CLASS in values:
            entry = replace(entry, label=true_class(entry.detected, values[REVIEW_CLASS]))
        if COMMENT in values:
            entry = replace(entry, comment=values[COMMENT] or "")
        if REFERENCE in values:
            seen = text_of(values[REFERENCE])
            entry = replace(entry, status=DECIDED if seen else "", label=seen)
        if SAMPLE_COMMENT in values:
            entry = replace(entry, comment=values[SAMPLE_COMMENT] or "")
        return entry


def is_sample(layer: QgsVectorLayer) -> bool:
    """Return whether a layer is a sample of points to be interpreted, as ``groundshift:samplepoints`` draws it."""
    points = layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry
    return bool(points and layer.fields().lookupField(REFERENCE) >= 0)


def read_entries(layer: QgsVectorLayer) -> Iterator[Entry]:
    """Yield the entries of a layer, one by one, so that the window stays alive between them."""
    sample = is_sample(layer)
    names = [field.name() for field in layer.fields()]
    confidence = next((name for name in CONFIDENCE_FIELDS if name in names), "")
    wanted = [UUID, CLASS, STATUS, REVIEW_CLASS, COMMENT, AREA_FIELD, confidence, REFERENCE, SAMPLE_COMMENT]
    request = QgsFeatureRequest().setSubsetOfAttributes([name for name in wanted if name in names], layer.fields())
    measure = measurer(layer)
    seen: set[str] = set()
    for feature in layer.getFeatures(request):
        entry = _sample_entry(feature, names) if sample else _polygon_entry(feature, names, confidence, measure)
        if entry is not None:
            yield entry if entry.key not in seen else replace(entry, key=str(entry.fid))
            seen.add(entry.key)


def has_transitions(layer: QgsVectorLayer) -> bool:
    """Return whether the polygons of a layer state a class before and a class after."""
    return all(layer.fields().lookupField(name) >= 0 for name in (FROM, TO, CLASS))


def measurer(layer: QgsVectorLayer) -> QgsDistanceArea:
    """Measures areas and lengths on the ellipsoid of the layer's CRS."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    measure.setEllipsoid(ellipsoid_of(layer.crs()))
    return measure


def square_metres(measure: QgsDistanceArea, geometry: QgsGeometry) -> float:
    """Return the area of a polygon."""
    return float(measure.measureArea(geometry))  # on an ellipsoid QGIS measures in metres


def metres_around(measure: QgsDistanceArea, geometry: QgsGeometry) -> float:
    """Return the perimeter of a polygon."""
    return float(measure.measurePerimeter(geometry))


def text_of(value: Any) -> str:
    """Return an attribute as text; ``""`` of a NULL."""
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return ""
    return str(value)


def _polygon_entry(feature: QgsFeature, names: list[str], confidence: str, measure: QgsDistanceArea) -> Optional[Entry]:
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None

    def value(name: str) -> Any:
        return feature.attribute(name) if name in names else None

    middle = geometry.boundingBox().center()
    area = _number(value(AREA_FIELD))
    detected = text_of(value(CLASS))
    return Entry(
        key=text_of(value(UUID)).strip() or str(feature.id()),
        fid=int(feature.id()),
        x=middle.x(),
        y=middle.y(),
        size=square_metres(measure, geometry) if area is None else area,
        confidence=_number(value(confidence)) if confidence else None,
        status=status_of(text_of(value(STATUS))),
        label=true_class(detected, text_of(value(REVIEW_CLASS))),
        detected=detected,
        comment=text_of(value(COMMENT)),
    )


def _sample_entry(feature: QgsFeature, names: list[str]) -> Optional[Entry]:
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None
    point = geometry.boundingBox().center()
    seen = text_of(feature.attribute(REFERENCE))
    comment = text_of(feature.attribute(SAMPLE_COMMENT)) if SAMPLE_COMMENT in names else ""
    # Neither stratum nor class of the map: the interpretation must be blind to the map.
    return Entry(
        str(feature.id()), int(feature.id()), point.x(), point.y(), 0.0, None, DECIDED if seen else "", seen, "", comment
    )


def _number(value: Any) -> Optional[float]:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if number == number else None
