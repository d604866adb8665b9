"""What an analyst does in an order that nobody planned, in a running QGIS Desktop: nothing breaks, nothing decided is lost."""

from __future__ import annotations

import os

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLabel, QPushButton
from qgis.utils import iface

from groundshift.tests.desktop.detect_panel import PATIENCE, Files, Panel, add, groups, layers_of, show
from groundshift.tests.desktop.hands import child, click, key, let_go, open_tab, picture, wait, wait_for

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("unplanned"))


@pytest.fixture
def panel(halting, files):
    """The Detect tab with two dates and the model of a fresh project."""
    iface.mainWindow().resize(1500, 900)
    iface.newProject(False)
    iface.messageBar().clearWidgets()
    let_go()
    opened = Panel()
    layers = [add(path, name) for path, name in zip(files.pair, ("scene 2019-05-01", "scene 2021-07-30"))]
    show(layers[1])
    opened.type_model(files.model)
    opened.widget.form.folder.setFilePath(files.results)
    wait_for(opened.part("Run").isEnabled, "the check", PATIENCE)
    yield opened
    iface.newProject(False)
    let_go()


@pytest.fixture
def review(panel):
    """The Review tab, in the middle of the review of a run."""
    panel.run()
    click(panel.part("GoReview", QPushButton))
    page = open_tab("Review")
    wait_for(lambda: page.layer is not None and page.walk.current is not None, "the review", PATIENCE)
    return page


def part(page, name, kind=QAbstractButton):
    return child(page, kind, f"GroundshiftReview{name}")


def press(code):
    key(iface.mapCanvas(), code)


def decisions(path):
    stored = QgsVectorLayer(path, "stored", "ogr")
    return [one["review_status"] for one in stored.getFeatures() if isinstance(one["review_status"], str)]


def messages():
    return [label.text() for label in iface.messageBar().findChildren(QLabel, "GroundshiftWrappedText")]


def test_a_tool_runs_while_the_panel_runs(panel, halting, files):
    """The panel's own run cannot be started twice; a tool of the toolbox goes its own way."""
    import processing

    panel.start(halting)
    assert not (panel.part("Run").isVisible() and panel.part("Run").isEnabled())
    values = {"BEFORE": files.pair[0], "AFTER": files.pair[1], "MASK": os.path.join(files.results, "other.tif")}
    halting.release()
    assert os.path.exists(processing.run("groundshift:detectchangeclassic", values)["MASK"])
    panel.ended()
    assert panel.notice == ""
    assert len(groups()) == 1
    assert panel.part("Run").isEnabled()


def test_the_layer_is_removed_in_the_middle_of_its_review(review):
    press(Qt.Key.Key_A)
    path = review.layer.source()
    QgsProject.instance().removeMapLayer(review.layer.id())
    wait(0.3)
    for code in (Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_V):
        press(code)
    assert review.layer is None
    assert decisions(path) == ["accepted"]
    assert "Nothing to review yet" in part(review, "Advice", QLabel).text()


def test_the_crs_of_the_project_is_switched_in_the_middle_of_a_review(review):
    canvas = iface.mapCanvas()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    wait(0.3)
    press(Qt.Key.Key_N)
    entry = review.walk.current
    box = review.layer.getFeature(entry.fid).geometry().boundingBox()
    assert canvas.extent().contains(canvas.mapSettings().layerExtentToOutputExtent(review.layer, box))
    press(Qt.Key.Key_B)
    wait_for(lambda: part(review, "Flip").text().startswith("Before ("), "the other date")
    press(Qt.Key.Key_Escape)


def test_layers_are_renamed_in_the_middle_of_a_review(review):
    for number, layer in enumerate(QgsProject.instance().mapLayers().values()):
        layer.setName(f"renamed {number}")
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_B)
    wait_for(lambda: part(review, "Flip").text().startswith("Before ("), "the other date")
    press(Qt.Key.Key_Escape)
    assert part(review, "Layer", QComboBox).currentText() == review.layer.name()
    assert decisions(review.layer.source()) == ["accepted"]


def test_the_layer_is_edited_and_rolled_back_in_the_middle_of_its_review(review):
    """With QGIS's own tools: the keys of the review rest meanwhile, and what was decided stays."""
    press(Qt.Key.Key_A)
    layer, key_before = review.layer, review.walk.current.key
    layer.startEditing()
    wait(0.2)
    press(Qt.Key.Key_R)
    layer.deleteFeature(next(layer.getFeatures()).id())
    layer.undoStack().undo()
    layer.rollBack()
    wait(0.2)
    assert review.walk.current.key == key_before
    assert decisions(layer.source()) == ["accepted"]
    press(Qt.Key.Key_R)
    assert sorted(decisions(layer.source())) == ["accepted", "rejected"]


def test_the_project_is_saved_under_two_names_in_the_middle_of_a_review(review, tmp_path):
    project = QgsProject.instance()
    press(Qt.Key.Key_A)
    assert project.write(str(tmp_path / "one.qgz"))
    press(Qt.Key.Key_R)
    assert project.write(str(tmp_path / "another.qgz"))
    source = review.layer.source()
    assert review.walk.current is not None
    for name in ("one", "another"):
        iface.addProject(str(tmp_path / f"{name}.qgz"))
        wait(0.8)
        page = open_tab("Review")
        assert part(page, "Layer", QComboBox).currentText() == "Change polygons"
        assert "2 of 3 are decided" in part(page, "Advice", QLabel).text()
    assert sorted(decisions(source)) == ["accepted", "rejected"]


@pytest.mark.slow
def test_a_script_reads_the_project_again_and_again_in_the_middle_of_a_review(review, tmp_path):
    """Without asking QGIS: its layers go while their pictures are being rendered, entries are being read, or one is edited."""
    project, path = QgsProject.instance(), str(tmp_path / "town.qgz")
    source = review.layer.source()
    press(Qt.Key.Key_A)
    assert project.write(path)
    for number in range(20):
        if review.layer is None:
            # The tab proposes the unfinished review of the project when it has been read.
            wait_for(lambda: part(review, "Start").isVisible(), "the proposal")
            part(review, "Start").click()
        state = number % 4
        if state:
            wait_for(lambda: review.walk.current is not None, "the entries")
            press(Qt.Key.Key_B)
        if state == 2:
            wait_for(lambda: not review._map._view.rendering, "the pictures")
        if state == 3:
            press(Qt.Key.Key_Escape)
            press(Qt.Key.Key_E)
        assert project.read(path)
        assert review.layer is None
    wait_for(lambda: part(review, "Start").isVisible(), "the proposal")
    assert "1 of 3 are decided" in part(review, "Advice", QLabel).text()
    assert decisions(source) == ["accepted"]


@pytest.mark.parametrize("folder", ["/proc/results", "/dev/null/results"])
def test_a_folder_that_cannot_be_made_is_named(panel, folder):
    panel.widget.form.folder.setFilePath(folder)
    wait(0.3)
    panel.run()
    picture(iface.mainWindow(), "unplanned_folder")
    assert groups() == []
    assert folder in panel.notice
    let_go()
    assert len(messages()) == 1


def test_the_result_is_deleted_while_its_threshold_is_moved(panel):
    panel.run()
    polygons = layers_of(groups()[0])["Change polygons"].id()
    panel.slide("Threshold", Qt.Key.Key_Right, 5)
    QgsProject.instance().layerTreeRoot().removeChildNode(groups()[0])
    wait(0.6)
    panel.slide("Threshold", Qt.Key.Key_Right, 5)
    wait(0.6)
    assert polygons not in QgsProject.instance().mapLayers()
    assert not panel.part("Apply").isEnabled()
    panel.run()
    assert len(groups()) == 1, panel.notice
