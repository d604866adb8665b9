"""Runs inside QGIS Desktop: real runs, what the History tab knows of them, and what can be done with them.

From the environment: BEFORE, AFTER (real imagery), FOLDER. Leaves FOLDER/report.json and pictures of the real windows.
"""

from __future__ import annotations

import faulthandler
import os
import shlex

import qgis.utils
from qgis.core import QgsApplication, QgsProcessingOutputLayerDefinition, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidget
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import (
    FOLDER,
    child,
    clashing_letters,
    click,
    key,
    let_go,
    open_tab,
    picture,
    run,
    wait,
    wait_for,
)

PROJECT = os.path.join(FOLDER, "runs.qgz")
DIFFERENCE = os.path.join(FOLDER, "difference.tif")
_MOST_SECONDS = 700


class Panel:
    """The History tab, as the user finds it."""

    def __init__(self):
        self.widget = open_tab("History")
        self.runs = child(self.widget, QTreeWidget, "GroundshiftHistoryRuns")

    def find(self, kind, name):
        return child(self.widget, kind, f"GroundshiftHistory{name}")

    def button(self, name):
        return self.find(QPushButton, name)

    def rows(self):
        items = [self.runs.topLevelItem(index) for index in range(self.runs.topLevelItemCount())]
        return [item.text(0).split("\n") for item in items]

    def choose(self, row):
        click(self.runs.viewport(), self.runs.visualItemRect(self.runs.topLevelItem(row)).center())

    def copy(self, text):
        menu = self.find(QPushButton, "Copy").menu()
        next(action for action in menu.actions() if text in action.text()).trigger()
        return QApplication.clipboard().text()


def detect(before, after, method=0):
    """As the toolbox does it."""
    import processing

    mask = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    values = {"BEFORE": before.id(), "AFTER": after.id(), "METHOD": method, "MASK": mask, "DIFFERENCE": DIFFERENCE}
    return processing.run("groundshift:detectchangeclassic", {**values, "POLYGONS": "TEMPORARY_OUTPUT"})


def main():
    faulthandler.dump_traceback_later(_MOST_SECONDS, exit=True)
    report = {}
    iface.mainWindow().resize(1500, 940)
    panel = Panel()
    report["empty"] = panel.find(QLabel, "Empty").text()
    report["buttons_without_runs"] = panel.button("Again").isVisible()
    picture(iface.mainWindow(), "history_empty")
    layers = [
        QgsRasterLayer(os.environ[name], title) for name, title in (("BEFORE", "Landsat 1985"), ("AFTER", "Landsat 2020"))
    ]
    QgsProject.instance().addMapLayers(layers)
    iface.mapCanvas().setDestinationCrs(layers[0].crs())
    iface.mapCanvas().setExtent(layers[0].extent())
    first = detect(*layers)
    second = detect(*layers, method=1)
    wait(0.5)
    report["found"] = [first["POLYGON_COUNT"], first["CHANGED_AREA"], second["POLYGON_COUNT"]]
    report["rows"] = panel.rows()
    panel.choose(1)
    report["keys"] = clashing_letters(panel.widget)
    report["details"] = panel.find(QLabel, "Details").text()
    report.update(again(panel, first))
    picture(iface.mainWindow(), "history")
    report.update(copies(panel))
    report.update(reopen())
    report.update(gone())
    report["unloaded"] = unload()
    return report


def again(panel, first):
    """Run the first run again, with one click."""
    before = set(QgsProject.instance().mapLayers())
    difference = os.path.getmtime(DIFFERENCE)
    click(panel.button("Again"))
    report = {"cancel_is_there": panel.button("Cancel").isVisible(), "again_rests": panel.button("Again").isEnabled()}
    wait_for(lambda: not panel.widget.running and len(panel.rows()) == 3, "the run", 240)
    wait(0.5)
    new = [layer for name, layer in QgsProject.instance().mapLayers().items() if name not in before]
    report["new_layers"] = sorted(layer.name() for layer in new)
    report["renderers"] = sorted(layer.renderer().type() for layer in new)
    report["earlier_kept"] = os.path.getmtime(DIFFERENCE) == difference
    report["numbered"] = os.path.exists(DIFFERENCE.replace(".tif", "_2.tif"))
    report["rows_again"] = panel.rows()
    record = panel.widget._history.records[-1]
    report["same_result"] = record.outputs["CHANGED_AREA"] == first["CHANGED_AREA"]
    # A run of other layers: the tool's dialog, with these settings and without these layers.
    panel.choose(1)
    click(panel.button("Others"))
    wait(1.0)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and hasattr(one, "mainWidget")]
    report["dialog_method"] = dialog.createProcessingParameters().get("METHOD", 0)
    dialog.close()
    # A run is cancelled; nothing comes of it.
    click(panel.button("Again"))
    click(panel.button("Cancel"))
    wait_for(lambda: not panel.widget.running, "the end of the cancelled run")
    wait(0.5)
    report["after_cancel"] = [len(panel.rows()), panel.find(QLabel, "Note").text()]
    return report


def copies(panel):
    panel.choose(2)
    command = panel.copy("qgis_process")
    report = {"command": shlex.split(command)}
    report["python"] = panel.copy("Python")
    space = {}
    exec(compile(report["python"], "copied", "exec"), space)
    report["python_found"] = space["results"]["POLYGON_COUNT"]
    wait(0.5)
    # What the copy ran is a run, too; the Delete key takes it off the list.
    amount = len(panel.rows())
    panel.choose(0)
    key(panel.runs, Qt.Key.Key_Delete)
    report["removed"] = amount - len(panel.rows())
    return report


def reopen():
    project = QgsProject.instance()
    panel = Panel()
    rows = panel.rows()
    assert project.write(PROJECT)
    iface.newProject(False)
    let_go()
    report = {"rows_of_a_new_project": panel.rows()}
    iface.addProject(PROJECT)
    wait(1.0)
    panel = Panel()
    report["rows_after_reopening"] = panel.rows() == rows
    # The results come back, into a group of their own.
    for layer in list(project.mapLayers().values()):
        if layer.name() not in ("Landsat 1985", "Landsat 2020"):
            project.removeMapLayer(layer.id())
    panel.choose(0)
    click(panel.button("Load"))
    wait(0.5)
    report["loaded"] = sorted(layer.name() for layer in project.mapLayers().values() if "Landsat" not in layer.name())
    return report


def gone():
    """What is missing is said."""
    panel = Panel()
    project = QgsProject.instance()
    (layer,) = project.mapLayersByName("Landsat 1985")
    project.removeMapLayer(layer.id())
    os.remove(os.environ["BEFORE"])
    panel.choose(0)
    wait(0.2)
    report = {"again_without_layer": panel.button("Again").isEnabled(), "tip": panel.button("Again").toolTip()}
    report["details_gone"] = "missing" in panel.find(QLabel, "Details").text()
    picture(iface.mainWindow(), "history_gone")
    return report


def unload():
    from groundshift.plugin.algorithms.run import run_log

    rows = len(QgsProject.instance().readEntry("Groundshift", "/history")[0])
    failures = []
    qgis.utils.showException = lambda kind, value, *more, **options: failures.append(repr(value))  # it would open a window
    unloadPlugin("groundshift")
    let_go()
    return {
        "failures": failures,
        "listeners": len(run_log._listeners),
        "entry_stays": rows > 100,
        "provider": QgsApplication.processingRegistry().providerById("groundshift") is None,
    }


run(main)
