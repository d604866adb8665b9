"""Catalogue of models: the bundled ones, the user's own, and those in folders that the user names.

Standard library only; imported by both sides.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Iterator, Sequence, Tuple

from ..jobs.failure import JobFailure
from .load import load_model_file
from .spec import CHANGE, ModelSpec

EXTENSION = ".onnx"


@dataclass(frozen=True)
class CatalogueEntry:
    """A model that can be chosen by its id. ``bundled``: it came with the plugin."""

    id: str
    title: str
    path: str
    bundled: bool
    spec: ModelSpec


def bundled_folder() -> str:
    """Return the folder of the models that come with the plugin."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return os.path.join(root, "models")


def user_folder() -> str:
    """Return the folder of imported models: outside the plugin's, which an upgrade deletes. It may not exist yet."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        data = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        data = os.path.join(home, "Library", "Application Support")
    else:
        data = os.environ.get("XDG_DATA_HOME") or ""
        if not os.path.isabs(data):  # the XDG specification has relative paths ignored
            data = os.path.join(home, ".local", "share")
    return os.path.join(data, "groundshift", "models")


def search_folders(extra: Sequence[str] = ()) -> Tuple[str, ...]:
    """Return the folders searched for models, in order; the first model of an id is used."""
    return tuple(dict.fromkeys((bundled_folder(), user_folder(), *extra)))


def list_models(extra: Sequence[str] = (), tasks: Sequence[str] = (CHANGE,)) -> Tuple[CatalogueEntry, ...]:
    """Return the models that are made for one of the tasks, without those that cannot be read.

    :param extra: folders to search after the bundled and the user's own.
    :param tasks: of :data:`.spec.TASKS`.
    """
    found: dict[str, CatalogueEntry] = {}
    for path in model_paths(search_folders(extra)):
        try:
            spec = load_model_file(path, tasks).spec
        except JobFailure:
            continue
        bundled = os.path.dirname(path) == bundled_folder()
        found.setdefault(spec.id, CatalogueEntry(spec.id, spec.title, path, bundled, spec))
    return tuple(found.values())


def find_model(text: str, extra: Sequence[str] = (), tasks: Sequence[str] = (CHANGE,)) -> str:
    """Return the path of the model that ``text`` names: an id, or the path of an ONNX file.

    :param extra: folders to search after the bundled and the user's own.
    :param tasks: of the models that are found by their id, and named where there is none.
    :raises JobFailure: ``model_missing``.
    """
    name = text.strip()
    if name.lower().endswith(EXTENSION) or os.sep in name or (os.altsep and os.altsep in name):
        path = os.path.abspath(os.path.expanduser(name))
        if os.path.isfile(path):
            return path
    elif name:
        # The file is named after the id in nearly all cases; reading every header is the exception.
        for folder in search_folders(extra):
            path = os.path.join(folder, name + EXTENSION)
            if os.path.isfile(path):
                return path
        for entry in list_models(extra, tasks):
            if entry.id == name:
                return entry.path
    known = ", ".join(entry.id for entry in list_models(extra, tasks)) or "-"
    raise JobFailure("model_missing", "MODEL", model=text, known=known)


def model_paths(folders: Sequence[str]) -> Iterator[str]:
    """Yield the ONNX files in ``folders``, in their order."""
    for folder in folders:
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        for name in names:
            path = os.path.join(folder, name)
            if name.lower().endswith(EXTENSION) and os.path.isfile(path):
                yield path
