"""What a review writes into a GeoPackage, what comes of it, and in which order one walks."""

from __future__ import annotations

import os
import sqlite3

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from groundshift.plugin.gui.review.decision_stack import DecisionStack, Step
from groundshift.plugin.gui.review.walk import Order, Walk
from groundshift.plugin.layers import review_store as store
from groundshift.plugin.layers.review_entries import Entry, read_entries
from groundshift.plugin.layers.review_products import make_accuracy_sample, make_labels
from groundshift.plugin.layers.review_store import Readiness, ReviewRefused
from groundshift.plugin.layers.walk_order import along_curve
from groundshift.tests.helpers.full_disk import files_of_at_most

UTM = QgsCoordinateReferenceSystem("EPSG:32611")


def box(x, y=0, size=10):
    return QgsGeometry.fromRect(QgsRectangle(500000 + x, 4000000 + y, 500000 + x + size, 4000000 + y + size))


@pytest.fixture
def polygons(qgis, tmp_path):
    """A function that writes polygons, (uuid, x) each, as a detection does, and opens them."""

    def make(rows, name="changes.gpkg", driver="GPKG", fields=("uuid", "class")):
        columns = QgsFields()
        for field in fields:
            columns.append(QgsField(field, QVariant.String))
        columns.append(QgsField("mean_probability", QVariant.Double))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = driver
        path = str(tmp_path / name)
        context = QgsProject.instance().transformContext()
        writer = QgsVectorFileWriter.create(path, columns, QgsWkbTypes.Type.Polygon, UTM, context, options)
        for number, (uuid, x) in enumerate(rows):
            feature = QgsFeature(columns)
            feature.setGeometry(box(x))
            known = {"uuid": uuid, "class": "house"}
            feature.setAttributes([*(known[field] for field in fields), 0.5 + number / 100])
            writer.addFeature(feature)
        del writer
        layer = QgsVectorLayer(path, "changes", "ogr")
        assert layer.isValid()
        return layer

    yield make
    QgsProject.instance().clear()


def rows(layer, table, columns):
    with sqlite3.connect(store.geopackage_path(layer)) as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY fid").fetchall()


def decide(layer, **decisions):
    for entry in read_entries(layer):
        if entry.key in decisions:
            store.write(layer, entry.fid, {"review_status": decisions[entry.key], "reviewer": "ann"})


class TestStore:
    def test_fields_are_added_once(self, polygons):
        layer = polygons([("a", 0), ("b", 20)])
        assert store.judge(layer).readiness is Readiness.NEEDS_FIELDS
        store.prepare(layer)
        names = [field.name() for field in layer.fields()]
        assert names[-5:] == ["review_status", "review_class", "review_comment", "reviewed_at", "reviewer"]
        store.prepare(layer)
        assert [field.name() for field in layer.fields()] == names
        assert store.judge(layer).readiness is Readiness.READY

    def test_decisions_are_in_the_file_at_once(self, polygons):
        layer = polygons([("a", 0), ("b", 20)])
        store.prepare(layer)
        decide(layer, b="rejected")
        assert rows(layer, "changes", "uuid, review_status, reviewer") == [("a", None, None), ("b", "rejected", "ann")]
        again = QgsVectorLayer(layer.source(), "again", "ogr")
        assert {entry.key: entry.status for entry in read_entries(again)} == {"a": "", "b": "rejected"}

    def test_polygons_get_a_uuid_of_their_own(self, polygons):
        layer = polygons([("a", 0), ("a", 20), (None, 40)])
        store.prepare(layer)
        found = [row[0] for row in rows(layer, "changes", "uuid")]
        assert found[0] == "a"
        assert len(set(found)) == 3
        assert all(len(name) == 36 for name in found[1:])

    def test_layers_of_other_programs_get_the_field(self, polygons):
        layer = polygons([(None, 0), (None, 20)], fields=("class",))
        store.prepare(layer)
        assert len({row[0] for row in rows(layer, "changes", "uuid")}) == 2

    def test_other_formats_are_saved_first(self, polygons, tmp_path):
        layer = polygons([("a", 0)], "changes.geojson", "GeoJSON")
        verdict = store.judge(layer)
        assert verdict.readiness is Readiness.NEEDS_GEOPACKAGE
        assert "GeoPackage" in verdict.text
        saved = store.save_as_geopackage(layer, str(tmp_path / "saved.gpkg"))
        store.prepare(saved)
        assert [entry.key for entry in read_entries(saved)] == ["a"]
        with pytest.raises(ReviewRefused, match="already"):
            store.save_as_geopackage(layer, str(tmp_path / "saved.gpkg"))

    def test_a_copy_that_is_not_whole_is_none(self, polygons, tmp_path):
        """Of a disk that fills, QGIS's writer reports nothing when it closes the file."""
        layer = polygons([(f"{number:0100}", 20 * number) for number in range(1000)])
        with files_of_at_most(120_000), pytest.raises(ReviewRefused, match="could not be written"):
            store.save_as_geopackage(layer, str(tmp_path / "saved.gpkg"))
        assert not (tmp_path / "saved.gpkg").exists()

    def test_points_and_lines_are_refused(self, qgis):
        for kind in ("Point", "LineString"):
            layer = QgsVectorLayer(f"{kind}?crs=EPSG:32611", "other", "memory")
            assert store.judge(layer).readiness is Readiness.REFUSED
        assert store.judge(None).readiness is Readiness.REFUSED

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="file permissions mean nothing to this user")
    def test_a_write_protected_file_says_so(self, polygons):
        layer = polygons([("a", 0)])
        os.chmod(store.geopackage_path(layer), 0o400)
        assert "write-protected" in store.judge(layer).text

    def test_a_layer_set_read_only_says_so(self, polygons):
        layer = polygons([("a", 0)])
        layer.setReadOnly(True)
        assert "read-only" in store.judge(layer).text

    def test_a_locked_file_says_so_and_stays_as_it_is(self, polygons):
        layer = polygons([("a", 0)])
        connection = sqlite3.connect(store.geopackage_path(layer), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ReviewRefused, match="Another program has locked the GeoPackage"):
            store.prepare(layer)
        connection.execute("ROLLBACK")
        connection.close()
        assert layer.fields().lookupField("review_status") < 0


class TestProducts:
    def test_areas_are_kept_in_the_geopackage(self, polygons):
        layer = polygons([("a", 0)])
        store.prepare(layer)
        assert store.areas_layer(layer, make=False) is None
        areas = store.areas_layer(layer, make=True)
        degrees = QgsCoordinateReferenceSystem("EPSG:4326")
        ground = QgsGeometry.fromRect(QgsRectangle(-117.0001, 36.14, -116.999, 36.141))
        values = {"uuid": "x", "reviewer": "ann", "reviewed_at": "2026-01-01T00:00:00Z"}
        store.add_area(areas, ground, degrees, values)
        assert rows(layer, "reviewed_areas", "uuid, reviewer, reviewed_at, review_comment") == [
            ("x", "ann", "2026-01-01T00:00:00Z", None)
        ]
        (feature,) = areas.getFeatures()
        assert feature.geometry().isGeosValid()
        assert feature.geometry().area() == pytest.approx(
            0.0011 * 111320 * np.cos(np.radians(36.14)) * 0.001 * 110950, rel=0.01
        )
        assert [row[0] for row in rows(layer, "reviewed_areas", "uuid")] == ["x"]
        store.remove_feature(store.areas_layer(layer, make=False), "x")
        assert rows(layer, "reviewed_areas", "uuid") == []

    def test_labels_and_the_ground_on_which_they_are_complete(self, polygons):
        layer = polygons([("a", 0), ("b", 20), ("c", 40), ("d", 200)])
        store.prepare(layer)
        decide(layer, a="accepted", b="rejected", d="missed")
        store.add_area(store.areas_layer(layer, make=True), box(-10, -10, 80), UTM, {"uuid": "x"})
        made = make_labels(layer)
        assert sorted((item["uuid"], item["class"], item["source"]) for item in made.labels.getFeatures()) == [
            ("a", "house", "accepted"), ("d", "house", "missed"),
        ]  # fmt: skip
        (area,) = made.area.getFeatures()
        # The reviewed square without the undecided polygon c, and the digitised d outside of it.
        assert area.geometry().area() == pytest.approx(80 * 80 - 100 + 100)
        # Again after another decision: replaced, not added.
        decide(layer, c="accepted")
        again = make_labels(layer)
        assert again.labels.featureCount() == 3
        assert sum(item.geometry().area() for item in again.area.getFeatures()) == pytest.approx(80 * 80 + 100)

    def test_without_a_decision_there_are_no_labels(self, polygons):
        layer = polygons([("a", 0)])
        store.prepare(layer)
        with pytest.raises(ReviewRefused, match="Nothing is decided"):
            make_labels(layer)

    def test_accuracy_counts_where_everything_was_looked_at(self, polygons):
        layer = polygons([("a", 0), ("b", 20), ("c", 40), ("d", 60)])
        store.prepare(layer)
        decide(layer, a="accepted", b="rejected", d="missed")
        with pytest.raises(ReviewRefused, match="reviewed area"):
            make_accuracy_sample(layer)
        store.add_area(store.areas_layer(layer, make=True), box(-10, -10, 100), UTM, {"uuid": "x"})
        made = make_accuracy_sample(layer)
        assert sorted(item["uuid"] for item in made.predicted.getFeatures()) == ["a", "b", "c"]
        assert sorted(item["uuid"] for item in made.reference.getFeatures()) == ["a", "d"]
        assert sum(item.geometry().area() for item in made.area.getFeatures()) == pytest.approx(100 * 100 - 100)

    def test_accuracy_counts_a_class_that_the_reviewer_corrected_as_an_error(self, polygons):
        layer = polygons([("a", 0), ("b", 20)])
        store.prepare(layer)
        decide(layer, a="accepted", b="accepted")
        first = next(item for item in read_entries(layer) if item.key == "a")
        store.write(layer, first.fid, {"review_class": "road"})
        store.add_area(store.areas_layer(layer, make=True), box(-10, -10, 100), UTM, {"uuid": "x"})
        made = make_accuracy_sample(layer)
        assert {item["uuid"]: item["class"] for item in made.predicted.getFeatures()} == {"a": "house", "b": "house"}
        assert {item["uuid"]: item["class"] for item in made.reference.getFeatures()} == {"a": "road", "b": "house"}


def entry(key, x=0.0, y=0.0, size=1.0, confidence=0.5, status=""):
    return Entry(key, 0, x, y, size, confidence, status, "house", "house", "")


class TestWalk:
    def test_orders(self):
        entries = [entry("a", size=5, confidence=0.9), entry("b", size=9, confidence=None), entry("c", size=7, confidence=0.6)]

        def keys(order):
            return "".join(item.key for item in Walk(entries, order).entries())

        assert keys(Order.LARGE) == "bca"
        assert keys(Order.SMALL) == "acb"
        assert keys(Order.UNCERTAIN) == "cab"
        assert keys(Order.CERTAIN) == "acb"

    def test_neighbours_follow_one_another(self):
        """Over a whole grid each step leads to a neighbour; over random places a step is a small part of the way."""
        rows_, columns = (part.ravel() for part in np.meshgrid(np.arange(16), np.arange(16)))
        order = along_curve(columns, rows_)
        assert set(np.abs(np.diff(columns[order])) + np.abs(np.diff(rows_[order]))) == {1}
        x, y = np.random.default_rng(0).random((2, 2000))
        order = along_curve(x, y)
        assert np.hypot(np.diff(x[order]), np.diff(y[order])).mean() < 0.03  # 0.52 in random order

    def test_places_without_coordinates_and_one_place(self):
        assert along_curve([float("nan"), 1.0, 2.0], [0.0, 1.0, 1.0]).tolist()[-1] == 0
        assert along_curve([5.0, 5.0], [3.0, 3.0]).tolist() == [0, 1]
        assert along_curve([], []).tolist() == []

    def test_decisions_lead_on_to_what_is_undecided(self):
        walk = Walk([entry("a", status="accepted"), entry("b"), entry("c"), entry("d")], Order.LAYER)
        assert walk.start().key == "b"
        walk.update("b", {"review_status": "rejected"})
        assert walk.advance()
        assert walk.current.key == "c"
        assert walk.step(-1)
        assert walk.current.key == "b"
        walk.undecided_only = True
        assert walk.step(1)
        assert walk.current.key == "c"
        walk.step(1)
        walk.step(1)
        assert walk.current.key == "c"  # round the end, over a and b
        for key in "cd":
            walk.update(key, {"review_status": "accepted"})
        assert not walk.advance()
        assert walk.counts == {"accepted": 3, "rejected": 1}
        assert Walk().start() is None

    def test_undo_of_what_could_not_be_written(self):
        done = []

        def fail():
            raise ReviewRefused("locked")

        stack = DecisionStack()
        stack.push(Step("a", "first", lambda: done.append(1), lambda: done.pop()))
        with pytest.raises(ReviewRefused):
            stack.push(Step("b", "second", fail, fail))
        assert stack.undo_text == "first"
        assert stack.undo() == "a"
        assert done == []
        assert stack.redo_text == "first"
        assert stack.redo() == "a"
        assert done == [1]
