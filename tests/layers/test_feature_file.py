"""Features for the worker are written altogether or not at all: QGIS does not report a disk that fills at the end."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsRectangle, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.layers.feature_file import feature_count, write_feature_file
from groundshift.tests.helpers.full_disk import files_of_at_most

EMPTY = 110_000  # bytes of a GeoPackage without features, and some


def boxes(count):
    fields = QgsFields()
    fields.append(QgsField("class", QVariant.String))
    for number in range(count):
        feature = QgsFeature(fields)
        shape = QgsGeometry.fromRect(QgsRectangle(number, 0, number + 1, 1))
        shape.convertToMultiType()
        feature.setGeometry(shape)
        feature.setAttributes([f"class {number}"])
        yield feature


def write(path, features):
    fields = QgsFields()
    fields.append(QgsField("class", QVariant.String))
    write_feature_file("LABELS", str(path), fields, QgsWkbTypes.Type.MultiPolygon, features)


def test_all_features_are_written(qgis, tmp_path):
    write(tmp_path / "labels.gpkg", boxes(1000))
    layer = QgsVectorLayer(str(tmp_path / "labels.gpkg"), "labels", "ogr")
    assert feature_count(str(tmp_path / "labels.gpkg")) == layer.featureCount() == 1000
    assert next(layer.getFeatures())["class"] == "class 0"


@pytest.mark.parametrize("count", [2000, 20_000])
def test_a_file_that_cannot_grow(qgis, tmp_path, count):
    """The smaller one is in SQLite's memory until the file is closed."""
    with files_of_at_most(EMPTY), pytest.raises(JobFailure) as failure:
        write(tmp_path / "labels.gpkg", boxes(count))
    assert failure.value.code in ("write_failed", "disk_filled")
    assert failure.value.parameter == "LABELS"
    assert str(tmp_path) in failure.value.text()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(qgis, tmp_path):
    with pytest.raises(JobFailure) as failure:
        write(tmp_path / "gone" / "labels.gpkg", boxes(1))
    assert failure.value.code == "output_folder_vanished"


def test_cancelled(qgis, tmp_path):
    def cancelled():
        yield from boxes(3)
        raise Cancelled

    with pytest.raises(Cancelled):
        write(tmp_path / "labels.gpkg", cancelled())
    assert list(tmp_path.iterdir()) == []
