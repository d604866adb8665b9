"""Load QGIS's side of the plugin with PyQt6 as QGIS 4 does, without a QGIS: ``python -m groundshift.tests.helpers.qt6_import``.

``qgis.PyQt`` is PyQt6 here, with what QGIS 4 adds to it for plugins of QGIS 3. QGIS's own classes are stand-ins that have any
attribute. Prints one line for each module that does not load and for each name of Qt that PyQt6 lacks.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import pkgutil
import sys
import traceback
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Iterator, List, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parents[2]
QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtWidgets")  # that the plugin uses: others do not load
OTHERS = ("qgis", "processing", "osgeo")  # packages that are stand-ins
WORKER_SIDE = ("engine", "training", "service", "worker")  # no Qt


class _StandIn(type):
    """A class whose attributes are such classes, which can be called, combined and inherited from."""

    def __getattr__(cls, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _StandIn(name, (), {})
        setattr(cls, name, made)
        return made

    def __or__(cls, other: object) -> object:
        return cls

    __ror__ = __and__ = __rand__ = __or__

    def __call__(cls, *args: object, **kwargs: object) -> object:
        return type.__call__(cls) if cls.__bases__ != (object,) else _StandIn("made", (), {})

    def __iter__(cls) -> Iterator[object]:
        return iter(())


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Find a stand-in for each module of ``OTHERS`` but those of Qt."""

    def find_spec(self, name: str, path: object, target: object = None) -> Optional[ModuleSpec]:
        is_other = name.partition(".")[0] in OTHERS and not name.startswith("qgis.PyQt.")
        return ModuleSpec(name, self, is_package=True) if is_other else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        def attribute(name: str) -> object:
            if name.startswith("__"):
                raise AttributeError(name)
            made = _StandIn(name, (), {})
            setattr(module, name, made)
            return made

        module.__getattr__ = attribute  # type: ignore[method-assign]


def set_up() -> None:
    """Put the modules in place that the plugin imports from QGIS."""
    sys.meta_path.insert(0, _Finder())
    binding = importlib.import_module("qgis.PyQt")
    for name in (*QT_MODULES, "sip"):
        module = importlib.import_module(f"PyQt6.{name}")
        sys.modules[f"qgis.PyQt.{name}"] = module
        setattr(binding, name, module)
    core, gui, widgets = (sys.modules[f"qgis.PyQt.{name}"] for name in ("QtCore", "QtGui", "QtWidgets"))
    widgets.QAction, widgets.QShortcut = gui.QAction, gui.QShortcut  # type: ignore[attr-defined]
    kinds = core.QMetaType.Type  # type: ignore[attr-defined]
    for name, kind in {"Int": kinds.Int, "LongLong": kinds.LongLong, "Double": kinds.Double, "String": kinds.QString}.items():
        setattr(core.QVariant, name, kind)  # type: ignore[attr-defined]


def module_names() -> List[str]:
    found = pkgutil.walk_packages([str(ROOT / "plugin")], "groundshift.plugin.", onerror=lambda name: None)
    return [module.name for module in found if module.name.split(".")[2] not in WORKER_SIDE]


def _chains(tree: ast.AST) -> Iterator[Tuple[int, str, List[str]]]:
    """Line, name and attributes of each ``A.b.c``."""
    for node in ast.walk(tree):
        parts: List[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            parts.insert(0, inner.attr)
            inner = inner.value
        if parts and isinstance(inner, ast.Name):
            yield getattr(node, "lineno", 0), inner.id, parts


def _missing_names(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt."):
            module = sys.modules[node.module or ""]
            for alias in node.names:
                names[alias.asname or alias.name] = getattr(module, alias.name, None)
                if not hasattr(module, alias.name):
                    yield f"{path}:{node.lineno}: {node.module} has no {alias.name}"
    for line, name, attributes in _chains(tree):
        found = names.get(name)
        for attribute in attributes if found is not None else ():
            if not hasattr(found, attribute):
                yield f"{path}:{line}: {'.'.join([name, *attributes])}"
                break
            found = getattr(found, attribute)


def main(files: Sequence[str]) -> int:
    """Print what does not hold with PyQt6; return 1 if something does not.

    :param files: check the names in these alone; none = load all modules, and check all names.
    """
    set_up()
    names = [] if files else module_names()
    bad = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:  # whatever a module raises is the finding
            bad.append(f"{name}: {traceback.format_exc(limit=-2)}")
    for path in [Path(file) for file in files] or sorted((ROOT / "plugin").rglob("*.py")):
        bad += _missing_names(path)
    print(f"{len(names)} modules with PyQt6 {sys.modules['PyQt6.QtCore'].PYQT_VERSION_STR}")  # type: ignore[attr-defined]
    for finding in bad:
        print(finding)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
