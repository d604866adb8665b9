"""The Options page and the models' dialog in a running QGIS Desktop, used with mouse and keyboard."""

from __future__ import annotations

import os
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QComboBox,
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
    check,
    child,
    clashing_letters,
    click,
    cut_texts,
    let_go,
    modal,
    open_tab,
    picture,
    wait,
    wait_for,
)
from groundshift.tests.helpers.job_server import TOKEN, JobServer
from groundshift.tests.helpers.onnx_bytes import difference_network

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(timeout=1600)]
ROOT = Path(__file__).resolve().parents[2]
VERSIONS = [f"3.{minor}" for minor in range(9, 15)]
SIAMESE = "Building change, Siamese U-Net"
PATIENCE = 300


def write_wheel(folder, name):
    folder.mkdir(exist_ok=True)
    information = f"{name}-1.0.dist-info"
    files = {
        f"{name}/__init__.py": "__version__ = '1.0'\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,{len(text)}\n" for path, text in files.items()) + f"{information}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{information}/RECORD": record}.items():
            wheel.writestr(path, text)


def write_packages(folder):
    """Tiny packages for the installer, with requirements that name them."""
    requirements = folder / "requirements"
    requirements.mkdir()
    (requirements / "inference.txt").write_text("tiny_network\n")
    (requirements / "training.txt").write_text("tiny_torch\n")
    for version in VERSIONS:
        (requirements / f"constraints-{version}.txt").write_text("tiny_network==1.0\ntiny_torch==1.0\n")
    for name in ("tiny_network", "tiny_torch"):
        write_wheel(folder / "wheels", name)
    return requirements


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


def options(use):
    """Open QGIS's options at the plugin's page, and use the window; what leaves it open has the window closed."""

    def drive(window):
        use(window, child(window, QWidget, "GroundshiftOptions"))
        if window.isVisible():
            window.reject()

    modal(child(iface.mainWindow(), QAction, "GroundshiftSettingsAction").trigger, drive, PATIENCE)


def models(use):
    """Open the models' dialog and use it, with the list in it."""

    def drive(window):
        use(window, child(window, QTreeWidget, "GroundshiftModelList"))
        window.reject()

    modal(child(iface.mainWindow(), QAction, "GroundshiftModelsAction").trigger, drive, PATIENCE)


def ok(window):
    click(window.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))


def wait_for_status(page, condition, what):
    """Wait for the line on what is installed; its text."""
    status = child(page, QLabel, "GroundshiftRuntimeStatus")
    wait_for(lambda: condition(status.text()), f"{what}: {status.text()}", PATIENCE)
    return status.text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the plugin keeps data and downloads; the installer installs tiny packages of the tests' own."""
    from groundshift.plugin.gui.options import accelerator_box
    from groundshift.plugin.runtime import environment_state, install
    from groundshift.plugin.runtime.machine import Machine

    made = tmp_path_factory.mktemp("settings")
    (made / "network.onnx").write_bytes(difference_network())
    (made / "more").mkdir()
    iface.mainWindow().resize(1500, 900)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment_state, "REQUIREMENTS_FOLDER", str(write_packages(made)))
        for module in (install, accelerator_box):
            patch.setattr(module, "probe", lambda: Machine("linux", "x86_64"))  # fits the plain build
        patch.setattr(
            install, "_MODULES", {"inference": {"tiny_network": "tiny_network"}, "training": {"tiny_torch": "tiny_torch"}}
        )
        patch.setattr(install, "_NEEDED_MB", {"inference": 1, "training": 1})
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(made / "wheels"))
        patch.setenv("XDG_DATA_HOME", str(made / "data"))
        patch.setenv("XDG_CACHE_HOME", str(made / "cache"))
        yield made


@pytest.fixture(scope="module")
def runtime(folder):
    """The folder of installations."""
    return folder / "data" / "groundshift" / "runtime"


@pytest.fixture(scope="module")
def imported(folder):
    """The folder of imported models."""
    return folder / "data" / "groundshift" / "models"


def test_without_a_runtime_it_offers_to_install_one(folder):
    def use(window, page):
        assert page.isVisible()  # of all pages of QGIS's options
        window.resize(1100, 900)
        status = wait_for_status(page, lambda text: "Checking" not in text, "the runtime's state")
        picture(window, "options_empty")
        assert status.startswith("Not installed yet")
        assert child(page, QPushButton, "GroundshiftInstall").text() == "Install"
        assert child(page, QPushButton, "GroundshiftRemoveRuntime").toolTip() == "Nothing is installed"

    options(use)


def found_machine(**values):
    """A look at a machine as its probes have answered, for the page and the installer."""
    from groundshift.plugin.runtime.machine import Machine

    return lambda: Machine("linux", "x86_64", frozenset(("avx2", "avx512f")), **values)


def finding(window):
    """Wait until the computer was looked at; what is shown."""
    line = child(window, QLabel, "GroundshiftFinding")
    wait_for(lambda: "Found:" in line.text(), "the look at the computer", PATIENCE)
    return line.text()


def test_what_fits_the_computer_is_shown_with_its_size_before_it_is_installed(folder, monkeypatch):
    from groundshift.plugin.gui.options import accelerator_box
    from groundshift.plugin.gui.options.install_window import InstallWindow
    from groundshift.plugin.runtime.base_interpreter import BasePython
    from groundshift.plugin.runtime.machine import NvidiaDriver

    monkeypatch.setattr(accelerator_box, "probe", found_machine())

    def use(window, page):
        window.resize(1100, 900)
        assert finding(page) == (
            "Found: processor x86_64 with AVX2, AVX-512; no NVIDIA card with a working driver. What fits is OpenVINO, 60 MB "
            "more to download."
        )
        choices = child(page, QComboBox, "GroundshiftAccelerator")
        assert choices.currentData() == "automatic"
        offered = [choices.itemData(index) for index in range(choices.count()) if choices.model().item(index).isEnabled()]
        assert offered == ["automatic", "plain", "openvino"]
        assert child(page, QPushButton, "GroundshiftInstall").toolTip().startswith("260 MB to download")
        choices.setCurrentIndex(choices.findData("plain"))
        assert child(page, QPushButton, "GroundshiftInstall").toolTip().startswith("200 MB to download")
        picture(window, "options_accelerator")

    options(use)
    card = NvidiaDriver("580.65.06", (13, 0))
    monkeypatch.setattr(accelerator_box, "find_base", lambda: BasePython("python3", (3, 12)))
    monkeypatch.setattr(accelerator_box, "probe", found_machine(nvidia=card))
    window = InstallWindow()
    window.propose(False, None)
    window.show()
    assert "NVIDIA card with driver 580.65.06 for CUDA 13.0. What fits is CUDA, 1600 MB more" in finding(window)
    texts = {label.text() for label in window.findChildren(QLabel)}
    assert {"1800 MB", "3880 MB"} <= texts
    assert cut_texts(window) == []
    picture(window, "install_page_card")
    window.close()
    window.deleteLater()
    let_go()


def stopped_only(monkeypatch):
    """Have installations get as far as the first command and wait there, until they are cancelled."""
    from groundshift.plugin.jobs.failure import Cancelled
    from groundshift.plugin.runtime import install

    def follow(command, variables, take, is_cancelled):
        while not is_cancelled():
            time.sleep(0.01)
        raise Cancelled

    monkeypatch.setattr(install, "follow", follow)


def test_an_installation_shows_progress_and_can_be_stopped(folder, monkeypatch):
    stopped_only(monkeypatch)

    def use(window, page):
        button = child(page, QPushButton, "GroundshiftInstall")
        wait_for_status(page, lambda text: "Checking" not in text, "the runtime's state")
        click(button)
        wait_for(child(page, QProgressBar, "GroundshiftInstallProgress").isVisible, "the installation")
        picture(window, "options_installing")
        click(child(page, QPushButton, "GroundshiftCancelInstall"))
        wait_for(button.isEnabled, "the installation to stop", PATIENCE)
        assert text_of(page, "GroundshiftInstallLine") == "Cancelled. Install or repair continues from here."

    options(use)


def test_installed_with_sizes_and_versions(folder):
    def use(window, page):
        button = child(page, QPushButton, "GroundshiftInstall")
        wait_for_status(page, lambda text: "Checking" not in text, "the runtime's state")
        click(button)
        wait_for(button.isEnabled, "the installation", PATIENCE)
        status = wait_for_status(page, lambda text: "Complete" in text, text_of(page, "GroundshiftInstallLine"))
        assert "inference. Complete and up to date." in status
        assert "MB" in status
        assert text_of(page, "GroundshiftRuntimeVersions") == "tiny_network 1.0"
        assert button.text() == "Repair or update"
        choices = child(page, QComboBox, "GroundshiftAccelerator")
        wait_for(lambda: choices.currentData() == "plain", "the installed accelerator", PATIENCE)
        choices.setCurrentIndex(choices.findData("openvino"))
        assert button.text() == "Change accelerator"
        assert button.toolTip().startswith("60 MB to download")
        choices.setCurrentIndex(choices.findData("plain"))
        assert button.text() == "Repair or update"
        check(child(page, QCheckBox, "GroundshiftTraining"))
        assert button.text() == "Add training"
        click(button)
        wait_for(button.isEnabled, "the component", PATIENCE)
        status = wait_for_status(page, lambda text: "training" in text, "the component's state")
        assert "inference, training" in status
        assert text_of(page, "GroundshiftRuntimeVersions") == "tiny_network 1.0, tiny_torch 1.0"
        picture(window, "options_installed")
        for component in ("Cluster", "Server"):
            box = child(page, QCheckBox, f"Groundshift{component}")
            check(box)
            assert box.isChecked()
            assert button.text() == "Add components"
            assert "MB to download" in button.toolTip()
            picture(window, f"options_{component.lower()}")
            assert box.width() >= box.minimumSizeHint().width()  # its text has room
            check(box)
        assert button.text() == "Repair or update"

    options(use)


def test_removing_asks_first_and_frees_the_space(runtime):
    def use(window, page):
        remove = child(page, QPushButton, "GroundshiftRemoveRuntime")
        wait_for(remove.isEnabled, "the runtime's state", PATIENCE)
        modal(lambda: click(remove), answer("Cancel"))
        assert any(name.startswith("python-") and not name.endswith(".lock") for name in os.listdir(runtime))
        modal(lambda: click(remove), answer("Remove"))
        wait_for_status(page, lambda text: "Not installed" in text, "the removal")
        assert text_of(page, "GroundshiftInstallLine").endswith("MB freed.")
        assert os.listdir(runtime) == []

    options(use)


def test_the_first_start_installs_on_a_page_of_its_own(runtime, monkeypatch):
    """From the card above the tabs: what, how much, where to; a bar and Cancel; then the card offers none."""
    from groundshift.plugin.gui.options import amounts

    open_tab("Detect")
    card = child(iface.mainWindow(), QWidget, "GroundshiftWelcome")
    assert card.isVisible()
    monkeypatch.delenv("GROUNDSHIFT_PYTHON")
    card.refresh()
    picture(iface.mainWindow(), "welcome")
    install = child(card, QPushButton, "GroundshiftWelcomeInstall")
    click(install)
    page = child(iface.mainWindow(), QWidget, "GroundshiftInstallWindow")
    wait_for(page.isVisible, "the window that installs")
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    amount = amounts.MEASURED["inference"]
    assert {f"{amounts.rounded_mb(size)} MB" for size in (amount.download, amount.disk)} | {str(runtime)} <= set(texts)
    assert cut_texts(page) == []
    assert clashing_letters(page) == []
    picture(page, "install_page")
    stopped_only(monkeypatch)
    click(child(page, QPushButton, "GroundshiftInstallStart"))
    wait_for(child(page, QProgressBar, "GroundshiftInstallBar").isVisible, "the installation")
    wait(0.3)
    assert cut_texts(page) == []
    picture(page, "install_page_running")
    click(child(page, QPushButton, "GroundshiftInstallStop"))
    start = child(page, QPushButton, "GroundshiftInstallStart")
    wait_for(start.isVisible, "the installation to stop", PATIENCE)
    assert text_of(page, "GroundshiftInstallText") == "Cancelled. Install continues from here."
    monkeypatch.undo()  # the packages are too tiny to run a worker, which the end of an installation asks for its versions
    click(start)
    wait_for(lambda: text_of(page, "GroundshiftInstallText") == "The runtime is ready.", "the installation", PATIENCE)
    wait_for(lambda: not install.isVisible(), "the card without the button")
    click(child(page, QPushButton, "GroundshiftInstallClose"))
    click(child(card, QPushButton, "GroundshiftWelcomeDemo"))
    names = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    assert sorted(names) == ["Demo town 2019-04-12", "Demo town 2024-08-21"]
    assert not card.isVisible()
    wait(1)
    picture(iface.mainWindow(), "demo_town")
    QgsProject.instance().clear()
    wait_for(card.isVisible, "the card")
    click(child(card, QToolButton, "GroundshiftWelcomeClose"))
    assert not card.isVisible()
    QgsSettings().remove("groundshift/welcome_closed")
    for name in os.listdir(runtime):
        if os.path.isdir(runtime / name):
            shutil.rmtree(runtime / name)


def test_a_python_is_checked_before_it_is_used(folder):
    def use(window, page):
        line = child(page, QgsFileWidget, "GroundshiftPython").lineEdit()
        button = child(page, QPushButton, "GroundshiftCheckPython")

        def found(python):
            write(line, python)
            click(button)
            wait_for(button.isEnabled, "the check", PATIENCE)
            picture(window, "options_checked")
            return text_of(page, "GroundshiftPythonFound")

        missing = found("/no/such/python")
        assert missing.startswith("✘")
        assert "groundshift/python" in missing
        assert found(os.path.realpath(sys.executable)).startswith("✘")  # QGIS's own, without the worker's packages
        good = found(os.environ["GROUNDSHIFT_PYTHON"])
        assert good.startswith("✔ It works: Python 3.")
        assert "onnxruntime" in good
        assert "Networks can run on: " in good
        provider = child(page, QWidget, "GroundshiftProvider")
        assert "Processor (available)" in [provider.itemText(index) for index in range(provider.count())]

    options(use)


def test_the_measurement_that_was_kept_is_shown_and_repeated(folder):
    from groundshift.plugin.model_file import catalogue
    from groundshift.plugin.runtime import settings

    def rows(table):
        return [[table.topLevelItem(row).text(column) for column in range(6)] for row in range(table.topLevelItemCount())]

    kept = {"model": "m", "target": "OpenVINO:CPU:bf16", "mpx_per_second": 1.5, "load_seconds": 0.25, "memory_mb": 80.0}
    choice = "change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32"
    settings.keep_measured(choice, [{**kept, "unlike": 0.0005, "reason": ""}])
    few = folder / "few"
    few.mkdir()
    shutil.copy(ROOT / "models" / "buildings-fcn.onnx", few)  # the smallest one

    def use(window, page):
        table = child(page, QTreeWidget, "GroundshiftMeasureTable")
        assert text_of(page, "GroundshiftMeasured").endswith("Used for changes: OpenVINO, bf16; land cover: OpenVINO, fp32.")
        assert rows(table) == [["m", "OpenVINO, bf16", "1.50", "0.25", "80", "0.050"]]
        button = child(page, QPushButton, "GroundshiftMeasure")
        click(button)
        wait_for(lambda: button.text().startswith("Mea"), "the measurement", PATIENCE)
        picture(window, "options_measured")
        assert rows(table)[0][:2] == ["buildings-fcn", "ONNX Runtime, processor"]

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(catalogue, "bundled_folder", lambda: str(few))
            options(use)
    finally:
        QgsSettings().remove(settings.MEASURED_KEY)


def test_the_size_of_the_cache_is_shown_and_it_is_cleared(folder):
    packages = folder / "cache" / "groundshift" / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    (packages / "wheel").write_bytes(b"x" * 2_500_000)

    def use(window, page):
        label = child(page, QLabel, "GroundshiftCacheSize")
        clear = child(page, QPushButton, "GroundshiftClearCache")
        wait_for(lambda: "MB" in label.text(), label.text())
        size, _, rest = label.text().partition(" ")
        assert float(size) >= 2.5  # and what OpenVINO has compiled in the tests before
        assert rest == "MB of downloaded packages and compiled networks"
        click(clear)
        wait_for(lambda: label.text() == "empty", label.text())
        assert not (folder / "cache" / "groundshift").exists()
        assert not clear.isEnabled()
        assert clear.toolTip() == "The cache is empty"

    options(use)


def test_settings_are_kept_and_taken_back(folder):
    store, python, more = QgsSettings(), os.environ["GROUNDSHIFT_PYTHON"], str(folder / "more")

    def choose_folder(dialog):
        write(dialog.findChild(QLineEdit), more)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Take it")
        click(next(button for button in dialog.findChildren(QPushButton) if button.text().replace("&", "") == "Take it"))

    def set_all(window, page):
        write(child(page, QgsFileWidget, "GroundshiftPython").lineEdit(), python)
        button = child(page, QPushButton, "GroundshiftCheckPython")
        click(button)  # what networks can run on is known then
        wait_for(button.isEnabled, "the check", PATIENCE)
        write(child(page, QSpinBox, "GroundshiftThreads").findChild(QLineEdit), "2")
        provider = child(page, QWidget, "GroundshiftProvider")
        provider.setFocus()
        QTest.keyClicks(provider, "Proc")
        write(child(page, QLineEdit, "GroundshiftTorchIndex"), "https://example.org/simple")
        modal(lambda: click(child(page, QPushButton, "GroundshiftAddFolder")), choose_folder)
        folders = child(page, QListWidget, "GroundshiftModelFolders")
        assert [folders.item(row).text() for row in range(folders.count())] == [more]
        picture(window, "options_set")
        ok(window)

    def take_back(window, page):
        write(child(page, QgsFileWidget, "GroundshiftPython").lineEdit(), "")
        write(child(page, QSpinBox, "GroundshiftThreads").findChild(QLineEdit), "0")
        child(page, QListWidget, "GroundshiftModelFolders").setCurrentRow(0)
        click(child(page, QPushButton, "GroundshiftDropFolder"))
        ok(window)

    options(set_all)
    assert store.value("groundshift/python") == python
    assert store.value("groundshift/torch_index") == "https://example.org/simple"
    assert int(store.value("groundshift/threads")) == 2
    assert store.value("groundshift/provider") == "CPUExecutionProvider"
    assert store.value("groundshift/model_folders") in ([more], more)
    options(take_back)
    assert [key for key in ("python", "threads", "model_folders") if store.contains(f"groundshift/{key}")] == []
    for key in ("provider", "torch_index"):
        store.remove(f"groundshift/{key}")


def test_a_server_is_checked_and_kept_its_token_in_the_store(folder):
    server = JobServer(folder / "server", lambda values, job: {})
    server.models = [{"id": "buildings", "sha256": ""}]
    store, manager = QgsSettings(), QgsApplication.authManager()
    assert manager.setMasterPassword("master", True)

    def ask(page, sign):
        click(child(page, QPushButton, "GroundshiftCheckServer"))
        wait_for(lambda: text_of(page, "GroundshiftServerFound").startswith(sign), text_of(page, "GroundshiftServerFound"))

    def set_all(window, page):
        place = child(page, QComboBox, "GroundshiftRunOn")
        assert not child(page, QLineEdit, "GroundshiftServer").isEnabled()
        place.setFocus()
        QTest.keyClicks(place, "A s")
        write(child(page, QLineEdit, "GroundshiftServer"), server.address)
        write(child(page, QLineEdit, "GroundshiftServerToken"), "wrong")
        ask(page, "✘")
        assert "does not accept the token" in text_of(page, "GroundshiftServerFound")
        write(child(page, QLineEdit, "GroundshiftServerToken"), TOKEN)
        ask(page, "✔")
        assert "1 models" in text_of(page, "GroundshiftServerFound")
        picture(window, "options_server")
        ok(window)

    def look_again(window, page):
        assert child(page, QLineEdit, "GroundshiftServerToken").text() == ""
        ask(page, "✔")  # with the stored token

    def take_back(window, page):
        write(child(page, QLineEdit, "GroundshiftServer"), "")
        place = child(page, QComboBox, "GroundshiftRunOn")
        place.setFocus()
        QTest.keyClicks(place, "Th")
        ok(window)

    options(set_all)
    assert store.value("groundshift/run_on") == "server"
    assert store.value("groundshift/server") == server.address
    config = store.value("groundshift/server_authcfg")
    assert config in manager.configIds()
    assert not any(TOKEN in str(store.value(key)) for key in store.allKeys())
    options(look_again)
    options(take_back)
    assert [key for key in ("run_on", "server", "server_authcfg") if store.contains(f"groundshift/{key}")] == []
    assert config not in manager.configIds()
    server.close()


@pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS"), reason="made by make screenshots")
def test_a_picture_of_a_runtime_that_is_whole_and_was_checked(folder, monkeypatch):
    """For the guide."""
    from groundshift.plugin.gui.options import runtime_box
    from groundshift.plugin.runtime import environment_state

    environment = os.path.dirname(os.path.dirname(os.environ["GROUNDSHIFT_PYTHON"]))
    data = folder / ".local" / "share"
    root = data / "groundshift" / "runtime"
    root.mkdir(parents=True)
    (root / f"python-{sys.version_info[0]}.{sys.version_info[1]}").symlink_to(environment)
    for name, value in (("GROUNDSHIFT_PYTHON", ""), ("XDG_DATA_HOME", str(data)), ("HOME", str(folder))):
        monkeypatch.setenv(name, value)
    own = os.path.join(os.path.dirname(environment_state.__file__), "requirements")
    monkeypatch.setattr(environment_state, "REQUIREMENTS_FOLDER", own)
    monkeypatch.setattr(runtime_box, "_is_outdated", lambda marker: False)  # as this machine's environment may be

    def use(window, page):
        window.resize(1000, 960)
        wait_for_status(page, lambda text: "Checking" not in text, "the runtime's state")
        button = child(page, QPushButton, "GroundshiftCheckPython")
        click(button)
        wait_for(button.isEnabled, "the check", PATIENCE)
        picture(window, "settings")
        assert "✔" in text_of(page, "GroundshiftPythonFound")

    options(use)


def test_bundled_models_are_listed_with_their_cards(folder):
    def use(window, tree):
        remove, bar = child(window, QPushButton, "GroundshiftRemoveModel"), window.findChild(QTabBar)
        rows = [[tree.topLevelItem(row).text(column) for column in range(3)] for row in range(tree.topLevelItemCount())]
        assert len(rows) >= 2
        size = (ROOT / "models" / "buildings-siamese.onnx").stat().st_size
        assert [row[2] for row in rows if row[0] == SIAMESE] == [f"{size / 1e6:.1f} MB"]
        assert not remove.isEnabled()
        assert remove.toolTip() == "Bundled models are part of the plugin and cannot be removed"
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_Down)
        wait(0.3)
        facts = child(window, QTextBrowser, "GroundshiftModelFacts").toPlainText()
        picture(window, "models_overview")
        bundled = ("CC BY 4.0", "F1 0.", "Bundled with Groundshift")
        for text in ("red, green, blue", "0.25 to 1 m per pixel, best at 0.5 m", *bundled):
            assert text in facts
        assert clashing_letters(window) == []
        click(bar, bar.tabRect(1).center())
        wait(0.3)
        assert "buildings" in child(window, QTextBrowser, "GroundshiftModelCard").toPlainText()[:400]
        tree.setCurrentItem(tree.topLevelItem([row[0] for row in rows].index(SIAMESE)))
        picture(window, "models")

    models(use)


def test_a_bare_network_is_imported_with_a_form(folder, imported):
    def fill_in(dialog):
        def line(name):
            return child(dialog, QLineEdit, f"GroundshiftSpec{name}")

        fault, button = child(dialog, QLabel, "GroundshiftImportFault"), child(dialog, QPushButton, "GroundshiftImportOk")
        file = child(dialog, QgsFileWidget, "GroundshiftImportFile").lineEdit()
        assert not button.isEnabled()
        write(file, str(folder / "before.txt"))
        assert "There is no file" in text_of(dialog, "GroundshiftImportText")
        write(file, str(folder / "network.onnx"))
        wait(0.3)
        assert line("Id").text() == "network"
        assert line("Bands").text() == "red, green, blue"
        picture(dialog, "models_import")
        write(line("Bands"), "red, green")
        start = "✘ The model 'network.onnx' takes 3 channels, but its specification states 2."
        assert fault.text().startswith(start)
        assert not button.isEnabled()
        write(line("Bands"), "nir:850, red, green:warm")
        assert "'green:warm' is not a valid band" in fault.text()
        write(line("Bands"), "nir:850, red, green")
        write(line("Id"), "buildings-siamese")
        assert "belongs to a bundled model" in fault.text()
        write(line("Id"), "harvest")
        write(line("Title"), "Harvested forest")
        write(child(dialog, QDoubleSpinBox, "GroundshiftSpecThreshold").findChild(QLineEdit), "0.35")
        write(line("Licence"), "CC BY 4.0")
        assert fault.text() == ""
        assert button.isEnabled()
        assert clashing_letters(dialog) == []
        picture(dialog, "models_import_filled")
        click(button)
        wait_for(lambda: QApplication.activeModalWidget() is not dialog, "the import", PATIENCE)

    def use(window, tree):
        count = tree.topLevelItemCount()
        modal(lambda: click(child(window, QPushButton, "GroundshiftImportModel")), fill_in)
        picture(window, "models_imported")
        assert tree.topLevelItemCount() == count + 1
        assert tree.currentItem().text(0) == "Harvested forest"
        assert child(window, QPushButton, "GroundshiftRemoveModel").isEnabled()
        assert os.listdir(imported) == ["harvest.onnx"]

    models(use)


def test_imported_models_are_removed_after_a_question(imported):
    def use(window, tree):
        remove, count = child(window, QPushButton, "GroundshiftRemoveModel"), tree.topLevelItemCount()
        names = [tree.topLevelItem(row).text(0) for row in range(count)]
        tree.setCurrentItem(tree.topLevelItem(names.index("Harvested forest")))
        wait(0.2)
        modal(lambda: click(remove), answer("Cancel"))
        assert os.listdir(imported) == ["harvest.onnx"]
        modal(lambda: click(remove), answer("Remove"))
        wait(0.3)
        assert os.listdir(imported) == []
        assert tree.topLevelItemCount() == count - 1

    models(use)


def test_a_model_is_chosen_for_another_panel(folder):
    from groundshift.plugin.gui.models.model_manager import open_model_manager

    chosen = []

    def use(window):
        click(child(window, QPushButton, "GroundshiftUseModel"))

    modal(lambda: chosen.append(open_model_manager(iface.mainWindow(), "buildings-fcn")), use)
    modal(lambda: chosen.append(open_model_manager(iface.mainWindow())), lambda window: window.reject())
    assert chosen == ["buildings-fcn", None]


def test_the_panels_model_picker_opens_the_list(folder):
    open_tab("Detect")
    window = iface.mainWindow()
    box, button = child(window, QWidget, "GroundshiftModel"), child(window, QToolButton, "GroundshiftManage")

    def use(dialog):
        tree = child(dialog, QTreeWidget, "GroundshiftModelList")
        assert tree.currentItem().text(0) == SIAMESE
        QTest.keyClick(tree, Qt.Key.Key_Home)
        wait(0.2)
        click(child(dialog, QPushButton, "GroundshiftUseModel"))

    assert box.value() == "buildings-siamese"
    modal(lambda: click(button), use)
    assert box.value() == "buildings-coarse"  # the first of the list


def test_unloading_takes_the_page_away(folder):
    unloadPlugin("groundshift")
    let_go()
    pages = []

    def look(dialog):
        pages.append(dialog.findChild(QWidget, "GroundshiftOptions"))
        dialog.reject()

    modal(lambda: iface.showOptionsDialog(iface.mainWindow(), ""), look)
    assert pages == [None]
