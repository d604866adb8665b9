"""The History tab in a running QGIS Desktop: real runs on Landsat images, repeated, copied, saved with the project."""

from __future__ import annotations

import re
import shutil

import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.desktop.real_pairs import PUCALLPA

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    if not PUCALLPA.is_dir():
        pytest.skip("the project's real imagery (../shared/data) is not on this machine")
    folder = tmp_path_factory.mktemp("history")
    for name in ("1985", "2020"):
        shutil.copy(PUCALLPA / f"{name}.tif", folder)
    variables = {"BEFORE": str(folder / "1985.tif"), "AFTER": str(folder / "2020.tif")}
    return {**run_in_qgis("history_run.py", folder, variables, timeout=800), "folder": folder}


def test_without_runs_it_says_what_comes_here(found):
    assert "No runs yet" in found["empty"]
    assert not found["buttons_without_runs"]


def test_runs_of_the_toolbox_are_listed_the_latest_on_top(found):
    assert [row[0] for row in found["rows"]] == ["Landsat 1985 → Landsat 2020"] * 2
    summary = found["rows"][1][1]
    assert summary.endswith(" polygons")
    # Whatever the language does with large numbers.
    assert re.sub(r"\D", "", summary.rpartition(" in ")[2]) == str(found["found"][0])


def test_details_tell_tool_layers_and_result(found):
    for text in ("Detect change, classical", "Landsat 1985", "Method", "difference.tif", "Changed area"):
        assert text in found["details"], text


def test_running_again_gives_the_same_and_keeps_the_earlier(found):
    assert found["cancel_is_there"]
    assert not found["again_rests"]
    assert found["same_result"]
    assert found["earlier_kept"]
    assert found["numbered"]
    assert len(found["new_layers"]) == 3
    assert "categorizedSymbol" in found["renderers"]
    assert len(found["rows_again"]) == 3


def test_other_layers_in_the_form_of_the_tool(found):
    assert found["dialog_method"] == 1


def test_cancelled_runs_leave_nothing(found):
    assert found["after_cancel"] == [3, "Cancelled; no partial results were kept."]


def test_copies(found):
    assert found["command"][:3] == ["qgis_process", "run", "groundshift:detectchangeclassic"]
    assert f"--BEFORE={found['folder'] / '1985.tif'}" in found["command"]
    assert "--MASK=mask.tif" in found["command"]
    assert found["python_found"] == found["found"][0]
    assert found["removed"] == 1


def test_the_history_is_saved_with_the_project(found):
    assert found["rows_of_a_new_project"] == []
    assert found["rows_after_reopening"]
    assert len(found["loaded"]) == 3


def test_what_is_gone_is_said(found):
    assert not found["again_without_layer"]
    assert found["tip"] == "Missing layers: Landsat 1985"
    assert found["details_gone"]


def test_unloading_leaves_nothing(found):
    assert found["unloaded"] == {"failures": [], "listeners": 0, "entry_stays": True, "provider": True}
