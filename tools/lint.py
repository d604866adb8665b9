"""Style, types, and the security checks that the QGIS plugin site makes of a package.

All of them run, and the exit status is 1 when any finds something.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import List

from package import build
from plugin_files import ROOT

_BIN = Path(sys.executable).parent
# The site runs every rule of bandit but the imports of subprocess and xmlrpc (and lxml, which bandit no longer judges).
_BANDIT_OFF = "B404,B411"
# The site runs every detector but this one.
_SECRETS_OFF = "IPPublicDetector"


def check(name: str, command: List[str], folder: Path = ROOT) -> bool:
    """Run a linter and report its result; return whether it passed."""
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


def secrets(folder: Path) -> bool:
    """Return whether detect-secrets finds nothing in ``folder``."""
    print("== detect-secrets", flush=True)
    command = [str(_BIN / "detect-secrets"), "scan", "--all-files", "--exclude-files", r"metadata\.txt"]
    scan = subprocess.run(
        [*command, "--disable-plugin", _SECRETS_OFF, "."], cwd=folder, check=False, stdout=subprocess.PIPE, text=True
    )
    if scan.returncode != 0:
        return False
    findings = json.loads(scan.stdout)["results"]
    for path, found in findings.items():
        for item in found:
            print(f"{path}:{item['line_number']}: {item['type']}")
    return not findings


def main() -> int:
    os.environ["PATH"] = f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    with tempfile.TemporaryDirectory() as folder:
        package = build(Path(folder))
        plugin = Path(folder) / "plugin"
        with zipfile.ZipFile(package) as archive:
            archive.extractall(plugin)  # our own zip, just written
        good = [
            check("ruff check", [str(_BIN / "ruff"), "check", "."]),
            check("ruff format", [str(_BIN / "ruff"), "format", "--check", "."]),
            check("mypy", [str(_BIN / "mypy")]),
            check("bandit", [str(_BIN / "bandit"), "-r", ".", "--quiet", "-s", _BANDIT_OFF], plugin),
            secrets(plugin),
        ]
    print("Lint: nothing found" if all(good) else "Lint: see above")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
