"""Plan how a layer that only QGIS can open is read into a temporary raster: pixels, format and nodata.

Call :func:`prepare_render` in the thread that owns the layer (``prepareAlgorithm``): it clones the provider.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Optional, Sequence, Tuple

import numpy
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsPointXY,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from ..jobs.failure import JobFailure
from ..jobs.sources import NodataRange, RasterSource
from . import nodata
from .copied_raster import TILE, BandNote, CopyFormat, band_notes
from .pixel_grid import (
    WEB_MAP_EDGE,
    Bounds,
    PixelGrid,
    averaging_factor,
    grid_over,
    intersection,
    is_empty,
    is_web_map_zoom,
    native_resolution,
)
from .sources import (
    GDAL_PROVIDER,
    acquisition_date,
    ellipsoid_of,
    is_picture,
    layer_crs,
    open_dataset,
    split_uri,
    user_ranges,
    valid_provider,
)

MOST_PIXELS = 40_000 * 40_000  # of a picture: a million tiles of 256 x 256 would be no use of a public server
LOCAL_PROVIDERS = (GDAL_PROVIDER, "virtualraster")
_WHOLE_LAYER = 6_000 * 6_000  # pixels; local layers up to this are copied whole, so that statistics do not depend on the area


@dataclass(frozen=True)
class RenderRequest:
    """A layer to be read, complete: needs neither the layer nor the main thread any more.

    :param provider: a clone that only this request uses.
    :param grid: the pixels of the file, in the CRS ``crs_wkt``.
    :param picture: the provider gives pictures, not values.
    :param tiled: the grid is that of a web map's tiles, so that single tiles can be retried; else the unit is a chunk.
    :param nodata: nodata values that the file cannot declare itself.
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


def describe_rendered(request: RenderRequest) -> RasterSource:
    """Return the file of a request as the worker is to read it."""
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
    """Return ``gsd_m`` metres on the ground at ``centre`` in units of ``crs`` (on the ellipsoid; north to south).

    EPSG:3857 stretches the ground by 1 / cos(latitude), and degrees are not metres.
    """
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(ellipsoid_of(crs))
    step = 1e-4 if crs.isGeographic() else 10.0
    ends = [QgsPointXY(centre.x(), centre.y() - step / 2), QgsPointXY(centre.x(), centre.y() + step / 2)]
    metres = measure.measureLine(ends)
    return gsd_m * step / metres if metres > 0 else gsd_m


def value_format(provider: QgsRasterDataProvider, notes: dict[int, BandNote]) -> Tuple[CopyFormat, Tuple[NodataRange, ...]]:
    """Return the storage of a provider's values that preserves nodata, and the nodata values that the file cannot declare.

    All values are what QGIS shows: of a band with a scale, nodata values are scaled, too.

    :param notes: by one-based band; the provider's own where there is none.
    """
    count = provider.bandCount()
    types = [gdal_number(provider.dataType(band)) for band in range(1, count + 1)]
    union = types[0]
    for data_type in types[1:]:
        union = gdal.DataTypeUnion(union, data_type)
    bands = tuple(notes.get(band) or _note(provider, band) for band in range(1, count + 1))
    with_alpha = bands[-1].interpretation == gdal.GCI_AlphaBand
    colours = range(1, count + 1 - with_alpha)
    used = {
        band: provider.sourceNoDataValue(band) * provider.bandScale(band) + provider.bandOffset(band)
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
    local = provider.name() in LOCAL_PROVIDERS
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
        provider.setUserNoDataValue(band, [])  # else QGIS would blank the values that are listed in ``ranges``
        if provider.bandScale(band) != 1.0 or provider.bandOffset(band) != 0.0:
            # QGIS does not scale values without data: they may be the scaled value of another pixel.
            provider.setUseSourceNoDataValue(band, False)
    date = acquisition_date(layer, dataset)
    return RenderRequest(
        provider, parameter, layer.name(), path, "", grid, form, False, nodata=ranges, date=date, area_only=not whole
    )


def _averaging(provider: QgsRasterDataProvider, form: CopyFormat, factor: int) -> int:
    """``factor`` when the provider can average so many pixels into one, else 1: taking every n-th pixel is not averaging."""
    palette = any(note.interpretation == gdal.GCI_PaletteIndex for note in form.bands)
    if factor == 1 or palette or not provider.enableProviderResampling(True):
        return 1
    average = QgsRasterDataProvider.ResamplingMethod.Average
    return factor if provider.setZoomedOutResamplingMethod(average) and provider.setMaxOversampling(factor) else 1


def _pixel_in_own_crs(transform: QgsCoordinateTransform, centre: QgsPointXY, resolution: float) -> float:
    """Return a pixel of ``resolution`` at ``centre``, measured in the CRS that is transformed to: its shorter side.

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


def _note(provider: QgsRasterDataProvider, band: int) -> BandNote:
    colour = gdal_number(provider.colorInterpretation(band))
    known = colour if 0 <= colour <= gdal.GCI_YCbCr_CrBand else gdal.GCI_Undefined
    colors = _colors(provider, band) if known == gdal.GCI_PaletteIndex else ()
    return BandNote(str(provider.generateBandName(band)), known, colors=colors)


def _colors(provider: QgsRasterDataProvider, band: int) -> Tuple[Tuple[int, int, int, int], ...]:
    """Return the colour table of a provider's band, from 0 on; values that it leaves out are transparent."""
    table = {int(item.value): item.color for item in provider.colorTable(band)}
    known = {index: (item.red(), item.green(), item.blue(), item.alpha()) for index, item in table.items() if index >= 0}
    return tuple(known.get(index, (0, 0, 0, 0)) for index in range(max(known, default=-1) + 1))


def gdal_number(enumeration: Any) -> int:
    """Return the number of a QGIS enumeration's member; GDAL has the same for data types and colours."""
    return int(getattr(enumeration, "value", enumeration))


def _numpy_type(data_type: int) -> numpy.dtype:
    return nodata.value_type(gdal.GetDataTypeName(data_type))


def _bounds(rectangle: QgsRectangle) -> Bounds:
    return rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum()
