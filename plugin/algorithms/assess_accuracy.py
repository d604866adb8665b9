"""``groundshift:assessaccuracy``: accuracy of a map against a reference, by pixels and by objects."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMapLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .inputs.field_choice import field_parameter
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class AssessAccuracy(JobAlgorithm):
    """Comparison of two maps of classes, each a raster or polygons."""

    NAME = "assessaccuracy"
    LABEL = QT_TRANSLATE_NOOP("AssessAccuracy", "Assess accuracy")
    TAGS = QT_TRANSLATE_NOOP(
        "AssessAccuracy",
        "accuracy,assessment,validation,confusion matrix,error matrix,precision,recall,F1,IoU,kappa,MCC,change,reference",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "AssessAccuracy", "Compares a change map with a reference, pixel by pixel and object by object."
    )
    HELP = QT_TRANSLATE_NOOP(
        "AssessAccuracy",
        "Compares a map with a reference, which is assumed to be correct. Each may be a raster of classes (0 is "
        "no change) or polygons, on any grid and in any CRS; they are compared on the finer grid, where both "
        "have data.\n"
        "Pixels: confusion matrix; precision, recall, F1 and IoU of each class; overall accuracy, Cohen's kappa, "
        "Matthews correlation coefficient. With several classes of change, the outputs PRECISION, RECALL, F1 and "
        "IOU are unweighted means.\n"
        "Objects (4-connected pixels of a class): matched one to one by overlap.\n"
        "The report is a single HTML file with a map of hits, misses and false alarms.\n"
        "Unless the pixels were sampled at random, the measures describe the assessed area only, not the "
        "accuracy of the map elsewhere: for areas with confidence intervals use 'Sample points' and 'Estimate "
        "area'.",
    )

    GROUP = "accuracy"
    PREDICTED = "PREDICTED"
    REFERENCE = "REFERENCE"
    AREA = "AREA"
    CLASS_FIELD = "CLASS_FIELD"
    OVERLAP = "OVERLAP"
    REPORT = "REPORT"
    MATRIX = "MATRIX"
    MEASURES = "MEASURES"
    NUMBERS = ("PRECISION", "RECALL", "F1", "IOU", "KAPPA", "MCC", "ACCURACY")

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
                "Reference data: a raster of classes, or polygons of all changes, on any grid and in any CRS.",
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
                "Polygons in which the maps are compared, such as the area that the reference was mapped in. Empty: the "
                "whole overlap of both maps.",
            ),
        )
        self.add(
            field_parameter(self.CLASS_FIELD, translate("AssessAccuracy", "Class field"), self.REFERENCE),
            translate(
                "AssessAccuracy",
                "Field with the class of the polygons: a number, or a class name that is also used in the raster. Empty, "
                "with polygons: change of any class is compared.",
            ),
        )
        self.add_number(
            self.OVERLAP,
            translate("AssessAccuracy", "Overlap of matching objects"),
            translate("AssessAccuracy", "Minimum intersection over union at which two objects match."),
            0.5,
            most=1.0,
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
            translate("AssessAccuracy", "A single HTML file with all measures and a map of the errors."),
            translate("AssessAccuracy", "Confusion matrix in pixels; rows are predicted classes, columns reference classes."),
            translate("AssessAccuracy", "All measures in machine-readable form."),
        )
        for (name, text, kinds, made), explained in zip(files, helps):
            add = self.add_report if name == self.REPORT else self.add_file
            add(name, text, kinds, explained, made)
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

    def steps(self) -> Steps:
        from .run.assess_accuracy import STEPS

        return STEPS
