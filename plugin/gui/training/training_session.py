"""The state of the training window without widgets: the running training, the check of its data, their folders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Callable, Optional, Union

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...jobs.failure import JobFailure
from ...jobs.train_model import PAUSE, RUN, STOP
from ..background import BackgroundRun, RunFeedback
from . import run_folder
from .form import TrainingForm
from .prepare import PreparedTraining, prepare
from .prepare_radar import PreparedRadarTraining, prepare_radar
from .record import CANCELLED, FAILED, FINISHED, PAUSED, RUNNING, STOPPING, TrainingRecord, recorded_run
from .run_folder import RunFolder, new_run_folder, title_of, unfinished_trainings

translate = QCoreApplication.translate

# Failures that an installation resolves.
NOT_INSTALLED = ("torch_missing", "runtime_missing", "runtime_broken")


class FormRefused(Exception):
    """The form, or the disk, does not allow a run. The text is for the user.

    :ivar failure: the failure in the words of the jobs, if it has a code.
    """

    def __init__(self, text: str = "", failure: Optional[JobFailure] = None) -> None:
        super().__init__(text)
        self.failure = failure


@dataclass(frozen=True)
class Actions:
    """Which of the window's actions apply now."""

    active: bool
    checking: bool
    paused: bool
    can_pause: bool
    can_stop: bool
    can_resume: bool


class TrainingSession(QObject):
    """Starts, steers and resumes a training, checks its data, and keeps their records and folders.

    Works without widgets. Everything runs in the main thread except the jobs themselves.
    """

    recordChanged = pyqtSignal(str)  # what changed in a record, see TrainingRecord.changed
    started = pyqtSignal()  # a check or a training
    checkEnded = pyqtSignal()
    trainingEnded = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._training: Optional[BackgroundRun] = None
        self._check: Optional[BackgroundRun] = None
        self._folder: Optional[RunFolder] = None
        self._check_folder: Optional[RunFolder] = None
        self.record: Optional[TrainingRecord] = None  # of the training that runs, or ran last
        self.check_record: Optional[TrainingRecord] = None
        self.sample_record: Optional[TrainingRecord] = None  # of whichever of the two started last

    @property
    def actions(self) -> Actions:
        """Which actions apply now."""
        record = self.record
        active = record is not None and record.active
        state = record.state if record is not None else ""
        running = state in (RUNNING, PAUSED)
        return Actions(
            active=active,
            checking=self.check_record is not None and self.check_record.active,
            paused=state == PAUSED,
            can_pause=running,
            can_stop=running and bool(record and record.epochs),
            can_resume=not active and state in (CANCELLED, FAILED) and self._folder is not None and self._folder.resumable,
        )

    @property
    def model_path(self) -> str:
        """Path of the trained model; ``""`` = there is none yet."""
        return str(self.record.result.get("MODEL") or "") if self.record is not None else ""

    def check(self, form: TrainingForm) -> None:
        """Read the data as a training would, and draw a sample; nothing is trained.

        :raises FormRefused: the form cannot be used as it is.
        """
        if self.actions.checking:
            return
        prepared = _prepared(form)
        folder = _new_folder("check")
        if self._check_folder is not None:
            self._check_folder.remove()
        self._check_folder = folder
        self.check_record = self.sample_record = self._new_record()
        title = translate("TrainingDialog", "Check of the training data")
        self._check = recorded_run(title, partial(_make_job, prepared, folder, True), self.check_record)
        self._check.ended.connect(self.checkEnded)
        self.started.emit()
        self._check.start()

    def start(self, form: TrainingForm) -> None:
        """Start a training.

        :raises FormRefused: the form cannot be used as it is.
        """
        prepared = _prepared(form)
        folder = _new_folder(form.title)
        self._run(form.title, folder, partial(_make_job, prepared, folder, False))

    def resume(self, folder: Optional[RunFolder] = None) -> None:
        """Continue a training that was cancelled or killed.

        :param folder: of the training; ``None`` = of the last one.
        :raises FormRefused: another version of the plugin started it.
        """
        folder = self._folder if folder is None else folder
        if folder is None:
            return
        job = folder.load_job()
        if job is None:
            raise FormRefused(
                translate(
                    "TrainingDialog", "This training was started by another version of Groundshift and cannot be resumed."
                )
            )
        folder.steer(RUN)
        self._run(title_of(job), folder, lambda _feedback: replace(job, resume=True, scratch=folder.make_scratch()))

    def pause(self) -> None:
        """Pause the training, or continue it."""
        if self.record is None or self._folder is None:
            return
        paused = self.record.state == PAUSED
        self._folder.steer(RUN if paused else PAUSE)
        self.record.set_state(RUNNING if paused else PAUSED)

    def stop(self) -> None:
        """End the training and keep the best epoch so far."""
        if self.record is not None and self._folder is not None:
            self._folder.steer(STOP)
            self.record.set_state(STOPPING)

    def cancel(self) -> None:
        """End the training without a model; its checkpoint stays."""
        if self._training is not None and self.actions.active:
            self._training.cancel()

    def prepare_rate_search(self, form: TrainingForm) -> tuple[PreparedTraining, RunFolder]:
        """Return the prepared training and a new folder for a search of the learning rate. The caller removes the folder.

        :raises FormRefused: the form cannot be used as it is.
        """
        prepared = _prepared(form)
        if not isinstance(prepared, PreparedTraining):
            raise FormRefused(translate("TrainingDialog", "A learning rate is searched for with labels only."))
        return prepared, _new_folder("rate")

    def unfinished(self) -> Optional[RunFolder]:
        """Return the folder of the latest unfinished training; ``None`` = there is none, or a training is running."""
        if self.actions.active:
            return None
        own = self._folder.path if self._folder is not None else None
        return next((folder for folder in unfinished_trainings(own) if folder.load_job() is not None), None)

    def release(self) -> None:
        """Cancel what is running and remove folders that are of no further use."""
        for run, record, ended in (
            (self._training, self.record, self._training_ended),
            (self._check, self.check_record, self.checkEnded),
        ):
            if run is None or record is None:
                continue
            record.changed.disconnect(self.recordChanged)
            if record.active:
                run.ended.disconnect(ended)
                run.cancel()
        if self._check_folder is not None:
            self._check_folder.remove()
        if self._folder is not None:
            run_folder.unclaim(self._folder)
            if not self._folder.resumable:
                self._folder.remove()

    def _new_record(self) -> TrainingRecord:
        record = TrainingRecord()
        record.changed.connect(self.recordChanged)
        return record

    def _run(self, title: str, folder: RunFolder, make_job: Callable[[RunFeedback], Any]) -> None:
        if self._folder is not None and self._folder.path != folder.path and not self._folder.resumable:
            self._folder.remove()  # pictures of the previous training
        run_folder.claim(folder)
        self._folder = folder
        self.record = self.sample_record = self._new_record()
        text = translate("TrainingDialog", "Training of '{name}'").format(name=title)
        self._training = recorded_run(text, make_job, self.record)
        self._training.ended.connect(self._training_ended)
        self.started.emit()
        self._training.start()

    def _training_ended(self) -> None:
        if self.record is None or self._folder is None:
            return
        run_folder.unclaim(self._folder)
        if self.record.state == FINISHED:
            self._folder.forget_work()
        self.trainingEnded.emit()


def _prepared(form: TrainingForm) -> Union[PreparedTraining, PreparedRadarTraining]:
    if not form.title:
        raise FormRefused(translate("TrainingDialog", "Give the new model a name."))
    try:
        return (prepare if form.radar is None else prepare_radar)(form, QgsProject.instance())
    except JobFailure as failure:
        raise FormRefused(failure=failure) from failure


def _new_folder(title: str) -> RunFolder:
    try:
        return new_run_folder(title)
    except OSError as error:
        raise FormRefused(str(error)) from error


def _make_job(
    prepared: Union[PreparedTraining, PreparedRadarTraining], folder: RunFolder, only_sample: bool, feedback: RunFeedback
) -> Any:
    job = prepared.job(folder, feedback, only_sample)
    if not only_sample:
        folder.save_job(job)
    return job
