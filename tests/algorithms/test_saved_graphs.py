"""Graphs that versions of QGIS saved run in the QGIS at hand: several tools, one fed by another, values and a list of rasters.

``save_town_graph.py`` makes such a file with another version.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import Qgis, QgsVectorLayer

from groundshift.tests.helpers.graphs import load_graph, output_names, run_graph

SAVED = sorted(Path(__file__).with_name("saved_graphs").glob("*.model3"))
# What QGIS calls an output of a graph: since 3.26 as the version did that saved it.
NAMES = {"town-3.22": "detectchange:MASK", "town-3.44": "mask" if Qgis.QGIS_VERSION_INT >= 32600 else "detectchange:MASK"}


@pytest.mark.usefixtures("worker", "qgis")
@pytest.mark.parametrize("path", SAVED, ids=[path.stem for path in SAVED])
def test_it_runs(path, pair, model, context, feedback, tmp_path):
    assert output_names(load_graph(path))["MASK"] == NAMES[path.stem]
    files = {"MASK": "mask.tif", "POLYGONS": "polygons.gpkg", "CHANGES": "changes.tif", "MEASURES": "measures.json"}
    outputs = {name: str(tmp_path / file) for name, file in files.items()}
    inputs = {"before": pair[0], "after": pair[1], "network": model, "smallest": 100}
    results = run_graph(path, inputs, outputs, context, feedback)
    expected = np.zeros((400, 400), np.uint8)
    expected[100:140, 200:260] = 1
    assert np.array_equal(gdal.Open(results["MASK"]).ReadAsArray(), expected)
    assert np.array_equal(gdal.Open(results["CHANGES"]).ReadAsArray(), expected)
    (polygon,) = QgsVectorLayer(results["POLYGONS"], "polygons").getFeatures()
    assert polygon.geometry().area() == pytest.approx(600)
    assert json.loads(Path(results["MEASURES"]).read_text())["f1"] == 1
