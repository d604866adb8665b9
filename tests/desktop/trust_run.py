"""Runs inside QGIS Desktop: opens the dialogs of the tools that need no network, fills them in, runs them, and looks.

From the environment: FOLDER, FIRST, SECOND and THIRD (images of three dates).
"""

from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QDockWidget, QTreeView
from qgis.utils import iface

from groundshift.tests.desktop import hands


def toolbox_texts():
    """Groundshift's entries that do not fit into a toolbox as narrow as QGIS opens it."""
    dock = hands.child(iface.mainWindow(), QDockWidget, "ProcessingToolbox")
    dock.show()
    hands.wait(0.3)
    view = dock.findChild(QTreeView)
    model, cut = view.model(), []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            view.expand(index)
            area, wanted = view.visualRect(index), view.sizeHintForIndex(index).width()
            if area.left() + wanted > view.viewport().width():
                cut.append(str(model.data(index)))
            walk(index)

    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if str(model.data(index)) == "Groundshift":
            view.expand(index)
            view.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
            walk(index)
    hands.picture(dock, "toolbox")
    dock.hide()
    return cut


def layer_id(name):
    return QgsProject.instance().mapLayersByName(name)[0].id()


def open_dialog(name, values):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"groundshift:{name}")
    dialog = AlgorithmDialog(algorithm, False, iface.mainWindow())
    dialog.show()
    dialog.resize(900, 760)
    panel = dialog.mainWidget()
    for key, value in values.items():
        panel.wrappers[key].setWidgetValue(value, panel.processing_context)
    return dialog


def run(name, values, picture=None):
    """Fill in the dialog, run it, and give its results."""
    dialog = open_dialog(name, values)
    hands.picture(dialog, picture or name)
    found = {}
    dialog.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
    dialog.runButton().click()
    hands.wait_for(lambda: "good" in found, name, 150)
    hands.wait(0.5)
    hands.picture(dialog, f"{picture or name}-log")
    dialog.close()
    if not found.pop("good"):
        raise RuntimeError(f"{name} failed")
    return found


def show_map(name):
    """A picture of the map; not one of the guide's, which show real places and have hyphens in their names."""
    iface.mapCanvas().refreshAllLayers()
    hands.wait(1.5)
    hands.picture(iface.mainWindow(), name)


def groups():
    """The names of the groups at the top, and of what stands in each."""
    root = QgsProject.instance().layerTreeRoot()
    return {group.name(): [node.name() for node in group.children()] for group in root.findGroups(False)}


def main():
    for name in ("first", "second", "third"):
        layer = QgsRasterLayer(os.environ[name.upper()], name)
        QgsProject.instance().addMapLayer(layer)
    iface.mainWindow().resize(1400, 900)
    iface.mapCanvas().setDestinationCrs(layer.crs())
    iface.mapCanvas().setExtent(layer.extent())
    report = {"cut": toolbox_texts()}
    first, second, third = (layer_id(name) for name in ("first", "second", "third"))
    pair = {"BEFORE": first, "AFTER": second}
    report["classic"] = run("detectchangeclassic", {**pair, "METHOD": 0, "MIN_AREA": 20})
    show_map("classic_map")
    mask = layer_id("Change mask")
    dates = {"DATES": "2019, 2021-06, 2023-05-20"}
    report["series"] = run("changetimeseries", {"RASTERS": [first, second, third], **dates, "METHOD": 0, "MIN_AREA": 20})
    show_map("series_map")
    report["coregister"] = run("coregister", {**pair, "ALIGNED": None})
    report["vectorize"] = run("vectorizechange", {"INPUT": mask, "MIN_AREA": 20, "REGULARIZE": True})
    polygons = report["vectorize"]["POLYGONS"]
    report["accuracy"] = run("assessaccuracy", {"PREDICTED": mask, "REFERENCE": polygons})
    report["sample"] = run("samplepoints", {"MAP": mask, "SIZE": 40})
    show_map("sample_map")
    dialog = open_dialog("estimatearea", {"MAP": mask, "SAMPLE": report["sample"]["SAMPLE"]})
    hands.picture(dialog, "estimatearea")
    dialog.close()
    report["groups"] = groups()
    return report


hands.run(main)
