"""Results in the words of QGIS: what a user reads in the table, the map tip, the properties and the temporal controller."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from osgeo import ogr, osr
from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

ORIGIN = {
    "algorithm": "groundshift:detectchange",
    "plugin_version": "1.0.0",
    "time": "2024-05-01T10:00:00+00:00",
    "model": {"id": "town", "sha256": "ab12"},
    "before": {"name": "Early", "file": "early.tif", "date": "2019-05"},
    "after": {"name": "Late", "file": "late.tif", "date": "2023-05-01"},
    "parameters": {"THRESHOLD": 0.5},
}


@pytest.fixture
def polygons(tmp_path):
    """A function that writes polygons with their provenance, and opens them."""

    def make(origin=ORIGIN, name="Building <b>"):
        path = str(tmp_path / "changes.gpkg")
        source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32611)
        layer = source.CreateLayer("changes", reference, ogr.wkbPolygon)
        for field in ("uuid", "class"):
            layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
        for field in ("area_m2", "perimeter_m", "mean_probability"):
            layer.CreateField(ogr.FieldDefn(field, ogr.OFTReal))
        feature = ogr.Feature(layer.GetLayerDefn())
        values = {"uuid": "u1", "class": name, "area_m2": 1234.4, "perimeter_m": 50.0, "mean_probability": 0.75}
        for field, value in values.items():
            feature.SetField(field, value)
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((0 0,10 0,10 10,0 10,0 0))"))
        layer.CreateFeature(feature)
        if origin:
            layer.SetMetadataItem("GROUNDSHIFT", json.dumps(origin))
        source.FlushCache()
        del source
        return QgsVectorLayer(f"{path}|layername=changes", "Change polygons", "ogr")

    return make


def described(layer):
    from groundshift.plugin.layers.described_results import describe_result

    describe_result(layer)
    return layer


def seen(layer, template):
    """What an expression, or the template of a map tip, shows of the first feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return QgsExpression.replaceExpressionText(template, context)


def test_fields_have_names_and_the_technical_ones_come_last(polygons):
    layer = described(polygons())
    shown = [column.name for column in layer.attributeTableConfig().columns() if column.name]
    assert shown == ["class", "area_m2", "mean_probability", "perimeter_m", "uuid", "fid"]
    names = [layer.attributeDisplayName(layer.fields().lookupField(name)) for name in shown[:4]]
    assert names == ["Class", "Area (m²)", "Mean probability", "Perimeter (m)"]


def test_names_and_order_of_the_user_stay(polygons):
    layer = polygons()
    layer.setFieldAlias(layer.fields().lookupField("class"), "Kind")
    config = layer.attributeTableConfig()
    config.update(layer.fields())
    own = list(reversed(config.columns()))
    config.setColumns(own)
    layer.setAttributeTableConfig(config)
    described(layer)
    assert layer.attributeAlias(layer.fields().lookupField("class")) == "Kind"
    assert [column.name for column in layer.attributeTableConfig().columns()] == [column.name for column in own]


def test_a_polygon_is_named_by_class_and_area(polygons):
    layer = described(polygons(name="Building"))
    assert seen(layer, f"[% {layer.displayExpression()} %]") == "Building, 1,234 m²"


def test_the_map_tip_shows_figures_and_dates_and_no_markup_of_the_layer(polygons):
    layer = described(polygons())
    tip = seen(layer, layer.mapTipTemplate())
    assert "<b>Building &lt;b>, 1,234 m²</b>" in tip
    assert "2019-05 / 2023-05-01" in tip
    assert "Mean probability: 0.75" in tip
    assert "u1" not in tip


def test_metadata_hold_the_provenance(polygons):
    metadata = described(polygons()).metadata()
    assert metadata.title() == "Change polygons"
    assert metadata.abstract().splitlines() == [
        "Made by groundshift:detectchange of Groundshift 1.0.0 on 2024-05-01T10:00:00+00:00.",
        "Compared: Early with Late.",
        "Model: town, SHA-256 ab12.",
    ]
    assert 'parameters: {"THRESHOLD": 0.5}' in metadata.history()
    (period,) = metadata.extent().temporalExtents()
    assert period.begin().date().toString(Qt.DateFormat.ISODate) == "2019-05-01"


def test_the_temporal_controller_shows_them_between_the_dates(polygons):
    layer = described(polygons())
    properties = layer.temporalProperties()
    assert properties.isActive()
    period = properties.fixedTemporalRange()
    days = [moment.date().toString(Qt.DateFormat.ISODate) for moment in (period.begin(), period.end())]
    assert days == ["2019-05-01", "2023-05-01"]


@pytest.mark.parametrize("date", ["", None, "yesterday"])
def test_without_dates_there_is_no_time_range(polygons, date):
    origin = {**ORIGIN, "before": {"name": "Early", "file": "", "date": date}}
    layer = described(polygons(origin))
    assert not layer.temporalProperties().isActive()
    assert " / " not in seen(layer, layer.mapTipTemplate())


def test_polygons_of_others_have_no_metadata(polygons):
    assert described(polygons(origin=None)).metadata().history() == []
