"""What uploaded files hold, read from their first bytes and headers in plain Python.

No library of formats opens a file before it has passed here: only formats that hold their data themselves pass, none that name
other files or addresses (VRT, services, archives inside archives), whatever the name of the file is.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO, Callable, Dict, Optional, Set, Tuple

from ..model_file.onnx_header import NotOnnx, read_onnx_header
from .problems import Problem

RASTER, VECTOR, MODEL, TABLE, SIDECAR, ARCHIVE = "raster", "vector", "model", "table", "sidecar", "archive"
_TEXT_BYTES = 4 * 2**20  # of a sidecar
_JSON_BYTES = 256 * 2**20
_WORLD_FILES = (".tfw", ".tifw", ".pgw", ".jgw", ".j2w", ".wld")
_MOST_DIRECTORIES = 10_000  # of a TIFF
# Texts that GDAL takes for a description of data that lies elsewhere, or that it fetches or computes.
_ELSEWHERE = re.compile(
    rb"<\s*(VRTDataset|OGRVRTDataSource|OGRVRTLayer|GDAL_WMS|GDAL_WMTS|WMS_|WCS_GDAL|GDALTileIndexDataset|VRTTILED)"
    rb"|SERVICE\s*=\s*W|OVERVIEW_FILE|/vsi|gdal_streamed_alg|\"?stac_(version|extensions)|esriGeometry|serviceDescription"
    rb"|<!(DOCTYPE|ENTITY)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Content:
    """What a file holds.

    :param kind: of the constants of this module.
    :param width, height: of a raster, in pixels.
    :param crs: of a vector file, as ``EPSG:n`` or WKT; ``""`` = not known.
    """

    kind: str
    width: int = 0
    height: int = 0
    crs: str = ""


def read_content(path: str, most_pixels: int) -> Content:
    """Return what a file holds.

    :param most_pixels: that a raster may have.
    :raises Problem: the file is none of those that the service takes.
    """
    name = os.path.basename(path)
    with open(path, "rb") as stream:
        head = stream.read(64)
    extension = os.path.splitext(name)[1].lower()
    for known, reader in _READERS:
        if known(head, extension):
            try:
                content = reader(path)
            except (ValueError, KeyError, IndexError, TypeError, struct.error, OSError, sqlite3.Error, RecursionError) as error:
                raise Problem(400, "file-unreadable", f"{name} is damaged: {error}") from error
            if content.width * content.height > most_pixels:
                raise Problem(
                    413,
                    "raster-too-large",
                    f"{name} has {content.width:,} x {content.height:,} pixels; the service takes {most_pixels:,}.",
                )
            return content
    raise Problem(
        415,
        "file-format",
        f"{name} is of no format that the service takes: GeoTIFF, PNG, JPEG, JPEG 2000, GeoPackage, GeoJSON, FlatGeobuf, "
        "shapefile, CSV, ONNX, ZIP, and the files beside a raster (.tfw, .prj, .aux.xml, metadata).",
    )


# --- Rasters ---


def _tiff(path: str) -> Content:
    """Read the size of the largest image, and refuse a reference to another file in its metadata."""
    width = height = 0
    with open(path, "rb") as stream:
        order = "<" if stream.read(2) == b"II" else ">"
        big = struct.unpack(order + "H", stream.read(2))[0] == 43
        count_format, entry_size, offset_format = ("Q", 20, "Q") if big else ("H", 12, "I")
        stream.seek(8 if big else 4)
        (offset,) = struct.unpack(order + offset_format, stream.read(struct.calcsize(offset_format)))
        seen: Set[int] = set()
        while offset and offset not in seen and len(seen) < _MOST_DIRECTORIES:
            seen.add(offset)
            stream.seek(offset)
            (count,) = struct.unpack(order + count_format, _exactly(stream, struct.calcsize(count_format)))
            entries = _exactly(stream, min(count, 65_536) * entry_size)
            (offset,) = struct.unpack(order + offset_format, _exactly(stream, struct.calcsize(offset_format)))
            sizes = {256: 0, 257: 0}
            for begin in range(0, len(entries), entry_size):
                tag, kind = struct.unpack_from(order + "HH", entries, begin)
                if tag in sizes:
                    form = {3: "H", 4: "I", 16: "Q"}[kind]
                    (sizes[tag],) = struct.unpack_from(order + form, entries, begin + (12 if big else 8))
                elif tag == 42112:  # GDAL's metadata
                    _check_text(_tag_bytes(stream, entries, begin, order, big), path)
            if sizes[256] * sizes[257] > width * height:
                width, height = sizes[256], sizes[257]
    if not width or not height:
        raise ValueError("no image in it")
    return Content(RASTER, width, height)


def _tag_bytes(stream: BinaryIO, entries: bytes, begin: int, order: str, big: bool) -> bytes:
    (count,) = struct.unpack_from(order + ("Q" if big else "I"), entries, begin + 4)
    if count > _TEXT_BYTES:
        raise ValueError("its metadata are too long")
    place = begin + (12 if big else 8)
    if count <= (8 if big else 4):
        return entries[place : place + count]
    (offset,) = struct.unpack_from(order + ("Q" if big else "I"), entries, place)
    stream.seek(offset)
    return stream.read(count)


def _png(path: str) -> Content:
    with open(path, "rb") as stream:
        width, height = struct.unpack(">II", _exactly(stream, 24)[16:])
    return Content(RASTER, width, height)


def _jpeg(path: str) -> Content:
    with open(path, "rb") as stream:
        stream.seek(2)
        while True:
            marker = _exactly(stream, 2)
            while marker[1] == 0xFF:
                marker = marker[1:] + _exactly(stream, 1)
            if marker[0] != 0xFF:
                raise ValueError("no frame in it")
            (length,) = struct.unpack(">H", _exactly(stream, 2))
            if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">xHH", _exactly(stream, 5))
                return Content(RASTER, width, height)
            stream.seek(length - 2, os.SEEK_CUR)


def _jpeg2000(path: str) -> Content:
    with open(path, "rb") as stream:
        head = stream.read(65_536)
    start = head.find(b"\xff\x4f\xff\x51")  # start of codestream, and its sizes
    if start < 0:
        raise ValueError("no codestream in it")
    right, bottom, left, top = struct.unpack_from(">IIII", head, start + 8)
    if b"gmljp2" in head.lower() or b"xlink" in head.lower():
        _check_text(head, path)
    return Content(RASTER, right - left, bottom - top)


# --- Polygons and tables ---


def _geopackage(path: str) -> Content:
    """Read the CRS of the only layer, or of the first."""
    with closing(sqlite3.connect(f"file:{_uri(path)}?mode=ro&immutable=1", uri=True)) as database:
        tables = {row[0]: row[1] for row in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
        if any("virtual" in (made or "")[:20].lower() and not _is_index(made) for made in tables.values()):
            raise ValueError("it has virtual tables")
        rows = database.execute("SELECT table_name, data_type, srs_id FROM gpkg_contents").fetchall()
        if any(kind not in ("features", "attributes") for _, kind, _ in rows):
            raise ValueError("it has layers that are no features")
        number = next((srs for _, kind, srs in rows if kind == "features"), None)
        query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
        row = database.execute(query, (number,)).fetchone()
    if row is None:
        return Content(VECTOR)
    return Content(VECTOR, crs=f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else str(row[2]))


def _is_index(made: Optional[str]) -> bool:
    return "rtree" in (made or "").lower()


def _geojson(path: str) -> Content:
    if os.path.getsize(path) > _JSON_BYTES:
        raise ValueError("it is too large for GeoJSON; send a GeoPackage")
    with open(path, "rb") as stream:
        text = stream.read()
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("it is no object")
    if "stac_version" in values:
        # The item of a raster beside it, which the plugin reads scale and bands from. GDAL never opens it: it is no input.
        return Content(SIDECAR)
    _check_text(text, path)
    if values.get("type") in ("FeatureCollection", "Feature"):
        name = values.get("crs", {}).get("properties", {}).get("name", "") if isinstance(values.get("crs"), dict) else ""
        found = re.search(r"EPSG:+(\d+)$", str(name))
        return Content(VECTOR, crs=f"EPSG:{found.group(1)}" if found else "EPSG:4326")
    return Content(SIDECAR)  # measures of an accuracy, a manifest of chips


def _shapefile(path: str) -> Content:
    try:
        with open(os.path.splitext(path)[0] + ".prj", encoding="utf-8") as stream:
            return Content(VECTOR, crs=stream.read(10_000).strip())
    except (OSError, UnicodeDecodeError):
        return Content(VECTOR)


def _vector(path: str) -> Content:
    return Content(VECTOR)


def _table(path: str) -> Content:
    _check_start(path)
    return Content(TABLE)


# --- Other files ---


def _onnx(path: str) -> Content:
    try:
        header = read_onnx_header(path)
    except NotOnnx as error:
        raise Problem(400, "file-unreadable", f"{os.path.basename(path)} is no ONNX model: {error}") from error
    if header.external_data:
        raise Problem(
            400,
            "model-external-data",
            f"{os.path.basename(path)} keeps its weights in other files ({header.external_data[0][:100]}); "
            "save it as one file.",
        )
    return Content(MODEL)


def _archive(path: str) -> Content:
    return Content(ARCHIVE)


def _sidecar(path: str) -> Content:
    if os.path.getsize(path) > _TEXT_BYTES:
        raise ValueError("it is too large for a file beside a raster")
    with open(path, "rb") as stream:
        _check_text(stream.read(), path)
    return Content(SIDECAR)


def _part_of_shapefile(path: str) -> Content:
    return Content(SIDECAR)


def _check_start(path: str) -> None:
    with open(path, "rb") as stream:
        _check_text(stream.read(65_536), path)


def _check_text(text: bytes, path: str) -> None:
    """:raises Problem: a text refers to data elsewhere."""
    found = _ELSEWHERE.search(text)
    if found or b"\0" in text[:1000].rstrip(b"\0"):
        reason = (
            f"it refers to data elsewhere ({found.group(0).decode('ascii', 'replace').strip()})" if found else "it is no text"
        )
        raise Problem(400, "file-refers-elsewhere", f"{os.path.basename(path)} is not taken: {reason}.")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise ValueError("it is cut short")
    return data


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(os.path.abspath(path))


def _starts(*beginnings: bytes) -> Callable[[bytes, str], bool]:
    return lambda head, _extension: head.startswith(beginnings)


def _ends(*extensions: str) -> Callable[[bytes, str], bool]:
    return lambda _head, extension: extension in extensions


def _both(extensions: Tuple[str, ...], beginnings: Tuple[bytes, ...]) -> Callable[[bytes, str], bool]:
    return lambda head, extension: extension in extensions and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(beginnings)


# The first that knows a file by its beginning (and its extension) reads it.
_READERS: Tuple[Tuple[Callable[[bytes, str], bool], Callable[[str], Content]], ...] = (
    (_starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), _tiff),
    (_starts(b"\x89PNG\r\n\x1a\n"), _png),
    (_starts(b"\xff\xd8\xff"), _jpeg),
    (_starts(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"), _jpeg2000),
    (_both((".gpkg",), (b"SQLite format 3\0",)), _geopackage),
    (_both((".geojson", ".json"), (b"{",)), _geojson),
    (_both((".fgb",), (b"fgb",)), _vector),
    (_both((".shp",), (b"\0\0\x27\x0a",)), _shapefile),
    (_ends(".shx", ".dbf", ".sbn", ".sbx", ".qix"), _part_of_shapefile),
    (_both((".zip",), (b"PK\x03\x04", b"PK\x05\x06")), _archive),
    (_ends(".csv"), _table),
    (_ends(".onnx"), _onnx),
    (_ends(*_WORLD_FILES, ".prj", ".cpg", ".xml", ".txt", ".imd", ".rpb", ".met", ".hdr"), _sidecar),
)


def describe(content: Content) -> Dict[str, Any]:
    """Return what is known of a file, without what is not, as JSON types."""
    return {name: value for name, value in vars(content).items() if value}
