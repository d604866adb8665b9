"""Datum shifts: QGIS's grids are used where QGIS has them, and their lack is a warning with the metres."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS

from groundshift.plugin.engine.accuracy.assess import assess_accuracy
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.dates import GroundWanted, open_dates
from groundshift.plugin.engine.dates.datums import datum_shift
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.engine.proj_data import CACHE, FOLDERS, link_grids
from groundshift.plugin.jobs.accuracy import AssessAccuracyJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.rasters import write_raster

ROOT = Path(__file__).parents[2]
X, Y = 2_668_000.0, 5_980_000.0  # of the New Zealand Map Grid, in Wellington
GRID = Path("/usr/share/proj/nzgd2kgrid0005.gsb")  # of Debian's proj-data
_POINT = f"""
from rasterio.warp import transform
from pyproj import Transformer
print(transform("EPSG:27200", "EPSG:2193", [{X}], [{Y}])[0][0])
print(Transformer.from_crs(27200, 2193, always_xy=True).transform({X}, {Y})[0])
"""


def eastings(folders: str, cache: Path) -> list[float]:
    """The easting of a point of NZGD49 in NZGD2000, by rasterio and by pyproj, in a worker that is given PROJ's folders."""
    code = f"from groundshift.plugin.engine.proj_data import use_grids; use_grids(){_POINT}"
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "build"), FOLDERS: folders, CACHE: str(cache)}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    return [float(part) for part in done.stdout.split()]


@pytest.mark.slow
@pytest.mark.skipif(not GRID.is_file(), reason="needs the grids of Debian's proj-data")
def test_grids_of_qgis_are_used(tmp_path: Path) -> None:
    without, with_grids = eastings("", tmp_path), eastings(str(GRID.parent), tmp_path)
    assert with_grids == pytest.approx([1_757_975.906] * 2, abs=0.01)
    assert without == pytest.approx([1_757_973.822] * 2, abs=0.01)
    assert eastings(str(GRID.parent), tmp_path) == with_grids  # links that are there already
    assert eastings(str(tmp_path / "missing"), tmp_path) == without


def test_links_hold_the_own_database_and_the_grids_of_others(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    for folder, names in ((own, ("proj.db", "nad27")), (other, ("proj.db", "nad27", "a.gsb", "proj.ini"))):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(folder.name)
    linked = link_grids(str(own), [str(other)], str(tmp_path))
    assert linked is not None
    assert {path.name: path.read_text() for path in Path(linked).iterdir()} == {
        "proj.db": "own",
        "nad27": "own",
        "a.gsb": "other",
    }
    assert link_grids(str(own), [str(own)], str(tmp_path)) != linked


def test_a_missing_grid_is_a_warning_with_the_metres(tmp_path: Path) -> None:
    values = np.random.default_rng(1).integers(1, 255, (3, 60, 60)).astype(np.uint8)
    one = write_raster(tmp_path / "a.tif", values, X, Y, 1.0, CRS.from_epsg(27200))
    other = write_raster(tmp_path / "b.tif", values, 1_757_974.0, 5_418_286.0, 1.0, CRS.from_epsg(2193))
    events: list = []
    with Raster(RasterSource("BEFORE", "a", str(one))) as before, Raster(RasterSource("AFTER", "b", str(other))) as after:
        open_dates(GroundWanted(), None, (before, after), JobContext(events.append))
    (warning,) = [event for event in events if isinstance(event, Log) and event.level == "warning"]
    assert warning.code == "datum_grid_missing"
    assert (warning.values["accuracy"], warning.values["better"]) == ("4", "0.2")
    assert "nzgd2kgrid0005" in warning.values["grids"]


def test_the_same_datum_needs_no_shift() -> None:
    assert datum_shift(CRS.from_epsg(32633), CRS.from_epsg(4326), (14.0, 50.0, 15.0, 51.0)) is None
    shift = datum_shift(CRS.from_epsg(4258), CRS.from_epsg(4326), (14.0, 50.0, 15.0, 51.0))
    assert shift is not None
    assert not shift.missing


def test_where_all_grids_are_missing_the_metres_are_those_of_another_way() -> None:
    """NAD27 to NAD83 without grids: PROJ moves nothing, and reports no accuracy; by WGS 84 it is 33 m +- 7 m."""
    shift = datum_shift(CRS.from_epsg(26714), CRS.from_epsg(26914), (500_000.0, 4_983_000.0, 500_300.0, 4_983_300.0))
    assert shift is not None
    assert shift.missing
    assert 25 < shift.accuracy_m < 60


def test_areas_and_maps_of_another_datum_are_warned_of_too(tmp_path: Path) -> None:
    grid, values = CRS.from_epsg(2193), np.ones((3, 60, 60), np.uint8)
    path = write_raster(tmp_path / "b.tif", values, 1_757_974.0, 5_418_286.0, 1.0, grid)
    box = shapely.box(X, Y - 40, X + 40, Y)
    area = Polygons("AREA", "area", CRS.from_epsg(27200).to_wkt(), (box.wkb_hex,))
    events: list = []
    with Raster(RasterSource("AFTER", "b", str(path))) as raster:
        open_dates(GroundWanted((area,)), None, (raster, raster), JobContext(events.append))
    reference = write_raster(tmp_path / "a.tif", values[:1], X, Y, 1.0, CRS.from_epsg(27200))
    predicted = write_raster(tmp_path / "p.tif", values[:1], 1_757_974.0, 5_418_286.0, 1.0, grid)
    job = AssessAccuracyJob(
        str(tmp_path / "scratch"),
        RasterSource("PREDICTED", "p", str(predicted)),
        reference_raster=RasterSource("REFERENCE", "a", str(reference)),
        measures=str(tmp_path / "m.json"),
    )
    assess_accuracy(job, JobContext(events.append))
    warnings = [event.values for event in events if isinstance(event, Log) and event.code == "datum_grid_missing"]
    assert [item["parameter"] for item in warnings] == ["AREA", "REFERENCE"]
    assert [item["accuracy"] for item in warnings] == ["4", "4"]
