"""``groundshift:assessaccuracy`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.accuracy import AssessAccuracyJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...layers.areas import polygons_from_source
from ..inputs.class_layers import ClassLayer, Features, read_area, read_class_layer, write_features
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

PREDICTED, REFERENCE, AREA, CLASS_FIELD, OVERLAP = "PREDICTED", "REFERENCE", "AREA", "CLASS_FIELD", "OVERLAP"
REPORT, MATRIX, MEASURES = "REPORT", "MATRIX", "MEASURES"
_DOCUMENTS = {REPORT: ("html", "htm"), MATRIX: ("csv",), MEASURES: ("json",)}


@dataclass(frozen=True)
class AssessmentRequest:
    """The parameters, independent of the layers."""

    predicted: ClassLayer
    reference: ClassLayer
    area: Optional[Features]
    class_field: str
    overlap: float


def read(given: Given) -> AssessmentRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    predicted = read_class_layer(given, PREDICTED)
    reference = read_class_layer(given, REFERENCE)
    class_field = given.text(CLASS_FIELD)
    _check_class_field(class_field, predicted, reference)
    area = read_area(given, AREA)
    overlap = given.overlap(OVERLAP)
    check_destinations(given, (*predicted.files, *reference.files), _DOCUMENTS)
    return AssessmentRequest(predicted, reference, area, class_field, overlap)


def _check_class_field(field: str, predicted: ClassLayer, reference: ClassLayer) -> None:
    if not field:
        return
    layers = [layer for layer in (predicted, reference) if layer.features is not None]
    if not layers:
        raise JobFailure("class_field_useless", CLASS_FIELD, field=field)
    lacking = [layer.name for layer in layers if layer.features is not None and field not in layer.features.fields]
    if lacking:
        layers_text = ", ".join(f"'{name}'" for name in lacking)
        raise JobFailure("class_field_missing", CLASS_FIELD, field=field, layers=layers_text)


def make_job(
    request: AssessmentRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> AssessAccuracyJob:
    """Make the job, its polygons written into ``scratch``. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped.
    """
    # Layers of one GeoPackage have the same file, but not the same name.
    if len({(layer.name, layer.files) for layer in (request.predicted, request.reference)}) == 1:
        feedback.pushWarning(
            translate(
                "AssessAccuracy",
                "PREDICTED and REFERENCE are the same layer: the measures are perfect, whatever the map is like.",
            )
        )
    columns = {"class": request.class_field} if request.class_field else {}
    polygons = [
        write_features(layer.features, columns, scratch, feedback) if layer.features is not None else None
        for layer in (request.predicted, request.reference)
    ]
    rasters = [
        layer.raster.readable(scratch, feedback) if layer.raster is not None else None
        for layer in (request.predicted, request.reference)
    ]
    area = request.area
    return AssessAccuracyJob(
        scratch=scratch,
        predicted_raster=rasters[0],
        predicted_polygons=polygons[0],
        reference_raster=rasters[1],
        reference_polygons=polygons[1],
        area=polygons_from_source(area.source, area.parameter, area.name, feedback, area.crs) if area is not None else None,
        binary=any(polygons) and not request.class_field,
        overlap=request.overlap,
        report=outputs.get(REPORT),
        matrix=outputs.get(MATRIX),
        measures=outputs.get(MEASURES),
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance(
            "assessaccuracy",
            {"inputs": {PREDICTED: request.predicted.name, REFERENCE: request.reference.name}},
            {
                AREA: area.name if area is not None else None,
                CLASS_FIELD: request.class_field or None,
                OVERLAP: request.overlap,
            },
        ),
    )


STEPS = Steps(read, make_job)
