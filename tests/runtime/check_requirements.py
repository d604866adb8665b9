"""Tries, over the network, whether the pinned requirements resolve to built wheels for each Python that QGIS ships.

    python tests/runtime/check_requirements.py [VERSION ...] [--components inference training]

Not part of the test suite: it takes minutes. Uses pip's own configuration; nothing is installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "plugin" / "runtime" / "requirements"
# Debian 11 and later, Ubuntu 20.04 and later; pip wants each tag that such a system takes.
PLATFORMS = (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64")


def resolves(version: str, components: list[str], isolated: bool) -> bool:
    """Whether pip finds wheels for all of ``components`` on Python ``version``; prints its output where not."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", *(["--isolated"] if isolated else []), "install", "--dry-run", "--quiet"]
        command += ["--only-binary=:all:", "--ignore-installed", "--target", folder, "--python-version", version]
        command += [part for platform in PLATFORMS for part in ("--platform", platform)]
        command += ["-c", str(REQUIREMENTS / f"constraints-{version}.txt")]
        command += [part for name in components for part in ("-r", str(REQUIREMENTS / f"{name}.txt"))]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.stderr.write(run.stderr.strip()[-2000:] + "\n")
    return run.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    versions = sorted(path.stem.split("-")[1] for path in REQUIREMENTS.glob("constraints-*.txt"))
    parser.add_argument("versions", nargs="*", default=versions)
    parser.add_argument("--components", nargs="+", default=["inference"])
    parser.add_argument("--isolated", action="store_true", help="without pip's configuration files")
    options = parser.parse_args()
    failed = 0
    for version in options.versions:
        good = resolves(version, options.components, options.isolated)
        sys.stdout.write(f"Python {version}: {'resolves' if good else 'FAILS'}\n")
        sys.stdout.flush()
        failed += not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
