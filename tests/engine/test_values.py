"""Values as their file means them: GDAL's notion of nodata, whatever the way of reading; declared scales and offsets."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pytest
import rasterio
from affine import Affine

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import GroundWanted, open_dates
from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.raster import Raster, StoredRaster
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, write_raster

LOWEST = float(np.finfo(np.float32).min)
# Type, declared nodata value, values that occur.
DECLARED: list[tuple[Any, float, list[float]]] = [
    (np.float32, -3.4e38, [LOWEST, -3.4e38, -1e30, 0.0, 0.5]),
    (np.float32, LOWEST, [LOWEST, -3.4e38, 0.5]),
    (np.float32, -9999, [-9999, -9999.0005, -9999.01, -9998, 0.0]),
    (np.float32, 0.1, [0.1, 0.1001, 0.10000001, 0.2]),
    (np.float32, 1e20, [1e20, 1.0000001e20, 1.001e20]),
    (np.float32, np.nan, [np.nan, 0.0, 1.0]),
    (np.float64, -1.7976931348623157e308, [-1.7976931348623157e308, -1.7e308, 0.0]),
    (np.float64, -9999, [-9999, -9999.0005, 0.5]),
    (np.uint8, 0, [0, 1, 255]),
    (np.uint8, 255, [255, 254, 0]),
    (np.int16, -32768, [-32768, -32767, 0]),
    (np.uint16, 65535, [65535, 65534, 0]),
    (np.int32, -2147483648, [-2147483648, 0, 5]),
]
# The same pixels, with means and in between: read as they are, averaged in place, averaged and interpolated by the warper.
PLAIN = Grid(UTM, LEFT, TOP, GSD, GSD, 48, 60)
AVERAGED = Grid(UTM, LEFT, TOP, 3 * GSD, 3 * GSD, 16, 20)
WARPED_MEANS = Grid(UTM, LEFT + GSD / 50, TOP, 3 * GSD, 3 * GSD, 16, 19)
INTERPOLATED = Grid(UTM, LEFT + GSD / 4, TOP - GSD / 4, GSD, GSD, 47, 59)
GRIDS = [PLAIN, AVERAGED, WARPED_MEANS, INTERPOLATED]


def opened(path: Path, **fields: Any) -> Raster:
    raster = Raster(RasterSource("BEFORE", path.stem, str(path), **fields))
    raster.choose(tuple(band.index for band in raster.band_descriptions() if band.interpretation != "alpha"))
    return raster


@pytest.mark.parametrize(("dtype", "nodata", "occurring"), DECLARED)
@pytest.mark.parametrize("bands", [1, 3])
def test_nodata_is_what_gdal_takes_for_it(tmp_path: Path, dtype, nodata: float, occurring: list[float], bands: int) -> None:
    values = np.random.default_rng(1).choice(np.array(occurring, dtype), (bands, 48, 60))
    path = write_raster(tmp_path / "r.tif", values, nodata=nodata)
    with rasterio.open(path) as dataset:
        masks = dataset.read_masks() > 0
    expected = masks.any(axis=0) if dtype == np.uint8 else masks.all(axis=0)
    with opened(path) as raster:
        _, valid = raster.read(PLAIN, PLAIN.window)
    assert np.array_equal(valid, expected)


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize(("dtype", "nodata", "occurring"), [item for item in DECLARED if not np.isnan(item[1])])
@pytest.mark.parametrize("bands", [1, 3])
def test_nodata_is_kept_out_of_means_whatever_the_way_of_reading(
    tmp_path: Path, grid: Grid, dtype, nodata: float, occurring: list[float], bands: int
) -> None:
    """Blocks of nodata of one band each, as GDAL takes them for it; the data are one value, which means must keep."""
    data = 77
    values = np.full((bands, 48, 60), data, dtype)
    for band in range(bands):
        values[band, 6 * band : 6 * band + 6, 12:30] = occurring[0]
    values[:, 30:36, 30:42] = occurring[0]
    path = write_raster(tmp_path / "r.tif", values, nodata=nodata)
    with opened(path) as raster:
        found, valid = raster.read(grid, grid.window)
    assert valid.any()
    gone = values == np.array(occurring[0], dtype)
    hole = gone.all(axis=0) if dtype == np.uint8 else gone.any(axis=0)
    rows = ((np.arange(grid.height) + 0.5) * grid.yres + (TOP - grid.top)) / GSD
    cols = ((np.arange(grid.width) + 0.5) * grid.xres + (grid.left - LEFT)) / GSD
    assert np.array_equal(valid, ~hole[np.ix_(rows.astype(int), cols.astype(int))]) or grid in (WARPED_MEANS, INTERPOLATED)
    for band, plane in enumerate(found):
        # In 8-bit imagery the value of one band alone is a colour, and counts.
        colours = (data, occurring[0]) if dtype == np.uint8 and bands > 1 else (data,)
        assert plane[valid].min() >= min(colours), band
        assert plane[valid].max() <= max(colours), band


def test_zeros_in_one_band_of_8_bits_count_in_every_way_of_reading(tmp_path: Path) -> None:
    values = np.zeros((3, 48, 60), np.uint8)
    values[0], values[2] = 120, 90
    values[1][(np.indices((48, 60)).sum(0) % 2) == 1] = 200
    path = write_raster(tmp_path / "r.tif", values, nodata=0)
    whole = Grid(UTM, LEFT, TOP, 4 * GSD, 4 * GSD, 12, 15)
    beside = Grid(UTM, LEFT + GSD / 20, TOP, 4 * GSD, 4 * GSD, 12, 14)
    for grid in (whole, beside):
        with opened(path) as raster:
            found, valid = raster.read(grid, grid.window)
        assert valid.all()
        assert np.abs(found[1].astype(int) - 100).max() <= 5
        assert (found[0] == 120).all()


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.int32, np.float32])
def test_declared_scale_and_offset_are_applied_band_by_band(tmp_path: Path, grid: Grid, dtype) -> None:
    values = np.random.default_rng(2).integers(1, 120, (3, 48, 60)).astype(dtype)
    path = write_raster(tmp_path / "r.tif", values, nodata=0)
    with opened(path) as raster:
        stored, valid = raster.read(grid, grid.window)
    scales, offsets = (0.0001, 0.5, 2.0), (-0.1, 0.0, 3.0)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = scales, offsets
    with opened(path) as raster:
        found, same = raster.read(grid, grid.window)
        assert str(found.dtype) == raster.dtype == ("float64" if dtype == np.int32 else "float32")
    assert np.array_equal(valid, same)
    for band, (scale, offset) in enumerate(zip(scales, offsets)):
        expected = stored[band].astype(float) * scale + offset
        assert np.allclose(found[band][valid], expected[valid], rtol=1e-5, atol=1e-6)
    with StoredRaster(RasterSource("BEFORE", "r", str(path))) as raster:
        raster.choose((1, 2, 3))
        kept, _ = raster.read(grid, grid.window)
    assert np.array_equal(kept, stored)


class Pairs:
    """Opens pairs of rasters, and keeps the log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Any] = []

    def write(self, name: str, values: np.ndarray, scale: float = 1.0, offset: float = 0.0, **profile: Any) -> RasterSource:
        path = write_raster(self.folder / f"{name}.tif", values, **profile)
        if (scale, offset) != (1.0, 0.0):
            with rasterio.open(path, "r+") as dataset:
                dataset.scales, dataset.offsets = (scale,) * len(values), (offset,) * len(values)
        return RasterSource(name, name, str(path))

    def read(self, before: RasterSource, after: RasterSource) -> list[tuple[np.ndarray, np.ndarray]]:
        self.events.clear()
        with Raster(before) as one, Raster(after) as other:
            dates = open_dates(GroundWanted(), None, (one, other), JobContext(self.events.append))
            return [raster.read(dates.grid, dates.work) for raster in dates.rasters]

    @property
    def warnings(self) -> list[str]:
        return [event.code for event in self.events if isinstance(event, Log) and event.level == "warning"]


@pytest.fixture
def pairs(tmp_path: Path) -> Pairs:
    return Pairs(tmp_path)


def test_dates_of_other_scales_meet_in_physical_units(pairs: Pairs) -> None:
    """Sentinel-2 before and after processing baseline 04.00: the same ground, counts that differ by 1,000."""
    counts = np.random.default_rng(1).integers(300, 4000, (4, 40, 50)).astype(np.uint16)
    before = pairs.write("BEFORE", counts, 1e-4, nodata=0)
    after = pairs.write("AFTER", counts + np.uint16(1000), 1e-4, -0.1, nodata=0)
    (one, _), (other, _) = pairs.read(before, after)
    assert np.allclose(one, other, atol=1e-6)
    assert one.max() < 1
    assert pairs.warnings == []


def test_a_scale_of_one_date_alone_is_a_warning(pairs: Pairs) -> None:
    counts = np.random.default_rng(1).integers(300, 4000, (4, 40, 50)).astype(np.uint16)
    pairs.read(pairs.write("BEFORE", counts, 2.75e-5, -0.2), pairs.write("AFTER", counts))
    assert pairs.warnings == ["scale_of_one_date"]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_a_valid_zero_stays_where_only_the_other_date_declares_0(pairs: Pairs, dtype) -> None:
    values = np.random.default_rng(1).integers(50, 120, (1, 48, 60)).astype(dtype)
    other = values.copy()
    values[0, :10, :10] = 0
    other[0, 20:30, 20:30] = 0  # a dark roof
    (_, valid), (_, other_valid) = pairs.read(pairs.write("BEFORE", values, nodata=0), pairs.write("AFTER", other))
    assert other_valid.all()
    assert np.array_equal(valid, values[0] != 0)
    assert pairs.warnings == []


def test_a_collar_of_forgotten_nodata_is_left_out_with_a_warning(pairs: Pairs) -> None:
    values = np.random.default_rng(1).integers(50, 120, (3, 48, 60)).astype(np.uint8)
    other = values.copy()
    other[:, :, :17] = 0
    (_, _), (_, valid) = pairs.read(pairs.write("BEFORE", values, nodata=0), pairs.write("AFTER", other))
    assert np.array_equal(valid, other[0] != 0)
    assert pairs.warnings == ["nodata_shared"]


def test_scales_of_the_product_s_metadata_are_applied(tmp_path: Path) -> None:
    """Sentinel-2 across baseline 04.00, as the files of its products hold it: no scale of their own."""
    reflectance = np.random.default_rng(1).uniform(0.02, 0.4, (1, 48, 60))
    sources = []
    for parameter, offset in (("BEFORE", 0), ("AFTER", -1000)):
        folder = tmp_path / f"{parameter}.SAFE"
        (folder / "R10m").mkdir(parents=True)
        offsets = [f'<BOA_ADD_OFFSET band_id="{band}">{offset}</BOA_ADD_OFFSET>' for band in (3, 7)]
        listed = "".join(offsets) if offset else ""
        (folder / "MTD_MSIL2A.xml").write_text(
            f'<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>{listed}'
        )
        path = folder / "R10m" / "T32UQD_20230101T101010_B04_10m.tif"
        write_raster(path, np.round(reflectance * 10_000 - offset).astype(np.uint16))
        sources.append(RasterSource(parameter, path.stem, str(path)))
    stacks = [stacked(source.path, tmp_path / f"{source.parameter}.vrt") for source in sources]
    for one, other in (sources, [replace(source, path=str(path)) for source, path in zip(sources, stacks)]):
        with Raster(one) as before, Raster(other) as after:
            dates = open_dates(GroundWanted(), None, (before, after), JobContext(lambda event: None))
            found = [raster.read(dates.grid, dates.work)[0] for raster in dates.rasters]
        assert [date["scale"] for date in dates.reading["dates"]] == [["x 0.0001 + 0"], ["x 0.0001 - 0.1"]]
        assert np.allclose(found[0][0], found[1][0], atol=1e-6)
        assert np.allclose(found[0][0], reflectance, atol=1e-4)


def stacked(path: str, virtual: Path) -> Path:
    """A virtual raster of files of bands 4 and 8 with the same pixels, as gdalbuildvrt -separate writes it."""
    other = path.replace("_B04_", "_B08_")
    shutil.copy(path, other)
    places = 'xOff="0" yOff="0" xSize="60" ySize="48"'
    bands = [
        f'<VRTRasterBand dataType="UInt16" band="{number}"><ComplexSource><SourceFilename relativeToVRT="1">'
        f"{os.path.relpath(file, virtual.parent)}</SourceFilename><SourceBand>1</SourceBand>"
        f"<SrcRect {places}/><DstRect {places}/></ComplexSource></VRTRasterBand>"
        for number, file in enumerate((path, other), 1)
    ]
    with rasterio.open(path) as dataset:
        place = ",".join(map(str, dataset.transform.to_gdal()))
        head = f"<SRS>{escape(dataset.crs.to_wkt())}</SRS><GeoTransform>{place}</GeoTransform>"
    virtual.write_text(f'<VRTDataset rasterXSize="60" rasterYSize="48">{head}{"".join(bands)}</VRTDataset>')
    return virtual


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("kind", ["plain", "nodata", "mask"])
@pytest.mark.parametrize("factor", [2, 4])
def test_overviews_are_no_source_of_values(tmp_path: Path, dtype: Any, kind: str, factor: int) -> None:
    """Those of most files hold every other pixel, and some are older than the pixels."""
    values = np.random.default_rng(1).integers(1, 250, (3, 64, 64)).astype(dtype)
    hole = np.zeros((64, 64), bool)
    hole[:16, :24] = kind != "plain"
    values[:, hole] = 0
    options: dict[str, Any] = {"nodata": {"nodata": 0}, "mask": {"mask": ~hole}}.get(kind, {})
    path = write_raster(tmp_path / "r.tif", values, **options)
    grid = Grid(UTM, LEFT, TOP, factor * GSD, factor * GSD, 64 // factor, 64 // factor)
    with opened(path) as raster:
        expected, known = raster.read(grid, grid.window)
    with rasterio.open(path, "r+") as dataset:
        dataset.build_overviews([2, 4], rasterio.enums.Resampling.nearest)
    with opened(path) as raster:
        assert raster.resampling(grid) == "mean of whole pixels"
        found, valid = raster.read(grid, grid.window)
    assert np.array_equal(valid, known)
    means = values.reshape(3, 64 // factor, factor, 64 // factor, factor).mean(axis=(2, 4))
    assert np.abs(found[:, valid] - means[:, valid]).max() <= 0.5
    assert np.abs(found[:, valid].astype(float) - expected[:, valid]).max() <= (1 if dtype != np.float32 else 1e-3)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.uint64])
def test_means_of_whole_numbers_do_not_overflow(tmp_path: Path, dtype: Any) -> None:
    """Of the highest values that a type has (of 64 bits, as far as a double holds them)."""
    highest = min(int(np.iinfo(dtype).max), 2**53)
    values = np.full((2, 48, 60), highest, dtype)
    with opened(write_raster(tmp_path / "r.tif", values, nodata=1)) as raster:
        found, valid = raster.read(AVERAGED, AVERAGED.window)
    assert valid.all()
    assert (found == dtype(highest)).all()


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("bands", [(1, 2, 3), (1, 3)])
def test_masks_of_single_bands_hold(tmp_path: Path, grid: Grid, turned: bool, bands: tuple[int, ...]) -> None:
    values = np.full((3, 48, 60), 77, np.uint8)
    step = slice(None, None, -1) if turned else slice(None)
    transform = Affine(GSD, 0, LEFT, 0, GSD, TOP - 48 * GSD) if turned else Affine(GSD, 0, LEFT, 0, -GSD, TOP)
    masks = np.full((3, 48, 60), 255, np.uint8)
    for band in range(1, 3):
        masks[band, 12 * band : 12 * band + 12, 12:36] = 0
        values[band][masks[band] == 0] = 200
    for name, array in (("v", values), ("m", masks)):
        write_raster(tmp_path / f"{name}.tif", array[:, step], transform=transform)
    parts = []
    for band in range(1, 4):
        mask = f'<MaskBand><VRTRasterBand dataType="Byte">{source("m", band)}</VRTRasterBand></MaskBand>' if band > 1 else ""
        parts.append(f'<VRTRasterBand dataType="Byte" band="{band}">{source("v", band)}{mask}</VRTRasterBand>')
    head = f"<SRS>{escape(UTM.to_wkt())}</SRS><GeoTransform>{','.join(map(str, transform.to_gdal()))}</GeoTransform>"
    virtual = f'<VRTDataset rasterXSize="60" rasterYSize="48">{head}{"".join(parts)}</VRTDataset>'
    (tmp_path / "b.vrt").write_text(virtual)
    with Raster(RasterSource("BEFORE", "b", str(tmp_path / "b.vrt"))) as raster:
        raster.choose(bands)
        found, valid = raster.read(grid, grid.window)
    hole = ~(masks[np.array(bands) - 1] > 0).all(axis=0)
    rows = (((np.arange(grid.height) + 0.5) * grid.yres + (TOP - grid.top)) / GSD).astype(int)
    cols = (((np.arange(grid.width) + 0.5) * grid.xres + (grid.left - LEFT)) / GSD).astype(int)
    assert (valid == ~hole[np.ix_(rows, cols)]).mean() > (0.94 if grid in (WARPED_MEANS, INTERPOLATED) else 0.9999)
    assert (found[:, valid] == 77).all()


def source(name: str, band: int) -> str:
    size = 'xOff="0" yOff="0" xSize="60" ySize="48"'
    return (
        f'<SimpleSource><SourceFilename relativeToVRT="1">{name}.tif</SourceFilename><SourceBand>{band}</SourceBand>'
        f"<SrcRect {size}/><DstRect {size}/></SimpleSource>"
    )


@pytest.mark.parametrize(
    ("dtype", "bands", "taken"), [(np.uint8, 3, True), (np.uint16, 4, True), (np.int16, 3, False), (np.uint8, 1, False)]
)
def test_a_black_corner_of_a_picture_that_declares_nothing_holds_no_data(pairs: Pairs, dtype, bands: int, taken: bool) -> None:
    """Of neither date anything is declared: a collar would be compared with imagery, and be change."""
    values = np.random.default_rng(1).integers(50, 120, (bands, 48, 60)).astype(dtype)
    other = values.copy()
    other[:, :, :17] = 0
    (_, before_valid), (_, valid) = pairs.read(pairs.write("BEFORE", values), pairs.write("AFTER", other))
    assert before_valid.all()
    assert np.array_equal(valid, other[0] != 0 if taken else np.ones(valid.shape, bool))
    assert pairs.warnings == ["nodata_assumed"] * taken


def test_a_black_corner_is_data_where_the_user_has_switched_nodata_off(pairs: Pairs) -> None:
    values = np.random.default_rng(1).integers(50, 120, (3, 48, 60)).astype(np.uint8)
    values[:, :, :17] = 0
    source = replace(pairs.write("AFTER", values), use_file_nodata=False)
    (_, _), (_, valid) = pairs.read(pairs.write("BEFORE", values + np.uint8(1)), source)
    assert valid.all()
    assert pairs.warnings == []
