"""Addresses of tiles, which maps are read tile by tile, and tiles of another size."""

from __future__ import annotations

import numpy
import pytest
from qgis.core import Qgis, QgsRasterLayer, QgsRectangle

from groundshift.plugin.layers.block_reader import Patience
from groundshift.plugin.layers.tile_reader import TileReader, tile_source
from groundshift.tests.helpers.gdal_files import png
from groundshift.tests.helpers.tile_server import TileServer

pytestmark = pytest.mark.usefixtures("qgis")


def source(uri):
    layer = QgsRasterLayer(uri, "map", "wms")
    return tile_source(layer.dataProvider())


def xyz(address, more=""):
    return f"type=xyz&url={address}&zmin=0&zmax=19{more}"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("http://h/%7Bz%7D/%7Bx%7D/%7By%7D.png", "http://h/3/5/2.png"),
        ("http://h/%7Bz%7D/%7Bx%7D/%7B-y%7D.png", "http://h/3/5/5.png"),  # counted from the south
        ("http://h/%7Bq%7D.jpeg?g=1%26n%3Dz", "http://h/121.jpeg?g=1&n=z"),
    ],
)
def test_addresses(template, expected):
    assert source(xyz(template)).address(3, 5, 2) == expected


@pytest.mark.parametrize("more", ["&tilePixelRatio=2", "&username=me&password=secret", "&interpretation=maptilerterrain"])
def test_what_is_out_of_the_ordinary_is_left_to_qgis(more):
    assert source(xyz("http://h/%7Bz%7D/%7Bx%7D/%7By%7D.png", more)) is None


def test_placeholders_that_are_not_known_are_left_to_qgis():
    assert source(xyz("http://h/%7Bs%7D/%7Bz%7D/%7Bx%7D/%7By%7D.png")) is None


def test_headers_are_sent():
    request = source(xyz("http://h/%7Bz%7D/%7Bx%7D/%7By%7D.png", "&referer=http://example.org")).request("http://h/1/1/1.png")
    assert bytes(request.rawHeader(b"Referer")) == b"http://example.org"


def test_tiles_of_twice_the_size_are_averaged():
    server = TileServer(numpy.full((3, 256, 256), 7, "uint8"), 17, 22800, 52400)
    columns = numpy.tile(numpy.array([40, 60], "uint8"), (3, 512, 256))
    server.rule = lambda tile, count: png(columns)
    reader = TileReader(source(server.uri()), Qgis.DataType.ARGB32, lambda: False)
    try:
        result = reader.read(1, QgsRectangle(*server.bounds(0, 0, 256, 256)), 256, 256, Patience())
    finally:
        server.stop()
    pixels = numpy.frombuffer(result.data, "uint8").reshape(256, 256, 4)
    assert numpy.abs(pixels[..., :3].astype(int) - 50).max() <= 1
    assert (pixels[..., 3] == 255).all()
