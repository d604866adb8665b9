"""Ground at the 180th meridian and at the poles: the same place by another longitude, or in another projection."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.transform import from_origin
from rasterio.warp import Resampling, reproject, transform

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import Dates, GroundWanted, open_dates
from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.rasters import texture, write_raster

DEGREES = CRS.from_epsg(4326)
STEP = 0.001


def in_degrees(folder: Path, name: str, left: float, top: float = -16.5, values: np.ndarray | None = None) -> RasterSource:
    image = texture(200, 200) if values is None else values
    path = write_raster(folder / f"{name}.tif", image, crs=DEGREES, transform=from_origin(left, top, STEP, STEP))
    return RasterSource(name.upper(), name, str(path))


def compared(before: RasterSource, after: RasterSource, **wanted: Polygons) -> tuple[Dates, np.ndarray, np.ndarray, np.ndarray]:
    """The dates, the absolute difference (height, width) of the first band, where both have data, and the area."""
    areas = {name: (polygons,) for name, polygons in wanted.items()}
    with Raster(before) as one, Raster(after) as other:
        dates = open_dates(GroundWanted(**areas), None, (one, other), JobContext(lambda event: None))
        (first, valid), (second, also) = (raster.read(dates.grid, dates.work) for raster in dates.rasters)
        inside = dates.area.pixels(dates.grid, dates.work)
    return dates, np.abs(first[0].astype(int) - second[0]), valid & also, inside


@pytest.mark.parametrize(("before", "after"), [(179.9, -180.1), (-180.1, 179.9), (179.9, 179.9)])
def test_longitudes_of_another_turn_are_the_same_place(tmp_path: Path, before: float, after: float) -> None:
    dates, difference, valid, _ = compared(in_degrees(tmp_path, "before", before), in_degrees(tmp_path, "after", after))
    assert (dates.work.height, dates.work.width) == (200, 200)
    assert valid.all()
    assert difference.max() == 0
    assert dates.grid.left == pytest.approx(after)


@pytest.mark.parametrize("area", [(179.95, 180.0), (-180.05, -180.0), (179.95, 180.05), (-180.05, -179.95)])
@pytest.mark.parametrize("after", [179.9, -180.1])
def test_areas_of_another_turn_are_taken(tmp_path: Path, area: tuple[float, float], after: float) -> None:
    box = shapely.box(area[0], -16.65, area[1], -16.55)
    polygons = Polygons("AREA", "ground", "EPSG:4326", (box.wkb_hex,))
    pair = in_degrees(tmp_path, "before", -after - 0.2), in_degrees(tmp_path, "after", after)
    dates, _, _, inside = compared(*pair, include=polygons)
    assert inside.sum() == pytest.approx((area[1] - area[0]) * 0.1 / STEP**2, rel=0.01)
    assert dates.work.pixels == inside.sum()


def test_a_projected_date_that_crosses_the_meridian(tmp_path: Path) -> None:
    """UTM zone 1 S against degrees from 179.9 to 180.1."""
    source = in_degrees(tmp_path, "degrees", 179.9)
    zone = CRS.from_epsg(32701)
    height, width, size = 230, 230, 110.0
    place = from_origin(166_500.0, 8_172_500.0, size, size)
    with Raster(source) as raster:
        raster.choose((1, 2, 3))
        values, _ = raster.read(raster.native_grid, raster.native_grid.window)
    warped = np.zeros((3, height, width), np.uint8)
    # Cut in two for PROJ's sake: west of the meridian, and east of it one turn on.
    for left, cols in ((179.9, slice(0, 100)), (-180.0, slice(100, 200))):
        part = np.zeros_like(warped)
        reproject(
            np.ascontiguousarray(values[:, :, cols]),
            part,
            src_transform=from_origin(left, -16.5, STEP, STEP),
            src_crs=DEGREES,
            dst_transform=place,
            dst_crs=zone,
            resampling=Resampling.bilinear,
        )
        warped = np.maximum(warped, part)
    path = write_raster(tmp_path / "zone.tif", warped, crs=zone, transform=place, nodata=0)
    _, difference, valid, _ = compared(RasterSource("BEFORE", "zone", str(path)), source)
    assert valid.mean() > 0.8
    assert np.median(difference[valid]) <= 3
    for half in (valid[:, :100], valid[:, 100:]):
        assert half.mean() > 0.7


def test_a_polar_raster_in_degrees_and_in_metres(tmp_path: Path) -> None:
    source = in_degrees(tmp_path, "polar", 20.0, 88.2)
    dates, difference, valid, _ = compared(source, in_degrees(tmp_path, "same", 20.0, 88.2))
    assert valid.all()
    assert difference.max() == 0
    assert 0 < dates.gsd_m < 112


@pytest.mark.parametrize("left", [-180.1, 179.9, 539.9])
def test_degrees_across_the_meridian_are_seen_whole_in_a_projection(tmp_path: Path, left: float) -> None:
    image = texture(200, 200)
    crs, (x,), (y,) = CRS.from_epsg(32760), *transform(DEGREES, CRS.from_epsg(32760), [180.0], [-16.6])
    grid = Grid(crs, x - 6000, y + 6000, 150.0, 150.0, 80, 80)
    with Raster(in_degrees(tmp_path, "before", left, values=image)) as raster:
        raster.choose((1, 2, 3))
        values, valid = raster.read(grid, grid.window)
    cols, rows = np.meshgrid(np.arange(80) + 0.5, np.arange(80) + 0.5)
    longitudes, latitudes = transform(crs, DEGREES, (grid.left + cols * 150).ravel(), (grid.top - rows * 150).ravel())
    col = ((np.array(longitudes) % 360 - 179.9) / STEP).astype(int).reshape(80, 80)
    row = ((-16.5 - np.array(latitudes)) / STEP).astype(int).reshape(80, 80)
    assert valid.all()
    assert np.abs(values[0].astype(int) - image[0, row, col]).max() < 12
