"""Read layers that only QGIS can open into a temporary raster that the worker can open.

Two kinds: layers of values (WCS, ``/vsimem/``, PostGIS, formats that the worker lacks) are copied value by value, every
band, in their own CRS; layers of pictures (XYZ, WMS, ArcGIS maps) are fetched as red, green, blue and alpha. Neither is
warped: the worker does that once, with averaging, for both dates. Web maps are read at one of their own zoom levels.

Call :func:`run_render` in any thread (``processAlgorithm``); it may take long. What it reads is planned before, see
``render_plan.py``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Callable, List, Optional, Sequence, Tuple, Union

import numpy
from qgis.core import Qgis, QgsFeedback, QgsProcessingFeedback, QgsRectangle

from ..jobs.failure import JobFailure
from .block_reader import BlockReader, BlockResult, Patience, ReaderStuck
from .copied_raster import TILE, CopiedRaster
from .pixel_grid import Chunk, divide
from .render_plan import LOCAL_PROVIDERS, RenderRequest, gdal_number
from .sources import tr
from .tile_reader import TileReader, tile_source

CHUNK = 4 * TILE  # pixels along an edge of what is asked for at once
_LOCAL_PATIENCE_S = 600.0
_INSET = 1e-5  # pixels; a window that ends exactly where a tile does would fetch the next one too
_LOST_AT_START = 2  # so many chunks that fail in a row, with nothing read before, and the layer is given up
_LOST_LATER = 4
_LOST_TILES = 8  # so many tiles that fail in a row when they are tried again, and the rest is not tried


@dataclass(frozen=True)
class RenderReport:
    """Result of reading a layer.

    :param tiles: how many there were to read. ``failed``: could not be read. ``missing``: the server has none there.
    :param reason: why most of the failed ones failed.
    """

    path: str
    tiles: int
    failed: int = 0
    missing: int = 0
    reason: str = ""

    def lines(self, name: str) -> List[str]:
        """Return the warning for the user; empty when all was read."""
        lines = []
        if self.failed:
            text = tr("{failed} of {tiles} tiles of '{layer}' could not be read ({reason}); they are nodata.")
            lines.append(text.format(failed=self.failed, tiles=self.tiles, layer=name, reason=self.reason))
        if self.missing:
            text = tr("The server has no picture for {missing} of {tiles} tiles of '{layer}'; they are nodata.")
            lines.append(text.format(missing=self.missing, tiles=self.tiles, layer=name))
        return lines


def run_render(
    request: RenderRequest,
    feedback: Optional[QgsFeedback] = None,
    progress: Optional[Callable[[float], None]] = None,
    patience: Patience = Patience(),  # noqa: B008 (frozen)
) -> RenderReport:
    """Read the layer into the file of the request. In any thread; memory does not grow with the area.

    Tiles that fail are tried again, with growing pauses; then they are nodata and counted in the report. Warnings
    go to ``feedback`` when it is one of Processing. The file appears only when all went well.

    :param progress: called with 0..1.
    :raises JobFailure: ``layer_unreadable`` (nothing could be read), ``layer_broke_off``, ``raster_damaged`` (a file
        that cannot be read in full), ``write_failed``.
    :raises Cancelled: ``feedback`` was cancelled; within two seconds, even if the server stalls.
    """
    is_cancelled = feedback.isCanceled if feedback is not None else (lambda: False)
    reader = _reader(request, is_cancelled)
    try:
        with CopiedRaster(request.path, request.grid, request.crs_wkt, request.form) as target:
            report = _Copying(request, reader, target, patience, progress or (lambda fraction: None)).run()
    except ReaderStuck as stuck:
        raise _unreadable(request, tr("it does not answer")) from stuck
    finally:
        reader.close()
    if isinstance(feedback, QgsProcessingFeedback):
        for line in report.lines(request.name):
            feedback.pushWarning(line)
    return report


def _reader(request: RenderRequest, is_cancelled: Callable[[], bool]) -> Union[BlockReader, TileReader]:
    source = tile_source(request.provider) if request.tiled else None
    if source is None:
        return BlockReader(request.provider, is_cancelled)
    return TileReader(source, request.provider.dataType(1), is_cancelled)


class _Copying:
    """One run: which tiles are done, which failed and why."""

    def __init__(
        self,
        request: RenderRequest,
        reader: Union[BlockReader, TileReader],
        target: CopiedRaster,
        patience: Patience,
        progress: Callable[[float], None],
    ) -> None:
        self._request = request
        self._reader = reader
        self._target = target
        # A file that takes long to decode is not a stalled server.
        local = request.provider.name() in LOCAL_PROVIDERS
        self._patience = replace(patience, silence_s=_LOCAL_PATIENCE_S, total_s=_LOCAL_PATIENCE_S) if local else patience
        self._progress = progress
        self._tile = TILE if request.tiled else CHUNK
        self._chunks = list(request.grid.chunks(CHUNK))
        self._tiles = sum(1 for _ in request.grid.chunks(self._tile))
        self._anything = False  # whether a single pixel came
        self._missing = 0
        self._reasons: Counter[str] = Counter()

    def run(self) -> RenderReport:
        failed = self._first_pass()
        for wait in self._patience.retry_waits_s:
            if failed:
                self._reader.pause(wait)
                failed = self._again(failed)
        if failed and self._request.provider.name() in LOCAL_PROVIDERS:
            # A file is used in full or not at all: unlike a map server, it will not recover.
            raise JobFailure("raster_damaged", self._request.parameter, layer=self._request.name, reason=self._reason())
        if not self._anything and (failed or self._missing):
            raise _unreadable(self._request, self._reason() if failed else tr("the server has no picture there"))
        self._progress(1.0)
        return RenderReport(self._request.path, self._tiles, len(failed), self._missing, self._reason() if failed else "")

    def _first_pass(self) -> List[Chunk]:
        """Ask for everything once; the tiles that failed."""
        failed: List[Chunk] = []
        lost = 0  # chunks in a row of which nothing came
        for number, chunk in enumerate(self._chunks):
            failures, blank = self._copy(chunk)
            lost = lost + 1 if failures and blank else 0
            if lost >= (_LOST_LATER if self._anything else _LOST_AT_START):
                self._reader.pause(sum(self._patience.retry_waits_s))
                failures, blank = self._copy(chunk)
                if failures and blank:
                    raise self._broken_off(number + 1, len(failed) + len(failures))
                lost = 0
            failed += failures
            self._progress((number + 1) / len(self._chunks))
        return failed

    def _again(self, tiles: Sequence[Chunk]) -> List[Chunk]:
        """Ask for single tiles once more; those that failed again."""
        failed: List[Chunk] = []
        lost = 0
        for tile in tiles:
            failures = [tile] if lost >= _LOST_TILES else self._copy(tile)[0]
            lost = lost + 1 if failures else 0
            failed += failures
        return failed

    def _copy(self, chunk: Chunk) -> Tuple[List[Chunk], bool]:
        """Read and write a window; the tiles of it that failed, and whether nothing came at all."""
        return self._copy_picture(chunk) if self._request.picture else self._copy_values(chunk)

    def _copy_picture(self, chunk: Chunk) -> Tuple[List[Chunk], bool]:
        tiles = list(divide(chunk, self._tile))
        result = self._block(1, chunk, _INSET if self._request.tiled else 0.0)
        went_wrong = self._went_wrong(result)
        if went_wrong:
            self._blame(result)
        if result.data is None:
            return tiles, True
        pixels = rgba(result.data, chunk.width, chunk.height, self._request.provider.dataType(1))
        blank = not pixels[..., 3].any()
        if not blank:
            self._target.write_pixels(chunk, pixels.tobytes())
            self._anything = True
        # The edge does not count: QGIS 3.44 draws tiles a pixel or two into their neighbours.
        holes = [tile for tile in tiles if not _part(pixels, chunk, tile)[2:-2, 2:-2, 3].any()]
        if went_wrong:
            # Where the tiles of the server are not those of the grid, a hole may be anywhere in the window.
            return (holes if self._request.tiled else tiles), blank
        # No reply at all: cached, or fetched in another thread, as newer versions of QGIS do. Report it rather than not.
        missing = sum(reply.is_missing() for reply in result.replies) if result.replies else len(holes)
        self._missing += min(len(holes), missing)
        return [], blank

    def _copy_values(self, chunk: Chunk) -> Tuple[List[Chunk], bool]:
        bands = []
        for band in range(1, self._request.provider.bandCount() + 1):
            result = self._block(band, chunk, 0.0)
            if self._went_wrong(result) or result.data is None:
                self._blame(result)
                return [chunk], True
            bands.append((result.data, gdal_number(self._request.provider.dataType(band))))
        self._target.write_bands(chunk, bands)
        self._anything = True
        return [], False

    def _block(self, band: int, chunk: Chunk, inset: float) -> BlockResult:
        left, bottom, right, top = self._request.grid.bounds(chunk)
        x, y = inset * self._request.grid.pixel_width, inset * self._request.grid.pixel_height
        window = QgsRectangle(left + x, bottom + y, right - x, top - y)
        return self._reader.read(band, window, chunk.width, chunk.height, self._patience)

    def _went_wrong(self, result: BlockResult) -> bool:
        return result.gave_up or bool(result.errors) or any(reply.is_bad() for reply in result.replies)

    def _blame(self, result: BlockResult) -> None:
        reasons = [reply.text() for reply in result.replies if reply.is_bad()]
        if result.gave_up:
            reasons = [tr("no answer within {seconds:g} s").format(seconds=self._patience.silence_s)]
        self._reasons.update(reasons or result.errors or [tr("the layer gave nothing")])

    def _reason(self) -> str:
        return self._reasons.most_common(1)[0][0] if self._reasons else ""

    def _broken_off(self, chunks: int, failed: int) -> JobFailure:
        if self._request.provider.name() in LOCAL_PROVIDERS:
            return JobFailure("raster_damaged", self._request.parameter, layer=self._request.name, reason=self._reason())
        if not self._anything:
            return _unreadable(self._request, self._reason())
        asked = sum(1 for chunk in self._chunks[:chunks] for _ in divide(chunk, self._tile))
        values = {"layer": self._request.name, "read": asked - failed, "tiles": self._tiles, "reason": self._reason()}
        return JobFailure("layer_broke_off", self._request.parameter, **values)


def rgba(data: bytes, width: int, height: int, kind: Qgis.DataType) -> numpy.ndarray:
    """Return a picture of QGIS as red, green, blue and alpha: uint8, (height, width, 4).

    :param data: blue, green, red, alpha in memory (little-endian ARGB, which is every machine that QGIS runs on).
    """
    pixels = numpy.frombuffer(data, numpy.uint8).reshape(height, width, 4)[..., [2, 1, 0, 3]]
    if kind == Qgis.DataType.ARGB32_Premultiplied:
        alpha = pixels[..., 3:].astype(numpy.uint16)
        partly = (alpha > 0) & (alpha < 255)
        if partly.any():
            colours = (pixels[..., :3].astype(numpy.uint16) * 255 + alpha // 2) // numpy.maximum(alpha, 1)
            pixels[..., :3] = numpy.where(partly, numpy.minimum(colours, 255), pixels[..., :3])
    return pixels


def _unreadable(request: RenderRequest, reason: str) -> JobFailure:
    return JobFailure("layer_unreadable", request.parameter, layer=request.name, reason=reason)


def _part(pixels: numpy.ndarray, chunk: Chunk, tile: Chunk) -> numpy.ndarray:
    y, x = tile.y - chunk.y, tile.x - chunk.x
    return pixels[y : y + tile.height, x : x + tile.width]
