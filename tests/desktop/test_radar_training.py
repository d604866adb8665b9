"""A radar network trained in the training window: the table, a sample, predicted beside true images, the advice."""

from __future__ import annotations

import pytest
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from qgis.utils import iface

from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import child, click, picture, wait
from groundshift.tests.helpers.radar_scene import DATES, write_series

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.inside_qgis(timeout=900)]

PATIENCE = 300
TITLE = "Radar of the valley"


def part(dialog, kind, name):
    return child(dialog, kind, f"GroundshiftTraining{name}")


def show_tab(dialog, index):
    bar = dialog.tabs.tabBar()
    hands.click(bar, bar.tabRect(index).center())
    wait(0.1)


@pytest.fixture(scope="module")
def table(tmp_path_factory, trainable):
    folder = tmp_path_factory.mktemp("images")
    write_series(folder)
    path = str(folder / "table.csv")
    import processing  # of the running QGIS

    processing.run("groundshift:sartable", {"FOLDER": str(folder), "TABLE": path})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield path


@pytest.fixture(scope="module")
def dialog(table):
    child(iface.mainWindow(), QAction, "GroundshiftTrainingAction").trigger()
    (found,) = (
        item for item in QApplication.topLevelWidgets() if item.objectName() == "GroundshiftTrainingDialog" and item.isVisible()
    )
    return found


def test_the_table_is_chosen(dialog, table):
    box = next(item for item in dialog.findChildren(QgsCollapsibleGroupBox) if item.title().startswith("Radar series"))
    box.setCollapsed(False)
    line = part(dialog, QgsFileWidget, "RadarTable").lineEdit()
    line.setFocus()
    QTest.keyClicks(line, table + "x")
    assert "cannot" in part(dialog, QLabel, "RadarHint").text().lower()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert part(dialog, QLabel, "RadarHint").text().startswith(f"Images: {DATES}; places: 1")
    wait(0.3)
    picture(dialog, "training-radar-table")


def test_a_sample_is_shown_before_the_training(dialog):
    show_tab(dialog, 1)
    title = part(dialog, QLineEdit, "Title")
    title.selectAll()
    QTest.keyClicks(title, TITLE)
    epochs = part(dialog, QSpinBox, "Epochs")
    epochs.selectAll()
    QTest.keyClicks(epochs, "3")
    show_tab(dialog, 2)
    click(part(dialog, QPushButton, "Check"))
    hands.wait_for(lambda: dialog.sample_page.pictures.pictures, "the sample", PATIENCE)
    wait(0.5)
    picture(dialog, "training-radar-sample")
    assert any("held out" in text for text in dialog.sample_page.checks)


def test_predicted_and_true_images_are_compared(dialog):
    hands.wait_for(lambda: part(dialog, QPushButton, "Start").isEnabled(), "the end of the check", PATIENCE)
    click(part(dialog, QPushButton, "Start"))
    hands.wait_for(lambda: dialog.record is not None and not dialog.record.active, "the training", PATIENCE)
    assert dialog.record.state == "finished", dialog.record.failure
    show_tab(dialog, 3)
    wait(0.5)
    picture(dialog, "radar-training")
    page = dialog.progress_page
    assert page.table.rowCount() == 3
    assert "dB²" in page.pictures.pictures[0].caption
    shown = [page.table.horizontalHeaderItem(number).text() for number in range(page.table.columnCount())]
    hidden = {text: page.table.isColumnHidden(number) for number, text in enumerate(shown)}
    assert hidden["F1"]
    assert not hidden["MSE (dB²)"]


def test_the_result_states_which_method_to_use(dialog):
    show_tab(dialog, 4)
    wait(0.5)
    picture(dialog, "training-radar-result")
    text = part(dialog, QLabel, "Summary").text()
    assert "AUC on simulated change" in text
    assert ("Use the network" in text) == (dialog.record.result["RECOMMENDED"] == "network")
    assert min(len(pictures.pictures) for pictures in dialog.result_page.chips) >= 1


def test_the_model_opens_in_the_radar_task(dialog, table):
    click(part(dialog, QPushButton, "Use"))
    hands.wait_for(lambda: iface.mainWindow().findChild(QWidget, "GroundshiftRadar") is not None, "the task")
    chosen = child(child(iface.mainWindow(), QWidget, "GroundshiftRadar"), QgsFileWidget, "GroundshiftRadarTable")
    hands.wait_for(lambda: chosen.filePath() == table, "the table")
    dialog.close()
