"""Web maps: the right pixels in the right place, tiles that fail, servers that stall."""

from __future__ import annotations

import os
import threading
import time

import numpy
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeedback,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsTask,
)

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.layers.block_reader import Patience
from groundshift.plugin.layers.render import run_render
from groundshift.plugin.layers.render_plan import describe_rendered, prepare_render, units_for_gsd
from groundshift.tests.helpers.gdal_files import png
from groundshift.tests.helpers.tile_server import STALL, TileServer

pytestmark = pytest.mark.usefixtures("qgis")

ZOOM, COLUMN, ROW = 17, 22800, 52400  # somewhere in California
MERCATOR = QgsCoordinateReferenceSystem("EPSG:3857")
# Only what a server never answers is waited for to the end: a busy machine may take its time for all else.
QUICK = Patience(silence_s=30.0, total_s=60.0, retry_waits_s=(0.1, 0.2))
STALLED = Patience(silence_s=1.5, total_s=60.0, retry_waits_s=(0.1, 0.2))
SILENT = Patience(silence_s=0.5, total_s=10.0, retry_waits_s=(0.1, 0.2))
LONG = 50  # seconds, fewer than a server stalls
WIDTH, HEIGHT = 1280, 768  # 5 x 3 tiles: two chunks of 4 x 3 and 1 x 3
TILES = 15
BAD = (ZOOM, COLUMN + 1, ROW + 2)


def seen(tile):
    """Where a tile lies in the picture: slices of rows and columns."""
    x, y = (tile[1] - COLUMN) * 256, (tile[2] - ROW) * 256
    return slice(y, y + 256), slice(x, x + 256)


@pytest.fixture(scope="module")
def picture():
    """Smooth hills with noise: no two pixels rows, tiles or bands alike. Values stay below 255 and above 0."""
    rng = numpy.random.default_rng(7)
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    hills = [120 + 60 * numpy.sin(x / (40 + 9 * band)) * numpy.cos(y / (55 - 7 * band)) for band in range(3)]
    return numpy.clip(numpy.stack(hills) + rng.normal(0, 15, (3, HEIGHT, WIDTH)), 1, 254).astype("uint8")


@pytest.fixture
def server(picture):
    running = TileServer(picture, ZOOM, COLUMN, ROW)
    yield running
    running.stop()


class Listener(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, warning):
        self.warnings.append(warning)


def prepare(server, path, resolution=None, bounds=(0, 0, WIDTH, HEIGHT), **more):
    layer = QgsRasterLayer(server.uri(), "map 2021-03-04", "wms")
    extent = QgsRectangle(*server.bounds(*bounds))
    return prepare_render(layer, "BEFORE", extent, MERCATOR, resolution or server.resolution(), str(path), **more)


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


def test_every_pixel_in_its_place(server, picture, tmp_path):
    path = tmp_path / "map.tif"
    fractions = []
    request = prepare(server, path, bands=(3, 2, 1))
    report = run_render(request, progress=fractions.append)
    assert (report.tiles, report.failed, report.missing, report.lines("m")) == (TILES, 0, 0, [])
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    pixels = read(path)
    assert numpy.array_equal(pixels[:3], picture)
    assert (pixels[3] == 255).all()
    assert max(server.hits.values()) == 1
    assert len(server.hits) == TILES  # no neighbours
    dataset = gdal.Open(str(path))
    left, _, _, top = server.bounds(0, 0, WIDTH, HEIGHT)
    transform = dataset.GetGeoTransform()
    assert transform[0] == pytest.approx(left, abs=1e-6)
    assert transform[3] == pytest.approx(top, abs=1e-6)
    assert transform[1] == pytest.approx(server.resolution(), rel=1e-12)
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "3857"
    assert dataset.GetRasterBand(4).GetColorInterpretation() == gdal.GCI_AlphaBand
    source = describe_rendered(request)
    assert (source.parameter, source.path, source.bands, source.crs) == ("BEFORE", str(path), (3, 2, 1), None)
    assert (source.rendered, source.date) == (True, "2021-03-04")


def test_only_the_tiles_that_the_extent_meets(server, tmp_path):
    report = run_render(prepare(server, tmp_path / "m.tif", bounds=(300, 300, 100, 100)))
    assert report.tiles == 1
    assert set(server.hits) == {(ZOOM, COLUMN + 1, ROW + 1)}
    # 20 pixels further on each side reach the neighbours
    report = run_render(prepare(server, tmp_path / "n.tif", bounds=(300, 300, 100, 100), margin=60))
    assert report.tiles == 4


def test_the_zoom_level_is_at_least_as_fine_as_asked(server, tmp_path):
    for asked, expected in ((1.0, 1.0), (1.9, 1.0), (0.9, 0.5), (2.0, 2.0)):
        request = prepare(server, tmp_path / "m.tif", resolution=asked * server.resolution())
        assert request.grid.pixel_width == pytest.approx(expected * server.resolution(), rel=1e-9)
    layer = QgsRasterLayer(server.uri(zmax=ZOOM), "m", "wms")
    extent = QgsRectangle(*server.bounds(0, 0, 512, 512))
    request = prepare_render(layer, "BEFORE", extent, MERCATOR, server.resolution() / 8, str(tmp_path / "m.tif"))
    assert request.grid.pixel_width == pytest.approx(server.resolution(), rel=1e-9)  # there is nothing finer


def test_an_extent_in_another_crs(server, picture, tmp_path):
    utm = QgsCoordinateReferenceSystem("EPSG:32611")
    transform = QgsCoordinateTransform(MERCATOR, utm, QgsProject.instance())
    extent = transform.transformBoundingBox(QgsRectangle(*server.bounds(300, 300, 100, 100)))
    # A metre on the ground is more than a metre of the map here; 1 m needs the next zoom level, 1.1 m does not.
    layer = QgsRasterLayer(server.uri(), "m", "wms")
    latitude = 33.6  # of the tiles, roughly
    ground = server.resolution() * numpy.cos(numpy.radians(latitude))
    for factor, finer in ((1.1, 1), (0.9, 2)):
        request = prepare_render(layer, "BEFORE", extent, utm, ground * factor, str(tmp_path / "m.tif"))
        assert request.grid.pixel_width == pytest.approx(server.resolution() / finer, rel=1e-9)
    request = prepare_render(layer, "BEFORE", extent, utm, ground * 1.1, str(tmp_path / "m.tif"))
    run_render(request)
    assert numpy.array_equal(read(tmp_path / "m.tif")[:3, :256, :256], picture[:, 256:512, 256:512])


@pytest.mark.parametrize("status", [500, 429])
def test_a_tile_that_keeps_failing_is_nodata_and_said(server, picture, tmp_path, status):
    server.rule = lambda tile, count: status if tile == BAD else None
    listener = Listener()
    report = run_render(prepare(server, tmp_path / "m.tif"), listener, patience=QUICK)
    assert (report.tiles, report.failed, report.missing) == (TILES, 1, 0)
    assert server.hits[BAD] == 3  # tried again, twice
    assert sum(server.hits.values()) == TILES + 2
    text = f"1 of 15 tiles of 'map 2021-03-04' could not be read (HTTP {status} (127.0.0.1)); they are nodata."
    assert listener.warnings == [text]
    pixels = read(tmp_path / "m.tif")
    hole = numpy.zeros((HEIGHT, WIDTH), bool)
    hole[seen(BAD)] = True
    assert numpy.array_equal(pixels[3] == 0, hole)
    assert numpy.array_equal(pixels[:3, ~hole], picture[:, ~hole])


def test_a_tile_that_the_server_does_not_have_is_not_asked_for_again(server, tmp_path):
    server.rule = lambda tile, count: 404 if tile == BAD else None
    listener = Listener()
    report = run_render(prepare(server, tmp_path / "m.tif"), listener, patience=QUICK)
    assert (report.failed, report.missing, server.hits[BAD]) == (0, 1, 1)
    assert "no picture for 1 of 15" in listener.warnings[0]


def test_holes_are_said_where_qgis_itself_reads_the_tiles(server, tmp_path, monkeypatch):
    """Such as WMTS. QGIS 3.22 reports what failed; newer versions do not."""
    monkeypatch.setattr("groundshift.plugin.layers.render.tile_source", lambda provider: None)
    server.rule = lambda tile, count: 500 if tile == BAD else None
    listener = Listener()
    report = run_render(prepare(server, tmp_path / "m.tif"), listener, patience=QUICK)
    assert report.failed + report.missing == 1
    assert "1 of 15" in listener.warnings[0]


def test_tiles_that_fail_twice_are_there_in_the_end(server, picture, tmp_path):
    server.rule = lambda tile, count: 500 if count < 3 and tile[1] == BAD[1] else None
    listener = Listener()
    report = run_render(prepare(server, tmp_path / "m.tif"), listener, patience=QUICK)
    assert (report.failed, report.missing, listener.warnings) == (0, 0, [])
    assert numpy.array_equal(read(tmp_path / "m.tif")[:3], picture)


def test_an_answer_that_is_no_picture_is_a_failure(server, picture, tmp_path):
    server.rule = lambda tile, count: b"<html>over quota</html>" if tile == BAD and count < 3 else None
    report = run_render(prepare(server, tmp_path / "m.tif"), patience=QUICK)
    assert (report.failed, server.hits[BAD]) == (0, 3)
    assert numpy.array_equal(read(tmp_path / "m.tif")[:3], picture)


def test_a_transparent_tile_is_an_answer(server, tmp_path):
    clear = png(numpy.zeros((4, 256, 256), "uint8"))
    server.rule = lambda tile, count: clear if tile == BAD else None
    report = run_render(prepare(server, tmp_path / "m.tif"), patience=QUICK)
    assert (report.failed, report.missing, server.hits[BAD]) == (0, 0, 1)
    assert (read(tmp_path / "m.tif")[3][seen(BAD)] == 0).all()


def test_a_tile_that_stalls(server, picture, tmp_path):
    server.rule = lambda tile, count: STALL if tile == BAD and count < 2 else None
    started = time.monotonic()
    report = run_render(prepare(server, tmp_path / "m.tif"), patience=STALLED)
    assert time.monotonic() - started < LONG
    assert report.failed == 0
    assert numpy.array_equal(read(tmp_path / "m.tif")[:3], picture)


def test_a_server_that_stalls_for_good(server, tmp_path):
    server.rule = lambda tile, count: STALL
    started = time.monotonic()
    with pytest.raises(JobFailure) as failure:
        run_render(prepare(server, tmp_path / "m.tif"), patience=SILENT)
    assert time.monotonic() - started < LONG
    assert failure.value.code == "layer_unreadable"
    assert "no answer within 0.5 s" in failure.value.text()
    assert not os.listdir(tmp_path)


def test_a_server_that_always_fails(server, tmp_path):
    server.rule = lambda tile, count: 403
    with pytest.raises(JobFailure) as failure:
        run_render(prepare(server, tmp_path / "m.tif"), patience=QUICK)
    assert failure.value.code == "layer_unreadable"
    assert failure.value.parameter == "BEFORE"
    assert "HTTP 403" in failure.value.text()
    assert not os.listdir(tmp_path)


def test_a_server_without_any_of_the_tiles(server, tmp_path):
    server.rule = lambda tile, count: 404
    with pytest.raises(JobFailure) as failure:
        run_render(prepare(server, tmp_path / "m.tif"), patience=QUICK)
    assert (failure.value.code, max(server.hits.values())) == ("layer_unreadable", 1)


def test_a_server_that_goes_away(server, tmp_path):
    server.stop()
    with pytest.raises(JobFailure) as failure:
        run_render(prepare(server, tmp_path / "m.tif"), patience=QUICK)
    assert "connection refused" in failure.value.text()


@pytest.mark.parametrize("in_thread", [False, True])
def test_cancel_while_the_server_stalls(server, tmp_path, in_thread):
    feedback = QgsFeedback()
    request = prepare(server, tmp_path / "m.tif")
    outcome, cancelled = [], []

    def stall(tile, count):
        if tile[1] <= COLUMN + 2:
            return None
        cancelled.append(time.monotonic())
        feedback.cancel()
        return STALL

    server.rule = stall

    def work():
        try:
            run_render(request, feedback)
        except Cancelled:
            outcome.append("cancelled")

    if in_thread:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(LONG)
    else:
        work()
    assert time.monotonic() - cancelled[0] < LONG
    assert outcome == ["cancelled"]
    assert not os.listdir(tmp_path)


def test_in_a_task_of_qgis_while_the_main_thread_runs_its_event_loop(server, picture, tmp_path):
    """As Processing does it in QGIS Desktop: prepared in the main thread, run in a task."""
    request = prepare(server, tmp_path / "m.tif")
    outcome = []

    def work(task):
        outcome.append(run_render(request, QgsFeedback()))

    task = QgsTask.fromFunction("render", work)
    QgsApplication.taskManager().addTask(task)
    end = time.monotonic() + LONG
    while not outcome and time.monotonic() < end:
        QgsApplication.processEvents()
        time.sleep(0.01)
    assert outcome[0].failed == 0
    assert numpy.array_equal(read(tmp_path / "m.tif")[:3], picture)


def test_an_area_without_bounds_to_speak_of_is_refused(server, tmp_path):
    layer = QgsRasterLayer(server.uri(), "m", "wms")
    with pytest.raises(JobFailure) as failure:
        prepare_render(layer, "BEFORE", QgsRectangle(-2e7, -2e7, 2e7, 2e7), MERCATOR, 0.5, str(tmp_path / "m.tif"))
    assert failure.value.code == "area_too_large"


def test_an_area_elsewhere_is_refused(server, tmp_path):
    layer = QgsRasterLayer(server.uri(), "m", "wms")
    with pytest.raises(JobFailure) as failure:
        prepare_render(layer, "BEFORE", QgsRectangle(3e7, 0, 3.1e7, 10), MERCATOR, 0.5, str(tmp_path / "m.tif"))
    assert failure.value.code == "area_outside_layer"


def test_a_folder_that_is_not_there(server, tmp_path):
    with pytest.raises(JobFailure) as failure:
        run_render(prepare(server, tmp_path / "missing" / "m.tif"), patience=QUICK)
    assert failure.value.code == "write_failed"


def test_a_file_that_cannot_grow(server, tmp_path):
    """As on a full disk or beyond a quota."""
    resource = pytest.importorskip("resource")
    request = prepare(server, tmp_path / "m.tif")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(JobFailure) as failure:
            run_render(request, patience=QUICK)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert failure.value.code == "write_failed"
    assert not (tmp_path / "m.tif").exists()


@pytest.mark.parametrize(("code", "expected"), [("EPSG:3857", 1 / numpy.cos(numpy.radians(60))), ("EPSG:4326", 1 / 111412)])
def test_metres_on_the_ground_in_units_of_the_crs(code, expected):
    crs = QgsCoordinateReferenceSystem(code)
    centre = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance()).transform(
        QgsPointXY(10, 60)
    )
    assert units_for_gsd(crs, centre, 1.0) == pytest.approx(expected, rel=0.01)
