"""A change detection between Processing and the worker: layers become a job, events become feedback."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...jobs.detect_change import DetectChangeJob
from ...jobs.sources import RasterSource
from ..base import GroundshiftAlgorithm
from ..outputs.provenance import provenance
from .detection_request import MASK, POLYGONS, PROBABILITY, DetectionRequest, read_request
from .pair_run import DetectionRun, prepare_detection, run_pair_job

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


def prepare_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> DetectionRun[DetectionRequest]:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    request = read_request(algorithm, parameters, context)
    return prepare_detection(request, request.pair, request.resolution, request.model.spec.halo, context, feedback)


def perform_run(
    run: DetectionRun[DetectionRequest], outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback
) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: MASK, PROBABILITY and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, (CHANGED_AREA, POLYGON_COUNT), feedback)


def _job(
    run: DetectionRun[DetectionRequest],
    before: RasterSource,
    after: RasterSource,
    outputs: Mapping[str, Optional[str]],
    scratch: str,
) -> DetectChangeJob:
    request = run.request
    return DetectChangeJob(
        before=before,
        after=after,
        model=request.model.path,
        scratch=scratch,
        mask=outputs.get(MASK),
        probability=outputs.get(PROBABILITY),
        polygons=outputs.get(POLYGONS),
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        threshold=request.threshold,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        flips=request.flips,
        area_unit=run.area_unit[0],
        area_unit_m2=run.area_unit[1],
        provenance=_provenance(run),
    )


def _provenance(run: DetectionRun[DetectionRequest]) -> dict[str, Any]:
    """What each output says of how it was made."""
    request = run.request
    model = {"id": request.model.spec.id, "sha256": sha256(request.model.path)}
    return provenance(
        "detectchange",
        {"model": model, **run.inputs.origins},
        {
            **run.inputs.ground_names,
            "THRESHOLD": request.threshold,
            "MIN_AREA": request.min_area,
            "RESOLUTION": request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
            "FLIPS": request.flips,
        },
    )


def sha256(path: str) -> str:
    """The file's SHA-256, hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()
