"""``groundshift:exportchips`` in a real QGIS: chips, their manifest, and what is said of bad input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from osgeo import gdal
from qgis.core import QgsFeature, QgsProcessingException, QgsProject, QgsVectorLayer

from groundshift.tests.helpers.gdal_files import LEFT, PIXEL
from groundshift.tests.helpers.label_layers import label_layer


def run(parameters, context, feedback):
    import processing

    return processing.run("groundshift:exportchips", parameters, context=context, feedback=feedback)


@pytest.fixture
def labels(qgis):
    yield label_layer
    QgsProject.instance().clear()


def test_chips_hold_the_pixels_and_the_labels(worker, pair, labels, tmp_path, context, feedback):
    folder = str(tmp_path / "chips")
    area = label_layer([(64, 128, 128, 192)])
    result = run(
        {
            "BEFORE": pair[0],
            "AFTER": pair[1],
            "LABELS": labels([(100, 200, 40, 60)]),
            "AREA": area,
            "TILE_SIZE": 64,
            "ONLY_CHANGED": False,
            "FOLDER": folder,
        },
        context=context,
        feedback=feedback,
    )
    assert result["FOLDER"] == folder
    assert result["CHIP_COUNT"] == 6
    manifest = json.loads(Path(folder, "groundshift-chips.json").read_text())
    assert manifest["classes"] == ["change"]
    assert manifest["gsd_m"] == pytest.approx(0.5, rel=1e-3)
    before = gdal.Open(pair[0]).ReadAsArray()
    total = 0
    for chip in manifest["chips"]:
        row, col = chip["row"], chip["col"]
        dataset = gdal.Open(os.path.join(folder, chip["before"]))
        assert np.array_equal(dataset.ReadAsArray(), before[:, row : row + 64, col : col + 64])
        assert dataset.GetGeoTransform()[0] == LEFT + col * PIXEL
        label = gdal.Open(os.path.join(folder, chip["label"])).ReadAsArray()
        assert set(np.unique(label)) <= {0, 1}
        total += int((label == 1).sum())
    assert total == 40 * 60
    assert sorted(os.listdir(tmp_path)) == ["after.tif", "before.tif", "chips"]


def test_layouts_formats_rotations_and_empty_chips(worker, pair, labels, tmp_path, context, feedback):
    common = {
        "BEFORE": pair[0],
        "AFTER": pair[1],
        "LABELS": labels([(100, 200, 40, 60)]),
        "AREA": label_layer([(0, 0, 400, 400)]),
        "TILE_SIZE": 50,
        "EMPTY_SHARE": 0.5,
    }
    levir = str(tmp_path / "levir")
    result = run(
        {**common, "LAYOUT": 1, "FORMAT": 1, "ROTATIONS": 1, "FOLDER": levir},
        context=context,
        feedback=feedback,
    )
    # Rows 100-139 lie in one row of chips, columns 200-259 in two; as many without change; each in four turns.
    assert result["CHIP_COUNT"] == 4 * 4
    assert result["CHANGED_CHIPS"] == 2 * 4
    assert sorted(os.listdir(levir)) == ["A", "B", "groundshift-chips.json", "label"]
    values = {
        int(v)
        for name in os.listdir(f"{levir}/label")
        if name.endswith(".png")
        for v in np.unique(gdal.Open(f"{levir}/label/{name}").ReadAsArray())
    }
    assert values == {0, 255}
    esri = str(tmp_path / "esri")
    run({**common, "LAYOUT": 2, "FORMAT": 2, "EMPTY_SHARE": 0, "FOLDER": esri}, context=context, feedback=feedback)
    assert len([n for n in os.listdir(f"{esri}/images_before") if n.endswith(".jpg")]) == 2
    assert len([n for n in os.listdir(f"{esri}/labels") if n.endswith(".png")]) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"TILE_SIZE": 4}, "TILE_SIZE"),
        ({"FOLDER": "in use"}, "contains files"),
        ({"CLASS_FIELD": "missing"}, "no field 'missing'"),
        ({"LABELS": "elsewhere"}, "lies within the images"),
        ({"LABELS": "points"}, "point or line layer"),
        ({"BEFORE": "/nowhere/at/all.tif"}, "does not exist"),
    ],
)
def test_bad_input_is_told(worker, pair, labels, tmp_path, context, feedback, change, words):
    parameters = {
        "BEFORE": pair[0],
        "AFTER": pair[1],
        "LABELS": labels([(100, 200, 40, 60)]),
        "FOLDER": str(tmp_path / "chips"),
    }
    change = dict(change)
    if change.get("FOLDER") == "in use":
        change["FOLDER"] = str(tmp_path)
    if change.get("LABELS") == "elsewhere":
        change["LABELS"] = labels([(100, 200, 40, 60)], crs="EPSG:32755")
    if change.get("LABELS") == "points":
        points = QgsVectorLayer("Point?crs=EPSG:32611", "points", "memory")
        points.dataProvider().addFeatures([QgsFeature()])
        QgsProject.instance().addMapLayer(points)
        change["LABELS"] = points
    with pytest.raises(QgsProcessingException) as error:
        run({**parameters, **change}, context=context, feedback=feedback)
    assert words in str(error.value) + " ".join(feedback.errors)
    assert not (tmp_path / "chips").exists()
