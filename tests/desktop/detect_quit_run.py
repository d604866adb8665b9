"""Runs inside QGIS Desktop: QGIS is quit by its menu while a detection runs.

From the environment: BEFORE, AFTER, MODEL, RESULTS (an empty folder). The worker halts in the middle of the detection.
A script and not a test inside QGIS: what it does ends the process, and the test asserts how it ended and what it left.
"""

from __future__ import annotations

import faulthandler
import json
import os
import traceback
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QWidget
from qgis.utils import iface

from groundshift.tests.desktop.hands import FOLDER, child, click, open_tab, wait, wait_for
from groundshift.tests.helpers.halting_worker import HaltingPython

PATIENCE = 300
asked = []


def answer():
    """QGIS asks whether running tasks are to be cancelled."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox) and widget.isVisible():
            asked.append(widget.text()[:60])
            yes = widget.button(QMessageBox.StandardButton.Yes)
            (yes or widget.defaultButton() or widget.buttons()[0]).click()


def start():
    worker = HaltingPython(Path(FOLDER), os.environ["GROUNDSHIFT_PYTHON"])
    os.environ["GROUNDSHIFT_PYTHON"] = worker.path
    panel = open_tab("Detect")
    for name in ("BEFORE", "AFTER"):
        QgsProject.instance().addMapLayer(QgsRasterLayer(os.environ[name], name.lower()))
    line = child(panel, QWidget, "GroundshiftModel").focusProxy().lineEdit()
    line.selectAll()
    QTest.keyClicks(line, os.environ["MODEL"])
    folder = child(panel, QWidget, "GroundshiftFolder").lineEdit()
    QTest.keyClicks(folder, os.environ["RESULTS"])
    run = child(panel, QWidget, "GroundshiftRun")
    wait(0.5)
    wait_for(run.isEnabled, "the pair is judged", PATIENCE)
    worker.halt()
    click(run)
    progress = child(panel, QWidget, "GroundshiftProgress")
    wait_for(lambda: progress.value() > 0, "progress", PATIENCE)
    from groundshift.plugin.runtime import worker_pool

    workers = [worker.pid for worker in worker_pool._pool._busy]
    report = {"workers": workers, "tasks": QgsApplication.taskManager().countActiveTasks()}
    with open(os.path.join(FOLDER, "report.json"), "w", encoding="utf-8") as stream:
        json.dump(report, stream)


def leave():
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def main():
    try:
        start()
    except BaseException:
        with open(os.path.join(FOLDER, "report.json"), "w", encoding="utf-8") as stream:
            json.dump({"error": traceback.format_exc()}, stream)
        os._exit(1)
    for timer, action, pause in ((presses, answer, 200), (leaves, leave, 1500)):
        timer.timeout.connect(action)
        timer.start(pause)  # leaves once more when the tasks are cancelled


presses, leaves = QTimer(), QTimer()
faulthandler.dump_traceback_later(900, exit=True)
QTimer.singleShot(1500, main)
