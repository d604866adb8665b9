"""Runs inside QGIS Desktop: how long QGIS's start is longer for the plugin. ``tests/benchmarks/waiting.py`` runs it.

The plugin is unloaded, its modules are forgotten, and QGIS's own functions import and start it again.
"""

from __future__ import annotations

import sys
import time

from qgis import utils

from groundshift.tests.desktop.hands import run, wait

NAME = "groundshift"


def main():
    wait(3)
    utils.unloadPlugin(NAME)
    for name in [name for name in sys.modules if name.startswith(f"{NAME}.plugin") or name == NAME]:
        del sys.modules[name]
    wall, cpu = time.perf_counter(), time.thread_time()
    loaded = utils.loadPlugin(NAME) and utils.startPlugin(NAME)
    wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
    if not loaded:
        raise RuntimeError("the plugin does not start")
    return {"wall_ms": 1000 * wall, "cpu_ms": 1000 * cpu}


run(main, 200)
