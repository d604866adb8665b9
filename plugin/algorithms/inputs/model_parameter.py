"""Parameters that name a model: a text, with a list of the models as its widget."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterString
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

translate = QCoreApplication.translate

MODEL = "MODEL"
DEFAULT_MODEL = "buildings-siamese"

_PLUGIN_PACKAGE = __name__.rsplit(".", 3)[0]
# A name, not the class: the widget is imported when a dialog opens, never under qgis_process.
_WIDGET = {"widget_wrapper": {"class": f"{_PLUGIN_PACKAGE}.gui.model_widget.ModelWidgetWrapper"}}


def add_model(algorithm: GroundshiftAlgorithm, explained: str, name: str = MODEL, text: str = "") -> None:
    """Add MODEL, or a parameter of another ``name`` that is called ``text``."""
    parameter = QgsProcessingParameterString(name, text or translate("DetectChange", "Model"), defaultValue=DEFAULT_MODEL)
    parameter.setMetadata(_WIDGET)
    algorithm.add(parameter, explained)
