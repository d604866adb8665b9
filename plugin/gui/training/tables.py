"""Tables of a training: epochs, classes, and the comparison with the base model."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QApplication,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

translate = QCoreApplication.translate

_EPOCH_COLUMNS = (
    "epoch",
    "train_loss",
    "validation_loss",
    "precision",
    "recall",
    "f1",
    "iou",
    "accuracy",
    "mse",
    "mean_mse",
    "seconds",
    "seconds_left",
)
_ACCURACY = _EPOCH_COLUMNS.index("accuracy")
_CLASS_COLUMNS = ("precision", "recall", "f1", "iou")
_RADAR_COLUMNS = ("mse", "mean_mse")
_SECONDS = ("seconds", "seconds_left")


def column_title(name: str) -> str:
    """Return the title of a column or measure."""
    titles = {
        "epoch": translate("TrainingTables", "Epoch"),
        "train_loss": translate("TrainingTables", "Training loss"),
        "validation_loss": translate("TrainingTables", "Validation loss"),
        "precision": translate("TrainingTables", "Precision"),
        "recall": translate("TrainingTables", "Recall"),
        "f1": "F1",
        "iou": "IoU",
        "seconds": translate("TrainingTables", "Time"),
        "seconds_left": translate("TrainingTables", "Time left"),
        "class": translate("TrainingTables", "Class"),
        "pixels": translate("TrainingTables", "Pixels"),
        "model": translate("TrainingTables", "Model"),
        "measure": translate("TrainingTables", "Measure"),
        "base": translate("TrainingTables", "Base model"),
        "new": translate("TrainingTables", "New model"),
        "difference": translate("TrainingTables", "Difference"),
        "kappa": translate("TrainingTables", "Kappa"),
        "accuracy": translate("TrainingTables", "Accuracy"),
        "mcc": "MCC",
        "loss": translate("TrainingTables", "Loss"),
        "mse": translate("TrainingTables", "MSE (dB²)"),
        "mean_mse": translate("TrainingTables", "MSE of the mean"),
    }
    return titles.get(name, name)


def duration(seconds: Optional[float]) -> str:
    """Return a duration as text."""
    if seconds is None:
        return ""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{max(whole, 0)} s"


class FigureTable(QTableWidget):
    """A read-only table of figures that can be copied."""

    def __init__(self, columns: Sequence[str], parent: Optional[QWidget] = None) -> None:
        super().__init__(0, len(columns), parent)
        self._names = tuple(columns)
        self.setHorizontalHeaderLabels([column_title(name) for name in columns])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(1.7 * self.fontMetrics().height()))
        # No title is cut; what has no room is scrolled to.
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(3 * self.fontMetrics().height())
        copy = QAction(translate("TrainingTables", "Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self) -> None:
        """Copy the selected rows, or all, as tab-separated text."""
        rows = sorted({index.row() for index in self.selectedIndexes()}) or list(range(self.rowCount()))
        columns = [column for column in range(self.columnCount()) if not self.isColumnHidden(column)]
        lines = ["\t".join(column_title(self._names[column]) for column in columns)]
        for row in rows:
            lines.append("\t".join(self.item(row, column).text() for column in columns))
        QApplication.clipboard().setText("\n".join(lines))

    def set_row(self, row: int, values: Mapping[str, Any], bold: bool = False) -> None:
        """Fill a row, added if necessary."""
        if row >= self.rowCount():
            self.setRowCount(row + 1)
        for column, name in enumerate(self._names):
            item = self.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                self.setItem(row, column, item)
            text, right = _cell(name, values.get(name))
            item.setText(text)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            font = item.font()
            font.setBold(bold)
            item.setFont(font)


def is_radar(epochs: Mapping[int, Mapping[str, Any]]) -> bool:
    """Whether the epochs are those of a radar training, which is measured by the error of its predictions."""
    return any("mse" in row for row in epochs.values())


class EpochTable(FigureTable):
    """One row per epoch; the best is bold. The accuracy is shown where it is measured, which is of land cover."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(_EPOCH_COLUMNS, parent)
        self.setColumnHidden(_ACCURACY, True)
        for name in _RADAR_COLUMNS:
            self.setColumnHidden(_EPOCH_COLUMNS.index(name), True)
        self.setMinimumHeight(6 * self.fontMetrics().height())

    def show_epochs(self, epochs: Mapping[int, Mapping[str, Any]], best: Optional[int]) -> None:
        """Show the epochs by number; keeps the last row in view if it was."""
        at_end = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 1
        self.setRowCount(len(epochs))
        self.setColumnHidden(_ACCURACY, not any("accuracy" in row for row in epochs.values()))
        radar = is_radar(epochs)
        for names, hidden in ((_CLASS_COLUMNS, radar), (_RADAR_COLUMNS, not radar)):
            for name in names:
                self.setColumnHidden(_EPOCH_COLUMNS.index(name), hidden)
        for row, number in enumerate(sorted(epochs)):
            shown = {**epochs[number], "epoch": number or translate("TrainingTables", "before")}
            self.set_row(row, shown, bold=number == best)
        if at_end:
            self.scrollToBottom()


class ClassTable(FigureTable):
    """Precision, recall, F1 and IoU per class, of the new model and the base model."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(("class", "model", "precision", "recall", "f1", "iou", "pixels"), parent)

    def show_classes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show the rows grouped by class, the new model first."""
        names = list(dict.fromkeys(str(row.get("class")) for row in rows))
        ordered = sorted(rows, key=lambda row: (names.index(str(row.get("class"))), row.get("model") != "new"))
        self.setRowCount(len(ordered))
        for number, row in enumerate(ordered):
            shown = {**row, "model": column_title(str(row.get("model", "")))}
            self.set_row(number, shown, bold=row.get("model") == "new")


class ComparisonTable(FigureTable):
    """Measures of the base model and the new model on the same validation area."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(("measure", "base", "new", "difference"), parent)

    def show_comparison(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show one row per measure."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            base, new = row.get("base"), row.get("new")
            difference = "-"
            if isinstance(base, (int, float)) and isinstance(new, (int, float)):
                difference = f"{new - base:+.3f}"
            shown = {**row, "measure": column_title(str(row.get("measure", ""))), "difference": difference}
            self.set_row(number, shown)


def _cell(name: str, value: Any) -> tuple[str, bool]:
    """Return the text of a cell, and whether it is a number."""
    if value is None:
        return "-", True
    if name in _SECONDS:
        return duration(float(value)), True
    if isinstance(value, bool):
        return str(value), False
    if isinstance(value, int):
        return str(QLocale().toString(value)), True
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) >= 0.0005 or value == 0 else f"{value:.1e}", True
    return str(value), name in ("difference",)
