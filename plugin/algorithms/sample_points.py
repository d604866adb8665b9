"""``groundshift:samplepoints``: a stratified random sample of a change map, ready to be interpreted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .run.job_algorithm import JobAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from .inputs.class_layers import MapRaster

translate = QCoreApplication.translate

_EXPECTED = re.compile(r"\s*(\d+)\s*[=:]\s*([0-9.]+)\s*")


@dataclass(frozen=True)
class SampleRequest:
    """What the user asks for, free of the layers. ``size``: 0 = automatic."""

    map: MapRaster
    allocation: str
    size: int
    seed: int
    min_distance: float
    expected: Dict[str, float]


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

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> SampleRequest:
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .inputs.class_layers import files_of, read_map
        from .inputs.parameter_values import given_number, given_size
        from .outputs.output_checks import check_outputs, destination_path
        from .outputs.output_formats import VECTOR_EXTENSIONS

        layer = self.parameterAsRasterLayer(parameters, self.MAP, context)
        source = read_map(layer, parameters.get(self.MAP), self.MAP)
        allocation = self.ALLOCATIONS[self.parameterAsEnum(parameters, self.ALLOCATION, context)]
        size = given_number(self, parameters, context, self.SIZE, "sample_size")
        if size is not None and not 1 <= size <= self.MOST_POINTS:
            raise JobFailure("sample_size", self.SIZE, value=f"{size:g}", limit=self.MOST_POINTS)
        distance = given_size(self, parameters, context, self.MIN_DISTANCE, "min_distance_range") or 0.0
        expected = self._expected(self.parameterAsString(parameters, self.EXPECTED_ACCURACY, context) or "")
        seed = self.parameterAsInt(parameters, self.SEED, context)
        path = destination_path(parameters, self.SAMPLE, context)
        needed = {self.SAMPLE: self._BYTES_PER_POINT * int(size or 0)}
        check_outputs({self.SAMPLE: path}, {self.SAMPLE: VECTOR_EXTENSIONS}, files_of(layer), needed)
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        return SampleRequest(source, allocation, int(size or 0), abs(seed), distance, expected)

    def _expected(self, text: str) -> Dict[str, float]:
        """Class value -> expected accuracy. :raises JobFailure: ``expected_accuracy``."""
        from ..jobs.failure import JobFailure

        found: Dict[str, float] = {}
        for part in filter(None, (item.strip() for item in re.split(r"[,;]", text))):
            match = _EXPECTED.fullmatch(part)
            try:
                value = float(match.group(2)) if match else -1.0
            except ValueError:
                value = -1.0
            if match is None or not 0 <= value <= 1:
                raise JobFailure("expected_accuracy", self.EXPECTED_ACCURACY, text=text)
            found[str(int(match.group(1)))] = value
        return found

    def output_paths(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, str]:
        return {self.SAMPLE: self.parameterAsOutputLayer(parameters, self.SAMPLE, context)}

    def make_job(self, request: SampleRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
        from ..jobs.accuracy import SamplePointsJob
        from .run.job_algorithm import provenance

        return SamplePointsJob(
            map=request.map.readable(scratch, feedback),
            scratch=scratch,
            sample=outputs[self.SAMPLE],
            allocation=request.allocation,
            size=request.size,
            seed=request.seed,
            min_distance_m=request.min_distance,
            expected=request.expected,
            provenance=provenance(
                self.name(),
                {self.MAP: request.map.name},
                {
                    self.ALLOCATION: request.allocation,
                    self.SIZE: request.size or None,
                    self.SEED: request.seed,
                    self.MIN_DISTANCE: request.min_distance,
                    self.EXPECTED_ACCURACY: request.expected or None,
                },
            ),
        )

    def show(self, context: QgsProcessingContext, request: SampleRequest, results: Dict[str, Any]) -> None:
        from .outputs.result_layers import show_results

        title = translate("SamplePoints", "Sample of {map}").format(map=request.map.name)
        show_results(context, self.id(), title, [(self.SAMPLE, results.get(self.SAMPLE))])
