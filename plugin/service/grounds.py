"""Grounds of requests as jobs take them: a bounding box of OGC API - Processes, or GeoJSON, as polygons."""

from __future__ import annotations

import math
import re
import struct
from typing import Any, Dict, List, Sequence

from .problems import Problem

_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_URI = re.compile(r"https?://www\.opengis\.net/def/crs/([A-Za-z]+)/[\w.]+/(\w+)")
_CRS = re.compile(
    r"(EPSG|ESRI|IGNF|OGC|IAU_2015):[A-Za-z0-9]{1,20}|(PROJ|GEOG|GEOD|COMPD|LOCAL|BOUND|ENG|GEOC)[A-Z_]{2,16}\s*\[.{1,20000}\]",
    re.DOTALL,
)
_MOST_POINTS = 1_000_000


def polygons_of(value: Dict[str, Any], name: str) -> Dict[str, Any]:
    """Return polygons of a job (:class:`..jobs.sources.Polygons`), as JSON types.

    :param value: ``{"bbox": [west, south, east, north], "crs": URI or code}``, or a geometry, feature or collection of GeoJSON.
    :param name: of the input.
    :raises Problem: it is neither.
    """
    try:
        if "bbox" in value and "type" not in value:
            shapes = [_box(value["bbox"])]
            crs = check_crs(_code(value.get("crs", _CRS84)))
        else:
            shapes, crs = _shapes(value), "EPSG:4326"
        wkb = [_wkb(shape) for shape in shapes]
    except (KeyError, TypeError, ValueError, IndexError, struct.error, RecursionError) as error:
        text = f"{name} must be a bounding box, or polygons of GeoJSON: {error}"
        raise Problem(400, "invalid-ground", text) from error
    return {"parameter": "AREA" if name == "include" else name.upper(), "name": name, "crs": crs, "wkb": wkb}


def is_ground(value: Any) -> bool:
    """Whether a value is a bounding box or GeoJSON, and not polygons as a job has them."""
    return isinstance(value, dict) and ("bbox" in value or "type" in value)


def _box(numbers: Sequence[Any]) -> List[List[List[float]]]:
    if len(numbers) == 6:  # with heights
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    west, south, east, north = map(float, numbers)
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def check_crs(value: Any) -> str:
    """Return a CRS that is a code or WKT, or ``""``: GDAL opens files and addresses that are given for one.

    :raises Problem: it is none.
    """
    if isinstance(value, str) and (value == "" or _CRS.fullmatch(value.strip())):
        return value
    raise Problem(400, "invalid-crs", "A CRS must be a code, such as EPSG:32633, or WKT.")


def _code(text: str) -> str:
    """Return the code of a CRS that is a URI of OGC, and other texts as they are."""
    if text == _CRS84:
        return "EPSG:4326"
    found = _URI.fullmatch(text)
    return f"{found.group(1)}:{found.group(2)}" if found else text


def _shapes(value: Dict[str, Any]) -> List[List[List[List[float]]]]:
    kind = value["type"]
    if kind == "FeatureCollection":
        return [shape for feature in value["features"] for shape in _shapes(feature)]
    if kind == "Feature":
        return _shapes(value["geometry"])
    if kind == "Polygon":
        return [value["coordinates"]]
    if kind == "MultiPolygon":
        return list(value["coordinates"])
    raise ValueError(f"{str(kind)[:40]} is no polygon")


def _wkb(rings: List[List[List[float]]]) -> str:
    """A polygon as hexadecimal WKB."""
    if sum(map(len, rings)) > _MOST_POINTS or not rings:
        raise ValueError("too many points, or none")
    data = struct.pack("<BII", 1, 3, len(rings))
    for ring in rings:
        if len(ring) < 4:
            raise ValueError("a ring has less than four points")
        data += struct.pack("<I", len(ring))
        for point in ring:
            x, y = float(point[0]), float(point[1])
            if not (math.isfinite(x) and math.isfinite(y)):
                raise ValueError("a coordinate is not finite")
            data += struct.pack("<dd", x, y)
    return data.hex()
