"""Tries, over the network, whether the pinned requirements resolve to built wheels for each Python that QGIS ships.

    python tests/runtime/check_requirements.py [VERSION ...] [--components inference training] [--build cuda12]

Not part of the test suite: it takes minutes. Uses pip's own configuration; nothing is installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parents[2] / "plugin" / "runtime" / "requirements"
# Debian 11 and later, Ubuntu 20.04 and later; pip wants each tag that such a system takes.
PLATFORMS = (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64")


def requirements(version: str, components: list[str], build: str) -> list[str]:
    """The requirements of ``components`` with a build of the networks' runtime, for Python ``version``.

    Their markers are evaluated here: pip evaluates them for the Python that it runs on, whatever ``--python-version``.
    """
    names = [f"{name}.txt" for name in components] + ([f"accelerator-{build}.txt"] if build else [])
    lines = [line.strip() for name in names for line in (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    replaced = "onnxruntime" if any(one.name.startswith("onnxruntime-") for one in wanted) else ""
    fitting = [one for one in wanted if one.marker is None or one.marker.evaluate({"python_version": version})]
    return [str(one).partition(";")[0].strip() for one in fitting if one.name != replaced]


def resolves(version: str, components: list[str], isolated: bool, build: str) -> bool:
    """Whether pip finds wheels for all of ``components`` on Python ``version``; prints its output where not."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", *(["--isolated"] if isolated else []), "install", "--dry-run", "--quiet"]
        command += ["--only-binary=:all:", "--ignore-installed", "--target", folder, "--python-version", version]
        command += [part for platform in PLATFORMS for part in ("--platform", platform)]
        command += ["-c", str(REQUIREMENTS / f"constraints-{version}.txt")]
        command += requirements(version, components, build)
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.stderr.write(run.stderr.strip()[-2000:] + "\n")
    return run.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    versions = sorted(path.stem.split("-")[1] for path in REQUIREMENTS.glob("constraints-*.txt"))
    parser.add_argument("versions", nargs="*", default=versions)
    parser.add_argument("--components", nargs="+", default=["inference"])
    parser.add_argument("--build", default="", help="of the networks' runtime: openvino, cuda12 or cuda13")
    parser.add_argument("--isolated", action="store_true", help="without pip's configuration files")
    options = parser.parse_args()
    failed = 0
    for version in options.versions:
        good = resolves(version, options.components, options.isolated, options.build)
        sys.stdout.write(f"Python {version}: {'resolves' if good else 'FAILS'}\n")
        sys.stdout.flush()
        failed += not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
