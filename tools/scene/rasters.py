"""Render the scene on both dates as georeferenced rasters, with the ground truth."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Tuple

import numpy as np
import rasterio
from PIL import Image, ImageDraw
from rasterio.enums import ColorInterp
from rasterio.transform import from_origin

from .ground import draw_ground
from .layout import Layout, lay_out
from .light import Sun, cast_shadows
from .roofs import draw_roof
from .trees import draw_tree

SEED = 20
MARGIN_M = 20.0
NODATA = 255
CONSTRUCTION, DEMOLITION = 1, 2
_MASTER_GSD = 0.25
_CRS = "EPSG:32633"
_WEST, _NORTH = 467_312.0, 5_354_880.0


@dataclass(frozen=True)
class Photograph:
    """How one date was taken. ``offset``: of its upper left corner from the scene's, metres east and south.

    :param gain: per channel; ``haze``: added light, 0..255; ``blur``: of the optics, in metres.
    """

    day: str
    gsd: float
    offset: Tuple[float, float]
    sun: Sun
    gain: Tuple[float, float, float]
    haze: float
    grain: float
    jpeg_quality: int


BEFORE = Photograph("2019-04-12", 0.4, (6.9, 11.7), Sun(158, 44), (0.93, 0.95, 1.0), 16, 3.2, 88)
AFTER = Photograph("2024-08-21", 0.5, (MARGIN_M, MARGIN_M), Sun(197, 50), (1.04, 1.0, 0.95), 4, 2.4, 92)


def write_scene(folder: Path, size_m: float = 1024.0, seed: int = SEED) -> Dict[str, Path]:
    """Write ``before.tif``, ``after.tif`` and ``truth.tif`` (on AFTER's grid) of ``size_m`` square metres.

    BEFORE has another origin and resolution, and a corner without data.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layout = lay_out(size_m + 2 * MARGIN_M, seed)
    paths = {name: folder / f"{name}.tif" for name in ("before", "after", "truth")}
    for date, (name, photograph) in enumerate((("before", BEFORE), ("after", AFTER))):
        image = _develop(_render(layout, date, seed, photograph.sun), photograph, size_m, seed + date)
        if date == 0:
            image[_missing_corner(image.shape[:2])] = 0
        _write(paths[name], image, photograph, nodata=0 if date == 0 else None)
    _write(paths["truth"], truth(layout, size_m)[..., None], AFTER, nodata=NODATA)
    return paths


def truth(layout: Layout, size_m: float) -> np.ndarray:
    """Return what changed, on AFTER's grid: 0 nothing, CONSTRUCTION, DEMOLITION, NODATA where BEFORE saw nothing."""
    result = np.zeros((_side(AFTER, size_m),) * 2, np.uint8)
    stands = [_footprints(layout, date, size_m) for date in (0, 1)]
    result[stands[1] & ~stands[0]] = CONSTRUCTION
    result[stands[0] & ~stands[1]] = DEMOLITION
    rows, columns = (np.arange(result.shape[0]) + 0.5) * AFTER.gsd, (np.arange(result.shape[1]) + 0.5) * AFTER.gsd
    side = _side(BEFORE, size_m)
    row = np.floor((rows + AFTER.offset[1] - BEFORE.offset[1]) / BEFORE.gsd).astype(int)
    column = np.floor((columns + AFTER.offset[0] - BEFORE.offset[0]) / BEFORE.gsd).astype(int)
    result[_missing_corner((side, side))[np.ix_(row, column)]] = NODATA
    return result


def _footprints(layout: Layout, date: int, size_m: float) -> np.ndarray:
    """Return where buildings stand on a date: the pixels of AFTER's grid that are covered by half or more."""
    fine = _MASTER_GSD / 2
    side = round(layout.size / fine)
    image = Image.new("L", (side, side))
    pen = ImageDraw.Draw(image)
    for building in layout.buildings:
        if building.there[date]:
            pen.polygon([(x / fine - 0.5, y / fine - 0.5) for x, y in building.corners()], fill=255)
    return np.asarray(_crop(image, AFTER, size_m, fine)) >= 128


def _render(layout: Layout, date: int, seed: int, sun: Sun) -> np.ndarray:
    """Return the scene on a date as the sun shows it; H x W x 3 float32."""
    random = np.random.default_rng((seed, date))
    color = draw_ground(layout, _MASTER_GSD, date, random)
    height = np.zeros(color.shape[:2], np.float32)
    for building in layout.buildings:
        if building.there[date]:
            draw_roof(color, height, building, _MASTER_GSD, sun)
    for tree in layout.trees:
        if tree.there[date]:
            draw_tree(color, height, tree, _MASTER_GSD, sun, date)
    cast_shadows(color, height, _MASTER_GSD, sun)
    return color


def _develop(color: np.ndarray, photograph: Photograph, size_m: float, seed: int) -> np.ndarray:
    """Return the camera's image of the scene: sampled, hazy, noisy and compressed; H x W x 3 uint8, never 0."""
    scene = Image.fromarray(np.clip(color, 0, 255).astype(np.uint8))
    image = np.asarray(_crop(scene, photograph, size_m, _MASTER_GSD)).astype(np.float32)
    image = image * np.array(photograph.gain, np.float32) * (1 - photograph.haze / 255) + photograph.haze
    image += np.random.default_rng(seed).normal(0, photograph.grain, image.shape).astype(np.float32)
    packed = io.BytesIO()
    Image.fromarray(np.clip(image, 1, 255).astype(np.uint8)).save(packed, "JPEG", quality=photograph.jpeg_quality)
    return np.maximum(np.asarray(Image.open(packed)), 1)


def _crop(scene: Image.Image, photograph: Photograph, size_m: float, gsd: float) -> Image.Image:
    """Return the photograph's part of the scene on its own grid, averaged."""
    side = _side(photograph, size_m)
    left, top = (value / gsd for value in photograph.offset)
    reach = side * photograph.gsd / gsd
    return scene.resize((side, side), Image.Resampling.BOX, box=(left, top, left + reach, top + reach))


def _side(photograph: Photograph, size_m: float) -> int:
    """Pixels along a side: AFTER covers the square, BEFORE what its offset leaves of the scene and more than that."""
    reach = size_m if photograph is AFTER else size_m + 2 * MARGIN_M - max(photograph.offset) - 1
    return int(reach / photograph.gsd)


def _missing_corner(shape: Tuple[int, ...]) -> np.ndarray:
    """Pixels of BEFORE beyond the edge of the flight strip."""
    rows, columns = np.mgrid[: shape[0], : shape[1]] / shape[0]
    return np.asarray(columns - 0.45 * rows > 0.86)


def _write(path: Path, image: np.ndarray, photograph: Photograph, nodata: int | None) -> None:
    profile = {
        "driver": "GTiff",
        "height": image.shape[0],
        "width": image.shape[1],
        "count": image.shape[2],
        "dtype": "uint8",
        "crs": _CRS,
        "transform": from_origin(_WEST + photograph.offset[0], _NORTH - photograph.offset[1], photograph.gsd, photograph.gsd),
        "nodata": nodata,
        "compress": "deflate",
        "predictor": 2,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
    }
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(np.moveaxis(image, 2, 0))
        raster.update_tags(TIFFTAG_DATETIME=photograph.day.replace("-", ":") + " 10:30:00")
        if image.shape[2] == 3:
            raster.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
