"""Messages in the QGIS window with buttons of the plugin: none outlives the plugin, whose windows they would open."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QWidget

_NAME = "GroundshiftMessage"


def push_message(bar: QgsMessageBar, content: QWidget, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> QgsMessageBarItem:
    """Show a message until the user closes it or the plugin is unloaded.

    :param content: as ``bar.createMessage`` returns it, with buttons.
    :return: what the bar shows, to be removed from it earlier.
    """
    item = bar.pushWidget(content, level)
    item.setObjectName(_NAME)
    return item


def remove_messages(bar: QgsMessageBar) -> None:
    """Remove the messages, when the plugin is unloaded."""
    for found in bar.findChildren(QWidget, _NAME):
        # QGIS's items may come as plain widgets, as which Python has met them before.
        bar.popWidget(found if isinstance(found, QgsMessageBarItem) else sip.cast(found, QgsMessageBarItem))
