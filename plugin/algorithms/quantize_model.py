"""``groundshift:quantizemodel``: an 8-bit version of a model, compared with the original."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.chip_folders import MEASURES, add_chip_gsd, add_chips, add_labelled_pair, add_measures
from .inputs.model_choice import add_model
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class QuantizeModel(JobAlgorithm):
    """Quantization of a model to 8 bits."""

    NAME = "quantizemodel"
    LABEL = QT_TRANSLATE_NOOP("QuantizeModel", "Quantize model (8 bit)")
    TAGS = QT_TRANSLATE_NOOP("QuantizeModel", "quantize,quantise,8 bit,int8,compress,smaller,faster,model,onnx,QDQ,calibration")
    SUMMARY = QT_TRANSLATE_NOOP("QuantizeModel", "Creates a smaller 8-bit version of a model and compares both.")
    HELP = QT_TRANSLATE_NOOP(
        "QuantizeModel",
        "Creates an 8-bit version of a model, about a third of its size and used in the same way. The value "
        "ranges are calibrated on your imagery: folders of chips, with or without labels, or two dates.\n"
        "The report compares both models: size, speed on this machine, the agreement of their results and, if "
        "there are labels, precision, recall, F1 and average precision. Whether an 8-bit network is faster "
        "depends on the processor, so check the report before you use it.\n"
        "The id is that of the model with '-int8' appended. Copy the file to one of your models folders to "
        "select it by name.",
    )

    GROUP = "models"
    MODEL = "MODEL"
    CALIBRATION_CHIPS = "CALIBRATION_CHIPS"
    QUANTIZED = "QUANTIZED"
    REPORT = "REPORT"
    MEASURES = MEASURES
    MODEL_ID = "MODEL_ID"
    NUMBERS = ("SIZE_RATIO", "SPEED_RATIO", "F1_LOST")

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_model(
            self,
            translate("QuantizeModel", "The model: id of a bundled or imported model, or path of an ONNX file."),
        )
        add_chips(self)
        add_labelled_pair(
            self, translate("QuantizeModel", "Polygons of the changes, to compare the accuracy of both models. Optional.")
        )
        self.add_number(
            self.CALIBRATION_CHIPS,
            translate("QuantizeModel", "Chips for calibration"),
            translate("QuantizeModel", "Number of chips, or tiles of the pair, used for calibration; 100 are sufficient."),
            100,
            whole=True,
            least=1,
            most=10_000,
            advanced=True,
        )
        add_chip_gsd(self)
        self._add_outputs()

    def _add_outputs(self) -> None:
        self.add_file(
            self.QUANTIZED,
            translate("QuantizeModel", "8-bit model"),
            translate("ImportModel", "ONNX models (*.onnx)"),
            translate("QuantizeModel", "The 8-bit model, including the specification."),
        )
        self.add_report(
            self.REPORT,
            translate("AssessAccuracy", "Report"),
            translate("AssessAccuracy", "HTML files (*.html)"),
            translate("QuantizeModel", "A single HTML file that compares the model with its 8-bit version."),
        )
        add_measures(self)
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, translate("ImportModel", "Id of the model")))
        texts = (
            translate("QuantizeModel", "Size ratio"),
            translate("QuantizeModel", "Speed ratio"),
            translate("QuantizeModel", "Decrease of F1 (with labels)"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.quantize_model import STEPS

        return STEPS
