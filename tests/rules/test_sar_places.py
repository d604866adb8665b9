"""Which place of a table of radar acquisitions is chosen, and what is wrong with the choice."""

from __future__ import annotations

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.sar_table import check_place, read_table


def rows_of(folder, *places):
    lines = [f"{number}.tif,{place},2024-01-{number + 1:02d}T00:00:00Z" for number, place in enumerate(places)]
    path = folder / "table.csv"
    path.write_text("\n".join(["file,place,time", *lines]), encoding="utf-8")
    return read_table(str(path))


@pytest.mark.parametrize(
    ("places", "chosen", "code", "text"),
    [
        (("", ""), "elsewhere", "sar_place_alone", "The table does not name any place. Leave PLACE empty"),
        (("a",), "elsewhere", "sar_place_unknown", "no images of the place 'elsewhere'. Its places: a."),
        (("b", "a"), "elsewhere", "sar_place_unknown", "Its places: a, b."),
        (("", "a"), "elsewhere", "sar_place_unknown", "Its places: a."),
        (("b", "a"), None, "sar_places", "several places: a, b."),
    ],
)
def test_a_place_that_cannot_be_used_is_refused_in_words(tmp_path, places, chosen, code, text):
    with pytest.raises(JobFailure) as caught:
        check_place(rows_of(tmp_path, *places), chosen)
    assert caught.value.code == code
    assert caught.value.parameter == "PLACE"
    assert text in caught.value.text()


@pytest.mark.parametrize(("places", "chosen"), [(("", ""), None), (("a", "a"), None), (("b", "a"), "a")])
def test_a_place_that_is_there(tmp_path, places, chosen):
    assert check_place(rows_of(tmp_path, *places), chosen) == sorted(set(places))


def test_all_places_where_none_is_needed(tmp_path):
    assert check_place(rows_of(tmp_path, "b", "a"), None, needed=False) == ["a", "b"]
