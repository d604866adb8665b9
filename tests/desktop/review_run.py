"""Runs inside QGIS Desktop: reviews polygons of a real detection with keys and clicks, leaves, comes back, goes on.

From the environment: BEFORE, AFTER, FOLDER. Leaves FOLDER/report.json and pictures of the real windows.
"""

from __future__ import annotations

import faulthandler
import os
import sqlite3
import stat
import time
from contextlib import closing

import qgis.utils
from qgis.core import QgsApplication, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
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
    QTextBrowser,
    QToolButton,
)
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import (
    FOLDER,
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
    wait,
    wait_for,
)

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
POLYGONS = os.path.join(FOLDER, "polygons.gpkg")
_MOST_SECONDS = 900
PROJECT = os.path.join(FOLDER, "review.qgz")


def look(name):
    """A picture of the window, when the map is drawn."""
    wait(0.3)
    wait_for(lambda: not iface.mapCanvas().isDrawing(), "the map")
    picture(iface.mainWindow(), name)


def detect():
    """A real detection, in this QGIS."""
    import processing

    values = {"BEFORE": os.environ["BEFORE"], "AFTER": os.environ["AFTER"], "MASK": os.path.join(FOLDER, "mask.tif")}
    return processing.run("groundshift:detectchange", {**values, "THRESHOLD": 0.3, "MIN_AREA": 5, "POLYGONS": POLYGONS})


def add_dates():
    layers = [QgsRasterLayer(os.environ[name], name.lower()) for name in ("BEFORE", "AFTER")]
    for layer in layers:
        QgsProject.instance().addMapLayer(layer)
    iface.mapCanvas().setDestinationCrs(layers[1].crs())
    iface.mapCanvas().setExtent(layers[1].extent())
    return layers


def rows(table, columns="uuid, review_status, review_class, review_comment, reviewed_at, reviewer"):
    """What the file itself holds, as any other program would read it."""
    with closing(sqlite3.connect(f"file:{POLYGONS}?mode=ro", uri=True)) as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY fid").fetchall()


def statuses():
    return {row[0]: row[1] for row in rows("polygons")}


def counts():
    found = list(statuses().values())
    return {str(status): found.count(status) for status in (None, "accepted", "rejected", "missed")}


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

    def start(self):
        click(self.button("Start"))
        wait_for(lambda: self.shown(QProgressBar, "Progress") and " of " in self.text("Place"), "the review")

    def uuid(self):
        return self.widget.walk.current.key

    def press(self, code, modifiers=Qt.KeyboardModifier.NoModifier):
        """On the map, which has the keyboard now."""
        key(iface.mapCanvas(), code, modifiers)


def wait_still():
    """Until QGIS has fitted its map to the room that it has."""
    canvas, seen, since = iface.mapCanvas(), None, time.monotonic()
    while time.monotonic() < since + 1:
        now = (canvas.width(), canvas.height(), canvas.extent().toString(3))
        if now != seen:
            seen, since = now, time.monotonic()
        wait(0.05)


def screen_place(point):
    """Where a point in map coordinates is on the canvas."""
    return iface.mapCanvas().getCoordinateTransform().transform(point).toQPointF().toPoint()


def main():
    report = {}
    faulthandler.dump_traceback_later(_MOST_SECONDS, exit=True)  # a long script: more than hands give
    iface.mainWindow().resize(1500, 940)
    panel = Panel()
    report["empty"] = {"advice": panel.text("Advice"), "start": panel.shown(QPushButton, "Start")}
    look("review_empty")
    before, after = add_dates()
    found = detect()
    report["detected"] = found["POLYGON_COUNT"]
    columns = "uuid, class"
    report["uuids"] = [row[0] for row in rows("polygons", columns)]
    layer = QgsVectorLayer(POLYGONS, "Change polygons")
    layer.loadDefaultStyle()
    QgsProject.instance().addMapLayer(layer)
    wait(0.5)
    choose(panel.find(QComboBox, "Layer"), "Change pol")
    panel.widget._session.set_pair(before, after)
    report["renderer_before"] = layer.renderer().type()
    report["styles_before"] = layer.styleManager().styles()
    look("review_start")
    report["keys"] = [clashing_letters(panel.widget)]
    panel.start()
    report["keys"].append(clashing_letters(panel.widget))
    report.update(review_ten(panel, layer))
    report.update(reopen())
    panel = Panel()
    for part in (edit, areas_and_products, refusals):
        report.update(part(panel))
    report.update(points())
    report["unloaded"] = unload()
    return report


def review_ten(panel, layer):
    report = {"place": panel.text("Place"), "facts": panel.text("Facts")}
    canvas = iface.mapCanvas()
    wait(1.0)
    # The polygon stands in the middle of the map, with its surroundings.
    entry = panel.widget.walk.current
    report["centred"] = canvas.extent().contains(QgsPointXY(entry.x, entry.y)) and canvas.extent().width() < 300
    look("review-walk")
    panel.press(KEYS.Key_B)
    wait(1.5)
    report["flipped"] = panel.button("Flip", QToolButton).text()
    look("review-before")
    panel.press(KEYS.Key_B)
    report["flipped_again"] = panel.button("Flip", QToolButton).text()
    panel.press(KEYS.Key_Escape)
    report["flip_ended"] = panel.button("Flip", QToolButton).isChecked()
    walked = []
    for code in (KEYS.Key_A, KEYS.Key_A, KEYS.Key_R, KEYS.Key_A, KEYS.Key_R, KEYS.Key_A):
        walked.append(panel.uuid())
        panel.press(code)
    report["walked"] = walked
    report["after_six"] = [statuses()[name] for name in walked]
    report["counts_text"] = panel.text("Counts")
    # Back two decisions and forth one.
    panel.press(KEYS.Key_Z, CTRL)
    panel.press(KEYS.Key_Z, CTRL)
    report["undone"] = [statuses()[name] for name in walked]
    report["undone_at"] = panel.uuid() == walked[4]
    report["stamp_undone"] = next(row for row in rows("polygons") if row[0] == walked[4])[1:]
    panel.press(KEYS.Key_Z, CTRL | SHIFT)
    report["redone"] = [statuses()[name] for name in walked]
    # A comment, typed where the letters of commands are no commands.
    panel.press(KEYS.Key_N)
    commented = panel.uuid()
    panel.press(KEYS.Key_C)
    comment = panel.find(QLineEdit, "Comment")
    report["comment_has_focus"] = comment.window().focusWidget() is comment
    QTest.keyClicks(comment, "a barn, rarely")
    key(comment, KEYS.Key_Return)
    report["comment"] = next(row for row in rows("polygons") if row[0] == commented)[3]
    report["comment_decided"] = statuses()[commented]
    # Another class, typed; it accepts.
    classes = panel.find(QComboBox, "Class")
    classes.lineEdit().setFocus()
    classes.lineEdit().selectAll()
    QTest.keyClicks(classes.lineEdit(), "greenhouse")
    key(classes.lineEdit(), KEYS.Key_Return)
    report["class"] = next(row for row in rows("polygons") if row[0] == commented)[1:3]
    # The new class has a key now.
    chosen = panel.uuid()
    digit = 1 + [classes.itemText(index) for index in range(classes.count())].index("greenhouse")
    panel.press(getattr(KEYS, f"Key_{digit}"))
    report["class_by_key"] = next(row for row in rows("polygons") if row[0] == chosen)[1:3]
    # The walk by mouse.
    click(panel.button("Accept"))
    click(panel.button("Reject"))
    panel.press(KEYS.Key_A)
    report["counts"] = counts()
    here = panel.uuid()
    panel.press(KEYS.Key_P)
    report["previous"] = panel.uuid() != here
    panel.press(KEYS.Key_F)
    report["filter"] = panel.find(QCheckBox, "Undecided").isChecked()
    panel.press(KEYS.Key_F)
    choose(panel.find(QComboBox, "Order"), "Larg")
    key(panel.find(QComboBox, "Order"), KEYS.Key_Return)
    sizes = [entry.size for entry in panel.widget.walk.entries()]
    report["sorted_by_size"] = sizes == sorted(sizes, reverse=True)
    choose(panel.find(QComboBox, "Order"), "By pl")
    places = [(entry.x, entry.y) for entry in panel.widget.walk.entries()]
    steps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in zip(places, places[1:])]
    report["mean_step"] = sum(steps) / len(steps)
    report["style"] = layer.renderer().type()
    report["reviewer"] = {row[5] for row in rows("polygons") if row[1]} == {panel.find(QLineEdit, "Reviewer").text()}
    look("review_later")
    # The comment's field keeps its letters, and a hidden tab leaves the map its keys.
    before = statuses()
    open_tab("Compare")
    key(iface.mapCanvas(), KEYS.Key_A)
    report["hidden_tab_is_deaf"] = statuses() == before
    return report


def reopen():
    """Save the project, close it, open it again, go on reviewing."""
    project = QgsProject.instance()
    before = statuses()
    assert project.write(PROJECT)
    iface.newProject(False)
    let_go()
    report = {"bands_left": left_on_canvas(), "kept": statuses() == before}
    iface.addProject(PROJECT)
    wait(1.0)
    panel = Panel()
    choose(panel.find(QComboBox, "Layer"), "Change pol")
    report["button"] = panel.button("Start").text().replace("&", "")
    session = panel.widget._session
    session.set_pair(*(QgsProject.instance().mapLayersByName(name)[0] for name in ("before", "after")))
    panel.start()
    report["resumed"] = panel.text("Counts")
    report["resumed_at_undecided"] = statuses()[panel.uuid()] is None
    decided = counts()
    panel.press(KEYS.Key_R)
    report["went_on"] = counts()["rejected"] == decided["rejected"] + 1
    report["no_undo_of_before"] = panel.button("Undo", QToolButton).isEnabled()
    panel.press(KEYS.Key_Z, CTRL)
    report["nothing_more_to_undo"] = panel.button("Undo", QToolButton).isEnabled()
    panel.press(KEYS.Key_Z, CTRL | SHIFT)
    return report


def left_on_canvas():
    from qgis.gui import QgsRubberBand

    return sum(isinstance(item, QgsRubberBand) and item.isVisible() for item in iface.mapCanvas().scene().items())


def edit(panel):
    """Digitise a missed change and reshape another with QGIS's own tools."""
    report = {}
    canvas = iface.mapCanvas()
    amount = len(rows("polygons"))
    canvas.setFocus()
    iface.mainWindow().resize(1500, 620)  # not all of the form fits
    wait(0.5)
    panel.press(KEYS.Key_M)
    wait(0.5)
    save = panel.button("EditSave")
    report["save_in_view"] = save.visibleRegion().boundingRect().height() == save.height()
    iface.mainWindow().resize(1500, 940)
    wait(0.5)
    report["edit_bar"] = panel.button("EditSave").isVisible()
    resting = [panel.button(name) for name in ("Accept", "Reject", "Reshape", "Missed")]
    report["why_not"] = [(button.isEnabled(), button.toolTip()) for button in resting]
    report["keys_while_editing"] = clashing_letters(panel.widget)
    view = canvas.viewport()
    middle = view.rect().center() + QPoint(140, 110)
    for place in (QPoint(-40, -30), QPoint(40, -30), QPoint(40, 30), QPoint(-40, 30)):
        move(view, middle + place)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + place)
        wait(0.15)
    look("review-missed")
    QTest.mouseClick(view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(-45, 35))
    wait(0.5)
    click(panel.button("EditSave"))
    wait(1.0)
    drawn = rows("polygons", "uuid, review_status, class, area_m2, reviewer, reviewed_at")
    new = [row for row in drawn if row[1] == "missed"]
    report["drawn"] = len(drawn) - amount
    report["missed"] = [
        {"named": len(row[0] or "") == 36, "class": row[2], "area": row[3], "by": bool(row[4] and row[5])} for row in new
    ]
    report["shown_after_drawing"] = bool(new) and panel.uuid() == new[0][0]
    (layer,) = QgsProject.instance().mapLayersByName("Change polygons")
    if new:
        feature = next(item for item in layer.getFeatures() if item["uuid"] == new[0][0])
        report["area_is_right"] = ellipsoidal(layer, feature)
    # What the reviewer drew cannot be a false finding of the detection.
    panel.press(KEYS.Key_R)
    report["own_is_not_rejected"] = [statuses()[new[0][0]], panel.text("Problem")]
    # Reshaping: the vertex tool moves a corner of the drawn polygon.
    panel.press(KEYS.Key_E)
    wait(0.5)
    report["editable"] = layer.isEditable()
    feature = next(item for item in layer.getFeatures() if item["uuid"] == new[0][0])
    old = feature.geometry().area()
    report["problem_gone"] = not panel.shown(QLabel, "Problem")
    # QGIS opens its vertex editor beside the map, coordinates in its status bar widen it, and it fits the map to that later.
    move(view, view.rect().center())
    wait_still()
    for offset in (QPoint(0, 0), QPoint(-60, -50)):
        place = screen_place(QgsPointXY(feature.geometry().vertexAt(0))) + offset  # now: the map may have moved
        for step in range(3):
            move(view, place + QPoint(step - 2, 0))
        move(view, place)
        wait(0.4)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        wait(0.3)
    # Letters are QGIS's now.
    before = statuses()
    key(canvas, KEYS.Key_R)
    report["keys_rest_while_editing"] = statuses() == before
    click(panel.button("EditSave"))
    wait(1.0)
    feature = next(item for item in layer.getFeatures() if item["uuid"] == new[0][0])
    report["reshaped"] = feature.geometry().area() > old * 1.05
    report["area_follows"] = ellipsoidal(layer, feature)
    report["tips_are_back"] = panel.button("Accept").isEnabled() and panel.button("Accept").toolTip()
    report["editing_over"] = not layer.isEditable() and not panel.button("EditSave").isVisible()
    report["form_is_back"] = int(layer.editFormConfig().suppress()) == 0
    return report


def ellipsoidal(layer, feature):
    """The field area_m2 over the area by a measure of our own: a sphere's radius is off by 0.6 % at most."""
    import math

    box = feature.geometry().boundingBox()
    scale = math.cos(2 * math.atan(math.exp(box.center().y() / 6378137)) - math.pi / 2)
    return feature["area_m2"] / (feature.geometry().area() * scale**2)


def areas_and_products(panel):
    report = {}
    canvas = iface.mapCanvas()
    panel.press(KEYS.Key_V)
    wait(0.5)
    report["areas"] = len(rows("reviewed_areas", "uuid"))
    panel.press(KEYS.Key_Z, CTRL)
    report["areas_undone"] = len(rows("reviewed_areas", "uuid"))
    panel.press(KEYS.Key_Z, CTRL | SHIFT)
    report["area_values"] = rows("reviewed_areas", "uuid, reviewer, reviewed_at")[0]
    area_menu = panel.button("Area", QToolButton).menu()
    next(action for action in area_menu.actions() if "rectangle" in action.text()).trigger()
    view = canvas.viewport()
    drag(view, QPoint(60, 60), QPoint(300, 260))
    wait(0.5)
    report["rectangles"] = len(rows("reviewed_areas", "uuid"))
    report["tool_is_back"] = type(canvas.mapTool()).__name__ != "AreaTool"
    report.update(rotated(panel))
    report["areas_in_project"] = len(QgsProject.instance().mapLayersByName("Reviewed areas"))
    click(panel.button("Labels"))
    wait(0.5)
    texts = [text for text in iface.messageBar().findChildren(QTextBrowser) if text.isVisible()]
    report["message"] = [[text.toPlainText() for text in texts], sum(is_cut(text) for text in texts)]
    look("review_labels")
    report["labels"] = rows("review_labels", "uuid, class, source")
    report["accepted"] = counts()["accepted"]
    report["label_area"] = len(rows("review_labels_area", "fid"))
    iface.messageBar().clearWidgets()
    click(panel.button("Accuracy"))
    wait(1.0)
    dialogs = [one for one in QApplication.topLevelWidgets() if one.isVisible() and hasattr(one, "mainWidget")]
    report["accuracy_dialog"] = len(dialogs)
    for dialog in dialogs:
        picture(dialog, "review_accuracy")
        report["accuracy_values"] = dialog_values(dialog)
        dialog.close()
    report["measured"] = measure()
    return report


def is_cut(text):
    return text.document().size().height() > text.height() + 2


def rotated(panel):
    """On a slanted map: go to a polygon, flip, mark the view, draw a polygon of ground that was looked at."""
    canvas, report = iface.mapCanvas(), {}
    tool, amount = canvas.mapTool(), len(area_shapes())
    canvas.setRotation(30)
    panel.press(KEYS.Key_N)
    wait(1.0)
    entry = panel.widget.walk.current
    report["slanted_centre"] = [
        canvas.mapSettings().rotation(),
        canvas.center().distance(QgsPointXY(entry.x, entry.y)) / canvas.extent().width(),
    ]
    panel.press(KEYS.Key_B)
    wait(1.5)
    report["slanted_flip"] = panel.button("Flip", QToolButton).text()
    look("review_rotated")
    panel.press(KEYS.Key_Escape)
    panel.press(KEYS.Key_V)
    wait(0.3)
    width, height = canvas.viewport().width(), canvas.viewport().height()
    edges = [QPoint(0, 0), QPoint(width, 0), QPoint(width, height), QPoint(0, height)]
    report["slanted_view"] = overlap(area_shapes()[-1], on_map(edges))
    choose_area("polygon", panel)
    click(canvas.viewport(), QPoint(100, 100))
    report["drawing"] = [type(canvas.mapTool()).__name__, panel.text("Drawing")]
    key(canvas, KEYS.Key_Escape)
    report["given_up"] = [len(area_shapes()) - amount, canvas.mapTool() is tool, panel.shown(QLabel, "Drawing")]
    choose_area("polygon", panel)
    corners = [QPoint(100, 100), QPoint(300, 120), QPoint(260, 320), QPoint(90, 250)]
    for corner in corners:
        move(canvas.viewport(), corner)
        click(canvas.viewport(), corner)
    look("review_area")
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, corners[-1])
    wait(0.5)
    report["drawn_polygon"] = [len(area_shapes()) - amount, overlap(area_shapes()[-1], on_map(corners))]
    report["drawn_values"] = all(rows("reviewed_areas", "uuid, reviewer, reviewed_at")[-1])
    report["map_tool_again"] = canvas.mapTool() is tool
    panel.press(KEYS.Key_Z, CTRL)
    panel.press(KEYS.Key_Z, CTRL)
    report["drawn_undone"] = len(area_shapes()) - amount
    canvas.setRotation(0)
    return report


def choose_area(text, panel):
    menu = panel.button("Area", QToolButton).menu()
    next(action for action in menu.actions() if text in action.text()).trigger()
    wait(0.1)


def area_shapes():
    layer = QgsVectorLayer(f"{POLYGONS}|layername=reviewed_areas", "areas", "ogr")
    return [feature.geometry() for feature in layer.getFeatures()]


def on_map(places):
    """The polygon with these corners on the canvas, in the map's CRS."""
    to_map = iface.mapCanvas().getCoordinateTransform().toMapCoordinates
    return QgsGeometry.fromPolygonXY([[QgsPointXY(to_map(place)) for place in places]])


def overlap(one, other):
    return one.intersection(other).area() / one.combine(other).area()


def dialog_values(dialog):
    """What the dialog would run with, by the layers' names."""
    values = dialog.createProcessingParameters()
    layers = {name: QgsProject.instance().mapLayer(str(values[name])) for name in ("PREDICTED", "REFERENCE", "AREA")}
    return {name: layer.name() if layer is not None else str(values[name]) for name, layer in layers.items()}


def measure():
    import processing

    path = POLYGONS + "|layername="
    values = {"PREDICTED": path + "review_detected", "REFERENCE": path + "review_labels", "AREA": path + "review_accuracy_area"}
    found = processing.run("groundshift:assessaccuracy", values)
    return {name: found[name] for name in ("PRECISION", "RECALL", "F1")}


def refusals(panel):
    """Layers that cannot be reviewed say why, and how to mend it."""
    report = {}
    click(panel.button("Finish"))
    wait(0.3)
    (layer,) = QgsProject.instance().mapLayersByName("Change polygons")
    report["own_style_is_back"] = layer.renderer().type()
    report["styles"] = layer.styleManager().styles()
    import processing

    shape = os.path.join(FOLDER, "other.shp")
    processing.run("native:savefeatures", {"INPUT": POLYGONS + "|layername=polygons", "OUTPUT": shape})
    other = QgsVectorLayer(shape, "Other format")
    QgsProject.instance().addMapLayer(other)
    choose(panel.find(QComboBox, "Layer"), "Other")
    report["shapefile"] = panel.text("Advice")
    report["shapefile_can_be_saved"] = panel.shown(QPushButton, "Save") and not panel.shown(QPushButton, "Start")
    look("review_format")
    panel.widget.save_and_start(os.path.join(FOLDER, "saved.gpkg"))
    wait_for(lambda: " of " in panel.text("Place") and panel.shown(QProgressBar, "Progress"), "the saved copy")
    report["saved_reviews"] = panel.text("Place").endswith(f"of {len(rows('polygons'))}")
    click(panel.button("Finish"))
    # Another program holds the file.
    connection = sqlite3.connect(os.path.join(FOLDER, "saved.gpkg"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    click(panel.button("Start"))
    wait(0.5)
    report["locked"] = panel.text("Problem")
    connection.execute("ROLLBACK")
    connection.close()
    os.chmod(os.path.join(FOLDER, "saved.gpkg"), stat.S_IRUSR)
    report["root"] = os.geteuid() == 0
    choose(panel.find(QComboBox, "Layer"), "Change pol")
    choose(panel.find(QComboBox, "Layer"), "Other")
    report["read_only"] = panel.text("Advice")
    os.chmod(os.path.join(FOLDER, "saved.gpkg"), stat.S_IRUSR | stat.S_IWUSR)
    return report


def points():
    """Interpret points of a sample: a number key for each class."""
    import processing

    path = os.path.join(FOLDER, "sample.gpkg")
    mask = os.path.join(FOLDER, "mask.tif")
    processing.run("groundshift:samplepoints", {"MAP": mask, "ALLOCATION": 0, "SIZE": 10, "SAMPLE": path})
    layer = QgsVectorLayer(path, "Sample")
    layer.loadDefaultStyle()
    QgsProject.instance().addMapLayer(layer)
    panel = Panel()
    show_only_dates()
    for dock in iface.mainWindow().findChildren(QDockWidget):
        if dock.objectName() == "VertexEditor":
            dock.hide()  # QGIS leaves it open
    choose(panel.find(QComboBox, "Layer"), "Sample")
    panel.start()
    wait(2.0)
    report = {
        "keys_of_points": clashing_letters(panel.widget),
        "points_text": panel.text("Place"),
        "point_facts": panel.text("Facts"),
    }
    pressed = []
    for digit in (0, 1, 1, 0, 0, 1, 0, 1, 1, 0):
        if len(pressed) == 4:
            look("review-points")
        pressed.append((panel.widget.walk.current.fid, digit))
        panel.press(getattr(KEYS, f"Key_{digit}"))
    panel.press(KEYS.Key_A)  # means nothing here
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        written = dict(connection.execute("SELECT fid, reference FROM sample"))
    report["points_written"] = written == dict(pressed)
    report["points_done"] = panel.text("Counts")
    values = {"MAP": mask, "SAMPLE": path, "REFERENCE_FIELD": "reference"}
    found = processing.run("groundshift:estimatearea", {**values, "AREAS": os.path.join(FOLDER, "areas.csv")})
    report["estimated"] = os.path.exists(found["AREAS"])
    return report


def show_only_dates():
    """Switch off what lies over the images."""
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findLayers():
        if node.name() not in ("before", "after"):
            node.setItemVisibilityChecked(False)


def unload():
    """Unload in the middle of a review: nothing stays on the map, in the window, or on the layer."""
    (layer,) = QgsProject.instance().mapLayersByName("Change polygons")
    panel = Panel()
    choose(panel.find(QComboBox, "Layer"), "Change pol")
    panel.start()
    wait(0.5)
    panel.press(KEYS.Key_B)
    before = statuses()
    failures = []
    qgis.utils.showException = lambda kind, value, *more, **options: failures.append(repr(value))  # it would open a window
    unloadPlugin("groundshift")
    let_go()
    key(iface.mapCanvas(), KEYS.Key_A)
    return {
        "failures": failures,
        "bands": left_on_canvas(),
        "items": [type(item).__name__ for item in iface.mapCanvas().scene().items() if "Date" in type(item).__name__],
        "style": layer.renderer().type(),
        "keys": statuses() == before,
        "dock": iface.mainWindow().findChild(QDialog, "GroundshiftDock") is None,
        "provider": QgsApplication.processingRegistry().providerById("groundshift") is None,
        "windows": len([one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]),
    }


run(main)
