"""Runs inside QGIS Desktop: the tools' dialogs and what they make of real imagery and of the demo's scene, for the guide.

From the environment: SERIES (a folder of Landsat images, a year each), TOWN_BEFORE, TOWN_AFTER, TOWN_TRUTH (the scene).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import FOLDER, picture, run, wait, wait_for

window, canvas, project = iface.mainWindow(), iface.mapCanvas(), QgsProject.instance()
root = project.layerTreeRoot()
PATIENCE = 600


def add(path, name, shown=True):
    layer = QgsRasterLayer(path, name)
    project.addMapLayer(layer)
    node = root.findLayer(layer.id())
    node.setExpanded(False)
    node.setItemVisibilityChecked(shown)
    return layer


def look_at(layer):
    wait(0.5)  # QGIS itself chooses a CRS for the first layer
    project.setCrs(layer.crs())
    canvas.setExtent(layer.extent())


def photograph(name):
    canvas.refreshAllLayers()
    wait(1.0)
    wait_for(lambda: not canvas.isDrawing(), "the map", PATIENCE)
    iface.messageBar().clearWidgets()
    picture(window, name)


def use(algorithm, values, dialog_picture="", height=720):
    """Fill in the dialog, take its picture, run it; its results."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    created = QgsApplication.processingRegistry().createAlgorithmById(f"groundshift:{algorithm}")
    dialog = AlgorithmDialog(created, False, window)
    dialog.show()
    dialog.resize(760, height)
    panel = dialog.mainWidget()
    for name, value in values.items():
        panel.wrappers[name].setWidgetValue(value, panel.processing_context)
    if dialog_picture:
        picture(dialog, dialog_picture)
    found = {}
    dialog.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
    dialog.runButton().click()
    wait_for(lambda: "good" in found, algorithm, PATIENCE)
    wait(0.5)
    dialog.close()
    if not found.pop("good"):
        raise RuntimeError(algorithm)
    return found


def show_only(group, names):
    """Of the layers of a group those with these names; the group itself stays open."""
    for node in group.findLayers():
        node.setItemVisibilityChecked(node.name() in names)
        node.setExpanded(node.name() in names)


def put_away_results():
    for group in root.findGroups():
        group.setItemVisibilityChecked(False)
        group.setExpanded(False)


def landsat():
    years = sorted(path.stem for path in Path(os.environ["SERIES"]).glob("*.tif"))
    layers = [add(os.path.join(os.environ["SERIES"], f"{year}.tif"), year, year == years[-1]) for year in years]
    look_at(layers[-1])
    root.findLayer(layers[0].id()).setItemVisibilityChecked(True)
    pair = {"BEFORE": layers[0].id(), "AFTER": layers[-1].id()}
    # IR-MAD, by the threshold of Kittler and Illingworth.
    use("detectchangeclassic", {**pair, "METHOD": 5, "THRESHOLD_METHOD": 1, "MIN_AREA": 50000}, "classic-dialog")
    show_only(root.findGroups()[0], ("Difference", "Change mask"))
    photograph("classic-map")
    root.removeChildNode(root.findGroups()[0])
    root.findLayer(layers[0].id()).setItemVisibilityChecked(False)
    # Change vectors of each date and the next.
    use("changetimeseries", {"RASTERS": [layer.id() for layer in layers], "METHOD": 4, "MIN_AREA": 200000}, "series-dialog")
    show_only(root.findGroups()[0], ("First change",))
    photograph("series-map")
    project.clear()


def town():
    before = add(os.environ["TOWN_BEFORE"], "town 2019-04-12", False)
    after = add(os.environ["TOWN_AFTER"], "town 2024-08-21")
    truth = add(os.environ["TOWN_TRUTH"], "truth", False)
    look_at(after)
    pair = {"BEFORE": before.id(), "AFTER": after.id()}
    use("coregister", {**pair, "METHOD": 1, "ALIGNED": None}, "coregister-dialog", 620)
    photograph("coregister-map")
    put_away_results()
    use("detectchange", {**pair, "PROBABILITY": "TEMPORARY_OUTPUT"})
    put_away_results()
    probability, mask = (project.mapLayersByName(name)[0].id() for name in ("Change probability", "Change mask"))
    values = {"INPUT": probability, "MIN_AREA": 20, "FILL_HOLES": 20, "REGULARIZE": True}
    use("vectorizechange", values, "vectorize-dialog", 560)
    canvas.setExtent(after.extent().scaled(0.33))
    photograph("vectorize-map")
    look_at(after)
    put_away_results()
    report = os.path.join(tempfile.mkdtemp(dir=FOLDER), "report.html")
    use("assessaccuracy", {"PREDICTED": mask, "REFERENCE": truth.id(), "REPORT": report}, "accuracy-dialog", 560)
    show_report(report)
    use("samplepoints", {"MAP": mask, "SIZE": 80})
    photograph("sample-map")


def show_report(path):
    try:
        from qgis.PyQt.QtWebKitWidgets import QWebView
    except ImportError:  # newer QGIS has none: the report's picture stays as it is
        return
    view = QWebView()
    view.resize(720, 735)
    view.setZoomFactor(0.86)
    for direction in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        view.page().mainFrame().setScrollBarPolicy(direction, Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    loaded = []
    view.loadFinished.connect(loaded.append)
    view.load(QUrl.fromLocalFile(path))
    view.show()
    wait_for(lambda: loaded, "the report")
    picture(view, "accuracy-report")
    view.close()


def main():
    window.resize(1180, 720)
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() == "Browser":
            dock.hide()
    window.resizeDocks([window.findChild(QDockWidget, "Layers")], [300], Qt.Orientation.Horizontal)
    landsat()
    town()
    return {"made": sorted(name for name in os.listdir(FOLDER) if name.endswith(".png"))}


run(main, 1800)
