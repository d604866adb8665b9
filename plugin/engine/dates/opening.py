"""Rasters as files hold them, opened as they are meant: colour tables expanded, bands with their roles."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Optional

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.enums import ColorInterp
from rasterio.errors import CRSError, RasterioError, RasterioIOError
from rasterio.io import MemoryFile
from rasterio.windows import Window as RasterWindow

from ...jobs.failure import JobFailure
from ...jobs.sources import RasterSource
from ...rules.band_roles import RasterBand, is_mask, sample_places, wavelength_nm, with_roles

_LUT_ENTRIES = 65_536
_OPAQUE = 255
_MOST_PER_BYTE = 1100  # bytes of pixels that deflate can make of one, and JPEG fewer
_DIRECTORIES = 16  # of a file that GDAL may report as unreadable, one at a time
# What rasterio raises where GDAL fails: its own errors (that of a CRS is none of the others), those of GDAL as they
# are, that of a message that is not UTF-8.
GDAL_ERRORS = (RasterioError, CRSError, CPLE_BaseError, UnicodeDecodeError)


def open_file(path: str) -> Any:
    """Open a raster file that may have parts which GDAL cannot read and does without.

    GDAL looks at the further directories of a TIFF (overviews, masks) at the first question about them. rasterio raises what
    it then reports at a later call that has no part in it.

    :raises RasterioIOError: it cannot be opened.
    """
    try:
        dataset = rasterio.open(path)
    except (CPLE_BaseError, CRSError, UnicodeDecodeError) as error:
        raise RasterioIOError(reason_of(error)) from error
    if _is_too_short(dataset, path):
        size = f"{dataset.width} x {dataset.height}"
        dataset.close()
        raise RasterioIOError(f"the file is too short for the {size} pixels that it declares")
    for _ in range(_DIRECTORIES):
        try:
            if dataset.mask_flag_enums and dataset.colorinterp:
                break
        except CPLE_BaseError:
            continue
    return dataset


def _is_too_short(dataset: Any, path: str) -> bool:
    """Whether a picture cannot hold the pixels that its header declares; reading it to where it ends would take minutes."""
    if dataset.driver not in ("PNG", "JPEG") or not os.path.isfile(path):
        return False
    declared = dataset.width * dataset.height * sum(np.dtype(dtype).itemsize for dtype in dataset.dtypes)
    return bool(declared > _MOST_PER_BYTE * os.path.getsize(path) + 2**20)


@dataclass(frozen=True)
class OpenedRaster:
    """An open dataset.

    :param false_alpha: the band that is declared alpha though its values are no mask, ``None`` = there is none.
    :param expanded: whether its bands are the colours of a table: GDAL would make means of the indices.
    """

    dataset: Any
    false_alpha: Optional[int] = None
    expanded: bool = False


def open_raster(source: RasterSource, as_picture: bool, as_stored: bool = False) -> OpenedRaster:
    """Open a raster.

    :param as_picture: expand a colour table to its colours; not of classes, whose values count.
    :param as_stored: keep bands that are declared alpha whatever they hold.
    :raises JobFailure: ``raster_missing``.
    """
    try:
        dataset = open_file(source.path)
    except (RasterioIOError, OSError) as error:
        raise JobFailure("raster_missing", source.parameter, layer=source.name, reason=reason_of(error)) from error
    try:
        if as_picture and has_colour_table(dataset):
            return OpenedRaster(_replaced(dataset, _expanded(dataset, source)), expanded=True)
        alpha = None if as_stored else _false_alpha(dataset)
        return OpenedRaster(dataset if alpha is None else _replaced(dataset, _without_alpha(dataset)), alpha)
    except GDAL_ERRORS as error:
        dataset.close()
        raise JobFailure("raster_damaged", source.parameter, layer=source.name, reason=reason_of(error)) from error


def has_colour_table(dataset: Any) -> bool:
    """Return whether a raster is one band of indices into a table of colours."""
    return bool(
        dataset.count == 1 and dataset.colorinterp[0] == ColorInterp.palette and dataset.dtypes[0] in ("uint8", "uint16")
    )


def with_mask(dataset: Any, nodata: Mapping[int, Sequence[float]], together: bool, masked: bool = False) -> Any:
    """Open a virtual raster that shows a dataset with one mask for all its bands in place of nodata values.

    :param nodata: values of the bands by which the mask is made.
    :param together: a pixel holds no data where it is nodata in all of them; else where in one.
    :param masked: whether the dataset's own mask holds too.
    """
    bare = re.sub(r"<NoDataValue>[^<]*</NoDataValue>|<MaskBand>.*?</MaskBand>", "", virtual_raster(dataset), flags=re.DOTALL)
    layers = []
    for place in range(max(map(len, nodata.values()), default=0)):
        values = {band: items[place] for band, items in nodata.items() if place < len(items)}
        same = not masked and all(dataset.nodatavals[band - 1] == value for band, value in values.items())
        shown = dataset.name if same else _with_nodata(bare, values, dataset.dtypes)
        layers += [(shown, band, 0 if together else _OPAQUE) for band in values]
    layers += [(dataset.name, 1, _OPAQUE)] * masked
    return rasterio.open(bare.replace("</VRTDataset>", f"{_mask(dataset, layers)}</VRTDataset>"))


def with_joined_masks(dataset: Any, bands: Sequence[int]) -> Any:
    """Open a virtual raster that shows a dataset with one mask: where any of these bands' own masks holds no data."""
    virtual = re.sub(r"<MaskBand>.*?</MaskBand>", "", virtual_raster(dataset), flags=re.DOTALL)
    return rasterio.open(
        virtual.replace("</VRTDataset>", f"{_mask(dataset, [(dataset.name, band, _OPAQUE) for band in bands])}</VRTDataset>")
    )


def _mask(dataset: Any, layers: Sequence[tuple[str, int, int]]) -> str:
    """The mask of a virtual raster, as XML.

    :param layers: from the lowest: a raster, the band of it whose mask counts, and the value that lets the lower ones through.
    """
    size = f'xOff="0" yOff="0" xSize="{dataset.width}" ySize="{dataset.height}"'
    sources = []
    for number, (shown, band, unseen) in enumerate(layers):
        # A later source lies over the earlier ones, but for the value that it calls nodata.
        kept = f"<NODATA>{unseen}</NODATA>" if number else ""
        sources.append(
            f'<ComplexSource><SourceFilename relativeToVRT="0">{escape(shown)}</SourceFilename>'
            f"<SourceBand>mask,{band}</SourceBand><SrcRect {size}/><DstRect {size}/>{kept}</ComplexSource>"
        )
    return f'<MaskBand><VRTRasterBand dataType="Byte">{"".join(sources)}</VRTRasterBand></MaskBand>' if sources else ""


def _with_nodata(virtual: str, values: Mapping[int, float], dtypes: Sequence[str]) -> str:
    """A virtual raster, as XML, with nodata values of bands."""
    for band, value in values.items():
        whole = dtypes[band - 1].startswith(("int", "uint")) and float(value).is_integer()
        text = repr(min(int(value), 2**64 - 1) if whole else value)
        virtual = re.sub(rf'(<VRTRasterBand [^>]*band="{band}"[^>]*>)', rf"\1<NoDataValue>{text}</NoDataValue>", virtual)
    return virtual


def describe_bands(dataset: Any, path: str) -> tuple[RasterBand, ...]:
    """Return what a raster reports of its bands, and the role of each."""
    bands = [
        RasterBand(
            index,
            dataset.descriptions[index - 1] or "",
            dataset.colorinterp[index - 1].name.lower(),
            wavelength_nm(dataset.tags(index), dataset.tags(index, ns="IMAGERY")),
        )
        for index in dataset.indexes
    ]
    tags = {**dataset.tags(), **dataset.tags(ns="IMAGERY")}
    return with_roles(bands, path, tags, dataset.tags(ns="IMD"), virtual_text(dataset))


def virtual_text(dataset: Any) -> str:
    """Return the XML of a virtual raster, ``""`` of another one."""
    return str(dataset.tags(ns="xml:VRT").get("xml:VRT", "")) if dataset.driver == "VRT" else ""


def reason_of(error: BaseException) -> str:
    """Return the innermost reason of a GDAL error, which is the most specific."""
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return str(cause) or type(cause).__name__


def _false_alpha(dataset: Any) -> Optional[int]:
    """The band that is declared alpha though its values are no mask."""
    alpha = next((index for index, color in zip(dataset.indexes, dataset.colorinterp) if color == ColorInterp.alpha), None)
    if alpha is None or dataset.count < 2:
        return None
    values, counts = np.unique(_sampled(dataset, alpha), return_counts=True)
    return None if is_mask(values.tolist(), counts.tolist()) else alpha


def opaque_value(dataset: Any, alpha: int) -> float:
    """Return the value of an alpha band where it is opaque: 1 in some files, though their type holds more."""
    return float(np.max(_sampled(dataset, alpha), initial=0))


def without_alpha(dataset: Any) -> Any:
    """Open a virtual raster that shows a dataset without an alpha band: that one is a band like the others."""
    return rasterio.open(_without_alpha(dataset))


def _sampled(dataset: Any, band: int) -> NDArray[Any]:
    windows = [RasterWindow(*place) for place in sample_places(dataset.width, dataset.height)]
    return np.concatenate([dataset.read(band, window=window).ravel() for window in windows])


def _replaced(dataset: Any, virtual: str) -> Any:
    """A virtual raster, given as XML, opened in place of the dataset that it shows."""
    opened = rasterio.open(virtual)
    dataset.close()
    return opened


def virtual_raster(dataset: Any) -> str:
    """A virtual raster, as XML, that shows a dataset as it is: bands, georeference, masks, metadata."""
    with MemoryFile(ext=".vrt") as memory:
        rasterio.shutil.copy(dataset, memory.name, driver="VRT")
        with rasterio.open(memory.name) as copy:
            return str(copy.tags(ns="xml:VRT")["xml:VRT"])


def _without_alpha(dataset: Any) -> str:
    return virtual_raster(dataset).replace("<ColorInterp>Alpha</ColorInterp>", "")


def _expanded(dataset: Any, source: RasterSource) -> str:
    """A virtual raster of red, green and blue in place of indices, with alpha where an index means no data."""
    opaque = _opaque(dataset, source)
    text = virtual_raster(dataset)
    begin, end = text.index("<VRTRasterBand"), text.index("</VRTRasterBand>") + len("</VRTRasterBand>")
    (shown,) = re.findall(r"<(?:Simple|Complex)Source[^>]*>(.*?)</(?:Simple|Complex)Source>", text[begin:end], re.DOTALL)
    names = ("Red", "Green", "Blue", "Alpha") if min(opaque) < _OPAQUE else ("Red", "Green", "Blue")
    bands = []
    for number, name in enumerate(names, start=1):
        table = ",".join(f"{index}:{value}" for index, value in enumerate(opaque))
        part = f"<LUT>{table}</LUT>" if name == "Alpha" else f"<ColorTableComponent>{number}</ColorTableComponent>"
        bands.append(
            f'<VRTRasterBand dataType="Byte" band="{number}"><ColorInterp>{name}</ColorInterp>'
            f"<ComplexSource>{shown}{part}</ComplexSource></VRTRasterBand>"
        )
    return text[:begin] + "".join(bands) + text[end:]


def _opaque(dataset: Any, source: RasterSource) -> list[int]:
    """The opacity of each index of a colour table, 0 where it means no data."""
    count = 256 if dataset.dtypes[0] == "uint8" else _LUT_ENTRIES
    opaque = np.full(count, _OPAQUE)
    for index, color in dataset.colormap(1).items():
        if 0 <= index < count:
            opaque[index] = color[3]
    nodata = dataset.nodatavals[0]
    if source.use_file_nodata and nodata is not None and 0 <= nodata < count:
        opaque[int(nodata)] = 0
    for item in source.nodata:
        low, high = max(item.low, 0), min(item.high, count - 1)
        if low <= high:
            opaque[math.ceil(low) : math.floor(high) + 1] = 0
    values: list[int] = opaque.tolist()
    return values
