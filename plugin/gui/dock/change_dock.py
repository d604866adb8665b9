"""The dock with the tabs Detect, Compare, Review and History."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Callable, Optional, Protocol, runtime_checkable

from qgis.gui import QgsDockWidget, QgsMapCanvas, QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QShortcut,
    QStyle,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..help import open_help
from ..icons import icon, theme_icon
from .session import Session

translate = QCoreApplication.translate


@dataclass(frozen=True)
class PanelEntry:
    """A tab: the class of its panel and its page of the guide.

    :param key: of the tab and its title.
    :param module: relative to the package ``plugin.gui``.
    :param scrolls: whether the dock scrolls the panel when it is too tall; ``False`` = the panel does.
    """

    key: str
    module: str
    class_name: str
    help_page: str
    help_anchor: str = ""
    scrolls: bool = True


@runtime_checkable
class HelpOfItsOwn(Protocol):
    """A panel whose page of the guide depends on what it shows."""

    def help_target(self) -> tuple[str, str]:
        """Return page and anchor."""


# In the order of the tabs.
PANELS: list[PanelEntry] = [
    PanelEntry("detect", "tasks.detect_page", "DetectPage", "dock", "detect", scrolls=False),
    PanelEntry("compare", "compare.compare_panel", "ComparePanel", "compare"),
    PanelEntry("review", "review.review_panel", "ReviewPanel", "review"),
    PanelEntry("history", "history.history_panel", "HistoryPanel", "history"),
]


def _title(key: str) -> str:
    titles = {
        "detect": translate("ChangeDock", "Detect"),
        "compare": translate("ChangeDock", "Compare"),
        "review": translate("ChangeDock", "Review"),
        "history": translate("ChangeDock", "History"),
    }
    return titles[key]


class DockContent(QWidget):
    """The welcome card, the tabs with the buttons beside them, and the keys that switch tabs.

    :param iface: the ``QgisInterface``.
    :param dock: that shows it.
    :param on_help: called when the help button is pressed.
    """

    def __init__(self, iface: Any, session: Session, dock: QWidget, on_help: Callable[[], None]) -> None:
        from .tools_menu import ToolsButton
        from .welcome import WelcomeCard  # neither while QGIS starts

        super().__init__(dock)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)  # the dock is wide enough for all tabs
        self.tabs.setObjectName("GroundshiftTabs")
        help_button = QToolButton(self.tabs)
        help_button.setAutoRaise(True)
        help_button.setIcon(theme_icon("mActionHelpContents.svg"))
        help_button.setToolTip(translate("ChangeDock", "Open the guide's page on this tab"))
        help_button.setAccessibleName(translate("ChangeDock", "Help"))
        help_button.setObjectName("GroundshiftHelp")
        help_button.clicked.connect(on_help)
        self._tools = ToolsButton(session, self.tabs)
        corner = QWidget(self.tabs)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self._tools, help_button):
            row.addWidget(button)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self._welcome = WelcomeCard(iface, session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._welcome)
        column.addWidget(self.tabs, 1)
        self._keys = TabKeys(dock, self.tabs, iface.mapCanvas())

    def release(self) -> None:
        """Release the keys, the tools' dialogs and the card."""
        self._keys.release()
        self._tools.release()
        self._welcome.release()


class ChangeDock(QgsDockWidget):
    """The dock widget. What is in it is created when it is first shown, so that QGIS starts as fast as without it.

    :param iface: the ``QgisInterface``.
    """

    OBJECT_NAME = "GroundshiftDock"

    def __init__(self, iface: Any, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("ChangeDock", "Groundshift"), parent)
        self.setObjectName(self.OBJECT_NAME)
        self.setWindowIcon(icon("icon"))
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.session = Session(self)
        self._iface = iface
        self._content: Optional[DockContent] = None
        self._panels: dict[str, Any] = {}
        self._adding = False
        self.session.reviewRequested.connect(lambda _layer: self.show_panel("review"))
        self.session.compareRequested.connect(lambda: self.show_panel("compare"))
        self.session.runRequested.connect(lambda *_arguments: self.show_panel("detect"))

    def panel(self, key: str) -> Optional[Any]:
        """Return a panel by its key; ``None`` = there is none, or the dock has not been shown yet."""
        return self._panels.get(key)

    def show_panel(self, key: str) -> None:
        """Show the dock with a tab in front."""
        tabs = self.make_panels().tabs
        for index, entry in enumerate(PANELS):
            if entry.key == key:
                tabs.setCurrentIndex(index)
        self.setUserVisible(True)

    def make_panels(self) -> DockContent:
        """Create what is in the dock, once, and return it."""
        if self._content is not None:
            return self._content
        self._content = content = DockContent(self._iface, self.session, self, self.open_help_of_tab)
        self.setWidget(content)
        package = __name__.rsplit(".", 2)[0]
        for entry in PANELS:
            kind = getattr(importlib.import_module(f"{package}.{entry.module}"), entry.class_name)
            panel = kind(self._iface, self.session)
            page = self._scrolled(panel, content.tabs) if entry.scrolls else panel
            for area in [page, *page.findChildren(QgsScrollArea)]:
                if isinstance(area, QgsScrollArea):
                    WidthKeeper(area)
            index = content.tabs.addTab(page, _title(entry.key))
            content.tabs.setTabToolTip(index, translate("ChangeDock", "Switch tabs with Ctrl+Page Down and Ctrl+Page Up"))
            self._panels[entry.key] = panel
        return content

    @staticmethod
    def _scrolled(panel: QWidget, tabs: QTabWidget) -> QWidget:
        area = QgsScrollArea(tabs)  # QGIS's own: the mouse wheel scrolls it without changing the values of spin boxes
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(panel)
        return area

    def open_help_of_tab(self) -> None:
        """Open the guide's page on the current tab."""
        index = self._content.tabs.currentIndex() if self._content is not None else -1
        entry = PANELS[index] if 0 <= index < len(PANELS) else None
        panel = self._panels.get(entry.key) if entry is not None else None
        if isinstance(panel, HelpOfItsOwn):
            open_help(*panel.help_target())
        else:
            open_help(entry.help_page if entry else "index", entry.help_anchor if entry else "")

    def add_hidden(self) -> None:
        """Add the dock to the window of QGIS, which shows it at once, without creating its panels for that."""
        self._adding = True
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.hide()
        self._adding = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._adding:
            self.make_panels()
        super().showEvent(event)

    def release(self) -> None:
        """Release everything outside the dock: map items and tools, keys, connections, jobs."""
        for panel in self._panels.values():
            panel.release()
        self._panels.clear()
        if self._content is not None:
            self._content.release()
        self.session.release()


class WidthKeeper(QObject):
    """Keeps a scroll area as wide as its content needs, so that it only scrolls vertically.

    :param area: with a resizable widget.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.widget().installEventFilter(self)
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._keep()
        return False

    def _keep(self) -> None:
        bar = self._area.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed = self._area.widget().minimumSizeHint().width() + bar
        if self._area.minimumWidth() != needed:
            self._area.setMinimumWidth(needed)


class TabKeys(QObject):
    """Switches tabs with Ctrl+Page Down and Ctrl+Page Up in ``dock`` and, while the dock is visible, on ``canvas``.

    Shortcuts with Alt would differ between languages, and QGIS's menus use half of the alphabet.

    :param tabs: of the dock; the first one follows the last.
    """

    def __init__(self, dock: QWidget, tabs: QTabWidget, canvas: QgsMapCanvas) -> None:
        super().__init__(dock)
        self._dock, self._tabs = dock, tabs
        self._shortcuts: list[QShortcut] = []
        for widget in (dock, canvas):
            for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
                shortcut = QShortcut(QKeySequence(keys), widget)
                # Limited to this widget: a floating dock is a separate window.
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda step=step: self._go(step))
                self._shortcuts.append(shortcut)

    def release(self) -> None:
        """Remove the shortcuts."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []

    def _go(self, step: int) -> None:
        if self._dock.isVisible() and self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + step) % self._tabs.count())
