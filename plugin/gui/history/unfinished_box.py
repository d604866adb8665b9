"""The unfinished runs below the list of the History tab."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QDateTime, QEvent, QLocale, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGroupBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.resuming import unfinished_folder
from ...jobs.unfinished import UnfinishedRun, list_unfinished, remove_run
from ..icons import theme_icon

translate = QCoreApplication.translate

_FOLDER_ROLE = Qt.ItemDataRole.UserRole
_MEGABYTE = 1 << 20


class UnfinishedBox(QGroupBox):
    """Lists runs that can be resumed, and removes their blocks; hidden while there are none."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("History", "Unfinished runs"), parent)
        self.setObjectName("GroundshiftUnfinished")
        layout = QVBoxLayout(self)
        self._runs = QTreeWidget(self)
        self._runs.setObjectName("GroundshiftUnfinishedRuns")
        self._runs.setRootIsDecorated(False)
        self._runs.setHeaderHidden(True)
        self._runs.setUniformRowHeights(True)
        self._runs.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._runs.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._runs.setMaximumHeight(7 * self.fontMetrics().height())
        self._runs.setAccessibleName(self.title())
        self._runs.installEventFilter(self)
        layout.addWidget(self._runs)
        self._remove = QPushButton(theme_icon("mActionRemove.svg"), translate("History", "Free disk space"), self)
        self._remove.setObjectName("GroundshiftUnfinishedRemove")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(lambda _checked=False: self._remove_chosen())
        layout.addWidget(self._remove)
        self._runs.itemSelectionChanged.connect(self._enable)
        self.show_runs()

    def show_runs(self) -> None:
        """List the runs anew."""
        runs = list_unfinished(unfinished_folder())
        self._runs.clear()
        for run in runs:
            item = QTreeWidgetItem([f"{run.title}\n{_details(run)}"])
            item.setData(0, _FOLDER_ROLE, run.folder)
            item.setToolTip(
                0, translate("History", "Run the tool again with the same layers and settings to go on where it stopped")
            )
            self._runs.addTopLevelItem(item)
        if runs:
            self._runs.setCurrentItem(self._runs.topLevelItem(0))
        self.setVisible(bool(runs))
        self._enable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self._remove_chosen()
            return True
        return bool(super().eventFilter(watched, event))

    def _enable(self) -> None:
        chosen = bool(self._runs.selectedItems())
        self._remove.setEnabled(chosen)
        self._remove.setToolTip(
            translate("History", "Remove the finished blocks of the selected runs; they begin anew then (Del)")
            if chosen
            else translate("History", "Select a run first")
        )

    def _remove_chosen(self) -> None:
        for item in self._runs.selectedItems():
            remove_run(str(item.data(0, _FOLDER_ROLE)))
        self.show_runs()


def _details(run: UnfinishedRun) -> str:
    """When a run stopped, how much of it is done, and the space that it takes."""
    time = QDateTime.fromSecsSinceEpoch(int(run.changed))
    today = time.date() == QDateTime.currentDateTime().date()
    return translate("History", "{time} · {percent} % finished · {size} MB").format(
        time=QLocale().toString(time, "hh:mm" if today else "d MMM hh:mm"),
        percent=int(100 * run.share),
        size=QLocale().toString(max(1, round(run.size / _MEGABYTE))),
    )
