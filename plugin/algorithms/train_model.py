"""``groundshift:trainmodel``: fine-tune or train a model with digitised labels."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import QgsProcessingOutputNumber
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.training_parameters import (
    MODEL,
    RESUME,
    TITLE,
    add_data,
    add_licence,
    add_reading,
    add_settings,
    add_trained_model,
)
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class TrainModel(JobAlgorithm):
    """Fine-tuning of a model on the user's own area, or training of an architecture from scratch."""

    NAME = "trainmodel"
    LABEL = QT_TRANSLATE_NOOP("TrainModel", "Train model")
    TAGS = QT_TRANSLATE_NOOP(
        "TrainModel",
        "train,training,fine-tune,fine-tuning,transfer learning,labels,deep learning,neural network,AI,onnx,change",
    )
    SUMMARY = QT_TRANSLATE_NOOP("TrainModel", "Improves a model for your area, using polygons of the changes there.")
    HELP = QT_TRANSLATE_NOOP(
        "TrainModel",
        "Fine-tunes a change model on your own area, or trains one from scratch. Digitise a few dozen changes "
        "and the area in which you have digitised all of them; ten minutes of training on a laptop make a "
        "difference.\n"
        "A part of the labelled area is held out in blocks for validation; the epoch with the best result there "
        "is kept. The report and the model card compare the new model with the base model on this validation "
        "area.\n"
        "To keep what the base model has learnt elsewhere, the new model is trained towards the base's output on "
        "unlabelled parts of your area; chips of other places can be replayed as well.\n"
        "The result is a single ONNX file that all tools can use. Next to it are the model card, a figure, a "
        "STAC item and, in a folder ending in .training, a log for TensorBoard. A training that was cancelled or "
        "interrupted continues when it is run again with the same data, settings and MODEL.\n"
        "Land cover: without a later date, the base unet (or a land-cover model) learns the classes of one date, from "
        "polygons with a class field, from a class raster, or from folders of images and masks.\n"
        "Training needs the component 'Training' of the runtime: run 'Install runtime' once.",
    )

    GROUP = "training"
    TITLE = TITLE
    RESUME = RESUME
    MODEL = MODEL
    REPORT = "REPORT"
    NUMBERS = ("F1", "IOU", "PRECISION", "RECALL", "BASE_F1", "BEST_EPOCH", "THRESHOLD")

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_data(self)
        add_settings(self)
        add_reading(self)
        add_trained_model(self)
        add_licence(self)
        self.add_report(
            self.REPORT,
            translate("TrainModel", "Report"),
            translate("TrainModel", "HTML files (*.html)"),
            translate("TrainModel", "A single HTML file with measures, curves, pictures and settings."),
        )
        texts = (
            translate("TrainModel", "F1 on the validation area"),
            translate("TrainModel", "IoU on the validation area"),
            translate("TrainModel", "Precision on the validation area"),
            translate("TrainModel", "Recall on the validation area"),
            translate("TrainModel", "F1 of the base model on the validation area"),
            translate("TrainModel", "Best epoch"),
            translate("TrainModel", "Threshold"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.train_model import STEPS

        return STEPS
