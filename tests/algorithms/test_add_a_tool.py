"""The recipe "add a tool" of docs/architecture.md, done once: a tool from a pair to a raster takes six files.

The toy is added to a copy of the plugin, because the worker is a process of its own that knows only its own folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
TOY = Path(__file__).parent / "toy_tool"
NEW_FILES = {
    "plugin/algorithms/band_difference.py": "algorithm.py",
    "plugin/algorithms/run/band_difference.py": "run.py",
    "plugin/jobs/band_difference.py": "job.py",
    "plugin/engine/band_difference.py": "runner.py",
}
NEW_LINES = {
    "plugin/algorithms/__init__.py": (
        ("    from .change_time_series", "    from .band_difference import BandDifference\n"),
        ("        DetectChangeClassic,\n", "        BandDifference,\n"),
    ),
    "plugin/jobs/registry.py": (
        ("from .change_time_series", "from .band_difference import BandDifferenceJob\n"),
        ("    DetectChangeClassicJob,\n", "    BandDifferenceJob,\n"),
    ),
}
SCRIPT = """
import json, sys
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
from qgis.core import QgsProcessingOutputLayerDefinition, QgsProject
application = QgsApplication([], False)
application.initQgis()
sys.path.append("/usr/share/qgis/python/plugins")
from processing.core.Processing import Processing
from processing.gui.Postprocessing import handleAlgorithmResults
Processing.initialize()
import groundshift
plugin = groundshift.classFactory(None)
plugin.initProcessing()
project = QgsProject.instance()
context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
context.setProject(project)
algorithm = QgsApplication.processingRegistry().createAlgorithmById("groundshift:banddifference")
parameters = json.loads(sys.argv[1])
refused = algorithm.checkParameterValues({**parameters, "RESOLUTION": -1}, context)
parameters["DIFFERENCE"] = QgsProcessingOutputLayerDefinition(parameters["DIFFERENCE"], project)
results, good = algorithm.run(parameters, context, feedback)
if good:
    handleAlgorithmResults(algorithm, context, feedback, parameters=parameters)
tree = {group.name(): [node.name() for node in group.findLayers()] for group in project.layerTreeRoot().findGroups()}
print(json.dumps({"good": good, "results": results, "tree": tree, "refused": refused[1], "log": feedback.textLog()}))
project.clear()
plugin.unload()
"""


@pytest.fixture
def plugin_with_the_toy(tmp_path):
    """The folder that holds the copy, as ``groundshift``."""
    copy = tmp_path / "plugins" / "groundshift"
    shutil.copytree(ROOT / "plugin", copy / "plugin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources" / "icons", copy / "resources" / "icons")
    for name in ("__init__.py", "metadata.txt"):
        shutil.copy(ROOT / name, copy / name)
    for path, source in NEW_FILES.items():
        assert not (copy / path).exists()
        shutil.copy(TOY / source, copy / path)
    for path, lines in NEW_LINES.items():
        text = (copy / path).read_text(encoding="utf-8")
        for before, line in lines:
            assert text.count(before) == 1, f"{path}: {before}"
            text = text.replace(before, line + before)
        (copy / path).write_text(text, encoding="utf-8")
    return copy.parent


@pytest.mark.usefixtures("worker")
def test_a_tool_from_a_pair_to_a_raster_takes_six_files(plugin_with_the_toy, pair, tmp_path):
    assert len(NEW_FILES) + len(NEW_LINES) == 6
    output = str(tmp_path / "difference.tif")
    parameters = {"BEFORE": pair[0], "AFTER": pair[1], "DIFFERENCE": output}
    paths = os.pathsep.join([str(plugin_with_the_toy), *(path for path in sys.path if not path.endswith("build"))])
    environment = {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, json.dumps(parameters)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["good"], found["log"]
    assert "RESOLUTION" in found["refused"]
    tree = {name.partition(" · ")[0]: layers for name, layers in found["tree"].items()}
    assert tree == {"Difference before - after": ["Difference"]}
    written = gdal.Open(output)
    difference = written.ReadAsArray()
    assert found["results"]["GREATEST"] == difference.max() == 120
    assert (difference > 0).sum() == 40 * 60
    expected = np.abs(gdal.Open(pair[0]).ReadAsArray()[0].astype(float) - gdal.Open(pair[1]).ReadAsArray()[0])
    assert (difference == expected).all()
    assert "banddifference" in json.dumps(written.GetMetadata())
