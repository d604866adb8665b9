"""The registry of jobs: each kind has a runner, and a further kind takes one class."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from groundshift.plugin.engine import serve
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs import registry
from groundshift.plugin.jobs.events import Error, Event, Log, Result
from groundshift.plugin.jobs.messages import render
from groundshift.plugin.jobs.wire import dump_job


@dataclass(frozen=True)
class CountJob:
    """A job that is none of the plugin's own."""

    KIND: ClassVar[str] = "toy_count"
    RUNNER: ClassVar[str] = f"{__name__}:count"

    numbers: tuple[int, ...]


def count(job: CountJob, context: JobContext) -> dict[str, Any]:
    context.info("tiles", predicted=len(job.numbers), outside=0, empty=0)
    return {"SUM": sum(job.numbers)}


@pytest.mark.parametrize("job", registry.JOBS, ids=lambda job: job.KIND)
def test_every_job_has_a_runner(job: Any) -> None:
    assert callable(serve.find_runner(job))


def test_a_registered_job_is_run_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.JOB_TYPES, CountJob.KIND, CountJob)
    events: list[Event] = []
    assert serve.perform(dump_job(CountJob((1, 2, 39))), events.append, threading.Event()) == 0
    assert events == [Log("tiles", {"predicted": 3, "outside": 0, "empty": 0}), Result({"SUM": 42})]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ModuleNotFoundError("No module named 'openvino'", name="openvino"), "package_missing"),
        (ImportError("cannot import name 'helper' from 'onnx'", name="onnx"), "package_missing"),
        (ImportError("cannot import name 'x'", name="groundshift.plugin.engine"), "unexpected"),
        (ValueError("no number"), "unexpected"),
    ],
)
def test_what_an_environment_of_an_older_version_lacks_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def run(job: CountJob, context: JobContext) -> dict[str, Any]:
        raise error

    monkeypatch.setitem(registry.JOB_TYPES, CountJob.KIND, CountJob)
    monkeypatch.setattr(serve, "find_runner", lambda job: run)
    events: list[Event] = []
    assert serve.perform(dump_job(CountJob((1,))), events.append, threading.Event()) == 1
    (event,) = events
    assert isinstance(event, Error)
    assert event.code == code
    text = render(event.code, event.parameter, event.values)
    assert str(error) in text
    assert ("'Install runtime'" in text) == (code == "package_missing")


def test_no_two_jobs_are_of_one_kind() -> None:
    assert len(registry.JOB_TYPES) == len(registry.JOBS)
