"""Something the user must know, in words, above what it is about; it goes when it is closed."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from ..icons import icon, theme_icon

_SIDE = 20


class NoticeBox(QFrame):
    """An icon, a text that can be selected and copied, and a button that closes it."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftNotice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._light = QLabel(self)
        self._text = QLabel(self)
        self._text.setObjectName("GroundshiftNoticeText")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = QToolButton(self)
        close.setObjectName("GroundshiftNoticeClose")
        close.setAutoRaise(True)
        close.setIcon(theme_icon("mIconClose.svg"))
        close.setToolTip(QCoreApplication.translate("DetectPanel", "Close this message"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(lambda _checked=False: self.hide())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 4, 4)
        layout.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def text(self) -> str:
        """What is shown; ``""`` when the box is closed."""
        return "" if self.isHidden() else str(self._text.text())

    def say(self, level: str, text: str) -> None:
        """Show a text. :param level: of :mod:`.suitability`; ``text`` ``""`` closes the box."""
        side = round(_SIDE * self.fontMetrics().height() / 16.0)
        self._light.setPixmap(icon(f"light_{level}").pixmap(side, side))
        self._text.setText(text)
        self.setVisible(bool(text))
