"""``groundshift:quantizemodel``: a smaller 8-bit twin of a model, compared with it side by side."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs.chip_folders import add_chip_gsd, add_chips, add_labelled_pair
from .inputs.model_choice import add_model
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class QuantizeModel(JobAlgorithm):
    """Makes an 8-bit twin of a model."""

    MODEL = "MODEL"
    CALIBRATION_CHIPS = "CALIBRATION_CHIPS"
    QUANTIZED = "QUANTIZED"
    REPORT = "REPORT"
    MEASURES = "MEASURES"
    MODEL_ID = "MODEL_ID"
    NUMBERS = ("SIZE_RATIO", "SPEED_RATIO", "F1_LOST")
    DEFAULT_CALIBRATION_CHIPS = 100
    MOST_CHIPS = 10_000

    def name(self) -> str:
        return "quantizemodel"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("QuantizeModel", "Quantize model (8 bit)")

    def group(self) -> str:
        return translate("ImportModel", "Models")

    def groupId(self) -> str:  # noqa: N802
        return "models"

    def tags(self) -> list[str]:
        words = translate("QuantizeModel", "quantize,quantise,8 bit,int8,compress,smaller,faster,model,onnx,QDQ,calibration")
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("QuantizeModel", "Makes a smaller 8-bit twin of a model, and says what it costs and brings.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "QuantizeModel",
            "Makes an 8-bit twin of a model: a file of about a third of the size, used like the model itself. The ranges of "
            "its numbers are calibrated on your imagery: folders of chips, with or without labels, or two dates.\n"
            "The report sets both side by side: size, speed on this machine, and, where there are labels, precision, recall, "
            "F1 and average precision; and in any case how far both say the same. An 8-bit network is not always the faster "
            "one: that depends on the processor, so look at the report before you use it.\n"
            "The twin has the model's id with '-int8' added. Put it into one of your model folders to choose it by name.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_model(
            self,
            translate("QuantizeModel", "The model: the id of a bundled or imported model, or the path of an ONNX file."),
        )
        add_chips(self)
        add_labelled_pair(
            self, translate("QuantizeModel", "Polygons of what changed, to compare both with the truth. They may be missing.")
        )
        self.add(
            QgsProcessingParameterNumber(
                self.CALIBRATION_CHIPS,
                translate("QuantizeModel", "Chips for calibration"),
                QgsProcessingParameterNumber.Integer,
                self.DEFAULT_CALIBRATION_CHIPS,
                True,
                1,
                self.MOST_CHIPS,
            ),
            translate("QuantizeModel", "From how many chips, or tiles of the pair, the ranges are taken; 100 are plenty."),
            advanced=True,
        )
        add_chip_gsd(self)
        self._add_outputs()

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFileDestination(
                self.QUANTIZED,
                translate("QuantizeModel", "8-bit model"),
                translate("ImportModel", "ONNX models (*.onnx)"),
            ),
            translate("QuantizeModel", "The twin, with the model's specification."),
        )
        self.add_report(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                translate("AssessAccuracy", "Report"),
                translate("AssessAccuracy", "HTML files (*.html)"),
                None,
                True,
                True,
            ),
            translate("QuantizeModel", "One HTML file that sets the model and its twin side by side."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.MEASURES,
                translate("AssessAccuracy", "Measures"),
                translate("AssessAccuracy", "JSON files (*.json)"),
                None,
                True,
                False,
            ),
            translate("AssessAccuracy", "All figures, for programs."),
        )
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, translate("ImportModel", "Id of the model")))
        texts = (
            translate("QuantizeModel", "Times smaller"),
            translate("QuantizeModel", "Times the speed"),
            translate("QuantizeModel", "F1 lost (where there are labels)"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.quantize_model import STEPS

        return STEPS
