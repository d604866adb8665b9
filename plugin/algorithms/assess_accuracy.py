"""``groundshift:assessaccuracy``: how right a map is against a reference, pixel by pixel and object by object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.documents_algorithm import DocumentsAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .inputs.class_layers import ClassLayer, Features

translate = QCoreApplication.translate


@dataclass(frozen=True)
class AssessmentRequest:
    """What the user asks for, free of the layers."""

    predicted: ClassLayer
    reference: ClassLayer
    area: Optional[Features]
    class_field: str
    overlap: float


class AssessAccuracy(DocumentsAlgorithm):
    """Compares two maps of classes, each a raster or polygons."""

    PREDICTED = "PREDICTED"
    REFERENCE = "REFERENCE"
    AREA = "AREA"
    CLASS_FIELD = "CLASS_FIELD"
    OVERLAP = "OVERLAP"
    REPORT = "REPORT"
    MATRIX = "MATRIX"
    MEASURES = "MEASURES"
    NUMBERS = ("PRECISION", "RECALL", "F1", "IOU", "KAPPA", "MCC", "ACCURACY")
    EXTENSIONS = {REPORT: ("html", "htm"), MATRIX: ("csv",), MEASURES: ("json",)}
    DEFAULT_OVERLAP = 0.5

    def name(self) -> str:
        return "assessaccuracy"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("AssessAccuracy", "Assess accuracy")

    def group(self) -> str:
        return translate("AssessAccuracy", "Accuracy")

    def groupId(self) -> str:  # noqa: N802
        return "accuracy"

    def tags(self) -> list[str]:
        words = translate(
            "AssessAccuracy",
            "accuracy,assessment,validation,confusion matrix,error matrix,precision,recall,F1,IoU,kappa,MCC,change,reference",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("AssessAccuracy", "Compares a change map with a reference, pixel by pixel and object by object.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "AssessAccuracy",
            "Compares a map with a reference that is taken for the truth. Each may be a raster of classes (0 is no change) or "
            "polygons, on any grid and in any CRS; they are compared where both are known, on the finer grid.\n"
            "Pixels: confusion matrix; precision, recall, F1 and IoU of each class; overall accuracy, Cohen's kappa, Matthews' "
            "correlation. Of several classes of change, the outputs PRECISION, RECALL, F1 and IOU are the plain means.\n"
            "Objects (4-connected pixels of a class): matched one to one by overlap.\n"
            "The report is one HTML file with a map of hits, misses and false alarms.\n"
            "Pixels that were not chosen at random tell of the place that was looked at, not of the map's accuracy elsewhere: "
            "for areas with confidence intervals use 'Sample points' and 'Estimate area'.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        kinds = [QgsProcessing.TypeRaster, QgsProcessing.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterMapLayer(
                self.PREDICTED, translate("AssessAccuracy", "Predicted (map to assess)"), types=kinds
            ),
            translate("AssessAccuracy", "The map to assess: a raster of classes, such as a change mask, or polygons."),
        )
        self.add(
            QgsProcessingParameterMapLayer(self.REFERENCE, translate("AssessAccuracy", "Reference (truth)"), types=kinds),
            translate(
                "AssessAccuracy",
                "What is true: a raster of classes, or polygons of all changes. It may be on another grid and in another CRS.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.AREA,
                translate("Pair", "Area of interest"),
                [QgsProcessing.TypeVectorPolygon],
                optional=True,
            ),
            translate(
                "AssessAccuracy",
                "Polygons to compare in, such as the ground that the reference was mapped on. "
                "Empty: all that both rasters cover.",
            ),
        )
        self.add(
            QgsProcessingParameterString(self.CLASS_FIELD, translate("AssessAccuracy", "Class field"), optional=True),
            translate(
                "AssessAccuracy",
                "Field of the polygons that holds their class: a number, or a name that the raster knows too. "
                "Empty, with polygons: change as such is compared, whatever its class.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.OVERLAP,
                translate("AssessAccuracy", "Overlap of matching objects"),
                QgsProcessingParameterNumber.Double,
                defaultValue=self.DEFAULT_OVERLAP,
                optional=True,
                minValue=0.0,
                maxValue=1.0,
            ),
            translate("AssessAccuracy", "Least intersection over union at which two objects are taken for the same."),
            advanced=True,
        )
        self._add_outputs()

    def _add_outputs(self) -> None:
        files = (
            (self.REPORT, translate("AssessAccuracy", "Report"), translate("AssessAccuracy", "HTML files (*.html)"), True),
            (
                self.MATRIX,
                translate("AssessAccuracy", "Confusion matrix"),
                translate("AssessAccuracy", "CSV files (*.csv)"),
                False,
            ),
            (self.MEASURES, translate("AssessAccuracy", "Measures"), translate("AssessAccuracy", "JSON files (*.json)"), False),
        )
        helps = (
            translate("AssessAccuracy", "One HTML file with all figures and the map of errors."),
            translate("AssessAccuracy", "The confusion matrix in pixels; rows are predicted, columns the reference."),
            translate("AssessAccuracy", "All figures, for programs."),
        )
        for (name, text, kinds, made), explained in zip(files, helps):
            add = self.add_report if name == self.REPORT else self.add
            add(QgsProcessingParameterFileDestination(name, text, kinds, None, True, made), explained)
        texts = (
            translate("AssessAccuracy", "Precision"),
            translate("AssessAccuracy", "Recall"),
            translate("AssessAccuracy", "F1"),
            translate("AssessAccuracy", "IoU"),
            translate("AssessAccuracy", "Kappa"),
            translate("AssessAccuracy", "MCC"),
            translate("AssessAccuracy", "Overall accuracy"),
        )
        for name, text in zip(self.NUMBERS, texts):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> AssessmentRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.class_layers import read_area, read_class_layer
        from .inputs.parameter_values import given_number

        predicted = read_class_layer(self, parameters, context, self.PREDICTED)
        reference = read_class_layer(self, parameters, context, self.REFERENCE)
        class_field = (self.parameterAsString(parameters, self.CLASS_FIELD, context) or "").strip()
        self._check_class_field(class_field, predicted, reference)
        area = read_area(self, parameters, context, self.AREA)
        overlap = given_number(self, parameters, context, self.OVERLAP, "overlap_range")
        overlap = self.DEFAULT_OVERLAP if overlap is None else overlap
        if not 0 < overlap <= 1:
            raise JobFailure("overlap_range", self.OVERLAP, value=f"{overlap:g}")
        self.check_documents(parameters, context, (*predicted.files, *reference.files))
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return AssessmentRequest(predicted, reference, area, class_field, overlap)

    def _check_class_field(self, field: str, predicted: ClassLayer, reference: ClassLayer) -> None:
        from ..jobs.failure import JobFailure

        if not field:
            return
        layers = [layer for layer in (predicted, reference) if layer.features is not None]
        if not layers:
            raise JobFailure("class_field_useless", self.CLASS_FIELD, field=field)
        lacking = [layer.name for layer in layers if layer.features is not None and field not in layer.features.fields]
        if lacking:
            layers_text = ", ".join(f"'{name}'" for name in lacking)
            raise JobFailure("class_field_missing", self.CLASS_FIELD, field=field, layers=layers_text)

    def make_job(
        self, request: AssessmentRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback
    ) -> Any:
        from ..jobs.accuracy import AssessAccuracyJob
        from ..jobs.report_texts import translated_texts
        from ..layers.areas import polygons_from_source
        from .inputs.class_layers import write_features
        from .run.job_algorithm import provenance

        columns = {"class": request.class_field} if request.class_field else {}
        polygons = [
            write_features(layer.features, columns, scratch, feedback) if layer.features is not None else None
            for layer in (request.predicted, request.reference)
        ]
        rasters = [
            layer.raster.readable(scratch, feedback) if layer.raster is not None else None
            for layer in (request.predicted, request.reference)
        ]
        area = request.area
        return AssessAccuracyJob(
            scratch=scratch,
            predicted_raster=rasters[0],
            predicted_polygons=polygons[0],
            reference_raster=rasters[1],
            reference_polygons=polygons[1],
            area=polygons_from_source(area.source, area.parameter, area.name, feedback, area.crs) if area is not None else None,
            binary=any(polygons) and not request.class_field,
            overlap=request.overlap,
            report=outputs.get(self.REPORT),
            matrix=outputs.get(self.MATRIX),
            measures=outputs.get(self.MEASURES),
            texts=translated_texts(lambda text: translate("Report", text)),
            provenance=provenance(
                self.name(),
                {self.PREDICTED: request.predicted.name, self.REFERENCE: request.reference.name},
                {
                    self.AREA: area.name if area is not None else None,
                    self.CLASS_FIELD: request.class_field or None,
                    self.OVERLAP: request.overlap,
                },
            ),
        )
