"""The algorithms and the window take limits, defaults and help of the training settings from one table."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.rules.training_limits import NUMBERS
from groundshift.tests.helpers.qgis_application import PROCESSING_PLUGINS

WINDOW = """
import json, sys
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
sys.path.append(sys.argv[1])
from groundshift.plugin.gui.training.model_page import ModelPage
page = ModelPage()
boxes = {
    "EPOCHS": page._epochs, "BATCH_SIZE": page._batch, "TILE_SIZE": page._tile, "PATIENCE": page._patience,
    "AUGMENTATION": page._strength, "DISTILLATION": page._distillation, "SEED": page._seed,
    "CONSISTENCY": page._consistency, "VALIDATION": page._validation, "REPLAY_SHARE": page._replay_share,
}
shares = ("VALIDATION", "REPLAY_SHARE")
ranges = {
    name: [edge / 100 if name in shares else edge for edge in (box.minimum(), box.maximum())] for name, box in boxes.items()
}
print(json.dumps({"ranges": ranges, "tips": {name: box.toolTip() for name, box in boxes.items()}}))
from groundshift.plugin.jobs.training_settings import TrainingSettings
assert page.settings() == TrainingSettings()
"""


@pytest.mark.parametrize("name", NUMBERS)
def test_the_algorithm_has_default_and_help_of_the_table(algorithm, name):
    training = algorithm("trainmodel")  # alive while its definition is looked at
    definition = training.parameterDefinition(name)
    assert definition.defaultValue() == getattr(TrainingSettings(), NUMBERS[name].field)
    assert definition.help() == NUMBERS[name].help


@pytest.mark.parametrize("name", NUMBERS)
def test_the_algorithm_refuses_what_the_table_forbids(algorithm, context, tmp_path, name):
    # A folder of chips is enough to get as far as the settings.
    parameters = {"CHIPS": str(tmp_path), "BASE": "early_fusion_fcn", "MODEL": str(tmp_path / "new.onnx")}
    setting = NUMBERS[name]
    good, text = algorithm("trainmodel").checkParameterValues({**parameters, name: setting.most}, context)
    assert good, text
    good, text = algorithm("trainmodel").checkParameterValues({**parameters, name: setting.most + 1}, context)
    assert not good
    assert name in text
    assert f"{setting.most:g}" in text


def test_the_window_has_the_ranges_and_the_help_of_the_table(qgis):
    command = [sys.executable, "-c", WINDOW, PROCESSING_PLUGINS]
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    run = subprocess.run(command, capture_output=True, text=True, env={**_offscreen(), **paths})
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["ranges"] == {name: [NUMBERS[name].least, NUMBERS[name].most] for name in found["ranges"]}
    assert found["tips"] == {name: NUMBERS[name].help for name in found["tips"]}


def _offscreen():
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
