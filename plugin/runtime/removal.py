"""Remove what was installed and downloaded: environments of the worker, and the cache. Standard library only."""

from __future__ import annotations

import os
import shutil
import uuid

from ..jobs.failure import JobFailure
from .environment_state import folder_size, set_marker_aside
from .folders import cache_folder, runtime_root
from .install import alone, disk_errors

_LEAVING = ".removed-"
_COMPILED = "compiled"


def environments(root: str = "") -> list[str]:
    """Return the folders of environments, whole or not, under ``root`` (the usual place when it is empty)."""
    place = root or runtime_root()
    try:
        names = sorted(os.listdir(place))
    except OSError:  # none was ever made
        return []
    folders = [os.path.join(place, name) for name in names if name.startswith("python-")]
    return [folder for folder in folders if os.path.isfile(os.path.join(folder, "pyvenv.cfg"))]


def remove_environment(folder: str) -> int:
    """Remove an environment of the worker, whole or not. End its workers first.

    :return: the bytes that are free now.
    :raises JobFailure: ``install_folder_in_use`` when it is no environment, ``install_busy``, ``install_in_use`` or
        ``install_permission``.
    """
    folder = os.path.abspath(folder)
    if not os.path.isfile(os.path.join(folder, "pyvenv.cfg")) or os.path.islink(folder):
        raise JobFailure("install_folder_in_use", folder=folder)
    with alone(folder):
        size = folder_size(folder)
        with disk_errors(folder):
            set_marker_aside(folder)
        leaving = f"{folder}{_LEAVING}{uuid.uuid4().hex[:8]}"
        try:
            # Under another name it is nobody's environment any more, however far the removal comes.
            os.rename(folder, leaving)
        except OSError as error:
            raise JobFailure("install_in_use", folder=folder) from error
        shutil.rmtree(leaving, ignore_errors=True)
    _sweep(os.path.dirname(folder))
    # Networks as its OpenVINO has compiled them (engine.network.backends.compiled_networks).
    shutil.rmtree(os.path.join(cache_folder(), _COMPILED), ignore_errors=True)
    if os.path.exists(leaving):
        raise JobFailure("install_in_use", folder=leaving)
    return size


def _sweep(root: str) -> None:
    """Remove what earlier removals had to leave, and locks of environments that no longer exist."""
    for name in os.listdir(root):
        path = os.path.join(root, name)
        if _LEAVING in name and name.startswith("python-"):
            shutil.rmtree(path, ignore_errors=True)
        elif name.endswith(".lock") and not os.path.exists(path[: -len(".lock")]):
            try:
                os.unlink(path)
            except OSError:
                continue  # another QGIS is about to install


def cache_size() -> int:
    """Return bytes in the cache."""
    return folder_size(cache_folder())


def clear_cache() -> int:
    """Empty the cache.

    :return: the bytes that are free now.
    :raises JobFailure: ``install_permission``: some of it could not be removed.
    """
    folder = cache_folder()
    before = folder_size(folder)
    if os.path.isdir(folder):
        with disk_errors(folder):
            shutil.rmtree(folder)
    return before - folder_size(folder)
