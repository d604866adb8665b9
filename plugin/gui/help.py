"""The guide in its own window: available offline, and in the version of the plugin."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any, Optional

import qgis.utils
from qgis.PyQt.QtCore import QCoreApplication, QObject, QPoint, Qt, QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices, QImage, QKeySequence, QResizeEvent, QTextBlock, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyle,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .icons import icon, theme_icon
from .links import color_links
from .window_size import resize_within_screen

translate = QCoreApplication.translate

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs")
_START = "index"
_ABOVE = 6  # pixels between the top of the window and a heading
_LINKED = re.compile(r"\]\(([\w-]+)\.md[)#]")
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")

_windows: list[HelpWindow] = []  # the open window, if any


def open_help(page: str, anchor: str = "") -> None:
    """Show a page of the guide.

    :param page: name of a file in ``docs/`` without extension.
    :param anchor: slug of a heading.
    """
    if not _windows:
        # No other window: the guide would be deleted with one that is closed, such as the model designer.
        main = qgis.utils.iface.mainWindow() if qgis.utils.iface is not None else None
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


@dataclass(frozen=True)
class GuidePage:
    """A page of the guide.

    :param title: its first heading. :param text: in lower case.
    """

    title: str
    text: str

    def count(self, searched: str) -> int:
        """Return how often a text stands in the page."""
        return self.text.count(searched.strip().lower()) if searched.strip() else 0


def guide_pages() -> dict[str, GuidePage]:
    """Return the pages of the guide by name: the first one, those that it links to in its order, then the others."""
    texts = {}
    for file in sorted(os.listdir(_FOLDER)):
        if file.endswith(".md"):
            with open(os.path.join(_FOLDER, file), encoding="utf-8") as stream:
                texts[file[: -len(".md")]] = stream.read()
    linked = _LINKED.findall(texts.get(_START, ""))
    order = list(dict.fromkeys([_START, *(name for name in linked if name in texts), *texts]))
    return {name: GuidePage(texts[name].partition("\n")[0].lstrip("# ").strip(), texts[name].lower()) for name in order}


class GuideAddresses(QObject):
    """Opens addresses such as ``groundshift:accuracy#sampling`` in the guide's window: tools name their pages so.

    :param scheme: before the colon.
    """

    def __init__(self, scheme: str) -> None:
        super().__init__()
        self._scheme = scheme
        # By the name of a slot: of plain functions Qt does not find out how to call them.
        QDesktopServices.setUrlHandler(scheme, self, "open_address")

    def release(self) -> None:
        """Stop opening addresses."""
        QDesktopServices.unsetUrlHandler(self._scheme)

    @pyqtSlot(QUrl)
    def open_address(self, url: QUrl) -> None:
        """Show the page of an address."""
        open_help(url.path() or _START, url.fragment())


class GuideBrowser(QTextBrowser):
    """Shows a page with its pictures at most as wide as the window, so that nothing scrolls sideways."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._width = 0  # of the pictures that are shown
        self._top = (0, 0)  # number of the block that was scrolled to, and the value of the scroll bar then
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(150)  # milliseconds: not at each step while a window is dragged larger
        self._resized.timeout.connect(self._fit_pictures)

    def loadResource(self, kind: int, url: QUrl) -> Any:  # noqa: N802 (Qt's names, here and below)
        found = super().loadResource(kind, url)
        if kind != QTextDocument.ResourceType.ImageResource:
            return found
        picture = QImage(self.source().resolved(url).toLocalFile())
        self._width = self._room()
        if picture.isNull() or picture.width() <= self._width:
            return found
        return picture.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._resized.start()

    def show_block(self, block: QTextBlock) -> None:
        """Scroll to a block, so that it is at the top, and stays there when the layout has its final size."""
        self.setTextCursor(QTextCursor(block))
        self._scroll_to(block)
        self._resized.start()

    def _scroll_to(self, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - _ABOVE if block.blockNumber() else 0)
        self._top = (block.blockNumber(), self.verticalScrollBar().value())

    def _room(self) -> int:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return int(self.width() - bar - 2 * (self.document().documentMargin() + self.frameWidth()) - 2)

    def _fit_pictures(self) -> None:
        """Show the page again with pictures of the present width, and the same block at the top."""
        block, value = self._top
        scrolled = self.verticalScrollBar().value() != value  # by the user, or to a word that was found
        if scrolled:
            block = self.cursorForPosition(QPoint(2, 2)).block().blockNumber()
        unfit = self._width > 0 and self._width != self._room()
        if unfit:
            self.reload()
            color_links(self.document())
        if unfit or not scrolled:
            self._scroll_to(self.document().findBlockByNumber(block))


class HelpWindow(QDialog):
    """Shows pages of the guide, with contents and search. Links to pages are followed, others open in the browser."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._shown = _START
        self.setWindowTitle(translate("Help", "Groundshift guide"))
        self.setWindowIcon(icon("icon"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self._browser = GuideBrowser(self)
        self._browser.setOpenLinks(False)
        self._browser.anchorClicked.connect(self._follow)
        self._browser.document().setDocumentMargin(14)
        self._pages = guide_pages()
        self._search = QLineEdit(self)
        self._search.setObjectName("GroundshiftGuideSearch")
        self._search.setPlaceholderText(translate("Help", "Search the guide"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._list_pages)
        self._search.returnPressed.connect(self._find_next)
        self._contents = QListWidget(self)
        self._contents.setObjectName("GroundshiftGuideContents")
        self._contents.setAccessibleName(translate("Help", "Contents"))
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setWordWrap(True)
        self._contents.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._contents.itemClicked.connect(self._page_clicked)
        back = self._button("mActionArrowLeft.svg", translate("Help", "Back"), self._browser.backward)
        forward = self._button("mActionArrowRight.svg", translate("Help", "Forward"), self._browser.forward)
        start = self._button("mActionHelpContents.svg", translate("Help", "Contents"), lambda: self.show_page(_START))
        back.setEnabled(False)
        forward.setEnabled(False)
        self._browser.backwardAvailable.connect(back.setEnabled)
        self._browser.forwardAvailable.connect(forward.setEnabled)
        self._browser.sourceChanged.connect(self._page_shown)  # by the arrows, too
        bar = QHBoxLayout()
        for button in (back, forward, start):
            bar.addWidget(button)
        bar.addStretch()
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._contents, 1)
        parts = QSplitter(self)
        parts.addWidget(side)
        parts.addWidget(self._browser)
        parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(parts, 1)
        find = QAction(self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.triggered.connect(self._search.setFocus)
        self.addAction(find)
        close = QAction(self)
        close.setShortcut(QKeySequence(QKeySequence.StandardKey.Close))
        close.triggered.connect(self.close)
        self.addAction(close)
        unit = self.fontMetrics().horizontalAdvance("x")
        resize_within_screen(self, 140 * unit, 90 * unit)
        parts.setSizes([32 * unit, 108 * unit])
        self._list_pages("")

    def show_page(self, page: str, anchor: str = "") -> None:
        """Show a page, scrolled to the heading ``anchor``."""
        self.show()  # first: pictures and places depend on the window's size
        self._open(os.path.join(_FOLDER, f"{page}.md"), anchor)
        self.raise_()
        self.activateWindow()

    def _list_pages(self, text: str) -> None:
        """List the pages, all or those with a text, and mark the page that is shown."""
        self._contents.clear()
        for name, page in self._pages.items():
            count = page.count(text)
            if text and not count:
                continue
            item = QListWidgetItem(f"{page.title} ({count})" if text else page.title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(page.title)
            self._contents.addItem(item)
            if name == self._shown:
                self._contents.setCurrentItem(item)

    def _page_clicked(self, item: QListWidgetItem) -> None:
        self._open(os.path.join(_FOLDER, f"{item.data(Qt.ItemDataRole.UserRole)}.md"), "")
        self._find_next()

    def _find_next(self) -> None:
        """Go to the next place with the searched text, after the last one to the first."""
        text = self._search.text().strip()
        if not text:
            return
        if self._contents.count() and not self._pages[self._shown].count(text):
            self._open(os.path.join(_FOLDER, f"{self._contents.item(0).data(Qt.ItemDataRole.UserRole)}.md"), "")
        if not self._browser.find(text):
            self._browser.moveCursor(QTextCursor.MoveOperation.Start)
            self._browser.find(text)

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

    def _page_shown(self, url: QUrl) -> None:
        """Colour the links of a page, and mark it in the contents."""
        color_links(self._browser.document())
        self._shown = os.path.splitext(os.path.basename(url.toLocalFile()))[0]
        for row in range(self._contents.count()):
            if self._contents.item(row).data(Qt.ItemDataRole.UserRole) == self._shown:
                self._contents.setCurrentRow(row)

    def _scroll_to(self, anchor: str) -> None:
        """Scroll to a heading. Qt's Markdown has no anchors, so the heading is found by its text."""
        block = self._browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and heading_slug(block.text()) == anchor:
                self._browser.show_block(block)
                return
            block = block.next()
