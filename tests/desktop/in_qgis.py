"""Start QGIS Desktop with the plugin in a fresh profile, and run pytest or a script inside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Optional

import pytest

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve().parent
NIGHT = "Night Mapping"  # QGIS's dark theme
# How pictures that are not for the guide are drawn: "large" = at 150 %, "fonts" = with letters of 150 %, "night" = dark, or
# several of them: "night+large".
LOOK = os.environ.get("GROUNDSHIFT_LOOK", "")
# The language of tests that name none, for pictures; most tests look for English texts.
LANGUAGE = os.environ.get("GROUNDSHIFT_LANGUAGE", "")
_LOOKS = {"large": {"QT_SCALE_FACTOR": "1.5", "QT_FONT_DPI": "96"}, "fonts": {"QT_FONT_DPI": "144"}}


def missing() -> str:
    """Return what QGIS Desktop cannot be started without and is not there; ``""`` = nothing."""
    if not os.path.exists(os.environ.get("GROUNDSHIFT_PYTHON", "")):
        return "needs GROUNDSHIFT_PYTHON: a Python with the worker's packages"
    if shutil.which("qgis") is None:
        return "needs QGIS Desktop"
    if not os.environ.get("DISPLAY") and shutil.which("xvfb-run") is None:
        return "needs a display, or xvfb-run"
    return ""


def start_qgis_desktop(
    script: Path, folder: Path, variables: dict[str, str], language: str = "", timeout: int = 960, theme: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a script in QGIS Desktop until QGIS ends.

    :param folder: for the profile, which is made or used again; the script finds it as ``FOLDER``. Pictures in it are kept
        where ``GROUNDSHIFT_SCREENSHOTS`` names a folder.
    :param variables: more environment variables.
    :param language: of QGIS; ``""`` = English.
    :param timeout: seconds.
    :param theme: of QGIS; ``""`` = the default one.
    """
    display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"]
    profile = folder / "profiles" / "default"
    if not profile.exists():
        _make_profile(profile, language or LANGUAGE, theme or (NIGHT if "night" in LOOK else ""))
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "FOLDER": str(folder),
        **variables,
        **{name: value for look in LOOK.split("+") for name, value in _LOOKS.get(look, {}).items()},
    }
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:  # or pictures would show the mark of temporary layers on the images
        (folder / "scratch").mkdir(exist_ok=True)
        environment["TMPDIR"] = str(folder / "scratch")
    options = ["--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code", str(script)]
    command = [*display, "qgis", *options]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
    (folder / "output.txt").write_text(result.stdout + result.stderr)  # with the trace of a crash
    if keep:
        os.makedirs(keep, exist_ok=True)
        for path in folder.glob("*.png"):
            shutil.copy(path, keep)
    return result


def _make_profile(profile: Path, language: str, theme: str) -> None:
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "groundshift").symlink_to(ROOT)
    settings = "[PythonPlugins]\ngroundshift=true\nprocessing=true\n"
    if theme:
        settings += f"[UI]\nUITheme={theme}\n"
    if language:
        settings += f"[locale]\noverrideFlag=true\nuserLocale={language}\n"
    (profile / "QGIS" / "QGIS3.ini").write_text(settings)


def run_tests_in_qgis(
    tests: list[str], folder: Path, options: Optional[list[str]] = None, **desktop: Any
) -> tuple[list[dict[str, Any]], str]:
    """Run tests by pytest in the process of one QGIS Desktop.

    :param tests: node ids.
    :param options: of pytest.
    :param desktop: options of :func:`start_qgis_desktop`.
    :return: the reports of pytest, serialised, in the order of the tests' steps; what QGIS wrote to its error stream.
    """
    (folder / "arguments.json").write_text(json.dumps([*(options or []), f"--basetemp={folder / 'temporary'}", *tests]))
    written = folder / "reports.jsonl"
    written.unlink(missing_ok=True)
    packages = str(Path(pytest.__file__).resolve().parents[1])
    # Pytest gives up before QGIS is ended from outside, so that the reports so far are kept.
    most_seconds = str(desktop.setdefault("timeout", 960) - 30)
    variables = {**desktop.pop("variables", {}), "GROUNDSHIFT_INSIDE_QGIS": packages, "MOST_SECONDS": most_seconds}
    result = start_qgis_desktop(_HERE / "pytest_inside.py", folder, variables, **desktop)
    reports = [json.loads(line) for line in written.read_text().splitlines()] if written.exists() else []
    return reports, result.stdout + result.stderr if not reports else result.stderr


def run_in_qgis(script: str, folder: Path, variables: dict[str, str], timeout: int = 960, language: str = "") -> dict[str, Any]:
    """Run a script in QGIS Desktop, by its path from this folder; skip the test where there is none.

    The script imports this folder as ``groundshift.tests.desktop`` and ends with ``hands.run(main)``, whose result it returns.
    """
    if missing():
        pytest.skip(missing())
    result = start_qgis_desktop(_HERE / script, folder, variables, language, timeout)
    assert (folder / "report.json").exists(), result.stdout + result.stderr
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    assert "error" not in found, found["error"] + result.stderr[-2000:]
    # Python's own traces of slots that failed, which Qt does not stop at.
    assert "Traceback" not in result.stderr, result.stderr[-3000:]
    found.setdefault("exit_status", result.returncode)
    return found
