"""The base class of the algorithms: icon, parameters with help, and the check that a dialog makes.

Imported while QGIS starts: keep its imports few.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

if TYPE_CHECKING:
    from .inputs.given import Given

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ICON_PATH = os.path.join(_ROOT, "resources", "icons", "icon.svg")

# File formats of outputs, by extension; the first is the default.
RASTER_EXTENSIONS = ("tif", "tiff")
VECTOR_EXTENSIONS = ("gpkg", "geojson", "fgb", "shp", "sqlite", "kml", "gml", "json")

_HTML_IN_BATCHES = 32800  # seen to fail in 3.22


class GroundshiftAlgorithm(QgsProcessingAlgorithm):
    """Base class of all algorithms; subclasses add names, texts, parameters and work."""

    GROUP: ClassVar[str]  # id of the group in the toolbox

    def createInstance(self) -> GroundshiftAlgorithm:  # noqa: N802 (QGIS's names, here and below)
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(ICON_PATH)

    def svgIconPath(self) -> str:  # noqa: N802
        return ICON_PATH

    def group(self) -> str:
        return _group_title(self.GROUP)

    def groupId(self) -> str:  # noqa: N802
        return self.GROUP

    def read(self, given: Given) -> Any:
        """Read and check the parameters; quick, because dialogs call it. In the thread that owns the layers.

        :raises JobFailure: a parameter or layer cannot be used.
        """
        return None

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        from ..jobs.failure import JobFailure
        from .inputs.given import Given
        from .run.failure_text import failure_text

        try:
            self.read(Given(self, parameters, context))
        except JobFailure as failure:
            return False, failure_text(failure)
        good, text = super().checkParameterValues(parameters, context)
        return bool(good), str(text)

    def add(self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False) -> None:
        """Add a parameter with its help.

        :param advanced: fold it away in the dialog.
        """
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def add_report(self, parameter: QgsProcessingParameterFileDestination, help_text: str) -> None:
        """Add an HTML output, which QGIS shows in its results viewer."""
        if Qgis.QGIS_VERSION_INT >= _HTML_IN_BATCHES:
            self.add(parameter, help_text)
            return
        # Batches of older versions raise, when all rows are done, where an algorithm has an output of the kind HTML
        # (qgis/QGIS issue 47884); as a plain file it is written all the same.
        parameter.setHelp(help_text)
        self.addParameter(parameter, False)
        self.addOutput(QgsProcessingOutputFile(parameter.name(), parameter.description()))


def _group_title(group: str) -> str:
    """Return the title of a group of the toolbox in the user's language."""
    translate = QCoreApplication.translate
    titles = {
        "changedetection": translate("DetectChange", "Change detection"),
        "radar": translate("SarTable", "Radar"),
        "landcover": translate("ClassifyLandCover", "Land cover"),
        "accuracy": translate("AssessAccuracy", "Accuracy"),
        "preparation": translate("Coregister", "Preparation"),
        "training": translate("Training", "Training"),
        "models": translate("ImportModel", "Models"),
        "setup": translate("InstallRuntime", "Setup"),
    }
    return str(titles[group])
