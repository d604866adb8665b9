"""Runs inside QGIS Desktop: the Detect tab with mouse and keyboard, from an empty project to an applied threshold.

From the environment: BEFORE, AFTER (a pair with three changes of different certainty), LARGE_BEFORE, LARGE_AFTER (a pair that
takes a while), MODEL, COARSE (a model for other imagery), RESULTS (an empty folder), TILES (a web map of the pair's ground).
"""

from __future__ import annotations

import os

import qgis.utils
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsField,
    QgsMimeDataUtils,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QPoint, QPointF, Qt, QVariant
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QPushButton,
    QSlider,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

from groundshift.tests.desktop.hands import (
    child,
    choose,
    clashing_letters,
    click,
    drag,
    key,
    let_go,
    move,
    open_tab,
    picture,
    run,
    silent_ones,
    wait,
    wait_for,
)

canvas = iface.mapCanvas()
project = QgsProject.instance()
window = iface.mainWindow()
PATIENCE = 300


class Panel:
    """The parts of the tab, by name."""

    def __init__(self):
        self.widget = open_tab("Detect")

    def part(self, name, kind=QWidget):
        return child(self.widget, kind, f"Groundshift{name}")

    @property
    def light(self):
        return self.part("Light").text()

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

    @property
    def running(self):
        return self.part("Cancel", QAbstractButton).isVisible()

    def press(self, name):
        click(self.part(name, QAbstractButton))

    def settled(self):
        """Wait until the light says what it thinks."""
        wait(0.4)
        wait_for(lambda: "being measured" not in self.light, "the alignment", PATIENCE)

    def run(self):
        self.press("Run")
        wait_for(lambda: not self.running, "the run", PATIENCE)
        wait(0.3)


def add(path, name, provider="gdal"):
    layer = QgsRasterLayer(path, name, provider)
    project.addMapLayer(layer)
    return layer


def show(layer):
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    canvas.refresh()
    wait(0.5)


def empty(panel, found):
    found["empty"] = panel.light
    found["run_tip"] = panel.part("Run").toolTip()
    found["silent"] = silent_ones(panel.widget)
    picture(window, "detect_empty")


def drop(combo, layer):
    """Drag a layer from the tree onto a combo box."""
    uri = QgsMimeDataUtils.Uri(layer)
    data = QgsMimeDataUtils.encodeUriList([uri])
    place = combo.rect().center()
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(combo, enter)
    event = QDropEvent(
        QPointF(place), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(combo, event)
    wait(0.2)
    return enter.isAccepted()


def pick(panel, found):
    add(os.environ["BEFORE"], "scene 2019-05-01")
    layer = add(os.environ["AFTER"], "scene 2021-07-30")
    wait(0.3)
    before, after = (panel.part(name, QgsMapLayerComboBox) for name in ("Before", "After"))
    found["proposed"] = [before.currentText(), after.currentText()]
    found["dates"] = [panel.part(f"{name}Date").lineEdit().text() for name in ("Before", "After")]
    choose(after, "scene 2019")
    found["typed"] = after.currentText()
    found["dropped"] = [drop(after, layer), after.currentText()]
    panel.press("Swap")
    found["swapped"] = [before.currentText(), after.currentText()]
    panel.settled()
    found["wrong_order"] = [panel.level, panel.light]
    panel.press("Swap")
    show(layer)
    field = panel.part("BeforeDate")
    QApplication.setActiveWindow(window)  # there is no window manager here
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "20180203")  # a section goes on to the next by itself
    key(field, Qt.Key.Key_Tab)
    found["edited_date"] = project.mapLayersByName("scene 2019-05-01")[0].customProperty("groundshift/date")
    field.clear()
    wait(0.2)
    found["read_again"] = field.lineEdit().text()


def type_model(panel, path):
    line = panel.part("Model").focusProxy().lineEdit()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, path)
    key(line, Qt.Key.Key_Tab)
    panel.settled()


def judge(panel, found):
    type_model(panel, os.environ["COARSE"])
    found["unsuited"] = [panel.level, panel.light, panel.part("Run").isEnabled(), panel.part("Run").toolTip()]
    picture(window, "detect_unsuited")
    type_model(panel, os.environ["MODEL"])
    found["suited"] = [panel.level, panel.part("Run").isEnabled()]
    panel.press("LightMore")
    found["all_checks"] = panel.light
    found["facts"] = panel.part("ModelFacts", QLabel).text()
    panel.press("LightMore")


def place(x, y):
    return QPoint(round(x * canvas.viewport().width()), round(y * canvas.viewport().height()))


def screen(x, y):
    """Where a place of the ground (units of the map) is on the canvas."""
    found = canvas.mapSettings().mapToPixel().transform(QgsPointXY(x, y))
    return QPoint(round(found.x()), round(found.y()))


def items():
    return len(canvas.scene().items())


def draw(panel, found):
    tool, drawn_items = canvas.mapTool(), items()
    choose(panel.part("Area", QComboBox), "Drawn")
    panel.settled()
    found["no_area"] = [panel.part("Run").isEnabled(), panel.light]
    panel.press("DrawRectangle")
    centre = canvas.center()
    click(canvas.viewport(), place(0.3, 0.3))
    move(canvas.viewport(), place(0.5, 0.5))
    key(canvas, Qt.Key.Key_Escape)
    found["escape_gives_tool_back"] = [canvas.mapTool() is tool, items() == drawn_items, canvas.center() == centre]
    panel.press("DrawRectangle")
    key(canvas, Qt.Key.Key_Escape)
    found["escape_gives_tool_back"].append(canvas.mapTool() is tool)
    panel.press("DrawRectangle")
    # The upper two of the three changes, see test_detect.py.
    drag(canvas.viewport(), screen(500010, 3999995), screen(500190, 3999880))
    panel.settled()
    found["drawn"] = [panel.part("Run").isEnabled(), canvas.mapTool() is tool, items() - drawn_items]
    picture(window, "detect_drawn")


def results(group):
    return [(node.name(), node.itemVisibilityChecked()) for node in group.children()]


def mask_of(layers):
    return gdal.Open(next(layer for layer in layers if layer.name() == "Change mask").source()).ReadAsArray()


def groups():
    return project.layerTreeRoot().findGroups()


def count(mask):
    return [int((mask == value).sum()) for value in (0, 1, 255)]


def detect(panel, found):
    panel.part("Advanced").setCollapsed(False)
    wait(0.2)
    panel.part("Folder").lineEdit().setFocus()
    QTest.keyClicks(panel.part("Folder").lineEdit(), os.environ["RESULTS"])
    panel.settled()
    panel.press("Run")
    found["while_running"] = [panel.running, panel.part("Apply").isEnabled(), panel.part("Apply").toolTip()]
    wait_for(lambda: not panel.running, "the run", PATIENCE)
    wait(0.5)
    found["notice"] = panel.notice
    (group,) = groups()
    found["group"] = [group.name(), results(group)]
    found["mask_of_area"] = count(mask_of(layer.layer() for layer in group.findLayers()))
    found["styled"] = [type(node.layer().renderer()).__name__ for node in group.findLayers()]
    found["files"] = sorted(os.listdir(os.environ["RESULTS"]))
    wait_for(lambda: "polygon" in panel.numbers, "the numbers", PATIENCE)
    found["numbers"] = panel.numbers
    # The whole overlap, by another run into the same folder.
    choose(panel.part("Area", QComboBox), "Overlap")
    panel.settled()
    panel.run()
    found["second_group"] = [group.name() for group in groups()]
    found["mask_of_overlap"] = count(mask_of(layer.layer() for layer in groups()[0].findLayers()))
    found["results_are_no_dates"] = panel.part("Before").findText("Change mask")
    picture(window, "detect_result")


def slide(panel, name, code, times):
    slider = panel.part(name, QSlider)
    slider.setFocus()
    for _ in range(times):
        QTest.keyClick(slider, code)
        wait(0.02)


def counted(panel):
    wait(0.6)
    wait_for(lambda: "polygon" in panel.numbers and "counting" not in panel.numbers, "the count", PATIENCE)
    return panel.numbers


def thresholds(panel, found):
    group = groups()[0]
    found["numbers_of_run"] = counted(panel)
    before = results(group)
    slide(panel, "Threshold", Qt.Key.Key_Right, 30)  # 0.80: one of the changes goes
    wait(0.1)
    found["at_once"] = panel.numbers
    found["moved"] = [results(group), counted(panel), panel.part("Apply").isEnabled()]
    picture(window, "detect_threshold")
    panel.press("Apply")
    wait_for(lambda: not panel.running, "applying", PATIENCE)
    wait(0.3)
    layers = {node.layer().name(): node.layer() for node in group.findLayers()}
    found["applied"] = [count(mask_of(layers.values())), layers["Change polygons"].featureCount(), panel.numbers]
    found["shown_again"] = results(group) == before
    found["apply_tip"] = panel.part("Apply").toolTip()
    slide(panel, "Threshold", Qt.Key.Key_PageDown, 10)  # 0.30: all three
    found["lower"] = counted(panel)
    panel.press("Reset")
    wait(0.3)
    found["reset"] = [panel.part("ThresholdValue").value(), results(group) == before]
    size = panel.part("MinAreaValue")
    size.setFocus()
    QTest.keyClick(size.lineEdit(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(size.lineEdit(), "900")
    key(size.lineEdit(), Qt.Key.Key_Tab)
    found["too_small"] = counted(panel)
    panel.press("Reset")
    found["keys"] = clashing_letters(child(window, QDockWidget, "GroundshiftDock"))
    found["left_in_folder"] = sorted(name for name in os.listdir(os.environ["RESULTS"]) if name.startswith("."))


def reviewed(panel, found):
    """Polygons with somebody's work in them survive another threshold."""
    group = groups()[0]
    polygons = next(node.layer() for node in group.findLayers() if node.layer().name() == "Change polygons")
    polygons.dataProvider().addAttributes([QgsField("review_status", QVariant.String)])
    polygons.updateFields()
    slide(panel, "Threshold", Qt.Key.Key_PageDown, 6)  # 0.50
    counted(panel)
    panel.press("Apply")
    wait_for(lambda: not panel.running, "applying", PATIENCE)
    wait(0.3)
    counts = [(node.layer().name(), node.layer().featureCount()) for node in group.findLayers() if node.layer().type() == 0]
    found["reviewed"] = [counts, polygons.isValid(), "review_status" in [field.name() for field in polygons.fields()]]


def tabs(panel, found):
    """The drawn area is on the map as long as the form is there."""
    choose(panel.part("Area", QComboBox), "Drawn")
    wait(0.2)
    shown = items()
    open_tab("Compare")
    found["area_goes_with_the_form"] = shown - items()
    open_tab("Detect")
    found["area_comes_back"] = items() == shown
    choose(panel.part("Area", QComboBox), "Overlap")
    panel.settled()


def history(panel, found):
    """A run in a drawn polygon comes back from the tab History: as a command, and as a filled form."""
    show(project.mapLayersByName("scene 2021-07-30")[0])
    choose(panel.part("Area", QComboBox), "Drawn")
    panel.press("DrawPolygon")
    for corner in ((500010, 3999990), (500090, 3999990), (500010, 3999900)):
        click(canvas.viewport(), screen(*corner))
    key(canvas, Qt.Key.Key_Return)
    panel.settled()
    panel.run()
    found["mask_of_polygon"] = count(mask_of(node.layer() for node in groups()[0].findLayers()))[1]
    used = panel.part("ThresholdValue").value()
    slide(panel, "Threshold", Qt.Key.Key_PageUp, 2)
    choose(panel.part("Area", QComboBox), "Overlap")
    type_model(panel, os.environ["COARSE"])
    tab = open_tab("History")
    runs = child(tab, QTreeWidget, "GroundshiftHistoryRuns")
    click(runs.viewport(), runs.visualItemRect(runs.topLevelItem(0)).center())
    menu = child(tab, QPushButton, "GroundshiftHistoryCopy").menu()
    menu.actions()[0].trigger()
    found["command"] = QApplication.clipboard().text()
    found["details"] = child(tab, QLabel, "GroundshiftHistoryDetails").text()
    click(child(tab, QAbstractButton, "GroundshiftHistoryOthers"))
    wait(0.5)
    found["in_front"] = panel.widget.isVisible()
    panel.settled()
    found["filled"] = [
        panel.part("Area", QComboBox).currentText(),
        panel.part("Model").value() == os.environ["MODEL"],
        panel.part("ThresholdValue").value() == used,
        panel.part("Before", QComboBox).currentText(),
        panel.part("Run").isEnabled(),
    ]
    choose(panel.part("Area", QComboBox), "Overlap")
    panel.settled()


def preview(panel, found):
    layers, files = len(project.mapLayers()), sorted(os.listdir(os.environ["RESULTS"]))
    control = panel.widget._preview
    panel.press("Preview")
    wait_for(lambda: control.picture is not None, "the preview", PATIENCE)
    first = control.picture
    found["preview_levels"] = [int((first.codes > 1 + first.levels * 0.8).sum()), first.cropped]
    picture(window, "detect_preview")
    canvas.setExtent(canvas.extent().scaled(0.5))
    canvas.setRotation(30)
    wait_for(lambda: control.picture is not first and " in " in panel.note, "the next preview", PATIENCE)
    found["preview_smaller"] = control.picture.codes.size < first.codes.size
    canvas.setRotation(0)
    canvas.zoomToFullExtent()
    panel.press("Preview")
    wait(0.2)
    found["preview_off"] = [control.picture is None, panel.note]
    found["preview_left_nothing"] = [
        len(project.mapLayers()) == layers,
        sorted(os.listdir(os.environ["RESULTS"])) == files,
    ]


def step_to(combo, title):
    """Choose an entry with the arrow keys: letters depend on how quickly they follow one another."""
    combo.setFocus()
    key(combo, Qt.Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentText() != title:
            key(combo, Qt.Key.Key_Down)
    entries = [combo.itemText(row) for row in range(combo.count())]
    wait_for(lambda: combo.currentText() == title, f"{title}, not {combo.currentText()} of {entries}", 5)


def large(panel):
    pair = [add(os.environ[f"LARGE_{name}"], title) for name, title in (("BEFORE", "early"), ("AFTER", "late"))]
    # Neither list offers what the other one holds.
    for name, title in (("After", ""), ("Before", "early"), ("After", "late")):
        step_to(panel.part(name), title)
    wait(0.5)
    wait_for(panel.part("Run").isEnabled, "the pair is judged", PATIENCE)  # the alignment may take its time
    return pair


def start(panel):
    panel.press("Run")
    wait_for(lambda: panel.part("Progress").value() > 0 or not panel.running, "progress", PATIENCE)


def interrupt(panel, found):
    count_before = len(project.mapLayers())
    pair = large(panel)
    files = sorted(os.listdir(os.environ["RESULTS"]))
    start(panel)
    found["stage"] = panel.part("Stage", QLabel).text()
    picture(window, "detect_running")
    panel.press("Cancel")
    wait_for(lambda: not panel.running, "the cancellation", 30)
    wait(1.0)
    found["cancelled"] = [
        sorted(os.listdir(os.environ["RESULTS"])) == files,
        len(project.mapLayers()) == count_before + 2,
        panel.notice,
        panel.part("Run").isEnabled(),
    ]
    start(panel)  # and again; the layers go while it runs
    pair[0].setName("renamed")
    wait(0.2)
    project.removeMapLayers([layer.id() for layer in pair])
    wait_for(lambda: not panel.running, "the run without its layers", PATIENCE)
    wait(0.5)
    found["layers_removed"] = [groups()[0].name(), panel.level, panel.notice]


def close_project(panel, found):
    large(panel)
    files = len(os.listdir(os.environ["RESULTS"]))
    start(panel)
    project.clear()
    wait(3.0)
    found["closed"] = [
        len(project.mapLayers()),
        panel.running,
        len(os.listdir(os.environ["RESULTS"])) == files,
        panel.light.splitlines()[0],
    ]


def web(panel, found):
    """A web map before, a file after: the preview and a run over the map view."""
    tiles = add(os.environ["TILES"], "web map", "wms")
    after = add(os.environ["AFTER"], "after")
    show(after)
    choose(panel.part("Before"), "web map")
    choose(panel.part("After"), "after")
    choose(panel.part("Area"), "Map view")
    panel.settled()
    found["web"] = [panel.level, panel.light]
    control = panel.widget._preview
    panel.press("Preview")
    wait_for(lambda: control.picture is not None, f"the preview of a web map: {panel.note}", PATIENCE)
    found["web_preview"] = int((control.picture.codes > 0).sum())
    panel.run()
    found["web_run"] = [panel.notice, [group.name() for group in groups()]]
    found["preview_ends_with_results"] = control.picture is None
    del tiles


def keyboard(panel, found):
    """From field to field with Tab: in the order in which they stand."""
    names = []
    QApplication.setActiveWindow(window)  # there is no window manager here
    panel.part("Before").setFocus()
    wait(0.3)
    for _ in range(40):
        widget = QApplication.focusWidget()
        while widget is not None and not widget.objectName().startswith("Groundshift"):
            widget = widget.parentWidget()
        if widget is not None and (not names or names[-1] != widget.objectName()):
            names.append(widget.objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        wait(0.02)
    found["tab_order"] = names


def result_files():
    """What is in the folder for results, without what SQLite keeps beside a file that is open."""
    return [name for name in sorted(os.listdir(os.environ["RESULTS"])) if not name.endswith(("-wal", "-shm"))]


def leave(panel, found):
    from groundshift.plugin.runtime import worker_pool

    worker = worker_pool.worker_hello().pid
    plugin = plugins["groundshift"]
    # In the middle of a run, and of a polygon.
    large(panel)
    choose(panel.part("Area"), "Overlap")
    panel.settled()
    files = result_files()
    start(panel)
    found["running_when_unloaded"] = panel.running
    workers = {worker, *(busy.pid for busy in worker_pool._pool._busy)}
    choose(panel.part("Area"), "Drawn")
    panel.press("DrawPolygon")
    before_items = items()
    failures = []
    qgis.utils.showException = lambda kind, value, *more, **options: failures.append(repr(value))  # it would open a window
    del panel
    unloadPlugin("groundshift")
    let_go()
    names = [part.objectName() for part in window.findChildren(QWidget) if part.objectName().startswith("Groundshift")]
    actions = [action.objectName() for action in window.findChildren(QAction) if action.objectName().startswith("Groundshift")]
    menus = [action.text() for menu in (iface.pluginMenu(), iface.rasterMenu()) for action in menu.actions()]
    found["left"] = [names, actions, [text for text in menus if "roundshift" in text]]
    found["tool_left"] = type(canvas.mapTool()).__name__
    found["items_left"] = items() <= before_items
    wait(1.0)
    found["workers_left"] = [pid for pid in workers if os.path.exists(f"/proc/{pid}/fd/0")]
    found["run_left"] = [sorted(set(result_files()) ^ set(files)), failures]
    found["provider_left"] = QgsApplication.processingRegistry().providerById("groundshift") is not None
    # What is still connected would now call into what is gone.
    canvas.setExtent(canvas.extent().scaled(1.5))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    project.clear()
    wait(0.5)
    loadPlugin("groundshift")
    found["reloaded"] = startPlugin("groundshift")
    wait(0.5)
    again = Panel()
    found["light_after_reload"] = again.light.splitlines()[0]
    unloadPlugin("groundshift")
    let_go()
    found["docks_left"] = len([dock for dock in window.findChildren(QDockWidget) if dock.objectName() == "GroundshiftDock"])
    del plugin


def main():
    window.resize(1500, 950)
    found = {}
    panel = Panel()
    window.resizeDocks([child(window, QDockWidget, "GroundshiftDock")], [420], Qt.Orientation.Horizontal)
    empty(panel, found)
    pick(panel, found)
    judge(panel, found)
    draw(panel, found)
    detect(panel, found)
    thresholds(panel, found)
    reviewed(panel, found)
    tabs(panel, found)
    history(panel, found)
    preview(panel, found)
    interrupt(panel, found)
    close_project(panel, found)
    web(panel, found)
    keyboard(panel, found)
    found["silent_at_the_end"] = silent_ones(panel.widget)
    leave(panel, found)
    return found


run(main, 1500)
