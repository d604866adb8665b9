"""The Review tab in a running QGIS Desktop, with keys and clicks, on a real detection in real imagery."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.in_qgis import run_in_qgis
from groundshift.tests.desktop.real_pairs import banepa_pair

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    before, after = banepa_pair(folder)
    return run_in_qgis("review_run.py", folder, {"BEFORE": before, "AFTER": after}, timeout=1000)


def test_without_layers_it_says_what_to_do(found):
    assert "Detect" in found["empty"]["advice"]
    assert not found["empty"]["start"]


def test_no_letter_calls_two(found):
    """Nor one of QGIS's own menus."""
    assert [*found["keys"], found["keys_while_editing"], found["keys_of_points"]] == [[], [], [], []]


def test_polygons_of_a_detection_have_names(found):
    assert found["detected"] == len(found["uuids"]) >= 10
    assert len(set(found["uuids"])) == found["detected"]


def test_each_polygon_is_shown_with_what_lies_around(found):
    assert found["place"] == f"1 of {found['detected']}"
    assert "confidence" in found["facts"]
    assert found["centred"]


def test_one_key_shows_before_and_after(found):
    assert (found["flipped"], found["flipped_again"]) == ("Before", "After")
    assert not found["flip_ended"]


def test_keys_decide_and_go_on(found):
    assert len(set(found["walked"])) == 6
    assert found["after_six"] == ["accepted", "accepted", "rejected", "accepted", "rejected", "accepted"]
    assert found["counts_text"].startswith(f"6 of {found['detected']} decided: 4 accepted, 2 rejected")


def test_undo_and_redo(found):
    assert found["undone"] == ["accepted", "accepted", "rejected", "accepted", None, None]
    assert found["undone_at"]
    assert found["stamp_undone"] == [None] * 5
    assert found["redone"] == ["accepted", "accepted", "rejected", "accepted", "rejected", None]


def test_comments_are_typed_without_deciding(found):
    assert found["comment_has_focus"]
    assert found["comment"] == "a barn, rarely"
    assert found["comment_decided"] is None


def test_classes_by_name_and_by_number(found):
    assert found["class"] == ["accepted", "greenhouse"]
    assert found["class_by_key"] == ["accepted", "greenhouse"]


def test_ten_polygons_are_decided(found):
    assert sum(count for status, count in found["counts"].items() if status != "None") == 10
    assert found["reviewer"]
    assert found["previous"]
    assert found["filter"]
    assert found["sorted_by_size"]
    assert found["mean_step"] < 150  # metres of a scene of 300


def test_the_keys_of_a_hidden_tab_are_not_taken(found):
    assert found["hidden_tab_is_deaf"]


def test_the_review_goes_on_after_a_restart(found):
    assert found["bands_left"] == 0
    assert found["kept"]
    assert found["button"] == "Continue the review"
    assert found["resumed"].startswith(f"10 of {found['detected']} decided")
    assert found["resumed_at_undecided"]
    assert found["went_on"]
    assert found["no_undo_of_before"]  # that of the decision of this session
    assert not found["nothing_more_to_undo"]


def test_a_missed_change_is_digitised(found):
    assert found["edit_bar"]
    assert found["save_in_view"]
    assert found["why_not"] == [[False, "Save or discard the edits first"]] * 4
    assert found["drawn"] == 1
    assert [(item["named"], item["by"]) for item in found["missed"]] == [(True, True)]
    assert found["shown_after_drawing"]
    assert found["area_is_right"] == pytest.approx(1, abs=0.01)
    status, said = found["own_is_not_rejected"]
    assert status == "missed"
    assert "You drew this polygon" in said


def test_an_outline_is_reshaped(found):
    assert found["editable"]
    assert found["keys_rest_while_editing"]
    assert found["problem_gone"]  # it said to do this
    assert found["reshaped"]
    assert found["area_follows"] == pytest.approx(1, abs=0.01)
    assert found["editing_over"]
    assert found["tips_are_back"].endswith("(A)")
    assert found["form_is_back"]


def test_reviewed_areas(found):
    assert (found["areas"], found["areas_undone"], found["rectangles"]) == (1, 0, 2)
    assert all(found["area_values"])
    assert found["tool_is_back"]
    assert found["areas_in_project"] == 1


def test_a_slanted_map(found):
    rotation, off = found["slanted_centre"]
    assert rotation == 30
    assert off < 0.05
    assert found["slanted_flip"] == "Before"
    assert found["slanted_view"] > 0.999  # of the slanted rectangle, not of the box around it


def test_a_reviewed_area_is_drawn_as_a_polygon(found):
    tool, advice = found["drawing"]
    assert tool == "AreaTool"
    assert "right-click to finish" in advice
    assert found["given_up"] == [1, True, False]  # the one is the view
    amount, overlap = found["drawn_polygon"]
    assert amount == 2
    assert overlap > 0.999
    assert found["drawn_values"]
    assert found["map_tool_again"]
    assert found["drawn_undone"] == 0


def test_labels_and_accuracy_in_one_click(found):
    kinds = [source for _, _, source in found["labels"]]
    assert kinds.count("missed") == 1
    assert kinds.count("accepted") == found["accepted"]
    assert {"greenhouse"} < {name for _, name, _ in found["labels"]}
    assert found["label_area"] == 1
    texts, cut = found["message"]
    assert f"{len(kinds)} training labels created" in texts[-1]
    assert cut == 0
    assert found["accuracy_dialog"] == 1
    assert found["accuracy_values"] == {
        "PREDICTED": "Detected, as reviewed", "REFERENCE": "Labels of the review", "AREA": "Area of the accuracy",
    }  # fmt: skip
    assert all(0 <= value <= 1 for value in found["measured"].values())


def test_the_layer_gets_its_own_style_back(found):
    assert found["renderer_before"] == found["own_style_is_back"] == "categorizedSymbol"
    assert found["style"] == "RuleRenderer"
    assert found["styles"] == found["styles_before"]  # called "default", or as in the file since QGIS 3.40


def test_what_cannot_be_reviewed_says_why(found):
    assert "GeoPackage" in found["shapefile"]
    assert found["shapefile_can_be_saved"]
    assert found["saved_reviews"]
    assert "Another program has locked the GeoPackage" in found["locked"]


def test_points_are_interpreted_by_number_keys(found):
    assert found["points_text"] == "Point 1 of 10"
    assert found["point_facts"] == "What is here?"
    assert found["points_written"]
    assert found["points_done"] == "10 of 10 points interpreted"
    assert found["estimated"]


def test_unloading_leaves_nothing(found):
    left = found["unloaded"]
    assert left["failures"] == []
    assert (left["bands"], left["items"], left["windows"]) == (0, [], 0)
    assert left["style"] == "categorizedSymbol"
    assert left["keys"]
    assert left["dock"]
    assert left["provider"]
