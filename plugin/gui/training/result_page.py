"""The result of a training: figures, best and worst chips, and actions for the new model."""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ...algorithms.run.failure_text import log_text
from ...jobs.events import Log
from ...jobs.train_model import BEST, WORST
from ..icons import theme_icon
from ..wrapped_text import WrappedText
from .pictures import ChipPictures, titled
from .progress_page import captioned
from .record import FINISHED, TrainingRecord
from .tables import ClassTable, ComparisonTable

translate = QCoreApplication.translate

_GAIN, _ALIKE, _UNKNOWN = "training_gain", "training_alike", "training_gain_unknown"


class ResultPage(QWidget):
    """Shows the record of a finished training."""

    useRequested = pyqtSignal()
    twinRequested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        self._summary = WrappedText("", self)
        self._summary.setObjectName("GroundshiftTrainingSummary")
        font = self._summary.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._summary.setFont(font)
        layout.addWidget(self._summary)
        bar = QHBoxLayout()
        self._use = QPushButton(theme_icon("mActionStart.svg"), translate("ResultPage", "&Use now"), self)
        self._use.setObjectName("GroundshiftTrainingUse")
        self._use.setToolTip(translate("ResultPage", "Choose the new model in the tab 'Detect'"))
        self._use.clicked.connect(self.useRequested)
        self._report = QPushButton(theme_icon("mActionOpenTable.svg"), translate("ResultPage", "Open the &report"), self)
        self._report.setObjectName("GroundshiftTrainingReport")
        self._report.clicked.connect(lambda: self._open("report"))
        self._folder = QPushButton(theme_icon("mActionFileOpen.svg"), translate("ResultPage", "Open its &folder"), self)
        self._folder.clicked.connect(lambda: self._open("folder"))
        self._twin = QPushButton(translate("ResultPage", "Make an 8-bit &twin…"), self)
        self._twin.setObjectName("GroundshiftTrainingTwin")
        self._twin.setToolTip(
            translate(
                "ResultPage", "A smaller version of the model, compared with the original: size, speed, precision, recall, F1"
            )
        )
        self._twin.clicked.connect(self.twinRequested)
        self._tips = {button: str(button.toolTip()) for button in (self._use, self._report, self._folder, self._twin)}
        for button in self._tips:
            bar.addWidget(button)
        bar.addStretch()
        layout.addLayout(bar)
        self._comparison = ComparisonTable(self)
        self._comparison.setObjectName("GroundshiftTrainingComparison")
        self._classes = ClassTable(self)
        self._classes.setObjectName("GroundshiftTrainingClasses")
        self._tables = QSplitter(Qt.Orientation.Horizontal, self)
        compared = translate("ResultPage", "Against the base model")
        self._tables.addWidget(titled(compared, self._comparison, self._tables))
        self._tables.addWidget(titled(translate("ResultPage", "Per class"), self._classes, self._tables))
        unit = self.fontMetrics().height()
        self._tables.setStretchFactor(0, 2)
        self._tables.setStretchFactor(1, 3)
        self._tables.setSizes([25 * unit, 41 * unit])
        self._tables.setHandleWidth(unit)
        nothing = translate("ResultPage", "There are no pictures.")
        self._worst, self._best = ChipPictures(nothing, 2, self), ChipPictures(nothing, 2, self)
        chips = QTabWidget(self)
        chips.addTab(self._worst, translate("ResultPage", "Worst chips"))
        chips.addTab(self._best, translate("ResultPage", "Best chips"))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._tables)
        splitter.addWidget(chips)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([13 * unit, 26 * unit])
        for part in (self._tables, splitter):
            part.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)
        self._record: Optional[TrainingRecord] = None
        self.show_record(None)

    @property
    def comparison(self) -> ComparisonTable:
        """The comparison of both models."""
        return self._comparison

    @property
    def classes(self) -> ClassTable:
        """The table of the classes."""
        return self._classes

    @property
    def chips(self) -> tuple[ChipPictures, ChipPictures]:
        """The worst and the best chips."""
        return self._worst, self._best

    def show_record(self, record: Optional[TrainingRecord]) -> None:
        """Show a record; empty until its training has finished."""
        self._record = record
        done = record is not None and record.state == FINISHED
        nothing = translate("ResultPage", "The figures of the new model appear here when the training has finished.")
        for button, tip in self._tips.items():
            button.setEnabled(done)
            button.setToolTip(tip if done else nothing)
        if record is None or not done:
            self._summary.setText(nothing)
            self._comparison.show_comparison([])
            self._classes.show_classes([])
            self._worst.show_pictures([])
            self._best.show_pictures([])
            return
        radar = "RECOMMENDED" in record.result
        self._twin.setEnabled(not radar)
        self._tables.setVisible(not radar)
        written = os.path.isfile(str(record.result.get("REPORT") or ""))
        self._report.setEnabled(written)
        self._report.setToolTip("" if written else translate("ResultPage", "The training wrote no report"))
        self._summary.setText(summary(record))
        self._comparison.show_comparison(record.comparison)
        self._classes.show_classes(record.classes)
        self._worst.show_pictures(captioned(record, WORST), radar=radar)
        self._best.show_pictures(captioned(record, BEST), radar=radar)

    def _open(self, what: str) -> None:
        if self._record is None:
            return
        model = str(self._record.result.get("MODEL") or "")
        path = str(self._record.result.get("REPORT") or "") if what == "report" else os.path.dirname(model)
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def radar_summary(result: Mapping[str, Any]) -> str:
    """Return which method to use on the images of a radar training, and the figures that it follows from."""
    network = result.get("RECOMMENDED") == "network"
    advice = (
        translate("ResultPage", "Use the network on these images.")
        if network
        else translate("ResultPage", "Use the automatic method on these images: the network is not clearly better.")
    )
    figures = translate(
        "ResultPage",
        "On the held-out days, AUC on simulated change: network {auc}, automatic method {automatic}, plain difference {plain}; "
        "mean squared error: network {mse} dB², mean of earlier images {mean} dB².",
    ).format(
        auc=_figure(result.get("AUC")),
        automatic=_figure(result.get("AUTOMATIC_AUC")),
        plain=_figure(result.get("PLAIN_AUC")),
        mse=_figure(result.get("MSE")),
        mean=_figure(result.get("MEAN_MSE")),
    )
    return f"{advice} {figures}"


def _compared(record: TrainingRecord) -> Optional[Log]:
    """Return the line that compares the new model with its base over blocks of the validation ground; ``None`` = none."""
    return next((line for line in reversed(record.log) if line.code in (_GAIN, _ALIKE, _UNKNOWN)), None)


def _figure(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, (int, float)) else "-"


def summary(record: TrainingRecord) -> str:
    """Return the result of a training in one or two sentences."""
    path = str(record.result.get("MODEL") or "")
    text = translate("ResultPage", "The model is at {path}.").format(path=path)
    if "RECOMMENDED" in record.result:
        return f"{radar_summary(record.result)} {text}"
    for row in record.comparison:
        if str(row.get("measure")) != "f1" or not isinstance(row.get("new"), (int, float)):
            continue
        new, base = float(row["new"]), row.get("base")
        compared = _compared(record)
        if compared is not None and compared.code == _ALIKE:
            return f"{log_text(compared)} {text}"
        if not isinstance(base, (int, float)):
            result = translate("ResultPage", "F1 on the validation area: {new}.").format(new=f"{new:.3f}")
        elif new > base:
            result = translate("ResultPage", "F1 on the validation area increased from {base} to {new}.").format(
                base=f"{base:.3f}", new=f"{new:.3f}"
            )
            if compared is not None:
                result = f"{result} {log_text(compared)}"
        else:
            result = translate(
                "ResultPage",
                "F1 on the validation area did not increase ({base}, now {new}): more labels, or labels of other "
                "areas, may help.",
            ).format(base=f"{base:.3f}", new=f"{new:.3f}")
        return f"{result} {text}"
    return text
