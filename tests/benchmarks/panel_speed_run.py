"""Runs inside QGIS Desktop: how long the panel keeps QGIS's main thread busy at a stretch.

From the environment: BEFORE, AFTER. A stretch is one turn of the event loop; its processor time does not depend on what else
the machine does, its wall time does. A benchmark, not a test: ``tests/benchmarks/panel.py`` runs it and prints its figures.
"""

from __future__ import annotations

import os
import time

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLabel, QSlider, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import LEFT, NO_KEY, child, open_tab, run

canvas = iface.mapCanvas()
PATIENCE = 240


class Watch:
    """The longest turns of the event loop, by phase, in milliseconds."""

    def __init__(self):
        self.phases = {}
        self._name = ""

    def phase(self, name):
        self._name = name
        self.phases[name] = {"wall_ms": 0.0, "cpu_ms": 0.0, "turns": 0, "over_100_ms": 0}

    def turn(self, action=None):
        wall, cpu = time.monotonic(), time.thread_time()
        if action is not None:
            action()
        QApplication.processEvents()
        wall, cpu = 1000 * (time.monotonic() - wall), 1000 * (time.thread_time() - cpu)
        entry = self.phases[self._name]
        entry["wall_ms"] = max(entry["wall_ms"], round(wall, 1))
        entry["cpu_ms"] = max(entry["cpu_ms"], round(cpu, 1))
        entry["turns"] += 1
        entry["over_100_ms"] += cpu > 100

    def until(self, condition, least=0.5):
        begin = time.monotonic()
        while time.monotonic() < begin + least or not condition():
            if time.monotonic() > begin + PATIENCE:
                raise TimeoutError(self._name)
            self.turn()
            time.sleep(0.005)


def main():
    watch = Watch()
    iface.mainWindow().resize(1500, 950)
    panel = open_tab("Detect").panel("buildings")
    iface.mainWindow().resizeDocks(
        [child(iface.mainWindow(), QDockWidget, "GroundshiftDock")], [420], Qt.Orientation.Horizontal
    )
    part = lambda name, kind=QWidget: child(panel, kind, f"Groundshift{name}")  # noqa: E731
    watch.phase("idle")
    watch.until(lambda: True, 2.0)
    layers = [QgsRasterLayer(os.environ[name], name.lower()) for name in ("BEFORE", "AFTER")]
    watch.phase("adding layers (QGIS's own work included)")
    watch.turn(lambda: QgsProject.instance().addMapLayers(layers))
    canvas.setDestinationCrs(layers[1].crs())
    canvas.setExtent(layers[1].extent())
    watch.until(lambda: not canvas.isDrawing(), 1.0)
    watch.phase("judging the pair")
    watch.turn(lambda: QTest.mouseClick(part("Swap"), LEFT, NO_KEY))
    watch.until(lambda: part("Light").level != "unknown", 1.0)
    watch.turn(lambda: QTest.mouseClick(part("Swap"), LEFT, NO_KEY))
    watch.until(lambda: "being measured" not in part("Light").text(), 1.0)
    watch.phase("preview while the map moves")
    watch.turn(lambda: QTest.mouseClick(part("Preview"), LEFT, NO_KEY))
    control = panel._preview
    watch.until(lambda: control.picture is not None)
    seconds = []
    canvas.zoomByFactor(0.5)
    for step in range(6):
        shown = control.picture
        centre = canvas.center()
        centre.setX(centre.x() + (20 if step % 2 else -20))
        begin = time.monotonic()
        watch.turn(lambda centre=centre: canvas.setCenter(centre))
        watch.turn(canvas.refresh)
        watch.until(lambda shown=shown: control.picture is not shown and control.picture is not None, 0.1)
        seconds.append(round(time.monotonic() - begin, 2))
    preview_note = part("PreviewNote", QLabel).text()
    watch.turn(lambda: QTest.mouseClick(part("Preview"), LEFT, NO_KEY))
    watch.phase("starting a run")
    watch.turn(lambda: QTest.mouseClick(part("Run"), LEFT, NO_KEY))
    watch.phase("a run, and loading its results")
    watch.until(lambda: not part("Cancel").isVisible(), 1.0)
    watch.until(lambda: "polygon" in part("Numbers", QLabel).text(), 1.0)
    watch.phase("moving the slider")
    slider = part("Threshold", QSlider)
    for _ in range(60):
        watch.turn(lambda: QTest.keyClick(slider, Qt.Key.Key_Left if slider.value() > 20 else Qt.Key.Key_Right))
        watch.until(lambda: True, 0.05)
    watch.until(lambda: "polygon" in part("Numbers", QLabel).text() and "counting" not in part("Numbers", QLabel).text(), 1.0)
    watch.phase("applying")
    watch.turn(lambda: QTest.mouseClick(part("Apply"), LEFT, NO_KEY))
    watch.until(lambda: not part("Cancel").isVisible(), 1.0)
    watch.until(lambda: not canvas.isDrawing(), 1.0)
    return {"phases": watch.phases, "preview_seconds": seconds, "preview_note": preview_note}


run(main, 900)
