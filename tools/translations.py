"""Collect the texts to translate into i18n/groundshift_<language>.ts and compile these with Qt's lrelease.

    python3 tools/translations.py

Texts are the constants in calls of ``translate(context, text)`` and ``QT_TRANSLATE_NOOP(context, text)``, and of a module's
own function of one text that calls ``translate``. Python's own
parser finds them: pylupdate overlooks calls that end in a comma, and texts that are written in parts.
A text that no source holds any more goes; a new one comes in unfinished, and QGIS shows it in English until then.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Dict, Iterator, Mapping, Optional, Tuple

from plugin_files import NAME, ROOT

LANGUAGES = ("de",)
_CALLS = ("translate", "QT_TRANSLATE_NOOP")
_OF_QGIS = ("QgisApp",)  # texts of QGIS itself, looked up in its own translations: one of ours would hide them

Text = Tuple[str, str]  # context, source


def source_texts(root: Path = ROOT) -> Dict[Text, None]:
    """Return the texts of the plugin, in the order of contexts and sources."""
    found: Dict[Text, None] = {}
    for path in sorted((root / "plugin").rglob("*.py")):
        for text in _texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            found[text] = None
    return dict.fromkeys(sorted(found, key=lambda text: text[0]))


def _texts_of(tree: ast.Module) -> Iterator[Text]:
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    shorthands = dict(_shorthands(tree, constants))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _name(node)
        arguments = [_constant(argument, constants) for argument in node.args]
        if arguments[:1] and arguments[0] in _OF_QGIS:
            continue
        if name in _CALLS and len(arguments) >= 2 and arguments[0] is not None and arguments[1] is not None:
            yield arguments[0], arguments[1]
        elif name in shorthands and arguments and arguments[0] is not None:
            yield shorthands[name], arguments[0]


def _shorthands(tree: ast.Module, constants: Mapping[str, object]) -> Iterator[Tuple[str, str]]:
    """Functions of one text that translate it in a context: their names and the contexts."""
    for function in tree.body:
        if not (isinstance(function, ast.FunctionDef) and len(function.args.args) == 1):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name(node) == "translate" and len(node.args) >= 2:
                context, text = _constant(node.args[0], constants), node.args[1]
                if context is not None and isinstance(text, ast.Name) and text.id == function.args.args[0].arg:
                    yield function.name, context


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _constant(node: ast.expr, constants: Mapping[str, object]) -> Optional[str]:
    """Return the text of a literal, or of a name that the module gives one."""
    value = node.value if isinstance(node, ast.Constant) else constants.get(node.id) if isinstance(node, ast.Name) else None
    return value if isinstance(value, str) else None


def read_translations(path: Path) -> Dict[Text, str]:
    """Return the finished translations of a .ts file."""
    if not path.is_file():
        return {}
    done = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") is None:
                done[context.findtext("name", ""), message.findtext("source", "")] = translation.text
    return done


def write_translations(path: Path, language: str, texts: Dict[Text, None], done: Dict[Text, str]) -> int:
    """Write the .ts file; returns how many texts are not translated."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: Dict[str, ET.Element] = {}
    missing = 0
    for context, source in texts:
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        message = ET.SubElement(contexts[context], "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation")
        if (context, source) in done:
            translation.text = done[context, source]
        else:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return missing


def main() -> int:
    lrelease = shutil.which("lrelease") or shutil.which("lrelease-qt5") or shutil.which("lrelease6")
    if lrelease is None:
        print("lrelease is missing. On Debian and Ubuntu: apt-get install qttools5-dev-tools", file=sys.stderr)
        return 1
    texts = source_texts()
    for language in LANGUAGES:
        path = ROOT / "i18n" / f"{NAME}_{language}.ts"
        path.parent.mkdir(exist_ok=True)
        missing = write_translations(path, language, texts, read_translations(path))
        print(f"{path.relative_to(ROOT)}: {len(texts)} texts, {missing} not translated")
        subprocess.run([lrelease, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
