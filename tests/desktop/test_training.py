"""The training dialog in a running QGIS Desktop: filled in, checked, started, paused, closed, stopped, resumed, used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from groundshift.tests.helpers.gdal_files import LEFT, PIXEL, TOP, write_polygons, write_raster

ROOT = Path(__file__).resolve().parents[2]
SIZE = 320
pytestmark = pytest.mark.desktop


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


def make_profile(folder):
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "groundshift").symlink_to(ROOT)
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\ngroundshift=true\nprocessing=true\n")


def has_torch(python):
    return subprocess.run([python, "-c", "import torch"], capture_output=True, check=False).returncode == 0


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


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    python = os.environ.get("GROUNDSHIFT_PYTHON", "")
    if not os.path.exists(python):
        pytest.skip("needs GROUNDSHIFT_PYTHON: a Python with the worker's packages")
    if not has_torch(python):
        pytest.skip("needs torch in the worker's Python")
    program = shutil.which("qgis")
    if program is None:
        pytest.skip("needs QGIS Desktop")
    display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"]
    if display and shutil.which("xvfb-run") is None:
        pytest.skip("needs a display, or xvfb-run")
    folder = tmp_path_factory.mktemp("training")
    write_ground(folder)
    make_profile(folder)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "FOLDER": str(folder),
        "TORCHLESS_PYTHON": without_torch(python, folder / "torchless"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    script = Path(__file__).with_name("training_run.py")
    options = ["--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code", str(script)]
    result = subprocess.run(
        [*display, program, *options], env=environment, capture_output=True, text=True, timeout=2400, check=False
    )
    keep = os.environ.get("GROUNDSHIFT_SCREENSHOTS", "")
    if keep:
        os.makedirs(keep, exist_ok=True)
        for path in folder.glob("*.png"):
            shutil.copy(path, keep)
    assert (folder / "report.json").exists(), result.stdout + result.stderr
    found = json.loads((folder / "report.json").read_text())
    assert "error" not in found, found["error"]
    return {**found, "folder": folder}


def test_starting_with_nothing_chosen_says_so(report):
    assert report["nothing_chosen"]
    assert report["complaint"] == [True, False]  # said, and gone once the form is filled in


def test_without_torch_it_offers_to_install_it(report):
    assert report["without_torch"] == {
        "failure": "torch_missing",
        "offered": True,
        "text": "Training needs PyTorch, which the runtime does not have yet.",
        "cut": False,
        "tool": "groundshift:installruntime",
        "components": ["inference", "training"],
        "gone": True,
    }


def test_layers_are_picked(report):
    assert report["picked"] == ["earlier", "later", "new houses", "all labelled"]


def test_the_check_tells_and_shows(report):
    assert report["samples"] >= 4
    assert "36 polygons" in report["checks"][0]
    assert "% of the labelled area changed" in report["checks"][0]


def test_the_finder_fills_in_the_rate(report):
    assert 1e-6 < report["rate"] < 1
    assert float(report["rate_taken"]) == pytest.approx(report["rate"], rel=0.01)


def test_paused_nothing_goes_on(report):
    assert report["rows_while_paused"] == 0


def test_it_goes_on_with_the_window_closed(report):
    assert report["closed"]
    assert report["tasks"] == ["Training of 'Tiny houses'"]
    assert report["same_dialog"]


def test_stopping_keeps_the_best(report):
    assert report["stopped"] == "finished"
    result = report["result"]
    assert Path(result["model"]).is_file()
    assert Path(result["model"]).name == "tiny-houses.onnx"
    assert 2 < result["epochs"] < 60
    assert result["classes"] >= 1
    assert result["comparison"] >= 4
    assert min(result["chips"]) >= 1
    for row in result["rows"]:
        assert {"train_loss", "validation_loss", "precision", "recall", "f1", "iou", "seconds", "seconds_left"} <= set(row)


def test_an_8_bit_twin_is_offered(report):
    assert report["twin"] == ["groundshift:quantizemodel", report["result"]["model"], True, True]


def test_use_now(report):
    (asked,) = report["used"]
    assert asked["MODEL"] == "tiny-houses"
    assert "tiny-houses" in report["dock_model"]


def test_cancelled_and_resumed(report):
    assert report["resume_offered"]
    done, epochs, whole = report["resumed"]
    assert done >= 2
    assert epochs[:2] == [1, 2]
    assert whole
    assert report["pictures_after_resume"][:2] == [1, 2]


def test_killed_and_resumed(report):
    assert report["killed"] == ["worker_died", True]


def test_unloading_leaves_nothing(report):
    assert report["unloaded"] == {"dialogs": [], "actions": True, "workers": []}


def test_offered_again_when_the_plugin_is_loaded_again(report):
    assert report["resumed_later"] == [1, 2]
