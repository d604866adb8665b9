"""Every name of QGIS and Qt that the plugin uses exists in the QGIS that runs the tests: each version moves a few.

Names that some versions lack must be asked for with ``getattr``.
"""

from __future__ import annotations

import ast
import importlib
import sys
import warnings
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

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


@pytest.mark.parametrize("file", FILES)
def test_names_exist(file):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of QGIS's own
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        names = dict(imported(tree))
    missing = [name for name, value in names.items() if value is None and name != "NULL"]
    for line, (name, *attributes) in chains(tree):
        found = names.get(name)
        for attribute in attributes if found is not None else ():
            if not hasattr(found, attribute):
                missing.append(f"line {line}: {'.'.join([name, *attributes])}")
                break
            found = getattr(found, attribute)
    assert missing == []
