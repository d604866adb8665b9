"""The afternoon of an analyst in a running QGIS Desktop, from an empty profile to the report: clicks, keys and seconds a step.

The table of ``docs/afternoon.md`` comes from here::

    GROUNDSHIFT_SCREENSHOTS=shots make test T=tests/desktop/test_afternoon.py   # writes shots/afternoon.md

With ``GROUNDSHIFT_LANGUAGE=de`` and ``GROUNDSHIFT_LOOK=night`` (or ``large``) before it, in German, in a dark theme, at 150 %.
Labels, training and the use of the new model take minutes: they are done where pictures are wanted.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from qgis.utils import iface

from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import child, picture, tool_windows, wait, wait_for
from groundshift.tests.desktop.in_qgis import LANGUAGE

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=900), pytest.mark.slow]
PATIENCE = 300
FOLDER = os.environ.get("FOLDER", "")


class Afternoon:
    """Counts what the hands do, step by step."""

    def __init__(self):
        self.rows = []
        self.clicks = self.keys = 0

    def click(self, widget, place=None):
        self.clicks += 1
        hands.click(widget, place)

    def key(self, widget, code):
        self.keys += 1
        hands.key(widget, code)

    @contextmanager
    def step(self, name):
        self.clicks = self.keys = 0
        begin = time.monotonic()
        yield
        self.rows.append((name, self.clicks, self.keys, time.monotonic() - begin))

    def table(self):
        lines = ["| step | clicks | keys | seconds |", "|---|---|---|---|"]
        lines += [f"| {name} | {clicks} | {keys} | {seconds:.0f} |" for name, clicks, keys, seconds in self.rows]
        return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def afternoon():
    made = Afternoon()
    iface.mainWindow().resize(1500, 940)
    yield made
    Path(FOLDER, "afternoon.md").write_text(made.table())
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:
        Path(keep, "afternoon.md").write_text(made.table())


@pytest.fixture(scope="module")
def dock():
    return child(iface.mainWindow(), QWidget, "GroundshiftDock")


def tab(afternoon, dock, panel):
    tabs = child(dock, QWidget, "GroundshiftTabs")
    index = next(at for at in range(tabs.count()) if panel in (tabs.widget(at), *tabs.widget(at).findChildren(QWidget)))
    afternoon.click(tabs.tabBar(), tabs.tabBar().tabRect(index).center())
    wait(0.2)


def polygons():
    """Polygons that the panel's runs found, the latest last."""
    layers = [
        one for one in QgsProject.instance().mapLayers().values() if one.customProperty("groundshift/output") == "POLYGONS"
    ]
    return sorted(layers, key=lambda layer: str(layer.customProperty("groundshift/time")))


def test_two_layers_become_polygons(afternoon, dock):
    with afternoon.step("From the toolbar to the demo town's two images"):
        action = child(iface.mainWindow(), QAction, "GroundshiftDetectAction")
        button = next(widget for widget in action.associatedWidgets() if widget.metaObject().className() == "QToolButton")
        afternoon.click(button)
        wait_for(dock.isVisible, "the dock")
        afternoon.click(child(dock, QPushButton, "GroundshiftWelcomeDemo"))
        run = child(dock, QPushButton, "GroundshiftRun")
        wait_for(run.isEnabled, "the check", PATIENCE)
    with afternoon.step("From the images to polygons"):
        afternoon.click(run)
        wait_for(polygons, "the polygons", PATIENCE)
        wait_for(child(dock, QPushButton, "GroundshiftGoReview").isEnabled, "the end of the run", PATIENCE)
    picture(iface.mainWindow(), "afternoon_polygons")
    assert polygons()[0].featureCount() > 5
    assert [(row[1], row[2]) for row in afternoon.rows] == [(2, 0), (1, 0)]


def test_the_polygons_are_reviewed_with_a_restart_in_between(afternoon, dock, tmp_path_factory):
    layer = polygons()[0]
    count = layer.featureCount()
    with afternoon.step(f"Half of {count} polygons reviewed"):
        afternoon.click(child(dock, QPushButton, "GroundshiftGoReview"))
        panel = dock.panel("review")
        wait_for(lambda: panel.layer is not None and panel.walk.current is not None, "the review", PATIENCE)
        for number in range(count // 2):
            afternoon.key(iface.mapCanvas(), Qt.Key.Key_R if number % 4 == 3 else Qt.Key.Key_A)
    project, path = QgsProject.instance(), str(tmp_path_factory.mktemp("project") / "afternoon.qgz")
    with afternoon.step("Project closed and opened again"):
        project.write(path)
        project.clear()
        assert project.read(path)
    with afternoon.step("The rest reviewed"):
        tab(afternoon, dock, panel)
        layers = child(panel, QComboBox, "GroundshiftReviewLayer")
        wait_for(lambda: polygons() and layers.currentText() == polygons()[0].name(), "the layer of the review")
        afternoon.click(child(panel, QPushButton, "GroundshiftReviewStart"))
        wait_for(lambda: panel.walk.current is not None, "the review", PATIENCE)
        for _ in range(count - count // 2):
            afternoon.key(iface.mapCanvas(), Qt.Key.Key_A)
    if not LANGUAGE:
        assert child(panel, QLabel, "GroundshiftReviewCounts").text().startswith(f"All {count} decided")
    picture(iface.mainWindow(), "afternoon_reviewed")


@pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS"), reason="takes minutes; made by make screenshots")
def test_the_decisions_train_a_model_that_is_used_at_once(afternoon, dock):
    panel = dock.panel("review")
    with afternoon.step("Training labels from the decisions"):
        afternoon.click(child(panel, QPushButton, "GroundshiftReviewLabels"))
        message = iface.messageBar().currentItem()
        train = message.findChild(QPushButton)
        wait_for(train.isVisible, "the offer to train")
        picture(iface.mainWindow(), "afternoon_labels")
    with afternoon.step("Training, one epoch, stopped with the best"):
        afternoon.click(train)
        (window,) = (
            one for one in QApplication.topLevelWidgets() if one.objectName() == "GroundshiftTrainingDialog" and one.isVisible()
        )
        picture(window, "afternoon_training_labels")
        bar = window.tabs.tabBar()
        afternoon.click(bar, bar.tabRect(1).center())
        title = child(window, QLineEdit, "GroundshiftTrainingTitle")
        title.clear()
        for letter in "Town":
            afternoon.key(title, getattr(Qt.Key, f"Key_{letter.upper()}"))
        picture(window, "afternoon_training_model")
        afternoon.click(child(window, QPushButton, "GroundshiftTrainingStart"))
        wait_for(lambda: window.record is not None and max(window.record.epochs, default=0) >= 1, "an epoch", PATIENCE)
        picture(window, "afternoon_training")
        afternoon.click(child(window, QPushButton, "GroundshiftTrainingStop"))
        wait_for(lambda: window.record.state in ("finished", "failed"), "the model", PATIENCE)
        assert window.record.state == "finished", window.record.failure
        wait(0.5)
        picture(window, "afternoon_training_result")
    with afternoon.step("The new model run on the two images"):
        before = len(polygons())
        afternoon.click(child(window, QPushButton, "GroundshiftTrainingUse"))
        window.close()
        run = child(dock, QPushButton, "GroundshiftRun")
        wait_for(run.isEnabled, "the check", PATIENCE)
        afternoon.click(run)
        wait_for(lambda: len(polygons()) > before, "the polygons", PATIENCE)
        wait_for(child(dock, QPushButton, "GroundshiftGoReview").isEnabled, "the end of the run", PATIENCE)
    picture(iface.mainWindow(), "afternoon_new_model")
    tab(afternoon, dock, panel)


def test_the_accepted_changes_are_reported(afternoon, dock):
    panel = dock.panel("review")
    with afternoon.step("The report, an HTML file"):
        afternoon.click(child(panel, QPushButton, "GroundshiftReviewReport"))
        wait_for(lambda: tool_windows("changereport"), "the tool")
        (window,) = tool_windows("changereport")
        found = {}
        window.algorithmFinished.connect(lambda good, results: found.update(results, good=good))
        afternoon.click(window.runButton())
        wait_for(lambda: "good" in found, "the report", PATIENCE)
    assert found["good"]
    assert Path(found["REPORT"]).stat().st_size > 10_000
    window.close()
    assert QgsApplication.taskManager().countActiveTasks() == 0
