"""Any number of dates on one grid, checked against numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import GroundWanted, make_reader, open_dates
from groundshift.plugin.engine.dates.grid import Window
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file.spec import Normalisation
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, write_raster


def opened(folder: Path, images: list[np.ndarray], parameter: str = "RASTERS", **profile: object) -> list[Raster]:
    paths = [write_raster(folder / f"date-{number}.tif", image, **profile) for number, image in enumerate(images)]
    return [Raster(RasterSource(parameter, path.stem, str(path))) for path in paths]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_dates_are_read_on_one_grid_and_normalised_each_by_itself(tmp_path: Path, count: int) -> None:
    random = np.random.default_rng(3)
    images = [random.integers(1, 200, (2, 60, 80)).astype(np.int16) for _ in range(count)]
    for number, image in enumerate(images):
        image[:, 5 * number : 5 * number + 3, 10] = 0
    events: list[Event] = []
    rasters = opened(tmp_path, images, nodata=0)
    dates = open_dates(GroundWanted(), None, rasters, JobContext(events.append))
    assert dates.work == dates.overlap == Window(0, 0, 60, 80)
    reader = make_reader(dates, Normalisation(), JobContext(events.append))
    arrays, valid = reader.read(dates.work)
    assert np.array_equal(valid, np.all([(image != 0).all(axis=0) for image in images], axis=0))
    assert len(arrays) == count
    for array, image in zip(arrays, images):
        own = (image != 0).all(axis=0)
        known = image[:, own].astype(float)
        expected = (image - known.mean(axis=1)[:, None, None]) / known.std(axis=1)[:, None, None] * own
        assert np.allclose(array, expected, atol=1e-5)
    if count > 2:
        named = [event.values["parameter"] for event in events if isinstance(event, Log) and event.code == "statistics"]
        assert named == [f"RASTERS 'date-{number}'" for number in range(count)]


def test_the_coarsest_date_sets_the_resolution_and_the_last_one_the_grid(tmp_path: Path) -> None:
    fine, coarse = np.full((1, 80, 80), 7, np.uint8), np.full((1, 20, 20), 9, np.uint8)
    paths = [
        write_raster(tmp_path / "a.tif", fine),
        write_raster(tmp_path / "b.tif", coarse, gsd=4 * GSD),
        write_raster(tmp_path / "c.tif", fine[:, :40, :60]),
    ]
    rasters = [Raster(RasterSource("RASTERS", path.stem, str(path))) for path in paths]
    dates = open_dates(GroundWanted(), None, rasters, JobContext(lambda event: None))
    assert (dates.grid.xres, dates.grid.left, dates.grid.top) == (pytest.approx(4 * GSD), LEFT, TOP)
    assert (dates.work.height, dates.work.width) == (10, 15)
    arrays, valid = make_reader(dates, Normalisation("scale", 1.0), JobContext(lambda event: None)).read(dates.work)
    assert valid.all()
    assert [float(array.mean()) for array in arrays] == [7, 9, 7]


def test_bands_that_only_some_dates_have_are_left_out(tmp_path: Path) -> None:
    names = [("red", "nir", "swir"), ("nir", "red"), ("blue", "red", "nir")]
    images = [np.full((len(bands), 20, 20), 5, np.int16) for bands in names]
    paths = [write_raster(tmp_path / f"date-{number}.tif", image) for number, image in enumerate(images)]
    for path, bands in zip(paths, names):
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = bands
    rasters = [Raster(RasterSource("RASTERS", path.stem, str(path))) for path in paths]
    open_dates(GroundWanted(), None, rasters, JobContext(lambda event: None))
    assert [raster.bands for raster in rasters] == [(1, 2), (2, 1), (2, 3)]


def test_memory_of_a_tile_that_was_given_back_is_filled_anew(tmp_path: Path) -> None:
    """With the same values as without, tile after tile, and not before it was given back."""
    random = np.random.default_rng(5)
    images = [random.integers(1, 200, (2, 64, 96)).astype(np.uint8) for _ in range(2)]
    quiet = JobContext(lambda event: None)
    dates = open_dates(GroundWanted(), None, opened(tmp_path, images, nodata=7), quiet)
    reader, plain = (make_reader(dates, Normalisation(), quiet) for _ in range(2))
    windows = [Window(0, 0, 32, 48), Window(16, 30, 32, 48), Window(32, 48, 32, 48), Window(0, 0, 64, 96), Window(8, 0, 32, 48)]
    held = [reader.read(window)[0] for window in windows[:2]]
    assert not np.shares_memory(held[0][0].base, held[1][0].base)
    places = {tile[0].base.__array_interface__["data"][0] for tile in held}
    reader.give_back(held[0])
    again, _ = reader.read(windows[2])
    assert again[0].base.__array_interface__["data"][0] in places
    for window in windows:
        arrays, valid = reader.read(window)
        expected, known = plain.read(window)
        assert np.array_equal(arrays, expected)
        assert np.array_equal(valid, known)
        reader.give_back(arrays)
