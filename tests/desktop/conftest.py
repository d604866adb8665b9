"""Ends the test run before Qt takes itself down."""

from __future__ import annotations

import os
import sys

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

_status: list[int] = []


def pytest_sessionfinish(session, exitstatus):
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """QGIS with windows crashes in the destructors at the end of a Python process, after all is reported.

    Only where a test has started it in this process.
    """
    core = sys.modules.get("qgis.core")
    if _status and core is not None and core.QgsApplication.instance() is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[0])
