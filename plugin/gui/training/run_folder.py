"""Folders in which trainings keep what they need to go on after they were cancelled, or QGIS was closed."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Optional

from ...jobs.registry import load_job
from ...jobs.train_model import RUN, TrainModelJob
from ...jobs.wire import dump_job
from ...runtime.folders import runtime_root
from .form import CHECKPOINTS, model_id

_JOB, _PICTURES, _CONTROL, _CHECKPOINT = "job.json", "pictures", "control", ".pt"
_KEPT_DAYS = 30


@dataclass(frozen=True)
class RunFolder:
    """:param path: of the folder, which is there."""

    path: str

    @property
    def pictures(self) -> str:
        """Folder for pictures that are shown while it runs."""
        return os.path.join(self.path, _PICTURES)

    @property
    def control(self) -> str:
        """File with the word that steers the training."""
        return os.path.join(self.path, _CONTROL)

    def steer(self, word: str) -> None:
        """Write the word that steers the training; it is never half there."""
        with open(self.control + ".new", "w", encoding="utf-8") as stream:
            stream.write(word)
        os.replace(self.control + ".new", self.control)

    def save_job(self, job: TrainModelJob) -> None:
        """Keep the job, so that it can be resumed without its layers."""
        with open(os.path.join(self.path, _JOB + ".new"), "w", encoding="utf-8") as stream:
            json.dump(dump_job(job), stream)
        os.replace(os.path.join(self.path, _JOB + ".new"), os.path.join(self.path, _JOB))

    def load_job(self) -> Optional[TrainModelJob]:
        """The job that was kept; ``None`` = there is none that this version understands."""
        try:
            with open(os.path.join(self.path, _JOB), encoding="utf-8") as stream:
                job: Any = load_job(json.load(stream))
        except (OSError, ValueError):
            return None
        return job if isinstance(job, TrainModelJob) else None

    @property
    def resumable(self) -> bool:
        """Whether there is a job and a checkpoint of it."""
        return self._checkpoint() is not None

    @property
    def changed(self) -> datetime.datetime:
        """When the training last kept a checkpoint."""
        return datetime.datetime.fromtimestamp(os.path.getmtime(self._checkpoint() or self.path))

    def _checkpoint(self) -> Optional[str]:
        """The latest checkpoint; ``None`` = there is none."""
        job = self.load_job()
        try:
            entries = [entry.path for entry in os.scandir(job.checkpoints) if entry.name.endswith(_CHECKPOINT)] if job else []
        except OSError:
            return None
        return max(entries, key=os.path.getmtime, default=None)

    def discard(self) -> None:
        """Remove it with its checkpoints: the training is not to be resumed."""
        job = self.load_job()
        if job is not None and job.checkpoints.endswith(CHECKPOINTS) and not os.path.exists(job.model):
            shutil.rmtree(job.checkpoints, ignore_errors=True)
        self.remove()

    def forget_work(self) -> None:
        """Remove all but the pictures: the training is done."""
        for name in os.listdir(self.path):
            if name != _PICTURES:
                path = os.path.join(self.path, name)
                if os.path.isdir(path):
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        os.remove(path)

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.path, ignore_errors=True)


def trainings_root() -> str:
    """The folder of the trainings: beside the runtime, outside the plugin's and QGIS's temporary ones."""
    return os.path.join(os.path.dirname(runtime_root()), "trainings")


def new_run_folder(title: str) -> RunFolder:
    """A folder for a new training.

    :raises OSError: it cannot be made.
    """
    root = trainings_root()
    os.makedirs(root, exist_ok=True)
    folder = RunFolder(tempfile.mkdtemp(prefix=f"{model_id(title)[:40]}-", dir=root))
    os.makedirs(folder.pictures)
    folder.steer(RUN)
    return folder


def unfinished_trainings(busy: Optional[str] = None) -> list[RunFolder]:
    """The trainings that can be resumed, the latest first; what is of no more use is removed.

    :param busy: folder of a training that is going on in this QGIS.
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
    """Say that this process works in the folder."""
    with open(os.path.join(folder.path, "owner"), "w", encoding="utf-8") as stream:
        stream.write(str(os.getpid()))


def unclaim(folder: RunFolder) -> None:
    """Say that nobody works in the folder any more."""
    with suppress(OSError):
        os.remove(os.path.join(folder.path, "owner"))


def _in_use(folder: RunFolder) -> bool:
    """Whether another QGIS that is running works in the folder."""
    try:
        with open(os.path.join(folder.path, "owner"), encoding="utf-8") as stream:
            owner = int(stream.read().strip())
    except (OSError, ValueError):
        return False
    return owner != os.getpid() and _alive(owner)


def _alive(process: int) -> bool:
    if os.name == "nt":  # where signal 0 would end it; a checkpoint that is written right now tells as well
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
