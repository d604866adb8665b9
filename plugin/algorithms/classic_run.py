"""A change detection without a network between Processing and the worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.detect_change import RasterSource
from ..jobs.detect_change_classic import DetectChangeClassicJob
from .base import GroundshiftAlgorithm
from .classic_request import DIFFERENCE, MASK, POLYGONS, ClassicRequest, read_classic_request
from .detection_run import project_area_unit
from .pair_run import PairInputs, prepare_inputs, run_pair_job
from .provenance import provenance

translate = QCoreApplication.translate

CHANGED_AREA, POLYGON_COUNT = "CHANGED_AREA", "POLYGON_COUNT"


@dataclass(frozen=True)
class ClassicRun:
    """All that a run needs, free of the layers' thread.

    :param title: of the group that the results go into. :param area_unit: the project's: ``(name, square metres in one)``.
    """

    request: ClassicRequest
    inputs: PairInputs
    title: str
    area_unit: tuple[str, float]


def prepare_classic_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> ClassicRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault.
    :raises Cancelled: the user stopped the run.
    """
    request = read_classic_request(algorithm, parameters, context)
    pair = request.pair
    title = translate("DetectChange", "Change {before} - {after}")
    return ClassicRun(
        request=request,
        inputs=prepare_inputs(pair, request.resolution, 0, context, feedback),
        title=title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
        area_unit=project_area_unit(context),
    )


def perform_classic_run(
    run: ClassicRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback
) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: DIFFERENCE, MASK and POLYGONS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, (CHANGED_AREA, POLYGON_COUNT), feedback)


def _job(
    run: ClassicRun, before: RasterSource, after: RasterSource, outputs: Mapping[str, Optional[str]], scratch: str
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


def _provenance(run: ClassicRun) -> dict[str, Any]:
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
