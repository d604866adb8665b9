"""Layers as sources: paths, CRS, nodata, dates, and which layers QGIS must read itself."""

from __future__ import annotations

import os
import zipfile

import numpy
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsLayerMetadata,
    QgsRasterLayer,
    QgsRasterRange,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import NodataRange
from groundshift.plugin.layers.sources import (
    acquisition_date,
    describe_raster,
    is_boundless,
    needs_rendering,
    open_dataset,
    split_uri,
)

XYZ = "type=xyz&url=http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18"
ARRAY = numpy.arange(2 * 60 * 80, dtype="uint16").reshape(2, 60, 80)

pytestmark = pytest.mark.usefixtures("qgis")


def test_split_uri():
    assert split_uri("a b.tif|option:X=1|option:Y=2") == ("a b.tif", ("X=1", "Y=2"), False)
    assert split_uri("/d/a|b.tif") == ("/d/a|b.tif", (), False)
    assert split_uri("/vsicurl/http://x/a.tif authcfg='abcdefg'") == ("/vsicurl/http://x/a.tif", (), True)
    assert split_uri("/vsis3/b/a.tif|credential:AWS_KEY=1") == ("/vsis3/b/a.tif", (), True)
    assert split_uri('NETCDF:"a.nc":v') == ('NETCDF:"a.nc":v', (), False)


def test_a_plain_file(make_raster):
    path = make_raster("pair_20200521.tif", ARRAY, nodata=7)
    layer = QgsRasterLayer(path, "before")
    assert needs_rendering(layer, ("GTiff",)) == ""
    source = describe_raster(layer, "BEFORE", (2, 1))
    assert (source.parameter, source.name, source.path, source.bands) == ("BEFORE", "before", path, (2, 1))
    assert (source.crs, source.use_file_nodata, source.nodata, source.date) == (None, True, (), "2020-05-21")


def test_paths_that_gdal_opens(make_raster, tmp_path):
    path = make_raster("a.tif", ARRAY)
    gdal.Translate(str(tmp_path / "a.gpkg"), path, outputType=gdal.GDT_Byte, creationOptions=["RASTER_TABLE=t"])
    gdal.Translate(str(tmp_path / "a.nc"), path, format="netCDF")
    gdal.Translate(str(tmp_path / "a.vrt"), path, format="VRT")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "in/a.tif")
    for uri in (
        f"GPKG:{tmp_path}/a.gpkg:t",
        f'NETCDF:"{tmp_path}/a.nc":Band1',
        f"{tmp_path}/a.vrt",
        f"/vsizip/{tmp_path}/a.zip/in/a.tif",
        f"{path}|option:NUM_THREADS=2",
    ):
        layer = QgsRasterLayer(uri, "n", "gdal")
        assert layer.isValid(), uri
        assert needs_rendering(layer) == ""
        dataset = open_dataset(describe_raster(layer, "BEFORE").path)
        assert (dataset.RasterXSize, dataset.RasterYSize) == (80, 60)


def test_open_options_reach_the_worker(make_raster):
    path = make_raster("a.tif", ARRAY)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.BuildOverviews("AVERAGE", [2])
    dataset = None
    source = describe_raster(QgsRasterLayer(f"{path}|option:OVERVIEW_LEVEL=0", "n", "gdal"), "BEFORE")
    assert open_dataset(source.path).RasterXSize == 40


def test_a_relative_path_becomes_absolute(make_raster, monkeypatch):
    path = make_raster("a.tif", ARRAY)
    monkeypatch.chdir(os.path.dirname(path))
    assert describe_raster(QgsRasterLayer("a.tif", "n"), "BEFORE").path == path


def test_crs_of_the_layer_overrides_the_file(make_raster):
    layer = QgsRasterLayer(make_raster("a.tif", ARRAY), "n")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32612"))
    assert "zone 12N" in describe_raster(layer, "BEFORE").crs


def test_assumed_crs_serves_only_layers_without_one(make_raster):
    assumed = QgsCoordinateReferenceSystem("EPSG:32612")
    with_crs = QgsRasterLayer(make_raster("a.tif", ARRAY), "n")
    assert describe_raster(with_crs, "BEFORE", None, assumed).crs is None
    without = QgsRasterLayer(make_raster("b.tif", ARRAY, epsg=None), "bare")
    without.setCrs(QgsCoordinateReferenceSystem())
    assert "zone 12N" in describe_raster(without, "BEFORE", None, assumed).crs
    with pytest.raises(JobFailure) as failure:
        describe_raster(without, "BEFORE")
    assert (failure.value.code, failure.value.values) == ("raster_without_crs", {"layer": "bare"})


def test_nodata_of_the_layer(make_raster):
    layer = QgsRasterLayer(make_raster("a.tif", ARRAY, nodata=7), "n")
    provider = layer.dataProvider()
    half_open = QgsRasterRange(1, 5, QgsRasterRange.BoundsType.IncludeMin)
    for band in (1, 2):
        provider.setUseSourceNoDataValue(band, False)
        provider.setUserNoDataValue(band, [half_open])
    source = describe_raster(layer, "BEFORE")
    assert (source.use_file_nodata, source.nodata) == (False, (NodataRange(1, 4, 0),))
    # Switched off for one band only: what the other keeps is said by value.
    provider.setUseSourceNoDataValue(2, True)
    provider.setUserNoDataValue(1, [])
    source = describe_raster(layer, "BEFORE")
    assert (source.use_file_nodata, set(source.nodata)) == (False, {NodataRange(1, 4, 2), NodataRange(7, 7, 2)})


def test_nodata_of_a_scaled_band_is_in_the_files_values(make_raster):
    path = make_raster("a.tif", ARRAY)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(0.1)
    dataset = None
    layer = QgsRasterLayer(path, "n")
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(0.3, 0.5)])
    assert describe_raster(layer, "BEFORE").nodata == (NodataRange(3, 5, 1),)


def test_dates_from_the_most_telling_place(make_raster):
    path = make_raster("x_20200101.tif", ARRAY, metadata={"TIFFTAG_DATETIME": "2024:01:01 00:00:00"})
    layer = QgsRasterLayer(path, "no date")
    dataset = open_dataset(path)
    assert acquisition_date(layer, dataset) == "2020-01-01"
    layer.setName("scene 2019-07-08")
    assert acquisition_date(layer, dataset) == "2019-07-08"

    def moment(text):
        return QDateTime.fromString(text, Qt.DateFormat.ISODate)

    metadata = QgsLayerMetadata()
    extent = QgsLayerMetadata.Extent()
    extent.setTemporalExtents([QgsDateTimeRange(moment("2018-05-06T10:00:00"), moment("2018-05-06T10:00:00"))])
    metadata.setExtent(extent)
    layer.setMetadata(metadata)
    assert acquisition_date(layer, dataset) == "2018-05-06"
    layer.temporalProperties().setIsActive(True)
    layer.temporalProperties().setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
    layer.temporalProperties().setFixedTemporalRange(
        QgsDateTimeRange(moment("2017-03-04T00:00:00"), moment("2017-03-05T00:00:00"))
    )
    assert acquisition_date(layer, dataset) == "2017-03-04"


def test_the_year_alone(make_raster):
    path = make_raster("landsat_1991.tif", ARRAY, metadata={"TIFFTAG_DATETIME": "2024:01:01 00:00:00"})
    layer, dataset = QgsRasterLayer(path, "x"), open_dataset(path)
    assert acquisition_date(layer, dataset) == "1991"
    layer.setName("Landsat 1985")
    assert acquisition_date(layer, dataset) == "1985"
    layer.setCustomProperty("groundshift/date", "1984")
    assert acquisition_date(layer, dataset) == "1984"
    # A day, wherever it stands, is more exact than a year.
    path = make_raster("x_20200101.tif", ARRAY)
    assert acquisition_date(QgsRasterLayer(path, "after, of the mosaic 2020"), open_dataset(path)) == "2020-01-01"


def test_the_files_own_date_is_the_last_resort(make_raster):
    path = make_raster("x.tif", ARRAY, metadata={"TIFFTAG_DATETIME": "2024:01:01 00:00:00"})
    assert describe_raster(QgsRasterLayer(path, "x"), "BEFORE").date == "2024-01-01"


def test_layers_that_qgis_must_read(make_raster, tmp_path):
    in_memory = QgsRasterLayer(make_raster("/vsimem/layers-test.tif", ARRAY), "n")
    assert "memory" in needs_rendering(in_memory)
    gdal.Translate(str(tmp_path / "v.vrt"), "/vsimem/layers-test.tif", format="VRT")
    assert "memory" in needs_rendering(QgsRasterLayer(str(tmp_path / "v.vrt"), "n"))
    path = make_raster("a.tif", ARRAY)
    assert "'GTiff'" in needs_rendering(QgsRasterLayer(path, "n"), ("PNG", "VRT"))
    assert "credentials" in needs_rendering(QgsRasterLayer(f"{path} authcfg='abcdefg'", "n"))
    assert "'wms'" in needs_rendering(QgsRasterLayer(XYZ, "n", "wms"))
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetGeoTransform((500000, 8, 6, 4000000, 6, -8))
    dataset = None
    assert not needs_rendering(QgsRasterLayer(path, "n"))  # the worker knows its corners from data, QGIS does not
    gdal.Unlink("/vsimem/layers-test.tif")


def test_boundless_layers(make_raster):
    assert is_boundless(QgsRasterLayer(XYZ, "n", "wms"))
    world = numpy.zeros((1, 18, 36), "uint8")
    assert not is_boundless(QgsRasterLayer(make_raster("w.tif", world, 4326, (-180.0, 90.0), 10.0), "n"))


def test_a_layer_that_is_not_valid():
    for call in (needs_rendering, is_boundless, lambda layer: describe_raster(layer, "AFTER")):
        with pytest.raises(JobFailure) as failure:
            call(QgsRasterLayer("/nowhere.tif", "gone"))
        assert failure.value.code == "layer_invalid"


def test_a_file_that_went_away(make_raster):
    path = make_raster("a.tif", ARRAY)
    layer = QgsRasterLayer(path, "gone")
    os.remove(path)
    with pytest.raises(JobFailure) as failure:
        describe_raster(layer, "AFTER")
    assert failure.value.code == "raster_missing"
