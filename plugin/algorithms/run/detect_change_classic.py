"""``groundshift:detectchangeclassic`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback

from ...jobs.detect_change_classic import THRESHOLD_METHODS, DetectChangeClassicJob
from ...jobs.unfinished import Resume
from ...rules.band_index import parse_index
from ...rules.classic_methods import METHODS, check_threshold
from ..inputs.classic_parameters import INDEX, METHOD, NORMALIZE, THRESHOLD_METHOD
from ..inputs.given import Given
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.resuming import read_resume
from ..outputs.output_checks import LEAST_BYTES, check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import PairRun, check_scratch_space, pair_files, prepare_detection, read_pair_sources

THRESHOLD, MIN_AREA = "THRESHOLD", "MIN_AREA"
DIFFERENCE, MASK, POLYGONS = "DIFFERENCE", "MASK", "POLYGONS"

# Sizes on the disk, low estimates: a refusal must be right, and the worker watches the disk too.
_MASK_BYTES_PER_PIXEL = 0.02
_DIFFERENCE_BYTES_PER_PIXEL = 1.0
_SCRATCH_BYTES_PER_PIXEL = 5.0


@dataclass(frozen=True)
class ClassicSettings:
    """Method and threshold, independent of the images.

    :param method, threshold_method: of :mod:`...jobs.detect_change_classic`. ``index``: its text.
    :param threshold: magnitude or percentage, as ``threshold_method`` has it; ``None`` = not given.
    """

    method: str
    index: str
    normalize: bool
    threshold_method: str
    threshold: Optional[float]

    @property
    def document(self) -> dict[str, Any]:
        """The settings in the provenance of outputs, by parameter."""
        return {
            METHOD: self.method,
            INDEX: self.index if self.method == "index-difference" else None,
            NORMALIZE: self.normalize,
            THRESHOLD_METHOD: self.threshold_method,
            THRESHOLD: self.threshold,
        }


@dataclass(frozen=True)
class ClassicRequest:
    """:param resolution: map units of AFTER's CRS; ``None`` = automatic. ``min_area``: square metres."""

    pair: PairRequest
    settings: ClassicSettings
    min_area: float
    resolution: Optional[float]
    resume: Optional[Resume]


def read(given: Given) -> ClassicRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    settings = read_classic_settings(given)
    min_area = given.size(MIN_AREA, "min_area_range") or 0.0
    resolution = given.resolution(RESOLUTION)
    pair = read_pair(given, None, resolution)
    needed = {
        DIFFERENCE: LEAST_BYTES + int(pair.pixels * _DIFFERENCE_BYTES_PER_PIXEL),
        MASK: LEAST_BYTES + int(pair.pixels * _MASK_BYTES_PER_PIXEL),
    }
    check_destinations(given, pair_files(given, pair), needed_bytes=needed)
    check_scratch_space(MASK, LEAST_BYTES + int(pair.pixels * _SCRATCH_BYTES_PER_PIXEL))
    return ClassicRequest(pair, settings, min_area, resolution, read_resume(given))


def read_classic_settings(given: Given) -> ClassicSettings:
    """Read and check METHOD, INDEX, NORMALIZE, THRESHOLD_METHOD and THRESHOLD.

    :raises JobFailure: a parameter cannot be used.
    """
    method = given.choice(METHOD, tuple(METHODS))
    index = given.text(INDEX)
    if method == "index-difference":
        parse_index(index)
    threshold_method = given.choice(THRESHOLD_METHOD, THRESHOLD_METHODS)
    threshold = given.number(THRESHOLD, "threshold_not_positive")
    check_threshold(method, threshold_method, threshold)
    return ClassicSettings(method, index, given.flag(NORMALIZE), threshold_method, threshold)


def prepare(given: Given, request: ClassicRequest, feedback: QgsProcessingFeedback) -> PairRun[ClassicRequest]:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    return prepare_detection(given, request, request.pair, request.resolution, 0, feedback)


def make_job(
    run: PairRun[ClassicRequest], outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> DetectChangeClassicJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    before, after = read_pair_sources(run.inputs, scratch, feedback)
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
        resume=request.resume,
        provenance=_provenance(run),
    )


def _provenance(run: PairRun[ClassicRequest]) -> dict[str, Any]:
    request = run.request
    return provenance(
        "detectchangeclassic",
        run.inputs.origins,
        {
            **run.inputs.area_names,
            **request.settings.document,
            MIN_AREA: request.min_area,
            RESOLUTION: request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
