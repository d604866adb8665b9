"""``groundshift:mergereviews`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Iterator, Mapping

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsProcessingFeedback,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QVariant

from ...jobs.failure import Cancelled, JobFailure
from ...jobs.merge_reviews import MergeReviewsJob
from ...jobs.sources import VectorSource
from ...layers.areas import all_features, holds_polygons, sound_polygons
from ...layers.feature_file import write_feature_file
from ...layers.sources import crs_text
from ...rules.review_fields import STATUS, UUID
from ..inputs.class_layers import files_of
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .worker_feedback import is_cancelled

translate = QCoreApplication.translate

FIRST, SECOND, OVERLAP = "A", "B", "OVERLAP"
MERGED, DISAGREEMENTS = "MERGED", "DISAGREEMENTS"
_FEATURES_BETWEEN_CHECKS = 1000


@dataclass(frozen=True)
class Reviewed:
    """A reviewed layer. ``source`` gives the features in any thread; ``fields``: of the layer, without ``fid``."""

    parameter: str
    name: str
    source: Any
    fields: QgsFields


@dataclass(frozen=True)
class MergeRequest:
    """The parameters."""

    first: Reviewed
    second: Reviewed
    overlap: float


def read(given: Given) -> MergeRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    first, second = (_reviewed(given, name) for name in (FIRST, SECOND))
    overlap = given.overlap(OVERLAP)
    check_destinations(given, [path for name in (FIRST, SECOND) for path in files_of(given.vector(name))])
    return MergeRequest(first, second, overlap)


def _reviewed(given: Given, name: str) -> Reviewed:
    """:raises JobFailure: the layer cannot be read, or lacks something."""
    source = given.source(name)
    value = given.parameters.get(name)
    if source is None:
        raise JobFailure("area_unreadable", name, layer=str(value or ""))
    label = source.sourceName() or str(value)
    if not holds_polygons(source.wkbType()):
        raise JobFailure("area_not_polygons", name, layer=label)
    if not source.sourceCrs().isValid():
        raise JobFailure("vector_without_crs", name, layer=label)
    fields = QgsFields(source.fields())
    for wanted in (UUID, STATUS):
        if fields.lookupField(wanted) < 0:
            raise JobFailure("review_field_missing", name, layer=label, field=wanted)
    return Reviewed(name, label, source, fields)


def make_job(
    request: MergeRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> MergeReviewsJob:
    """Make the job, both reviews written into ``scratch``. In the thread of the run.

    :raises JobFailure: they cannot be written.
    :raises Cancelled: the user stopped.
    """
    inputs = {FIRST: request.first.name, SECOND: request.second.name}
    return MergeReviewsJob(
        first=write_all(request.first, scratch, feedback),
        second=write_all(request.second, scratch, feedback),
        merged=outputs[MERGED],
        disagreements=outputs.get(DISAGREEMENTS),
        scratch=scratch,
        overlap=request.overlap,
        provenance=provenance("mergereviews", {"inputs": inputs}, {OVERLAP: request.overlap}),
    )


def write_all(review: Reviewed, scratch: str, feedback: QgsProcessingFeedback) -> VectorSource:
    """Write polygons with all their fields for the worker; numbers stay numbers, all else becomes text. Thread-safe.

    :raises JobFailure: ``disk_filled``, ``write_failed``.
    :raises Cancelled: the user stopped.
    """
    path = os.path.join(scratch, f"review_{review.parameter.lower()}.gpkg")
    kept = [(index, field) for index, field in enumerate(review.fields) if field.name().lower() != "fid"]
    fields = QgsFields()
    for _, field in kept:
        fields.append(QgsField(field.name(), _kind(field)))

    def made() -> Iterator[QgsFeature]:
        for number, feature in enumerate(all_features(review.source, QgsFeatureRequest())):
            if number % _FEATURES_BETWEEN_CHECKS == 0 and is_cancelled(feedback):
                raise Cancelled
            if feature.geometry().isEmpty():
                continue
            flat, _ = sound_polygons(feature.geometry())
            if flat.isEmpty():
                continue
            flat.convertToMultiType()
            found = QgsFeature(fields)
            found.setGeometry(flat)
            found.setAttributes([_value(feature.attribute(index), field) for index, field in kept])
            yield found

    kind = QgsWkbTypes.Type.MultiPolygon
    write_feature_file(review.parameter, path, fields, kind, made(), ("FID=groundshift_fid",))
    return VectorSource(review.parameter, review.name, path, crs_text(review.source.sourceCrs()))


def _kind(field: QgsField) -> Any:
    if field.type() in (QVariant.Int, QVariant.LongLong):
        return QVariant.LongLong
    return QVariant.Double if field.type() == QVariant.Double else QVariant.String


def _value(value: Any, field: QgsField) -> Any:
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    return value if _kind(field) != QVariant.String else str(value)


def _title(request: MergeRequest) -> str:
    names = {"a": request.first.name, "b": request.second.name}
    return str(translate("MergeReviews", "Reviews {a} + {b}")).format(**names)


STEPS = Steps(read, make_job, title=_title)
