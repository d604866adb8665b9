"""One date of a pair or a series: layer, CRS and bands, read from Processing's parameters and checked by its header."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any, Optional, Sequence

import numpy
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...layers.sources import (
    GDAL_PROVIDER,
    ellipsoid_of,
    is_boundless,
    is_picture,
    layer_crs,
    needs_rendering,
    open_dataset,
    split_uri,
)
from ...model_file.spec import Band
from ...rules.band_roles import RasterBand, is_mask, sample_places, wavelength_nm, with_roles
from ...rules.bands import choose_bands, parse_band_list
from ...rules.resolution import date_gsd
from .given import Given, is_not_a_file
from .pair_parameters import BANDS_SUFFIX

# Reading the last block of a file shows whether it is whole; larger blocks are not read for that.
_LARGEST_BLOCK_TO_TRY = 1 << 26  # bytes
# What QGIS makes of a layer of pictures (XYZ, WMS).
_PICTURE_BANDS = tuple(
    RasterBand(index, interpretation=name) for index, name in enumerate(("red", "green", "blue", "alpha"), 1)
)


@dataclass(frozen=True)
class Date:
    """One date of a pair or a series.

    :param bands: one-based, as the user chose them; ``None`` = to be found.
    :param rendering: why QGIS must read the layer for the worker; ``""`` = the worker reads it itself.
    :param boundless: a map of the whole world with no pixels of its own.
    """

    parameter: str
    layer: QgsRasterLayer
    crs: QgsCoordinateReferenceSystem
    bands: Optional[tuple[int, ...]]
    rendering: str
    boundless: bool


def given_date(
    given: Given, name: str, assumed: Optional[QgsCoordinateReferenceSystem], wanted: Optional[tuple[Band, ...]]
) -> tuple[Date, Sequence[RasterBand]]:
    """Read the date that a parameter names, and its bands as far as they are known.

    :param assumed: CRS of a layer that has none.
    :param wanted: bands that it must have; ``None`` = any will do.
    :raises JobFailure: as :func:`read_date`, or there is no such layer.
    """
    layer = given.raster(name)
    if layer is None or not layer.isValid():
        raise no_layer(name, given.parameters.get(name), layer)
    option = name + BANDS_SUFFIX
    bands = parse_band_list(given.listing(option), option)
    return read_date(layer, name, bands, assumed, wanted, given.context)


def read_date(
    layer: QgsRasterLayer,
    name: str,
    bands: Optional[tuple[int, ...]],
    assumed: Optional[QgsCoordinateReferenceSystem],
    wanted: Optional[tuple[Band, ...]],
    context: QgsProcessingContext,
) -> tuple[Date, Sequence[RasterBand]]:
    """Return a valid layer as a date, and its bands as far as they are known.

    :param name: the parameter.
    :param bands: one-based, as the user chose them; ``None`` = to be found.
    :param assumed: CRS of a layer that has none.
    :param wanted: bands that must be found in it; ``None`` = any will do.
    :raises JobFailure: it cannot be read, lacks bands, or has no place on the ground.
    """
    rendering = needs_rendering(layer)
    if not rendering:
        path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
        dataset = open_dataset(path, options)
        if dataset is None:
            raise JobFailure("raster_missing", name, layer=layer.name(), reason=_gdal_reason())
        if os.path.isfile(path):
            _check_whole(dataset, layer.name(), name)
        crs = layer_crs(layer, name, assumed)
        available = band_descriptions(dataset)
        _check_place(layer, crs, name, context)
        date = Date(name, layer, crs, bands, "", False)
    else:
        available = list(_PICTURE_BANDS) if is_picture(layer.dataProvider()) else _bands_of_file(layer)
        date = Date(name, layer, layer_crs(layer, name, assumed), bands, rendering, is_boundless(layer))
    if wanted is not None and available:
        choose_bands(available, wanted, bands, layer.name(), name)
    return date, available


def no_layer(name: str, value: Any, layer: Optional[QgsRasterLayer]) -> JobFailure:
    """Return the failure for a parameter without a usable layer."""
    if layer is not None:
        text, source = layer.name(), layer.source()
    else:
        text = source = str(value if value is not None else "")
    path = split_uri(source)[0]
    if is_not_a_file(path):
        open_dataset(path)
        return JobFailure("raster_missing", name, layer=text, reason=_gdal_reason())
    if path and not os.path.exists(path) and ("/" in path or "\\" in path or "." in path):
        reason = QCoreApplication.translate("Pair", "the file does not exist")
        return JobFailure("raster_missing", name, layer=text, reason=reason)
    if os.path.isfile(path):
        open_dataset(path)
        return JobFailure("raster_missing", name, layer=text, reason=_gdal_reason())
    return JobFailure("layer_invalid", name, layer=text)


def layer_gsd(
    date: Date, center: QgsPointXY, crs: QgsCoordinateReferenceSystem, square: bool, context: QgsProcessingContext
) -> Optional[float]:
    """Return the ground sample distance of a layer at ``center`` in metres, or ``None`` for a layer without its own pixels.

    :param square: for a network, see :func:`...rules.resolution.date_gsd`.
    """
    if date.boundless or date.layer.width() <= 0:
        return None
    point = center
    if crs != date.crs:
        try:
            point = QgsCoordinateTransform(crs, date.crs, context.transformContext()).transform(center)
        except QgsCsException:
            return None
    sides = date.layer.rasterUnitsPerPixelX(), date.layer.rasterUnitsPerPixelY()
    size = ground_sample_distance(date.crs, point, *sides, context)
    return date_gsd(size, _ground_sides(date.crs, point, *sides, context), square)


def _bands_of_file(layer: QgsRasterLayer) -> list[RasterBand]:
    """Return the bands of a layer that QGIS reads for the worker, as far as QGIS's GDAL opens it; else none."""
    provider = layer.dataProvider()
    path, options, credentials = split_uri(provider.dataSourceUri())
    dataset = open_dataset(path, options) if provider.name() == GDAL_PROVIDER and not credentials else None
    return [] if dataset is None else band_descriptions(dataset)


def band_descriptions(dataset: gdal.Dataset) -> list[RasterBand]:
    """Return what a raster reports of its bands, with their roles: the same as the worker reads."""
    bands = [dataset.GetRasterBand(index) for index in range(1, dataset.RasterCount + 1)]
    colours = [(gdal.GetColorInterpretationName(band.GetColorInterpretation()) or "").lower() for band in bands]
    if colours == ["palette"] and bands[0].GetRasterColorTable() is not None:
        return [RasterBand(index, interpretation=name, role=name) for index, name in enumerate(("red", "green", "blue"), 1)]
    found = []
    for index, (band, colour) in enumerate(zip(bands, colours), 1):
        if colour == "alpha" and len(bands) > 1 and not _holds_mask(dataset, band):
            colour = "undefined"
        wavelength = wavelength_nm(band.GetMetadata(), band.GetMetadata("IMAGERY"))
        found.append(RasterBand(index, band.GetDescription(), colour, wavelength))
    tags = {**dataset.GetMetadata(), **dataset.GetMetadata("IMAGERY")}
    virtual = "".join(dataset.GetMetadata("xml:VRT") or ()) if dataset.GetDriver().ShortName == "VRT" else ""
    return list(with_roles(found, dataset.GetDescription(), tags, dataset.GetMetadata("IMD"), virtual))


def _holds_mask(dataset: gdal.Dataset, band: gdal.Band) -> bool:
    """Whether the values of a band that is declared alpha are a mask."""
    windows = [band.ReadAsArray(*place) for place in sample_places(dataset.RasterXSize, dataset.RasterYSize)]
    pixels = [window.ravel() for window in windows if window is not None]
    if not pixels:
        return True
    values, counts = numpy.unique(numpy.concatenate(pixels), return_counts=True)
    return is_mask(values.tolist(), counts.tolist())


def _check_place(
    layer: QgsRasterLayer, crs: QgsCoordinateReferenceSystem, parameter: str, context: QgsProcessingContext
) -> None:
    """Check that the layer's pixels have a size on the ground: not with metres in a CRS of degrees, nor in a local one.

    :raises JobFailure: ``crs_unfit``.
    """
    sides = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    size = ground_sample_distance(crs, layer.extent().center(), *sides, context)
    if not (math.isfinite(size) and size > 0):
        raise JobFailure("crs_unfit", parameter, layer=layer.name(), crs=crs.authid() or crs.description() or "-")


def _check_whole(dataset: gdal.Dataset, layer: str, parameter: str) -> None:
    """Read the last pixel: a file that was cut short lacks it.

    :raises JobFailure: ``raster_damaged``.
    """
    band = dataset.GetRasterBand(dataset.RasterCount)
    width, height = band.GetBlockSize()
    if width * height * gdal.GetDataTypeSize(band.DataType) // 8 > _LARGEST_BLOCK_TO_TRY:
        return
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        data = band.ReadRaster(dataset.RasterXSize - 1, dataset.RasterYSize - 1, 1, 1)
    except RuntimeError:  # another plugin may have switched GDAL's exceptions on
        data = None
    finally:
        gdal.PopErrorHandler()
    if data is None:
        raise JobFailure("raster_damaged", parameter, layer=layer, reason=_gdal_reason())


def _gdal_reason() -> str:
    return str(gdal.GetLastErrorMsg() or QCoreApplication.translate("Pair", "GDAL does not recognise it as a raster"))


def ground_sample_distance(
    crs: QgsCoordinateReferenceSystem, point: QgsPointXY, x_size: float, y_size: float, context: QgsProcessingContext
) -> float:
    """Return the ground sample distance in metres: root of the area of a pixel of ``x_size`` by ``y_size`` at ``point``."""
    # Measured on a patch of pixels, which keeps rounding out and is small enough for the scale to be one.
    pixels = 100.0 if not crs.isGeographic() else 10.0
    half_width, half_height = x_size * pixels / 2, y_size * pixels / 2
    patch = QgsRectangle(point.x() - half_width, point.y() - half_height, point.x() + half_width, point.y() + half_height)
    return math.sqrt(square_metres(patch, crs, context)) / pixels


def _ground_sides(
    crs: QgsCoordinateReferenceSystem, point: QgsPointXY, x_size: float, y_size: float, context: QgsProcessingContext
) -> tuple[float, float]:
    """Return the width and height in metres of a pixel of ``x_size`` by ``y_size`` at ``point``; NaN where not defined."""
    pixels = 100.0 if not crs.isGeographic() else 10.0  # as above
    across, up = x_size * pixels / 2, y_size * pixels / 2
    ends = [(QgsPointXY(point.x() - across, point.y()), QgsPointXY(point.x() + across, point.y()))]
    ends.append((QgsPointXY(point.x(), point.y() - up), QgsPointXY(point.x(), point.y() + up)))
    measure = _measure(crs, context)
    try:
        width, height = (float(measure.measureLine(*pair)) / pixels for pair in ends)
    except QgsCsException:
        return math.nan, math.nan
    return width, height


def _measure(crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext) -> QgsDistanceArea:
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context.transformContext())
    measure.setEllipsoid(ellipsoid_of(crs))
    return measure


def square_metres(box: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext) -> float:
    """Return the area of a rectangle on the ellipsoid of its CRS; NaN where it is not defined."""
    try:
        return abs(float(_measure(crs, context).measureArea(QgsGeometry.fromRect(box))))
    except QgsCsException:  # QGIS before 3.40 gives NaN
        return math.nan
