"""The Detect tab in a running QGIS Desktop: pick, draw, run, cancel, preview, move, apply, by mouse and keyboard."""

from __future__ import annotations

import math
import os
import re
import shlex

import numpy as np
import pytest
import qgis.utils
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsField,
    QgsMimeDataUtils,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
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
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

from groundshift.plugin.layers.polygon_origin import read_origin
from groundshift.tests.desktop.detect_panel import PATIENCE, Files, Panel, add, groups, layers_of, mask_counts, results, show
from groundshift.tests.desktop.hands import (
    check,
    child,
    choose,
    clashing_letters,
    click,
    drag,
    key,
    let_go,
    modal,
    move,
    open_tab,
    picture,
    silent_ones,
    tool_windows,
    wait,
    wait_for,
)
from groundshift.tests.helpers.gdal_files import write_raster

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=1600)]


def drop(combo, layer):
    """Drag a layer from the tree onto a combo box."""
    data = QgsMimeDataUtils.encodeUriList([QgsMimeDataUtils.Uri(layer)])
    place = combo.rect().center()
    how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, *how)
    QApplication.sendEvent(combo, enter)
    QApplication.sendEvent(combo, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, *how))
    wait(0.2)
    return enter.isAccepted()


def place(x, y):
    view = iface.mapCanvas().viewport()
    return QPoint(round(x * view.width()), round(y * view.height()))


def screen(x, y):
    """Where a place of the ground (units of the map) is on the canvas."""
    found = iface.mapCanvas().mapSettings().mapToPixel().transform(QgsPointXY(x, y))
    return QPoint(round(found.x()), round(found.y()))


def items():
    return len(iface.mapCanvas().scene().items())


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("detect"))


@pytest.fixture(scope="module")
def panel(halting):
    window = iface.mainWindow()
    window.resize(1500, 950)
    opened = Panel()
    window.resizeDocks([child(window, QDockWidget, "GroundshiftDock")], [420], Qt.Orientation.Horizontal)
    return opened


@pytest.fixture(scope="module")
def pair(panel, files):
    """Two dates in the project, and on the map."""
    layers = [add(path, name) for path, name in zip(files.pair, ("scene 2019-05-01", "scene 2021-07-30"))]
    wait(0.3)
    show(layers[1])
    return layers


@pytest.fixture(scope="module")
def tiles():
    """A web map of the pair's ground, grey all over."""
    from groundshift.tests.helpers.tile_server import TileServer

    here, degrees = osr.SpatialReference(), osr.SpatialReference()
    for reference, number in ((here, 32611), (degrees, 4326)):
        reference.ImportFromEPSG(number)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    lon, lat, _ = osr.CoordinateTransformation(here, degrees).TransformPoint(500000, 4000000)
    zoom = 18
    column = math.floor((lon + 180) / 360 * 2**zoom)
    row = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
    server = TileServer(np.full((3, 5 * 256, 5 * 256), 100, np.uint8), zoom, column - 1, row - 1)
    yield server
    server.stop()


def test_an_empty_project_says_what_to_do(panel):
    picture(iface.mainWindow(), "detect_empty")
    assert panel.light.startswith("Add two images first")
    assert panel.part("Run").toolTip()
    assert silent_ones(panel.widget) == []


def test_layers_are_picked(panel, pair):
    before, after = (panel.part(name, QgsMapLayerComboBox) for name in ("Before", "After"))
    assert [before.currentText(), after.currentText()] == ["scene 2019-05-01", "scene 2021-07-30"]
    choose(after, "scene 2019")
    assert after.currentText() == "scene 2019-05-01"
    assert drop(after, pair[1])
    assert after.currentText() == "scene 2021-07-30"
    panel.press("Swap")
    assert [before.currentText(), after.currentText()] == ["scene 2021-07-30", "scene 2019-05-01"]
    panel.press("Swap")


def test_dates_are_read_and_edited(panel, pair):
    assert [panel.part(f"{name}Date").lineEdit().text() for name in ("Before", "After")] == ["2019-05-01", "2021-07-30"]
    panel.press("Swap")
    panel.settled()
    assert panel.level in ("caution", "bad")
    assert panel.level == "bad" or "swap the two" in panel.light
    panel.press("Swap")
    field = panel.part("BeforeDate")
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager here
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "20180203")  # a section goes on to the next by itself
    key(field, Qt.Key.Key_Tab)
    assert pair[0].customProperty("groundshift/date") == "2018-02-03"
    field.clear()
    wait(0.2)
    assert field.lineEdit().text() == "2019-05-01"


def test_the_light_judges_the_model(panel, pair, files):
    panel.type_model(files.coarse)
    assert panel.level == "bad"
    assert "0.5 m" in panel.light
    assert "'Resolution'" in panel.light
    assert not panel.part("Run").isEnabled()
    assert panel.part("Run").toolTip()
    picture(iface.mainWindow(), "detect_unsuited")
    assert panel.part("LightAction", QAbstractButton).text() == "Detect change without a network…"
    panel.press("LightAction")
    wait_for(lambda: tool_windows("detectchangeclassic"), "the tool")
    (tool,) = tool_windows("detectchangeclassic")
    assert tool.createProcessingParameters()["BEFORE"] == pair[0].id()
    tool.close()
    panel.type_model(files.model)
    assert panel.level == "good"
    assert panel.part("Run").isEnabled()
    panel.press("LightMore")
    for topic in ("Resolution", "Bands", "Bit depth", "Overlap", "Alignment"):
        assert topic in panel.light
    for part in ("change", "0.1 to 1 m", "red, green, blue", "accuracy not stated", "licence not stated"):
        assert part in panel.part("ModelFacts", QLabel).text()
    panel.press("LightMore")


def test_the_light_offers_a_model_that_suits_the_imagery(panel, pair, files):
    panel.type_model(files.finer)
    assert panel.level == "bad"
    assert panel.part("LightAction", QAbstractButton).text() == "Use 'buildings-siamese'"
    panel.press("LightAction")
    panel.settled()
    assert panel.level in ("good", "caution")
    assert "'" not in panel.part("LightAction", QAbstractButton).text()
    panel.type_model(files.model)


def test_dates_in_the_wrong_order_are_swapped_by_the_light(panel, pair):
    panel.press("Swap")
    panel.settled()
    assert panel.part("LightAction", QAbstractButton).text() == "Swap the dates"
    panel.press("LightAction")
    panel.settled()
    assert panel.part("Before", QgsMapLayerComboBox).currentText() == "scene 2019-05-01"
    assert not panel.part("LightAction", QAbstractButton).isVisible()


def test_how_the_dates_are_read_is_shown_before_a_run(panel, pair, files, tmp_path):
    block = panel.part("Reading")
    wait_for(lambda: "nothing is assumed" in block.text(), "the block", PATIENCE)
    assert block.level == "good"
    assert [label.text() for label in block.findChildren(QLabel) if "Before" in label.text()] == []
    panel.press("ReadingMore")
    lines = [label.text() for label in block.findChildren(QLabel) if label.isVisible()]
    assert "Before: bands red = 1, green = 2, blue = 3 (by colour); type uint8; scale -; nodata -; EPSG:32611; " in "".join(
        lines
    )
    panel.press("ReadingMore")
    noise = np.random.default_rng(1).integers(90, 110, (4, 200, 200), dtype=np.uint8)
    plain = ["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]
    names = ("four 2019", "four 2021")
    paths = [
        write_raster(tmp_path / "first.tif", noise, nodata=0, options=plain),
        write_raster(tmp_path / "second.tif", noise, origin=(500000.2, 4000000.0), options=plain),
    ]
    made = [add(path, name) for path, name in zip(paths, names)]
    for name, title in (("After", ""), ("Before", names[0]), ("After", names[1])):
        panel.step_to(name, title)
    wait_for(lambda: block.level == "caution", "the block turns amber", PATIENCE)
    assert [line.split("(")[0].strip() for line in block.text().splitlines()[:5]] == [
        "How the dates are read: check what is assumed",
        "Before: bands by position",
        "Before: resampled",
        "After: bands by position",
        "After: declares no nodata value, the other date does.",
    ]
    wait(0.2)
    assert block.text().splitlines()[1] in [label.text() for label in block.findChildren(QLabel) if label.isVisible()]
    assert panel.part("Run").isEnabled()
    picture(iface.mainWindow(), "detect_reading")
    QgsProject.instance().removeMapLayers([layer.id() for layer in made])
    for name, layer in zip(("Before", "After"), pair):
        panel.step_to(name, layer.name())
    panel.settled()
    wait_for(lambda: block.level == "good", "the block of the first pair", PATIENCE)


def test_an_area_is_drawn(panel, pair):
    canvas = iface.mapCanvas()
    tool, drawn_items = canvas.mapTool(), items()
    panel.choose_area("Drawn")
    assert not panel.part("Run").isEnabled()
    assert "No area is drawn yet" in panel.light
    # Escape gives the earlier tool back, after a corner and before any.
    panel.press("DrawRectangle")
    centre = canvas.center()
    click(canvas.viewport(), place(0.3, 0.3))
    move(canvas.viewport(), place(0.5, 0.5))
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is tool
    assert items() == drawn_items
    assert canvas.center() == centre
    panel.press("DrawRectangle")
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is tool
    panel.press("DrawRectangle")
    # Around the upper two of the four changes.
    drag(canvas.viewport(), screen(500010, 3999995), screen(500190, 3999880))
    panel.settled()
    picture(iface.mainWindow(), "detect_drawn")
    assert panel.part("Run").isEnabled()
    assert canvas.mapTool() is tool
    assert items() - drawn_items == 1


def test_a_run_gives_a_styled_group(panel, pair, files, halting):
    panel.part("Advanced").setCollapsed(False)
    wait(0.2)
    panel.part("Folder").lineEdit().setFocus()
    QTest.keyClicks(panel.part("Folder").lineEdit(), files.results)
    panel.settled()
    halting.halt()
    panel.press("Run")
    assert panel.running
    assert not panel.part("Apply").isEnabled()
    assert panel.part("Apply").toolTip()
    halting.release()
    panel.ended()
    assert panel.notice == ""
    (group,) = groups()
    name = "Change scene 2019-05-01 - scene 2021-07-30"
    assert re.fullmatch(rf"{name} · \S+ · \d\d:\d\d", group.name())
    assert results(group) == [("Change polygons", True), ("Change probability", False), ("Change mask", False)]
    renderers = [type(layer.renderer()).__name__ for layer in layers_of(group).values()]
    assert renderers == ["QgsCategorizedSymbolRenderer", "QgsSingleBandPseudoColorRenderer", "QgsPalettedRasterRenderer"]
    polygons, _, mask = layers_of(group).values()
    assert polygons.attributeDisplayName(polygons.fields().lookupField("area_m2")) == "Area (m²)"
    assert "scene 2019-05-01" in polygons.metadata().abstract()
    assert polygons.temporalProperties().isActive()
    assert "no change" not in [item.label for item in mask.renderer().classes()]
    assert sum(name.endswith((".tif", ".gpkg")) for name in files.written()) == 3
    counts = mask_counts(group)
    assert counts[1] == 2400 + 1600
    assert sum(counts) == pytest.approx(360 * 230, rel=0.02)
    wait_for(lambda: "polygon" in panel.numbers, "the numbers", PATIENCE)
    assert panel.numbers == "Changed: 1001 m² in 2 polygons"  # on the ellipsoid, in the middle of UTM's zone


def test_a_result_is_reported(panel, pair):
    panel.press("GoReport")
    wait_for(lambda: tool_windows("changereport"), "the tool")
    (window,) = tool_windows("changereport")
    values = window.createProcessingParameters()
    assert [values[name] for name in ("BEFORE", "AFTER")] == [layer.id() for layer in pair]
    assert values["SHOWN"] == 1
    window.close()
    let_go()


def test_a_second_run_gives_a_group_of_its_own(panel, pair):
    """Of the whole overlap, into the same folder."""
    panel.choose_area("Overlap")
    panel.run()
    picture(iface.mainWindow(), "detect_result")
    assert len(groups()) == 2
    assert mask_counts(groups()[0]) == [160000 - 5200, 5200, 0]
    names = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    assert len(set(names)) == len(names)  # lists of layers do not show groups
    assert re.fullmatch(r"Change polygons · \S+ · \d\d:\d\d", groups()[0].children()[0].name())
    assert panel.part("Before").findText("Change mask") == -1  # results are no dates


def test_the_threshold_restyles_counts_and_is_applied(panel, pair, files):
    (group, _), slider = groups(), "Threshold"
    before = results(group)
    assert panel.counted() == "Changed: 1301 m² in 3 polygons"
    panel.slide(slider, Qt.Key.Key_Right, 30)  # 0.80: one of the changes goes
    wait_for(lambda: "901 m²" in panel.numbers, "the area at the new threshold", PATIENCE)
    assert panel.counted() == "Changed: 901 m² in 2 polygons"
    assert results(group) == [("Change polygons", False), ("Change probability", True), ("Change mask", False)]
    picture(iface.mainWindow(), "detect_threshold")
    assert panel.part("Apply").isEnabled()
    panel.press("Apply")
    panel.ended("applying")
    assert mask_counts(group) == [160000 - 3600, 3600, 0]
    assert layers_of(group)["Change polygons"].featureCount() == 2
    assert panel.numbers == "Changed: 901 m² in 2 polygons"
    assert results(group) == before
    assert "already" in panel.part("Apply").toolTip()
    panel.slide(slider, Qt.Key.Key_PageDown, 10)  # 0.30: all four
    assert panel.counted() == "Changed: 1551 m² in 4 polygons"
    panel.press("Reset")
    wait_for(lambda: panel.part("ThresholdValue").value() == pytest.approx(0.8), "the threshold")
    wait_for(lambda: results(group) == before, "the layers of the result")
    assert results(group) == before
    assert [name for name in files.written() if name.startswith(".")] == []


def test_polygons_below_the_smallest_area_are_not_counted(panel, pair):
    size = panel.part("MinAreaValue")
    size.setFocus()
    QTest.keyClick(size.lineEdit(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(size.lineEdit(), "900")
    key(size.lineEdit(), Qt.Key.Key_Tab)
    assert "0 polygons" in panel.counted()
    panel.press("Reset")


def test_right_angles_and_simpler_outlines_are_made_by_apply(panel, pair):
    layer = layers_of(groups()[0])["Change polygons"]
    corners = sum(len(list(feature.geometry().vertices())) for feature in layer.getFeatures())
    check(panel.part("Regularize"))
    panel.part("Simplify").setFocus()
    for _ in range(4):
        key(panel.part("Simplify"), Qt.Key.Key_Up)
    assert panel.part("Simplify").value() == 2.0
    picture(iface.mainWindow(), "detect_outlines")
    panel.press("Apply")
    panel.ended("applying")
    assert panel.part("Apply").toolTip().startswith("The result already has these values")
    parameters = read_origin(layer)["parameters"]
    assert (parameters["SIMPLIFY"], parameters["REGULARIZE"]) == (2.0, True)
    assert layer.featureCount() == 2
    check(panel.part("Regularize"))
    assert panel.part("Apply").isEnabled()
    panel.press("Reset")
    assert panel.part("Regularize").isChecked()  # as those of the result
    check(panel.part("Regularize"))
    panel.part("Simplify").setValue(0.0)
    panel.press("Apply")
    panel.ended("applying")
    assert "SIMPLIFY" not in read_origin(layer)["parameters"]
    assert sum(len(list(feature.geometry().vertices())) for feature in layer.getFeatures()) == corners


def test_no_letter_calls_two(panel, pair):
    """Nor one of QGIS's own menus."""
    assert clashing_letters(child(iface.mainWindow(), QDockWidget, "GroundshiftDock")) == []


def test_reviewed_polygons_survive_another_threshold(panel, pair):
    group = groups()[0]
    polygons = layers_of(group)["Change polygons"]
    polygons.dataProvider().addAttributes([QgsField("review_status", QVariant.String)])
    polygons.updateFields()
    panel.slide("Threshold", Qt.Key.Key_PageDown, 6)  # 0.50
    panel.counted()
    panel.press("Apply")
    panel.ended("applying")
    counts = [(node.layer().name(), node.layer().featureCount()) for node in group.findLayers() if node.layer().type() == 0]
    assert [(name.partition(" · ")[0], count) for name, count in counts] == [
        ("Change polygons (new threshold)", 3),
        ("Change polygons", 2),
    ]
    assert polygons.isValid()
    assert "review_status" in [field.name() for field in polygons.fields()]


def test_the_drawn_area_goes_with_the_form(panel, pair):
    choose(panel.part("Area", QComboBox), "Drawn")
    wait(0.2)
    shown = items()
    open_tab("Compare")
    assert shown - items() >= 1
    open_tab("Detect")
    assert items() == shown
    panel.choose_area("Overlap")


def test_a_run_comes_back_from_the_history(panel, pair, files):
    """A run in a drawn polygon: as a command, and as a filled form."""
    canvas = iface.mapCanvas()
    show(pair[1])
    choose(panel.part("Area", QComboBox), "Drawn")
    panel.press("DrawPolygon")
    for corner in ((500010, 3999990), (500090, 3999990), (500010, 3999900)):
        click(canvas.viewport(), screen(*corner))
    key(canvas, Qt.Key.Key_Return)
    panel.settled()
    panel.run()
    assert mask_counts(groups()[0])[1] == 2400  # of the sure change only
    used = panel.part("ThresholdValue").value()
    panel.slide("Threshold", Qt.Key.Key_PageUp, 2)
    choose(panel.part("Area", QComboBox), "Overlap")
    panel.type_model(files.coarse)
    tab = open_tab("History")
    runs = child(tab, QTreeWidget, "GroundshiftHistoryRuns")
    click(runs.viewport(), runs.visualItemRect(runs.topLevelItem(0)).center())
    assert "Drawn area" in child(tab, QLabel, "GroundshiftHistoryDetails").text()
    child(tab, QPushButton, "GroundshiftHistoryCopy").menu().actions()[0].trigger()
    command = shlex.split(QApplication.clipboard().text())
    assert "MULTIPOLYGON" in next(part for part in command if part.startswith("--AREA="))
    click(child(tab, QAbstractButton, "GroundshiftHistoryOthers"))
    wait_for(panel.widget.isVisible, "the form")
    panel.settled()
    assert panel.part("Area", QComboBox).currentText() == "Drawn on the map"
    assert panel.part("Model").value() == files.model
    assert panel.part("ThresholdValue").value() == used
    assert panel.part("Before", QComboBox).currentText() == "scene 2019-05-01"
    assert panel.part("Run").isEnabled()
    panel.choose_area("Overlap")


def test_the_preview_follows_the_map_and_leaves_nothing(panel, pair, files):
    canvas, control = iface.mapCanvas(), panel.widget._preview
    layers, written = len(QgsProject.instance().mapLayers()), files.written()
    older = QgsProject.instance().layerTreeRoot().findLayer(panel.widget.result.polygons)
    older.setItemVisibilityChecked(True)
    panel.press("Preview")
    assert not older.itemVisibilityChecked()  # the older result steps aside
    wait_for(lambda: control.picture is not None, "the preview", PATIENCE)
    first = control.picture
    assert (first.codes > 1 + first.levels * 0.8).sum() == 3600  # 0.719 is below 0.8
    assert not first.cropped
    picture(iface.mainWindow(), "detect_preview")
    canvas.setExtent(canvas.extent().scaled(0.5))
    canvas.setRotation(30)
    wait_for(lambda: control.picture is not first and " in " in panel.note, "the next preview", PATIENCE)
    assert control.picture.codes.size < first.codes.size
    canvas.setRotation(0)
    canvas.zoomToFullExtent()
    panel.press("Preview")
    wait_for(older.itemVisibilityChecked, "the older result")
    assert control.picture is None
    assert panel.note == ""
    assert len(QgsProject.instance().mapLayers()) == layers
    assert files.written() == written


def test_cancelled_leaves_nothing_and_can_be_run_again(panel, pair, files, halting):
    layers, written = len(QgsProject.instance().mapLayers()), files.written()
    panel.add_other_pair(files)
    panel.start(halting)
    assert panel.part("Stage", QLabel).text()
    picture(iface.mainWindow(), "detect_running")
    panel.press("Cancel")
    panel.ended("the cancellation")
    halting.release()
    wait_for(lambda: files.written() == written, "the partial results to be removed")
    assert len(QgsProject.instance().mapLayers()) == layers + 2
    assert panel.notice == ""
    assert panel.part("Run").isEnabled()


def test_layers_may_go_while_it_runs(panel, halting):
    """And be renamed."""
    project = QgsProject.instance()
    pair = [project.mapLayersByName(name)[0] for name in ("early", "late")]
    panel.start(halting)
    pair[0].setName("renamed")
    wait(0.2)
    project.removeMapLayers([layer.id() for layer in pair])
    halting.release()
    panel.ended("the run without its layers")
    wait_for(lambda: groups()[0].name().startswith("Change early - late · "), "the results")
    assert panel.notice == ""


def test_closing_the_project_stops_the_run(panel, files, halting):
    panel.add_other_pair(files)
    written = files.written()
    panel.start(halting)
    QgsProject.instance().clear()
    panel.ended("the end of the run")
    halting.release()
    wait_for(lambda: files.written() == written, "the partial results to be removed")
    wait(1.0)
    assert not panel.running
    assert len(QgsProject.instance().mapLayers()) == 0
    assert panel.light.splitlines()[0] == "Add two images first"


def test_a_new_project_starts_clean_and_each_keeps_its_own(panel, files, tmp_path):
    """Area, threshold, model, CRS of layers without one, folder, outlines, and the pair."""
    project, path = QgsProject.instance(), str(tmp_path / "first.qgz")
    for file, name in zip(files.pair, ("scene 2019-05-01", "scene 2021-07-30")):
        add(file, name)
    clean = seen(panel)
    assert clean["folder"] == ""
    panel.type_model(files.model)
    panel.choose_area("Map view")
    type_folder(panel, files)
    panel.slide("Threshold", Qt.Key.Key_PageUp, 4)
    check(panel.part("Regularize"))
    panel.widget.form.advanced.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    chosen = seen(panel)
    assert all(chosen[name] != clean[name] for name in ("area", "threshold", "model", "folder", "crs", "right angles"))
    wait_for(project.isDirty, "the settings in the project")
    wait(0.8)  # whatever else is stored
    project.write(path)
    wait(0.8)
    assert not project.isDirty()
    project.clear()
    wait_for(lambda: seen(panel) == {**clean, "pair": ("", "")}, "the empty form")
    wait(0.3)
    assert project.read(path)
    wait_for(lambda: seen(panel) == chosen, "the form of the project")
    wait(0.8)
    assert not project.isDirty()
    picture(iface.mainWindow(), "detect_project")
    project.clear()
    wait(0.5)


@pytest.fixture
def unplaced(panel, files, tmp_path):
    """A pair without a CRS in a project without one."""
    QgsProject.instance().clear()
    layers = []
    for path, name in zip(files.pair, ("plain 2019", "plain 2021")):
        array = gdal.Open(path).ReadAsArray()
        layers.append(add(write_raster(tmp_path / f"{name}.tif", array, epsg=None), name))
    panel.type_model(files.model)
    yield layers
    QgsProject.instance().clear()
    wait(0.5)


def test_a_crs_is_set_on_both_layers_and_the_project(panel, unplaced):
    assert panel.level == "bad"
    action = panel.part("LightAction", QAbstractButton)
    assert action.text() == "Set the CRS on layers and project…"

    def choose_crs(dialog):
        dialog.setCrs(QgsCoordinateReferenceSystem("EPSG:32611"))
        dialog.accept()

    modal(lambda: click(action), choose_crs)
    panel.settled()
    assert [layer.crs().authid() for layer in (*unplaced, QgsProject.instance())] == ["EPSG:32611"] * 3
    assert panel.level == "good", panel.light
    assert iface.mapCanvas().extent().contains(unplaced[1].extent())
    panel.run()
    assert groups(), panel.notice


def test_of_an_assumed_crs_it_says_where_the_result_lies(panel, unplaced):
    """And zooms to the result, which is not on the pictures."""
    panel.widget.form.advanced.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:32611"))
    panel.settled()
    assert panel.level == "caution"
    assert "'plain 2019' has none. The result lies in EPSG:32611" in panel.light
    picture(iface.mainWindow(), "detect_no_crs")
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    panel.run()
    wait(0.5)
    polygons = layers_of(groups()[0])["Change polygons"]
    box = canvas.mapSettings().layerExtentToOutputExtent(polygons, polygons.extent())
    assert canvas.extent().contains(box)
    action = panel.part("LightAction", QAbstractButton)
    assert action.text() == "Set EPSG:32611 on layers and project"
    click(action)
    assert all(layer.crs().authid() == "EPSG:32611" for layer in unplaced)


def seen(panel):
    """What the form shows."""
    form = panel.widget.form
    return {
        "area": panel.part("Area", QComboBox).currentText(),
        "threshold": round(panel.part("ThresholdValue").value(), 2),
        "model": panel.part("Model").value(),
        "folder": form.folder.filePath(),
        "crs": form.advanced.crs.crs().authid(),
        "right angles": panel.part("Regularize").isChecked(),
        "pair": (panel.part("Before").currentText(), panel.part("After").currentText()),
    }


def type_folder(panel, files):
    panel.part("Advanced").setCollapsed(False)
    wait(0.2)
    line = panel.part("Folder").lineEdit()
    line.setFocus()
    QTest.keyClicks(line, files.results)
    key(line, Qt.Key.Key_Tab)


def test_a_web_map(panel, files, tiles):
    """A web map before, a file after: the preview and a run over the map view."""
    panel.type_model(files.model)
    type_folder(panel, files)
    add(tiles.uri(18, 18), "web map", "wms")
    show(add(files.pair[1], "after"))
    choose(panel.part("Before"), "web map")
    choose(panel.part("After"), "after")
    panel.choose_area("Map view")
    assert panel.level in ("good", "caution"), panel.light
    block = panel.part("Reading")
    wait_for(lambda: "Before: read through QGIS" in block.text(), block.text(), PATIENCE)
    assert "bands red, green, blue as QGIS draws them; uint8; EPSG:3857; drawn anew for the pixels of the run" in block.text()
    assert "After: bands red = 1" in block.text(), "the other date is described by the worker"
    control = panel.widget._preview
    panel.press("Preview")
    wait_for(lambda: control.picture is not None, f"the preview of a web map: {panel.note}", PATIENCE)
    assert (control.picture.codes > 0).sum() > 10_000
    panel.run()
    assert [group.name().partition(" · ")[0] for group in groups()] == ["Change web map - after"], panel.notice
    assert control.picture is None  # the preview ends with results


def test_tab_goes_through_the_form_in_order(panel, files):
    names = []
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager here
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
    places = [names.index(f"Groundshift{name}") for name in ("Before", "After", "Area", "Model", "Threshold", "Run")]
    assert places == sorted(places)


def test_nothing_is_disabled_without_a_reason(panel):
    assert silent_ones(panel.widget) == []


def test_unloading_leaves_nothing_and_reloading_works(panel, files, halting, monkeypatch):
    """In the middle of a run, and of a polygon."""
    from groundshift.plugin.runtime import worker_pool

    window, canvas, project = iface.mainWindow(), iface.mapCanvas(), QgsProject.instance()
    worker = worker_pool.worker_hello().pid
    panel.add_other_pair(files)
    panel.choose_area("Overlap")
    written = files.written()
    wait_for(panel.part("Run").isEnabled, f"the check: {panel.light}", PATIENCE)
    panel.start(halting)
    workers = {worker, *(busy.pid for busy in worker_pool._pool._busy)}
    choose(panel.part("Area"), "Drawn")
    panel.press("DrawPolygon")
    before_items = items()
    failures = []
    # It would open a window.
    monkeypatch.setattr(qgis.utils, "showException", lambda kind, value, *more, **options: failures.append(repr(value)))
    unloadPlugin("groundshift")
    let_go()
    for kind in (QWidget, QAction):
        assert [part.objectName() for part in window.findChildren(kind) if part.objectName().startswith("Groundshift")] == []
    menus = [action.text() for menu in (iface.pluginMenu(), iface.rasterMenu()) for action in menu.actions()]
    assert [text for text in menus if "roundshift" in text] == []
    assert type(canvas.mapTool()).__name__ != "AreaTool"
    assert items() <= before_items
    wait_for(lambda: not any(os.path.exists(f"/proc/{pid}/fd/0") for pid in workers), "the end of the workers")
    assert files.written() == written
    assert QgsApplication.processingRegistry().providerById("groundshift") is None
    # What is still connected would now call into what is gone.
    canvas.setExtent(canvas.extent().scaled(1.5))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    project.clear()
    wait(0.5)
    assert failures == []
    halting.release()
    loadPlugin("groundshift")
    assert startPlugin("groundshift")
    wait(0.5)
    assert Panel().light.splitlines()[0] == "Add two images first"
    unloadPlugin("groundshift")
    let_go()
    assert [dock for dock in window.findChildren(QDockWidget) if dock.objectName() == "GroundshiftDock"] == []
