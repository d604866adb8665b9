"""The Compare tab in a running QGIS Desktop: what the map shows, by its pixels, while mouse and keyboard are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.desktop.small_pair import AFTER, BEFORE, RESULT, write_image, write_result

pytestmark = pytest.mark.desktop

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "series" / "naip_north_dakota"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    write_image(folder / "before.tif", BEFORE)
    write_image(folder / "after.tif", AFTER)
    write_result(folder / "result.gpkg")
    variables = {name.upper(): str(folder / file) for name, file in (("before", "before.tif"), ("after", "after.tif"))}
    real = {}
    for name, file in (("EARLIER", "m_4709963_se_14_1_20090818.tif"), ("LATER", "m_4709963_se_14_1_20200831.tif")):
        link = folder / file  # QGIS writes statistics beside what it opens
        link.symlink_to(REAL / file)
        real[name] = str(link)
    return run_in_qgis("compare_run.py", folder, {**variables, **real, "RESULT": str(folder / "result.gpkg")})


def test_without_layers_it_says_what_to_do(found):
    assert found["advice_without_layers"].startswith("Add two raster layers")
    assert found["disabled_tip"] == found["advice_without_layers"]


def test_no_letter_calls_two(found):
    """Nor one of QGIS's own menus."""
    assert found["keys"] == [[], []]


def test_left_of_the_line_is_before_right_of_it_after(found):
    assert found["swipe"] == [BEFORE, AFTER]
    assert found["zoomed_sides"] == [BEFORE, AFTER]


def test_results_stay_visible_on_both_sides(found):
    assert found["polygon_on_both_sides"] == [RESULT, RESULT]
    assert found["without_others"] == BEFORE


def test_the_line_is_dragged_and_moved_by_keys(found):
    assert found["dragged_right"] == [BEFORE, BEFORE]
    assert found["dragged_left"] == [AFTER, AFTER]
    assert found["after_arrows"] == pytest.approx(0.5, abs=0.01)
    assert found["after_fine_arrow"] == pytest.approx(found["after_arrows"] - 0.002)


def test_elsewhere_the_mouse_pans_and_zooms_as_in_qgis(found):
    moved, wanted = found["panned"]
    assert moved == pytest.approx(wanted, rel=0.05)
    assert found["line_stays_when_panning"] == found["after_fine_arrow"]
    assert found["zoomed"] == pytest.approx(0.5)


def test_horizontal_line(found):
    assert found["horizontal"] == [BEFORE, AFTER]


def test_rotated_map(found):
    assert found["rotated"] == [BEFORE, AFTER]


def test_blinking(found):
    assert sorted(found["blinked"]) == sorted([BEFORE, AFTER])
    assert found["held_before"] == [BEFORE, BEFORE]
    assert found["held_after"] == [AFTER, AFTER]
    assert found["space_goes_back"] == "swipe"
    assert found["escape_ends"] == "off"
    assert found["tool_given_back"]


def test_two_maps_stay_together(found):
    assert found["second_map"] == [BEFORE, AFTER]
    before, after, layers = found["widths"]
    assert before == pytest.approx(after, rel=0.3)  # QGIS rounds to what its docks can be
    assert layers > 150
    for x, y, scale, rotation in found["linked"]:
        assert max(x, y) < 0.1
        assert abs(scale) < 1e-6
        assert rotation == pytest.approx(0)
    assert found["cross"] == 2
    assert found["closing_ends"] == "off"
    assert found["second_gone"]


def test_the_project_is_as_it_was(found):
    assert found["unchanged"]
    assert not found["dirty_after_swipe"]
    assert found["off_shows_the_map"] == [AFTER, AFTER]


def test_a_date_that_is_removed_ends_it(found):
    mode, advice = found["removed"]
    assert mode == "off"
    assert advice == "Choose the layer of the earlier date as well."
    assert found["closed"] == "off"


def test_unloading_leaves_nothing(found):
    assert found["left_behind"] == []
    assert found["left_on_the_map"] == []
    assert found["items"][0] <= found["items"][1]
    assert found["tool_after_unload"] != "SwipeTool"
    assert found["map_after_unload"] == [AFTER, AFTER]
