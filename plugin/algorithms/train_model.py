"""``groundshift:trainmodel``: from digitised labels to a better model."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs.training_parameters import add_data, add_reading, add_settings
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class TrainModel(JobAlgorithm):
    """Continues a model on the user's own ground, or trains an architecture from scratch."""

    TITLE = "TITLE"
    RESUME = "RESUME"
    MODEL = "MODEL"
    REPORT = "REPORT"
    NUMBERS = ("F1", "IOU", "PRECISION", "RECALL", "BASE_F1", "BEST_EPOCH", "THRESHOLD")

    def name(self) -> str:
        return "trainmodel"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("TrainModel", "Train model")

    def group(self) -> str:
        return translate("Training", "Training")

    def groupId(self) -> str:  # noqa: N802
        return "training"

    def tags(self) -> list[str]:
        words = translate(
            "TrainModel",
            "train,training,fine-tune,fine-tuning,transfer learning,labels,deep learning,neural network,AI,onnx,change",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("TrainModel", "Makes a model better where you work, from polygons of what changed there.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "TrainModel",
            "Continues a change model on your own ground, or trains one from scratch. Digitise some dozens of changes, and the "
            "area within which you have digitised all of them; ten minutes on a laptop are enough to make a difference.\n"
            "Some of the labelled ground is set aside, in blocks, to judge by; the epoch that does best there is kept. The "
            "report and the model's card compare the new model with the base on that ground.\n"
            "So that the model does not forget what it could do elsewhere, it is held to what the base says of your ground "
            "without labels; chips of other ground may be replayed, too.\n"
            "The result is one ONNX file that all tools take. Beside it lie its card, a figure, a STAC item and, in the folder "
            "with the ending .training, a log for TensorBoard. A training that was cancelled or killed goes on when it is run "
            "again with the same data, settings and MODEL.\n"
            "Training needs the component 'Training' of the runtime: run 'Install runtime' once.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_data(self)
        add_settings(self)
        add_reading(self)
        self.add(
            QgsProcessingParameterString(self.TITLE, translate("TrainModel", "Title of the model"), None, False, True),
            translate("TrainModel", "What lists of models call it. Empty: the file's name."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.RESUME, translate("TrainModel", "Go on where an earlier training stopped"), True
            ),
            translate("TrainModel", "Of the same model, data and settings; otherwise it begins anew."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.MODEL, translate("TrainModel", "Trained model"), translate("TrainModel", "ONNX models (*.onnx)")
            ),
            translate("TrainModel", "The model file. Its name, without the ending, becomes the model's id."),
        )
        self.add_report(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                translate("TrainModel", "Report"),
                translate("TrainModel", "HTML files (*.html)"),
                None,
                True,
                True,
            ),
            translate("TrainModel", "One HTML file with measures, curves, pictures and settings."),
        )
        texts = (
            translate("TrainModel", "F1 on the validation ground"),
            translate("TrainModel", "IoU on the validation ground"),
            translate("TrainModel", "Precision on the validation ground"),
            translate("TrainModel", "Recall on the validation ground"),
            translate("TrainModel", "F1 of the base model on the validation ground"),
            translate("TrainModel", "Epoch that was kept"),
            translate("TrainModel", "Threshold"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.train_model import STEPS

        return STEPS
