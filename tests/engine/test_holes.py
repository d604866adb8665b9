"""What holds no data is decided alike whatever way a pixel is read: as it is, as a mean, turned, or in another CRS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform

from groundshift.plugin.engine.dates.grid import Grid, Window, same_crs
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster

SIDE = 12
# Rows from the south, columns from the east, or both: where the first pixel lies, and the steps.
FLIPS = {
    "south-up": lambda width, height: Affine(0.5, 0, LEFT, 0, 0.5, TOP - height * 0.5),
    "mirrored": lambda width, height: Affine(-0.5, 0, LEFT + width * 0.5, 0, -0.5, TOP),
    "turned over": lambda width, height: Affine(-0.5, 0, LEFT + width * 0.5, 0, 0.5, TOP - height * 0.5),
}
WAYS = ("mask", "value", "nan", "alpha")


def read(path: Path, grid: Grid, bands: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    with Raster(RasterSource("BEFORE", path.stem, str(path))) as raster:
        raster.choose(bands)
        values, valid = raster.read(grid, grid.window)
    return values.astype(float), valid


def with_holes(path: Path, way: str, values: np.ndarray, gone: np.ndarray, **profile: Any) -> Path:
    """Write a raster that says in one of several ways where it holds no data."""
    if way == "mask":
        return write_raster(path, values, mask=np.where(gone, 0, 255).astype(np.uint8), **profile)
    if way == "alpha":
        alpha = np.where(gone, 0, 255)[None].astype(values.dtype)
        return write_raster(path, np.concatenate([values, alpha]), photometric="rgb", alpha="yes", **profile)
    stored = values.astype(np.float32 if way == "nan" else values.dtype)
    stored[:, gone] = np.nan if way == "nan" else 0
    return write_raster(path, stored, nodata=None if way == "nan" else 0, **profile)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_mean_is_of_the_pixels_with_data_if_there_is_one(tmp_path: Path, way: str, turned: bool) -> None:
    values = np.random.default_rng(1).integers(20, 200, (3, SIDE, SIDE)).astype(np.uint16)
    gone = np.random.default_rng(2).random((SIDE, SIDE)) < 0.7
    profile: dict[str, Any] = {}
    if turned:  # rows from south to north
        profile = {"transform": Affine(0.5, 0, LEFT, 0, 0.5, TOP - SIDE * 0.5)}
    stored = values[:, ::-1].copy() if turned else values
    path = with_holes(tmp_path / "a.tif", way, stored, gone[::-1].copy() if turned else gone, **profile)
    seen, valid = read(path, Grid(UTM, LEFT, TOP, 1.0, 1.0, SIDE // 2, SIDE // 2), (1, 2, 3))
    blocks = np.where(gone, 0, 1).reshape(SIDE // 2, 2, SIDE // 2, 2)
    count = blocks.sum(axis=(1, 3))
    means = (values.reshape(3, SIDE // 2, 2, SIDE // 2, 2) * blocks).sum(axis=(2, 4)) / np.maximum(count, 1)
    assert set(np.unique(count)) >= {0, 1, 2, 3}
    assert np.array_equal(valid, count > 0)
    assert np.abs(seen - means)[:, valid].max() <= 0.51


@pytest.mark.parametrize("turned", [Affine(0.5, 0, LEFT, 0, 0.5, TOP - 30), Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP)])
def test_a_turned_raster_without_data_in_one_band(tmp_path: Path, turned: Affine) -> None:
    """In 8 bits a nodata value in one band alone is a colour; in 16 bits the pixel holds no data in any band."""
    for dtype, is_colour in (("uint8", True), ("uint16", False)):
        values = np.full((3, 60, 60), 100, dtype)
        values[1, 30:36, 30:36] = 0
        path = write_raster(tmp_path / f"{dtype}.tif", values, nodata=0, transform=turned, photometric="minisblack")
        with Raster(RasterSource("BEFORE", "a", str(path))) as raster:
            raster.choose((1, 2, 3))
            grid = raster.native_grid
            seen, valid = raster.read(grid, grid.window)
            x, y = turned @ (33, 33)
        row, col = int((grid.top - y) / grid.yres), int((x - grid.left) / grid.xres)
        assert valid[row, col] == is_colour
        if is_colour:
            assert seen[:, row, col].tolist() == [100, 0, 100]
        assert (seen[0][valid] == 100).all()


@pytest.mark.parametrize("crs", [UTM, CRS.from_epsg(3857)])
@pytest.mark.parametrize("dtype", ["uint16", "float32"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_mask_holds_beside_a_nodata_value(tmp_path: Path, crs: CRS, dtype: str, turned: bool) -> None:
    values = np.full((2, 60, 60), 100, dtype)
    values[:, 10:20, 10:20] = 7  # no data by the mask alone
    values[:, 40:50, 40:50] = 0
    gone = values[0] == 7
    place = Affine(0.5, 0, LEFT, 0, 0.5, TOP - 30) if turned else Affine(0.5, 0, LEFT, 0, -0.5, TOP)
    path = write_raster(tmp_path / "a.tif", values, nodata=0, mask=np.where(gone, 0, 255).astype(np.uint8), transform=place)
    (x,), (y,) = transform(UTM, crs, [LEFT], [TOP])
    seen = read(path, Grid(crs, x + 0.1, y - 0.2, 0.6, 0.6, 48, 48), (1, 2))
    valid = seen[1]
    assert 0.7 < valid.mean() < 0.96
    assert np.abs(seen[0][:, valid] - 100).max() < 1


def test_nan_holds_no_data_beside_a_nodata_value(tmp_path: Path) -> None:
    values = np.full((2, 60, 60), 100, np.float32)
    values[:, 10:20, 10:20] = np.nan
    values[:, 40:50, 40:50] = -9999
    path = write_raster(tmp_path / "a.tif", values, nodata=-9999)
    seen, valid = read(path, Grid(UTM, LEFT - 0.2, TOP + 0.3, 2.1, 2.1, 15, 15), (1, 2))
    assert not valid[3, 3]
    assert not valid[10, 10]
    assert valid[3:10, 6:9].all(), "a NaN beside takes nothing from a mean"
    assert np.allclose(seen[:, valid], 100)
    assert valid.sum() > 205


@pytest.mark.parametrize(
    ("dtype", "nodata"), [("uint32", 2**32 - 1), ("int64", -(2**63)), ("uint64", 2**64 - 1), ("uint64", 0)]
)
@pytest.mark.parametrize("left", [LEFT, LEFT + 0.2])
def test_nodata_of_large_whole_numbers(tmp_path: Path, dtype: str, nodata: int, left: float) -> None:
    values = np.full((2, 40, 40), 1000, dtype)
    values[:, :20] = nodata
    virtual = tmp_path / "a.vrt"
    path = write_raster(tmp_path / "a.tif", values)
    rasterio.shutil.copy(path, virtual, driver="VRT")
    virtual.write_text(virtual.read_text().replace("<ColorInterp>", f"<NoDataValue>{nodata}</NoDataValue><ColorInterp>"))
    for size in (0.5, 1.5):
        seen, valid = read(virtual, Grid(UTM, left, TOP, size, size, int(20 / size), int(19 / size)), (1, 2))
        assert valid[-3:].all()
        assert not valid[:3].any()
        assert (seen[:, valid] == 1000).all()


@pytest.mark.parametrize("bits", [4, 8])
def test_colours_of_a_table_are_averaged(tmp_path: Path, bits: int) -> None:
    indices = np.random.default_rng(1).integers(0, 2**bits, (1, 40, 40)).astype(np.uint8)
    colours = np.random.default_rng(2).integers(0, 256, (2**bits, 3))
    path = write_raster(tmp_path / "a.tif", indices, photometric="palette", **({"nbits": 4} if bits == 4 else {}))
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {index: (*map(int, colour), 255) for index, colour in enumerate(colours)})
    seen, valid = read(path, Grid(UTM, LEFT, TOP, 2.0, 2.0, 10, 10), (1, 2, 3))
    assert valid.all()
    means = colours[indices[0]].reshape(10, 4, 10, 4, 3).mean(axis=(1, 3))
    assert np.abs(np.moveaxis(seen, 0, 2) - means).max() <= 0.51


def flipped(values: np.ndarray, kind: str) -> np.ndarray:
    """An array (..., height, width) as a raster of a kind of :data:`FLIPS` stores it."""
    return values[..., :: -1 if kind != "mirrored" else 1, :: -1 if kind != "south-up" else 1].copy()


@pytest.mark.parametrize("kind", FLIPS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", [0.5, 1.0, 0.8])
def test_the_order_of_rows_and_columns_in_the_file_does_not_matter(tmp_path: Path, kind: str, way: str, size: float) -> None:
    values = np.random.default_rng(3).integers(20, 200, (3, 40, 30)).astype(np.uint16)
    gone = np.random.default_rng(4).random((40, 30)) < 0.2
    usual = with_holes(tmp_path / "a.tif", way, values, gone)
    place = FLIPS[kind](30, 40)
    other = with_holes(tmp_path / "b.tif", way, flipped(values, kind), flipped(gone, kind), transform=place)
    grid = Grid(UTM, LEFT + 2, TOP - 3, size, size, int(16 / size), int(12 / size))
    expected, known = read(usual, grid, (1, 2, 3))
    seen, valid = read(other, grid, (1, 2, 3))
    assert 0.3 < known.mean() <= 1
    assert np.array_equal(valid, known)
    assert np.abs(seen - expected)[:, valid].max() <= (0 if size != 0.8 else 1)


@pytest.mark.parametrize("way", [*WAYS, "mask and nan"])
@pytest.mark.parametrize("size", [0.5, 1.0, 0.7])
@pytest.mark.parametrize("kind", ["", "south-up"])
def test_a_pixel_does_not_depend_on_the_window(tmp_path: Path, way: str, size: float, kind: str) -> None:
    values = np.random.default_rng(5).uniform(20, 200, (3, 60, 50)).astype(np.float32)
    gone = np.random.default_rng(6).random((60, 50)) < 0.05
    if way == "mask and nan":
        values[:, np.random.default_rng(7).random((60, 50)) < 0.01] = np.nan
    if kind:
        values, gone = flipped(values, kind), flipped(gone, kind)
    place = {"transform": FLIPS[kind](50, 60)} if kind else {}
    path = with_holes(tmp_path / "a.tif", way.split()[0], values, gone, **place)
    grid = Grid(UTM, LEFT, TOP, size, size, int(30 / size), int(25 / size))
    whole, known = read(path, grid, (1, 2, 3))
    assert known.mean() > 0.5
    random = np.random.default_rng(8)
    with Raster(RasterSource("BEFORE", "a", str(path))) as raster:
        raster.choose((1, 2, 3))
        for _ in range(12):
            row, col = random.integers(0, 20, 2)
            window = Window(int(row), int(col), *map(int, random.integers(1, 15, 2))).clipped(grid.window)
            part, valid = raster.read(grid, window)
            assert np.array_equal(valid, known[window.slices])
            assert np.array_equal(part[:, valid], whole[(slice(None), *window.slices)][:, valid])


@pytest.mark.parametrize("turned", [Affine(0.5, 0, LEFT, 0, -0.5, TOP), Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP)])
def test_an_infinite_value_takes_no_others_along(tmp_path: Path, turned: Affine) -> None:
    values = np.full((2, 60, 60), 100, np.float32)
    values[0, 30, 30] = np.inf
    values[1, 20, 40] = -np.inf
    path = write_raster(tmp_path / "a.tif", values, transform=turned)
    (x,), (y,) = transform(UTM, CRS.from_epsg(3857), [turned.c], [turned.f])
    grid = Grid(CRS.from_epsg(3857), x + 8, y - 2, 0.6, 0.6, 40, 40)
    seen, valid = read(path, grid, (1, 2))
    assert valid.mean() > 0.9
    assert np.abs(seen[:, valid] - 100).max() < 1e-3
    with Raster(RasterSource("BEFORE", "a", str(path))) as raster:  # a window without the infinite values first
        raster.choose((1, 2))
        raster.read(grid, Window(0, 0, 3, 3))
        part, known = raster.read(grid, Window(10, 10, 30, 30))
    assert np.array_equal(known, valid[10:, 10:])
    assert np.array_equal(part[:, known], seen[:, 10:, 10:][:, known])


def test_the_lowest_number_as_nodata_in_a_virtual_raster(tmp_path: Path) -> None:
    """GDAL writes it with 16 digits: then it is lower than any number, and would mark no pixel."""
    lowest = np.finfo(np.float64).min
    values = np.full((1, 40, 40), 5.0)
    values[:, :20] = lowest
    path = write_raster(tmp_path / "a.tif", values)
    virtual = tmp_path / "a.vrt"
    rasterio.shutil.copy(path, virtual, driver="VRT")
    text = virtual.read_text().replace("<ColorInterp>", "<NoDataValue>-1.797693134862316e+308</NoDataValue><ColorInterp>")
    virtual.write_text(text)
    for left, size in ((LEFT, 0.5), (LEFT, 1.0), (LEFT + 0.2, 0.6)):
        seen, valid = read(virtual, Grid(UTM, left, TOP, size, size, int(20 / size), int(19 / size)), (1,))
        assert not valid[: int(9 / size)].any()
        assert valid[int(11 / size) :].all()
        assert np.allclose(seen[:, valid], 5, atol=1e-9)


def test_a_crs_that_a_format_writes_otherwise_is_the_same(tmp_path: Path) -> None:
    """An .img file rounds the ellipsoid: its pixels lie where those of the other date lie, and are read as they are."""
    degrees = CRS.from_epsg(4258)
    values = np.random.default_rng(9).integers(0, 200, (1, 20, 20)).astype(np.uint8)
    values[:, 4:6, 4:6] = 0
    path = write_raster(tmp_path / "a.tif", values, 15.0, 52.0, 1e-5, degrees, nodata=0)
    image = tmp_path / "a.img"
    rasterio.shutil.copy(path, image, driver="HFA")
    with rasterio.open(image) as dataset:
        written = dataset.crs
    assert written != degrees
    assert same_crs(written, degrees)
    assert not same_crs(written, CRS.from_epsg(4326))
    grid = Grid(degrees, 15.0, 52.0, 2e-5, 2e-5, 10, 10)
    with Raster(RasterSource("BEFORE", "a", str(image))) as raster:
        raster.choose((1,))
        assert raster.resampling(grid) == "mean of whole pixels"
        assert raster.read(grid, grid.window)[1].sum() == 99
