"""Real pairs, and dates moved by known shifts with methods that the plugin does not use for it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Optional

import numpy as np
import rasterio
from rasterio.windows import Window
from scipy import ndimage

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_NAIP = "series/naip_north_dakota/m_4709963_se_14_1_"
_PAD = 64


class RealPair(NamedTuple):
    """Two dates of the same place with real change between them. ``window``: column, row, width, height, or all."""

    before: str
    after: str
    window: Optional[tuple[int, int, int, int]] = None


PAIRS = {
    "NAIP 2009-2020": RealPair(f"{_NAIP}20090818.tif", f"{_NAIP}20200831.tif", (200, 150, 420, 420)),
    "NAIP 2014-2017": RealPair(f"{_NAIP}20140720.tif", f"{_NAIP}20170827.tif", (450, 250, 420, 420)),
    "NAIP 2014-2017, rising lakes": RealPair(f"{_NAIP}20140720.tif", f"{_NAIP}20170827.tif", (640, 16, 260, 260)),
    "Landsat Pucallpa 1985-2020": RealPair(
        "series/landsat_pucallpa/1985.tif", "series/landsat_pucallpa/2020.tif", (60, 0, 400, 377)
    ),
    "Landsat Taizhou 2000-2003": RealPair("pairs/landsat_taizhou/2000TM", "pairs/landsat_taizhou/2003TM", (70, 70, 300, 300)),
    "Landsat 7 1999-2002": RealPair(
        "series/landsat7_pair/LE70220491999322EDC01_stack.tif", "series/landsat7_pair/LE70220492002106EDC00_stack.tif"
    ),
}


def moved_copy(
    source: Path,
    target: Path,
    rows: float,
    cols: float,
    window: Optional[tuple[int, int, int, int]] = None,
    bands: Optional[int] = None,
) -> Path:
    """Return a copy of a raster whose content is moved by a shift in pixels; the georeference stays, nodata pixels move along.

    :param window: column, row, width, height of the part that is copied. :param bands: only so many.
    """
    with rasterio.open(source) as dataset:
        part = Window(*window) if window else Window(0, 0, dataset.width, dataset.height)
        count = bands or dataset.count
        values = dataset.read(list(range(1, count + 1)), window=part)
        profile = dataset.profile
        profile.update(
            driver="GTiff", count=count, width=part.width, height=part.height, transform=dataset.window_transform(part)
        )
        nodata = dataset.nodata
        colors, descriptions = dataset.colorinterp, dataset.descriptions
        tags = [dataset.tags(band) for band in range(1, count + 1)]
    for item in ("blockxsize", "blockysize", "tiled", "compress", "photometric", "interleave"):
        profile.pop(item, None)
    result = fourier_moved(values, rows, cols)
    if nodata is not None:
        empty = (values == nodata).all(axis=0).astype(float)
        gone = ndimage.shift(empty, (rows, cols), order=1, mode="constant", cval=1.0) > 0.01
        result[:, gone] = nodata
    with rasterio.open(target, "w", **profile) as dataset:
        # GDAL takes the last of four bands of 8 bits for an alpha band, and water in the near infrared for no data then.
        dataset.colorinterp = colors[:count]
        # Bands are matched by what a file reports of them.
        for band, (text, tag) in enumerate(zip(descriptions, tags), start=1):
            dataset.set_band_description(band, text or "")
            dataset.update_tags(band, **tag)
        dataset.write(result)
    return target


def fourier_moved(values: np.ndarray, rows: float, cols: float) -> np.ndarray:
    """Return an array (bands, height, width) with its content moved by the shift theorem; what comes in is mirrored."""
    moved = np.empty_like(values)
    for index, band in enumerate(values):
        padded = np.pad(band.astype(float), _PAD, mode="reflect")
        spectrum = ndimage.fourier_shift(np.fft.fft2(padded), (rows, cols))
        inner = np.fft.ifft2(spectrum).real[_PAD:-_PAD, _PAD:-_PAD]
        if values.dtype.kind in "iu":
            limits = np.iinfo(values.dtype)
            inner = np.clip(np.rint(inner), limits.min, limits.max)
        moved[index] = inner
    return moved


def smooth_shift(rows: np.ndarray, cols: np.ndarray, side: float) -> np.ndarray:
    """Return a shift (rows and columns, stacked first) that varies by some pixels over an image of ``side`` pixels."""
    return np.stack([2.5 * np.sin(cols / side * np.pi) - 1, 2 * np.cos(rows / side * np.pi) + 0.6])


def distorted(values: np.ndarray) -> np.ndarray:
    """Return an array (bands, side, side) moved by :func:`smooth_shift`, with quintic splines; what comes in is mirrored."""
    side = values.shape[1]
    rows, cols = np.mgrid[0:side, 0:side].astype(float)
    where = np.stack([rows, cols]) - smooth_shift(rows, cols, side) + _PAD
    padded = (np.pad(band.astype(float), _PAD, mode="reflect") for band in values)
    moved = np.stack([ndimage.map_coordinates(band, where, order=5) for band in padded])
    return np.clip(np.rint(moved), 0, 255).astype(np.uint8)


def changed_and_recoloured(values: np.ndarray, seed: int = 0, clouds: float = 0.2) -> np.ndarray:
    """Another date of a uint8 RGB scene: other light and colours per band, noise, built-over patches, and clouds.

    :param clouds: the share of the scene that lies under them.
    """
    random = np.random.default_rng(seed)
    height, width = values.shape[1:]
    after = values.astype(float)
    for band in range(len(after)):
        gamma = random.uniform(0.6, 1.5)
        after[band] = 255 * (after[band] / 255) ** gamma * random.uniform(0.7, 1.1) + random.uniform(-10, 30)
    after = after[[1, 2, 0]] * 0.4 + after * 0.6
    for _ in range(min(30, height * width // 7500)):
        top, left = random.integers(0, height - 60), random.integers(0, width - 60)
        other_top, other_left = random.integers(0, height - 60), random.integers(0, width - 60)
        after[:, top : top + 60, left : left + 60] = after[:, other_top : other_top + 60, other_left : other_left + 60]
    mist = ndimage.gaussian_filter(random.normal(size=(height, width)), 40)
    thick = np.clip((mist - np.quantile(mist, 1 - clouds)) / (mist.max() - mist.min()) * 12, 0, 1)
    after = after * (1 - thick) + thick * (235 + ndimage.gaussian_filter(random.normal(size=(height, width)), 3) * 60)
    return np.clip(np.rint(after + random.normal(scale=3, size=after.shape)), 0, 255).astype(np.uint8)
