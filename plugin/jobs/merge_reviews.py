"""The reviews of two analysts as one, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from .sources import VectorSource


@dataclass(frozen=True)
class MergeReviewsJob:
    """Join two reviewed layers of polygons by their uuid; digitised ones are matched by their overlap.

    :param first, second: polygons in scratch files, with all their fields.
    :param merged, disagreements: paths to write; ``None`` = not wanted.
    :param scratch: an existing folder for temporary files.
    :param overlap: least intersection over union at which two outlines are the same, above 0 to 1.

    >>> first = VectorSource("FIRST", "Ann", "ann.gpkg", "EPSG:32633")
    >>> second = VectorSource("SECOND", "Ben", "ben.gpkg", "EPSG:32633")
    >>> job = MergeReviewsJob(first, second, "merged.gpkg", "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "merge_reviews"
    RUNNER: ClassVar[str] = ".engine.accuracy.merge_reviews:merge_reviews"

    first: VectorSource
    second: VectorSource
    merged: str
    scratch: str
    disagreements: Optional[str] = None
    overlap: float = 0.5
    provenance: Dict[str, Any] = field(default_factory=dict)
