"""Change between two rasters by arithmetic alone: two rasters and an area in, magnitude, mask and polygons out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource
from .unfinished import Resume

# In the order of the algorithm's list, which scripts and models depend on: new ones go to the end.
THRESHOLD_METHODS = ("otsu", "kittler-illingworth", "mixture", "percentile", "fixed", "speckle")


@dataclass(frozen=True)
class DetectChangeClassicJob:
    """Detect change between two rasters without a network.

    :param method: of :data:`..rules.classic_methods.METHODS`.
    :param threshold_method: of :data:`THRESHOLD_METHODS`; not used by methods that cluster.
    :param index: of the index difference: ``NDVI``, or two bands by number or name.
    :param normalize: bring AFTER to the radiometry of BEFORE first.
    :param threshold: the magnitude itself of ``fixed``, the percentage of ``percentile`` or ``speckle``.
    :param include: grounds whose intersection is worked on; none = the overlap of the dates.
    :param exclude: ground that is left out (nodata).
    :param min_area_m2: minimum mapping unit in square metres on the ellipsoid; 0 = off.
    :param resolution: pixel size in units of AFTER's CRS; ``None`` = the coarser of the dates'.
    :param difference, mask, polygons: paths to write; ``None`` = not wanted. The format follows the extension.
    :param scratch: a folder for temporary files; the QGIS side removes what a killed worker leaves.
    :param provenance: written into each output as it is.
    :param area_unit: unit for the area in the log's last line: ``(name, square metres in one)``.
    :param block: side of the blocks in pixels; ``None`` = automatic. The result does not depend on it.
    :param resume: where finished blocks are kept, so that a run that is cut off can go on; ``None`` = they are not.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> job = DetectChangeClassicJob(before, after, "scratch", method="ir_mad", difference="difference.tif", mask="mask.tif")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "detect_change_classic"
    RUNNER: ClassVar[str] = ".engine.classic.detect_classic:detect_change_classic"

    before: RasterSource
    after: RasterSource
    scratch: str
    method: str = "cva"
    index: str = "NDVI"
    normalize: bool = False
    threshold_method: str = "otsu"
    threshold: Optional[float] = None
    difference: Optional[str] = None
    mask: Optional[str] = None
    polygons: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: float = 0.0
    resolution: Optional[float] = None
    area_unit: str = ""
    area_unit_m2: float = 0.0
    block: Optional[int] = None
    resume: Optional[Resume] = None
    provenance: Dict[str, Any] = field(default_factory=dict)
