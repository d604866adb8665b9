"""Every name that a file imports from the project exists: also in benchmarks and tools, which CI does not run.

What a type checker does for the plugin; tests and benchmarks are not checked by one.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Iterator, Optional

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("plugin", "model_building", "tests")
COPIED = ROOT / "tests" / "algorithms" / "toy_tool"  # a test copies it into the plugin


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names that a module has: of functions, classes, variables and imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return frozenset(found)


def source_of(node: ast.ImportFrom, path: Path) -> Optional[Path]:
    """The module, without ``.py``, or folder that names are imported from; ``None`` = it is not of the project."""
    parts = (node.module or "").split(".") if node.module else []
    if node.level:
        return path.parents[node.level - 1].joinpath(*parts)
    return ROOT.joinpath(*parts[1:]) if parts[:1] == ["groundshift"] else None


def missing_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        source = source_of(node, path) if isinstance(node, ast.ImportFrom) else None
        if source is None or not isinstance(node, ast.ImportFrom):
            continue
        module = source.with_suffix(".py") if source.with_suffix(".py").is_file() else source / "__init__.py"
        for alias in node.names:
            held = module.is_file() and (alias.name == "*" or alias.name in names_in(module))
            if not held and not (source / f"{alias.name}.py").is_file() and not (source / alias.name).is_dir():
                yield f"{path.relative_to(ROOT)}:{node.lineno} imports {alias.name}, which {source.relative_to(ROOT)} has not"


@pytest.mark.parametrize("folder", FOLDERS)
def test_imported_names_exist(folder: str) -> None:
    files = [path for path in sorted((ROOT / folder).rglob("*.py")) if COPIED not in path.parents]
    assert [text for path in files for text in missing_names(path)] == []
