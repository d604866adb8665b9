"""The form of docstrings: summary line, ``:param x:``, ``:return:``, ``:raises X:``; see docs/architecture.md.

The packages below keep it for their public functions. The list only grows.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Iterator

import pytest

PLUGIN = Path(__file__).resolve().parents[2] / "plugin"
PACKAGES = ("engine", "jobs", "layers", "model_file", "rules", "runtime", "training", "algorithms", "gui")

_FIELD = re.compile(r":(param|return|raises|ivar)\b([^:]*):")


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions of the files, with their places."""
    for package in PACKAGES:
        for path in sorted((PLUGIN / package).rglob("*.py")):
            name = str(path.relative_to(PLUGIN))
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{name}:{node.lineno} {node.name}", node


def faults(function: ast.FunctionDef) -> list[str]:
    """What is wrong with the docstring of a function."""
    text = ast.get_docstring(function)
    if not text:
        return ["no docstring"]
    found = []
    summary, *rest = text.split("\n")
    if not re.match(r"[A-Z`'0-9\"]", summary):
        found.append("the summary does not start with a capital")
    if _FIELD.search(summary):
        found.append("a field in the summary line")
    if rest and rest[0]:
        found.append("no empty line after the summary")
    parameters = {item.arg for item in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]}
    parameters |= {item.arg for item in (function.args.vararg, function.args.kwarg) if item}
    for line in rest:
        for field in _FIELD.finditer(line):
            if field.start() and not line[: field.start()].isspace():
                found.append(f"a field within a line: {field.group()}")
            if field.group(1) == "param":
                unknown = {name.strip() for name in field.group(2).split(",")} - parameters
                found += [f"no parameter {name}" for name in sorted(unknown)]
    raised = {
        node.exc.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }
    if "JobFailure" in raised and ":raises" not in text:
        found.append("raises JobFailure, which the docstring does not name")
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_public_functions_keep_the_form(package: str) -> None:
    bad = {place: wrong for place, function in functions() if place.startswith(f"{package}/") and (wrong := faults(function))}
    assert bad == {}
