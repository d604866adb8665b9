"""The training window. It can be closed while a training runs, and shows that training again when it is reopened."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsSettings
from qgis.gui import QgsMessageBar, QgsScrollArea
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import CHANGE, SAR_PREDICTION, SEGMENTATION, model_folders
from ...algorithms.outputs.output_checks import same_file
from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...model_file.catalogue import find_model
from ...model_file.load import load_model_file
from ..background import BackgroundRun
from ..help import help_button
from ..icons import icon
from ..messages import push_message
from ..tool_dialogs import ToolDialogs
from ..window_size import resize_within_screen
from ..wrapped_text import WrappedText, worded
from .form import PairChoice, TrainingForm
from .labels_page import LabelsPage
from .model_page import ModelPage
from .progress_page import ProgressPage, state_text
from .rate_dialog import RateDialog
from .record import CANCELLED, FINISHED, TrainingRecord
from .result_page import ResultPage
from .run_folder import RunFolder, title_of
from .sample_page import SamplePage
from .torch_check import missing_for_training
from .training_session import NOT_INSTALLED, FormRefused, TrainingSession

translate = QCoreApplication.translate

_GEOMETRY = "groundshift/training_geometry"
_REFRESH_MILLISECONDS = 150
_LABELS, _MODEL, _SAMPLE, _PROGRESS, _RESULT = range(5)
_FORM_MESSAGE = "GroundshiftTrainingFormMessage"
# task of a model -> algorithm by which the panel uses it
_PANEL_ALGORITHMS = {
    CHANGE: "groundshift:detectchange",
    SEGMENTATION: "groundshift:fromtochange",
    SAR_PREDICTION: "groundshift:sardifference",
}
_TAB_OF = {
    "BEFORE": _LABELS,
    "AFTER": _LABELS,
    "LABELS": _LABELS,
    "CLASS_FIELD": _LABELS,
    "AREA": _LABELS,
    "CHIPS": _LABELS,
    "TABLE": _LABELS,
    "PLACE": _LABELS,
    "HELD_OUT": _LABELS,
}

_dialogs: list[TrainingDialog] = []  # the one dialog, open or hidden, if any


def open_training(
    iface: Any, before: Any = None, after: Any = None, labels: Any = None, class_field: str = "", area: Any = None
) -> TrainingDialog:
    """Show the training window; there is only one.

    :param before, after, labels, area: layers of the project to train with; ``None`` = the dock's pair, and no labels.
    :param class_field: field of ``labels`` that holds the class.
    :return: the window.
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
    dialog.look_for_torch()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def close_training() -> None:
    """Close the window when the plugin is unloaded; a running training keeps its checkpoint."""
    while _dialogs:
        dialog = _dialogs.pop()
        dialog.release()
        dialog.deleteLater()


class TrainingDialog(QDialog):
    """Five tabs: labels, model, sample, training, result; the buttons at the bottom act on the training session.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._session = TrainingSession(self)
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
        self._connect()
        close = QAction(self)
        close.setShortcut(QKeySequence(QKeySequence.StandardKey.Close))
        close.triggered.connect(self.close)
        self.addAction(close)
        unit = self.fontMetrics().height()
        resize_within_screen(self, 66 * unit, 48 * unit)
        geometry = QgsSettings().value(_GEOMETRY)
        if geometry:
            self.restoreGeometry(geometry)
        self.model_page.set_base("buildings-siamese")
        self.model_page.set_result(translate("TrainingDialog", "My model"))
        self.progress_page.show_record(None)
        self._show_buttons()

    def _connect(self) -> None:
        self.labels_page.changed.connect(self._form_changed)
        self.model_page.changed.connect(self._form_changed)
        self.model_page.findRateRequested.connect(self.find_rate)
        self.sample_page.checkRequested.connect(self.check)
        self.result_page.useRequested.connect(self.use_model)
        self.result_page.twinRequested.connect(self.make_twin)
        self._session.recordChanged.connect(self._schedule_refresh)
        self._session.started.connect(self._show_started)
        self._session.checkEnded.connect(self._check_ended)
        self._session.trainingEnded.connect(self._training_ended)

    # -- public --------------------------------------------------------------------------------------

    def dock(self) -> Optional[Any]:
        """Return the dock; ``None`` = there is none."""
        from ..dock.change_dock import ChangeDock

        return self._iface.mainWindow().findChild(ChangeDock, ChangeDock.OBJECT_NAME)

    def session(self) -> Optional[Any]:
        """Return the session that the dock's panels share; ``None`` = there is no dock."""
        dock = self.dock()
        return None if dock is None else dock.session

    @property
    def record(self) -> Optional[TrainingRecord]:
        """Record of the training that runs, or ran last."""
        return self._session.record

    @property
    def tabs(self) -> QTabWidget:
        """The tabs."""
        return self._tabs

    def offer_pair(self, pair: PairChoice) -> None:
        """Fill in a pair, unless the user has already chosen one."""
        chosen = self.labels_page.pairs()
        if pair.labels:
            self.labels_page.add_pair(pair)
            self._tabs.setCurrentIndex(_LABELS)
        elif not chosen:
            self.labels_page.set_values((pair,), self.labels_page.chips())

    def form(self) -> TrainingForm:
        """Return what is filled in."""
        page = self.model_page
        return TrainingForm(
            pairs=self.labels_page.pairs(),
            chips=self.labels_page.chips(),
            replay=page.replay(),
            base=page.base(),
            title=page.title(),
            licence=page.licence(),
            attribution=page.attribution(),
            model=page.path(),
            resolution=page.resolution(),
            settings=page.settings(),
            radar=self.labels_page.radar_box.choice(),
        )

    def release(self) -> None:
        """Cancel what is running and disconnect from everything outside the window."""
        self._released = True
        self._tools.close_all()
        self._timer.stop()
        self._session.release()
        self.close()

    # -- the bottom ---------------------------------------------------------------------------------

    def _bottom(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(help_button("training-dialog", parent=self))
        self._status = WrappedText("", self)
        self._status.setObjectName("GroundshiftTrainingStatus")
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(self._status, 1)
        self._pause = self._button(translate("TrainingDialog", "&Pause"), "Pause", self._session.pause)
        self._stop = self._button(translate("TrainingDialog", "&Stop and keep the best"), "Stop", self._session.stop)
        self._stop.setToolTip(translate("TrainingDialog", "End the training now; the best epoch so far becomes the model"))
        self._cancel = self._button(translate("TrainingDialog", "Cancel"), "Cancel", self._session.cancel)
        self._cancel.setToolTip(translate("TrainingDialog", "End the training without a model; it can be resumed later"))
        self._resume = self._button(translate("TrainingDialog", "&Resume"), "Resume", self.resume)
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
        actions = self._session.actions
        self._pause.setVisible(actions.active)
        self._pause.setEnabled(actions.can_pause)
        self._pause.setText(translate("TrainingDialog", "&Go on") if actions.paused else translate("TrainingDialog", "&Pause"))
        self._stop.setVisible(actions.active)
        self._stop.setEnabled(actions.can_stop)
        self._cancel.setVisible(actions.active)
        self._start.setVisible(not actions.active)
        self._start.setEnabled(not actions.checking)
        self._resume.setVisible(actions.can_resume)
        self._close.setText(
            translate("TrainingDialog", "Run in background") if actions.active else translate("TrainingDialog", "Close")
        )
        text = ""
        if actions.active and self.record is not None:
            text = state_text(self.record)
        elif actions.checking:
            text = translate("TrainingDialog", "Checking the data…")
        self._status.setText(text)
        self._status.setToolTip(text)

    def _form_changed(self) -> None:
        message = self._messages.currentItem()
        if message is not None and message.objectName() == _FORM_MESSAGE:
            self._messages.popWidget(message)  # it was about the previous content of the form
        self._show_buttons()

    # -- actions ------------------------------------------------------------------------------------

    def check(self) -> None:
        """Read the data as a training would, and show a sample; nothing is trained."""
        if not self._session.actions.checking:
            self._try(lambda: self._session.check(self.form()))

    def start(self) -> None:
        """Start a training with what is filled in."""
        self._try(lambda: self._session.start(self.form()))

    def resume(self, folder: Optional[RunFolder] = None) -> None:
        """Continue a training that was cancelled or killed.

        :param folder: of the training; ``None`` = of the last one.
        """
        try:
            self._session.resume(folder)
        except FormRefused as refused:
            self._messages.pushMessage("", str(refused), Qgis.MessageLevel.Warning, 0)

    def find_rate(self) -> None:
        """Search for a learning rate that suits the data."""
        self._try(self._open_rate_dialog)

    def _open_rate_dialog(self) -> None:
        prepared, folder = self._session.prepare_rate_search(self.form())
        dialog = RateDialog(prepared, folder, self)
        dialog.chosen.connect(self.model_page.set_learning_rate)
        dialog.finished.connect(lambda _code: folder.remove())
        dialog.start()

    def use_model(self) -> None:
        """Choose the new model in the dock's Detect tab."""
        path, dock = self._session.model_path, self.dock()
        if not path or dock is None:
            return
        dock.show_panel("detect")  # creates the panels if the dock has not been shown yet
        session = dock.session
        task = _task_of(path)
        chosen = {"MODEL": _model_name(path)}
        radar = self.labels_page.radar_box.choice()
        if task == SAR_PREDICTION:
            chosen.update({} if radar is None else {"TABLE": radar.table, "PLACE": radar.place})
            session.runRequested.emit(chosen, _PANEL_ALGORITHMS[task])
            return
        for name, layer in (("BEFORE", session.before), ("AFTER", session.after)):
            if layer is not None:
                chosen[name] = layer.id()
        session.runRequested.emit(chosen, _PANEL_ALGORITHMS[task])

    def make_twin(self) -> None:
        """Open the tool that quantizes the new model to 8 bits, filled in with the training data."""
        path = self._session.model_path
        if not path:
            return
        form = self.form()
        ground: dict[str, Any] = {"CHIPS": ";".join(form.chips)} if form.chips else {}
        if form.pairs and not form.chips:
            ground = {name: value for name, value in form.pairs[0].parameters.items() if value}
        self._tools.open("groundshift:quantizemodel", {"MODEL": path, **ground})

    def look_for_unfinished(self) -> None:
        """Offer to resume an unfinished training."""
        if self._session.actions.active:
            return
        self._messages.clearWidgets()
        folder = self._session.unfinished()
        if folder is not None:
            self._offer_resume(folder)

    def _offer_resume(self, folder: RunFolder) -> None:
        job = folder.load_job()
        if job is None:
            return
        when = QLocale().toString(folder.changed, QLocale.FormatType.ShortFormat)
        text = translate("TrainingDialog", "The training of '{name}' was not finished (last checkpoint: {when}).")
        widget = self._messages.createMessage(text.format(name=title_of(job), when=when))
        resume = QPushButton(translate("TrainingDialog", "Resume"), widget)
        resume.setObjectName("GroundshiftTrainingResumeUnfinished")
        discard = QPushButton(translate("TrainingDialog", "Discard"), widget)
        for button, action in ((resume, partial(self.resume, folder)), (discard, folder.discard)):
            button.clicked.connect(lambda _checked=False: self._messages.popWidget(widget))
            button.clicked.connect(lambda _checked=False, action=action: action())
            widget.layout().addWidget(button)
        self._messages.pushWidget(widget, Qgis.MessageLevel.Info)

    def _try(self, action: Callable[[], None]) -> None:
        """Perform an action that needs a valid form; show why if the form is refused."""
        self._messages.clearWidgets()
        rate_error = self.model_page.learning_rate_error()
        if rate_error and self.model_page.title():
            self._show_form_message(rate_error, Qgis.MessageLevel.Warning, _MODEL)
            return
        try:
            action()
        except FormRefused as refused:
            if refused.failure is not None:
                parameter = refused.failure.parameter
                tab = _TAB_OF.get(parameter, _MODEL if parameter else self._tabs.currentIndex())
                self._show_failure(refused.failure, tab)
            else:
                self._show_form_message(str(refused), Qgis.MessageLevel.Warning, _MODEL)

    # -- following the session ----------------------------------------------------------------------

    def _show_started(self) -> None:
        """Show the tab of the check or training that has just started."""
        self._messages.clearWidgets()
        self._tabs.setCurrentIndex(_PROGRESS if self._session.sample_record is self.record else _SAMPLE)
        self._refresh_all()

    def _schedule_refresh(self, what: str) -> None:
        """Refresh soon; changes that arrive together are shown together."""
        self._pending.add(what)
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        pending, self._pending = self._pending, set()
        if self._released:
            return
        self._show_buttons()
        if pending & {"setup", "picture", "log", "state"}:
            self.sample_page.show_record(self._session.sample_record)
        for what in sorted(pending):
            self.progress_page.show_record(self.record, what)
        if "state" in pending:
            self.result_page.show_record(self.record)

    def _refresh_all(self) -> None:
        self._pending.clear()
        self._show_buttons()
        self.sample_page.show_record(self._session.sample_record)
        self.progress_page.show_record(self.record)
        self.result_page.show_record(self.record)

    def _check_ended(self) -> None:
        record = self._session.check_record
        self._offer_install(record.failure if record is not None else None)
        self._refresh_all()

    def _training_ended(self) -> None:
        record = self.record
        if record is None:
            return
        self.model_page.renew_path()
        if record.state == FINISHED:
            self._tabs.setCurrentIndex(_RESULT)
        self._offer_install(record.failure)
        self._refresh_all()
        if not self.isVisible():
            self._notify_main_window(record)

    def _notify_main_window(self, record: TrainingRecord) -> None:
        """Show in the QGIS main window that a training has ended."""
        if record.state == CANCELLED:
            return
        good = record.state == FINISHED
        text = state_text(record) if good or record.failure is None else failure_text(record.failure)
        bar = self._iface.messageBar()
        widget = bar.createMessage("Groundshift", text)
        show = QPushButton(translate("TrainingDialog", "Show"), widget)
        show.clicked.connect(lambda: (bar.popWidget(widget), open_training(self._iface)))
        widget.layout().addWidget(show)
        push_message(bar, widget, Qgis.MessageLevel.Success if good else Qgis.MessageLevel.Critical)

    # -- messages -----------------------------------------------------------------------------------

    def _show_failure(self, failure: JobFailure, tab: int) -> None:
        if failure.code in NOT_INSTALLED:
            self._tabs.setCurrentIndex(tab)
            self._offer_install(failure)
        else:
            self._show_form_message(failure_text(failure), Qgis.MessageLevel.Critical, tab)

    def _show_form_message(self, text: str, level: Qgis.MessageLevel, tab: int) -> None:
        """Show a message about the form until the form changes."""
        self._tabs.setCurrentIndex(tab)
        item = self._messages.pushWidget(QgsMessageBar.createMessage(worded(self, text), self), level, 0)
        item.setObjectName(_FORM_MESSAGE)

    def look_for_torch(self) -> None:
        """Offer the installation at once where a training cannot run, before the form is filled in."""
        if self._messages.currentItem() is None:
            call = BackgroundRun(lambda feedback: missing_for_training(feedback.isCanceled))
            call.done.connect(self._take_missing)
            call.start()

    def _take_missing(self, failure: Optional[JobFailure]) -> None:
        if not self._released and self._messages.currentItem() is None:
            self._offer_install(failure)

    def _offer_install(self, failure: Optional[JobFailure]) -> None:
        """Offer to install the runtime if that resolves the failure; other failures are shown by the pages."""
        if failure is None or failure.code not in NOT_INSTALLED:
            return
        install = QPushButton(translate("TrainingDialog", "Install…"), self)
        install.setObjectName("GroundshiftTrainingInstall")
        install.clicked.connect(self._install)
        message = worded(self, _missing_text(failure), install)
        message.setToolTip(failure_text(failure))
        self._messages.pushWidget(QgsMessageBar.createMessage(message, self), Qgis.MessageLevel.Warning)

    def _install(self) -> None:
        """Open the window that installs the components for training."""
        from ..options.install_window import open_installation

        open_installation(training=True, done=self._installed)

    def _installed(self) -> None:
        if not sip.isdeleted(self):
            self._messages.clearWidgets()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        QgsSettings().setValue(_GEOMETRY, self.saveGeometry())
        super().hideEvent(event)


def _missing_text(failure: JobFailure) -> str:
    """Return which component is missing, without the details that an installation makes irrelevant."""
    if failure.code == "torch_missing":
        return translate("TrainingDialog", "Training needs PyTorch, which the runtime does not have yet.")
    if failure.code == "runtime_missing":
        return translate("TrainingDialog", "Training needs the runtime, which is not installed yet.")
    return failure_text(failure)


def _model_name(path: str) -> str:
    """Return the id of a model, or its path if the id refers to another file."""
    tasks = tuple(_PANEL_ALGORITHMS)
    try:
        name = load_model_file(path, tasks).spec.id
        return name if same_file(find_model(name, model_folders(), tasks), path) else path
    except JobFailure:
        return path


def _task_of(path: str) -> str:
    """Return the task of a model; that of change if it cannot be read, which the panel then states."""
    try:
        return str(load_model_file(path, tuple(_PANEL_ALGORITHMS)).spec.task)
    except JobFailure:
        return CHANGE


def _scrolled(page: QWidget) -> QgsScrollArea:
    area = QgsScrollArea()  # QGIS's own: the mouse wheel scrolls it without changing the values of spin boxes
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    # Show the tab's background, as the pages that do not scroll do.
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
