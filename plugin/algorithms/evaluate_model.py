"""``groundshift:evaluatemodel``: accuracy and robustness of a model on labelled imagery."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.chip_folders import MEASURES, add_chip_gsd, add_chips, add_labelled_pair, add_measures
from .inputs.model_choice import add_model
from .inputs.pair_parameters import add_grid
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class EvaluateModel(JobAlgorithm):
    """Evaluation of a model on chips, or on a pair with polygons of the changes."""

    NAME = "evaluatemodel"
    LABEL = QT_TRANSLATE_NOOP("EvaluateModel", "Evaluate model")
    TAGS = QT_TRANSLATE_NOOP(
        "EvaluateModel",
        "evaluate,test,benchmark,accuracy,F1,IoU,average precision,calibration,robustness,model,chips,LEVIR-CD",
    )
    SUMMARY = QT_TRANSLATE_NOOP("EvaluateModel", "Measures the accuracy and robustness of a model on labelled imagery.")
    HELP = QT_TRANSLATE_NOOP(
        "EvaluateModel",
        "Measures a model on labelled imagery that it was not trained on: folders of chips, or two dates with "
        "polygons of the changes. Predictions are made as in 'Detect change', so the measures are those that you "
        "can expect in use.\n"
        "The report contains precision, recall, F1, IoU and average precision at the model's threshold and at "
        "the best threshold, the measures of each class if the labels have classes, the calibration of the "
        "probabilities, and the chips with the best and the worst results.\n"
        "Robustness shows how F1 decreases when the dates are shifted, when one of them is brighter or blurred, "
        "when the pixel size differs (with and without the plugin's handling of the resolution), and when the "
        "dates are swapped. Each curve takes several predictions per chip.\n"
        "Chips that cannot be used are skipped and listed in the report with the reason.\n"
        "A land-cover model is measured on folders of images and masks, or on one image in BEFORE with polygons of the "
        "classes or a class raster: precision, recall, F1 and IoU of each class, accuracy, confusion matrix, "
        "calibration, pictures, and robustness against gain, offset, blur and pixel size.",
    )

    GROUP = "models"
    MODEL = "MODEL"
    CHIPS = "CHIPS"
    THRESHOLD = "THRESHOLD"
    ROBUSTNESS = "ROBUSTNESS"
    ROBUSTNESS_CHIPS = "ROBUSTNESS_CHIPS"
    FLIPS = "FLIPS"
    REPORT = "REPORT"
    MEASURES = MEASURES
    FIGURE = "FIGURE"
    NUMBERS = (
        "F1",
        "IOU",
        "AP",
        "PRECISION",
        "RECALL",
        "ECE",
        "THRESHOLD",
        "BEST_THRESHOLD",
        "CHIP_COUNT",
        "SKIPPED",
        "ACCURACY",
    )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_model(
            self,
            translate("EvaluateModel", "The model to evaluate: id of a bundled or imported model, or path of an ONNX file."),
        )
        add_chips(self)
        add_labelled_pair(self, translate("EvaluateModel", "Polygons of all changes between the two dates, in any CRS."))
        curves = [
            translate("EvaluateModel", "Shift between the dates (0-12 pixels)"),
            translate("EvaluateModel", "Gain of one date"),
            translate("EvaluateModel", "Offset of one date"),
            translate("EvaluateModel", "Blur of one date"),
            translate("EvaluateModel", "Pixel size (half to double)"),
            translate("EvaluateModel", "Dates swapped"),
        ]
        self.add(
            QgsProcessingParameterEnum(
                self.ROBUSTNESS, translate("EvaluateModel", "Robustness against"), curves, True, [], True
            ),
            translate("EvaluateModel", "Disturbances to test the model with. Empty: none, which is fastest."),
        )
        self.add_number(
            self.ROBUSTNESS_CHIPS,
            translate("EvaluateModel", "Chips for robustness"),
            translate("EvaluateModel", "Number of chips, or tiles of the pair, per curve; 0 uses all."),
            24,
            whole=True,
            most=100_000,
            advanced=True,
        )
        self.add_number(
            self.THRESHOLD,
            translate("DetectChange", "Threshold"),
            translate(
                "EvaluateModel",
                "Probability at and above which a pixel counts as changed, to four decimals. Empty: the model's default.",
            ),
            most=1.0,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.FLIPS, translate("DetectChange", "Average over mirrored tiles"), False, True),
            translate("EvaluateModel", "As in 'Detect change': about four times slower, slightly more accurate."),
            advanced=True,
        )
        add_chip_gsd(self)
        add_grid(self)
        self._add_outputs()

    def _add_outputs(self) -> None:
        html = translate("AssessAccuracy", "HTML files (*.html)")
        self.add_report(
            self.REPORT,
            translate("AssessAccuracy", "Report"),
            html,
            translate("EvaluateModel", "A single HTML file with measures, curves and pictures."),
        )
        add_measures(self)
        self.add_file(
            self.FIGURE,
            translate("EvaluateModel", "Figure"),
            translate("EvaluateModel", "SVG images (*.svg)"),
            translate("EvaluateModel", "The curves of the report as a vector graphic."),
            made=False,
        )
        texts = (
            translate("AssessAccuracy", "F1"),
            translate("AssessAccuracy", "IoU"),
            translate("EvaluateModel", "Average precision"),
            translate("AssessAccuracy", "Precision"),
            translate("AssessAccuracy", "Recall"),
            translate("EvaluateModel", "Expected calibration error"),
            translate("EvaluateModel", "Threshold used"),
            translate("EvaluateModel", "Threshold with the highest F1"),
            translate("EvaluateModel", "Number of chips or tiles"),
            translate("EvaluateModel", "Number of skipped chips"),
            translate("EvaluateModel", "Overall accuracy (land cover)"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.evaluate_model import STEPS

        return STEPS
