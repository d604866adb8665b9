"""A message with a button that opens the report of a run which has just ended."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ...algorithms.run.run_commands import output_files
from ...algorithms.run.run_log import RunRecord

translate = QCoreApplication.translate

_PAGES = (".html", ".htm")
_SECONDS = 30


def offer_report(iface: Any, record: RunRecord) -> None:
    """Show a message with a button that opens the report of a run, if it has one and no panel offers it."""
    from ..tasks.detect_page import panel_algorithms

    path = report_of(record)
    if not path or record.algorithm in panel_algorithms():
        return
    bar = iface.messageBar()
    item = bar.createMessage(record.title, translate("History", "The report is ready."))
    button = QPushButton(translate("History", "Open the report"), item)
    button.setObjectName("GroundshiftOpenReport")
    button.clicked.connect(lambda _checked=False: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
    item.layout().addWidget(button)
    bar.pushWidget(item, Qgis.MessageLevel.Success, _SECONDS)


def report_of(record: RunRecord) -> str:
    """Return the report of a run; ``""`` = it has none, or it is gone."""
    files = output_files(record).values()
    return next((path for path in files if path.lower().endswith(_PAGES) and os.path.exists(path)), "")
