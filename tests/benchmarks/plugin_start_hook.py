"""Runs in QGIS before its plugins (``PYQGIS_STARTUP``): takes the time that QGIS's own functions spend on the plugin.

``tests/benchmarks/waiting.py`` reads what it writes.
"""

from __future__ import annotations

import json
import os
import sys
import time

from qgis import utils

NAME = "groundshift"
SPENT = {"wall_ms": 0.0, "cpu_ms": 0.0}
sys.dont_write_bytecode = False  # as on the computers of users: later starts read what the first one has compiled


def timed(function):
    def call(name, *arguments):
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return function(name, *arguments)
        finally:
            if name == NAME:
                SPENT["wall_ms"] += 1000 * (time.perf_counter() - wall)
                SPENT["cpu_ms"] += 1000 * (time.thread_time() - cpu)
                with open(os.path.join(os.environ["FOLDER"], "start.json"), "w", encoding="utf-8") as stream:
                    json.dump(SPENT, stream)

    return call


utils.loadPlugin, utils.startPlugin = timed(utils.loadPlugin), timed(utils.startPlugin)
