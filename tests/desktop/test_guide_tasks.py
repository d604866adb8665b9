"""Pictures of the tasks What became what and Radar series for the guide: made by ``make screenshots`` only.

The radar images are made by code. The images of land cover are of Dubai (Humans in the Loop, CC0): code makes the later one of
the earlier one, moves some houses and water onto bare land, and changes the light.
"""

from __future__ import annotations

import os

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QDockWidget, QLabel, QSlider, QToolButton, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import check, child, click, key, open_tab, picture, redraw, wait, wait_for
from groundshift.tests.desktop.in_qgis import LOOK
from groundshift.tests.desktop.real_pairs import DATA
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.radar_scene import write_series

DUBAI = DATA / "landcover" / "dubai"
PATIENCE = 600
BUILDING, LAND, WATER = 1, 2, 5
PATCH, SIDE = 90, 620

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.inside_qgis(timeout=1600),
    pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS") or bool(LOOK), reason="made by make screenshots"),
    pytest.mark.skipif(not DUBAI.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine"),
]


def best(mask, taken=()):
    """The patch of a class that holds most of it, beside those that are taken: its row and column."""
    steps = range(0, SIDE - PATCH, 15)
    free = [
        (row, column)
        for row in steps
        for column in steps
        if all(abs(row - other) >= PATCH or abs(column - beside) >= PATCH for other, beside in taken)
    ]
    return max(free, key=lambda place: mask[place[0] : place[0] + PATCH, place[1] : place[1] + PATCH].sum())


def two_dates(folder):
    """Write both dates and return their paths."""
    early = gdal.Open(str(DUBAI / "images" / "t4_004.jpg")).ReadAsArray()[:, :SIDE, :SIDE]
    labels = gdal.Open(str(DUBAI / "labels" / "t4_004.png")).ReadAsArray()[:SIDE, :SIDE]
    late = early.copy()
    taken = []
    for kind in (BUILDING, WATER):
        row, column = best(labels == kind)
        to_row, to_column = best(labels == LAND, taken)
        taken.append((to_row, to_column))
        late[:, to_row : to_row + PATCH, to_column : to_column + PATCH] = early[:, row : row + PATCH, column : column + PATCH]
    late = np.clip(late * np.array([1.04, 0.99, 0.92])[:, None, None] + 6, 0, 255).astype(np.uint8)
    names = ("2019-03-02 Dubai", "2023-03-05 Dubai")
    return [write_raster(folder / f"{name}.tif", array, epsg=32640, pixel=1.0) for name, array in zip(names, (early, late))]


@pytest.fixture(scope="module")
def tab():
    window = iface.mainWindow()
    window.resize(1500, 980)
    opened = open_tab("Detect")
    window.resizeDocks([child(window, QDockWidget, "GroundshiftDock")], [430], Qt.Orientation.Horizontal)
    window.findChild(QDockWidget, "Browser").hide()
    return opened


def photograph(name):
    iface.messageBar().clearWidgets()
    redraw()
    picture(iface.mainWindow(), name)


def panel_of(tab, task, name):
    click(child(tab, QToolButton, f"GroundshiftTask{task}"))
    return child(tab, QWidget, name)


def test_what_became_what(tab, tmp_path):
    layers = [QgsRasterLayer(path, os.path.basename(path)[:-4]) for path in two_dates(tmp_path)]
    QgsProject.instance().addMapLayers(layers)
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32640"))
    for layer in layers:
        node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        node.setExpanded(False)
        node.setItemVisibilityChecked(layer is layers[1])
    iface.mapCanvas().setExtent(layers[0].extent())
    panel = panel_of(tab, "Transitions", "GroundshiftTransitions")
    child(panel, QWidget, "GroundshiftTransitionMinArea").setValue(150)
    run = child(panel, QAbstractButton, "GroundshiftRun")
    wait_for(run.isEnabled, "the check", PATIENCE)
    click(run)
    cancel = child(panel, QAbstractButton, "GroundshiftCancel")
    wait_for(lambda: not cancel.isVisible(), "the run", PATIENCE)
    wait(0.5)
    QgsProject.instance().layerTreeRoot().findGroups()[0].setExpanded(True)
    photograph("transitions-result")
    click(child(panel, QAbstractButton, "GroundshiftTransitionReview"))
    page = open_tab("Review")
    click(child(page, QAbstractButton, "GroundshiftReviewStart"))  # the polygons are temporary: it does not begin unasked
    wait_for(lambda: child(page, QLabel, "GroundshiftReviewPlace").text().startswith("1 of"), "the review")
    order = child(page, QWidget, "GroundshiftReviewOrder")
    order.setCurrentIndex(order.findText("Largest first"))
    order.activated.emit(order.currentIndex())
    wait(0.5)
    key(iface.mapCanvas(), Qt.Key.Key_N)  # from the last one in this order to the first
    before = child(page, QWidget, "GroundshiftReviewClassBefore")
    before.setCurrentIndex(before.findText("land"))
    before.activated.emit(before.currentIndex())
    wait(0.5)
    photograph("transitions-review")
    click(child(page, QAbstractButton, "GroundshiftReviewFinish"))


def test_radar_series(tab, tmp_path):
    QgsProject.instance().clear()
    write_series(tmp_path, 240)
    open_tab("Detect")
    panel = panel_of(tab, "Radar", "GroundshiftRadar")
    panel.make_table(str(tmp_path))
    cancel = child(panel, QAbstractButton, "GroundshiftCancel")
    wait_for(lambda: not cancel.isVisible(), "the table", PATIENCE)
    click(child(panel, QAbstractButton, "GroundshiftNoticeClose"))
    check(child(panel, QAbstractButton, "GroundshiftRadarOnMap"))
    child(panel, QSlider, "GroundshiftRadarSlider").setValue(8)
    wait(0.5)
    wait_for(lambda: not panel.view.rendering, "the image", PATIENCE)
    wait(0.5)
    picture(iface.mainWindow(), "radar-slider")
    child(panel, QWidget, "GroundshiftRadarMinArea").setValue(20_000)
    run = child(panel, QAbstractButton, "GroundshiftRun")
    wait_for(run.isEnabled, "the check", PATIENCE)
    click(run)
    wait_for(lambda: not cancel.isVisible(), "the run", PATIENCE)
    wait_for(lambda: len(QgsProject.instance().mapLayers()) == 5, "the images")
    iface.mapCanvas().setExtent(QgsProject.instance().mapLayersByName("Score")[0].extent())
    photograph("radar-result")
