"""Files and folders of a working folder that several commands write at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundshift.model_building.shared_cache import filling, replacing


def _fill(folder: Path, text: str) -> None:
    with filling(folder, "last") as new:
        (new / "first").write_text(text)
        (new / "last").write_text(text)


def test_two_writers_of_a_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with replacing(path) as outer:
        outer.write_text("outer")
        with replacing(path) as inner:
            inner.write_text("inner")
        assert path.read_text() == "inner"
    assert path.read_text() == "outer"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_stays_as_it_is_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def fail() -> None:
        with replacing(path) as temporary:
            temporary.write_text("ne")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_folder_that_is_whole_first_stays(tmp_path: Path) -> None:
    """Another process may have mapped its files: they are not written again."""
    folder = tmp_path / "place"
    with filling(folder, "last") as outer:
        (outer / "last").write_text("outer")
        assert not folder.exists()
        _fill(folder, "inner")
    assert (folder / "last").read_text() == "inner"
    assert list(tmp_path.iterdir()) == [folder]


def test_what_an_interrupted_command_left_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "first").write_text("a part")
    _fill(folder, "whole")
    assert (folder / "first").read_text() == "whole"
    assert (folder / "last").is_file()
