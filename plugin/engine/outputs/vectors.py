"""Polygons of change as a vector file of any usual format."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, Sequence, Union

import numpy as np
import shapely
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.publish import layer_name
from ...model_file.spec import ChangeClass
from ..dates.grid import Grid
from .styles import polygon_style, store_in_geopackage, write_sidecar

FORMATS = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": "ESRI Shapefile",
    ".fgb": "FlatGeobuf",
    ".sqlite": "SQLite",
    ".gml": "GML",
    ".kml": "KML",
}


_AT_ONCE = 20_000  # polygons
ShapesOrWkb = Union[NDArray[Any], Sequence[bytes]]


def driver_for(parameter: str, path: str) -> str:
    """GDAL's driver for a path's extension.

    :raises JobFailure: ``output_format``.
    """
    extension = os.path.splitext(path)[1].lower()
    if extension not in FORMATS:
        raise JobFailure("output_format", parameter, path=path, extension=extension, known=", ".join(FORMATS))
    return FORMATS[extension]


def write_polygons(
    path: str,
    polygons: ShapesOrWkb,
    fields: Mapping[str, NDArray[Any]],
    grid: Grid,
    classes: Sequence[ChangeClass],
    provenance: Mapping[str, Any],
    sidecar: bool = True,
) -> None:
    """Write polygons (in the CRS of ``grid``) with their fields, style and provenance.

    GeoJSON is written according to RFC 7946: in degrees of WGS 84.

    :param polygons: shapely polygons in an array of objects, which holds their WKB afterwards, or the WKB of each in turn.
    :param sidecar: whether the style may be written beside the file; not where a raster of that name has its own there.
    """
    write_shapes(path, polygons, fields, grid.crs.to_wkt(), polygon_style(classes), provenance, sidecar)


def write_shapes(
    path: str,
    polygons: ShapesOrWkb,
    fields: Mapping[str, NDArray[Any]],
    crs: str,
    style: str,
    provenance: Mapping[str, Any],
    sidecar: bool = True,
    kind: str = "Polygon",
    parameter: str = "POLYGONS",
) -> None:
    """The same for shapes in any CRS.

    :param polygons: as for :func:`write_polygons`.
    :param crs: WKT of the polygons' CRS.
    :param style: QML.
    :param kind: ``Polygon``, ``MultiPolygon`` where there are any,
        or ``Point``.
    :param parameter: that names the file, for messages.
    """
    import pyogrio  # a GDAL of its own, which need not be in memory while a network runs

    driver = driver_for(parameter, path)
    layer = layer_name(path)
    text = json.dumps(provenance, ensure_ascii=False, sort_keys=True)
    options: dict[str, Any] = {}
    if driver == "GeoJSON":
        options = {"RFC7946": "YES", "COORDINATE_PRECISION": "9"}
    if driver == "GPKG":
        # The newest version that the GDAL of QGIS 3.22 reads without a warning.
        options = {"layer_metadata": {"GROUNDSHIFT": text}, "VERSION": "1.2"}
    pyogrio.raw.write(
        path,
        geometry=_as_wkb(polygons),
        field_data=[np.asarray(values) for values in fields.values()],
        fields=np.array(list(fields), dtype=object),
        geometry_type=kind,
        crs=crs,
        driver=driver,
        layer=layer,
        **options,
    )
    if driver == "GPKG":
        store_in_geopackage(path, layer, style)
        return
    if sidecar:
        write_sidecar(path, style)
    with open(os.path.splitext(path)[0] + ".provenance.json", "w", encoding="utf-8") as stream:
        stream.write(text)


def _as_wkb(polygons: ShapesOrWkb) -> ShapesOrWkb:
    """The polygons as WKB, in their own array: a million take much room, and need not be there twice."""
    if not isinstance(polygons, np.ndarray) or (len(polygons) and isinstance(polygons[0], bytes)):
        return polygons
    for begin in range(0, len(polygons), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        polygons[part] = shapely.to_wkb(polygons[part])
    return polygons


def new_uuids(count: int) -> NDArray[Any]:
    """Return random UUIDs (RFC 4122, version 4), by which polygons are known after editing, merging and review."""
    result: NDArray[Any] = np.empty(count, object)
    # In parts: on the way they take four times the room.
    for begin in range(0, count, _AT_ONCE):
        part = result[begin : begin + _AT_ONCE]
        part[:] = _some_uuids(len(part))
    return result


def _some_uuids(count: int) -> NDArray[Any]:
    """So many of them, as texts (count,)."""
    octets = np.frombuffer(os.urandom(16 * count), np.uint8).reshape(count, 16).copy()
    octets[:, 6] = octets[:, 6] & 0x0F | 0x40  # the version
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80  # the variant
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)[np.stack([octets >> 4, octets & 15], axis=2).reshape(count, 32)]
    text = np.full((count, 36), ord("-"), np.uint8)
    for group, (begin, end) in enumerate(((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))):
        text[:, begin + group : end + group] = digits[:, begin:end]
    result: NDArray[Any] = text.view("S36").ravel().astype("U36").astype(object)
    return result
