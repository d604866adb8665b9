"""The message at the end of a run from the toolbox, a model, a batch or a script: what was found, and its report."""

from __future__ import annotations

import os
from functools import partial
from typing import Any, Optional

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton, QWidget

from ...algorithms.run.job_algorithm import JobAlgorithm
from ...algorithms.run.run_log import RunRecord

translate = QCoreApplication.translate

PROVIDER = "groundshift"
_PAGES = (".html", ".htm")
_SECONDS, _SECONDS_WITH_REPORT = 8, 30


class RunMessages:
    """Shows the end of one run at a time: a batch or a model leaves one message, not one for each of its runs.

    Where the desktop has no notifications QGIS adds "Task complete" to its window, above the message with the counts. It is
    removed for the runs of this plugin, those from a panel included.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._shown: Optional[QgsMessageBarItem] = None
        iface.messageBar().widgetAdded.connect(self._take_added)

    def show(self, record: RunRecord) -> None:
        """Show what a run has found, with a button that opens its report."""
        from ..wrapped_text import worded
        from .run_texts import found_text  # not while QGIS starts; so below

        self.close()
        bar = self._iface.messageBar()
        beside = []
        for name, text, path in (
            ("GroundshiftOpenReport", translate("History", "Open the report"), written_file(record, _PAGES)),
            ("GroundshiftOpenPdf", translate("History", "Open the PDF"), written_file(record, (".pdf",))),
        ):
            if path:
                button = QPushButton(text, bar)
                button.setObjectName(name)
                button.clicked.connect(partial(_open_file, path))
                beside.append(button)
        content = worded(bar, f"{record.title}: {found_text(record)}", *beside)
        item = QgsMessageBarItem(content, Qgis.MessageLevel.Success, _SECONDS_WITH_REPORT if beside else _SECONDS)
        self._shown = item
        bar.pushItem(item)

    def release(self) -> None:
        """Remove the message and leave those of QGIS alone, when the plugin is unloaded."""
        self._iface.messageBar().widgetAdded.disconnect(self._take_added)
        self.close()

    def close(self) -> None:
        """Remove the message."""
        item, self._shown = self._shown, None
        if item is not None and not sip.isdeleted(item):
            self._iface.messageBar().popWidget(item)

    def _take_added(self, added: QWidget) -> None:
        # Anything may be in the bar; what is its own item may come as a plain widget, as which Python has met it before.
        if added.metaObject().className() != QgsMessageBarItem.__name__:
            return
        item = added if isinstance(added, QgsMessageBarItem) else sip.cast(added, QgsMessageBarItem)
        if item.title() == translate("QgisApp", "Task complete") and item.text() in _task_titles():
            QTimer.singleShot(0, lambda: None if sip.isdeleted(item) else self._iface.messageBar().popWidget(item))


def _task_titles() -> set[str]:
    """Return the titles that QGIS gives to the tasks of the algorithms whose end is announced."""
    from ..algorithm_run import task_title

    provider = QgsApplication.processingRegistry().providerById(PROVIDER)
    algorithms = provider.algorithms() if provider is not None else []
    return {task_title(one.displayName()) for one in algorithms if isinstance(one, JobAlgorithm)}


def written_file(record: RunRecord, endings: tuple[str, ...]) -> str:
    """Return a file of a run by how its name ends; ``""`` = it has none, or it is gone."""
    from ...algorithms.run.run_commands import output_files

    files = output_files(record).values()
    return next((path for path in files if path.lower().endswith(endings) and os.path.exists(path)), "")


def _open_file(path: str, _checked: bool = False) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
