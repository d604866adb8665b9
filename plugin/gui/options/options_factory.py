"""Register Groundshift's page in the QGIS Options."""

from __future__ import annotations

from typing import Any, Optional

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtWidgets import QWidget

from ..icons import icon

PAGE_NAME = "GroundshiftOptions"


class OptionsFactory(QgsOptionsWidgetFactory):
    """Create the page when the user opens the Options. Registered on construction, until :meth:`release`.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any) -> None:
        super().__init__("Groundshift", icon("icon"))  # a proper name: not translated
        self._iface = iface
        iface.registerOptionsWidgetFactory(self)

    def release(self) -> None:
        """Unregister the page when the plugin is unloaded."""
        self._iface.unregisterOptionsWidgetFactory(self)

    def createWidget(self, parent: Optional[QWidget] = None) -> QgsOptionsPageWidget:  # noqa: N802 (QGIS's name)
        from .options_page import OptionsPage

        page = OptionsPage(parent)
        page.setObjectName(PAGE_NAME)  # the Options dialog opens a page by its object name
        return page


def open_settings(iface: Any) -> None:
    """Open the QGIS Options at Groundshift's page."""
    iface.showOptionsDialog(iface.mainWindow(), PAGE_NAME)
