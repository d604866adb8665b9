"""What the panels name before a run: the target of a network, by what was chosen, measured and installed."""

from __future__ import annotations

import pytest

from groundshift.plugin.runtime import network_target
from groundshift.plugin.runtime.environment_state import Marker, write_marker
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.network_target import expected_target

MEASURED = "change=OpenVINO:CPU:bf16,segmentation=OpenVINO:CPU:fp32"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A function that declares an environment with a build whole, and the user's preference."""
    monkeypatch.setattr(network_target.sys, "platform", "linux")

    def make(build, preference="", named_by=""):
        write_marker(str(tmp_path), Marker("digest", ("inference",), build=build))
        python = str(tmp_path / "bin" / "python")
        monkeypatch.setattr(network_target, "find_interpreter", lambda: Interpreter(python, named_by))
        monkeypatch.setattr(network_target.settings, "provider", lambda: preference)

    return make


@pytest.mark.parametrize(
    ("build", "preference", "task", "target"),
    [
        ("plain", "", "change", "CPUExecutionProvider"),
        ("openvino", "", "change", "CPUExecutionProvider"),  # until it is measured or chosen
        ("openvino", MEASURED, "change", "OpenVINO:CPU:bf16"),
        ("openvino", MEASURED, "segmentation", "OpenVINO:CPU:fp32"),
        ("openvino", MEASURED, "sar-prediction", "CPUExecutionProvider"),
        ("cuda12", "", "change", "CUDAExecutionProvider"),
        ("directml", "", "change", "DmlExecutionProvider"),
        ("plain", "CUDAExecutionProvider", "change", "CPUExecutionProvider"),
        ("cuda12", "TensorrtExecutionProvider:fp16", "change", "TensorrtExecutionProvider:fp16"),
        ("cuda12", "CPUExecutionProvider", "change", "CPUExecutionProvider"),
        ("plain", MEASURED, "change", "CPUExecutionProvider"),  # removed since
        ("cuda13", MEASURED, "change", "CUDAExecutionProvider"),
    ],
)
def test_the_target_is_that_of_the_choice_or_of_what_is_installed(installed, build, preference, task, target):
    installed(build, preference)
    assert expected_target(task) == target


def test_of_the_users_own_python_and_of_a_mac_no_more_is_known_than_what_was_chosen(installed, monkeypatch):
    installed("openvino", "", "GROUNDSHIFT_PYTHON")
    assert expected_target("change") == ""
    installed("openvino", MEASURED, "GROUNDSHIFT_PYTHON")
    assert expected_target("change") == "OpenVINO:CPU:bf16"
    monkeypatch.setattr(network_target.sys, "platform", "darwin")
    installed("plain")
    assert expected_target("change") == ""
