"""The task "What became what" in a running QGIS Desktop: from two images to corrected transitions, by mouse and keyboard."""

from __future__ import annotations

import csv
import sqlite3
import time

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLabel, QToolButton, QTreeWidget, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import (
    TaskParts,
    child,
    choose,
    clashing_letters,
    click,
    cut_texts,
    key,
    open_tab,
    picture,
    silent_ones,
    tool_windows,
    wait,
    wait_for,
)
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=600)]

PATIENCE = 120
LAYERS = ("2019-05-01 early", "2023-05-01 late")
WATER, WOOD, FIELD = (200, 20, 20), (20, 200, 20), (20, 20, 200)  # what the model takes for each
HOUSE = (slice(40, 80), slice(40, 100))  # rows and columns of wood that became field
previewed = []  # areas of the transitions in the preview, for the run that follows
POND = (slice(120, 160), slice(120, 150))  # field that became water


def scene(after):
    """Wood in the upper half, field in the lower one; on the later date a clearing and a pond."""
    image = np.empty((3, 200, 200), np.uint8)
    image[:, :100], image[:, 100:] = np.array(WOOD)[:, None, None], np.array(FIELD)[:, None, None]
    if after:
        image[(slice(None), *HOUSE)] = np.array(FIELD)[:, None, None]
        image[(slice(None), *POND)] = np.array(WATER)[:, None, None]
    return image


class Task(TaskParts):
    def run(self):
        wait_for(self.part("Run").isEnabled, f"the check: {self.light}", PATIENCE)
        self.press("Run")
        self.ended()

    def type_model(self, path):
        line = self.part("Model").focusProxy().lineEdit()
        line.setFocus()
        line.selectAll()
        line.insert(path)
        key(line, Qt.Key.Key_Tab)

    def rows(self):
        table = self.part("TransitionTable", QTreeWidget)
        return [(table.topLevelItem(row).text(0), table.topLevelItem(row).text(1)) for row in range(table.topLevelItemCount())]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, halting):
    made = tmp_path_factory.mktemp("transitions")
    for name, after in zip(LAYERS, (False, True)):
        write_raster(made / f"{name}.tif", scene(after), pixel=1.0)
    (made / "cover.onnx").write_bytes(cover_model_bytes())
    return made


@pytest.fixture(scope="module")
def layers(folder):
    found = [QgsRasterLayer(str(folder / f"{name}.tif"), name) for name in LAYERS]
    QgsProject.instance().addMapLayers(found)
    iface.mapCanvas().setExtent(found[0].extent())
    return found


@pytest.fixture
def task(layers):
    return Task("Transitions")


def test_the_preview_follows_the_map_and_leaves_nothing(task, folder):
    """Before any run: what became what in the view, again when the map has moved, and gone with the button."""
    task.type_model(str(folder / "cover.onnx"))
    assert not task.part("TransitionStability").isVisible()
    task.part("TransitionDecision").setCollapsed(False)
    wait_for(task.part("TransitionStability").isVisible, "the settings of the decision")
    task.part("TransitionStability").setValue(1.6)
    task.part("TransitionContext").setValue(2)
    wait_for(task.part("Preview").isEnabled, f"the check: {task.light}", PATIENCE)
    canvas, control = iface.mapCanvas(), task.widget._preview
    count = len(QgsProject.instance().mapLayers())
    task.press("Preview")
    wait_for(lambda: control.picture is not None, "the preview", PATIENCE)
    wait(0.3)
    picture(iface.mainWindow(), "transitions_preview")
    assert " pixels in " in task.part("PreviewNote", QLabel).text()
    previewed[:] = sorted(np.bincount(control.picture.codes.ravel())[1:].tolist())  # a square metre a pixel
    assert len(previewed) == 2
    assert 0.7 < sum(previewed) / 3600 < 1.1  # edges are decided with their neighbours
    canvas.setExtent(QgsRectangle(500000, 3999900, 500120, 4000000))  # with the clearing only
    wait(0.6)
    wait_for(lambda: control.picture is not None and control.picture.codes.max() == 1, "the new view", PATIENCE)
    seen, own = control.picture, canvas.mapSettings().destinationCrs()
    # A CRS without a number is passed on whole.
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem.fromProj("+proj=laea +lat_0=36 +lon_0=-117 +datum=WGS84"))
    wait_for(
        lambda: control.picture is not None and control.picture is not seen, task.part("PreviewNote", QLabel).text(), PATIENCE
    )
    assert control.picture.codes.max() == 1
    canvas.setDestinationCrs(own)
    task.press("Preview")
    wait_for(lambda: control.picture is None, "the end of the preview")
    assert len(QgsProject.instance().mapLayers()) == count
    canvas.setExtent(QgsProject.instance().mapLayersByName(LAYERS[0])[0].extent())


def test_two_images_become_transitions_in_one_run(task, folder):
    """From a project with two images: the task, the model, Run."""
    task.type_model(str(folder / "cover.onnx"))
    wait_for(lambda: "can be compared" in task.light, task.light)
    assert task.part("Device").isVisible()
    block = task.part("Reading")
    wait_for(lambda: "Before: bands red = 1" in block.text() and "After: bands red = 1" in block.text(), block.text(), PATIENCE)
    assert block.level == "good"
    began = time.monotonic()
    seen = []
    task.part("Progress").valueChanged.connect(seen.append)
    task.run()
    print(f"two images to transitions: {time.monotonic() - began:.1f} s")
    assert task.part("Notice").text() == ""
    assert seen == sorted(seen), "one bar that goes on from the classification to the comparison"
    assert [text for text, _ in task.rows()] == ["wood → field", "field → water"]
    areas = [float(area.partition(" ")[0]) for _, area in task.rows()]
    assert sorted(areas) == pytest.approx(previewed, rel=0.003)  # on the ellipsoid: a run gives what the preview shows
    picture(iface.mainWindow(), "transitions_result")
    group = QgsProject.instance().layerTreeRoot().findGroups()[0]
    shown = [(node.name(), node.itemVisibilityChecked()) for node in group.children()]
    assert shown == [
        ("Transitions", True),
        ("From-to map", False),
        ("Land cover 2023-05-01 late", False),
        ("Land cover 2019-05-01 early", False),
    ]
    polygons = group.children()[0].layer()
    found = {feature["class"]: feature["area_m2"] for feature in polygons.getFeatures()}
    assert [found["wood → field"], found["field → water"]] == pytest.approx(areas, rel=0.003)


def test_letters_and_reasons(task):
    assert clashing_letters(task.tab) == []
    assert silent_ones(task.tab) == []
    assert cut_texts(task.tab) == []


def table(path):
    """The rows of the polygons as they are in the file, without the geometry."""
    with sqlite3.connect(path) as connection:
        (name,) = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchone()
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY area_m2')]


def test_the_class_of_each_date_is_corrected(task):
    polygons = QgsProject.instance().layerTreeRoot().findGroups()[0].children()[0].layer()
    path = polygons.source().partition("|")[0]
    before = table(path)
    task.press("TransitionReview")
    page = open_tab("Review")
    click(child(page, QAbstractButton, "GroundshiftReviewStart"))  # the polygons are temporary: it does not begin unasked

    def part(name, kind=QWidget):
        return child(page, kind, f"GroundshiftReview{name}")

    wait_for(lambda: part("Place", QLabel).text() == "1 of 2", "the first polygon")
    assert table(path) == before, "to look at polygons does not change their file"
    assert not part("Class", QComboBox).isVisible()
    choice = part("ClassAfter", QComboBox)
    assert [choice.itemText(index) for index in range(choice.count())] == ["water", "wood", "field"]
    assert "review_status" not in table(path)[0]
    first = part("Facts", QLabel).text().split(" · ")[0]
    choose(part("ClassBefore", QComboBox), "water")
    key(part("ClassBefore", QComboBox), Qt.Key.Key_Return)
    was, became = first.split(" → ")
    wait_for(lambda: part("Facts", QLabel).text().startswith(f"water → {became} (detected: {first})"), "the class")
    picture(iface.mainWindow(), "transitions_review")
    assert "accepted" in part("Status", QLabel).text()
    key(iface.mapCanvas(), Qt.Key.Key_N)
    wait_for(lambda: part("Place", QLabel).text() == "2 of 2", "the second polygon")
    second = part("Facts", QLabel).text().split(" · ")[0]
    same = part("ClassBefore", QComboBox).currentText()
    key(iface.mapCanvas(), Qt.Key.Key_1 + ["water", "wood", "field"].index(same))  # after as before: no change
    wait_for(lambda: "rejected" in part("Status", QLabel).text(), "the status")
    stored = {row["class"]: (row["from"], row["to"], row["review_status"], row["review_class"]) for row in table(path)}
    assert stored == {
        first: (was, became, "accepted", f"water → {became}"),
        second: (*second.split(" → "), "rejected", f"{same} → {same}"),
    }
    click(part("Undo", QToolButton))
    click(part("Undo", QToolButton))
    assert {row["review_status"] for row in table(path)} == {None}
    click(part("Finish", QAbstractButton))


def test_a_transition_is_shown_alone(task):
    polygons = QgsProject.instance().layerTreeRoot().findGroups()[0].children()[0].layer()

    def drawn():
        return sorted(str(one.value()) for one in polygons.renderer().categories() if one.renderState())

    everything = drawn()
    rows = task.part("TransitionTable", QTreeWidget)
    place = rows.visualItemRect(rows.topLevelItem(1)).center()
    click(rows.viewport(), place)
    assert drawn() == ["field → water"]
    click(rows.viewport(), place)
    assert drawn() == everything == ["field → water", "wood → field"]


def test_areas_of_transitions_are_estimated_from_points(task, folder):
    """Sample… opens the tool on the from-to map; points that are interpreted in the tab Review give an interval for each."""
    import processing

    task.press("TransitionEstimate")
    wait_for(lambda: tool_windows("samplepoints"), "the tool")
    (tool,) = tool_windows("samplepoints")
    layer = QgsProject.instance().mapLayer(str(tool.createProcessingParameters()["MAP"]))
    tool.close()
    assert layer.name() == "From-to map"
    path = str(folder / "sample.gpkg")
    processing.run("groundshift:samplepoints", {"MAP": layer, "SIZE": 60, "SAMPLE": path})
    points = QgsVectorLayer(path, "points", "ogr")
    QgsProject.instance().addMapLayer(points)
    fields = points.fields()
    changes = {one.id(): {fields.lookupField("reference"): one["stratum"]} for one in points.getFeatures()}
    assert points.dataProvider().changeAttributeValues(changes)  # an interpreter who agrees with the map
    page = open_tab("Review")
    child(page, QComboBox, "GroundshiftReviewLayer").setLayer(points)
    wait(0.2)
    click(child(page, QAbstractButton, "GroundshiftReviewStart"))
    finish = child(page, QAbstractButton, "GroundshiftReviewFinish")
    wait_for(finish.isVisible, "the review")
    click(child(page, QAbstractButton, "GroundshiftReviewAccuracy"))
    wait_for(lambda: tool_windows("estimatearea"), "the tool")
    (tool,) = tool_windows("estimatearea")
    values = tool.createProcessingParameters()
    tool.close()
    click(finish)
    assert (values["MAP"], values["SAMPLE"]) == (layer.id(), points.id())
    areas = str(folder / "areas.csv")
    processing.run("groundshift:estimatearea", {**values, "AREAS": areas})
    with open(areas, encoding="utf-8") as stream:
        rows = {row["class"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {"no change", "wood → field", "field → water"}
    mapped = {text: float(area.partition(" ")[0]) for text, area in task.rows()}
    assert 1e4 * float(rows["wood → field"]["estimated_ha"]) == pytest.approx(mapped["wood → field"], rel=0.01)
    assert "ci95_ha" in rows["wood → field"]


def test_two_maps_of_classes_are_compared(task):
    """The maps of the first run, chosen as the dates: no model is asked for."""
    root = QgsProject.instance().layerTreeRoot()
    early, late = (next(n for n in root.findLayers() if n.name() == f"Land cover {name}") for name in LAYERS)
    for name, node in (("After", late), ("Before", early)):
        combo = task.part(name)
        combo.setLayer(node.layer())
    wait_for(lambda: "a map of 3 classes" in task.light, task.light)
    assert not task.part("Model").isVisible()
    assert not task.part("Device").isVisible()  # no network runs
    changes = task.part("Changes", QComboBox)
    assert changes.findText("field>water") > 0
    changes.setFocus()
    changes.lineEdit().selectAll()
    changes.lineEdit().insert("field>water")
    key(changes, Qt.Key.Key_Tab)
    task.run()
    assert [text for text, _ in task.rows()] == ["field → water"]


def test_history_fills_the_form(task, layers):
    from groundshift.plugin.gui.history.run_history import current_history

    history = open_tab("History")
    runs = child(history, QTreeWidget, "GroundshiftHistoryRuns")
    titles = [runs.topLevelItem(row).text(0).split("\n")[0] for row in range(runs.topLevelItemCount())]
    assert [title for title in titles if "points" not in title] == [
        "Land cover 2019-05-01 early → Land cover 2023-05-01 late",
        "2019-05-01 early → 2023-05-01 late",
    ], "a run of the panel is one entry"
    first = current_history().records[0].parameters
    assert [first[name]["id"] for name in ("BEFORE", "AFTER")] == [layer.id() for layer in layers], "it can be run again"
    assert first["MODEL"].endswith("cover.onnx")
    assert [first[name] for name in ("STABILITY", "CONTEXT", "PRIOR", "BALANCE")] == [1.6, 2, 0, True]
    open_tab("Detect")
    changes = task.part("Changes", QComboBox)
    changes.setCurrentIndex(0)
    task.part("TransitionStability").setValue(3.0)
    click(child(task.tab, QToolButton, "GroundshiftTaskBuildings"))
    open_tab("History")
    runs.setCurrentItem(runs.topLevelItem(0))
    click(child(history, QAbstractButton, "GroundshiftHistoryOthers"))
    wait_for(lambda: task.widget.isVisible(), "the task")
    assert changes.currentText() == "field>water"
    assert task.part("TransitionStability").value() == pytest.approx(1.6)


def test_cancel_stops_all_of_it(task, layers, halting):
    """Cancelled while the first image is classified: nothing is added, and it is no failure."""
    task.part("Changes", QComboBox).setCurrentIndex(0)
    for name, layer in zip(("Before", "After"), layers):
        task.part(name).setLayer(layer)
    wait(0.5)
    wait_for(task.part("Run").isEnabled, task.light, PATIENCE)
    count = len(QgsProject.instance().mapLayers())
    halting.halt()
    task.press("Run")
    wait_for(lambda: task.part("Progress").value() > 0 or not task.running, "progress", PATIENCE)
    assert task.running
    task.press("Cancel")
    wait_for(lambda: not task.running, "the end")
    wait(0.5)
    assert len(QgsProject.instance().mapLayers()) == count
    assert task.part("Notice").text() == ""
