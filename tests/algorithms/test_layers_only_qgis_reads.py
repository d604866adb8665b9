"""Layers that the worker cannot open: web maps, memory, formats that it lacks. QGIS reads them, the worker compares."""

from __future__ import annotations

import http.server
import threading

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer

pytestmark = pytest.mark.usefixtures("worker")

TILE_METRES = 20037508.342789244 * 2 / 2**18  # of EPSG:3857, at zoom level 18


@pytest.fixture
def tile_server():
    """The address of a server whose tiles are all grey, and the list of what was asked of it."""
    memory = gdal.GetDriverByName("MEM").Create("", 256, 256, 3, gdal.GDT_Byte)
    memory.WriteRaster(0, 0, 256, 256, bytes([100]) * (256 * 256 * 3))
    gdal.GetDriverByName("PNG").CreateCopy("/vsimem/tile.png", memory)
    size = gdal.VSIStatL("/vsimem/tile.png").size
    stream = gdal.VSIFOpenL("/vsimem/tile.png", "rb")
    tile = bytes(gdal.VSIFReadL(1, size, stream))
    gdal.VSIFCloseL(stream)
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(tile)))
            self.end_headers()
            self.wfile.write(tile)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def test_map_before_and_file_after(tile_server, write_raster, parameters, context, feedback):
    import processing

    address, asked = tile_server
    source = f"type=xyz&url={address}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18"
    before = QgsRasterLayer(source, "web map 2020-05-01", "wms")
    assert before.isValid()
    QgsProject.instance().addMapLayer(before)
    array = np.full((3, 512, 512), 100, np.uint8)
    array[:, 64:128, 32:192] = 220
    after = write_raster("map.tif", array, epsg=3857, left=0.0, top=TILE_METRES * 4, pixel=TILE_METRES / 256)
    values = {**parameters, "BEFORE": before.id(), "AFTER": after}
    results = processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    mask = gdal.Open(results["MASK"]).ReadAsArray()
    assert mask.shape == (512, 512)
    assert np.array_equal(mask == 1, array[0] == 220)
    assert asked
    assert any("'web map 2020-05-01' is read through QGIS" in text for text in feedback.infos)
    assert feedback.fractions == sorted(feedback.fractions)
    provenance = gdal.Open(results["MASK"]).GetMetadataItem("GROUNDSHIFT")
    assert "2020-05-01" in provenance
    assert "127.0.0.1" not in provenance


def test_two_maps_and_an_extent(tile_server, parameters, context, feedback):
    import processing

    address, _ = tile_server
    for name in ("map-2019", "map-2023"):
        source = f"type=xyz&url={address}/{name}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18"
        QgsProject.instance().addMapLayer(QgsRasterLayer(source, name, "wms"))
    maps = {
        key: QgsProject.instance().mapLayersByName(name)[0].id()
        for key, name in (("BEFORE", "map-2019"), ("AFTER", "map-2023"))
    }
    values = {**parameters, **maps, "EXTENT": "0,0.002,0,0.001 [EPSG:4326]"}
    results = processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    mask = gdal.Open(results["MASK"]).ReadAsArray()
    assert results["CHANGED_AREA"] == 0
    assert (mask == 0).mean() > 0.95
    # 222 by 111 metres at the zoom level's 0.6 metres a pixel.
    assert mask.shape == pytest.approx((185, 372), abs=3)


def test_raster_in_the_memory_of_qgis(pair, parameters, context, feedback):
    import processing

    gdal.Translate("/vsimem/before.tif", pair[0])
    layer = QgsRasterLayer("/vsimem/before.tif", "in memory")
    QgsProject.instance().addMapLayer(layer)
    values = {**parameters, "BEFORE": layer.id()}
    results = processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    gdal.Unlink("/vsimem/before.tif")
    assert (gdal.Open(results["MASK"]).ReadAsArray() == 1).sum() == 40 * 60


def test_format_that_the_worker_lacks_is_read_by_qgis(pair, parameters, context, feedback, monkeypatch):
    import processing

    from groundshift.plugin.algorithms.run import pair_run

    path = pair[0].replace(".tif", ".pix")
    gdal.Translate(path, pair[0], format="PCIDSK")
    monkeypatch.setattr(pair_run, "worker_drivers", lambda feedback: ("GTiff",))
    results = processing.run("groundshift:detectchange", {**parameters, "BEFORE": path}, context=context, feedback=feedback)
    assert (gdal.Open(results["MASK"]).ReadAsArray() == 1).sum() == 40 * 60
    assert any("the runtime cannot read the format 'PCIDSK'" in text for text in feedback.infos)


def test_uncommon_format_is_asked_about(pair, parameters, context, feedback):
    import processing

    path = pair[0].replace(".tif", ".pix")
    gdal.Translate(path, pair[0], format="PCIDSK")
    values = {**parameters, "BEFORE": path}
    results = processing.run("groundshift:detectchange", values, context=context, feedback=feedback)
    assert (gdal.Open(results["MASK"]).ReadAsArray() == 1).sum() == 40 * 60
    assert feedback.fractions == sorted(feedback.fractions)


@pytest.fixture
def mask_in_memory(write_raster, context):
    """The id of a layer that only QGIS can read, and the path of the same mask."""
    mask = np.zeros((1, 200, 200), np.uint8)
    mask[0, 40:80, 30:90] = 1
    path = write_raster("mask.tif", mask)
    with open(path, "rb") as stream:
        gdal.FileFromMemBuffer("/vsimem/mask-of-qgis.tif", stream.read())
    layer = QgsRasterLayer("/vsimem/mask-of-qgis.tif", "mask of QGIS")
    assert layer.isValid()
    context.project().addMapLayer(layer)
    return layer.id(), path


def test_masks_that_only_qgis_reads(mask_in_memory, context, feedback):
    import processing

    def run(name, **values):
        return processing.run(f"groundshift:{name}", values, context=context, feedback=feedback)

    layer, path = mask_in_memory
    assessed = run("assessaccuracy", PREDICTED=layer, REFERENCE=path, REPORT="TEMPORARY_OUTPUT")
    assert assessed["F1"] == assessed["ACCURACY"] == 1
    assert run("vectorizechange", INPUT=layer, POLYGONS="TEMPORARY_OUTPUT")["POLYGON_COUNT"] == 1
    sample = run("samplepoints", MAP=layer, SIZE=30, SAMPLE="TEMPORARY_OUTPUT")["SAMPLE"]
    estimated = run("estimatearea", MAP=layer, SAMPLE=sample, REFERENCE_FIELD="stratum", REPORT="TEMPORARY_OUTPUT")
    assert "REPORT" in estimated
    assert sum("'mask of QGIS' is read through QGIS" in text for text in feedback.infos) == 4


def test_pictures_have_no_classes(tile_server, context, algorithm):
    address, _ = tile_server
    layer = QgsRasterLayer(f"type=xyz&url={address}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18", "web map", "wms")
    context.project().addMapLayer(layer)
    for name, values in (
        ("vectorizechange", {"INPUT": layer.id(), "POLYGONS": "TEMPORARY_OUTPUT"}),
        ("samplepoints", {"MAP": layer.id(), "SAMPLE": "TEMPORARY_OUTPUT"}),
        ("assessaccuracy", {"PREDICTED": layer.id(), "REFERENCE": layer.id()}),
    ):
        good, text = algorithm(name).checkParameterValues(values, context)
        assert not good
        assert "Layer 'web map' is a rendered web map: it has colours, but no classes" in text


def test_series_of_web_maps(tile_server, write_raster, parameters, context, feedback):
    import processing

    address, _ = tile_server
    source = f"type=xyz&url={address}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18"
    maps = [QgsRasterLayer(source, f"web map {year}", "wms") for year in (2019, 2021)]
    context.project().addMapLayers(maps)
    array = np.full((3, 512, 512), 100, np.uint8)
    array[:, 64:128, 32:192] = 220
    after = write_raster("map_2023.tif", array, epsg=3857, left=0.0, top=TILE_METRES * 4, pixel=TILE_METRES / 256)
    values = {"RASTERS": [*(layer.id() for layer in maps), after], "METHOD": 0, "THRESHOLD_METHOD": 4, "THRESHOLD": 50}
    outputs = dict.fromkeys(("FIRST_CHANGE", "CHANGES", "POLYGONS"), "TEMPORARY_OUTPUT")
    results = processing.run("groundshift:changetimeseries", {**values, **outputs}, context=context, feedback=feedback)
    assert results["POLYGON_COUNT"] == 1
    first = gdal.Open(results["FIRST_CHANGE"]).ReadAsArray()
    expected = np.zeros((512, 512), np.uint8)
    expected[64:128, 32:192] = 3
    assert np.array_equal(first, expected)
