"""Make the worker's environment: a virtual environment with pinned packages, outside the plugin folder.

Standard library only. Without QGIS::

    python -m groundshift.plugin.runtime.install --components inference training [--folder DIR]

An interrupted installation is resumed: the environment counts as complete only when its marker, which is written last,
exists.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import re
import shutil
import sys
from collections import deque
from dataclasses import dataclass, replace
from typing import Callable, Iterator, Optional, Sequence

from ..jobs.failure import Cancelled, JobFailure
from . import settings
from .accelerators import AUTOMATIC, BUILD_OF, BUILDS, CHOICES, COMPONENTS, PLAIN, choose_build
from .base_interpreter import BasePython, find_base
from .child_environment import variables_for_child
from .child_output import follow
from .environment_state import (
    PREVIOUS_NAME,
    Marker,
    constraints_file,
    distributions,
    folder_size,
    forget_damaged_packages,
    packages_of_other_builds,
    pinned_version,
    read_marker,
    requirements_digest,
    requirements_of,
    set_marker_aside,
    write_marker,
)
from .finding import finding_text
from .folders import cache_folder, environment_folder, environment_python, runtime_root
from .machine import probe
from .pip_output import PipProgress, failure_of_pip

Report = Callable[[float, str], None]

# Disk space in MB: what an installation takes while it runs, pip's cache included. With builds of torch for CUDA
# training takes several times as much; that cannot be known beforehand, so pip finds out.
_NEEDED_MB = {"inference": 1000, "training": 2500, "cluster": 100, "server": 300}
_MEGABYTE = 1 << 20
_KEPT_LINES = 80
# Failures that another build may not have; without a network, space or the right to write none can be installed.
_OF_A_BUILD = ("install_no_build", "install_failed", "install_system_library", "runtime_broken")
_BUILT_PER_INDEX = ("torch",)  # the same version, built for a CPU or for a version of CUDA
_SHOWN = ("Collecting", "Downloading", "Using cached", "Processing", "Installing", "Successfully", "ERROR", "WARNING: Retrying")
_ORIGIN = re.compile(r" \(from .*\)$")  # which requirement a package comes from: long, and of no use to the user
_CUDA_VERSION = re.compile(r"^nvidia-[a-z-]+-cu(\d+)|^cuda-toolkit\S*==(\d+)")  # in a requirement
# Module to import -> name of the package.
_MODULES = {
    "inference": {
        "numpy": "numpy",
        "scipy": "scipy",
        "skimage": "scikit-image",
        "rasterio": "rasterio",
        "shapely": "shapely",
        "pyproj": "pyproj",
        "pyogrio": "pyogrio",
        "onnx": "onnx",
        "onnxruntime": "onnxruntime",
        "PIL": "Pillow",
    },
    "training": {"torch": "torch", "tensorboard": "tensorboard", "onnxscript": "onnxscript"},
    "cluster": {"distributed": "distributed"},
    "server": {
        "flask": "flask",
        "psycopg2": "psycopg2-binary",
        "pygeoapi": "pygeoapi",
        "sqlalchemy": "sqlalchemy",
        "waitress": "waitress",
    },
}
_CHECK = """
import importlib, json, sys
for module in json.loads(sys.argv[1]):
    try:
        found = importlib.import_module(module)
    except BaseException as error:
        print(json.dumps({"module": module, "error": type(error).__name__ + ": " + str(error).strip()}), flush=True)
        sys.exit(1)
    print(json.dumps({"module": module, "version": str(getattr(found, "__version__", ""))}), flush=True)
"""


@dataclass(frozen=True)
class InstallRequest:
    """What to install.

    :param folder: of the environment; ``None`` = the usual one for its version of Python.
    :param base: interpreter to make it from; ``None`` = find one.
    :param extra: further requirements, as pip takes them.
    :param torch_index: a package index to ask as well for builds of torch; ``""`` = pip's own configuration alone.
    :param pip_options: further options of ``pip install``.
    :param accelerator: of :data:`.accelerators.CHOICES`; ``""`` = the build that is installed, at first the plain one.
    """

    components: tuple[str, ...] = ("inference",)
    folder: Optional[str] = None
    base: Optional[str] = None
    extra: tuple[str, ...] = ()
    torch_index: str = ""
    pip_options: tuple[str, ...] = ()
    accelerator: str = ""


@dataclass(frozen=True)
class Installed:
    """An environment that is whole.

    :param changed: whether anything had to be done.
    :param build: of the networks' runtime, key of :data:`.accelerators.BUILD_OF`.
    """

    folder: str
    python: str
    versions: dict[str, str]
    size_bytes: int
    changed: bool
    build: str = PLAIN


def install(request: InstallRequest, report: Report, is_cancelled: Callable[[], bool] = lambda: False) -> Installed:
    """Make the environment, or bring it up to date; quick when it is.

    Components that an earlier run installed stay.

    :param report: called with the fraction done and a line of text, on the caller's thread.
    :raises JobFailure: no Python or no ``venv`` to make it from, no network, no space, no right to write,
        another installation under way, packages that do not work.
    :raises Cancelled: ``is_cancelled`` returned True; run it again to resume.
    """
    base = find_base([request.base] if request.base else None)
    folder = os.path.abspath(request.folder or environment_folder(runtime_root(), base.version))
    _make_folder(os.path.dirname(folder))
    with alone(folder):
        return _install_alone(request, base, folder, report, is_cancelled)


def _install_alone(
    request: InstallRequest, base: BasePython, folder: str, report: Report, is_cancelled: Callable[[], bool]
) -> Installed:
    """Do :func:`install` while holding the folder's lock."""
    python = environment_python(folder)
    marker = read_marker(folder)
    before = marker or read_marker(folder, PREVIOUS_NAME)
    asked = _asked(request, before)
    build = _build(asked.accelerator, before, base.version, report)
    works = _works(python, is_cancelled)
    if marker is not None and works and marker.requirements == _digest(asked, _marked_version(marker, base.version), build):
        report(1.0, f"The runtime in {folder} is up to date.")
        return Installed(folder, python, marker.versions, marker.size_bytes, changed=False, build=build)

    more_mb = BUILD_OF[build].download_mb + BUILD_OF[build].disk_mb
    _check_space(folder, asked.components, more_mb)
    with disk_errors(folder):
        version = _prepare(asked, before, base, folder, works, build, report, is_cancelled)
    try:
        versions = _install_packages(asked, build, python, folder, version, report, is_cancelled)
    except JobFailure as failure:
        if asked.accelerator != AUTOMATIC or build == PLAIN or not _is_of_build(failure):
            raise
        report(0.06, f"The runtime '{build}' does not work here, the plain one is installed. {failure.text()}")
        _uninstall(folder, BUILDS, is_cancelled)
        build = PLAIN
        versions = _install_packages(asked, build, python, folder, version, report, is_cancelled)
    marker = Marker(
        requirements=_digest(asked, version, build),
        components=asked.components,
        extra=asked.extra,
        torch_index=asked.torch_index,
        python=f"{version[0]}.{version[1]}",
        versions=versions,
        size_bytes=folder_size(folder),
        build=build,
    )
    with disk_errors(folder):
        write_marker(folder, marker)
    report(1.0, f"The runtime is ready: {marker.size_bytes / _MEGABYTE:.0f} MB in {folder}")
    return Installed(folder, python, versions, marker.size_bytes, changed=True, build=build)


def _is_of_build(failure: JobFailure) -> bool:
    """Return whether another build of the networks' runtime may be installed where one has failed."""
    if failure.code == "install_network":  # that an index has no such package looks like having no network
        package = re.split(r"[^\w.-]", str(failure.values["reason"]).rpartition(" ")[2], maxsplit=1)[0]
        return package in BUILDS
    return failure.code in _OF_A_BUILD


def _digest(asked: InstallRequest, version: tuple[int, int], build: str) -> str:
    return requirements_digest(asked.components, version, asked.extra, asked.torch_index, build)


def _build(accelerator: str, before: Optional[Marker], version: tuple[int, int], report: Report) -> str:
    """Return the build of the networks' runtime to install.

    :raises JobFailure: ``accelerator_unfit``.
    """
    if not accelerator:
        # Of an environment that another version of the plugin made, the build may be one that this version does not have.
        return before.build if before is not None and before.build in BUILD_OF else PLAIN
    machine = probe()
    report(0.0, f"Found: {finding_text(machine, version)}")
    build = choose_build(accelerator, machine, version)
    if build != (before.build if before is not None else PLAIN):
        report(0.0, f"Runtime of the networks: {build}; about {BUILD_OF[build].download_mb} MB more to download")
    return build


def _prepare(
    asked: InstallRequest,
    before: Optional[Marker],
    base: BasePython,
    folder: str,
    works: bool,
    build: str,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> tuple[int, int]:
    """Return an environment that pip can install into: made anew, or what is there freed of broken and unneeded packages.

    :param before: what was installed; :param works: whether the environment's Python runs.
    :return: the version of its Python.
    """
    set_marker_aside(folder)
    version = base.version if before is None else _marked_version(before, base.version)
    if not works or version != base.version:
        report(0.01, f"Making an environment with {base.python} (Python {base.version[0]}.{base.version[1]}) in {folder}")
        _make_environment(base, folder, is_cancelled)
        return base.version
    for name in forget_damaged_packages(folder):
        report(0.02, f"Repairing {name}, which an interrupted installation left incomplete")
    unfit: list[str] = []
    if before is not None and before.torch_index != asked.torch_index:
        report(0.02, "Removing torch, to install the build of another index")
        unfit += _BUILT_PER_INDEX
    # Also what an installation of another build has left that was cancelled or did not work.
    if (before is not None and before.build != build) or packages_of_other_builds(folder, build, BUILDS):
        report(0.02, "Removing the present build of the networks' runtime, to install another one")
        unfit += BUILDS
    if unfit:
        _uninstall(folder, unfit, is_cancelled)
    return version


def _uninstall(folder: str, packages: Sequence[str], is_cancelled: Callable[[], bool]) -> None:
    command = [environment_python(folder), "-I", "-m", "pip", "uninstall", "--yes", *packages]
    follow(command, variables_for_child(), lambda line: None, is_cancelled)


def check_packages(
    python: str, components: Sequence[str], is_cancelled: Callable[[], bool] = lambda: False, build: str = PLAIN
) -> dict[str, str]:
    """Import the packages of ``components`` and of a build of the networks' runtime in ``python``.

    :return: package -> version.
    :raises JobFailure: ``runtime_broken``, or ``install_system_library`` when one lacks a library of the system.
    :raises Cancelled: ``is_cancelled`` returned True.
    """
    modules = {module: package for name in components for module, package in _MODULES[name].items()}
    modules.update(BUILD_OF[build].modules)
    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    versions: dict[str, str] = {}

    def take(line: str) -> None:
        try:
            values = json.loads(line)
            package = modules[values["module"]]
        except (ValueError, KeyError, TypeError):
            lines.append(line)  # a warning of a native library
            return
        if "error" in values:
            raise _import_failure(python, package, values["error"])
        versions[package] = values["version"]

    try:
        status = follow([python, "-I", "-c", _CHECK, json.dumps(list(modules))], variables_for_child(), take, is_cancelled)
    except OSError as error:
        raise JobFailure("runtime_broken", python=python, reason=str(error)) from error
    if status or len(versions) < len(modules):
        missing = next((package for package in modules.values() if package not in versions), "")
        reason = f"importing {missing} ended with status {status} {' '.join(lines)}".strip()
        raise JobFailure("runtime_broken", python=python, reason=reason)
    return versions


def _import_failure(python: str, package: str, reason: str) -> JobFailure:
    """Return why a package cannot be imported: on Windows mostly for lack of Microsoft's C++ runtime."""
    if "DLL load failed" in reason or "cannot open shared object file" in reason:
        return JobFailure("install_system_library", package=package, reason=reason[:500])
    return JobFailure("runtime_broken", python=python, reason=f"{package}: {reason[:500]}")


def _asked(request: InstallRequest, marker: Optional[Marker]) -> InstallRequest:
    """Return the request with the components installed already; inference is always part of it."""
    had = marker.components if marker else ()
    wanted = {"inference", *request.components, *had}
    unknown = wanted - set(COMPONENTS)
    if unknown:
        raise ValueError(f"no component {', '.join(sorted(unknown))}")
    components = tuple(name for name in COMPONENTS if name in wanted)
    extra = tuple(sorted({*request.extra, *(marker.extra if marker else ())}))
    return replace(request, components=components, extra=extra)


def _marked_version(marker: Marker, default: tuple[int, int]) -> tuple[int, int]:
    major, _, minor = marker.python.partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else default


def _works(python: str, is_cancelled: Callable[[], bool]) -> bool:
    """Return whether the environment's Python runs and has pip. QGIS upgrades take away the Python that it was made from."""
    if not os.path.isfile(python):
        return False
    try:
        return follow([python, "-I", "-c", "import pip"], variables_for_child(), lambda line: None, is_cancelled) == 0
    except OSError:
        return False


def _make_environment(base: BasePython, folder: str, is_cancelled: Callable[[], bool]) -> None:
    """A fresh virtual environment; what lies in ``folder`` goes, if it is one or nothing.

    :raises JobFailure: it cannot be made, or ``folder`` holds other things.
    """
    if os.path.isdir(folder) and os.listdir(folder) and not os.path.isfile(os.path.join(folder, "pyvenv.cfg")):
        leftovers = set(os.listdir(folder)) - {"bin", "include", "lib", "lib64", "Include", "Lib", "Scripts", "share"}
        if leftovers:
            raise JobFailure("install_folder_in_use", folder=folder)
    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    command = [base.python, "-I", "-m", "venv", "--clear", folder]
    status = follow(command, variables_for_child(), lines.append, is_cancelled)
    if status:
        text = "\n".join(lines)
        if "ensurepip" in text:
            package = f"python{base.version[0]}.{base.version[1]}-venv"
            raise JobFailure("venv_missing", python=base.python, modules="ensurepip", package=package)
        raise failure_of_pip(lines, folder, status)


def _install_packages(
    asked: InstallRequest,
    build: str,
    python: str,
    folder: str,
    version: tuple[int, int],
    report: Report,
    is_cancelled: Callable[[], bool],
) -> dict[str, str]:
    """Install pip itself in a version that can show progress and resume downloads, then the packages, and import them.

    :return: package -> version.
    """
    constraints = constraints_file(version)
    pip = pinned_version(constraints, "pip")
    if pip and not _has_pip(python, pip, is_cancelled):
        _pip(python, [*asked.pip_options, f"pip=={pip}"], folder, 0, (0.03, 0.06), report, is_cancelled)
    options = ["--progress-bar", "raw"] if pip else []
    if asked.torch_index:
        options += ["--extra-index-url", asked.torch_index]
    names, files = requirements_of(asked.components, build)
    wanted = [*names, *(part for path in files for part in ("-r", path))]
    with open(constraints, encoding="utf-8") as stream:
        expected = sum(1 for line in stream if line.strip() and not line.startswith("#"))
    if "training" not in asked.components:
        expected //= 2  # the constraints are those of training too
    if "training" in asked.components and not _has_pinned_torch(folder, constraints):
        _refuse_torch_for_cards([*options, *asked.pip_options, "-c", constraints], python, is_cancelled)
    arguments = [*options, *asked.pip_options, "--only-binary=:all:", "-c", constraints, *wanted, *asked.extra]
    _pip(python, arguments, folder, expected, (0.06, 0.95), report, is_cancelled)
    report(0.95, "Checking that the packages work")
    return check_packages(python, asked.components, is_cancelled, build)


def _refuse_torch_for_cards(options: Sequence[str], python: str, is_cancelled: Callable[[], bool]) -> None:
    """Refuse a build of torch that brings gigabytes of CUDA to a machine without a card that could use them.

    :raises JobFailure: ``torch_for_cards``. :raises Cancelled: ``is_cancelled`` returned True.
    """
    if sys.platform != "linux":
        return
    lines: list[str] = []
    report = ["--dry-run", "--no-deps", "--ignore-installed", "--quiet", "--only-binary=:all:", "--report", "-"]
    command = [python, "-I", "-m", "pip", "install", *report, *options, *_BUILT_PER_INDEX]
    follow(command, _pip_variables(), lines.append, is_cancelled)
    needed, driver = cuda_needed("\n".join(lines)), probe().nvidia
    if needed and (driver is None or driver.cuda[0] < needed):
        raise JobFailure("torch_for_cards")


def _has_pinned_torch(folder: str, constraints: str) -> bool:
    """Return whether torch is there in the version that pip would install, so that it stays as it is, whatever its build."""
    begins = [f"{name}-{pinned_version(constraints, name)}" for name in _BUILT_PER_INDEX]
    found = distributions(folder)
    return all(any(name.startswith((f"{begin}.dist-info", f"{begin}+")) for name in found) for begin in begins)


def cuda_needed(report: str) -> int:
    """Return the major version of CUDA whose libraries a package of pip's report requires; 1 = any, 0 = none.

    :param report: JSON, perhaps among lines of warnings.
    """
    begin = report.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(report[begin:]) if begin >= 0 else ({}, 0)
    except ValueError:
        return 0  # pip did not find it, and reports that when it installs
    required = [line for item in found.get("install", ()) for line in item["metadata"].get("requires_dist", ())]
    libraries = [line for line in required if line.lower().startswith(("nvidia-", "cuda-")) and "extra ==" not in line]
    versions = [int(first or second) for line in libraries for first, second in _CUDA_VERSION.findall(line)]
    return max(versions, default=1) if libraries else 0


def _has_pip(python: str, version: str, is_cancelled: Callable[[], bool]) -> bool:
    check = f"import pip, sys; sys.exit(pip.__version__ != {version!r})"
    return follow([python, "-I", "-c", check], variables_for_child(), lambda line: None, is_cancelled) == 0


def _pip(
    python: str,
    arguments: Sequence[str],
    folder: str,
    expected: int,
    span: tuple[float, float],
    report: Report,
    is_cancelled: Callable[[], bool],
) -> None:
    """Run ``pip install``; ``span`` is its part of the whole installation.

    :raises JobFailure: it failed, with the reason. :raises Cancelled: ``is_cancelled`` returned True.
    """
    progress = PipProgress(expected)
    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    best = span[0]

    def take(line: str) -> None:
        nonlocal best
        text = progress.take(line)
        best = max(best, span[0] + (span[1] - span[0]) * progress.fraction)
        if text is not None:
            lines.append(text)
        report(best, _ORIGIN.sub("", text.strip()) if text and _worth_showing(text) else "")

    command = [python, "-I", "-u", "-m", "pip", "install", "--no-warn-script-location", *arguments]
    try:
        status = follow(command, _pip_variables(), take, is_cancelled)
    except OSError as error:
        raise _disk_failure(error, folder) from error
    if status:
        raise failure_of_pip(lines, folder, status)


def _pip_variables() -> dict[str, str]:
    # Downloads go where the user can see and empty them (Options), unless pip has a place configured already.
    own_cache = {"PIP_CACHE_DIR": os.path.join(cache_folder(), "packages")}
    settings = {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    return {**own_cache, **variables_for_child(), **settings}


def _worth_showing(line: str) -> bool:
    return line.strip().startswith(_SHOWN)


def _make_folder(folder: str) -> None:
    with disk_errors(folder):
        os.makedirs(folder, exist_ok=True)


def _check_space(folder: str, components: Sequence[str], more_mb: int) -> None:
    """Refuse at once an installation that cannot succeed.

    :param more_mb: what a build of the networks' runtime takes besides the components.
    :raises JobFailure: ``install_disk_full``.
    """
    try:
        free = shutil.disk_usage(os.path.dirname(folder)).free
    except OSError:
        return  # some network drives do not report it; pip finds out
    have = folder_size(folder) if os.path.isdir(folder) else 0
    needed = max(0, (sum(_NEEDED_MB[name] for name in components) + more_mb) * _MEGABYTE - have)
    if free < needed:
        raise JobFailure("install_disk_short", folder=folder, needed=needed // _MEGABYTE, free=free // _MEGABYTE)


@contextlib.contextmanager
def disk_errors(folder: str) -> Iterator[None]:
    """Turn errors of the file system into failures with a remedy."""
    try:
        yield
    except OSError as error:
        raise _disk_failure(error, folder) from error


def _disk_failure(error: OSError, folder: str) -> JobFailure:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return JobFailure("install_disk_full", folder=folder)
    return JobFailure("install_permission", folder=folder, reason=str(error))


@contextlib.contextmanager
def alone(folder: str) -> Iterator[None]:
    """Keep two QGIS from installing into one folder; the lock goes with the process, however that ends.

    :raises JobFailure: ``install_busy``, or ``install_permission``.
    """
    with disk_errors(folder):
        lock = open(f"{folder}.lock", "ab")  # noqa: SIM115 (closed below)
    with lock:
        try:
            _lock(lock.fileno())
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                yield  # a file system without locks: go on without
                return
            raise JobFailure("install_busy", folder=folder) from error
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Return the command line.

    :return: 0 when the environment is whole, 1 when it cannot be, 130 when interrupted.
    """
    parser = argparse.ArgumentParser(description="Make the Python environment that runs Groundshift's networks.")
    parser.add_argument("--components", nargs="+", choices=COMPONENTS, default=["inference"], help="what to install")
    parser.add_argument("--folder", help="of the environment; by default the one that QGIS uses")
    parser.add_argument("--base", help="interpreter to make it from; by default the one that runs this")
    parser.add_argument("--extra-requirement", action="append", default=[], help="a further package; may be repeated")
    parser.add_argument("--torch-index", default=None, help="address of a package index for builds of torch")
    parser.add_argument("--accelerator", choices=CHOICES, default="", help="build of the networks' runtime")
    chosen = parser.parse_args(arguments)
    index = settings.torch_index() if chosen.torch_index is None else chosen.torch_index
    request = InstallRequest(
        components=tuple(chosen.components),
        folder=chosen.folder,
        base=chosen.base,
        extra=tuple(chosen.extra_requirement),
        torch_index=index,
        accelerator=chosen.accelerator,
    )
    try:
        installed = install(request, _print_line)
    except JobFailure as failure:
        sys.stderr.write(f"{failure.text()}\n")
        return 1
    except (Cancelled, KeyboardInterrupt):
        sys.stderr.write("Stopped. Run it again to go on.\n")
        return 130
    sys.stdout.write(f"{installed.python}\n")
    return 0


def _print_line(fraction: float, text: str) -> None:
    if text:
        sys.stderr.write(f"{fraction:4.0%} {text}\n")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
