"""``groundshift:estimatearea`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Mapping

from qgis.core import QgsProcessingFeedback, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.accuracy import EstimateAreaJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ..inputs.class_layers import Features, MapRaster, files_of, read_map, write_features
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

MAP, SAMPLE, REFERENCE_FIELD = "MAP", "SAMPLE", "REFERENCE_FIELD"
REPORT, AREAS = "REPORT", "AREAS"
_DOCUMENTS = {REPORT: ("html", "htm"), AREAS: ("csv",)}


@dataclass(frozen=True)
class EstimateRequest:
    """The parameters, independent of the layers."""

    map: MapRaster
    sample: Features
    reference_field: str


def read(given: Given) -> EstimateRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    layer = given.raster(MAP)
    raster = read_map(layer, given.parameters.get(MAP), MAP)
    source = given.source(SAMPLE)
    label = source.sourceName() if source is not None else str(given.parameters.get(SAMPLE))
    if source is None or QgsWkbTypes.geometryType(source.wkbType()) != QgsWkbTypes.GeometryType.PointGeometry:
        raise JobFailure("sample_not_points", SAMPLE, layer=label)
    if not source.sourceCrs().isValid():
        raise JobFailure("vector_without_crs", SAMPLE, layer=label)
    fields = tuple(field.name() for field in source.fields())
    name = given.text(REFERENCE_FIELD) or str(given.default(REFERENCE_FIELD))
    if name not in fields:
        known = ", ".join(fields)
        raise JobFailure("sample_field_missing", REFERENCE_FIELD, layer=label, field=name, known=known)
    check_destinations(given, files_of(layer), _DOCUMENTS)
    return EstimateRequest(raster, Features(SAMPLE, label, source, fields, source.sourceCrs(), False), name)


def make_job(
    request: EstimateRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> EstimateAreaJob:
    """Make the job, the sample written into ``scratch``. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped.
    """
    columns = {"reference": request.reference_field}
    if "stratum" in request.sample.fields and request.reference_field != "stratum":
        columns["stratum"] = "stratum"
    sample = replace(write_features(request.sample, columns, scratch, feedback), class_field="reference")
    return EstimateAreaJob(
        map=request.map.readable(scratch, feedback),
        sample=sample,
        scratch=scratch,
        report=outputs.get(REPORT),
        areas=outputs.get(AREAS),
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance(
            "estimatearea",
            {"inputs": {MAP: request.map.name, SAMPLE: request.sample.name}},
            {REFERENCE_FIELD: request.reference_field},
        ),
    )


STEPS = Steps(read, make_job)
