"""How dates would be read, without reading them: what the panel shows before a run.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Optional, Tuple

from .sources import Polygons, RasterSource

BY_POSITION = "by order"  # ``bands_found`` of a date that reports nothing of its bands
# What may be assumed of a date, in ``assumed`` of its description.
ASSUMPTIONS = ("bands", "alpha", "scale", "nodata", "crs", "height", "datum", "resampling")


@dataclass(frozen=True)
class DescribeDatesJob:
    """Open dates as a run with a network does, and describe how they are read.

    The result is ``READING``: ``dates``, each with ``parameter``, ``layer``, ``bands`` (name -> number), ``bands_found``,
    ``type``, ``scale``, ``nodata``, ``crs``, ``resampling``, ``datum_transformation`` where there is one, and ``assumed``
    (of :data:`ASSUMPTIONS`); ``grid`` with ``crs``, ``pixel`` and ``ground_sample_distance_m``.

    :param dates: in the order of time.
    :param model: path of the ONNX file.
    :param include, resolution: as of a detection.
    :param scratch: an existing folder, not used.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> job = DescribeDatesJob((before, after), "models/buildings-siamese.onnx", "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "describe_dates"
    RUNNER: ClassVar[str] = ".engine.dates.describe:describe_dates"

    dates: Tuple[RasterSource, ...]
    model: str
    scratch: str
    include: Tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
