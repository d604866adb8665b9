"""The Processing provider."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.base import ICON_PATH, RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .version import plugin_version

PROVIDER_ID = "groundshift"


class GroundshiftProvider(QgsProcessingProvider):
    """Groundshift's algorithms in the Processing toolbox, the model designer and ``qgis_process``."""

    def id(self) -> str:
        return PROVIDER_ID

    def name(self) -> str:
        return "Groundshift"  # a proper name: not translated

    def versionInfo(self) -> str:  # noqa: N802 (QGIS's name)
        return plugin_version()

    def icon(self) -> QIcon:
        return QIcon(ICON_PATH)

    def svgIconPath(self) -> str:  # noqa: N802
        return ICON_PATH

    def supportsNonFileBasedOutput(self) -> bool:  # noqa: N802
        """Return the worker writes files: memory layers and database tables cannot be outputs."""
        return False

    def supportedOutputRasterLayerExtensions(self) -> list[str]:  # noqa: N802
        return list(RASTER_EXTENSIONS)

    def supportedOutputVectorLayerExtensions(self) -> list[str]:  # noqa: N802
        return list(VECTOR_EXTENSIONS)

    def loadAlgorithms(self) -> None:  # noqa: N802
        from .algorithms import algorithm_classes

        for algorithm in algorithm_classes():
            self.addAlgorithm(algorithm())
