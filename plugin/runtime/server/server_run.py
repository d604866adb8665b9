"""One job on a server: send the inputs, follow the job, fetch the outputs.

The conversation with the server has a thread of its own, so that the caller can cancel within a second whatever the network
does. The outputs are fetched into staging folders and moved into place on the caller's thread when all of them are whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, TypeVar

from ...jobs.events import Event, Log, Metric, Progress, Row
from ...jobs.failure import Cancelled, JobFailure
from ...jobs.job_files import OUTPUTS, InputFile, input_files, process_inputs, replace_files, wanted_outputs
from ...jobs.messages import FAILURES, render_log
from ...jobs.publish import check_space, prepare, publish, writing
from ...jobs.staging import remove_temporaries, staging_folder
from ...jobs.wire import load_event
from .access import Server
from .connection import Connection, NoAnswer, Refusal
from .datasets import Dataset, dataset_of

CANCEL_SECONDS = 1.0
PATIENCE_SECONDS = 30.0  # a server that restarts answers again within this time
POLL_SECONDS = 0.5
_WAIT_SECONDS = 0.05
_DISMISS_SECONDS = 2.0
# Shares of the progress bar, where something is sent.
_SENDING, _FETCHING = 0.15, 0.1
_ENDED = ("successful", "failed", "dismissed")
_MODEL = ("model",)  # its place in a job
_WITHOUT_ANSWER = ("server_unreachable", "server_gone")
_PASSED_ON = (Progress, Log, Metric, Row)

Found = TypeVar("Found")

_sent_lock = threading.Lock()
# Server's address and files -> server and address of the upload: a pair is sent once for many runs.
_sent: Dict[Tuple[Any, ...], Tuple[Server, str]] = {}


def run_on_server(
    values: Mapping[str, Any],
    server: Server,
    on_event: Callable[[Event], None],
    is_cancelled: Callable[[], bool],
) -> Dict[str, Any]:
    """Run a job on a server and wait for it, on the caller's thread. See :func:`..worker_pool.run_job`.

    :param values: the job as JSON types, of a kind that can be sent (:func:`...jobs.job_files.can_be_sent`).
    :return: the values of the job's result.
    :raises JobFailure: what the job reports, or a failure of :mod:`...jobs.texts.server`.
    :raises Cancelled: ``is_cancelled`` returned True.
    """
    outputs = wanted_outputs(dict(values))
    done = False
    try:
        for field, path in outputs.items():
            prepare(field.upper(), path, values["scratch"])
        result = _watch(_Conversation(values, outputs, server), on_event, is_cancelled)
        publish([(field.upper(), path) for field, path in outputs.items()], values["scratch"])
        done = True
        return result
    finally:
        if not done:
            remove_temporaries(outputs.values(), values["scratch"])


def remove_uploads() -> None:
    """Remove what was sent from the servers: no run will use it any more. Never raises; a server that is gone is asked once."""
    with _sent_lock:
        sent = list(_sent.values())
        _sent.clear()
    for server in {server for server, _ in sent}:
        with contextlib.suppress(NoAnswer):
            connection = Connection(server, seconds=_DISMISS_SECONDS)
            for _, href in [item for item in sent if item[0] == server]:
                with contextlib.suppress(Refusal, JobFailure):
                    connection.delete(href)


def describe_server(server: Server) -> Tuple[int, int]:
    """Return how many processes and models a server offers, after it accepted the token.

    :raises JobFailure: a failure of :mod:`...jobs.texts.server`.
    """
    connection = Connection(server)
    try:
        connection.get("/jobs")
        return len(connection.get("/processes")["processes"]), len(connection.get("/models")["models"])
    except (NoAnswer, Refusal) as error:
        raise failure_of(error, server) from error
    except (KeyError, TypeError) as error:
        raise JobFailure("server_unknown", address=server.address, reason=str(error)) from error


def _watch(conversation: _Conversation, on_event: Callable[[Event], None], is_cancelled: Callable[[], bool]) -> Dict[str, Any]:
    """Pass on the events of a conversation until it ends."""
    conversation.start()
    stop_by: Optional[float] = None
    while True:
        if stop_by is None and is_cancelled():
            conversation.stopping.set()
            stop_by = time.monotonic() + CANCEL_SECONDS
        try:
            item = conversation.said.get(timeout=_WAIT_SECONDS)
        except queue.Empty:
            if stop_by is not None and time.monotonic() >= stop_by:
                raise Cancelled from None  # its thread dismisses the job as soon as the network lets it
            continue
        if isinstance(item, (dict, BaseException)):
            conversation.join(CANCEL_SECONDS)  # it has nothing more to do
        if isinstance(item, dict):
            return item  # done: a cancel that came too late is none
        if isinstance(item, BaseException):
            if stop_by is not None:
                raise Cancelled from item
            raise item
        if stop_by is None:
            on_event(item)


class _Conversation(threading.Thread):
    """What is said to the server and heard from it; ``said`` holds events, then the result or an exception."""

    def __init__(self, values: Mapping[str, Any], outputs: Mapping[str, str], server: Server) -> None:
        super().__init__(name="groundshift-server", daemon=True)
        self.said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.stopping = threading.Event()
        self._values = dict(values)
        self._outputs = outputs
        self._server = server
        self._connection = Connection(server, self._check)
        self._job = ""  # its address, while it runs
        self._temporary: List[str] = []  # uploads that no later run can use

    def run(self) -> None:
        """The thread."""
        try:
            end: Any = self._converse()
        except OSError as error:
            end = JobFailure("server_file", reason=str(error))
        except BaseException as error:  # the caller waits for it
            end = self._failure(error)
        self._clean()  # first: the process may end as soon as the caller knows
        self.said.put(end)

    def _converse(self) -> Dict[str, Any]:
        inputs, begin = self._send()
        end = 1.0 - (_FETCHING if self._outputs else 0.0)
        self._say(Progress(begin, "queued"))
        outputs: Dict[str, Any] = {
            field: {"transmissionMode": "reference", "name": os.path.basename(path)} for field, path in self._outputs.items()
        }
        values = "values" if "values" not in OUTPUTS[self._values["kind"]] else "returned"
        outputs[values] = {"transmissionMode": "value"}
        document = {"inputs": inputs, "outputs": outputs, "response": "document"}
        self._job = self._execute(self._values["kind"], document)
        self._follow(begin, end)
        results = self._patiently(lambda: self._connection.get(f"{self._job}/results"))
        self._fetch(end)
        self._job = ""
        return _values_of(results, values)

    # --- Inputs ---

    def _send(self) -> Tuple[Dict[str, Any], float]:
        """Send the files of the inputs.

        :return: the inputs with addresses in place of paths; the share of the progress bar that this took.
        """
        kind, inputs = self._values["kind"], process_inputs(self._values)
        files = input_files(kind, inputs)
        models = self._models() if any(file.place == _MODEL for file in files) else {}
        places: Dict[Tuple[Any, ...], Any] = {}
        with tempfile.TemporaryDirectory(prefix="groundshift-", dir=self._values["scratch"]) as folder:
            unsent: List[Tuple[InputFile, Dataset]] = []
            for file in files:
                self._check()
                own = models.get(_sha256(str(file.path))) if models and file.place == _MODEL else None
                dataset = None if own else dataset_of(file, folder)
                address = dataset.url or self._known(dataset) if dataset else ""
                places[file.place] = own or {"href": address}
                if dataset and not address:
                    unsent.append((file, dataset))
            total = sum(dataset.size for _, dataset in unsent)
            share = _SENDING if total else 0.0
            meter = _Meter(total, lambda part: self._say(Progress(share * part, "uploading")))
            for file, dataset in unsent:
                places[file.place] = {"href": self._known(dataset) or self._upload(file, dataset, meter)}
        return replace_files(kind, inputs, lambda file: places[file.place]), share

    def _models(self) -> Dict[str, str]:
        """SHA-256 -> id of the models that the server has: these need not be sent."""
        try:
            listed = self._connection.get("/models")["models"]
            return {str(model["sha256"]): str(model["id"]) for model in listed if "sha256" in model}
        except Refusal as refusal:
            if refusal.status != 404:
                raise
        except (KeyError, TypeError) as error:
            raise self._unknown("no list of models") from error
        return {}

    def _known(self, dataset: Dataset) -> str:
        """The address of a data set that was sent before and is still there; ``""`` = it must be sent."""
        key = (self._server.address, *dataset.identity)
        with _sent_lock:
            href = _sent[key][1] if key in _sent else ""
        if href:
            try:
                self._connection.get(href)
            except Refusal:
                with _sent_lock:
                    _sent.pop(key, None)
                return ""
        return href

    def _upload(self, file: InputFile, dataset: Dataset, meter: _Meter) -> str:
        name = file.name or os.path.basename(dataset.files[0])
        self._say(Log("server_upload", {"name": name, "size": _megabytes(dataset.size), "address": self._server.address}))
        files = [(os.path.basename(path), path) for path in dataset.files]
        answer = self._accepted(lambda: self._connection.upload("/uploads", files, meter))
        try:
            href = str(answer["href"])
        except (KeyError, TypeError) as error:
            raise self._unknown("an upload without href") from error
        if _is_within(dataset.files[0], self._values["scratch"]):
            self._temporary.append(href)
        else:
            key = (self._server.address, *dataset.identity)
            with _sent_lock:
                _sent[key] = (self._server, href)
        return href

    # --- The job ---

    def _execute(self, kind: str, document: Mapping[str, Any]) -> str:
        """Begin the job and return its address."""
        headers = {"Prefer": "respond-async"}
        answer, made = self._accepted(lambda: self._connection.post(f"/processes/{kind}/execution", document, headers))
        number = answer.get("jobID", "") if isinstance(answer, dict) else ""
        if not (made or number):
            raise self._unknown("a job without an address")
        return f"/jobs/{number}" if number else made.partition("?")[0].rstrip("/")

    def _follow(self, begin: float, end: float) -> None:
        """Pass on the events of the job until it has ended.

        :raises JobFailure: what the job reports.
        """
        after = 0
        while True:
            # Asked for before the events: none of a job that has ended is missed.
            status = self._patiently(lambda: self._connection.get(self._job))
            found = self._patiently(partial(self._connection.get, f"{self._job}/events?after={after}"))
            after = int(found["next"])
            for event in _events(found["events"]):
                if isinstance(event, Progress):
                    fraction = min(max(event.fraction, 0.0), 1.0)
                    event = Progress(begin + (end - begin) * fraction, event.stage, event.seconds_left)
                self._say(event)
            state = str(status.get("status", ""))
            if state == "successful":
                return
            if state in _ENDED:
                self._job = ""
                raise JobFailure("server_dismissed") if state == "dismissed" else _reported(status)
            if not found["events"]:
                self._pause(POLL_SECONDS)

    # --- Outputs ---

    def _fetch(self, begin: float) -> None:
        """Fetch the files of each output into its staging folder."""
        if not self._outputs:
            return
        listed = self._patiently(lambda: self._connection.get(f"{self._job}/outputs"))
        files = [file for field in self._outputs for file in self._files_of(field, listed)]
        meter = _Meter(
            sum(file.size for file in files), lambda part: self._say(Progress(begin + (1.0 - begin) * part, "downloading"))
        )
        for file in files:
            folder = staging_folder(self._outputs[file.field], self._values["scratch"])
            check_space(file.field.upper(), folder, file.size)
            with writing(file.field.upper(), self._outputs[file.field]):
                self._fetch_file(file.href, os.path.join(folder, file.name), file.size, meter)

    def _fetch_file(self, href: str, path: str, size: Optional[int], meter: _Meter) -> None:
        try:
            self._patiently(lambda: self._connection.download(href, path, size, meter))
        except (NoAnswer, Refusal) as error:  # no error of the disk
            raise self._failure(error) from error

    def _files_of(self, field: str, listed: Mapping[str, Any]) -> Iterator[_OutputFile]:
        """The files of an output: its own, and those beside it."""
        own = os.path.basename(self._outputs[field])
        stem = os.path.splitext(own)[0]
        found = []
        try:
            for item in listed["files"]:
                if item["output"] == field:
                    found.append(_OutputFile(field, str(item["name"]), str(item["href"]), int(item["length"])))
        except (KeyError, TypeError, ValueError) as error:
            raise self._unknown(f"no list of files: {error}") from error
        for file in found:
            beside = file.name.startswith((f"{stem}.", f"{own}.")) and not set(file.name) & set("/\\:")
            if file.name != own and not beside:
                raise self._unknown(f"a file {file.name} beside {own}")
        if own not in [file.name for file in found]:
            raise self._unknown(f"no file {own}")
        return iter(found)

    # --- The network ---

    def _accepted(self, ask: Callable[[], Found]) -> Found:
        """Ask until the server takes it: it limits what runs and what is sent at a time."""
        said = False
        while True:
            try:
                return ask()
            except Refusal as refusal:
                if refusal.status not in (429, 503):
                    raise
                if not said:
                    said = True
                    self._say(Log("server_busy", {"reason": refusal.detail}))
                self._pause(refusal.wait)

    def _patiently(self, ask: Callable[[], Found]) -> Found:
        """Ask again while the server does not answer: it may be restarting."""
        give_up: Optional[float] = None
        while True:
            try:
                return ask()
            except NoAnswer:
                give_up = give_up if give_up is not None else time.monotonic() + PATIENCE_SECONDS
                if time.monotonic() >= give_up:
                    raise
                self._pause(POLL_SECONDS)
            except Refusal as refusal:
                if refusal.status not in (429, 502, 503, 504):
                    raise
                give_up = give_up if give_up is not None else time.monotonic() + PATIENCE_SECONDS
                if time.monotonic() >= give_up:
                    raise
                self._pause(min(refusal.wait, POLL_SECONDS))

    def _pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Cancelled

    def _check(self) -> None:
        if self.stopping.is_set():
            raise Cancelled

    def _say(self, event: Event) -> None:
        self.said.put(event)

    def _unknown(self, reason: str) -> JobFailure:
        return JobFailure("server_unknown", address=self._server.address, reason=reason)

    def _failure(self, error: BaseException) -> BaseException:
        return failure_of(error, self._server, bool(self._job)) if isinstance(error, (NoAnswer, Refusal)) else error

    def _clean(self) -> None:
        """Dismiss a job that did not end, and remove uploads that no later run can use."""
        places = ([self._job] if self._job else []) + self._temporary
        if not places:
            return
        connection = Connection(self._server, seconds=_DISMISS_SECONDS)
        with contextlib.suppress(NoAnswer):  # a server that is gone is asked once
            for place in places:
                with contextlib.suppress(Refusal, JobFailure):
                    connection.delete(place)


def failure_of(error: BaseException, server: Server, running: bool = False) -> JobFailure:
    """Return what an error of the network means to the user.

    :param running: whether a job runs on the server.
    """
    if isinstance(error, Refusal):
        code = {401: "server_token", 403: "server_token"}.get(error.status, "server_refused")
        return JobFailure(code, address=server.address, reason=error.detail)
    return JobFailure(_WITHOUT_ANSWER[1 if running else 0], address=server.address, reason=str(error))


@dataclass(frozen=True)
class _OutputFile:
    """A file of an output. ``field``: of the job. ``size``: in bytes."""

    field: str
    name: str
    href: str
    size: int


class _Meter:
    """Counts bytes and shows their share, a few times a second at most."""

    def __init__(self, total: int, show: Callable[[float], None]) -> None:
        self._total = max(total, 1)
        self._show = show
        self._count = 0
        self._shown = 0.0

    def __call__(self, count: int) -> None:
        self._count += count
        now = time.monotonic()
        if now - self._shown >= _WAIT_SECONDS or self._count >= self._total:
            self._shown = now
            self._show(min(1.0, self._count / self._total))


def _events(listed: Sequence[Any]) -> Iterator[Event]:
    """The events of a job that mean something here; those of a newer server are left out."""
    for item in listed:
        try:
            event = load_event(json.dumps(item))
            if isinstance(event, Log):
                render_log(event.code, event.values)
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
        if isinstance(event, _PASSED_ON):
            yield event


def _reported(status: Mapping[str, Any]) -> JobFailure:
    """The failure that a job reports; in the server's own words where it is none of a job's, or of another version's."""
    problem = status.get("problem")
    message = str(status.get("message", ""))
    if isinstance(problem, dict) and problem.get("code") in FAILURES:
        try:
            return JobFailure(problem["code"], str(problem.get("parameter", "")), **problem.get("values", {}))
        except (LookupError, ValueError, TypeError, AttributeError):
            message = f"{problem['code']}: {message}"
    return JobFailure("server_job_failed", reason=message)


def _values_of(results: Mapping[str, Any], name: str) -> Dict[str, Any]:
    """The values of a job's result, by value with or without its qualifier. ``name``: of the output that holds them."""
    values = results.get(name)
    inner = values.get("value", values) if isinstance(values, dict) else {}
    return dict(inner) if isinstance(inner, dict) else {}


def _is_within(path: str, folder: str) -> bool:
    return os.path.abspath(path).startswith(os.path.join(os.path.abspath(folder), ""))


@lru_cache(maxsize=64)
def _hash(path: str, size: int, changed: int) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for part in iter(lambda: stream.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


def _sha256(path: str) -> str:
    state = os.stat(path)
    return _hash(path, state.st_size, state.st_mtime_ns)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
