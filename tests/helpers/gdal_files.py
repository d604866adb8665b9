"""Rasters, pictures and polygons written with GDAL's own bindings, which QGIS's Python has."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Mapping, Optional, Sequence

import numpy as np
from osgeo import gdal, ogr, osr

EPSG = 32611
LEFT, TOP, PIXEL = 500_000.0, 4_000_000.0, 0.5
_TYPES = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "float32": gdal.GDT_Float32}


def write_raster(
    path: Path | str,
    array: np.ndarray,
    *,
    epsg: Optional[int] = EPSG,
    origin: tuple[float, float] = (LEFT, TOP),
    pixel: float = PIXEL,
    nodata: Optional[float] = None,
    driver: str = "GTiff",
    options: Sequence[str] = (),
    metadata: Optional[dict[str, str]] = None,
) -> str:
    """Write a raster and return its path.

    :param array: (bands, height, width) of uint8, uint16, int16 or float32.
    :param epsg: the CRS; ``None`` = none.
    :param origin: x and y of the upper left corner, in units of the CRS.
    :param pixel: the side of a pixel, in units of the CRS.
    :param options: creation options of the driver.
    """
    bands, height, width = array.shape
    dataset = gdal.GetDriverByName(driver).Create(str(path), width, height, bands, _TYPES[array.dtype.name], list(options))
    dataset.SetGeoTransform((origin[0], pixel, 0.0, origin[1], 0.0, -pixel))
    if epsg:
        dataset.SetProjection(_reference(epsg).ExportToWkt())
    for key, value in (metadata or {}).items():
        dataset.SetMetadataItem(key, value)
    for number in range(bands):
        band = dataset.GetRasterBand(number + 1)
        if nodata is not None:
            band.SetNoDataValue(nodata)
        band.WriteRaster(0, 0, width, height, np.ascontiguousarray(array[number]).tobytes())
    dataset.FlushCache()
    return str(path)


def write_polygons(
    path: Path | str,
    rectangles: Sequence[tuple[float, float, float, float]],
    texts: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    epsg: int = EPSG,
    layer: str = "",
) -> str:
    """Write rectangles as polygons of a GeoPackage and return its path.

    :param rectangles: left, bottom, right and top, in units of the CRS.
    :param texts: values of text fields, by name.
    :param layer: the layer's name; ``""`` = that of the file.
    """
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    made = source.CreateLayer(layer or Path(path).stem, _reference(epsg), ogr.wkbPolygon)
    for name in texts:
        made.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for number, (left, bottom, right, top) in enumerate(rectangles):
        feature = ogr.Feature(made.GetLayerDefn())
        for name, values in texts.items():
            feature.SetField(name, values[number])
        ring = f"{left} {top},{right} {top},{right} {bottom},{left} {bottom},{left} {top}"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
        made.CreateFeature(feature)
    source.FlushCache()
    return str(path)


def png(pixels: np.ndarray) -> bytes:
    """Return the PNG of an array (bands, height, width) of uint8."""
    bands, height, width = pixels.shape
    memory = gdal.GetDriverByName("MEM").Create("", width, height, bands, gdal.GDT_Byte)
    memory.WriteRaster(0, 0, width, height, np.ascontiguousarray(pixels).tobytes())
    path = f"/vsimem/{id(memory)}.png"
    gdal.GetDriverByName("PNG").CreateCopy(path, memory)
    file = gdal.VSIFOpenL(path, "rb")
    data = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    gdal.VSIFCloseL(file)
    gdal.Unlink(path)
    return data


def _reference(epsg: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    return reference
