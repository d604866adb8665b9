"""Make the zip that users install, and check it by the rules of the QGIS plugin site.

python3 tools/package.py [--folder dist]
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from pathlib import Path
from typing import Dict, List
from urllib.parse import urlparse

from plugin_files import NAME, ROOT, plugin_files, read_metadata

LIMIT_BYTES = 25_000_000
_REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository")
_PUBLISHER = ("author", "email", "homepage", "tracker", "repository")
_BINARIES = (".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd", ".pyc", ".pyo")
# One time for every file: the same sources give the same zip, byte for byte.
_TIME = (2020, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def build(folder: Path, root: Path = ROOT) -> Path:
    """Write the zip into ``folder`` and return its path; it holds one folder, ``groundshift``."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{NAME}-{read_metadata(root)['version']}.zip"
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for relative in plugin_files(root):
            entry = zipfile.ZipInfo(f"{NAME}/{relative.as_posix()}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            package.writestr(entry, (root / relative).read_bytes())
    partial.replace(target)
    return target


def metadata_faults(values: Dict[str, str]) -> List[str]:
    """Return what the plugin site would refuse in ``metadata.txt``."""
    faults = [f"metadata.txt has no {key}" for key in _REQUIRED if not values.get(key, "").strip()]
    for key in ("homepage", "tracker", "repository"):
        address = urlparse(values.get(key, ""))
        if not (address.scheme and address.netloc):
            faults.append(f"{key} is no web address")
    if "/" in values.get("author", ""):
        faults.append("author holds a slash")
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", values.get("version", "")):
        faults.append("version is not of the form 1.2.3")
    return faults


def package_faults(path: Path) -> List[str]:
    """Return what the plugin site would refuse in the zip ``path``, or what must not be in it."""
    faults = []
    if path.stat().st_size > LIMIT_BYTES:
        faults.append(f"it has {path.stat().st_size} bytes, more than the site's {LIMIT_BYTES}")
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    if {name.split("/")[0] for name in names} != {NAME}:
        faults.append(f"it must hold the one folder {NAME}")
    for needed in ("__init__.py", "metadata.txt", "LICENSE", "resources/icons/icon.png"):
        if f"{NAME}/{needed}" not in names:
            faults.append(f"it has no {needed}")
    for name in names:
        parts = name.split("/")
        if ".." in parts or any(part.startswith(".") or part in ("__pycache__", "__MACOSX") for part in parts):
            faults.append(f"{name} must not be in it")
        if name.endswith(_BINARIES):
            faults.append(f"{name} is a binary or a script")
    return faults


def publisher_placeholders(values: Dict[str, str]) -> List[str]:
    """Return the publisher's fields that still hold example.org's values."""
    return [key for key in _PUBLISHER if "example.org" in values.get(key, "")]


def main() -> int:
    parser = argparse.ArgumentParser(description="Make and check the plugin's zip.")
    parser.add_argument("--folder", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    values = read_metadata()
    path = build(options.folder)
    with zipfile.ZipFile(path) as package:
        count = len(package.namelist())
    print(f"{path}: {count} files, {path.stat().st_size / 1e6:.1f} MB")
    if not any(name.suffix == ".onnx" for name in plugin_files()):
        print("warning: it holds no model", file=sys.stderr)
    for key in publisher_placeholders(values):
        print(f"warning: {key} in metadata.txt is still a placeholder: {values[key]}", file=sys.stderr)
    faults = metadata_faults(values) + package_faults(path)
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
