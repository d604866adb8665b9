"""What is done about the temporary files of a job that was killed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from groundshift.plugin.jobs.publish import (
    earlier_folder,
    filled_folder,
    remove_temporaries,
    staging_folder,
    vanished_folder,
)


def killed(folder: Path, moved: tuple[str, ...]) -> tuple[str, str]:
    """An output and the scratch folder of a job that was killed when it had put earlier files aside."""
    output, scratch = str(folder / "mask.tif"), str(folder / "scratch-1")
    aside = Path(earlier_folder(staging_folder(output, scratch)))
    aside.mkdir(parents=True)
    for name in moved:
        (aside / name).write_text("earlier")
    os.makedirs(scratch)
    return output, scratch


def test_earlier_files_come_back_where_the_new_ones_had_not_come(tmp_path: Path) -> None:
    output, scratch = killed(tmp_path, ("mask.tif", "mask.tif.aux.xml", "mask.qml", "other.tif"))
    remove_temporaries([output, "BEFORE", None], scratch)
    there = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert there == dict.fromkeys(("mask.tif", "mask.tif.aux.xml", "mask.qml"), "earlier")


def test_earlier_files_go_where_the_new_ones_are(tmp_path: Path) -> None:
    output, scratch = killed(tmp_path, ("mask.tif", "mask.tif.aux.xml"))
    Path(output).write_text("new")
    remove_temporaries([output], scratch)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"mask.tif": "new"}


def test_a_folder_that_vanished_is_found_by_the_error(tmp_path: Path) -> None:
    out, scratch = tmp_path / "out", str(tmp_path / "groundshift-1")
    job = {"scratch": scratch, "mask": str(out / "m.tif"), "model": "buildings", "threads": 0}
    staging = staging_folder(str(out / "m.tif"), scratch)
    assert vanished_folder(job, OSError("x")) == str(out)
    out.mkdir()
    assert vanished_folder(job, OSError("x")) == ""
    assert vanished_folder(job, FileNotFoundError(2, "No such file", f"{staging}/m.tif")) == str(out)
    os.makedirs(staging)
    assert vanished_folder(job, FileNotFoundError(2, "No such file", f"{staging}/m.tif")) == ""
    assert vanished_folder(None, OSError("x")) == ""


def test_a_folder_whose_disk_is_full_is_found_by_the_error(tmp_path: Path) -> None:
    """By the file that the error names; else it is that of temporary files: an error of an output names the output."""
    out, temporary = tmp_path / "out", tmp_path / "temporary"
    job = {"scratch": str(temporary / "groundshift-1"), "mask": str(out / "m.tif"), "model": "buildings", "threads": 0}
    full = OSError(errno.ENOSPC, "No space left on device")
    assert filled_folder(job, OSError(errno.EIO, "x")) == filled_folder(job, ValueError("x")) == ""
    assert filled_folder(job, OSError(errno.ENOSPC, "x", str(out / "m.tif"))) == str(out)
    assert filled_folder(None, OSError(errno.ENOSPC, "x", str(out / "m.tif"))) == str(out)
    assert filled_folder(job, full) == filled_folder(None, full) == ""  # the folder is not there
    temporary.mkdir()
    assert filled_folder(job, full) == filled_folder(job, RuntimeError("write: No space left on device")) == str(temporary)
