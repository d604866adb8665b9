"""``groundshift:findlearningrate``: how fast a network can learn from labels, tried before it is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.documents_algorithm import DocumentsAlgorithm
from .run.training_request import (
    EPOCHS,
    FROZEN_EPOCHS,
    LEARNING_RATE,
    MINUTES,
    MONITOR,
    PATIENCE,
    SCHEDULE,
    STEPS,
    add_data,
    add_reading,
    add_settings,
)

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .run.training_request import TrainingRequest

translate = QCoreApplication.translate

# Of a training that goes on for long; a sweep is over after some steps.
_OF_LONG_TRAININGS = (EPOCHS, MINUTES, LEARNING_RATE, STEPS, SCHEDULE, FROZEN_EPOCHS, PATIENCE, MONITOR)


@dataclass(frozen=True)
class RateRequest:
    """What the user asks for, free of the layers."""

    training: TrainingRequest
    steps: int
    lowest: float
    highest: float


class FindLearningRate(DocumentsAlgorithm):
    """Raises the learning rate from step to step, and sees where the loss falls most steeply."""

    STEPS = "STEPS"
    LOWEST = "LOWEST"
    HIGHEST = "HIGHEST"
    REPORT = "REPORT"
    CURVE = "CURVE"
    SUGGESTION = "SUGGESTION"
    DEFAULT_STEPS, LEAST_STEPS, MOST_STEPS = 100, 20, 1000
    DEFAULT_LOWEST, DEFAULT_HIGHEST = 1e-6, 1.0
    EXTENSIONS = {REPORT: ("html", "htm"), CURVE: ("csv",)}

    def name(self) -> str:
        return "findlearningrate"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("FindLearningRate", "Find learning rate")

    def group(self) -> str:
        return translate("Training", "Training")

    def groupId(self) -> str:  # noqa: N802
        return "training"

    def tags(self) -> list[str]:
        words = translate("FindLearningRate", "learning rate,finder,range test,lr_find,train,training,deep learning,change")
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("FindLearningRate", "Finds out with which learning rate a network learns best from your labels.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "FindLearningRate",
            "Tries learning rates from very low to very high on the data of a training, a step each, and suggests the one at "
            "which the loss falls most steeply (Smith 2017). The network of these steps is thrown away.\n"
            "You do not need this to train: 'Train model' has a rate of its own that suits most data. It helps with an "
            "architecture, with bands or with labels that are out of the ordinary.\n"
            "The report shows the curve. Give the suggested rate to 'Train model'.\n"
            "Training needs the component 'training' of the runtime: run 'Install runtime' once.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_data(self)
        add_settings(self)
        for name in _OF_LONG_TRAININGS:
            self.removeParameter(name)
        add_reading(self)
        self._add_sweep()
        self.add_report(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                translate("FindLearningRate", "Report"),
                translate("TrainModel", "HTML files (*.html)"),
                None,
                True,
                True,
            ),
            translate("FindLearningRate", "HTML: the suggested rate and the curve."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.CURVE,
                translate("FindLearningRate", "Curve"),
                translate("ActivationMap", "CSV tables (*.csv)"),
                None,
                True,
                False,
            ),
            translate("FindLearningRate", "CSV: rate, loss and smoothed loss of each step."),
        )
        self.addOutput(QgsProcessingOutputNumber(self.SUGGESTION, translate("FindLearningRate", "Suggested learning rate")))

    def _add_sweep(self) -> None:
        whole, real = QgsProcessingParameterNumber.Integer, QgsProcessingParameterNumber.Double
        steps = translate("FindLearningRate", "Steps")
        self.add(
            QgsProcessingParameterNumber(
                self.STEPS, steps, whole, self.DEFAULT_STEPS, False, self.LEAST_STEPS, self.MOST_STEPS
            ),
            translate("FindLearningRate", "How many rates are tried, at most: it ends where the loss explodes."),
        )
        for name, text, default in (
            (self.LOWEST, translate("FindLearningRate", "Lowest rate"), self.DEFAULT_LOWEST),
            (self.HIGHEST, translate("FindLearningRate", "Highest rate"), self.DEFAULT_HIGHEST),
        ):
            self.add(
                QgsProcessingParameterNumber(name, text, real, default, False, 0.0, 100.0),
                translate("FindLearningRate", "The rates rise from the lowest to the highest by the same factor each."),
                advanced=True,
            )

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> RateRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.parameter_values import given_number
        from .run.training_request import read_training

        steps = given_number(self, parameters, context, self.STEPS, "number_negative")
        steps = self.DEFAULT_STEPS if steps is None else steps
        if not self.LEAST_STEPS <= steps <= self.MOST_STEPS or steps != int(steps):
            rule = f"a whole number from {self.LEAST_STEPS} to {self.MOST_STEPS}"
            raise JobFailure("training_setting", self.STEPS, name=self.STEPS, value=f"{steps:g}", rule=rule)
        lowest = given_number(self, parameters, context, self.LOWEST, "number_negative") or self.DEFAULT_LOWEST
        highest = given_number(self, parameters, context, self.HIGHEST, "number_negative") or self.DEFAULT_HIGHEST
        if not 10 * lowest <= highest:
            rule = f"at least ten times the lowest, {lowest:g}"
            raise JobFailure("training_setting", self.HIGHEST, name=self.HIGHEST, value=f"{highest:g}", rule=rule)
        training = read_training(self, {**parameters, self.STEPS: None}, context)
        self.check_documents(parameters, context, training.files)
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return RateRequest(training, int(steps), lowest, highest)

    def make_job(self, request: RateRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
        from ..jobs.find_learning_rate import FindLearningRateJob
        from .run.training_request import make_training_job

        # Nothing of the training is written: it is where it would be that counts.
        training = make_training_job(request.training, "", None, scratch, feedback)
        chosen = {self.STEPS: request.steps, self.LOWEST: request.lowest, self.HIGHEST: request.highest}
        made: Dict[str, Any] = {"algorithm": f"groundshift:{self.name()}"}
        made["parameters"] = {**training.provenance.get("parameters", {}), **chosen}
        return FindLearningRateJob(
            training=training,
            scratch=scratch,
            steps=request.steps,
            lowest=request.lowest,
            highest=request.highest,
            report=outputs.get(self.REPORT),
            curve=outputs.get(self.CURVE),
            texts=training.texts,
            provenance={**training.provenance, **made},
        )
