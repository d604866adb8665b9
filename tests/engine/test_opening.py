"""Rasters opened as they are meant: colour tables expanded, near infrared that is declared alpha read as a band."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.enums import ColorInterp

from groundshift.plugin.engine.accuracy.classes import ClassRaster
from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import NodataRange, RasterSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster


def read(source: RasterSource) -> tuple[np.ndarray, np.ndarray]:
    with Raster(source) as raster:
        described = raster.band_descriptions()
        raster.choose(tuple(band.index for band in described if band.interpretation != "alpha"))
        grid = raster.native_grid
        return raster.read(grid, grid.window)


def paletted(folder: Path, seed: int, nodata: int | None = None, clear: int | None = None) -> tuple[Path, np.ndarray, dict]:
    """A raster of indices into a random table of colours, and what QGIS shows of it."""
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, 200, (1, 70, 90)).astype(np.uint8)
    # Unlike a TIFF, an Imagine file keeps which colour is clear.
    path = write_raster(folder / "p.tif", indices, nodata=nodata)
    if clear is not None:
        rasterio.shutil.copy(path, folder / "p.img", driver="HFA")
        path = folder / "p.img"
    table = {index: (*(int(value) for value in rng.integers(0, 256, 3)), 0 if index == clear else 255) for index in range(256)}
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, table)
    return path, indices[0], table


@pytest.mark.parametrize(
    ("nodata", "clear", "ranges"),
    [(None, None, ()), (7, None, ()), (None, 9, ()), (7, 9, (NodataRange(20, 30.5),))],
)
def test_colour_tables_are_expanded(tmp_path: Path, nodata, clear, ranges) -> None:
    path, indices, table = paletted(tmp_path, 3, nodata, clear)
    values, valid = read(RasterSource("BEFORE", "p", str(path), nodata=ranges))
    expected = np.array([table[index][:3] for index in range(256)], np.uint8)[indices].transpose(2, 0, 1)
    missing = np.isin(indices, [index for index in (nodata, clear) if index is not None])
    for item in ranges:
        missing |= (indices >= item.low) & (indices <= item.high)
    assert np.array_equal(valid, ~missing)
    assert np.array_equal(values[:, valid], expected[:, valid])


def test_classes_keep_their_values(tmp_path: Path) -> None:
    path, indices, _ = paletted(tmp_path, 4)
    with ClassRaster(RasterSource("MAP", "p", str(path))) as raster:
        values, _ = raster.classes(raster.native_grid, raster.native_grid.window)
    assert np.array_equal(values, indices)


def test_the_same_picture_with_and_without_a_colour_table_is_no_change(tmp_path: Path) -> None:
    path, indices, table = paletted(tmp_path, 5)
    colours = np.array([table[index][:3] for index in range(256)], np.uint8)[indices].transpose(2, 0, 1)
    plain = write_raster(tmp_path / "rgb.tif", colours)
    one, other = (read(RasterSource("BEFORE", "p", str(item)))[0] for item in (path, plain))
    assert np.array_equal(one, other)


def four_bands(folder: Path, fourth: np.ndarray) -> RasterSource:
    values = np.concatenate([np.random.default_rng(1).integers(40, 200, (3, *fourth.shape)).astype(np.uint8), fourth[None]])
    path = write_raster(folder / "a.tif", values, photometric="rgb", alpha="yes")
    with rasterio.open(path) as dataset:
        assert dataset.colorinterp[3] == ColorInterp.alpha
    return RasterSource("BEFORE", "a", str(path))


@pytest.mark.parametrize("size", [(60, 100), (700, 900)])
def test_near_infrared_that_is_declared_alpha_is_a_band(tmp_path: Path, size: tuple[int, int]) -> None:
    infrared = np.random.default_rng(2).normal(150, 20, size).clip(1, 255).astype(np.uint8)
    infrared[: size[0] // 3] = 0  # water
    source = four_bands(tmp_path, infrared)
    values, valid = read(source)
    assert valid.all()
    assert np.array_equal(values[3], infrared)
    with Raster(source) as raster:
        assert raster.false_alpha == 4


def test_a_mask_that_is_declared_alpha_is_one(tmp_path: Path) -> None:
    mask = np.full((300, 400), 255, np.uint8)
    mask[:90], mask[90] = 0, np.arange(400) % 256  # a soft edge
    values, valid = read(four_bands(tmp_path, mask))
    assert len(values) == 3
    assert np.array_equal(valid, mask > 0)


@pytest.mark.parametrize("size", [1.0, 1.5, 1.3])
@pytest.mark.parametrize("clear", [None, 9])
def test_means_are_of_colours_not_of_their_indices(tmp_path: Path, size: float, clear: int | None) -> None:
    path, indices, table = paletted(tmp_path, 6, clear=clear)
    colours = np.array([table[index] for index in range(256)], np.uint8)[indices].transpose(2, 0, 1)
    plain = write_raster(tmp_path / "rgb.tif", colours[: 3 if clear is None else 4], photometric="rgb", alpha="yes")
    grid = Grid(UTM, LEFT, TOP, size, size, int(35 / size), int(45 / size))
    found = []
    for item in (path, plain):
        with Raster(RasterSource("BEFORE", "p", str(item))) as raster:
            raster.choose((1, 2, 3))
            found.append(raster.read(grid, grid.window))
    (means, valid), (expected, also) = found
    assert np.array_equal(valid, also)
    assert np.abs(means[:, valid].astype(int) - expected[:, valid]).max() <= 1


@pytest.mark.parametrize("size", [0.5, 0.37, 1.0])
@pytest.mark.parametrize(
    ("dtype", "opaque"), [("uint8", 1), ("uint16", 1), ("uint16", 65535), ("float32", 1), ("float32", 255)]
)
def test_opaque_is_the_highest_value_of_a_mask(tmp_path: Path, size: float, dtype: str, opaque: int) -> None:
    values = np.full((4, 80, 80), 90, dtype)
    values[:3, :20, :20], values[3], values[3, :20, :20] = 7, opaque, 0
    source = RasterSource("BEFORE", "a", str(write_raster(tmp_path / "a.tif", values, photometric="rgb", alpha="yes")))
    grid = Grid(UTM, LEFT, TOP, size, size, int(40 / size), int(40 / size))
    with Raster(source) as raster:
        raster.choose((1, 2, 3))
        found, valid = raster.read(grid, grid.window)
    assert valid.mean() == pytest.approx(15 / 16, abs=0.02)
    assert (found[:, valid] == 90).all()


def test_classes_behind_a_mask_of_ones(tmp_path: Path) -> None:
    values = np.full((2, 80, 80), 3, np.uint16)
    values[1], values[1, :20, :20] = 1, 0
    path = write_raster(tmp_path / "c.tif", values, photometric="minisblack", alpha="yes")
    grid = Grid(UTM, LEFT + 0.1, TOP - 0.1, 0.4, 0.4, 95, 95)
    with ClassRaster(RasterSource("MAP", "c", str(path))) as raster:
        classes, known = raster.classes(grid, grid.window)
    assert known.mean() == pytest.approx(15 / 16, abs=0.02)
    assert (classes[known] == 3).all()


@pytest.mark.parametrize("size", [0.5, 0.37, 1.0])
def test_an_alpha_band_that_the_user_chooses_is_a_band(tmp_path: Path, size: float) -> None:
    source = four_bands(tmp_path, np.full((80, 80), 200, np.uint8))
    grid = Grid(UTM, LEFT, TOP, size, size, int(40 / size), int(40 / size))
    with Raster(source) as raster:
        raster.choose((4, 1, 2))
        found, valid = raster.read(grid, grid.window)
    assert valid.all()
    assert (found[0] == 200).all()
