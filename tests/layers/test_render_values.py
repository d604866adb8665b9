"""Layers of values (in memory, WCS, ...) and WMS pictures, copied for the worker."""

from __future__ import annotations

import http.server
import math
import os
import threading
import time
from dataclasses import replace

import numpy
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeedback,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRectangle,
)

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sources import NodataRange
from groundshift.plugin.layers import render_plan
from groundshift.plugin.layers.block_reader import Patience
from groundshift.plugin.layers.render import rgba, run_render
from groundshift.plugin.layers.render_plan import describe_rendered, prepare_render
from groundshift.tests.helpers.map_server import FAULT, MapServer
from groundshift.tests.helpers.tile_server import STALL

pytestmark = pytest.mark.usefixtures("qgis")

UTM = QgsCoordinateReferenceSystem("EPSG:32611")
# Only what a server never answers is waited for to the end: a busy machine may take its time for all else.
QUICK = Patience(silence_s=30.0, total_s=60.0, retry_waits_s=(0.1, 0.2))
STALLED = Patience(silence_s=3.0, total_s=60.0, retry_waits_s=(0.1, 0.2))
LONG = 50  # seconds, fewer than a server stalls
SOME = QgsRectangle(500100, 3999000, 500300, 3999200)


def values(dtype="uint16", bands=2, height=300, width=400):
    rng = numpy.random.default_rng(3)
    return rng.integers(1, 250, (bands, height, width)).astype(dtype)


def copy(layer, path, extent=SOME, resolution=10.0, patience=QUICK, **more):
    """Copy a layer; the request, the report and GDAL's dataset."""
    request = prepare_render(layer, "AFTER", extent, UTM, resolution, str(path), **more)
    report = run_render(request, patience=patience)
    return request, report, gdal.Open(str(path))


def test_a_raster_in_memory_is_copied_whole(make_raster, tmp_path):
    array = values()
    path = make_raster("/vsimem/values-1.tif", array, nodata=7)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(2).SetMetadataItem("wavelength", "665")
    dataset.GetRasterBand(2).SetDescription("red")
    original = dataset.GetGeoTransform()
    dataset = None
    request, report, copied = copy(QgsRasterLayer(path, "m"), tmp_path / "m.tif")
    assert numpy.array_equal(copied.ReadAsArray(), array)
    assert copied.GetGeoTransform() == original
    assert copied.GetRasterBand(1).GetNoDataValue() == 7
    assert copied.GetRasterBand(1).DataType == gdal.GDT_UInt16
    assert copied.GetRasterBand(2).GetMetadataItem("wavelength") == "665"
    assert copied.GetRasterBand(2).GetDescription() == "red"
    assert copied.GetSpatialRef().GetAuthorityCode(None) == "32611"
    assert (report.failed, describe_rendered(request).rendered) == (0, False)
    gdal.Unlink(path)


def test_a_colour_table_is_copied(make_raster, tmp_path):
    array = values("uint8", bands=1)
    path = make_raster("/vsimem/palette.tif", array)
    colors = [(index, 255 - index, index // 2, 0 if index == 9 else 255) for index in range(256)]
    table = gdal.ColorTable()
    for index, color in enumerate(colors):
        table.SetColorEntry(index, color)
    driver, palette = gdal.GetDriverByName("GTiff"), "/vsimem/palette-2.tif"
    memory = gdal.GetDriverByName("MEM").CreateCopy("", gdal.Open(path))
    memory.GetRasterBand(1).SetRasterColorTable(table)
    driver.CreateCopy(palette, memory).FlushCache()
    _, _, copied = copy(QgsRasterLayer(palette, "m"), tmp_path / "m.tif")
    band = copied.GetRasterBand(1)
    assert numpy.array_equal(band.ReadAsArray(), array[0])
    assert band.GetColorInterpretation() == gdal.GCI_PaletteIndex
    found = [band.GetRasterColorTable().GetColorEntry(index)[:3] for index in range(256)]
    assert found == [color[:3] for color in colors]
    gdal.Unlink(path)
    gdal.Unlink(palette)


@pytest.mark.parametrize("stored", [1000, 1500])
def test_scaled_values_are_copied_with_the_nodata_value_of_the_file(make_raster, tmp_path, stored):
    """A valid pixel whose physical value is the number that marks no data in the file."""
    array = numpy.full((1, 60, 80), stored, numpy.uint16)
    array[0, :20] = 0
    path = make_raster("/vsimem/scaled.tif", array, nodata=0)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(1e-4)
    dataset.GetRasterBand(1).SetOffset(-0.1)
    dataset = None
    request, _, copied = copy(QgsRasterLayer(path, "m"), tmp_path / "m.tif", QgsRectangle(500000, 3999500, 500600, 4000000))
    found = copied.GetRasterBand(1).ReadAsArray()
    valid = copied.GetRasterBand(1).GetMaskBand().ReadAsArray() > 0
    for item in describe_rendered(request).nodata:
        valid &= (found < item.low) | (found > item.high)
    assert valid.any()
    assert numpy.array_equal(valid, array[0] > 0)
    assert found[valid] == pytest.approx(stored * 1e-4 - 0.1, abs=1e-6)
    gdal.Unlink(path)


def test_a_large_raster_is_copied_over_the_area(make_raster, tmp_path, monkeypatch):
    monkeypatch.setattr(render_plan, "_WHOLE_LAYER", 1)
    array = values()
    request, _, copied = copy(QgsRasterLayer(make_raster("a.tif", array, nodata=0), "m"), tmp_path / "m.tif")
    assert numpy.array_equal(copied.ReadAsArray(), array[:, 80:100, 10:30])
    assert copied.GetGeoTransform()[:4:3] == (500100, 3999200)
    assert describe_rendered(request).rendered is True


def test_what_is_finer_than_asked_is_averaged_by_whole_pixels(make_raster, tmp_path, monkeypatch):
    monkeypatch.setattr(render_plan, "_WHOLE_LAYER", 1)
    array = values("float32")
    array[:, 80:82, 10:12] = 0
    request, _, copied = copy(QgsRasterLayer(make_raster("a.tif", array, nodata=0), "m"), tmp_path / "m.tif", resolution=25)
    assert request.grid.pixel_width == 20
    expected = array[:, 80:100, 10:30].reshape(2, 10, 2, 10, 2).mean(axis=(2, 4))
    assert numpy.allclose(copied.ReadAsArray(), expected, rtol=1e-6)


def test_user_nodata_is_handed_on_and_the_values_stay(make_raster, tmp_path):
    array = values()
    layer = QgsRasterLayer(make_raster("a.tif", array), "m")
    for band in (1, 2):
        layer.dataProvider().setUserNoDataValue(band, [QgsRasterRange(3, 9, QgsRasterRange.BoundsType.IncludeMin)])
    request, _, copied = copy(layer, tmp_path / "m.tif")
    assert numpy.array_equal(copied.ReadAsArray(), array)
    assert describe_rendered(request).nodata == (NodataRange(3, 8, 0),)
    assert layer.dataProvider().userNoDataValues(1)  # the layer itself is as it was


def test_nodata_of_the_file_that_the_user_switched_off(make_raster, tmp_path):
    layer = QgsRasterLayer(make_raster("a.tif", values(), nodata=7), "m")
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    request, _, copied = copy(layer, tmp_path / "m.tif")
    assert copied.GetRasterBand(1).GetNoDataValue() is None
    assert describe_rendered(request).nodata == (NodataRange(7, 7, 2),)


def test_integers_without_nodata_get_a_mask_and_floats_nan(make_raster, tmp_path):
    _, _, copied = copy(QgsRasterLayer(make_raster("a.tif", values()), "m"), tmp_path / "m.tif")
    assert copied.GetRasterBand(1).GetMaskFlags() == gdal.GMF_PER_DATASET
    assert (copied.GetRasterBand(1).GetMaskBand().ReadAsArray() == 255).all()
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".msk")]  # the mask is inside
    _, _, copied = copy(QgsRasterLayer(make_raster("b.tif", values("float32")), "m"), tmp_path / "n.tif")
    assert math.isnan(copied.GetRasterBand(1).GetNoDataValue())


def test_alpha_stays_alpha(make_raster, tmp_path):
    array = values("uint8", bands=4)
    array[3] = 255
    array[3, :50] = 0
    path = make_raster("a.tif", array)
    dataset = gdal.Open(path, gdal.GA_Update)
    for number, colour in enumerate((gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand, gdal.GCI_AlphaBand), 1):
        dataset.GetRasterBand(number).SetColorInterpretation(colour)
    dataset = None
    _, _, copied = copy(QgsRasterLayer(path, "m"), tmp_path / "m.tif")
    assert numpy.array_equal(copied.ReadAsArray(), array)
    assert copied.GetRasterBand(1).GetMaskFlags() == gdal.GMF_ALPHA | gdal.GMF_PER_DATASET


def test_a_mask_of_the_file_becomes_alpha(make_raster, tmp_path):
    """QGIS shows a mask as one more band."""
    array = values("uint8", bands=3)
    path = make_raster("a.tif", array)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    hole = numpy.full((300, 400), 255, "uint8")
    hole[:100] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(hole)
    dataset = None
    _, _, copied = copy(QgsRasterLayer(path, "m"), tmp_path / "m.tif")
    assert copied.RasterCount == 4
    assert numpy.array_equal(copied.GetRasterBand(1).GetMaskBand().ReadAsArray(), hole)
    assert numpy.array_equal(copied.ReadAsArray()[:3, 100:], array[:, 100:])


def test_a_rotated_raster_is_copied_as_qgis_shows_it(make_raster, tmp_path):
    path = make_raster("a.tif", values())
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetGeoTransform((500000, 8, 6, 4000000, 6, -8))
    dataset = None
    layer = QgsRasterLayer(path, "m")
    _, _, copied = copy(layer, tmp_path / "m.tif", layer.extent())
    transform = copied.GetGeoTransform()
    assert transform[2] == transform[4] == 0
    assert (copied.RasterXSize, copied.RasterYSize) == (layer.width(), layer.height())


def test_the_crs_that_the_user_gave(make_raster, tmp_path):
    layer = QgsRasterLayer(make_raster("a.tif", values(), epsg=None), "m")
    layer.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(JobFailure) as failure:
        copy(layer, tmp_path / "m.tif")
    assert failure.value.code == "raster_without_crs"
    request, _, copied = copy(layer, tmp_path / "m.tif", assumed_crs=UTM)
    assert copied.GetSpatialRef().GetAuthorityCode(None) == "32611"
    assert describe_rendered(request).crs is None


@pytest.mark.parametrize("left", [100_000, 3_000_000])
def test_a_damaged_file(make_raster, tmp_path, left):
    path = make_raster("a.tif", values("uint8", height=1500, width=2000))
    os.truncate(path, left)
    with pytest.raises(JobFailure) as failure:
        copy(QgsRasterLayer(path, "m"), tmp_path / "m.tif", assumed_crs=UTM)
    assert failure.value.code == "raster_damaged"
    assert not (tmp_path / "m.tif").exists()


def test_memory_does_not_hold_the_raster(make_raster, tmp_path):
    """Many chunks, of which the last row and column are narrow."""
    array = values("uint8", bands=1, height=2300, width=2100)
    _, report, copied = copy(QgsRasterLayer(make_raster("a.tif", array), "m"), tmp_path / "m.tif")
    assert (report.tiles, report.failed) == (9, 0)
    assert numpy.array_equal(copied.ReadAsArray(), array[0])


class _StallingFile(http.server.BaseHTTPRequestHandler):
    """A file by ranges; where the server has a function ``stalls``, it is called in place of an answer."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        there = self.path == "/remote.tif"
        self.send_response(200 if there else 404)
        self.send_header("Content-Length", str(len(self.server.body) if there else 0))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()

    def do_GET(self):
        if self.server.stalls is not None:
            self.server.stalls()
            self.server.released.wait(60)
            self.close_connection = True
            return
        if self.path != "/remote.tif":
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start, end = self.headers.get("Range", "bytes=0-").split("=")[1].split("-")
        end = min(int(end or len(self.server.body) - 1), len(self.server.body) - 1)
        part = self.server.body[int(start) : end + 1]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(self.server.body)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *arguments):
        """Keep the tests quiet."""


def test_cancel_while_gdal_itself_hangs(make_raster, tmp_path):
    """GDAL cannot be cancelled while it waits for a server; who asked for the pixels must not wait with it."""
    path = make_raster("remote.tif", values("float32", height=1500, width=1500))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _StallingFile)
    server.daemon_threads = True
    server.stalls, server.released = None, threading.Event()
    with open(path, "rb") as file:
        server.body = file.read()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    layer = QgsRasterLayer(f"/vsicurl/http://127.0.0.1:{server.server_address[1]}/remote.tif", "remote")
    assert layer.isValid()
    request = prepare_render(layer, "AFTER", layer.extent(), UTM, 10.0, str(tmp_path / "m.tif"))
    feedback = QgsFeedback()
    cancelled = []

    def cancel():
        cancelled.append(time.monotonic())
        feedback.cancel()

    server.stalls = cancel
    with pytest.raises(Cancelled):
        run_render(request, feedback)
    assert time.monotonic() - cancelled[0] < LONG
    assert not (tmp_path / "m.tif").exists()
    server.released.set()
    for thread in threading.enumerate():
        if thread.name == "groundshift-blocks":  # it was left behind, and comes home before the server goes
            thread.join(LONG)
    server.shutdown()
    server.server_close()


@pytest.fixture
def service(make_raster):
    running = MapServer(make_raster("served.tif", values("uint8", bands=3, height=2000, width=1500), pixel=1.0))
    yield running
    running.stop()


AREA = QgsRectangle(500100, 3998600, 501300, 3999900)  # 1200 x 1300 pixels of a metre


def test_wcs_values(service, tmp_path):
    layer = QgsRasterLayer(service.wcs(), "w", "wcs")
    assert layer.isValid()
    service.requests.clear()
    _, report, copied = copy(layer, tmp_path / "m.tif", AREA, 1.0)
    original = service.dataset.ReadAsArray()[:, 100:1400, 100:1300]
    assert numpy.array_equal(copied.ReadAsArray(), original)
    assert (report.tiles, report.failed) == (4, 0)
    assert len(service.requests) == 4  # all bands at once


@pytest.mark.slow
@pytest.mark.parametrize("fault", [500, FAULT, STALL])
@pytest.mark.parametrize("kind", ["wms", "wcs"])
def test_services_that_fail(service, tmp_path, kind, fault):
    layer = QgsRasterLayer(getattr(service, kind)(), "w", kind)
    assert layer.isValid()
    patience = STALLED if fault == STALL else QUICK
    original = service.dataset.ReadAsArray()[:, 100:1400, 100:1300]
    service.requests.clear()
    service.rule = lambda number: fault if number == 2 else None  # then it recovers
    # Tried again more often: a busy machine may be silent for as long as a server that stalls.
    _, report, copied = copy(layer, tmp_path / "m.tif", AREA, 1.0, replace(patience, retry_waits_s=(0.1,) * 5))
    assert (report.tiles, report.failed) == (4, 0)
    assert numpy.array_equal(copied.ReadAsArray()[:3], original)
    second = service.requests[1]["BBOX"]
    service.rule = lambda number: fault if service.requests[-1]["BBOX"] == second else None  # for good
    again = QgsRasterLayer(getattr(service, kind)(), "w", kind)
    _, report, copied = copy(again, tmp_path / "n.tif", AREA, 1.0, patience)
    assert report.failed in (0, 1)  # 0 where QGIS has the picture in its cache
    valid = copied.GetRasterBand(1).GetMaskBand().ReadAsArray() > 0
    assert valid[:1024, :1024].all()
    assert numpy.array_equal(copied.ReadAsArray()[:3, valid], original[:, valid])
    assert valid[:1024, 1024:].all() == (report.failed == 0)
    assert valid[1024:].all()


@pytest.mark.parametrize("kind", ["wms", "wcs"])
def test_services_that_stall_can_be_cancelled(service, tmp_path, kind):
    layer = QgsRasterLayer(getattr(service, kind)(), "w", kind)
    request = prepare_render(layer, "AFTER", AREA, UTM, 1.0, str(tmp_path / "m.tif"))
    feedback = QgsFeedback()
    cancelled = []

    def stall(number):
        cancelled.append(time.monotonic())
        feedback.cancel()
        return STALL

    service.rule = stall
    with pytest.raises(Cancelled):
        run_render(request, feedback)
    assert time.monotonic() - cancelled[0] < LONG


def test_pictures_with_premultiplied_colours():
    picture = numpy.array([[[50, 100, 25, 128], [1, 2, 3, 255], [0, 0, 0, 0]]], "uint8")  # blue, green, red, alpha
    found = rgba(picture.tobytes(), 3, 1, Qgis.DataType.ARGB32_Premultiplied)
    assert found.tolist() == [[[50, 199, 100, 128], [3, 2, 1, 255], [0, 0, 0, 0]]]
    assert rgba(picture.tobytes(), 3, 1, Qgis.DataType.ARGB32)[0, 0].tolist() == [25, 100, 50, 128]
