"""Runs the jobs that wait, each in a worker process: the same worker as that of QGIS.

A thread for each job that may run at once, and one for quick jobs, take the next job from the store. A worker serves one token
alone, and stays warm for its jobs. Whatever ends a worker ends its job alone.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import logging
import os
import shutil
import sys
import threading
import time
import traceback
from dataclasses import replace
from typing import Any, Callable, Dict, Iterator, List, Optional, Set, TypeVar

from ..jobs.confinement import VARIABLE
from ..jobs.events import Event, Log, Picture, Progress
from ..jobs.failure import Cancelled, JobFailure
from ..jobs.messages import STAGES
from ..jobs.registry import JOB_TYPES
from ..jobs.wire import dump_event
from ..runtime.child_environment import child_environment
from ..runtime.interpreter import Interpreter
from ..runtime.worker_process import WorkerGone, WorkerProcess
from . import file_content, remote_files
from .execution import Execution, JobFolder, can_be_resumed, from_plain, set_scratch
from .problems import Problem, problem_text, without_folder
from .processes import CHECKPOINTS, job_hints
from .settings import STORE_VARIABLE, Settings
from .store import ACCEPTED, FAILED, PENDING, RUNNING, SUCCESSFUL, Store, now, seconds_of

_WAIT_SECONDS = 1.0
_WRITE_SECONDS = 0.5  # between two writings of progress
MOST_STARTS = 3
QUICK = ("quicklook", "probability_histogram")  # of screens; they have a thread of their own, and do not wait for long jobs
_MOST_WARM = 4  # workers of a thread
PICTURES = "pictures"  # field of trainings: a folder
_CHECKPOINT = ".pt"
_MOST_KEPT = 10  # trainings of a token whose checkpoints are kept
# What the worker's GDAL must not do, though no file that passes file_content asks for it: there is no proxy at this address.
_NO_NETWORK = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
    "PROJ_NETWORK": "OFF",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_PAM_ENABLED": "YES",
}
_OF_THE_SERVER = (
    "worker_died",
    "unexpected",
    "out_of_memory",
    "runtime_missing",
    "runtime_broken",
    "write_failed",
    "disk_full",
    "disk_filled",
    "output_folder_missing",
    "output_folder_readonly",
    "output_folder_vanished",
)
_LOGGER = logging.getLogger(__name__)
_T = TypeVar("_T")


class JobRunner:
    """The threads that run jobs.

    :param folder: that holds the folders of jobs.
    :param make_workers: makes what a thread runs its jobs by.
    """

    def __init__(
        self, settings: Settings, store: Store, folder: str, make_workers: Optional[Callable[[Settings], ThreadWorkers]] = None
    ) -> None:
        self._settings, self._store, self._folder = settings, store, folder
        self._make_workers = make_workers or ThreadWorkers
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._cancelled: Dict[str, threading.Event] = {}
        self._threads: List[threading.Thread] = []
        self._kept_in_use: Set[str] = set()  # folders of checkpoints whose training runs

    def folder_of(self, identifier: str) -> JobFolder:
        """The folders of a job."""
        return JobFolder(os.path.join(self._folder, identifier))

    def start(self) -> None:
        """Bring jobs that a killed service left running to a known state, and start the threads."""
        self.recover()
        for number in range(self._settings.limits.running + 1):
            quick = number == self._settings.limits.running
            workers = self._make_workers(self._settings)
            thread = threading.Thread(target=self._run, args=(workers, quick), name=f"jobs-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def recover(self) -> None:
        """Have jobs that were running wait again where they can go on; the others have failed."""
        for row in self._store.jobs_of_state(RUNNING):
            if can_be_resumed(row["process_id"]) and row["starts"] < MOST_STARTS:
                self._store.change_job(
                    row["identifier"], status=ACCEPTED, message="The service was restarted; the job goes on."
                )
            else:
                text = "The service ended while the job was running."
                problem = problem_text(500, "service-restarted", text)
                self._store.change_job(row["identifier"], status=FAILED, message=text, problem=problem, finished=now())
                kept = self._kept_folder(row["owner"], json.loads(row["request"]).get("kept_as", ""))
                if kept:
                    _keep(self.folder_of(row["identifier"]).checkpoints, kept)
                self.remove_working_files(row["identifier"])

    def stop(self) -> None:
        """End the threads and their workers. Jobs that run stay marked as running, for :meth:`recover`."""
        self._stopping.set()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def wake(self) -> None:
        """Look for jobs that wait now."""
        with self._changed:
            self._changed.notify_all()

    def discard(self, identifier: str) -> None:
        """End a job that was dismissed, and remove its files; those of one that runs go when its worker has ended."""
        with self._changed:
            if identifier in self._cancelled:
                self._cancelled[identifier].set()
            else:
                shutil.rmtree(self.folder_of(identifier).path, ignore_errors=True)
            self._changed.notify_all()

    def steer(self, identifier: str, word: str) -> None:
        """Write the word that steers a training."""
        path = self.folder_of(identifier).control
        with open(f"{path}.new", "w", encoding="ascii") as stream:
            stream.write(word)
        os.replace(f"{path}.new", path)

    def wait(self, identifier: str, seconds: float) -> bool:
        """Wait until a job has ended; return False where it has not after so many seconds."""
        deadline = time.monotonic() + seconds
        while True:
            row = self._store.get_job(identifier)
            if row is None or row["status"] not in PENDING:
                return True
            left = deadline - time.monotonic()
            if left <= 0 or self._stopping.is_set():
                return False
            with self._changed:
                self._changed.wait(min(left, _WAIT_SECONDS))

    def remove_unknown(self, time: str) -> None:
        """Remove folders from before a time whose jobs never came to be: the service was killed while it read their request."""
        for name in os.listdir(self._folder) if os.path.isdir(self._folder) else []:
            path = os.path.join(self._folder, name)
            if os.path.getmtime(path) < seconds_of(time) and self._store.get_job(name) is None:
                shutil.rmtree(path, ignore_errors=True)

    def remove_working_files(self, identifier: str) -> None:
        """Remove what a job that has ended needs no more: its inputs, temporary files and finished blocks."""
        folder = self.folder_of(identifier)
        scratch = [folder.scratch(start) for start in range(1, MOST_STARTS + 1)]
        staged = glob.glob(os.path.join(glob.escape(folder.outputs), ".groundshift-*"))
        for path in (folder.inputs, folder.unfinished, folder.checkpoints, *scratch, *staged):
            shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(folder.control)

    def remove_kept(self, time: str) -> None:
        """Remove checkpoints that were kept before a time."""
        for path in glob.glob(os.path.join(glob.escape(self.kept_root), "*", "*")):
            if os.path.getmtime(path) < seconds_of(time):
                shutil.rmtree(path, ignore_errors=True)

    # --- A thread ---

    def _run(self, workers: ThreadWorkers, quick: bool) -> None:
        """Run jobs until the service ends.

        :param quick: those of :data:`QUICK` only.
        """
        try:
            while not self._stopping.is_set():
                row = self._next(quick)
                if row is None:
                    with self._changed:
                        self._changed.wait(_WAIT_SECONDS)
                    continue
                self._perform(row, workers)
                with self._changed:
                    self._changed.notify_all()
        finally:
            workers.release()

    def _next(self, quick: bool) -> Optional[Dict[str, Any]]:
        try:
            return self._store.claim(self._settings.limits.running_per_token, QUICK, quick)
        except Exception:  # a database that is gone comes back
            _LOGGER.exception("no job could be taken")
            return None

    def _perform(self, row: Dict[str, Any], workers: ThreadWorkers) -> None:
        identifier = row["identifier"]
        cancelled = threading.Event()
        with self._changed:
            self._cancelled[identifier] = cancelled
        try:
            current = self._stored(lambda: self._store.get_job(identifier))
            if current is None or current["status"] != RUNNING:  # dismissed in the moment it was taken
                cancelled.set()
                return
            ending = self._ending(row, workers, cancelled)
            if ending is not None:
                self._stored(lambda: self._store.change_job(identifier, (RUNNING,), finished=now(), **ending))
                self.remove_working_files(identifier)
        except Cancelled:
            _LOGGER.error("the database did not come back before the service ended; job %s stays as it is", identifier)
        finally:
            with self._changed:
                del self._cancelled[identifier]
                if cancelled.is_set():
                    shutil.rmtree(self.folder_of(identifier).path, ignore_errors=True)

    def _stored(self, access: Callable[[], _T]) -> _T:
        """Read or change the store; wait for a database that is gone: a job must not stay running because of it.

        :raises Cancelled: the service ends meanwhile.
        """
        while True:
            try:
                return access()
            except Exception:
                _LOGGER.exception("the database does not answer")
            if self._stopping.wait(_WAIT_SECONDS):
                raise Cancelled

    def _ending(self, row: Dict[str, Any], workers: ThreadWorkers, cancelled: threading.Event) -> Optional[Dict[str, Any]]:
        """Run a job; return the columns that its end changes, ``None`` where it is to stay as it is."""
        folder = self.folder_of(row["identifier"])
        deadline = time.monotonic() + self._settings.limits.job_hours * 3600
        record = _Record(self._store, row["identifier"], self._settings.folder)

        def is_cancelled() -> bool:
            record.write_when_due()
            return cancelled.is_set() or self._stopping.is_set() or time.monotonic() > deadline

        try:
            execution = from_plain(json.loads(row["request"]))
            kept = self._kept_folder(row["owner"], execution.kept_as)
            with self._checkpoints(kept, folder.checkpoints, is_cancelled):
                self._fetch(execution, is_cancelled)
                os.makedirs(folder.outputs, exist_ok=True)
                if PICTURES in execution.values:
                    os.makedirs(folder.pictures, exist_ok=True)
                scratch = folder.scratch(row["starts"])
                os.makedirs(scratch, exist_ok=True)
                values = set_scratch(execution.values, scratch)
                if "threads" in job_hints(JOB_TYPES[execution.kind]):
                    values["threads"] = self._settings.limits.threads
                result = workers.run(row["owner"], values, record.take, is_cancelled)
                _finish_outputs(folder, execution, result, folder.outputs, folder.path, self._settings.folder)
            return {
                "status": SUCCESSFUL,
                "message": "Done",
                "progress": 100,
                "location": folder.outputs,
                "mimetype": "application/json",
            }
        except Cancelled:
            if time.monotonic() > deadline:
                text = f"The job took longer than {self._settings.limits.job_hours:g} hours."
                return {"status": FAILED, "message": text, "problem": problem_text(500, "job-too-long", text)}
            return None  # dismissed, or the service ends
        except JobFailure as failure:
            status = 500 if failure.code in _OF_THE_SERVER else 400
            text = without_folder(failure.text(), self._settings.folder)
            values = without_folder(failure.values, self._settings.folder)
            problem = problem_text(status, failure.code, text, parameter=failure.parameter, values=values)
            return {"status": FAILED, "message": text, "problem": problem}
        except Problem as problem:
            return {"status": FAILED, "message": problem.detail, "problem": problem.text()}
        except Exception as error:
            _LOGGER.error("job %s: %s", row["identifier"], traceback.format_exc())
            text = f"The job could not be run: {type(error).__name__}."
            return {"status": FAILED, "message": text, "problem": problem_text(500, "unexpected", text)}
        finally:
            record.write()

    def _kept_folder(self, owner: str, name: str) -> str:
        """Where the checkpoints of a training that is cut off are kept; ``""`` = they are not.

        :param name: that the request gives them, or ``""``.
        """
        return os.path.join(self.kept_root, hashlib.sha256(owner.encode("utf-8")).hexdigest()[:32], name) if name else ""

    @contextlib.contextmanager
    def _checkpoints(self, kept: str, checkpoints: str, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Go on from checkpoints that are kept, and keep those that are left.

        An earlier run of the same training that is being ended is waited for.

        :param kept: folder; ``""`` = none are kept.
        :param checkpoints: folder of the job.
        :raises Cancelled: while it waits.
        """
        if not kept:
            yield
            return
        with self._changed:
            while kept in self._kept_in_use:
                if is_cancelled():
                    raise Cancelled
                self._changed.wait(_WAIT_SECONDS)
            self._kept_in_use.add(kept)
        try:
            if not os.path.isdir(checkpoints) and os.path.isdir(kept):
                os.makedirs(os.path.dirname(checkpoints), exist_ok=True)
                os.replace(kept, checkpoints)
            yield
        finally:
            if not self._stopping.is_set():  # the job goes on at the next start
                _keep(checkpoints, kept)
            with self._changed:
                self._kept_in_use.discard(kept)
                self._changed.notify_all()

    @property
    def kept_root(self) -> str:
        """The folder of all checkpoints that are kept."""
        return os.path.join(self._settings.folder, "trainings")

    def _fetch(self, execution: Execution, is_cancelled: Any) -> None:
        limits = self._settings.limits
        for url, path, role in execution.downloads:
            if not os.path.exists(path):
                staged = f"{path}.part"
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(staged)
                remote_files.fetch(url, staged, limits.upload_bytes, limits.download_seconds, is_cancelled)
                os.replace(staged, path)
            content = file_content.read_content(path, limits.raster_pixels)
            if content.kind not in role.split():
                raise Problem(400, "wrong-content", f"{url[:200]} is a {content.kind}.")


class ThreadWorkers:
    """The workers of a thread: those of a few tokens stay warm, for five minutes without a job."""

    def __init__(self, settings: Settings) -> None:
        self._interpreter = Interpreter(settings.python or sys.executable)
        jobs, temporary = os.path.join(settings.folder, "jobs"), os.path.join(settings.folder, "temporary")
        for path in (jobs, temporary):
            os.makedirs(path, exist_ok=True)
        # The store's address may hold a password.
        variables = {name: value for name, value in child_environment(os.environ).items() if name != STORE_VARIABLE}
        self._variables = {**variables, **_NO_NETWORK, "TMPDIR": temporary, "CPL_TMPDIR": temporary}
        if settings.confine:
            self._variables[VARIABLE] = os.pathsep.join((jobs, temporary))
        self._workers: Dict[str, WorkerProcess] = {}  # by token, the one that was used last at the end

    def run(self, owner: str, values: Dict[str, Any], on_event: Any, is_cancelled: Any) -> Dict[str, Any]:
        """Run a job of a token; see :meth:`.worker_process.WorkerProcess.run`."""
        while True:
            worker = self._workers.pop(owner, None)
            if worker is None or not worker.alive:
                while len(self._workers) >= _MOST_WARM:
                    self._workers.pop(next(iter(self._workers))).end()
                worker = self._start(is_cancelled)
            try:
                result = worker.run(values, on_event, is_cancelled)
                worker.rested = True
                self._workers[owner] = worker
                return result
            except WorkerGone:
                worker.end()
            except BaseException:
                worker.end()
                raise

    def release(self) -> None:
        """End the workers."""
        while self._workers:
            self._workers.popitem()[1].end()

    def _start(self, is_cancelled: Any) -> WorkerProcess:
        worker = WorkerProcess(self._interpreter, self._variables)
        try:
            worker.greet(is_cancelled)
        except BaseException:
            worker.end()
            raise
        return worker


class _Record:
    """Writes the events of a job to the store; progress not more often than its readers can see."""

    def __init__(self, store: Store, identifier: str, folder: str) -> None:
        self._store, self._identifier, self._folder = store, identifier, folder
        self._waiting: List[Event] = []
        self._written = 0.0

    def take(self, event: Event) -> None:
        """Take an event of the worker."""
        if isinstance(event, Picture):  # clients know it by its name
            event = replace(event, path=os.path.basename(event.path))
        if isinstance(event, Progress) and self._waiting and isinstance(self._waiting[-1], Progress):
            self._waiting.pop()
        if not isinstance(event, Log) or event.level != "debug":
            self._waiting.append(event)
        self.write_when_due()

    def write_when_due(self) -> None:
        """Write what waits, if the last writing is long enough ago."""
        if self._waiting and time.monotonic() - self._written >= _WRITE_SECONDS:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        values: Dict[str, Any] = {}
        for event in self._waiting:
            if isinstance(event, Progress):
                values = {
                    "progress": int(100 * min(max(event.fraction, 0.0), 1.0)),
                    "message": STAGES.get(event.stage, "Running"),
                }
        lines = [json.dumps(without_folder(json.loads(dump_event(event)), self._folder)) for event in self._waiting]
        self._waiting.clear()
        self._written = time.monotonic()
        try:
            self._store.add_events(self._identifier, lines, **values)
        except Exception:  # a database that is gone comes back; the job goes on
            _LOGGER.exception("events of job %s", self._identifier)


def _keep(checkpoints: str, kept: str) -> None:
    """Keep the checkpoints of a training that did not end well; of one that did, there are none. Never raises."""
    if not glob.glob(os.path.join(glob.escape(checkpoints), f"*{_CHECKPOINT}")):
        return
    owned = os.path.dirname(kept)
    try:
        os.makedirs(owned, exist_ok=True)
        others = sorted((os.path.join(owned, name) for name in os.listdir(owned)), key=os.path.getmtime)
        for path in [kept, *others[: max(0, len(others) - _MOST_KEPT + 1)]]:
            shutil.rmtree(path, ignore_errors=True)
        os.replace(checkpoints, kept)
        os.utime(kept)
    except OSError:
        _LOGGER.exception("checkpoints could not be kept")


def _name_images_by_table(execution: Execution, folder: str) -> None:
    """Have tables of radar images in a folder name images of the request as the request's own table does."""
    table = execution.values.get("table")
    if not table:
        return
    for path in glob.glob(os.path.join(glob.escape(folder), "*.csv")):
        with open(path, encoding="utf-8", newline="") as stream:
            text = stream.read()
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text.replace(os.path.join(os.path.dirname(table), ""), ""))


def _finish_outputs(folder: JobFolder, execution: Execution, result: Dict[str, Any], *folders: str) -> None:
    """Pack outputs that are folders, and keep the values that the job returned."""
    for output in execution.outputs:
        if output.file.endswith(".zip"):
            _name_images_by_table(execution, os.path.join(folder.outputs, output.name))
            path = folder.checkpoints if output.name == CHECKPOINTS else os.path.join(folder.outputs, output.name)
            if os.path.isdir(path):
                shutil.make_archive(os.path.join(folder.outputs, output.name), "zip", path)
                shutil.rmtree(path, ignore_errors=True)
    staged = f"{folder.values}.new"
    with open(staged, "w", encoding="utf-8") as stream:
        json.dump(without_folder(result, *folders), stream)
    os.replace(staged, folder.values)
