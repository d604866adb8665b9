"""Files of drawn dates, written with GDAL's own bindings, which QGIS's Python has."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, osr

from .pairs import Date, Pair, transform_of

_TYPES = {
    "uint8": gdal.GDT_Byte,
    "uint16": gdal.GDT_UInt16,
    "int16": gdal.GDT_Int16,
    "uint32": gdal.GDT_UInt32,
    "int32": gdal.GDT_Int32,
    "int64": gdal.GDT_Int64,
    "uint64": gdal.GDT_UInt64,
    "float32": gdal.GDT_Float32,
    "float64": gdal.GDT_Float64,
}
_COLOURS = {
    "gray": gdal.GCI_GrayIndex,
    "undefined": gdal.GCI_Undefined,
    "red": gdal.GCI_RedBand,
    "green": gdal.GCI_GreenBand,
    "blue": gdal.GCI_BlueBand,
}
_EXTENSIONS = {"GTiff": ".tif", "VRT": ".tif", "ENVI": ".img", "HFA": ".hfa.img", "PNG": ".png"}
# CRSs and transformations between them, which are never freed: a transformation's key has the numbers of its CRSs.
REFERENCES: dict[Any, Any] = {}


def reference(text: str) -> osr.SpatialReference:
    """Return a CRS whose first axis points east."""
    if text not in REFERENCES:
        made = osr.SpatialReference()
        made.SetFromUserInput(text)
        made.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        REFERENCES[text] = made
    return REFERENCES[text]


def local_plane(place: tuple[float, float]) -> osr.SpatialReference:
    """Return the CRS in metres east and north of a place."""
    return reference(f"+proj=aeqd +lon_0={place[0]} +lat_0={place[1]} +datum=WGS84 +units=m +no_defs")


def projected(source: osr.SpatialReference, target: osr.SpatialReference, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return points as (2, ...) in another CRS."""
    x, y = np.broadcast_arrays(x, y)
    key = (id(source), id(target))
    if key not in REFERENCES:
        REFERENCES[key] = osr.CoordinateTransformation(source, target)
    points = REFERENCES[key].TransformPoints(np.column_stack([x.ravel(), y.ravel()]))
    return np.array(points)[:, :2].T.reshape(2, *x.shape)


def write_pair(folder: Path, name: str, pair: Pair) -> tuple[str, str]:
    """Write both dates and return their paths."""
    return (
        write_date(folder, f"b{name}", pair.before, pair.place, pair.after),
        write_date(folder, f"a{name}", pair.after, pair.place, pair.before),
    )


def write_date(folder: Path, name: str, date: Date, place: tuple[float, float], other: Date) -> str:
    """Write a date and return its path.

    :param other: whose nodata value a collar holds.
    """
    height, width = date.place["size"]
    crs = reference(date.place["crs"])
    transform = _transform(date, place, crs)
    random = np.random.default_rng(date.seed)
    values = _values(date, random, crs, transform, place)
    gone = _gone(date, random, (height, width))
    alpha = np.where(gone, 0, 255) if date.alpha else None
    _empty(date, values, gone, random)
    if date.collar and other.nodata[0] not in ("", "nan", "-inf") and date.hole == "none":
        values[:, : height // 2, : width // 2] = np.array(float(other.nodata[0])).astype(date.dtype)
    path = str(folder / f"{name}{_EXTENSIONS[date.driver]}")
    bands = [*values] if alpha is None else [*values, alpha.astype(date.dtype)]
    dataset = _create(date, path, bands)
    if date.georeference == "points":
        pixels = [(row, col) for row in (0, height / 2, height) for col in (0, width / 2, width)]
        points = [gdal.GCP(*_at(transform, col, row), 0, col, row) for row, col in pixels]
        dataset.SetGCPs(points, crs.ExportToWkt())
    else:
        dataset.SetProjection(crs.ExportToWkt())
        if date.georeference == "transform":
            dataset.SetGeoTransform(transform)
    for number in range(len(bands)):
        _describe(dataset.GetRasterBand(number + 1), date, number, number == len(values))
    if date.hole == "values":
        dataset.SetMetadataItem("NODATA_VALUES", " ".join(date.nodata))
    if date.hole in ("mask", "msk", "nodata and mask"):
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "NO" if date.hole == "msk" else "YES")
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(np.where(gone, 0, 255).astype(np.uint8))
    if date.overviews:
        dataset.FlushCache()
        dataset.BuildOverviews("AVERAGE", list(date.overviews))
    if date.driver == "PNG":
        gdal.GetDriverByName("PNG").CreateCopy(path, dataset)
    del dataset
    if date.georeference == "world file":
        _write_world_file(path, transform)
    if date.driver == "VRT":
        return _wrapped(path, date)
    return path


def _transform(date: Date, place: tuple[float, float], crs: osr.SpatialReference) -> tuple[float, ...]:
    plane = local_plane(place)
    x, y = projected(plane, crs, np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    if crs.IsGeographic():
        per_metre = float(abs((x[1] - x[0] + 180) % 360 - 180)), float(y[2] - y[0])
    else:
        scale = math.sqrt(abs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])))
        per_metre = scale, scale
    return transform_of(date.place, (float(x[0]), float(y[0])), per_metre)


def _at(transform: tuple[float, ...], col: Any, row: Any) -> tuple[Any, Any]:
    left, a, b, top, d, e = transform
    return left + a * col + b * row, top + d * col + e * row


def _values(
    date: Date, random: np.random.Generator, crs: osr.SpatialReference, transform: tuple[float, ...], place: tuple[float, float]
) -> np.ndarray:
    height, width = date.place["size"]
    count = 1 if date.palette else len(date.bands.channels)
    if date.content == "noise":
        values = random.uniform(date.top * 0.08, date.top, (count, height, width))
    else:
        cols, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        east, north = projected(crs, local_plane(place), *_at(transform, cols, rows)) / date.unit
        slope = date.top * 0.4 / 136
        channels = [0] if date.palette else date.bands.channels
        slopes = ((1.0, 0.7), (-0.8, 0.5), (0.6, -1.0), (0.3, 0.9), (-0.9, -0.4))
        values = np.stack([date.top / 2 + slope * (slopes[c][0] * east + slopes[c][1] * north) for c in channels])
    return (values if date.dtype.startswith("float") else np.round(values)).astype(date.dtype)


def _gone(date: Date, random: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    if date.content == "noise":
        return random.random(shape) < random.choice((0.2, 0.02))
    gone = np.zeros(shape, bool)
    for _ in range(random.integers(0, 3)):
        row, col = random.integers(0, shape[0] - 4), random.integers(0, shape[1] - 4)
        gone[row : row + random.integers(1, 16), col : col + random.integers(1, 16)] = True
    return gone


def _empty(date: Date, values: np.ndarray, gone: np.ndarray, random: np.random.Generator) -> None:
    """Fill pixels that hold no data, and a few in which one band alone says so."""
    lone = tuple(int(random.integers(0, size)) for size in values.shape)
    if "nan" in date.hole:
        values[:, gone] = np.nan
        values[lone] = random.choice((np.nan, np.inf))
    if date.hole in ("nodata", "own nodata", "unfit nodata", "values", "nodata and mask", "nodata and nan"):
        if date.content == "plane" and (date.hole == "unfit nodata" or ("" in date.nodata and date.dtype == "uint8")):
            return  # nothing is missing by these values, and a plane has no spikes
        part = gone if "and" not in date.hole else gone & (random.random(gone.shape) < 0.5)
        for number, text in enumerate(date.nodata[: len(values)]):
            if text:
                values[number, part] = _stored(text, date.dtype)
        # A lone colour would be a spike in a plane.
        colours = date.dtype == "uint8" or date.hole == "values"
        # So would be a value that means nothing in its band.
        spike = date.content == "plane" and (colours or not date.nodata[lone[0]])
        if date.nodata[0] and "and mask" not in date.hole and not spike:
            values[lone] = _stored(date.nodata[lone[0]] or date.nodata[0], date.dtype)


def _stored(text: str, dtype: str) -> Any:
    if dtype.startswith("float"):
        return np.array(float(text)).astype(dtype)
    limits = np.iinfo(dtype)
    number = int(float(text)) if not text.lstrip("-").isdigit() else int(text)
    return np.array(min(max(number, limits.min), limits.max), dtype)


def _create(date: Date, path: str, bands: list[np.ndarray]) -> gdal.Dataset:
    height, width = bands[0].shape
    options = list(date.options)
    if "COMPRESS=LZMA" in options and date.seed % 4:  # four times as slow as the others
        options[options.index("COMPRESS=LZMA")] = "COMPRESS=DEFLATE"
    options += ["ZSTD_LEVEL=1"] * ("COMPRESS=ZSTD" in options)
    driver = {"VRT": "GTiff", "PNG": "MEM"}.get(date.driver, date.driver)
    if driver == "GTiff":
        options += ["PHOTOMETRIC=PALETTE"] if date.palette else ["PHOTOMETRIC=MINISBLACK"]
        options += ["ALPHA=YES"] if date.alpha and not date.palette else []
    dataset = gdal.GetDriverByName(driver).Create(path, width, height, len(bands), _TYPES[date.dtype], options)
    if dataset is None:
        raise ValueError(f"GDAL makes no such file: {date}")
    if date.palette:
        dataset.GetRasterBand(1).SetColorTable(_colour_table(date))
    for number, values in enumerate(bands):
        dataset.GetRasterBand(number + 1).WriteArray(values)
    return dataset


def _colour_table(date: Date) -> gdal.ColorTable:
    table = gdal.ColorTable()
    random = np.random.default_rng(date.seed + 1)
    for index in range(256):
        colour = (index, 255 - index, index // 2) if date.content == "plane" else tuple(map(int, random.integers(0, 256, 3)))
        seen = 0 if date.hole == "transparent" and index % 7 == 3 and date.content == "noise" else 255
        table.SetColorEntry(index, (*colour, seen))
    return table


def _describe(band: gdal.Band, date: Date, number: int, is_alpha: bool) -> None:
    if is_alpha:
        band.SetColorInterpretation(gdal.GCI_AlphaBand)
        return
    bands = date.bands
    if not date.palette:
        if bands.names[number]:
            band.SetDescription(bands.names[number])
        if date.driver != "ENVI" or bands.colours[number] in ("red", "green", "blue"):
            band.SetColorInterpretation(_COLOURS[bands.colours[number]])
        wavelength = bands.wavelengths[number]
        if wavelength is not None:
            band.SetMetadataItem("wavelength", f"{wavelength:g}")
            band.SetMetadataItem("wavelength_units", "Nanometers")
        scale, offset = date.scale[number]
        if (scale, offset) != (1.0, 0.0):
            band.SetScale(scale)
            band.SetOffset(offset)
    text = date.nodata[number]
    if text and date.hole not in ("values", "own nodata"):
        _set_nodata(band, text)


def _set_nodata(band: gdal.Band, text: str) -> None:
    number = int(text) if text.lstrip("-").isdigit() else float(text)
    band.SetNoDataValue(number)


def _write_world_file(path: str, transform: tuple[float, ...]) -> None:
    left, a, b, top, d, e = transform
    numbers = (a, d, b, e, left + a / 2 + b / 2, top + d / 2 + e / 2)
    extension = {".tif": ".tfw", ".png": ".pgw"}[path[-4:]]
    Path(path[:-4] + extension).write_text("\n".join(map(repr, numbers)))


def _wrapped(path: str, date: Date) -> str:
    """Return a VRT that shows a file, in which each band may have a nodata value of its own."""
    name = path[:-4] + ".vrt"
    dataset = gdal.GetDriverByName("VRT").CreateCopy(name, gdal.Open(path))
    if date.hole == "own nodata":
        for number, text in enumerate(date.nodata):
            if text:
                _set_nodata(dataset.GetRasterBand(number + 1), text)
    dataset.FlushCache()
    return name


def removed(paths: tuple[str, ...]) -> None:
    """Remove files and what lies beside them."""
    for path in paths:
        folder, stem = Path(path).parent, Path(path).name.split(".")[0]
        for item in folder.glob(f"{stem}.*"):
            item.unlink()
