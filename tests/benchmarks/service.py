"""The service under load, and killed: whether requests fail, and whether jobs are lost.

``build/worker-env/bin/python -m tests.benchmarks.service load --clients 32 --seconds 60``
``build/worker-env/bin/python -m tests.benchmarks.service kill --jobs 10``

``load``: every client sends a pair and a model, then detects change again and again: request, status until the end, mask.
``kill``: jobs are sent, the service is killed (SIGKILL) when the first has finished some of its blocks, and started again.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import numpy as np
import requests

from groundshift.tests.helpers.onnx_bytes import model_bytes
from groundshift.tests.helpers.rasters import changed, texture, write_raster

from .detection import ROOT, write_pair

_POLL_SECONDS = 0.25


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    load = commands.add_parser("load")
    load.add_argument("--clients", type=int, default=32)
    load.add_argument("--seconds", type=float, default=60.0)
    load.add_argument("--side", type=int, default=120, help="of the rasters, in pixels")
    load.add_argument("--waiting", type=int, default=24, help="jobs that may wait; fewer than clients: some get 429")
    load.add_argument("--store", default="", help="PostgreSQL; none = SQLite")
    kill = commands.add_parser("kill")
    kill.add_argument("--jobs", type=int, default=10)
    kill.add_argument("--side", type=int, default=1500, help="of the rasters, in pixels")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return _load(arguments, folder) if arguments.command == "load" else _kill(arguments, folder)


@contextlib.contextmanager
def service(folder: Path, settings: dict[str, Any]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command of the service; yield its process and address."""
    (folder / "settings.json").write_text(json.dumps(settings))
    command = [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), "service", "--folder", str(folder / "data")]
    process = subprocess.Popen(
        [*command, "--port", "0", "--settings", str(folder / "settings.json")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.communicate()


def add_token(folder: Path, name: str) -> dict[str, str]:
    """Make a token; return the header that bears it."""
    command = [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), "service", "--folder", str(folder / "data")]
    token = subprocess.run([*command, "--add-token", name], check=True, capture_output=True, text=True).stdout.strip()
    return {"Authorization": f"Bearer {token}"}


class LoadClient(threading.Thread):
    """A client that detects change until its time is over, and then waits for its last job."""

    def __init__(
        self, url: str, headers: dict[str, str], files: dict[str, Path], goes_on: Callable[[LoadClient], bool]
    ) -> None:
        super().__init__()
        self._url, self._headers, self._files, self._goes_on = url, headers, files, goes_on
        self._session = requests.Session()
        self.answers: collections.Counter[str] = collections.Counter()
        self.seconds: list[float] = []
        self.accepted = self.done = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        try:
            links = {name: self._upload(path) for name, path in self._files.items()}
            while self._goes_on(self):
                self._detect({"inputs": links, "outputs": {"mask": {}, "values": {}}, "response": "document"})
        except Exception as error:
            self.wrong.append(repr(error))

    def _ask(self, method: str, address: str, **options: Any) -> requests.Response:
        begun = time.monotonic()
        answer = self._session.request(
            method, address, headers={**self._headers, **options.pop("headers", {})}, timeout=120, **options
        )
        self.seconds.append(time.monotonic() - begun)
        self.answers[str(answer.status_code)] += 1
        if answer.status_code >= 400 and answer.status_code != 429:
            self.wrong.append(f"{method} {address}: {answer.status_code} {answer.text[:300]}")
        return answer

    def _upload(self, path: Path) -> dict[str, str]:
        with path.open("rb") as stream:
            return {"href": self._ask("POST", f"{self._url}/uploads", files={"file": (path.name, stream)}).json()["href"]}

    def _detect(self, body: dict[str, Any]) -> None:
        answer = self._ask(
            "POST", f"{self._url}/processes/detect_change/execution", json=body, headers={"Prefer": "respond-async"}
        )
        if answer.status_code == 429:
            time.sleep(_POLL_SECONDS)
            return
        self.accepted += 1
        address = answer.headers["Location"]
        while (status := self._ask("GET", address).json())["status"] in ("accepted", "running"):
            time.sleep(_POLL_SECONDS)
        results = self._ask("GET", f"{address}/results").json()
        if status["status"] == "successful" and results["values"]["value"]["POLYGON_COUNT"] == 1:
            self.done += 1


def load(
    url: str, headers: list[dict[str, str]], files: dict[str, Path], goes_on: Callable[[LoadClient], bool]
) -> dict[str, Any]:
    """Run a client for each token's header at once; return what came of it.

    :param goes_on: whether a client begins another detection.
    """
    clients = [LoadClient(url, one, files, goes_on) for one in headers]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    answers = sum((client.answers for client in clients), collections.Counter())
    times = np.concatenate([client.seconds for client in clients])
    return {
        "clients": len(clients),
        "requests": int(sum(answers.values())),
        "answers": dict(sorted(answers.items())),
        "jobs accepted": sum(client.accepted for client in clients),
        "jobs done with the right result": sum(client.done for client in clients),
        "wrong": [text for client in clients for text in client.wrong][:10],
        "seconds of a request: median, 99 %, most": [round(float(np.quantile(times, share)), 3) for share in (0.5, 0.99, 1.0)],
    }


def small_inputs(folder: Path, side: int) -> dict[str, Path]:
    """Write a pair with one change, and a model that finds it."""
    before = texture(side, side)
    (folder / "model.onnx").write_bytes(model_bytes())
    after = changed(before, [(side // 3, side // 3, side // 6, side // 6)])
    files = {"before": write_raster(folder / "before.tif", before), "after": write_raster(folder / "after.tif", after)}
    return {**files, "model": folder / "model.onnx"}


def _load(arguments: argparse.Namespace, folder: Path) -> int:
    files = small_inputs(folder, arguments.side)
    limits = {"waiting": arguments.waiting, "waiting_per_token": arguments.waiting, "threads": 1}
    with service(folder, {"limits": limits, "store": arguments.store, "folder": ""}) as (_, url):
        headers = [add_token(folder, f"client-{number % 4}") for number in range(4)]
        deadline = time.monotonic() + arguments.seconds
        chosen = [headers[number % 4] for number in range(arguments.clients)]
        found = load(url, chosen, files, lambda _: time.monotonic() < deadline)
        listed = [
            job for one in headers for job in requests.get(f"{url}/jobs?limit=1000", headers=one, timeout=60).json()["jobs"]
        ]
    found["jobs listed"] = len(listed)
    found["states of the listed jobs"] = dict(collections.Counter(job["status"] for job in listed))
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    lost = found["jobs accepted"] - found["jobs done with the right result"]
    return 1 if found["wrong"] or lost or found["jobs listed"] != found["jobs accepted"] else 0


def _kill(arguments: argparse.Namespace, folder: Path) -> int:
    before, after = write_pair(folder, arguments.side)
    settings = {"limits": {"threads": 1}, "folder": ""}
    with service(folder, settings) as (process, url):
        headers = add_token(folder, "killer")
        links = {name: _link(url, headers, path) for name, path in (("before", before), ("after", after))}
        inputs = {**links, "model": "buildings-fcn"}
        jobs = [_send(url, headers, inputs) for _ in range(arguments.jobs)]
        blocks = None
        while blocks is None:
            blocks = _finished_blocks(folder / "data" / "jobs" / jobs[0])
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with service(folder, settings) as (_, url):
        begun = time.monotonic()
        states = {}
        while len(states) < len(jobs):
            for job in jobs:
                status = requests.get(f"{url}/jobs/{job}", headers=headers, timeout=60).json()
                if status["status"] not in ("accepted", "running"):
                    states[job] = status["status"]
            time.sleep(1.0)
        events = requests.get(f"{url}/jobs/{jobs[0]}/events", headers=headers, timeout=60).json()["events"]
        resumed = [event["values"] for event in events if event.get("code") == "resume_found"]
        counts = {requests.get(f"{url}/jobs/{job}/outputs/values.json", headers=headers, timeout=60).text for job in jobs}
    found = {
        "killed when the first job had finished blocks": blocks,
        "states after the restart": dict(collections.Counter(states.values())),
        "blocks that the first job went on from": resumed,
        "polygons of the jobs": sorted({json.loads(text)["POLYGON_COUNT"] for text in counts}),
        "seconds until all had ended": round(time.monotonic() - begun, 1),
    }
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0 if found["states after the restart"] == {"successful": len(jobs)} and resumed else 1


def _link(url: str, headers: dict[str, str], path: Path) -> dict[str, str]:
    with path.open("rb") as stream:
        answer = requests.post(f"{url}/uploads", headers=headers, files={"file": (path.name, stream)}, timeout=120)
    return {"href": answer.json()["href"][len(url) :]}


def _send(url: str, headers: dict[str, str], inputs: dict[str, Any]) -> str:
    address = f"{url}/processes/detect_change/execution"
    answer = requests.post(address, headers={**headers, "Prefer": "respond-async"}, json={"inputs": inputs}, timeout=120)
    return str(answer.json()["jobID"])


def _finished_blocks(folder: Path) -> Optional[int]:
    """How many blocks a job has finished; ``None`` = none yet."""
    for path in (folder / "unfinished").rglob("journal.jsonl"):
        count = len(path.read_bytes().splitlines())
        if count >= 2:
            return count
    return None


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
