"""``groundshift:installruntime`` as users run it, with tiny packages of our own instead of the real ones."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from groundshift.plugin.algorithms.install_runtime import InstallRuntime
from groundshift.plugin.runtime import install, settings
from groundshift.plugin.runtime.base_interpreter import find_base
from groundshift.plugin.runtime.folders import environment_folder, installed_environments

from .conftest import VERSION


@pytest.fixture
def algorithm(qgis):
    made = InstallRuntime()
    made.initAlgorithm({})
    return made


@pytest.fixture
def place(place, monkeypatch):
    """An environment with nothing in it yet, where QGIS looks for it, and packages that are there in a moment."""
    version = find_base().version
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(place / "wheels"))
    # The real worker needs the real packages; here the user has named another Python.
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", find_base().python)
    root = place / "data" / "groundshift" / "runtime"
    root.mkdir(parents=True)
    (place / "env").rename(environment_folder(str(root), version))
    return place


def run(algorithm, parameters, feedback=None):
    feedback = feedback or QgsProcessingFeedback(False)
    results, good = algorithm.run(parameters, QgsProcessingContext(), feedback)
    return results, good, feedback.textLog()


def test_installing_says_what_is_there_and_that_another_python_is_used(algorithm, place):
    results, good, log = run(algorithm, {"COMPONENTS": ["inference", "training"]})
    assert good, log
    (folder,) = (place / "data" / "groundshift" / "runtime").glob("python-3.*[0-9]")
    assert results["PYTHON"] == str(folder / "bin" / "python")
    assert results["VERSIONS"] == "tiny_network 1.0, tiny_raster 1.0, tiny_torch 1.0"
    assert "The worker does not use this environment: GROUNDSHIFT_PYTHON is set to" in log


def test_without_a_network_the_message_says_what_to_do(algorithm, place):
    (place / "requirements" / f"constraints-{VERSION}.txt").write_text("pip==99.0\n")
    _, good, log = run(algorithm, {"COMPONENTS": ["inference"]})
    assert not good
    assert "Check the connection and the proxy in QGIS's settings" in log


def test_cancel_leaves_nothing_that_would_be_used(algorithm, place):
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda percent: feedback.cancel())
    _, _, log = run(algorithm, {"COMPONENTS": ["inference"]}, feedback)
    assert "Run it again to continue" in log
    assert installed_environments(str(place / "data" / "groundshift" / "runtime")) == []


def test_an_accelerator_that_has_to_be_measured_first_is_said_so(algorithm, place, monkeypatch):
    done = install.Installed("folder", "python", {"openvino": "2026.4"}, 1 << 20, True, "openvino")
    monkeypatch.setattr(install, "install", lambda *arguments: done)
    assert "It runs the networks once 'Measure runtime' has found it to be the fastest here" in run(algorithm, {})[2]
    monkeypatch.setattr(settings, "provider", lambda: "change=OpenVINO:CPU:bf16")
    assert "Measure runtime" not in run(algorithm, {})[2]


def test_every_parameter_has_help(algorithm):
    assert [one.name() for one in algorithm.parameterDefinitions()] == ["COMPONENTS", "ACCELERATOR"]
    assert all(one.help() for one in algorithm.parameterDefinitions())


def test_a_failure_is_an_exception_of_processing(algorithm, place, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "wheels" / "tiny_torch-1.0-py3-none-any.whl"))  # no folder
    with pytest.raises(QgsProcessingException, match="Check the permissions of the folder"):
        algorithm.processAlgorithm({"COMPONENTS": ["inference"]}, QgsProcessingContext(), QgsProcessingFeedback(False))
