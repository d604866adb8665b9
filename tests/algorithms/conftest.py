"""A real QGIS with Processing and the plugin's provider, and a pair of rasters with a known change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

import numpy as np
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)

from groundshift.tests.helpers import gdal_files
from groundshift.tests.helpers.graphs import Step, raster_inputs, save_graph
from groundshift.tests.helpers.onnx_bytes import model_bytes
from groundshift.tests.helpers.qgis_application import start_processing, start_qgis

ROOT = Path(__file__).resolve().parents[2]
SIZE = 400


@pytest.fixture(scope="session")
def qgis(tmp_path_factory):
    """QGIS without windows, with a profile of its own, Processing, and the plugin's provider."""
    # Validation looks whether there is a runtime, not whether it works.
    os.environ.setdefault("GROUNDSHIFT_PYTHON", sys.executable)
    application = start_qgis(tmp_path_factory.mktemp("profile"))
    start_processing()
    from groundshift.plugin.plugin import GroundshiftPlugin

    plugin = GroundshiftPlugin(None)
    plugin.initProcessing()
    yield application
    plugin.unload()


@pytest.fixture
def algorithm(qgis):
    """A function that gives a fresh algorithm of the provider."""
    return lambda name="detectchange": QgsApplication.processingRegistry().createAlgorithmById(f"groundshift:{name}")


@pytest.fixture
def context(qgis):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    yield context
    QgsProject.instance().clear()


@pytest.fixture
def write_raster(tmp_path):
    """A function that writes an array (bands, height, width) of uint8 as a GeoTIFF and gives its path."""

    def write(name, array, epsg=32611, left=500000.0, top=4000000.0, pixel=0.5, colors=True):
        options = [] if colors else ["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]
        return gdal_files.write_raster(tmp_path / name, array, epsg=epsg, origin=(left, top), pixel=pixel, options=options)

    return write


@pytest.fixture
def pair(write_raster):
    """Paths of two rasters, 400 x 400 at 0.5 m in EPSG:32611, that differ in 40 rows by 60 columns, so 600 m2."""
    noise = np.random.default_rng(1).integers(90, 110, (3, SIZE, SIZE), dtype=np.uint8)
    after = noise.copy()
    after[:, 100:140, 200:260] += 120
    return write_raster("before.tif", noise), write_raster("after.tif", after)


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "difference.onnx"
    path.write_bytes(model_bytes())
    return str(path)


@pytest.fixture
def parameters(pair, model):
    """Parameters that are in order, with temporary outputs."""
    return {
        "BEFORE": pair[0],
        "AFTER": pair[1],
        "MODEL": model,
        "MASK": "TEMPORARY_OUTPUT",
        "POLYGONS": "TEMPORARY_OUTPUT",
    }


@pytest.fixture
def saved_model(qgis, model, tmp_path):
    """A model of one step, saved: before and after in, mask and polygons out."""
    step = Step("detectchange", {"BEFORE": "before", "AFTER": "after"}, {"MODEL": model}, ("MASK", "POLYGONS"))
    return save_graph(tmp_path / "change.model3", raster_inputs("before", "after"), [step])


class Feedback(QgsProcessingFeedback):
    """Remembers what a run said."""

    def __init__(self):
        super().__init__(False)
        self.infos, self.warnings, self.errors, self.fractions = [], [], [], []
        self.progressChanged.connect(self.fractions.append)

    def pushInfo(self, text):
        self.infos.append(text)

    def pushWarning(self, text):
        self.warnings.append(text)

    def reportError(self, text, fatal=False):
        self.errors.append(text)


@pytest.fixture
def feedback(qgis):
    return Feedback()


@pytest.fixture
def choose_server(qgis, monkeypatch):
    """A function that has jobs run on a server, its address in QGIS's settings and its token in the authentication store."""
    from qgis.core import QgsSettings

    from groundshift.plugin.runtime import settings
    from groundshift.plugin.runtime.server import access, exchange, sending
    from groundshift.tests.helpers.job_server import TOKEN

    monkeypatch.setattr(exchange, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(sending, "_sent", {})
    store = QgsSettings()

    def choose(address):
        assert QgsApplication.authManager().setMasterPassword("master", True)
        store.setValue(settings.RUN_ON_KEY, "server")
        store.setValue(settings.SERVER_KEY, address)
        store.setValue(settings.SERVER_AUTHCFG_KEY, access.store_token(TOKEN))

    yield choose
    for key in (settings.RUN_ON_KEY, settings.SERVER_KEY, settings.SERVER_AUTHCFG_KEY):
        store.remove(key)


# --- For the tools that take other inputs than a pair, and for the command line ---


@pytest.fixture
def masks(write_raster):
    """A predicted mask and a reference: of 800 true pixels 600 are found, and 200 are false alarms."""
    predicted, reference = np.zeros((1, 100, 120), np.uint8), np.zeros((1, 100, 120), np.uint8)
    reference[0, 10:30, 10:50] = 1
    predicted[0, 10:30, 20:60] = 1
    paths = write_raster("predicted.tif", predicted), write_raster("reference.tif", reference)
    dataset = gdal.Open(paths[0], gdal.GA_Update)
    dataset.GetRasterBand(1).SetMetadataItem("CLASS_1", "building")
    dataset = None
    return paths


@pytest.fixture
def series(write_raster):
    """Paths of three rasters, 200 x 200 at 0.5 m in EPSG:32611: a square comes, then another."""
    noise = np.random.default_rng(1).integers(90, 110, (3, 200, 200), dtype=np.uint8)
    second = noise.copy()
    second[:, 20:40, 20:60] += 120
    third = second.copy()
    third[:, 100:140, 100:120] += 120
    names = ("town_20150501.tif", "town_20180701.tif", "town_20210801.tif")
    return [write_raster(name, array) for name, array in zip(names, (noise, second, third))]


@pytest.fixture
def dates(write_raster):
    """Two dates of blocks of several sizes, the later 3 rows lower and 5 columns to the left, part of it under a cloud."""
    random = np.random.default_rng(3)
    ground = random.uniform(90, 130, (300, 340))
    for _ in range(500):
        top, left = random.integers(0, 300), random.integers(0, 340)
        ground[top : top + random.integers(4, 20), left : left + random.integers(4, 20)] = random.uniform(30, 230)
    before, after = ground[20:260, 20:300], ground[17:257, 25:305] * 0.8 + 30
    after[60:110, 100:180] = random.uniform(225, 245, (50, 80))
    paths = []
    for name, image in (("before.tif", before), ("after.tif", after)):
        paths.append(write_raster(name, np.repeat(image[None], 3, axis=0).clip(0, 255).astype(np.uint8)))
    return paths


@pytest.fixture
def probability(tmp_path):
    """A probability, 200 x 300 at 0.5 m in EPSG:32611: a building of 10 x 20 m, one of 5 x 5 m, a speck."""
    values = np.full((200, 300), 0.1, np.float32)
    values[50:70, 100:140], values[100:110, 200:210], values[150, 20] = 0.9, 0.7, 0.95
    values[:, :5] = -1
    return gdal_files.write_raster(tmp_path / "probability.tif", values[None], nodata=-1)


@pytest.fixture
def chips(tmp_path):
    """Two chips in LEVIR's layout: of 800 changed pixels the made network finds 600, and 200 more that did not change."""
    folder = tmp_path / "chips"
    for number in range(2):
        before = np.full((3, 64, 64), 90, np.uint8)
        after = before.copy()
        after[:, 10:20, 10:50] += 120
        label = np.zeros((1, 64, 64), np.uint8)
        label[:, 10:20, 20:60] = 255
        for name, array in (("A", before), ("B", after), ("label", label)):
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / f"{number}.png").write_bytes(gdal_files.png(array))
    return str(folder)


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """A QGIS profile with the plugin in it, enabled."""
    root = tmp_path_factory.mktemp("profile")
    folder = root / "profiles" / "default"
    (folder / "python" / "plugins").mkdir(parents=True)
    (folder / "QGIS").mkdir()
    (folder / "python" / "plugins" / "groundshift").symlink_to(ROOT)
    (folder / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\ngroundshift=true\n")
    return root


@pytest.fixture
def qgis_process(profile):
    """A function that runs ``qgis_process``."""
    # Debian's wrapper passes it an option of QGIS Desktop's, which it refuses.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("needs qgis_process")

    def run(*arguments, stdin=None):
        environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run([program, *arguments], input=stdin, capture_output=True, text=True, env=environment, check=False)

    return run
