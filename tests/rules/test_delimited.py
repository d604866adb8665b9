"""Tables of text, whatever program wrote them."""

from __future__ import annotations

import csv

import pytest

from groundshift.plugin.rules.delimited import TABLE_ERRORS, read_delimited


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path, separator, line_end):
    lines = [["file", "note"], ["a.tif", '"x, y; z\t""1"""'], ["b.tif"]]
    text = "\ufeff" + line_end.join(separator.join(line) for line in lines)
    (tmp_path / "table.csv").write_bytes(text.encode())
    names, rows = read_delimited(str(tmp_path / "table.csv"))
    assert names == ("file", "note")
    assert rows == [{"file": "a.tif", "note": 'x, y; z\t"1"'}, {"file": "b.tif", "note": None}]


@pytest.mark.parametrize("content", [b"file\n\xff\xfe", b"file\n" + b"a" * (csv.field_size_limit() + 1)])
def test_what_is_no_table(tmp_path, content):
    (tmp_path / "table.csv").write_bytes(content)
    for name in ("table.csv", "none.csv"):
        with pytest.raises(TABLE_ERRORS):
            read_delimited(str(tmp_path / name))
