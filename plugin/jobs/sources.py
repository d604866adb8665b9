"""Input data that a job names: rasters, polygons and features, as the worker reads them.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple


@dataclass(frozen=True)
class NodataRange:
    """Values from ``low`` to ``high`` (both included) that are nodata in a band.

    :param band: one-based band number, 0 for every band.
    """

    low: float
    high: float
    band: int = 0


@dataclass(frozen=True)
class RasterSource:
    """A raster: one date of a job, a map, a probability.

    :param parameter: Processing parameter that it was given for (``BEFORE``, ``AFTER``, ``INPUT``, ...).
    :param name: layer name, for messages.
    :param path: anything that GDAL opens: a file, ``/vsicurl/...``, ``NETCDF:"a.nc":var``.
    :param bands: one-based band numbers in the order of the model's bands; ``None`` = automatic.
    :param crs: WKT that overrides the file's own CRS; ``None`` = the file's.
    :param use_file_nodata: False where the user has switched off the nodata value declared in the file.
    :param nodata: further nodata values (QGIS's "additional no data value").
    :param date: ISO 8601 date of acquisition, if known.
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
    """Ground as polygons.

    :param parameter: Processing parameter that they were given for (``AREA``, ``EXTENT`` or ``EXCLUDE``).
    :param name: layer name, for messages.
    :param crs: WKT or ``EPSG:n``.
    :param wkb: hexadecimal WKB of each polygon or multipolygon, in ``crs``.
    """

    parameter: str
    name: str
    crs: str
    wkb: Tuple[str, ...]


@dataclass(frozen=True)
class VectorSource:
    """Features in a scratch file that the QGIS side wrote.

    :param parameter: Processing parameter that they were given for.
    :param name: layer name, for messages.
    :param path: of a file with one layer.
    :param crs: of the features, as ``EPSG:n`` or WKT.
    :param class_field: field with the class of each feature; ``None`` = all features are of one class.
    :param field_name: name of that field in the user's layer, for messages; empty = the same.
    """

    parameter: str
    name: str
    path: str
    crs: str
    class_field: Optional[str] = None
    field_name: str = ""

    @property
    def shown_field(self) -> str:
        """Name of the class field in the user's layer."""
        return self.field_name or self.class_field or ""
