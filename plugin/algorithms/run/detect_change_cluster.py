"""``groundshift:detectchangecluster`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Mapping

from qgis.core import QgsProcessingFeedback

from ...jobs.detect_change_cluster import DetectChangeClusterJob
from ..inputs.given import Given
from . import detect_change
from .detect_change import DetectionRequest
from .job_algorithm import Steps
from .pair_run import PairRun

SCHEDULER, BLOCK_SIZE, WORKERS, BLOCKS = "SCHEDULER", "BLOCK_SIZE", "WORKERS", "BLOCKS"


@dataclass(frozen=True)
class ClusterRequest:
    """:param scheduler: its address; ``""`` = processes on this computer. ``block_size``: pixels."""

    detection: DetectionRequest
    scheduler: str
    block_size: int
    workers: int


@dataclass(frozen=True)
class ClusterRun:
    """Inputs of a run, independent of the layers' thread."""

    request: ClusterRequest
    pair: PairRun[DetectionRequest]


def read(given: Given) -> ClusterRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    detection = detect_change.read_detection(given, None)
    return ClusterRequest(detection, given.text(SCHEDULER), given.integer(BLOCK_SIZE), given.integer(WORKERS))


def prepare(given: Given, request: ClusterRequest, feedback: QgsProcessingFeedback) -> ClusterRun:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    return ClusterRun(request, detect_change.prepare(given, request.detection, feedback))


def make_job(
    run: ClusterRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> DetectChangeClusterJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request = run.request
    detect = detect_change.make_job(run.pair, outputs, scratch, feedback)
    provenance = {**detect.provenance, "algorithm": "groundshift:detectchangecluster"}
    return DetectChangeClusterJob(
        detect=replace(detect, provenance=provenance),
        folder=outputs.get(BLOCKS) or os.path.join(scratch, "blocks"),
        scratch=scratch,
        scheduler=request.scheduler,
        block_size=request.block_size,
        workers=request.workers,
    )


STEPS = Steps(read, make_job, prepare, title=lambda run: run.pair.title)
