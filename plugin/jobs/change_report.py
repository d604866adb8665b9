"""A report of changes for people without GIS: one HTML file with pictures of both dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import RasterSource, VectorSource

COLUMNS = ("uuid", "class", "review_class", "review_status", "review_comment", "reviewer", "reviewed_at", "confidence")
"""Fields of the polygons' file, all texts; those that the user's layer lacks are missing."""
ACCEPTED, ALL = "accepted", "all"
SHOWN = (ACCEPTED, ALL)
"""Which polygons are reported: accepted and digitised ones, or all."""


@dataclass(frozen=True)
class ChangeReportJob:
    """:param polygons: of change, with the fields :data:`COLUMNS`.
    :param shown: of :data:`SHOWN`.
    :param mask: map of change classes, for the share of the compared area; ``None`` = not given.
    :param accuracy: a result file of ``estimatearea`` or ``assessaccuracy``; ``None`` = not given.
    :param colors: class name and colour ``#rrggbb`` of the layer's style.
    :param most_crops: pictures of at most this many changes, the largest first.
    :param report: path to write, HTML.
    :param pages: folder for the parts of a printable form; ``None`` = not wanted.
    :param origin: provenance of the polygons, as their tool wrote it; empty = unknown.
    :param language: of ``texts``, as HTML names it.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> polygons = VectorSource("POLYGONS", "changes", "changes.gpkg", "EPSG:32633")
    >>> job = ChangeReportJob(polygons, before, after, "scratch", "report.html", title="New buildings")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "change_report"
    RUNNER: ClassVar[str] = ".engine.change_report.make_report:change_report"

    polygons: VectorSource
    before: RasterSource
    after: RasterSource
    scratch: str
    report: str
    shown: str = ACCEPTED
    mask: Optional[RasterSource] = None
    accuracy: Optional[str] = None
    colors: Tuple[Tuple[str, str], ...] = ()
    title: str = ""
    author: str = ""
    notes: str = ""
    most_crops: int = 1000
    pages: Optional[str] = None
    language: str = "en"
    texts: Dict[str, str] = field(default_factory=dict)
    origin: Dict[str, Any] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
