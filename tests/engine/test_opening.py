"""Rasters opened as they are meant: colour tables expanded, near infrared that is declared alpha read as a band."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.enums import ColorInterp

from groundshift.plugin.engine.accuracy.classes import ClassRaster
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import NodataRange, RasterSource
from groundshift.tests.helpers.rasters import write_raster


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
