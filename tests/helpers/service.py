"""A service on a port of this machine, its clients, and workers that a test lets go on."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import requests

from groundshift.plugin.jobs.events import Progress
from groundshift.plugin.jobs.failure import Cancelled
from groundshift.plugin.service.application import Service
from groundshift.plugin.service.http_server import make_server
from groundshift.plugin.service.settings import Limits, Settings

SECONDS = 120.0  # after which a wait has failed


@dataclasses.dataclass
class Client:
    """A client with a token."""

    url: str
    token: str
    service: Service

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        address = path if path.startswith("http") else self.url + path
        return requests.request(method, address, headers=headers, timeout=SECONDS, allow_redirects=False, **options)

    def upload(self, *files: Path, names: tuple[str, ...] = ()) -> requests.Response:
        """Send the files of a dataset."""
        with contextlib.ExitStack() as stack:
            opened = [stack.enter_context(open(path, "rb")) for path in files]
            shown = names or tuple(path.name for path in files)
            return self("POST", "/uploads", files=[("file", (name, stream)) for name, stream in zip(shown, opened)])

    def link(self, *files: Path) -> dict[str, str]:
        """Send a dataset; return the link to it."""
        answer = self.upload(*files)
        assert answer.status_code == 201, answer.text
        return {"href": answer.json()["href"]}

    def execute(self, kind: str, inputs: dict[str, Any], wait: bool = False, **body: Any) -> requests.Response:
        """Execute a process."""
        headers = {} if wait else {"Prefer": "respond-async"}
        return self(
            "POST", f"/processes/{kind}/execution", json={"inputs": inputs, "response": "document", **body}, headers=headers
        )

    def ended(self, job: str) -> dict[str, Any]:
        """Wait for the end of a job; return its status."""
        assert self.service.runner.wait(job, SECONDS)
        return self("GET", f"/jobs/{job}").json()


class WaitingWorkers:
    """Stands in for a worker: a job waits until the test lets it go on.

    :param settings: not used.
    """

    def __init__(self, settings: Settings) -> None:
        self.begun: list[dict[str, Any]] = []
        self.let_go = threading.Semaphore(0)
        self.result: Callable[[dict[str, Any]], dict[str, Any]] = lambda values: {}

    def run(self, owner: str, values: dict[str, Any], on_event: Any, is_cancelled: Callable[[], bool]) -> dict[str, Any]:
        self.begun.append(values)
        on_event(Progress(0.25, "predicting"))
        while not self.let_go.acquire(timeout=0.02):
            if is_cancelled():
                raise Cancelled
        return self.result(values)

    def release(self) -> None:
        """There is no worker to end."""


@contextlib.contextmanager
def serving(folder: Path, workers: Optional[Callable[[Settings], Any]] = None, **limits: Any) -> Iterator[Client]:
    """Serve on a free port of this machine.

    :param workers: makes what stands in for workers; ``None`` = real workers.
    :param limits: that differ from the usual ones; and ``store``, ``allowed_urls`` and ``url``.
    """
    rest = {name: limits.pop(name) for name in ("store", "allowed_urls", "url") if name in limits}
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    settings = Settings(str(folder), port=listener.getsockname()[1], limits=Limits(**{"threads": 1, **limits}), **rest)
    service = Service(settings, workers)
    server = make_server(service, listener)

    def answer() -> None:
        with contextlib.suppress(OSError):  # its sockets are closed below
            server.run()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    service.start()
    try:
        yield Client(f"http://127.0.0.1:{settings.port}", service.tokens.add("tester"), service)
    finally:
        server.close()
        service.stop()


def until(what: Callable[[], Any]) -> Any:
    """Wait until a condition holds, which another thread of this process brings about; return its value."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError("it did not come about")
