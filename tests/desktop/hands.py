"""Hands and eyes for scripts that run inside QGIS Desktop: they click, drag and type, and look at pixels."""

from __future__ import annotations

import faulthandler
import json
import os
import re
import sys
import time
import traceback

import numpy as np
from qgis.core import Qgis
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QMouseEvent, QPalette, QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from qgis.utils import iface

from groundshift.tests.helpers.contrast import contrast

FOLDER = os.environ.get("FOLDER", "")
_MOST_SECONDS = 900
_RUN_SECONDS = 300
LEAST_CONTRAST = 4.5  # of texts, by WCAG 2.1
_LONGEST_TURN = 0.02  # of the event loop, in seconds, that counts in full
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def wait(seconds):
    """Let QGIS work for a time, counted in turns of its event loop where these take long.

    On a busy machine a turn may take a second; what a timer starts has its turns afterwards all the same.
    """
    turns, end = 0, time.monotonic() + seconds
    while turns < seconds / _LONGEST_TURN or time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
        turns += 1


def let_go():
    """Have Qt delete the objects of deleteLater(): in a loop of our own it waits for QGIS's."""
    wait(0.3)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wait(0.1)


def wait_for(condition, what="", seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        wait(0.05)


def redraw():
    """Draw the map anew, and wait until it is drawn."""
    canvas, drawn = iface.mapCanvas(), []

    def note():
        drawn.append(True)

    wait(0.1)
    canvas.mapCanvasRefreshed.connect(note)
    canvas.refresh()
    wait_for(lambda: drawn, "the map")
    canvas.mapCanvasRefreshed.disconnect(note)
    wait_for(lambda: not canvas.isDrawing(), "the map")
    wait(0.2)


def picture(widget, name):
    """Keep what a widget looks like, where somebody wants to see it."""
    if not os.environ.get("GROUNDSHIFT_SCREENSHOTS"):
        return
    wait(0.3)
    widget.grab().save(os.path.join(FOLDER, f"{name}.png"))


def clear_for_pictures():
    """Give the map the room of QGIS's Browser."""
    child(iface.mainWindow(), QDockWidget, "Browser").hide()


def child(parent, kind, name):
    """The child of that name; it must be there."""
    found = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found


def click(widget, place=None):
    QTest.mouseClick(widget, LEFT, NO_KEY, place or widget.rect().center())
    wait(0.1)


def check(button):
    """Click a check box or radio button where its box is."""
    QTest.mouseClick(button, LEFT, NO_KEY, QPoint(8, button.height() // 2))
    wait(0.1)


def key(widget, code, modifiers=NO_KEY):
    QTest.keyClick(widget, code, modifiers)
    wait(0.1)


def choose(box, text):
    """Choose an entry of a combo box by typing its beginning."""
    box.setFocus()
    wait(0.05)
    QTest.keyClicks(box, text)
    wait(0.2)


def move(widget, place, buttons=Qt.MouseButton.NoButton):
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place)), Qt.MouseButton.NoButton, buttons, NO_KEY
    )
    QApplication.sendEvent(widget, event)
    wait(0.02)


def drag(widget, begin, end, steps=8):
    QTest.mousePress(widget, LEFT, NO_KEY, begin)
    for step in range(1, steps + 1):
        move(widget, begin + (end - begin) * step / steps, LEFT)
    QTest.mouseRelease(widget, LEFT, NO_KEY, end)
    wait(0.1)


def wheel(widget, place, notches):
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    wait(0.1)


def color(widget, x, y):
    """Red, green and blue at a place of a widget, given in parts of its size."""
    image = widget.grab().toImage()
    found = image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1)))
    return [found.red(), found.green(), found.blue()]


def open_tab(title):
    """Show the plugin's dock by its button on the toolbar, and click the tab."""
    from qgis.PyQt.QtWidgets import QAction

    dock = child(iface.mainWindow(), object_kind(), "GroundshiftDock")
    if not dock.isVisible():
        action = child(iface.mainWindow(), QAction, "GroundshiftDetectAction")
        button = next(widget for widget in action.associatedWidgets() if widget.metaObject().className() == "QToolButton")
        click(button)
        wait_for(dock.isVisible, "the dock")
        wait(0.3)
    tabs = child(dock, object_kind(), "GroundshiftTabs")
    bar = tabs.findChild(QTabBar)
    for index in range(bar.count()):
        if bar.tabText(index).replace("&", "") == title and index != tabs.currentIndex():
            click(bar, bar.tabRect(index).center())
            wait(0.3)
    current = tabs.currentWidget()
    return current.widget() if isinstance(current, QScrollArea) else current  # one sees to its scrolling itself


class TaskParts:
    """The panel of a task of the Detect tab, and its parts by name.

    :param task: as the objects are named: ``"Radar"``, ``"Transitions"``.
    """

    def __init__(self, task):
        self.tab = open_tab("Detect")
        if not self.tab.findChild(QWidget, f"Groundshift{task}"):
            click(child(self.tab, QToolButton, f"GroundshiftTask{task}"))
        self.widget = child(self.tab, QWidget, f"Groundshift{task}")

    def part(self, name, kind=QWidget):
        return child(self.widget, kind, f"Groundshift{name}")

    def press(self, name):
        click(self.part(name, QAbstractButton))

    @property
    def light(self):
        return self.part("Light").text()

    @property
    def running(self):
        return self.part("Cancel", QAbstractButton).isVisible()

    def ended(self, what="the run"):
        """Wait for the end of a run."""
        wait_for(lambda: not self.running, what, _RUN_SECONDS)
        wait(0.3)


def fill_screen(window):
    """Make a window as large as the screen, as one that is maximised: without a window manager nothing else does."""
    window.setGeometry(window.screen().availableGeometry())
    wait(0.2)


def beyond_screen(window):
    """How large a window is that is larger than its screen, or needs to be."""
    free, needed = window.screen().availableSize(), window.size().expandedTo(window.minimumSizeHint())
    fits = needed.width() <= free.width() and needed.height() <= free.height()
    return [] if fits else [f"{needed.width()} x {needed.height()} on {free.width()} x {free.height()}"]


def modal(open_it, drive, seconds=180):
    """Open a window that waits until it is closed, and use it meanwhile; it is closed in the end, whatever happens."""
    mistakes = []

    def use():
        try:
            wait_for(lambda: QApplication.activeModalWidget() is not None, "the window", seconds)
            window = QApplication.activeModalWidget()
            wait(0.3)
            drive(window)
        except BaseException as mistake:
            iface.mainWindow().grab().save(os.path.join(FOLDER, "failed.png"))
            mistakes.append(mistake)
            while QApplication.activeModalWidget() is not None:
                QApplication.activeModalWidget().close()
                wait(0.1)

    QTimer.singleShot(0, use)
    open_it()
    if mistakes:
        raise mistakes[0]


def tool_windows(name):
    """The open windows of one of the plugin's tools."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    windows = QApplication.topLevelWidgets()
    return [one for one in windows if isinstance(one, AlgorithmDialog) and one.algorithm().name() == name and one.isVisible()]


def letter_of(text):
    """The letter that Alt goes with; ``""`` = the text has none."""
    place = text.replace("&&", "  ").find("&")
    return text[place + 1].upper() if 0 <= place < len(text) - 1 else ""


def clashing_letters(widget):
    """Letters with Alt that call more than one of the widgets that can be used now, or a menu of QGIS."""
    bar = iface.mainWindow().menuBar()
    # QGIS's menus hear of the keys of its own window only.
    menus = (
        [] if widget.window() is not iface.mainWindow() else [action.text() for action in bar.actions() if action.isVisible()]
    )
    texts = []
    for part in widget.findChildren(QAbstractButton):
        if part.isVisible() and part.isEnabled():
            texts.append(part.text())
    for part in widget.findChildren(QLabel):
        if part.isVisible() and part.buddy() is not None and part.buddy().isEnabled():
            texts.append(part.text())
    for bar in widget.findChildren(QTabBar):
        if bar.isVisible():
            texts.extend(bar.tabText(index) for index in range(bar.count()))
    found = {}
    for text in [*texts, *menus]:
        found.setdefault(letter_of(text), []).append(text)
    return sorted(names for letter, names in found.items() if letter and len(names) > 1 and not set(names) <= set(menus))


def silent_ones(widget):
    """Disabled widgets without an explanation."""
    found = []
    for part in widget.findChildren(QWidget):
        own = not part.isEnabled() and (part.parentWidget() is None or part.parentWidget().isEnabled())
        if (
            own
            and part.isVisible()
            and isinstance(part, (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider))
            and not part.toolTip()
        ):
            found.append(part.objectName() or type(part).__name__)
    return found


def cut_texts(widget):
    """Texts of buttons and labels that have less room than they need."""
    found = []
    for part in [*widget.findChildren(QAbstractButton), *widget.findChildren(QLabel)]:
        pictured = isinstance(part, QToolButton) and part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        if not part.isVisible() or not part.text() or pictured:
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.minimumSizeHint().height()
        tight = not wraps and part.width() < part.minimumSizeHint().width()
        if tight or part.height() < needed - 1:  # of its frame a pixel may go
            found.append(f"{part.objectName()} {part.text()[:60]}: {part.width()} x {part.height()}, needs {needed}")
    for header in widget.findChildren(QHeaderView):
        if header.isVisible() and header.orientation() == Qt.Orientation.Horizontal:
            shown = [index for index in range(header.count()) if not header.isSectionHidden(index)]
            narrow = [index for index in shown if header.sectionSize(index) < header.sectionSizeHint(index)]
            found.extend(str(header.model().headerData(index, Qt.Orientation.Horizontal)) for index in narrow)
    return found


def split_pairs(widget):
    """Labels that are drawn wider than they are: the line below a letter separates it from a neighbour that it is kerned with.

    Qt measures the whole text, and draws it in three parts. A pixel is no letter.
    """
    found = []
    for part in widget.findChildren(QLabel):
        text = part.text().replace("&&", "")
        before, mark, rest = text.partition("&")
        if part.isVisible() and mark and not part.wordWrap():
            drawn = sum(part.fontMetrics().horizontalAdvance(piece) for piece in (before, rest[:1], rest[1:]))
            if drawn > part.width() + 1:
                found.append(f"{text}: {part.width()}, drawn {drawn}")
    return found


def wide_pages(widget):
    """Pages that scroll sideways, or would if their scroll bar were not switched off, which cuts them."""
    found = []
    for area in widget.findChildren(QScrollArea):
        page = area.widget()
        if not area.isVisible() or page is None:
            continue
        room, needed = area.viewport().width(), max(page.minimumSizeHint().width(), page.width())
        if needed > room:
            found.append(f"{area.objectName()} {page.objectName()}: {room}, needs {needed}")
    return found


def faint_texts(widget):
    """Texts with too little contrast to what is behind them, links included; what is disabled may be faint."""
    found = []
    for part in widget.findChildren(QWidget):
        text = _written(part)
        if not any(letter.isalnum() for letter in text):
            continue  # of a dash, soft edges are all that is drawn
        seen = part.visibleRegion().boundingRect()
        if not part.isEnabled() or seen.isEmpty() or seen.height() < part.fontMetrics().height():
            continue
        colors, counts = np.unique(_pixels(part, seen), return_counts=True)
        ground = QColor.fromRgb(int(colors[counts.argmax()]))
        best = max(contrast(QColor.fromRgb(int(color)), ground) for color in colors[counts.argsort()[-400:]])
        best = min([best, *(contrast(color, ground) for color in _link_colors(part, text))])
        if best < LEAST_CONTRAST:
            found.append(f"{part.objectName()} {text[:60]}: {best:.1f} on {ground.name()}")
    return found


def _written(part):
    """The text of a widget that consists of little else; not of fields, whose colours and grounds are those of QGIS's theme."""
    if isinstance(part, QTextBrowser):
        return part.toPlainText()
    if isinstance(part, QPushButton) and Qgis.QGIS_VERSION_INT >= 34000:
        return ""  # the dark theme of newer QGIS gives buttons a contrast of 3.4
    if isinstance(part, (QPushButton, QCheckBox, QRadioButton)):
        return part.text() if part.icon().isNull() else ""
    if isinstance(part, QProgressBar):
        return part.text() if part.isTextVisible() else ""
    return part.text() if isinstance(part, QLabel) else ""


def _link_colors(part, text):
    if isinstance(part, QTextBrowser):
        block = part.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                kind = fragments.fragment().charFormat()
                if kind.isAnchor():
                    yield kind.foreground().color()
                fragments += 1
            block = block.next()
    for link in re.findall("<a [^>]*>", text):
        named = re.search("color:(#[0-9a-f]+)", link)
        yield QColor(named.group(1)) if named else part.palette().color(QPalette.ColorRole.Link)


def _pixels(part, place):
    """The colours of a part of a widget on the screen: of the whole window, as most widgets have no ground of their own."""
    window = part.window()
    shown = window.grab(QRect(part.mapTo(window, place.topLeft()), place.size()))
    image = shown.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint32)


def object_kind():
    from qgis.PyQt.QtWidgets import QWidget

    return QWidget


def run(main, most_seconds=_MOST_SECONDS):
    """Run ``main`` when QGIS is up; its result, or what went wrong, goes into FOLDER/report.json."""

    mistakes = []

    def remember(kind, value, trace):
        mistakes.append("".join(traceback.format_exception(kind, value, trace)))

    def start():
        sys.excepthook = remember  # QGIS would open a window that nobody closes
        try:
            report = main()
            if mistakes:
                report = {"error": "".join(mistakes)}
        except BaseException:
            iface.mainWindow().grab().save(os.path.join(FOLDER, "failed.png"))
            report = {"error": traceback.format_exc() + "".join(mistakes)}
        with open(os.path.join(FOLDER, "report.json"), "w", encoding="utf-8") as stream:
            json.dump(report, stream)
        os._exit(0)

    faulthandler.dump_traceback_later(most_seconds, exit=True)
    QTimer.singleShot(1500, start)
