"""``groundshift:samplepoints``: a stratified random sample of a change map, ready to be interpreted."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.job_algorithm import JobAlgorithm, Steps

translate = QCoreApplication.translate

_EXPECTED = re.compile(r"\s*(\d+)\s*[=:]\s*([0-9.]+)\s*")


class SamplePoints(JobAlgorithm):
    """Draws points in the classes of a map."""

    MAP = "MAP"
    ALLOCATION = "ALLOCATION"
    SIZE = "SIZE"
    SEED = "SEED"
    MIN_DISTANCE = "MIN_DISTANCE"
    EXPECTED_ACCURACY = "EXPECTED_ACCURACY"
    SAMPLE = "SAMPLE"
    # As in jobs/accuracy.py, which is not imported while QGIS starts; a test compares them.
    ALLOCATIONS = ("equal", "proportional", "optimal")
    MOST_POINTS = 1_000_000
    _BYTES_PER_POINT = 200

    def name(self) -> str:
        return "samplepoints"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("SamplePoints", "Sample points")

    def group(self) -> str:
        return translate("AssessAccuracy", "Accuracy")

    def groupId(self) -> str:  # noqa: N802
        return "accuracy"

    def tags(self) -> list[str]:
        words = translate(
            "SamplePoints", "sample,sampling,random,stratified,points,validation,reference,Olofsson,accuracy,area,Neyman,strata"
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("SamplePoints", "Draws a stratified random sample of a change map, ready to be interpreted.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "SamplePoints",
            "Draws pixels of a change map at random within each of its classes (strata), as points with an empty field "
            "'reference'. Say there for each point, from imagery that you trust, what class it truly is; then 'Estimate area' "
            "tells the areas with their confidence intervals (Olofsson et al. 2014, Remote Sensing of Environment 148).\n"
            "Allocation: equal (as many points in each class), proportional (to its area), optimal (to its area times the "
            "expected deviation, with at least 50 points in rare classes where the sample is large enough).\n"
            "The points come in random order, coloured by whether they are interpreted, not by their class, so that who "
            "interprets them is not led by the map. The same seed gives the same points.",
        )

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
            translate("SamplePoints", "How the points are shared among the classes: 0 equal, 1 proportional, 2 optimal."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.SIZE,
                translate("SamplePoints", "Number of points"),
                QgsProcessingParameterNumber.Integer,
                defaultValue=None,
                optional=True,
                minValue=1,
                maxValue=self.MOST_POINTS,
            ),
            translate(
                "SamplePoints",
                "How many points in all. Empty: enough for a standard error of 0.01 of the overall accuracy, and at least 50 "
                "for each class.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.SEED,
                translate("SamplePoints", "Seed"),
                QgsProcessingParameterNumber.Integer,
                defaultValue=1,
                minValue=0,
            ),
            translate("SamplePoints", "Any number: the same gives the same points again, another gives others."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.MIN_DISTANCE,
                translate("SamplePoints", "Minimum distance (m)"),
                QgsProcessingParameterNumber.Double,
                defaultValue=0.0,
                optional=True,
                minValue=0.0,
            ),
            translate(
                "SamplePoints",
                "Least distance between any two points, in metres on the ground. 0: none. Large distances leave out points "
                "and make the estimates a little less sound.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                self.EXPECTED_ACCURACY, translate("SamplePoints", "Expected user's accuracies"), optional=True
            ),
            translate(
                "SamplePoints",
                "For the optimal allocation and the automatic number: class values and the user's accuracies that you expect, "
                "such as '0=0.95, 1=0.7'. Empty: 0.95 for 0 (no change), 0.7 for all others.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                self.SAMPLE, translate("SamplePoints", "Sample"), QgsProcessing.TypeVectorPoint
            ),
            translate(
                "SamplePoints",
                "Points in the middle of pixels: id, stratum (class in the map) and its name, reference (empty, to be filled "
                "in), comment.",
            ),
        )

    def steps(self) -> Steps:
        from .run.sample_points import STEPS

        return STEPS
