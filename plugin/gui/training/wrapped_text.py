"""A text that takes the height that it needs, in places that give a text two lines."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget


class WrappedText(QLabel):
    """A label that wraps and, at whatever width, is as high as all of its lines.

    The text of a QGIS message bar scrolls beyond its second line, and a wrapping label in one is cut: bars do not ask a widget
    for its height at a width.
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
    """A text and what stands beside it, as the content of a message bar.

    :param parent: whose it is until a bar takes it.
    """
    content = QWidget(parent)
    layout = QHBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(WrappedText(text, content), 1)
    for widget in beside:
        layout.addWidget(widget)
    return content
