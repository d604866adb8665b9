"""``groundshift:quantizemodel``: a smaller 8-bit twin of a model, compared with it side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs.chip_folders import add_chip_gsd, add_chips, add_labelled_pair, given_count, given_folders, given_gsd
from .inputs.model_parameter import add_model
from .run.documents_algorithm import DocumentsAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ..jobs.sources import RasterSource
    from ..model_file.load import ModelFile
    from .inputs.labelled_layers import LabelledRequest

translate = QCoreApplication.translate


@dataclass(frozen=True)
class QuantizationRequest:
    """What the user asks for, free of the layers. ``dates``: of a pair without labels."""

    model: ModelFile
    chips: Tuple[str, ...]
    labelled: Optional[LabelledRequest]
    dates: Tuple[RasterSource, ...]
    gsd_m: Optional[float]
    calibration_chips: int


class QuantizeModel(DocumentsAlgorithm):
    """Makes an 8-bit twin of a model."""

    MODEL = "MODEL"
    CALIBRATION_CHIPS = "CALIBRATION_CHIPS"
    QUANTIZED = "QUANTIZED"
    REPORT = "REPORT"
    MEASURES = "MEASURES"
    MODEL_ID = "MODEL_ID"
    NUMBERS = ("SIZE_RATIO", "SPEED_RATIO", "F1_LOST")
    EXTENSIONS = {QUANTIZED: ("onnx",), REPORT: ("html", "htm"), MEASURES: ("json",)}
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

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> QuantizationRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.model_choice import open_model

        model = open_model(self.parameterAsString(parameters, self.MODEL, context) or "")
        if "quantization" in model.spec.document:
            raise JobFailure("quantized_already", self.MODEL, model=model.spec.id)
        chips = given_folders(self, parameters, context)
        given = [name for name in ("BEFORE", "AFTER", "LABELS") if self.given(parameters, name) is not None]
        if chips and given:
            raise JobFailure("evaluation_both", given[0])
        if not chips and given[:2] != ["BEFORE", "AFTER"]:
            lacking = next(name for name in ("BEFORE", "AFTER") if name not in given)
            raise JobFailure("calibration_inputs", lacking if given else "CHIPS")
        labelled, dates, files = self._pair(parameters, context, given)
        self.check_documents(parameters, context, (model.path, *files))
        count = given_count(
            self, parameters, context, self.CALIBRATION_CHIPS, self.DEFAULT_CALIBRATION_CHIPS, (1, self.MOST_CHIPS)
        )
        gsd = given_gsd(self, parameters, context)
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return QuantizationRequest(model, chips, labelled, dates, gsd, count)

    def _pair(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, given: list[str]
    ) -> Tuple[Optional[LabelledRequest], Tuple[RasterSource, ...], Tuple[str, ...]]:
        """The pair with its labels, or its dates alone, and the files that are read."""
        from .inputs.class_layers import files_of, read_raster
        from .inputs.labelled_layers import read_labelled

        if "LABELS" in given:
            labelled = read_labelled(self, parameters, context)
            return labelled, (), labelled.files
        if not given:
            return None, (), ()
        layers = [self.parameterAsRasterLayer(parameters, name, context) for name in ("BEFORE", "AFTER")]
        sources = tuple(
            read_raster(layer, parameters.get(name), name, None) for layer, name in zip(layers, ("BEFORE", "AFTER"))
        )
        return None, sources, tuple(file for layer in layers for file in files_of(layer))

    def make_job(
        self, request: QuantizationRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback
    ) -> Any:
        from ..jobs.evaluation import QuantizeModelJob
        from ..jobs.report_texts import translated_texts
        from .inputs.labelled_layers import write_pairs
        from .outputs.provenance import provenance
        from .run.detection_run import sha256

        labels = area = None
        dates = request.dates
        if request.labelled is not None:
            (pair,) = write_pairs(request.labelled, scratch, feedback)
            dates, labels, area = (pair.before, pair.after), pair.labels, pair.area
        inputs: Dict[str, Any] = {"CHIPS": list(request.chips)}
        if dates:
            inputs = {"BEFORE": dates[0].name, "AFTER": dates[1].name, "LABELS": labels.name if labels is not None else None}
        origins = {"model": {"id": request.model.spec.id, "sha256": sha256(request.model.path)}, "inputs": inputs}
        chosen = {self.CALIBRATION_CHIPS: request.calibration_chips, "CHIP_GSD": request.gsd_m}
        return QuantizeModelJob(
            model=request.model.path,
            quantized=outputs[self.QUANTIZED],
            scratch=scratch,
            chips=request.chips,
            before=dates[0] if dates else None,
            after=dates[1] if dates else None,
            labels=labels,
            area=area,
            gsd_m=request.gsd_m,
            calibration_chips=request.calibration_chips,
            report=outputs.get(self.REPORT),
            measures=outputs.get(self.MEASURES),
            texts=translated_texts(lambda text: translate("Report", text)),
            provenance=provenance(self.name(), origins, chosen),
        )
