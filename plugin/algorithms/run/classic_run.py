"""A change detection without a network between Processing and the worker."""

from __future__ import annotations

from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...jobs.detect_change_classic import DetectChangeClassicJob
from ...jobs.sources import RasterSource
from ..base import GroundshiftAlgorithm
from ..outputs.provenance import provenance
from .classic_request import DIFFERENCE, MASK, POLYGONS, ClassicRequest, read_classic_request
from .pair_run import DetectionRun, prepare_detection, run_pair_job

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


def prepare_classic_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> DetectionRun[ClassicRequest]:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    request = read_classic_request(algorithm, parameters, context)
    return prepare_detection(request, request.pair, request.resolution, 0, context, feedback)


def perform_classic_run(
    run: DetectionRun[ClassicRequest], outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback
) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: DIFFERENCE, MASK and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, (CHANGED_AREA, POLYGON_COUNT), feedback)


def _job(
    run: DetectionRun[ClassicRequest],
    before: RasterSource,
    after: RasterSource,
    outputs: Mapping[str, Optional[str]],
    scratch: str,
) -> DetectChangeClassicJob:
    request = run.request
    return DetectChangeClassicJob(
        before=before,
        after=after,
        scratch=scratch,
        method=request.settings.method,
        index=request.settings.index,
        normalize=request.settings.normalize,
        threshold_method=request.settings.threshold_method,
        threshold=request.settings.threshold,
        difference=outputs.get(DIFFERENCE),
        mask=outputs.get(MASK),
        polygons=outputs.get(POLYGONS),
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        area_unit=run.area_unit[0],
        area_unit_m2=run.area_unit[1],
        provenance=_provenance(run),
    )


def _provenance(run: DetectionRun[ClassicRequest]) -> dict[str, Any]:
    """What each output says of how it was made."""
    request = run.request
    return provenance(
        "detectchangeclassic",
        run.inputs.origins,
        {
            **run.inputs.ground_names,
            **request.settings.document,
            "MIN_AREA": request.min_area,
            "RESOLUTION": request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
        },
    )
