"""The guide in its own window: available offline, and in the version of the plugin."""

from __future__ import annotations

import os
import re
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .icons import icon, theme_icon

translate = QCoreApplication.translate

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs")
_START = "index"
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")

_windows: list[HelpWindow] = []  # the open window, if any


def open_help(page: str, anchor: str = "") -> None:
    """Show a page of the guide.

    :param page: name of a file in ``docs/`` without extension.
    :param anchor: slug of a heading.
    """
    if not _windows:
        main = next((widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow)), None)
        _windows.append(HelpWindow(main))
    _windows[0].show_page(page, anchor)


def close_help() -> None:
    """Close the window, when the plugin is unloaded."""
    while _windows:
        window = _windows.pop()
        window.close()
        window.deleteLater()


def help_button(page: str, anchor: str = "", parent: Optional[QWidget] = None) -> QToolButton:
    """Return a button that opens a page of the guide."""
    button = QToolButton(parent)
    button.setAutoRaise(True)
    button.setIcon(theme_icon("mActionHelpContents.svg"))
    button.setToolTip(translate("Help", "Open the help"))
    button.setAccessibleName(translate("Help", "Help"))
    button.clicked.connect(lambda: open_help(page, anchor))
    return button


def heading_slug(text: str) -> str:
    """Return the anchor of a heading, as common Markdown renderers build it."""
    return _NOT_IN_SLUGS.sub("", text.strip().lower()).replace(" ", "-")


class HelpWindow(QDialog):
    """Shows pages of the guide. Links between pages and to headings are followed, others open in the browser."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Help", "Groundshift guide"))
        self.setWindowIcon(icon("icon"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self._browser = QTextBrowser(self)
        self._browser.setOpenLinks(False)
        self._browser.anchorClicked.connect(self._follow)
        self._browser.document().setDocumentMargin(14)
        back = self._button("mActionArrowLeft.svg", translate("Help", "Back"), self._browser.backward)
        forward = self._button("mActionArrowRight.svg", translate("Help", "Forward"), self._browser.forward)
        start = self._button("mActionHelpContents.svg", translate("Help", "Contents"), lambda: self.show_page(_START))
        back.setEnabled(False)
        forward.setEnabled(False)
        self._browser.backwardAvailable.connect(back.setEnabled)
        self._browser.forwardAvailable.connect(forward.setEnabled)
        bar = QHBoxLayout()
        for button in (back, forward, start):
            bar.addWidget(button)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self._browser)
        close = QAction(self)
        close.setShortcut(QKeySequence(QKeySequence.StandardKey.Close))
        close.triggered.connect(self.close)
        self.addAction(close)
        unit = self.fontMetrics().horizontalAdvance("x")
        self.resize(QSize(110 * unit, 90 * unit))

    def show_page(self, page: str, anchor: str = "") -> None:
        """Show a page, scrolled to the heading ``anchor``."""
        self._open(os.path.join(_FOLDER, f"{page}.md"), anchor)
        self.show()
        self.raise_()
        self.activateWindow()

    def _button(self, picture: str, text: str, action: object) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(theme_icon(picture))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(action)
        return button

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("", "file"):
            current = self._browser.source().toLocalFile()
            path = os.path.join(os.path.dirname(current), url.path()) if url.path() else current
            if path.endswith(".md") and os.path.isfile(path):
                self._open(os.path.normpath(path), url.fragment())
        else:
            QDesktopServices.openUrl(url)

    def _open(self, path: str, anchor: str) -> None:
        self._browser.setSource(QUrl.fromLocalFile(path), QTextDocument.ResourceType.MarkdownResource)
        if anchor:
            self._scroll_to(anchor)

    def _scroll_to(self, anchor: str) -> None:
        """Scroll to a heading. Qt's Markdown has no anchors, so the heading is found by its text."""
        block = self._browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and heading_slug(block.text()) == anchor:
                # Scroll back from the end, so that the heading is at the top.
                end = QTextCursor(self._browser.document())
                end.movePosition(QTextCursor.MoveOperation.End)
                self._browser.setTextCursor(end)
                self._browser.setTextCursor(QTextCursor(block))
                return
            block = block.next()
