"""Runs inside QGIS Desktop: swipes, blinks and looks at two maps side by side, with mouse and keyboard.

From the environment: BEFORE, AFTER (images of one colour each), RESULT (polygons in the middle of them).
"""

from __future__ import annotations

import os

from qgis.core import QgsMapThemeCollection, QgsProject, QgsRasterLayer, QgsSymbol, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QCursor
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QDockWidget, QMenu, QWidget
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
    run,
    wait,
    wait_for,
    wheel,
)

canvas = iface.mapCanvas()
project = QgsProject.instance()


def load():
    """Polygons over after over before; before is switched off in the tree."""
    layers = [QgsRasterLayer(os.environ[name], name.lower()) for name in ("BEFORE", "AFTER")]
    result = QgsVectorLayer(os.environ["RESULT"], "result", "ogr")
    symbol = QgsSymbol.defaultSymbol(result.geometryType())
    symbol.setColor(QColor(0, 255, 0))
    result.renderer().setSymbol(symbol)
    for layer in [*layers, result]:
        project.addMapLayer(layer)
    root = project.layerTreeRoot()
    root.findLayer(layers[0].id()).setItemVisibilityChecked(False)
    project.mapThemeCollection().insert(
        "both", QgsMapThemeCollection.createThemeFromCurrentState(root, iface.layerTreeView().layerTreeModel())
    )
    canvas.setDestinationCrs(layers[0].crs())
    canvas.setExtent(layers[0].extent().buffered(-60))
    wait_drawn()
    project.setDirty(False)
    return layers


def wait_drawn():
    """Until the canvas, and what is drawn over it, are up to date."""
    drawn = []

    def note():
        drawn.append(True)

    wait(0.1)
    canvas.mapCanvasRefreshed.connect(note)
    canvas.refresh()
    wait_for(lambda: drawn, "the map")
    canvas.mapCanvasRefreshed.disconnect(note)
    wait(0.2)
    views = iface.mainWindow().findChildren(QObject, "GroundshiftDateView")
    wait_for(lambda: not canvas.isDrawing() and not any(view.rendering for view in views), "the dates")
    wait(0.1)


def state():
    """All of the project that could have been changed."""
    document = QDomDocument()
    element = document.createElement("tree")
    document.appendChild(element)
    from qgis.core import QgsReadWriteContext

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
    return [color(canvas.viewport(), x, y) for x, y in places]


def place(x, y):
    return QPoint(round(x * canvas.viewport().width()), round(y * canvas.viewport().height()))


def swipe(panel, found):
    click(child(panel, QAbstractButton, "GroundshiftCompare_swipe"))
    wait_drawn()
    found["swipe"] = sides()
    found["polygon_on_both_sides"] = [color(canvas.viewport(), x, 0.5) for x in (0.47, 0.53)]
    found["keys"] = [clashing_letters(child(iface.mainWindow(), QDockWidget, "GroundshiftDock"))]
    picture(iface.mainWindow(), "compare_swipe")
    drag(canvas.viewport(), place(0.5, 0.3), place(0.9, 0.35))
    wait_drawn()
    found["dragged_right"] = sides()
    drag(canvas.viewport(), place(0.9, 0.3), place(0.1, 0.3))
    found["dragged_left"] = sides()
    for _ in range(20):
        key(canvas, Qt.Key.Key_Right)
    found["after_arrows"] = panel._view.place.fraction
    key(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    found["after_fine_arrow"] = panel._view.place.fraction
    found["dirty_after_swipe"] = project.isDirty()
    centre, scale = canvas.center(), canvas.scale()
    drag(canvas.viewport(), place(0.8, 0.5), place(0.75, 0.5))
    wait_drawn()
    found["panned"] = [canvas.center().x() - centre.x(), 0.05 * canvas.viewport().width() * canvas.mapUnitsPerPixel()]
    found["line_stays_when_panning"] = panel._view.place.fraction
    wheel(canvas.viewport(), place(0.5, 0.5), 1)
    wait_drawn()
    found["zoomed"] = canvas.scale() / scale
    found["zoomed_sides"] = sides()
    canvas.zoomScale(scale)
    canvas.setCenter(centre)
    check(child(panel, QAbstractButton, "GroundshiftCompareHorizontal"))
    wait_drawn()
    drag(canvas.viewport(), place(0.9, panel._view.place.fraction), place(0.9, 0.5))
    found["horizontal"] = sides(upright=False)
    picture(canvas, "compare_horizontal")
    check(child(panel, QAbstractButton, "GroundshiftCompareVertical"))
    drag(canvas.viewport(), place(panel._view.place.fraction, 0.9), place(0.5, 0.9))
    canvas.setRotation(30)
    wait_drawn()
    found["rotated"] = sides()
    picture(iface.mainWindow(), "compare_rotated")
    others = child(panel, QAbstractButton, "GroundshiftCompareOthers")
    check(others)
    wait_drawn()
    found["without_others"] = color(canvas.viewport(), 0.47, 0.5)
    check(others)
    canvas.setRotation(0)
    wait_drawn()


def blink(panel, found):
    child(panel, QWidget, "GroundshiftCompareSeconds").setValue(0.3)
    key(canvas, Qt.Key.Key_Space)
    seen = []
    for _ in range(30):
        wait(0.05)
        seen.append(tuple(color(canvas.viewport(), 0.8, 0.8)))
    found["blinked"] = [list(one) for one in dict.fromkeys(seen)]
    key(canvas, Qt.Key.Key_Left)
    found["held_before"] = [color(canvas.viewport(), 0.2, 0.8), color(canvas.viewport(), 0.8, 0.8)]
    found["keys"].append(clashing_letters(child(iface.mainWindow(), QDockWidget, "GroundshiftDock")))
    picture(iface.mainWindow(), "compare_blink")
    key(canvas, Qt.Key.Key_Right)
    found["held_after"] = [color(canvas.viewport(), 0.2, 0.8), color(canvas.viewport(), 0.8, 0.8)]
    key(canvas, Qt.Key.Key_Space)
    wait(0.2)
    found["space_goes_back"] = panel.mode.value
    key(canvas, Qt.Key.Key_Escape)
    found["escape_ends"] = panel.mode.value


def side_by_side(panel, found):
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))
    wait_drawn()
    dock = child(iface.mainWindow(), QDockWidget, "GroundshiftBeforeMap")
    second = dock.canvas
    wait(0.8)
    wait_drawn()
    wait_for(lambda: not second.isDrawing(), "the second map")
    found["second_map"] = [color(second.viewport(), 0.3, 0.6), color(canvas.viewport(), 0.7, 0.6)]
    found["widths"] = [dock.width(), canvas.width(), iface.layerTreeView().width()]
    picture(iface.mainWindow(), "compare_side_by_side")
    found["linked"] = [together(second)]
    for act in (
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
        found["linked"].append(together(second))
    QCursor.setPos(second.viewport().mapToGlobal(QPoint(100, 200)))
    wait(0.2)
    move(second.viewport(), QPoint(102, 200))
    wait(0.2)
    cross = [item for item in canvas.scene().items() if type(item).__name__ == "QgsVertexMarker" and item.isVisible()]
    found["cross"] = len(cross)
    picture(iface.mainWindow(), "compare_linked")
    canvas.setRotation(0)
    wait_drawn()
    click(child(dock, QAbstractButton, "qt_dockwidget_closebutton"))
    wait(0.5)
    let_go()
    found["closing_ends"] = panel.mode.value
    found["second_gone"] = iface.mainWindow().findChild(QDockWidget, "GroundshiftBeforeMap") is None


def together(second):
    """How far the two maps are apart: pixels of the centre, scale, rotation."""
    pixel = canvas.mapUnitsPerPixel()
    a, b = canvas.center(), second.center()
    return [
        abs(a.x() - b.x()) / pixel,
        abs(a.y() - b.y()) / pixel,
        second.mapUnitsPerPixel() / pixel - 1,
        canvas.rotation() - second.rotation(),
    ]


def photograph(panel):
    """Pictures for the guide, of real images where they are there."""
    layers = [
        QgsRasterLayer(os.environ[name], text) for name, text in (("EARLIER", "NAIP 2009-08-18"), ("LATER", "NAIP 2020-08-31"))
    ]
    if not all(layer.isValid() for layer in layers):
        return
    project.clear()
    for layer in layers:
        project.addMapLayer(layer)
    wait_drawn()  # QGIS itself shows all of the first layer
    extent = layers[1].extent()
    extent.scale(0.5)
    canvas.setExtent(extent)
    for box, layer in zip(("Before", "After"), layers):
        child(panel, QComboBox, f"GroundshiftCompare{box}").setLayer(layer)
    for mode, name in (("swipe", "compare-swipe"), ("side_by_side", "compare-side-by-side")):
        click(child(panel, QAbstractButton, f"GroundshiftCompare_{mode}"))
        wait(0.8)
        wait_drawn()
        picture(iface.mainWindow(), name)
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))


def main():
    window = iface.mainWindow()
    window.resize(1500, 900)
    items_before = None
    panel = open_tab("Compare")
    found = {
        "advice_without_layers": panel._form.advice.text(),
        "disabled_tip": child(panel, QAbstractButton, "GroundshiftCompare_swipe").toolTip(),
    }
    picture(window, "compare_empty")
    load()
    wait_drawn()
    items_before = len(canvas.scene().items())
    tool_before = canvas.mapTool()
    choose(child(panel, QComboBox, "GroundshiftCompareBefore"), "before")
    choose(child(panel, QComboBox, "GroundshiftCompareAfter"), "after")
    project.setDirty(False)
    unchanged = state()
    extent = canvas.extent()
    swipe(panel, found)
    blink(panel, found)
    found["tool_given_back"] = canvas.mapTool() is tool_before
    project.setDirty(False)
    side_by_side(panel, found)
    found["unchanged"] = state() == unchanged
    canvas.setExtent(extent)
    wait_drawn()
    found["off_shows_the_map"] = sides()
    # A date leaves while it is shown.
    click(child(panel, QAbstractButton, "GroundshiftCompare_swipe"))
    wait(0.05)
    project.removeMapLayer(project.mapLayersByName("before")[0])
    wait_drawn()
    found["removed"] = [panel.mode.value, panel._form.advice.text()]
    layer = QgsRasterLayer(os.environ["BEFORE"], "before")
    project.addMapLayer(layer)
    choose(child(panel, QComboBox, "GroundshiftCompareBefore"), "before")
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))
    wait(0.05)
    project.clear()
    wait(0.5)
    found["closed"] = panel.mode.value
    photograph(panel)
    project.clear()
    # Unloaded in the middle of everything.
    load()
    choose(child(panel, QComboBox, "GroundshiftCompareBefore"), "before")
    choose(child(panel, QComboBox, "GroundshiftCompareAfter"), "after")
    click(child(panel, QAbstractButton, "GroundshiftCompare_side_by_side"))
    wait(0.3)
    click(child(panel, QAbstractButton, "GroundshiftCompare_swipe"))
    wait(0.02)
    del panel
    unloadPlugin("groundshift")
    let_go()
    wait_drawn()
    found["left_behind"] = [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if widget.objectName().startswith("Groundshift") and not isinstance(widget, QMenu)  # QGIS keeps empty menus
    ]
    found["left_on_the_map"] = sorted(
        type(item).__name__ for item in canvas.scene().items() if type(item).__module__.startswith("groundshift")
    )
    found["items"] = [len(canvas.scene().items()), items_before]
    found["tool_after_unload"] = type(canvas.mapTool()).__name__
    found["map_after_unload"] = sides()
    return found


run(main)
