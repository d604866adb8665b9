"""Everything that a training has reported, kept for windows that are opened later."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...jobs.events import Event, Log, Metric, Picture, Progress, Row
from ...jobs.failure import JobFailure
from ...jobs.train_model import CLASS, COMPARISON, EPOCH, SETUP
from ..background import BackgroundRun, RunFeedback

# States of a training; the widgets translate them.
PREPARING, RUNNING, PAUSED, STOPPING, FINISHED, FAILED, CANCELLED = (
    "preparing",
    "running",
    "paused",
    "stopping",
    "finished",
    "failed",
    "cancelled",
)
ACTIVE = (PREPARING, RUNNING, PAUSED, STOPPING)
_SCHEDULED = ("training_shortened", "training_resumed")  # messages with the schedule that applies from then on


class TrainingRecord(QObject):
    """Record of a training, in the main thread; signals deliver the events.

    :ivar epochs: rows of the epochs by number, as :data:`..jobs.train_model.EPOCH_COLUMNS` names them.
    :ivar steps: curves by name: (step, value); ``epoch/...`` metrics are in ``epochs`` already.
    :ivar pictures: by name: step -> chip -> (path, values).
    :ivar log: (level, event) in order.
    """

    changed = pyqtSignal(str)  # what: state, progress, setup, epoch, curve, picture, log, classes, comparison, result

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.state = PREPARING
        self.failure: Optional[JobFailure] = None
        self.progress: Optional[Progress] = None
        self.setup: dict[str, Any] = {}
        self.epochs: dict[int, dict[str, Any]] = {}
        self.steps: dict[str, list[tuple[int, float]]] = {}
        self.pictures: dict[str, dict[int, dict[int, tuple[str, dict[str, Any]]]]] = {}
        self.classes: list[dict[str, Any]] = []
        self.comparison: list[dict[str, Any]] = []
        self.log: list[Log] = []
        self.result: dict[str, Any] = {}

    def follow(self, run: BackgroundRun) -> None:
        """Record everything that a run reports, and its end."""
        run.feedback.eventReceived.connect(self.take)
        run.feedback.messageReceived.connect(lambda level, text: self.take(Log("output", {"text": text}, level)))
        run.done.connect(self.finish)
        run.failed.connect(self.fail)
        run.cancelled.connect(lambda: self.set_state(CANCELLED))

    @property
    def active(self) -> bool:
        """Whether the training is not finished yet."""
        return self.state in ACTIVE

    @property
    def best_epoch(self) -> Optional[int]:
        """The best epoch so far; ``None`` = none."""
        best = [number for number, row in self.epochs.items() if row.get("best")]
        return max(best) if best else None

    def set_state(self, state: str) -> None:
        """Set the state."""
        if state != self.state:
            self.state = state
            self.changed.emit("state")

    def take(self, event: Event) -> None:
        """Record an event of the worker."""
        if isinstance(event, Progress):
            self.progress = event
            self._emit("progress")
        elif isinstance(event, Log):
            self.log.append(event)
            if event.code in _SCHEDULED:
                self.setup |= {"epochs": event.values["epochs"], "steps_per_epoch": event.values["steps"]}
            self._emit("log")
        elif isinstance(event, Metric):
            self._take_metric(event)
        elif isinstance(event, Row):
            self._take_row(event)
        elif isinstance(event, Picture):
            chip = int(event.values.get("chip", 0))
            self.pictures.setdefault(event.name, {}).setdefault(event.step, {})[chip] = (event.path, event.values)
            self._emit("picture")

    def finish(self, values: dict[str, Any]) -> None:
        """Record the end of the training.

        :param values: of its result.
        """
        self.result = values
        self._emit("result")
        self.set_state(FINISHED)

    def fail(self, failure: JobFailure) -> None:
        """Record the failure of the training."""
        self.failure = failure
        self.set_state(FAILED)

    def pictures_of(self, name: str, step: Optional[int] = None) -> list[tuple[int, str, dict[str, Any]]]:
        """Return chip, path and values of the pictures with a name; ``step`` ``None`` = the latest."""
        steps = self.pictures.get(name, {})
        if not steps:
            return []
        found = steps.get(max(steps) if step is None else step, {})
        return [(chip, path, values) for chip, (path, values) in sorted(found.items())]

    def _take_metric(self, event: Metric) -> None:
        if event.name.startswith("epoch/"):
            return  # repeated as a row
        points = self.steps.setdefault(event.name, [])
        if points and event.step <= points[-1][0]:  # a resumed training starts again from its checkpoint
            points[:] = [point for point in points if point[0] < event.step]
        points.append((event.step, event.value))
        self._emit("curve")

    def _take_row(self, event: Row) -> None:
        if event.table == SETUP:
            self.setup = dict(event.values)
            self._emit("setup")
        elif event.table == EPOCH:
            self.epochs[event.step] = dict(event.values)
            self._emit("epoch")
        elif event.table == CLASS:
            self.classes.append(dict(event.values))
            self._emit("classes")
        elif event.table == COMPARISON:
            self.comparison.append(dict(event.values))
            self._emit("comparison")

    def _emit(self, what: str) -> None:
        if self.state == PREPARING and what in ("setup", "epoch", "curve"):
            self.set_state(RUNNING)
        self.changed.emit(what)


def recorded_run(title: str, make_job: Callable[[RunFeedback], Any], record: TrainingRecord) -> BackgroundRun:
    """Return a run that makes a job and executes it in the worker; it is a task in the QGIS task manager.

    :param title: of the task.
    :param make_job: returns the job; called in the background.
    :param record: takes what the job reports.
    """

    def execute(feedback: RunFeedback) -> dict[str, Any]:
        from ...runtime.worker_pool import run_job

        def take(event: Event) -> None:
            feedback.take_event(event)
            if isinstance(event, Progress):
                feedback.setProgress(100 * event.fraction)

        return run_job(make_job(feedback), take, feedback.isCanceled)

    run = BackgroundRun(execute, title)
    record.follow(run)
    return run
