"""Which layer the Review tab proposes, in a QGIS without a window."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox

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

    def add(name):
        drawn = QgsVectorLayer("Polygon?crs=EPSG:32611&field=uuid:string&field=class:string", "", "memory")
        feature = QgsFeature(drawn.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 4000000, 500010, 4000010)))
        feature.setAttributes([name, "house"])
        drawn.dataProvider().addFeatures([feature])
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        path = str(tmp_path / f"{name}.gpkg")
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
        names = [box.layer(index).name() for index in range(box.count())]
        return names, box.currentLayer().name()

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
