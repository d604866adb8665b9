"""The difference of the first bands of two dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource


@dataclass(frozen=True)
class BandDifferenceJob:
    """:param difference: path to write."""

    KIND: ClassVar[str] = "band_difference"
    RUNNER: ClassVar[str] = ".engine.band_difference:band_difference"

    before: RasterSource
    after: RasterSource
    scratch: str
    difference: str
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
    provenance: Dict[str, Any] = field(default_factory=dict)
