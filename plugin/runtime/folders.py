"""Folders of the environment and the cache: outside the plugin folder (upgrades delete that), shared by QGIS's profiles."""

from __future__ import annotations

import os
import sys
from typing import Mapping, Optional

MARKER_NAME = "groundshift-runtime.json"  # written last: an environment without it is not whole


def runtime_root(environment: Optional[Mapping[str, str]] = None, platform: str = sys.platform) -> str:
    """Return the folder that holds the environments, one for each version of Python.

    :param environment: variables to go by; ``None`` = this process's.
    """
    variables = os.environ if environment is None else environment
    home = os.path.expanduser("~")
    if platform == "win32":
        base = variables.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        base = variables.get("XDG_DATA_HOME") or ""
        if not os.path.isabs(base):  # the XDG specification has relative paths ignored
            base = os.path.join(home, ".local", "share")
    return os.path.join(base, "groundshift", "runtime")


def cache_folder(environment: Optional[Mapping[str, str]] = None, platform: str = sys.platform) -> str:
    """Return the cache folder. Everything in it can be fetched or made again.

    :param environment: variables to go by; ``None`` = this process's.
    """
    variables = os.environ if environment is None else environment
    home = os.path.expanduser("~")
    if platform == "win32":
        base = variables.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(base, "groundshift", "cache")
    if platform == "darwin":
        return os.path.join(home, "Library", "Caches", "groundshift")
    base = variables.get("XDG_CACHE_HOME") or ""
    return os.path.join(base if os.path.isabs(base) else os.path.join(home, ".cache"), "groundshift")


def environment_folder(root: str, version: tuple[int, int]) -> str:
    """Return the folder of the environment for a version of Python, such as ``.../python-3.11``."""
    return os.path.join(root, f"python-{version[0]}.{version[1]}")


def environment_python(folder: str, platform: str = sys.platform) -> str:
    """Return the interpreter of the environment in ``folder``."""
    if platform == "win32":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def installed_environments(root: str) -> list[str]:
    """Return the folders of the whole environments under ``root``, newest Python first."""
    try:
        names = os.listdir(root)
    except OSError:  # none was ever made
        return []
    found = []
    for name in names:
        version = _version_of(name)
        if version and os.path.isfile(os.path.join(root, name, MARKER_NAME)):
            found.append((version, os.path.join(root, name)))
    return [folder for _, folder in sorted(found, reverse=True)]


def _version_of(name: str) -> Optional[tuple[int, int]]:
    prefix, _, version = name.partition("-")
    major, _, minor = version.partition(".")
    if prefix != "python" or not (major.isdigit() and minor.isdigit()):
        return None
    return int(major), int(minor)
