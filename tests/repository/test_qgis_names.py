"""Every name of QGIS and Qt that the plugin uses exists in the QGIS that runs the tests: each version moves a few.

Names that some versions lack must be asked for with ``getattr``. And values of enumerations are named through these, as Qt 6 in
QGIS 4 demands.
"""

from __future__ import annotations

import ast
import enum
import functools
import importlib
import sys
import warnings
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import Qgis

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "plugin").rglob("*.py"))
PLUGINS = "/usr/share/qgis/python/plugins"


def imported(tree):
    """Name in the file -> the object; what is missing is ``None``."""
    if PLUGINS not in sys.path:
        sys.path.append(PLUGINS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module.split(".")[0] in ("qgis", "processing"):
            module = importlib.import_module(node.module)
            for alias in node.names:
                yield alias.asname or alias.name, getattr(module, alias.name, None)


def chains(tree):
    """``A.b.c`` -> (line, ["A", "b", "c"])."""
    for node in ast.walk(tree):
        parts, inner = [], node
        while isinstance(inner, ast.Attribute):
            parts.insert(0, inner.attr)
            inner = inner.value
        if parts and isinstance(inner, ast.Name):
            yield node.lineno, [inner.id, *parts]


@functools.cache
def read(file):
    """The tree of a file and what it imports from QGIS."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of QGIS's own
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        return tree, dict(imported(tree))


def unscoped(tree, names):
    """Values of enumerations that are named through the class around the enumeration: ``Qt.AlignLeft``."""
    for line, (name, *attributes) in chains(tree):
        owner, found = None, names.get(name)
        for attribute in attributes:
            owner, found = found, getattr(found, attribute, None)
        kind = type(found)
        is_value = isinstance(found, (int, enum.Enum)) and kind.__module__.partition(".")[0] in ("PyQt5", "PyQt6", "qgis")
        if is_value and owner is not kind and not _still_there(name, found):
            yield f"line {line}: {'.'.join([name, *attributes])} is of {kind.__qualname__}"


def _still_there(name, value):
    """Whether QGIS 4 has the short name too."""
    if name == "QVariant":
        return True  # `qgis.PyQt.QtCore` adds the types of fields in Qt 6
    ours = type(value).__module__.startswith("qgis")
    # QGIS keeps the former names of enumerations that it moved, and marks them; the versions before moved none.
    return ours and (Qgis.QGIS_VERSION_INT < 34000 or getattr(value, "is_monkey_patched", False))


@pytest.mark.parametrize("file", FILES)
def test_enumerations_are_named(file):
    assert list(unscoped(*read(file))) == []


def test_short_names_are_found():
    text = "from qgis.PyQt.QtCore import Qt\nleft = Qt.AlignLeft | Qt.AlignmentFlag.AlignTop"
    tree = ast.parse(text)
    assert list(unscoped(tree, dict(imported(tree)))) == ["line 2: Qt.AlignLeft is of Qt.AlignmentFlag"]


@pytest.mark.parametrize("file", FILES)
def test_names_exist(file):
    tree, names = read(file)
    missing = [name for name, value in names.items() if value is None and name != "NULL"]
    for line, (name, *attributes) in chains(tree):
        found = names.get(name)
        for attribute in attributes if found is not None else ():
            if not hasattr(found, attribute):
                missing.append(f"line {line}: {'.'.join([name, *attributes])}")
                break
            found = getattr(found, attribute)
    assert missing == []
