"""``groundshift:findlearningrate``: learning rate range test before a training."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.training_parameters import (
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
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

# Settings of a long training, which a range test of a few steps does not need.
_OF_LONG_TRAININGS = (EPOCHS, MINUTES, LEARNING_RATE, STEPS, SCHEDULE, FROZEN_EPOCHS, PATIENCE, MONITOR)


class FindLearningRate(JobAlgorithm):
    """Learning rate range test: the rate at which the loss decreases most steeply."""

    NAME = "findlearningrate"
    LABEL = QT_TRANSLATE_NOOP("FindLearningRate", "Find learning rate")
    TAGS = QT_TRANSLATE_NOOP("FindLearningRate", "learning rate,finder,range test,lr_find,train,training,deep learning,change")
    SUMMARY = QT_TRANSLATE_NOOP("FindLearningRate", "Finds the learning rate at which a network learns best from your labels.")
    HELP = QT_TRANSLATE_NOOP(
        "FindLearningRate",
        "Increases the learning rate from very low to very high on the data of a training, one value per step, "
        "and suggests the one at which the loss decreases most steeply (Smith 2017). The network is discarded "
        "afterwards.\n"
        "This is optional: 'Train model' has a default that suits most data. It helps with unusual "
        "architectures, bands or labels.\n"
        "The report shows the curve. Enter the suggested rate in 'Train model'.\n"
        "Training needs the component 'training' of the runtime: run 'Install runtime' once.",
    )

    GROUP = "training"
    STEPS = "STEPS"
    LOWEST = "LOWEST"
    HIGHEST = "HIGHEST"
    REPORT = "REPORT"
    CURVE = "CURVE"
    SUGGESTION = "SUGGESTION"

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_data(self)
        add_settings(self)
        for name in _OF_LONG_TRAININGS:
            self.removeParameter(name)
        add_reading(self)
        self._add_sweep()
        self.add_report(
            self.REPORT,
            translate("FindLearningRate", "Report"),
            translate("TrainModel", "HTML files (*.html)"),
            translate("FindLearningRate", "HTML: the suggested rate and the curve."),
        )
        self.add_file(
            self.CURVE,
            translate("FindLearningRate", "Curve"),
            translate("ActivationMap", "CSV tables (*.csv)"),
            translate("FindLearningRate", "CSV: rate, loss and smoothed loss of each step."),
            made=False,
        )
        self.addOutput(QgsProcessingOutputNumber(self.SUGGESTION, translate("FindLearningRate", "Suggested learning rate")))

    def _add_sweep(self) -> None:
        steps = translate("FindLearningRate", "Steps")
        self.add_number(
            self.STEPS,
            steps,
            translate("FindLearningRate", "Maximum number of rates to try; stops when the loss diverges."),
            100,
            whole=True,
            least=20,
            most=1000,
            optional=False,
        )
        for name, text, default in (
            (self.LOWEST, translate("FindLearningRate", "Lowest rate"), 1e-6),
            (self.HIGHEST, translate("FindLearningRate", "Highest rate"), 1.0),
        ):
            self.add_number(
                name,
                text,
                translate("FindLearningRate", "The rates increase from the lowest to the highest by a constant factor."),
                default,
                most=100.0,
                optional=False,
                advanced=True,
            )

    def steps(self) -> Steps:
        from .run.find_learning_rate import STEPS

        return STEPS
