"""The guide's pictures of windows: ``make screenshots`` makes each under the name that the pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Made by other commands: make demo, the tool Activation map, the builders of the bundled models,
# tools/report_picture.py.
_OTHERS = {"demo", "activation-sheet", "pseudo-pairs", "disturbances", "change-report"}
_SHOWN = re.compile(r"\(images/([\w\-]+)\.(?:png|jpg)\)")


def shown() -> list[str]:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    return sorted({name for page in pages for name in _SHOWN.findall(page.read_text(encoding="utf-8"))} - _OTHERS)


@pytest.fixture(scope="module")
def desktop_tests() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "desktop").glob("*.py"))


@pytest.mark.parametrize("name", shown())
def test_a_desktop_test_makes_it(name: str, desktop_tests: str) -> None:
    assert f'"{name}"' in desktop_tests
