"""A server of map tiles on the loopback that can fail, fail for a while, and stall."""

from __future__ import annotations

import http.server
import threading
import uuid
from collections import Counter
from typing import Callable, Union

from groundshift.tests.helpers.gdal_files import png

EDGE = 20037508.342789244
Tile = tuple  # (zoom, column, row)
STALL = "stall"
Answer = Union[int, str, bytes]  # an HTTP status, STALL, or the bytes of a picture


class TileServer(http.server.ThreadingHTTPServer):
    """Serves pieces of one picture as XYZ tiles at one zoom level.

    :ivar rule: tile, how often it was asked for -> what to answer; ``None`` = the tile.
    :ivar hits: how often each tile was asked for.
    """

    daemon_threads = True

    def __init__(self, picture, zoom: int, column: int, row: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.token = uuid.uuid4().hex
        self.zoom, self.column, self.row = zoom, column, row
        self.hits: Counter = Counter()
        self.rule: Callable = lambda tile, count: None
        self.released = threading.Event()
        self.tiles = {}
        for y in range(picture.shape[1] // 256):
            for x in range(picture.shape[2] // 256):
                self.tiles[(zoom, column + x, row + y)] = png(picture[:, y * 256 : y * 256 + 256, x * 256 : x * 256 + 256])
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def uri(self, zmin: int = 0, zmax: int = 22, extra: str = "") -> str:
        """Return the URI for a QgsRasterLayer of the provider ``wms``."""
        # The token keeps what QGIS has cached of another run's server out, whose port this may be.
        address = f"http://127.0.0.1:{self.server_address[1]}/%7Bz%7D/%7Bx%7D/%7By%7D.png%3Frun%3D{self.token}"
        return f"type=xyz&url={address}&zmin={zmin}&zmax={zmax}{extra}"

    def resolution(self) -> float:
        """Return metres of EPSG:3857 in a pixel."""
        return 2 * EDGE / 256 / 2**self.zoom

    def bounds(self, x: int, y: int, width: int, height: int) -> tuple:
        """Return left, bottom, right, top of a window of the picture in pixels, in EPSG:3857."""
        size, left, top = (
            self.resolution(),
            -EDGE + self.column * 256 * self.resolution(),
            EDGE - self.row * 256 * self.resolution(),
        )
        return left + x * size, top - (y + height) * size, left + (x + width) * size, top - y * size

    def stop(self) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """Clients that go away are part of the tests."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: TileServer

    def do_GET(self):
        tile = tuple(int(part) for part in self.path.strip("/").split(".")[0].split("/"))
        self.server.hits[tile] += 1
        answer = self.server.rule(tile, self.server.hits[tile])
        if answer is None:
            answer = self.server.tiles.get(tile, 404)
        if answer == STALL:
            self.server.released.wait(60)
            self.close_connection = True
            return
        status, body = (answer, b"") if isinstance(answer, int) else (200, answer)
        self.send_response(status)
        self.send_header("Content-Type", "image/png" if body[:4] == b"\x89PNG" else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keep the tests quiet."""
