"""The recipe "add a task to the panel" of docs/architecture.md, done once: a small folder, and a line in TASKS."""

from __future__ import annotations

import os
from types import SimpleNamespace

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtWidgets import QToolButton

from groundshift.tests.desktop.hands import child, click, wait_for
from groundshift.tests.desktop.in_qgis import missing
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.qgis_application import start_processing, start_qgis

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

PACKAGE = "..tests.desktop.toy_task"  # as seen from plugin.gui


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    """The parts of QGIS's window that a panel uses."""
    start_qgis(tmp_path_factory.mktemp("profile"), widgets=True)
    start_processing()
    from groundshift.plugin.plugin import GroundshiftPlugin

    plugin = GroundshiftPlugin(None)
    plugin.initProcessing()
    canvas, bar = QgsMapCanvas(), QgsMessageBar()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32611"))
    yield SimpleNamespace(mapCanvas=lambda: canvas, messageBar=lambda: bar)
    plugin.unload()


@pytest.fixture
def page(window, monkeypatch):
    """The Detect tab with one line more in TASKS."""
    from groundshift.plugin.gui.dock.session import Session
    from groundshift.plugin.gui.tasks import detect_page

    toy = detect_page.TaskEntry(
        "brightness",
        f"{PACKAGE}.panel",
        "BrightnessPanel",
        "Brightness",
        "Find what became brighter or darker",
        "detect",
        ("groundshift:detectchangeclassic",),
        "",
        "classic",
    )
    monkeypatch.setattr(detect_page, "TASKS", (*detect_page.TASKS, toy))
    session = Session()
    shown = detect_page.DetectPage(window, session)
    shown.show()
    yield shown
    shown.release()
    session.release()
    shown.close()
    QgsProject.instance().clear()


def test_a_task_is_a_small_folder_and_a_line(page, halting, tmp_path):
    """Chosen by its button; checked, run and shown by the frame; remembered by the project; repeated by the history."""
    click(child(page, QToolButton, "GroundshiftTaskBrightness"))
    panel = page.panel("brightness")
    assert page.task == "brightness"
    assert panel.isVisible()
    assert QgsProject.instance().readEntry("Groundshift", "/task", "")[0] == "brightness"
    assert panel.form.light.text() == "Two images are needed\nChoose two images."
    assert not panel.bar.run.isEnabled()

    ground = np.full((3, 40, 40), 60, np.uint8)
    write_raster(tmp_path / "before.tif", ground)
    ground[:, 10:20, 10:20] = 200
    write_raster(tmp_path / "after.tif", ground)
    layers = [QgsRasterLayer(str(tmp_path / f"{name}.tif"), name) for name in ("before", "after")]
    QgsProject.instance().addMapLayers(layers)
    panel._session.set_pair(*layers)
    wait_for(panel.bar.run.isEnabled, "the check")
    assert panel.form.light.level == "good"
    panel.form.folder.setFilePath(str(tmp_path))
    halting.halt()
    click(panel.bar.run)
    assert panel.bar.running
    halting.release()
    wait_for(lambda: not panel.bar.running, "the run")
    wait_for(panel.form.found.text, panel.notice.text())
    assert panel.form.found.text() == "1 change found, 25.0 m²."
    assert panel.notice.text() == ""
    (group,) = QgsProject.instance().layerTreeRoot().findGroups()
    assert group.name().startswith("Brightness · ")
    assert [node.name() for node in group.children()] == ["Polygons", "Mask"]
    assert os.path.exists(tmp_path / "brightness-before-after-polygons.gpkg")
    asked = []
    panel._session.reviewRequested.connect(asked.append)
    panel.review()
    assert asked == [group.children()[0].layer()]

    page.choose("buildings")
    panel._session.runRequested.emit({"AREA": None}, "groundshift:detectchangeclassic")
    assert page.task == "brightness", "a run of the history goes to the task of its algorithm"
    QgsProject.instance().clear()
    wait_for(lambda: not panel.form.found.text(), "the closed project")
    assert page.task == "buildings", "the task of a new project"
