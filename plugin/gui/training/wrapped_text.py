"""A label that is as high as its wrapped text."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget


class WrappedText(QLabel):
    """A wrapping label that is as high as all its lines at any width.

    The text of a QGIS message bar scrolls after two lines, and a wrapping label in it is cut: message bars ignore
    heightForWidth.
    """

    def __init__(self, text: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("GroundshiftWrappedText")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))
        super().resizeEvent(event)


def worded(parent: QWidget, text: str, *beside: QWidget) -> QWidget:
    """Return a text and widgets beside it as content of a message bar.

    :param parent: until the message bar takes ownership.
    """
    content = QWidget(parent)
    layout = QHBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(WrappedText(text, content), 1)
    for widget in beside:
        layout.addWidget(widget)
    return content
