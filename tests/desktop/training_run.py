"""Runs inside QGIS Desktop (``qgis --code``): trains with the dialog, by clicks and keys, and looks at what appears.

From the environment: FOLDER, which holds before.tif, after.tif, labels.gpkg and area.gpkg. Leaves FOLDER/report.json and
pictures of the real windows.
"""

from __future__ import annotations

import json
import os
import signal
import time
import traceback

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsMessageBar, QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
)
from qgis.utils import iface

FOLDER = os.environ["FOLDER"]
LEFT = Qt.MouseButton.LeftButton


def wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which an event loop does by itself
        time.sleep(0.01)


def wait_for(condition, seconds=600):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        wait(0.05)


def picture(widget, name):
    wait(0.4)
    widget.grab().save(os.path.join(FOLDER, f"{name}.png"))


def open_dialog():
    """Open the dialog as users do: from the menu."""
    action = iface.mainWindow().findChild(object, "GroundshiftTrainingAction")
    action.trigger()
    (dialog,) = (
        item for item in QApplication.topLevelWidgets() if item.objectName() == "GroundshiftTrainingDialog" and item.isVisible()
    )
    return dialog


def button(dialog, name):
    return dialog.findChild(QPushButton, f"GroundshiftTraining{name}")


def click(dialog, name):
    found = button(dialog, name)
    wait_for(lambda: found.isVisible() and found.isEnabled())
    QTest.mouseClick(found, LEFT)


def pick(dialog, name, text):
    """Choose an entry of a list by typing its beginning."""
    box = dialog.findChild(QComboBox, f"GroundshiftTraining{name}")
    box.setFocus()
    QTest.keyClicks(box, text)
    wait(0.1)
    return box.currentText()


def type_number(dialog, name, text):
    box = dialog.findChild(QSpinBox, f"GroundshiftTraining{name}")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Tab)


def tab(dialog, index):
    bar = dialog.tabs.tabBar()
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(index).center())
    wait(0.2)


def rows(dialog):
    return dialog.progress_page.table.rowCount()


def fill_in(dialog, report):
    tab(dialog, 0)
    report["picked"] = [
        pick(dialog, name, text)
        for name, text in (("Before", "earlier"), ("After", "later"), ("Labels", "new h"), ("Area", "all l"))
    ]
    picture(dialog, "labels")
    tab(dialog, 1)
    radio = next(item for item in dialog.findChildren(QRadioButton) if item.text().startswith("Train from"))
    QTest.mouseClick(radio, LEFT, pos=radio.rect().center() - radio.rect().center() / 2)
    radio.setChecked(True)
    box = dialog.findChild(QComboBox, "GroundshiftTrainingArchitecture")
    box.setCurrentIndex(box.findData("early_fusion_fcn"))
    title = dialog.findChild(QLineEdit, "GroundshiftTrainingTitle")
    title.selectAll()
    QTest.keyClicks(title, "Tiny houses")
    type_number(dialog, "Epochs", "60")
    dialog.findChild(QgsCollapsibleGroupBox, "GroundshiftTrainingAdvanced").setCollapsed(False)
    wait(0.2)
    for name, number in (("Tile", "64"), ("Batch", "2"), ("Threads", "1")):
        type_number(dialog, name, number)
    picture(dialog, "model")


def without_torch(dialog, report):
    """Where torch is missing the window offers to install it, and the button opens the tool that does."""
    python = os.environ["GROUNDSHIFT_PYTHON"]
    os.environ["GROUNDSHIFT_PYTHON"] = os.environ["TORCHLESS_PYTHON"]
    click(dialog, "Start")
    wait_for(lambda: dialog.record is not None and not dialog.record.active)
    wait(0.5)
    install = button(dialog, "Install")
    found = {"failure": dialog.record.failure.code, "offered": install is not None and install.isVisible()}
    text = dialog.findChild(QgsMessageBar).currentItem().findChild(QLabel, "GroundshiftWrappedText")
    found["text"], found["cut"] = text.text(), text.height() < text.heightForWidth(text.width())
    picture(dialog, "install")
    tool = open_tool(dialog, "Install")
    found["tool"] = tool.algorithm().id()
    values = tool.createProcessingParameters().get("COMPONENTS")
    found["components"] = sorted(values.split(",") if isinstance(values, str) else values)
    picture(tool, "install_tool")
    tool.close()
    os.environ["GROUNDSHIFT_PYTHON"] = python
    click(dialog, "Start")  # as after the installation
    wait_for(lambda: dialog.record.active or dialog.record.state == "cancelled")
    wait(0.5)
    found["gone"] = button(dialog, "Install") is None or not button(dialog, "Install").isVisible()
    click(dialog, "Cancel")
    wait_for(lambda: not dialog.record.active)
    report["without_torch"] = found


def check(dialog, report):
    tab(dialog, 2)
    click(dialog, "Check")
    wait_for(lambda: dialog.sample_page.pictures.pictures and dialog.sample_page.checks)
    wait_for(lambda: button(dialog, "Start").isEnabled())
    report["checks"] = list(dialog.sample_page.checks)
    report["samples"] = len(dialog.sample_page.pictures.pictures)
    picture(dialog, "sample")


def find_rate(dialog, report):
    tab(dialog, 1)
    click(dialog, "FindRate")
    finder = next(item for item in dialog.findChildren(QDialog) if item.objectName() == "GroundshiftRateDialog")
    wait_for(lambda: finder.suggestion is not None)
    picture(finder, "rate")
    report["rate"] = finder.suggestion
    QTest.mouseClick(finder.findChild(QPushButton, "GroundshiftRateUse"), LEFT)
    wait(0.3)
    report["rate_taken"] = dialog.findChild(QLineEdit, "GroundshiftTrainingRate").text()


def open_tool(dialog, name):
    """Click a button that opens a tool, and give the tool's window."""
    click(dialog, name)
    wait(0.5)
    (tool,) = (
        item
        for item in QApplication.topLevelWidgets()
        if isinstance(item, QgsProcessingAlgorithmDialogBase) and item.isVisible()
    )
    return tool


def open_twin(dialog):
    """The tool that makes an 8-bit twin, with what it is filled in with."""
    tool = open_tool(dialog, "Twin")
    values = tool.createProcessingParameters()
    picture(tool, "twin")
    tool.close()
    return [tool.algorithm().id(), values.get("MODEL"), bool(values.get("BEFORE")), bool(values.get("LABELS"))]


def train(dialog, report):
    from groundshift.plugin.gui.model_widget import ModelBox

    click(dialog, "Start")
    wait_for(lambda: rows(dialog) >= 2)
    wait_for(lambda: dialog.progress_page.pictures.pictures)
    picture(dialog, "training")
    click(dialog, "Pause")
    wait(3)
    held = rows(dialog)
    wait(4)
    report["rows_while_paused"] = rows(dialog) - held
    picture(dialog, "paused")
    click(dialog, "Pause")  # which says "Go on" now
    wait_for(lambda: rows(dialog) > held)
    # In the background, with the window closed.
    click(dialog, "Close")
    wait(0.2)
    report["closed"] = not dialog.isVisible()
    report["tasks"] = [task.description() for task in QgsApplication.taskManager().activeTasks()]
    seen = rows(dialog)
    wait_for(lambda: rows(dialog) > seen)
    report["same_dialog"] = open_dialog() is dialog
    click(dialog, "Stop")
    wait_for(lambda: dialog.record.state in ("finished", "failed"))
    wait(0.5)
    report["stopped"] = dialog.record.state
    report["result"] = {
        "model": dialog.record.result.get("MODEL"),
        "classes": dialog.result_page.classes.rowCount(),
        "comparison": dialog.result_page.comparison.rowCount(),
        "chips": [len(pictures.pictures) for pictures in dialog.result_page.chips],
        "epochs": len(dialog.record.epochs),
        "rows": [dict(row) for row in dialog.record.epochs.values()],
    }
    picture(dialog, "result")
    report["twin"] = open_twin(dialog)
    asked = []
    session = dialog.session()
    if session is not None:
        session.runRequested.connect(asked.append)
    click(dialog, "Use")
    wait(1)
    report["used"] = asked
    report["dock_model"] = [box.value() for box in dialog.dock().findChildren(ModelBox)]
    picture(iface.mainWindow(), "dock")


def cancel_and_resume(dialog, report):
    tab(dialog, 1)
    click(dialog, "Start")
    wait_for(lambda: dialog.record.active and len(dialog.record.epochs) >= 2)
    click(dialog, "Cancel")
    wait_for(lambda: dialog.record.state == "cancelled")
    done = len(dialog.record.epochs)
    wait(0.5)
    report["resume_offered"] = button(dialog, "Resume").isVisible()
    picture(dialog, "cancelled")
    click(dialog, "Resume")
    wait_for(lambda: dialog.record.active and len(dialog.record.epochs) > done)
    report["resumed"] = [done, sorted(dialog.record.epochs)[:3], dialog.record.epochs[1]["train_loss"] is not None]
    wait(0.5)
    report["pictures_after_resume"] = sorted(dialog.record.pictures["validation"])
    dialog.findChild(QSlider).setValue(1)
    picture(dialog, "resumed")


def kill_and_resume(dialog, report):
    """The worker dies in the middle: what is lost is less than an epoch, and the next window offers to go on."""
    (worker,) = (int(name) for name in os.listdir("/proc") if name.isdigit() and _is_training(int(name)))
    before = len(dialog.record.epochs)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: dialog.record.state == "failed")
    wait(0.5)
    report["killed"] = [dialog.record.failure.code, button(dialog, "Resume").isVisible()]
    picture(dialog, "killed")
    click(dialog, "Resume")
    wait_for(lambda: dialog.record.active and len(dialog.record.epochs) > before)


def _is_training(process):
    """Whether a process is a worker of this QGIS that uses much memory: torch is loaded."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as stream:
            parent = int(stream.read().rsplit(")", 1)[1].split()[1])
        with open(f"/proc/{process}/maps", encoding="utf-8") as stream:
            return parent == os.getpid() and "libtorch" in stream.read()
    except OSError:
        return False


def unload(report):
    """Unload in the middle of a training: nothing is left but what it needs to go on."""
    from qgis.utils import unloadPlugin

    unloadPlugin("groundshift")
    wait(3)
    report["unloaded"] = {
        "dialogs": [
            item.objectName() for item in QApplication.topLevelWidgets() if item.objectName().startswith("Groundshift")
        ],
        "actions": iface.mainWindow().findChild(object, "GroundshiftTrainingAction") is None,
        "workers": [name for name in os.listdir("/proc") if name.isdigit() and _is_training(int(name))],
    }


def resume_later(report):
    """Load the plugin again, as after a restart: the window offers to go on with what was not finished."""
    from qgis.utils import loadPlugin, startPlugin, unloadPlugin

    loadPlugin("groundshift")
    startPlugin("groundshift")
    dialog = open_dialog()
    wait(0.5)
    picture(dialog, "offer")
    QTest.mouseClick(button(dialog, "ResumeUnfinished"), LEFT)
    wait_for(lambda: dialog.record is not None and len(dialog.record.epochs) >= 2)
    report["resumed_later"] = sorted(dialog.record.epochs)[:2]
    unloadPlugin("groundshift")


def main():
    report = {}
    try:
        for name, text in (("before", "earlier"), ("after", "later")):
            QgsProject.instance().addMapLayer(QgsRasterLayer(os.path.join(FOLDER, f"{name}.tif"), text))
        for name, text in (("labels", "new houses"), ("area", "all labelled")):
            QgsProject.instance().addMapLayer(QgsVectorLayer(os.path.join(FOLDER, f"{name}.gpkg"), text))
        iface.mainWindow().resize(1400, 900)
        dialog = open_dialog()
        click(dialog, "Start")
        wait(0.5)
        report["nothing_chosen"] = dialog.record is None
        bar = dialog.findChild(QgsMessageBar)
        report["complaint"] = [bar.currentItem() is not None]
        picture(dialog, "nothing")
        for step in (fill_in, without_torch, check, find_rate, train, cancel_and_resume, kill_and_resume):
            step(dialog, report)
            if step is fill_in:
                report["complaint"].append(bar.currentItem() is not None)
            with open(os.path.join(FOLDER, "report.json"), "w", encoding="utf-8") as stream:
                json.dump(report, stream, default=str)
        unload(report)
        resume_later(report)
    except Exception:
        report["error"] = traceback.format_exc()
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                widget.grab().save(os.path.join(FOLDER, f"error-{widget.objectName() or 'window'}.png"))
    with open(os.path.join(FOLDER, "report.json"), "w", encoding="utf-8") as stream:
        json.dump(report, stream, default=str)
    os._exit(0)


QTimer.singleShot(1500, main)
