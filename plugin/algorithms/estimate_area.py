"""``groundshift:estimatearea``: areas with confidence intervals, from a change map and an interpreted sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.documents_algorithm import DocumentsAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .inputs.class_layers import Features, MapRaster

translate = QCoreApplication.translate


@dataclass(frozen=True)
class EstimateRequest:
    """What the user asks for, free of the layers."""

    map: MapRaster
    sample: Features
    reference_field: str


class EstimateArea(DocumentsAlgorithm):
    """Estimates how large each class truly is."""

    MAP = "MAP"
    SAMPLE = "SAMPLE"
    REFERENCE_FIELD = "REFERENCE_FIELD"
    REPORT = "REPORT"
    AREAS = "AREAS"
    EXTENSIONS = {REPORT: ("html", "htm"), AREAS: ("csv",)}
    DEFAULT_FIELD = "reference"

    def name(self) -> str:
        return "estimatearea"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("EstimateArea", "Estimate area")

    def group(self) -> str:
        return translate("AssessAccuracy", "Accuracy")

    def groupId(self) -> str:  # noqa: N802
        return "accuracy"

    def tags(self) -> list[str]:
        words = translate(
            "EstimateArea",
            "area,estimate,confidence interval,error-adjusted,Olofsson,user's accuracy,producer's accuracy,stratified,"
            "good practices",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("EstimateArea", "Areas of change with 95 % confidence intervals, from an interpreted sample.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "EstimateArea",
            "The area of a class in a map is not its true area, because maps err. From a stratified random sample of the map "
            "('Sample points') whose true classes were interpreted, this estimates the true area of each class with its 95 % "
            "confidence interval, and the user's and producer's accuracies with theirs, after Olofsson et al. 2014 (Remote "
            "Sensing of Environment 148, 42-57).\n"
            "The map must be the one that the sample was drawn from. Each class of it needs two interpreted points at least. "
            "Areas are on the ellipsoid.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer(self.MAP, translate("EstimateArea", "Change map")),
            translate("EstimateArea", "The raster of classes that the sample was drawn from."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                self.SAMPLE, translate("EstimateArea", "Interpreted sample"), [QgsProcessing.TypeVectorPoint]
            ),
            translate("EstimateArea", "Points of a stratified random sample, in any CRS."),
        )
        self.add(
            QgsProcessingParameterField(
                self.REFERENCE_FIELD,
                translate("EstimateArea", "Field with the true class"),
                defaultValue=self.DEFAULT_FIELD,
                parentLayerParameterName=self.SAMPLE,
                optional=True,
            ),
            translate(
                "EstimateArea",
                "Holds what each point truly is: the number of a class, or its name. Points where it is empty are left out. "
                "Empty: the field 'reference'.",
            ),
        )
        self.add_report(
            QgsProcessingParameterFileDestination(
                self.REPORT,
                translate("EstimateArea", "Report"),
                translate("EstimateArea", "HTML files (*.html)"),
                None,
                True,
                True,
            ),
            translate("EstimateArea", "One HTML file with areas, accuracies and error matrices."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.AREAS,
                translate("EstimateArea", "Areas"),
                translate("EstimateArea", "CSV files (*.csv)"),
                None,
                True,
                False,
            ),
            translate("EstimateArea", "A row for each class: mapped and estimated hectares, intervals, accuracies."),
        )

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> EstimateRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.class_layers import Features, files_of, read_map

        layer = self.parameterAsRasterLayer(parameters, self.MAP, context)
        raster = read_map(layer, parameters.get(self.MAP), self.MAP)
        source = self.parameterAsSource(parameters, self.SAMPLE, context)
        label = source.sourceName() if source is not None else str(parameters.get(self.SAMPLE))
        if source is None or QgsWkbTypes.geometryType(source.wkbType()) != QgsWkbTypes.GeometryType.PointGeometry:
            raise JobFailure("sample_not_points", self.SAMPLE, layer=label)
        if not source.sourceCrs().isValid():
            raise JobFailure("vector_without_crs", self.SAMPLE, layer=label)
        fields = tuple(field.name() for field in source.fields())
        name = (self.parameterAsString(parameters, self.REFERENCE_FIELD, context) or "").strip() or self.DEFAULT_FIELD
        if name not in fields:
            known = ", ".join(fields)
            raise JobFailure("sample_field_missing", self.REFERENCE_FIELD, layer=label, field=name, known=known)
        self.check_documents(parameters, context, files_of(layer))
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return EstimateRequest(raster, Features(self.SAMPLE, label, source, fields, source.sourceCrs(), False), name)

    def make_job(self, request: EstimateRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
        from dataclasses import replace

        from ..jobs.accuracy import EstimateAreaJob
        from ..jobs.report_texts import translated_texts
        from .inputs.class_layers import write_features
        from .run.job_algorithm import provenance

        columns = {"reference": request.reference_field}
        if "stratum" in request.sample.fields and request.reference_field != "stratum":
            columns["stratum"] = "stratum"
        sample = replace(write_features(request.sample, columns, scratch, feedback), class_field="reference")
        return EstimateAreaJob(
            map=request.map.readable(scratch, feedback),
            sample=sample,
            scratch=scratch,
            report=outputs.get(self.REPORT),
            areas=outputs.get(self.AREAS),
            texts=translated_texts(lambda text: translate("Report", text)),
            provenance=provenance(
                self.name(),
                {self.MAP: request.map.name, self.SAMPLE: request.sample.name},
                {self.REFERENCE_FIELD: request.reference_field},
            ),
        )
