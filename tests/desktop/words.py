"""Tests of the words and colours of all windows, for test files that run them in a language and a theme.

Nothing is cut or scrolls sideways, letters with Alt are unique, what is disabled is explained, every text has contrast.
"""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QAction, QApplication, QComboBox, QLabel, QToolButton
from qgis.utils import iface

from groundshift.tests.desktop.hands import (
    beyond_screen,
    child,
    clashing_letters,
    click,
    cut_texts,
    faint_texts,
    fill_screen,
    key,
    modal,
    object_kind,
    open_tab,
    picture,
    silent_ones,
    split_pairs,
    wait,
    wait_for,
    wide_pages,
)
from groundshift.tests.desktop.small_pair import AFTER, BEFORE, write_image, write_result
from groundshift.tests.helpers.onnx_bytes import difference_network

LARGE_LETTERS = {"QT_FONT_DPI": "144"}  # 150 %
LARGE = {"QT_SCALE_FACTOR": "1.5", "QT_FONT_DPI": "96"}  # all of it, on a screen of 1,066 x 667 pixels then
LONG_FOLDER = "/data/projects/change_detection/" + "a_folder_of_a_long_name" * 6
_TABS = {"en": ("Detect", "Compare", "Review", "History"), "de": ("Finden", "Vergleichen", "Prüfen", "Verlauf")}


def open_page(number):
    """Open a tab of the dock by its place."""
    return open_tab(_TABS[QgsApplication.locale()[:2]][number])


@pytest.fixture(scope="module")
def dock():
    fill_screen(iface.mainWindow())
    return child(iface.mainWindow(), object_kind(), "GroundshiftDock")


@pytest.fixture(scope="module")
def layers(dock, tmp_path_factory):
    """Two dates and polygons between them, in the project and on the Detect tab."""
    folder = tmp_path_factory.mktemp("words")
    write_image(folder / "before.tif", BEFORE)
    write_image(folder / "after.tif", AFTER)
    write_result(folder / "result.gpkg")
    made = [QgsRasterLayer(str(folder / f"{name}.tif"), f"scene {year}") for name, year in (("before", 2020), ("after", 2021))]
    made.append(QgsVectorLayer(str(folder / "result.gpkg"), "polygons", "ogr"))
    detect = open_page(0)
    QgsProject.instance().addMapLayers(made)
    iface.mapCanvas().setDestinationCrs(made[0].crs())
    iface.mapCanvas().setExtent(made[0].extent())
    wait(0.5)
    for name, layer in zip(("Before", "After"), made):
        child(detect, QComboBox, f"Groundshift{name}").setLayer(layer)
    return made


def check_words(name, widget, shown=None):
    """Assert that texts have room and contrast, letters are unique, what is disabled is explained, all is on the screen."""
    wait(0.3)
    picture(shown or widget, f"words_{QgsApplication.locale()[:2]}_{name}")
    assert cut_texts(widget) == []
    assert clashing_letters(widget) == []
    assert silent_ones(widget) == []
    assert wide_pages(widget) == []
    assert faint_texts(widget) == []
    if widget.isWindow():  # not a page in one of QGIS's own
        assert beyond_screen(widget) == []


def check_dock(name, dock):
    """Assert the same of the dock, and that it leaves room for the map. The window itself is as wide as QGIS's status bar."""
    check_words(name, dock, iface.mainWindow())
    free, least = dock.screen().availableSize(), dock.minimumSizeHint()
    assert least.width() <= 0.5 * free.width()
    assert least.height() <= 0.85 * free.height()


def test_an_empty_project(dock):
    open_page(0)
    check_dock("empty", dock)


def test_detect(dock, layers):
    detect = open_page(0)
    wait(1.0)
    wait_for(lambda: child(detect, QAbstractButton, "GroundshiftRun").isEnabled(), "the light", 120)
    check_dock("detect", dock)


@pytest.mark.parametrize("task", ["Transitions", "Radar"])
def test_tasks(dock, layers, task):
    detect = open_page(0)
    click(child(detect, QToolButton, f"GroundshiftTask{task}"))
    wait(1.0)
    check_dock(f"task_{task.lower()}", dock)
    click(child(detect, QToolButton, "GroundshiftTaskBuildings"))


def test_compare(dock, layers):
    panel = open_page(1)
    boxes = [child(panel, QComboBox, f"GroundshiftCompare{name}").currentText() for name in ("Before", "After")]
    assert boxes == ["scene 2020", "scene 2021"]  # a pair that comes at once is that of all tabs
    check_dock("compare", dock)
    for mode in ("swipe", "blink", "side_by_side"):
        click(child(panel, QAbstractButton, f"GroundshiftCompare_{mode}"))
        wait(0.3)
        check_dock(f"compare_{mode}", dock)
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))


def test_tabs_go_by_keys(dock, layers):
    """From tab to tab with Ctrl+Page down, whether the map has the keyboard or a field of the dock."""
    open_page(1)
    tabs, canvas = child(dock, object_kind(), "GroundshiftTabs"), iface.mapCanvas()
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager here
    seen = [tabs.currentIndex()]
    down, up = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
    for widget, code in ((canvas, down), (tabs, down), (tabs, down), (canvas, up)):
        widget.setFocus()
        key(widget, code, Qt.KeyboardModifier.ControlModifier)
        seen.append(tabs.currentIndex())
    assert seen == [1, 2, 3, 0, 3]


def test_review(dock, layers):
    panel = open_page(2)
    child(panel, QComboBox, "GroundshiftReviewLayer").setLayer(layers[2])
    wait(0.2)
    check_dock("review_start", dock)
    click(child(panel, QAbstractButton, "GroundshiftReviewStart"))
    wait_for(lambda: child(panel, QAbstractButton, "GroundshiftReviewFinish").isVisible(), "the review")
    wait(0.5)
    check_dock("review", dock)
    key(iface.mapCanvas(), Qt.Key.Key_M)
    wait(0.3)
    check_dock("review_edit", dock)
    click(child(panel, QAbstractButton, "GroundshiftReviewEditDiscard"))
    click(child(panel, QAbstractButton, "GroundshiftReviewFinish"))


def test_history(dock, layers):
    import processing

    panel = open_page(3)
    check_dock("history_empty", dock)
    values = {"BEFORE": layers[0].id(), "AFTER": layers[1].id(), "MASK": "TEMPORARY_OUTPUT", "POLYGONS": "TEMPORARY_OUTPUT"}
    processing.run("groundshift:detectchangeclassic", values)
    wait_for(lambda: child(panel, QLabel, "GroundshiftHistoryDetails").text(), "the run")
    check_dock("history", dock)
    wait_for(lambda: iface.messageBar().currentItem() is not None, "the message")
    check_words("message", iface.messageBar())


def test_models_and_the_form_of_an_import(dock, tmp_path):
    network = tmp_path / "network.onnx"
    network.write_bytes(difference_network())

    def fill_in(form):
        child(form, QgsFileWidget, "GroundshiftImportFile").setFilePath(str(network))
        wait(0.3)
        check_words("import", form)
        form.reject()

    def use(dialog):
        check_words("models", dialog)
        modal(lambda: click(child(dialog, QAbstractButton, "GroundshiftImportModel")), fill_in)
        dialog.reject()

    modal(child(iface.mainWindow(), QAction, "GroundshiftModelsAction").trigger, use)


def test_options(dock, monkeypatch):
    """Also where an environment variable names a long path."""
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", f"{LONG_FOLDER}/bin/python")

    def use(dialog):
        page = child(dialog, object_kind(), "GroundshiftOptions")
        check_words("options", page)
        assert split_pairs(page) == []
        fill_screen(dialog)
        wait(0.3)
        picture(dialog, f"words_{QgsApplication.locale()[:2]}_options_dialog")
        dialog.reject()

    modal(child(iface.mainWindow(), QAction, "GroundshiftSettingsAction").trigger, use)


def test_training(dock, layers):
    child(iface.mainWindow(), QAction, "GroundshiftTrainingAction").trigger()
    (window,) = (one for one in QApplication.topLevelWidgets() if one.objectName() == "GroundshiftTrainingDialog")
    wait_for(window.isVisible, "the window")
    bar = window.tabs.tabBar()
    for index in range(bar.count()):
        click(bar, bar.tabRect(index).center())
        check_words(f"training_{index}", window)
    window.close()


def test_installing(dock):
    from groundshift.plugin.gui.options.install_window import close_installation, open_installation

    open_installation()
    check_words("install", child(iface.mainWindow(), object_kind(), "GroundshiftInstallWindow"))
    close_installation()


def test_first_start_without_a_runtime(dock, tmp_path, monkeypatch):
    monkeypatch.delenv("GROUNDSHIFT_PYTHON")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    QgsProject.instance().clear()
    open_page(0)
    wait_for(child(dock, QAbstractButton, "GroundshiftWelcomeInstall").isVisible, "the card")
    check_dock("first_start", dock)


def test_guide(dock):
    click(child(dock, QAbstractButton, "GroundshiftHelp"))
    (window,) = (one for one in QApplication.topLevelWidgets() if type(one).__name__ == "HelpWindow" and one.isVisible())
    check_words("guide", window)
    window.close()
