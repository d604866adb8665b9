"""Two images of one colour each, and change polygons in the middle of them."""

from __future__ import annotations

import numpy as np
import pytest

gdal = pytest.importorskip("osgeo.gdal", reason="needs QGIS's Python")
ogr = pytest.importorskip("osgeo.ogr")
osr = pytest.importorskip("osgeo.osr")

BEFORE, AFTER, RESULT = [200, 40, 40], [40, 40, 200], [0, 255, 0]


def write_image(path, color):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32611)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 1000, 1000, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000, 0.5, 0, 4000000, 0, -0.5))
    dataset.SetProjection(reference.ExportToWkt())
    for band, value in enumerate(color, 1):
        dataset.GetRasterBand(band).WriteArray(np.full((1000, 1000), value, np.uint8))
    dataset.FlushCache()


def write_result(path):
    """A square of 40 m in the middle."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32611)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("result", reference, ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    x, y, half = 500250, 3999750, 30
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half), (x - half, y - half)]
    feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({','.join(f'{a} {b}' for a, b in corners)}))"))
    layer.CreateFeature(feature)
    dataset.FlushCache()
