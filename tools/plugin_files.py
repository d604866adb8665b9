"""Files of the checkout that make up the plugin as it is shipped."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Dict, Iterator

ROOT = Path(__file__).resolve().parent.parent
NAME = "groundshift"

_SINGLE_FILES = ("__init__.py", "metadata.txt", "LICENSE", "CHANGELOG.md")
# folder -> endings of the files that users need from it
_FOLDERS = {
    "plugin": (".py", ".json", ".txt", ".qml", ".html", ".css", ".js", ".svg"),
    "models": (".onnx", ".md", ".svg"),
    "docs": (".md", ".jpg", ".png"),
    "resources": (".svg", ".png", ".qml", ".html", ".md", ".json", ".tif"),
    "i18n": (".qm",),
}


def plugin_files(root: Path = ROOT) -> Iterator[Path]:
    """Yield the plugin's files, sorted, as paths relative to ``root``.

    :raises FileNotFoundError: one that every plugin must have is missing.
    """
    for name in _SINGLE_FILES:
        if not (root / name).is_file():
            raise FileNotFoundError(f"the plugin has no {name}")
        yield Path(name)
    for folder, endings in _FOLDERS.items():
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in relative.parts)
            if path.is_file() and path.suffix in endings and not hidden:
                yield relative


def read_metadata(root: Path = ROOT) -> Dict[str, str]:
    """Return the values of ``metadata.txt``, read as QGIS and its plugin site read it."""
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((root / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser.items("general"))
