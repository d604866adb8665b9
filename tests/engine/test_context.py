"""Progress of a job that is made of parts."""

from __future__ import annotations

import pytest

from groundshift.plugin.engine import context as own
from groundshift.plugin.engine.context import JobContext, part_of
from groundshift.plugin.jobs.events import Event, Progress


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    monkeypatch.setattr(own, "_SECONDS_BETWEEN_REPORTS", 0.0)
    return []


def test_a_part_reports_its_share_and_the_job_s_time_left_only(events: list[Event]) -> None:
    """Twelve seconds to the end of the first of two images are not twelve seconds to the end of the job."""
    job = JobContext(events.append)
    part_of(job, 0.2, 0.6).progress(0.5, "reading", 12.0)
    part_of(job, 0.6, 1.0).progress(0.5, "reading", 12.0)
    part_of(job, 0.6, 1.0).info("series_date", date="2001", layer="a")
    first, second = (event for event in events if isinstance(event, Progress))
    assert (first.fraction, first.seconds_left) == (pytest.approx(0.4), None)
    assert (second.fraction, second.seconds_left) == (pytest.approx(0.8), 12.0)
    assert len(events) == 3


def test_cancelling_the_job_cancels_its_parts(events: list[Event]) -> None:
    job = JobContext(events.append)
    part = part_of(job, 0.0, 0.5)
    part.check()
    job.cancelled.set()
    with pytest.raises(own.Cancelled):
        part.check()
