"""The main job: two rasters and an area in, mask, probability and polygons out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple


@dataclass(frozen=True)
class NodataRange:
    """Values from ``low`` to ``high`` (both included) of a band hold no data.

    :param band: one-based band number, 0 for every band.
    """

    low: float
    high: float
    band: int = 0


@dataclass(frozen=True)
class RasterSource:
    """One date of the pair, as the worker is to read it.

    :param parameter: the Processing parameter that it came from (``BEFORE`` or ``AFTER``).
    :param name: the layer's name as the user knows it, for messages.
    :param path: anything that GDAL opens: a file, ``/vsicurl/...``, ``NETCDF:"a.nc":var``.
    :param bands: one-based band numbers in the order of the model's bands; ``None`` = find out.
    :param crs: WKT that overrides the file's own CRS; ``None`` = the file's.
    :param use_file_nodata: whether the nodata value that the file declares holds (QGIS lets users switch it off).
    :param nodata: further values without data (QGIS's "additional no data value").
    :param date: ISO 8601 date of acquisition where it is known.
    :param rendered: the file was rendered from a boundless layer (XYZ, WMS) over the area only.
    """

    parameter: str
    name: str
    path: str
    bands: Optional[Tuple[int, ...]] = None
    crs: Optional[str] = None
    use_file_nodata: bool = True
    nodata: Tuple[NodataRange, ...] = ()
    date: Optional[str] = None
    rendered: bool = False


@dataclass(frozen=True)
class Polygons:
    """Ground as polygons: hexadecimal WKB (polygons or multipolygons) in the CRS ``crs`` (WKT or ``EPSG:n``).

    :param parameter: the Processing parameter that they came from (``AREA``, ``EXTENT`` or ``EXCLUDE``).
    """

    parameter: str
    name: str
    crs: str
    wkb: Tuple[str, ...]


@dataclass(frozen=True)
class DetectChangeJob:
    """Detect change between two rasters with an ONNX network.

    :param include: grounds whose intersection is worked on; none = the overlap of the dates.
    :param exclude: ground that is left out (nodata).
    :param model: path of the ONNX file.
    :param threshold: on the probability of any change, 0..1; ``None`` = the model's.
    :param min_area_m2: minimum mapping unit in square metres on the ellipsoid; ``None`` = the model's, 0 = off.
    :param resolution: pixel size in units of AFTER's CRS; ``None`` = automatic.
    :param flips: average the predictions over mirrored tiles.
    :param mask, probability, polygons: paths to write; ``None`` = not wanted. The format follows the extension.
    :param scratch: an existing folder for temporary files; the QGIS side removes what a killed worker leaves.
    :param provenance: written into each output as it is.
    :param area_unit: unit for the area in the log's last line: ``(name, square metres in one)``.
    :param tile: tile size in pixels; ``None`` = automatic. The result does not depend on it.
    :param threads: of the network; 0 = all cores.
    :param provider: ONNX Runtime's execution provider to prefer; ``""`` = the best that is there.
    """

    KIND: ClassVar[str] = "detect_change"

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
    flips: bool = False
    area_unit: str = ""
    area_unit_m2: float = 0.0
    tile: Optional[int] = None
    threads: int = 0
    provider: str = ""
    provenance: Dict[str, Any] = field(default_factory=dict)
