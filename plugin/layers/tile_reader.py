"""Read XYZ web maps tile by tile, pixel for pixel.

QGIS's own provider is not used, because of its behaviour in newer versions. From about 3.24 on, another thread fetches
the tiles, so that failures and their reasons are not reported: they are holes like any transparent tile. In 3.44, tiles
are drawn into rectangles of whole pixels that are one or two too wide: the picture is off by half a pixel.
QGIS's network is used all the same, with its cache, proxies, certificates and stored credentials.
"""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Optional, Set, Tuple

import numpy
from qgis.core import Qgis, QgsApplication, QgsDataSourceUri, QgsRasterDataProvider, QgsRectangle
from qgis.PyQt.QtCore import QEventLoop, Qt, QUrl
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ..jobs.failure import Cancelled
from .block_reader import NO_PICTURE, BlockResult, Patience, Reply, network_manager, wait
from .copied_raster import TILE
from .pixel_grid import WEB_MAP_EDGE

_REQUESTS = 6  # at a time: as many as browsers and QGIS have for one server
_POLL_S = 0.005
_PLACEHOLDER = re.compile(r"\{(x|y|-y|z|q)\}")


@dataclass(frozen=True)
class TileSource:
    """Where the tiles of a map are.

    :param template: the address, with ``{x}``, ``{y}`` or ``{-y}``, ``{z}`` or ``{q}``.
    """

    template: str
    authcfg: str
    uri: QgsDataSourceUri

    def address(self, zoom: int, column: int, row: int) -> str:
        values = {"x": column, "y": row, "-y": 2**zoom - 1 - row, "z": zoom, "q": _quadkey(zoom, column, row)}
        return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), self.template)

    def request(self, address: str) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(address))
        request.setRawHeader(b"Accept", b"*/*")
        policy = QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy
        request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, _number(policy))
        request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, True)
        if hasattr(self.uri, "httpHeaders"):  # since QGIS 3.26
            self.uri.httpHeaders().updateNetworkRequest(request)
        elif self.uri.hasParam("referer"):
            request.setRawHeader(b"Referer", self.uri.param("referer").encode())
        if self.authcfg:
            QgsApplication.authManager().updateNetworkRequest(request, self.authcfg)
        return request


def tile_source(provider: QgsRasterDataProvider) -> Optional[TileSource]:
    """Return the tiles of a plain XYZ map; ``None`` where something is out of the ordinary, and QGIS itself must read it."""
    if provider.name() != "wms":
        return None
    uri = QgsDataSourceUri()
    uri.setEncodedUri(provider.dataSourceUri())
    template = uri.param("url")
    plain = uri.param("type") == "xyz" and template.startswith(("http://", "https://"))
    odd = uri.username() or uri.hasParam("username") or uri.param("interpretation") or uri.param("tilePixelRatio") == "2"
    if not plain or odd or "{" in _PLACEHOLDER.sub("", template):
        return None
    return TileSource(template, uri.authConfigId() or uri.param("authcfg"), uri)


class TileReader:
    """Takes the place of a :class:`BlockReader` for the grid of a web map's own tiles; needs no thread of its own."""

    def __init__(self, source: TileSource, kind: Qgis.DataType, is_cancelled: Callable[[], bool]) -> None:
        """:param kind: the provider's data type, which the pixels are to have."""
        self._source = source
        premultiplied = kind == Qgis.DataType.ARGB32_Premultiplied
        self._format = QImage.Format.Format_ARGB32_Premultiplied if premultiplied else QImage.Format.Format_ARGB32
        self._is_cancelled = is_cancelled
        self._fetch_anew: Set[str] = set()  # a server's page with "try later" may be in QGIS's cache

    def close(self) -> None:
        """Nothing is left open between reads."""

    def pause(self, seconds: float) -> None:
        """Wait between two attempts.

        :raises Cancelled: at once.
        """
        wait(seconds, self._is_cancelled)

    def read(self, _band: int, extent: QgsRectangle, width: int, height: int, patience: Patience) -> BlockResult:
        """Return a window of whole tiles as ``height`` x ``width`` pixels; a tile that did not come is transparent.

        :param extent: in EPSG:3857.
        :raises Cancelled: at once, whatever the server does.
        """
        pixels = numpy.zeros((height, width, 4), numpy.uint8)
        replies: List[Reply] = []
        waiting = list(_places(extent, width, height).items())[::-1]
        running: Dict[Tuple[int, int], QNetworkReply] = {}
        loop = QEventLoop()
        started = heard = time.monotonic()
        try:
            while waiting or running:
                while waiting and len(running) < _REQUESTS:
                    tile, place = waiting.pop()
                    running[place] = self._ask(self._source.address(*tile))
                loop.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
                if self._is_cancelled():
                    raise Cancelled
                done = [place for place, answer in running.items() if answer.isFinished()]
                for row, column in done:
                    answer = running.pop((row, column))
                    tile_pixels, reply = self._take(answer)
                    answer.deleteLater()
                    replies.append(reply)
                    if tile_pixels is not None:
                        pixels[row : row + TILE, column : column + TILE] = tile_pixels
                now = time.monotonic()
                if done:
                    heard = now
                elif now - heard > patience.silence_s or now - started > patience.total_s:
                    return BlockResult(pixels.tobytes(), tuple(replies), (), True)
                else:
                    time.sleep(_POLL_S)
        finally:
            for answer in running.values():
                answer.abort()
                answer.deleteLater()
        return BlockResult(pixels.tobytes(), tuple(replies))

    def _ask(self, address: str) -> QNetworkReply:
        request = self._source.request(address)
        control = QNetworkRequest.CacheLoadControl
        load = control.AlwaysNetwork if address in self._fetch_anew else control.PreferCache
        request.setAttribute(QNetworkRequest.Attribute.CacheLoadControlAttribute, _number(load))
        return network_manager(lambda manager: manager.get(request))

    def _take(self, answer: QNetworkReply) -> Tuple[Optional[numpy.ndarray], Reply]:
        """Return the pixels of a tile, if it is one, and how the request went."""
        status = answer.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        content_type = bytes(answer.rawHeader(b"Content-Type")).decode("latin-1")
        reply = Reply(int(status or 0), _number(answer.error()), content_type, str(answer.url().host()))
        pixels = None
        if not reply.error and not reply.is_missing():
            pixels = self._pixels(bytes(answer.readAll()))
            if pixels is None and not reply.is_bad():
                reply = replace(reply, error=NO_PICTURE)
        if reply.is_bad():
            self._fetch_anew.add(str(answer.request().url().toString()))
        return pixels, reply

    def _pixels(self, data: bytes) -> Optional[numpy.ndarray]:
        """Return a picture as ``TILE`` x ``TILE`` pixels of QGIS (blue, green, red, alpha in memory), or ``None``."""
        image = QImage.fromData(data)
        if image.isNull():
            return None
        if (image.width(), image.height()) != (TILE, TILE):  # of a server for screens of high resolution
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(TILE, TILE, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        image = image.convertToFormat(self._format)
        memory = image.constBits()
        memory.setsize(image.bytesPerLine() * TILE)
        return numpy.frombuffer(bytes(memory), numpy.uint8).reshape(TILE, TILE, 4)


def _places(extent: QgsRectangle, width: int, height: int) -> Dict[Tuple[int, int, int], Tuple[int, int]]:
    """Return the tiles of a window: zoom, column and row -> the row and column of its first pixel in the window."""
    size = extent.width() / width * TILE
    zoom = round(math.log2(2 * WEB_MAP_EDGE / size))
    size = 2 * WEB_MAP_EDGE / 2**zoom
    left = round((extent.xMinimum() + WEB_MAP_EDGE) / size)
    top = round((WEB_MAP_EDGE - extent.yMaximum()) / size)
    return {
        (zoom, left + column, top + row): (row * TILE, column * TILE)
        for row in range(height // TILE)
        for column in range(width // TILE)
    }


def _quadkey(zoom: int, column: int, row: int) -> str:
    """Return Bing's number (quadkey) of a tile."""
    return "".join(str((column >> bit & 1) + 2 * (row >> bit & 1)) for bit in range(zoom - 1, -1, -1))


def _number(member: Any) -> int:
    """Of an enumeration of Qt: its members are no numbers under PyQt 6."""
    return int(getattr(member, "value", member))
