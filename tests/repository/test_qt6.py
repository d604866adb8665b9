"""QGIS's side of the plugin holds with PyQt6: QGIS 4 has Qt 6.

Its modules load, every name of Qt that it uses exists, and its windows are built and drawn; QGIS itself is a stand-in.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(importlib.util.find_spec("PyQt6") is None, reason="needs PyQt6 (Debian's python3-pyqt6)")

ROOT = Path(__file__).resolve().parents[2]


def with_qt6(module: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own: QGIS's tests have loaded PyQt5."""
    command = [sys.executable, "-m", f"groundshift.tests.helpers.{module}", *map(str, files)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "build"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def test_every_module_loads() -> None:
    done = with_qt6("qt6_import")
    heading, *findings = done.stdout.splitlines() or [""]
    assert (findings, done.returncode) == ([], 0), done.stderr
    assert int(heading.split()[0]) > 200


def test_what_qt6_lacks_is_found(tmp_path: Path) -> None:
    names = tmp_path / "names.py"
    names.write_text("from qgis.PyQt.QtCore import QRegExp, Qt\n\nLEFT = Qt.AlignLeft\n", encoding="utf-8")
    done = with_qt6("qt6_import", names)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        f"{names}:1: qgis.PyQt.QtCore has no QRegExp",
        f"{names}:3: Qt.AlignLeft",
    ]


def test_windows_are_built_and_drawn() -> None:
    done = with_qt6("qt6_windows")
    heading, *findings = done.stdout.splitlines() or [""]
    assert (findings, done.returncode) == ([], 0), done.stderr
    assert int(heading.split()[0]) >= 76
