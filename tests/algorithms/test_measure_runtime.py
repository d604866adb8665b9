"""``groundshift:measureruntime`` through Processing: the table, and the choice that later runs use."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsSettings

from groundshift.plugin.algorithms.measure_runtime import MeasureRuntime
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file import catalogue
from groundshift.plugin.runtime import network_target, settings
from groundshift.plugin.runtime.environment_state import Marker
from groundshift.plugin.runtime.worker_pool import with_settings

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "CPUExecutionProvider"


@pytest.fixture
def algorithm(qgis, tmp_path, monkeypatch):
    shutil.copy(ROOT / "models" / "buildings-fcn.onnx", tmp_path)  # the smallest one
    monkeypatch.setattr(catalogue, "bundled_folder", lambda: str(tmp_path))
    QgsSettings().remove(settings.MEASURED_KEY)
    made = MeasureRuntime()
    made.initAlgorithm({})
    yield made
    QgsSettings().remove(settings.MEASURED_KEY)


def measure(algorithm, **parameters):
    feedback = QgsProcessingFeedback(False)
    results, good = algorithm.run(parameters, QgsProcessingContext(), feedback)
    assert good, feedback.textLog()
    return results, feedback.textLog()


def test_the_table_is_reported_and_kept_with_what_was_installed(algorithm, monkeypatch):
    monkeypatch.setattr(network_target, "installed_state", lambda: Marker("digest", ("inference",), build="openvino"))
    results, log = measure(algorithm)
    rows = json.loads(results["ROWS"])
    assert rows[0]["target"] == PLAIN
    assert f", {PLAIN}: " in log
    assert "Mpx/s" in log
    kept = settings.measured()
    assert len(kept.rows) == len(rows)
    assert kept.choice == results["CHOICE"]
    assert kept.runtime == "digest"


def test_the_measurement_is_only_reported_when_it_is_not_to_be_kept(algorithm):
    measure(algorithm, KEEP=False)
    assert settings.measured() is None


def test_jobs_run_by_the_measured_choice_unless_the_user_named_another(algorithm):
    source = RasterSource("BEFORE", "before", "before.tif")
    job = DetectChangeJob(before=source, after=source, model="m.onnx", scratch="s", mask="m.tif")
    assert with_settings(job).provider == ""
    settings.keep_measured("change=OpenVINO:CPU:bf16", [])
    assert with_settings(job).provider == "change=OpenVINO:CPU:bf16"
    QgsSettings().setValue(settings.PROVIDER_KEY, PLAIN)
    try:
        assert with_settings(job).provider == PLAIN
    finally:
        QgsSettings().remove(settings.PROVIDER_KEY)
    QgsSettings().setValue(settings.MEASURED_KEY, "{not json")
    assert with_settings(job).provider == ""
