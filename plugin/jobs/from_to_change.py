"""What became what between two maps of classes, or two rasters of class probabilities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource

UNIFORM, ESTIMATED = "uniform", "estimated"
PRIORS = (UNIFORM, ESTIMATED)
MOST_CONTEXT = 16
STABILITY, LEAST_STABILITY, MOST_STABILITY = 1.5, 0.5, 100.0


@dataclass(frozen=True)
class NamedClass:
    """A class of a map: its value, name, and colour ``#rrggbb`` (``""`` = none known)."""

    value: int
    name: str
    color: str = ""


@dataclass(frozen=True)
class Transition:
    """A class before and a class after, by their names; ``*`` = every class."""

    before: str
    after: str


@dataclass(frozen=True)
class FromToChangeJob:
    """Compare two maps of classes, or rasters of class probabilities, on the grid of the later one.

    :param before, after: rasters of classes (one band), of probabilities (floating-point, a band per class), or images that
        ``model`` classifies.
    :param model: path of a land-cover model for dates that are images; ``None`` = neither is.
    :param before_classes, after_classes: names of the classes, by value; empty = those that the raster itself gives.
    :param mapping: pairs of a class and the class that it is compared as, by name, for both dates.
    :param changes: transitions that count as change; empty = all.
    :param include: grounds whose intersection is worked on; none = the overlap.
    :param exclude: ground that is left out (nodata).
    :param min_area_m2: changes smaller than this many square metres count as unchanged; 0 = off.
    :param min_confidence: least probability of a transition, 0..1; only where there are probabilities.
    :param tolerance: changes along an edge that are thinner than this many pixels count as unchanged; 0 or 1 = off.
    :param prior: one of :data:`PRIORS`: how transitions are weighed where there are probabilities.
    :param stability: weight of no change, where a transition of its class by chance has 1.
    :param balance: where both dates are probabilities, match the shares of the classes, which light and season shift.
    :param context: neighbours count by a Gaussian of so many pixels; 0 = each pixel by itself.
    :param from_to: path of the map of transitions; ``None`` = not wanted, as for the other outputs.
    :param matrix: path of the matrix (CSV).
    :param report: path of the report (HTML).
    :param polygons: path of the changes as polygons; the format follows the extension.
    :param threads: of the model; 0 = all cores.
    :param scratch: an existing folder for temporary files.
    :param texts: translations of the report's texts (:mod:`.report_texts`).
    :param provenance: written into each output as it is.

    >>> before, after = RasterSource("BEFORE", "2019", "cover-2019.tif"), RasterSource("AFTER", "2023", "cover-2023.tif")
    >>> job = FromToChangeJob(before, after, "scratch", from_to="from-to.tif", matrix="matrix.csv", report="report.html")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "from_to_change"
    RUNNER: ClassVar[str] = ".engine.landcover.from_to:from_to_change"

    before: RasterSource
    after: RasterSource
    scratch: str
    before_classes: Tuple[NamedClass, ...] = ()
    after_classes: Tuple[NamedClass, ...] = ()
    mapping: Tuple[Tuple[str, ...], ...] = ()
    changes: Tuple[Transition, ...] = ()
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: float = 0.0
    min_confidence: float = 0.0
    tolerance: int = 0
    prior: str = UNIFORM
    model: Optional[str] = None
    context: int = 0
    stability: float = STABILITY
    balance: bool = False
    threads: int = 0
    from_to: Optional[str] = None
    matrix: Optional[str] = None
    report: Optional[str] = None
    polygons: Optional[str] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
