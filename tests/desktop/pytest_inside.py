"""Runs inside QGIS Desktop (``qgis --code``): pytest, in QGIS's own process, as soon as QGIS is up.

FOLDER/arguments.json holds the arguments; each report of pytest becomes a line of FOLDER/reports.jsonl. QGIS ends after as many
seconds as the variable MOST_SECONDS has, whatever hangs.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path

from qgis.PyQt.QtCore import QTimer

FOLDER = Path(os.environ["FOLDER"])


class Reporter:
    """Writes the reports of pytest as they come: QGIS may not live to the end."""

    def pytest_configure(self, config):
        self.config = config

    def pytest_runtest_logreport(self, report):
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with open(FOLDER / "reports.jsonl", "a", encoding="utf-8") as stream:
            stream.write(json.dumps(data) + "\n")


def start():
    sys.path.insert(0, os.environ["GROUNDSHIFT_INSIDE_QGIS"])
    import pytest

    arguments = json.loads((FOLDER / "arguments.json").read_text(encoding="utf-8"))
    # QGIS replaces the streams of Python that these two write to.
    plain = ["-p", "no:faulthandler", "--capture=no", "-p", "no:cacheprovider"]
    status = pytest.main([*plain, *arguments], plugins=[Reporter()])
    os._exit(status)


faulthandler.dump_traceback_later(int(os.environ["MOST_SECONDS"]), exit=True)
QTimer.singleShot(1500, start)
