"""``groundshift:detectchange`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback

from ...jobs.detect_change import DetectChangeJob
from ...jobs.unfinished import Resume
from ...model_file.load import ModelFile
from ..inputs.given import Given
from ..inputs.model_choice import MODEL, open_model
from ..inputs.pair_parameters import RESOLUTION
from ..inputs.pair_reading import PairRequest, read_pair
from ..inputs.resuming import read_resume
from ..outputs.output_checks import LEAST_BYTES, check_destinations
from ..outputs.provenance import model_identity, provenance
from .job_algorithm import Steps
from .pair_run import PairRun, check_scratch_space, pair_files, prepare_detection, read_pair_sources

THRESHOLD, MIN_AREA, DISPLACEMENT, FLIPS = "THRESHOLD", "MIN_AREA", "DISPLACEMENT", "FLIPS"
MASK, PROBABILITY, POLYGONS = "MASK", "PROBABILITY", "POLYGONS"

# Sizes of outputs on the disk, low estimates: a refusal must be right, and the worker watches the disk too.
_MASK_BYTES_PER_PIXEL = 0.02
_PROBABILITY_BYTES_PER_PIXEL = 0.4


@dataclass(frozen=True)
class DetectionRequest:
    """What the user asks for.

    :param resolution: map units of AFTER's CRS; ``min_area``: square metres; ``None`` = automatic or the model's.
    :param displacement: metres; 0 = off.
    """

    pair: PairRequest
    model: ModelFile
    threshold: Optional[float]
    min_area: Optional[float]
    resolution: Optional[float]
    flips: bool
    resume: Optional[Resume]
    displacement: float = 0.0


def read(given: Given) -> DetectionRequest:
    """Read and check the parameters of a change detection.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    return read_detection(given, read_resume(given))


def read_detection(given: Given, resume: Optional[Resume]) -> DetectionRequest:
    """Read and check the parameters but RESUME.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    threshold = given.threshold(THRESHOLD)
    min_area = given.size(MIN_AREA, "min_area_range")
    displacement = given.size(DISPLACEMENT, "displacement_range") or 0.0
    resolution = given.resolution(RESOLUTION)
    model = open_model(given.text(MODEL))
    pair = read_pair(given, model.spec, resolution)
    bands = 1 + (len(model.spec.classes) if len(model.spec.classes) > 1 else 0)
    needed = {
        MASK: LEAST_BYTES + int(pair.pixels * _MASK_BYTES_PER_PIXEL),
        PROBABILITY: LEAST_BYTES + int(pair.pixels * _PROBABILITY_BYTES_PER_PIXEL * bands),
    }
    check_destinations(given, [model.path, *pair_files(given, pair)], needed_bytes=needed)
    check_scratch_space(MASK, needed[MASK])
    return DetectionRequest(pair, model, threshold, min_area, resolution, given.flag(FLIPS), resume, displacement)


def prepare(given: Given, request: DetectionRequest, feedback: QgsProcessingFeedback) -> PairRun[DetectionRequest]:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    return prepare_detection(given, request, request.pair, request.resolution, request.model.spec.halo, feedback)


def make_job(
    run: PairRun[DetectionRequest], outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> DetectChangeJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    before, after = read_pair_sources(run.inputs, scratch, feedback)
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
        displacement_m=request.displacement,
        flips=request.flips,
        area_unit=run.area_unit[0],
        area_unit_m2=run.area_unit[1],
        resume=request.resume,
        provenance=_provenance(run),
    )


def _provenance(run: PairRun[DetectionRequest]) -> dict[str, Any]:
    request = run.request
    return provenance(
        "detectchange",
        {"model": model_identity(request.model), **run.inputs.origins},
        {
            **run.inputs.area_names,
            THRESHOLD: request.threshold,
            MIN_AREA: request.min_area,
            RESOLUTION: request.resolution,
            "BEFORE_BANDS": request.pair.before.bands,
            "AFTER_BANDS": request.pair.after.bands,
            **({DISPLACEMENT: request.displacement} if request.displacement else {}),
            FLIPS: request.flips,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
