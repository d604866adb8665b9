"""The parameter MODEL, and the model that it names.

Imported while QGIS starts: model files are imported when one is chosen.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterString, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

from ..base import ICON_PATH, GroundshiftAlgorithm

if TYPE_CHECKING:
    from ...model_file.catalogue import CatalogueEntry
    from ...model_file.load import ModelFile

translate = QCoreApplication.translate

MODEL, FLIPS = "MODEL", "FLIPS"
DEFAULT_MODEL = "buildings-siamese"
DEFAULT_LANDCOVER_MODEL = "landcover-aerial"
# Of model_file/spec.py, which is imported late.
CHANGE, SEGMENTATION, SAR_PREDICTION = "change", "segmentation", "sar-prediction"
LABELLED = "labelled"  # models of any task that is trained with labels: change, and land cover of one date
FOLDERS_SETTING = "groundshift/model_folders"

_PLUGIN_PACKAGE = __name__.rsplit(".", 3)[0]
# A name, not the class: the widget is imported when a dialog opens, never under qgis_process.
_WIDGET = f"{_PLUGIN_PACKAGE}.gui.model_widget.ModelWidgetWrapper"
_MODELS = os.path.join(os.path.dirname(ICON_PATH), *[os.pardir] * 2, "models")


def add_model(algorithm: GroundshiftAlgorithm, explained: str, name: str = MODEL, text: str = "") -> None:
    """Add MODEL: a text, with a list of the models of change and of land cover as its widget.

    :param explained: its help.
    :param name: of the parameter.
    :param text: its label; ``""`` = "Model".
    """
    _add(algorithm, name, text, DEFAULT_MODEL, LABELLED, explained)


def add_landcover_model(algorithm: GroundshiftAlgorithm, explained: str, optional: bool = False) -> None:
    """Add MODEL for a model of land cover; its default is the bundled one, if there is one.

    :param explained: its help.
    :param optional: it may be empty, which is its default then.
    """
    if optional:
        _add(algorithm, MODEL, "", None, SEGMENTATION, explained, True)
        return
    bundled = os.path.isfile(os.path.join(_MODELS, f"{DEFAULT_LANDCOVER_MODEL}.onnx"))
    _add(algorithm, MODEL, "", DEFAULT_LANDCOVER_MODEL if bundled else None, SEGMENTATION, explained)


def add_change_model(algorithm: GroundshiftAlgorithm) -> None:
    """Add MODEL for a model of change between two dates."""
    _add(
        algorithm,
        MODEL,
        "",
        DEFAULT_MODEL,
        CHANGE,
        translate(
            "DetectChange",
            "The network: id of a bundled or imported model, or path of an ONNX file. The model file specifies "
            "bands, resolution and classes.",
        ),
    )


def add_flips(algorithm: GroundshiftAlgorithm) -> None:
    """Add FLIPS, advanced."""
    text = translate("DetectChange", "Average over mirrored images (slower, slightly more accurate)")
    algorithm.add(
        QgsProcessingParameterBoolean(FLIPS, text, False),
        translate(
            "DetectChange", "Also predict mirrored copies of each tile and average the results: about four times slower."
        ),
        advanced=True,
    )


def add_radar_model(algorithm: GroundshiftAlgorithm, explained: str) -> None:
    """Add MODEL, optional, for a model that predicts radar images.

    :param explained: its help.
    """
    _add(algorithm, MODEL, "", None, SAR_PREDICTION, explained, optional=True)


def _add(
    algorithm: GroundshiftAlgorithm,
    name: str,
    text: str,
    default: Optional[str],
    task: str,
    explained: str,
    optional: bool = False,
) -> None:
    label = text or translate("DetectChange", "Model")
    parameter = QgsProcessingParameterString(name, label, defaultValue=default, optional=optional)
    widget: dict[str, Any] = {"class": _WIDGET}
    if task != CHANGE:
        widget["task"] = task  # passed on to createWidget
    parameter.setMetadata({"widget_wrapper": widget})
    algorithm.add(parameter, explained)


def model_folders() -> tuple[str, ...]:
    """Return the folders that the user added to those that are searched for models."""
    value = QgsSettings().value(FOLDERS_SETTING, [])
    folders = [value] if isinstance(value, str) else list(value or [])
    return tuple(str(folder) for folder in folders if str(folder).strip())


def known_models(task: str = CHANGE) -> tuple[CatalogueEntry, ...]:
    """Return all models for a task, or :data:`LABELLED`, that can be chosen by id."""
    from ...model_file.catalogue import list_models

    return list_models(model_folders(), (CHANGE, SEGMENTATION) if task == LABELLED else (task,))


def open_model(text: str, *tasks: str) -> ModelFile:
    """Open and check the model that an id or a path names.

    :param tasks: it must be made for one of them; none = for change.
    :raises JobFailure: there is none, or it cannot be used.
    """
    from ...model_file.catalogue import find_model
    from ...model_file.load import load_model_file

    wanted = tasks or (CHANGE,)
    return load_model_file(find_model(text, model_folders(), wanted), wanted)
