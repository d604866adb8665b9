"""The worker's texts: every use gives all the values that the text names, or filling it in would end the job."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import string
from pathlib import Path

import pytest

from groundshift.plugin.jobs import texts
from groundshift.plugin.jobs.messages import FAILURES, LOG_LINES

PLUGIN = Path(__file__).resolve().parents[2] / "plugin"
SAID_BY = {"info": LOG_LINES, "warn": LOG_LINES, "JobFailure": FAILURES}


def named(texts: tuple[str, ...]) -> set[str]:
    """What the texts have places for."""
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def worker_texts() -> list[tuple[str, str, str, set[str]]]:
    """Every use of a text: file, function, code and values. Those that pass on a dictionary are left out."""
    found = []
    for path in sorted(PLUGIN.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = node.args[0].value
            given = {keyword.arg for keyword in node.keywords}
            if name in SAID_BY and code in SAID_BY[name] and None not in given:
                found.append((f"{path.relative_to(PLUGIN)}:{node.lineno}", name, code, given))
    return found


def test_no_code_stands_in_two_files_of_texts() -> None:
    parts = [importlib.import_module(f"{texts.__name__}.{part.name}") for part in pkgutil.iter_modules(texts.__path__)]
    for name, all_of_them in (("FAILURES", FAILURES), ("LOG_LINES", LOG_LINES)):
        assert sum(len(getattr(part, name, ())) for part in parts) == len(all_of_them), name


def test_there_are_sayings() -> None:
    assert len(worker_texts()) > 200


@pytest.mark.parametrize(
    ("place", "kind", "code", "given"), worker_texts(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_text_is_given_what_it_names(place: str, kind: str, code: str, given: set[str]) -> None:
    text = SAID_BY[kind][code]
    texts = (text,) if isinstance(text, str) else tuple(text)
    assert named(texts) <= given | {"parameter"}, place
