"""The Detect tab of a running QGIS Desktop, as the user finds it, and a small pair with a model that finds its changes."""

from __future__ import annotations

import os

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QSlider
from qgis.utils import iface

from groundshift.tests.desktop.hands import TaskParts, choose, key, open_tab, wait, wait_for
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

PATIENCE = 300
# Rows, columns, brighter by: sure, likely (0.72), unlikely (0.35), and a sure one outside the drawn rectangle. 0.25 m2 a pixel.
SURE = (slice(40, 80), slice(60, 120), 120)
LIKELY = (slice(100, 140), slice(200, 240), 70)
UNLIKELY = (slice(300, 320), slice(100, 150), 60)
OUTSIDE = (slice(330, 360), slice(300, 340), 120)


def changed(array):
    after = array.copy()
    for rows, columns, by in (SURE, LIKELY, UNLIKELY, OUTSIDE):
        after[:, rows, columns] += by
    return after


class Files:
    """Paths of a pair, of the same pair in other files, of a model, of a model for other imagery, of the results."""

    def __init__(self, folder):
        noise = np.random.default_rng(1).integers(90, 110, (3, 400, 400), dtype=np.uint8)
        self.pair, self.other = [], []
        for name, array in (("before", noise), ("after", changed(noise))):
            self.pair.append(write_raster(folder / f"{name}.tif", array))
            self.other.append(write_raster(folder / f"other_{name}.tif", array))
        self.model, self.coarse, self.results = (str(folder / name) for name in ("difference.onnx", "coarse.onnx", "results"))
        (folder / "difference.onnx").write_bytes(model_bytes())
        # Its bands have an order of their own: no bundled model can be proposed in its place.
        bands = [{"name": name} for name in ("blue", "green", "red")]
        fine = {"min": 0.01, "best": 0.02, "max": 0.05}
        (folder / "coarse.onnx").write_bytes(model_bytes(id="coarse", gsd_m=fine, bands=bands))
        (folder / "finer.onnx").write_bytes(model_bytes(id="finer", gsd_m=fine))
        self.finer = str(folder / "finer.onnx")
        os.mkdir(self.results)

    def written(self):
        """Names in the folder of the results, without what SQLite keeps beside a file that is open."""
        return [name for name in sorted(os.listdir(self.results)) if not name.endswith(("-wal", "-shm"))]


class Panel(TaskParts):
    """The panel of buildings, which a new project shows, and its parts by name."""

    def __init__(self):
        self.tab = open_tab("Detect")
        self.widget = self.tab.panel("buildings")

    @property
    def level(self):
        return self.part("Light").level

    @property
    def note(self):
        return self.part("PreviewNote", QLabel).text()

    @property
    def notice(self):
        return self.part("Notice").text()

    @property
    def numbers(self):
        return self.part("Numbers", QLabel).text()

    def settled(self):
        """Wait until the pair is judged."""
        wait(0.4)
        wait_for(lambda: "being measured" not in self.light, "the alignment", PATIENCE)

    def start(self, halting):
        """Press Run, and wait until the run has got somewhere and halts."""
        halting.halt()
        self.press("Run")
        wait_for(lambda: self.part("Progress").value() > 0 or not self.running, "progress", PATIENCE)
        assert self.running

    def run(self):
        self.press("Run")
        self.ended()

    def counted(self):
        """The line of numbers, when the polygons are counted."""
        wait(0.6)
        wait_for(lambda: "polygon" in self.numbers and "counting" not in self.numbers, "the count", PATIENCE)
        return self.numbers

    def slide(self, name, code, times):
        slider = self.part(name, QSlider)
        slider.setFocus()
        for _ in range(times):
            QTest.keyClick(slider, code)
            wait(0.02)

    def type_model(self, path):
        line = self.part("Model").focusProxy().lineEdit()
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, path)
        key(line, Qt.Key.Key_Tab)
        self.settled()

    def choose_area(self, text):
        choose(self.part("Area", QComboBox), text)
        self.settled()

    def step_to(self, name, title):
        """Choose a date with the arrow keys: letters depend on how quickly they follow one another."""
        combo = self.part(name)
        combo.setFocus()
        key(combo, Qt.Key.Key_Home)
        for _ in range(combo.count()):
            if combo.currentText() != title:
                key(combo, Qt.Key.Key_Down)
        entries = [combo.itemText(row) for row in range(combo.count())]
        wait_for(lambda: combo.currentText() == title, f"{title}, not {combo.currentText()} of {entries}")

    def add_other_pair(self, files):
        """Add the other pair, and choose it."""
        pair = [add(path, title) for path, title in zip(files.other, ("early", "late"))]
        # Neither list offers what the other one holds.
        for name, title in (("After", ""), ("Before", "early"), ("After", "late")):
            self.step_to(name, title)
        wait(0.5)
        wait_for(self.part("Run").isEnabled, "the pair is judged", PATIENCE)  # the alignment may take its time
        return pair


def add(path, name, provider="gdal"):
    layer = QgsRasterLayer(path, name, provider)
    QgsProject.instance().addMapLayer(layer)
    return layer


def show(layer):
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    canvas.refresh()
    wait(0.5)


def groups():
    return QgsProject.instance().layerTreeRoot().findGroups()


def layers_of(group):
    """By their plain names: those of a further run have its model and time as well."""
    return {node.layer().name().partition(" · ")[0]: node.layer() for node in group.findLayers()}


def results(group):
    """Plain names of a group's layers, and whether they are switched on."""
    return [(node.name().partition(" · ")[0], node.itemVisibilityChecked()) for node in group.children()]


def mask_counts(group):
    """Pixels of the group's mask that are unchanged, changed and without data."""
    mask = gdal.Open(layers_of(group)["Change mask"].source()).ReadAsArray()
    return [int((mask == value).sum()) for value in (0, 1, 255)]
