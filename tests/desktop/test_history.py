"""The History tab in a running QGIS Desktop: real runs on Landsat images, repeated, copied, saved with the project."""

from __future__ import annotations

import os
import re
import shlex
import shutil

import pytest
import qgis.utils
from qgis.core import QgsApplication, QgsProcessingOutputLayerDefinition, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLabel, QPushButton, QToolButton, QTreeWidget, QWidget
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import child, clashing_letters, click, key, let_go, open_tab, picture, wait, wait_for
from groundshift.tests.desktop.real_pairs import PUCALLPA

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.inside_qgis,
    pytest.mark.skipif(not PUCALLPA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine"),
]


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Copies of two Landsat images, and what the runs write."""
    made = tmp_path_factory.mktemp("history")
    for name in ("1985", "2020"):
        shutil.copy(PUCALLPA / f"{name}.tif", made)
    iface.mainWindow().resize(1500, 940)
    return made


@pytest.fixture(scope="module")
def runs(folder, halting):
    """The results of two runs of the toolbox on both images, which are in the project: methods 0 and 1."""
    import processing

    project = QgsProject.instance()
    layers = [QgsRasterLayer(str(folder / f"{year}.tif"), f"Landsat {year}") for year in (1985, 2020)]
    project.addMapLayers(layers)
    iface.mapCanvas().setDestinationCrs(layers[0].crs())
    iface.mapCanvas().setExtent(layers[0].extent())
    mask = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    values = {"BEFORE": layers[0].id(), "AFTER": layers[1].id(), "MASK": mask, "POLYGONS": "TEMPORARY_OUTPUT"}
    values["DIFFERENCE"] = str(folder / "difference.tif")
    results = [processing.run("groundshift:detectchangeclassic", {**values, "METHOD": method}) for method in (0, 1)]
    wait(0.5)
    return results


@pytest.fixture
def panel(runs):
    return Panel()


def tool_dialog():
    """Wait for the dialog of a tool."""
    found = []

    def dialogs():
        found[:] = [one for one in QApplication.topLevelWidgets() if one.isVisible() and hasattr(one, "mainWidget")]
        return found

    wait_for(dialogs, "the dialog of the tool")
    wait(0.5)
    (dialog,) = found
    return dialog


def result_names():
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values() if "Landsat" not in layer.name())


def test_without_runs_it_says_what_comes_here(folder):
    panel = Panel()
    picture(iface.mainWindow(), "history_empty")
    assert "No runs yet" in panel.find(QLabel, "Empty").text()
    assert not panel.button("Again").isVisible()


def test_runs_of_the_toolbox_are_listed_the_latest_on_top(panel, runs):
    assert [row[0] for row in panel.rows()] == ["Landsat 1985 → Landsat 2020"] * 2
    summary = panel.rows()[1][1]
    assert summary.endswith(" polygons")
    # Whatever the language does with large numbers.
    assert re.sub(r"\D", "", summary.rpartition(" in ")[2]) == str(runs[0]["POLYGON_COUNT"])


def test_details_name_tool_layers_and_result(panel):
    panel.choose(1)
    assert clashing_letters(panel.widget) == []
    details = panel.find(QLabel, "Details").text()
    for text in ("Detect change, classical", "Landsat 1985", "Method", "difference.tif", "Changed area"):
        assert text in details, text


def test_running_again_gives_the_same_and_keeps_the_earlier(panel, runs, folder, halting):
    before = set(QgsProject.instance().mapLayers())
    written = os.path.getmtime(folder / "difference.tif")
    panel.choose(1)
    halting.halt()
    click(panel.button("Again"))
    assert panel.button("Cancel").isVisible()
    assert not panel.button("Again").isEnabled()
    halting.release()
    wait_for(lambda: not panel.widget.running and len(panel.rows()) == 3, "the run", 240)
    wait(0.5)
    picture(iface.mainWindow(), "history")
    new = [layer for name, layer in QgsProject.instance().mapLayers().items() if name not in before]
    assert len(new) == 3
    assert child(iface.messageBar(), QLabel, "GroundshiftWrappedText").text().endswith(" polygons")
    assert "categorizedSymbol" in [layer.renderer().type() for layer in new]
    assert os.path.getmtime(folder / "difference.tif") == written
    assert (folder / "difference_2.tif").exists()
    assert panel.widget._history.records[-1].outputs["CHANGED_AREA"] == runs[0]["CHANGED_AREA"]


def test_other_layers_in_the_form_of_the_tool(panel):
    """The tool's dialog, with the settings of the run and without its layers."""
    row = len(panel.rows()) - 2  # the run of method 1
    panel.choose(row)
    click(panel.button("Others"))
    dialog = tool_dialog()
    assert dialog.createProcessingParameters().get("METHOD", 0) == 1
    dialog.close()


def test_cancelled_runs_leave_nothing(panel, folder, halting):
    amount = len(panel.rows())
    panel.choose(1)
    halting.halt()
    click(panel.button("Again"))
    click(panel.button("Cancel"))
    wait_for(lambda: not panel.widget.running, "the end of the cancelled run")
    wait_for(lambda: panel.find(QLabel, "Note").text() == "Cancelled; no partial results were kept.", "the note")
    assert len(panel.rows()) == amount
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []  # nor a staging folder


def test_copies(panel, runs, folder):
    panel.choose(len(panel.rows()) - 1)  # the first run
    command = shlex.split(panel.copy("qgis_process"))
    assert command[:3] == ["qgis_process", "run", "groundshift:detectchangeclassic"]
    assert f"--BEFORE={folder / '1985.tif'}" in command
    assert "--MASK=mask.tif" in command
    space = {}
    exec(compile(panel.copy("Python"), "copied", "exec"), space)
    assert space["results"]["POLYGON_COUNT"] == runs[0]["POLYGON_COUNT"]
    wait(0.5)
    # What the copy ran is a run, too; the Delete key takes it off the list.
    amount = len(panel.rows())
    panel.choose(0)
    key(panel.runs, Qt.Key.Key_Delete)
    assert len(panel.rows()) == amount - 1


def test_the_history_is_saved_with_the_project(panel, folder):
    project = QgsProject.instance()
    rows = panel.rows()
    assert project.write(str(folder / "runs.qgz"))
    iface.newProject(False)
    let_go()
    assert panel.rows() == []
    iface.addProject(str(folder / "runs.qgz"))
    wait_for(lambda: Panel().rows() == rows, "the list of the project")


def test_a_run_gives_nothing_to_the_project_that_is_opened_meanwhile(panel, folder, halting):
    from groundshift.plugin.gui import background

    rows, layers = panel.rows(), set(QgsProject.instance().mapLayers())
    panel.choose(1)
    halting.halt()
    click(panel.button("Again"))
    wait_for(lambda: panel.widget.running, "the run")
    iface.addProject(str(folder / "runs.qgz"))
    wait_for(lambda: Panel().rows() == rows, "the list of the project")
    assert not panel.widget.running
    assert not panel.button("Cancel").isVisible()
    halting.release()
    wait_for(lambda: not background._running, "the end of the cancelled run")
    wait(0.5)
    assert set(QgsProject.instance().mapLayers()) == layers
    assert panel.rows() == rows


def test_it_looks_for_files_only_while_it_is_shown(panel, monkeypatch):
    """They may lie on a drive that does not answer, and layers come and go without it."""
    from groundshift.plugin.gui.history import history_panel

    looked = []
    monkeypatch.setattr(history_panel, "output_files", lambda record: looked.append(record.key) or {})
    panel.choose(0)
    assert looked
    open_tab("Compare")
    looked.clear()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "another", "memory")
    QgsProject.instance().addMapLayer(layer)
    QgsProject.instance().removeMapLayer(layer.id())
    assert looked == []
    open_tab("History")
    assert looked


def test_results_come_back_into_the_project(panel):
    project = QgsProject.instance()
    for layer in list(project.mapLayers().values()):
        if "Landsat" not in layer.name():
            project.removeMapLayer(layer.id())
    panel.choose(0)
    click(panel.button("Load"))
    wait_for(lambda: len(result_names()) == 3, "the results")
    group = project.layerTreeRoot().findGroups()[0]
    shown = {node.name(): node.itemVisibilityChecked() for node in group.children()}
    assert shown == {"Change polygons": True, "Difference": False, "Change mask": False}  # as the run shows them
    (polygons,) = project.mapLayersByName("Change polygons")
    assert polygons.attributeDisplayName(polygons.fields().lookupField("area_m2")) == "Area (m²)"


def test_tools_are_opened_from_the_panel(panel, runs):
    """Filled in with the two dates; the others are at hand, too."""
    session = child(iface.mainWindow(), QDockWidget, "GroundshiftDock").session
    layers = [QgsProject.instance().mapLayersByName(f"Landsat {year}")[0] for year in (1985, 2020)]
    session.set_pair(*layers)
    menu = child(iface.mainWindow(), QToolButton, "GroundshiftTools").menu()
    names = [action.objectName().partition("_")[2] for action in menu.actions()]
    assert {"changetimeseries", "coregister", "samplepoints"} <= set(names)
    next(action for action in menu.actions() if action.objectName() == "GroundshiftTool_coregister").trigger()
    dialog = tool_dialog()
    values = dialog.createProcessingParameters()
    assert [values[name] for name in ("BEFORE", "AFTER")] == [layer.id() for layer in layers]
    dialog.close()


def test_a_run_is_reported(panel):
    panel.choose(0)
    click(panel.button("Report"))
    dialog = tool_dialog()
    values = dialog.createProcessingParameters()
    assert values["SHOWN"] == 1  # nothing is reviewed
    assert values["POLYGONS"]
    dialog.close()


def test_what_is_missing_is_named(panel, folder):
    (layer,) = QgsProject.instance().mapLayersByName("Landsat 1985")
    QgsProject.instance().removeMapLayer(layer.id())
    (folder / "1985.tif").unlink()
    panel.choose(0)
    wait(0.2)
    picture(iface.mainWindow(), "history_gone")
    assert not panel.button("Again").isEnabled()
    assert panel.button("Again").toolTip() == "Missing layers: Landsat 1985"
    assert "missing" in panel.find(QLabel, "Details").text()


def test_an_unfinished_run_is_listed_with_its_share_and_removed_by_a_click(panel, tmp_path, monkeypatch):
    from groundshift.plugin.gui.history import unfinished_box

    part = tmp_path / "run" / "part"
    part.mkdir(parents=True)
    (part.parent / "run.json").write_text('{"title": "Landsat 1985 → Landsat 2020", "kind": "detect_change", "parts": 1}')
    (part / "inputs.json").write_text('{"blocks": 4}')
    (part / "journal.jsonl").write_text('{"block": 0}\n{"block": 1}\n')
    (part / "blocks.bin").write_bytes(bytes(3 << 20))
    monkeypatch.setattr(unfinished_box, "unfinished_folder", lambda: str(tmp_path))
    open_tab("Compare")
    history = open_tab("History")  # lists them anew
    box, listed = child(history, QWidget, "GroundshiftUnfinished"), child(history, QTreeWidget, "GroundshiftUnfinishedRuns")
    assert box.isVisible()
    picture(iface.mainWindow(), "history_unfinished")
    text = listed.topLevelItem(0).text(0)
    assert text.startswith("Landsat 1985 → Landsat 2020\n")
    assert text.endswith("50 % finished · 3 MB")
    assert clashing_letters(panel.widget) == []
    click(child(history, QPushButton, "GroundshiftUnfinishedRemove"))
    assert not box.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_unloading_leaves_nothing(runs, monkeypatch):
    from groundshift.plugin.algorithms.run import run_log

    failures = []
    # It would open a window.
    monkeypatch.setattr(qgis.utils, "showException", lambda kind, value, *more, **options: failures.append(repr(value)))
    unloadPlugin("groundshift")
    let_go()
    assert failures == []
    assert run_log._listeners == []
    assert QgsApplication.processingRegistry().providerById("groundshift") is None
    assert len(QgsProject.instance().readEntry("Groundshift", "/history")[0]) > 100  # the entry stays
