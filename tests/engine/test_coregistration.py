"""Shifts that are known, found again: on real pairs, over clouds and change, across grids, and where they vary."""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
from rasterio.enums import ColorInterp, Resampling
from rasterio.transform import from_origin
from rasterio.warp import reproject, transform
from scipy import ndimage
from scipy.spatial import cKDTree

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.coregistration.consensus import one_shift
from groundshift.plugin.engine.coregistration.correlation import cross_spectra, find_peak, gradients, shrunk
from groundshift.plugin.engine.coregistration.estimate import Estimate, ShiftSettings, estimate_shift
from groundshift.plugin.engine.coregistration.run import coregister
from groundshift.plugin.engine.coregistration.shift_field import smooth_field
from groundshift.plugin.engine.dates.dates import GroundWanted, open_dates
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.detection import left_behind
from groundshift.tests.helpers.known_shifts import (
    DATA,
    PAIRS,
    changed_and_recoloured,
    distorted,
    fourier_moved,
    moved_copy,
    smooth_shift,
)
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, write_raster

pytestmark = pytest.mark.slow

real_data = pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")


def estimate_local(job: CoregisterJob) -> Estimate:
    """The field of shifts itself, which no output holds."""
    context = JobContext(lambda event: None)
    with Raster(job.before) as before, Raster(job.after) as after:
        pair = open_dates(GroundWanted(), None, (before, after), context)
        settings = ShiftSettings(True, job.window, job.spacing, job.max_shift)
        return estimate_shift(pair, settings, lambda: None, lambda part: None)


class Runner:
    """Runs the job in a folder of its own; shifts come back in pixels, rows down and columns to the right."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []

    def job(self, before: Path, after: Path, **changes: Any) -> CoregisterJob:
        sources = RasterSource("BEFORE", before.stem, str(before)), RasterSource("AFTER", after.stem, str(after))
        return CoregisterJob(*sources, **{"scratch": str(self.folder / "scratch-1"), **changes})

    def __call__(self, before: Path, after: Path, **changes: Any) -> dict[str, Any]:
        return coregister(self.job(before, after, **changes), JobContext(self.events.append))

    def pixels(self, before: Path, after: Path, **changes: Any) -> np.ndarray:
        values = self(before, after, **changes)
        with rasterio.open(after) as dataset:
            return np.array([-values["SHIFT_Y"] / dataset.res[1], values["SHIFT_X"] / dataset.res[0]])

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    folder = tmp_path / "out"
    folder.mkdir()
    return Runner(folder)


@cache
def scene(height: int, width: int, seed: int = 0, bands: int = 3) -> np.ndarray:
    """Something like a town: blocks of several sizes over smooth ground, uint8 (bands, height, width); not to be changed."""
    random = np.random.default_rng(seed)
    image = ndimage.gaussian_filter(random.normal(size=(height, width)), 6) * 150 + 110
    for _ in range(height * width // 400):
        top, left = random.integers(0, height), random.integers(0, width)
        image[top : top + random.integers(4, 20), left : left + random.integers(4, 20)] = random.uniform(30, 230)
    image = ndimage.gaussian_filter(image, 0.8)
    tints = random.uniform(0.7, 1.0, bands)
    town = np.clip(image * tints[:, None, None], 0, 255).astype(np.uint8)
    town.flags.writeable = False
    return town


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A scene and its later date, which lies 2.4 rows below and 3.7 columns to the left of it; no test changes them."""
    tmp_path = tmp_path_factory.mktemp("pair")
    before = scene(400, 500)
    after = changed_and_recoloured(fourier_moved(before, 2.4, -3.7))
    return write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", after)


# -- the shift ------------------------------------------------------------------------------------


@real_data
@pytest.mark.parametrize(("name", "shift"), zip(PAIRS, 3 * ((0.37, -0.61), (-19.6, 13.3))))
def test_known_shifts_between_real_dates(run: Runner, tmp_path: Path, name: str, shift: tuple[float, float]) -> None:
    """What lies between the dates already is not known: the difference to what is found without the shift is tested.

    Of each kind of imagery one pair is moved by less than a pixel, and one far.
    """
    real = PAIRS[name]
    before, after = DATA / real.before, DATA / real.after
    options = {"spacing": 128.0}
    own = run.pixels(moved_copy(before, tmp_path / "own.tif", 0, 0, real.window), after, **options)
    assert np.hypot(*own) < 2
    moved = moved_copy(before, tmp_path / "moved.tif", *shift, real.window)
    assert own - run.pixels(moved, after, **options) == pytest.approx(shift, abs=0.05)


@real_data
def test_many_tie_points_that_agree_roughly_are_not_taken_for_certainty(run: Runner, tmp_path: Path) -> None:
    """Nine in ten tie points agree, but to a third of a pixel only, and on little ground: shores moved as the lakes rose."""
    real = PAIRS["NAIP 2014-2017, rising lakes"]
    before = moved_copy(DATA / real.before, tmp_path / "b.tif", 0, 0, real.window)
    values = run(before, DATA / real.after)
    assert values["TIEPOINTS_USED"] > 0.9 * values["TIEPOINT_COUNT"]
    assert 0.3 < values["RELIABILITY"] < 0.8
    assert "inlier tie points: 0.1" in run.log


@real_data
@pytest.mark.parametrize(("clouds", "shift"), [(0.2, (0.25, 0.5)), (0.7, (-7.83, 20.0))])
def test_known_shifts_under_clouds_and_change(run: Runner, tmp_path: Path, clouds: float, shift: tuple[float, float]) -> None:
    source = DATA / "buildings" / "banepa" / "image.tif"
    before = moved_copy(source, tmp_path / "before.tif", 0, 0, (2600, 2600, 500, 450))
    with rasterio.open(before) as dataset:
        pixels, profile = dataset.read(), dataset.profile
    with rasterio.open(tmp_path / "after.tif", "w", **profile) as dataset:
        dataset.write(changed_and_recoloured(fourier_moved(pixels, *shift), clouds=clouds))
    assert run.pixels(before, tmp_path / "after.tif", spacing=80.0) == pytest.approx(shift, abs=0.05)


def test_shift_reliability_and_tie_points(run: Runner, pair: tuple[Path, Path]) -> None:
    path = run.folder / "points.gpkg"
    values = run(*pair, tiepoints=str(path), spacing=80.0)
    assert values["SHIFT_X"] == pytest.approx(-3.7 * GSD, abs=0.05 * GSD)
    assert values["SHIFT_Y"] == pytest.approx(-2.4 * GSD, abs=0.05 * GSD)
    assert 0.5 < values["RELIABILITY"] <= 1
    meta, _, _, columns = pyogrio.raw.read(path, layer="points")
    fields = dict(zip(meta["fields"], columns))
    assert meta["crs"] == "EPSG:32645"
    assert meta["geometry_type"] == "Point"
    used = fields["status"] == "used"
    assert used.sum() == values["TIEPOINTS_USED"]
    assert len(used) == values["TIEPOINT_COUNT"]
    assert np.median(fields["shift_x"][used]) == pytest.approx(values["SHIFT_X"], abs=0.05 * GSD)
    # A metre of UTM is nearly one on the ground.
    assert fields["length_m"] == pytest.approx(np.hypot(fields["shift_x"], fields["shift_y"]), rel=1e-3, abs=1e-3)
    assert ((fields["reliability"] >= 0) & (fields["reliability"] <= 1)).all()
    assert np.median(fields["misfit_m"][used]) < 0.1
    if (~used).any():
        assert fields["misfit_m"][~used].min() > 0.1
    assert "tie points agree" in run.log
    assert left_behind(run.folder) == {"points.gpkg"}
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT f_table_name, useAsDefault FROM layer_styles").fetchall() == [("points", 1)]
    assert "GROUNDSHIFT" in str(connection.execute("SELECT * FROM gpkg_metadata").fetchall())
    connection.close()


def test_contrast_that_turns_round(run: Runner, tmp_path: Path) -> None:
    """Fields that are light on dark before and dark on light after."""
    before = scene(300, 300, bands=1)
    after = 255 - fourier_moved(before, -1.3, 4.6)
    paths = write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", after)
    assert run.pixels(*paths, spacing=60.0) == pytest.approx([-1.3, 4.6], abs=0.1)


def test_other_crs_resolution_and_depth(run: Runner, tmp_path: Path) -> None:
    """The later date in degrees, coarser and with 16 bits; the earlier one's georeference is 3 m and -2 m off."""
    image = scene(700, 700)
    before = write_raster(tmp_path / "b.tif", image, left=LEFT - 3.0, top=TOP + 2.0)
    (west,), (north,) = transform("EPSG:32645", "EPSG:4326", [LEFT + 50], [TOP - 50])
    degrees = from_origin(west, north, 8e-6, 8e-6)
    warped = np.zeros((3, 280, 300), np.uint16)
    reproject(
        (image.astype(np.uint16) * 100),
        warped,
        src_transform=from_origin(LEFT, TOP, GSD, GSD),
        src_crs="EPSG:32645",
        dst_transform=degrees,
        dst_crs="EPSG:4326",
        resampling=Resampling.average,
    )
    with rasterio.open(
        tmp_path / "a.tif", "w", driver="GTiff", dtype="uint16", count=3, height=280, width=300, crs="EPSG:4326",
        transform=degrees, nodata=0,
    ) as dataset:  # fmt: skip
        dataset.write(warped)
    values = run(before, tmp_path / "a.tif", aligned=str(run.folder / "aligned.tif"))
    east, north = 111_320 * math.cos(math.radians(27.65)), 110_840  # metres a degree
    # UTM's north is 0.7 degrees off here, which turns the shift a little.
    assert values["SHIFT_X"] * east == pytest.approx(3.0, abs=0.12)
    assert values["SHIFT_Y"] * north == pytest.approx(-2.0, abs=0.12)
    with rasterio.open(run.folder / "aligned.tif") as aligned, rasterio.open(tmp_path / "a.tif") as after:
        assert aligned.crs == after.crs
        assert aligned.res == pytest.approx(after.res)
        assert aligned.dtypes == ("uint8",) * 3
        window = after.window(*aligned.bounds).round_offsets().round_lengths()
        ours, theirs = aligned.read(1).astype(float), after.read(1, window=window) / 100
        both = (aligned.read_masks(1) > 0) & (theirs > 0)
        assert np.corrcoef(ours[both], theirs[both])[0, 1] > 0.97


def test_grids_off_by_a_fraction_of_a_pixel(run: Runner, tmp_path: Path) -> None:
    """The same ground photographed on another raster: nothing to move, though pixels do not coincide."""
    image = scene(300, 300, bands=1)
    other = fourier_moved(image, -0.44, -0.38)  # pixels of a grid that begins 0.38 columns and 0.44 rows later
    before = write_raster(tmp_path / "b.tif", image)
    after = write_raster(tmp_path / "a.tif", other, left=LEFT + 0.38 * GSD, top=TOP - 0.44 * GSD)
    assert run.pixels(before, after, spacing=60.0) == pytest.approx([0, 0], abs=0.05)


def test_area_and_what_is_left_out(run: Runner, tmp_path: Path) -> None:
    """Two halves that moved differently: the area selects the one that counts, or what to leave out."""
    image = scene(300, 600, bands=1)
    after = np.concatenate([fourier_moved(image, 0, 3)[..., :300], fourier_moved(image, 0, -4)[..., 300:]], axis=2)
    paths = write_raster(tmp_path / "b.tif", image), write_raster(tmp_path / "a.tif", after)
    shapely = pytest.importorskip("shapely")

    def half(parameter: str, left: float) -> Polygons:
        box = shapely.box(LEFT + left * GSD, TOP - 300 * GSD, LEFT + (left + 300) * GSD, TOP)
        return Polygons(parameter, "half", "EPSG:32645", (box.wkb_hex,))

    assert run.pixels(*paths, spacing=60.0, include=(half("AREA", 0),)) == pytest.approx([0, 3], abs=0.1)
    assert run.pixels(*paths, spacing=60.0, include=(half("AREA", 300),)) == pytest.approx([0, -4], abs=0.1)
    assert run.pixels(*paths, spacing=60.0, exclude=(half("EXCLUDE", 300),)) == pytest.approx([0, 3], abs=0.1)


def test_an_area_between_the_nodes(run: Runner, tmp_path: Path) -> None:
    """Ten pixels of ground along the diagonal of the scene."""
    image = scene(400, 500)
    pair = write_raster(tmp_path / "b.tif", image), write_raster(tmp_path / "a.tif", fourier_moved(image, 2.4, -3.7))
    shapely = pytest.importorskip("shapely")
    line = shapely.LineString([(LEFT + 60, TOP - 40), (LEFT + 190, TOP - 160)]).buffer(2.5)
    area = Polygons("AREA", "road", "EPSG:32645", (line.wkb_hex,))
    assert run.pixels(*pair, include=(area,)) == pytest.approx([2.4, -3.7], abs=0.1)


def test_small_rasters(run: Runner, tmp_path: Path) -> None:
    image = scene(100, 100)
    paths = write_raster(tmp_path / "b.tif", image), write_raster(tmp_path / "a.tif", fourier_moved(image, 1.5, -2.25))
    assert run.pixels(*paths) == pytest.approx([1.5, -2.25], abs=0.1)


# -- the field ------------------------------------------------------------------------------------


def test_a_shift_that_varies(run: Runner, tmp_path: Path) -> None:
    """Half a rotation of shifts over the scene, from -3 to 3 pixels, resampled with a spline."""
    image = scene(450, 450)
    rows, cols = np.mgrid[0:450, 0:450].astype(float)
    shift_rows, shift_cols = 3 * np.sin(cols / 450 * np.pi) - 1, 3 * np.cos(rows / 450 * np.pi)
    after = np.stack([ndimage.map_coordinates(band, [rows - shift_rows, cols - shift_cols], order=3) for band in image])
    after = changed_and_recoloured(after)
    paths = write_raster(tmp_path / "b.tif", image), write_raster(tmp_path / "a.tif", after)
    outputs = {"tiepoints": str(run.folder / "p.gpkg"), "aligned": str(run.folder / "aligned.tif")}
    values = run(*paths, method="local", window=64, spacing=32.0, **outputs)
    assert values["RELIABILITY"] > 0.4
    meta, _, geometry, columns = pyogrio.raw.read(outputs["tiepoints"], layer="p")
    fields = dict(zip(meta["fields"], columns))
    shapely = pytest.importorskip("shapely")
    points = shapely.get_coordinates(shapely.from_wkb(geometry))
    at_rows, at_cols = (TOP - points[:, 1]) / GSD - 0.5, (points[:, 0] - LEFT) / GSD - 0.5
    true = 3 * np.sin(at_cols / 450 * np.pi) - 1, 3 * np.cos(at_rows / 450 * np.pi)
    error = np.hypot(-fields["shift_y"] / GSD - true[0], fields["shift_x"] / GSD - true[1])
    used = fields["status"] == "used"
    assert np.median(error[used]) < 0.15
    assert used[error < 0.3].mean() > 0.8
    assert not used[error > 1.5].any()
    # The moved raster lies on the later date: what is left is small everywhere.
    with rasterio.open(outputs["aligned"]) as dataset:
        assert dataset.shape == (450, 450)
        aligned = dataset.read(1).astype(float)
    plain = np.stack([ndimage.map_coordinates(image[0], [rows - shift_rows, cols - shift_cols], order=3)])[0].astype(float)
    inner = slice(40, -40), slice(40, -40)
    assert np.abs(aligned - plain)[inner].mean() < 0.25 * np.abs(image[0].astype(float) - plain)[inner].mean()


@real_data
def test_a_known_distortion_of_real_imagery(run: Runner, tmp_path: Path) -> None:
    """Where tie points are in use, the field is right to a fifth of a pixel, and their reliability marks the right ones."""
    with rasterio.open(DATA / "buildings" / "banepa" / "image.tif") as dataset:
        pixels = dataset.read(window=((2600, 3050), (2600, 3050)))
    before = write_raster(tmp_path / "b.tif", pixels)
    after = write_raster(tmp_path / "a.tif", changed_and_recoloured(distorted(pixels)))
    estimate = estimate_local(run.job(before, after, method="local"))
    rows, cols = np.mgrid[0:450:9, 0:450:9].astype(float)
    error = np.hypot(*(estimate.field.at(rows, cols) - smooth_shift(rows, cols, 450)))
    nearest, _ = cKDTree(estimate.places[estimate.used]).query(np.column_stack([rows.ravel(), cols.ravel()]))
    near = nearest.reshape(rows.shape) < 32
    assert near.mean() > 0.8
    assert np.sqrt((error[near] ** 2).mean()) < 0.2
    own = np.hypot(*(estimate.shifts - smooth_shift(*estimate.places.T, 450).T).T)
    assert np.sqrt((own[estimate.used] ** 2).mean()) < 0.2
    assert (own[estimate.reliability > 0.6] < 0.3).mean() > 0.95
    assert estimate.certainty < 0.9 or estimate.error < 0.03


def test_smooth_field_bridges_gaps_and_ignores_outliers() -> None:
    rows, cols = np.arange(0, 400, 20.0), np.arange(0, 500, 20.0)
    wanted = np.ones((len(rows), len(cols)), bool)
    wanted[5:9, 6:11] = False
    random = np.random.default_rng(0)
    i, j = np.nonzero(wanted)
    true = np.column_stack([2 + rows[i] / 200, np.sin(cols[j] / 120)])
    shifts = true + random.normal(scale=0.1, size=true.shape)
    wrong = random.random(len(shifts)) < 0.2
    shifts[wrong] += random.uniform(-9, 9, (wrong.sum(), 2))
    field, used = smooth_field(rows, cols, wanted, shifts, np.ones(len(shifts)))
    at_rows, at_cols = np.mgrid[0:381:7, 0:481:7]
    found = field.at(at_rows, at_cols)
    expected = np.stack([2 + at_rows / 200, np.sin(at_cols / 120)])
    assert np.sqrt(((found - expected) ** 2).mean()) < 0.06
    assert np.abs(found - expected).max() < 0.3
    assert used[~wrong].mean() > 0.9


def test_consensus_of_few_among_many() -> None:
    """A fifth of the tie points agree; the others lie anywhere."""
    random = np.random.default_rng(1)
    shifts = random.uniform(-30, 30, (200, 2))
    shifts[:40] = random.normal((5.2, -11.4), 0.2, (40, 2))
    shift, used = one_shift(shifts, np.ones(200))
    assert shift == pytest.approx([5.2, -11.4], abs=0.1)
    assert used[:40].mean() > 0.9
    assert used[40:].mean() < 0.02


def test_holes_do_not_hold_the_peak_where_the_windows_lie() -> None:
    """Small holes at the same places in both windows: water that passes for nodata, or the shadows of small clouds."""
    image = scene(130, 130, bands=1).astype(np.float32)
    speckle = ndimage.gaussian_filter(np.random.default_rng(0).normal(size=(130, 130)), 1.0)
    valid = speckle < np.quantile(speckle, 0.85)
    known = shrunk(valid, 1)[1:-1, 1:-1]
    assert known.mean() < 0.6
    one, other = (gradients(item, valid) * known for item in (fourier_moved(image, 1.2, -0.8), image))
    assert find_peak(cross_spectra(one, other, known), 16).shift == pytest.approx([1.2, -0.8], abs=0.1)


def test_one_window_against_an_upsampled_correlation_of_scikit_image() -> None:
    """The refined peak is that of scikit-image's implementation of the same method, on the plain correlation."""
    registration = pytest.importorskip("skimage.registration")
    image = scene(128, 128, bands=1)[0].astype(np.float32)
    moved = fourier_moved(image[None], 3.3, -5.75)[0]
    expected, _, _ = registration.phase_cross_correlation(moved, image, upsample_factor=100, normalization=None)
    one, other = (gradients(np.pad(item, 1, mode="edge")[None], np.ones((130, 130), bool)) for item in (moved, image))
    peak = find_peak(cross_spectra(one, other), 20)
    assert peak.shift == pytest.approx(expected, abs=0.1)
    assert peak.shift == pytest.approx([3.3, -5.75], abs=0.1)


# -- the aligned raster ---------------------------------------------------------------------------


def test_what_a_file_s_name_and_metadata_beside_it_state_travels_with_the_aligned_raster(run: Runner, tmp_path: Path) -> None:
    image = scene(300, 400, bands=4).astype(np.uint16) * 37
    sent = tmp_path / "S2A_MSIL2A_20230101T000000.SAFE"
    sent.mkdir()
    (sent / "MTD_MSIL2A.xml").write_text('<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>')
    dove, sentinel = tmp_path / "20200512_101530_1105_3B_AnalyticMS_SR.tif", sent / "T32UQD_20230101T0_B04.tif"
    write_raster(dove, image)
    write_raster(sentinel, image[:1])
    after = write_raster(tmp_path / "a.tif", np.roll(image, (5, -8), axis=(1, 2)))
    with rasterio.open(after, "r+") as dataset:
        dataset.descriptions = ("blue", "green", "red", "nir")
    path = run.folder / "aligned.tif"
    run(dove, after, aligned=str(path), spacing=60.0)
    with rasterio.open(path) as aligned:
        assert aligned.descriptions == ("blue", "green", "red", "nir")
    red = write_raster(tmp_path / "red.tif", np.roll(image[:1], (5, -8), axis=(1, 2)))
    run(sentinel, red, aligned=str(path), spacing=60.0)
    with rasterio.open(path) as aligned:
        assert aligned.scales == (0.0001,)


def test_aligned_raster_keeps_type_bands_nodata_and_descriptions(run: Runner, tmp_path: Path) -> None:
    """Moved by whole pixels, values are the same to the last bit, in two bands of 16 bits with nodata."""
    image = scene(300, 400, bands=2).astype(np.int16) * 37 - 3000
    holed = image.copy()
    holed[:, 40:70, 100:150] = -9999
    before = write_raster(tmp_path / "b.tif", holed, nodata=-9999)
    with rasterio.open(before, "r+") as dataset:
        dataset.set_band_description(1, "red")
        dataset.set_band_description(2, "near infrared")
        dataset.update_tags(2, wavelength="840", wavelength_units="nanometers")
        dataset.scales = (0.0001, 0.0001)
        dataset.update_tags(ACQUIRED="2020-05-01")
    after = write_raster(tmp_path / "a.tif", np.roll(image, (5, -8), axis=(1, 2)), nodata=-9999)
    with rasterio.open(after, "r+") as dataset:
        dataset.descriptions = ("red", "near infrared")
    path = run.folder / "aligned.tif"
    run(before, after, aligned=str(path), spacing=60.0, provenance={"plugin_version": "1.2.3"})
    with rasterio.open(path) as aligned, rasterio.open(after) as reference:
        assert aligned.dtypes == ("int16", "int16")
        assert aligned.nodata == -9999
        assert aligned.descriptions == ("red", "near infrared")
        assert aligned.tags(2)["wavelength"] == "840"
        assert aligned.tags()["ACQUIRED"] == "2020-05-01"
        assert aligned.scales == (0.0001, 0.0001)
        assert aligned.crs == reference.crs
        tag = json.loads(aligned.tags()["GROUNDSHIFT"])
        assert tag["plugin_version"] == "1.2.3"
        assert tag["shift"]["shift_x"] == pytest.approx(-8 * GSD, abs=0.02)
        row, col = round((TOP - aligned.bounds.top) / GSD), round((aligned.bounds.left - LEFT) / GSD)
        values = aligned.read()
    expected = np.full_like(holed, -9999)
    expected[:, 5:, :-8] = holed[:, :-5, 8:]
    expected = expected[:, row : row + values.shape[1], col : col + values.shape[2]]
    inner = np.zeros(values.shape[1:], bool)
    inner[2:-2, 2:-2] = True
    empty = (expected == -9999).all(axis=0)
    far_from_holes = inner & ~ndimage.binary_dilation(empty, iterations=4)
    assert np.abs(values.astype(int) - expected)[:, far_from_holes].mean() < 60  # of a range of 8500: found to 0.02 px
    assert (values[:, inner & ndimage.binary_erosion(empty, iterations=2)] == -9999).all()
    assert (values[:, far_from_holes] != -9999).all()
    assert left_behind(run.folder) == {"aligned.tif"}


def test_aligned_raster_lies_on_the_later_date(run: Runner, pair: tuple[Path, Path]) -> None:
    path = run.folder / "aligned.tif"
    run(*pair, aligned=str(path), spacing=100.0)
    with rasterio.open(path) as aligned:
        # Without a nodata value, a mask marks where nothing was moved in: three columns on the right, two rows on top.
        assert aligned.nodata is None
        assert aligned.colorinterp[:3] == (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        assert aligned.shape == (398, 497)
        assert (aligned.read_masks(1) > 0)[1:-1, 1:-1].all()
        values = aligned.read().astype(float)
    expected = fourier_moved(scene(400, 500), 2.4, -3.7)[:, 2:, :497].astype(float)
    assert np.abs(values - expected)[:, 20:-20, 20:-20].mean() < 1.5
    # And once more: nothing is left to move.
    assert np.abs(run.pixels(path, pair[1], spacing=100.0)).max() < 0.05


def test_colour_tables_keep_their_values(run: Runner, tmp_path: Path) -> None:
    classes = (scene(300, 300, bands=1) // 32 * 32).astype(np.uint8)
    before = write_raster(tmp_path / "b.tif", classes, photometric="palette")
    with rasterio.open(before, "r+") as dataset:
        dataset.write_colormap(1, {value: (value, 255 - value, 0, 255) for value in range(256)})
    colours = np.repeat(scene(300, 300, bands=1), 3, axis=0)  # as the colour table shows the classes
    after = write_raster(tmp_path / "a.tif", fourier_moved(colours, 1.5, 2.5))
    run(before, after, aligned=str(run.folder / "aligned.tif"), spacing=60.0)
    with rasterio.open(run.folder / "aligned.tif") as aligned:
        assert set(np.unique(aligned.read(1))) <= set(np.unique(classes)) | {0}
        assert aligned.colormap(1)[32] == (32, 223, 0, 255)


# -- what can go wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("side", [100, 200])
def test_noise_has_no_shift(run: Runner, tmp_path: Path, side: int) -> None:
    """Among many wrong peaks some agree by chance."""
    for seed in range(2):
        noise = np.random.default_rng(seed).integers(0, 255, (2, 1, side, side), dtype=np.uint8)
        paths = [write_raster(tmp_path / f"{index}.tif", image) for index, image in enumerate(noise)]
        for method in ("global", "local"):
            assert run(*paths, method=method)["RELIABILITY"] == 0


def test_unlike_images_are_not_moved(run: Runner, tmp_path: Path) -> None:
    paths = write_raster(tmp_path / "b.tif", scene(300, 300, 1, 1)), write_raster(tmp_path / "a.tif", scene(300, 300, 2, 1))
    with pytest.raises(JobFailure) as failure:
        run(*paths, aligned=str(run.folder / "aligned.tif"), tiepoints=str(run.folder / "p.gpkg"), spacing=60.0)
    assert failure.value.code == "coregistration_unreliable"
    assert left_behind(run.folder) == set()
    values = run(*paths, tiepoints=str(run.folder / "p.gpkg"), spacing=60.0)
    assert values["RELIABILITY"] == values["SHIFT_X"] == values["SHIFT_Y"] == 0
    assert "could not be measured" in run.log
    assert left_behind(run.folder) == {"p.gpkg"}


def test_images_without_texture(run: Runner, tmp_path: Path) -> None:
    flat = np.full((3, 200, 200), 90, np.uint8)
    paths = write_raster(tmp_path / "b.tif", flat), write_raster(tmp_path / "a.tif", flat)
    values = run(*paths, tiepoints=str(run.folder / "p.geojson"))
    assert values["RELIABILITY"] == 0
    assert values["TIEPOINT_COUNT"] == 0


@pytest.mark.parametrize(
    ("changes", "code", "parameter"),
    [
        ({"max_shift": 5000.0}, "coregistration_max_shift", "MAX_SHIFT"),
        ({"window": 7}, "coregistration_window", "WINDOW"),
        ({"spacing": 0.0}, "coregistration_spacing", "SPACING"),
        ({"method": "affine"}, "method_unknown", "METHOD"),
        ({"aligned": "aligned.png"}, "output_format", "ALIGNED"),
        ({"tiepoints": "points.txt"}, "output_format", "TIEPOINTS"),
    ],
)
def test_mistakes(run: Runner, pair: tuple[Path, Path], changes: dict[str, Any], code: str, parameter: str) -> None:
    with pytest.raises(JobFailure) as failure:
        run(*pair, **changes)
    assert (failure.value.code, failure.value.parameter) == (code, parameter)
    assert failure.value.text()


def test_too_small_to_compare(run: Runner, tmp_path: Path) -> None:
    tiny = write_raster(tmp_path / "t.tif", scene(20, 300))
    with pytest.raises(JobFailure) as failure:
        run(tiny, tiny)
    assert failure.value.code == "coregistration_small"
    small = write_raster(tmp_path / "s.tif", scene(100, 300))
    with pytest.raises(JobFailure, match="WINDOW: Windows of 128 pixels do not fit into the overlap"):
        run(small, small, window=128)
    assert str(run(small, small, window=64)["SHIFT_Y"]) == "0.0"


@pytest.mark.parametrize("stage", ["measuring", "writing"])
def test_cancelled(run: Runner, pair: tuple[Path, Path], stage: str) -> None:
    stop = threading.Event()

    def emit(event: Event) -> None:
        if getattr(event, "stage", "") == stage:
            stop.set()

    job = run.job(*pair, aligned=str(run.folder / "a.tif"), tiepoints=str(run.folder / "p.gpkg"), spacing=200.0)
    context = JobContext(emit, stop)
    context.progress = lambda part, name, left=None: JobContext.progress(context, 1.0 if part < 1 else part, name, left)  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        coregister(job, context)
    assert left_behind(run.folder) == set()
