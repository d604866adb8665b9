"""A message with a button that opens the report of a run which has just ended."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import Qgis
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ...algorithms.run.run_commands import output_files
from ...algorithms.run.run_log import RunRecord

translate = QCoreApplication.translate

_PAGES = (".html", ".htm")


class ReportMessage:
    """Shows the message in QGIS's window; that of the run before goes.

    :param iface: the ``QgisInterface``.
    """

    def __init__(self, iface: Any) -> None:
        self._bar = iface.messageBar()
        self._item: Optional[Any] = None

    def offer(self, record: RunRecord) -> None:
        """Offer the report of a run, if it has one and no panel offers it."""
        from ..detect.detect_page import panel_algorithms

        path = report_of(record)
        if not path or record.algorithm in panel_algorithms():
            return
        self.close()
        item = self._bar.createMessage(record.title, translate("History", "The report is ready."))
        button = QPushButton(translate("History", "Open the report"), item)
        button.setObjectName("GroundshiftOpenReport")
        button.clicked.connect(lambda _checked=False: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
        item.layout().addWidget(button)
        self._item = self._bar.pushWidget(item, Qgis.MessageLevel.Success, 0)

    def close(self) -> None:
        """Remove the message."""
        item, self._item = self._item, None
        if item is not None and not sip.isdeleted(item):
            self._bar.popWidget(item)


def report_of(record: RunRecord) -> str:
    """Return the report of a run; ``""`` = it has none, or it is gone."""
    files = output_files(record).values()
    return next((path for path in files if path.lower().endswith(_PAGES) and os.path.exists(path)), "")
