"""What the tests of every folder can ask for."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

WORKER = os.environ.get("GROUNDSHIFT_PYTHON", "")  # before a test sets it
_FOLDERS = {"XDG_CONFIG_HOME": ".config", "XDG_CACHE_HOME": ".cache", "XDG_DATA_HOME": ".local/share", "XDG_RUNTIME_DIR": ""}


def _make_folders() -> str:
    """Give this process and those that it starts folders of settings, data and cache of their own.

    Several groups of tests run at the same time: none may see the settings, unfinished runs, models or measurements that
    another one leaves, nor those of the user. Packages are still installed as the user has set it.
    """
    place = tempfile.mkdtemp(prefix="groundshift-home-")
    packages = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "pip")
    for variable, name in _FOLDERS.items():
        folder = Path(place, name or "run")
        folder.mkdir(mode=0o700, parents=True)
        os.environ[variable] = str(folder)
    if packages.is_dir():
        Path(place, ".config", "pip").symlink_to(packages)
    return place


# Before anything asks for them; tests inside QGIS Desktop have those of the process that started it.
HOME = "" if "GROUNDSHIFT_INSIDE_QGIS" in os.environ else _make_folders()


def pytest_unconfigure():
    """Remove the folders."""
    if HOME:
        shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Have a test and its fixtures draw the same random numbers, whichever tests ran before."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


@pytest.fixture(scope="session")
def qgis(tmp_path_factory):
    """QGIS without windows, with a profile of its own, for the whole session."""
    from groundshift.tests.helpers.qgis_application import start_qgis

    return start_qgis(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="session")
def worker():
    """Return the worker's Python; skip the test where there is none."""
    if not os.path.exists(WORKER):
        pytest.skip("needs GROUNDSHIFT_PYTHON: a Python with the worker's packages")
    return WORKER


@pytest.fixture(scope="session")
def trainable(worker):
    """Return the worker's Python; skip the test where it has no torch."""
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"  # to import it takes seconds
    if subprocess.run([worker, "-c", look], capture_output=True, check=False).returncode:
        pytest.skip("needs torch in the worker's Python")
    return worker
