"""The manager of jobs that pygeoapi's functions call: jobs are kept in the store and run by :class:`.job_runner.JobRunner`."""

from __future__ import annotations

import contextvars
import json
import shutil
import uuid
from copy import deepcopy
from dataclasses import replace
from typing import Any, Dict, Optional, Tuple

from pygeoapi.process.base import BaseProcessor, JobNotFoundError, JobResultNotFoundError
from pygeoapi.process.manager.base import BaseManager
from pygeoapi.util import JobStatus, RequestedProcessExecutionMode

from .execution import InputSources, from_plain, plain, read_execution
from .job_runner import JobRunner
from .problems import Problem
from .processes import description
from .results import output_files
from .settings import Settings
from .store import ACCEPTED, DISMISSED, SUCCESSFUL, JobQuery, Store, now
from .uploads import Uploads

# Of the request that a thread answers.
query: contextvars.ContextVar[JobQuery] = contextvars.ContextVar("query")


class JobProcess(BaseProcessor):
    """A process for pygeoapi: its description. The manager runs it."""

    def __init__(self, definition: Dict[str, Any]) -> None:
        super().__init__(definition, deepcopy(description(definition["kind"])))


class ServiceManager(BaseManager):
    """Manager of pygeoapi on the service's store.

    :param definition: of pygeoapi; its ``parts`` are settings, store, uploads and runner.
    """

    def __init__(self, definition: Dict[str, Any]) -> None:
        super().__init__(definition)
        self.is_async = True
        self.supports_subscribing = False  # the service sends no requests to addresses that clients name
        self._settings: Settings
        self._store: Store
        self._uploads: Uploads
        self._runner: JobRunner

    def use(self, settings: Settings, store: Store, uploads: Uploads, runner: JobRunner) -> None:
        """Set the parts of the service, which are no part of pygeoapi's configuration."""
        self._settings, self._store, self._uploads, self._runner = settings, store, uploads, runner

    def get_jobs(
        self, status: Optional[JobStatus] = None, limit: Optional[int] = None, offset: Optional[int] = None
    ) -> dict[str, Any]:
        """Return the jobs of the request's token."""
        asked = query.get()
        if status is not None:
            asked = replace(asked, status=(status.value,))
        jobs, count = self._store.list_jobs(asked, limit or 10, offset or 0)
        # pygeoapi sorts by the start, which jobs that wait have not.
        return {"jobs": [{**job, "started": job["started"] or job["created"]} for job in jobs], "numberMatched": count}

    def get_job(self, job_id: str) -> dict[str, Any]:
        """Return a job of the request's token. :raises JobNotFoundError: there is none."""
        found = self._store.get_job(job_id, query.get().owner)
        if found is None:
            raise JobNotFoundError
        return found

    def add_job(self, job_metadata: dict[str, Any]) -> str:
        """Add a job that waits. :raises Problem: too many wait."""
        limits = self._settings.limits
        if not self._store.add_job(job_metadata, limits.waiting, limits.waiting_per_token):
            raise Problem(429, "queue-full", "Too many jobs wait; try again later.", Retry_After="10")
        return str(job_metadata["identifier"])

    def update_job(self, job_id: str, update_dict: dict[str, Any]) -> bool:
        """Change the columns of a job."""
        return self._store.change_job(job_id, **update_dict)

    def get_job_result(self, job_id: str) -> Tuple[str, Any]:
        """Results are delivered by :mod:`.results`. :raises JobResultNotFoundError: always."""
        raise JobResultNotFoundError

    def _result_file(self, identifier: str, name: str) -> str:
        row = self._store.get_job(identifier, query.get().owner)
        if row is not None and row["status"] == SUCCESSFUL:
            for file in output_files(from_plain(json.loads(row["request"])), self._runner.folder_of(identifier)):
                if file.name == name:
                    return file.path
        raise Problem(400, "no-such-output", f"There are no results {identifier[:40]}/{name[:60]}.")

    def delete_job(self, job_id: str) -> bool:
        """Dismiss a job: end it where it runs, and remove its files."""
        row = self.get_job(job_id)
        if row["status"] != DISMISSED:
            self._store.change_job(job_id, status=DISMISSED, message="Job dismissed", finished=row["finished"] or now())
            self._runner.discard(job_id)
        return True

    def execute_process(
        self,
        process_id: str,
        data_dict: dict[str, Any],
        execution_mode: Optional[RequestedProcessExecutionMode] = None,
        requested_outputs: Optional[dict[str, Any]] = None,
        subscriber: Any = None,
        requested_response: Optional[str] = "raw",
    ) -> Tuple[str, str, Any, JobStatus, Optional[dict[str, str]]]:
        """Have a job wait, and in a synchronous request wait for it; see pygeoapi's manager.

        :raises Problem: the request is refused.
        """
        identifier = str(uuid.uuid4())
        folder = self._runner.folder_of(identifier)
        owner = query.get().owner
        try:
            execution = read_execution(
                process_id,
                data_dict,
                requested_outputs,
                str(requested_response),
                folder,
                InputSources(owner, self._uploads, self._settings, self._result_file),
            )
            time = now()
            self.add_job(
                {
                    "identifier": identifier,
                    "type": "process",
                    "process_id": process_id,
                    "created": time,
                    "updated": time,
                    "status": ACCEPTED,
                    "message": "The job waits",
                    "progress": 0,
                    "owner": owner,
                    "request": json.dumps(plain(execution)),
                    "mimetype": "application/json",
                }
            )
        except BaseException:
            shutil.rmtree(folder.path, ignore_errors=True)
            raise
        self._runner.wake()
        if execution_mode == RequestedProcessExecutionMode.respond_async:
            return identifier, "application/json", None, JobStatus.accepted, {"Preference-Applied": "respond-async"}
        ended = self._runner.wait(identifier, self._settings.limits.wait_seconds)
        status = JobStatus.successful if ended else JobStatus.running
        return identifier, "application/json", None, status, None
