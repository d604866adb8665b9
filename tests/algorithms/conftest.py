"""A real QGIS with Processing and the plugin's provider, and a pair of rasters with a known change."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, os.path.dirname(__file__))

import numpy as np
from onnx_bytes import model_bytes
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
    QgsProject,
)

PLUGINS = "/usr/share/qgis/python/plugins"
WORKER = os.environ.get("GROUNDSHIFT_PYTHON", "")
SIZE, PIXEL = 400, 0.5
CHANGED_PIXELS = 40 * 60


@pytest.fixture(scope="session")
def qgis(tmp_path_factory):
    """QGIS without windows, with a profile and a data folder of its own, and the provider registered."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    # Validation looks whether there is a runtime, not whether it works.
    os.environ.setdefault("GROUNDSHIFT_PYTHON", sys.executable)
    application = QgsApplication.instance()
    if application is None:
        application = QgsApplication([], False, str(tmp_path_factory.mktemp("profile")))
        application.initQgis()
    if PLUGINS not in sys.path:
        sys.path.append(PLUGINS)
    from processing.core.Processing import Processing

    Processing.initialize()
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

    def write(name, array, epsg=32611, left=500000.0, top=4000000.0, pixel=PIXEL, colors=True):
        path = str(tmp_path / name)
        bands, height, width = array.shape
        options = [] if colors else ["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]
        dataset = gdal.GetDriverByName("GTiff").Create(path, width, height, bands, gdal.GDT_Byte, options)
        dataset.SetGeoTransform((left, pixel, 0.0, top, 0.0, -pixel))
        if epsg:
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(epsg)
            dataset.SetProjection(reference.ExportToWkt())
        dataset.WriteRaster(0, 0, width, height, np.ascontiguousarray(array).tobytes())
        dataset.FlushCache()
        return path

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
    """A model of one step, saved: before and after in, the mask out."""
    made = QgsProcessingModelAlgorithm("change", "Tests")
    child = QgsProcessingModelChildAlgorithm("groundshift:detectchange")
    child.setChildId("detect")
    for name in ("BEFORE", "AFTER"):
        made.addModelParameter(QgsProcessingParameterRasterLayer(name.lower(), name), QgsProcessingModelParameter(name.lower()))
        child.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromModelParameter(name.lower())])
    child.addParameterSources("MODEL", [QgsProcessingModelChildParameterSource.fromStaticValue(model)])
    outputs = {}
    for name in ("MASK", "POLYGONS"):
        output = QgsProcessingModelOutput(name, name)
        output.setChildId("detect")
        output.setChildOutputName(name)
        outputs[name] = output
    child.setModelOutputs(outputs)
    made.addChildAlgorithm(child)
    path = str(tmp_path / "change.model3")
    assert made.toFile(path)
    return path


@pytest.fixture
def model_outputs():
    """A function that gives how a model calls its outputs: ``detect:MASK`` or, in newer versions of QGIS, ``mask``."""
    return lambda made: {output.description(): output.name() for output in made.destinationParameterDefinitions()}


@pytest.fixture
def worker():
    """Skips where there is no Python for the worker."""
    if not WORKER or not Path(WORKER).exists():
        pytest.skip("needs GROUNDSHIFT_PYTHON: a Python with the worker's packages")
    return WORKER


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
