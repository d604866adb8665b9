"""The workers of this QGIS process: one is kept warm, and a job never waits for another one's worker.

A job takes the warm worker when it is free, else gets a worker of its own, which costs a second or two: real jobs never
wait behind a preview, nor a preview behind an hour of training. At most :data:`MOST_WORKERS` run at a time; further
jobs wait, and can be cancelled while they do. A worker that has nothing to do stays when it is the only one.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import os
import sys
import threading
from typing import Any, Callable, Iterator, Optional

from ..jobs.events import Event, Hello, Log
from ..jobs.failure import Cancelled
from ..jobs.job_files import CHECKPOINTS, OF_PANELS, can_be_sent, is_quick
from ..jobs.publish import remove_temporaries
from ..jobs.train_model import KEPT_BY_SERVER
from ..jobs.wire import dump_job
from . import settings
from .child_environment import variables_for_child
from .environment_state import read_marker
from .interpreter import Interpreter, find_interpreter
from .job_place import has_runtime, server_address
from .leftovers import RunningJobs
from .worker_process import HELLO_SECONDS, WORKER_SCRIPT, WorkerGone, WorkerProcess, string_values

MOST_WORKERS = 4
_WAIT_SECONDS = 0.1

# Jobs that a server does not run, and the line of the log with the reason.
_LOCAL_REASONS = {"detect_change_cluster": "server_not_cluster", "sar_table": "server_not_table"}


def never() -> bool:
    """For callers that do not cancel."""
    return False


def ignore(event: Event) -> None:
    """For callers that do not listen."""


class WorkerPool:
    """Pool of workers. Thread-safe.

    :param find: names the interpreter; asked for each job, so that a changed setting holds at once.
    :param script: what workers run; :param hello_seconds: how long they may take to start.
    """

    def __init__(
        self,
        find: Callable[[], Interpreter] = find_interpreter,
        script: str = WORKER_SCRIPT,
        hello_seconds: float = HELLO_SECONDS,
    ) -> None:
        self._find = find
        self._script = script
        self._hello_seconds = hello_seconds
        self._changed = threading.Condition()
        self._idle: Optional[WorkerProcess] = None
        self._idle_state = ""  # of the environment when the idle worker was started
        self._busy: set[WorkerProcess] = set()
        self._starting = 0
        self._running = RunningJobs()
        self._generation = 0  # shutdown() begins a new one: what was waiting then stops

    def run_job(
        self, job: Any, on_event: Callable[[Event], None] = ignore, is_cancelled: Callable[[], bool] = never
    ) -> dict[str, Any]:
        """See :func:`run_job`."""
        values = dump_job(job)
        scratch, outputs = values.get("scratch"), list(string_values(values))
        done = False
        with self._running.listed(scratch, outputs) if scratch else contextlib.nullcontext():
            try:
                while True:
                    with self._worker(is_cancelled) as worker:
                        try:
                            result = worker.run(values, on_event, is_cancelled)
                        except WorkerGone:
                            continue
                        done = True
                        return result
            finally:
                if not done and scratch:
                    # A worker that stopped by itself has cleaned up; one that was killed has not. The staging folders bear
                    # the scratch folder's name, so searching beside every text of the job finds nothing else.
                    remove_temporaries(outputs, scratch)

    def hello(self, is_cancelled: Callable[[], bool] = never) -> Hello:
        """See :func:`worker_hello`."""
        with self._worker(is_cancelled) as worker:
            return worker.greet()

    def shutdown(self) -> None:
        """End all workers; jobs that run or wait raise ``Cancelled``. The pool can be used again afterwards."""
        with self._changed:
            self._generation += 1
            workers = [*self._busy, *([self._idle] if self._idle else [])]
            self._idle = None
            self._changed.notify_all()
        enders = [threading.Thread(target=worker.end, daemon=True) for worker in workers]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()

    def release_idle(self) -> bool:
        """End the warm worker, whose files are about to be changed.

        :return: whether no worker is left; ``False`` when one is at a job.
        """
        with self._changed:
            worker, self._idle = self._idle, None
            free = not self._busy and not self._starting
        if worker is not None:
            worker.end()
        return free

    @contextlib.contextmanager
    def _worker(self, is_cancelled: Callable[[], bool]) -> Iterator[WorkerProcess]:
        worker, state = self._take(is_cancelled)
        try:
            yield worker
        finally:
            self._give_back(worker, state)

    def _take(self, is_cancelled: Callable[[], bool]) -> tuple[WorkerProcess, str]:
        """Return a greeted worker that belongs to the caller.

        :raises JobFailure: there is none to be had. :raises Cancelled: cancelled by the caller or by :meth:`shutdown`.
        """
        interpreter = self._find()
        state = _state_of(interpreter)
        outdated: Optional[WorkerProcess] = None
        with self._changed:
            generation = self._generation
            while True:
                if is_cancelled() or generation != self._generation:
                    raise Cancelled
                idle, self._idle = self._idle, None
                if idle is not None:
                    if idle.alive and idle.interpreter == interpreter and self._idle_state == state:
                        self._busy.add(idle)
                        return idle, state
                    outdated = idle
                if len(self._busy) + self._starting < MOST_WORKERS:
                    self._starting += 1
                    break
                self._changed.wait(_WAIT_SECONDS)
        try:
            if outdated is not None:
                outdated.end()
            worker = self._start(interpreter, generation, is_cancelled)
        finally:
            with self._changed:
                self._starting -= 1
                self._changed.notify_all()
        return worker, state

    def _start(self, interpreter: Interpreter, generation: int, is_cancelled: Callable[[], bool]) -> WorkerProcess:
        worker = WorkerProcess(interpreter, variables_for_child(), self._script)
        with self._changed:
            self._busy.add(worker)
        try:
            worker.greet(lambda: is_cancelled() or generation != self._generation, self._hello_seconds)
        except BaseException:
            worker.kill()
            with self._changed:
                self._busy.discard(worker)
            raise
        return worker

    def _give_back(self, worker: WorkerProcess, state: str) -> None:
        with self._changed:
            self._busy.discard(worker)
            keep = worker.alive and self._idle is None
            if keep:
                worker.rested = True
                self._idle, self._idle_state = worker, state
            self._changed.notify_all()
        if not keep:
            worker.end()


def _state_of(interpreter: Interpreter) -> str:
    """Changes when the interpreter's environment is installed anew: a worker from before would mix old and new files."""
    folder = os.path.dirname(os.path.dirname(interpreter.python))
    marker = read_marker(folder)
    return "" if marker is None else f"{marker.requirements} {marker.components}"


_pool = WorkerPool()
_sent_jobs = RunningJobs()


def run_job(job: Any, on_event: Callable[[Event], None] = ignore, is_cancelled: Callable[[], bool] = never) -> dict[str, Any]:
    """Run a job and wait for it, on the caller's thread (never QGIS's main thread, which would freeze).

    It runs on the user's server, if one is chosen and the job can be sent there, else in a worker on this computer.
    Paths in the job must be absolute: a worker keeps the working directory that it was started in. Unless the job
    succeeds, its scratch folder and whatever it has staged are removed.

    :param job: a dataclass of :data:`..jobs.registry.JOB_TYPES`; threads and provider that it does not name are those that
        the user set in QGIS.
    :param on_event: gets Progress, Log and Metric events, on the caller's thread.
    :param is_cancelled: called about twenty times a second; once it is true the job ends within two seconds.
    :return: the values of the job's result.
    :raises JobFailure: it cannot be done: what the worker reports, ``worker_died``, ``runtime_missing``,
        ``runtime_broken``, ``interpreter_missing``, ``interpreter_broken`` or ``restart_needed``; of a server those of
        :mod:`..jobs.texts.server`.
    :raises Cancelled: ``is_cancelled`` returned True, or the plugin is being unloaded.
    """
    if server_address():
        values = dump_job(job)
        if can_be_sent(values) and not (is_quick(values) and has_runtime()):
            return _run_on_server(values, on_event, is_cancelled)
        if job.KIND not in OF_PANELS:
            on_event(Log(_LOCAL_REASONS.get(job.KIND, "server_not_used")))
    elif _is_kept_by_server(job):
        on_event(Log("server_keeps_training"))
    return _pool.run_job(with_settings(job), on_event, is_cancelled)


def _is_kept_by_server(job: Any) -> bool:
    """Whether a training that is to go on was cut off on a server."""
    folder = getattr(job, CHECKPOINTS, "") if getattr(job, "resume", False) else ""
    return bool(folder) and os.path.isfile(os.path.join(folder, KEPT_BY_SERVER))


def _run_on_server(
    values: dict[str, Any], on_event: Callable[[Event], None], is_cancelled: Callable[[], bool]
) -> dict[str, Any]:
    from .server.access import chosen_server
    from .server.server_run import run_on_server

    server = chosen_server()
    if server is None:  # the user has just changed the setting
        raise Cancelled
    with _sent_jobs.listed(values["scratch"], list(string_values(values))):
        return run_on_server(values, server, on_event, is_cancelled)


def with_settings(job: Any) -> Any:
    """Return the job with the threads and the provider that the user set, where it leaves them open."""
    chosen = {"threads": settings.threads(), "provider": settings.provider()}
    names = {item.name for item in dataclasses.fields(job)}
    open_ones = {name: value for name, value in chosen.items() if value and name in names and not getattr(job, name)}
    return dataclasses.replace(job, **open_ones) if open_ones else job


def worker_hello(is_cancelled: Callable[[], bool] = never) -> Hello:
    """Return the worker's versions and capabilities; starts one, which stays warm, when none is running. Takes seconds then.

    :raises JobFailure: as :func:`run_job` does when there is no worker to be had.
    :raises Cancelled: ``is_cancelled`` returned True.
    """
    return _pool.hello(is_cancelled)


def release_idle() -> bool:
    """End the warm worker, because its environment is about to be changed; ``False`` when another worker is at a job."""
    return _pool.release_idle()


def shutdown() -> None:
    """End all workers, and remove what was sent to servers: at the plugin's unload. Also called when Python exits."""
    _pool.shutdown()
    sending = sys.modules.get(f"{__package__}.server.sending")
    if sending is not None:  # a job was sent
        sending.remove_uploads()


atexit.register(shutdown)
