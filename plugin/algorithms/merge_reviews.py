"""``groundshift:mergereviews``: the work of two analysts as one layer, and where they disagree."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorDestination,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QVariant

from .run.job_algorithm import JobAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ..jobs.sources import VectorSource

translate = QCoreApplication.translate

_FEATURES_BETWEEN_CHECKS = 1000
_DEFAULT_OVERLAP = 0.5


@dataclass(frozen=True)
class Reviewed:
    """A reviewed layer. ``source`` gives the features in any thread; ``fields``: of the layer, without ``fid``."""

    parameter: str
    name: str
    source: Any
    fields: QgsFields


@dataclass(frozen=True)
class MergeRequest:
    """What the user asks for."""

    first: Reviewed
    second: Reviewed
    overlap: float


class MergeReviews(JobAlgorithm):
    """Joins two reviewed layers by the uuid of their polygons."""

    A = "A"
    B = "B"
    OVERLAP = "OVERLAP"
    MERGED = "MERGED"
    DISAGREEMENTS = "DISAGREEMENTS"

    def name(self) -> str:
        return "mergereviews"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("MergeReviews", "Merge reviews")

    def group(self) -> str:
        return translate("AssessAccuracy", "Accuracy")

    def groupId(self) -> str:  # noqa: N802
        return "accuracy"

    def tags(self) -> list[str]:
        words = translate(
            "MergeReviews",
            "review,merge,join,analysts,interpreters,agreement,disagreement,kappa,quality,double check,uuid,change",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("MergeReviews", "Joins two analysts' reviews of change polygons and lists where they disagree.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "MergeReviews",
            "Joins the work of two analysts who reviewed copies of the same change polygons (panel 'Review'), and lists where "
            "they disagree.\n"
            "Polygons are matched by their field 'uuid'; those that the analysts digitised are matched by their overlap.\n"
            "What both decided alike, or only one of them decided, is taken over. What they disagree on is open again in the "
            "result: review it, 'undecided only', for the final word. The field 'agreement' says what was found: agree, "
            "only_a, only_b, undecided, different_decision, different_class, different_outline, missed_only_a, missed_only_b.\n"
            "AGREEMENT and KAPPA (Cohen 1960) are of the detected polygons that both decided on; the categories are 'rejected' "
            "and each class.",
        )

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        kinds = [QgsProcessing.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(self.A, translate("MergeReviews", "Review of analyst A"), kinds),
            translate("MergeReviews", "Reviewed change polygons. The result has their CRS and their fields."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(self.B, translate("MergeReviews", "Review of analyst B"), kinds),
            translate("MergeReviews", "The same polygons, reviewed by another analyst; in any CRS."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.OVERLAP,
                translate("MergeReviews", "Overlap of equal outlines"),
                QgsProcessingParameterNumber.Double,
                defaultValue=_DEFAULT_OVERLAP,
                optional=True,
                minValue=0.0,
                maxValue=1.0,
            ),
            translate(
                "MergeReviews",
                "Least intersection over union, above 0 to 1, at which two digitised polygons are taken for the same, and at "
                "which the analysts agree on an outline that one of them reshaped.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.MERGED, translate("MergeReviews", "Merged review"), QgsProcessing.TypeVectorPolygon
            ),
            translate("MergeReviews", "All polygons with the merged decision and those of both analysts."),
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.DISAGREEMENTS,
                translate("MergeReviews", "Disagreements"),
                QgsProcessing.TypeVectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            translate("MergeReviews", "Only the polygons that the analysts disagree on."),
        )
        for name, text in (
            ("POLYGON_COUNT", translate("MergeReviews", "Number of polygons")),
            ("AGREED", translate("MergeReviews", "Agreed on")),
            ("DISAGREED", translate("MergeReviews", "Disagreed on")),
            ("ONLY_A", translate("MergeReviews", "Decided by A only")),
            ("ONLY_B", translate("MergeReviews", "Decided by B only")),
            ("UNDECIDED", translate("MergeReviews", "Decided by nobody")),
            ("BOTH_DECIDED", translate("MergeReviews", "Detected polygons that both decided on")),
            ("AGREEMENT", translate("MergeReviews", "Share of equal decisions, 0 to 1")),
            ("KAPPA", translate("MergeReviews", "Cohen's kappa")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> MergeRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.class_layers import files_of
        from .inputs.parameter_values import given_number
        from .outputs.output_checks import check_outputs, destination_path
        from .outputs.output_formats import VECTOR_EXTENSIONS

        reviews = [self._reviewed(parameters, name, context) for name in (self.A, self.B)]
        overlap = given_number(self, parameters, context, self.OVERLAP, "overlap_range")
        overlap = _DEFAULT_OVERLAP if overlap is None else overlap
        if not 0 < overlap <= 1:
            raise JobFailure("overlap_range", self.OVERLAP, value=f"{overlap:g}")
        layers = [self.parameterAsVectorLayer(parameters, name, context) for name in (self.A, self.B)]
        inputs = [path for layer in layers for path in files_of(layer)]
        paths = {name: destination_path(parameters, name, context) for name in (self.MERGED, self.DISAGREEMENTS)}
        check_outputs(paths, dict.fromkeys(paths, VECTOR_EXTENSIONS), inputs, dict.fromkeys(paths, 1_000_000))
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return MergeRequest(reviews[0], reviews[1], overlap)

    def _reviewed(self, parameters: Dict[str, Any], name: str, context: QgsProcessingContext) -> Reviewed:
        """:raises JobFailure: naming the layer, and what it lacks."""
        from ..jobs.failure import JobFailure
        from ..layers.areas import holds_polygons
        from ..rules.review_fields import STATUS, UUID

        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise JobFailure("area_unreadable", name, layer=str(parameters.get(name) or ""))
        label = source.sourceName() or str(parameters.get(name))
        if not holds_polygons(source.wkbType()):
            raise JobFailure("area_not_polygons", name, layer=label)
        if not source.sourceCrs().isValid():
            raise JobFailure("vector_without_crs", name, layer=label)
        fields = QgsFields(source.fields())
        for wanted in (UUID, STATUS):
            if fields.lookupField(wanted) < 0:
                raise JobFailure("review_field_missing", name, layer=label, field=wanted)
        return Reviewed(name, label, source, fields)

    def output_paths(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, str]:
        paths = {name: self.parameterAsOutputLayer(parameters, name, context) for name in (self.MERGED, self.DISAGREEMENTS)}
        return {name: path for name, path in paths.items() if path}

    def make_job(self, request: MergeRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
        from ..jobs.merge_reviews import MergeReviewsJob
        from .run.job_algorithm import provenance

        return MergeReviewsJob(
            first=write_all(request.first, scratch, feedback),
            second=write_all(request.second, scratch, feedback),
            merged=outputs[self.MERGED],
            disagreements=outputs.get(self.DISAGREEMENTS),
            scratch=scratch,
            overlap=request.overlap,
            provenance=provenance(
                self.name(), {self.A: request.first.name, self.B: request.second.name}, {self.OVERLAP: request.overlap}
            ),
        )

    def show(self, context: QgsProcessingContext, request: MergeRequest, results: Dict[str, Any]) -> None:
        from .outputs.result_layers import show_results

        title = translate("MergeReviews", "Reviews {a} + {b}").format(a=request.first.name, b=request.second.name)
        layers = [(name, results.get(name)) for name in (self.DISAGREEMENTS, self.MERGED)]
        show_results(context, self.id(), title, layers)


def write_all(review: Reviewed, scratch: str, feedback: QgsProcessingFeedback) -> VectorSource:
    """Write polygons with all their fields for the worker; numbers stay numbers, all else becomes text. Thread-safe.

    :raises JobFailure: ``write_failed``. :raises Cancelled: the user stopped.
    """
    from ..jobs.failure import Cancelled, JobFailure
    from ..jobs.sources import VectorSource
    from ..layers.areas import sound_polygons
    from ..layers.sources import crs_text
    from .run.worker_feedback import is_cancelled

    path = os.path.join(scratch, f"review_{review.parameter.lower()}.gpkg")
    kept = [(index, field) for index, field in enumerate(review.fields) if field.name().lower() != "fid"]
    fields = QgsFields()
    for _, field in kept:
        fields.append(QgsField(field.name(), _kind(field)))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = "features"
    options.layerOptions = ["SPATIAL_INDEX=NO", "FID=groundshift_fid"]
    nowhere = QgsCoordinateReferenceSystem()  # the CRS travels with the job
    kind = QgsWkbTypes.Type.MultiPolygon
    writer = QgsVectorFileWriter.create(path, fields, kind, nowhere, QgsCoordinateTransformContext(), options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise JobFailure("write_failed", review.parameter, path=path, reason=writer.errorMessage())
    for number, feature in enumerate(review.source.getFeatures()):
        if number % _FEATURES_BETWEEN_CHECKS == 0 and is_cancelled(feedback):
            del writer
            raise Cancelled
        if feature.geometry().isEmpty():
            continue
        flat, _ = sound_polygons(feature.geometry())
        if flat.isEmpty():
            continue
        flat.convertToMultiType()
        made = QgsFeature(fields)
        made.setGeometry(flat)
        made.setAttributes([_value(feature.attribute(index), field) for index, field in kept])
        writer.addFeature(made)
    del writer  # closes the file
    return VectorSource(review.parameter, review.name, path, crs_text(review.source.sourceCrs()))


def _kind(field: QgsField) -> Any:
    if field.type() in (QVariant.Int, QVariant.LongLong):
        return QVariant.LongLong
    return QVariant.Double if field.type() == QVariant.Double else QVariant.String


def _value(value: Any, field: QgsField) -> Any:
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    return value if _kind(field) != QVariant.String else str(value)
