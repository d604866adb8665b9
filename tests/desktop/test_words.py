"""The dock and its dialogs in German, with large letters: nothing is cut, no letter calls two, what is disabled says why."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.desktop.small_pair import AFTER, BEFORE, write_image, write_result
from groundshift.tests.helpers.onnx_bytes import difference_network

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    write_image(folder / "before.tif", BEFORE)
    write_image(folder / "after.tif", AFTER)
    write_result(folder / "result.gpkg")
    (folder / "network.onnx").write_bytes(difference_network())
    files = {"BEFORE": "before.tif", "AFTER": "after.tif", "RESULT": "result.gpkg", "NETWORK": "network.onnx"}
    variables = {name: str(folder / file) for name, file in files.items()}
    return run_in_qgis("words_run.py", folder, {**variables, "QT_FONT_DPI": "144"}, language="de")


def test_no_text_is_cut(found):
    assert {name: cut for name, cut in found["cut"].items() if cut} == {}


def test_no_letter_calls_two(found):
    """Nor one of QGIS's own menus."""
    assert {name: clashes for name, clashes in found["clashes"].items() if clashes} == {}


def test_what_is_disabled_says_why(found):
    assert {name: silent for name, silent in found["silent"].items() if silent} == {}


def test_a_pair_that_comes_at_once_is_that_of_all_tabs(found):
    assert found["pair"] == ["scene 2020", "scene 2021"]


def test_tabs_go_by_keys(found):
    assert found["tabs"] == [1, 2, 3, 0, 3]
