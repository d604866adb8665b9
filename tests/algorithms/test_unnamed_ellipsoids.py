"""CRSs of files whose ellipsoid has no name: QGIS's own measure of their pixels is NaN."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProcessingContext, QgsRasterLayer

from groundshift.plugin.algorithms.inputs.date_reading import ground_sample_distance


@pytest.mark.parametrize(
    ("definition", "corner", "pixel", "metres"),
    [
        ("+proj=omerc +lat_0=45.15 +lonc=15 +alpha=30 +gamma=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84", (0, 0), 10.0, 10.0),
        ("+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +R=6371007.181 +units=m", (500_000, 5_000_000), 463.3127, 463.3),  # MODIS
        ("+proj=utm +zone=33 +datum=WGS84 +units=km", (500, 5000), 0.01, 10.0),
        ("+proj=utm +zone=14 +datum=NAD27 +units=us-ft", (1_640_417, 16_404_167), 32.808333, 10.0),
    ],
)
def test_pixels_have_a_size(algorithm, feedback, tmp_path, definition, corner, pixel, metres):
    srs = osr.SpatialReference()
    srs.ImportFromProj4(definition)
    paths = [str(tmp_path / name) for name in ("a.tif", "b.tif")]
    for path in paths:
        dataset = gdal.GetDriverByName("GTiff").Create(path, 20, 20)
        dataset.SetProjection(srs.ExportToWkt())
        dataset.SetGeoTransform((corner[0], pixel, 0, corner[1], 0, -pixel))
        dataset.WriteArray(np.full((20, 20), 7, np.uint8))
        dataset = None
    layer, context = QgsRasterLayer(paths[0], "a"), QgsProcessingContext()
    found = ground_sample_distance(layer.crs(), layer.extent().center(), pixel, pixel, context)
    assert found == pytest.approx(metres, rel=0.005)
    parameters = {"BEFORE": paths[0], "AFTER": paths[1], "MASK": str(tmp_path / "mask.tif"), "METHOD": 0}
    assert algorithm("detectchangeclassic").checkParameterValues(parameters, context) == (True, "")
