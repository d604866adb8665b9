"""A review without its panel: decisions on a layer, the walk, undo, and what is refused."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from groundshift.plugin.gui.review.review_session import ReviewSession
from groundshift.plugin.gui.review.walk import Order

from ..helpers.qgis_application import start_qgis

UTM = QgsCoordinateReferenceSystem("EPSG:32611")


def square(x):
    return QgsGeometry.fromRect(QgsRectangle(500000 + x, 4000000, 500010 + x, 4000010))


@pytest.fixture
def layer(tmp_path):
    """Three polygons of a detection; the least certain one is "b"."""
    start_qgis(tmp_path)
    drawn = QgsVectorLayer(
        "Polygon?crs=EPSG:32611&field=uuid:string&field=class:string&field=mean_probability:double", "", "memory"
    )
    for number, (key, certainty) in enumerate((("a", 0.9), ("b", 0.5), ("c", 0.7))):
        feature = QgsFeature(drawn.fields())
        feature.setGeometry(square(20 * number))
        feature.setAttributes([key, "house", certainty])
        drawn.dataProvider().addFeatures([feature])
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "changes"
    path = str(tmp_path / "changes.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(drawn, path, QgsProject.instance().transformContext(), options)
    yield QgsVectorLayer(path, "changes", "ogr")
    QgsProject.instance().clear()


@pytest.fixture
def session(layer):
    started = ReviewSession()
    started.reviewer = "ann"
    started.problems = []
    started.problemChanged.connect(started.problems.append)
    started.begin(layer)
    started.read_entries()
    wait_for(lambda: len(started.walk) == 3)
    return started


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        QgsApplication.processEvents()


def written(layer):
    """Status, class and reviewer of each polygon, as another program reads them."""
    again = QgsVectorLayer(layer.source(), "", "ogr")
    names = ("review_status", "review_class", "reviewer")
    return {row["uuid"]: [row[name] or None for name in names] for row in again.getFeatures()}


def test_the_walk_starts_with_the_least_certain_polygon(session):
    assert session.orders[0] is Order.UNCERTAIN
    assert (session.walk.current.key, session.sample) == ("b", False)
    assert [item.text for item in session.classes] == ["house"]


def test_a_decision_is_in_the_file_and_the_next_undecided_polygon_is_current(session, layer):
    session.accept()
    session.reject()
    assert written(layer) == {
        "a": [None, None, None],
        "b": ["accepted", None, "ann"],
        "c": ["rejected", None, "ann"],
    }
    assert session.walk.current.key == "a"
    assert session.problems[-1] == ""


def test_undo_takes_decisions_back_one_by_one_and_redo_repeats_them(session, layer):
    session.accept()
    session.choose_class("road")
    session.undo()
    assert (session.walk.current.key, session.redo_text) == ("c", "2: class road")
    session.undo()
    assert written(layer)["b"] == written(layer)["c"] == [None, None, None]
    assert session.undo_text == ""
    session.redo()
    session.redo()
    assert written(layer)["c"] == ["accepted", "road", "ann"]


def test_a_new_class_gets_a_number_key(session, layer):
    session.choose_class("road")
    assert [(item.text, item.digit) for item in session.classes] == [("house", 1), ("road", 2)]
    session.choose_digit(2)
    assert written(layer)["c"][1] == "road"


def test_nothing_is_decided_while_the_outlines_are_edited(session, layer):
    session.locked = True
    session.accept()
    assert layer.fields().lookupField("review_status") < 0


def test_a_layer_is_not_changed_before_the_first_decision(session, layer):
    """Its fields stay as they are while polygons are only looked at."""
    before = [field.name() for field in layer.fields()]
    session.step(1)
    session.step(-1)
    assert [field.name() for field in layer.fields()] == before
    session.accept()
    assert [field.name() for field in layer.fields()][len(before) :] == [
        "review_status",
        "review_class",
        "review_comment",
        "reviewed_at",
        "reviewer",
    ]


def test_decided_polygons_are_skipped_when_only_undecided_ones_are_wanted(session):
    session.accept()
    session.step(-1)
    assert session.walk.current.key == "b"
    session.set_undecided_only(True)
    assert session.walk.current.key == "c"


def test_a_polygon_that_was_deleted_meanwhile_is_reported_and_read_no_more(session, layer):
    layer.dataProvider().deleteFeatures([session.walk.current.fid])
    session.accept()
    assert "no longer exists" in session.problems[-1]
    wait_for(lambda: len(session.walk) == 2)


def test_a_polygon_that_the_reviewer_drew_is_not_rejected(session, layer):
    assert session.prepare()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(square(100))
    for name, value in {**session.missed_values(), "uuid": "drawn"}.items():
        feature.setAttribute(name, value)
    layer.dataProvider().addFeatures([feature])
    session.take_edits(["drawn"])
    wait_for(lambda: len(session.walk) == 4)
    assert session.walk.current.key == "drawn"
    session.reject()
    assert "delete it" in session.problems[-1]
    assert written(layer)["drawn"][0] == "missed"


def test_a_reviewed_area_counts_its_undecided_polygons_and_can_be_undone(session, layer):
    QgsProject.instance().addMapLayer(layer)
    session.accept()
    assert session.mark_area(QgsGeometry.fromRect(QgsRectangle(499990, 3999990, 500035, 4000020)), UTM) == 1
    assert session.undo_text == "reviewed area"
    session.undo()
    assert session.redo_text == "reviewed area"
