"""The tool 'Activation map': on a pair, on a chip, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProject, QgsRasterLayer

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def run(pair, model, context, feedback):
    """A function that runs the algorithm as scripts do."""
    given = {"BEFORE": pair[0], "AFTER": pair[1], "MODEL": model, "MEAN": "TEMPORARY_OUTPUT"}

    import processing

    def run(**changes):
        return processing.run("groundshift:activationmap", {**given, **changes}, context=context, feedback=feedback)

    return run


def test_mean_and_sheet(run, pair, feedback, tmp_path):
    results = run(SHEET=str(tmp_path / "sheet.png"), LAYERS=str(tmp_path / "layers.csv"), SHEETS=str(tmp_path / "all"))
    # The model's layers have one channel each: what is shown is a function of the difference of the dates.
    assert set(results) == {"MEAN", "SHEET", "LAYERS", "SHEETS", "LAYER_NAME", "CHANNEL_COUNT"}
    dataset = gdal.Open(results["MEAN"])
    mean = dataset.ReadAsArray()
    assert mean.shape == (400, 400)
    changed = np.zeros((400, 400), bool)
    changed[100:140, 200:260] = True
    assert mean[changed].min() > mean[~changed].max()
    assert dataset.GetGeoTransform() == gdal.Open(pair[1]).GetGeoTransform()
    tag = json.loads(dataset.GetMetadataItem("GROUNDSHIFT"))
    assert tag["algorithm"] == "groundshift:activationmap"
    assert tag["layer"] == results["LAYER_NAME"]
    assert len(tag["model"]["sha256"]) == 64
    assert gdal.Open(results["SHEET"]).RasterXSize > 200
    listed = Path(results["LAYERS"]).read_text().splitlines()
    assert len(list((tmp_path / "all").glob("*.png"))) == len(listed) - 1
    assert len(listed) > 2
    assert any(f"{line.split(',')[1]}" in " ".join(feedback.infos) for line in listed[1:])
    layer = QgsRasterLayer(results["MEAN"], "mean")
    assert layer.renderer().type() == "singlebandpseudocolor"
    files = {path.name for path in tmp_path.iterdir()}
    assert files >= {"sheet.png", "layers.csv"}
    assert not [name for name in files if name.startswith(".")]


def test_a_chip(run, write_raster, tmp_path):
    """Two pictures without georeference, as in a folder of training data."""
    paths = []
    for name, folder in (("before.tif", "A"), ("after.tif", "B")):
        (tmp_path / folder).mkdir()
        paths.append(str(tmp_path / folder / "12_3.png"))
        gdal.GetDriverByName("PNG").CreateCopy(paths[-1], gdal.Open(str(tmp_path / name)))
        for left in (tmp_path / folder).glob("*.aux.xml"):
            left.unlink()  # it holds the georeference
    results = run(BEFORE=paths[0], AFTER=paths[1], CHANNELS=str(tmp_path / "channels.tif"))
    dataset = gdal.Open(results["MEAN"])
    assert (dataset.RasterXSize, dataset.RasterYSize) == (400, 400)
    assert not dataset.GetProjection()
    placed = gdal.Open(run()["MEAN"]).ReadAsArray()
    assert np.allclose(dataset.ReadAsArray(), placed, atol=1e-5)
    assert gdal.Open(results["CHANNELS"]).RasterCount == results["CHANNEL_COUNT"]


def test_results_load_with_style(run, context):
    from qgis.core import QgsProcessingContext

    results = run()
    context.addLayerToLoadOnCompletion(
        results["MEAN"], QgsProcessingContext.LayerDetails("mean", QgsProject.instance(), "MEAN")
    )
    assert context.willLoadLayerOnCompletion(results["MEAN"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"LAYER": "nowhere"}, "LAYER: The network has no layer 'nowhere'"),
        ({"SHEET": "/nowhere/sheet.png"}, "SHEET: The folder of the output"),
        ({"SHEET": "sheet.jpg"}, "SHEET: The output 'sheet.jpg' has the extension 'jpg'"),
        ({"MODEL": "none"}, "MODEL: There is no model 'none'"),
        ({"RESOLUTION": -1}, "RESOLUTION"),
    ],
)
def test_refusals(run, changes, said):
    with pytest.raises(QgsProcessingException) as error:
        run(**changes)
    assert said in str(error.value)


def test_the_dialog_lists_the_layers_of_the_model(tmp_path):
    script = Path(__file__).with_name("choose_a_layer.py")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "build")}
    arguments = [sys.executable, str(script), str(tmp_path)]
    result = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=False, timeout=600)
    assert result.returncode == 0, result.stderr
    count, first, other_count, other_first, chosen, value = json.loads(result.stdout.splitlines()[-1])
    assert count > 20
    assert first.startswith("encoder/stem")
    assert 2 < other_count < count
    assert other_first != first
    assert value == chosen


def test_a_land_cover_model_takes_one_image(worker, write_raster, qgis, context, feedback, tmp_path):
    import processing

    from groundshift.tests.helpers.onnx_bytes import cover_model_bytes

    (tmp_path / "cover.onnx").write_bytes(cover_model_bytes())  # its logits are twice the bands, which lie in 0..1
    values = np.full((3, 64, 80), 51, np.uint8)
    values[1, :, 40:] = 204
    image = write_raster("town.tif", values)
    parameters = {"BEFORE": image, "MODEL": str(tmp_path / "cover.onnx"), "LAYER": "logits", "SHEET": str(tmp_path / "s.png")}
    outputs = {"MEAN": str(tmp_path / "mean.tif"), "CHANNELS": str(tmp_path / "channels.tif")}
    found = processing.run("groundshift:activationmap", {**parameters, **outputs}, context=context, feedback=feedback)
    assert found["CHANNEL_COUNT"] == 3
    dataset = gdal.Open(found["CHANNELS"])
    assert np.allclose(dataset.ReadAsArray(), 2.0 * values / 255, atol=1e-4)
    with pytest.raises(QgsProcessingException) as error:
        processing.run(
            "groundshift:activationmap", {**parameters, **outputs, "AFTER": image}, context=context, feedback=feedback
        )
    assert "takes 1 images" in str(error.value) + " ".join(feedback.errors)
