"""The afternoon of an analyst in a running QGIS Desktop, from an empty profile to the report: clicks, keys and seconds a step.

QGIS is closed and started again in the middle of the review.

The table of ``docs/afternoon.md`` comes from here::

    GROUNDSHIFT_SCREENSHOTS=shots make test T=tests/desktop/test_afternoon.py   # writes shots/afternoon.md

With ``GROUNDSHIFT_LANGUAGE=de`` and ``GROUNDSHIFT_LOOK=night`` (or ``large``, or ``night+large``) before it, in German, in a
dark theme, at 150 %.
Labels, training and the use of the new model take minutes: they are done where pictures are wanted.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from qgis.utils import iface

from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import child, picture, tool_windows, wait, wait_for
from groundshift.tests.desktop.in_qgis import LANGUAGE, LOOK

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=1500), pytest.mark.slow]
PATIENCE = 600
REVIEWED = 50  # polygons, half of them before the restart
SIDE = 640  # metres of the town: it has a few more polygons
TOOLS = Path(__file__).resolve().parents[2] / "tools"
_DRAW = "from pathlib import Path; from scene.rasters import write_scene; write_scene(Path({folder!r}), {side})"
FOLDER = os.environ.get("FOLDER", "")
DATES = {"before": "2019-04-12", "after": "2024-08-21"}
KIND = "".join(f"-{one}" for one in (LANGUAGE, LOOK) if one)  # of the table and the pictures
WINDOW = (1500, 940)


class Afternoon:
    """Counts what the hands do, step by step, before and after the restart.

    :ivar project: file of the project.
    :ivar results: folder of the results.
    """

    def __init__(self, folder):
        self._stored = folder / "afternoon.json"
        self.rows = json.loads(self._stored.read_text()) if self._stored.exists() else []
        self.project, self.results = folder / "town.qgz", folder / "results"
        self.results.mkdir(exist_ok=True)
        self.clicks = self.keys = 0

    def click(self, widget, place=None):
        self.clicks += 1
        hands.click(widget, place)

    def key(self, widget, code, modifiers=hands.NO_KEY):
        self.keys += 1
        hands.key(widget, code, modifiers)

    @contextmanager
    def step(self, name):
        self.clicks = self.keys = 0
        begin = time.monotonic()
        yield
        self.rows.append((name, self.clicks, self.keys, time.monotonic() - begin))
        self._stored.write_text(json.dumps(self.rows))

    def table(self):
        lines = ["| step | clicks | keys | seconds |", "|---|---|---|---|"]
        lines += [f"| {name} | {clicks} | {keys} | {seconds:.0f} |" for name, clicks, keys, seconds in self.rows]
        lines.append("| all | {} | {} | {:.0f} |".format(*(sum(row[column] for row in self.rows) for column in (1, 2, 3))))
        return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def afternoon():
    free = iface.mainWindow().screen().availableSize()
    iface.mainWindow().setGeometry(0, 0, min(WINDOW[0], free.width()), min(WINDOW[1], free.height()))
    made = Afternoon(Path(FOLDER))
    yield made
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:
        Path(keep, f"afternoon{KIND}.md").write_text(made.table())


@pytest.fixture(scope="module")
def dock():
    return child(iface.mainWindow(), QWidget, "GroundshiftDock")


def open_dock(afternoon, dock):
    """Click the button on the toolbar."""
    action = child(iface.mainWindow(), QAction, "GroundshiftDetectAction")
    afternoon.click(next(widget for widget in action.associatedWidgets() if widget.metaObject().className() == "QToolButton"))
    wait_for(dock.isVisible, "the dock")


def tab(afternoon, dock, panel):
    tabs = child(dock, QWidget, "GroundshiftTabs")
    index = next(at for at in range(tabs.count()) if panel in (tabs.widget(at), *tabs.widget(at).findChildren(QWidget)))
    afternoon.click(tabs.tabBar(), tabs.tabBar().tabRect(index).center())
    wait(0.2)


def look(name, widget=None):
    shown = widget or iface.mainWindow()
    picture(shown, f"afternoon_{name}{KIND}")
    if shown is not iface.mainWindow():  # which the bar of QGIS's tasks in its status bar makes wider at 150 %
        assert hands.beyond_screen(shown) == []


def polygons():
    """Polygons that the panel's runs found, the latest last."""
    layers = [
        one for one in QgsProject.instance().mapLayers().values() if one.customProperty("groundshift/output") == "POLYGONS"
    ]
    return sorted(layers, key=lambda layer: str(layer.customProperty("groundshift/time")))


def run_detection(afternoon, dock, before):
    run = child(dock, QPushButton, "GroundshiftRun")
    wait_for(run.isEnabled, "the check", PATIENCE)
    afternoon.click(run)
    wait_for(lambda: len(polygons()) > before, "the polygons", PATIENCE)
    wait_for(child(dock, QPushButton, "GroundshiftGoReview").isEnabled, "the end of the run", PATIENCE)


def decide(afternoon, number):
    """Three accepted, one rejected, and so on."""
    for count in range(number):
        afternoon.key(iface.mapCanvas(), Qt.Key.Key_R if count % 4 == 3 else Qt.Key.Key_A)


def count_of_decisions(layer):
    """What the file itself holds."""
    stored = QgsVectorLayer(layer.source(), "stored", "ogr")
    return sum(str(feature["review_status"]) in ("accepted", "rejected") for feature in stored.getFeatures())


def test_the_first_page_has_a_town_to_try(afternoon, dock):
    with afternoon.step("First page: from the toolbar to the demo town, ready to run"):
        open_dock(afternoon, dock)
        look("first_page")
        afternoon.click(child(dock, QPushButton, "GroundshiftWelcomeDemo"))
        wait_for(child(dock, QPushButton, "GroundshiftRun").isEnabled, "the check", PATIENCE)
    assert tuple(afternoon.rows[-1][1:3]) == (2, 0)
    look("demo_town")
    iface.newProject(False)


def test_two_layers_become_polygons(afternoon, dock):
    subprocess.run(
        [os.environ["GROUNDSHIFT_PYTHON"], "-c", _DRAW.format(folder=FOLDER, side=SIDE)],
        cwd=TOOLS,
        check=True,
        timeout=PATIENCE,
    )
    layers = [QgsRasterLayer(str(Path(FOLDER, f"{name}.tif")), f"town {day}") for name, day in DATES.items()]
    with afternoon.step("Two images of a new project, which the panel has chosen, and a folder for the results"):
        QgsProject.instance().addMapLayers(layers[::-1])
        QgsProject.instance().setCrs(layers[1].crs())  # as QGIS's own windows do with the first layer
        iface.mapCanvas().setExtent(layers[1].extent())
        wait_for(child(dock, QPushButton, "GroundshiftRun").isEnabled, "the check", PATIENCE)
        for name in DATES:  # a narrow panel cuts the names of layers
            assert child(dock, QComboBox, f"Groundshift{name.title()}").toolTip().startswith(f"town {DATES[name]}\n")
        advanced = child(dock, QWidget, "GroundshiftAdvanced")
        afternoon.click(child(advanced, QToolButton, "collapseButton"))
        assert not advanced.isCollapsed()
        folder = child(dock, QgsFileWidget, "GroundshiftFolder").lineEdit()
        QApplication.clipboard().setText(str(afternoon.results))
        afternoon.click(folder)
        afternoon.key(folder, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with afternoon.step("From the images to polygons"):
        run_detection(afternoon, dock, 0)
    look("polygons")
    assert polygons()[0].featureCount() >= REVIEWED
    assert polygons()[0].source().startswith(str(afternoon.results))


def test_half_of_the_polygons_are_reviewed(afternoon, dock):
    panel = dock.panel("review")
    with afternoon.step(f"{REVIEWED // 2} polygons reviewed"):
        afternoon.click(child(dock, QPushButton, "GroundshiftGoReview"))
        wait_for(lambda: panel.layer is not None and panel.walk.current is not None, "the review", PATIENCE)
        decide(afternoon, REVIEWED // 2)
    look("review")
    assert count_of_decisions(polygons()[0]) == REVIEWED // 2
    assert QgsProject.instance().write(str(afternoon.project))


@pytest.mark.after_restart
def test_the_other_half_is_reviewed_after_a_restart(afternoon, dock):
    with afternoon.step("QGIS started again, the project opened, the review continued"):
        iface.addProject(str(afternoon.project))
        if not dock.isVisible():
            open_dock(afternoon, dock)
        panel = dock.panel("review")
        tab(afternoon, dock, panel)
        layers = child(panel, QComboBox, "GroundshiftReviewLayer")
        wait_for(lambda: polygons() and layers.currentText() == polygons()[0].name(), "the layer of the review")
        look("after_restart")
        afternoon.click(child(panel, QPushButton, "GroundshiftReviewStart"))
        wait_for(lambda: panel.walk.current is not None, "the review", PATIENCE)
    with afternoon.step(f"{REVIEWED - REVIEWED // 2} more polygons reviewed"):
        decide(afternoon, REVIEWED - REVIEWED // 2)
    assert count_of_decisions(polygons()[0]) == REVIEWED
    look("reviewed")


@pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS"), reason="takes minutes; made by make screenshots")
def test_the_decisions_train_a_model_that_is_used_at_once(afternoon, dock):
    panel = dock.panel("review")
    with afternoon.step("The whole view marked as all seen, so that labels have ground without change"):
        canvas, whole = iface.mapCanvas(), iface.actionZoomFullExtent()
        afternoon.click(next(one for one in whole.associatedWidgets() if one.metaObject().className() == "QToolButton"))
        wait_for(lambda: canvas.extent().contains(polygons()[0].extent()), "the view")
        afternoon.key(canvas, Qt.Key.Key_V)
        wait_for(
            lambda: any("reviewed_areas" in one.source() for one in QgsProject.instance().mapLayers().values()), "the area"
        )
    with afternoon.step("Training labels from the decisions"):
        afternoon.click(child(panel, QPushButton, "GroundshiftReviewLabels"))
        message = iface.messageBar().currentItem()
        train = message.findChild(QPushButton)
        wait_for(train.isVisible, "the offer to train")
        look("labels")
    with afternoon.step("Training, with a time limit of one minute"):
        afternoon.click(train)
        (window,) = (
            one for one in QApplication.topLevelWidgets() if one.objectName() == "GroundshiftTrainingDialog" and one.isVisible()
        )
        look("training_labels", window)
        bar = window.tabs.tabBar()
        afternoon.click(bar, bar.tabRect(1).center())
        title = child(window, QLineEdit, "GroundshiftTrainingTitle")
        title.clear()
        for letter in "Town":
            afternoon.key(title, getattr(Qt.Key, f"Key_{letter.upper()}"))
        minutes = child(window, QSpinBox, "GroundshiftTrainingMinutes")
        afternoon.click(minutes)
        minutes.selectAll()
        afternoon.key(minutes, Qt.Key.Key_1)
        look("training_model", window)
        afternoon.click(child(window, QPushButton, "GroundshiftTrainingStart"))
        wait_for(lambda: window.record is not None and max(window.record.epochs, default=0) >= 1, "an epoch", PATIENCE)
        look("training", window)
        wait_for(lambda: window.record.state in ("finished", "failed"), "the model", PATIENCE)
        assert window.record.state == "finished", window.record.failure
        wait(0.5)
        look("training_result", window)
    with afternoon.step("The new model run on the two images"):
        before = len(polygons())
        afternoon.click(child(window, QPushButton, "GroundshiftTrainingUse"))
        window.close()
        run_detection(afternoon, dock, before)
    look("new_model")
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
