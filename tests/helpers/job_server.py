"""A service of jobs on the loopback, as OGC API - Processes has it, whose jobs a test performs, and which can fail.

What it understands is what the client sends: the real service has tests of its own, and one with this client.
"""

from __future__ import annotations

import email.parser
import email.policy
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import threading
from pathlib import Path
from typing import Any, Callable, Optional

from groundshift.plugin.jobs.job_files import OUTPUTS, replace_files

TOKEN = "secret-token"


class Dismissed(Exception):
    """The client cancelled the job."""


class Job:
    """A job that runs.

    :ivar dismissed: set when the client cancels.
    :ivar words: that steer it; ``steered``: set when there is one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = "running"
        self.events: list[dict[str, Any]] = []
        self.dismissed = threading.Event()
        self.names: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.problem: dict[str, Any] = {}
        self.words: list[str] = []
        self.steered = threading.Event()

    def say(self, event: str, **values: Any) -> None:
        self.events.append({"event": event, **values})


class JobServer(http.server.ThreadingHTTPServer):
    """:param folder: for uploads and results.
    :param perform: ``(values, job) -> result``: writes the outputs of the job's JSON; may raise.
    :param tls: of the server; ``None`` = plain HTTP.

    :ivar rule: ``(method, path) -> status``; 0 = as usual, -1 = the connection is closed without an answer.
    """

    daemon_threads = True

    def __init__(
        self,
        folder: Path,
        perform: Callable[[dict[str, Any], Job], dict[str, Any]],
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._tls = tls
        self.folder = folder
        self.perform = perform
        self.models: list[dict[str, Any]] = []
        self.uploads: dict[str, list[str]] = {}
        self.received = 0
        self.jobs: dict[str, Job] = {}
        self.requests: list[tuple[str, str]] = []
        self.documents: list[dict[str, Any]] = []
        self.removed: list[str] = []
        self.rule: Callable[[str, str], int] = lambda method, path: 0
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def get_request(self) -> tuple[socket.socket, Any]:
        connected, address = super().get_request()
        # The handshake is the handler's: one that fails must not end the server.
        return (
            self._tls.wrap_socket(connected, server_side=True, do_handshake_on_connect=False) if self._tls else connected,
            address,
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        if self._tls is None:
            super().handle_error(request, client_address)

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def begin(self, kind: str, document: dict[str, Any]) -> str:
        """Begin the job of a request in a thread."""
        self.documents.append(document)
        number = str(len(self.jobs))
        job = self.jobs[number] = Job(self.folder / f"job-{number}")
        scratch = job.folder / "groundshift-scratch"
        scratch.mkdir(parents=True)
        inputs = replace_files(kind, document["inputs"], lambda file: self._path(file.path))
        wanted = {name: wish for name, wish in document["outputs"].items() if name in OUTPUTS[kind]}
        job.names = {name: wish.get("name", f"{name}.zip") for name, wish in wanted.items()}
        paths = {name: str(job.folder / (wish.get("name") or name)) for name, wish in wanted.items()}
        own = {"checkpoints": str(job.folder / "checkpoints")} if "checkpoints" in OUTPUTS[kind] else {}
        values = {"kind": kind, **inputs, **own, **paths, "scratch": str(scratch)}
        threading.Thread(target=self._run, args=(values, job), daemon=True).start()
        return number

    def _path(self, place: Any) -> str:
        if isinstance(place, str):
            return next((model["path"] for model in self.models if model["id"] == place), place)
        if "images" in place:
            return self._table(place)
        return self.uploads[place["href"].rsplit("/", 1)[-1]][0]

    def _table(self, place: dict[str, Any]) -> str:
        """A table in a folder with its images."""
        folder = self.folder / f"table-{len(self.documents)}"
        for name, link in place["images"].items():
            (folder / name).mkdir(parents=True)
            for path in self.uploads[link["href"].rsplit("/", 1)[-1]]:
                shutil.copy(path, folder / name)
        return shutil.copy(self.uploads[place["table"]["href"].rsplit("/", 1)[-1]][0], folder)

    def _run(self, values: dict[str, Any], job: Job) -> None:
        try:
            job.values = self.perform(values, job)
            for field, name in job.names.items():
                if name == f"{field}.zip" and (job.folder / field).is_dir():
                    shutil.make_archive(str(job.folder / field), "zip", job.folder / field)
            job.status = "successful"
        except Dismissed:
            job.status = "dismissed"
        except Exception as error:
            code, given = getattr(error, "code", "unexpected"), getattr(error, "values", {"reason": str(error)})
            job.problem = {"code": code, "parameter": getattr(error, "parameter", ""), "values": given}
            job.status = "failed"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: JobServer

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_DELETE = do_PUT = do_GET  # noqa: N815 (names of the standard library)

    def log_message(self, *_arguments: Any) -> None:
        pass

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests.append((self.command, self.path))
        status = self.server.rule(self.command, self.path)
        if status < 0:
            self.connection.close()
            return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            status = 401
        if status:
            self._json({"detail": f"no: {status}"}, status)
            return
        for method, pattern, work in _PLACES:
            found = re.fullmatch(pattern, self.path.partition("?")[0])
            if method == self.command and found:
                work(self, body, *found.groups())
                return
        self._json({"detail": "not found"}, 404)

    def _json(self, document: Any, status: int = 200, location: str = "") -> None:
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if status == 429:
            self.send_header("Retry-After", "0")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(text)

    def _models(self, _body: bytes) -> None:
        self._json({"models": self.server.models})

    def _processes(self, _body: bytes) -> None:
        self._json({"processes": [{"id": kind} for kind in OUTPUTS]})

    def _list(self, _body: bytes) -> None:
        self._json({"jobs": [{"jobID": number} for number in self.server.jobs]})

    def _upload(self, body: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        number = str(self.server.received)
        self.server.received += 1
        folder = self.server.folder / f"upload-{number}"
        folder.mkdir(parents=True)
        files = []
        for part in form.iter_parts():
            # A browser writes names in UTF-8, which this parser keeps as surrogates.
            name = str(part.get_filename()).encode("utf-8", "surrogateescape").decode("utf-8")
            (folder / name).write_bytes(part.get_payload(decode=True))
            files.append(str(folder / name))
        self.server.uploads[number] = files
        self._json({"id": number, "href": f"{self.server.address}/uploads/{number}"}, 201)

    def _find_upload(self, _body: bytes, number: str) -> None:
        self._json({"id": number}, 200 if number in self.server.uploads else 404)

    def _remove_upload(self, _body: bytes, number: str) -> None:
        self.server.removed.append(number)
        self._json({}, 200 if self.server.uploads.pop(number, None) else 404)

    def _execute(self, body: bytes, kind: str) -> None:
        number = self.server.begin(kind, json.loads(body))
        self._json({"jobID": number, "status": "accepted"}, 201, f"{self.server.address}/jobs/{number}")

    def _status(self, _body: bytes, number: str) -> None:
        job = self.server.jobs[number]
        self._json({"jobID": number, "status": job.status, "message": "of the job", "problem": job.problem})

    def _dismiss(self, _body: bytes, number: str) -> None:
        self.server.jobs[number].dismissed.set()
        self._json({"jobID": number, "status": "dismissed"})

    def _events(self, _body: bytes, number: str) -> None:
        after = int(self.path.rpartition("=")[2])
        events = self.server.jobs[number].events[after:]
        self._json({"events": events, "next": after + len(events)})

    def _results(self, _body: bytes, number: str) -> None:
        self._json({"values": {"value": self.server.jobs[number].values}})

    def _outputs(self, _body: bytes, number: str) -> None:
        job = self.server.jobs[number]
        files = []
        for field, name in job.names.items():
            if not (job.folder / name).exists():
                continue
            beside = [item for item in os.listdir(job.folder) if item.startswith(f"{Path(name).stem}.") and item != name]
            files += [self._file(number, job, field, item) for item in (name, *sorted(beside))]
        self._json({"files": files})

    def _file(self, number: str, job: Job, field: str, name: str) -> dict[str, Any]:
        href = f"{self.server.address}/jobs/{number}/outputs/{name}"
        return {"output": field, "name": name, "href": href, "length": (job.folder / name).stat().st_size}

    def _steer(self, body: bytes, number: str) -> None:
        job = self.server.jobs[number]
        job.words.append(json.loads(body)["word"])
        job.steered.set()
        self._json({})

    def _output(self, _body: bytes, number: str, name: str) -> None:
        data = (self.server.jobs[number].folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


_PLACES: tuple[tuple[str, str, Callable[..., Optional[None]]], ...] = (
    ("GET", "/models", _Handler._models),
    ("GET", "/processes", _Handler._processes),
    ("GET", "/jobs", _Handler._list),
    ("POST", "/uploads", _Handler._upload),
    ("GET", r"/uploads/(\w+)", _Handler._find_upload),
    ("DELETE", r"/uploads/(\w+)", _Handler._remove_upload),
    ("POST", r"/processes/(\w+)/execution", _Handler._execute),
    ("GET", r"/jobs/(\w+)", _Handler._status),
    ("DELETE", r"/jobs/(\w+)", _Handler._dismiss),
    ("GET", r"/jobs/(\w+)/events", _Handler._events),
    ("GET", r"/jobs/(\w+)/results", _Handler._results),
    ("GET", r"/jobs/(\w+)/outputs", _Handler._outputs),
    ("GET", r"/jobs/(\w+)/outputs/([\w.-]+)", _Handler._output),
    ("GET", r"/jobs/(\w+)/pictures/([\w.-]+)", _Handler._output),
    ("PUT", r"/jobs/(\w+)/control", _Handler._steer),
)
