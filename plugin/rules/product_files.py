"""What files beside a raster declare of it: STAC items, Sentinel-2's and Landsat's metadata. Standard library only."""

from __future__ import annotations

import html
import json
import math
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Iterator, Mapping, Optional, Sequence, Tuple

_LARGEST = 2_000_000  # bytes of a file of metadata
# JSON files of a folder that are looked at besides those of the file's own name, and the bytes of one.
_MOST_ITEMS, _LARGEST_ITEM = 20, 300_000
Scale = Tuple[float, float]  # factor and offset: physical value = stored value x factor + offset

# Sentinel-2's bands in the order of ``band_id`` in its metadata.
_MSI_BANDS = ("1", "2", "3", "4", "5", "6", "7", "8", "8a", "9", "10", "11", "12")
_MSI_NAME = re.compile(r"_b(0?\d|1[0-2]|8a)(?:_\d\dm)?$", re.IGNORECASE)
_MSI_METADATA = ("MTD_MSIL2A.xml", "MTD_MSIL1C.xml")
_MSI_DATASET = re.compile(r"^SENTINEL2_L\d[ABC]:(.*\.xml):", re.IGNORECASE)
_MSI_DESCRIPTION = re.compile(r"^(b\d{1,2}a?)\b.*$", re.IGNORECASE)
_MSI_DEPTH = 5  # folders from an image up to the product's
_LANDSAT = re.compile(r"^(l[cotem]0[45789]_l2s[pr]_\d{6}_\d{8}_\d{8}_\d\d_[a-z0-9]{2})", re.IGNORECASE)
_LANDSAT_BAND = re.compile(r"(?:^|_)((?:sr|st)_b\d{1,2})$", re.IGNORECASE)


@dataclass(frozen=True)
class StacAsset:
    """The asset of a STAC item that is a file. :param bands: as the item lists them. ``properties``: of the item."""

    bands: Sequence[Mapping[str, Any]]
    raster_bands: Sequence[Mapping[str, Any]]
    properties: Mapping[str, Any]


def stac_asset(path: str) -> Optional[StacAsset]:
    """Return what a STAC item in a file's folder lists of it; ``None`` = there is none."""
    if not path or len(path) > 4096 or not os.path.isfile(path):
        return None
    for candidate in _items(path):
        found = _asset_in(candidate, os.path.basename(path))
        if found is not None:
            return found
    return None


def declared_scale(path: str, names: Sequence[str]) -> Tuple[Scale, ...]:
    """Return scale and offset of each band of a file as its product's metadata declare them; empty = they do not.

    :param path: of a file that declares none itself.
    :param names: of the bands.
    """
    dataset = _MSI_DATASET.match(path) if len(path) <= 4096 else None
    if dataset is not None:  # as GDAL's driver opens a product
        return _sentinel_scale(_text(dataset.group(1)), [_MSI_DESCRIPTION.sub(r"_\1", name) for name in names])
    if not path or len(path) > 4096 or not os.path.isfile(path):
        return ()
    stem = os.path.splitext(os.path.basename(path))[0]
    texts = [name.strip() or stem for name in names] if len(names) > 1 else [stem if _is_band(stem) else "".join(names)]
    scales = _stac_scale(path, len(names)) or _sentinel_scale(_product_text(path), texts) or _landsat_scale(path, stem, texts)
    usable = all(math.isfinite(factor) and math.isfinite(offset) and factor != 0 for factor, offset in scales)
    return scales if usable and any(scale != (1.0, 0.0) for scale in scales) else ()


def metadata_files(path: str) -> Tuple[str, ...]:
    """Return the files of a product's metadata that declare something of a raster, so that they can go where it goes.

    :param path: of the raster; empty of what is no file.
    """
    if not path or len(path) > 4096 or not os.path.isfile(path):
        return ()
    name, stem = os.path.basename(path), os.path.splitext(os.path.basename(path))[0]
    found = [item for item in _items(path) if _asset_in(item, name) is not None][:1]
    if _MSI_NAME.search(stem):
        found += [file for file in (_product_file(path),) if file]
    product = _LANDSAT.match(stem)
    if product is not None:
        found.append(os.path.join(os.path.dirname(path), f"{product.group(1)}_MTL.txt"))
    return tuple(os.path.abspath(file) for file in found if os.path.isfile(file))


def files_of_bands(virtual: str, path: str = "") -> Tuple[str, ...]:
    """Return the file of each band of a virtual raster of one file a band (gdalbuildvrt -separate); empty of others.

    :param virtual: its XML. ``path``: of its file, which relative ones start from.
    """
    parts = re.findall(r"<VRTRasterBand\b.*?</VRTRasterBand>", virtual, re.DOTALL)
    found = [re.findall(r"<SourceFilename\b([^>]*)>([^<]*)</SourceFilename>", part) for part in parts]
    if any(len(sources) != 1 for sources in found):
        return ()
    folder = os.path.dirname(os.path.abspath(path)) if 0 < len(path) <= 4096 else ""
    files = []
    for ((attributes, name),) in found:
        relative = 'relativeToVRT="1"' in attributes
        files.append(os.path.join(folder, html.unescape(name)) if relative else html.unescape(name))
    return tuple(files) if len(set(files)) == len(files) else ()


def _is_band(text: str) -> bool:
    return bool(_MSI_NAME.search(text) or _LANDSAT_BAND.search(text))


def _items(path: str) -> Iterator[str]:
    """Yield the JSON files that may be the item of a file: those of its name first."""
    folder, stem = os.path.dirname(path), os.path.splitext(path)[0]
    first = [f"{stem}.json", f"{path}.json", os.path.join(folder, "item.json")]
    yield from first
    try:
        names = _json_names(folder or ".", os.stat(folder or ".").st_mtime_ns)
        others = [os.path.join(folder, name) for name in names]
        yield from (other for other in others if other not in first and os.path.getsize(other) <= _LARGEST_ITEM)
    except OSError:
        return


@lru_cache(maxsize=64)
def _json_names(folder: str, changed: int) -> Tuple[str, ...]:
    """Return the JSON files of a folder, listed once while nothing comes or goes: folders of chips hold thousands of files.

    :param changed: when the folder was changed.
    """
    return tuple(sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))[:_MOST_ITEMS])


def _text(path: str) -> str:
    try:
        if os.path.getsize(path) > _LARGEST:
            return ""
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""


def _asset_in(path: str, name: str) -> Optional[StacAsset]:
    text = _text(path)
    if name not in text:
        return None
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    assets = item.get("assets") if isinstance(item, dict) else None
    for asset in assets.values() if isinstance(assets, dict) else ():
        if isinstance(asset, dict) and _file_name(str(asset.get("href", ""))) == name:
            bands = _records(asset.get("bands")) or _records(asset.get("eo:bands"))
            own = {key.split(":")[-1]: asset[key] for key in ("raster:scale", "raster:offset") if key in asset}
            raster_bands = _records(asset.get("raster:bands")) or _records(asset.get("bands")) or ([own] if own else [])
            properties = item.get("properties")
            return StacAsset(bands, raster_bands, properties if isinstance(properties, dict) else {})
    return None


def _file_name(href: str) -> str:
    return re.split(r"[\\/]", href.partition("?")[0])[-1]


def _records(value: Any) -> Sequence[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _number(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else otherwise


def _stac_scale(path: str, count: int) -> Tuple[Scale, ...]:
    asset = stac_asset(path)
    if asset is None or len(asset.raster_bands) not in (1, count):
        return ()
    # Element 84 offers images to which the offset that the item lists was applied already.
    applied = any(key.endswith("boa_offset_applied") and value is True for key, value in asset.properties.items())
    found = []
    for band in asset.raster_bands:
        factor = _number(band.get("raster:scale", band.get("scale")), 1.0)
        offset = _number(band.get("raster:offset", band.get("offset")), 0.0)
        found.append((factor, 0.0 if applied else offset))
    return tuple(found * count if len(found) == 1 else found)


def _product_text(path: str) -> str:
    """Return the metadata of the Sentinel-2 product that a file lies in; ``""`` = it lies in none."""
    return _text(_product_file(path))


def _product_file(path: str) -> str:
    folder = os.path.dirname(os.path.abspath(path))
    for _ in range(_MSI_DEPTH):
        files = [os.path.join(folder, name) for name in _MSI_METADATA]
        found = next((file for file in files if _text(file)), "")
        if found:
            return found
        folder = os.path.dirname(folder)
    return ""


def _sentinel_scale(text: str, names: Sequence[str]) -> Tuple[Scale, ...]:
    """Return the scales of reflectances by a Sentinel-2 product's metadata; an offset came with baseline 04.00.

    Bands that are no reflectances (classes, aerosol) have none.
    """
    matches = [_MSI_NAME.search(name) for name in names]
    codes = [match.group(1).lower().lstrip("0") if match else "" for match in matches]
    if not any(code in _MSI_BANDS for code in codes):
        return ()
    quantification = re.search(r"<(?:BOA_)?QUANTIFICATION_VALUE[^>]*>\s*([0-9.]+)\s*<", text)
    if quantification is None or float(quantification.group(1)) <= 0:
        return ()
    factor = 1.0 / float(quantification.group(1))
    listed = re.findall(r"<(?:BOA|RADIO)_ADD_OFFSET[^>]*band_id=\"(\d+)\"[^>]*>\s*(-?[0-9.]+)\s*<", text)
    offsets = {int(band): float(offset) for band, offset in listed}
    scales = {code: (factor, offsets.get(number, 0.0) * factor) for number, code in enumerate(_MSI_BANDS)}
    return tuple(scales.get(code, (1.0, 0.0)) for code in codes)


def _landsat_scale(path: str, stem: str, names: Sequence[str]) -> Tuple[Scale, ...]:
    """Return the scales of a Landsat Collection 2 Level-2 product by the MTL file in its folder."""
    product = _LANDSAT.match(stem)
    matches = [_LANDSAT_BAND.search(name) for name in names]
    if product is None or not all(matches):
        return ()
    folder = os.path.dirname(path)
    text = _text(os.path.join(folder, f"{product.group(1)}_MTL.txt"))
    found = []
    for match in matches:
        code = match.group(1).upper() if match else ""
        kind, band = ("REFLECTANCE", code.split("_")[1][1:]) if code.startswith("SR") else ("TEMPERATURE", code)
        # The parameters of Level 2 come before those of the Level 1 that it was made from.
        numbers = [re.search(rf"\b{kind}_{what}_BAND_{band}\s*=\s*([-+0-9.Ee]+)", text) for what in ("MULT", "ADD")]
        if not all(numbers):
            return ()
        found.append((float(numbers[0].group(1)), float(numbers[1].group(1))))  # type: ignore[union-attr]
    return tuple(found)
