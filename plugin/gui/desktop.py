"""What the plugin adds to QGIS Desktop's window: the dock, and entries in menus and on the toolbar."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from .background import cancel_all
from .dock.change_dock import ChangeDock
from .help import close_help, open_help
from .history.run_history import end_history, start_history
from .icons import icon, theme_icon

translate = QCoreApplication.translate

# The submenu's name in Plugins and Raster: a proper name, not translated.
MENU = "&Groundshift"


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu that calls a function.

    :param key: names the entry, and its icon in ``resources/icons``.
    :param module: relative to the package ``plugin.gui``; imported when the entry is chosen.
    :param function: called with ``iface``.
    """

    key: str
    module: str
    function: str


# In the order of the menu, below the dock's own entry; add yours, and its text below, when it works.
MENU_ENTRIES: list[MenuEntry] = []


def _entry_text(key: str) -> str:
    texts = {
        "models": translate("Desktop", "&Models…"),
        "training": translate("Desktop", "&Train a model…"),
        "settings": translate("Desktop", "&Settings…"),
    }
    return texts[key]


class Desktop:
    """Adds everything to QGIS's window, and takes everything away again.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        window = iface.mainWindow()
        start_history()  # before the dock is shown: the toolbox may be used without it
        self.dock = ChangeDock(iface, window)
        self._actions = [self._dock_action(window)]
        for entry in MENU_ENTRIES:
            action = self._action(window, entry.key, _entry_text(entry.key), icon(entry.key))
            action.triggered.connect(lambda _checked=False, entry=entry: self._call(entry))
            self._actions.append(action)
        self._actions.append(self._help_action(window))
        for action in self._actions:
            iface.addPluginToMenu(MENU, action)
            iface.addPluginToRasterMenu(MENU, action)
        iface.addToolBarIcon(self._actions[0])
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        # Where it stood when QGIS was last left, or the plugin reloaded; QGIS restores its window after this by itself
        # when it starts.
        window.restoreDockWidget(self.dock)

    def release(self) -> None:
        """Take everything away, at the plugin's unload."""
        self.dock.release()
        end_history()
        cancel_all()
        close_help()
        self._iface.removeDockWidget(self.dock)
        self._iface.removeToolBarIcon(self._actions[0])
        for action in self._actions:
            self._iface.removePluginMenu(MENU, action)
            self._iface.removePluginRasterMenu(MENU, action)
            action.deleteLater()
        self._actions = []
        # QGIS takes the empty submenus out of its menus, but keeps the objects.
        for menu in self._iface.mainWindow().findChildren(QMenu):
            if menu.title() == MENU and menu.isEmpty():
                menu.deleteLater()
        self.dock.deleteLater()

    def _dock_action(self, window: Any) -> QAction:
        action = self._action(window, "detect", translate("Desktop", "&Change detection panel"), icon("icon"))
        action.setToolTip(translate("Desktop", "Show or hide Groundshift's panel: find what changed between two dates"))
        action.setCheckable(True)
        self.dock.setToggleVisibilityAction(action)
        return action

    def _help_action(self, window: Any) -> QAction:
        action = self._action(window, "help", translate("Desktop", "&Guide"), theme_icon("mActionHelpContents.svg"))
        action.triggered.connect(lambda: open_help("index"))
        return action

    @staticmethod
    def _action(window: Any, key: str, text: str, picture: QIcon) -> QAction:
        action = QAction(picture, text, window)
        action.setObjectName(f"Groundshift{key.capitalize()}Action")
        return action

    def _call(self, entry: MenuEntry) -> Optional[Any]:
        module = importlib.import_module(f"{__name__.rsplit('.', 1)[0]}.{entry.module}")
        return getattr(module, entry.function)(self._iface)
