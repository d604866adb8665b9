"""Reads layers that only QGIS can open into a temporary raster that the worker can.

Two kinds: layers of values (WCS, ``/vsimem/``, PostGIS, formats that the worker lacks) are copied value by value, every
band, in their own CRS; layers of pictures (XYZ, WMS, ArcGIS maps) are fetched as red, green, blue and alpha. Neither is
warped: the worker does that once, with averaging, for both dates. Web maps are read at one of their own zoom levels.

Threads: call :func:`prepare_render` in the thread that owns the layer (``prepareAlgorithm``): it clones the provider.
Call :func:`run_render` in any thread (``processAlgorithm``); it may take long.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Callable, List, Optional, Sequence, Tuple, Union

import numpy
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsFeedback,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from ..jobs.detect_change import NodataRange, RasterSource
from ..jobs.failure import JobFailure
from . import nodata
from .block_reader import BlockReader, BlockResult, Patience, ReaderStuck
from .copied_raster import TILE, BandNote, CopiedRaster, CopyFormat, band_notes
from .pixel_grid import (
    WEB_MAP_EDGE,
    Bounds,
    Chunk,
    PixelGrid,
    averaging_factor,
    divide,
    grid_over,
    intersection,
    is_empty,
    is_web_map_zoom,
    native_resolution,
)
from .sources import (
    GDAL_PROVIDER,
    acquisition_date,
    is_picture,
    layer_crs,
    open_dataset,
    split_uri,
    tr,
    user_ranges,
    valid_provider,
)
from .tile_reader import TileReader, tile_source

CHUNK = 4 * TILE  # pixels along an edge of what is asked for at once
MOST_PIXELS = 40_000 * 40_000  # of a picture: a million tiles of 256 x 256 would be no use of a public server
_WHOLE_LAYER = 6_000 * 6_000  # pixels; local layers up to this are copied whole, so that statistics do not depend on the area
_LOCAL_PROVIDERS = (GDAL_PROVIDER, "virtualraster")
_LOCAL_PATIENCE_S = 600.0
_INSET = 1e-5  # pixels; a window that ends exactly where a tile does would fetch the next one too
_LOST_AT_START = 2  # so many chunks that fail in a row, with nothing read before, and the layer is given up
_LOST_LATER = 4
_LOST_TILES = 8  # so many tiles that fail in a row when they are tried again, and the rest is not tried


@dataclass(frozen=True)
class RenderRequest:
    """A layer to be read, complete: needs neither the layer nor the main thread any more.

    :param provider: a clone that only this request uses.
    :param grid: the pixels of the file, in the CRS ``crs_wkt``.
    :param picture: the provider gives pictures, not values.
    :param tiled: the grid is that of a web map's tiles, so that single tiles can be told apart; else the unit is a chunk.
    :param nodata: values without data that the file cannot say itself.
    :param area_only: the file covers the area, not the whole layer.
    """

    provider: QgsRasterDataProvider = field(repr=False, compare=False)
    parameter: str
    name: str
    path: str
    crs_wkt: str
    grid: PixelGrid
    form: CopyFormat
    picture: bool
    tiled: bool = False
    bands: Optional[Tuple[int, ...]] = None
    nodata: Tuple[NodataRange, ...] = ()
    date: Optional[str] = None
    area_only: bool = True


@dataclass(frozen=True)
class RenderReport:
    """How the reading went.

    :param tiles: how many there were to read. ``failed``: could not be read. ``missing``: the server has none there.
    :param reason: why most of the failed ones failed.
    """

    path: str
    tiles: int
    failed: int = 0
    missing: int = 0
    reason: str = ""

    def lines(self, name: str) -> List[str]:
        """What the user must know: nothing when all is well."""
        lines = []
        if self.failed:
            text = tr("{failed} of {tiles} tiles of '{layer}' could not be read ({reason}); they are nodata.")
            lines.append(text.format(failed=self.failed, tiles=self.tiles, layer=name, reason=self.reason))
        if self.missing:
            text = tr("The server has no picture for {missing} of {tiles} tiles of '{layer}'; they are nodata.")
            lines.append(text.format(missing=self.missing, tiles=self.tiles, layer=name))
        return lines


def prepare_render(
    layer: QgsRasterLayer,
    parameter: str,
    extent: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    resolution: float,
    path: str,
    bands: Optional[Sequence[int]] = None,
    assumed_crs: Optional[QgsCoordinateReferenceSystem] = None,
    margin: int = 0,
    context: Optional[QgsCoordinateTransformContext] = None,
) -> RenderRequest:
    """Plan the reading of a layer. In the thread that owns the layer.

    :param extent: the ground that is needed, in ``crs``.
    :param resolution: the pixel size that is needed, in units of ``crs`` (see :func:`units_for_gsd`). The file's is as
        fine or finer; coarser only where the layer has nothing finer.
    :param path: of the file to be made, ``.tif``.
    :param bands: the user's choice, handed through.
    :param margin: pixels that are read beyond the extent on each side (a network's halo).
    :raises JobFailure: ``layer_invalid``, ``raster_without_crs``, ``area_outside_layer``, ``area_too_large``.
    """
    provider = valid_provider(layer, parameter)
    own_crs = layer_crs(layer, parameter, assumed_crs)
    transform = QgsCoordinateTransform(crs, own_crs, context or QgsProject.instance().transformContext())
    grown = extent.buffered(margin * resolution)
    try:
        wanted = _bounds(transform.transformBoundingBox(grown))
        pixel = _pixel_in_own_crs(transform, grown.center(), resolution)
    except QgsCsException as error:
        raise JobFailure("area_outside_layer", parameter, layer=layer.name()) from error
    limits = provider.extent()
    within = wanted if limits.isEmpty() or not limits.isFinite() else intersection(wanted, _bounds(limits))
    if is_empty(within):
        raise JobFailure("area_outside_layer", parameter, layer=layer.name())
    plan = _plan_picture if is_picture(provider) else _plan_values
    request = plan(layer, provider.clone(), parameter, path, within, pixel)
    wkt = str(own_crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))
    return replace(request, crs_wkt=wkt, bands=tuple(bands) if bands else None)


def run_render(
    request: RenderRequest,
    feedback: Optional[QgsFeedback] = None,
    progress: Optional[Callable[[float], None]] = None,
    patience: Patience = Patience(),  # noqa: B008 (frozen)
) -> RenderReport:
    """Read the layer into the file of the request. In any thread; memory does not grow with the area.

    Tiles that fail are tried again, with growing pauses; then they are nodata and counted in the report. What the user
    must know is said in ``feedback`` when that is one of Processing. The file appears only when all went well.

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


def describe_rendered(request: RenderRequest) -> RasterSource:
    """The file of a request as the worker is to read it."""
    return RasterSource(
        parameter=request.parameter,
        name=request.name,
        path=request.path,
        bands=request.bands,
        nodata=request.nodata,
        date=request.date,
        rendered=request.area_only,
    )


def units_for_gsd(crs: QgsCoordinateReferenceSystem, centre: QgsPointXY, gsd_m: float) -> float:
    """How many units of ``crs`` are ``gsd_m`` metres on the ground at ``centre`` (on the ellipsoid; north to south).

    EPSG:3857 stretches the ground by 1 / cos(latitude), degrees are no metres at all.
    """
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    step = 1e-4 if crs.isGeographic() else 10.0
    ends = [QgsPointXY(centre.x(), centre.y() - step / 2), QgsPointXY(centre.x(), centre.y() + step / 2)]
    metres = measure.measureLine(ends)
    return gsd_m * step / metres if metres > 0 else gsd_m


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
        # A file that takes long to decode is no server that stalls.
        local = request.provider.name() in _LOCAL_PROVIDERS
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
        if failed and self._request.provider.name() in _LOCAL_PROVIDERS:
            # Half of a file is no answer: unlike a map, it will not be better another time.
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
        # No reply at all: cached, or fetched out of our hearing, as newer versions of QGIS do it. Better said than not.
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
            bands.append((result.data, _number(self._request.provider.dataType(band))))
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
        if self._request.provider.name() in _LOCAL_PROVIDERS:
            return JobFailure("raster_damaged", self._request.parameter, layer=self._request.name, reason=self._reason())
        if not self._anything:
            return _unreadable(self._request, self._reason())
        asked = sum(1 for chunk in self._chunks[:chunks] for _ in divide(chunk, self._tile))
        values = {"layer": self._request.name, "read": asked - failed, "tiles": self._tiles, "reason": self._reason()}
        return JobFailure("layer_broke_off", self._request.parameter, **values)


def rgba(data: bytes, width: int, height: int, kind: Qgis.DataType) -> numpy.ndarray:
    """A picture of QGIS as red, green, blue and alpha: uint8, (height, width, 4).

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


def value_format(provider: QgsRasterDataProvider, notes: dict[int, BandNote]) -> Tuple[CopyFormat, Tuple[NodataRange, ...]]:
    """How the values of a provider are stored without losing what holds no data, and what the file cannot say of it.

    :param notes: by one-based band; the provider's own where there is none.
    """
    count = provider.bandCount()
    types = [_number(provider.dataType(band)) for band in range(1, count + 1)]
    union = types[0]
    for data_type in types[1:]:
        union = gdal.DataTypeUnion(union, data_type)
    bands = tuple(notes.get(band) or _note(provider, band) for band in range(1, count + 1))
    with_alpha = bands[-1].interpretation == gdal.GCI_AlphaBand
    colours = range(1, count + 1 - with_alpha)
    used = {
        band: provider.sourceNoDataValue(band)
        for band in colours
        if provider.sourceHasNoDataValue(band) and provider.useSourceNoDataValue(band)
    }
    found = [item for band in colours for item in user_ranges(provider, band, _numpy_type(types[band - 1]))]
    if len(used) == len(colours) and len({repr(value) for value in used.values()}) == 1:
        return CopyFormat(union, bands, next(iter(used.values())), False, with_alpha), nodata.merge_bands(found, count)
    found += [NodataRange(value, value, band) for band, value in used.items() if not math.isnan(value)]
    ranges = nodata.merge_bands(found, count)
    if with_alpha:
        return CopyFormat(union, bands, None, False, True), ranges
    if numpy.issubdtype(_numpy_type(union), numpy.floating):
        return CopyFormat(union, bands, math.nan), ranges
    return CopyFormat(union, bands, None, True), ranges


def _plan_picture(
    layer: QgsRasterLayer,
    provider: QgsRasterDataProvider,
    parameter: str,
    path: str,
    within: Bounds,
    pixel: float,
) -> RenderRequest:
    zoom_levels = list(provider.nativeResolutions())
    if zoom_levels:
        pixel = native_resolution(zoom_levels, pixel)
    tiled = provider.crs().authid() == "EPSG:3857" and is_web_map_zoom(pixel)
    # On one lattice for every area, so that the same addresses are asked for again and QGIS's cache has them.
    origin, multiple = ((-WEB_MAP_EDGE, WEB_MAP_EDGE), TILE) if tiled else ((0.0, 0.0), 1)
    grid = grid_over(within, origin, (pixel, pixel), multiple)
    if grid.width * grid.height > MOST_PIXELS:
        limit = f"{MOST_PIXELS / 1e6:.0f} Mpx"
        raise JobFailure("area_too_large", parameter, width=grid.width, height=grid.height, limit=limit)
    colours = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand, gdal.GCI_AlphaBand)
    form = CopyFormat(gdal.GDT_Byte, tuple(BandNote("", colour) for colour in colours), with_alpha=True)
    date = acquisition_date(layer)
    return RenderRequest(provider, parameter, layer.name(), path, "", grid, form, True, tiled, date=date)


def _plan_values(
    layer: QgsRasterLayer,
    provider: QgsRasterDataProvider,
    parameter: str,
    path: str,
    within: Bounds,
    pixel: float,
) -> RenderRequest:
    local = provider.name() in _LOCAL_PROVIDERS
    dataset = open_dataset(*split_uri(provider.dataSourceUri())[:2]) if provider.name() == GDAL_PROVIDER else None
    form, ranges = value_format(provider, band_notes(dataset))
    size = (pixel, pixel)
    extent = _bounds(provider.extent())
    origin = (extent[0], extent[3])
    whole = False
    if provider.xSize() > 0:  # it has pixels of its own
        native = (extent[2] - extent[0]) / provider.xSize(), (extent[3] - extent[1]) / provider.ySize()
        whole = local and provider.xSize() * provider.ySize() <= _WHOLE_LAYER
        factor = 1 if whole or ranges else _averaging(provider, form, averaging_factor(max(native), pixel))
        size = (native[0] * factor, native[1] * factor)
    grid = grid_over(extent if whole else within, origin, size)
    for band in range(1, provider.bandCount() + 1):
        provider.setUserNoDataValue(band, [])  # else QGIS would blank the values that are said in ``ranges``
    date = acquisition_date(layer, dataset)
    return RenderRequest(
        provider, parameter, layer.name(), path, "", grid, form, False, nodata=ranges, date=date, area_only=not whole
    )


def _averaging(provider: QgsRasterDataProvider, form: CopyFormat, factor: int) -> int:
    """``factor`` when the provider can average so many pixels into one, else 1: taking every n-th pixel is no average."""
    palette = any(note.interpretation == gdal.GCI_PaletteIndex for note in form.bands)
    if factor == 1 or palette or not provider.enableProviderResampling(True):
        return 1
    average = QgsRasterDataProvider.ResamplingMethod.Average
    return factor if provider.setZoomedOutResamplingMethod(average) and provider.setMaxOversampling(factor) else 1


def _pixel_in_own_crs(transform: QgsCoordinateTransform, centre: QgsPointXY, resolution: float) -> float:
    """A pixel of ``resolution`` at ``centre``, measured in the CRS that is transformed to: its shorter side.

    :raises QgsCsException: the point cannot be transformed.
    """
    if transform.isShortCircuited():
        return resolution
    half = resolution / 2
    sides = []
    for x, y in ((half, 0.0), (0.0, half)):
        start = transform.transform(QgsPointXY(centre.x() - x, centre.y() - y))
        end = transform.transform(QgsPointXY(centre.x() + x, centre.y() + y))
        sides.append(math.hypot(end.x() - start.x(), end.y() - start.y()))
    return min(sides)


def _unreadable(request: RenderRequest, reason: str) -> JobFailure:
    return JobFailure("layer_unreadable", request.parameter, layer=request.name, reason=reason)


def _part(pixels: numpy.ndarray, chunk: Chunk, tile: Chunk) -> numpy.ndarray:
    y, x = tile.y - chunk.y, tile.x - chunk.x
    return pixels[y : y + tile.height, x : x + tile.width]


def _note(provider: QgsRasterDataProvider, band: int) -> BandNote:
    colour = _number(provider.colorInterpretation(band))
    return BandNote(
        str(provider.generateBandName(band)), colour if 0 <= colour <= gdal.GCI_YCbCr_CrBand else gdal.GCI_Undefined
    )


def _number(enumeration: Any) -> int:
    """The number of a QGIS enumeration's member; GDAL has the same for data types and colours."""
    return int(getattr(enumeration, "value", enumeration))


def _numpy_type(data_type: int) -> numpy.dtype:
    return nodata.value_type(gdal.GetDataTypeName(data_type))


def _bounds(rectangle: QgsRectangle) -> Bounds:
    return rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum()
