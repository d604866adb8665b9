"""Accuracy of a map against a reference, samples of a map, and areas with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from .sources import Polygons, RasterSource, VectorSource


@dataclass(frozen=True)
class AssessAccuracyJob:
    """Compare a map with a reference, pixel by pixel and object by object.

    Each of both is a raster of classes (0 = no change) or polygons (ground outside them is no change).

    :param area: polygons to compare in; ``None`` = where both are known.
    :param binary: every class but 0 counts as change.
    :param overlap: least intersection over union at which two objects are the same, above 0 to 1.
    :param report, matrix, measures: paths to write (HTML, CSV, JSON); ``None`` = not wanted.
    :param scratch: an existing folder for temporary files.
    :param texts: translations of the report's texts (:mod:`.report_texts`).
    :param provenance: written into each output as it is.

    >>> found = RasterSource("PREDICTED", "mask", "mask.tif")
    >>> truth = RasterSource("REFERENCE", "truth", "truth.tif")
    >>> job = AssessAccuracyJob("scratch", predicted_raster=found, reference_raster=truth, measures="measures.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "assess_accuracy"
    RUNNER: ClassVar[str] = ".engine.accuracy.assess:assess_accuracy"

    scratch: str
    predicted_raster: Optional[RasterSource] = None
    predicted_polygons: Optional[VectorSource] = None
    reference_raster: Optional[RasterSource] = None
    reference_polygons: Optional[VectorSource] = None
    area: Optional[Polygons] = None
    binary: bool = False
    overlap: float = 0.5
    report: Optional[str] = None
    matrix: Optional[str] = None
    measures: Optional[str] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)


ALLOCATIONS = ("equal", "proportional", "optimal")


@dataclass(frozen=True)
class SamplePointsJob:
    """Draw a stratified random sample of the pixels of a class raster; the strata are its classes.

    :param allocation: one of :data:`ALLOCATIONS`.
    :param size: number of points in all.
    :param expected: class value (as text, because of JSON) -> user's accuracy that is expected, for the optimal allocation.
    :param min_distance_m: least distance between points, metres on the ground; 0 = none.
    :param sample: path to write; the format follows the extension.

    >>> job = SamplePointsJob(RasterSource("MAP", "mask", "mask.tif"), "scratch", "sample.gpkg", size=200)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sample_points"
    RUNNER: ClassVar[str] = ".engine.accuracy.sampling:sample_points"

    map: RasterSource
    scratch: str
    sample: str
    allocation: str = "optimal"
    size: int = 500
    seed: int = 1
    min_distance_m: float = 0.0
    expected: Dict[str, float] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EstimateAreaJob:
    """Areas of the classes with confidence intervals, from a map and an interpreted sample of it.

    :param sample: points; ``class_field`` is the field with the interpreted class (value or name).
    :param report, areas: paths to write (HTML, CSV); ``None`` = not wanted.

    >>> sample = VectorSource("SAMPLE", "sample", "sample.gpkg", "EPSG:32633")
    >>> job = EstimateAreaJob(RasterSource("MAP", "mask", "mask.tif"), sample, "scratch", areas="areas.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "estimate_area"
    RUNNER: ClassVar[str] = ".engine.accuracy.estimation:estimate_area"

    map: RasterSource
    sample: VectorSource
    scratch: str
    report: Optional[str] = None
    areas: Optional[str] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
