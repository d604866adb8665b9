"""``groundshift:installruntime`` as users run it, with tiny packages of our own instead of the real ones."""

from __future__ import annotations

import os
import shutil

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from groundshift.plugin.algorithms.install_runtime import InstallRuntime
from groundshift.plugin.runtime import environment_state, install
from groundshift.plugin.runtime.base_interpreter import find_base
from groundshift.plugin.runtime.folders import environment_folder

from .test_install import make_wheel


@pytest.fixture(scope="session")
def qgis(tmp_path_factory):
    """QGIS without windows, for the whole session."""
    running = QgsApplication.instance()
    if running is not None:
        yield running
        return
    application = QgsApplication([], False, str(tmp_path_factory.mktemp("profile")))
    application.initQgis()
    yield application


@pytest.fixture
def algorithm(qgis):
    made = InstallRuntime()
    made.initAlgorithm({})
    return made


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """An empty home for the environment, and packages that are there in a moment."""
    version = find_base().version
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    for name in ("inference", "training"):
        (requirements / f"{name}.txt").write_text(f"tiny_{name}\n")
        make_wheel(tmp_path / "wheels", f"tiny_{name}")
    pins = "tiny_inference==1.0\ntiny_training==1.0\n"
    (requirements / f"constraints-{version[0]}.{version[1]}.txt").write_text(pins)
    modules = {name: {f"tiny_{name}": f"tiny_{name}"} for name in ("inference", "training")}
    monkeypatch.setattr(environment_state, "REQUIREMENTS_FOLDER", str(requirements))
    monkeypatch.setattr(install, "_MODULES", modules)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    # The real worker needs the real packages; here the user has named another Python.
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", find_base().python)
    folder = environment_folder(str(tmp_path / "data" / "groundshift" / "runtime"), version)
    return tmp_path, folder


def run(algorithm, parameters, feedback=None):
    feedback = feedback or QgsProcessingFeedback(False)
    results, good = algorithm.run(parameters, QgsProcessingContext(), feedback)
    return results, good, feedback.textLog()


def test_installing_says_what_is_there_and_that_another_python_is_used(algorithm, tiny):
    _, folder = tiny
    results, good, log = run(algorithm, {"COMPONENTS": ["inference", "training"]})
    assert good, log
    assert results["PYTHON"] == os.path.join(folder, "bin", "python")
    assert results["VERSIONS"] == "tiny_inference 1.0, tiny_training 1.0"
    assert "The worker does not use it: GROUNDSHIFT_PYTHON names" in log


def test_without_a_network_the_message_says_what_to_do(algorithm, tiny):
    place, _ = tiny
    shutil.rmtree(place / "wheels")
    constraints = next((place / "requirements").glob("constraints-*.txt"))
    constraints.write_text("pip==99.0\n")
    _, good, log = run(algorithm, {"COMPONENTS": ["inference"]})
    assert not good
    assert "Check the network, and the proxy in QGIS's settings" in log


def test_cancel_leaves_nothing_that_would_be_used(algorithm, tiny):
    _, folder = tiny
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda percent: feedback.cancel())
    run(algorithm, {"COMPONENTS": ["inference"]}, feedback)
    assert environment_state.read_marker(folder) is None


def test_every_parameter_has_help(algorithm):
    assert [one.name() for one in algorithm.parameterDefinitions()] == ["COMPONENTS"]
    assert all(one.help() for one in algorithm.parameterDefinitions())


def test_a_failure_is_an_exception_of_processing(algorithm, tiny, monkeypatch):
    place, _ = tiny
    (place / "data").write_text("a file where the folder should be")
    with pytest.raises(QgsProcessingException, match="Check the rights of the folder"):
        algorithm.processAlgorithm({"COMPONENTS": ["inference"]}, QgsProcessingContext(), QgsProcessingFeedback(False))
