"""Pairs of dates from real imagery, for tests and pictures: some buildings of Banepa are taken away by code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PUCALLPA = DATA / "series" / "landsat_pucallpa"
_BANEPA = DATA / "buildings" / "banepa"
_LEFT, _TOP, _SIZE = 5200, 3000, 2000  # pixels of the image
_PATCH = 80


def banepa_pair(folder, buildings=16, seed=4):
    """Paths of before and after: the same photograph (0.149 m pixels), but before without some of its buildings.

    Their ground is covered with open ground from elsewhere in the photograph. Skips the test where the data are missing.
    """
    if not _BANEPA.is_dir():
        pytest.skip("the project's real imagery (../shared/data) is not on this machine")
    image = gdal.Open(str(_BANEPA / "image.tif"))
    after = image.ReadAsArray(_LEFT, _TOP, _SIZE, _SIZE)[:3]
    left, pixel, _, top, _, height = image.GetGeoTransform()
    place = (left + _LEFT * pixel, pixel, 0.0, top + _TOP * height, 0.0, height)
    footprints = _footprints(place)
    built = _burn([shape for shape, _ in footprints], place, 0.5)
    generator = np.random.default_rng(seed)
    large = [item for item in footprints if 60 < item[1] < 400]
    chosen = [large[index][0] for index in generator.permutation(len(large))[:buildings]]
    gone = _burn(chosen, place, 1.2)
    rows, columns = np.nonzero(gone)
    before = after.copy()
    before[:, rows, columns] = _meadow(after, built)[:, rows % (2 * _PATCH), columns % (2 * _PATCH)]
    paths = []
    for name, array in (("before", before), ("after", after)):
        path = str(folder / f"banepa_{name}.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, _SIZE, _SIZE, 3, gdal.GDT_Byte, ["COMPRESS=DEFLATE"])
        dataset.SetGeoTransform(place)
        dataset.SetProjection(image.GetProjection())
        dataset.WriteRaster(0, 0, _SIZE, _SIZE, np.ascontiguousarray(array).tobytes())
        dataset.BuildOverviews("AVERAGE", [2, 4])
        dataset.FlushCache()
        paths.append(path)
    return paths[0], paths[1]


def _footprints(place):
    """Geometries of the buildings in the crop, in the CRS of the image, and their square metres there."""
    source = ogr.Open(str(_BANEPA / "labels.gpkg"))
    layer = source.GetLayerByName("buildings")
    side = _SIZE * place[1]
    layer.SetSpatialFilterRect(place[0], place[3] - side, place[0] + side, place[3])
    return [(feature.GetGeometryRef().Clone(), feature.GetGeometryRef().Area()) for feature in layer]


def _burn(shapes, place, margin):
    """Where shapes are, grown by ``margin`` metres: bool (rows, columns)."""
    raster = gdal.GetDriverByName("MEM").Create("", _SIZE, _SIZE, 1, gdal.GDT_Byte)
    raster.SetGeoTransform(place)
    memory = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = memory.CreateLayer("shapes", None, ogr.wkbUnknown)
    for shape in shapes:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape.Buffer(margin))
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return raster.ReadAsArray().astype(bool)


def _meadow(image, built):
    """The greenest and evenest ground without buildings, mirrored so that it tiles: uint8 (3, 2 patches, 2 patches)."""
    best, found = -np.inf, image[:, :_PATCH, :_PATCH]
    for row in range(0, _SIZE - _PATCH, _PATCH // 2):
        for column in range(0, _SIZE - _PATCH, _PATCH // 2):
            patch = image[:, row : row + _PATCH, column : column + _PATCH]
            red, green, blue = (band.mean() for band in patch)
            score = green - (red + blue) / 2 - patch.std(axis=(1, 2)).mean()
            if score > best and not built[row : row + _PATCH, column : column + _PATCH].any():
                best, found = score, patch
    wide = np.concatenate([found, found[:, :, ::-1]], axis=2)
    return np.concatenate([wide, wide[:, ::-1]], axis=1)
