"""What the tests of every folder can ask for."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

WORKER = os.environ.get("GROUNDSHIFT_PYTHON", "")  # before a test sets it


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
