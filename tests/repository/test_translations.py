"""The translations: every text of the sources is found, placeholders agree, the compiled files are those of the .ts."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QTranslator

import translations
from translations import ROOT, read_translations, source_texts, write_translations

FILES = sorted((ROOT / "i18n").glob("*.ts"))


def placeholders(text: str) -> set[str]:
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_a_translation() -> None:
    assert [path.stem for path in FILES] == [f"groundshift_{language}" for language in translations.LANGUAGES]


def test_texts_are_found_however_they_are_written() -> None:
    tree = ast.parse(
        'CONTEXT = "C"\n'
        'def tr(text):\n    return QCoreApplication.translate("Short", text)\n'
        'a = translate("A", "one "\n"two",)\n'
        'b = QT_TRANSLATE_NOOP(\n    "B",\n    "three",\n)\n'
        'c = QCoreApplication.translate(CONTEXT, "four")\n'
        'd = tr("five")\n'
        'e = translate(unknown, "six")\n'
    )
    assert list(translations._texts_of(tree)) == [("A", "one two"), ("B", "three"), ("C", "four"), ("Short", "five")]


def test_texts_of_the_plugin_are_found() -> None:
    texts = source_texts()
    assert ("Job", "Restart QGIS.") in texts
    assert ("DetectChange", "Detect change") in texts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_placeholders_agree(path: Path) -> None:
    """A translation with another placeholder would raise when the message is shown."""
    bad = [source for (_, source), text in read_translations(path).items() if placeholders(source) != placeholders(text)]
    assert bad == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_compiled_file_is_up_to_date(path: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    stale = [key for key, text in read_translations(path).items() if translator.translate(*map(str.encode, key)) != text]
    assert stale == [], "run `make i18n`"


def test_new_texts_are_unfinished_and_old_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "a.ts"
    assert write_translations(path, "de", {("A", "x"): None, ("A", "y"): None}, {("A", "x"): "X", ("A", "gone"): "weg"}) == 1
    assert read_translations(path) == {("A", "x"): "X"}
