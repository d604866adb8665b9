"""The suitability light: symbol, colour and headline, with the reasons below."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..icons import icon
from ..wrapped_text import WrappedText
from .suitability import BAD, CAUTION, GOOD, UNKNOWN, Finding

_BIG, _SMALL = 22, 14


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class SuitabilityLight(QFrame):
    """Shows a verdict: the worst level as light and headline, problems at once, passed checks on demand."""

    actionPressed = pyqtSignal(str)

    def __init__(self, parent: Optional[QWidget] = None, name: str = "Light") -> None:
        """:param name: of the light among those of a form, part of the names of its widgets."""
        super().__init__(parent)
        self.setObjectName(f"Groundshift{name}")
        self.level = UNKNOWN
        self._findings: tuple[Finding, ...] = ()
        self._light = QLabel(self)
        self._headline = WrappedText("", self, f"Groundshift{name}Headline")
        font = self._headline.font()
        font.setBold(True)
        self._headline.setFont(font)
        self._more = QToolButton(self)
        self._more.setObjectName(f"Groundshift{name}More")
        self._more.setAutoRaise(True)
        self._more.setCheckable(True)
        self._more.setArrowType(Qt.ArrowType.RightArrow)
        self._more.setAccessibleName(tr("All checks"))
        self._more.setToolTip(tr("Show all checks"))
        self._more.toggled.connect(self._fill)
        head = QHBoxLayout()
        head.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._headline, 1)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._reasons = QGridLayout()
        self._reasons.setColumnStretch(1, 1)
        self._action = QPushButton(self)
        self._action.setObjectName(f"Groundshift{name}Action")
        self._action.clicked.connect(lambda: self.actionPressed.emit(str(self._action.property("action"))))
        self._action.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addLayout(head)
        layout.addLayout(self._reasons)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)

    def text(self) -> str:
        """Return all texts, for screen readers and tests."""
        return "\n".join([self._headline.text(), *(finding.text for finding in self._findings)])

    def show_verdict(self, level: str, headline: str, findings: tuple[Finding, ...]) -> None:
        """Show a verdict."""
        if (level, headline, findings) == (self.level, self._headline.text(), self._findings):
            return
        self.level, self._findings = level, findings
        self._light.setPixmap(icon(f"light_{level}").pixmap(self._size(_BIG)))
        self._light.setAccessibleName(headline)
        self._headline.setText(headline)
        self._fill()

    def show_action(self, action: str, text: str, tool_tip: str = "") -> None:
        """Offer an action; ``""`` = none."""
        self._action.setProperty("action", action)
        self._action.setText(text)
        self._action.setToolTip(tool_tip)
        self._action.setVisible(bool(action))

    def _fill(self) -> None:
        while self._reasons.count():
            widget = self._reasons.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        everything = self._more.isChecked()
        self._more.setArrowType(Qt.ArrowType.DownArrow if everything else Qt.ArrowType.RightArrow)
        hidden = [finding for finding in self._findings if finding.level == GOOD]
        self._more.setVisible(bool(hidden))
        shown = [finding for finding in self._findings if everything or finding.level != GOOD]
        for row, finding in enumerate(shown):
            light = QLabel(self)
            light.setPixmap(icon(f"light_{finding.level}").pixmap(self._size(_SMALL)))
            light.setAccessibleName(_word(finding.level))
            light.setToolTip(_word(finding.level))
            text = WrappedText(finding.text, self)
            self._reasons.addWidget(light, row, 0, Qt.AlignmentFlag.AlignTop)
            self._reasons.addWidget(text, row, 1)

    def _size(self, side: int) -> QSize:
        unit = self.fontMetrics().height() / 16.0
        return QSize(round(side * unit), round(side * unit))


def _word(level: str) -> str:
    return {GOOD: tr("Good"), CAUTION: tr("With restrictions"), BAD: tr("Not possible"), UNKNOWN: tr("Unknown")}[level]
