"""``groundshift:quantizemodel`` through Processing, with a bundled network, and its checks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from qgis.core import QgsProcessingUtils

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("worker")
def test_a_bundled_network_gets_a_twin_that_detects_change(qgis, chips, pair, tmp_path, context, feedback):
    import processing

    outputs = {"QUANTIZED": "twin.onnx", "REPORT": "r.html", "MEASURES": "m.json"}
    outputs = {name: str(tmp_path / path) for name, path in outputs.items()}
    parameters = {"MODEL": "buildings-fcn", "CHIPS": chips, "CALIBRATION_CHIPS": 2, **outputs}
    results = processing.run("groundshift:quantizemodel", parameters, context=context, feedback=feedback)
    assert {name: results[name] for name in outputs} == outputs
    assert results["MODEL_ID"] == "buildings-fcn-int8"
    assert results["SIZE_RATIO"] > 2
    assert results["SPEED_RATIO"] > 0
    assert abs(results["F1_LOST"]) < 0.1
    measures = json.loads((tmp_path / "m.json").read_text())
    assert measures["models"][0]["id"] == "buildings-fcn"
    assert "buildings-fcn-int8" in (tmp_path / "r.html").read_text(encoding="utf-8")
    detection = {"MODEL": outputs["QUANTIZED"], "BEFORE": pair[0], "AFTER": pair[1], "MASK": str(tmp_path / "mask.tif")}
    found = processing.run("groundshift:detectchange", detection, context=context, feedback=feedback)
    assert os.path.isfile(found["MASK"])
    assert not [name for name in os.listdir(QgsProcessingUtils.tempFolder()) if name.startswith("groundshift-")]


@pytest.mark.parametrize(
    ("changes", "parameter", "text"),
    [
        ({"CHIPS": ""}, "CHIPS", "No imagery for the calibration"),
        ({"CHIPS": "", "BEFORE": "PAIR"}, "AFTER", "No imagery for the calibration"),
        ({"CHIPS": "/nowhere"}, "CHIPS", "no folder '/nowhere'"),
        ({"BEFORE": "PAIR", "AFTER": "PAIR"}, "BEFORE", "Give one of the two"),
        ({"CALIBRATION_CHIPS": "0"}, "CALIBRATION_CHIPS", "not a valid number of chips"),
        ({"QUANTIZED": "/tmp/twin.txt"}, "QUANTIZED", "not supported"),
        ({"QUANTIZED": "MODEL"}, "QUANTIZED", "also an input"),
    ],
)
def test_refused_before_the_work(algorithm, context, chips, model, pair, tmp_path, changes, parameter, text):
    known = {"PAIR": pair[0], "MODEL": model}
    values = {name: known.get(value, value) for name, value in changes.items()}
    base = {"MODEL": model, "CHIPS": chips, "QUANTIZED": str(tmp_path / "twin.onnx")}
    good, said = algorithm("quantizemodel").checkParameterValues({**base, **values}, context)
    assert not good
    assert said.startswith(f"{parameter}: ")
    assert text in said
