"""``groundshift:vectorizechange`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.vectorize_change import VectorizeChangeJob
from ..inputs.class_layers import MapRaster, read_map
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

INPUT, THRESHOLD, POLYGONS = "INPUT", "THRESHOLD", "POLYGONS"
MIN_AREA, MIN_WIDTH, FILL_HOLES, MERGE_GAP, SIMPLIFY = "MIN_AREA", "MIN_WIDTH", "FILL_HOLES", "MERGE_GAP", "SIMPLIFY"
REGULARIZE = "REGULARIZE"
_SIZES = (MIN_AREA, MIN_WIDTH, FILL_HOLES, MERGE_GAP, SIMPLIFY)


@dataclass(frozen=True)
class VectorizeRequest:
    """:param sizes: parameter -> square metres or metres, 0 = off."""

    source: MapRaster
    threshold: Optional[float]
    sizes: dict[str, float]
    regularize: bool


def read(given: Given) -> VectorizeRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    threshold = given.threshold(THRESHOLD)
    sizes = {name: given.size(name, "number_negative") or 0.0 for name in _SIZES}
    layer = given.raster(INPUT)
    source = read_map(layer, given.parameters.get(INPUT), INPUT)
    check_destinations(given, files_of_layer(layer))
    return VectorizeRequest(source, threshold, sizes, given.flag(REGULARIZE))


def make_job(
    request: VectorizeRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> VectorizeChangeJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: the raster cannot be read.
    :raises Cancelled: the user stopped.
    """
    chosen = {THRESHOLD: request.threshold, **request.sizes, REGULARIZE: request.regularize}
    return VectorizeChangeJob(
        input=request.source.readable(scratch, feedback),
        polygons=outputs[POLYGONS],
        scratch=scratch,
        threshold=request.threshold,
        min_area_m2=request.sizes[MIN_AREA],
        min_width_m=request.sizes[MIN_WIDTH],
        fill_holes_m2=request.sizes[FILL_HOLES],
        merge_gap_m=request.sizes[MERGE_GAP],
        simplify_m=request.sizes[SIMPLIFY],
        regularize=request.regularize,
        provenance=provenance("vectorizechange", {"inputs": {INPUT: request.source.name}}, chosen),
    )


def _title(request: VectorizeRequest) -> str:
    return str(translate("VectorizeChange", "Polygons of {name}")).format(name=request.source.name)


STEPS = Steps(read, make_job, title=_title)
