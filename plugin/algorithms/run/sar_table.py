"""``groundshift:sartable`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback

from ...jobs.failure import JobFailure
from ...jobs.sar import SarTableJob
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.provenance import provenance
from .job_algorithm import Steps

FOLDER, IMAGES, WEATHER, TABLE = "FOLDER", "IMAGES", "WEATHER", "TABLE"


@dataclass(frozen=True)
class TableRequest:
    """:param images: files and folders. :param weather: a CSV file, or ``None``."""

    images: tuple[str, ...]
    weather: Optional[str]


def read(given: Given) -> TableRequest:
    """Read and check the parameters.

    :raises JobFailure: there are no images, or a file is missing.
    """
    images = [path for layer in given.layers(IMAGES) for path in files_of_layer(layer)[:1]]
    folder = given.file(FOLDER)
    if folder and not os.path.isdir(folder):
        raise JobFailure("sar_no_images", FOLDER, places=folder)
    if not images and not folder:
        raise JobFailure("sar_no_images", FOLDER, places="-")
    weather = given.file(WEATHER) or None
    if weather is not None and not os.path.isfile(weather):
        raise JobFailure("sar_table_unreadable", WEATHER, path=weather, reason=os.strerror(2))
    check_destinations(given, [*images, *([weather] if weather else [])], documents={TABLE: ("csv",)})
    return TableRequest((*((folder,) if folder else ()), *images), weather)


def make_job(request: TableRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> SarTableJob:
    """Make the job. In the thread of the run."""
    inputs = [os.path.basename(image) for image in request.images]
    return SarTableJob(
        images=request.images,
        table=outputs[TABLE],
        scratch=scratch,
        weather=request.weather,
        provenance=provenance("sartable", {"inputs": {IMAGES: inputs}}, {}),
    )


STEPS = Steps(read, make_job)
