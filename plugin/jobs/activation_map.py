"""Activation maps: responses of a layer of a network, as images."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource


@dataclass(frozen=True)
class ActivationMapJob:
    """Run a pair through an ONNX network up to one of its layers, and show what that layer gives.

    :param before, after: the dates; of a model of one date ``before`` is the image, and ``after`` is ``None``.
    :param layer: number, name or unique part of the name of the layer; ``""`` = the last one before the decision.
    :param mean: path of the mean over the channels (GeoTIFF).
    :param channels: of every channel (GeoTIFF, a band each);
        ``sheet``: of the channels side by side (PNG or JPEG).
    :param layers: of the list of layers (CSV). ``None`` = not wanted.
    :param sheets: of a folder for the sheets of all layers, a PNG each; new or empty.
    :param without_place: the dates are chips without georeference: so are the outputs, and any resolution will do.
    :param include, exclude, resolution, scratch, tile, threads, provider, provenance: as of a detection.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> job = ActivationMapJob(before, after, "models/buildings-siamese.onnx", "scratch", sheet="sheet.png")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "activation_map"
    RUNNER: ClassVar[str] = ".engine.activation.run:activation_map"

    before: RasterSource
    after: Optional[RasterSource]
    model: str
    scratch: str
    layer: str = ""
    mean: Optional[str] = None
    channels: Optional[str] = None
    sheet: Optional[str] = None
    layers: Optional[str] = None
    sheets: Optional[str] = None
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    resolution: Optional[float] = None
    without_place: bool = False
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    provenance: Dict[str, Any] = field(default_factory=dict)

    @property
    def dates(self) -> Tuple[RasterSource, ...]:
        """The dates in the order of time."""
        return (self.before,) if self.after is None else (self.before, self.after)
