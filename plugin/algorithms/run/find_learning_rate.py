"""``groundshift:findlearningrate`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.find_learning_rate import FindLearningRateJob
from ..inputs.given import Given
from ..outputs.output_checks import check_destinations
from .job_algorithm import Steps
from .train_model import TrainingRequest, make_training_job, read_training

translate = QCoreApplication.translate

STEP_COUNT, LOWEST, HIGHEST = "STEPS", "LOWEST", "HIGHEST"
REPORT, CURVE = "REPORT", "CURVE"
_DOCUMENTS = {REPORT: ("html", "htm"), CURVE: ("csv",)}


@dataclass(frozen=True)
class RateRequest:
    """A training and the range of rates to test."""

    training: TrainingRequest
    steps: int
    lowest: float
    highest: float


def read(given: Given) -> RateRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    steps = given.number(STEP_COUNT, "number_negative")
    steps = given.default(STEP_COUNT) if steps is None else steps
    least, most = given.limits(STEP_COUNT)
    if not least <= steps <= most or steps != int(steps):
        rule = translate("Training", "a whole number from {least:g} to {most:g}").format(least=least, most=most)
        raise JobFailure("training_setting", STEP_COUNT, name=STEP_COUNT, value=f"{steps:g}", rule=rule)
    lowest = given.number(LOWEST, "number_negative") or float(given.default(LOWEST))
    highest = given.number(HIGHEST, "number_negative") or float(given.default(HIGHEST))
    if not 10 * lowest <= highest:
        rule = translate("FindLearningRate", "at least ten times the lowest rate, {lowest:g}").format(lowest=lowest)
        raise JobFailure("training_setting", HIGHEST, name=HIGHEST, value=f"{highest:g}", rule=rule)
    training = read_training(given.with_values({STEP_COUNT: None}))  # a training has a parameter of that name, too
    check_destinations(given, training.files, _DOCUMENTS)
    return RateRequest(training, int(steps), lowest, highest)


def make_job(
    request: RateRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> FindLearningRateJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    # The training job only carries the data and settings: no model is written.
    training = make_training_job(request.training, "", None, scratch, feedback)
    chosen = {STEP_COUNT: request.steps, LOWEST: request.lowest, HIGHEST: request.highest}
    made: dict[str, Any] = {"algorithm": "groundshift:findlearningrate"}
    made["parameters"] = {**training.provenance.get("parameters", {}), **chosen}
    return FindLearningRateJob(
        training=training,
        scratch=scratch,
        steps=request.steps,
        lowest=request.lowest,
        highest=request.highest,
        report=outputs.get(REPORT),
        curve=outputs.get(CURVE),
        texts=training.texts,
        provenance={**training.provenance, **made},
    )


STEPS = Steps(read, make_job)
