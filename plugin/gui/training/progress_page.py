"""The progress of a training: curves, epochs and predictions."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSlider, QSplitter, QVBoxLayout, QWidget

from ...algorithms.run.failure_text import failure_text, stage_text
from ...jobs.train_model import VALIDATION
from ..progress_bar import ProgressBar
from ..wrapped_text import WrappedText
from .curves import COLORS, Curve, CurvePlot, smoothed
from .pictures import ChipPictures, titled
from .record import (
    CANCELLED,
    FAILED,
    FINISHED,
    PAUSED,
    PREPARING,
    STOPPING,
    TrainingRecord,
)
from .tables import EpochTable, column_title, duration, is_radar

translate = QCoreApplication.translate

_MEASURES = ("f1", "iou", "precision", "recall")
_STAGES_AFTER_EPOCHS = ("calibrating", "comparing", "evaluating", "writing")
_RADAR_MEASURES = ("mse", "mean_mse")


class ProgressPage(QWidget):
    """Shows the record of a running or finished training."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._record: Optional[TrainingRecord] = None
        self._follow = True
        layout = QVBoxLayout(self)
        self._state = WrappedText("", self)
        self._state.setObjectName("GroundshiftTrainingState")
        layout.addWidget(self._state)
        self._bar = ProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(translate("ProgressPage", "Progress of the training"))
        layout.addWidget(self._bar)
        epoch = translate("TrainingTables", "Epoch")
        self._loss = CurvePlot(translate("TrainingTables", "Loss"), epoch, parent=self)
        self._measures = CurvePlot(translate("ProgressPage", "Validation"), epoch, (0.0, 1.0), parent=self)
        self._table = EpochTable(self)
        self._table.setObjectName("GroundshiftTrainingEpochTable")
        self._pictures = ChipPictures(
            translate("ProgressPage", "Predictions on the validation area appear here after the first epoch."), 2, self
        )
        plots = QSplitter(Qt.Orientation.Horizontal, self)
        plots.addWidget(self._loss)
        plots.addWidget(self._measures)
        upper = QSplitter(Qt.Orientation.Vertical, self)
        upper.addWidget(plots)
        upper.addWidget(self._table)
        unit = self.fontMetrics().height()
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        upper.setSizes([12 * unit, 8 * unit])
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._epoch_bar(below))
        column.addWidget(self._pictures, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(upper)
        splitter.addWidget(titled(translate("ProgressPage", "Predictions on validation chips"), below, splitter))
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([20 * unit, 17 * unit])
        for part in (plots, upper, splitter):
            part.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)

    @property
    def table(self) -> EpochTable:
        """The table of the epochs."""
        return self._table

    @property
    def pictures(self) -> ChipPictures:
        """The predictions."""
        return self._pictures

    @property
    def plots(self) -> tuple[CurvePlot, CurvePlot]:
        """Plots of the loss and the measures."""
        return self._loss, self._measures

    def show_record(self, record: Optional[TrainingRecord], what: str = "") -> None:
        """Show a record.

        :param what: the part that has changed; ``""`` = everything.
        """
        if record is not self._record:
            self._follow, what = True, ""
        self._record = record
        if record is None:
            self._state.setText(translate("ProgressPage", "No training has been started yet."))
            self._bar.setValue(0)
            return
        if what in ("", "state", "progress", "epoch"):
            self._show_state(record)
        if what in ("", "epoch", "curve", "setup"):
            self._show_curves(record)
        if what in ("", "epoch"):
            self._table.show_epochs(record.epochs, record.best_epoch)
        if what in ("", "picture", "epoch"):
            self._show_steps(record)

    def _epoch_bar(self, parent: QWidget) -> QHBoxLayout:
        bar = QHBoxLayout()
        label = QLabel(translate("ProgressPage", "After &epoch"), parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, parent)
        self._slider.setPageStep(1)
        self._slider.setToolTip(translate("ProgressPage", "Show the predictions of an earlier epoch"))
        self._slider.setAccessibleName(translate("ProgressPage", "Epoch of the predictions"))
        label.setBuddy(self._slider)
        self._shown_epoch = QLabel("-", parent)
        self._shown_epoch.setMinimumWidth(3 * self.fontMetrics().height())
        self._slider.valueChanged.connect(self._slid)
        self._slider.setEnabled(False)
        for widget in (label, self._slider, self._shown_epoch):
            bar.addWidget(widget)
        return bar

    def _show_state(self, record: TrainingRecord) -> None:
        self._state.setText(state_text(record))
        fraction = record.progress.fraction if record.progress is not None else 0.0
        self._bar.setValue(1000 if record.state == FINISHED else round(1000 * fraction))

    def _show_curves(self, record: TrainingRecord) -> None:
        rows = sorted(record.epochs.items())
        per_epoch = float(record.setup.get("steps_per_epoch") or 0)
        raw = [(step / per_epoch, value) for step, value in record.steps.get("train_loss", [])] if per_epoch else []
        # for epochs before a resume only means are known
        means = _points(rows, "train_loss")
        training = [point for point in means if not raw or point[0] <= raw[0][0]] + smoothed(raw)
        curves = [
            Curve("", COLORS[0], dots=False, faint=True, points=raw),
            Curve(translate("ProgressPage", "training"), COLORS[0], dots=not raw, points=training),
            Curve(translate("ProgressPage", "validation"), COLORS[1], points=_points(rows, "validation_loss")),
        ]
        best = record.best_epoch
        mark = None if best is None else (float(best), translate("ProgressPage", "best"))
        # leave room for coming epochs, without compressing the existing ones
        last = min(float(record.setup.get("epochs") or 1), max(5.0, 2.0 * len(rows))) if record.active else None
        self._loss.set_curves(curves, mark, last)
        names, span = (_RADAR_MEASURES, None) if is_radar(record.epochs) else (_MEASURES, (0.0, 1.0))
        measures = [Curve(column_title(name), COLORS[index], points=_points(rows, name)) for index, name in enumerate(names)]
        self._measures.set_span(span)
        self._measures.set_curves(measures, mark, last)

    def _show_steps(self, record: TrainingRecord) -> None:
        steps = sorted(record.pictures.get(VALIDATION, {}))
        self._slider.setEnabled(len(steps) > 1)
        if not steps:
            self._pictures.show_pictures([])
            self._shown_epoch.setText("-")
            return
        self._slider.blockSignals(True)
        self._slider.setRange(steps[0], steps[-1])
        if self._follow:
            self._slider.setValue(steps[-1])
        self._slider.blockSignals(False)
        self._show_pictures()

    def _slid(self, value: int) -> None:
        self._follow = value == self._slider.maximum()
        self._show_pictures()

    def _show_pictures(self) -> None:
        record = self._record
        if record is None:
            return
        steps = [step for step in record.pictures.get(VALIDATION, {}) if step <= self._slider.value()]
        if steps:
            self._shown_epoch.setText(str(max(steps)))
            shown = captioned(record, VALIDATION, max(steps))
            self._pictures.show_pictures(shown, radar=is_radar(record.epochs))


def captioned(record: TrainingRecord, name: str, step: Optional[int] = None) -> list[tuple[str, str]]:
    """Return path and caption of the pictures with a name."""
    found = []
    for chip, path, values in record.pictures_of(name, step):
        score, error = values.get("f1"), values.get("mse")
        number = str(values.get("date") or translate("ProgressPage", "Chip {number}").format(number=chip + 1))
        if isinstance(score, (int, float)):
            number += f"   F1 {score:.2f}"
        elif isinstance(error, (int, float)):
            number += "   " + translate("ProgressPage", "MSE {value} dB²").format(value=f"{error:.2f}")
        found.append((path, number))
    return found


def state_text(record: TrainingRecord) -> str:
    """Return the state of a training in a sentence."""
    total = _planned_epochs(record)
    done = max(record.epochs, default=0)
    if record.state == FAILED and record.failure is not None:
        return failure_text(record.failure)
    if record.state == CANCELLED:
        return translate("ProgressPage", "Cancelled after epoch {epoch}. It can be resumed from there.").format(epoch=done)
    if record.state == FINISHED:
        best = record.best_epoch
        if best is None:
            return translate("ProgressPage", "Done.")
        return translate("ProgressPage", "Done. Epoch {best} of {count} was the best and was kept.").format(
            count=done, best=best
        )
    if record.state == PAUSED:
        return translate("ProgressPage", "Paused after epoch {epoch}.").format(epoch=done)
    if record.state == STOPPING:
        return translate("ProgressPage", "Stopping: writing the best epoch so far…")
    if record.state == PREPARING or not total:
        stage = stage_text(record.progress) if record.progress is not None else ""
        return stage or translate("ProgressPage", "Reading the data…")
    if record.progress is not None and record.progress.stage in _STAGES_AFTER_EPOCHS:
        return stage_text(record.progress)
    text = translate("ProgressPage", "Epoch {epoch} of {total}").format(epoch=min(done + 1, int(total)), total=total)
    row = record.epochs.get(done, {})
    best = record.best_epoch
    if best is not None and record.epochs[best].get("f1") is not None:
        text += "; " + translate("ProgressPage", "best so far: epoch {best}, F1 {f1}").format(
            best=best, f1=f"{record.epochs[best]['f1']:.3f}"
        )
    elif best is not None and record.epochs[best].get("mse") is not None:
        text += "; " + translate("ProgressPage", "best so far: epoch {best}, MSE {mse} dB²").format(
            best=best, mse=f"{record.epochs[best]['mse']:.3f}"
        )
    now = record.progress
    left = now.seconds_left if now is not None and now.stage == "training" else row.get("seconds_left")
    if left:
        text += "; " + translate("ProgressPage", "about {time} left").format(time=duration(float(left)))
    return text


def _planned_epochs(record: TrainingRecord) -> Optional[int]:
    """Return how many epochs are planned; a time limit may make them fewer than were asked for."""
    plans = [line.values for line in record.log if line.code == "training_shortened"]
    total = (plans[-1] if plans else record.setup).get("epochs")
    return None if total is None else int(total)


def _points(rows: list[tuple[int, dict]], name: str) -> list[tuple[float, float]]:
    return [(float(number), float(row[name])) for number, row in rows if isinstance(row.get(name), (int, float))]
