"""The main job: two rasters and an area in, mask, probability and polygons out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource
from .unfinished import Resume


@dataclass(frozen=True)
class DetectChangeJob:
    """Detect change between two rasters with an ONNX network.

    :param include: grounds whose intersection is worked on; none = the overlap of the dates.
    :param exclude: ground that is left out (nodata).
    :param model: path of the ONNX file.
    :param threshold: on the probability of any change, 0..1; ``None`` = the model's.
    :param min_area_m2: minimum mapping unit in square metres on the ellipsoid; ``None`` = the model's, 0 = off.
    :param resolution: pixel size in units of AFTER's CRS; ``None`` = automatic.
    :param displacement_m: constructions and demolitions with a counterpart of like shape within so many metres are
        displaced, not changed; 0 = off.
    :param flips: average the predictions over mirrored tiles.
    :param mask, probability, polygons: paths to write; ``None`` = not wanted. The format follows the extension.
    :param scratch: an existing folder for temporary files; the QGIS side removes what a killed worker leaves.
    :param provenance: written into each output as it is.
    :param area_unit: unit for the area in the log's last line: ``(name, square metres in one)``.
    :param tile: tile size in pixels; ``None`` = automatic. The result does not depend on it.
    :param threads: of the network; 0 = all cores.
    :param provider: ONNX Runtime's execution provider to prefer; ``""`` = the best that is there.
    :param resume: where finished blocks are kept, so that a run that is cut off can go on; ``None`` = they are not.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> model = "models/buildings-siamese.onnx"
    >>> job = DetectChangeJob(before, after, model, "scratch", mask="mask.tif", polygons="changes.gpkg")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "detect_change"
    RUNNER: ClassVar[str] = ".engine.detect.detect:detect_change"

    before: RasterSource
    after: RasterSource
    model: str
    scratch: str
    mask: Optional[str] = None
    probability: Optional[str] = None
    polygons: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    threshold: Optional[float] = None
    min_area_m2: Optional[float] = None
    resolution: Optional[float] = None
    displacement_m: float = 0.0
    flips: bool = False
    area_unit: str = ""
    area_unit_m2: float = 0.0
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    resume: Optional[Resume] = None
    provenance: Dict[str, Any] = field(default_factory=dict)
