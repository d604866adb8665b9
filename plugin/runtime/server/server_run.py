"""One job on a server: send the inputs, follow the job, fetch the outputs.

The exchange with the server has a thread of its own, so that the caller can cancel within a second whatever the network
does. The outputs are fetched into staging folders and moved into place on the caller's thread when all of them are whole.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
import time
from functools import partial
from typing import Any, Callable, Dict, Iterator, Mapping, Optional, Sequence, Tuple

from ...jobs.events import Event, Log, Metric, Picture, Progress, Row
from ...jobs.failure import Cancelled, JobFailure
from ...jobs.job_files import OUTPUTS, wanted_outputs
from ...jobs.messages import FAILURES, render_log
from ...jobs.publish import remove_temporaries
from ...jobs.wire import load_event
from . import exchange as exchanging
from .access import Server
from .connection import Connection, NoAnswer, Refusal
from .exchange import Exchange
from .fetching import Outputs
from .sending import Sender
from .training_link import TrainingLink

CANCEL_SECONDS = 1.0
_WAIT_SECONDS = 0.05
_DISMISS_SECONDS = 2.0
_ENDED = ("successful", "failed", "dismissed")
_WITHOUT_ANSWER = ("server_unreachable", "server_gone")
_PASSED_ON = (Progress, Log, Metric, Row, Picture)


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
    wanted = wanted_outputs(dict(values))
    outputs = Outputs(str(values["kind"]), wanted, values["scratch"])
    done = False
    try:
        outputs.prepare()
        conversation = _Conversation(values, outputs, server)
        result = outputs.local(_watch(conversation, on_event, is_cancelled))
        outputs.publish()
        done = True
        for event in conversation.training.end():
            on_event(event)
        return dict(result)
    finally:
        if not done:
            remove_temporaries(wanted.values(), values["scratch"])


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
            conversation.exchange.stopping.set()
            stop_by = time.monotonic() + CANCEL_SECONDS
        try:
            item = conversation.exchange.said.get(timeout=_WAIT_SECONDS)
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
    """What is said to the server and heard from it, in the background.

    :ivar exchange: hands on the events, then the result or an exception.
    """

    def __init__(self, values: Mapping[str, Any], outputs: Outputs, server: Server) -> None:
        super().__init__(name="groundshift-server", daemon=True)
        self.exchange = Exchange(server)
        self.training = TrainingLink(values, self.exchange)
        self._values = dict(values)
        self._outputs = outputs
        self._sender = Sender(self.exchange, values["scratch"])
        self._job = ""  # its address, while it runs

    def run(self) -> None:
        """The thread."""
        try:
            end: Any = self._converse()
        except OSError as error:
            end = JobFailure("server_file", reason=str(error))
        except BaseException as error:  # the caller waits for it
            end = self._failure(error)
        self._clean()  # first: the process may end as soon as the caller knows
        self.exchange.said.put(end)

    def _converse(self) -> Dict[str, Any]:
        kind = self._values["kind"]
        inputs, begin = self._sender.send(self._values)
        inputs.update(self.training.inputs())
        self.exchange.say(Progress(begin, "queued"))
        values = "values" if "values" not in OUTPUTS[kind] else "returned"
        outputs = {**self._outputs.request(), values: {"transmissionMode": "value"}}
        self._job = self._execute(kind, {"inputs": inputs, "outputs": outputs, "response": "document"})
        self._follow(begin, 1.0 - self._outputs.share)
        results = self.exchange.patiently(lambda: self.exchange.connection.get(f"{self._job}/results"))
        self._outputs.fetch(self.exchange, self._job, self._sender.images)
        self._job = ""
        return _values_of(results, values)

    def _execute(self, kind: str, document: Mapping[str, Any]) -> str:
        """Begin the job and return its address."""
        headers = {"Prefer": "respond-async"}
        answer, made = self.exchange.accepted(
            lambda: self.exchange.connection.post(f"/processes/{kind}/execution", document, headers)
        )
        number = answer.get("jobID", "") if isinstance(answer, dict) else ""
        if not (made or number):
            raise self.exchange.unknown("a job without an address")
        return f"/jobs/{number}" if number else made.partition("?")[0].rstrip("/")

    def _follow(self, begin: float, end: float) -> None:
        """Pass on the events of the job until it has ended.

        :raises JobFailure: what the job reports.
        """
        after = 0
        while True:
            self.training.steer(self._job)
            # Asked for before the events: none of a job that has ended is missed.
            status = self.exchange.patiently(lambda: self.exchange.connection.get(self._job))
            found = self.exchange.patiently(partial(self.exchange.connection.get, f"{self._job}/events?after={after}"))
            after = int(found["next"])
            for event in _events(found["events"]):
                if isinstance(event, Progress):
                    fraction = min(max(event.fraction, 0.0), 1.0)
                    event = Progress(begin + (end - begin) * fraction, event.stage, event.seconds_left)
                shown = self.training.passed_on(event, self._job)
                if shown is not None:
                    self.exchange.say(shown)
            state = str(status.get("status", ""))
            if state == "successful":
                return
            if state in _ENDED:
                self._job = ""
                raise JobFailure("server_dismissed") if state == "dismissed" else _reported(status)
            if not found["events"]:
                self.exchange.pause(exchanging.POLL_SECONDS)

    def _failure(self, error: BaseException) -> BaseException:
        return failure_of(error, self.exchange.server, bool(self._job)) if isinstance(error, (NoAnswer, Refusal)) else error

    def _clean(self) -> None:
        """Dismiss a job that did not end, and remove uploads that no later run can use."""
        places = ([self._job] if self._job else []) + self._sender.temporary
        if not places:
            return
        connection = Connection(self.exchange.server, seconds=_DISMISS_SECONDS)
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
