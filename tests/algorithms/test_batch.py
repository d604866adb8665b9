"""Every algorithm in Processing's real batch dialog, two rows of it, in a QGIS with widgets."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsVectorLayer, QgsWkbTypes

from groundshift.plugin.model_file.load import load_model_file
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes
from groundshift.tests.helpers.radar_scene import clearing, write_series

from .test_coregister import check_aligned

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture(scope="module")
def dialogs(tmp_path_factory):
    """A QGIS that shows batch dialogs, see ``run_a_batch.py``."""
    arguments = [sys.executable, str(Path(__file__).with_name("run_a_batch.py")), str(tmp_path_factory.mktemp("batch"))]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "build")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(arguments, env=environment, **pipes) as process:
        yield process
        process.kill()


@pytest.fixture
def batch(dialogs, tmp_path):
    """A function that runs an algorithm with a row for each of the inputs; gives the paths of the outputs of each row."""

    def run(name, inputs, **suffixes):
        rows = []
        for number, values in enumerate(inputs):
            outputs = {output: str(tmp_path / f"{output}{number}.{suffix}") for output, suffix in suffixes.items()}
            rows.append({"inputs": values, "outputs": outputs})
        dialogs.stdin.write(json.dumps({"algorithm": f"groundshift:{name}", "rows": rows}) + "\n")
        dialogs.stdin.flush()
        assert json.loads(dialogs.stdout.readline() or '"QGIS has ended"') == ""
        return [row["outputs"] for row in rows]

    return run


def read(path):
    dataset = gdal.Open(path)
    assert dataset is not None
    return dataset.ReadAsArray()


def layer(path, kind=QgsWkbTypes.PolygonGeometry):
    found = QgsVectorLayer(path, "layer")
    assert found.isValid()
    assert found.geometryType() == kind
    return found


@pytest.mark.parametrize(
    ("name", "suffixes"),
    [
        ("detectchange", {"MASK": "tif", "POLYGONS": "gpkg"}),
        ("detectchangeclassic", {"DIFFERENCE": "tif", "MASK": "tif", "POLYGONS": "gpkg"}),
    ],
)
def test_change_of_a_pair(name, suffixes, batch, pair, model):
    inputs = {"BEFORE": pair[0], "AFTER": pair[1], **({"MODEL": model} if name == "detectchange" else {})}
    expected = np.zeros((400, 400), np.uint8)
    expected[100:140, 200:260] = 1
    first, second = batch(name, [inputs, {**inputs, "MIN_AREA": 1000}], **suffixes)
    assert np.array_equal(read(first["MASK"]), expected)
    assert layer(first["POLYGONS"]).featureCount() == 1
    assert not read(second["MASK"]).any()
    assert layer(second["POLYGONS"]).featureCount() == 0
    for row in (first, second):
        if "DIFFERENCE" in row:
            assert read(row["DIFFERENCE"]).dtype == np.float32


def test_vectorize_change(batch, probability):
    first, second = batch("vectorizechange", [{"INPUT": probability}, {"INPUT": probability, "MIN_AREA": 1}], POLYGONS="gpkg")
    assert layer(first["POLYGONS"]).featureCount() == 3
    assert layer(second["POLYGONS"]).featureCount() == 2


def test_coregister(batch, dates):
    inputs = {"BEFORE": dates[0], "AFTER": dates[1]}
    for row in batch("coregister", [inputs, {**inputs, "METHOD": 1}], ALIGNED="tif", TIEPOINTS="gpkg"):
        check_aligned(row["ALIGNED"], dates)
        assert layer(row["TIEPOINTS"], QgsWkbTypes.PointGeometry).featureCount() > 10


def test_change_time_series(batch, series, model):
    inputs = {"RASTERS": series, "MODEL": model, "MIN_AREA": 0}
    suffixes = {"FIRST_CHANGE": "tif", "CHANGES": "tif", "POLYGONS": "gpkg"}
    expected = np.zeros((200, 200), np.uint8)
    expected[20:40, 20:60], expected[100:140, 100:120] = 2, 3
    consecutive, from_first = batch("changetimeseries", [inputs, {**inputs, "PAIRS": 1}], **suffixes)
    changes = (expected > 0).astype(np.uint8)
    assert np.array_equal(read(consecutive["CHANGES"]), changes)
    changes[expected == 2] = 2
    assert np.array_equal(read(from_first["CHANGES"]), changes)
    for row, count in ((consecutive, 2), (from_first, 3)):
        assert np.array_equal(read(row["FIRST_CHANGE"]), expected)
        assert layer(row["POLYGONS"]).featureCount() == count


def test_land_cover_and_what_became_what(batch, write_raster, tmp_path):
    model = tmp_path / "cover.onnx"
    model.write_bytes(cover_model_bytes())
    images, tables = [], []
    for day, edge in (("2001-05-01", 60), ("2011-05-01", 90), ("2021-05-01", 100)):
        values = np.full((3, 120, 160), 1, np.uint8)
        values[0, :, :edge] = values[1, :, edge:] = 250
        images.append(write_raster(f"town_{day}.tif", values))
    for number, chosen in enumerate((images[:2], images)):
        tables.append(tmp_path / f"place{number}.csv")
        tables[-1].write_text("file\n" + "\n".join(Path(path).name for path in chosen), encoding="utf-8")
    inputs = [{"INPUT": image, "MODEL": str(model), "MIN_AREA": 0} for image in images[:2]]
    maps = [row["CLASSES"] for row in batch("classifylandcover", inputs, CLASSES="tif", AREAS="csv")]
    assert [(read(path) == 2).sum() // 120 for path in maps] == [60, 90]
    pairs = [{"BEFORE": maps[0], "AFTER": maps[1]}, {"BEFORE": maps[1], "AFTER": maps[0]}]
    rows = batch("fromtochange", pairs, FROM_TO="tif", MATRIX="csv", REPORT="html")
    assert [(read(row["FROM_TO"]) > 0).sum() // 120 for row in rows] == [30, 30]
    inputs = [{"TABLE": str(table), "MODEL": str(model), "MIN_AREA": 0} for table in tables]
    for row, count in zip(batch("landcoverseries", inputs, FOLDER="maps", MATRIX="csv", AREAS="csv"), (2, 3)):
        assert len(list(Path(row["FOLDER"]).glob("land-cover-*.tif"))) == count
        transitions = list(csv.DictReader(Path(row["MATRIX"]).read_text(encoding="utf-8").splitlines()))
        assert len({item["start"] for item in transitions}) == count - 1


def test_radar(batch, tmp_path):
    """Two folders of images become tables, and these polygons."""
    for number, side in enumerate((80, 40)):
        (tmp_path / f"place{number}").mkdir()
        write_series(tmp_path / f"place{number}", side)
    tables = batch("sartable", [{"FOLDER": str(tmp_path / f"place{number}")} for number in range(2)], TABLE="csv")
    inputs = [{"TABLE": row["TABLE"], "MIN_AREA": 20_000} for row in tables]
    for row, side in zip(batch("sardifference", inputs, MASK="tif", POLYGONS="gpkg"), (80, 40)):
        assert read(row["MASK"]).shape == (side, side)
        assert (read(row["MASK"])[clearing(side)] == 2).mean() > 0.7
        assert [polygon["class"] for polygon in layer(row["POLYGONS"]).getFeatures()] == ["fall"]


def test_sample_points_and_estimate_area(batch, masks):
    rows = batch("samplepoints", [{"MAP": masks[0], "SIZE": size} for size in (20, 40)], SAMPLE="gpkg")
    samples = [row["SAMPLE"] for row in rows]
    assert [layer(sample, QgsWkbTypes.PointGeometry).featureCount() for sample in samples] == [20, 40]
    inputs = [{"MAP": masks[0], "SAMPLE": sample, "REFERENCE_FIELD": "stratum"} for sample in samples]
    for row, size in zip(batch("estimatearea", inputs, REPORT="html", AREAS="csv"), (20, 40)):
        assert "<html" in Path(row["REPORT"]).read_text(encoding="utf-8").lower()
        classes = list(csv.DictReader(Path(row["AREAS"]).read_text(encoding="utf-8").splitlines()))
        assert sum(int(item["points_mapped"]) for item in classes) == size


def test_assess_accuracy(batch, masks):
    inputs = {"PREDICTED": masks[0], "REFERENCE": masks[1]}
    swapped = {"PREDICTED": masks[1], "REFERENCE": masks[0]}
    rows = batch("assessaccuracy", [inputs, swapped], REPORT="html", MATRIX="csv", MEASURES="json")
    for row in rows:
        assert "<html" in Path(row["REPORT"]).read_text(encoding="utf-8").lower()
        assert Path(row["MATRIX"]).read_text(encoding="utf-8").count("\n") > 2
        assert json.loads(Path(row["MEASURES"]).read_text(encoding="utf-8"))["f1"] == 0.75


def test_import_model(batch, model):
    for row in batch("importmodel", [{"INPUT": model}] * 2, MODEL="onnx"):
        assert load_model_file(row["MODEL"]).spec == load_model_file(model).spec
