"""Products of a review: training labels, and a reference for the detection's accuracy, as layers of its GeoPackage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Optional

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..rules import review_fields as names
from .areas import sound_polygons, union
from .review_entries import text_of
from .review_store import ReviewRefused, areas_layer, replace_features, side_layer

translate = QCoreApplication.translate

_LABEL_FIELDS = (names.UUID, names.CLASS, "source")
_CHANGE = "change"


@dataclass(frozen=True)
class Labels:
    """:param labels: true changes with their class. :param area: ground on which they are complete."""

    labels: QgsVectorLayer
    area: QgsVectorLayer
    count: int
    reviewed_areas: int


@dataclass(frozen=True)
class AccuracySample:
    """:param predicted: what was detected; ``reference``: what is true; ``area``: where everything was looked at."""

    predicted: QgsVectorLayer
    reference: QgsVectorLayer
    area: QgsVectorLayer


@dataclass(frozen=True)
class _Polygon:
    """:param detected: class that the detection gave it. :param true: class that counts, the reviewer's where corrected."""

    key: str
    status: str
    detected: str
    true: str
    geometry: QgsGeometry


def make_labels(layer: QgsVectorLayer) -> Labels:
    """Write labels for ``groundshift:trainmodel``: LABELS (accepted and digitised changes, field ``class``) and AREA.

    AREA is the ground whose changes are known: the reviewed areas and the decided polygons, without undecided polygons.
    Rejected polygons are ground without change in it.

    :raises ReviewRefused: nothing was decided yet, or it cannot be written.
    """
    polygons = list(_polygons(layer))
    decided = [item for item in polygons if item.status]
    if not decided:
        raise ReviewRefused(translate("Review", "Nothing is decided yet: accept or reject some polygons first."))
    reviewed = _reviewed(layer)
    known = union([*reviewed, *(item.geometry for item in decided)])
    known = _without(known, [item.geometry for item in polygons if not item.status])
    labels = _write_true(layer, polygons)
    area = side_layer(layer, names.LABELS_AREA_LAYER, (names.UUID,), translate("Review", "Area of the labels"))
    replace_features(area, _features(area, [({}, known)]))
    count = sum(names.is_change(item.status) for item in polygons)
    return Labels(labels, area, count, len(reviewed))


def make_accuracy_sample(layer: QgsVectorLayer) -> AccuracySample:
    """Write PREDICTED, REFERENCE and AREA for ``groundshift:assessaccuracy``.

    AREA is the reviewed areas without undecided polygons: only where everything was looked at are misses known.

    :raises ReviewRefused: there are no reviewed areas, or it cannot be written.
    """
    polygons = list(_polygons(layer))
    reviewed = _reviewed(layer)
    if not reviewed:
        raise ReviewRefused(
            translate(
                "Review",
                "Accuracy can only be assessed where you have also searched for missed changes: mark at least one "
                "reviewed area first.",
            )
        )
    ground = _without(union(reviewed), [item.geometry for item in polygons if not item.status])
    if ground.isEmpty():
        raise ReviewRefused(
            translate("Review", "The reviewed areas are completely covered by undecided polygons: decide them first.")
        )
    reference = _write_true(layer, polygons)
    found = [item for item in polygons if item.status != names.MISSED]
    title = translate("Review", "Detected, as reviewed")
    predicted = side_layer(layer, names.DETECTED_LAYER, _LABEL_FIELDS, title)
    rows = [
        ({names.UUID: item.key, names.CLASS: item.detected or _CHANGE, "source": "detected"}, item.geometry) for item in found
    ]
    replace_features(predicted, _features(predicted, rows))
    area = side_layer(layer, names.ACCURACY_AREA_LAYER, (names.UUID,), translate("Review", "Area of the accuracy"))
    replace_features(area, _features(area, [({}, ground)]))
    return AccuracySample(predicted, reference, area)


def _write_true(layer: QgsVectorLayer, polygons: Iterable[_Polygon]) -> QgsVectorLayer:
    labels = side_layer(layer, names.LABELS_LAYER, _LABEL_FIELDS, translate("Review", "Labels of the review"))
    true = [item for item in polygons if names.is_change(item.status)]
    rows = [({names.UUID: item.key, names.CLASS: item.true or _CHANGE, "source": item.status}, item.geometry) for item in true]
    replace_features(labels, _features(labels, rows))
    return labels


def _polygons(layer: QgsVectorLayer) -> Iterable[_Polygon]:
    there = {
        name for name in (names.CLASS, names.STATUS, names.REVIEW_CLASS, names.UUID) if layer.fields().lookupField(name) >= 0
    }

    def text(feature: QgsFeature, name: str) -> str:
        return text_of(feature.attribute(name)) if name in there else ""

    for feature in layer.getFeatures():
        geometry = _flat(feature.geometry())
        if geometry is None:
            continue
        status = names.status_of(text(feature, names.STATUS))
        detected = text(feature, names.CLASS)
        true = names.true_class(detected, text(feature, names.REVIEW_CLASS))
        yield _Polygon(text(feature, names.UUID), status, detected, true, geometry)


def _reviewed(layer: QgsVectorLayer) -> list[QgsGeometry]:
    areas = areas_layer(layer, make=False)
    found = [_flat(feature.geometry()) for feature in areas.getFeatures()] if areas is not None else []
    return [geometry for geometry in found if geometry is not None]


def _flat(geometry: QgsGeometry) -> Optional[QgsGeometry]:
    if geometry.isEmpty():
        return None
    flat, _ = sound_polygons(geometry)
    return None if flat.isEmpty() else flat


def _without(ground: QgsGeometry, others: list[QgsGeometry]) -> QgsGeometry:
    if not others:
        return ground
    rest = ground.difference(QgsGeometry.unaryUnion(others))
    return sound_polygons(rest)[0] if not rest.isEmpty() else QgsGeometry()


def _features(layer: QgsVectorLayer, rows: Iterable[tuple[dict[str, Any], QgsGeometry]]) -> list[QgsFeature]:
    found = []
    for values, geometry in rows:
        if geometry.isEmpty():
            continue
        feature = QgsFeature(layer.fields())
        placed = QgsGeometry(geometry)
        placed.convertToMultiType()
        feature.setGeometry(placed)
        for name, value in values.items():
            feature.setAttribute(name, value)
        found.append(feature)
    return found
