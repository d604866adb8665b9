"""Queue, limits, progress, the end of jobs and of the service: every job ends in a known state."""

from __future__ import annotations

import errno
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Optional

import pytest
import requests
import sqlalchemy.exc

from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.service import command, job_runner, remote_files, uploads
from groundshift.plugin.service.job_runner import MOST_STARTS, JobRunner
from groundshift.plugin.service.problems import Problem
from groundshift.plugin.service.settings import Settings
from groundshift.plugin.service.store import Store, now
from groundshift.plugin.service.uploads import Uploads
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving, until

ROOT = Path(__file__).resolve().parents[2]
WORKER = str(ROOT / "plugin" / "worker.py")


class AllWorkers:
    """The stand-ins for workers of a service, in the order in which its threads made them."""

    def __init__(self, act: Optional[Callable[..., dict[str, Any]]] = None) -> None:
        self.made: list[WaitingWorkers] = []
        self._act = act

    def __call__(self, settings: Any) -> WaitingWorkers:
        workers = WaitingWorkers(settings)
        if self._act is not None:
            workers.run = self._act  # type: ignore[method-assign]
        self.made.append(workers)
        return workers

    def let_go(self, jobs: int) -> None:
        for _ in range(jobs):
            self.made[0].let_go.release()


def send(client: Client, inputs: dict[str, Path]) -> dict[str, dict[str, str]]:
    return {name: client.link(path) for name, path in inputs.items()}


def states(client: Client) -> list[str]:
    return [job["status"] for job in client("GET", "/jobs").json()["jobs"]][::-1]


# --- Queue and limits ---


def test_jobs_wait_in_their_order_and_too_many_are_refused(tmp_path: Path, inputs: dict[str, Path]) -> None:
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers, waiting_per_token=2) as client:
        links = send(client, inputs)
        first = client.execute("detect_change", links).json()["jobID"]
        until(lambda: all_workers.made[0].begun)
        others = [client.execute("detect_change", {**links, "threshold": number / 10}).json()["jobID"] for number in (1, 2)]
        full = client.execute("detect_change", links)
        assert (full.status_code, full.json()["code"], full.headers["Retry-After"]) == (429, "queue-full", "10")
        assert states(client) == ["running", "accepted", "accepted"]
        assert len(os.listdir(tmp_path / "jobs")) == 3  # nothing of the refused one
        all_workers.let_go(3)
        assert [client.ended(job)["status"] for job in (first, *others)] == ["successful"] * 3
        assert [values.get("threshold") for values in all_workers.made[0].begun] == [None, 0.1, 0.2]


def test_a_token_has_no_more_jobs_at_once_than_it_may(tmp_path: Path, inputs: dict[str, Path]) -> None:
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers, running=2, running_per_token=1) as client:
        other = Client(client.url, client.service.tokens.add("other"), client.service)
        mine = [client.execute("detect_change", links).json()["jobID"] for links in [send(client, inputs)] * 2]
        theirs = other.execute("detect_change", send(other, inputs)).json()["jobID"]
        until(lambda: sum(len(workers.begun) for workers in all_workers.made) == 2)
        assert states(client) == ["running", "accepted"]
        assert other("GET", f"/jobs/{theirs}").json()["status"] == "running"
        client("DELETE", f"/jobs/{mine[0]}")
        until(lambda: client("GET", f"/jobs/{mine[1]}").json()["status"] == "running")


def test_uploads_are_limited_in_number_and_size(tmp_path: Path, inputs: dict[str, Path]) -> None:
    size = inputs["before"].stat().st_size
    with serving(tmp_path, AllWorkers(), uploads=2, stored_bytes=size + 100) as client:
        link = client.link(inputs["before"])
        large = client.upload(inputs["after"])
        assert (large.status_code, large.json()["code"]) == (413, "upload-too-large")
        (tmp_path / "a.csv").write_text("a\n1\n")
        client.link(tmp_path / "a.csv")
        many = client.upload(tmp_path / "a.csv")
        assert (many.status_code, many.json()["code"]) == (429, "uploads-limit")
        path = link["href"][len(client.url) :]
        assert client("GET", path).json()["width"] == 120
        assert client("DELETE", path).status_code == 204
        assert client("GET", path).status_code == 404
        assert client.upload(inputs["after"]).status_code == 201
        assert len(client("GET", "/uploads").json()["uploads"]) == 2


def test_uploads_that_come_at_once_share_the_room_of_their_token(
    tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each alone would fit: both were received before the other was counted."""
    size = inputs["before"].stat().st_size
    both = threading.Barrier(2, timeout=60)
    take = Uploads._take

    def meet(*arguments: Any) -> Any:
        found = take(*arguments)
        both.wait()
        return found

    monkeypatch.setattr(Uploads, "_take", meet)
    with serving(tmp_path, AllWorkers(), stored_bytes=size + 100) as client, ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(client.upload, [inputs["before"]] * 2))
        assert sorted(answer.status_code for answer in answers) == [201, 413]
        assert len(client("GET", "/uploads").json()["uploads"]) == len(os.listdir(tmp_path / "uploads")) == 1


def test_a_disk_that_is_full_refuses_an_upload_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file, and while an archive is unpacked, which is no damage of the archive."""
    (tmp_path / "a.csv").write_text("a\n1\n")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.csv", "b.csv")
    copy = uploads.copy_limited

    def full(stream: Any, path: str, most: int, name: str) -> int:
        if path.endswith(".zip"):
            return copy(stream, path, most, name)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    monkeypatch.setattr(uploads, "copy_limited", full)
    with serving(tmp_path / "data", AllWorkers()) as client:
        for name in ("a.csv", "a.zip"):
            answer = client.upload(tmp_path / name)
            assert (answer.status_code, answer.json()["code"]) == (507, "storage-full")
            assert str(tmp_path) not in answer.text
        assert os.listdir(tmp_path / "data" / "uploads") == []


def test_synchronous_requests_that_wait_are_limited_and_a_job_that_takes_longer_goes_on(
    tmp_path: Path, inputs: dict[str, Path]
) -> None:
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers, requests=0) as client:
        full = client.execute("detect_change", send(client, inputs), wait=True)
        assert (full.status_code, full.json()["code"]) == (429, "too-many-waiting")
    with serving(tmp_path, all_workers, wait_seconds=0.0) as client:
        long = client.execute("detect_change", send(client, inputs), wait=True)
        assert (long.status_code, long.json()["code"]) == (504, "job-goes-on")
        job = long.headers["Link"].partition(">")[0].rpartition("/")[2]
        until(lambda: client("GET", f"/jobs/{job}").json()["status"] == "running")


def test_an_output_that_is_too_large_by_value(tmp_path: Path, inputs: dict[str, Path]) -> None:
    def act(owner: str, values: dict[str, Any], *_: Any) -> dict[str, Any]:
        Path(values["mask"]).write_bytes(bytes(100))
        return {}

    with serving(tmp_path, AllWorkers(act), value_bytes=99) as client:
        links = send(client, inputs)
        by_value = client.execute("detect_change", links, wait=True, outputs={"mask": {}})
        assert (by_value.status_code, by_value.json()["code"]) == (400, "output-too-large")
        reference = {"mask": {"transmissionMode": "reference"}}
        found = client.execute("detect_change", links, wait=True, outputs=reference).json()["mask"]["href"]
        assert len(client("GET", found).content) == 100


def test_a_job_that_is_dismissed_in_the_moment_it_is_taken_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_workers = AllWorkers()
    claim = Store.claim

    def dismissed(store: Store, *arguments: Any) -> Any:
        row = claim(store, *arguments)
        if row is not None and not dismissing.is_set():
            dismissing.set()
            answer = client("DELETE", f"/jobs/{row['identifier']}")
            assert answer.json()["status"] == "dismissed"
        return row

    dismissing = threading.Event()
    models = {"models": ["buildings-siamese"]}  # an input that is no file of the job
    with serving(tmp_path, all_workers) as client:
        monkeypatch.setattr(Store, "claim", dismissed)
        first = client.execute("measure_runtime", models).json()["jobID"]
        assert dismissing.wait(60)
        second = client.execute("measure_runtime", models).json()["jobID"]
        until(lambda: any(workers.begun for workers in all_workers.made))
        until(lambda: client("GET", f"/jobs/{second}").json()["status"] == "running")
        assert sum(len(workers.begun) for workers in all_workers.made) == 1
        assert not Path(client.service.runner.folder_of(first).path).exists()


def test_the_end_of_a_job_is_kept_when_the_database_is_back(
    tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the job would be running for ever, and its token could start no other."""
    change = Store.change_job
    failures = iter([True, True])
    monkeypatch.setattr(job_runner, "_WAIT_SECONDS", 0.01)

    def gone(store: Store, *arguments: Any, **values: Any) -> bool:
        if values.get("status") == "successful" and next(failures, False):
            raise sqlalchemy.exc.OperationalError("UPDATE", {}, Exception("the server closed the connection"))
        return change(store, *arguments, **values)

    monkeypatch.setattr(Store, "change_job", gone)
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers) as client:
        job = client.execute("detect_change", send(client, inputs)).json()["jobID"]
        all_workers.let_go(1)
        assert client.ended(job)["status"] == "successful"
        assert next(failures, None) is None


# --- Progress, results, failures ---


def test_events_of_a_job_are_read_while_it_runs(tmp_path: Path, inputs: dict[str, Path]) -> None:
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers) as client:
        job = client.execute("detect_change", send(client, inputs)).json()["jobID"]
        status = until(lambda: (one := client("GET", f"/jobs/{job}").json())["progress"] and one)
        assert (status["progress"], status["message"]) == (25, "Predicting")
        found = client("GET", f"/jobs/{job}/events?after=0").json()
        assert found["events"] == [{"event": "progress", "fraction": 0.25, "stage": "predicting", "seconds_left": None}]
        assert client("GET", f"/jobs/{job}/events?after={found['next']}").json() == {"events": [], "next": found["next"]}
        assert client("GET", f"/jobs/{job}/events?after=x").status_code == 400


def test_events_and_failures_do_not_show_the_folders_of_the_service(tmp_path: Path, inputs: dict[str, Path]) -> None:
    def act(owner: str, values: dict[str, Any], on_event: Any, *_: Any) -> dict[str, Any]:
        on_event(Log("output", {"text": values["before"]["path"]}))
        raise JobFailure(
            "raster_unreadable", "BEFORE", layer=values["before"]["path"], reason="x", path=values["before"]["path"]
        )

    with serving(tmp_path, AllWorkers(act)) as client:
        job = client.execute("detect_change", send(client, inputs)).json()["jobID"]
        status = client.ended(job)
        events = client("GET", f"/jobs/{job}/events").json()["events"]
        assert status["problem"]["values"]["layer"].endswith("before.tif")
        assert len(events) == 1
        assert str(tmp_path) not in json.dumps([status, events])


def test_files_of_results_have_their_styles_and_serve_as_inputs(client: Client, links: dict[str, Any]) -> None:
    """A probability that one job made is the input of another, which makes the mask at a higher threshold."""
    inputs = {name: links[name] for name in ("before", "after", "model")}
    job = client.execute("detect_change", inputs, outputs={"probability": {}, "polygons": {}}).json()["jobID"]
    client.ended(job)
    files = {file["name"]: file for file in client("GET", f"/jobs/{job}/outputs").json()["files"]}
    assert {"probability.tif", "probability.qml", "polygons.gpkg"} <= set(files)
    for name, file in files.items():
        answer = client("GET", file["href"])
        assert len(answer.content) == file["length"]
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert client("GET", f"/jobs/{job}/outputs/values.json").json()["POLYGON_COUNT"] == 1
    assert client("GET", f"/jobs/{job}/outputs/mask.tif").status_code == 404
    given = {"input": {"href": files["probability.tif"]["href"]}, "threshold": 0.9999, "min_area_m2": 0.0}
    outputs = {"polygons": {"format": {"mediaType": "application/geo+json"}}, "values": {}}
    again = client.execute("apply_threshold", given, wait=True, outputs=outputs).json()
    assert len(again["polygons"]["value"]["features"]) == again["values"]["value"]["POLYGON_COUNT"]


def test_a_full_disk_is_a_failure_of_the_server(tmp_path: Path, inputs: dict[str, Path]) -> None:
    def act(owner: str, values: dict[str, Any], *_: Any) -> dict[str, Any]:
        raise JobFailure("disk_filled", "MASK", path=values["mask"], folder=os.path.dirname(values["mask"]))

    with serving(tmp_path, AllWorkers(act)) as client:
        status = client.ended(client.execute("detect_change", send(client, inputs)).json()["jobID"])
        assert (status["problem"]["status"], status["problem"]["code"]) == (500, "disk_filled")
        assert str(tmp_path) not in json.dumps(status)


def test_a_worker_that_dies_fails_its_job_alone(
    tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed when it has been given the job; the next job gets another one."""
    from groundshift.plugin.runtime.worker_process import WorkerProcess

    order = WorkerProcess._order
    killed: list[int] = []

    def kill(worker: WorkerProcess, message: Any) -> None:
        if "run" in message and not killed:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)
        order(worker, message)

    monkeypatch.setattr(WorkerProcess, "_order", kill)
    with serving(tmp_path) as client:
        links = send(client, inputs)
        jobs = [client.execute("detect_change", links, outputs={"values": {}}).json()["jobID"] for _ in range(2)]
        first, second = (client.ended(job) for job in jobs)
        assert (first["status"], first["problem"]["code"], first["problem"]["status"]) == ("failed", "worker_died", 500)
        assert second["status"] == "successful"
        assert not (tmp_path / "jobs" / jobs[0] / "inputs").exists()


# --- What is kept, and for how long ---


def test_results_and_uploads_are_removed_after_their_time(tmp_path: Path, inputs: dict[str, Path]) -> None:
    all_workers = AllWorkers()
    with serving(tmp_path, all_workers, kept_hours=1.0, waiting_per_token=5) as client:
        links = send(client, inputs)
        done, running = (client.execute("detect_change", links).json()["jobID"] for _ in range(2))
        all_workers.let_go(1)
        client.ended(done)
        until(lambda: len(all_workers.made[0].begun) == 2)
        client.service.remove_old()
        assert len(client("GET", "/jobs").json()["jobs"]) == 2
        _set_back(client, hours=2)
        for unknown in (tmp_path / "jobs" / "unknown", tmp_path / "uploads" / "unknown"):
            unknown.mkdir()  # of a request that was being read when the service was killed
            os.utime(unknown, (0, 0))
        client.service.remove_old()
        assert [job["jobID"] for job in client("GET", "/jobs").json()["jobs"]] == [running]
        assert os.listdir(tmp_path / "jobs") == [running]  # its inputs are its own links
        assert Path(all_workers.made[0].begun[1]["before"]["path"]).exists()
        assert os.listdir(tmp_path / "uploads") == []
        all_workers.let_go(1)
        assert client.ended(running)["status"] == "successful"


def _set_back(client: Client, hours: float) -> None:
    import sqlalchemy as sql

    from groundshift.plugin.service.store import hours_ago

    with client.service.store._engine.begin() as connection:
        for statement in ("UPDATE jobs SET updated = :time, created = :time", "UPDATE uploads SET created = :time"):
            connection.execute(sql.text(statement), {"time": hours_ago(hours)})


# --- The end of the service ---


@pytest.mark.parametrize(
    ("kind", "starts", "status", "code"),
    [
        ("detect_change", 1, "accepted", None),
        ("train_model", 1, "accepted", None),
        ("detect_change", MOST_STARTS, "failed", "service-restarted"),
        ("coregister", 1, "failed", "service-restarted"),
    ],
)
def test_a_job_that_ran_when_the_service_ended(
    tmp_path: Path, kind: str, starts: int, status: str, code: Optional[str]
) -> None:
    """It waits again where it can go on; otherwise, and after three starts, it has failed."""
    settings = Settings(str(tmp_path))
    store = Store(settings.store_url)
    time = now()
    fixed = {"owner": "tester", "created": time, "updated": time, "progress": 5, "request": "{}"}
    store.add_job({"identifier": "1", "process_id": kind, "status": "running", "starts": starts, **fixed}, 9, 9)
    JobRunner(settings, store, str(tmp_path / "jobs")).recover()
    row = store.get_job("1")
    assert row["status"] == status
    assert (json.loads(row["problem"])["code"] if row["problem"] else None) == code
    store.close()


def test_checkpoints_are_kept_of_a_training_that_has_been_started_too_often(tmp_path: Path) -> None:
    settings = Settings(str(tmp_path))
    store = Store(settings.store_url)
    request = {"kind": "train_model", "values": {}, "outputs": [], "raw": False, "downloads": [], "kept_as": "0123456789"}
    fixed = {"owner": "tester", "created": now(), "updated": now(), "progress": 5, "request": json.dumps(request)}
    row = {"identifier": "1", "process_id": "train_model", "status": "running", "starts": MOST_STARTS, **fixed}
    store.add_job(row, 9, 9)
    runner = JobRunner(settings, store, str(tmp_path / "jobs"))
    checkpoints = Path(runner.folder_of("1").checkpoints)
    checkpoints.mkdir(parents=True)
    (checkpoints / "last.pt").write_text("checkpoint")
    runner.recover()
    assert store.get_job("1")["status"] == "failed"
    assert [path.name for path in Path(runner.kept_root).glob("*/*/*")] == ["last.pt"]
    assert not checkpoints.exists()
    store.close()


def test_a_job_whose_file_is_being_fetched_goes_on_after_the_service(
    tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the service is no fault of the address."""
    ending, fetching = threading.Event(), threading.Event()

    def public(host: str, port: int) -> str:
        fetching.set()
        assert ending.wait(60)
        return "127.0.0.1"

    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"II")

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        allowed = f"http://imagery.test:{files.server_address[1]}/"
        monkeypatch.setattr(remote_files, "public_address", public)
        with serving(tmp_path, AllWorkers(), allowed_urls=(allowed,)) as client:
            links = send(client, inputs)
            job = client.execute("detect_change", {**links, "before": {"href": f"{allowed}before.tif"}}).json()["jobID"]
            assert fetching.wait(60)
            client.service.runner._stopping.set()  # as its end does first
            ending.set()
            client.service.runner.stop()
            assert client.service.store.get_job(job)["status"] == "running"
        files.shutdown()


def test_a_file_that_is_cut_short_and_one_that_hardly_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelling does not wait for a server that sends a byte now and then."""
    enough = threading.Event()

    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"1")
            self.wfile.flush()
            if self.path == "/slow":
                enough.wait(60)

        def log_message(self, *_: Any) -> None:
            pass

    monkeypatch.setattr(remote_files, "public_address", lambda host, port: "127.0.0.1")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        address = f"http://imagery.test:{files.server_address[1]}/"
        with pytest.raises(Problem, match="cut short"):
            remote_files.fetch(f"{address}short", str(tmp_path / "short"), 100, 60.0, lambda: False)
        with pytest.raises(Cancelled):
            remote_files.fetch(f"{address}slow", str(tmp_path / "slow"), 100, 60.0, lambda: True)
        enough.set()
        files.shutdown()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "must be an object"),
        ("{", "Expecting"),
        ('{"limits": {"running": 0}}', "running"),
        ('{"request_threads": 0}', "request_threads"),
        ('{"limits": {"requests": 16}}', "requests"),
        ('{"limits": {"kept_hours": -1}}', "kept_hours"),
        ('{"store": "nothing://"}', "store"),
        ('{"folder": "FILE/data"}', "FILE"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str, said: str, capsys: Any) -> None:
    (tmp_path / "file").write_text("")
    file = tmp_path / "settings.json"
    file.write_text(text.replace("FILE", str(tmp_path / "file")))
    given = [] if "folder" in text else ["--folder", str(tmp_path / "data")]
    assert command.main(["--settings", str(file), "--port", "0", *given]) in (1, 2)
    assert said.replace("FILE", str(tmp_path / "file")) in capsys.readouterr().err


_KILLED_SERVICE = """
import sys, threading, pathlib
from groundshift.tests.helpers.service import WaitingWorkers, serving

class Workers(WaitingWorkers):
    def run(self, owner, values, on_event, is_cancelled):
        print("RUNS", values["kind"], flush=True)
        threading.Event().wait()

with serving(pathlib.Path(sys.argv[1]), Workers, running=2, running_per_token=2, waiting_per_token=20) as client:
    print(client.url, client.token, flush=True)
    threading.Event().wait()
"""


@pytest.mark.slow
def test_the_service_is_killed_with_ten_jobs(tmp_path: Path, inputs: dict[str, Path]) -> None:
    """Two jobs run and eight wait when it is killed with SIGKILL. The next service ends all of them, none is lost."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build")}
    command = [sys.executable, "-c", _KILLED_SERVICE, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True)
    try:
        assert process.stdout is not None
        url, token = process.stdout.readline().split()
        killed = Client(url, token, None)  # type: ignore[arg-type]
        links = send(killed, inputs)
        pair = {name: {"href": links[name]["href"][len(url) :]} for name in ("before", "after")}
        model = {"model": {"href": links["model"]["href"][len(url) :]}}
        jobs = [killed.execute("detect_change", {**pair, **model}).json()["jobID"]]
        jobs.append(killed.execute("coregister", pair).json()["jobID"])
        jobs += [killed.execute("detect_change", {**pair, **model}).json()["jobID"] for _ in range(8)]
        assert sorted(process.stdout.readline().split()[1] for _ in range(2)) == ["coregister", "detect_change"]
    finally:
        process.kill()
        process.communicate()
    with serving(tmp_path, running=1, waiting_per_token=20) as client:
        ends = {job: client.ended(job) for job in jobs}
        assert ends[jobs[1]]["problem"]["code"] == "service-restarted"
        assert [ends[job]["status"] for job in jobs] == ["successful", "failed"] + ["successful"] * 8
        for job in (jobs[0], jobs[9]):
            assert client("GET", f"/jobs/{job}/outputs/values.json").json()["POLYGON_COUNT"] == 1
        assert len(client("GET", "/jobs?limit=100").json()["jobs"]) == 10


@pytest.mark.slow
def test_the_command_serves_until_it_is_ended(tmp_path: Path) -> None:
    """A token is made at the first start; two services do not share a folder; SIGTERM ends it in order."""
    command = [sys.executable, "-I", WORKER, "service", "--folder", str(tmp_path), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        token = process.stdout.readline().split()[-1]
        assert requests.get(f"{url}/jobs", headers={"Authorization": f"Bearer {token}"}, timeout=60).json()["jobs"] == []
        page = requests.get(url, headers={"Accept": "text/html"}, timeout=60)
        assert page.headers["Content-Type"].startswith("text/html")
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        second = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert second.returncode == 1
        assert "Another service uses" in second.stderr
        tokens = [*command[:-2], "--add-token", "ann"]
        added = subprocess.run(tokens, capture_output=True, text=True, timeout=120, check=True).stdout.strip()
        assert requests.get(f"{url}/jobs", headers={"Authorization": f"Bearer {added}"}, timeout=60).status_code == 200
        assert added not in (tmp_path / "tokens.json").read_text()
        assert (tmp_path / "tokens.json").stat().st_mode & 0o77 == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()
