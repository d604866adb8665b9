"""Imports that the layout forbids: circles of files, and those of a package that is not below the importing one.

Imports inside functions count too: a circle is a circle whenever it closes.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The packages of plugin/ from the lowest to the highest: a package imports those named and plugin/version.py, and no other.
MAY_IMPORT = {
    "jobs": "",
    "model_file": "jobs",
    "rules": "jobs model_file",
    "engine": "jobs model_file rules",
    "training": "jobs model_file rules engine",
    "runtime": "jobs rules",
    "service": "jobs model_file rules runtime",
    "layers": "jobs model_file rules",
    "algorithms": "jobs model_file rules runtime layers",
    "gui": "jobs model_file rules runtime layers algorithms",
}

# The folders of plugin/gui that hold a task of the panel each; plugin/gui/tasks, their frame, makes them by name.
TASKS = ("buildings", "transitions", "radar")


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imported_files(path: Path) -> frozenset[Path]:
    """The project's files that a file imports by relative imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
        targets = [base.with_suffix(".py")]
        for alias in node.names:
            submodule = base / f"{alias.name}.py"
            targets.append(submodule if submodule.is_file() else base / alias.name / "__init__.py")
            if not submodule.is_file():
                targets.append(base / "__init__.py")
        found |= {target for target in targets if target.is_file()}
    return frozenset(found - {path})


def circles(graph: dict[Path, frozenset[Path]]) -> list[list[str]]:
    """Groups of files that reach one another (the strongly connected components of more than one file)."""

    def reachable(start: Path) -> set[Path]:
        seen: set[Path] = set()
        waiting = [start]
        while waiting:
            for target in graph.get(waiting.pop(), frozenset()) - seen:
                seen.add(target)
                waiting.append(target)
        return seen

    reach = {path: reachable(path) for path in graph}
    groups = {frozenset(other for other in reach[path] if path in reach[other]) for path in graph if path in reach[path]}
    return sorted(sorted(str(path.relative_to(ROOT)) for path in group) for group in groups)


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {path: imported_files(path) for path in python_files("plugin")}
    assert sum(map(len, graph.values())) > 500  # relative imports are found
    assert circles(graph) == []


def test_a_circle_is_found() -> None:
    one, two, three = (ROOT / name for name in ("one.py", "two.py", "three.py"))
    assert circles({one: frozenset({two}), two: frozenset({one}), three: frozenset({one})}) == [["one.py", "two.py"]]


@pytest.mark.parametrize(("package", "allowed"), MAY_IMPORT.items(), ids=MAY_IMPORT.keys())
def test_a_package_imports_only_those_below_it(package: str, allowed: str) -> None:
    places = [ROOT / "plugin" / name for name in (package, *allowed.split())]
    bad = [
        f"{path.relative_to(ROOT)} -> {target.relative_to(ROOT)}"
        for path in python_files(f"plugin/{package}")
        for target in imported_files(path)
        if target != ROOT / "plugin" / "version.py" and not any(place in target.parents for place in places)
    ]
    assert bad == []


@pytest.mark.parametrize("task", TASKS)
def test_a_task_of_the_panel_is_imported_by_no_other_folder_of_the_gui(task: str) -> None:
    folder = ROOT / "plugin" / "gui" / task
    importers = {
        str(path.relative_to(ROOT))
        for path in python_files("plugin")
        if folder not in path.parents and any(folder in target.parents for target in imported_files(path))
    }
    assert python_files(f"plugin/gui/{task}")
    assert importers == set()


def test_every_package_of_the_plugin_has_its_place() -> None:
    assert {path.parent.name for path in (ROOT / "plugin").glob("*/*.py")} == set(MAY_IMPORT)


def test_the_files_on_the_way_of_a_pair_are_there_and_no_more_than_they_were() -> None:
    """docs/architecture.md lists the files that one opens to follow a pair to the last polygon."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    part = text[text.index("To follow a pair of files") : text.index("Functions of ")]
    listed = [
        f"{folder}/{name}.py"
        for folder, names in re.findall(r"^- `(\w+)`: ((?:[^\n]|\n  )+)", part, re.MULTILINE)
        for name in re.findall(r"`([\w/]+)`", names)
    ]
    assert [path for path in listed if not (ROOT / "plugin" / path).is_file()] == []
    assert f"one opens {len(listed) + 1} files" in part
    assert len(listed) + 1 <= 50
