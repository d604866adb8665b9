"""The learning-rate search: shows the curve while it grows and offers the suggested rate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...algorithms.run.failure_text import failure_text
from ...jobs.events import Event, Row
from ...jobs.find_learning_rate import RATE, FindLearningRateJob
from ..background import RunFeedback
from ..help import help_button
from ..progress_bar import ProgressBar
from ..window_size import resize_within_screen
from .curves import COLORS, Curve, CurvePlot
from .prepare import PreparedTraining
from .record import CANCELLED, FAILED, FINISHED, TrainingRecord, recorded_run
from .run_folder import RunFolder

translate = QCoreApplication.translate


class RateDialog(QDialog):
    """Searches a learning rate for a training that has not been started.

    :param folder: for temporary files; the caller removes it when the dialog has finished.
    """

    chosen = pyqtSignal(float)

    def __init__(self, prepared: PreparedTraining, folder: RunFolder, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._prepared, self._folder = prepared, folder
        self._rows: list[dict[str, Any]] = []
        self._suggestion: Optional[float] = None
        self.setObjectName("GroundshiftRateDialog")
        self.setWindowTitle(translate("RateDialog", "Find a learning rate"))
        self.setModal(False)
        layout = QVBoxLayout(self)
        self._text = QLabel(translate("RateDialog", "Reading the data…"), self)
        self._text.setWordWrap(True)
        layout.addWidget(self._text)
        rate, title = translate("RateDialog", "Learning rate"), translate("RateDialog", "Loss while the rate rises")
        self._plot = CurvePlot(title, rate, logarithmic=True, parent=self)
        layout.addWidget(self._plot, 1)
        self._bar = ProgressBar(self)
        self._bar.setRange(0, 1000)
        layout.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.addWidget(help_button("training-dialog", "learning-rate", self))
        buttons.addStretch()
        self._use = QPushButton(translate("RateDialog", "&Use this rate"), self)
        self._use.setObjectName("GroundshiftRateUse")
        self._use.setEnabled(False)
        self._use.clicked.connect(self._take)
        close = QPushButton(translate("RateDialog", "Close"), self)
        close.clicked.connect(self.reject)
        buttons.addWidget(self._use)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        unit = self.fontMetrics().height()
        resize_within_screen(self, 42 * unit, 26 * unit)
        self._record = TrainingRecord()
        self._run = recorded_run(translate("RateDialog", "Find a learning rate"), self._job, self._record)
        self._run.feedback.eventReceived.connect(self._take_event)
        self._record.changed.connect(self._changed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @property
    def suggestion(self) -> Optional[float]:
        """The suggested rate; ``None`` = not known yet."""
        return self._suggestion

    def start(self) -> None:
        """Show the dialog and start the search."""
        self.show()
        self._run.start()

    def done(self, code: int) -> None:
        """Cancel the search when the dialog is closed."""
        if self._record.active:
            self._record.changed.disconnect(self._changed)
            self._run.feedback.eventReceived.disconnect(self._take_event)
            self._run.cancel()
        super().done(code)

    def _job(self, feedback: RunFeedback) -> FindLearningRateJob:
        training = self._prepared.job(self._folder, feedback)
        scratch = training.scratch
        return FindLearningRateJob(
            training=replace(training, report=None, pictures=None, control=None), scratch=scratch, provenance={}
        )

    def _take_event(self, event: Event) -> None:
        if isinstance(event, Row) and event.table == RATE:
            self._rows.append(event.values)
            self._show()

    def _changed(self, what: str) -> None:
        record = self._record
        if what == "progress" and record.progress is not None:
            self._bar.setValue(round(1000 * record.progress.fraction))
            if self._rows:
                self._text.setText(translate("RateDialog", "Testing rates from very low to very high…"))
        if what != "state":
            return
        if record.state == FAILED and record.failure is not None:
            self._text.setText(failure_text(record.failure))
        elif record.state == FINISHED:
            self._bar.setValue(1000)
            self._suggestion = float(record.result["SUGGESTION"])
            text = translate("RateDialog", "A learning rate of {rate} suits these data.")
            self._text.setText(text.format(rate=f"{self._suggestion:.2g}"))
            self._use.setEnabled(True)
            self._use.setDefault(True)
            self._show()
        elif record.state == CANCELLED:
            self._text.setText(translate("RateDialog", "Cancelled."))

    def _show(self) -> None:
        raw = [(float(row["rate"]), float(row["loss"])) for row in self._rows]
        smooth = [(float(row["rate"]), float(row["smoothed"])) for row in self._rows]
        curves = [
            Curve("", COLORS[0], dots=False, faint=True, points=raw),
            Curve(translate("RateDialog", "smoothed"), COLORS[0], dots=False, points=smooth),
        ]
        mark = None if self._suggestion is None else (self._suggestion, f"{self._suggestion:.2g}")
        self._plot.set_curves(curves, mark)

    def _take(self) -> None:
        if self._suggestion is not None:
            self.chosen.emit(self._suggestion)
        self.accept()
