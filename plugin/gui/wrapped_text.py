"""Labels for texts with paths, file names and layer names: they wrap inside long words, so that nothing is cut or scrolls."""

from __future__ import annotations

import re
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

_BREAK = "\u200b"  # zero-width space: a line may end there
_LONG = 20  # characters of a word that may not fit into a line
_LONG_WORDS = re.compile(rf"\S{{{_LONG},}}")
_PARTS = re.compile(rf"[^/\\_.\-=&?,:]{{1,{_LONG}}}[/\\_.\-=&?,:]*|[/\\_.\-=&?,:]+")


def breakable(text: str) -> str:
    """Return a text with places in its long words where a line may end: after separators, else every 20 characters."""
    return _LONG_WORDS.sub(lambda word: _BREAK.join(_PARTS.findall(word.group())), text)


class WrappedText(QLabel):
    """A label for plain text that wraps, also inside long words; what is copied from it is the text as it was given."""

    def __init__(self, text: str = "", parent: Optional[QWidget] = None, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = ""
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's names, here and below)
        self._text = text
        super().setText(breakable(text))

    def text(self) -> str:
        return self._text

    def selectedText(self) -> str:  # noqa: N802
        return str(super().selectedText()).replace(_BREAK, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if not self.hasSelectedText():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(QCoreApplication.translate("QWidgetTextControl", "&Copy")).triggered.connect(self.copy)
        menu.popup(event.globalPos())

    def copy(self, _checked: bool = False) -> None:
        """Copy the selected text to the clipboard."""
        QGuiApplication.clipboard().setText(self.selectedText())


class MessageText(WrappedText):
    """A text that is as high as all its lines at any width, where the layout does not see to that.

    The text of a QGIS message bar scrolls after two lines, and a wrapping label in it is cut: message bars ignore
    heightForWidth, as rows of forms do.
    """

    def __init__(self, text: str, parent: Optional[QWidget] = None, name: str = "GroundshiftWrappedText") -> None:
        super().__init__(text, parent, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def setText(self, text: str) -> None:  # noqa: N802
        super().setText(text)
        self._fit(self.width())  # a shorter text needs less

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return no height of its own: that of a label suits a width that the message does not have."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the lines: a label keeps its first hint, which suits the width that it was made with."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Return False: layouts would ask for the height at the width of the size hint, which is several lines.

        The size policy does not hold it: a label that wraps sets it anew with each change of its font or style.
        """
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        self.setMinimumHeight(0)  # or no height is less than the one before
        self.setMinimumHeight(max(self.heightForWidth(width), 0))  # -1 = no text yet


_shown: set[MessageText] = set()  # texts of message bars


def worded(parent: QWidget, text: str, *beside: QWidget) -> QWidget:
    """Return a text and widgets beside it as content of a message bar.

    :param parent: until the message bar takes ownership.
    """
    content = QWidget(parent)
    layout = QHBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    label = MessageText(text, content)
    # Or it becomes a plain label as soon as Python lets go of its message bar.
    _shown.add(label)
    label.destroyed.connect(lambda: _shown.discard(label))
    layout.addWidget(label, 1)
    for widget in beside:
        layout.addWidget(widget)
    return content
