"""Co-registration: how far the earlier date must be moved to lie on the later one, and moving it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource

METHODS = ("global", "local")
RESAMPLINGS = ("nearest", "bilinear", "cubic")
# Pixels; larger windows than this need would not fit into bounded memory.
LARGEST_SHIFT = 240.0
SMALLEST_WINDOW, LARGEST_WINDOW = 32, 512


@dataclass(frozen=True)
class CoregisterJob:
    """Measure the shift between two rasters and, where it is wanted, move the earlier one onto the later one's grid.

    :param include: grounds in whose intersection the shift is measured; none = the overlap of the dates.
    :param exclude: ground that is left out of the measurement (such as clouds).
    :param aligned, tiepoints: paths to write; ``None`` = not wanted. The format follows the extension.
    :param method: one of :data:`METHODS`: the same shift everywhere, or a field of shifts.
    :param window, spacing: of the tie points in pixels; ``None`` = automatic.
    :param max_shift: in pixels, at most :data:`LARGEST_SHIFT`.
    :param resampling: one of :data:`RESAMPLINGS`, of the aligned raster.
    :param resolution: pixel size in units of AFTER's CRS; ``None`` = the coarser of the two dates'.
    :param scratch: a folder for temporary files; its name is part of the names of the staging folders.
    :param provenance: written into each output as it is.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> job = CoregisterJob(before, after, "scratch", aligned="2023-aligned.tif", tiepoints="shifts.gpkg")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "coregister"
    RUNNER: ClassVar[str] = ".engine.coregistration.run:coregister"

    before: RasterSource
    after: RasterSource
    scratch: str
    aligned: Optional[str] = None
    tiepoints: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    method: str = "global"
    window: Optional[int] = None
    spacing: Optional[float] = None
    max_shift: float = 32.0
    resampling: str = "cubic"
    resolution: Optional[float] = None
    provenance: Dict[str, Any] = field(default_factory=dict)
