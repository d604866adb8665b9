"""Prediction by a network of one or more dates: land cover, or the next radar image.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource


@dataclass(frozen=True)
class PredictJob:
    """Run an ONNX network of the task ``segmentation`` or ``sar-prediction`` over rasters.

    :param dates: as many as the model needs, in the order of time.
    :param conditions: of a model that needs them: a row for each date, then one for the predicted date; in the units of
        the model's specification.
    :param classes: path of the class raster (uint8, 255 nodata); ``None`` = not wanted.
    :param probability: path of the probabilities (float32, nodata -1): that of the likeliest class, then of each class.
    :param values: path of the continuous values (float32, nodata NaN): a band for each output band, then the deviations.
    :param include, exclude, resolution, flips, scratch, tile, threads, provider, provenance: as of a detection.

    >>> job = PredictJob((RasterSource("INPUT", "2023", "2023.tif"),), "cover.onnx", "scratch", probability="probability.tif")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "predict"
    RUNNER: ClassVar[str] = ".engine.detect.predict:predict"

    dates: Tuple[RasterSource, ...]
    model: str
    scratch: str
    conditions: Tuple[Tuple[float, ...], ...] = ()
    classes: Optional[str] = None
    probability: Optional[str] = None
    values: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
    flips: bool = False
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    provenance: Dict[str, Any] = field(default_factory=dict)
