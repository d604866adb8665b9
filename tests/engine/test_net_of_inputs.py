"""Pairs drawn at random over what rasters differ in, against plain readings of the same files and a known plane.

``GROUNDSHIFT_DRAWS`` sets how many are drawn in all; draws that failed are kept as examples.
"""

from __future__ import annotations

import math
import os
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pyproj
import pytest
import rasterio
from affine import Affine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import Dates, GroundWanted, open_dates
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import LEFT, TOP, UTM, write_raster

pytestmark = pytest.mark.slow
DRAWS = int(os.environ.get("GROUNDSHIFT_DRAWS", "700"))
few = settings(
    max_examples=max(1, DRAWS // 2),
    deadline=None,
    derandomize="GROUNDSHIFT_DRAWS" not in os.environ,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
NAMES = ("red", "green", "blue", "nir")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# -- how a file stores its values ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stored:
    """How one date is stored.

    :param order: position of each of the names, where the bands are named. ``hole``: what makes pixels hold no data.
    :param shift: rows and columns by which the date lies off the other.
    """

    dtype: str
    order: tuple[int, ...]
    named: bool
    hole: str
    nodata: Optional[float]
    scale: tuple[float, float]
    shift: tuple[int, int]
    profile: tuple[tuple[str, Any], ...]
    overviews: bool
    seed: int


PROFILES: list[dict[str, Any]] = [
    {},
    {"compress": "deflate", "predictor": 2},
    {"compress": "lzw"},
    {"compress": "packbits"},
    {"tiled": True, "blockxsize": 16, "blockysize": 16},
    {"tiled": True, "blockxsize": 32, "blockysize": 16, "compress": "deflate"},
    {"bigtiff": "yes"},
]
NODATA: dict[str, list[float]] = {
    "uint8": [0.0, 255.0, 7.0],
    "uint16": [0.0, 65535.0],
    "int16": [-32768.0, -9999.0, 0.0],
    "int32": [-9999.0, 0.0],
    "float32": [-9999.0, math.nan, -3.4028234663852886e38, 0.0],
    "float64": [-9999.0, math.nan],
}


@st.composite
def stored(draw: Any, dtype: str, bands: int, named: bool) -> Stored:
    hole = draw(st.sampled_from(["none", "nodata", "nodata", "mask", "nan"]))
    if hole == "nan" and not dtype.startswith("float"):
        hole = "none"
    profile = dict(draw(st.sampled_from(PROFILES)), interleave=draw(st.sampled_from(["band", "pixel"])))
    if dtype.startswith("float") and "predictor" in profile:
        profile["predictor"] = 3
    return Stored(
        dtype,
        tuple(draw(st.permutations(range(bands)))) if named else tuple(range(bands)),
        named,
        hole,
        draw(st.sampled_from(NODATA[dtype])) if hole == "nodata" else None,
        draw(st.sampled_from([(1.0, 0.0), (1.0, 0.0), (1e-4, 0.0), (2.75e-5, -0.2), (0.5, 3.0)])),
        (draw(st.integers(-12, 12)), draw(st.integers(-12, 12))),
        tuple(sorted(profile.items())),
        draw(st.booleans()),
        draw(st.integers(0, 9999)),
    )


@st.composite
def pairs(draw: Any) -> tuple[Stored, Stored]:
    bands = draw(st.integers(1, 4))
    named = draw(st.booleans()) and bands > 1
    types = st.sampled_from(sorted(NODATA))
    return draw(stored(draw(types), bands, named)), draw(stored(draw(types), bands, named))


def write(folder: Path, name: str, date: Stored) -> Path:
    """Write a date of noise in which a fifth of the pixels hold no data, and one value of one band besides."""
    random = np.random.default_rng(date.seed)
    bands = len(date.order)
    values = random.integers(1, 100, (bands, 40, 36)).astype(date.dtype)
    gone = random.random((40, 36)) < 0.2
    if date.nodata is not None:
        values[:, gone] = date.nodata
        values[-1, 20, 20] = date.nodata
    if date.hole == "nan":
        values[:, gone] = np.nan
        values[0, 20, 20] = np.nan
    path = write_raster(
        folder / f"{name}.tif",
        values,
        left=LEFT + date.shift[1] * 0.5,
        top=TOP - date.shift[0] * 0.5,
        mask=np.where(gone, 0, 255).astype(np.uint8) if date.hole == "mask" else None,
        **{"photometric": "minisblack", "nodata": date.nodata, **dict(date.profile)},
    )
    with rasterio.open(path, "r+") as dataset:
        if date.scale != (1.0, 0.0):
            dataset.scales, dataset.offsets = (date.scale[0],) * bands, (date.scale[1],) * bands
        if date.named:
            dataset.descriptions = tuple(NAMES[index] for index in date.order)
        else:  # else GDAL calls the further bands alpha or nothing at all
            dataset.colorinterp = [rasterio.enums.ColorInterp.gray] + [rasterio.enums.ColorInterp.undefined] * (bands - 1)
        if date.overviews:
            dataset.build_overviews([2], rasterio.enums.Resampling.average)
    return path


def plain(path: Path, date: Stored, other: Stored) -> tuple[np.ndarray, np.ndarray]:
    """Read a whole date without the engine: physical values in the order of the names, and where they hold data."""
    with rasterio.open(path) as dataset:
        values, masks = dataset.read(), dataset.read_masks() > 0
    # A value that no sensor gives is no data where only the other date declares it.
    forgotten = date.hole in ("none", "nan") and other.nodata is not None and date.dtype == other.dtype
    if forgotten and other.nodata != 0 and not date.dtype.startswith("u"):
        masks &= ~np.isnan(values) if math.isnan(other.nodata) else values != other.nodata
    if date.dtype.startswith("float"):
        masks &= np.isfinite(values)
    valid = masks.any(axis=0) if date.dtype == "uint8" else masks.all(axis=0)
    physical = values.astype(float) * date.scale[0] + date.scale[1]
    return physical[list(np.argsort(date.order))], valid


def opened(before: Path, after: Path) -> tuple[Dates, list[tuple[np.ndarray, np.ndarray]]]:
    """The pair as the engine reads it."""
    with (
        Raster(RasterSource("BEFORE", "before", str(before))) as one,
        Raster(RasterSource("AFTER", "after", str(after))) as other,
    ):
        dates = open_dates(GroundWanted(), None, (one, other), JobContext(lambda event: None))
        return dates, [raster.read(dates.grid, dates.work) for raster in dates.rasters]


@few
@given(pairs())
def test_values_and_masks_are_those_of_a_plain_reading(pair: tuple[Stored, Stored]) -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = [write(Path(name), key, date) for key, date in zip("ba", pair)]
        expected = [plain(path, date, other) for path, date, other in zip(paths, pair, pair[::-1])]
        dates, found = opened(*paths)
    top, left = (max(one, other) for one, other in zip(pair[0].shift, pair[1].shift))
    bottom, right = (min(one, other) for one, other in zip(pair[0].shift, pair[1].shift))
    assert (dates.work.height, dates.work.width) == (40 + bottom - top, 36 + right - left)
    assert dates.grid.window_bounds(dates.work)[0] == pytest.approx(LEFT + left * 0.5)
    assert dates.grid.window_bounds(dates.work)[3] == pytest.approx(TOP - top * 0.5)
    shown = []
    order = None
    for date, (values, valid), (known, holds) in zip(pair, found, expected):
        rows = slice(top - date.shift[0], top - date.shift[0] + dates.work.height)
        cols = slice(left - date.shift[1], left - date.shift[1] + dates.work.width)
        assert np.array_equal(valid, holds[rows, cols])
        # The engine's order is that of the first date's file.
        order = list(pair[0].order) if order is None else order
        wanted = known[order][:, rows, cols]
        assert np.allclose(values[:, valid], wanted[:, valid], rtol=1e-5, atol=1e-6)
        shown.append((values, wanted))
    both = found[0][1] & found[1][1]
    change = np.abs(shown[0][0].astype(float) - shown[1][0]).max(axis=0) > 0.5
    truth = np.abs(shown[0][1] - shown[1][1]).max(axis=0) > 0.5
    near = np.abs(np.abs(shown[0][1] - shown[1][1]).max(axis=0) - 0.5) < 1e-3  # single precision decides
    assert np.array_equal(change[both & ~near], truth[both & ~near])


# -- where a file lies -------------------------------------------------------------------------------------------------------

CRSES = ("EPSG:32645", "EPSG:32644", "EPSG:4326", "EPSG:3857", "EPSG:3035")
CENTRE = (85.45, 27.6)
_FROM_DEGREES = {crs: pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True) for crs in CRSES}
_TO_PLANE = {crs: pyproj.Transformer.from_crs(crs, UTM.to_wkt(), always_xy=True) for crs in CRSES}
_ORIGIN = pyproj.Transformer.from_crs("EPSG:4326", UTM.to_wkt(), always_xy=True).transform(*CENTRE)


@dataclass(frozen=True)
class Placed:
    """Where one date lies.

    :param pixel: metres. ``place``: of its centre, in metres from the common one. ``kind``: of georeference.
    """

    crs: str
    pixel: float
    place: tuple[float, float]
    kind: str
    angle: float


@st.composite
def placed(draw: Any) -> Placed:
    return Placed(
        draw(st.sampled_from(CRSES[:4])),
        draw(st.sampled_from([0.5, 0.7, 1.0, 2.0])),
        (draw(st.integers(-9, 9)) * 0.8, draw(st.integers(-9, 9)) * 0.8),
        draw(st.sampled_from(["north-up", "north-up", "turned", "south-up", "mirrored", "points"])),
        draw(st.integers(-170, 170)),
    )


def plane(x: Any, y: Any) -> np.ndarray:
    """Values at places in UTM: exact under every linear interpolation."""
    return 1000 + 2.0 * (np.asarray(x) - _ORIGIN[0]) + 3.0 * (np.asarray(y) - _ORIGIN[1])


def write_placed(folder: Path, name: str, date: Placed) -> Path:
    """Write a date of 64 x 60 pixels that holds :func:`plane`."""
    x, y = _FROM_DEGREES[date.crs].transform(*CENTRE)
    side = date.pixel
    if date.crs == "EPSG:4326":
        side = date.pixel / 111_320
    if date.crs == "EPSG:3857":
        side = date.pixel / math.cos(math.radians(CENTRE[1]))
    unit = side / date.pixel
    middle = Affine.translation(x + date.place[0] * unit, y + date.place[1] * unit)
    turn = Affine.rotation(date.angle) if date.kind == "turned" else Affine.identity()
    flip = {"south-up": (1, 1), "mirrored": (-1, -1)}.get(date.kind, (1, -1))
    transform = middle * turn * Affine.scale(side * flip[0], side * flip[1]) * Affine.translation(-30, -32)
    cols, rows = np.meshgrid(np.arange(60) + 0.5, np.arange(64) + 0.5)
    values = plane(*_TO_PLANE[date.crs].transform(*(transform * (cols, rows))))
    options: dict[str, Any] = {"transform": transform}
    if date.kind == "points":
        places = [(row, col, *(transform * (col, row))) for row in (0, 32, 64) for col in (0, 30, 60)]
        options = {"transform": None, "gcps": [GroundControlPoint(*item) for item in places]}
    crs = CRS.from_user_input(date.crs)
    return write_raster(folder / f"{name}.tif", values[None].astype(np.float32), crs=crs, **options)


@few
@given(st.tuples(placed(), placed()))
def test_each_pixel_is_read_where_it_lies(pair: tuple[Placed, Placed]) -> None:
    before, after = pair
    with tempfile.TemporaryDirectory() as name:
        paths = [write_placed(Path(name), key, date) for key, date in (("b", before), ("a", after))]
        dates, found = opened(*paths)
    grid = dates.grid.cropped(dates.work)
    assert grid.crs == CRS.from_user_input(after.crs)
    cols, rows = np.meshgrid(np.arange(grid.width) + 0.5, np.arange(grid.height) + 0.5)
    expected = plane(*_TO_PLANE[after.crs].transform(*(grid.transform * (cols, rows))))
    sizes = [date.pixel * (math.sqrt(math.cos(math.radians(CENTRE[1]))) if date.crs == "EPSG:4326" else 1) for date in pair]
    # The coarser one, or the next whole multiple of the last date's own; a turned date is as fine as its diagonal allows.
    assert max(sizes) * 0.9 < dates.gsd_m < max(sizes) + sizes[1] * 1.1
    pixel = dates.gsd_m
    for values, valid in found:
        # The edge of a date is made of fewer pixels than the inside, and may be half a pixel off.
        inside = _eroded(_eroded(valid))
        assert inside.mean() > 0.02, "nothing is left to compare"
        assert np.abs(values[0] - expected)[inside].max() < 0.3 * pixel * math.hypot(2, 3)
        assert abs((values[0] - expected)[inside].mean()) < 0.1 * pixel * math.hypot(2, 3)
    both = _eroded(_eroded(found[0][1] & found[1][1]))
    assert np.abs(found[0][0][0] - found[1][0][0])[both].max(initial=0.0) < 0.4 * pixel * math.hypot(2, 3)


def _eroded(mask: np.ndarray) -> np.ndarray:
    """A mask without the pixels at its edge."""
    padded = np.pad(mask, 1)
    return np.logical_and.reduce([padded[r : r + mask.shape[0], c : c + mask.shape[1]] for r in range(3) for c in range(3)])
