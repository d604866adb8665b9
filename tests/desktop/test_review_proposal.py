"""Which layer the Review tab proposes, in a QGIS without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QLabel, QPushButton

from ..helpers.qgis_application import start_qgis

UTM = QgsCoordinateReferenceSystem("EPSG:32611")


class Interface:
    """The part of QgisInterface that the panel needs to be created."""

    def __init__(self):
        self._canvas = QgsMapCanvas()

    def mapCanvas(self):
        return self._canvas

    def setActiveLayer(self, layer):
        pass


@pytest.fixture(scope="module", autouse=True)
def qgis(tmp_path_factory):
    return start_qgis(tmp_path_factory.mktemp("profile"), widgets=True)


@pytest.fixture
def add_polygons(tmp_path):
    """A function that adds a layer of one polygon to the project, as a GeoPackage."""

    def add(name, fields="&field=uuid:string&field=class:string&field=area_m2:double", count=1, folder=tmp_path):
        drawn = QgsVectorLayer(f"Polygon?crs=EPSG:32611{fields}", "", "memory")
        for number in range(count):
            feature = QgsFeature(drawn.fields())
            feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 4000000, 500010, 4000010 + number)))
            feature.setAttributes([f"{name} {number}", "house", 100.0][: len(drawn.fields())])
            drawn.dataProvider().addFeatures([feature])
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        path = str(Path(folder) / f"{name}.gpkg")
        QgsVectorFileWriter.writeAsVectorFormatV3(drawn, path, QgsProject.instance().transformContext(), options)
        layer = QgsVectorLayer(path, name, "ogr")
        QgsProject.instance().addMapLayer(layer)
        return layer

    yield add
    QgsProject.instance().clear()


@pytest.fixture
def offered():
    """A function that opens the Review tab: the names of the layers it offers, and of the one it proposes."""
    from groundshift.plugin.gui.dock.session import Session
    from groundshift.plugin.gui.review.review_panel import ReviewPanel

    opened = []

    def open_panel():
        session = Session()
        panel = ReviewPanel(Interface(), session)
        opened.append((panel, session))
        box = panel.findChild(QgsMapLayerComboBox, "GroundshiftReviewLayer")
        layers = [box.layer(index) for index in range(box.count())]
        chosen = box.currentLayer()
        return [layer.name() for layer in layers if layer is not None], chosen.name() if chosen is not None else ""

    yield open_panel
    for panel, session in opened:
        panel.release()
        session.release()


def test_a_layer_with_an_unfinished_review_is_proposed(add_polygons, offered):
    from groundshift.plugin.layers import review_store

    add_polygons("a new detection")
    reviewed = add_polygons("b reviewed")
    add_polygons("c another detection")
    review_store.prepare(reviewed)
    assert offered() == (["a new detection", "b reviewed", "c another detection"], "b reviewed")


def test_layers_that_a_review_has_created_are_not_offered(add_polygons, offered):
    from groundshift.plugin.gui.review.review_session import ReviewSession

    changes = add_polygons("changes")
    session = ReviewSession()
    session.begin(changes)
    session.mark_area(QgsGeometry.fromRect(QgsRectangle(499990, 3999990, 500020, 4000020)), UTM)
    assert len(QgsProject.instance().mapLayers()) == 2
    session.end()
    assert offered() == (["changes"], "changes")


def decide(layer, statuses, when):
    """Write decisions on the first polygons of a layer."""
    from groundshift.plugin.layers import review_store

    review_store.prepare(layer)
    for feature, status in zip(layer.getFeatures(), statuses):
        review_store.write(layer, feature.id(), {"review_status": status, "reviewed_at": when})


def test_the_review_that_was_left_last_is_proposed(add_polygons, offered):
    """Neither the first of the list, nor a finished review, nor one that was left earlier."""
    add_polygons("a new detection", count=3)
    decide(add_polygons("b finished", count=2), ["accepted", "rejected"], "2024-03-05T10:00:00Z")
    decide(add_polygons("c left early", count=3), ["accepted"], "2024-03-01T10:00:00Z")
    decide(add_polygons("d left last", count=3), ["accepted"], "2024-03-04T10:00:00Z")
    assert offered()[1] == "d left last"


def test_layers_of_a_review_are_not_offered_in_another_project(add_polygons, offered):
    """The tables of the GeoPackage, added by hand: the project does not hold that a review made them."""
    from groundshift.plugin.gui.review.review_session import ReviewSession

    changes = add_polygons("changes")
    session = ReviewSession()
    session.begin(changes)
    session.mark_area(QgsGeometry.fromRect(QgsRectangle(499990, 3999990, 500020, 4000020)), UTM)
    session.end()
    path = changes.source().partition("|")[0]
    QgsProject.instance().clear()
    for table in ("reviewed_areas", "changes"):
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{path}|layername={table}", table, "ogr"))
    assert offered() == (["changes"], "changes")


def test_the_style_in_the_file_does_not_hide_the_decisions(add_polygons):
    """The table of styles comes first by its name, and the layer's source names no table."""
    from groundshift.plugin.layers.review_store import review_progress

    finished = add_polygons("polygons", count=2)
    finished.saveStyleToDatabase("as found", "", True, "")
    decide(finished, ["accepted", "rejected"], "2024-03-05T10:00:00Z")
    progress = review_progress(finished)
    assert (progress.decided, progress.total) == (2, 2)


def test_no_layer_is_proposed_that_is_not_of_a_detection(add_polygons, offered):
    add_polygons("parcels", fields="&field=owner:string")
    assert offered() == (["parcels"], "")


def test_the_last_run_of_a_project_does_not_hide_the_unfinished_review(add_polygons):
    """Other panels announce the last run while the project is opened."""
    from qgis.PyQt.QtCore import QCoreApplication

    from groundshift.plugin.gui.dock.session import RunResult, Session
    from groundshift.plugin.gui.review.review_panel import ReviewPanel

    fresh, left = add_polygons("a fresh run", count=2), add_polygons("b left", count=2)
    decide(left, ["accepted"], "2024-03-04T10:00:00Z")
    session = Session()
    panel = ReviewPanel(Interface(), session)
    box = panel.findChild(QgsMapLayerComboBox, "GroundshiftReviewLayer")
    panel._project_opened()
    session.add_result(RunResult("", "", fresh.id(), "", ""))
    QCoreApplication.processEvents()
    assert box.currentLayer().name() == "b left"
    session.add_result(RunResult("", "", fresh.id(), "", ""))  # a run that has just ended
    assert box.currentLayer().name() == "a fresh run"
    panel.release()
    session.release()


def test_looking_writes_nothing(add_polygons, offered):
    """The file of a detection is the same byte by byte after its review was opened and ended without a decision."""
    from groundshift.plugin.gui.review.review_session import ReviewSession

    layer = add_polygons("changes", count=3)
    path = layer.source().partition("|")[0]
    with open(path, "rb") as stream:
        before = stream.read()
    session = ReviewSession()
    session.begin(layer)
    session.step(1)
    session.end()
    assert offered()[1] == "changes"
    with open(path, "rb") as stream:
        assert stream.read() == before


@pytest.mark.parametrize("temporary", [True, False])
def test_polygons_in_a_temporary_file_are_saved_before_their_review(add_polygons, temporary):
    """Asked for by the tab Detect after a run: decisions in a temporary file would be lost when QGIS is closed."""
    from groundshift.plugin.gui.dock.session import Session
    from groundshift.plugin.gui.review.review_panel import ReviewPanel

    session = Session()
    panel = ReviewPanel(Interface(), session)
    try:
        layer = add_polygons("changes", **({"folder": QgsProcessingUtils.tempFolder()} if temporary else {}))
        session.reviewRequested.emit(layer)
        assert (panel.layer is None) == temporary
        advice = panel.findChild(QLabel, "GroundshiftReviewAdvice").text()
        assert ("lost, together with the review" in advice) == temporary
        assert panel.findChild(QPushButton, "GroundshiftReviewSave").isHidden() != temporary
    finally:
        panel.release()
