"""State of an environment: whether it is complete, and what an interrupted installation broke in it."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from typing import Iterable, Optional

from .accelerators import BUILD_OF, PLAIN
from .folders import MARKER_NAME

REQUIREMENTS_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "requirements")
PREVIOUS_NAME = f"{MARKER_NAME}.previous"  # the marker while an installation is under way: what there was before it


@dataclass(frozen=True)
class Marker:
    """Marker of a complete environment; written last.

    :param requirements: digest of what was requested, see :func:`requirements_digest`.
    :param extra: further requirements that were requested.
    :param torch_index: the index searched for torch besides pip's own.
    :param build: of the networks' runtime, key of :data:`.accelerators.BUILD_OF`.
    """

    requirements: str
    components: tuple[str, ...]
    extra: tuple[str, ...] = ()
    torch_index: str = ""
    python: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    size_bytes: int = 0
    build: str = PLAIN


def requirements_files(components: Iterable[str]) -> list[str]:
    """Return the requirements of ``components``."""
    return [os.path.join(REQUIREMENTS_FOLDER, f"{name}.txt") for name in components]


def requirements_of(components: Iterable[str], build: str = PLAIN) -> tuple[list[str], list[str]]:
    """Return what to install for ``components`` with a build of the networks' runtime.

    :return: requirements by name, and files of requirements.
    """
    chosen = BUILD_OF[build]
    files = requirements_files(components)
    if not chosen.replaces:
        return [], [*files, *_build_files(build)]
    names = []
    for path in files:
        with open(path, encoding="utf-8") as stream:
            lines = [line.strip() for line in stream]
        names += [line for line in lines if line and not line.startswith("#") and line != chosen.replaces]
    return names, _build_files(build)


def _build_files(build: str) -> list[str]:
    name = BUILD_OF[build].requirements
    return [os.path.join(REQUIREMENTS_FOLDER, name)] if name else []


def packages_of_other_builds(folder: str, build: str, packages: Iterable[str]) -> list[str]:
    """Return those of ``packages`` that are installed in the environment in ``folder``, but do not belong to a build."""
    names, files = requirements_of(("inference",), build)
    for path in files:
        with open(path, encoding="utf-8") as stream:
            names += [line.strip() for line in stream]
    wanted = {_normalised(re.split(r"[^\w.-]", name, maxsplit=1)[0]) for name in names}
    found = {_normalised(name.partition("-")[0]) for name in distributions(folder)}
    return [name for name in packages if _normalised(name) in found - wanted]


def distributions(folder: str) -> list[str]:
    """Return what pip calls the packages of the environment in ``folder``, ``NAME-VERSION.dist-info``."""
    return [name for place in site_packages(folder) for name in os.listdir(place) if name.endswith(".dist-info")]


def _normalised(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def constraints_file(version: tuple[int, int]) -> str:
    """Return the versions that are known to work together on a version of Python."""
    return os.path.join(REQUIREMENTS_FOLDER, f"constraints-{version[0]}.{version[1]}.txt")


def pinned_version(constraints: str, package: str) -> str:
    """Return the version that the file ``constraints`` pins ``package`` to; ``""`` when it does not."""
    with open(constraints, encoding="utf-8") as stream:
        for line in stream:
            name, separator, version = line.partition(";")[0].strip().partition("==")
            if separator and name.lower() == package.lower():
                return version.strip()
    return ""


def requirements_digest(
    components: Iterable[str],
    version: tuple[int, int],
    extra: Iterable[str] = (),
    torch_index: str = "",
    build: str = PLAIN,
) -> str:
    """Return a digest that changes whenever an environment would have to be installed anew.

    :raises KeyError: this version of the plugin has no such build.
    """
    digest = hashlib.sha256()
    for path in (*requirements_files(components), constraints_file(version), *_build_files(build)):
        with open(path, "rb") as stream:
            digest.update(stream.read())
    digest.update(json.dumps([sorted(extra), torch_index]).encode("utf-8"))
    return digest.hexdigest()


def read_marker(folder: str, name: str = MARKER_NAME) -> Optional[Marker]:
    """Return the marker of the environment in ``folder``; ``None`` when it is missing or incomplete.

    :param name: :data:`PREVIOUS_NAME` for what it was before an installation that was interrupted.
    """
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            values = json.load(stream)
        return Marker(
            requirements=str(values["requirements"]),
            components=tuple(values["components"]),
            extra=tuple(values.get("extra", ())),
            torch_index=str(values.get("torch_index", "")),
            python=str(values.get("python", "")),
            versions=dict(values.get("versions", {})),
            size_bytes=int(values.get("size_bytes", 0)),
            build=str(values.get("build", PLAIN)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no marker, or one that was cut short: not whole either way


def write_marker(folder: str, marker: Marker) -> None:
    """Declare the environment whole, atomically.

    :raises OSError: it cannot be written.
    """
    handle, temporary = tempfile.mkstemp(prefix=".marker-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(asdict(marker), stream, indent=1)
        os.replace(temporary, os.path.join(folder, MARKER_NAME))
    except OSError:
        os.unlink(temporary)
        raise


def set_marker_aside(folder: str) -> None:
    """Declare the environment not whole, before it is changed.

    :raises OSError: the marker cannot be moved.
    """
    with contextlib.suppress(FileNotFoundError):
        os.replace(os.path.join(folder, MARKER_NAME), os.path.join(folder, PREVIOUS_NAME))


def site_packages(folder: str) -> list[str]:
    """Return the folders of installed packages in an environment; Windows' and others' layouts."""
    found = [os.path.join(folder, "Lib", "site-packages")]
    library = os.path.join(folder, "lib")
    if os.path.isdir(library):
        found += [
            os.path.join(library, name, "site-packages") for name in sorted(os.listdir(library)) if name.startswith("python")
        ]
    # "Lib" and "lib" are one folder where the file system ignores case.
    return [path for path in found if os.path.isdir(path)]


def forget_damaged_packages(folder: str) -> list[str]:
    """Make pip reinstall packages whose files are missing or truncated after an interruption.

    pip takes a package to be installed when its ``.dist-info`` is there; removing that folder is enough, since
    installing writes over the files.

    :return: the names of the folders that were removed.
    """
    forgotten = []
    for packages in site_packages(folder):
        for name in sorted(os.listdir(packages)):
            path = os.path.join(packages, name)
            # "~name" is what pip was about to remove.
            if name.startswith("~") or (name.endswith(".dist-info") and not _is_whole(packages, path)):
                shutil.rmtree(path, ignore_errors=True)
                forgotten.append(name)
    return forgotten


def folder_size(folder: str) -> int:
    """Return bytes in all files under ``folder``."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size
            except OSError:
                continue  # gone between listing and asking
    return total


def _is_whole(packages: str, information: str) -> bool:
    """Return whether all files that a package's RECORD lists are there in the right size."""
    try:
        with open(os.path.join(information, "RECORD"), encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.reader(stream) if row]
    except (OSError, ValueError):
        return False
    for row in rows:
        path, size = row[0], row[2] if len(row) > 2 else ""
        if path.endswith(".pyc"):
            continue
        try:
            found = os.stat(os.path.join(packages, path)).st_size
        except OSError:
            return False
        if size.isdigit() and found != int(size):
            return False
    return bool(rows)
