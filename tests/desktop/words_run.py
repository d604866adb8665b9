"""Runs inside a German QGIS Desktop with letters of 150 %: goes through all tabs, looking for cut texts and letters that clash.

From the environment: BEFORE, AFTER (images), RESULT (polygons), NETWORK (a bare ONNX file).
"""

from __future__ import annotations

import os

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QAction, QApplication, QComboBox, QLabel
from qgis.utils import iface

from groundshift.tests.desktop.hands import (
    child,
    clashing_letters,
    click,
    cut_texts,
    key,
    modal,
    object_kind,
    open_tab,
    picture,
    run,
    silent_ones,
    wait,
    wait_for,
)

window = iface.mainWindow()
canvas = iface.mapCanvas()
project = QgsProject.instance()


def main():
    found = {"clashes": {}, "cut": {}, "silent": {}}
    window.resize(1590, 980)
    dock = child(window, object_kind(), "GroundshiftDock")

    def look(name, widget=dock):
        wait(0.3)
        found["clashes"][name] = clashing_letters(widget)
        found["cut"][name] = cut_texts(widget)
        found["silent"][name] = silent_ones(widget)
        picture(window if widget is dock else widget, f"words_{name}")

    detect = open_tab("Finden")
    look("empty")
    layers = [QgsRasterLayer(os.environ[name], f"scene {year}") for name, year in (("BEFORE", 2020), ("AFTER", 2021))]
    layers.append(QgsVectorLayer(os.environ["RESULT"], "polygons", "ogr"))
    project.addMapLayers(layers)
    canvas.setDestinationCrs(layers[0].crs())
    canvas.setExtent(layers[0].extent())
    wait(0.5)
    for name, layer in zip(("Before", "After"), layers):
        child(detect, QComboBox, f"Groundshift{name}").setLayer(layer)
    wait(1.0)
    wait_for(lambda: child(detect, QAbstractButton, "GroundshiftRun").isEnabled(), "the light", 120)
    look("detect")
    compare(found, look)
    tabs_by_keys(found, dock)
    review(look, layers[2])
    history(look, layers)
    models(look)
    options(look)
    return found


def compare(found, look):
    panel = open_tab("Vergleichen")
    found["pair"] = [child(panel, QComboBox, f"GroundshiftCompare{name}").currentText() for name in ("Before", "After")]
    look("compare")
    for mode in ("swipe", "blink", "side_by_side"):
        click(child(panel, QAbstractButton, f"GroundshiftCompare_{mode}"))
        wait(0.3)
        look(f"compare_{mode}")
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))


def tabs_by_keys(found, dock):
    """From tab to tab with Ctrl+Page down, whether the map has the keyboard or a field of the dock."""
    tabs = child(dock, object_kind(), "GroundshiftTabs")
    QApplication.setActiveWindow(window)  # there is no window manager here
    found["tabs"] = [tabs.currentIndex()]
    for widget, code in ((canvas, Qt.Key.Key_PageDown), (tabs, Qt.Key.Key_PageDown), (tabs, Qt.Key.Key_PageDown)):
        widget.setFocus()
        key(widget, code, Qt.KeyboardModifier.ControlModifier)
        found["tabs"].append(tabs.currentIndex())
    key(canvas, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    found["tabs"].append(tabs.currentIndex())


def review(look, layer):
    panel = open_tab("Prüfen")
    child(panel, QComboBox, "GroundshiftReviewLayer").setLayer(layer)
    wait(0.2)
    look("review_start")
    click(child(panel, QAbstractButton, "GroundshiftReviewStart"))
    wait_for(lambda: panel.walk.current is not None, "the review")
    look("review")
    key(canvas, Qt.Key.Key_M)
    wait(0.3)
    look("review_edit")
    click(child(panel, QAbstractButton, "GroundshiftReviewEditDiscard"))
    click(child(panel, QAbstractButton, "GroundshiftReviewFinish"))


def history(look, layers):
    import processing

    panel = open_tab("Verlauf")
    look("history_empty")
    values = {"BEFORE": layers[0].id(), "AFTER": layers[1].id(), "MASK": "TEMPORARY_OUTPUT", "POLYGONS": "TEMPORARY_OUTPUT"}
    processing.run("groundshift:detectchangeclassic", values)
    wait_for(lambda: child(panel, QLabel, "GroundshiftHistoryDetails").text(), "the run")
    look("history")


def models(look):
    def use(dialog):
        look("models", dialog)
        modal(lambda: click(child(dialog, QAbstractButton, "GroundshiftImportModel")), lambda form: import_form(look, form))
        dialog.reject()

    modal(child(window, QAction, "GroundshiftModelsAction").trigger, use)


def import_form(look, form):
    child(form, QgsFileWidget, "GroundshiftImportFile").setFilePath(os.environ["NETWORK"])
    wait(0.3)
    look("import", form)
    form.reject()


def options(look):
    def use(dialog):
        look("options", child(dialog, object_kind(), "GroundshiftOptions"))
        dialog.resize(1400, 960)
        wait(0.3)
        picture(dialog, "words_options_dialog")
        dialog.reject()

    modal(child(window, QAction, "GroundshiftSettingsAction").trigger, use)


run(main)
