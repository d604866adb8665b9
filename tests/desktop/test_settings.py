"""The Options page and the models' dialog in a running QGIS Desktop, used with mouse and keyboard."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.helpers.onnx_bytes import difference_network

pytestmark = pytest.mark.desktop
ROOT = Path(__file__).resolve().parents[2]
VERSIONS = [f"3.{minor}" for minor in range(9, 15)]


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


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("settings")
    requirements = folder / "requirements"
    requirements.mkdir()
    (requirements / "inference.txt").write_text("tiny_network\n")
    (requirements / "training.txt").write_text("tiny_torch\n")
    for version in VERSIONS:
        (requirements / f"constraints-{version}.txt").write_text("tiny_network==1.0\ntiny_torch==1.0\n")
    for name in ("tiny_network", "tiny_torch"):
        write_wheel(folder / "wheels", name)
    (folder / "network.onnx").write_bytes(difference_network())
    (folder / "more").mkdir()
    variables = {
        "NETWORK": str(folder / "network.onnx"),
        "PYTHON": os.environ.get("GROUNDSHIFT_PYTHON", ""),
        "BARE_PYTHON": os.path.realpath(sys.executable),
        "REQUIREMENTS": str(requirements),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder / "wheels"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    return {**run_in_qgis("settings_run.py", folder, variables), "folder": str(folder)}


def test_the_menu_opens_the_page(found):
    assert found["page_in_front"]
    assert not found["page_after_unload"]


def test_without_a_runtime_it_offers_to_install_one(found):
    status, button, tip = found["nothing"]
    assert status.startswith("Not installed yet")
    assert (button, tip) == ("Install", "Nothing is installed")


def test_an_installation_shows_progress_and_can_be_stopped(found):
    assert found["progress_shown"]
    assert found["stopped"] == "Cancelled. Install or repair continues from here."


def test_installed_with_sizes_and_versions(found):
    status, versions, button = found["installed"]
    assert "inference. Complete and up to date." in status
    assert "MB" in status
    assert (versions, button) == ("tiny_network 1.0", "Repair or update")
    assert found["adding"] == "Add training"
    status, versions = found["added"]
    assert "inference, training" in status
    assert versions == "tiny_network 1.0, tiny_torch 1.0"


def test_removing_asks_first_and_frees_the_space(found):
    assert any(name.startswith("python-") and not name.endswith(".lock") for name in found["kept"])
    line, left = found["freed"]
    assert line.endswith("MB freed.")
    assert left == []


def test_a_python_is_checked_before_it_is_used(found):
    missing, bare, good = found["checked"]
    assert missing.startswith("✘") and "groundshift/python" in missing  # noqa: PT018
    assert bare.startswith("✘")
    assert good.startswith("✔ It works: Python 3.")
    assert "onnxruntime" in good
    assert "Networks can run on: " in good
    assert "Processor (available)" in found["providers"]


def test_the_cache_is_told_and_cleared(found):
    assert found["cache"].startswith("2.5 MB of downloaded packages")
    assert found["cleared"] == [False, False, "The cache is empty"]


def test_settings_are_kept_and_taken_back(found):
    assert found["folders"] == [os.path.join(found["folder"], "more")]
    stored = found["stored"]
    assert stored["python"] == os.environ["GROUNDSHIFT_PYTHON"]
    assert stored["torch_index"] == "https://example.org/simple"
    assert int(stored["threads"]) == 2
    assert stored["provider"] == "CPUExecutionProvider"
    folders = stored["model_folders"]
    assert folders in (found["folders"], found["folders"][0])
    assert found["unset"] == [False, False, False]


def test_bundled_models_are_listed_with_their_cards(found):
    names = [name for name, _, _ in found["models"]]
    assert len(names) >= 2
    assert "Building change, Siamese U-Net" in names
    sizes = {name: size for name, _, size in found["models"]}
    size = (ROOT / "models" / "buildings-siamese.onnx").stat().st_size
    assert sizes["Building change, Siamese U-Net"] == f"{size / 1e6:.1f} MB"
    assert found["bundled_stay"] == [False, "Bundled models are part of the plugin and cannot be removed"]
    for text in ("red, green, blue", "0.25 to 1 m per pixel, best at 0.5 m", "CC BY 4.0", "F1 0.", "Bundled with Groundshift"):
        assert text in found["facts"]
    assert "buildings" in found["card"]


def test_a_bare_network_is_imported_with_a_form(found):
    assert found["import_first"][1] is False
    assert "There is no file" in found["import_wrong"]
    assert found["suggested"] == ["network", "red, green, blue"]
    assert found["fault_bands"][0].startswith("✘ The model 'network.onnx' takes 3 channels, but its specification states 2.")
    assert found["fault_bands"][1] is False
    assert "'green:warm' is not a valid band" in found["fault_wavelength"]
    assert "belongs to a bundled model" in found["fault_id"]
    assert found["no_fault"] == ["", True]
    count, title, can_remove = found["after_import"]
    assert count == len(found["models"]) + 1
    assert (title, can_remove) == ("Harvested forest", True)
    assert found["imported_files"] == ["harvest.onnx"]


def test_imported_models_are_removed_after_a_question(found):
    assert found["not_removed"] == ["harvest.onnx"]
    assert found["removed"] == [[], len(found["models"])]


def test_each_letter_is_that_of_one_field(found):
    assert (found["models_keys"], found["import_keys"]) == ([], [])


def test_a_model_is_chosen_for_another_panel(found):
    assert found["chosen"] == ["buildings-fcn", None]


def test_the_panels_model_picker_opens_the_list(found):
    assert found["picked"] == ["buildings-siamese", "Building change, Siamese U-Net", "buildings-early-fusion"]
