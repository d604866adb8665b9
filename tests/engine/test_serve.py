"""How jobs end that end by an error of their own."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import Any, Optional

import pytest

from groundshift.plugin.engine import serve
from groundshift.plugin.jobs.events import Error, Event
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.threshold import ProbabilityHistogramJob
from groundshift.plugin.jobs.wire import dump_job


@pytest.mark.parametrize("named", [True, False])
def test_a_disk_that_fills_is_not_unexpected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool) -> None:
    """Wherever a job writes: the message has the folder, that of temporary files where the error names none."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    job = ProbabilityHistogramJob(RasterSource("INPUT", "p", str(tmp_path / "p.tif")), str(folder / "groundshift-1"))
    monkeypatch.setattr(serve, "find_runner", lambda _job: _fills(str(folder / "groundshift-1" / "values") if named else None))
    events: list[Event] = []
    assert serve.perform(dump_job(job), events.append, threading.Event()) == 1
    (error,) = events
    assert isinstance(error, Error)
    assert error.code == "disk_filled"
    assert str(folder) in error.values["folder"]


def _fills(path: Optional[str]) -> Any:
    def run(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path) if path else OSError(errno.ENOSPC, "no space")

    return run
