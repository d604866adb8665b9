"""Measure what an installation of the runtime downloads, what it takes on the disk and how long it takes, by component.

The amounts that the installation's window names, in ``plugin/gui/options/amounts.py``, come from here::

    PYTHONPATH=build python3 tools/measure_install.py
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MEGABYTE = 1e6  # decimal, as in file managers
_COMPONENTS = ("inference", "training", "cluster", "server")


def size_of(folder: Path) -> int:
    """Return the size of the files below a folder, in bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def packages_of(python: Path) -> set[str]:
    """Return the packages of an environment, as ``name==version``."""
    command = [str(python), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def size_of_downloads(python: Path, packages: set[str], folder: Path) -> int:
    """Return the size of what pip downloads for packages, in bytes; they are in pip's cache by now."""
    command = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *sorted(packages)]
    if packages:
        subprocess.run(command, check=True)
    return size_of(folder)


def measure(components: list[str], folder: Path) -> list[tuple[str, float, float, float]]:
    """Install the components one after the other into a new environment.

    :return: component, MB downloaded, MB on the disk, seconds, each of what it adds to those before it.
    """
    environment, rows = folder / "environment", []
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    variables = {**os.environ, "PIP_CACHE_DIR": str(folder / "cache")}
    before: set[str] = set()
    on_disk = 0
    for number, component in enumerate(components):
        asked = ["--components", *components[: number + 1], "--folder", str(environment)]
        begin = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "groundshift.plugin.runtime.install", *asked],
            check=True,
            env=variables,
            stderr=subprocess.DEVNULL,
        )
        seconds = time.monotonic() - begin
        packages, size = packages_of(python), size_of(environment)
        os.environ["PIP_CACHE_DIR"] = variables["PIP_CACHE_DIR"]
        downloads = size_of_downloads(python, packages - before, folder / f"wheels-{component}")
        rows.append((component, downloads / _MEGABYTE, (size - on_disk) / _MEGABYTE, seconds))
        before, on_disk = packages, size
        print("| {} | {:.0f} | {:.0f} | {:.0f} |".format(*rows[-1]), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--components", nargs="+", choices=_COMPONENTS, default=list(_COMPONENTS))
    chosen = parser.parse_args()
    print("| component | MB to download | MB on the disk | seconds |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        measure(chosen.components, Path(folder))


if __name__ == "__main__":
    main()
