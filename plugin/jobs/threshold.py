"""Another threshold on a probability that is there already: how much it changes, and outputs made anew by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Optional

from .sources import RasterSource

BINS = 1000  # of the histogram: bin i holds probabilities from i / BINS on
SIZES_FILE = "sizes.npy"


@dataclass(frozen=True)
class ProbabilityHistogramJob:
    """Square metres on the ellipsoid by probability of any change.

    The result has ``AREAS``: :data:`BINS` + 1 numbers, and ``VALID_AREA``.

    :param scratch: unused; every job has one.

    >>> job = ProbabilityHistogramJob(RasterSource("INPUT", "probability", "probability.tif"), "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "probability_histogram"
    RUNNER: ClassVar[str] = ".engine.detect.threshold:probability_histogram"

    input: RasterSource
    scratch: str


@dataclass(frozen=True)
class ChangeSizesJob:
    """Sizes of the single changes at a threshold, before any is dropped.

    The result has ``SIZES``: path of a float64 array in ``scratch``, square metres in ascending order; ``COUNT``, ``AREA``.

    >>> job = ChangeSizesJob(RasterSource("INPUT", "probability", "probability.tif"), 0.5, "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "change_sizes"
    RUNNER: ClassVar[str] = ".engine.detect.threshold:change_sizes"

    input: RasterSource
    threshold: float
    scratch: str


@dataclass(frozen=True)
class ApplyThresholdJob:
    """Make mask and polygons anew from a probability, as the detection would have made them with these settings.

    :param mask, polygons: paths to write, both replaced or neither; ``None`` = not wanted.
    :param min_area_m2: minimum mapping unit in square metres, 0 = off.
    :param simplify_m: details of the polygons smaller than this are smoothed away; 0 = off.
    :param regularize: right angles of the polygons, where they fit.
    :param time: ISO 8601, when this is done; joins the provenance of the probability.

    >>> probability = RasterSource("INPUT", "probability", "probability.tif")
    >>> job = ApplyThresholdJob(probability, 0.6, 20.0, "scratch", mask="mask.tif", polygons="changes.gpkg")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "apply_threshold"
    RUNNER: ClassVar[str] = ".engine.detect.threshold:apply_threshold"

    input: RasterSource
    threshold: float
    min_area_m2: float
    scratch: str
    mask: Optional[str] = None
    polygons: Optional[str] = None
    time: str = ""
    simplify_m: float = 0.0
    regularize: bool = False
