"""Land cover of one image by a segmentation network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource
from .unfinished import Resume


@dataclass(frozen=True)
class ClassifyLandCoverJob:
    """Classify the land cover of an image with an ONNX network of the task ``segmentation``.

    :param input: image to classify.
    :param model: path of the ONNX file.
    :param scratch: an existing folder for temporary files; the QGIS side removes what a killed worker leaves.
    :param classes: path of the class raster (uint8, 255 nodata); ``None`` = not wanted, as for the other outputs.
    :param probability: path of the probabilities (float32, a band per class, nodata -1).
    :param rgb: path of the picture in the colours of the classes (3 bands of uint8 with a mask).
    :param polygons: path of the patches as polygons; the format follows the extension.
    :param areas: path of the table of areas, ``.csv`` or ``.html``.
    :param include: grounds whose intersection is worked on; none = the extent of the image.
    :param exclude: ground that is left out (nodata).
    :param min_area_m2: patches smaller than this many square metres join their neighbours; ``None`` = the model's, 0 = off.
    :param resolution: pixel size in units of the image's CRS; ``None`` = automatic.
    :param flips: average the predictions over mirrored tiles.
    :param tile: tile size in pixels; ``None`` = automatic. The result does not depend on it.
    :param threads: of the network; 0 = all cores.
    :param provider: ONNX Runtime's execution provider to prefer; ``""`` = the best that is there.
    :param texts: translations of the report's texts (:mod:`.report_texts`).
    :param provenance: written into each output as it is.
    :param resume: where finished blocks are kept, so that a run that is cut off can go on; ``None`` = they are not.

    >>> image = RasterSource("INPUT", "2023", "2023.tif")
    >>> job = ClassifyLandCoverJob(image, "models/landcover-aerial.onnx", "scratch", classes="cover.tif", areas="areas.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "classify_land_cover"
    RUNNER: ClassVar[str] = ".engine.landcover.classify:classify_land_cover"

    input: RasterSource
    model: str
    scratch: str
    classes: Optional[str] = None
    probability: Optional[str] = None
    rgb: Optional[str] = None
    polygons: Optional[str] = None
    areas: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: Optional[float] = None
    resolution: Optional[float] = None
    flips: bool = False
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    resume: Optional[Resume] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
