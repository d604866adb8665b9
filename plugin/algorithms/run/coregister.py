"""``groundshift:coregister`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.coregister import LARGEST_SHIFT, LARGEST_WINDOW, METHODS, RESAMPLINGS, SMALLEST_WINDOW, CoregisterJob
from ...jobs.failure import JobFailure
from ..inputs.given import Given
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..outputs.output_checks import LEAST_BYTES, check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import PairRun, pair_files, prepare_inputs, read_pair_sources

translate = QCoreApplication.translate

METHOD, MAX_SHIFT, WINDOW, SPACING, RESAMPLING = "METHOD", "MAX_SHIFT", "WINDOW", "SPACING", "RESAMPLING"
ALIGNED, TIEPOINTS = "ALIGNED", "TIEPOINTS"

# Size on the disk, a low estimate: a refusal must be right, and the worker watches the disk too.
_ALIGNED_BYTES_PER_PIXEL = 0.2


@dataclass(frozen=True)
class CoregistrationRequest:
    """:param resolution: map units of AFTER's CRS; ``window``, ``spacing``, ``max_shift``: pixels; ``None`` = automatic."""

    pair: PairRequest
    method: str
    max_shift: float
    window: Optional[int]
    spacing: Optional[float]
    resampling: str
    resolution: Optional[float]


def read(given: Given) -> CoregistrationRequest:
    """Read and check the parameters of a co-registration.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    method = given.choice(METHOD, METHODS)
    resampling = given.choice(RESAMPLING, RESAMPLINGS)
    max_shift = given.number(MAX_SHIFT, "coregistration_max_shift", {"most": LARGEST_SHIFT})
    if max_shift is None:
        max_shift = float(given.default(MAX_SHIFT))
    if not 1 <= max_shift <= LARGEST_SHIFT:
        raise JobFailure("coregistration_max_shift", MAX_SHIFT, value=f"{max_shift:g}", most=LARGEST_SHIFT)
    limits: dict[str, Any] = {"least": SMALLEST_WINDOW, "most": LARGEST_WINDOW}
    window = given.number(WINDOW, "coregistration_window", limits)
    if window is not None and not SMALLEST_WINDOW <= window <= LARGEST_WINDOW:
        raise JobFailure("coregistration_window", WINDOW, value=f"{window:g}", **limits)
    spacing = given.number(SPACING, "coregistration_spacing")
    if spacing is not None and spacing < 1:
        raise JobFailure("coregistration_spacing", SPACING, value=f"{spacing:g}")
    resolution = given.resolution(RESOLUTION)
    pair = read_pair(given, None, resolution)
    bands = max(1, pair.before.layer.bandCount())
    needed = {ALIGNED: LEAST_BYTES + int(pair.pixels * bands * _ALIGNED_BYTES_PER_PIXEL)}
    check_destinations(given, pair_files(given, pair), needed_bytes=needed)
    whole = None if window is None else round(window)
    return CoregistrationRequest(pair, method, max_shift, whole, spacing, resampling, resolution)


def prepare(given: Given, request: CoregistrationRequest, feedback: QgsProcessingFeedback) -> PairRun[CoregistrationRequest]:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    pair = request.pair
    if pair.before.layer.source() == pair.after.layer.source():
        feedback.pushWarning(translate("Coregister", "BEFORE and AFTER are the same image: there is no shift."))
    title = translate("Coregister", "Alignment {before} - {after}")
    return PairRun(
        request=request,
        # What is rendered by QGIS must reach as far as windows are moved.
        inputs=prepare_inputs(pair, request.resolution, round(request.max_shift) + 1, given.context, feedback),
        title=title.format(before=pair.before.layer.name(), after=pair.after.layer.name()),
    )


def make_job(
    run: PairRun[CoregistrationRequest], outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> CoregisterJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    before, after = read_pair_sources(run.inputs, scratch, feedback)
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


def _provenance(run: PairRun[CoregistrationRequest]) -> dict[str, Any]:
    """Return the provenance, to which the worker adds the shift."""
    request = run.request
    return provenance(
        "coregister",
        run.inputs.origins,
        {
            **run.inputs.area_names,
            METHOD: request.method,
            MAX_SHIFT: request.max_shift,
            WINDOW: request.window,
            SPACING: request.spacing,
            RESAMPLING: request.resampling,
            RESOLUTION: request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
