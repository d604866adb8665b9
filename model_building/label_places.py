"""Places with building labels of one date, read once into arrays that many processes can map.

A place is a folder of the project's data set (``DATA/buildings/NAME``) in one of two layouts:

- ``image.tif`` (RGB, EPSG:3857) and ``labels.gpkg`` with the layers ``buildings`` and
  ``labelled_area``. Outside the labelled area buildings are **unlabelled, not absent**.
- ``images/*.jpg`` and ``masks/*.png``: tiles named ``..._row_column``, labelled throughout.

A tile of ``DATA/landcover/dubai`` is a place as well, by the name ``dubai_t1``: its class "building" of about 1 m.

Each place becomes a pyramid of three levels (native, half, quarter resolution) of three arrays.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from PIL import Image
from rasterio.features import rasterize
from rasterio.warp import transform as transform_coordinates
from scipy import ndimage

from .shared_cache import filling

NO_DATA, UNLABELLED, LABELLED = 0, 1, 2
LEVELS = 3
# Ground sample distance of the tiled place, which carries no georeference (its source states .15-.2).
TILED_GSD_M = 0.16
# Tiles of land cover, cut into 3 x 3 touching parts, numbered row by row; their source states about a metre.
_LAND_COVER_NAME = re.compile(r"dubai_(t\d+)")
_LAST = "place.json"  # file of a whole cache
_LAND_COVER_GSD_M, _LAND_COVER_PARTS, _LAND_COVER_BUILDING = 1.0, 3, 1


@dataclass(frozen=True)
class PlaceLevel:
    """One resolution of a place."""

    gsd_m: float
    """Ground sample distance in metres on the ground."""
    image: NDArray[np.uint8]
    """H x W x 3, RGB."""
    buildings: NDArray[np.uint16]
    """H x W, 0 = none, else the building's number in this place."""
    cover: NDArray[np.uint8]
    """H x W, :data:`NO_DATA`, :data:`UNLABELLED` or :data:`LABELLED`."""


@dataclass(frozen=True)
class Place:
    """A place with its pyramid and the points around which crops are drawn."""

    name: str
    levels: tuple[PlaceLevel, ...]
    building_points: NDArray[np.float64]
    """N x 2: row and column, in pixels of level 0, of each building's centroid."""
    labelled_points: NDArray[np.float64]
    """N x 2: a regular sample of the labelled ground, in pixels of level 0."""
    covered_points: NDArray[np.float64]
    """N x 2: a regular sample of all ground with imagery, in pixels of level 0."""


def load_place(data: Path, name: str, cache: Path) -> Place:
    """Return a place of ``data``/buildings, from ``cache`` when it was read before."""
    folder = cache / name
    if not (folder / _LAST).is_file():
        _write_cache(_read_place(data, name), folder)
    return _read_cache(folder, name)


def load_places(data: Path, names: Iterable[str], cache: Path) -> dict[str, Place]:
    """Return several places by name."""
    return {name: load_place(data, name, cache) for name in names}


def _read_place(data: Path, name: str) -> Place:
    tile = _LAND_COVER_NAME.fullmatch(name)
    folder = data / "landcover" / "dubai" if tile else data / "buildings" / name
    if not folder.is_dir():
        raise FileNotFoundError(f"No labelled place at {folder}.")
    if tile:
        native = _read_land_cover(folder, tile.group(1))
    else:
        native = _read_tiles(folder) if (folder / "images").is_dir() else _read_georeferenced(folder)
    count = int(native.buildings.max())
    points = np.asarray(ndimage.center_of_mass(native.buildings > 0, native.buildings, np.arange(1, count + 1))).reshape(-1, 2)
    points = points[np.isfinite(points).all(1)]
    return Place(
        name,
        _pyramid(native),
        points,
        _regular_points(native.cover == LABELLED),
        _regular_points(native.cover != NO_DATA),
    )


def _read_georeferenced(folder: Path) -> PlaceLevel:
    with rasterio.open(folder / "image.tif") as source:
        image = np.ascontiguousarray(source.read().transpose(1, 2, 0))
        imagery = source.dataset_mask() > 0
        transform, crs = source.transform, source.crs
        center = ((source.bounds.left + source.bounds.right) / 2, (source.bounds.bottom + source.bounds.top) / 2)
    _, latitude = transform_coordinates(crs, "EPSG:4326", [center[0]], [center[1]])
    gsd = abs(transform.a) * math.cos(math.radians(latitude[0]))
    shape = imagery.shape
    footprints = _geometries(folder / "labels.gpkg", "buildings")
    labelled = _geometries(folder / "labels.gpkg", "labelled_area")
    buildings = rasterize(
        [(shape_, number + 1) for number, shape_ in enumerate(footprints)],
        out_shape=shape,
        transform=transform,
        dtype=np.uint16,
    )
    inside = rasterize([(area, 1) for area in labelled], out_shape=shape, transform=transform, dtype=np.uint8)
    cover = np.where(imagery, np.where(inside > 0, LABELLED, UNLABELLED), NO_DATA).astype(np.uint8)
    return PlaceLevel(gsd, image, buildings, cover)


def _geometries(path: Path, layer: str) -> NDArray[np.object_]:
    _, _, geometry, _ = pyogrio.raw.read(path, layer=layer, columns=[])
    shapes: NDArray[np.object_] = shapely.from_wkb(geometry)
    return shapes


def _read_tiles(folder: Path) -> PlaceLevel:
    tiles = {}
    for path in sorted((folder / "images").glob("*.jpg")):
        row, column = (int(part) for part in path.stem.split("_")[-2:])
        tiles[row, column] = path
    with Image.open(next(iter(tiles.values()))) as first:
        width, height = first.size
    rows = 1 + max(row for row, _ in tiles)
    columns = 1 + max(column for _, column in tiles)
    image = np.zeros((rows * height, columns * width, 3), np.uint8)
    mask = np.zeros(image.shape[:2], bool)
    cover = np.zeros(image.shape[:2], np.uint8)
    for (row, column), path in tiles.items():
        window = np.s_[row * height : (row + 1) * height, column * width : (column + 1) * width]
        with Image.open(path) as tile:
            image[window] = np.asarray(tile.convert("RGB"))
        with Image.open(folder / "masks" / f"{path.stem}.png") as tile:
            mask[window] = np.asarray(tile.convert("L")) > 127
        cover[window] = LABELLED
    buildings, _ = ndimage.label(mask)
    return PlaceLevel(TILED_GSD_M, image, buildings.astype(np.uint16), cover)


def _read_land_cover(folder: Path, tile: str) -> PlaceLevel:
    """Join the parts of a tile; value 0 of its masks is unlabelled."""
    images, masks = [], []
    for row in range(_LAND_COVER_PARTS):
        names = [f"{tile}_{row * _LAND_COVER_PARTS + column + 1:03d}" for column in range(_LAND_COVER_PARTS)]
        with ExitStack() as opened:
            parts = [opened.enter_context(Image.open(folder / "images" / f"{name}.jpg")) for name in names]
            pictures = [np.asarray(part.convert("RGB")) for part in parts]
            labels = [np.asarray(opened.enter_context(Image.open(folder / "labels" / f"{name}.png"))) for name in names]
        height = min(len(part) for part in pictures)
        images.append(np.concatenate([part[:height] for part in pictures], 1))
        masks.append(np.concatenate([part[:height] for part in labels], 1))
    width = min(part.shape[1] for part in images)
    image = np.concatenate([part[:, :width] for part in images])
    mask = np.concatenate([part[:, :width] for part in masks])
    buildings, _ = ndimage.label(mask == _LAND_COVER_BUILDING)
    cover = np.where(mask > 0, LABELLED, UNLABELLED).astype(np.uint8)
    return PlaceLevel(_LAND_COVER_GSD_M, image, buildings.astype(np.uint16), cover)


def _pyramid(native: PlaceLevel) -> tuple[PlaceLevel, ...]:
    levels = [native]
    for _ in range(LEVELS - 1):
        levels.append(_halved(levels[-1]))
    return tuple(levels)


def _halved(level: PlaceLevel) -> PlaceLevel:
    height, width = (size // 2 * 2 for size in level.cover.shape)
    image = level.image[:height, :width].astype(np.uint16)
    total = image[0::2, 0::2] + image[1::2, 0::2] + image[0::2, 1::2] + image[1::2, 1::2]
    # Labels take the nearest pixel; the middle of a 2 x 2 block is equally near to all four.
    return PlaceLevel(
        level.gsd_m * 2,
        ((total + 2) // 4).astype(np.uint8),
        level.buildings[1:height:2, 1:width:2].copy(),
        level.cover[1:height:2, 1:width:2].copy(),
    )


def _regular_points(mask: NDArray[np.bool_], step: int = 64) -> NDArray[np.float64]:
    offset = step // 2
    rows, columns = np.nonzero(mask[offset::step, offset::step])
    return np.stack((rows, columns), 1).astype(np.float64) * step + offset


def _write_cache(place: Place, folder: Path) -> None:
    with filling(folder, _LAST) as new:
        for index, level in enumerate(place.levels):
            for part in ("image", "buildings", "cover"):
                np.save(new / f"{part}_{index}.npy", getattr(level, part), allow_pickle=False)
        for part in ("building_points", "labelled_points", "covered_points"):
            np.save(new / f"{part}.npy", getattr(place, part), allow_pickle=False)
        (new / _LAST).write_text(json.dumps({"gsd_m": [level.gsd_m for level in place.levels]}))


def _read_cache(folder: Path, name: str) -> Place:
    gsds = json.loads((folder / _LAST).read_text())["gsd_m"]
    levels = tuple(
        PlaceLevel(
            gsd,
            *(np.load(folder / f"{part}_{index}.npy", mmap_mode="r") for part in ("image", "buildings", "cover")),
        )
        for index, gsd in enumerate(gsds)
    )
    points = (np.load(folder / f"{part}.npy") for part in ("building_points", "labelled_points", "covered_points"))
    return Place(name, levels, *points)
