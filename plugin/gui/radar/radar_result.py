"""The result of a radar difference: what was found, by which method and why, and the ways on from here."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..icons import icon


def tr(text: str) -> str:
    """Translate a text of the task "Radar series"."""
    return str(QCoreApplication.translate("RadarPanel", text))


class RadarResult(QGroupBox):
    """Hidden while there is no result."""

    reviewPressed = pyqtSignal()
    comparePressed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(tr("Result"), parent)
        self.setObjectName("GroundshiftRadarResult")
        self._text = QLabel(self)
        self._text.setObjectName("GroundshiftRadarFound")
        self._text.setWordWrap(True)
        self.review = QPushButton(icon("review"), tr("Review…"), self)
        self.review.setObjectName("GroundshiftRadarReview")
        self.compare = QPushButton(icon("compare"), tr("Compare…"), self)
        self.compare.setObjectName("GroundshiftRadarCompare")
        self.review.clicked.connect(lambda _checked=False: self.reviewPressed.emit())
        self.compare.clicked.connect(lambda _checked=False: self.comparePressed.emit())
        row = QHBoxLayout()
        row.addWidget(self.review)
        row.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.hide()

    def show_found(self, lines: list[str]) -> None:
        """Show the result in words, a paragraph a line."""
        self._text.setText("\n".join(lines))
        self.show()

    def allow(self, review: bool, compare: bool) -> None:
        """Enable the buttons whose layers are in the project."""
        gone = tr("Its layer is no longer in the project")
        self.review.setEnabled(review)
        self.review.setToolTip(tr("Accept or reject the polygons one by one") if review else gone)
        self.compare.setEnabled(compare)
        tip = tr("View the image and the one before it on the map")
        self.compare.setToolTip(tip if compare else tr("Choose two dates in the tab Compare"))
