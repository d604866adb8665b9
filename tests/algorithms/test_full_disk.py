"""What QGIS's side of a tool does when a disk is full: it names the folder, and leaves nothing half."""

from __future__ import annotations

import errno
import os

import pytest
from qgis.core import QgsProcessingFeedback, QgsProcessingUtils

from groundshift.plugin.algorithms.outputs.printed_pages import print_pages
from groundshift.plugin.algorithms.run import job_algorithm
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.tests.helpers.full_disk import files_of_at_most


def test_no_room_for_temporary_files(qgis, monkeypatch):
    def full(prefix, dir):  # noqa: A002 (of tempfile)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.path.join(dir, prefix))

    monkeypatch.setattr(job_algorithm.tempfile, "mkdtemp", full)
    with pytest.raises(JobFailure) as failure:
        job_algorithm.perform(lambda *_: pytest.fail("no job is made"), {}, QgsProcessingFeedback())
    assert failure.value.code == "disk_filled"
    assert QgsProcessingUtils.tempFolder() in failure.value.text()
    assert "Options > Processing" in failure.value.text()


@pytest.mark.parametrize("size", [0, 3000])
def test_a_report_whose_pages_have_no_room(qgis, tmp_path, size):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"{number:03}.html").write_text(f"<h1>Page {number}</h1>" + "<p>Changes of the town.</p>" * 80)
    path = str(tmp_path / "report.pdf")
    with files_of_at_most(size), pytest.raises(JobFailure) as failure:
        print_pages(str(pages), "PDF", path, "Report", QgsProcessingFeedback())
    assert failure.value.code in ("write_failed", "disk_filled")
    assert str(tmp_path) in failure.value.text()
    print_pages(str(pages), "PDF", path, "Report", QgsProcessingFeedback())
    assert os.path.getsize(path) > 3000
