"""The training dialog. It can be closed while a training runs, and finds it again when it is opened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsMessageBar, QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...jobs.train_model import PAUSE, RUN, STOP
from ...model_file.load import load_model_file
from ..help import help_button
from ..icons import icon
from ..tool_dialogs import ToolDialogs
from . import run_folder
from .form import PairChoice, TrainingForm
from .labels_page import LabelsPage
from .model_page import ModelPage
from .prepare import PreparedTraining, prepare, with_scratch
from .progress_page import ProgressPage, state_text
from .record import CANCELLED, FAILED, FINISHED, PAUSED, RUNNING, STOPPING, TrainingRecord
from .result_page import ResultPage
from .run_folder import RunFolder, new_run_folder, unfinished_trainings
from .sample_page import SamplePage
from .training_task import JobTask
from .wrapped_text import worded

translate = QCoreApplication.translate

_GEOMETRY = "groundshift/training_geometry"
_REFRESH_MILLISECONDS = 150
_LABELS, _MODEL, _SAMPLE, _PROGRESS, _RESULT = range(5)
_COMPLAINT = "GroundshiftTrainingComplaint"
# Failures that an installation mends.
_NOT_INSTALLED = ("torch_missing", "runtime_missing", "runtime_broken")
_TAB_OF = {"BEFORE": _LABELS, "AFTER": _LABELS, "LABELS": _LABELS, "CLASS_FIELD": _LABELS, "AREA": _LABELS, "CHIPS": _LABELS}

_dialogs: list[TrainingDialog] = []  # the one there is, open or hidden, if any


def open_training(
    iface: Any, before: Any = None, after: Any = None, labels: Any = None, class_field: str = "", area: Any = None
) -> TrainingDialog:
    """Show the dialog, the same one as before if there was one.

    :param before, after, labels, area: layers of the project to learn from; ``None`` = the dock's pair, and no labels.
    """
    if not _dialogs:
        _dialogs.append(TrainingDialog(iface, iface.mainWindow()))
    dialog = _dialogs[0]
    session = dialog.session()
    if before is None and after is None and session is not None:
        before, after = session.before, session.after
    layers = (before, after, labels, area)
    if any(layer is not None for layer in layers):
        before_id, after_id, labels_id, area_id = (layer.id() if layer is not None else "" for layer in layers)
        dialog.offer_pair(PairChoice(before_id, after_id, labels_id, class_field, area_id))
    dialog.look_for_unfinished()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def close_training() -> None:
    """End it all, at the plugin's unload: a training that runs keeps its checkpoint."""
    while _dialogs:
        dialog = _dialogs.pop()
        dialog.release()
        dialog.deleteLater()


class TrainingDialog(QDialog):
    """Labels, model, sample, training and result, a tab each; what to do next is always at the bottom.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._training: Optional[JobTask] = None
        self._check: Optional[JobTask] = None
        self._folder: Optional[RunFolder] = None
        self._check_folder: Optional[RunFolder] = None
        self._shown: Optional[TrainingRecord] = None
        self._pending: set[str] = set()
        self._released = False
        self._tools = ToolDialogs()
        self.setObjectName("GroundshiftTrainingDialog")
        self.setWindowTitle(translate("TrainingDialog", "Train a model"))
        self.setWindowIcon(icon("training"))
        self.setWindowFlags(self.windowFlags() | Qt.WindowType.WindowMinMaxButtonsHint)
        self.setModal(False)
        layout = QVBoxLayout(self)
        self._messages = QgsMessageBar(self)
        self._messages.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._messages)
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("GroundshiftTrainingTabs")
        self.labels_page, self.model_page = LabelsPage(), ModelPage()
        self.sample_page, self.progress_page, self.result_page = SamplePage(), ProgressPage(), ResultPage()
        pages = (
            (_scrolled(self.labels_page), translate("TrainingDialog", "&1 Labels")),
            (_scrolled(self.model_page), translate("TrainingDialog", "&2 Model")),
            (self.sample_page, translate("TrainingDialog", "&3 Sample")),
            (self.progress_page, translate("TrainingDialog", "&4 Training")),
            (self.result_page, translate("TrainingDialog", "&5 Result")),
        )
        for page, title in pages:
            self._tabs.addTab(page, title)
        layout.addWidget(self._tabs, 1)
        layout.addLayout(self._bottom())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REFRESH_MILLISECONDS)
        self._timer.timeout.connect(self._refresh)
        self.labels_page.changed.connect(self._form_changed)
        self.model_page.changed.connect(self._form_changed)
        self.model_page.findRateRequested.connect(self.find_rate)
        self.sample_page.checkRequested.connect(self.check)
        self.result_page.useRequested.connect(self.use_model)
        self.result_page.twinRequested.connect(self.make_twin)
        close = QAction(self)
        close.setShortcut(QKeySequence(QKeySequence.StandardKey.Close))
        close.triggered.connect(self.close)
        self.addAction(close)
        unit = self.fontMetrics().height()
        self.resize(60 * unit, 48 * unit)
        geometry = QgsSettings().value(_GEOMETRY)
        if geometry:
            self.restoreGeometry(geometry)
        self.model_page.set_base("buildings-siamese")
        self.model_page.set_result(translate("TrainingDialog", "My model"))
        self.progress_page.show_record(None)
        self._show_buttons()

    # -- what others ask ----------------------------------------------------------------------------

    def dock(self) -> Optional[Any]:
        """The dock; ``None`` = there is none."""
        from ..dock.change_dock import ChangeDock

        return self._iface.mainWindow().findChild(ChangeDock, ChangeDock.OBJECT_NAME)

    def session(self) -> Optional[Any]:
        """What the dock's panels share; ``None`` = there is no dock."""
        dock = self.dock()
        return None if dock is None else dock.session

    @property
    def record(self) -> Optional[TrainingRecord]:
        """Of the training that runs, or was the last to run."""
        return self._training.record if self._training is not None else None

    @property
    def tabs(self) -> QTabWidget:
        """The tabs."""
        return self._tabs

    def offer_pair(self, pair: PairChoice) -> None:
        """Fill in a pair, unless the user has chosen another one by hand."""
        chosen = self.labels_page.pairs()
        if pair.labels:
            self.labels_page.add_pair(pair)
            self._tabs.setCurrentIndex(_LABELS)
        elif not chosen:
            self.labels_page.set_values((pair,), self.labels_page.chips())

    def form(self) -> TrainingForm:
        """What is filled in."""
        page = self.model_page
        return TrainingForm(
            pairs=self.labels_page.pairs(),
            chips=self.labels_page.chips(),
            replay=page.replay(),
            base=page.base(),
            title=page.title(),
            model=page.path(),
            resolution=page.resolution(),
            settings=page.settings(),
        )

    def release(self) -> None:
        """Stop what runs and let go of everything outside the dialog."""
        self._released = True
        self._tools.close_all()
        self._timer.stop()
        for task in (self._training, self._check):
            if task is None:
                continue
            task.record.changed.disconnect(self._note)
            if task.record.active:
                task.ended.disconnect()
                task.cancel()
        if self._check_folder is not None:
            self._check_folder.remove()
        if self._folder is not None:
            run_folder.unclaim(self._folder)
            if not self._folder.resumable:
                self._folder.remove()
        self.close()

    # -- the bottom ---------------------------------------------------------------------------------

    def _bottom(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(help_button("training-dialog", parent=self))
        self._status = QLabel(self)
        self._status.setObjectName("GroundshiftTrainingStatus")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(self._status, 1)
        self._pause = self._button(translate("TrainingDialog", "&Pause"), "Pause", self.pause)
        self._stop = self._button(translate("TrainingDialog", "&Stop and keep the best"), "Stop", self.stop)
        self._stop.setToolTip(translate("TrainingDialog", "End the training now; the best epoch so far becomes the model"))
        self._cancel = self._button(translate("TrainingDialog", "Cancel"), "Cancel", self.cancel)
        self._cancel.setToolTip(translate("TrainingDialog", "End the training without a model; it can be resumed later"))
        self._resume = self._button(translate("TrainingDialog", "&Resume"), "Resume", self._resume_last)
        self._start = self._button(translate("TrainingDialog", "&Start training"), "Start", self.start)
        self._start.setDefault(True)
        self._close = self._button(translate("TrainingDialog", "Close"), "Close", self.close)
        for button in (self._pause, self._stop, self._cancel, self._resume, self._start, self._close):
            bar.addWidget(button)
        return bar

    def _button(self, text: str, name: str, action: Callable[[], Any]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"GroundshiftTraining{name}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: action())
        return button

    def _show_buttons(self) -> None:
        record = self.record
        active = record is not None and record.active
        checking = self._check is not None and self._check.record.active
        state = record.state if record is not None else ""
        going = state in (RUNNING, PAUSED)
        paused = state == PAUSED
        self._pause.setVisible(active)
        self._pause.setEnabled(going)
        self._pause.setText(translate("TrainingDialog", "&Go on") if paused else translate("TrainingDialog", "&Pause"))
        self._stop.setVisible(active)
        self._stop.setEnabled(going and bool(record and record.epochs))
        self._cancel.setVisible(active)
        self._start.setVisible(not active)
        self._start.setEnabled(not checking)
        resumable = not active and state in (CANCELLED, FAILED) and self._folder is not None and self._folder.resumable
        self._resume.setVisible(resumable)
        self._close.setText(
            translate("TrainingDialog", "Run in background") if active else translate("TrainingDialog", "Close")
        )
        text = ""
        if active and record is not None:
            text = state_text(record)
        elif checking:
            text = translate("TrainingDialog", "Checking the data…")
        self._status.setText(text)
        self._status.setToolTip(text)

    def _form_changed(self) -> None:
        complaint = self._messages.currentItem()
        if complaint is not None and complaint.objectName() == _COMPLAINT:
            self._messages.popWidget(complaint)  # it was about the form as it was
        self._show_buttons()

    # -- what the user does -------------------------------------------------------------------------

    def check(self) -> None:
        """Read the data as a training would, and show a sample; nothing is trained."""
        if self._check is not None and self._check.record.active:
            return
        prepared = self._prepared()
        if prepared is None:
            return
        folder = self._new_folder("check")
        if folder is None:
            return
        if self._check_folder is not None:
            self._check_folder.remove()
        self._check_folder = folder
        title = translate("TrainingDialog", "Check of the training data")
        self._check = JobTask(title, partial(_make_job, prepared, folder, True))
        self._check.record.changed.connect(self._note)
        self._check.ended.connect(self._check_ended)
        self._shown = self._check.record
        self._tabs.setCurrentIndex(_SAMPLE)
        QgsApplication.taskManager().addTask(self._check)
        self._refresh_all()

    def start(self) -> None:
        """Start a training with what is filled in."""
        prepared = self._prepared()
        folder = self._new_folder(prepared.form.title) if prepared is not None else None
        if prepared is None or folder is None:
            return
        self._run(prepared.form.title, folder, partial(_make_job, prepared, folder, False))

    def resume(self, folder: RunFolder) -> None:
        """Go on with a training that was cancelled or killed."""
        job = folder.load_job()
        if job is None:
            text = translate("TrainingDialog", "It was begun by another version of Groundshift and cannot be resumed.")
            self._messages.pushMessage("", text, Qgis.MessageLevel.Warning, 0)
            return
        folder.steer(RUN)
        self._run(job.title or job.model_id, folder, lambda _feedback: with_scratch(replace(job, resume=True), folder))

    def pause(self) -> None:
        """Hold the training, or let it go on."""
        record = self.record
        if record is None or self._folder is None:
            return
        paused = record.state == PAUSED
        self._folder.steer(RUN if paused else PAUSE)
        record.set_state(RUNNING if paused else PAUSED)

    def stop(self) -> None:
        """End the training with what is best so far."""
        if self.record is not None and self._folder is not None:
            self._folder.steer(STOP)
            self.record.set_state(STOPPING)

    def cancel(self) -> None:
        """End the training without a model; its checkpoint stays."""
        if self._training is not None:
            self._training.cancel()

    def use_model(self) -> None:
        """Choose the new model in the dock's panel 'Detect'."""
        record, dock = self.record, self.dock()
        path = str(record.result.get("MODEL") or "") if record is not None else ""
        if not path or dock is None:
            return
        dock.show_panel("detect")  # a panel that was never shown is not there yet
        session = dock.session
        chosen = {"MODEL": _model_name(path)}
        for name, layer in (("BEFORE", session.before), ("AFTER", session.after)):
            if layer is not None:
                chosen[name] = layer.id()
        session.runRequested.emit(chosen)

    def make_twin(self) -> None:
        """Open the tool that makes an 8-bit twin of the new model, filled in with the ground that is filled in here."""
        path = str(self.record.result.get("MODEL") or "") if self.record is not None else ""
        if not path:
            return
        form = self.form()
        ground: dict[str, Any] = {"CHIPS": ";".join(form.chips)} if form.chips else {}
        if form.pairs and not form.chips:
            ground = {name: value for name, value in form.pairs[0].parameters.items() if value}
        self._tools.open("groundshift:quantizemodel", {"MODEL": path, **ground})

    def find_rate(self) -> None:
        """Look for a learning rate that suits the data."""
        from .rate_dialog import RateDialog

        prepared = self._prepared()
        folder = self._new_folder("rate") if prepared is not None else None
        if prepared is None or folder is None:
            return
        dialog = RateDialog(prepared, folder, self)
        dialog.chosen.connect(self.model_page.set_learning_rate)
        dialog.finished.connect(lambda _code: folder.remove())
        dialog.start()

    def look_for_unfinished(self) -> None:
        """Offer to resume a training that was not finished."""
        if self._training is not None and self._training.record.active:
            return
        own = self._folder.path if self._folder is not None else None
        found = [folder for folder in unfinished_trainings(own) if folder.load_job() is not None]
        self._messages.clearWidgets()
        if found:
            self._offer_resume(found[0])

    def _offer_resume(self, folder: RunFolder) -> None:
        job = folder.load_job()
        if job is None:
            return
        when = QLocale().toString(folder.changed, QLocale.FormatType.ShortFormat)
        text = translate("TrainingDialog", "The training of '{name}' was not finished (last worked on {when}).")
        widget = self._messages.createMessage(text.format(name=job.title or job.model_id, when=when))
        resume = QPushButton(translate("TrainingDialog", "Resume"), widget)
        resume.setObjectName("GroundshiftTrainingResumeUnfinished")
        discard = QPushButton(translate("TrainingDialog", "Discard"), widget)
        for button, action in ((resume, partial(self.resume, folder)), (discard, folder.discard)):
            button.clicked.connect(lambda _checked=False: self._messages.popWidget(widget))
            button.clicked.connect(lambda _checked=False, action=action: action())
            widget.layout().addWidget(button)
        self._messages.pushWidget(widget, Qgis.MessageLevel.Info)

    # -- running ------------------------------------------------------------------------------------

    def _prepared(self) -> Optional[PreparedTraining]:
        """What is filled in, read and checked; ``None`` = something is wrong, which is said."""
        self._messages.clearWidgets()
        wrong = self.model_page.learning_rate_error()
        if not self.model_page.title():
            wrong = translate("TrainingDialog", "Give the new model a name.")
        if wrong:
            self._tabs.setCurrentIndex(_MODEL)
            self._complain(wrong, Qgis.MessageLevel.Warning)
            return None
        try:
            return prepare(self.form(), QgsProject.instance())
        except JobFailure as failure:
            self._tabs.setCurrentIndex(
                _TAB_OF.get(failure.parameter, _MODEL if failure.parameter else self._tabs.currentIndex())
            )
            self._say_failure(failure)
            return None

    def _new_folder(self, title: str) -> Optional[RunFolder]:
        try:
            return new_run_folder(title)
        except OSError as error:
            self._messages.pushMessage("", str(error), Qgis.MessageLevel.Critical, 0)
            return None

    def _run(self, title: str, folder: RunFolder, make_job: Callable[[Any], Any]) -> None:
        if self._folder is not None and self._folder.path != folder.path and not self._folder.resumable:
            self._folder.remove()  # pictures of the training before
        run_folder.claim(folder)
        self._folder = folder
        self._messages.clearWidgets()
        text = translate("TrainingDialog", "Training of '{name}'").format(name=title)
        self._training = JobTask(text, make_job)
        self._training.record.changed.connect(self._note)
        self._training.ended.connect(self._training_ended)
        self._shown = self._training.record
        self._tabs.setCurrentIndex(_PROGRESS)
        QgsApplication.taskManager().addTask(self._training)
        self._refresh_all()

    def _note(self, what: str) -> None:
        """Something of a record has changed: show it soon, together with what else changes."""
        self._pending.add(what)
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        pending, self._pending = self._pending, set()
        if self._released:
            return
        self._show_buttons()
        if pending & {"setup", "picture", "log", "state"}:
            self.sample_page.show_record(self._shown)
        for what in sorted(pending):
            self.progress_page.show_record(self.record, what)
        if "state" in pending:
            self.result_page.show_record(self.record)

    def _refresh_all(self) -> None:
        self._pending.clear()
        self._show_buttons()
        self.sample_page.show_record(self._shown)
        self.progress_page.show_record(self.record)
        self.result_page.show_record(self.record)

    def _check_ended(self) -> None:
        if self._check is not None:
            self._offer_install(self._check.record.failure)
        self._refresh_all()

    def _training_ended(self) -> None:
        record = self.record
        if record is None or self._folder is None:
            return
        run_folder.unclaim(self._folder)
        self.model_page.renew_path()
        if record.state == FINISHED:
            self._folder.forget_work()
            self._tabs.setCurrentIndex(_RESULT)
        self._offer_install(record.failure)
        self._refresh_all()
        if not self.isVisible():
            self._tell_outside(record)

    def _tell_outside(self, record: TrainingRecord) -> None:
        """Say in QGIS's window that a training has come to its end."""
        if record.state == CANCELLED:
            return
        good = record.state == FINISHED
        text = state_text(record) if good or record.failure is None else failure_text(record.failure)
        bar = self._iface.messageBar()
        widget = bar.createMessage("Groundshift", text)
        show = QPushButton(translate("TrainingDialog", "Show"), widget)
        show.clicked.connect(lambda: (bar.popWidget(widget), open_training(self._iface)))
        widget.layout().addWidget(show)
        bar.pushWidget(widget, Qgis.MessageLevel.Success if good else Qgis.MessageLevel.Critical)

    def _say_failure(self, failure: JobFailure) -> None:
        if failure.code in _NOT_INSTALLED:
            self._offer_install(failure)
        else:
            self._complain(failure_text(failure), Qgis.MessageLevel.Critical)

    def _complain(self, text: str, level: Qgis.MessageLevel) -> None:
        """Say what is wrong, until the form changes."""
        item = self._messages.pushWidget(QgsMessageBar.createMessage(worded(self, text), self), level, 0)
        item.setObjectName(_COMPLAINT)

    def _offer_install(self, failure: Optional[JobFailure]) -> None:
        """Offer to install what is missing, where that is what a failure says; the pages show the others."""
        if failure is None or failure.code not in _NOT_INSTALLED:
            return
        install = QPushButton(translate("TrainingDialog", "Install…"), self)
        install.setObjectName("GroundshiftTrainingInstall")
        install.clicked.connect(self._install)
        message = worded(self, _missing_text(failure), install)
        message.setToolTip(failure_text(failure))
        self._messages.pushWidget(QgsMessageBar.createMessage(message, self), Qgis.MessageLevel.Warning)

    def _install(self) -> None:
        """Open the tool that installs what training needs."""
        parameters = {"COMPONENTS": ["inference", "training"]}
        self._tools.open("groundshift:installruntime", parameters)

    def _resume_last(self) -> None:
        if self._folder is not None:
            self.resume(self._folder)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        QgsSettings().setValue(_GEOMETRY, self.saveGeometry())
        super().hideEvent(event)


def _missing_text(failure: JobFailure) -> str:
    """What is not installed, without what an installation makes superfluous to know."""
    if failure.code == "torch_missing":
        return translate("TrainingDialog", "Training needs PyTorch, which the runtime does not have yet.")
    if failure.code == "runtime_missing":
        return translate("TrainingDialog", "Training needs the runtime, which is not installed yet.")
    return failure_text(failure)


def _make_job(prepared: PreparedTraining, folder: RunFolder, only_sample: bool, feedback: Any) -> Any:
    job = prepared.job(folder, feedback, only_sample)
    if not only_sample:
        folder.save_job(job)
    return job


def _model_name(path: str) -> str:
    """The id by which a model can be chosen, or its path where the id leads elsewhere."""
    from ...algorithms.inputs.model_choice import model_folders
    from ...algorithms.outputs.output_checks import same_file
    from ...model_file.catalogue import find_model

    try:
        name = load_model_file(path).spec.id
        return name if same_file(find_model(name, model_folders()), path) else path
    except JobFailure:
        return path


def _scrolled(page: QWidget) -> QgsScrollArea:
    area = QgsScrollArea()  # QGIS's own keeps the wheel from changing what it rolls over
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    # The tabs' own ground shows through, as it does on the pages that do not scroll.
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
