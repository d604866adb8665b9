"""Many clients at once: no request fails but for want of room, and no job is lost. The full run is a benchmark."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundshift.tests.benchmarks.service import LoadClient, load, small_inputs
from groundshift.tests.helpers.service import serving

CLIENTS, JOBS = 8, 2


@pytest.mark.slow
def test_more_clients_than_jobs_that_may_wait(tmp_path: Path) -> None:
    files = small_inputs(tmp_path, 96)

    def goes_on(client: LoadClient) -> bool:
        return client.accepted < JOBS

    with serving(tmp_path / "data", waiting=3, waiting_per_token=3) as client:
        other = client.service.tokens.add("other")
        tokens = [client.token if number % 2 else other for number in range(CLIENTS)]
        found = load(client.url, [{"Authorization": f"Bearer {token}"} for token in tokens], files, goes_on)
        assert found["wrong"] == []
        assert set(found["answers"]) <= {"200", "201", "429"}
        assert found["jobs accepted"] == found["jobs done with the right result"] == CLIENTS * JOBS
        states = [job["status"] for job in client("GET", "/jobs?limit=100").json()["jobs"]]
        assert states == ["successful"] * (CLIENTS * JOBS // 2)
