"""``groundshift:banddifference`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback

from ...jobs.band_difference import BandDifferenceJob
from ..inputs.given import Given
from ..inputs.pair_reading import PairRequest, read_pair
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps
from .pair_run import PairRun, pair_files, prepare_inputs, read_pair_sources


@dataclass(frozen=True)
class Request:
    """The parameters."""

    pair: PairRequest
    resolution: Optional[float]


def read(given: Given) -> Request:
    """Read and check the parameters."""
    resolution = given.resolution()
    pair = read_pair(given, None, resolution)
    check_destinations(given, pair_files(given, pair))
    return Request(pair, resolution)


def prepare(given: Given, request: Request, feedback: QgsProcessingFeedback) -> PairRun[Request]:
    """Read the inputs from QGIS's layers."""
    inputs = prepare_inputs(request.pair, request.resolution, 0, given.context, feedback)
    return PairRun(request, inputs, f"Difference {inputs.before.name} - {inputs.after.name}")


def make_job(
    run: PairRun[Request], outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> BandDifferenceJob:
    """Make the job."""
    before, after = read_pair_sources(run.inputs, scratch, feedback)
    return BandDifferenceJob(
        before=before,
        after=after,
        scratch=scratch,
        difference=outputs["DIFFERENCE"],
        include=run.inputs.include,
        exclude=run.inputs.exclude,
        resolution=run.request.resolution,
        provenance=provenance("banddifference", run.inputs.origins, run.inputs.area_names),
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
