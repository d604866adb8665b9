"""Search for the Python that the worker's environment is made from. Never QGIS's own executable.

On Linux QGIS runs in the distribution's Python. On Windows and macOS ``sys.executable`` is QGIS, with a Python beside it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404  # runs Python interpreters that were found on disk, never a shell
import sys
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Mapping, Optional

from ..jobs.failure import JobFailure
from .child_environment import variables_for_child
from .interpreter import is_qgis
from .process_launch import launch_options

OLDEST, NEWEST = (3, 9), (3, 14)
_PROBE_SECONDS = 60.0
# Script by which an interpreter reports its properties.
# OSGeo4W's Pythons sometimes have the module venv, but not the launchers that it copies.
_PROBE = """
import json, os, struct, sys
missing = []
for name in ("venv", "ensurepip", "ssl"):
    try:
        __import__(name)
    except Exception:
        missing.append(name)
if sys.platform == "win32" and "venv" not in missing:
    folder = os.path.join(os.path.dirname(sys.modules["venv"].__file__), "scripts", "nt")
    launchers = [n for n in (os.listdir(folder) if os.path.isdir(folder) else []) if n.lower().endswith(".exe")]
    if not launchers:
        missing.append("venv")
print(json.dumps({"version": list(sys.version_info[:2]), "bits": struct.calcsize("P") * 8, "missing": missing}))
"""


@dataclass(frozen=True)
class BasePython:
    """An interpreter that environments can be made from."""

    python: str
    version: tuple[int, int]


@dataclass(frozen=True)
class Surroundings:
    """Inputs of the search for a Python."""

    platform: str
    executable: str
    base_prefix: str
    version: tuple[int, int]
    variables: Mapping[str, str]


def surroundings() -> Surroundings:
    """Return those of this process."""
    return Surroundings(
        sys.platform, sys.executable or "", sys.base_prefix, (sys.version_info[0], sys.version_info[1]), os.environ
    )


def candidates(around: Surroundings, which: Callable[[str], Optional[str]] = shutil.which) -> list[str]:
    """Return paths where a Python may be, the best first; they need not exist. QGIS's executable is never among them."""
    search = {"win32": _windows, "darwin": _macos}.get(around.platform, _linux)
    found = [path for path in search(around, which) if path and not is_qgis(path)]
    return list(dict.fromkeys(found))


def find_base(
    paths: Optional[Iterable[str]] = None, probe: Optional[Callable[[str], Mapping[str, object]]] = None
) -> BasePython:
    """Return the first of ``paths`` that an environment can be made from.

    :param paths: ``None`` = :func:`candidates` of this process;
    :param probe: reads an interpreter's properties (for tests).
    :raises JobFailure: ``venv_missing`` when a Python is there but cannot make environments, else ``base_missing``.
    """
    asked = probe or probe_interpreter
    looked_at, incomplete = [], None
    for path in candidates(surroundings()) if paths is None else paths:
        if not os.path.isfile(path):
            continue
        looked_at.append(path)
        try:
            answer = asked(path)
            version = _version(answer)
        except (OSError, ValueError, subprocess.SubprocessError):
            continue  # not a Python that runs: the next may be
        if answer.get("bits") != 64 or not OLDEST <= version <= NEWEST:
            continue
        if answer.get("missing"):
            incomplete = incomplete or JobFailure(
                "venv_missing", python=path, modules=_listed(answer["missing"]), package=f"python{version[0]}.{version[1]}-venv"
            )
            continue
        return BasePython(path, version)
    if incomplete is not None:
        raise incomplete
    raise JobFailure("base_missing", oldest=_dotted(OLDEST), newest=_dotted(NEWEST), places=", ".join(looked_at) or "-")


def probe_interpreter(python: str) -> Mapping[str, object]:
    """Return the properties that ``python`` reports: ``version``, ``bits`` and ``missing`` modules.

    :raises OSError: it cannot be started.
    :raises ValueError: its output is something else.
    :raises subprocess.SubprocessError: it hangs or fails.
    """
    run = subprocess.run(  # nosec B603  # a list of arguments, no shell; the interpreter is one of candidates()
        [python, "-I", "-c", _PROBE],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=variables_for_child(),
        timeout=_PROBE_SECONDS,
        check=True,
        **launch_options(),
    )
    answer = json.loads(run.stdout.decode("utf-8", "replace"))
    if not isinstance(answer, dict):
        raise ValueError(f"{python} is no Python")
    return answer


def _linux(around: Surroundings, which: Callable[[str], Optional[str]]) -> Iterator[str]:
    names = _names(around.version)
    # Before the executable: inside QGIS that is whatever python3 is first on the PATH, not the Python that QGIS runs.
    for name in names:
        yield os.path.join(around.base_prefix, "bin", name)
    yield around.executable
    for name in (*names, *_other_names()):
        yield which(name) or ""


def _macos(around: Surroundings, which: Callable[[str], Optional[str]]) -> Iterator[str]:
    names = _names(around.version)
    beside = os.path.dirname(around.executable)
    for folder in (beside, os.path.join(beside, "bin"), os.path.join(around.base_prefix, "bin")):
        for name in names:
            yield os.path.join(folder, name)
    frameworks = os.path.join(os.path.dirname(beside), "Frameworks")
    yield os.path.join(frameworks, "bin", "python3")
    yield os.path.join(frameworks, "Python.framework", "Versions", _dotted(around.version), "bin", "python3")
    for name in (*names, *_other_names()):
        for folder in ("/opt/homebrew/bin", "/usr/local/bin"):
            yield os.path.join(folder, name)
    # /usr/bin/python3 stays out: without Apple's developer tools it opens a window that asks to install them.


def _windows(around: Surroundings, which: Callable[[str], Optional[str]]) -> Iterator[str]:
    yield around.base_prefix + "\\python.exe"
    root = around.variables.get("OSGEO4W_ROOT", "")
    if root:
        yield f"{root}\\apps\\Python{around.version[0]}{around.version[1]}\\python.exe"
        yield f"{root}\\bin\\python.exe"
    programs = [around.variables.get("ProgramFiles", ""), around.variables.get("LOCALAPPDATA", "")]
    for major, minor in _versions_newest_first():
        for folder in (programs[0], programs[1] and programs[1] + "\\Programs\\Python"):
            if folder:
                yield f"{folder}\\Python{major}{minor}\\python.exe"
    # The shop's python.exe is a stub that opens the shop.
    found = which("python") or ""
    yield "" if "windowsapps" in found.lower() else found


def _names(version: tuple[int, int]) -> tuple[str, str]:
    return f"python{_dotted(version)}", "python3"


def _other_names() -> Iterator[str]:
    return (f"python{_dotted(version)}" for version in _versions_newest_first())


def _versions_newest_first() -> list[tuple[int, int]]:
    # The newest Python is the last to get builds of everything: the one before it is tried first.
    versions = [(OLDEST[0], minor) for minor in range(NEWEST[1] - 1, OLDEST[1] - 1, -1)]
    return [*versions, NEWEST]


def _version(answer: Mapping[str, object]) -> tuple[int, int]:
    version = answer.get("version")
    if not isinstance(version, (list, tuple)) or len(version) != 2:
        raise ValueError("no version")
    return int(version[0]), int(version[1])


def _listed(names: object) -> str:
    return ", ".join(str(name) for name in names) if isinstance(names, (list, tuple)) else str(names)


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
