"""The files of models on the disk: which there are, readable or not, what belongs to them, and their removal.

Standard library only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from ..jobs.failure import JobFailure
from .catalogue import bundled_folder, model_paths, search_folders, user_folder
from .load import ModelFile, load_model_file, read_header
from .spec import TASKS

CARD_EXTENSION = ".md"
_COMPANIONS = (CARD_EXTENSION, ".json", ".stac.json")  # the card, and what an export writes beside a model


@dataclass(frozen=True)
class LibraryFile:
    """An ONNX file in a folder of models.

    :param model: ``None`` = it cannot be used; the reason is ``failure``.
    :param bundled: it came with the plugin.
    :param imported: it lies in the user's own folder of models.
    :param hidden: another file with the same id comes first, so that the id does not lead here.
    """

    path: str
    model: Optional[ModelFile]
    failure: Optional[JobFailure]
    bundled: bool
    imported: bool
    hidden: bool = False


def library_files(extra: Sequence[str] = ()) -> Tuple[LibraryFile, ...]:
    """Return all ONNX files in the folders of models, those that cannot be used included.

    :param extra: folders to search after the bundled and the user's own.
    """
    found: List[LibraryFile] = []
    ids = set()
    for path in model_paths(search_folders(extra)):
        folder = os.path.dirname(path)
        model, failure = None, None
        try:
            model = load_model_file(path, tuple(TASKS))
        except JobFailure as problem:
            failure = problem
        hidden = model is not None and model.spec.id in ids
        if model is not None:
            ids.add(model.spec.id)
        found.append(LibraryFile(path, model, failure, folder == bundled_folder(), folder == user_folder(), hidden))
    return tuple(found)


def card_text(path: str) -> str:
    """Return the model card beside a model, in Markdown; ``""`` = there is none, or it cannot be read."""
    try:
        with open(os.path.splitext(path)[0] + CARD_EXTENSION, encoding="utf-8") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError):
        return ""


def files_of_model(path: str) -> Tuple[str, ...]:
    """Return the model's file, what was written beside it, and the files of its weights that no other model there uses."""
    folder, stem = os.path.dirname(os.path.abspath(path)), os.path.splitext(path)[0]
    others = [other for other in model_paths((folder,)) if os.path.abspath(other) != os.path.abspath(path)]
    shared = {location for other in others for location in _weights(other)}
    weights = [os.path.join(folder, location) for location in _weights(path) if location not in shared]
    beside = [stem + extension for extension in _COMPANIONS]
    return tuple(one for one in (path, *beside, *weights) if os.path.isfile(one))


def model_size(path: str) -> int:
    """Return bytes of a model with its weights, wherever in its folder these lie."""
    folder = os.path.dirname(os.path.abspath(path))
    files = [path, *(os.path.join(folder, location) for location in _weights(path))]
    return sum(os.path.getsize(one) for one in files if os.path.isfile(one))


def remove_model(path: str) -> None:
    """Remove an imported model with all that belongs to it.

    :raises ValueError: it was not imported: bundled models and those in folders that the user named stay.
    :raises JobFailure: ``write_failed``.
    """
    if os.path.dirname(os.path.abspath(path)) != os.path.abspath(user_folder()):
        raise ValueError(f"{path} was not imported")
    try:
        for one in reversed(files_of_model(path)):  # the model last: what is left can be removed again
            os.unlink(one)
    except OSError as error:
        raise JobFailure("write_failed", "", path=path, reason=str(error)) from error


def _weights(path: str) -> Tuple[str, ...]:
    try:
        return read_header(path).external_data
    except JobFailure:
        return ()
