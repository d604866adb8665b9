"""Add the dock, menu entries and toolbar buttons to the QGIS window."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from ..algorithms.help_pages import HELP_SCHEME
from .dock.change_dock import ChangeDock
from .help import GuideAddresses, close_help, open_help
from .history.run_history import end_history, start_history
from .history.run_message import RunMessages
from .icons import icon, theme_icon
from .messages import remove_messages

translate = QCoreApplication.translate

# Name of the submenu in Plugins and Raster: a proper name, not translated.
MENU = "&Groundshift"


@dataclass(frozen=True)
class MenuEntry:
    """A menu entry that calls a function.

    :param key: of the entry, and of its icon in ``resources/icons``.
    :param module: relative to the package ``plugin.gui``; imported when the entry is chosen.
    :param function: called with ``iface``.
    :param release: function of the module that is called when the plugin is unloaded; ``""`` = none.
    :param on_toolbar: whether the entry also has a toolbar button.
    """

    key: str
    module: str
    function: str
    release: str = ""
    on_toolbar: bool = False


# In menu order, below the dock's own entry. The text of a new entry belongs into _entry_text.
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
    """Adds everything to the QGIS window and removes it again.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        window = iface.mainWindow()
        # Independent of the dock: the toolbox may be used without it.
        self._messages = RunMessages(iface)
        start_history().to_announce.connect(self._messages.show)
        self._addresses = GuideAddresses(HELP_SCHEME)
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
        self.dock.add_hidden()
        # Restore the dock's last position after a reload of the plugin. QGIS itself restores its window afterwards
        # during startup.
        window.restoreDockWidget(self.dock)

    def release(self) -> None:
        """Remove everything, when the plugin is unloaded."""
        self.dock.release()
        for entry in MENU_ENTRIES:
            module = sys.modules.get(f"{__name__.rsplit('.', 1)[0]}.{entry.module}")
            if entry.release and module is not None:
                getattr(module, entry.release)()
        background = sys.modules.get(f"{__name__.rsplit('.', 1)[0]}.background")
        if background is not None:
            background.cancel_all()  # after the windows were released: they no longer react to the end of their runs
        end_history()
        self._messages.release()
        remove_messages(self._iface.messageBar())
        self._addresses.release()
        close_help()
        install_window = sys.modules.get(f"{__name__.rsplit('.', 1)[0]}.options.install_window")
        if install_window is not None:
            install_window.close_installation()
        self._iface.removeDockWidget(self.dock)
        for action in self._on_toolbar:
            self._iface.removeToolBarIcon(action)
        for action in self._actions:
            self._iface.removePluginMenu(MENU, action)
            self._iface.removePluginRasterMenu(MENU, action)
            action.deleteLater()
        self._actions = []
        # QGIS removes empty submenus from its menus but keeps the objects.
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
