"""Folders with everything needed to resume a training that was cancelled or interrupted."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Optional, Union

from ...jobs.registry import load_job
from ...jobs.sar import SarTrainJob
from ...jobs.train_model import KEPT_BY_SERVER, RUN, TrainModelJob
from ...jobs.wire import dump_job
from ...runtime.folders import runtime_root
from .form import CHECKPOINTS, model_id

_JOB, _PICTURES, _CONTROL, _CHECKPOINT = "job.json", "pictures", "control", ".pt"
_KEPT_DAYS = 30

TrainingJob = Union[TrainModelJob, SarTrainJob]


@dataclass(frozen=True)
class RunFolder:
    """Folder of one training.

    :param path: of the existing folder.
    """

    path: str

    @property
    def pictures(self) -> str:
        """Folder of the pictures shown during the training."""
        return os.path.join(self.path, _PICTURES)

    @property
    def control(self) -> str:
        """File with the command for the training."""
        return os.path.join(self.path, _CONTROL)

    def steer(self, word: str) -> None:
        """Write a command for the training, atomically."""
        with open(self.control + ".new", "w", encoding="utf-8") as stream:
            stream.write(word)
        os.replace(self.control + ".new", self.control)

    def make_scratch(self) -> str:
        """Make the folder for temporary files; its name is unique, because staging folders are named after it."""
        scratch = os.path.join(self.path, f"scratch-{os.path.basename(self.path)}")
        os.makedirs(scratch, exist_ok=True)
        return scratch

    def save_job(self, job: TrainingJob) -> None:
        """Save the job, so that it can be resumed without its layers."""
        with open(os.path.join(self.path, _JOB + ".new"), "w", encoding="utf-8") as stream:
            json.dump(dump_job(job), stream)
        os.replace(os.path.join(self.path, _JOB + ".new"), os.path.join(self.path, _JOB))

    def load_job(self) -> Optional[TrainingJob]:
        """Return the saved job; ``None`` = none that this version can read."""
        try:
            with open(os.path.join(self.path, _JOB), encoding="utf-8") as stream:
                job: Any = load_job(json.load(stream))
        except (OSError, ValueError):
            return None
        return job if isinstance(job, (TrainModelJob, SarTrainJob)) else None

    @property
    def resumable(self) -> bool:
        """Whether there is a job with a checkpoint."""
        return self._checkpoint() is not None

    @property
    def changed(self) -> datetime.datetime:
        """Time of the last checkpoint."""
        return datetime.datetime.fromtimestamp(os.path.getmtime(self._checkpoint() or self.path))

    def _checkpoint(self) -> Optional[str]:
        """Return the latest checkpoint, or the note of the server that keeps it; ``None`` = none."""
        job = self.load_job()
        try:
            names = os.listdir(job.checkpoints) if job else []
            kept = [name for name in names if name.endswith(_CHECKPOINT) or name == KEPT_BY_SERVER]
            entries = [os.path.join(job.checkpoints, name) for name in kept] if job else []
        except OSError:
            return None
        return max(entries, key=os.path.getmtime, default=None)

    def discard(self) -> None:
        """Remove the folder and the checkpoints."""
        job = self.load_job()
        if job is not None and job.checkpoints.endswith(CHECKPOINTS) and not os.path.exists(job.model):
            shutil.rmtree(job.checkpoints, ignore_errors=True)
        self.remove()

    def forget_work(self) -> None:
        """Remove everything except the pictures, when the training has finished."""
        for name in os.listdir(self.path):
            if name != _PICTURES:
                path = os.path.join(self.path, name)
                if os.path.isdir(path):
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        os.remove(path)

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def title_of(job: TrainingJob) -> str:
    """Return the name of the new model for the user."""
    return job.title or os.path.splitext(os.path.basename(job.model))[0]


def trainings_root() -> str:
    """Return the folder of all trainings, beside the runtime: not deleted with the plugin or QGIS's temporary files."""
    return os.path.join(os.path.dirname(runtime_root()), "trainings")


def new_run_folder(title: str) -> RunFolder:
    """Create the folder of a new training.

    :raises OSError: it cannot be created.
    """
    root = trainings_root()
    os.makedirs(root, exist_ok=True)
    folder = RunFolder(tempfile.mkdtemp(prefix=f"{model_id(title)[:40]}-", dir=root))
    os.makedirs(folder.pictures)
    folder.steer(RUN)
    return folder


def unfinished_trainings(busy: Optional[str] = None) -> list[RunFolder]:
    """Return the resumable trainings, the latest first; remove folders that are no longer useful.

    :param busy: folder of a training that is running in this QGIS.
    """
    try:
        paths = [entry.path for entry in os.scandir(trainings_root()) if entry.is_dir()]
    except OSError:
        return []
    found = []
    for path in paths:
        folder = RunFolder(path)
        if busy is not None and os.path.samefile(path, busy):
            continue
        age = datetime.datetime.now() - datetime.datetime.fromtimestamp(os.path.getmtime(path))
        if folder.resumable and not _in_use(folder):
            found.append(folder)
        elif not folder.resumable and age.days >= 1 and not _in_use(folder):
            folder.remove()
        if folder.resumable and age.days > _KEPT_DAYS:
            found = [item for item in found if item.path != path]
            folder.discard()
    return sorted(found, key=lambda folder: folder.changed, reverse=True)


def claim(folder: RunFolder) -> None:
    """Mark the folder as used by this process."""
    with open(os.path.join(folder.path, "owner"), "w", encoding="utf-8") as stream:
        stream.write(str(os.getpid()))


def unclaim(folder: RunFolder) -> None:
    """Mark the folder as unused."""
    with suppress(OSError):
        os.remove(os.path.join(folder.path, "owner"))


def _in_use(folder: RunFolder) -> bool:
    """Return True if another running QGIS uses the folder."""
    try:
        with open(os.path.join(folder.path, "owner"), encoding="utf-8") as stream:
            owner = int(stream.read().strip())
    except (OSError, ValueError):
        return False
    return owner != os.getpid() and _alive(owner)


def _alive(process: int) -> bool:
    if os.name == "nt":  # on Windows, os.kill would terminate the process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
