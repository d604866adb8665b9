"""The task "Radar series" in a running QGIS Desktop: from a folder of images to reviewed polygons, by mouse and keyboard."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QTextEdit,
    QToolButton,
    QTreeWidget,
)
from qgis.utils import iface

from groundshift.tests.desktop.hands import (
    TaskParts,
    check,
    child,
    clashing_letters,
    click,
    color,
    cut_texts,
    key,
    modal,
    open_tab,
    picture,
    silent_ones,
    wait,
    wait_for,
)
from groundshift.tests.helpers.radar_scene import DATES, PIXEL, clearing, write_series

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=600)]

PATIENCE = 120
SIDE = 80


class Task(TaskParts):
    def drawn(self):
        """Wait until the image of the date is on the map."""
        wait(0.15)
        wait_for(lambda: not self.widget.view.rendering, "the image", PATIENCE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("images")
    write_series(made, SIDE)
    return made


@pytest.fixture
def task():
    return Task("Radar")


def test_a_folder_becomes_a_table(task, folder):
    """The button, the folder, and the list of dates is there."""

    def answer(window):
        line = window.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(folder))
        key(line, Qt.Key.Key_Return)

    modal(lambda: task.press("RadarFolder"), answer)
    task.ended()
    assert "acquisitions.csv: 9. " in task.part("Notice").text()
    task.press("NoticeClose")
    dates = task.part("RadarDates", QTreeWidget)
    assert [dates.topLevelItem(row).text(0)[:10] for row in (0, 8)] == ["2024-01-03", "2024-04-08"]
    assert [dates.topLevelItem(0).text(column) for column in (1, 3)] == ["S1A", "VV VH"]
    assert task.part("RadarDate", QComboBox).currentText() == "2024-04-08 16:12 (latest)"
    wait_for(lambda: "8 earlier images" in task.light, "the check")
    assert "earlier images (8" in task.part("RadarReason", QLabel).text()
    assert not any(layer for layer in QgsProject.instance().mapLayers())


def test_how_the_images_are_read_is_shown_before_a_run(task):
    """Images that are read alike are one line: nine dates of VV, and nine of VH."""
    block = task.part("Reading")
    wait_for(lambda: "nothing is assumed" in block.text(), block.text(), PATIENCE)
    assert block.level == "good"
    task.press("ReadingMore")
    lines = [label.text() for label in block.findChildren(QLabel) if label.isVisible()]
    for name in ("VV", "VH"):
        assert any(line.startswith(f"9 images: {name} = 1 (by table) in power; type float32") for line in lines), lines
    assert any(line.startswith("Grid: pixels of 30 m on the ground") for line in lines)
    task.press("ReadingMore")


def test_the_slider_shows_each_date_on_the_map(task):
    """List, slider and map are one; the project has no layer for it."""
    canvas, slider = iface.mapCanvas(), task.part("RadarSlider", QSlider)
    check(task.part("RadarOnMap", QAbstractButton))
    task.drawn()
    picture(iface.mainWindow(), "radar_dates")
    last = color(canvas, 0.5, 0.5)
    assert max(last) > 0
    slider.setFocus()
    key(slider, Qt.Key.Key_Home)
    task.drawn()
    assert task.part("RadarSeen", QLabel).text() == "2024-01-03 16:12"
    assert task.part("RadarDates", QTreeWidget).currentItem().text(0) == "2024-01-03 16:12"
    first = color(canvas, 0.5, 0.5)
    assert first != last
    began, longest = time.monotonic(), 0.0
    for _ in range(DATES - 1):
        step = time.monotonic()
        slider.setValue(slider.value() + 1)
        longest = max(longest, time.monotonic() - step)
    task.drawn()
    print(f"slider over {DATES} dates: {time.monotonic() - began:.2f} s, longest step {1000 * longest:.1f} ms")
    assert color(canvas, 0.5, 0.5) == last, "the same date is drawn alike again"
    dates = task.part("RadarDates", QTreeWidget)
    click(dates.viewport(), dates.visualItemRect(dates.topLevelItem(DATES - 3)).center())
    task.drawn()
    assert slider.value() == DATES - 3
    extent = QgsRectangle(canvas.extent())
    canvas.zoomByFactor(0.5)
    task.drawn()
    assert canvas.extent() != extent
    check(task.part("RadarOnMap", QAbstractButton))
    wait_for(lambda: color(canvas, 0.5, 0.5) == [255, 255, 255], "the empty map")
    assert not QgsProject.instance().mapLayers()


def test_letters_and_reasons(task):
    assert clashing_letters(task.tab) == []
    assert silent_ones(task.tab) == []
    assert cut_texts(task.tab) == []


def test_a_network_is_asked_for_where_the_method_needs_one(task):
    method = task.part("RadarMethod", QComboBox)
    assert not task.part("Model").isVisible()
    assert not task.part("Device").isVisible()
    method.setFocus()
    key(method, Qt.Key.Key_End)
    wait_for(lambda: not task.part("Run").isEnabled(), "the check")
    assert task.part("Model").isVisible()
    assert task.part("Device").isVisible()
    key(method, Qt.Key.Key_Home)
    wait_for(task.part("Run").isEnabled, "the check")


def test_the_change_of_a_date_is_detected(task):
    """With the settings as they are: the latest date, the automatic method."""
    task.part("RadarMinArea").setValue(20_000)
    wait_for(task.part("Run").isEnabled, task.light, PATIENCE)
    began = time.monotonic()
    task.press("Run")
    task.ended()
    print(f"radar difference: {time.monotonic() - began:.1f} s")
    wait_for(lambda: len(QgsProject.instance().mapLayers()) == 5, "the images of both dates")
    group = QgsProject.instance().layerTreeRoot().findGroups()[0]
    assert group.name().partition(" · ")[0] == "Radar change 2024-04-08 16:12"
    shown = [(node.name(), node.itemVisibilityChecked()) for node in group.children()]
    assert shown == [
        ("Change polygons", True),
        ("Score", False),
        ("Change mask", False),
        ("2024-04-08 16:12 VV", True),
        ("2024-03-27 16:12 VV", False),
    ]
    found = task.part("RadarFound", QLabel).text()
    assert "1 change found" in found
    assert "Method: Regression within the image; earlier images: 8." in found, "the method and its reason"
    (polygon,) = group.children()[0].layer().getFeatures()
    assert polygon["class"] == "fall"
    rows, columns = clearing(SIDE)
    pixels = (rows.stop - rows.start) * (columns.stop - columns.start)
    assert abs(polygon["area_m2"] / (pixels * PIXEL**2) - 1) < 0.3
    picture(iface.mainWindow(), "radar_result")


def test_the_polygons_are_reviewed_against_the_date_before(task):
    task.press("RadarReview")
    page = open_tab("Review")
    click(child(page, QAbstractButton, "GroundshiftReviewStart"))  # the polygons are temporary: it does not begin unasked
    wait_for(lambda: child(page, QLabel, "GroundshiftReviewPlace").text() == "1 of 1", "the polygon")
    flip = child(page, QToolButton, "GroundshiftReviewFlip")
    assert flip.isEnabled(), "the two dates are there to flip between"
    key(iface.mapCanvas(), Qt.Key.Key_A)
    layer = QgsProject.instance().layerTreeRoot().findGroups()[0].children()[0].layer()
    wait_for(lambda: layer.fields().lookupField("review_status") >= 0, "the field of the decision")
    wait_for(lambda: [one["review_status"] for one in layer.getFeatures()] == ["accepted"], "the decision")
    picture(iface.mainWindow(), "radar_review")
    click(child(page, QAbstractButton, "GroundshiftReviewFinish"))


def test_history_fills_the_form(task):
    history = open_tab("History")
    runs = child(history, QTreeWidget, "GroundshiftHistoryRuns")
    runs.setCurrentItem(runs.topLevelItem(0))
    date = task.part("RadarDate", QComboBox)
    date.setCurrentIndex(3)
    click(child(history, QAbstractButton, "GroundshiftHistoryOthers"))
    wait_for(lambda: task.widget.isVisible(), "the task")
    assert date.currentText() == "2024-04-08 16:12 (latest)"
    assert task.part("RadarMinArea").value() == 20_000


def test_change_is_sought_from_a_date_on(task):
    """The date three before the latest, and all later ones: one change, dated by the latest."""
    onwards = task.part("RadarOnwards", QAbstractButton)
    assert not onwards.isEnabled(), "there is nothing after the latest date"
    date = task.part("RadarDate", QComboBox)
    date.setCurrentIndex(3)
    check(onwards)
    assert task.widget.form.parameters()["DATE"] == "2024-03-03T16:12:01Z/.."
    task.widget.form.show_parameters(task.widget.form.parameters())
    assert onwards.isChecked()
    assert date.currentIndex() == 3
    wait_for(task.part("Run").isEnabled, task.light, PATIENCE)
    task.press("Run")
    task.ended()
    wait_for(lambda: len(QgsProject.instance().layerTreeRoot().findGroups()) == 2, "the second group", 20)
    group = QgsProject.instance().layerTreeRoot().findGroups()[0]
    assert group.name().partition(" · ")[0] == "Radar change from 2024-03-03 16:12 on"
    dates = {polygon["date"] for polygon in group.children()[0].layer().getFeatures()}
    assert "2024-04-08T16:12:01Z" in dates
    check(onwards)
    date.setCurrentIndex(0)
    assert not onwards.isEnabled()


def test_a_table_that_is_none_is_refused_in_words(task, folder):
    path = folder / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    line = task.part("RadarTable").lineEdit()
    line.setText(str(path))
    key(line, Qt.Key.Key_Return)
    wait_for(lambda: "other.csv" in task.light, "the check")
    assert not task.part("Run").isEnabled()


def test_the_dialog_of_the_toolbox(folder):
    """The table that the panel wrote, and the automatic settings: layers in a group, and the method in the log."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    project = QgsProject.instance()
    project.clear()
    tool = QgsApplication.processingRegistry().createAlgorithmById("groundshift:sardifference")
    dialog = AlgorithmDialog(tool, False, iface.mainWindow())
    dialog.show()
    panel = dialog.mainWidget()
    for name, value in (("TABLE", str(folder / "acquisitions.csv")), ("MIN_AREA", 20_000), ("MASK", "TEMPORARY_OUTPUT")):
        panel.wrappers[name].setWidgetValue(value, panel.processing_context)
    dialog.runButton().click()
    wait_for(lambda: len(project.mapLayers()) >= 2, "the results", PATIENCE)
    picture(dialog, "radar_toolbox")
    log = "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))
    dialog.close()
    assert "Method: regression" in log
    (polygons,) = project.mapLayersByName("Change polygons")
    assert [polygon["class"] for polygon in polygons.getFeatures()] == ["fall"]
