"""The History tab."""

from __future__ import annotations

import html
import os
from typing import Any, Optional

from qgis.core import QgsApplication, QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, QEvent, QLocale, QObject, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run_commands import (
    CannotTell,
    as_command,
    as_python,
    input_layers,
    missing_inputs,
    missing_outputs,
    output_files,
    parameters_again,
    settings_again,
)
from ...algorithms.run_log import LAYER, SINK, RunRecord
from ..detect.detection_task import DetectionTask
from ..dock.session import Session
from ..icons import icon, theme_icon
from ..tool_dialogs import ToolDialogs
from .run_history import current_history

translate = QCoreApplication.translate

_KEY_ROLE = Qt.ItemDataRole.UserRole
_DETECT = "groundshift:detectchange"
_DATES = ("BEFORE", "AFTER")
_RASTERS, _VECTORS = (".tif", ".tiff"), (".gpkg", ".geojson", ".json", ".fgb", ".shp", ".sqlite", ".kml", ".gml")


class HistoryPanel(QWidget):
    """Lists the runs of the project, the latest on top.

    :param iface: the ``QgisInterface``. :param session: takes what is to be run with other layers.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftHistory")
        self._iface, self._session = iface, session
        self._history = current_history()
        self._task: Optional[DetectionTask] = None
        self._dialogs = ToolDialogs()
        self._outside: list[tuple[Any, Any]] = []  # signals of others, and what they call
        self._build()
        self._connect()
        self._show_runs()

    @property
    def running(self) -> bool:
        """Whether a run of this panel is under way."""
        return self._task is not None

    def release(self) -> None:
        """Let go of everything; at the plugin's unload."""
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._dialogs.close_all()

    # --- The form ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        self._empty = _label(self, "GroundshiftHistoryEmpty")
        self._empty.setText(
            translate(
                "History",
                "No runs yet. What you run in the tab <b>Detect</b> or with Groundshift's tools in the Processing toolbox is "
                "listed here and saved with the project: run it again, run it with other layers, or copy it as a command.",
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
        self._build_progress(layout)
        self._note = _label(self, "GroundshiftHistoryNote")
        self._note.hide()
        layout.addWidget(self._note)

    def _build_buttons(self, layout: QVBoxLayout) -> None:
        grid = QGridLayout()
        self._again = self._push("Again", translate("History", "Run a&gain"), icon("detect"))
        self._again.setToolTip(
            translate("History", "Run it with the same layers and settings; earlier results stay, new files get a number")
        )
        self._others = self._push("Others", translate("History", "&Other layers…"), icon("swap"))
        self._load = self._push("Load", translate("History", "&Load results"), theme_icon("mActionAddLayer.svg"))
        self._copy = self._push("Copy", translate("History", "Cop&y"), theme_icon("mActionEditCopy.svg"))
        menu = QMenu(self._copy)
        self._copy_command = menu.addAction(translate("History", "As a qgis_process command"))
        self._copy_python = menu.addAction(translate("History", "As Python"))
        self._copy.setMenu(menu)
        self._remove = self._push("Remove", translate("History", "&Remove"), theme_icon("mActionRemove.svg"))
        self._remove.setToolTip(translate("History", "Take the selected runs off the list; their results stay (Del)"))
        for index, button in enumerate((self._again, self._others, self._load, self._copy, self._remove)):
            grid.addWidget(button, index // 2, index % 2)
            grid.setColumnStretch(index % 2, 1)
        layout.addLayout(grid)

    def _build_progress(self, layout: QVBoxLayout) -> None:
        self._running = QWidget(self)
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        self._progress = QProgressBar(self._running)
        self._progress.setObjectName("GroundshiftHistoryProgress")
        self._cancel = self._push("Cancel", translate("History", "&Cancel"), theme_icon("mActionStop.svg"))
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
        self._runs.itemClicked.connect(self._show_details)  # files may have gone meanwhile
        self._runs.customContextMenuRequested.connect(self._open_menu)
        self._runs.installEventFilter(self)
        self._details.linkActivated.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        self._again.clicked.connect(lambda _checked=False: self._run_again())
        self._others.clicked.connect(lambda _checked=False: self._run_with_others())
        self._load.clicked.connect(lambda _checked=False: self._load_results())
        self._remove.clicked.connect(lambda _checked=False: self._remove_runs())
        self._copy_command.triggered.connect(lambda _checked=False: self._copy_as(as_command))
        self._copy_python.triggered.connect(lambda _checked=False: self._copy_as(as_python))
        self._cancel.clicked.connect(lambda _checked=False: self._task.cancel() if self._task is not None else None)
        project = QgsProject.instance()
        self._outside = [
            (self._history.changed, self._show_runs),
            (project.layersRemoved, self._show_details),
            (project.layersAdded, self._show_details),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._show_details()
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
            item = QTreeWidgetItem([f"{_run_title(record)}\n{_summary(record)}"])
            item.setData(0, _KEY_ROLE, record.key)
            item.setToolTip(0, f"{record.title}: {_run_title(record)}")
            self._runs.addTopLevelItem(item)
            item.setSelected(record.key in chosen)
        # A run that has just ended is the one that one wants to see.
        if records and (not self._runs.selectedItems() or records[-1].key != latest):
            self._runs.clearSelection()
            self._runs.setCurrentItem(self._runs.topLevelItem(0))
        self._runs.blockSignals(False)
        for widget in (self._runs, self._details, self._again, self._others, self._load, self._copy, self._remove):
            widget.setVisible(bool(records))
        self._empty.setVisible(not records)
        self._show_details()

    def _chosen(self) -> list[RunRecord]:
        keys = {item.data(0, _KEY_ROLE) for item in self._runs.selectedItems()}
        return [record for record in self._history.records if record.key in keys]

    def _one(self) -> Optional[RunRecord]:
        chosen = self._chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _show_details(self, *_arguments: object) -> None:
        record, count = self._one(), len(self._chosen())
        one = translate("History", "Choose a run first") if not count else translate("History", "Choose one run only")
        gone = missing_inputs(record, QgsProject.instance()) if record is not None else []
        missing = translate("History", "Its layers are gone: {layers}").format(layers=", ".join(gone))
        lost = record is not None and not [path for path in output_files(record).values() if os.path.exists(path)]
        busy = translate("History", "Another run is under way")
        for button, reason, tip in (
            (
                self._again,
                one if record is None else busy if self._task is not None else missing if gone else "",
                translate("History", "Run it with the same layers and settings; earlier results stay, new files get a number"),
            ),
            (
                self._others,
                one if record is None else "",
                translate("History", "Fill in a form with these settings, to choose other layers there"),
            ),
            (
                self._load,
                one if record is None else translate("History", "Its results are gone from the disk") if lost else "",
                translate("History", "Put the results of this run into the project again"),
            ),
            (self._copy, one if record is None else "", translate("History", "Copy the run, to repeat it elsewhere")),
            (
                self._remove,
                "" if count else one,
                translate("History", "Take the selected runs off the list; their results stay (Del)"),
            ),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason or tip)
        self._details.setText(_details(record) if record is not None else "")

    def _say(self, text: str, bad: bool = False) -> None:
        self._note.setText(
            f"<b>{translate('History', 'That did not work.')}</b> {html.escape(text)}" if bad else html.escape(text)
        )
        self._note.setVisible(bool(text))

    def _open_menu(self, place: Any) -> None:
        menu = QMenu(self)
        for button in (self._again, self._others, self._load):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _checked=False, button=button: button.click())
        menu.addSeparator()
        if self._copy.isEnabled():
            menu.addActions([self._copy_command, self._copy_python])
            menu.addSeparator()
        action = menu.addAction(self._remove.icon(), self._remove.text())
        action.setEnabled(self._remove.isEnabled())
        action.triggered.connect(lambda _checked=False: self._remove.click())
        menu.exec(self._runs.viewport().mapToGlobal(place))
        menu.deleteLater()

    # --- What can be done with a run ---

    def _run_again(self) -> None:
        record = self._one()
        if record is None or self._task is not None:
            return
        try:
            parameters = parameters_again(record, QgsProject.instance())
        except CannotTell as problem:
            self._say(str(problem), bad=True)
            return
        if QgsApplication.processingRegistry().algorithmById(record.algorithm) is None:
            self._say(translate("History", "This version of Groundshift has no '{tool}'.").format(tool=record.title), bad=True)
            return
        self._say("")
        self._task = DetectionTask(parameters, record.algorithm)
        self._task.progressed.connect(lambda percent: self._progress.setValue(round(percent)))
        self._task.finished.connect(self._finished)
        self._task.failed.connect(lambda text: self._ended(text, bad=True))
        self._task.cancelled.connect(lambda: self._ended(translate("History", "Cancelled; nothing was left behind.")))
        self._progress.setValue(0)
        self._running.show()
        self._show_details()
        self._task.start()

    def _finished(self, _results: object) -> None:
        self._ended("")
        # The run has told the history of itself from its own thread, so that it is there by now or in a moment.
        record = self._history.records[-1] if self._history.records else None
        if record is not None:
            self._load_record(record)

    def _ended(self, text: str, bad: bool = False) -> None:
        self._task = None
        self._running.hide()
        self._say(text, bad)
        self._show_details()

    def _run_with_others(self) -> None:
        record = self._one()
        if record is None:
            return
        values = settings_again(record, QgsProject.instance())
        if record.algorithm == _DETECT:
            self._session.runRequested.emit(values)
            return
        if not self._dialogs.open(record.algorithm, values):
            self._say(translate("History", "This version of Groundshift has no '{tool}'.").format(tool=record.title), bad=True)

    def _copy_as(self, write: Any) -> None:
        record = self._one()
        if record is None:
            return
        try:
            text = write(record)
        except CannotTell as problem:
            self._say(str(problem), bad=True)
            return
        QApplication.clipboard().setText(text)
        self._say(translate("History", "Copied: paste it where you need it."))

    def _load_results(self) -> None:
        record = self._one()
        if record is not None:
            lost = missing_outputs(record)
            self._load_record(record)
            if lost:
                self._say(translate("History", "Gone from the disk: {files}").format(files=", ".join(lost)), bad=True)

    def _load_record(self, record: RunRecord) -> None:
        """Put the layers of a run into a group of their own, on top."""
        layers = [layer for layer in (_open_layer(record, *item) for item in output_files(record).items()) if layer is not None]
        if not layers:
            return
        project = QgsProject.instance()
        group = QgsLayerTreeGroup(_run_title(record))
        project.layerTreeRoot().insertChildNode(0, group)
        group = project.layerTreeRoot().children()[0]
        for layer in sorted(layers, key=lambda layer: not isinstance(layer, QgsVectorLayer)):
            project.addMapLayer(layer, False)
            group.addLayer(layer).setExpanded(False)

    def _remove_runs(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._history.remove({record.key for record in chosen})
            self._say("")


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _run_title(record: RunRecord) -> str:
    """What was compared, or looked at."""
    layers = dict(input_layers(record))
    if all(name in layers for name in _DATES):
        return f"{layers['BEFORE']['name']} → {layers['AFTER']['name']}"
    names = [_short(item) for _, item in input_layers(record)]
    return f"{record.title}: {', '.join(names[:2])}" if names else record.title


def _short(item: dict[str, Any]) -> str:
    return str(item.get("name") or os.path.basename(str(item[LAYER]).partition("|")[0]))


def _summary(record: RunRecord) -> str:
    """When, and what was found; without that, with which tool."""
    return f"{_when(record)} · {_found(record) or record.title}"


def _when(record: RunRecord) -> str:
    time = QDateTime.fromString(record.time, Qt.DateFormat.ISODate).toLocalTime()
    today = time.date() == QDateTime.currentDateTime().date()
    return str(QLocale().toString(time, "hh:mm" if today else "d MMM hh:mm"))


def _found(record: RunRecord) -> str:
    area, count = record.outputs.get("CHANGED_AREA"), record.outputs.get("POLYGON_COUNT")
    if isinstance(area, (int, float)) and isinstance(count, (int, float)):
        return translate("History", "{area} in {count} polygons").format(area=_area(area), count=QLocale().toString(int(count)))
    return ""


def _area(square_metres: float) -> str:
    if square_metres >= 100_000:
        return f"{QLocale().toString(square_metres / 1e4, 'f', 1)} ha"
    return f"{QLocale().toString(square_metres, 'f', 0)} m²"


def _details(record: RunRecord) -> str:
    """All that is known of a run, as a table; what is gone is said."""
    project = QgsProject.instance()
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    gone = {id(item) for _, item in input_layers(record) if missing_inputs(_with_only(record, item), project)}
    rows = [(translate("History", "Tool"), html.escape(record.title))]
    time = QDateTime.fromString(record.time, Qt.DateFormat.ISODate).toLocalTime()
    rows.append((translate("History", "Begun"), str(QLocale().toString(time, QLocale.FormatType.ShortFormat))))
    rows.append((translate("History", "Took"), _duration(record.seconds)))
    for name, value in record.parameters.items():
        if isinstance(value, dict) and SINK in value:
            continue
        definition = algorithm.parameterDefinition(name) if algorithm is not None else None
        items = value if isinstance(value, list) else [value]
        texts = []
        for item in items:
            text = html.escape(_short(item) if isinstance(item, dict) else _value_text(item, definition))
            if isinstance(item, dict) and id(item) in gone:
                text += f" <i>({translate('History', 'gone')})</i>"
            texts.append(text)
        title = definition.description() if definition is not None else name
        rows.append((html.escape(title), ", ".join(texts)))
    area, count = record.outputs.get("CHANGED_AREA"), record.outputs.get("POLYGON_COUNT")
    if isinstance(area, (int, float)):
        rows.append((translate("History", "Changed area"), _area(area)))
    if isinstance(count, (int, float)):
        rows.append((translate("History", "Polygons"), QLocale().toString(int(count))))
    for name, path in output_files(record).items():
        definition = algorithm.parameterDefinition(name) if algorithm is not None else None
        title = definition.description() if definition is not None else name
        text = html.escape(os.path.basename(path))
        if not os.path.exists(path):
            text += f" <i>({translate('History', 'gone')})</i>"
        elif path.lower().endswith((".html", ".htm", ".csv", ".json")):
            text = f'<a href="{QUrl.fromLocalFile(path).toString()}">{text}</a>'
        rows.append((html.escape(title), text))
    cells = "".join(f'<tr><td style="padding-right:8px"><b>{name}</b></td><td>{text}</td></tr>' for name, text in rows)
    return f"<table>{cells}</table>"


def _value_text(value: Any, definition: Any) -> str:
    """A setting as the tool's dialog shows it."""
    if isinstance(value, bool):
        return translate("History", "yes") if value else translate("History", "no")
    if definition is not None and definition.type() == "enum" and isinstance(value, int):
        options = definition.options()
        return str(options[value]) if 0 <= value < len(options) else str(value)
    return str(value)


def _with_only(record: RunRecord, item: dict[str, Any]) -> RunRecord:
    return RunRecord(record.key, record.algorithm, record.title, record.time, record.seconds, {"LAYER": item}, {})


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{QLocale().toString(seconds, 'f', 1)} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"


def _open_layer(record: RunRecord, name: str, path: str) -> Optional[QgsMapLayer]:
    """A result as a layer, styled; ``None`` = it is gone, or no layer."""
    extension = os.path.splitext(path)[1].lower()
    if not os.path.exists(path) or extension not in (*_RASTERS, *_VECTORS):
        return None
    algorithm = QgsApplication.processingRegistry().algorithmById(record.algorithm)
    definition = algorithm.parameterDefinition(name) if algorithm is not None else None
    title = definition.description() if definition is not None else os.path.basename(path)
    kind = definition.type() if definition is not None else ""
    if kind not in ("rasterDestination", "vectorDestination"):
        return None
    layer: QgsMapLayer = QgsRasterLayer(path, title) if extension in _RASTERS else QgsVectorLayer(path, title, "ogr")
    if not layer.isValid():
        return None
    layer.loadDefaultStyle()
    return layer
