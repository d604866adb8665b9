"""Runs inside QGIS Desktop: the Options page and the models' dialog, with mouse and keyboard.

From the environment: NETWORK (a bare ONNX file), PYTHON (with the worker's packages), BARE_PYTHON (without them),
WHEELS and REQUIREMENTS (tiny packages instead of the real ones).
"""

from __future__ import annotations

import os
import sys

from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import (
    FOLDER,
    check,
    child,
    clashing_letters,
    click,
    let_go,
    modal,
    open_tab,
    picture,
    run,
    wait,
    wait_for,
)


def use_tiny_packages():
    """Have the installer install packages of the tests' own."""
    from groundshift.plugin.runtime import environment_state, install

    environment_state.REQUIREMENTS_FOLDER = os.environ["REQUIREMENTS"]
    install._MODULES = {"inference": {"tiny_network": "tiny_network"}, "training": {"tiny_torch": "tiny_torch"}}
    install._NEEDED_MB = {"inference": 1, "training": 1}


def write(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)
    wait(0.2)


def text_of(page, name):
    return child(page, QLabel, name).text()


def answer(text):
    """Click a button of the question that is asked."""

    def press(question):
        picture(question, f"question_{text.lower()}")
        click(next(button for button in question.buttons() if button.text().replace("&", "") == text))

    return press


def options(found, drive):
    action = child(iface.mainWindow(), QAction, "GroundshiftSettingsAction")

    def use(window):
        page = child(window, QWidget, "GroundshiftOptions")
        found.setdefault("page_in_front", page.isVisible())
        drive(window, page)

    modal(action.trigger, use)


def ok(window):
    click(window.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))


def install_and_remove(found, window, page):
    status = child(page, QLabel, "GroundshiftRuntimeStatus")
    button = child(page, QPushButton, "GroundshiftInstall")
    wait_for(lambda: "Checking" not in status.text(), "the runtime's state")
    picture(window, "options_empty")
    found["nothing"] = [status.text(), button.text(), child(page, QPushButton, "GroundshiftRemoveRuntime").toolTip()]
    click(button)
    wait(0.2)
    found["progress_shown"] = child(page, QProgressBar, "GroundshiftInstallProgress").isVisible()
    picture(window, "options_installing")
    click(child(page, QPushButton, "GroundshiftCancelInstall"))
    wait_for(button.isEnabled, "the installation to stop", 120)
    found["stopped"] = text_of(page, "GroundshiftInstallLine")
    click(button)
    wait_for(button.isEnabled, "the installation", 300)
    wait_for(lambda: "Complete" in status.text(), status.text() + text_of(page, "GroundshiftInstallLine"))
    found["installed"] = [status.text(), text_of(page, "GroundshiftRuntimeVersions"), button.text()]
    check(child(page, QCheckBox, "GroundshiftTraining"))
    found["adding"] = button.text()
    click(button)
    wait_for(button.isEnabled, "the component", 300)
    wait_for(lambda: "training" in status.text(), "the component's state")
    found["added"] = [status.text(), text_of(page, "GroundshiftRuntimeVersions")]
    picture(window, "options_installed")
    download_something()
    remove = child(page, QPushButton, "GroundshiftRemoveRuntime")
    modal(lambda: click(remove), answer("Cancel"))
    found["kept"] = os.listdir(os.path.join(FOLDER, "data", "groundshift", "runtime"))
    modal(lambda: click(remove), answer("Remove"))
    wait_for(lambda: "Not installed" in status.text(), "the removal")
    found["freed"] = [
        text_of(page, "GroundshiftInstallLine"),
        os.listdir(os.path.join(FOLDER, "data", "groundshift", "runtime")),
    ]


def download_something():
    """Leave in the cache what a larger installation would."""
    folder = os.path.join(FOLDER, "cache", "groundshift", "packages")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "wheel"), "wb") as stream:
        stream.write(b"x" * 2_500_000)


def interpreter(found, window, page):
    line = child(page, QgsFileWidget, "GroundshiftPython").lineEdit()
    button = child(page, QPushButton, "GroundshiftCheckPython")
    answers = []
    for python in ("/no/such/python", os.environ["BARE_PYTHON"], os.environ["PYTHON"]):
        write(line, python)
        click(button)
        wait_for(button.isEnabled, "the check", 200)
        answers.append(text_of(page, "GroundshiftPythonFound"))
        picture(window, "options_checked")
    found["checked"] = answers
    picture(window, "options_checked")


def cache(found, window, page):
    label = child(page, QLabel, "GroundshiftCacheSize")
    clear = child(page, QPushButton, "GroundshiftClearCache")
    wait_for(lambda: "MB" in label.text(), label.text())
    found["cache"] = label.text()
    click(clear)
    wait_for(lambda: label.text() == "empty", label.text())
    found["cleared"] = [os.path.exists(os.path.join(FOLDER, "cache", "groundshift")), clear.isEnabled(), clear.toolTip()]


def set_values(found, window, page):
    threads = child(page, QSpinBox, "GroundshiftThreads")
    write(threads.findChild(QLineEdit), "2")
    provider = child(page, QWidget, "GroundshiftProvider")
    found["providers"] = [provider.itemText(index) for index in range(provider.count())]
    provider.setFocus()
    QTest.keyClicks(provider, "Proc")
    write(child(page, QLineEdit, "GroundshiftTorchIndex"), "https://example.org/simple")

    def choose_folder(dialog):
        write(dialog.findChild(QLineEdit), os.path.join(FOLDER, "more"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Take it")
        click(next(button for button in dialog.findChildren(QPushButton) if button.text().replace("&", "") == "Take it"))

    modal(lambda: click(child(page, QPushButton, "GroundshiftAddFolder")), choose_folder)
    folders = child(page, QListWidget, "GroundshiftModelFolders")
    found["folders"] = [folders.item(row).text() for row in range(folders.count())]
    picture(window, "options_set")


def photograph():
    """A picture for the guide: a runtime that is whole, and was checked."""
    from groundshift.plugin.runtime import environment_state

    if not os.environ.get("GROUNDSHIFT_SCREENSHOTS"):
        return
    for key in ("provider", "torch_index"):
        QgsSettings().remove(f"groundshift/{key}")
    environment = os.path.dirname(os.path.dirname(os.environ["PYTHON"]))
    root = os.path.join(FOLDER, ".local", "share", "groundshift", "runtime")
    os.makedirs(root, exist_ok=True)
    link = os.path.join(root, f"python-{sys.version_info[0]}.{sys.version_info[1]}")
    os.symlink(environment, link)
    changed = {name: os.environ.get(name, "") for name in ("GROUNDSHIFT_PYTHON", "XDG_DATA_HOME", "HOME")}
    os.environ.update({"GROUNDSHIFT_PYTHON": "", "XDG_DATA_HOME": os.path.join(FOLDER, ".local", "share"), "HOME": FOLDER})
    tests_own = environment_state.REQUIREMENTS_FOLDER
    environment_state.REQUIREMENTS_FOLDER = os.path.join(os.path.dirname(environment_state.__file__), "requirements")

    def use(dialog, page):
        dialog.resize(1000, 760)
        status = child(page, QLabel, "GroundshiftRuntimeStatus")
        wait_for(lambda: "Checking" not in status.text(), "the runtime's state")
        button = child(page, QPushButton, "GroundshiftCheckPython")
        click(button)
        wait_for(button.isEnabled, "the check", 200)
        picture(dialog, "settings")
        dialog.reject()

    options({}, use)
    environment_state.REQUIREMENTS_FOLDER = tests_own
    os.environ.update(changed)
    os.remove(link)


def models(found):
    def use(window):
        tree = child(window, QTreeWidget, "GroundshiftModelList")
        remove = child(window, QPushButton, "GroundshiftRemoveModel")
        found["models"] = [
            [tree.topLevelItem(row).text(column) for column in range(3)] for row in range(tree.topLevelItemCount())
        ]
        found["bundled_stay"] = [remove.isEnabled(), remove.toolTip()]
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_Down)
        wait(0.3)
        found["facts"] = child(window, QTextBrowser, "GroundshiftModelFacts").toPlainText()
        found["models_keys"] = clashing_letters(window)
        picture(window, "models_overview")
        bar = window.findChild(QTabBar)
        click(bar, bar.tabRect(1).center())
        wait(0.3)
        found["card"] = child(window, QTextBrowser, "GroundshiftModelCard").toPlainText()[:400]
        names = [name for name, _, _ in found["models"]]
        tree.setCurrentItem(tree.topLevelItem(names.index("Building change, Siamese U-Net")))
        picture(window, "models")
        click(bar, bar.tabRect(0).center())
        modal(lambda: click(child(window, QPushButton, "GroundshiftImportModel")), lambda dialog: import_model(found, dialog))
        found["after_import"] = [tree.topLevelItemCount(), tree.currentItem().text(0), remove.isEnabled()]
        picture(window, "models_imported")
        folder = os.path.join(FOLDER, "data", "groundshift", "models")
        found["imported_files"] = sorted(os.listdir(folder))
        modal(lambda: click(remove), answer("Cancel"))
        found["not_removed"] = sorted(os.listdir(folder))
        modal(lambda: click(remove), answer("Remove"))
        wait(0.3)
        found["removed"] = [sorted(os.listdir(folder)), tree.topLevelItemCount()]
        window.reject()

    modal(child(iface.mainWindow(), QAction, "GroundshiftModelsAction").trigger, use)


def import_model(found, dialog):
    fault = child(dialog, QLabel, "GroundshiftImportFault")
    button = child(dialog, QPushButton, "GroundshiftImportOk")
    found["import_first"] = [text_of(dialog, "GroundshiftImportText"), button.isEnabled()]
    line = child(dialog, QgsFileWidget, "GroundshiftImportFile").lineEdit()
    write(line, os.path.join(FOLDER, "before.txt"))
    found["import_wrong"] = text_of(dialog, "GroundshiftImportText")
    write(line, os.environ["NETWORK"])
    wait(0.3)
    found["suggested"] = [child(dialog, QLineEdit, f"GroundshiftSpec{name}").text() for name in ("Id", "Bands")]
    picture(dialog, "models_import")
    write(child(dialog, QLineEdit, "GroundshiftSpecBands"), "red, green")
    found["fault_bands"] = [fault.text(), button.isEnabled()]
    write(child(dialog, QLineEdit, "GroundshiftSpecBands"), "nir:850, red, green:warm")
    found["fault_wavelength"] = fault.text()
    write(child(dialog, QLineEdit, "GroundshiftSpecBands"), "nir:850, red, green")
    write(child(dialog, QLineEdit, "GroundshiftSpecId"), "buildings-siamese")
    found["fault_id"] = fault.text()
    write(child(dialog, QLineEdit, "GroundshiftSpecId"), "harvest")
    write(child(dialog, QLineEdit, "GroundshiftSpecTitle"), "Harvested forest")
    write(child(dialog, QDoubleSpinBox, "GroundshiftSpecThreshold").findChild(QLineEdit), "0.35")
    write(child(dialog, QLineEdit, "GroundshiftSpecLicence"), "CC BY 4.0")
    found["no_fault"] = [fault.text(), button.isEnabled()]
    found["import_keys"] = clashing_letters(dialog)
    picture(dialog, "models_import_filled")
    click(button)
    wait_for(lambda: QApplication.activeModalWidget() is not dialog, "the import")


def choose_model(found):
    from groundshift.plugin.gui.models.model_manager import open_model_manager

    chosen = []

    def use(window):
        click(child(window, QPushButton, "GroundshiftUseModel"))

    modal(lambda: chosen.append(open_model_manager(iface.mainWindow(), "buildings-fcn")), use)
    modal(lambda: chosen.append(open_model_manager(iface.mainWindow())), lambda window: window.reject())
    found["chosen"] = chosen


def pick_in_the_panel(found):
    open_tab("Detect")
    window = iface.mainWindow()
    box, button = child(window, QWidget, "GroundshiftModel"), child(window, QToolButton, "GroundshiftManage")
    found["picked"] = [box.value()]

    def use(dialog):
        tree = child(dialog, QTreeWidget, "GroundshiftModelList")
        found["picked"].append(tree.currentItem().text(0))
        QTest.keyClick(tree, Qt.Key.Key_Home)
        wait(0.2)
        click(child(dialog, QPushButton, "GroundshiftUseModel"))

    modal(lambda: click(button), use)
    found["picked"].append(box.value())


def main():
    window = iface.mainWindow()
    window.resize(1500, 900)
    use_tiny_packages()
    found = {}

    def first(dialog, page):
        dialog.resize(1100, 900)
        install_and_remove(found, dialog, page)
        interpreter(found, dialog, page)
        cache(found, dialog, page)
        set_values(found, dialog, page)
        ok(dialog)

    options(found, first)
    store = QgsSettings()
    keys = ("python", "torch_index", "threads", "provider", "model_folders")
    found["stored"] = {key: store.value(f"groundshift/{key}") for key in keys}

    def second(dialog, page):
        write(child(page, QgsFileWidget, "GroundshiftPython").lineEdit(), "")
        write(child(page, QSpinBox, "GroundshiftThreads").findChild(QLineEdit), "0")
        folders = child(page, QListWidget, "GroundshiftModelFolders")
        folders.setCurrentRow(0)
        click(child(page, QPushButton, "GroundshiftDropFolder"))
        ok(dialog)

    options(found, second)
    photograph()
    found["unset"] = [store.contains(f"groundshift/{key}") for key in ("python", "threads", "model_folders")]
    models(found)
    choose_model(found)
    pick_in_the_panel(found)
    unloadPlugin("groundshift")
    let_go()

    def after_unload(dialog):
        found["page_after_unload"] = dialog.findChild(QWidget, "GroundshiftOptions") is not None
        dialog.reject()

    modal(lambda: iface.showOptionsDialog(window, ""), after_unload)
    return found


run(main)
