"""The base class of the algorithms: icon, parameters with help, and the check that a dialog makes.

Imported while QGIS starts: keep its imports few.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar, Optional

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from .help_pages import HELP_SCHEME, help_page

if TYPE_CHECKING:
    from .inputs.given import Given

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ICON_PATH = os.path.join(_ROOT, "resources", "icons", "icon.svg")
_TOOL_ICONS = os.path.join(_ROOT, "resources", "icons", "tools")

# File formats of outputs, by extension; the first is the default.
RASTER_EXTENSIONS = ("tif", "tiff")
VECTOR_EXTENSIONS = ("gpkg", "geojson", "fgb", "shp", "sqlite", "kml", "gml", "json")

_HTML_IN_BATCHES = 32800  # seen to fail in 3.22


class GroundshiftAlgorithm(QgsProcessingAlgorithm):
    """Base class of all algorithms; subclasses add parameters and work.

    Their texts are English, marked for translation in the context of the class's name.
    """

    NAME: ClassVar[str]
    LABEL: ClassVar[str]  # in the toolbox
    TAGS: ClassVar[str] = ""  # words to search for, with commas between them
    SUMMARY: ClassVar[str] = ""  # one sentence
    HELP: ClassVar[str] = ""  # dialogs make a paragraph of each line; qgis_process prints the text as it is
    GROUP: ClassVar[str]  # id of the group in the toolbox

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return self._translated(self.LABEL)

    def tags(self) -> list[str]:
        return self._translated(self.TAGS).split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return self._translated(self.SUMMARY)

    def shortHelpString(self) -> str:  # noqa: N802
        return self._translated(self.HELP)

    def _translated(self, text: str) -> str:
        return str(QCoreApplication.translate(type(self).__name__, text))

    def createInstance(self) -> GroundshiftAlgorithm:  # noqa: N802
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        """Return the tool's own drawing, named as the tool; without one, the plugin's."""
        path = os.path.join(_TOOL_ICONS, f"{self.name()}.svg")
        return path if os.path.isfile(path) else ICON_PATH

    def helpUrl(self) -> str:  # noqa: N802
        page = help_page(self.name())
        return f"{HELP_SCHEME}:{page}" if page else ""

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

    def add_number(
        self,
        name: str,
        text: str,
        help_text: str,
        default: Optional[float] = None,
        *,
        least: float = 0.0,
        most: Optional[float] = None,
        whole: bool = False,
        optional: bool = True,
        advanced: bool = False,
    ) -> None:
        """Add a number.

        :param default: ``None`` = empty.
        :param least, most: smallest and largest value; ``None`` = no limit.
        :param whole: integers only.
        """
        kind = QgsProcessingParameterNumber.Integer if whole else QgsProcessingParameterNumber.Double
        parameter = QgsProcessingParameterNumber(name, text, kind, default, optional, least)
        if most is not None:
            parameter.setMaximum(most)
        self.add(parameter, help_text, advanced)

    def add_raster(self, name: str, text: str, help_text: str, made: Optional[bool] = None) -> None:
        """Add an output raster.

        :param made: whether it is made by default; ``None`` = it is not optional (here and below).
        """
        self.add(QgsProcessingParameterRasterDestination(name, text, None, *_optional(made)), help_text)

    def add_polygons(self, name: str, text: str, help_text: str, made: Optional[bool] = None) -> None:
        """Add an output layer of polygons."""
        kind = QgsProcessing.TypeVectorPolygon
        self.add(QgsProcessingParameterVectorDestination(name, text, kind, None, *_optional(made)), help_text)

    def add_file(self, name: str, text: str, kinds: str, help_text: str, made: Optional[bool] = None) -> None:
        """Add an output file.

        :param kinds: file filter of dialogs.
        """
        self.add(QgsProcessingParameterFileDestination(name, text, kinds, None, *_optional(made)), help_text)

    def add_report(self, name: str, text: str, kinds: str, help_text: str, made: Optional[bool] = True) -> None:
        """Add an HTML output, which QGIS shows in its results viewer."""
        if Qgis.QGIS_VERSION_INT >= _HTML_IN_BATCHES:
            self.add_file(name, text, kinds, help_text, made)
            return
        # Batches of older versions raise, when all rows are done, where an algorithm has an output of the kind HTML
        # (qgis/QGIS issue 47884); as a plain file it is written all the same.
        parameter = QgsProcessingParameterFileDestination(name, text, kinds, None, *_optional(made))
        parameter.setHelp(help_text)
        self.addParameter(parameter, False)
        self.addOutput(QgsProcessingOutputFile(parameter.name(), parameter.description()))


def _optional(made: Optional[bool]) -> tuple[bool, bool]:
    """Return ``optional`` and ``createByDefault`` of an output."""
    return made is not None, made is not False


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
