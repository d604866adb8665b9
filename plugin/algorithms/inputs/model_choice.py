"""The parameter MODEL, and the model that it names.

Imported while QGIS starts: model files are imported when one is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingParameterString, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

if TYPE_CHECKING:
    from ...model_file.catalogue import CatalogueEntry
    from ...model_file.load import ModelFile

translate = QCoreApplication.translate

MODEL = "MODEL"
DEFAULT_MODEL = "buildings-siamese"
FOLDERS_SETTING = "groundshift/model_folders"

_PLUGIN_PACKAGE = __name__.rsplit(".", 3)[0]
# A name, not the class: the widget is imported when a dialog opens, never under qgis_process.
_WIDGET = {"widget_wrapper": {"class": f"{_PLUGIN_PACKAGE}.gui.model_widget.ModelWidgetWrapper"}}


def add_model(algorithm: GroundshiftAlgorithm, explained: str, name: str = MODEL, text: str = "") -> None:
    """Add MODEL: a text, with a list of the models as its widget.

    :param explained: its help. :param name: of the parameter. :param text: its label; ``""`` = "Model".
    """
    parameter = QgsProcessingParameterString(name, text or translate("DetectChange", "Model"), defaultValue=DEFAULT_MODEL)
    parameter.setMetadata(_WIDGET)
    algorithm.add(parameter, explained)


def model_folders() -> tuple[str, ...]:
    """Return the folders that the user added to those that are searched for models."""
    value = QgsSettings().value(FOLDERS_SETTING, [])
    folders = [value] if isinstance(value, str) else list(value or [])
    return tuple(str(folder) for folder in folders if str(folder).strip())


def known_models() -> tuple[CatalogueEntry, ...]:
    """Return all models that can be chosen by id."""
    from ...model_file.catalogue import list_models

    return list_models(model_folders())


def open_model(text: str) -> ModelFile:
    """Open and check the model that an id or a path names.

    :raises JobFailure: there is none, or it cannot be used.
    """
    from ...model_file.catalogue import find_model
    from ...model_file.load import load_model_file

    return load_model_file(find_model(text, model_folders()))
