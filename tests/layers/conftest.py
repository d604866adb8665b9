"""Rasters made by code for the tests of the layers."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from groundshift.tests.helpers.gdal_files import write_raster


@pytest.fixture
def make_raster(tmp_path):
    """A function that writes an array (bands, height, width) as a raster of 10 m and gives its path."""

    def make(name, array, epsg=32611, origin=(500000.0, 4000000.0), pixel=10.0, **options):
        path = name if name.startswith("/vsimem/") else tmp_path / name
        return write_raster(path, array, epsg=epsg, origin=origin, pixel=pixel, **options)

    return make
