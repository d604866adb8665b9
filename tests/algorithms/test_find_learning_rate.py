"""The tool 'Find learning rate': on layers and on chips, and what it refuses."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProject, QgsRectangle, QgsVectorLayer


@pytest.fixture
def labels(context):
    """Polygons of what changed between the rasters of ``pair``, in the project."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32611", "new houses", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500100, 3999930, 500130, 3999950)))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def run(context, feedback):
    """A function that runs the algorithm as scripts do."""
    import processing

    def run(**parameters):
        return processing.run("groundshift:findlearningrate", parameters, context=context, feedback=feedback)

    return run


def test_the_same_inputs_as_training(algorithm):
    found = algorithm("findlearningrate")
    names = {item.name() for item in found.parameterDefinitions()}
    assert {"BEFORE", "AFTER", "LABELS", "CLASS_FIELD", "AREA", "CHIPS", "BASE", "BATCH_SIZE", "TILE_SIZE"} <= names
    assert not names & {"EPOCHS", "MINUTES", "LEARNING_RATE", "PATIENCE"}
    assert {item.name() for item in found.outputDefinitions()} >= {"REPORT", "CURVE", "SUGGESTION"}


@pytest.mark.usefixtures("trainable")
def test_on_layers(run, pair, labels, tmp_path, feedback):
    """The bundled network on a pair of which it knows much already."""
    results = run(
        BEFORE=[pair[0]],
        AFTER=[pair[1]],
        LABELS=[labels],
        BASE="early_fusion_fcn",
        BATCH_SIZE=2,
        TILE_SIZE=64,
        STEPS=30,
        REPORT=str(tmp_path / "rate.html"),
        CURVE=str(tmp_path / "rate.csv"),
    )
    assert 1e-6 < results["SUGGESTION"] < 1
    with open(results["CURVE"], encoding="utf-8") as stream:
        rates = [float(row["learning_rate"]) for row in csv.DictReader(stream)]
    assert 10 <= len(rates) <= 30
    assert np.allclose(np.diff(np.log(rates)), np.log(rates[1] / rates[0]), rtol=1e-4)
    page = (tmp_path / "rate.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "groundshift:findlearningrate" in page
    assert any("Suggested learning rate" in text for text in feedback.infos)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"LABELS": None, "BEFORE": None, "AFTER": None}, "No training data"),
        ({"STEPS": 3}, "STEPS"),
        ({"LOWEST": 0.5, "HIGHEST": 1.0}, "HIGHEST"),
        ({"BASE": "nothing"}, "BASE"),
        ({"REPORT": "/nowhere/rate.html"}, "REPORT: The folder of the output"),
    ],
)
def test_refusals(run, pair, labels, changes, said):
    given = {"BEFORE": [pair[0]], "AFTER": [pair[1]], "LABELS": [labels], "BASE": "early_fusion_fcn"}
    with pytest.raises(QgsProcessingException) as error:
        run(**{**given, **changes})
    assert said in str(error.value)
