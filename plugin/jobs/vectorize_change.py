"""Clean polygons from a change mask or a change probability, without predicting again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from .sources import RasterSource


@dataclass(frozen=True)
class VectorizeChangeJob:
    """Turn a raster of changes into polygons. Lengths in metres, areas in square metres on the ellipsoid.

    :param input: whole numbers are classes (0 = no change), other numbers probabilities.
    :param polygons: path to write; the format follows the extension.
    :param scratch: an existing folder for temporary files.
    :param threshold: on probabilities, 0..1; ``None`` = the threshold in the raster's metadata, else 0.5.
    :param min_area_m2: minimum mapping unit.
    :param min_width_m: objects that are nowhere so wide are dropped.
    :param fill_holes_m2: smaller holes are filled.
    :param merge_gap_m: objects of a class no farther apart become one.
    :param simplify_m: details smaller than this are smoothed away.
    :param regularize: right angles. 0 = off.

    >>> job = VectorizeChangeJob(RasterSource("INPUT", "mask", "mask.tif"), "changes.gpkg", "scratch", min_area_m2=20.0)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "vectorize_change"
    RUNNER: ClassVar[str] = ".engine.vectorize.vectorize:vectorize_change"

    input: RasterSource
    polygons: str
    scratch: str
    threshold: Optional[float] = None
    min_area_m2: float = 0.0
    min_width_m: float = 0.0
    fill_holes_m2: float = 0.0
    merge_gap_m: float = 0.0
    simplify_m: float = 0.0
    regularize: bool = False
    provenance: Dict[str, Any] = field(default_factory=dict)
