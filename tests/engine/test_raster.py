"""One date read onto grids that are not its own: what holds no data must not leak into what does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.rpc import RPC
from rasterio.warp import transform

from groundshift.plugin.engine.dates.grid import Grid, Window
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import NodataRange, RasterSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster

KINDS = ["value", "mask", "alpha", "nan", "range", "single"]


def written(folder: Path, kind: str) -> tuple[RasterSource, np.ndarray]:
    """A raster of constant 100 at 0.5 m, 200 x 240, whose upper left 60 x 80 pixels hold no data."""
    values = np.full((3, 200, 240), 100, np.float32 if kind in ("nan", "range", "single") else np.uint8)
    hole = np.zeros((200, 240), bool)
    hole[:60, :80] = True
    options: dict = {}
    nodata: tuple[NodataRange, ...] = ()
    if kind == "value":
        values[:, hole] = 0
        options = {"nodata": 0}
    elif kind == "mask":
        values[:, hole] = 7
        options = {"mask": ~hole}
    elif kind == "alpha":
        values[:, hole] = 7
        values = np.concatenate([values, np.where(hole, 0, 255)[None].astype(np.uint8)])
        options = {"photometric": "rgb", "alpha": "yes"}
    elif kind == "nan":
        values[:, hole] = np.nan
    else:
        values[:, hole] = -5000
        nodata = (NodataRange(-6000, -4000),) if kind == "range" else (NodataRange(-5000, -5000),)
    path = write_raster(folder / "r.tif", values, **options)
    return RasterSource("BEFORE", "r", str(path), nodata=nodata), hole


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "grid",
    [
        Grid(UTM, LEFT, TOP, 1.0, 1.0, 100, 120),  # whole pixels to a pixel
        Grid(UTM, LEFT + 0.2, TOP - 0.3, 0.5, 0.5, 199, 239),  # moved by a part of a pixel
        Grid(UTM, LEFT, TOP, 0.73, 0.73, 136, 164),
        Grid(UTM, LEFT - 20, TOP + 20, 2.2, 2.2, 60, 70),
        Grid(UTM, LEFT, TOP, 0.3, 0.3, 333, 400),
        Grid(CRS.from_epsg(32645), LEFT + 3, TOP - 3, 1.0, 1.0, 90, 110),
    ],
)
def test_values_without_data_do_not_leak(tmp_path: Path, kind: str, grid: Grid) -> None:
    source, _ = written(tmp_path, kind)
    with Raster(source) as raster:
        raster.choose((1, 2, 3))
        values, valid = raster.read(grid, grid.window)
        # the same in pieces that reach beyond the grid
        tile = Window(-5, -7, grid.height // 2 + 5, grid.width // 3 + 7)
        part, part_valid = raster.read(grid, tile)
    assert np.allclose(values[:, valid], 100, atol=1), f"{np.unique(values[:, valid])}"
    rows, cols = np.indices(valid.shape)
    x, y = grid.left + (cols + 0.5) * grid.xres, grid.top - (rows + 0.5) * grid.yres
    col, row = (x - LEFT) / 0.5, (TOP - y) / 0.5
    margin = 2 * max(1.0, grid.xres / 0.5)
    outside = (col < -margin) | (row < -margin) | (col > 240 + margin) | (row > 200 + margin)
    in_hole = (col < 80 - margin) & (row < 60 - margin)
    in_data = (col > margin) & (row > margin) & (col < 240 - margin) & (row < 200 - margin)
    in_data &= (col > 80 + margin) | (row > 60 + margin)
    assert not valid[outside | in_hole].any()
    assert valid[in_data].all()
    inner = part[:, 5:, 7:], part_valid[5:, 7:]
    assert not part_valid[:5].any()
    assert not part_valid[:, :7].any()
    assert np.array_equal(inner[1], valid[: inner[1].shape[0], : inner[1].shape[1]])
    assert np.allclose(
        np.where(inner[1], inner[0], 0), np.where(inner[1], values[:, : inner[1].shape[0], : inner[1].shape[1]], 0), atol=1
    )


def test_another_crs_and_a_large_reduction(tmp_path: Path) -> None:
    source, _ = written(tmp_path, "value")
    (x,), (y,) = transform(UTM, CRS.from_epsg(3857), [LEFT], [TOP])
    grid = Grid(CRS.from_epsg(3857), x - 100, y + 100, 3.0, 3.0, 150, 150)
    with Raster(source) as raster:
        raster.choose((1, 2, 3))
        values, valid = raster.read(grid, grid.window)
    _, (latitude,) = transform(UTM, CRS.from_epsg(4326), [LEFT], [TOP])
    assert valid.sum() * 9 * np.cos(np.radians(latitude)) ** 2 == pytest.approx((200 * 240 - 60 * 80) * 0.25, rel=0.06)
    assert np.allclose(values[:, valid], 100, atol=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("placed", ["rotated", "control points", "south-up", "mirrored", "half turned"])
@pytest.mark.parametrize("crs", ["own", "none", "wrong"])
def test_rasters_that_are_not_north_up(tmp_path: Path, kind: str, placed: str, crs: str) -> None:
    source, hole = written(tmp_path, kind)
    turned = {
        "rotated": rasterio.Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP),
        "control points": rasterio.Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP),
        "south-up": rasterio.Affine(0.5, 0, LEFT, 0, 0.5, TOP),
        "mirrored": rasterio.Affine(-0.5, 0, LEFT, 0, -0.5, TOP),
        "half turned": rasterio.Affine(-0.5, 0, LEFT, 0, 0.5, TOP),
    }[placed]
    own = {"own": UTM, "none": None, "wrong": CRS.from_epsg(32646)}[crs]
    with rasterio.open(source.path) as dataset:
        values, profile, mask = dataset.read(), dataset.profile, dataset.dataset_mask()
    profile.update(crs=own, transform=turned)
    if placed == "control points":
        corners = [(row, col) for row in (0, 200) for col in (0, 240)]
        points = [GroundControlPoint(row, col, *(turned @ (col, row))) for row, col in corners]
        del profile["transform"]
    path = str(tmp_path / "turned.tif")
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "w", **profile) as dataset:
        dataset.write(values)
        if kind == "mask":
            dataset.write_mask(mask)
        if placed == "control points":
            dataset.gcps = (points, own or CRS())
    given = None if crs == "own" else UTM.to_wkt()
    with Raster(RasterSource("BEFORE", "turned", path, crs=given, nodata=source.nodata)) as raster:
        raster.choose((1, 2, 3))
        grid = raster.native_grid
        assert grid.crs == UTM
        seen, valid = raster.read(grid, grid.window)
    assert (seen[:, valid] == 100).all()
    ground = np.count_nonzero(valid) * grid.xres * grid.yres
    assert ground == pytest.approx(np.count_nonzero(~hole) * abs(turned.determinant), rel=0.02)


def test_a_turned_raster_whose_nodata_value_it_cannot_hold(tmp_path: Path) -> None:
    turned = rasterio.Affine(0.45, 0.2, LEFT, 0.2, -0.45, TOP)
    plain = tmp_path / "plain.tif"
    with rasterio.open(
        plain, "w", driver="GTiff", dtype="uint8", count=1, height=50, width=60, crs=UTM, transform=turned
    ) as dataset:
        dataset.write(np.full((1, 50, 60), 100, np.uint8))
    virtual = tmp_path / "virtual.vrt"
    rasterio.shutil.copy(plain, virtual, driver="VRT")
    text = virtual.read_text()
    virtual.write_text(text.replace("<ColorInterp>", "<NoDataValue>-9999</NoDataValue><ColorInterp>", 1))
    with Raster(RasterSource("BEFORE", "virtual", str(virtual))) as raster:
        raster.choose((1,))
        grid = raster.native_grid
        seen, valid = raster.read(grid, grid.window)
    assert (seen[:, valid] == 100).all()
    assert np.count_nonzero(valid) * grid.xres * grid.yres == pytest.approx(3000 * abs(turned.determinant), rel=0.05)


@pytest.mark.parametrize("left", [LEFT, LEFT + 0.2])
def test_bands_of_different_types(tmp_path: Path, left: float) -> None:
    kinds = (np.uint8, np.uint16, np.float32)
    parts = [write_raster(tmp_path / f"{kind.__name__}.tif", np.full((1, 20, 30), 100, kind)) for kind in kinds]
    virtual = tmp_path / "stack.vrt"
    rasterio.shutil.copy(parts[0], virtual, driver="VRT")
    text = virtual.read_text()
    start, end = text.index("<VRTRasterBand"), text.index("</VRTDataset>")
    bands = ""
    for number, (kind, name) in enumerate(zip(kinds, ("Byte", "UInt16", "Float32")), 1):
        band = text[start:end].replace('band="1"', f'band="{number}"').replace("uint8.tif", f"{kind.__name__}.tif")
        bands += band.replace("Byte", name)
    virtual.write_text(text[:start] + bands + text[end:])
    with Raster(RasterSource("BEFORE", "stack", str(virtual))) as raster:
        raster.choose((3, 1, 2))
        assert raster.dtype == "float32"
        seen, valid = raster.read(Grid(UTM, left, TOP, 0.5, 0.5, 20, 30), Window(0, 0, 18, 28))
    assert valid.all()
    assert seen.dtype == np.float32
    assert (seen == 100).all()


@pytest.mark.parametrize(("x", "y"), [(-0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)])
def test_rasters_stored_from_the_east_or_south_are_the_same_pixels(tmp_path: Path, x: float, y: float) -> None:
    values = np.random.default_rng(1).integers(1, 255, (3, 40, 60)).astype(np.uint8)
    stored = values[:, :: -1 if y > 0 else 1, :: -1 if x < 0 else 1]
    place = rasterio.Affine(x, 0, LEFT + (30 if x < 0 else 0), 0, y, TOP - (20 if y > 0 else 0))
    path = write_raster(tmp_path / "r.tif", stored, transform=place)
    grid = Grid(UTM, LEFT, TOP, 0.5, 0.5, 40, 60)
    with Raster(RasterSource("AFTER", "r", str(path))) as raster:
        raster.choose((1, 2, 3))
        assert raster.native_grid == grid
        found, valid = raster.read(grid, grid.window)
    assert valid.all()
    assert np.array_equal(found, values)


def test_georeferences_that_place_nothing_are_refused_in_words(tmp_path: Path) -> None:
    values = np.ones((1, 20, 30), np.uint8)
    path = tmp_path / "few.tif"
    with rasterio.open(path, "w", driver="GTiff", dtype="uint8", count=1, height=20, width=30) as dataset:
        dataset.write(values)
        dataset.gcps = ([GroundControlPoint(0, 0, LEFT, TOP), GroundControlPoint(20, 30, LEFT + 15, TOP - 10)], UTM)
    broken = write_raster(tmp_path / "nan.tif", values, transform=rasterio.Affine(0.5, 0, float("nan"), 0, -0.5, TOP))
    flat = write_raster(tmp_path / "flat.tif", values, transform=rasterio.Affine(0.5, 0.5, LEFT, 0.5, 0.5, TOP))
    for item in (path, broken, flat):
        with pytest.raises(JobFailure) as failure, Raster(RasterSource("AFTER", "r", str(item))):
            pass
        assert failure.value.code == "raster_without_georeference"


@pytest.mark.parametrize("crs", [None, "EPSG:4326"])
def test_rasters_placed_by_polynomials_alone(tmp_path: Path, crs: str | None) -> None:
    """A sheared image: sample = 100 + 10,000 longitude + 1,000 latitude, line likewise, about 15 E, 50 N."""
    rows, cols = np.mgrid[:200, :200]
    values = np.stack([cols + 1, rows + 1]).astype(np.uint16)
    no_more = [0.0] * 16
    one = [1.0] + [0.0] * 19
    polynomials = RPC(
        *(0.0, 500.0, 50.0, 0.01, one, [0.0, 0.1, -1.0, 0.0, *no_more], 100.0, 100.0),
        *(15.0, 0.01, one, [0.0, 1.0, 0.1, 0.0, *no_more], 100.0, 100.0),
        *(None, None),
    )
    path = tmp_path / "r.tif"
    with rasterio.open(path, "w", driver="GTiff", dtype="uint16", count=2, height=200, width=200, nodata=0) as dataset:
        dataset.write(values)
        dataset.rpcs = polynomials
    grid = Grid(CRS.from_epsg(4326), 14.996, 50.004, 1e-4, 1e-4, 80, 80)
    with Raster(RasterSource("AFTER", "r", str(path), crs=crs)) as raster:
        raster.choose((1, 2))
        assert (raster.by_polynomials, raster.crs_assumed) == (True, False)
        found, valid = raster.read(grid, grid.window)
        outside = raster.read(raster.native_grid, Window(0, 0, 5, 5))[1]
    x, y = 14.996 + (np.arange(80) + 0.5) * 1e-4 - 15, 50.004 - (np.arange(80) + 0.5) * 1e-4 - 50
    samples = 100 + 100 * (x[None] / 0.01 + 0.1 * y[:, None] / 0.01)
    lines = 100 + 100 * (0.1 * x[None] / 0.01 - y[:, None] / 0.01)
    assert valid.all()
    assert not outside.any()
    assert np.abs(found[0] - (samples + 0.5)).max() <= 1.5  # the first pixel holds 1, its centre lies at 0.5
    assert np.abs(found[1] - (lines + 0.5)).max() <= 1.5
