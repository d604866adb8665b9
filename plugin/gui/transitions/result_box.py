"""The result of a run: areas of the transitions, and the ways on from here."""

from __future__ import annotations

from typing import Mapping, Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QGroupBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..icons import icon, theme_icon
from ..tasks.numbers import area_text
from .matrix_file import TransitionArea

_SHOWN_ROWS = 6
_UNKNOWN_COLOR = "#7a8791"


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class ResultBox(QGroupBox):
    """Lists the transitions of the last run, the largest first; hidden while there is none."""

    reviewPressed = pyqtSignal()
    comparePressed = pyqtSignal()
    reportPressed = pyqtSignal()
    estimatePressed = pyqtSignal()
    transitionChosen = pyqtSignal(str, str)  # class before, class after; "" = none

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(tr("What became what"), parent)
        self.setObjectName("GroundshiftTransitionResult")
        self._headline = QLabel(self)
        self._headline.setObjectName("GroundshiftTransitionHeadline")
        self._headline.setWordWrap(True)
        self._table = QTreeWidget(self)
        self._table.setObjectName("GroundshiftTransitionTable")
        self._table.setColumnCount(2)
        self._table.setHeaderHidden(True)
        self._table.setRootIsDecorated(False)
        self._table.setUniformRowHeights(True)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setToolTip(tr("Choose a transition to see its polygons only; choose it again to see all of them"))
        self._table.header().setStretchLastSection(False)
        self._table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._table.setAccessibleName(tr("Transitions and their areas"))
        side = round(1.1 * self.fontMetrics().height())
        self._table.setIconSize(QSize(2 * side, side))
        self._table.itemClicked.connect(self._clicked)
        self._chosen: tuple[str, str] = ("", "")
        self.review = self._push("TransitionReview", tr("Review…"), icon("review"))
        self.review.setToolTip(tr("Accept, reject and correct the polygons one by one"))
        self.compare = self._push("TransitionCompare", tr("Compare…"), icon("compare"))
        self.compare.setToolTip(tr("View the two dates on the map"))
        self.report = self._push("TransitionReport", tr("Report"), theme_icon("mActionNewReport.svg"))
        self.report.setToolTip(tr("Open the report with flows, matrix, gains and losses in the browser"))
        self.estimate = self._push("TransitionEstimate", tr("Sample…"), icon("accuracy"))
        self.estimate.setToolTip(
            tr(
                "Draw random points in each transition. Interpreted in the tab Review, they give the true areas with "
                "confidence intervals."
            )
        )
        for button, signal in (
            (self.review, self.reviewPressed),
            (self.compare, self.comparePressed),
            (self.report, self.reportPressed),
            (self.estimate, self.estimatePressed),
        ):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        buttons = QGridLayout()
        for index, button in enumerate((self.review, self.compare, self.report, self.estimate)):
            buttons.addWidget(button, index // 2, index % 2)
            buttons.setColumnStretch(index % 2, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._headline)
        layout.addWidget(self._table)
        layout.addLayout(buttons)
        self.hide()

    def show_transitions(self, found: Sequence[TransitionArea], colors: Mapping[str, str], headline: str) -> None:
        """Show the transitions of a run.

        :param colors: of the classes, by name. :param headline: what has changed in all.
        """
        self._headline.setText(headline)
        self._table.clear()
        self._chosen = ("", "")
        for item in found:
            row = QTreeWidgetItem([f"{item.before} → {item.after}", area_text(item.area)])
            row.setIcon(0, self._swatch(colors.get(item.before, _UNKNOWN_COLOR), colors.get(item.after, _UNKNOWN_COLOR)))
            row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setData(0, Qt.ItemDataRole.UserRole, (item.before, item.after))
            row.setToolTip(0, self._table.toolTip())
            self._table.addTopLevelItem(row)
        rows = min(max(len(found), 1), _SHOWN_ROWS)
        self._table.setFixedHeight(round(rows * 1.45 * self.fontMetrics().height()) + 2 * self._table.frameWidth() + 2)
        self._table.setVisible(bool(found))
        self.show()

    def allow(self, review: bool, compare: bool, report: bool, estimate: bool) -> None:
        """Enable the buttons whose layers and files are still there."""
        gone = tr("Its layer or file is no longer there")
        for button, allowed in (
            (self.review, review),
            (self.compare, compare),
            (self.report, report),
            (self.estimate, estimate),
        ):
            if button.isEnabled():
                button.setProperty("ownTip", button.toolTip())
            button.setEnabled(allowed)
            button.setToolTip(button.property("ownTip") if allowed else gone)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        chosen = tuple(item.data(0, Qt.ItemDataRole.UserRole))
        if chosen == self._chosen:
            self._table.clearSelection()
            self._table.setCurrentItem(None)
            chosen = ("", "")
        self._chosen = (str(chosen[0]), str(chosen[1]))
        self.transitionChosen.emit(*self._chosen)

    def _swatch(self, before: str, after: str) -> QIcon:
        """Return a picture of two patches: the colours of the classes before and after."""
        size = self._table.iconSize()
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        half = size.width() / 2
        for left, color in ((0.0, before), (half, after)):
            painter.setBrush(QColor(color))
            painter.drawRect(QRectF(left, 1.0, half, size.height() - 2.0))
        painter.end()
        return QIcon(picture)

    def _push(self, name: str, text: str, picture: QIcon) -> QPushButton:
        button = QPushButton(picture, text, self)
        button.setObjectName(f"Groundshift{name}")
        button.setAutoDefault(False)
        return button
