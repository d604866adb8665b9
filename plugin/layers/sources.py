"""Raster layers of QGIS as sources that the worker can read, and which layers QGIS must read for it.

Call all of it in the thread that owns the layer: the main thread, so ``prepareAlgorithm`` in Processing. Clones of
layers lose the user's nodata settings in QGIS 3.22, so the layer itself is needed here.
"""

from __future__ import annotations

import math
import os
import re
from typing import Callable, Dict, List, Optional, Sequence, Tuple

import numpy
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterRange,
)
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, Qt

from ..jobs.failure import JobFailure
from ..jobs.sources import NodataRange, RasterSource
from . import dates, nodata

GDAL_PROVIDER = "gdal"
DATE_PROPERTY = "groundshift/date"  # of a layer: the date that the user gave it in the panel, yyyy-mm-dd
PICTURE_TYPES = (Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied)
_AUTH_CONFIG = re.compile(r"""\s*authcfg=(['"]?)[^'"\s|]*\1""")
_WGS84 = "EPSG:7030"
# A layer that covers this much of the globe, in degrees, and has no pixels of its own, counts as unbounded.
_WORLD_WIDTH = 350.0
_WORLD_HEIGHT = 150.0


def tr(text: str) -> str:
    """Return the text in the user's language."""
    return QCoreApplication.translate("Layers", text)


def split_uri(uri: str) -> Tuple[str, Tuple[str, ...], bool]:
    """Return the parts of a GDAL layer's URI in QGIS: what GDAL opens, the open options, and whether it needs credentials.

    ``a.tif|option:NUM_THREADS=2`` -> ``("a.tif", ("NUM_THREADS=2",), False)``. Credentials are QGIS's own
    (``authcfg``, ``|credential:``): they cannot be handed to another process.
    """
    text, credentials = _AUTH_CONFIG.subn("", uri)
    parts = text.split("|")
    path, options = parts[0], []
    for part in parts[1:]:
        if part.startswith("option:"):
            options.append(part[len("option:") :])
        elif part.startswith("credential:"):
            credentials += 1
        else:  # a bar in a file's name
            path += "|" + part
    return path.strip(), tuple(options), bool(credentials)


def open_dataset(path: str, options: Sequence[str] = ()) -> Optional[gdal.Dataset]:
    """Return the raster at ``path`` opened by QGIS's GDAL, quietly; ``None`` when it cannot be."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY, open_options=list(options))
    except RuntimeError:  # another plugin may have switched GDAL's exceptions on
        return None
    finally:
        gdal.PopErrorHandler()


def is_picture(provider: QgsRasterDataProvider) -> bool:
    """Return whether the provider gives pictures (red, green, blue, alpha in one number) rather than values."""
    return provider.bandCount() == 1 and provider.dataType(1) in PICTURE_TYPES


def describe_raster(
    layer: QgsRasterLayer,
    parameter: str,
    bands: Optional[Sequence[int]] = None,
    assumed_crs: Optional[QgsCoordinateReferenceSystem] = None,
) -> RasterSource:
    """Return a layer of the provider ``gdal`` as the worker reads it, with the settings that the user gave it in QGIS.

    Ask :func:`needs_rendering` first. Opens the file to read its header.

    :param parameter: the Processing parameter the layer came from, BEFORE or AFTER.
    :param bands: one-based, as the user chose them.
    :param assumed_crs: used only when the layer has no CRS.
    :raises JobFailure: ``layer_invalid``, ``raster_missing``, ``raster_without_crs``.
    """
    provider = valid_provider(layer, parameter)
    path, options, _ = split_uri(provider.dataSourceUri())
    path = os.path.abspath(path) if os.path.exists(path) else path
    dataset = open_dataset(path, options)
    if dataset is None:
        reason = gdal.GetLastErrorMsg() or tr("GDAL cannot open it")
        raise JobFailure("raster_missing", parameter, layer=layer.name(), reason=reason)
    return RasterSource(
        parameter=parameter,
        name=layer.name(),
        path=_with_options(dataset, path) if options else path,
        bands=tuple(bands) if bands else None,
        crs=crs_override(layer, parameter, assumed_crs),
        use_file_nodata=uses_file_nodata(provider),
        nodata=nodata_ranges(provider, dataset),
        date=acquisition_date(layer, dataset),
    )


def needs_rendering(layer: QgsRasterLayer, worker_drivers: Sequence[str] = ()) -> str:
    """Return why QGIS must read the layer for the worker; ``""`` when the worker can read it itself.

    :param worker_drivers: short names of the formats that the worker's GDAL reads; empty = not known, so trusted.
    :raises JobFailure: ``layer_invalid``.
    """
    provider = valid_provider(layer, "")
    if provider.name() != GDAL_PROVIDER:
        return tr("it is a layer of the provider '{name}', which only QGIS reads").format(name=provider.name())
    path, options, credentials = split_uri(provider.dataSourceUri())
    if credentials:
        return tr("its credentials are stored in QGIS")
    dataset = open_dataset(path, options)
    if dataset is None:
        return ""  # describe_raster reports what is wrong with it
    if any(name.startswith("/vsimem/") for name in [path, *(dataset.GetFileList() or [])]):
        return tr("it is stored in the memory of QGIS")
    driver = dataset.GetDriver().ShortName
    if driver == "MEM":
        return tr("it is stored in the memory of QGIS")
    if worker_drivers and driver not in worker_drivers:
        return tr("the runtime cannot read the format '{name}'").format(name=driver)
    return ""


def is_boundless(layer: QgsRasterLayer) -> bool:
    """Return whether the layer is a map of the whole world with no pixels of its own (XYZ, WMTS, WMS): no ground to work on.

    :raises JobFailure: ``layer_invalid``.
    """
    provider = valid_provider(layer, "")
    if provider.xSize() > 0:
        return False
    extent = layer.extent()
    if extent.isEmpty() or not extent.isFinite():
        return True
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(layer.crs(), wgs84, QgsProject.instance().transformContext())
    try:
        globe = transform.transformBoundingBox(extent)
    except QgsCsException:  # reaches beyond where the CRS is defined
        return True
    return bool(globe.width() >= _WORLD_WIDTH and globe.height() >= _WORLD_HEIGHT)


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return a CRS as other libraries understand it: an authority's code (``EPSG:32611``) or, without one, WKT2:2019."""
    authid = str(crs.authid())
    if authid.split(":")[0] in ("EPSG", "ESRI", "OGC", "IGNF"):
        return authid
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))


def ellipsoid_of(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the ellipsoid on which QGIS measures in a CRS.

    Of an ellipsoid that has no name, as in the CRSs of many files, QGIS does not transform what it measures: coordinates in
    metres are taken for degrees. WGS 84 is less than half a percent off, also of a sphere.
    """
    acronym = str(crs.ellipsoidAcronym())
    return _WGS84 if not acronym or acronym.startswith("PARAMETER:") else acronym


def crs_override(
    layer: QgsRasterLayer, parameter: str, assumed_crs: Optional[QgsCoordinateReferenceSystem] = None
) -> Optional[str]:
    """Return the CRS that the worker must use in place of the file's own, as WKT; ``None`` = the file's own is right.

    :param assumed_crs: used only when the layer has no CRS.
    :raises JobFailure: ``raster_without_crs``.
    """
    crs = layer_crs(layer, parameter, assumed_crs)
    if crs == layer.dataProvider().crs():
        return None
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))


def layer_crs(
    layer: QgsRasterLayer, parameter: str, assumed_crs: Optional[QgsCoordinateReferenceSystem] = None
) -> QgsCoordinateReferenceSystem:
    """Return the layer's CRS, or the assumed one when it has none.

    :raises JobFailure: ``raster_without_crs``.
    """
    crs = layer.crs()
    if not crs.isValid() and assumed_crs is not None:
        crs = assumed_crs
    if not crs.isValid():
        raise JobFailure("raster_without_crs", parameter, layer=layer.name())
    return crs


def nodata_ranges(provider: QgsRasterDataProvider, dataset: gdal.Dataset) -> Tuple[NodataRange, ...]:
    """Return the nodata values of the layer's properties, in the file's own values (scale undone).

    Where the file's own nodata value holds for some bands only, it is listed here for those.
    """
    found: List[NodataRange] = []
    mixed = not uses_file_nodata(provider)
    for band in range(1, dataset.RasterCount + 1):
        raster = dataset.GetRasterBand(band)
        dtype = nodata.value_type(gdal.GetDataTypeName(raster.DataType))
        found += user_ranges(provider, band, dtype, raster.GetScale() or 1.0, raster.GetOffset() or 0.0)
        value = raster.GetNoDataValue()
        if mixed and provider.useSourceNoDataValue(band) and value is not None and not math.isnan(value):
            found.append(NodataRange(float(value), float(value), band))
    return nodata.merge_bands(found, dataset.RasterCount)


def user_ranges(
    provider: QgsRasterDataProvider, band: int, dtype: numpy.dtype, scale: float = 1.0, offset: float = 0.0
) -> List[NodataRange]:
    """Return the "additional no data values" of one band.

    :param dtype: of the values that the ranges are to be in: shown value = ``scale`` x value + ``offset``.
    """
    ranges = [_closed(item, dtype, scale, offset, band) for item in provider.userNoDataValues(band)]
    return [item for item in ranges if item is not None]


def uses_file_nodata(provider: QgsRasterDataProvider) -> bool:
    """Return whether every nodata value that the file declares holds: QGIS lets users switch it off, band by band."""
    bands = [band for band in range(1, provider.bandCount() + 1) if provider.sourceHasNoDataValue(band)]
    return all(provider.useSourceNoDataValue(band) for band in bands)


def acquisition_date(layer: QgsRasterLayer, dataset: Optional[gdal.Dataset] = None) -> Optional[str]:
    """When the image was taken, as ``yyyy-mm-dd``, or ``yyyy-mm`` or ``yyyy`` where no more is known; ``None`` = nothing is.

    From the first that has the day: the date set in the panel, the layer's temporal properties, the temporal extent of
    its metadata, the file's metadata, the layer's name, the file's name; if none has it, those three again for
    the month or the year; TIFF's tag for the date of the file.
    """
    chosen = str(layer.customProperty(DATE_PROPERTY) or "")
    metadata = file_metadata(dataset) if dataset is not None else {}
    file_name = os.path.basename(dataset.GetDescription()) if dataset is not None else ""
    tellers: Tuple[Callable[[], Optional[str]], ...] = (
        lambda: dates.date_in_text(chosen) or dates.month_or_year_in_text(chosen),
        lambda: _temporal_property(layer),
        lambda: _temporal_extent(layer),
        lambda: dates.date_in_metadata(metadata),
        lambda: dates.date_in_text(layer.name()),
        lambda: dates.date_in_text(file_name),
        lambda: dates.date_in_metadata(metadata, dates.month_or_year_in_text),
        lambda: dates.month_or_year_in_text(layer.name()),
        lambda: dates.month_or_year_in_text(file_name),
        lambda: dates.file_date_in_metadata(metadata),
    )
    return next((date for date in (teller() for teller in tellers) if date), None)


def file_metadata(dataset: gdal.Dataset) -> Dict[str, str]:
    """Return the file's metadata of the domains that may hold the date of acquisition."""
    return {**dataset.GetMetadata(), **dataset.GetMetadata("IMAGERY")}


def valid_provider(layer: QgsRasterLayer, parameter: str) -> QgsRasterDataProvider:
    """Return the layer's provider.

    :raises JobFailure: ``layer_invalid``.
    """
    provider = layer.dataProvider() if isinstance(layer, QgsRasterLayer) and layer.isValid() else None
    if provider is None or provider.bandCount() < 1:
        raise JobFailure("layer_invalid", parameter, layer=layer.name() if layer is not None else "")
    return provider


def _with_options(dataset: gdal.Dataset, path: str) -> str:
    """Return a virtual raster, as XML, that opens the file with the options it is open with here; GDAL takes it as a path."""
    try:
        virtual = gdal.GetDriverByName("VRT").CreateCopy("", dataset)
    except RuntimeError:
        return path
    texts = virtual.GetMetadata("xml:VRT") if virtual is not None else None
    return str(texts[0]) if texts else path


def _closed(item: QgsRasterRange, dtype: numpy.dtype, scale: float, offset: float, band: int) -> Optional[NodataRange]:
    kinds = QgsRasterRange.BoundsType
    bounds = item.bounds()
    return nodata.closed_range(
        item.min(),
        item.max(),
        dtype,
        includes_low=bounds in (kinds.IncludeMinAndMax, kinds.IncludeMin),
        includes_high=bounds in (kinds.IncludeMinAndMax, kinds.IncludeMax),
        scale=scale,
        offset=offset,
        band=band,
    )


def _temporal_property(layer: QgsRasterLayer) -> Optional[str]:
    properties = layer.temporalProperties()
    if not properties.isActive() or properties.mode() != Qgis.RasterTemporalMode.FixedTemporalRange:
        return None
    return _day(properties.fixedTemporalRange().begin())


def _temporal_extent(layer: QgsRasterLayer) -> Optional[str]:
    extents = layer.metadata().extent().temporalExtents()
    return next((day for day in (_day(extent.begin()) for extent in extents) if day), None)


def _day(moment: QDateTime) -> Optional[str]:
    return str(moment.date().toString(Qt.DateFormat.ISODate)) if moment.isValid() else None
