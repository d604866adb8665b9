"""A co-registration between Processing and the worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.coregister import CoregisterJob
from ...jobs.sources import RasterSource
from ..base import GroundshiftAlgorithm
from ..outputs.provenance import provenance
from .coregistration_request import ALIGNED, TIEPOINTS, CoregistrationRequest, read_request
from .pair_run import PairInputs, prepare_inputs, run_pair_job

translate = QCoreApplication.translate

SHIFT_X, SHIFT_Y, RELIABILITY = "SHIFT_X", "SHIFT_Y", "RELIABILITY"


@dataclass(frozen=True)
class CoregistrationRun:
    """All that a run needs, free of the layers' thread. :param title: of the group that the results go into."""

    request: CoregistrationRequest
    inputs: PairInputs
    title: str


def prepare_run(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> CoregistrationRun:
    """Read everything from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: naming the parameter or layer that is at fault. :raises Cancelled: the user stopped the run.
    """
    request = read_request(algorithm, parameters, context)
    pair = request.pair
    if pair.before.layer.source() == pair.after.layer.source():
        feedback.pushWarning(translate("Coregister", "BEFORE and AFTER are the same image: it lies on itself."))
    title = translate("Coregister", "Alignment {before} - {after}")
    return CoregistrationRun(
        request=request,
        # What is rendered by QGIS must reach as far as windows are moved.
        inputs=prepare_inputs(pair, request.resolution, round(request.max_shift) + 1, context, feedback),
        title=title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
    )


def perform_run(
    run: CoregistrationRun, outputs: Mapping[str, Optional[str]], feedback: QgsProcessingFeedback
) -> dict[str, Any]:
    """Run the job in the worker; its temporary files are gone afterwards, whatever happens.

    :param outputs: ALIGNED and TIEPOINTS -> path; ``None`` = not wanted.
    :return: the values of the algorithm's outputs.
    :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
    """
    return run_pair_job(run.inputs, partial(_job, run), outputs, (SHIFT_X, SHIFT_Y, RELIABILITY), feedback)


def _job(
    run: CoregistrationRun, before: RasterSource, after: RasterSource, outputs: Mapping[str, Optional[str]], scratch: str
) -> CoregisterJob:
    request = run.request
    return CoregisterJob(
        before=before,
        after=after,
        scratch=scratch,
        aligned=outputs.get(ALIGNED),
        tiepoints=outputs.get(TIEPOINTS),
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        method=request.method,
        window=request.window,
        spacing=request.spacing,
        max_shift=request.max_shift,
        resampling=request.resampling,
        resolution=request.resolution,
        provenance=_provenance(run),
    )


def _provenance(run: CoregistrationRun) -> dict[str, Any]:
    """What each output says of how it was made; the worker adds the shift that it found."""
    request = run.request
    return provenance(
        "coregister",
        run.inputs.origins,
        {
            **run.inputs.ground_names,
            "METHOD": request.method,
            "MAX_SHIFT": request.max_shift,
            "WINDOW": request.window,
            "SPACING": request.spacing,
            "RESAMPLING": request.resampling,
            "RESOLUTION": request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
        },
    )
