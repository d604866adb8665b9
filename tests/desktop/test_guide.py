"""The guide's pictures of the tools: made by ``make screenshots`` only, as the tools themselves are tested elsewhere."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import FOLDER, picture, wait, wait_for
from groundshift.tests.desktop.in_qgis import LOOK
from groundshift.tests.desktop.real_pairs import PUCALLPA

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.inside_qgis(timeout=2000),
    pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS") or bool(LOOK), reason="made by make screenshots"),
]
TOOLS = Path(__file__).resolve().parents[2] / "tools"
PATIENCE = 600
_DRAW = "from pathlib import Path; from scene.rasters import write_scene; write_scene(Path({folder!r}), 512)"
project = QgsProject.instance()


@pytest.fixture(scope="module")
def window():
    window = iface.mainWindow()
    window.resize(1180, 720)
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() == "Browser":
            dock.hide()
    window.resizeDocks([window.findChild(QDockWidget, "Layers")], [300], Qt.Orientation.Horizontal)
    return window


def add(path, name, shown=True):
    layer = QgsRasterLayer(path, name)
    project.addMapLayer(layer)
    node = project.layerTreeRoot().findLayer(layer.id())
    node.setExpanded(False)
    node.setItemVisibilityChecked(shown)
    return layer


def look_at(layer):
    wait(0.5)  # QGIS itself chooses a CRS for the first layer
    project.setCrs(layer.crs())
    iface.mapCanvas().setExtent(layer.extent())


def photographed(widget, name):
    picture(widget, name)
    assert Path(FOLDER, f"{name}.png").is_file()


def photograph(name):
    iface.mapCanvas().refreshAllLayers()
    wait(1.0)
    wait_for(lambda: not iface.mapCanvas().isDrawing(), "the map", PATIENCE)
    iface.messageBar().clearWidgets()
    photographed(iface.mainWindow(), name)


def use(algorithm, values, dialog_picture="", height=720):
    """Fill in the dialog, take its picture, run it; its results."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    created = QgsApplication.processingRegistry().createAlgorithmById(f"groundshift:{algorithm}")
    dialog = AlgorithmDialog(created, False, iface.mainWindow())
    dialog.show()
    dialog.resize(760, height)
    panel = dialog.mainWidget()
    for name, value in values.items():
        panel.wrappers[name].setWidgetValue(value, panel.processing_context)
    if dialog_picture:
        photographed(dialog, dialog_picture)
    found = {}
    dialog.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
    dialog.runButton().click()
    wait_for(lambda: "good" in found, algorithm, PATIENCE)
    wait(0.5)
    dialog.close()
    assert found.pop("good"), algorithm
    return found


def show_only(group, names):
    """Of the layers of a group those with these names; the group itself stays open."""
    for node in group.findLayers():
        node.setItemVisibilityChecked(node.name() in names)
        node.setExpanded(node.name() in names)


def put_away_results():
    for group in project.layerTreeRoot().findGroups():
        group.setItemVisibilityChecked(False)
        group.setExpanded(False)


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
    photographed(view, "accuracy-report")
    view.close()


@pytest.mark.skipif(not PUCALLPA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine")
def test_change_over_years(window, tmp_path):
    images = sorted(PUCALLPA.glob("*.tif"))
    for image in images:
        (tmp_path / image.name).symlink_to(image)  # QGIS writes statistics beside what it opens
    layers = [add(str(tmp_path / image.name), image.stem, image == images[-1]) for image in images]
    root = project.layerTreeRoot()
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


def test_the_scene_of_the_demo(window, tmp_path):
    town = tmp_path / "town"
    draw = _DRAW.format(folder=str(town))
    subprocess.run([os.environ["GROUNDSHIFT_PYTHON"], "-c", draw], cwd=TOOLS, check=True, timeout=600)
    before = add(str(town / "before.tif"), "town 2019-04-12", False)
    after = add(str(town / "after.tif"), "town 2024-08-21")
    truth = add(str(town / "truth.tif"), "truth", False)
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
    iface.mapCanvas().setExtent(after.extent().scaled(0.33))
    photograph("vectorize-map")
    look_at(after)
    put_away_results()
    report = str(tmp_path / "report.html")
    use("assessaccuracy", {"PREDICTED": mask, "REFERENCE": truth.id(), "REPORT": report}, "accuracy-dialog", 560)
    show_report(report)
    use("samplepoints", {"MAP": mask, "SIZE": 80})
    photograph("sample-map")
