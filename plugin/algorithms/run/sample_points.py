"""``groundshift:samplepoints`` from parameters to the job."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Mapping

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.accuracy import ALLOCATIONS, SamplePointsJob
from ...jobs.failure import JobFailure
from ..inputs.class_layers import MapRaster, files_of, read_map
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

MAP, ALLOCATION, SIZE, SEED = "MAP", "ALLOCATION", "SIZE", "SEED"
MIN_DISTANCE, EXPECTED_ACCURACY, SAMPLE = "MIN_DISTANCE", "EXPECTED_ACCURACY", "SAMPLE"
_BYTES_PER_POINT = 200
_EXPECTED = re.compile(r"\s*(\d+)\s*[=:]\s*([0-9.]+)\s*")


@dataclass(frozen=True)
class SampleRequest:
    """The parameters, independent of the layers. ``size``: 0 = automatic."""

    map: MapRaster
    allocation: str
    size: int
    seed: int
    min_distance: float
    expected: dict[str, float]


def read(given: Given) -> SampleRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    layer = given.raster(MAP)
    source = read_map(layer, given.parameters.get(MAP), MAP)
    least, most = given.limits(SIZE)
    size = given.number(SIZE, "sample_size", {"limit": round(most)})
    if size is not None and not least <= size <= most:
        raise JobFailure("sample_size", SIZE, value=f"{size:g}", limit=round(most))
    distance = given.size(MIN_DISTANCE, "min_distance_range") or 0.0
    expected = _expected(given.text(EXPECTED_ACCURACY))
    count = int(size or 0)
    check_destinations(given, files_of(layer), needed_bytes={SAMPLE: _BYTES_PER_POINT * count})
    return SampleRequest(source, given.choice(ALLOCATION, ALLOCATIONS), count, abs(given.integer(SEED)), distance, expected)


def _expected(text: str) -> dict[str, float]:
    """Parse class values and expected accuracies. :raises JobFailure: ``expected_accuracy``."""
    found: dict[str, float] = {}
    for part in filter(None, (item.strip() for item in re.split(r"[,;]", text))):
        match = _EXPECTED.fullmatch(part)
        try:
            value = float(match.group(2)) if match else -1.0
        except ValueError:
            value = -1.0
        if match is None or not 0 <= value <= 1:
            raise JobFailure("expected_accuracy", EXPECTED_ACCURACY, text=text)
        found[str(int(match.group(1)))] = value
    return found


def make_job(
    request: SampleRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> SamplePointsJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: the map cannot be read.
    :raises Cancelled: the user stopped.
    """
    return SamplePointsJob(
        map=request.map.readable(scratch, feedback),
        scratch=scratch,
        sample=outputs[SAMPLE],
        allocation=request.allocation,
        size=request.size,
        seed=request.seed,
        min_distance_m=request.min_distance,
        expected=request.expected,
        provenance=provenance(
            "samplepoints",
            {"inputs": {MAP: request.map.name}},
            {
                ALLOCATION: request.allocation,
                SIZE: request.size or None,
                SEED: request.seed,
                MIN_DISTANCE: request.min_distance,
                EXPECTED_ACCURACY: request.expected or None,
            },
        ),
    )


def _title(request: SampleRequest) -> str:
    return str(translate("SamplePoints", "Sample of {map}")).format(map=request.map.name)


STEPS = Steps(read, make_job, title=_title)
