"""Trainings on the service: steering, pictures, and checkpoints that are kept for their token."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Iterator

import pytest

from groundshift.plugin.jobs.events import Picture
from groundshift.plugin.service.store import hours_ago
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving, until

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="trainings are offered with PyTorch")
NAME = "0123456789abcdef"


class Training(WaitingWorkers):
    """A training that writes a picture, and waits."""

    def run(self, owner: str, values: dict[str, Any], on_event: Any, is_cancelled: Any) -> dict[str, Any]:
        (Path(values["pictures"]) / "a.png").write_bytes(b"picture")
        on_event(Picture("validation", str(Path(values["pictures"]) / "a.png"), 1))
        return super().run(owner, values, on_event, is_cancelled)


class Service:
    """A service whose trainings wait."""

    def __init__(self, client: Client, all_workers: list[WaitingWorkers]) -> None:
        self.client, self.workers = client, all_workers[0]
        self.folder = Path(client.service.settings.folder)

    def begin(self, client: Client, **inputs: Any) -> tuple[str, Path]:
        """Begin a training; return its job and folder of checkpoints."""
        count = len(self.workers.begun)
        answer = client.execute("train_model", {"base": "early_fusion_fcn", "chips": [], **inputs})
        assert answer.status_code == 201, answer.text
        until(lambda: len(self.workers.begun) > count)
        return answer.json()["jobID"], Path(self.workers.begun[-1]["checkpoints"])

    def dismiss(self, job: str) -> None:
        self.client("DELETE", f"/jobs/{job}")
        until(lambda: not (self.folder / "jobs" / job).exists())

    @property
    def kept(self) -> list[str]:
        return [path.name for path in (self.folder / "trainings").glob("*/*")]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    all_workers: list[WaitingWorkers] = []

    def make(settings: Any) -> WaitingWorkers:
        all_workers.append(Training(settings))
        return all_workers[-1]

    with serving(tmp_path / "data", make) as client:
        yield Service(client, all_workers)


def test_checkpoints_of_a_training_that_is_cut_off_are_kept_for_its_token(service: Service) -> None:
    client = service.client
    job, checkpoints = service.begin(client, checkpoints=NAME)
    checkpoints.mkdir()
    (checkpoints / "last.pt").write_text("checkpoint")
    service.dismiss(job)
    assert service.kept == [NAME]
    other, others = service.begin(replace(client, token=client.service.tokens.add("other")), checkpoints=NAME)
    assert not others.exists()
    service.workers.let_go.release()
    assert client.service.runner.wait(other, 60)
    again, taken = service.begin(client, checkpoints=NAME)
    assert (taken / "last.pt").read_text() == "checkpoint"
    assert service.kept == []
    (taken / "last.pt").unlink()  # as a training does at its end
    service.workers.let_go.release()
    assert client.ended(again)["status"] == "successful"
    assert service.kept == []


def test_a_training_that_waited_for_another_leaves_that_one_its_checkpoints(tmp_path: Path) -> None:
    """The second of one name waits until the first has ended; its dismissal does not let a third one in."""
    all_workers: list[WaitingWorkers] = []

    def make(settings: Any) -> WaitingWorkers:
        all_workers.append(Training(settings))
        return all_workers[-1]

    with serving(tmp_path, make, running=2, running_per_token=2) as client:
        inputs = {"base": "early_fusion_fcn", "chips": [], "checkpoints": NAME}
        first = client.execute("train_model", inputs).json()["jobID"]
        until(lambda: sum(len(workers.begun) for workers in all_workers) == 1)
        second = client.execute("train_model", inputs).json()["jobID"]
        until(lambda: client("GET", f"/jobs/{second}").json()["status"] == "running")
        client("DELETE", f"/jobs/{second}")
        until(lambda: not Path(client.service.runner.folder_of(second).path).exists())
        assert client.service.runner._kept_in_use
        client("DELETE", f"/jobs/{first}")
        until(lambda: not client.service.runner._kept_in_use)


def test_kept_checkpoints_go_with_time(service: Service) -> None:
    job, checkpoints = service.begin(service.client, checkpoints=NAME)
    checkpoints.mkdir()
    (checkpoints / "last.pt").write_text("checkpoint")
    service.dismiss(job)
    service.client.service.runner.remove_kept(hours_ago(1))
    assert service.kept == [NAME]
    service.client.service.runner.remove_kept(hours_ago(-1))
    assert service.kept == []


@pytest.mark.parametrize("name", ["../../other", "short", "a" * 65, "with space", 5, None, ["x" * 10]], ids=str)
def test_names_of_checkpoints_that_are_none(service: Service, name: Any) -> None:
    answer = service.client.execute("train_model", {"base": "early_fusion_fcn", "chips": [], "checkpoints": name})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")


def test_a_training_is_steered_by_its_own_token(service: Service) -> None:
    client = service.client
    job, _ = service.begin(client)
    control = Path(service.workers.begun[0]["control"])
    for word in ("pause", "run", "stop"):
        assert client("PUT", f"/jobs/{job}/control", json={"word": word}).status_code == 204
        assert control.read_text() == word
    for body in ({"word": "rm"}, {}, [], "stop"):
        assert client("PUT", f"/jobs/{job}/control", json=body).status_code == 400
    other = replace(client, token=client.service.tokens.add("other"))
    assert other("PUT", f"/jobs/{job}/control", json={"word": "stop"}).status_code == 404
    service.workers.let_go.release()
    client.ended(job)
    assert client("PUT", f"/jobs/{job}/control", json={"word": "stop"}).status_code == 409
    until(lambda: not control.exists())


def test_pictures_are_fetched_by_the_names_of_events(service: Service) -> None:
    client = service.client
    job, _ = service.begin(client)
    events = until(lambda: client("GET", f"/jobs/{job}/events").json()["events"])
    assert [event["path"] for event in events if event["event"] == "picture"] == ["a.png"]
    answer = client("GET", f"/jobs/{job}/pictures/a.png")
    assert (answer.content, answer.headers["Content-Type"]) == (b"picture", "image/png")
    for name in ("b.png", "..%2Fcontrol", "..", "%2Fetc%2Fpasswd"):
        assert client("GET", f"/jobs/{job}/pictures/{name}").status_code in (400, 404)
    other = replace(client, token=client.service.tokens.add("other"))
    assert other("GET", f"/jobs/{job}/pictures/a.png").status_code == 404
