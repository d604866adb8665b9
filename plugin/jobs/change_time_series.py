"""Change over three or more dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Sequence, Tuple

from .sources import Polygons, RasterSource
from .unfinished import Resume

CONSECUTIVE = "consecutive"
FIRST_TO_EACH = "first_to_each"
_FIRST_DAY = "-01-01"


@dataclass(frozen=True)
class ChangeTimeSeriesJob:
    """Detect change between the dates of a series, with an ONNX network or a classical method.

    :param rasters: in the order of time, each with its ``date`` (ISO 8601).
    :param model: path of the ONNX file; ``""`` = a classical method.
    :param pairs: which dates are compared: :data:`CONSECUTIVE` ones, or the :data:`FIRST_TO_EACH` of the others.
    :param threshold, min_area_m2, resolution, flips: as in :class:`.detect_change.DetectChangeJob`; the resolution is in
        units of the last date's CRS.
    :param method: of :data:`..rules.classic_methods.METHODS`; ``""`` = the network.
    :param index, normalize, threshold_method: of a classical method, as in
        :class:`.detect_change_classic.DetectChangeClassicJob`, and so is ``threshold`` then; ``min_area_m2`` ``None`` = 0.
    :param include, exclude: ground to work on, and to leave out.
    :param first_change, changes, polygons: paths to write; ``None`` = not wanted.
    :param scratch: an existing folder for temporary files.
    :param resume: where finished blocks are kept, so that a run that is cut off can go on; ``None`` = they are not.

    >>> images = tuple(RasterSource("RASTERS", year, f"{year}.tif", date=year) for year in ("2015", "2019", "2023"))
    >>> job = ChangeTimeSeriesJob(images, "models/buildings-siamese.onnx", "scratch", first_change="first.tif")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "change_time_series"
    RUNNER: ClassVar[str] = ".engine.series.time_series:change_time_series"

    rasters: Tuple[RasterSource, ...]
    model: str
    scratch: str
    pairs: str = CONSECUTIVE
    first_change: Optional[str] = None
    changes: Optional[str] = None
    polygons: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    threshold: Optional[float] = None
    min_area_m2: Optional[float] = None
    resolution: Optional[float] = None
    flips: bool = False
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    method: str = ""
    index: str = "NDVI"
    normalize: bool = False
    threshold_method: str = "otsu"
    resume: Optional[Resume] = None
    provenance: Dict[str, Any] = field(default_factory=dict)


def shown_dates(days: Sequence[str]) -> Tuple[str, ...]:
    """Return dates ``yyyy-mm-dd`` as people read them: as years where only years are known, which are kept as first days."""
    if all(day.endswith(_FIRST_DAY) for day in days):
        return tuple(day[: -len(_FIRST_DAY)] for day in days)
    return tuple(days)
