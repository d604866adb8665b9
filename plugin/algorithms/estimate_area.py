"""``groundshift:estimatearea``: areas with confidence intervals, from a change map and an interpreted sample."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.field_choice import field_parameter
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class EstimateArea(JobAlgorithm):
    """Error-adjusted area of each class."""

    NAME = "estimatearea"
    LABEL = QT_TRANSLATE_NOOP("EstimateArea", "Estimate area")
    TAGS = QT_TRANSLATE_NOOP(
        "EstimateArea",
        "area,estimate,confidence interval,error-adjusted,Olofsson,user's accuracy,producer's accuracy,stratified,"
        "good practices",
    )
    SUMMARY = QT_TRANSLATE_NOOP("EstimateArea", "Areas of change with 95 % confidence intervals, from an interpreted sample.")
    HELP = QT_TRANSLATE_NOOP(
        "EstimateArea",
        "The mapped area of a class is biased by classification errors. From a stratified random sample of the "
        "map ('Sample points') with interpreted reference classes, this tool estimates the true area of each "
        "class and the user's and producer's accuracies, all with 95 % confidence intervals, after Olofsson et "
        "al. 2014 (Remote Sensing of Environment 148, 42-57).\n"
        "The map must be the one that the sample was drawn from. Each of its classes needs at least two "
        "interpreted points. Areas are on the ellipsoid.",
    )

    GROUP = "accuracy"
    MAP = "MAP"
    SAMPLE = "SAMPLE"
    REFERENCE_FIELD = "REFERENCE_FIELD"
    REPORT = "REPORT"
    AREAS = "AREAS"

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
            field_parameter(self.REFERENCE_FIELD, translate("EstimateArea", "Reference class field"), self.SAMPLE, "reference"),
            translate(
                "EstimateArea",
                "Field with the reference class of each point: class number or class name. Points with an empty value "
                "are ignored. Empty: the field 'reference'.",
            ),
        )
        self.add_report(
            self.REPORT,
            translate("EstimateArea", "Report"),
            translate("EstimateArea", "HTML files (*.html)"),
            translate("EstimateArea", "A single HTML file with areas, accuracies and error matrices."),
        )
        self.add_file(
            self.AREAS,
            translate("EstimateArea", "Areas"),
            translate("EstimateArea", "CSV files (*.csv)"),
            translate("EstimateArea", "One row per class: mapped and estimated hectares, confidence intervals, accuracies."),
            made=False,
        )

    def steps(self) -> Steps:
        from .run.estimate_area import STEPS

        return STEPS
