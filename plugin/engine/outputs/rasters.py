"""Mask and probability as GeoTIFFs that every program reads: tiled, compressed, with overviews and provenance."""

from __future__ import annotations

import json
import math
import re
import zlib
from contextlib import nullcontext
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.windows import Window as RasterWindow

from ...jobs.palette import CLASSES
from ...jobs.publish import disk_filled, nearly_full, writing
from ...model_file.spec import ChangeClass
from ...rules.label_codes import NO_DATA
from ..dates.grid import Grid
from .styles import write_sidecar

_BLOCK = 512
_LEVEL = 1
_SMALLEST_OVERVIEW = 256
_MOST_TAGS = 1000  # GDAL takes time that is quadratic in their number, whenever it opens the file
PROBABILITY_NODATA = -1.0
_PROBABILITY_STEPS = 10_000


def _profile(grid: Grid, dtype: str, count: int, nodata: float) -> dict[str, Any]:
    return {
        "driver": "GTiff",
        "dtype": dtype,
        "count": count,
        "height": grid.height,
        "width": grid.width,
        "crs": grid.crs,
        "transform": grid.transform,
        "nodata": nodata,
        "tiled": True,
        "blockxsize": _BLOCK,
        "blockysize": _BLOCK,
        "compress": "deflate",  # which every build of GDAL has; at its lowest level it keeps up with the disk
        "zlevel": _LEVEL,
        "bigtiff": "if_safer",
    }


def create_scratch(path: str, grid: Grid, dtype: str = "uint8") -> Any:
    """Create an uncompressed raster of one band, which can be rewritten in place. Returns the open dataset.

    It has no georeference: GDAL would trace its polygons in ground coordinates.
    """
    return rasterio.open(
        path, "w", driver="GTiff", dtype=dtype, count=1, height=grid.height, width=grid.width, bigtiff="if_safer"
    )


def create_mask(
    path: str, grid: Grid, classes: Sequence[ChangeClass], provenance: Mapping[str, Any], name: str = "change"
) -> Any:
    """Create the mask: uint8, 0 no change, class values, 255 nodata, with a colour table. Returns the open dataset."""
    dataset = rasterio.open(path, "w", **_profile(grid, "uint8", 1, NO_DATA))
    colours = {0: (0, 0, 0, 0), NO_DATA: (0, 0, 0, 0)}
    colours.update({item.value: (*_rgb(item.color), 255) for item in classes})
    dataset.write_colormap(1, colours)
    dataset.set_band_description(1, name)
    dataset.update_tags(1, **_class_tags(classes))
    _tag(dataset, provenance)
    return dataset


def create_probability(
    path: str, grid: Grid, classes: Sequence[ChangeClass], provenance: Mapping[str, Any], first: str = "any change"
) -> Any:
    """Create the probability: float32, nodata -1; ``first`` in band 1, then a band per class. Returns the open dataset.

    :param first: description of band 1; ``""`` = there are bands of the classes only.
    """
    names = [*([first] if first else []), *(item.name for item in classes)]
    dataset = rasterio.open(path, "w", interleave="band", **_profile(grid, "float32", len(names), PROBABILITY_NODATA))
    for band, name in enumerate(names, start=1):
        dataset.set_band_description(band, name)
    dataset.update_tags(1, **_class_tags(classes))
    _tag(dataset, provenance)
    return dataset


def cut_probability(scores: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Cut probabilities (bands, height, width) to what is significant, which packs better; -1 where there is no data.

    Cut, not rounded: a value just below a threshold must not come to lie on it.
    """
    values: NDArray[np.float32] = np.clip(
        scores, 0, 1
    )  # one minus a softmax may be a hair below 0, and cutting makes that -0.0001
    np.floor(values * np.float32(_PROBABILITY_STEPS), out=values)
    values /= np.float32(_PROBABILITY_STEPS)
    values[:, ~valid] = PROBABILITY_NODATA
    return values


def create_picture(path: str, grid: Grid, provenance: Mapping[str, Any]) -> Any:
    """Create a picture: red, green and blue of uint8, with a mask of where there is data. Returns the open dataset."""
    profile = _profile(grid, "uint8", 3, 0)
    del profile["nodata"]
    dataset = rasterio.open(path, "w", photometric="rgb", **profile)
    _tag(dataset, provenance)
    return dataset


def create_codes(
    path: str, grid: Grid, entries: Mapping[int, tuple[str, str]], provenance: Mapping[str, Any], name: str, dtype: str
) -> Any:
    """Create a raster of codes with names: 0 nothing, the highest value of its type nodata. Returns the open dataset.

    :param entries: code -> name, colour ``#rrggbb``.
    :param name: of the band.
    :param dtype: ``uint8`` or ``uint16``.
    """
    highest = int(np.iinfo(dtype).max)
    dataset = rasterio.open(path, "w", **_profile(grid, dtype, 1, highest))
    colours = {0: (0, 0, 0, 0), highest: (0, 0, 0, 0)}
    dataset.write_colormap(1, {**colours, **{code: (*_rgb(color), 255) for code, (_, color) in entries.items()}})
    dataset.set_band_description(1, name)
    names = {"0": "no change", **{str(code): text for code, (text, _) in entries.items()}}
    if len(names) > _MOST_TAGS:
        dataset.update_tags(1, CLASSES=json.dumps(names, ensure_ascii=False))
    else:
        colors = {f"COLOR_{code}": color for code, (_, color) in entries.items()}
        dataset.update_tags(1, **{f"CLASS_{code}": text for code, text in names.items()}, **colors)
    _tag(dataset, provenance)
    return dataset


def create_numbers(path: str, grid: Grid, name: str, provenance: Mapping[str, Any]) -> Any:
    """Create a raster of small whole numbers: uint8, nodata 255, one band called ``name``. Returns the open dataset."""
    dataset = rasterio.open(path, "w", **_profile(grid, "uint8", 1, NO_DATA))
    dataset.set_band_description(1, name)
    _tag(dataset, provenance)
    return dataset


def read_classes(dataset: Any) -> tuple[ChangeClass, ...]:
    """The classes that an opened mask or probability of Groundshift's names, by value; none of another raster."""
    tags = dataset.tags(1)
    names = {int(key[6:]): text for key, text in tags.items() if key.startswith("CLASS_") and key[6:].isdigit()}
    return tuple(
        ChangeClass(value, names[value], _colour(tags.get(f"COLOR_{value}", "")), tags.get(f"DIRECTION_{value}", ""))
        for value in sorted(names)
        if 0 < value < NO_DATA
    )


def create_difference(
    path: str, grid: Grid, names: Sequence[str], provenance: Mapping[str, Any], compressed: bool = True
) -> Any:
    """Create a raster of magnitudes: float32, nodata NaN, a band per name. Returns the open dataset."""
    profile = _profile(grid, "float32", len(names), math.nan)
    if not compressed:
        del profile["compress"], profile["zlevel"]
    # Compressing takes longer than measuring.
    dataset = rasterio.open(path, "w", interleave="band", num_threads="ALL_CPUS", **profile)
    for band, name in enumerate(names, start=1):
        dataset.set_band_description(band, name)
    _tag(dataset, provenance)
    return dataset


def open_written(path: str) -> Any:
    """A raster that was written, opened to be read."""
    return rasterio.open(path)


def write_strip(dataset: Any, row: int, values: NDArray[Any]) -> None:
    """Write full-width rows from ``row`` on: (height, width) or (bands, height, width)."""
    window = RasterWindow(0, row, dataset.width, values.shape[-2])
    dataset.write(values if values.ndim == 3 else values[None], window=window)


def add_overviews(path: str, resampling: Resampling, compressed: bool = True) -> None:
    """Add overviews down to a screen's size.

    :param compressed: whether they are compressed as the file is; else they are stored as they are.
    """
    # A file does not remember its level of compression: GDAL would take its own, which takes four times as long.
    options = {"ZLEVEL_OVERVIEW": _LEVEL} if compressed else {"COMPRESS_OVERVIEW": "NONE"}
    with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS", **options), rasterio.open(path, "r+") as dataset:
        factors: list[int] = []
        size = max(dataset.height, dataset.width)
        while size > _SMALLEST_OVERVIEW * 2:
            factors.append(2 ** (len(factors) + 1))
            size //= 2
        if factors:
            dataset.build_overviews(factors, resampling)


class StripFile:
    """An output raster that is written in strips, and read back when its disk is so full that the last may be missing.

    Example::

        with StripFile("MASK", "town.tif", "staged/town.tif", create_mask, grid, classes, {}) as file:
            file.write(0, mask)
        file.finish(Resampling.nearest, context.check, styles.mask_style(classes))

    :param parameter, output: name of the output and its final path, for messages.
    :param path: where it is made.
    :param create: creates it from the path and ``arguments``, and returns the open dataset.
    :raises JobFailure: ``disk_filled``, ``write_failed`` or the like, here and below.
    """

    def __init__(self, parameter: str, output: str, path: str, create: Callable[..., Any], *arguments: Any) -> None:
        self._parameter, self._output, self._path = parameter, output, path
        self._checksum = 0
        self._heights: list[int] = []
        with writing(parameter, output):
            self.dataset = create(path, *arguments)

    def __enter__(self) -> StripFile:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], *_: object) -> None:
        with nullcontext() if kind else writing(self._parameter, self._output):
            self.dataset.close()  # the last blocks are written now

    def write(self, row: int, values: NDArray[Any], valid: Optional[NDArray[np.bool_]] = None) -> None:
        """Write the next rows, from top to bottom.

        :param values: (height, width) or (bands, height, width).
        :param valid: (height, width), for the mask of the file; ``None`` = it has none.
        """
        with writing(self._parameter, self._output):
            write_strip(self.dataset, row, values)
            if valid is not None:
                self.dataset.write_mask(valid, window=RasterWindow(0, row, valid.shape[1], valid.shape[0]))
        self._checksum = zlib.crc32(np.ascontiguousarray(values).data, self._checksum)
        self._heights.append(values.shape[-2])

    def write_bands(self, row: int, bands: Iterable[NDArray[Any]]) -> None:
        """Write the next rows of all bands, one band at a time, so that only one need be in memory.

        :param bands: each (height, width).
        """
        height = 0
        for number, values in enumerate(bands, start=1):
            height = values.shape[0]
            with writing(self._parameter, self._output):
                self.dataset.write(values, number, window=RasterWindow(0, row, values.shape[1], height))
            self._checksum = zlib.crc32(np.ascontiguousarray(values).data, self._checksum)
        self._heights.append(height)

    def finish(self, resampling: Resampling, check: Callable[[], None], style: str = "") -> None:
        """Check the closed file, and add overviews and a style.

        :param check: may raise to stop.
        :param style: QML; ``""`` = none.
        """
        if nearly_full(self._path):
            self._verify(check)
        with writing(self._parameter, self._output):
            add_overviews(self._path, resampling)
            if style:
                write_sidecar(self._path, style)

    def _verify(self, check: Callable[[], None]) -> None:
        checksum, row = 0, 0
        try:
            with rasterio.open(self._path) as dataset:
                for height in self._heights:
                    check()
                    values = dataset.read(window=RasterWindow(0, row, dataset.width, height))
                    checksum = zlib.crc32(values.tobytes(), checksum)
                    row += height
        except RasterioError as error:
            raise disk_filled(self._parameter, self._output) from error
        if checksum != self._checksum:
            raise disk_filled(self._parameter, self._output)


def _class_tags(classes: Sequence[ChangeClass]) -> dict[str, str]:
    """Return the tags that describe the classes of a band; :func:`read_classes` reads them."""
    tags = {}
    for item in classes:
        tags[f"CLASS_{item.value}"] = item.name
        tags[f"COLOR_{item.value}"] = item.color
        if item.direction:
            tags[f"DIRECTION_{item.value}"] = item.direction
    return tags


def _tag(dataset: Any, provenance: Mapping[str, Any]) -> None:
    dataset.update_tags(
        TIFFTAG_SOFTWARE=f"Groundshift {provenance.get('plugin_version', '')}".strip(),
        GROUNDSHIFT=json.dumps(provenance, ensure_ascii=False, sort_keys=True),
    )


def _colour(text: str) -> str:
    """A colour as ``#rrggbb``; red where the text is none."""
    return text if re.fullmatch(r"#[0-9a-fA-F]{6}", text) else CLASSES[0]


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
