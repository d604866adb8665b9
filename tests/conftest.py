"""What the tests of every folder can ask for."""

from __future__ import annotations

import os

import pytest

WORKER = os.environ.get("GROUNDSHIFT_PYTHON", "")  # before a test sets it


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
