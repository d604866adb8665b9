"""The training dialog in a running QGIS Desktop: filled in, checked, started, paused, closed, stopped, resumed, used."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QWidget,
)
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

from groundshift.plugin.model_file.load import load_model_file
from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import check, child, let_go, picture, wait
from groundshift.tests.desktop.training_window import Window, wait_for
from groundshift.tests.helpers.gdal_files import LEFT, PIXEL, TOP, write_polygons, write_raster

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=2400)]

SIZE = 320
DATA = {"Licence": "CC BY 4.0", "Attribution": "Survey office"}
EPOCHS = 900  # more than a machine of any speed can do while the window is used


def write_ground(folder):
    """A place of 160 m with new houses on the later date, their polygons, and the area of it all."""
    rng = np.random.default_rng(2)
    before = rng.normal(100, 12, (3, SIZE, SIZE))
    after = before + rng.normal(0, 6, before.shape)
    houses = []
    for row in range(8, SIZE - 40, 52):
        for col in range(8, SIZE - 40, 52):
            height, width = (int(value) for value in rng.integers(14, 30, 2))
            after[:, row : row + height, col : col + width] = 200
            houses.append((row, col, height, width))
    for name, array in (("before", before), ("after", after)):
        write_raster(folder / f"{name}.tif", array.clip(0, 255).astype(np.uint8))
    for name, shapes in (("labels", houses), ("area", [(0, 0, SIZE, SIZE)])):
        rectangles = []
        for row, col, height, width in shapes:
            left, top = LEFT + col * PIXEL, TOP - row * PIXEL
            rectangles.append((left, top - height * PIXEL, left + width * PIXEL, top))
        write_polygons(folder / f"{name}.gpkg", rectangles)


def without_torch(python, folder):
    """A Python with the worker's packages but torch, as an installation without the component 'training' has them."""
    where = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
    (own,) = folder.glob("lib/python3*/site-packages")
    for path in packages.iterdir():
        if not path.name.startswith(("torch", "functorch")):
            (own / path.name).symlink_to(path)
    return str(folder / "bin" / "python")


def training_workers():
    """Processes that are workers of this QGIS and use much memory: torch is loaded."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and _is_training(name)]


def _is_training(process):
    try:
        parent = int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
        return parent == os.getpid() and "libtorch" in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return False


def start_from(window, text):
    """Choose what the training starts from by its beginning, without the mark of its key."""
    buttons = window.dialog.findChildren(QRadioButton)
    check(next(button for button in buttons if button.text().replace("&", "").startswith(text)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, trainable):
    """Where the plugin keeps its data, too."""
    made = tmp_path_factory.mktemp("training")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(made / "data"))
        yield made


@pytest.fixture(scope="module")
def window(folder):
    """The training window; what it trains on is in the project."""
    write_ground(folder)
    project = QgsProject.instance()
    for name, text in (("before", "earlier"), ("after", "later")):
        project.addMapLayer(QgsRasterLayer(str(folder / f"{name}.tif"), text))
    for name, text in (("labels", "new houses"), ("area", "all labelled")):
        project.addMapLayer(QgsVectorLayer(str(folder / f"{name}.gpkg"), text))
    iface.mainWindow().resize(1400, 900)
    return Window()


def test_starting_with_nothing_chosen_says_so(window):
    window.click("Start")
    wait(0.5)
    picture(window.dialog, "nothing")
    assert window.record is None
    assert window.message is not None


def test_the_form_is_filled_in(window):
    dialog = window.dialog
    window.tab(0)
    for name, text, entry in (
        ("Before", "earlier", "earlier"),
        ("After", "later", "later"),
        ("Labels", "new h", "new houses"),
        ("Area", "all l", "all labelled"),
    ):
        assert window.pick(name, text) == entry
    picture(dialog, "training-labels")
    window.tab(1)
    start_from(window, "Train from")
    box = window.part(QComboBox, "Architecture")
    box.setCurrentIndex(box.findData("early_fusion_fcn"))
    title = window.part(QLineEdit, "Title")
    title.selectAll()
    QTest.keyClicks(title, "Tiny houses")
    for name, text in DATA.items():
        line = window.part(QLineEdit, name)
        hands.click(line)
        QTest.keyClicks(line, text)
    window.type_number("Epochs", str(EPOCHS))
    window.part(QgsCollapsibleGroupBox, "Advanced").setCollapsed(False)
    wait(0.2)
    # Patience 0: it does not end by itself.
    for name, number in (("Tile", "64"), ("Batch", "2"), ("Patience", "0"), ("Threads", "1")):
        window.type_number(name, number)
    picture(dialog, "training-model")
    assert window.message is None  # what it said of the empty form


def test_without_torch_it_offers_to_install_it(window, folder, monkeypatch):
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", without_torch(os.environ["GROUNDSHIFT_PYTHON"], folder / "torchless"))
    window.click("Start")
    wait_for(lambda: window.record is not None and not window.record.active, "the failure")
    wait(0.5)
    assert window.record.failure.code == "torch_missing"
    assert window.offers("Install")
    text = window.message.findChild(QLabel, "GroundshiftWrappedText")
    assert text.text() == "Training needs PyTorch, which the runtime does not have yet."
    assert text.height() >= text.heightForWidth(text.width())  # it is not cut
    picture(window.dialog, "install")
    window.click("Install")
    page = child(iface.mainWindow(), QDialog, "GroundshiftInstallWindow")
    wait_for(page.isVisible, "the window that installs")
    assert child(page, QCheckBox, "GroundshiftInstallTraining").isChecked()
    assert "PyTorch" in " ".join(label.text() for label in page.findChildren(QLabel))
    picture(page, "install_training")
    page.close()
    monkeypatch.undo()
    window.click("Start")  # as after the installation
    wait_for(lambda: window.record.active or window.record.state == "cancelled", "the training")
    wait(0.5)
    assert not window.offers("Install")
    window.click("Cancel")
    wait_for(lambda: not window.record.active, "the end of the training")
    let_go()


def test_the_check_counts_and_shows(window):
    page = window.dialog.sample_page
    window.tab(2)
    window.click("Check")
    wait_for(lambda: page.pictures.pictures and page.checks, "the sample")
    wait_for(lambda: window.button("Start").isEnabled(), "the end of the check")
    picture(window.dialog, "training-sample")
    assert len(page.pictures.pictures) >= 4
    assert "36 polygons" in page.checks[0]
    assert "% of the labelled area changed" in page.checks[0]


def test_the_finder_fills_in_the_rate(window):
    window.tab(1)
    window.click("FindRate")
    finder = child(window.dialog, QDialog, "GroundshiftRateDialog")
    wait_for(lambda: finder.suggestion is not None, "the learning rate")
    picture(finder, "training-rate")
    rate = finder.suggestion
    assert 1e-6 < rate < 1
    hands.click(child(finder, QPushButton, "GroundshiftRateUse"))
    wait(0.3)
    assert float(window.part(QLineEdit, "Rate").text()) == pytest.approx(rate, rel=0.01)


def test_paused_nothing_goes_on(window):
    window.click("Start")
    wait_for(lambda: window.epochs >= 2, "two epochs")
    wait_for(lambda: window.dialog.progress_page.pictures.pictures, "pictures of the validation")
    picture(window.dialog, "training-running")
    window.click("Pause")
    wait_for(lambda: "training_paused" in [entry.code for entry in window.record.log], "the pause")
    wait(1.0)
    held = window.epochs
    wait(4.0)
    picture(window.dialog, "paused")
    assert window.epochs == held
    window.click("Pause")  # which is called "Go on" now
    wait_for(lambda: window.epochs > held, "another epoch")


def test_it_goes_on_with_the_window_closed(window):
    window.click("Close")
    wait(0.2)
    assert not window.dialog.isVisible()
    assert [task.description() for task in QgsApplication.taskManager().activeTasks()] == ["Training of 'Tiny houses'"]
    seen = window.epochs
    wait_for(lambda: window.epochs > seen, "another epoch")
    assert Window().dialog is window.dialog


def test_stopping_keeps_the_best(window):
    window.click("Stop")
    wait_for(lambda: window.record.state in ("finished", "failed"), "the end of the training")
    wait(0.5)
    picture(window.dialog, "training-result")
    assert window.record.state == "finished"
    model = Path(window.record.result["MODEL"])
    assert model.is_file()
    assert model.name == "tiny-houses.onnx"
    assert 2 < len(window.record.epochs) < EPOCHS
    page = window.dialog.result_page
    assert page.classes.rowCount() >= 1
    assert page.comparison.rowCount() >= 4
    assert min(len(pictures.pictures) for pictures in page.chips) >= 1
    for row in window.record.epochs.values():
        assert {"train_loss", "validation_loss", "precision", "recall", "f1", "iou", "seconds", "seconds_left"} <= set(row)


def test_licence_and_attribution_are_in_the_model_and_its_card(window):
    path = Path(window.record.result["MODEL"])
    stated, card = load_model_file(str(path)).spec.document["training"], path.with_suffix(".md").read_text()
    assert [stated[key] for key in ("licence", "attribution")] == list(DATA.values())
    assert all(text in card for text in DATA.values())


def test_the_report_of_a_training_is_opened_by_a_click(window, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.click("Report")
    assert opened == [window.record.result["REPORT"]]
    assert "Survey office" in Path(opened[0]).read_text()


def test_an_8_bit_twin_is_offered(window):
    """By the tool that makes it, filled in."""
    tool = window.open_tool("Twin")
    values = tool.createProcessingParameters()
    picture(tool, "twin")
    tool.close()
    assert tool.algorithm().id() == "groundshift:quantizemodel"
    assert values["MODEL"] == window.record.result["MODEL"]
    assert values["BEFORE"]
    assert values["LABELS"]


def test_use_now(window):
    from groundshift.plugin.gui.model_widget import ModelBox

    asked, session = [], window.dialog.session()
    session.runRequested.connect(asked.append)
    window.click("Use")
    wait_for(lambda: asked, "the Detect tab")
    wait(0.5)
    picture(iface.mainWindow(), "dock")
    (run,) = asked
    assert run["MODEL"] == "tiny-houses"
    assert "tiny-houses" in [box.value() for box in window.dialog.dock().findChildren(ModelBox)]


@pytest.mark.slow
def test_a_gain_within_the_noise_is_called_no_real_difference(window):
    """A training that changes next to nothing of its base."""
    rate = window.part(QLineEdit, "Rate")
    before = rate.text()
    window.tab(1)
    start_from(window, "Improve a model")
    for line, text in ((window.part(QWidget, "Base").focusProxy().lineEdit(), "tiny-houses"), (rate, "0.0000001")):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Tab)
    window.type_number("Epochs", "1")
    window.click("Start")
    wait_for(lambda: window.record.active, "the training")
    wait_for(lambda: window.record.state in ("finished", "failed"), "the end of the training")
    wait(0.5)
    picture(window.dialog, "alike")
    # How far the base had come when it was stopped is up to the machine: nearly always the interval includes zero.
    (compared,) = (entry for entry in window.record.log if entry.code in ("training_alike", "training_gain"))
    alike = compared.values["low"] <= 0 <= compared.values["high"]
    words = window.part(QLabel, "Summary").text()
    assert words.startswith("No real difference from the base model: F1 of any change ") == alike
    assert ("no real difference" in Path(window.record.result["REPORT"]).read_text()) == alike
    window.tab(1)
    start_from(window, "Train from")
    rate.setText(before)
    window.type_number("Epochs", str(EPOCHS))


def test_cancelled_and_resumed(window):
    window.tab(1)
    window.click("Start")
    wait_for(lambda: window.record.active and len(window.record.epochs) >= 2, "two epochs")
    window.click("Cancel")
    wait_for(lambda: window.record.state == "cancelled", "the end of the training")
    done = len(window.record.epochs)
    wait(0.5)
    picture(window.dialog, "cancelled")
    assert window.offers("Resume")
    assert done >= 2
    window.click("Resume")
    wait_for(lambda: window.record.active and len(window.record.epochs) > done, "another epoch")
    assert sorted(window.record.epochs)[:2] == [1, 2]
    assert window.record.epochs[1]["train_loss"] is not None
    wait(0.5)
    assert sorted(window.record.pictures["validation"])[:2] == [1, 2]
    window.dialog.findChild(QSlider).setValue(1)
    picture(window.dialog, "resumed")


def test_killed_and_resumed(window):
    """The worker dies in the middle: what is lost is less than an epoch."""
    (worker,) = training_workers()
    before = len(window.record.epochs)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: window.record.state == "failed", "the failure")
    wait(0.5)
    picture(window.dialog, "killed")
    assert window.record.failure.code == "worker_died"
    assert window.offers("Resume")
    window.click("Resume")
    wait_for(lambda: window.record.active and len(window.record.epochs) > before, "another epoch")


@pytest.mark.slow
def test_closing_the_project_leaves_the_training_running(window):
    """It needs the files, not the layers."""
    QgsProject.instance().clear()
    wait(0.5)
    seen = window.epochs
    wait_for(lambda: window.epochs > seen, "another epoch")
    assert window.record.active
    window.tab(0)
    assert [window.part(QComboBox, name).currentText() for name in ("Before", "After", "Labels", "Area")] == [""] * 4


def test_unloading_leaves_nothing(window):
    """In the middle of a training, but what it needs to go on."""
    unloadPlugin("groundshift")
    let_go()
    windows = [item.objectName() for item in QApplication.topLevelWidgets()]
    assert [name for name in windows if name.startswith("Groundshift")] == []
    assert iface.mainWindow().findChild(QAction, "GroundshiftTrainingAction") is None
    wait_for(lambda: training_workers() == [], "the end of the workers")


def test_offered_again_when_the_plugin_is_loaded_again(folder):
    """As after a restart."""
    loadPlugin("groundshift")
    startPlugin("groundshift")
    window = Window()
    wait(0.5)
    picture(window.dialog, "offer")
    window.click("ResumeUnfinished")
    wait_for(lambda: window.record is not None and len(window.record.epochs) >= 2, "two epochs")
    assert sorted(window.record.epochs)[:2] == [1, 2]
    unloadPlugin("groundshift")
