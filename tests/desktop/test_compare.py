"""The Compare tab in a running QGIS Desktop: what the map shows, by its pixels, while mouse and keyboard are used."""

from __future__ import annotations

import pytest
from qgis.core import QgsMapThemeCollection, QgsProject, QgsRasterLayer, QgsReadWriteContext, QgsSymbol, QgsVectorLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QCursor
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QDockWidget, QMenu, QSlider, QWidget
from qgis.PyQt.QtXml import QDomDocument
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import (
    check,
    child,
    choose,
    clashing_letters,
    click,
    color,
    drag,
    key,
    let_go,
    move,
    open_tab,
    picture,
    redraw,
    wait,
    wait_for,
    wheel,
)
from groundshift.tests.desktop.small_pair import AFTER, BEFORE, RESULT, write_image, write_result

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis]

project = QgsProject.instance()


@pytest.fixture(scope="module")
def canvas():
    iface.mainWindow().resize(1500, 900)
    return iface.mapCanvas()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two images of one colour each, and polygons in the middle of them."""
    folder = tmp_path_factory.mktemp("compare")
    write_image(folder / "before.tif", BEFORE)
    write_image(folder / "after.tif", AFTER)
    write_result(folder / "result.gpkg")
    return folder


@pytest.fixture(scope="module")
def loaded(canvas, files):
    """The tab with both dates chosen; what the project and the map were before anything was compared."""
    panel = open_tab("Compare")
    load(canvas, files)
    panel.items, panel.tool = len(canvas.scene().items()), canvas.mapTool()
    choose_dates(panel)
    project.setDirty(False)
    panel.unchanged, panel.extent = state(), canvas.extent()
    return panel


@pytest.fixture
def panel(loaded, canvas):
    """The tab with both dates chosen, the map at its first extent."""
    canvas.setRotation(0)
    canvas.setExtent(loaded.extent)
    return loaded


@pytest.fixture
def swipe(panel, canvas):
    """The tab while it swipes, with the line upright in the middle."""
    show(panel, "swipe")
    wait_drawn()
    if panel._view.place.fraction != 0.5:
        drag(canvas.viewport(), place(panel._view.place.fraction, 0.9), place(0.5, 0.9))
        wait_drawn()
    return panel


def load(canvas, files):
    """Add polygons over after over before, which is switched off in the tree."""
    layers = [QgsRasterLayer(str(files / f"{name}.tif"), name) for name in ("before", "after")]
    result = QgsVectorLayer(str(files / "result.gpkg"), "result", "ogr")
    symbol = QgsSymbol.defaultSymbol(result.geometryType())
    symbol.setColor(QColor(*RESULT))
    result.renderer().setSymbol(symbol)
    for layer in [*layers, result]:
        project.addMapLayer(layer)
    root = project.layerTreeRoot()
    root.findLayer(layers[0].id()).setItemVisibilityChecked(False)
    project.mapThemeCollection().insert(
        "both", QgsMapThemeCollection.createThemeFromCurrentState(root, iface.layerTreeView().layerTreeModel())
    )
    redraw()  # QGIS itself shows all of the first layer
    canvas.setDestinationCrs(layers[0].crs())
    canvas.setExtent(layers[0].extent().buffered(-60))
    wait_drawn()


def choose_dates(panel):
    choose(child(panel, QComboBox, "GroundshiftCompareBefore"), "before")
    choose(child(panel, QComboBox, "GroundshiftCompareAfter"), "after")


def show(panel, mode):
    if panel.mode.value != mode:
        click(child(panel, QAbstractButton, f"GroundshiftCompare_{mode}"))


def wait_drawn():
    """Wait until the canvas, and what is drawn over it, are up to date."""
    redraw()
    views = iface.mainWindow().findChildren(QObject, "GroundshiftDateView")
    wait_for(lambda: not iface.mapCanvas().isDrawing() and not any(view.rendering for view in views), "the dates")
    wait(0.1)


def state():
    """All of the project that could have been changed."""
    document = QDomDocument()
    element = document.createElement("tree")
    document.appendChild(element)
    project.layerTreeRoot().writeXml(element, QgsReadWriteContext())
    styles = []
    for layer in project.mapLayers().values():
        style = QDomDocument()
        layer.exportNamedStyle(style)
        styles.append(style.toString())
    themes = project.mapThemeCollection()
    return [document.toString(), *sorted(styles), *(str(themes.mapThemeVisibleLayerIds(name)) for name in themes.mapThemes())]


def sides(upright=True):
    """The colours well on either side of the middle, away from the polygons."""
    places = ((0.2, 0.8), (0.8, 0.8)) if upright else ((0.8, 0.2), (0.8, 0.8))
    return [color(iface.mapCanvas().viewport(), x, y) for x, y in places]


def outline_pixels(canvas):
    """How many pixels around the middle have the colour of the polygons, or nearly: lines have soft edges."""
    image = canvas.viewport().grab().toImage()
    width, height = image.width(), image.height()
    near = [(x, y) for x in range(width // 3, 2 * width // 3) for y in range(height // 3, 2 * height // 3)]
    found = (image.pixelColor(x, y) for x, y in near)
    return sum(one.green() > RESULT[1] - 90 and max(one.red(), one.blue()) < 90 for one in found)


def place(x, y):
    viewport = iface.mapCanvas().viewport()
    return QPoint(round(x * viewport.width()), round(y * viewport.height()))


def clashes():
    """Letters that call two, or one of QGIS's own menus."""
    return clashing_letters(child(iface.mainWindow(), QDockWidget, "GroundshiftDock"))


def test_without_layers_the_form_says_what_to_do(canvas):
    panel = open_tab("Compare")
    picture(iface.mainWindow(), "compare_empty")
    assert panel._form.advice.text().startswith("Add two raster layers")
    assert child(panel, QAbstractButton, "GroundshiftCompare_swipe").toolTip() == panel._form.advice.text()


class TestSwipe:
    def test_left_of_the_line_is_before_right_of_it_after(self, swipe):
        picture(iface.mainWindow(), "compare_swipe")
        assert sides() == [BEFORE, AFTER]
        assert clashes() == []

    def test_only_outlines_of_results_are_shown_on_both_sides(self, swipe, canvas):
        """The ground is free within them; the slider fades them, the key switches them off and on."""
        assert [color(canvas.viewport(), x, 0.5) for x in (0.47, 0.53)] == [BEFORE, AFTER]
        assert outline_pixels(canvas) > 100
        picture(iface.mainWindow(), "compare_outlines")
        key(canvas, Qt.Key.Key_O)
        assert outline_pixels(canvas) == 0
        key(canvas, Qt.Key.Key_O)
        assert outline_pixels(canvas) > 100
        slider = child(swipe, QSlider, "GroundshiftCompareOutlines")
        slider.setFocus()
        key(slider, Qt.Key.Key_Home)
        assert outline_pixels(canvas) == 0
        key(canvas, Qt.Key.Key_O)  # back from nothing
        assert slider.value() == 100
        assert outline_pixels(canvas) > 100

    def test_it_ends_although_the_tool_before_it_is_gone(self, panel, canvas):
        """With the plugin that the tool was of."""
        off = type(panel.mode).OFF
        panel.set_mode(off)
        other = QgsMapToolPan(canvas)
        canvas.setMapTool(other)
        show(panel, "swipe")
        assert type(canvas.mapTool()).__name__ == "SwipeTool"
        sip.delete(other)
        panel.set_mode(off)
        assert (panel.mode, canvas.mapTool()) == (off, None)
        canvas.setMapTool(panel.tool)

    def test_other_layers_are_shown_with_the_dates_or_not(self, swipe, canvas, files):
        """A raster of a run steps aside in any case."""
        image, mask = (QgsRasterLayer(str(files / "after.tif"), name) for name in ("picture", "mask"))
        image.renderer().setOpacity(0.99)
        mask.setCustomProperty("groundshift/output", "MASK")
        for layer in (image, mask):
            project.addMapLayer(layer)
        wait_drawn()
        assert color(canvas.viewport(), 0.2, 0.8) != BEFORE
        others = child(swipe, QAbstractButton, "GroundshiftCompareOthers")
        check(others)
        wait_drawn()
        assert sides() == [BEFORE, AFTER]
        assert outline_pixels(canvas) > 100
        check(others)
        project.removeMapLayer(image.id())
        wait_drawn()
        assert mask in canvas.layers()
        assert sides() == [BEFORE, AFTER]
        project.removeMapLayer(mask.id())
        wait_drawn()
        project.setDirty(False)

    def test_the_line_is_dragged_and_moved_by_keys(self, swipe, canvas):
        drag(canvas.viewport(), place(0.5, 0.3), place(0.9, 0.35))
        wait_drawn()
        assert sides() == [BEFORE, BEFORE]
        drag(canvas.viewport(), place(0.9, 0.3), place(0.1, 0.3))
        assert sides() == [AFTER, AFTER]
        for _ in range(20):
            key(canvas, Qt.Key.Key_Right)
        fraction = swipe._view.place.fraction
        assert fraction == pytest.approx(0.5, abs=0.01)
        key(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        assert swipe._view.place.fraction == pytest.approx(fraction - 0.002)
        assert not project.isDirty()

    def test_elsewhere_the_mouse_pans_and_zooms_as_in_qgis(self, swipe, canvas):
        centre, scale, fraction = canvas.center(), canvas.scale(), swipe._view.place.fraction
        drag(canvas.viewport(), place(0.8, 0.5), place(0.75, 0.5))
        wait_drawn()
        wanted = 0.05 * canvas.viewport().width() * canvas.mapUnitsPerPixel()
        assert canvas.center().x() - centre.x() == pytest.approx(wanted, rel=0.05)
        assert swipe._view.place.fraction == fraction
        wheel(canvas.viewport(), place(0.5, 0.5), 1)
        wait_drawn()
        assert canvas.scale() / scale == pytest.approx(0.5)
        assert sides() == [BEFORE, AFTER]

    def test_horizontal_line(self, swipe, canvas):
        check(child(swipe, QAbstractButton, "GroundshiftCompareHorizontal"))
        wait_drawn()
        drag(canvas.viewport(), place(0.9, swipe._view.place.fraction), place(0.9, 0.5))
        picture(canvas, "compare_horizontal")
        assert sides(upright=False) == [BEFORE, AFTER]
        check(child(swipe, QAbstractButton, "GroundshiftCompareVertical"))

    def test_rotated_map(self, swipe, canvas):
        canvas.setRotation(30)
        wait_drawn()
        picture(iface.mainWindow(), "compare_rotated")
        assert sides() == [BEFORE, AFTER]


def test_blinking(swipe, canvas):
    child(swipe, QWidget, "GroundshiftCompareSeconds").setValue(0.3)
    key(canvas, Qt.Key.Key_Space)
    for date in (BEFORE, AFTER, BEFORE):
        wait_for(lambda: color(canvas.viewport(), 0.8, 0.8) == date, f"the colour {date}")  # noqa: B023 (called at once)
    key(canvas, Qt.Key.Key_Left)
    assert sides() == [BEFORE, BEFORE]
    assert clashes() == []
    picture(iface.mainWindow(), "compare_blink")
    key(canvas, Qt.Key.Key_Right)
    assert sides() == [AFTER, AFTER]
    key(canvas, Qt.Key.Key_Space)
    wait(0.2)
    assert swipe.mode.value == "swipe"
    key(canvas, Qt.Key.Key_Escape)
    assert swipe.mode.value == "off"
    assert canvas.mapTool() is swipe.tool


def apart(canvas, second):
    """How far the two maps are apart: pixels of the centre, scale, rotation."""
    pixel = canvas.mapUnitsPerPixel()
    a, b = canvas.center(), second.center()
    pixels = max(abs(a.x() - b.x()), abs(a.y() - b.y())) / pixel
    return pixels, second.mapUnitsPerPixel() / pixel - 1, canvas.rotation() - second.rotation()


def test_two_maps_stay_together(panel, canvas):
    show(panel, "side_by_side")
    wait_drawn()
    dock = child(iface.mainWindow(), QDockWidget, "GroundshiftBeforeMap")
    second = dock.canvas
    wait(0.8)
    wait_drawn()
    wait_for(lambda: not second.isDrawing(), "the second map")
    picture(iface.mainWindow(), "compare_side_by_side")
    assert color(second.viewport(), 0.3, 0.6) == BEFORE
    assert color(canvas.viewport(), 0.7, 0.6) == AFTER
    # Of the result only the outlines, in both maps: the ground is free within them.
    assert [color(one.viewport(), 0.5, 0.5) for one in (second, canvas)] == [BEFORE, AFTER]
    assert min(outline_pixels(one) for one in (second, canvas)) > 100
    for shown in (0, 100):
        key(canvas, Qt.Key.Key_O)
        wait_drawn()
        wait_for(lambda: not second.isDrawing(), "the second map")
        assert all((outline_pixels(one) > 100) == bool(shown) for one in (second, canvas))
    assert dock.width() == pytest.approx(canvas.width(), rel=0.3)  # QGIS rounds to what its docks can be
    assert iface.layerTreeView().width() > 150

    for act in (
        lambda: None,
        lambda: wheel(canvas.viewport(), place(0.5, 0.5), 1),
        lambda: drag(second.viewport(), QPoint(100, 100), QPoint(140, 120)),
        lambda: wheel(second.viewport(), QPoint(80, 80), -1),
        lambda: canvas.setRotation(30),
        lambda: second.setRotation(-15),
        lambda: iface.mainWindow().resizeDocks([dock], [300], Qt.Orientation.Horizontal),
    ):
        act()
        wait(0.8)  # QGIS waits half a second after a change of size
        wait_drawn()
        pixels, scale, rotation = apart(canvas, second)
        assert pixels < 0.1
        assert abs(scale) < 1e-6
        assert rotation == pytest.approx(0)

    QCursor.setPos(second.viewport().mapToGlobal(QPoint(100, 200)))
    wait(0.2)
    move(second.viewport(), QPoint(102, 200))
    wait(0.2)
    picture(iface.mainWindow(), "compare_linked")
    marks = [item for item in canvas.scene().items() if type(item).__name__ == "QgsVertexMarker" and item.isVisible()]
    assert len(marks) == 2  # a cross of two colours

    click(child(dock, QAbstractButton, "qt_dockwidget_closebutton"))
    wait(0.5)
    let_go()
    assert panel.mode.value == "off"
    assert iface.mainWindow().findChild(QDockWidget, "GroundshiftBeforeMap") is None


def test_the_project_is_as_it_was(panel):
    for mode in ("swipe", "blink", "side_by_side", "swipe"):
        show(panel, mode)
        wait_drawn()
    show(panel, "side_by_side")
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))
    wait_drawn()
    assert panel.mode.value == "off"
    assert state() == panel.unchanged
    assert sides() == [AFTER, AFTER]


def test_a_date_that_is_removed_ends_it(panel, files):
    show(panel, "swipe")
    wait(0.05)
    project.removeMapLayer(project.mapLayersByName("before")[0])
    wait_drawn()
    assert panel.mode.value == "off"
    assert panel._form.advice.text() == "Choose the layer of the earlier date as well."
    project.addMapLayer(QgsRasterLayer(str(files / "before.tif"), "before"))
    choose(child(panel, QComboBox, "GroundshiftCompareBefore"), "before")


def test_closing_the_project_ends_it(panel):
    show(panel, "side_by_side")
    wait(0.05)
    project.clear()
    wait(0.5)
    assert panel.mode.value == "off"


def test_unloading_in_the_middle_leaves_nothing(loaded, canvas, files):
    project.clear()
    load(canvas, files)
    choose_dates(loaded)
    show(loaded, "side_by_side")
    wait(0.3)
    show(loaded, "swipe")
    wait(0.02)
    items = loaded.items
    unloadPlugin("groundshift")
    let_go()
    wait_drawn()
    widgets = iface.mainWindow().findChildren(QWidget)
    ours = [widget for widget in widgets if widget.objectName().startswith("Groundshift")]
    assert [widget for widget in ours if not isinstance(widget, QMenu)] == []  # QGIS keeps empty menus
    assert [item for item in canvas.scene().items() if type(item).__module__.startswith("groundshift")] == []
    assert len(canvas.scene().items()) <= items
    assert type(canvas.mapTool()).__name__ != "SwipeTool"
    assert sides() == [AFTER, AFTER]
