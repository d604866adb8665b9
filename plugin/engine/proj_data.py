"""Transformation grids of QGIS's PROJ, beside the database of the worker's own: datum shifts as QGIS makes them.

The worker's rasterio brings the database of PROJ, but not the grids, which QGIS has. PROJ looks for both in the same
folder, and databases of other versions do not work: a folder of links holds the worker's database and QGIS's grids.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from contextlib import suppress
from pathlib import Path
from typing import Optional

# Set by the QGIS side: folders that QGIS's PROJ searches, and where links may be kept.
FOLDERS, CACHE = "GROUNDSHIFT_PROJ_FOLDERS", "GROUNDSHIFT_CACHE"
_DATABASE = "proj.db"
_SETTINGS = (".db", ".ini", ".json", ".txt", ".md")


def use_grids() -> None:
    """Make rasterio and pyproj find the grids of QGIS's PROJ. Call before either is imported."""
    folders = [folder for folder in os.environ.get(FOLDERS, "").split(os.pathsep) if os.path.isdir(folder)]
    if not folders:
        return
    own = _own_data("rasterio", "proj_data")
    cache = os.environ.get(CACHE, "")
    if own is not None and cache:
        with suppress(OSError):
            linked = link_grids(own, folders, cache)
            if linked is not None:
                os.environ["PROJ_DATA"] = os.environ["PROJ_LIB"] = linked
    with suppress(ImportError, AttributeError):
        from pyproj import datadir

        for folder in folders:
            datadir.append_data_dir(folder)


def link_grids(own: str, folders: list[str], cache: str) -> Optional[str]:
    """Return a folder that shows PROJ's files of ``own`` and the grids of ``folders``, made of links.

    :param cache: where it is kept; it is made anew where the files differ.
    :return: ``None`` where the file system has no links.
    """
    grids: dict[str, str] = {}
    for folder in folders:
        for entry in sorted(os.scandir(folder), key=lambda item: item.name):
            if entry.is_file() and not entry.name.endswith(_SETTINGS):
                grids.setdefault(entry.name, os.path.abspath(entry.path))
    files = {**grids, **{entry.name: os.path.abspath(entry.path) for entry in os.scandir(own) if entry.is_file()}}
    if not grids or _DATABASE not in files:
        return None
    described = "\n".join(f"{path} {os.stat(path).st_mtime_ns} {os.stat(path).st_size}" for path in sorted(files.values()))
    target = Path(cache) / f"proj-{hashlib.sha256(described.encode()).hexdigest()[:16]}"
    target.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        place = target / name
        if not place.exists() and not _link(path, place) and path.startswith(own):
            return None
    return str(target)


def _link(path: str, place: Path) -> bool:
    """Link a file; whether it is there now. Windows lets few users make symbolic links, but all of them hard ones."""
    for make in (os.symlink, os.link):
        with suppress(OSError, NotImplementedError):
            make(path, place)
            return True
    return place.exists()  # another worker was faster


def _own_data(package: str, folder: str) -> Optional[str]:
    """The folder of PROJ's files inside an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    for root in (spec.submodule_search_locations or []) if spec is not None else []:
        if os.path.isfile(os.path.join(root, folder, _DATABASE)):
            return os.path.join(root, folder)
    return None
