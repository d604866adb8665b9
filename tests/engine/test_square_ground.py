"""Pixels that are square on the ground at any latitude, whatever the CRS: the network sees the same ground."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin
from rasterio.warp import Resampling, reproject, transform

from groundshift.plugin.engine.dates.ground import ground_sides
from groundshift.plugin.rules.resolution import is_square
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import changed, read, texture, write_raster

SIDE, GSD = 300, 0.5
DEGREES = CRS.from_epsg(4326)
SQUARES = [(40, 50, 30, 40), (150, 180, 50, 30), (220, 60, 25, 60)]


def utm(latitude: float) -> tuple[CRS, float, float]:
    """The zone of 15 degrees east, and the corner of the scene in it, in whole metres."""
    crs = CRS.from_epsg(32633 if latitude >= 0 else 32733)
    (x,), (y,) = transform(DEGREES, crs, [15.0], [latitude])
    return crs, round(x), round(y)


def in_degrees(source: Path, target: Path, xres: float, yres: float) -> Path:
    """The raster warped to degrees, with alpha where it holds no data."""
    with rasterio.open(source) as dataset:
        left, bottom, right, top = rasterio.warp.transform_bounds(dataset.crs, DEGREES, *dataset.bounds)
        height, width = math.ceil((top - bottom) / yres), math.ceil((right - left) / xres)
        warped = np.zeros((4, height, width), np.uint8)
        opaque = np.full((1, *dataset.shape), 255, np.uint8)
        reproject(
            np.concatenate([dataset.read(), opaque]),
            warped,
            src_transform=dataset.transform,
            src_crs=dataset.crs,
            dst_transform=from_origin(left, top, xres, yres),
            dst_crs=DEGREES,
            resampling=Resampling.cubic,
        )
    warped[3] = np.where(warped[3] > 127, 255, 0)
    transform_to = from_origin(left, top, xres, yres)
    return write_raster(target, warped, crs=DEGREES, transform=transform_to, photometric="rgb", alpha="yes")


def back(mask: str, crs: CRS, left: float, top: float) -> np.ndarray:
    """A mask in degrees as pixels of the scene in UTM."""
    result = np.full((SIDE, SIDE), 255, np.uint8)
    with rasterio.open(mask) as dataset:
        reproject(
            dataset.read(1),
            result,
            src_transform=dataset.transform,
            src_crs=dataset.crs,
            src_nodata=255,
            dst_transform=from_origin(left, top, GSD, GSD),
            dst_crs=crs,
            dst_nodata=255,
            resampling=Resampling.nearest,
        )
    return result


@pytest.mark.parametrize("latitude", [-45, 0.5, 35, 52, 60, 72])
def test_degrees_give_what_metres_give(tmp_path: Path, latitude: float) -> None:
    crs, left, top = utm(latitude)
    before = texture(SIDE, SIDE)
    scene = {"b": before, "a": changed(before, SQUARES)}
    # A filter of nine pixels a side: on pixels that are not square it sees other ground.
    document = spec(normalisation={"kind": "standardise"}, halo=16, min_area_m2=0.0)
    run = Run(tmp_path / "out", difference_model(tmp_path / "m.onnx", document=document, blur=9))
    metres = {name: write_raster(tmp_path / f"{name}.tif", item, left, top, GSD, crs) for name, item in scene.items()}
    expected = read(run(metres["b"], metres["a"])["MASK"]) == 1
    assert expected.any()
    step = GSD / 111_412
    degrees = {name: in_degrees(path, tmp_path / f"{name}-degrees.tif", step, step) for name, path in metres.items()}
    values = run(degrees["b"], degrees["a"])
    with rasterio.open(values["MASK"]) as dataset:
        assert dataset.crs == DEGREES
        sides = ground_sides(DEGREES, *dataset.transform @ (dataset.width / 2, dataset.height / 2), *dataset.res)
        assert is_square(sides)
    assert ("are not square" in run.log) == (latitude != 0.5)
    found = back(values["MASK"], crs, left, top) == 1
    assert (found & expected).sum() / (found | expected).sum() >= 0.9


def test_pixels_that_are_square_stay_as_they_are(tmp_path: Path) -> None:
    """Of UTM, of Web Mercator, and of degrees that were chosen to be square on the ground."""
    for crs, y in ((CRS.from_epsg(32633), 5_800_000.0), (CRS.from_epsg(3857), 6_800_000.0)):
        assert is_square(ground_sides(crs, 500_000.0, y, 0.5, 0.5))
    assert is_square(ground_sides(DEGREES, 15.0, 52.0, 1e-5 / math.cos(math.radians(52)), 1e-5))
    assert not is_square(ground_sides(DEGREES, 15.0, 52.0, 1e-5, 1e-5))
    assert ground_sides(DEGREES, 0.0, 0.0, 1e-5, 1e-5) == pytest.approx((1.1132, 1.1057), rel=1e-4)
