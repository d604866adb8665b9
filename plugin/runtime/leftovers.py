"""Temporary files of jobs whose QGIS was killed, removed at the next start.

A worker that is killed leaves its files to QGIS; a QGIS that is killed leaves them to the next one. While jobs run, a file
in the cache lists their folders. The process that wrote it holds a lock on it, which the system releases when the process
ends in whatever way: a file that can be locked belongs to no running QGIS.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import threading
import uuid
from typing import Any, Dict, Iterator, List, Optional, TextIO

from ..jobs.file_lock import take_lock
from ..jobs.publish import remove_temporaries
from .folders import cache_folder

_PREFIX = "groundshift-"  # of the scratch folders that QGIS's side makes: nothing else is removed
_EXTENSION = ".jobs"


class RunningJobs:
    """The list of this process's running jobs. Thread-safe; a list that cannot be written stops no job.

    :param folder: of the lists of all processes; ``None`` = in the cache.
    """

    def __init__(self, folder: Optional[str] = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._file: Optional[TextIO] = None
        self._running = 0

    @contextlib.contextmanager
    def listed(self, scratch: str, outputs: List[str]) -> Iterator[None]:
        """List a job while it runs.

        :param scratch: its folder for temporary files. :param outputs: paths beside which it may have staging folders.
        """
        number = self._begin({"scratch": scratch, "outputs": outputs})
        try:
            yield
        finally:
            self._end(number)

    def _begin(self, job: Dict[str, Any]) -> str:
        number = uuid.uuid4().hex
        with self._lock, contextlib.suppress(OSError):
            self._running += 1
            if self._file is None:
                self._file = _new_list(self._folder or _lists_folder())
            self._write({"begun": number, **job})
        return number

    def _end(self, number: str) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._running -= 1
            self._write({"ended": number})
            if self._running == 0 and self._file is not None:
                file, self._file = self._file, None
                file.close()
                os.unlink(file.name)

    def _write(self, entry: Dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()


def remove_leftovers(folder: Optional[str] = None) -> int:
    """Remove temporary files of jobs that ended with their QGIS. Never raises.

    :param folder: of the lists; ``None`` = in the cache.
    :return: how many jobs had been running.
    """
    lists = folder or _lists_folder()
    count = 0
    with contextlib.suppress(OSError):
        # Of this computer alone: what runs on another one that shares the home folder is not known here.
        names = [name for name in os.listdir(lists) if name.endswith(_EXTENSION) and name.startswith(f"{platform.node()}-")]
        for name in names:
            with contextlib.suppress(OSError):
                count += _remove_of(os.path.join(lists, name))
    return count


def _remove_of(path: str) -> int:
    with open(path, "r+", encoding="ascii") as file:
        if not take_lock(file):
            return 0  # that QGIS is running
        jobs = _unfinished(file.read().splitlines())
        for job in jobs:
            if os.path.basename(os.path.normpath(job["scratch"])).startswith(_PREFIX):
                remove_temporaries(job["outputs"], job["scratch"])
    os.unlink(path)
    return len(jobs)


def _unfinished(lines: List[str]) -> List[Dict[str, Any]]:
    """The jobs of a list that have not ended; a last line may be cut short."""
    jobs: Dict[str, Dict[str, Any]] = {}
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            if "ended" in entry:
                jobs.pop(entry["ended"], None)
            else:
                outputs = [item for item in entry["outputs"] if isinstance(item, str)]
                jobs[entry["begun"]] = {"scratch": str(entry["scratch"]), "outputs": outputs}
    return list(jobs.values())


def _lists_folder() -> str:
    return os.path.join(cache_folder(), "running")


def _new_list(folder: str) -> Optional[TextIO]:
    """A locked file of its own; ``None`` where files cannot be locked: an unlocked one would be taken for a dead QGIS's."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{platform.node()}-{os.getpid()}-{uuid.uuid4().hex[:8]}{_EXTENSION}")
    file = open(path, "w", encoding="ascii")  # noqa: SIM115  (open while jobs run)
    if take_lock(file):
        return file
    file.close()  # or a QGIS that starts just now has taken the lock of the empty file
    with contextlib.suppress(OSError):
        os.unlink(path)
    return None
