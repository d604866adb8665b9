"""The Detect tab on real imagery: photographs of Banepa with the bundled model, Landsat with one for any resolution."""

from __future__ import annotations

import os

import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QDockWidget, QLabel, QSlider, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import child, choose, clear_for_pictures, click, key, open_tab, picture, wait, wait_for
from groundshift.tests.desktop.in_qgis import LOOK
from groundshift.tests.desktop.real_pairs import PUCALLPA, banepa_pair
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=1000)]

PATIENCE = 300
project = QgsProject.instance()


@pytest.fixture(scope="module")
def panel():
    window = iface.mainWindow()
    window.resize(1500, 950)
    clear_for_pictures()
    panel = open_tab("Detect").panel("buildings")
    width = round(420 * window.fontMetrics().height() / 16)
    window.resizeDocks([child(window, QDockWidget, "GroundshiftDock")], [width], Qt.Orientation.Horizontal)
    return panel


@pytest.fixture(scope="module")
def photographs(panel, tmp_path_factory):
    """The tab with the photographs chosen and judged."""
    before, after = banepa_pair(tmp_path_factory.mktemp("banepa"))
    look("dock-empty")
    load(before, after)
    settled(panel)
    look("dock-ready")
    return panel


def part(panel, name, kind=QWidget):
    return child(panel, kind, f"Groundshift{name}")


def look(name):
    """Keep a picture for the guide, or one of another look beside it."""
    wait_for(lambda: not iface.mapCanvas().isDrawing(), "the map", PATIENCE)
    wait(0.3)
    iface.messageBar().clearWidgets()
    picture(iface.mainWindow(), f"{name}-{LOOK}" if LOOK else name)


def load(*paths):
    layers = [QgsRasterLayer(str(path), os.path.basename(path)[:-4]) for path in paths]
    for layer in layers:
        project.addMapLayer(layer)
        project.layerTreeRoot().findLayer(layer.id()).setExpanded(False)
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(layers[1].crs())
    canvas.setExtent(layers[1].extent())
    canvas.refresh()


def settled(panel):
    wait(0.5)
    wait_for(lambda: "being measured" not in part(panel, "Light").text(), "the alignment", PATIENCE)


def finished(panel):
    """Wait for the end of a run; its layers by name."""
    wait_for(lambda: not part(panel, "Cancel").isVisible(), "the run", PATIENCE)
    wait_for(lambda: "polygon" in part(panel, "Numbers", QLabel).text(), "the numbers", PATIENCE)
    (group,) = project.layerTreeRoot().findGroups()
    return {node.layer().name(): node.layer() for node in group.findLayers()}


def cut(panel):
    """Labels and buttons whose text does not fit: what a user at this scaling cannot read."""
    found = []
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap() and label.sizeHint().width() > label.width() + 1:
            found.append(label.text())
    for name in ("Run", "Preview", "Apply", "Reset", "GoReview", "GoCompare"):
        button = part(panel, name)
        if button.isVisible() and button.minimumSizeHint().width() > button.width() + 1:
            found.append(name)
    return found


def test_the_bundled_model_suits_the_photographs(photographs):
    light = part(photographs, "Light")
    assert light.level == "good", light.text()
    # The resolution that the worker takes: a whole multiple of the pixels, within the range of the model.
    assert "averaged to 0.528 m" in light.text()
    assert "Alignment: good" in light.text()


def test_the_preview_finds_change(photographs):
    click(part(photographs, "Preview"))
    control = photographs._preview
    iface.mapCanvas().zoomByFactor(0.6)
    wait_for(lambda: control.picture is not None, "the preview", PATIENCE)
    wait(1.0)
    note = part(photographs, "PreviewNote", QLabel)
    wait_for(lambda: control.picture is not None and " in " in note.text(), "the preview", PATIENCE)
    look("dock-preview")
    assert (control.picture.codes > control.picture.levels * 0.4).any()


def test_buildings_that_are_new_are_found(photographs):
    """Sixteen buildings were taken away from the earlier date."""
    click(part(photographs, "Run"))
    cancel = part(photographs, "Cancel")
    wait_for(lambda: part(photographs, "Progress").value() > 20 or not cancel.isVisible(), "progress", PATIENCE)
    assert cut(photographs) == []
    look("dock-running")
    layers = finished(photographs)
    look("dock-result")
    assert layers["Change polygons"].featureCount() >= 8
    assert (gdal.Open(layers["Change mask"].source()).ReadAsArray() % 255 > 0).sum() > 1000


def test_the_dates_are_compared_below_the_outlines_of_the_result(photographs):
    """Mask and probability are off; of the polygons only the outlines are shown."""
    canvas, tab = iface.mapCanvas(), open_tab("Compare")
    canvas.zoomByFactor(0.5)
    for mode, name in (("swipe", "compare-swipe"), ("side_by_side", "compare-side-by-side")):
        button = child(tab, QAbstractButton, f"GroundshiftCompare_{mode}")
        click(button)
        wait(1.0)
        look(name)
        assert [layer.name() for layer in canvas.layers()] == ["Change polygons", "banepa_after", "banepa_before"]
    click(button)
    canvas.zoomByFactor(2)
    open_tab("Detect")


def test_a_lower_threshold_is_counted_and_no_text_is_cut(photographs):
    slider = part(photographs, "Threshold", QSlider)
    slider.setFocus()
    for _ in range(25):
        key(slider, Qt.Key.Key_Left)
    wait(0.8)
    numbers = part(photographs, "Numbers", QLabel)
    wait_for(lambda: "polygon" in numbers.text() and "counting" not in numbers.text(), "the count", PATIENCE)
    look("dock-threshold")
    assert cut(photographs) == []


@pytest.mark.skipif(bool(LOOK), reason="pictures only")
def test_landsat_is_judged_and_run(panel, tmp_path):
    if not PUCALLPA.is_dir():
        pytest.skip("the project's real imagery (../shared/data) is not on this machine")
    project.clear()
    wait(0.5)
    dates = [tmp_path / "1985.tif", tmp_path / "2020.tif"]
    for path in dates:
        path.symlink_to(PUCALLPA / path.name)  # QGIS writes statistics beside what it opens
    model = tmp_path / "any.onnx"
    model.write_bytes(model_bytes(gsd_m={"min": 1, "best": 10, "max": 60}))
    load(*dates)
    settled(panel)
    light = part(panel, "Light")
    assert light.level == "bad"
    assert "buildings-siamese" in light.text()
    assert "0.25" in light.text()
    look("dock-unsuited")
    line = part(panel, "Model").focusProxy().lineEdit()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, str(model))
    settled(panel)
    assert light.level in ("good", "caution"), light.text()
    choose(part(panel, "Area"), "Overlap")
    click(part(panel, "Run"))
    mask = finished(panel)["Change mask"]
    assert (gdal.Open(mask.source()).ReadAsArray() == 1).sum() > 1000
