"""Runs that did not end, whose finished blocks are kept so that the same run can go on from them.

A folder holds them all, each in a folder of its own: ``run.json`` (what it is), ``lock`` (held while it runs), and for each
of its parts a folder with ``inputs.json``, ``journal.jsonl`` and ``blocks.bin`` (``engine/resume.py``).
Standard library only; imported by both sides.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Optional, TextIO

from .file_lock import take_lock

RUN, LOCK, INPUTS, JOURNAL, BLOCKS = "run.json", "lock", "inputs.json", "journal.jsonl", "blocks.bin"
DAY = 86_400.0  # seconds
KEPT_DAYS = 30


@dataclass(frozen=True)
class Resume:
    """Where a job keeps its finished blocks while it runs, and finds those of an earlier run.

    :param folder: of all unfinished runs.
    :param least_pixels: smaller runs keep nothing.
    """

    folder: str
    least_pixels: int = 0


@dataclass(frozen=True)
class UnfinishedRun:
    """A run that can go on.

    :param folder: that holds its blocks.
    :param title: the layers that it compares.
    :param kind: of its job.
    :param share: of the blocks that are finished, 0 to 1.
    :param changed: when its last block was finished, in seconds since 1970.
    :param size: bytes on the disk.
    """

    folder: str
    title: str
    kind: str
    share: float
    changed: float
    size: int


@contextlib.contextmanager
def locked(folder: str) -> Iterator[bool]:
    """Hold the lock of a run's folder, which exists.

    :return: whether it could be taken; False = the run is in progress.
    """
    file: Optional[TextIO] = None
    with contextlib.suppress(OSError):
        file = open(os.path.join(folder, LOCK), "a", encoding="ascii")  # noqa: SIM115 (closed below)
    try:
        yield file is not None and take_lock(file)
    finally:
        if file is not None:
            file.close()


def list_unfinished(folder: str) -> List[UnfinishedRun]:
    """Return the unfinished runs of a folder that are not in progress, the latest first. Never raises.

    :param folder: of all unfinished runs; it may be missing.
    """
    found = []
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(os.path.join(path, RUN)):
                with locked(path) as free:
                    run = _read_run(path) if free else None
                if run is not None:
                    found.append(run)
    return sorted(found, key=lambda run: run.changed, reverse=True)


def remove_run(folder: str) -> bool:
    """Remove an unfinished run; return False where it is in progress or cannot be removed. Never raises.

    :param folder: of :class:`UnfinishedRun`. Nothing is removed where it holds no run.
    """
    if not os.path.isfile(os.path.join(folder, RUN)):
        return False
    with locked(folder) as free:
        if not free:
            return False
        # The lock goes last: Windows does not remove a file that is open.
        for name in [item for item in _names(folder) if item not in (LOCK, RUN)]:
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(folder, RUN))
    shutil.rmtree(folder, ignore_errors=True)
    return not os.path.exists(folder)


def remove_older(folder: str, days: float = KEPT_DAYS) -> List[UnfinishedRun]:
    """Remove the unfinished runs of a folder whose last block is older, and return them. Never raises.

    :param days: 0 = all.
    """
    oldest = time.time() - days * DAY
    return [run for run in list_unfinished(folder) if run.changed <= oldest and remove_run(run.folder)]


def read_lines(path: str) -> List[Dict[str, Any]]:
    """Return the whole lines of a journal; the last may be cut short. Never raises."""
    lines: List[Dict[str, Any]] = []
    with contextlib.suppress(OSError, ValueError, UnicodeDecodeError), open(path, encoding="ascii", newline="") as stream:
        for line in stream:
            entry = json.loads(line)
            if not line.endswith("\n") or not isinstance(entry, dict):
                break
            lines.append(entry)
    return lines


def _read_run(folder: str) -> Optional[UnfinishedRun]:
    try:
        with open(os.path.join(folder, RUN), encoding="utf-8") as stream:
            about = json.load(stream)
        title, kind, parts = str(about["title"]), str(about["kind"]), max(1, int(about["parts"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    done, size, changed = 0.0, 0, os.path.getmtime(os.path.join(folder, RUN))
    for name in _names(folder):
        part = os.path.join(folder, name)
        for item in _names(part):
            with contextlib.suppress(OSError):
                size += os.path.getsize(os.path.join(part, item))
                changed = max(changed, os.path.getmtime(os.path.join(part, item)))
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            with open(os.path.join(part, INPUTS), encoding="utf-8") as stream:
                total = int(json.load(stream)["blocks"])
            done += min(1.0, len({entry.get("block") for entry in read_lines(os.path.join(part, JOURNAL))}) / max(1, total))
    return UnfinishedRun(folder, title, kind, done / parts, changed, size)


def _names(folder: str) -> List[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
