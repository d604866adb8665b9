"""Tables of the images of a series."""

from __future__ import annotations

import os

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.series_table import read_series_table


def test_paths_are_relative_to_the_table_and_names_of_columns_are_forgiving(tmp_path):
    (tmp_path / "a.tif").touch()
    table = tmp_path / "series.csv"
    table.write_text("\ufeffPath;Note;Date\na.tif;x;2001-05-01\n\nWMS:layers=b;y;2011\n", encoding="utf-8")
    rows = read_series_table(str(table))
    assert [(row.file, row.date) for row in rows] == [
        (os.path.join(str(tmp_path), "a.tif"), "2001-05-01"),
        ("WMS:layers=b", "2011"),
    ]
    table.write_bytes(b"file\tdate\ra.tif\t2001\r")
    assert [row.date for row in read_series_table(str(table))] == ["2001"]
    table.write_text("file\na.tif\nb.tif\n", encoding="utf-8")
    assert [row.date for row in read_series_table(str(table))] == ["", ""]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,date\na.tif,2001\n", "series_table_columns"),
        ("", "series_table_columns"),
        (f"file\n{'a' * 200_000}\n", "series_table_unreadable"),
        ("file,date\na.tif,2001\nb.tif,\n", "series_table_dates"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(tmp_path, text, code):
    table = tmp_path / "series.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(JobFailure) as caught:
        read_series_table(str(table))
    assert (caught.value.code, caught.value.parameter) == (code, "TABLE")
    with pytest.raises(JobFailure) as caught:
        read_series_table(str(tmp_path / "none.csv"))
    assert caught.value.code == "series_table_unreadable"
