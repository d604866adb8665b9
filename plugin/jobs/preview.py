"""What is in view, detected quickly: nothing is written but a small scratch file that the panel shows and removes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Optional, Tuple

from .sources import Polygons, RasterSource

# Codes of a preview: 0 = no data or outside, else 1 + class * levels + level, a level of 0 .. levels - 1.
MOST_CODES = 255
FILE_NAME = "preview.npy"
# Keys of the result of a preview.
VALUES = ("EMPTY", "PATH", "LEFT", "TOP", "XRES", "YRES", "WIDTH", "HEIGHT", "CRS", "LEVELS", "CROPPED", "PIXELS", "SECONDS")


def levels_for(classes: int) -> int:
    """Return the number of levels of probability in a preview of so many classes, such that all codes fit into a byte."""
    return max(2, min(127, (MOST_CODES - 1) // max(classes, 1)))


@dataclass(frozen=True)
class PreviewJob:
    """Predict what a map view shows of a change detection. The grid and the statistics are those of the real run.

    :param include, exclude: grounds of the real run.
    :param view: polygon of the map view.
    :param model: path of the ONNX file.
    :param resolution: in units of AFTER's CRS; ``None`` = automatic.
    :param most_pixels: of larger views the middle is predicted.
    :param scratch: an existing folder; :data:`FILE_NAME` in it is uint8 (height, width), codes as above.
    :param threads: of the network; 0 = all cores.
    :param provider: ONNX Runtime's to prefer; ``""`` = the best.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> view = Polygons("EXTENT", "view", "EPSG:32633", ())
    >>> job = PreviewJob(before, after, "models/buildings-siamese.onnx", view, "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "preview"
    RUNNER: ClassVar[str] = ".engine.detect.preview:preview"

    before: RasterSource
    after: RasterSource
    model: str
    view: Polygons
    scratch: str
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
    most_pixels: int = 1_000_000
    threads: int = 0
    provider: str = ""
