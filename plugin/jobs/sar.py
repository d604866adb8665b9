"""Radar jobs: the table of acquisitions, and change as the difference from a prediction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons

# In the order of the algorithm's lists, which scripts and models depend on: new ones go to the end.
METHODS = ("automatic", "latest", "nearest-geometry", "median", "levelled-median", "z-score", "levelled-z", "regression")
FILTERS = ("total-variation", "refined-lee", "boxcar", "none")
THRESHOLD_METHODS = ("false-alarm-share", "kittler-illingworth", "fixed")


@dataclass(frozen=True)
class SarTableJob:
    """Make the table of acquisitions of radar images.

    :param images: files and folders; folders are searched for images and ``.dim`` products.
    :param table: CSV to write.
    :param weather: CSV with a column ``time`` and some of temperature, snow_depth and precipitation; ``None`` = none.
    :param scratch: a folder for temporary files.
    :param provenance: written beside the table.
    """

    KIND: ClassVar[str] = "sar_table"
    RUNNER: ClassVar[str] = ".engine.sar.make_table:make_sar_table"

    images: Tuple[str, ...]
    table: str
    scratch: str
    weather: Optional[str] = None
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SarDifferenceJob:
    """Detect change of a radar date as the difference from a prediction by earlier dates.

    :param table: CSV of acquisitions (see ``plugin/rules/sar_table.py``).
    :param date: day or time of the date in which change is sought (ISO 8601); ``None`` = the latest.
    :param place: of the table's places; ``None`` = the only one.
    :param method: of :data:`METHODS`.
    :param speckle_filter: of :data:`FILTERS`.
    :param all_tracks: take earlier dates of other tracks too (levelled), not only those of the date's track.
    :param threshold_method: of :data:`THRESHOLD_METHODS`.
    :param threshold: share of false alarms (0..1), or the score itself of ``fixed``.
    :param confirmations: later dates of the table by which a change is confirmed, at most.
    :param include: grounds whose intersection is worked on; none = the whole image. :param exclude: ground left out.
    :param min_area_m2: minimum mapping unit in square metres on the ellipsoid; 0 = off.
    :param resolution: pixel size in units of the date's CRS; ``None`` = the date's own.
    :param difference, score, mask, polygons: paths to write; ``None`` = not wanted.
    :param scratch: a folder for temporary files.
    :param provenance: written into each output.
    :param area_unit, area_unit_m2: unit for the area in the log's last line.
    :param block: side of the blocks in pixels; ``None`` = automatic.
    """

    KIND: ClassVar[str] = "sar_difference"
    RUNNER: ClassVar[str] = ".engine.sar.difference:sar_difference"

    table: str
    scratch: str
    date: Optional[str] = None
    place: Optional[str] = None
    method: str = "automatic"
    speckle_filter: str = "total-variation"
    all_tracks: bool = False
    threshold_method: str = "false-alarm-share"
    threshold: Optional[float] = None
    confirmations: int = 3
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: float = 0.0
    resolution: Optional[float] = None
    difference: Optional[str] = None
    score: Optional[str] = None
    mask: Optional[str] = None
    polygons: Optional[str] = None
    area_unit: str = ""
    area_unit_m2: float = 0.0
    block: Optional[int] = None
    provenance: Dict[str, Any] = field(default_factory=dict)
