"""Land cover of a series of dates, and what became what between each date and the next.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .from_to_change import STABILITY
from .sources import Polygons, RasterSource
from .unfinished import Resume


@dataclass(frozen=True)
class LandCoverSeriesJob:
    """Classify each date with one model, and compare each date with the next.

    :param rasters: images in the order of time, each with its ``date``.
    :param model: path of the ONNX file. ``scratch``: an existing folder for temporary files.
    :param folder: to write: the class map of each date, ``land-cover-DATE.tif``; it appears when it is whole.
    :param matrix: path of the transitions between successive dates (CSV); ``None`` = not wanted.
    :param areas: path of the area of each class on each date (CSV); ``None`` = not wanted.
    :param include, exclude: ground, as of :class:`.classify_land_cover.ClassifyLandCoverJob`.
    :param min_area_m2: patches smaller than this join their neighbours, and changes smaller than this are none; ``None`` = the
        model's, 0 = off.
    :param resolution: pixel size in units of the images' CRS; ``None`` = automatic.
    :param tolerance, stability, context, balance: of the comparison, as of :class:`.from_to_change.FromToChangeJob`.
    :param resume: where finished blocks are kept, so that a run that is cut off can go on; ``None`` = they are not.

    >>> images = tuple(RasterSource("RASTERS", year, f"{year}.tif", date=year) for year in ("2015", "2019", "2023"))
    >>> job = LandCoverSeriesJob(images, "models/landcover-aerial.onnx", "scratch", "maps", matrix="matrix.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "land_cover_series"
    RUNNER: ClassVar[str] = ".engine.landcover.series:land_cover_series"

    rasters: Tuple[RasterSource, ...]
    model: str
    scratch: str
    folder: str
    matrix: Optional[str] = None
    areas: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: Optional[float] = None
    resolution: Optional[float] = None
    tolerance: int = 2
    stability: float = STABILITY
    context: int = 3
    balance: bool = True
    threads: int = 0
    resume: Optional[Resume] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
