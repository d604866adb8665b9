"""The colour of links: QGIS's dark theme has a blue that can hardly be read on its grounds."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import QApplication

_ON_DARK = "#5aa9ff"
_DARK = 0.5  # lightness of the ground


def link_color() -> str:
    """Return the colour of links on the ground of windows, as HTML has it."""
    palette = QApplication.palette()
    ground, link = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Link)
    return _ON_DARK if ground.lightnessF() < _DARK else str(link.name())


def with_link_color(text: str) -> str:
    """Return the HTML of a label with its links in that colour."""
    return text.replace("<a ", f'<a style="color:{link_color()}" ')


def color_links(document: QTextDocument) -> None:
    """Give the links of a document that colour; Markdown takes no style sheet."""
    links = QTextCharFormat()
    links.setForeground(QColor(link_color()))
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isAnchor():
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(links)
            fragments += 1
        block = block.next()
