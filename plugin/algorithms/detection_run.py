"""A change detection between Processing and the worker: layers become a job, events become feedback."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsUnitTypes
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.detect_change import DetectChangeJob, RasterSource
from .base import GroundshiftAlgorithm
from .detection_request import MASK, POLYGONS, PROBABILITY, DetectionRequest, read_request
from .pair_run import PairInputs, prepare_inputs, run_pair_job
from .provenance import provenance

translate = QCoreApplication.translate

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


@dataclass(frozen=True)
class DetectionRun:
    """All that a run needs, free of the layers' thread.

    :param title: of the group that the results go into. :param area_unit: the project's: ``(name, square metres in one)``.
    """

    request: DetectionRequest
    inputs: PairInputs
    flips: bool
    title: str
    area_unit: tuple[str, float]


def prepare_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> DetectionRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault.
    :raises Cancelled: the user stopped the run.
    """
    request = read_request(algorithm, parameters, context)
    pair = request.pair
    if pair.before.layer.source() == pair.after.layer.source():
        feedback.pushWarning(translate("DetectChange", "BEFORE and AFTER are the same image: no change can be found."))
    title = translate("DetectChange", "Change {before} - {after}")
    return DetectionRun(
        request=request,
        inputs=prepare_inputs(pair, request.resolution, request.model.spec.halo, context, feedback),
        flips=algorithm.parameterAsBool(parameters, "FLIPS", context),
        title=title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
        area_unit=project_area_unit(context),
    )


def perform_run(run: DetectionRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: MASK, PROBABILITY and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, (CHANGED_AREA, POLYGON_COUNT), feedback)


def _job(
    run: DetectionRun, before: RasterSource, after: RasterSource, outputs: Mapping[str, Optional[str]], scratch: str
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
        flips=run.flips,
        area_unit=run.area_unit[0],
        area_unit_m2=run.area_unit[1],
        provenance=_provenance(run),
    )


def _provenance(run: DetectionRun) -> dict[str, Any]:
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
            "FLIPS": run.flips,
        },
    )


def sha256(path: str) -> str:
    """The file's SHA-256, hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def project_area_unit(context: QgsProcessingContext) -> tuple[str, float]:
    """The project's unit of areas, and how many square metres one has.

    ``("", 0)`` when it is not known, or square metres, which are said anyway.
    """
    project = context.project()
    unit = project.areaUnits() if project is not None else QgsUnitTypes.AreaUnknownUnit
    if unit in (QgsUnitTypes.AreaUnknownUnit, QgsUnitTypes.AreaSquareMeters):
        return "", 0.0
    factor = QgsUnitTypes.fromUnitToUnitFactor(unit, QgsUnitTypes.AreaSquareMeters)
    return str(QgsUnitTypes.toAbbreviatedString(unit)), float(factor)
