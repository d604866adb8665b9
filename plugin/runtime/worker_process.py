"""One worker process: started, greeted, given jobs, ended. All waiting is done on the caller's thread and can be cancelled.

Four threads of its own per worker keep its pipes moving and wait for its end, so that neither side ever blocks the other:
whatever the worker prints is read, and a job with megabytes of polygons is written while its caller can still cancel.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess  # nosec B404  # runs the worker, a list of arguments, never a shell
import sys
import threading
import time
from collections import deque
from typing import Any, Callable, Mapping, Optional, Sequence, Union

from ..jobs.events import PROTOCOL, Error, Event, Hello, Log, Result, Stopped
from ..jobs.failure import Cancelled, JobFailure
from ..jobs.wire import load_event
from .interpreter import Interpreter, failure_of
from .process_launch import kill_family, launch_options

WORKER_SCRIPT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "worker.py")
# First imports are slow on a cold disk with a virus scanner.
HELLO_SECONDS = 120.0
CANCEL_SECONDS = 1.0
_POLL_SECONDS = 0.05
_LEAVE_SECONDS = 1.0
_EXIT_SECONDS = 2.0
_KEPT_LINES = 50
_LINE_BYTES = 4096
_EVENT_BYTES = 1 << 26
_REASON_LINES = 3
_MEMORY_WORDS = (
    "MemoryError",
    "bad_alloc",
    "Cannot allocate memory",
    "bad allocation",
    "Failed to allocate memory",
    "DefaultCPUAllocator",
)
_WINDOWS_DEATHS = {
    0xC0000005: "access violation",
    0xC0000017: "not enough memory",
    0xC000001D: "illegal instruction: the processor is too old for a package",
    0xC00000FD: "stack overflow",
    0xC000012D: "not enough memory (commit limit)",
    0xC0000135: "a DLL is missing",
    0xC0000142: "a DLL failed to start",
    0xC0000374: "heap corruption",
    0xC0000409: "stack buffer overrun or abort",
}


class WorkerGone(Exception):
    """The worker left before it took up the job: nothing was done, so another worker can do it."""


class WorkerProcess:
    """A running worker. One thread at a time may use it; :meth:`end` may be called from any.

    :param interpreter: runs it; :param variables: its environment; :param script: what it runs.
    :raises JobFailure: the interpreter cannot be started.
    """

    def __init__(self, interpreter: Interpreter, variables: Mapping[str, str], script: str = WORKER_SCRIPT) -> None:
        self.interpreter = interpreter
        self.hello: Optional[Hello] = None
        self.rested = False  # whether it has waited for a job: it may have left, or been ended, meanwhile
        self._dismissed = threading.Event()
        self._killing = threading.Lock()
        self._killed = False
        self._output: deque[str] = deque(maxlen=_KEPT_LINES)
        self._events: queue.SimpleQueue[Optional[Event]] = queue.SimpleQueue()
        self._orders: queue.SimpleQueue[Optional[bytes]] = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(  # nosec B603  # a list of arguments, no shell; the user's interpreter, our script
                # -I ignores PYTHONUTF8, so the flag is needed.
                [interpreter.python, "-I", "-X", "utf8", script, "serve"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(variables),
                **launch_options(),
            )
        except OSError as error:
            raise failure_of(interpreter, str(error)) from error
        self._stderr_reader = self._thread(self._read_errors)
        self._thread(self._read_events)
        self._thread(self._write_orders)
        self._thread(self._watch)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be given a job."""
        return not self._dismissed.is_set() and self._process.poll() is None

    def greet(self, is_cancelled: Callable[[], bool] = lambda: False, seconds: float = HELLO_SECONDS) -> Hello:
        """Wait for its greeting.

        :raises JobFailure: ``runtime_broken``, ``interpreter_broken``, ``restart_needed`` or what the worker itself reports.
        :raises Cancelled: the caller cancelled; the worker has ended then.
        """
        deadline = time.monotonic() + seconds
        while self.hello is None:
            if is_cancelled():
                self.kill()
                raise Cancelled
            event = self._next(deadline - time.monotonic())
            if isinstance(event, Hello):
                self.hello = event
            elif isinstance(event, Error):
                self.kill()
                raise JobFailure(event.code, event.parameter, **event.values)
            elif event is _NOTHING and time.monotonic() >= deadline:
                self.kill()
                raise failure_of(self.interpreter, f"it did not answer within {seconds:.0f} seconds{self._tail()}")
            elif event is None:
                raise self._stillborn()
        if self.hello.protocol != PROTOCOL:
            self.kill()
            raise JobFailure("restart_needed")
        return self.hello

    def run(
        self, job: Mapping[str, Any], on_event: Callable[[Event], None], is_cancelled: Callable[[], bool]
    ) -> dict[str, Any]:
        """Run a job.

        :param job: JSON types, see :func:`..jobs.wire.dump_job`.
        :param on_event: gets progress, log and metrics, on the caller's thread.
        :return: the values of the job's result.
        :raises JobFailure: what the worker reports, or ``worker_died``.
        :raises Cancelled: ``is_cancelled`` returned True. A worker that did not stop by itself has been killed.
        :raises WorkerGone: it left before it began.
        """
        self._order({"run": job})
        stop_by: Optional[float] = None
        began = False
        while True:
            if stop_by is None and is_cancelled():
                self._order({"cancel": True})
                stop_by = time.monotonic() + CANCEL_SECONDS
            if stop_by is not None and time.monotonic() >= stop_by:
                self.kill()
                raise Cancelled
            event = self._next(_POLL_SECONDS if stop_by is None else stop_by - time.monotonic())
            if isinstance(event, Result):
                return event.values
            if isinstance(event, Stopped):
                raise Cancelled
            if isinstance(event, Error):
                if stop_by is not None:  # the output of an interrupted job is of no use
                    raise Cancelled
                self._report_traceback(event, on_event)
                raise JobFailure(event.code, event.parameter, **event.values)
            if event is None:
                raise self._death(on_event, stop_by is not None, may_retry=self.rested and not began)
            if not isinstance(event, (_Nothing, Hello)):
                began = True
                if stop_by is None or isinstance(event, Log):
                    on_event(event)

    def end(self, seconds: float = _LEAVE_SECONDS) -> None:
        """Ask it to exit, kill it when it does not. Safe to call again, and from any thread."""
        if not self._dismissed.is_set():
            self._dismissed.set()
            self._order({"quit": True})
            self._orders.put(None)
            with contextlib.suppress(subprocess.TimeoutExpired):  # killed below
                self._process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """Kill it and its children at once, and wait until they are gone."""
        self._dismissed.set()
        self._orders.put(None)
        self._kill_family()

    def _next(self, seconds: float) -> Union[Event, _Nothing, None]:
        """Return the next event; ``None`` when the worker has closed its stream, nothing after ``seconds`` (at most a poll)."""
        try:
            return self._events.get(timeout=min(max(seconds, 0.0), _POLL_SECONDS))
        except queue.Empty:
            return _NOTHING

    def _order(self, message: Mapping[str, Any]) -> None:
        # ASCII: file names that are no valid Unicode survive as escapes.
        self._orders.put(json.dumps(message).encode("ascii") + b"\n")

    def _report_traceback(self, error: Error, on_event: Callable[[Event], None]) -> None:
        if error.traceback and error.code == "unexpected":
            on_event(Log("output", {"text": error.traceback}, "debug"))

    def _stillborn(self) -> JobFailure:
        """Return why it ended before its greeting: mostly a package that is missing or broken."""
        code = self._finish()
        output = [line for line in self._output if line.strip()]
        reason = output[-1] if output else _cause(code)
        if reason.startswith("ModuleNotFoundError: No module named "):
            reason = f"the package {reason.rsplit(' ', 1)[1]} is missing"
        return failure_of(self.interpreter, reason)

    def _death(self, on_event: Callable[[Event], None], cancelling: bool, may_retry: bool) -> Exception:
        """Return the exception for a worker that ended during a job."""
        if cancelling or self._dismissed.is_set():
            self._finish()
            return Cancelled()
        code = self._finish()
        if may_retry:
            return WorkerGone()  # its five idle minutes were over just then, or somebody ended it
        output = [line for line in self._output if line.strip()]
        if output:
            on_event(Log("output", {"text": "\n".join(output)}, "warning"))
        cause = _cause(code)
        if code != 0 and any(word in line for line in output for word in _MEMORY_WORDS):
            cause = f"memory ran out ({cause})"
        return JobFailure("worker_died", reason=cause + self._tail())

    def _finish(self) -> Optional[int]:
        """Wait for a process that has closed its stream, so that its last output is known.

        :return: its exit status; ``None`` when it had to be killed, being of no more use.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_EXIT_SECONDS)
        code = self._process.poll()
        self._kill_family()
        self._stderr_reader.join(_EXIT_SECONDS)
        return code

    def _kill_family(self) -> None:
        """Once only: later the number may belong to an unrelated process."""
        with self._killing:
            if not self._killed:
                self._killed = True
                kill_family(self._process)

    def _tail(self) -> str:
        last = [line.strip() for line in list(self._output) if line.strip()][-_REASON_LINES:]
        return f" ({' | '.join(last)})" if last else ""

    # --- The threads ---

    def _thread(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=f"groundshift-worker-{self.pid}", daemon=True)
        thread.start()
        return thread

    def _read_events(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                for line in iter(lambda: stream.readline(_EVENT_BYTES), b""):
                    self._take_line(line.decode("utf-8", "replace").rstrip("\r\n"))
        self._events.put(None)

    def _watch(self) -> None:
        self._process.wait()  # no zombie, even when it exits while nothing waits for it
        # Its children hold the ends of its pipes: only without them do the readers come to an end.
        self._kill_family()
        self._orders.put(None)

    def _take_line(self, line: str) -> None:
        try:
            self._events.put(load_event(line))
        except ValueError:
            self._output.append(line[:_LINE_BYTES])  # a native library's print: no event, but perhaps the cause of a crash

    def _read_errors(self) -> None:
        stream = self._process.stderr
        if stream is not None:
            with stream:
                for line in iter(lambda: stream.readline(_LINE_BYTES), b""):
                    self._output.append(line.decode("utf-8", "replace").rstrip())

    def _write_orders(self) -> None:
        stream = self._process.stdin
        if stream is None:
            return
        try:
            with stream:  # closing it makes the worker exit
                for line in iter(self._orders.get, None):
                    stream.write(line)
                    stream.flush()
        except OSError:
            return  # it has ended; the reader of its events reports why


class _Nothing:
    """No event came in time."""


_NOTHING = _Nothing()


def _cause(code: Optional[int]) -> str:
    """Return the meaning of an exit status."""
    if code is None:
        return "it closed its event stream"
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        likely = ", most likely because memory ran out" if name == "SIGKILL" else ""
        return f"killed by {name}{likely}"
    if sys.platform == "win32" and code in _WINDOWS_DEATHS:
        return f"{_WINDOWS_DEATHS[code]} (0x{code:08X})"
    return f"exit status {code}"


def string_values(values: Mapping[str, Any]) -> Sequence[str]:
    """Return the texts among a job's own fields: the paths of its outputs are among them."""
    return [value for value in values.values() if isinstance(value, str) and value]
