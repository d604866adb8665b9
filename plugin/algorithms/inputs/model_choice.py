"""Which model a MODEL parameter names, with the folders of QGIS's settings."""

from __future__ import annotations

from qgis.core import QgsSettings

from ...model_file.catalogue import CatalogueEntry, find_model, list_models
from ...model_file.load import ModelFile, load_model_file

FOLDERS_SETTING = "groundshift/model_folders"


def model_folders() -> tuple[str, ...]:
    """The folders that the user added to those that are searched for models."""
    value = QgsSettings().value(FOLDERS_SETTING, [])
    folders = [value] if isinstance(value, str) else list(value or [])
    return tuple(str(folder) for folder in folders if str(folder).strip())


def known_models() -> tuple[CatalogueEntry, ...]:
    """All models that can be chosen by id."""
    return list_models(model_folders())


def open_model(text: str) -> ModelFile:
    """The model that an id or a path names, checked.

    :raises JobFailure: there is none, or it cannot be used.
    """
    return load_model_file(find_model(text, model_folders()))
