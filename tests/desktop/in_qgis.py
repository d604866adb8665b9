"""Starts QGIS Desktop with the plugin in a fresh profile, has it run a script, and brings back what the script found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve().parent
_NIGHT = "[UI]\nUITheme=Night Mapping\n"
# How pictures that are not for the guide are drawn: "large" = at 150 %, "fonts" = with letters of 150 %, "night" = dark.
LOOK = os.environ.get("GROUNDSHIFT_LOOK", "")
_LOOKS = {"large": {"QT_SCALE_FACTOR": "1.5"}, "fonts": {"QT_FONT_DPI": "144"}}


def run_in_qgis(
    script: str, folder: Path, variables: dict[str, str], night: bool = False, timeout: int = 960, language: str = ""
) -> dict[str, Any]:
    """Run a script of this folder in QGIS Desktop; skips the test where there is none.

    The script gets the variables and ``FOLDER``, imports this folder as ``groundshift.tests.desktop``, and ends with
    ``hands.run(main)``, whose result this returns. Pictures in FOLDER are kept where ``GROUNDSHIFT_SCREENSHOTS`` says.
    ``language``: that of QGIS; without one English.
    """
    python = os.environ.get("GROUNDSHIFT_PYTHON", "")
    if not os.path.exists(python):
        pytest.skip("needs GROUNDSHIFT_PYTHON: a Python with the worker's packages")
    program = shutil.which("qgis")
    if program is None:
        pytest.skip("needs QGIS Desktop")
    display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"]
    if display and shutil.which("xvfb-run") is None:
        pytest.skip("needs a display, or xvfb-run")
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "groundshift").symlink_to(ROOT)
    settings = "[PythonPlugins]\ngroundshift=true\nprocessing=true\n" + (_NIGHT if night or LOOK == "night" else "")
    if language:
        settings += f"[locale]\noverrideFlag=true\nuserLocale={language}\n"
    (profile / "QGIS" / "QGIS3.ini").write_text(settings)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "FOLDER": str(folder),
        **_LOOKS.get(LOOK, {}),
        **variables,
    }
    options = ["--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code", str(_HERE / script)]
    result = subprocess.run(
        [*display, program, *options], env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:
        os.makedirs(keep, exist_ok=True)
        for path in folder.glob("*.png"):
            shutil.copy(path, keep)
    assert (folder / "report.json").exists(), result.stdout + result.stderr
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    assert "error" not in found, found["error"] + result.stderr[-2000:]
    # Python's own traces of slots that failed, which Qt does not stop at.
    assert "Traceback" not in result.stderr, result.stderr[-3000:]
    found.setdefault("exit_status", result.returncode)
    return found
