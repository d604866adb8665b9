"""Pages of HTML, as the worker writes them for print, as one PDF."""

from __future__ import annotations

import os
from typing import Iterator

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from ...jobs.failure import Cancelled, JobFailure
from ...jobs.publish import writing

_RESOLUTION = 200  # dots an inch
_CSS_RESOLUTION = 96.0  # of the pixels that the pages are laid out in
_MARGINS = QMarginsF(16, 14, 16, 14)  # mm
_TAIL = 1024  # bytes of a PDF in which its end is marked
_FOOT = 22.0  # pixels for the number of the page
_INK = QColor("#222222")


def print_pages(folder: str, parameter: str, path: str, title: str, feedback: QgsProcessingFeedback) -> None:
    """Print the pages of a folder in the order of their names. In any thread.

    :param folder: ``000.html`` and on, with their pictures.
    :param parameter: of the PDF, for messages.
    :param path: to write.
    :raises JobFailure: ``disk_filled``, ``write_failed``.
    :raises Cancelled: the user stopped.
    """
    writer = QPdfWriter(path)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(title)
    writer.setCreator("Groundshift")
    painter = QPainter()
    if not painter.begin(writer):
        raise JobFailure("write_failed", parameter, path=path, reason="QPdfWriter")
    try:
        scale = _RESOLUTION / _CSS_RESOLUTION
        size = QSizeF(writer.width() / scale, writer.height() / scale - _FOOT)
        painter.scale(scale, scale)
        number = 0
        for document in _documents(folder):
            document.setPageSize(size)
            for page in range(document.pageCount()):
                if feedback.isCanceled():
                    raise Cancelled
                if number:
                    writer.newPage()
                number += 1
                _draw(document, page, size, painter, number)
    finally:
        painter.end()
    with writing(parameter, path):
        _check_end(path)


def _check_end(path: str) -> None:
    """:raises OSError: the file is cut short: QPdfWriter does not report a full disk."""
    with open(path, "rb") as stream:
        stream.seek(max(os.path.getsize(path) - _TAIL, 0))
        if b"%%EOF" not in stream.read():
            raise OSError("the file is cut short")


def _documents(folder: str) -> Iterator[QTextDocument]:
    """Yield one document at a time: pictures of a thousand changes take much memory."""
    for name in sorted(item for item in os.listdir(folder) if item.endswith(".html")):
        document = QTextDocument()
        font = QFont("sans-serif")
        font.setPixelSize(12)
        document.setDefaultFont(font)
        document.setBaseUrl(QUrl.fromLocalFile(os.path.join(folder, name)))
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            document.setHtml(stream.read())
        yield document


def _draw(document: QTextDocument, page: int, size: QSizeF, painter: QPainter, number: int) -> None:
    here = QRectF(0, page * size.height(), size.width(), size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, _INK)  # that of a dark theme is light
    context.palette = palette
    context.clip = here
    painter.save()
    painter.translate(0, -here.top())
    painter.setClipRect(here)
    document.documentLayout().draw(painter, context)
    painter.restore()
    foot = QRectF(0, size.height(), size.width(), _FOOT)
    font = QFont("sans-serif")
    font.setPixelSize(10)
    painter.setFont(font)
    painter.setPen(_INK)
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), str(number))
