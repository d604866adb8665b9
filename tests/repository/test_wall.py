"""The wall between QGIS's process and the worker's, and the rules of importing that keep the package movable."""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

import pytest

from groundshift.plugin.runtime import install

ROOT = Path(__file__).resolve().parents[2]

QGIS_SIDE = ("plugin/algorithms", "plugin/gui", "plugin/runtime", "plugin/layers", "plugin/provider.py", "plugin/plugin.py")
WORKER_SIDE = ("plugin/engine", "plugin/training", "plugin/worker.py")
# A process of its own: it starts workers as QGIS's side does, without QGIS, and opens no raster.
SERVICE_SIDE = ("plugin/service",)
BOTH_SIDES = ("plugin/jobs", "plugin/model_file", "plugin/rules", "plugin/version.py", "plugin/__init__.py", "__init__.py")

WORKER_PACKAGES = {
    "rasterio",
    "onnx",
    "onnxruntime",
    "openvino",
    "torch",
    "scipy",
    "skimage",
    "sklearn",
    "shapely",
    "pyproj",
    "pyogrio",
    "PIL",
    "tensorboard",
    "mlflow",
    "dask",
    "distributed",
}
SERVICE_PACKAGES = {"flask", "pygeoapi", "sqlalchemy", "waitress", "werkzeug"}
QGIS_PACKAGES = {"qgis", "PyQt5", "PyQt6", "osgeo", "processing", "sip"}
QT_BINDINGS = {"PyQt5", "PyQt6", "PySide2", "PySide6", "sip"}


class Import(NamedTuple):
    """``module``: as written, with its leading dots; ``level``: how many there are."""

    place: str
    module: str
    level: int

    @property
    def package(self) -> str:
        return self.module.lstrip(".").partition(".")[0]


def python_files(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


@functools.cache
def imports(path: Path) -> tuple[Import, ...]:
    """Every import of a file, wherever in it; and modules named in ``import_module`` and ``__import__`` calls."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(place, alias.name, 0)
        elif isinstance(node, ast.ImportFrom):
            yield Import(place, "." * node.level + (node.module or ""), node.level)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                yield Import(place, node.args[0].value, 0)


def reached(path: Path, item: Import) -> Path:
    """The file or folder that a relative import means."""
    base = path.parent
    for _ in range(item.level - 1):
        base = base.parent
    return base.joinpath(*item.module.lstrip(".").split("."))


def test_there_is_something_to_look_at() -> None:
    assert len(python_files(*QGIS_SIDE)) > 5
    assert len(python_files(*WORKER_SIDE)) > 5
    assert len(python_files(*BOTH_SIDES)) > 5


def test_every_file_of_the_plugin_has_a_side() -> None:
    known = set(python_files(*QGIS_SIDE, *WORKER_SIDE, *SERVICE_SIDE, *BOTH_SIDES))
    assert [str(path.relative_to(ROOT)) for path in python_files("plugin") if path not in known] == []


@pytest.mark.parametrize(
    ("places", "forbidden"),
    [
        (QGIS_SIDE, WORKER_PACKAGES | SERVICE_PACKAGES),
        (WORKER_SIDE, QGIS_PACKAGES | SERVICE_PACKAGES),
        (SERVICE_SIDE, QGIS_PACKAGES | WORKER_PACKAGES),
        (("plugin",), QT_BINDINGS),
    ],
    ids=["QGIS's side", "the worker's side", "the service", "Qt only through qgis.PyQt"],
)
def test_forbidden_packages(places: tuple[str, ...], forbidden: set[str]) -> None:
    bad = [item for path in python_files(*places) for item in imports(path) if not item.level and item.package in forbidden]
    assert bad == []


@pytest.mark.parametrize(
    ("side", "other"),
    [
        (QGIS_SIDE, WORKER_SIDE),
        (WORKER_SIDE, QGIS_SIDE),
        (BOTH_SIDES, WORKER_SIDE),
        (SERVICE_SIDE, ("plugin/engine", "plugin/training", "plugin/algorithms", "plugin/gui", "plugin/layers")),
        ((*QGIS_SIDE, *BOTH_SIDES, "plugin/engine", "plugin/training"), SERVICE_SIDE),
        (("plugin",), ("model_building",)),  # it is not shipped
    ],
)
def test_no_import_goes_through_the_wall(side: tuple[str, ...], other: tuple[str, ...]) -> None:
    forbidden = {(ROOT / place).with_suffix("") for place in other}
    bad = []
    for path in python_files(*side):
        for item in imports(path):
            target = reached(path, item) if item.level else None
            if target is not None and (target in forbidden or forbidden & set(target.parents)):
                bad.append(item)
    assert bad == []


def test_what_crosses_the_wall_is_standard_library_only() -> None:
    standard = set(sys.stdlib_module_names)
    bad = [
        item for path in python_files(*BOTH_SIDES) for item in imports(path) if not item.level and item.package not in standard
    ]
    assert bad == []


def test_the_worker_needs_only_what_is_installed_for_it() -> None:
    """Every package that it imports is installed by the runtime's installer, and every one installed is of use."""
    installed = {module for modules in install._MODULES.values() for module in modules}
    by_others = {"affine", "google", "dask", "werkzeug"}  # come with rasterio, onnx, distributed and flask
    # PyTorch imports them to write a log and to export, SQLAlchemy for PostgreSQL
    for_others = {"tensorboard", "onnxscript", "psycopg2"}
    optional = {"mlflow", "openvino"}  # used where the user has them
    standard = set(sys.stdlib_module_names)
    imported = {item.package for path in python_files(*WORKER_SIDE, *SERVICE_SIDE) for item in imports(path) if not item.level}
    assert imported - standard - optional - by_others == installed - for_others


def test_no_absolute_import_of_the_plugin() -> None:
    """QGIS names the package after its folder, which may be called anything."""
    names = {"groundshift", "plugin"}
    bad = [
        item
        for path in python_files("__init__.py", "plugin")
        for item in imports(path)
        if not item.level and item.package in names
    ]
    assert bad == []


def test_the_root_imports_nothing_when_it_is_imported() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = {getattr(node, "module", None) or node.names[0].name for node in top}  # type: ignore[union-attr]
    assert modules <= {"__future__", "typing"}


def test_every_file_can_be_read_by_the_oldest_python() -> None:
    """QGIS 3.22 ships Python 3.9 on Windows and macOS. (`make lint` knows a few more differences.)"""
    for path in python_files("__init__.py", "plugin"):
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))
