"""The database of jobs: the same answers from SQLite and from a real PostgreSQL."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Iterator

import pytest

from groundshift.plugin.service.settings import Settings
from groundshift.plugin.service.store import (
    ACCEPTED,
    DISMISSED,
    FAILED,
    RUNNING,
    SUCCESSFUL,
    JobQuery,
    Store,
    Upload,
    hours_ago,
    now,
)
from groundshift.tests.helpers.postgresql import missing, postgresql
from groundshift.tests.helpers.service import WaitingWorkers, serving, until


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    if missing():
        pytest.skip(missing())
    with postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request: Any, tmp_path: Path) -> Iterator[Store]:
    settings = Settings(str(tmp_path), store=request.getfixturevalue("database") if request.param == "postgresql" else "")
    found = Store(settings.store_url)
    yield found
    for job in found.jobs_of_state(ACCEPTED, RUNNING, SUCCESSFUL, FAILED, DISMISSED):
        found.remove_job(job["identifier"])
    for upload in found.uploads():
        found.remove_upload(upload.identifier)
    found.close()


def job(identifier: str, owner: str = "ann", created: str = "") -> dict[str, Any]:
    time = created or now()
    fixed = {"process_id": "detect_change", "status": ACCEPTED, "progress": 0, "request": "{}"}
    return {"identifier": identifier, "owner": owner, "created": time, "updated": time, **fixed}


def test_jobs_wait_up_to_both_limits(store: Store) -> None:
    assert store.add_job(job("1"), 3, 2)
    assert store.add_job(job("2"), 3, 2)
    assert not store.add_job(job("3"), 3, 2)
    assert store.add_job(job("4", "ben"), 3, 2)
    assert not store.add_job(job("5", "cem"), 3, 2)
    assert store.claim(1) is not None  # one runs: there is room again
    assert store.add_job(job("6", "cem"), 3, 2)


def test_the_oldest_of_the_token_with_the_fewest_running_jobs_is_next(store: Store) -> None:
    for number, owner in enumerate(("ann", "ann", "ann", "ben")):
        store.add_job(job(str(number), owner, f"2026-01-01T00:00:0{number}.000000Z"), 10, 10)
    claimed = []
    while (row := store.claim(2)) is not None:
        claimed.append(row["identifier"])
        assert (row["status"], row["starts"]) == (RUNNING, 1)
    assert claimed == ["0", "3", "1"]  # the third of ann waits: two of hers run
    store.change_job("0", status=SUCCESSFUL)
    assert store.claim(2)["identifier"] == "2"


def test_quick_jobs_do_not_wait_for_others(store: Store) -> None:
    for number, kind in enumerate(("long", "long", "quick", "quick")):
        store.add_job({**job(str(number), "ann", f"2026-01-01T00:00:0{number}.000000Z"), "process_id": kind}, 10, 10)
    assert store.claim(1, ("quick",))["identifier"] == "0"
    assert store.claim(1, ("quick",)) is None
    assert [store.claim(1, ("quick",), only_quick=True)["identifier"] for _ in range(2)] == ["2", "3"]
    assert store.claim(1, ("quick",), only_quick=True) is None
    store.change_job("0", status=SUCCESSFUL)
    assert store.claim(1, ("quick",))["identifier"] == "1"  # the quick ones that run are not counted


def test_a_job_is_claimed_once(store: Store) -> None:
    for number in range(20):
        store.add_job(job(f"{number:02d}"), 100, 100)
    claimed: list[str] = []

    def claim() -> None:
        while (row := store.claim(100)) is not None:
            claimed.append(row["identifier"])

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [f"{number:02d}" for number in range(20)]


def test_events_are_numbered_and_a_dismissed_job_stays_dismissed(store: Store) -> None:
    store.add_job(job("1"), 10, 10)
    store.claim(1)
    store.add_events("1", ['{"a": 1}', '{"a": 2}'], progress=10)
    assert store.change_job("1", (RUNNING,), status=DISMISSED)
    store.add_events("1", ['{"a": 3}'], progress=20)
    assert not store.change_job("1", (RUNNING,), status=SUCCESSFUL)
    assert store.events("1", 0, 2) == ([{"a": 1}, {"a": 2}], 2)
    assert store.events("1", 2, 2) == ([{"a": 3}], 3)
    assert store.events("1", 3, 2) == ([], 3)
    assert (store.get_job("1")["status"], store.get_job("1")["progress"]) == (DISMISSED, 10)
    store.remove_job("1")
    assert store.events("1", 0, 2) == ([], 0)


def test_jobs_and_uploads_are_those_of_their_owner(store: Store) -> None:
    store.add_job(job("1", "ann"), 10, 10)
    assert store.add_upload(Upload("u", "ann", now(), 5, {"kind": "raster"}), 1, 5)
    assert not store.add_upload(Upload("v", "ann", now(), 0, {}), 1, 5)
    assert not store.add_upload(Upload("v", "ann", now(), 1, {}), 2, 5)
    assert store.add_upload(Upload("v", "ann", now(), 1, {}), 2, 6)
    store.remove_upload("v")
    assert store.get_job("1", "ben") is None
    assert store.list_jobs(JobQuery("ben"), 10, 0) == ([], 0)
    assert store.get_upload("u", "ben") is None
    assert store.get_upload("u", "ann").about == {"kind": "raster"}
    assert store.uploads("ben") == []
    assert [upload.identifier for upload in store.uploads(before=hours_ago(-1))] == ["u"]
    assert store.uploads(before=hours_ago(1)) == []


def test_only_jobs_that_have_ended_grow_old(store: Store) -> None:
    for identifier, status in (("1", ACCEPTED), ("2", SUCCESSFUL), ("3", DISMISSED)):
        store.add_job(job(identifier), 10, 10)
        store.change_job(identifier, status=status)
    assert sorted(store.ended_before(hours_ago(-1))) == ["2", "3"]
    assert store.ended_before(hours_ago(1)) == []


@pytest.mark.slow
def test_the_service_runs_on_postgresql_by_one_setting(database: str, tmp_path: Path, inputs: dict[str, Path]) -> None:
    with serving(tmp_path, WaitingWorkers, store=database) as client:
        links = {name: client.link(path) for name, path in inputs.items()}
        job = client.execute("detect_change", links).json()["jobID"]
        until(lambda: client("GET", f"/jobs/{job}").json()["status"] == "running")
    assert not (tmp_path / "jobs.sqlite").exists()
    with serving(tmp_path, WaitingWorkers, store=database) as client:  # another start finds job and upload
        assert client("GET", f"/jobs/{job}").json()["status"] in ("accepted", "running")
        assert client(
            "GET", links["before"]["href"].rpartition("/uploads")[1] + links["before"]["href"].rpartition("/uploads")[2]
        ).ok
        assert client("DELETE", f"/jobs/{job}").json()["status"] == "dismissed"
