"""What every algorithm of Groundshift has in common."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterDefinition
from qgis.PyQt.QtGui import QIcon

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ICON_PATH = os.path.join(_ROOT, "resources", "icons", "icon.svg")


class GroundshiftAlgorithm(QgsProcessingAlgorithm):
    """An algorithm with Groundshift's icon; subclasses give names, texts and work."""

    def createInstance(self) -> GroundshiftAlgorithm:  # noqa: N802 (QGIS's name)
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(ICON_PATH)

    def svgIconPath(self) -> str:  # noqa: N802
        return ICON_PATH

    def add(self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False) -> None:
        """Add a parameter with its help; ``advanced`` ones are folded away in the dialog."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def given(self, parameters: dict[str, Any], name: str) -> Optional[Any]:
        """The value of an optional parameter; ``None`` when it is empty in any of the ways that QGIS has for it."""
        value = parameters.get(name)
        # qgis_process passes empty texts, models and batch rows pass NULL variants.
        if value is None or (hasattr(value, "isNull") and value.isNull()):
            return None
        if isinstance(value, str) and not value.strip():
            return None
        return value
