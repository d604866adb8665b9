"""Runs inside QGIS Desktop: the Detect tab on real imagery, with pictures for the guide.

From the environment: BEFORE, AFTER (photographs), EARLY, LATE (Landsat), ANY (a model for any resolution).
SCALE: added to the names of pictures that are not for the guide.
"""

from __future__ import annotations

import os

from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QSlider, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import child, choose, click, key, open_tab, picture, run, wait, wait_for

canvas = iface.mapCanvas()
project = QgsProject.instance()
window = iface.mainWindow()
PATIENCE = 300


def part(panel, name, kind=QWidget):
    return child(panel, kind, f"Groundshift{name}")


def look(name):
    wait_for(lambda: not canvas.isDrawing(), "the map", PATIENCE)
    wait(0.3)
    iface.messageBar().clearWidgets()
    picture(window, f"{name}{os.environ.get('SCALE', '')}")


def load(*names):
    layers = [QgsRasterLayer(os.environ[name], os.path.basename(os.environ[name])[:-4]) for name in names]
    for layer in layers:
        project.addMapLayer(layer)
        project.layerTreeRoot().findLayer(layer.id()).setExpanded(False)
    canvas.setDestinationCrs(layers[1].crs())
    canvas.setExtent(layers[1].extent())
    canvas.refresh()
    return layers


def settled(panel):
    wait(0.5)
    wait_for(lambda: "being measured" not in part(panel, "Light").text(), "the alignment", PATIENCE)


def detect(panel):
    click(part(panel, "Run"))
    wait_for(lambda: not part(panel, "Cancel").isVisible(), "the run", PATIENCE)
    wait_for(lambda: "polygon" in part(panel, "Numbers", QLabel).text(), "the numbers", PATIENCE)
    wait(0.3)


def cut(panel):
    """Labels whose text does not fit: what a user at this scaling cannot read."""
    found = []
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap() and label.sizeHint().width() > label.width() + 1:
            found.append(label.text())
    for name in ("Run", "Preview", "Apply", "Reset", "GoReview", "GoCompare"):
        button = part(panel, name)
        if button.isVisible() and button.minimumSizeHint().width() > button.width() + 1:
            found.append(name)
    return found


def photographs(panel, found):
    look("dock-empty")
    load("BEFORE", "AFTER")
    settled(panel)
    found["photographs"] = [part(panel, "Light").level, part(panel, "Light").text()]
    look("dock-ready")
    click(part(panel, "Preview"))
    control = panel._preview
    canvas.zoomByFactor(0.6)
    wait_for(lambda: control.picture is not None, "the preview", PATIENCE)
    wait(1.0)
    wait_for(lambda: control.picture is not None and " in " in part(panel, "PreviewNote", QLabel).text(), "it", PATIENCE)
    look("dock-preview")
    found["preview"] = int((control.picture.codes > control.picture.levels * 0.4).sum())
    click(part(panel, "Run"))
    wait_for(lambda: part(panel, "Progress").value() > 20 or not part(panel, "Cancel").isVisible(), "progress", PATIENCE)
    found["cut"] = cut(panel)
    look("dock-running")
    wait_for(lambda: not part(panel, "Cancel").isVisible(), "the run", PATIENCE)
    wait_for(lambda: "polygon" in part(panel, "Numbers", QLabel).text(), "the numbers", PATIENCE)
    look("dock-result")
    (group,) = project.layerTreeRoot().findGroups()
    layers = {node.layer().name(): node.layer() for node in group.findLayers()}
    found["polygons"] = layers["Change polygons"].featureCount()
    found["mask"] = layers["Change mask"].source()
    slider = part(panel, "Threshold", QSlider)
    slider.setFocus()
    for _ in range(25):
        key(slider, Qt.Key.Key_Left)
    wait(0.8)
    numbers = part(panel, "Numbers", QLabel)
    wait_for(lambda: "polygon" in numbers.text() and "counting" not in numbers.text(), "the count", PATIENCE)
    look("dock-threshold")
    found["cut"] += cut(panel)
    found["changed"] = int((gdal.Open(found["mask"]).ReadAsArray() % 255 > 0).sum())


def landsat(panel, found):
    project.clear()
    wait(0.5)
    load("EARLY", "LATE")
    settled(panel)
    found["unsuited"] = [part(panel, "Light").level, part(panel, "Light").text()]
    look("dock-unsuited")
    line = part(panel, "Model").focusProxy().lineEdit()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, os.environ["ANY"])
    settled(panel)
    found["landsat"] = [part(panel, "Light").level, part(panel, "Light").text()]
    choose(part(panel, "Area"), "Overlap")
    detect(panel)
    (group,) = project.layerTreeRoot().findGroups()
    mask = next(node.layer() for node in group.findLayers() if node.layer().name() == "Change mask")
    found["river"] = int((gdal.Open(mask.source()).ReadAsArray() == 1).sum())


def main():
    window.resize(1500, 950)
    found = {}
    panel = open_tab("Detect").panel("buildings")
    width = round(420 * window.fontMetrics().height() / 16)
    window.resizeDocks([child(window, QDockWidget, "GroundshiftDock")], [width], Qt.Orientation.Horizontal)
    photographs(panel, found)
    if not os.environ.get("SCALE"):
        landsat(panel, found)
    return found


run(main, 900)
