"""``groundshift:samplepoints``: a stratified random sample of a change map for interpretation."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate


class SamplePoints(JobAlgorithm):
    """Stratified random sample of a map of classes."""

    NAME = "samplepoints"
    LABEL = QT_TRANSLATE_NOOP("SamplePoints", "Sample points")
    TAGS = QT_TRANSLATE_NOOP(
        "SamplePoints", "sample,sampling,random,stratified,points,validation,reference,Olofsson,accuracy,area,Neyman,strata"
    )
    SUMMARY = QT_TRANSLATE_NOOP("SamplePoints", "Draws a stratified random sample of a change map for interpretation.")
    HELP = QT_TRANSLATE_NOOP(
        "SamplePoints",
        "Draws random pixels in each class (stratum) of a change map, as points with an empty field 'reference'. "
        "Enter there the reference class of each point, interpreted from reliable imagery; then 'Estimate area' "
        "computes the areas with confidence intervals (Olofsson et al. 2014, Remote Sensing of Environment 148).\n"
        "Allocation: equal (the same number of points in each class), proportional (to the area of the class), "
        "optimal (to its area times the expected standard deviation, with at least 50 points in rare classes if "
        "the sample is large enough).\n"
        "The points are in random order and coloured by interpretation status, not by class, so that the map "
        "does not influence the interpretation. The same seed gives the same points.",
    )

    GROUP = "accuracy"
    MAP = "MAP"
    ALLOCATION = "ALLOCATION"
    SIZE = "SIZE"
    SEED = "SEED"
    MIN_DISTANCE = "MIN_DISTANCE"
    EXPECTED_ACCURACY = "EXPECTED_ACCURACY"
    SAMPLE = "SAMPLE"
    LAYERS = (SAMPLE,)

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer(self.MAP, translate("SamplePoints", "Change map")),
            translate("SamplePoints", "A raster of classes, such as a change mask; its classes are the strata."),
        )
        texts = [
            translate("SamplePoints", "Equal"),
            translate("SamplePoints", "Proportional to the area"),
            translate("SamplePoints", "Optimal (Olofsson et al. 2014)"),
        ]
        self.add(
            QgsProcessingParameterEnum(
                self.ALLOCATION, translate("SamplePoints", "Allocation"), texts, defaultValue=len(texts) - 1
            ),
            translate("SamplePoints", "Distribution of the points over the classes: 0 equal, 1 proportional, 2 optimal."),
        )
        self.add_number(
            self.SIZE,
            translate("SamplePoints", "Number of points"),
            translate(
                "SamplePoints",
                "Total number of points. Empty: enough for a standard error of 0.01 of the overall accuracy, and at "
                "least 50 per class.",
            ),
            whole=True,
            least=1,
            most=1_000_000,
        )
        self.add_number(
            self.SEED,
            translate("SamplePoints", "Seed"),
            translate("SamplePoints", "The same seed gives the same points."),
            1,
            whole=True,
            optional=False,
        )
        self.add_number(
            self.MIN_DISTANCE,
            translate("SamplePoints", "Minimum distance (m)"),
            translate(
                "SamplePoints",
                "Minimum distance between points, in metres on the ground. 0: none. Large distances reduce the number of "
                "points and make the estimates slightly less reliable.",
            ),
            0.0,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                self.EXPECTED_ACCURACY, translate("SamplePoints", "Expected user's accuracies"), optional=True
            ),
            translate(
                "SamplePoints",
                "For the optimal allocation and the automatic number of points: class values and their expected user's "
                "accuracies, such as '0=0.95, 1=0.7'. Empty: 0.95 for 0 (no change), 0.7 for all others.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.SAMPLE, translate("SamplePoints", "Sample"), QgsProcessing.TypeVectorPoint
            ),
            translate(
                "SamplePoints",
                "Points at pixel centres: id, stratum (class in the map) and its name, reference (empty, to be filled "
                "in), comment.",
            ),
        )

    def steps(self) -> Steps:
        from .run.sample_points import STEPS

        return STEPS
