"""The menu of the dock with tools that belong to the work between images and a checked change layer."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ..icons import icon, theme_icon
from ..tool_dialogs import ToolDialogs
from .session import Session

translate = QCoreApplication.translate

# Tools that take the two dates of the panel, and one that takes the mask of the last run.
_OF_A_PAIR = ("detectchangeclassic", "coregister")
_OF_A_MASK = "samplepoints"


def _texts() -> dict[str, str]:
    """Return what the tools are called in the menu, by the name of the algorithm; in its order."""
    return {
        "coregister": translate("ToolsMenu", "Align the dates…"),
        "detectchangeclassic": translate("ToolsMenu", "Detect change without a network…"),
        "changetimeseries": translate("ToolsMenu", "Compare more than two dates…"),
        "vectorizechange": translate("ToolsMenu", "Make cleaner polygons…"),
        "samplepoints": translate("ToolsMenu", "Draw a sample of points…"),
        "estimatearea": translate("ToolsMenu", "Estimate areas from a sample…"),
        "assessaccuracy": translate("ToolsMenu", "Assess the accuracy…"),
        "changereport": translate("ToolsMenu", "Report changes…"),
    }


class ToolsButton(QToolButton):
    """Opens the dialogs of the tools, filled in as far as the panel knows.

    :param session: its dates and its last run.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._dialogs = ToolDialogs()
        self.setObjectName("GroundshiftTools")
        self.setAutoRaise(True)
        self.setIcon(theme_icon("processingAlgorithm.svg"))
        self.setToolTip(translate("ToolsMenu", "More tools: several dates, alignment, samples, accuracy, report"))
        self.setAccessibleName(translate("ToolsMenu", "More tools"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for name, text in _texts().items():
            action = menu.addAction(icon(f"tools/{name}"), text)
            action.setObjectName(f"GroundshiftTool_{name}")
            action.triggered.connect(lambda _checked=False, name=name: self.open_tool(name))
        self.setMenu(menu)

    def open_tool(self, name: str) -> None:
        """Open the dialog of a tool."""
        algorithm = f"groundshift:{name}"
        if QgsApplication.processingRegistry().algorithmById(algorithm) is not None:
            self._dialogs.open(algorithm, self._values(name))

    def release(self) -> None:
        """Close the dialogs."""
        self._dialogs.close_all()

    def _values(self, name: str) -> dict[str, Any]:
        """Return what the panel knows of a tool's parameters."""
        result = self._session.results
        if name in _OF_A_PAIR:
            dates = {"BEFORE": self._session.before, "AFTER": self._session.after}
            return {key: layer.id() for key, layer in dates.items() if layer is not None}
        mask = self._session.layer(result.mask) if result is not None else None
        polygons = self._session.layer(result.polygons) if result is not None else None
        if name == _OF_A_MASK and mask is not None:
            return {"MAP": mask.id()}
        if name == "vectorizechange" and mask is not None:
            return {"INPUT": mask.id()}
        return {"POLYGONS": polygons.id()} if name == "changereport" and polygons is not None else {}
