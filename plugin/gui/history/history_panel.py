"""The History tab."""

from __future__ import annotations

import html
import os
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.run_commands import (
    NotRepeatable,
    as_command,
    as_python,
    missing_inputs,
    missing_outputs,
    output_files,
    parameters_again,
    settings_again,
)
from ...algorithms.run.run_log import RunRecord
from ..algorithm_run import AlgorithmRun
from ..change_report import open_change_report
from ..dock.session import Session
from ..icons import icon, theme_icon
from ..progress_bar import ProgressBar
from ..tasks.detect_page import panel_algorithms
from ..tool_dialogs import ToolDialogs
from ..wrapped_text import breakable
from .run_history import current_history
from .run_results import load_results, polygons_of
from .run_texts import details_html, run_title, summary
from .unfinished_box import UnfinishedBox

translate = QCoreApplication.translate

_KEY_ROLE = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """Lists the runs of the project, the latest first.

    :param iface: the ``QgisInterface``.
    :param session: receives the settings of runs to repeat with other layers.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftHistory")
        self._iface, self._session = iface, session
        self._history = current_history()
        self._task: Optional[AlgorithmRun] = None
        self._dialogs = ToolDialogs()
        self._outside: list[tuple[Any, Any]] = []  # signals of other objects, and the slots connected to them
        self._build()
        self._connect()
        self._show_runs()

    @property
    def running(self) -> bool:
        """Whether a run of this panel is in progress."""
        return self._task is not None

    def release(self) -> None:
        """Cancel the run and disconnect from everything, when the plugin is unloaded."""
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        self._drop_run()
        self._dialogs.close_all()

    # --- The form ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        self._empty = _label(self, "GroundshiftHistoryEmpty")
        self._empty.setText(
            translate(
                "History",
                "No runs yet. Runs of the tab <b>Detect</b> and of Groundshift's tools in the Processing toolbox "
                "are listed here and saved with the project. They can be run again, run with other layers, or "
                "copied as a command.",
            )
        )
        layout.addWidget(self._empty)
        self._runs = QTreeWidget(self)
        self._runs.setObjectName("GroundshiftHistoryRuns")
        self._runs.setRootIsDecorated(False)
        self._runs.setUniformRowHeights(True)
        self._runs.setAlternatingRowColors(True)
        self._runs.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._runs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._runs.setHeaderHidden(True)
        self._runs.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._runs.setMinimumHeight(9 * self.fontMetrics().height())
        layout.addWidget(self._runs, 2)
        self._details = _label(self, "GroundshiftHistoryDetails")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details.setMinimumWidth(1)
        layout.addWidget(self._details, 1)
        self._build_buttons(layout)
        self._unfinished = UnfinishedBox(self)
        layout.addWidget(self._unfinished)
        self._build_progress(layout)
        self._note = _label(self, "GroundshiftHistoryNote")
        self._note.hide()
        layout.addWidget(self._note)

    def _build_buttons(self, layout: QVBoxLayout) -> None:
        grid = QGridLayout()
        self._again = self._push("Again", translate("History", "Run a&gain"), icon("detect"))
        self._again.setToolTip(
            translate(
                "History", "Run again with the same layers and settings; earlier results are kept, new files get a number"
            )
        )
        self._others = self._push("Others", translate("History", "O&ther layers…"), icon("swap"))
        self._load = self._push("Load", translate("History", "Load res&ults"), theme_icon("mActionAddLayer.svg"))
        self._copy = self._push("Copy", translate("History", "Cop&y"), theme_icon("mActionEditCopy.svg"))
        menu = QMenu(self._copy)
        self._copy_command = menu.addAction(translate("History", "As a qgis_process command"))
        self._copy_python = menu.addAction(translate("History", "As Python"))
        self._copy.setMenu(menu)
        self._report = self._push("Report", translate("History", "Report…"), theme_icon("mActionFilePrint.svg"))
        self._remove = self._push("Remove", translate("History", "Remove"), theme_icon("mActionRemove.svg"))
        self._remove.setToolTip(translate("History", "Remove the selected runs from the list; their results are kept (Del)"))
        for index, button in enumerate((self._again, self._others, self._load, self._report, self._copy, self._remove)):
            grid.addWidget(button, index // 2, index % 2)
            grid.setColumnStretch(index % 2, 1)
        layout.addLayout(grid)

    def _build_progress(self, layout: QVBoxLayout) -> None:
        self._running = QWidget(self)
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        self._progress = ProgressBar(self._running)
        self._progress.setObjectName("GroundshiftHistoryProgress")
        self._cancel = self._push("Cancel", translate("History", "Ca&ncel"), theme_icon("mActionStop.svg"))
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        self._running.hide()
        layout.addWidget(self._running)

    def _push(self, name: str, text: str, picture: Any) -> QPushButton:
        button = QPushButton(picture, text, self)
        button.setObjectName(f"GroundshiftHistory{name}")
        size = round(1.25 * self.fontMetrics().height())
        button.setIconSize(QSize(size, size))
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self._runs.itemSelectionChanged.connect(self._show_details)
        self._runs.itemClicked.connect(self._show_details)  # files may have been deleted meanwhile
        self._runs.customContextMenuRequested.connect(self._open_menu)
        self._runs.installEventFilter(self)
        self._details.linkActivated.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        self._again.clicked.connect(lambda _checked=False: self._run_again())
        self._others.clicked.connect(lambda _checked=False: self._run_with_others())
        self._load.clicked.connect(lambda _checked=False: self._load_results())
        self._report.clicked.connect(lambda _checked=False: self._open_report())
        self._remove.clicked.connect(lambda _checked=False: self._remove_runs())
        self._copy_command.triggered.connect(lambda _checked=False: self._copy_as(as_command))
        self._copy_python.triggered.connect(lambda _checked=False: self._copy_as(as_python))
        self._cancel.clicked.connect(lambda _checked=False: self._task.cancel() if self._task is not None else None)
        project = QgsProject.instance()
        self._outside = [
            (self._history.changed, self._show_runs),
            (project.cleared, self._drop_run),
            (project.layersRemoved, self._show_details),
            (project.layersAdded, self._show_details),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._show_details()
        self._unfinished.show_runs()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self._remove_runs()
            return True
        return bool(super().eventFilter(watched, event))

    # --- Showing ---

    def _show_runs(self) -> None:
        records = self._history.records
        chosen = {record.key for record in self._chosen()}
        latest = self._runs.topLevelItem(0).data(0, _KEY_ROLE) if self._runs.topLevelItemCount() else None
        self._runs.blockSignals(True)
        self._runs.clear()
        for record in reversed(records):
            item = QTreeWidgetItem([f"{run_title(record)}\n{summary(record)}"])
            item.setData(0, _KEY_ROLE, record.key)
            item.setToolTip(0, f"{record.title}: {run_title(record)}")
            self._runs.addTopLevelItem(item)
            item.setSelected(record.key in chosen)
        # Select a run that has just ended.
        if records and (not self._runs.selectedItems() or records[-1].key != latest):
            self._runs.clearSelection()
            self._runs.setCurrentItem(self._runs.topLevelItem(0))
        self._runs.blockSignals(False)
        for widget in (
            self._runs,
            self._details,
            self._again,
            self._others,
            self._load,
            self._report,
            self._copy,
            self._remove,
        ):
            widget.setVisible(bool(records))
        self._empty.setVisible(not records)
        self._unfinished.show_runs()
        self._show_details()

    def _chosen(self) -> list[RunRecord]:
        keys = {item.data(0, _KEY_ROLE) for item in self._runs.selectedItems()}
        return [record for record in self._history.records if record.key in keys]

    def _one(self) -> Optional[RunRecord]:
        chosen = self._chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _show_details(self, *_arguments: object) -> None:
        if not self.isVisible():  # it looks for files, which may take long; showEvent does it again
            return
        record, count = self._one(), len(self._chosen())
        one = translate("History", "Select a run first") if not count else translate("History", "Select only one run")
        gone = missing_inputs(record, QgsProject.instance()) if record is not None else []
        missing = translate("History", "Missing layers: {layers}").format(layers=", ".join(gone))
        lost = record is not None and not [path for path in output_files(record).values() if os.path.exists(path)]
        busy = translate("History", "Another run is in progress")
        for button, reason, tip in (
            (
                self._again,
                one if record is None else busy if self._task is not None else missing if gone else "",
                translate(
                    "History", "Run again with the same layers and settings; earlier results are kept, new files get a number"
                ),
            ),
            (
                self._others,
                one if record is None else "",
                translate("History", "Open a form with these settings to choose other layers"),
            ),
            (
                self._load,
                one if record is None else translate("History", "Its result files no longer exist") if lost else "",
                translate("History", "Add the results of this run to the project again"),
            ),
            (
                self._report,
                one if record is None else "" if polygons_of(record) else translate("History", "The run has no polygons"),
                translate("History", "Write the changes with pictures of both dates as one HTML file, for people without GIS"),
            ),
            (self._copy, one if record is None else "", translate("History", "Copy the run to repeat it elsewhere")),
            (
                self._remove,
                "" if count else one,
                translate("History", "Remove the selected runs from the list; their results are kept (Del)"),
            ),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason or tip)
        self._details.setText(details_html(record) if record is not None else "")

    def _show_note(self, text: str, bad: bool = False) -> None:
        shown = html.escape(breakable(text))
        self._note.setText(f"<b>{translate('History', 'That did not work.')}</b> {shown}" if bad else shown)
        self._note.setVisible(bool(text))

    def _open_menu(self, place: Any) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for button in (self._again, self._others, self._load):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
            action.triggered.connect(lambda _checked=False, button=button: button.click())
        menu.addSeparator()
        if self._copy.isEnabled():
            menu.addActions([self._copy_command, self._copy_python])
            menu.addSeparator()
        action = menu.addAction(self._remove.icon(), self._remove.text())
        action.setEnabled(self._remove.isEnabled())
        action.setToolTip(self._remove.toolTip())
        action.triggered.connect(lambda _checked=False: self._remove.click())
        menu.exec(self._runs.viewport().mapToGlobal(place))
        menu.deleteLater()

    # --- Actions on a run ---

    def _run_again(self) -> None:
        record = self._one()
        if record is None or self._task is not None:
            return
        try:
            parameters = parameters_again(record, QgsProject.instance())
        except NotRepeatable as problem:
            self._show_note(str(problem), bad=True)
            return
        if QgsApplication.processingRegistry().algorithmById(record.algorithm) is None:
            self._show_note(
                translate("History", "'{tool}' is not available in this version of Groundshift.").format(tool=record.title),
                bad=True,
            )
            return
        self._show_note("")
        task = AlgorithmRun(record.algorithm, parameters, QgsProject.instance(), listed=True, announced=True)
        task.progressed.connect(lambda percent: self._progress.setValue(round(percent)))
        task.done.connect(lambda results: self._finished(task, results))
        task.failed.connect(lambda text: self._ended(task, text, bad=True))
        task.cancelled.connect(lambda: self._ended(task, translate("History", "Cancelled; no partial results were kept.")))
        self._task = task
        self._progress.setValue(0)
        self._running.show()
        self._show_details()
        task.start()

    def _drop_run(self) -> None:
        """Cancel the run, and take nothing from it: its project is closed, or the panel goes."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self._running.hide()
            self._show_note("")

    def _finished(self, task: AlgorithmRun, results: dict[str, Any]) -> None:
        if task is not self._task:  # its project was closed
            return
        self._ended(task, "")
        # It is in the history before its end is known here; another run may have ended since.
        for record in reversed(self._history.records):
            files = {name: value for name, value in record.outputs.items() if isinstance(value, str)}
            if files.items() <= results.items():
                load_results(record)
                return

    def _ended(self, task: AlgorithmRun, text: str, bad: bool = False) -> None:
        if task is not self._task:
            return
        self._task = None
        self._running.hide()
        self._unfinished.show_runs()
        self._show_note(text, bad)
        self._show_details()

    def _run_with_others(self) -> None:
        record = self._one()
        if record is None:
            return
        values = settings_again(record, QgsProject.instance())
        if record.algorithm in panel_algorithms():
            self._session.runRequested.emit(values, record.algorithm)
            return
        if not self._dialogs.open(record.algorithm, values):
            self._show_note(
                translate("History", "'{tool}' is not available in this version of Groundshift.").format(tool=record.title),
                bad=True,
            )

    def _copy_as(self, write: Any) -> None:
        record = self._one()
        if record is None:
            return
        try:
            text = write(record)
        except NotRepeatable as problem:
            self._show_note(str(problem), bad=True)
            return
        QApplication.clipboard().setText(text)
        self._show_note(translate("History", "Copied to the clipboard."))

    def _open_report(self) -> None:
        record = self._one()
        path = polygons_of(record) if record is not None else ""
        layer = QgsVectorLayer(path, "", "ogr")
        if layer.isValid():
            open_change_report(self._dialogs, layer)

    def _load_results(self) -> None:
        record = self._one()
        if record is not None:
            lost = missing_outputs(record)
            load_results(record)
            if lost:
                self._show_note(translate("History", "Missing files: {files}").format(files=", ".join(lost)), bad=True)

    def _remove_runs(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._history.remove({record.key for record in chosen})
            self._show_note("")


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
