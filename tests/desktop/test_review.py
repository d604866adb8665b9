"""The Review tab in a running QGIS Desktop, with keys and clicks, on a real detection in real imagery."""

from __future__ import annotations

import math
import os
import sqlite3
from contextlib import closing

import pytest
import qgis.utils
from qgis.core import QgsApplication, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import (
    child,
    choose,
    clashing_letters,
    clear_for_pictures,
    click,
    drag,
    key,
    let_go,
    move,
    open_tab,
    picture,
    redraw,
    wait,
    wait_for,
)
from groundshift.tests.desktop.real_pairs import banepa_pair

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=1600)]

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
PATIENCE = 240


class Panel:
    """The Review tab, as the user finds it."""

    def __init__(self):
        self.widget = open_tab("Review")

    def find(self, kind, name):
        return child(self.widget, kind, f"GroundshiftReview{name}")

    def text(self, name):
        return self.find(QLabel, name).text()

    def button(self, name, kind=QPushButton):
        return self.find(kind, name)

    def shown(self, kind, name):
        return self.find(kind, name).isVisible()

    def choose_layer(self, text):
        choose(self.find(QComboBox, "Layer"), text)

    def begun(self):
        """Wait until the first polygon is shown."""
        wait_for(lambda: self.shown(QProgressBar, "Progress") and " of " in self.text("Place"), "the review", PATIENCE)

    def start(self):
        click(self.button("Start"))
        self.begun()

    def entry(self):
        return self.widget.walk.current

    def uuid(self):
        return self.entry().key

    def press(self, code, modifiers=NO_KEY):
        """On the map, which has the keyboard now."""
        key(iface.mapCanvas(), code, modifiers)

    def flip(self, date):
        """Press the key that goes from date to date, and wait until this one is shown."""
        self.press(KEYS.Key_B)
        wait_for(lambda: self.button("Flip", QToolButton).text() == f"{date} (B)", date)

    def choose_area(self, text):
        """Choose how to mark an area as reviewed."""
        menu = self.button("Area", QToolButton).menu()
        next(action for action in menu.actions() if text in action.text()).trigger()
        wait(0.1)


class Changes:
    """Polygons of a detection, in a file and in the project.

    :ivar found: what the detection returned.
    :ivar styles: names of the styles of their layer, before any review.
    """

    def __init__(self, folder, path, found):
        self.folder, self.path, self.found = folder, path, found
        self.amount = found["POLYGON_COUNT"]
        self.styles = []

    @property
    def layer(self):
        (layer,) = QgsProject.instance().mapLayersByName("Change polygons")
        return layer

    def feature(self, uuid):
        return next(item for item in self.layer.getFeatures() if item["uuid"] == uuid)

    def rows(self, table="polygons", columns="uuid, review_status, review_class, review_comment, reviewed_at, reviewer"):
        """What the file itself holds, as any other program would read it."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(f"SELECT {columns} FROM {table} ORDER BY fid").fetchall()

    def row(self, uuid):
        """The review's values of one polygon."""
        return next(row[1:] for row in self.rows() if row[0] == uuid)

    def statuses(self):
        return {row[0]: row[1] for row in self.rows()}

    def count(self, status):
        return list(self.statuses().values()).count(status)

    def areas(self):
        """Shapes of the reviewed areas."""
        layer = QgsVectorLayer(f"{self.path}|layername=reviewed_areas", "areas", "ogr")
        return [feature.geometry() for feature in layer.getFeatures()]


def shown_layers():
    return [layer.name() for layer in iface.mapCanvas().layers()]


def bands():
    """What marks the current polygon on the map."""
    return [item for item in iface.mapCanvas().scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]


def look(name):
    """A picture of the window, when the map is drawn."""
    wait(0.3)
    wait_for(lambda: not iface.mapCanvas().isDrawing(), "the map")
    picture(iface.mainWindow(), name)


def wait_still():
    """Until QGIS has fitted its map to the room that it has."""
    canvas, seen, looks = iface.mapCanvas(), None, 0
    while looks < 20:
        now = (canvas.width(), canvas.height(), canvas.extent().toString(3))
        seen, looks = now, looks + 1 if now == seen else 0
        wait(0.05)


def screen_place(point):
    """Where a point in map coordinates is on the canvas."""
    return iface.mapCanvas().getCoordinateTransform().transform(point).toQPointF().toPoint()


def right_click(widget, place):
    QTest.mouseClick(widget, Qt.MouseButton.RightButton, NO_KEY, place)


def left_on_canvas():
    items = iface.mapCanvas().scene().items()
    return sum(isinstance(item, QgsRubberBand) and item.isVisible() for item in items)


def area_ratio(feature):
    """The field area_m2 over the area by a measure of our own: a sphere's radius is off by 0.6 % at most."""
    box = feature.geometry().boundingBox()
    scale = math.cos(2 * math.atan(math.exp(box.center().y() / 6378137)) - math.pi / 2)
    return feature["area_m2"] / (feature.geometry().area() * scale**2)


def on_map(places):
    """The polygon with these corners on the canvas, in the map's CRS."""
    to_map = iface.mapCanvas().getCoordinateTransform().toMapCoordinates
    return QgsGeometry.fromPolygonXY([[QgsPointXY(to_map(place)) for place in places]])


def overlap(one, other):
    return one.intersection(other).area() / one.combine(other).area()


def tool_dialogs():
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and hasattr(one, "mainWidget")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    iface.mainWindow().resize(1500, 940)
    clear_for_pictures()
    return tmp_path_factory.mktemp("review")


@pytest.fixture(scope="module")
def changes(folder):
    """A real detection, chosen on the Review tab with its dates."""
    import processing

    project, panel = QgsProject.instance(), Panel()
    dates = [QgsRasterLayer(path, name) for path, name in zip(banepa_pair(folder), ("before", "after"))]
    for layer in dates:
        project.addMapLayer(layer)
        project.layerTreeRoot().findLayer(layer.id()).setExpanded(False)
    iface.mapCanvas().setDestinationCrs(dates[1].crs())
    iface.mapCanvas().setExtent(dates[1].extent())
    path = str(folder / "polygons.gpkg")
    values = {"BEFORE": dates[0].source(), "AFTER": dates[1].source(), "MASK": str(folder / "mask.tif"), "POLYGONS": path}
    found = processing.run("groundshift:detectchange", {**values, "THRESHOLD": 0.3, "MIN_AREA": 5})
    layer = QgsVectorLayer(path, "Change polygons")
    layer.loadDefaultStyle()
    project.addMapLayer(layer)
    wait(0.5)
    panel.choose_layer("Change pol")
    panel.widget._session.set_pair(*dates)
    made = Changes(folder, path, found)
    made.styles = layer.styleManager().styles()
    return made


@pytest.fixture
def panel(changes):
    return Panel()


@pytest.fixture
def slanted(panel):
    """The panel, and a map that is turned by 30 degrees."""
    iface.mapCanvas().setRotation(30)
    wait_still()
    yield panel
    iface.mapCanvas().setRotation(0)


def test_without_layers_it_says_what_to_do(folder):
    panel = Panel()
    look("review_empty")
    assert "Detect" in panel.text("Advice")
    assert not panel.shown(QPushButton, "Start")


def test_polygons_of_a_detection_have_names(changes):
    uuids = [row[0] for row in changes.rows(columns="uuid")]
    assert changes.amount == len(uuids) >= 10
    assert len(set(uuids)) == changes.amount


def test_each_polygon_is_shown_with_what_lies_around(panel, changes):
    iface.messageBar().clearWidgets()
    look("review_start")
    assert clashing_letters(panel.widget) == []
    assert changes.layer.renderer().type() == "categorizedSymbol"
    panel.start()
    assert clashing_letters(panel.widget) == []  # nor one of QGIS's own menus
    assert changes.layer.renderer().type() == "RuleRenderer"
    assert panel.text("Place") == f"1 of {changes.amount}"
    assert "confidence" in panel.text("Facts")
    wait_still()
    extent, entry = iface.mapCanvas().extent(), panel.entry()
    assert extent.contains(QgsPointXY(entry.x, entry.y))
    assert extent.width() < 300
    look("review-walk")


def test_one_key_shows_before_and_after(panel):
    panel.flip("Before")
    wait(1.0)
    look("review-before")
    panel.flip("After")
    panel.press(KEYS.Key_Escape)
    assert not panel.button("Flip", QToolButton).isChecked()


def test_a_key_hides_the_outlines(panel, changes):
    """On QGIS's own map and over the dates; the layer's own style is not touched."""
    panel.press(KEYS.Key_O)
    assert changes.layer.opacity() == 0
    assert all(band.opacity() == 0 for band in bands())
    panel.flip("Before")
    panel.press(KEYS.Key_O)
    assert changes.layer.opacity() == 1
    wait(0.5)
    look("review_outlines")
    panel.press(KEYS.Key_Escape)


def test_rasters_of_runs_step_aside(panel, changes):
    """Also in a project that was saved in the middle of a review."""
    click(panel.button("Finish"))
    mask = QgsRasterLayer(str(changes.folder / "mask.tif"), "Change mask")
    mask.setCustomProperty("groundshift/result", "MASK")
    QgsProject.instance().addMapLayer(mask)
    panel.choose_layer("Change polygons")
    panel.start()
    assert not QgsProject.instance().layerTreeRoot().findLayer(mask.id()).itemVisibilityChecked()
    stored = [node.customProperty("groundshift/stepped_aside") for node in QgsProject.instance().layerTreeRoot().findLayers()]
    assert stored.count(True) == 1
    click(panel.button("Finish"))
    assert QgsProject.instance().layerTreeRoot().findLayer(mask.id()).itemVisibilityChecked()
    QgsProject.instance().removeMapLayer(mask.id())
    panel.choose_layer("Change polygons")
    panel.start()


def test_keys_decide_and_are_undone_and_redone(panel, changes):
    walked = []

    def found():
        statuses = changes.statuses()
        return [statuses[name] for name in walked]

    for code in (KEYS.Key_A, KEYS.Key_A, KEYS.Key_R, KEYS.Key_A, KEYS.Key_R, KEYS.Key_A):
        walked.append(panel.uuid())
        panel.press(code)
    assert len(set(walked)) == 6
    assert found() == ["accepted", "accepted", "rejected", "accepted", "rejected", "accepted"]
    assert panel.text("Counts").startswith(f"6 of {changes.amount} decided: 4 accepted, 2 rejected")
    # Back two decisions and forth one.
    panel.press(KEYS.Key_Z, CTRL)
    panel.press(KEYS.Key_Z, CTRL)
    assert found() == ["accepted", "accepted", "rejected", "accepted", None, None]
    assert panel.uuid() == walked[4]
    assert changes.row(walked[4]) == (None,) * 5
    panel.press(KEYS.Key_Z, CTRL | SHIFT)
    assert found() == ["accepted", "accepted", "rejected", "accepted", "rejected", None]


def test_comments_are_typed_without_deciding(panel, changes):
    """Where the letters of commands are no commands."""
    panel.press(KEYS.Key_N)
    uuid = panel.uuid()
    panel.press(KEYS.Key_C)
    comment = panel.find(QLineEdit, "Comment")
    assert comment.window().focusWidget() is comment
    QTest.keyClicks(comment, "a barn, rarely")
    key(comment, KEYS.Key_Return)
    status, _, written, _, _ = changes.row(uuid)
    assert written == "a barn, rarely"
    assert status is None


def test_classes_by_name_and_by_number(panel, changes):
    uuid, classes = panel.uuid(), panel.find(QComboBox, "Class")
    classes.lineEdit().setFocus()
    classes.lineEdit().selectAll()
    QTest.keyClicks(classes.lineEdit(), "greenhouse")
    key(classes.lineEdit(), KEYS.Key_Return)
    assert changes.row(uuid)[:2] == ("accepted", "greenhouse")
    # The new class has a key now.
    uuid = panel.uuid()
    digit = 1 + [classes.itemText(index) for index in range(classes.count())].index("greenhouse")
    panel.press(getattr(KEYS, f"Key_{digit}"))
    assert changes.row(uuid)[:2] == ("accepted", "greenhouse")


def test_ten_polygons_are_decided(panel, changes):
    """The last three by mouse, too."""
    click(panel.button("Accept"))
    click(panel.button("Reject"))
    panel.press(KEYS.Key_A)
    assert sum(status is not None for status in changes.statuses().values()) == 10
    assert {row[5] for row in changes.rows() if row[1]} == {panel.find(QLineEdit, "Reviewer").text()}


def test_the_walk_goes_back_and_its_order_is_chosen(panel):
    here = panel.uuid()
    panel.press(KEYS.Key_P)
    assert panel.uuid() != here
    panel.press(KEYS.Key_F)
    assert panel.find(QCheckBox, "Undecided").isChecked()
    panel.press(KEYS.Key_F)
    order = panel.find(QComboBox, "Order")
    choose(order, "Larg")
    key(order, KEYS.Key_Return)
    sizes = [entry.size for entry in panel.widget.walk.entries()]
    assert sizes == sorted(sizes, reverse=True)
    choose(order, "By pl")
    places = [(entry.x, entry.y) for entry in panel.widget.walk.entries()]
    steps = [math.dist(one, other) for one, other in zip(places, places[1:])]
    assert sum(steps) / len(steps) < 150  # metres of a scene of 300
    look("review_later")


def test_every_key_stands_beside_its_button(panel, changes):
    """Those of the guide's table: in its text where it has one, else in its tool tip; of classes beside the entries."""
    shown = [part for part in panel.widget.findChildren(QWidget) if part.isVisible()]
    texts = " ".join(part.text() for part in shown if isinstance(part, (QAbstractButton, QLabel)))
    tips = " ".join(part.toolTip() for part in shown)
    for name in ("A", "R", "P", "B", "N", "F", "C", "E", "M", "V"):
        assert f"({name})" in texts
    for name in ("U", "Z", "K", "O", "Ctrl+Z", "Ctrl+Shift+Z"):
        assert f"({name})" in tips
    box = panel.find(QComboBox, "Class")
    assert box.count() >= 1
    assert not any(box.itemIcon(index).isNull() for index in range(min(9, box.count())))


def test_the_keys_of_a_hidden_tab_are_not_taken(panel, changes):
    before = changes.statuses()
    open_tab("Compare")
    key(iface.mapCanvas(), KEYS.Key_A)
    assert changes.statuses() == before


def test_the_review_goes_on_after_a_restart(changes):
    """Save the project, close it, open it again, go on reviewing."""
    project, before = QgsProject.instance(), changes.statuses()
    path = str(changes.folder / "review.qgz")
    assert project.write(path)
    iface.newProject(False)
    let_go()
    assert left_on_canvas() == 0
    assert changes.statuses() == before
    iface.addProject(path)
    wait_for(lambda: len(project.mapLayersByName("Change polygons")) == 1, "the project")
    wait(1.0)
    panel = Panel()
    panel.choose_layer("Change pol")
    assert panel.button("Start").text().replace("&", "") == "Continue the review"
    assert f"10 of {changes.amount} are decided" in panel.text("Advice")
    panel.widget._session.set_pair(*(project.mapLayersByName(name)[0] for name in ("before", "after")))
    panel.start()
    assert panel.text("Counts").startswith(f"10 of {changes.amount} decided")
    assert before[panel.uuid()] is None
    rejected, undo = changes.count("rejected"), panel.button("Undo", QToolButton)
    panel.press(KEYS.Key_R)
    assert changes.count("rejected") == rejected + 1
    assert undo.isEnabled()
    panel.press(KEYS.Key_Z, CTRL)
    assert not undo.isEnabled()  # those of the session before are not undone
    panel.press(KEYS.Key_Z, CTRL | SHIFT)


def test_a_missed_change_is_digitised(panel, changes):
    """With QGIS's own tool."""
    window, canvas = iface.mainWindow(), iface.mapCanvas()
    view, save, amount = canvas.viewport(), panel.button("EditSave"), len(changes.rows())
    canvas.setFocus()
    window.resize(1500, 620)  # not all of the form fits
    wait(0.5)
    panel.press(KEYS.Key_M)
    wait_for(save.isVisible, "the edit session")
    wait(0.5)
    assert save.visibleRegion().boundingRect().height() == save.height()
    window.resize(1500, 940)
    wait(0.5)
    assert save.isVisible()
    for name in ("Accept", "Reject", "Reshape", "Missed"):
        assert not panel.button(name).isEnabled()
        assert panel.button(name).toolTip() == "Save or discard the edits first"
    assert clashing_letters(panel.widget) == []
    wait_still()
    middle = view.rect().center() + QPoint(140, 110)
    for place in (QPoint(-40, -30), QPoint(40, -30), QPoint(40, 30), QPoint(-40, 30)):
        move(view, middle + place)
        click(view, middle + place)
        wait(0.1)
    look("review-missed")
    right_click(view, middle + QPoint(-45, 35))
    wait(0.5)
    click(save)
    wait_for(lambda: not save.isVisible() and len(changes.rows()) > amount, "the polygon in the file")
    wait(0.5)
    rows = changes.rows(columns="uuid, review_status, area_m2, reviewer, reviewed_at")
    assert len(rows) == amount + 1
    ((uuid, _, _, reviewer, reviewed_at),) = (row for row in rows if row[1] == "missed")
    assert len(uuid) == 36
    assert reviewer
    assert reviewed_at
    assert panel.uuid() == uuid
    assert area_ratio(changes.feature(uuid)) == pytest.approx(1, abs=0.01)
    # What the reviewer drew cannot be a false finding of the detection.
    panel.press(KEYS.Key_R)
    assert changes.statuses()[uuid] == "missed"
    assert "You drew this polygon" in panel.text("Problem")


def test_an_outline_is_reshaped(panel, changes):
    """The vertex tool moves a corner of the drawn polygon."""
    canvas, layer, uuid = iface.mapCanvas(), changes.layer, panel.uuid()
    view = canvas.viewport()
    panel.press(KEYS.Key_E)
    wait_for(layer.isEditable, "the edit session")
    wait(0.5)
    assert not panel.shown(QLabel, "Problem")  # it said to do this
    feature = changes.feature(uuid)
    old = feature.geometry().area()
    # QGIS opens its vertex editor beside the map, coordinates in its status bar widen it, and it fits the map to that later.
    move(view, view.rect().center())
    wait_still()
    for offset in (QPoint(0, 0), QPoint(-60, -50)):
        place = screen_place(QgsPointXY(feature.geometry().vertexAt(0))) + offset  # now: the map may have moved
        for step in range(3):
            move(view, place + QPoint(step - 2, 0))
        move(view, place)
        wait(0.4)
        click(view, place)
        wait(0.3)
    # Letters are QGIS's now.
    before = changes.statuses()
    key(canvas, KEYS.Key_R)
    assert changes.statuses() == before
    save = panel.button("EditSave")
    click(save)
    wait_for(lambda: not layer.isEditable() and not save.isVisible(), "the end of the edit session")
    wait(0.5)
    feature = changes.feature(uuid)
    assert feature.geometry().area() > old * 1.05
    assert area_ratio(feature) == pytest.approx(1, abs=0.01)
    assert panel.button("Accept").isEnabled()
    assert panel.button("Accept").toolTip().endswith("(A)")
    assert int(layer.editFormConfig().suppress()) == 0  # QGIS's own form is back


def test_reviewed_areas(panel, changes):
    """The view, by a key, and a rectangle."""
    canvas = iface.mapCanvas()

    def rows():
        return changes.rows("reviewed_areas", "uuid, reviewer, reviewed_at")

    panel.press(KEYS.Key_V)
    wait_for(lambda: len(changes.areas()) == 1, "the view")
    assert len(rows()) == 1
    panel.press(KEYS.Key_Z, CTRL)
    assert len(rows()) == 0
    panel.press(KEYS.Key_Z, CTRL | SHIFT)
    assert all(rows()[0])
    panel.choose_area("rectangle")
    drag(canvas.viewport(), QPoint(60, 60), QPoint(300, 260))
    wait_for(lambda: len(changes.areas()) == 2, "the rectangle")
    assert len(rows()) == 2
    assert type(canvas.mapTool()).__name__ != "AreaTool"
    assert len(QgsProject.instance().mapLayersByName("Reviewed areas")) == 1


def test_a_slanted_map(slanted, changes):
    """Go to a polygon, flip, mark the view."""
    panel, canvas, amount = slanted, iface.mapCanvas(), len(changes.areas())
    panel.press(KEYS.Key_N)
    wait_still()
    entry = panel.entry()
    assert canvas.mapSettings().rotation() == 30
    assert canvas.center().distance(QgsPointXY(entry.x, entry.y)) / canvas.extent().width() < 0.05
    panel.flip("Before")
    wait(1.0)
    look("review_rotated")
    panel.press(KEYS.Key_Escape)
    panel.press(KEYS.Key_V)
    wait_for(lambda: len(changes.areas()) == amount + 1, "the view")
    width, height = canvas.viewport().width(), canvas.viewport().height()
    edges = [QPoint(0, 0), QPoint(width, 0), QPoint(width, height), QPoint(0, height)]
    assert overlap(changes.areas()[-1], on_map(edges)) > 0.999  # of the slanted rectangle, not of the box around it
    panel.press(KEYS.Key_Z, CTRL)


def test_a_reviewed_area_is_drawn_as_a_polygon(slanted, changes):
    panel, canvas, amount = slanted, iface.mapCanvas(), len(changes.areas())
    tool, view = canvas.mapTool(), canvas.viewport()
    panel.choose_area("polygon")
    click(view, QPoint(100, 100))
    assert type(canvas.mapTool()).__name__ == "AreaTool"
    assert "right-click to finish" in panel.text("Drawing")
    key(canvas, KEYS.Key_Escape)
    assert len(changes.areas()) == amount
    assert canvas.mapTool() is tool
    assert not panel.shown(QLabel, "Drawing")
    panel.choose_area("polygon")
    corners = [QPoint(100, 100), QPoint(300, 120), QPoint(260, 320), QPoint(90, 250)]
    for corner in corners:
        move(view, corner)
        click(view, corner)
    look("review_area")
    right_click(view, corners[-1])
    wait_for(lambda: len(changes.areas()) == amount + 1, "the polygon")
    assert overlap(changes.areas()[-1], on_map(corners)) > 0.999
    assert all(changes.rows("reviewed_areas", "uuid, reviewer, reviewed_at")[-1])
    assert canvas.mapTool() is tool
    panel.press(KEYS.Key_Z, CTRL)
    assert len(changes.areas()) == amount


def test_labels_in_one_click(panel, changes):
    def messages():
        return [text for text in iface.messageBar().findChildren(QLabel, "GroundshiftWrappedText") if text.isVisible()]

    click(panel.button("Labels"))
    wait_for(lambda: any("labels created" in text.text() for text in messages()), "the message", PATIENCE)
    wait(0.5)
    look("review_labels")
    labels = changes.rows("review_labels", "uuid, class, source")
    kinds = [source for _, _, source in labels]
    assert kinds.count("missed") == 1
    assert kinds.count("accepted") == changes.count("accepted")
    assert {"greenhouse"} < {name for _, name, _ in labels}
    assert len(changes.rows("review_labels_area", "fid")) == 1
    assert messages()[-1].text() == f"{len(kinds)} training labels created."
    assert [text for text in messages() if text.heightForWidth(text.width()) > text.height()] == []  # none is cut
    iface.messageBar().clearWidgets()


def test_accuracy_in_one_click(panel, changes):
    import processing

    click(panel.button("Accuracy"))
    wait_for(tool_dialogs, "the tool's dialog", PATIENCE)
    wait(0.5)
    (dialog,) = tool_dialogs()
    picture(dialog, "review_accuracy")
    values = dialog.createProcessingParameters()
    dialog.close()
    names = {name: QgsProject.instance().mapLayer(str(values[name])).name() for name in ("PREDICTED", "REFERENCE", "AREA")}
    assert names == {
        "PREDICTED": "Detected, as reviewed", "REFERENCE": "Labels of the review", "AREA": "Area of the accuracy",
    }  # fmt: skip
    tables = {"PREDICTED": "review_detected", "REFERENCE": "review_labels", "AREA": "review_accuracy_area"}
    paths = {name: f"{changes.path}|layername={table}" for name, table in tables.items()}
    found = processing.run("groundshift:assessaccuracy", paths)
    assert all(0 <= found[name] <= 1 for name in ("PRECISION", "RECALL", "F1"))


def test_report_in_one_click(panel, changes, tmp_path, monkeypatch):
    """And its files opened by a click each."""
    opened, files = [], {"REPORT": tmp_path / "report.html", "PDF": tmp_path / "report.pdf"}
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    click(panel.button("Report"))
    wait_for(tool_dialogs, "the tool's dialog", PATIENCE)
    wait(0.5)
    (dialog,) = tool_dialogs()
    values = dialog.createProcessingParameters()
    assert values["POLYGONS"] == changes.layer.id()
    given = {name: QgsProject.instance().mapLayer(str(values[name])).source() for name in ("BEFORE", "AFTER")}
    assert len(set(given.values())) == 2
    assert values["SHOWN"] == 0  # the accepted ones
    for name, path in files.items():
        dialog.mainWidget().wrappers[name].setWidgetValue(str(path), dialog.mainWidget().processing_context)
    found = {}
    dialog.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
    click(dialog.runButton())
    wait_for(lambda: "good" in found, "the report", PATIENCE)
    wait(0.5)
    dialog.close()
    look("review_report")
    assert found["good"]
    assert found["COUNT"] == found["PICTURES"] == changes.count("accepted") + changes.count("missed")
    assert files["PDF"].read_bytes().startswith(b"%PDF")
    message = iface.messageBar().currentItem()
    for name in ("OpenReport", "OpenPdf"):
        click(child(message, QPushButton, f"Groundshift{name}"))
    assert opened == [str(path) for path in files.values()]
    iface.messageBar().clearWidgets()


def test_the_layer_gets_its_own_style_back(panel, changes):
    click(panel.button("Finish"))
    wait(0.3)
    assert changes.layer.renderer().type() == "categorizedSymbol"
    assert changes.layer.styleManager().styles() == changes.styles  # called "default", or as in the file since QGIS 3.40


def test_what_cannot_be_reviewed_says_why(panel, changes):
    """And can be saved as what can be."""
    import processing

    shape, saved = str(changes.folder / "other.shp"), str(changes.folder / "saved.gpkg")
    processing.run("native:savefeatures", {"INPUT": changes.path + "|layername=polygons", "OUTPUT": shape})
    QgsProject.instance().addMapLayer(QgsVectorLayer(shape, "Other format"))
    panel.choose_layer("Other")
    look("review_format")
    assert "GeoPackage" in panel.text("Advice")
    assert panel.shown(QPushButton, "Save")
    assert not panel.shown(QPushButton, "Start")
    panel.widget.save_and_start(saved)
    panel.begun()
    assert panel.text("Place").endswith(f"of {len(changes.rows())}")
    click(panel.button("Finish"))
    # Another program holds the file.
    with closing(sqlite3.connect(saved, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        click(panel.button("Start"))
        wait_for(lambda: panel.shown(QLabel, "Problem"), "the problem", PATIENCE)
        assert "Another program has locked the GeoPackage" in panel.text("Problem")
        connection.execute("ROLLBACK")


def test_points_are_interpreted_by_number_keys(panel, changes):
    """Points of a sample: a key for each class."""
    import processing

    path, mask = str(changes.folder / "sample.gpkg"), str(changes.folder / "mask.tif")
    processing.run("groundshift:samplepoints", {"MAP": mask, "ALLOCATION": 0, "SIZE": 10, "SAMPLE": path})
    layer = QgsVectorLayer(path, "Sample")
    layer.loadDefaultStyle()
    QgsProject.instance().addMapLayer(layer)
    mask_layer = QgsRasterLayer(mask, "Change mask")
    mask_layer.setCustomProperty("groundshift/result", "MASK")
    QgsProject.instance().addMapLayer(mask_layer)
    redraw()
    assert {"Change mask", "Change polygons"} <= set(shown_layers())
    for dock in iface.mainWindow().findChildren(QDockWidget):
        if dock.objectName() == "VertexEditor":
            dock.hide()  # QGIS leaves it open
    panel.choose_layer("Sample")
    panel.start()
    wait_still()
    assert clashing_letters(panel.widget) == []
    assert panel.text("Place") == "Point 1 of 10"
    assert panel.text("Facts") == "What is here?"
    assert set(shown_layers()) == {"before", "after", "Sample"}  # the results have stepped aside
    pressed = []
    for digit in (0, 1, 1, 0, 0, 1, 0, 1, 1, 0):
        if len(pressed) == 4:
            look("review-points")
        pressed.append((panel.entry().fid, digit))
        panel.press(getattr(KEYS, f"Key_{digit}"))
    panel.press(KEYS.Key_A)  # means nothing here
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        written = dict(connection.execute("SELECT fid, reference FROM sample"))
    assert written == dict(pressed)
    assert panel.text("Counts") == "10 of 10 points interpreted"
    values = {"MAP": mask, "SAMPLE": path, "REFERENCE_FIELD": "reference", "AREAS": str(changes.folder / "areas.csv")}
    assert os.path.exists(processing.run("groundshift:estimatearea", values)["AREAS"])
    click(panel.button("Finish"))
    redraw()
    assert {"Change mask", "Change polygons"} <= set(shown_layers())  # and are back
    QgsProject.instance().removeMapLayer(mask_layer.id())


def test_unloading_leaves_nothing(panel, changes, monkeypatch):
    """In the middle of a review: neither on the map, nor in the window, nor on the layer."""
    panel.choose_layer("Change pol")
    panel.start()
    wait(0.5)
    panel.press(KEYS.Key_B)
    before, layer, failures = changes.statuses(), changes.layer, []
    # It would open a window.
    monkeypatch.setattr(qgis.utils, "showException", lambda kind, value, *more, **options: failures.append(repr(value)))
    unloadPlugin("groundshift")
    let_go()
    key(iface.mapCanvas(), KEYS.Key_A)
    assert failures == []
    assert left_on_canvas() == 0
    assert [item for item in iface.mapCanvas().scene().items() if "Date" in type(item).__name__] == []
    assert layer.renderer().type() == "categorizedSymbol"
    assert changes.statuses() == before
    assert iface.mainWindow().findChild(QDialog, "GroundshiftDock") is None
    assert QgsApplication.processingRegistry().providerById("groundshift") is None
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)] == []
