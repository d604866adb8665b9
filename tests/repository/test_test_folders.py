"""Every test is run by ``make test``, in a Python that has what it needs."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN_TESTS = str(ROOT / "tools" / "run_tests.sh")


def folders_with_tests() -> list[Path]:
    """The folders directly below tests/ that hold tests, at any depth."""
    return sorted({ROOT / "tests" / path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")})


def steps(*tests: str) -> set[str]:
    """The steps of the set-up that the run script asks for."""
    environment = {**os.environ, "T": " ".join(tests)}
    result = subprocess.run([RUN_TESTS, "--needs"], capture_output=True, text=True, env=environment, check=True)
    return set(result.stdout.split())


@pytest.mark.parametrize("folder", folders_with_tests(), ids=lambda folder: folder.name)
def test_a_folder_of_tests_is_known_to_the_run_script(folder: Path) -> None:
    assert steps(f"tests/{folder.name}")
    assert steps(f"tests/{folder.name}") <= steps()


def test_without_a_selection_all_folders_are_run() -> None:
    script = Path(RUN_TESTS).read_text(encoding="utf-8")
    table = script[script.index("declare -A folders=(") : script.index("declare -A needs=(")]
    known = " ".join(re.findall(r'\]="([\w ]+)"', table)).split()
    assert sorted(known) == [folder.name for folder in folders_with_tests()]


def test_each_file_of_tests_is_in_one_group_or_one_part_of_it() -> None:
    groups = subprocess.run(
        [RUN_TESTS, "--groups"], capture_output=True, text=True, env={**os.environ, "T": ""}, check=True
    ).stdout.splitlines()
    assert len(groups) > 6, "long groups run in parts"
    named = [ROOT / place for line in groups for place in line.partition(":")[2].split()]
    found = [path for place in named for path in ([place] if place.is_file() else place.rglob("test_*.py"))]
    assert sorted(found) == sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("tests/layers", {"qgis"}),
        ("tests/engine/test_detect.py::test_x[a-b]", {"inference", "test"}),
        ("tests/model_building/test_cards.py", {"inference", "training", "models", "test"}),
        ("tests/layers/test_dates.py tests/rules", {"inference", "qgis", "test"}),
    ],
)
def test_one_test_needs_only_what_its_folder_needs(test: str, expected: set[str]) -> None:
    assert steps(*test.split()) == expected


@pytest.mark.parametrize("test", ["tests/nowhere", "tests/engine/test_nowhere.py::test_x", "plugin/engine"])
def test_a_selection_that_names_no_test_is_refused(test: str) -> None:
    result = subprocess.run([RUN_TESTS], capture_output=True, text=True, env={**os.environ, "T": test}, check=False)
    assert result.returncode == 2
    assert test in result.stderr


def test_quick_needs_neither_torch_nor_a_display() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (folders,) = re.findall(r"^QUICK := (.+)$", makefile, re.MULTILINE)
    assert steps(*(f"tests/{folder}" for folder in folders.split())) == {"inference", "qgis", "test"}
    assert "desktop" not in folders


@pytest.mark.parametrize("folder", folders_with_tests(), ids=lambda folder: folder.name)
def test_every_folder_of_tests_is_a_package(folder: Path) -> None:
    """So that tests in different folders may have the same name, and import what they share."""
    for path in folder.rglob("test_*.py"):
        assert (path.parent / "__init__.py").is_file()
