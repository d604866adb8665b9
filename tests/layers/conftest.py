"""A real QGIS for the tests of the layers, and rasters made by code."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from osgeo import gdal, osr
from qgis.core import QgsApplication


@pytest.fixture(scope="session")
def qgis(tmp_path_factory):
    """QGIS without windows, with a profile of its own, for the whole session."""
    running = QgsApplication.instance()
    if running is not None:
        yield running
        return
    application = QgsApplication([], False, str(tmp_path_factory.mktemp("profile")))
    application.initQgis()
    yield application
    # exitQgis() is left out: it crashes where layers outlive it, and the process ends anyway.


@pytest.fixture
def make_raster(tmp_path):
    """A function that writes arrays (bands, height, width) as a raster and gives its path."""

    def make(name, array, epsg=32611, origin=(500000.0, 4000000.0), pixel=10.0, nodata=None, driver="GTiff", metadata=None):
        path = name if name.startswith("/vsimem/") else str(tmp_path / name)
        names = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "float32": gdal.GDT_Float32}
        bands, height, width = array.shape
        dataset = gdal.GetDriverByName(driver).Create(path, width, height, bands, names[array.dtype.name])
        dataset.SetGeoTransform((origin[0], pixel, 0.0, origin[1], 0.0, -pixel))
        if epsg:
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(epsg)
            dataset.SetProjection(reference.ExportToWkt())
        for key, value in (metadata or {}).items():
            dataset.SetMetadataItem(key, value)
        for number in range(bands):
            if nodata is not None:
                dataset.GetRasterBand(number + 1).SetNoDataValue(nodata)
            dataset.GetRasterBand(number + 1).WriteRaster(0, 0, width, height, array[number].tobytes())
        dataset.FlushCache()
        return path

    return make
