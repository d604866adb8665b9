"""The dialogs of the tools that need no network in a running QGIS Desktop: filled in and run, one after the other."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QLocale, QPoint, Qt
from qgis.PyQt.QtGui import QDesktopServices, QTextBlock, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QTreeView,
)
from qgis.utils import iface

from groundshift.tests.desktop.hands import child, choose, click, key, let_go, open_tab, picture, wait, wait_for
from groundshift.tests.helpers.gdal_files import write_raster

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis]


@pytest.fixture(scope="module")
def dates(tmp_path_factory):
    """Ids of three layers in the project: a field of 400 x 400 at 0.5 m, with three roofs more on each date."""
    folder = tmp_path_factory.mktemp("dates")
    random = np.random.default_rng(1)
    ground = random.normal(size=(40, 40)).repeat(10, 0).repeat(10, 1) * 12 + 105
    image = np.stack([ground * share for share in (1.0, 1.08, 0.8)]) + random.normal(scale=4, size=(3, 400, 400))
    roofs = ((60, 60), (60, 220), (200, 120), (260, 280), (140, 320), (320, 80))
    layers = []
    for name, count in (("first", 0), ("second", 3), ("third", 6)):
        for row, col in roofs[count - 3 : count] if count else ():
            image[:, row : row + 36, col : col + 48] = np.array([205, 120, 100])[:, None, None]
        noisy = (image + random.normal(scale=2, size=image.shape)).clip(0, 255).astype(np.uint8)
        layers.append(QgsRasterLayer(write_raster(folder / f"{name}.tif", noisy), name))
    QgsProject.instance().addMapLayers(layers)
    iface.mainWindow().resize(1400, 900)
    iface.mapCanvas().setDestinationCrs(layers[0].crs())
    iface.mapCanvas().setExtent(layers[0].extent())
    return [layer.id() for layer in layers]


@pytest.fixture(scope="module")
def mask(dates):
    """The id of the mask of what changed between the first two dates."""
    values = {"BEFORE": dates[0], "AFTER": dates[1], "METHOD": 0, "MIN_AREA": 20}
    assert run("detectchangeclassic", values)["POLYGON_COUNT"] == 3
    show_map("classic_map")
    return QgsProject.instance().mapLayersByName("Change mask")[0].id()


def open_dialog(name: str, values: dict[str, Any]):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"groundshift:{name}")
    dialog = AlgorithmDialog(algorithm, False, iface.mainWindow())
    dialog.show()
    dialog.resize(900, 760)
    panel = dialog.mainWidget()
    for parameter, value in values.items():
        panel.wrappers[parameter].setWidgetValue(value, panel.processing_context)
    return dialog


def run(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in the dialog of a tool, run it, and return its results."""
    dialog = open_dialog(name, values)
    picture(dialog, name)
    found: dict[str, Any] = {}
    dialog.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
    dialog.runButton().click()
    wait_for(lambda: "good" in found, name, 150)
    wait(0.5)
    picture(dialog, f"{name}-log")
    dialog.close()
    assert found.pop("good")
    return found


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def show_map(name: str) -> None:
    """Keep a picture of the map; not one of the guide's, which show real places and have hyphens in their names."""
    if os.environ.get("GROUNDSHIFT_SCREENSHOTS"):
        iface.mapCanvas().refreshAllLayers()
        wait(1.5)
        picture(iface.mainWindow(), name)


def in_group(title: str) -> list[str]:
    """Wait for a group of the tree, and return the plain names of what stands in it."""
    root = QgsProject.instance().layerTreeRoot()

    def named():
        return [group for group in root.findGroups() if group.name().partition(" · ")[0] == title]

    wait_for(named, f"{title} among {[group.name() for group in root.findGroups()]}")
    return [node.name().partition(" · ")[0] for node in named()[0].children()]


def test_names_fit_into_a_narrow_toolbox():
    dock = child(iface.mainWindow(), QDockWidget, "ProcessingToolbox")
    dock.show()
    wait(0.3)
    view = dock.findChild(QTreeView)
    model, seen, cut = view.model(), [], []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            view.expand(index)
            seen.append(str(model.data(index)))
            area, wanted = view.visualRect(index), view.sizeHintForIndex(index).width()
            if area.left() + wanted > view.viewport().width():
                cut.append(str(model.data(index)))
            walk(index)

    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if str(model.data(index)) == "Groundshift":
            view.expand(index)
            view.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
            walk(index)
    picture(dock, "toolbox")
    dock.hide()
    assert "Detect change" in seen
    assert cut == []


def test_detect_change_classical(mask):
    assert in_group("Change first - second") == ["Change polygons", "Difference", "Change mask"]


def test_change_time_series(dates):
    values = {"RASTERS": dates, "DATES": "2019, 2021-06, 2023-05-20", "METHOD": 0, "MIN_AREA": 20}
    assert run("changetimeseries", values)["POLYGON_COUNT"] == 6
    show_map("series_map")
    assert in_group("Change 2019-01-01 - 2023-05-20") == ["Change polygons", "First change", "Number of changes"]


def test_align_images(dates):
    found = run("coregister", {"BEFORE": dates[0], "AFTER": dates[1], "ALIGNED": None})
    assert abs(found["SHIFT_X"]) < 0.1
    assert in_group("Alignment first - second") == ["Tie points"]


def test_polygons_of_a_mask_and_its_accuracy(mask):
    found = run("vectorizechange", {"INPUT": mask, "MIN_AREA": 20, "REGULARIZE": True})
    assert found["POLYGON_COUNT"] == 3
    assert in_group("Polygons of Change mask") == ["Change polygons"]
    assert run("assessaccuracy", {"PREDICTED": mask, "REFERENCE": found["POLYGONS"]})["F1"] > 0.97


def test_the_class_field_is_chosen_from_the_fields_of_the_reference(mask):
    """A raster, polygons and nothing in turn: QGIS 3.22's own list of fields ends QGIS where there is no vector layer."""
    (polygons,) = QgsProject.instance().mapLayersByName("Change polygons")[:1]
    dialog = open_dialog("assessaccuracy", {"PREDICTED": mask, "REFERENCE": mask})
    panel = dialog.mainWidget()
    reference, field = panel.wrappers["REFERENCE"], panel.wrappers["CLASS_FIELD"]
    box = field.widget

    def offered():
        return [box.itemText(index) for index in range(box.count())]

    assert offered() == [""]
    reference.setWidgetValue(polygons.id(), panel.processing_context)
    assert offered() == ["", *[one.name() for one in polygons.fields()]]
    choose(box.lineEdit(), "class")
    picture(dialog, "class_field")
    assert field.parameterValue() == "class"
    reference.setWidgetValue(mask, panel.processing_context)
    assert field.parameterValue() is None
    reference.setWidgetValue(polygons.id(), panel.processing_context)
    field.setWidgetValue("class", panel.processing_context)
    assert dialog.createProcessingParameters()["CLASS_FIELD"] == "class"
    dialog.close()


@pytest.mark.parametrize(
    ("tool", "parent", "field"),
    [
        ("trainmodel", "LABELS", "CLASS_FIELD"),
        ("exportchips", "LABELS", "CLASS_FIELD"),
        ("evaluatemodel", "LABELS", "CLASS_FIELD"),
        ("changereport", "POLYGONS", "CLASS_FIELD"),
    ],
)
def test_fields_of_polygons_are_offered_by(mask, tool, parent, field):
    (polygons,) = QgsProject.instance().mapLayersByName("Change polygons")[:1]
    several = tool == "trainmodel"
    dialog = open_dialog(tool, {parent: [polygons.id()] if several else polygons.id()})
    box = dialog.mainWidget().wrappers[field].widget
    assert box.findText("class") > 0
    dialog.mainWidget().wrappers[parent].setWidgetValue([] if several else None, dialog.mainWidget().processing_context)
    dialog.close()


def messages():
    """The texts of the messages in QGIS's window, those of QGIS as well."""
    items = iface.messageBar().findChildren(QgsMessageBarItem)
    ours = [item.findChild(QLabel, "GroundshiftWrappedText") for item in items]
    return [label.text() if label is not None else f"{item.title()}: {item.text()}" for item, label in zip(items, ours)]


def test_the_end_of_a_run_is_one_message_with_counts(dates):
    """A run from the toolbox, and the same run again from the history: one message each, the earlier one goes."""
    iface.messageBar().clearWidgets()
    let_go()
    found = run("detectchangeclassic", {"BEFORE": dates[0], "AFTER": dates[1], "METHOD": 0, "MIN_AREA": 20})
    # Where the desktop shows no notification QGIS itself writes this for a task of more than five seconds.
    iface.messageBar().pushMessage("Task complete", "Executing “Detect change, classical”")
    let_go()
    picture(iface.mainWindow(), "run_message")
    area = f"{QLocale().toString(found['CHANGED_AREA'], 'f', 0)} m²"
    assert messages() == [f"Detect change, classical: first → second: {area} in 3 polygons"]
    bar = iface.messageBar()
    assert bar.height() < 3.5 * bar.fontMetrics().height()  # as high as its one line and its frame
    history = open_tab("History")
    click(child(history, QPushButton, "GroundshiftHistoryAgain"))
    again = re.compile(r"Change polygons · \d\d:\d\d")  # unlike that of the first run
    wait_for(lambda: any(again.fullmatch(one.name()) for one in QgsProject.instance().mapLayers().values()), "the run", 60)
    wait_for(messages, "the message", 20)
    let_go()
    assert messages() == [f"Detect change, classical: first → second: {area} in 3 polygons"]
    run("assessaccuracy", {"PREDICTED": found["MASK"], "REFERENCE": found["MASK"]})
    let_go()
    (text,) = messages()
    assert text.startswith("Assess accuracy: ")
    assert "Precision 1, Recall 1, F1 1" in text


def test_a_report_is_opened_by_a_click(mask, monkeypatch):
    """The message at the end of a run has a button for it, whichever window the tool was run in."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    found = run("assessaccuracy", {"PREDICTED": mask, "REFERENCE": mask})
    picture(iface.mainWindow(), "report_message")
    click(iface.messageBar().currentItem().findChild(QPushButton, "GroundshiftOpenReport"))
    assert opened == [found["REPORT"]]


def test_help_opens_the_guide_with_contents_and_search():
    dialog = open_dialog("assessaccuracy", {})
    click(next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == "Help"))

    def guides():
        return [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "HelpWindow" and one.isVisible()]

    wait_for(guides, "the guide")
    dialog.close()
    (guide,) = guides()
    browser, contents = guide.findChild(QTextBrowser), child(guide, QListWidget, "GroundshiftGuideContents")
    assert browser.toPlainText().startswith("Accuracy")
    titles = [contents.item(row).text() for row in range(contents.count())]
    assert len(titles) > 20
    assert contents.currentItem().text().startswith("Accuracy")
    search = child(guide, QLineEdit, "GroundshiftGuideSearch")
    search.setFocus()
    QTest.keyClicks(search, "two analysts")
    wait_for(lambda: contents.item(0).text().startswith("Review"), "the pages that are found")
    key(search, Qt.Key.Key_Return)
    assert browser.textCursor().selectedText().lower() == "two analysts"
    picture(guide, "guide_search")
    guide.close()


def test_the_guide_opens_at_a_heading_with_pictures_that_fit():
    """At any width of the window."""
    from groundshift.plugin.gui.help import open_help

    open_help("dock", "what-is-compared")
    (guide,) = (one for one in QApplication.topLevelWidgets() if type(one).__name__ == "HelpWindow" and one.isVisible())
    browser = guide.findChild(QTextBrowser)
    bar = browser.horizontalScrollBar()

    def first_line():
        return browser.cursorForPosition(QPoint(20, 14)).block().text()

    wait_for(lambda: bar.maximum() == 0 and first_line() == "What is compared", "the heading, and pictures that fit", 20)
    for width in (700, 1100):
        guide.resize(width, 600)
        wait(0.4)
        wait_for(lambda: bar.maximum() == 0 and first_line() == "What is compared", f"the same at {width} pixels", 20)
    guide.close()


def test_back_in_the_guide_marks_the_page_and_colours_its_links():
    from groundshift.plugin.gui.help import close_help, open_help
    from groundshift.plugin.gui.links import link_color

    close_help()  # what another test searched for filters its contents
    let_go()
    open_help("review")
    open_help("accuracy")
    (guide,) = (one for one in QApplication.topLevelWidgets() if type(one).__name__ == "HelpWindow" and one.isVisible())
    browser, contents = guide.findChild(QTextBrowser), child(guide, QListWidget, "GroundshiftGuideContents")
    back = next(one for one in guide.findChildren(QToolButton) if one.toolTip() == "Back")
    assert contents.currentItem().text().startswith("Accuracy")
    click(back)
    assert browser.toPlainText().startswith("Review")
    assert contents.currentItem().text().startswith("Review")
    formats = [part.format for block in blocks(browser.document()) for part in block.textFormats()]
    colors = {one.foreground().color().name() for one in formats if one.isAnchor()}
    assert colors == {link_color()}
    guide.close()


def test_the_guide_outlives_other_windows():
    """QGIS's model designer is a main window, too."""
    from groundshift.plugin.gui import help as guide_module

    guide_module.close_help()
    let_go()
    others = [QMainWindow() for _ in range(5)]
    for other in others:
        other.show()
    guide_module.open_help("index")
    (guide,) = (one for one in QApplication.topLevelWidgets() if type(one).__name__ == "HelpWindow" and one.isVisible())
    assert guide.parentWidget() is iface.mainWindow()
    for other in others:
        other.deleteLater()
    let_go()
    guide_module.open_help("review")
    assert guide.isVisible()
    guide.close()


def test_sample_of_a_mask(mask):
    sample = run("samplepoints", {"MAP": mask, "SIZE": 40})["SAMPLE"]
    show_map("sample_map")
    assert in_group("Sample of Change mask") == ["Sample"]
    source = gdal.OpenEx(sample)
    assert source.GetLayer().GetFeatureCount() == 40


def test_the_report_of_the_areas_is_opened_by_a_click(mask, monkeypatch):
    """Of a sample whose points are all interpreted as the map has them."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    (sample,) = (layer for layer in QgsProject.instance().mapLayers().values() if layer.name().partition(" · ")[0] == "Sample")
    names = [field.name() for field in sample.fields()]
    given = {one.id(): {names.index("reference"): one["stratum"]} for one in sample.getFeatures()}
    assert sample.dataProvider().changeAttributeValues(given)
    found = run("estimatearea", {"MAP": mask, "SAMPLE": sample.id(), "REFERENCE_FIELD": "reference"})
    click(iface.messageBar().currentItem().findChild(QPushButton, "GroundshiftOpenReport"))
    assert opened == [found["REPORT"]]
    assert Path(opened[0]).read_text().lower().startswith("<!doctype html>")
