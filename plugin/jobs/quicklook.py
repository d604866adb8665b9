"""A small picture of a raster, for screens that cannot show the raster itself, such as the page of the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Optional

from .sources import RasterSource

IMAGE, PROBABILITY = "image", "probability"
CONTENTS = (IMAGE, PROBABILITY)
LARGEST_SIDE = 4096  # pixels


@dataclass(frozen=True)
class QuicklookJob:
    """Make a small PNG of a raster: an image in its natural colours, or a probability as shades.

    Pixels without data are transparent. A probability of 0..1 becomes shades of 0..255, and its highest pixels are kept, so
    that small changes stay. The result has ``WIDTH`` and ``HEIGHT`` of the raster, ``PIXEL`` (metres on the ground), ``CRS``.

    :param input: the raster.
    :param picture: path of the PNG to write.
    :param scratch: an existing folder for temporary files.
    :param like: a raster whose ground and grid the picture has; ``None`` = its own. Pictures of one grid lie on each other.
    :param content: of :data:`CONTENTS`.
    :param side: pixels of the longer side, at most.

    >>> job = QuicklookJob(RasterSource("INPUT", "2019", "2019.tif"), "2019.png", "scratch", side=512)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "quicklook"
    RUNNER: ClassVar[str] = ".engine.detect.quicklook:quicklook"

    input: RasterSource
    picture: str
    scratch: str
    like: Optional[RasterSource] = None
    content: str = IMAGE
    side: int = 1024
