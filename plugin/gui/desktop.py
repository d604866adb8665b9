"""What the plugin adds to QGIS Desktop's window: the dock, and entries in menus and on the toolbar."""

from __future__ import annotations

import importlib
import sys
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
    :param release: function of the module that takes everything away at the plugin's unload; ``""`` = there is none.
    :param on_toolbar: whether it has a button on the toolbar, too.
    """

    key: str
    module: str
    function: str
    release: str = ""
    on_toolbar: bool = False


# In the order of the menu, below the dock's own entry; add yours, and its text below, when it works.
MENU_ENTRIES: list[MenuEntry] = [
    MenuEntry("models", "models.model_manager", "show_models"),
    MenuEntry("training", "training.training_dialog", "open_training", "close_training", on_toolbar=True),
    MenuEntry("settings", "options.options_factory", "open_settings"),
]


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
        self._on_toolbar = [self._actions[0]]
        for entry in MENU_ENTRIES:
            action = self._action(window, entry.key, _entry_text(entry.key), icon(entry.key))
            action.triggered.connect(lambda _checked=False, entry=entry: self._call(entry))
            self._actions.append(action)
            if entry.on_toolbar:
                self._on_toolbar.append(action)
        self._actions.append(self._help_action(window))
        for action in self._actions:
            iface.addPluginToMenu(MENU, action)
            iface.addPluginToRasterMenu(MENU, action)
        for action in self._on_toolbar:
            iface.addToolBarIcon(action)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        # Where it stood when QGIS was last left, or the plugin reloaded; QGIS restores its window after this by itself
        # when it starts.
        window.restoreDockWidget(self.dock)

    def release(self) -> None:
        """Take everything away, at the plugin's unload."""
        self.dock.release()
        for entry in MENU_ENTRIES:
            module = sys.modules.get(f"{__name__.rsplit('.', 1)[0]}.{entry.module}")
            if entry.release and module is not None:
                getattr(module, entry.release)()
        cancel_all()  # after the windows were released: they no longer react to the end of their runs
        end_history()
        close_help()
        self._iface.removeDockWidget(self.dock)
        for action in self._on_toolbar:
            self._iface.removeToolBarIcon(action)
        for action in self._actions:
            self._iface.removePluginMenu(MENU, action)
            self._iface.removePluginRasterMenu(MENU, action)
            action.deleteLater()
        self._actions = []
        # QGIS takes the empty submenus out of its menus, but keeps the objects.
        for menu in self._iface.mainWindow().findChildren(QMenu):
            if menu.title() == MENU and menu.isEmpty():
                menu.deleteLater()
        self._on_toolbar = []
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
