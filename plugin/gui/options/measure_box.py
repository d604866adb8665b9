"""The measurement of the installed libraries on this computer, and its table."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import CHANGE, SEGMENTATION
from ...jobs.measure_runtime import text_rows
from ...runtime import settings
from ...runtime.network_target import installed_state
from ..algorithm_run import AlgorithmRun
from ..progress_bar import ProgressBar
from ..target_names import target_name

translate = QCoreApplication.translate

_LINES_SHOWN = 8


class MeasureBox(QWidget):
    """Runs ``groundshift:measureruntime`` and shows what it found last."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._call: Optional[AlgorithmRun] = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._button = QPushButton(translate("Options", "Mea&sure…"), self)
        self._button.setObjectName("GroundshiftMeasure")
        self._button.setToolTip(
            translate(
                "Options",
                "Run the bundled models with every installed library and precision, and use the fastest whose results agree. "
                "Takes about a minute",
            )
        )
        self._button.clicked.connect(self._start_or_stop)
        row.addWidget(self._button)
        self._bar = ProgressBar(self)
        self._bar.setObjectName("GroundshiftMeasureProgress")
        self._bar.hide()
        row.addWidget(self._bar, 1)
        self._line = QLabel(self)
        self._line.setObjectName("GroundshiftMeasured")
        self._line.setWordWrap(True)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._line, 1)
        layout.addLayout(row)
        self._table = QTreeWidget(self)
        self._table.setObjectName("GroundshiftMeasureTable")
        self._table.setRootIsDecorated(False)
        self._table.setHeaderLabels(
            [
                translate("Options", "Model"),
                translate("Options", "Runs on"),
                translate("Options", "Mpx/s"),
                translate("Options", "Load (s)"),
                translate("Options", "Memory (MB)"),
                translate("Options", "Mask differs (%)"),
            ]
        )
        self._table.setMinimumHeight(_LINES_SHOWN * self.fontMetrics().lineSpacing())
        layout.addWidget(self._table)
        self._show()

    def _start_or_stop(self) -> None:
        if self._call is not None:
            self._button.setEnabled(False)
            self._call.cancel()
            return
        call = AlgorithmRun("groundshift:measureruntime", {})
        call.progressed.connect(self._show_progress)
        call.failed.connect(self._line.setText)
        call.ended.connect(self._ended)
        self._call = call
        self._button.setText(translate("Options", "Cancel"))
        self._line.clear()
        self._bar.setValue(0)
        self._bar.show()
        call.start()

    def _show_progress(self, percent: float) -> None:
        self._bar.setValue(round(percent))

    def _ended(self) -> None:
        self._call = None
        self._bar.hide()
        self._button.setEnabled(True)
        self._button.setText(translate("Options", "Mea&sure…"))
        if not self._line.text():
            self._show()

    def _show(self) -> None:
        """Show the last measurement that was kept."""
        measured = settings.measured()
        self._table.clear()
        self._table.setVisible(measured is not None)
        if measured is None:
            self._line.setText(
                translate(
                    "Options", "Not measured yet: the networks run with ONNX Runtime. Measure to use what is the fastest here."
                )
            )
            return
        plain = translate("Options", "Measured {date}: ONNX Runtime on the processor is the fastest.")
        text = translate("Options", "Measured {date}. Used for {choice}.") if measured.choice else plain
        line = text.format(date=measured.date, choice=_choice_text(measured.choice))
        state = installed_state()
        if measured.runtime and state is not None and measured.runtime != state.requirements:
            line += " " + translate("Options", "The runtime was changed since then: measure again.")
        self._line.setText(line)
        for model, target, *numbers in text_rows(list(measured.rows)):
            self._table.addTopLevelItem(QTreeWidgetItem([model, target_name(target), *numbers]))
        for column in range(self._table.columnCount()):
            self._table.resizeColumnToContents(column)


def _choice_text(choice: str) -> str:
    """Return what a measurement has chosen, in words.

    :param choice: see :func:`...jobs.measure_runtime.preference_of`.
    """
    tasks = {CHANGE: translate("Options", "changes"), SEGMENTATION: translate("Options", "land cover")}
    parts = [part.partition("=") for part in choice.split(",")]
    return "; ".join(f"{tasks.get(task, task)}: {target_name(target)}" for task, _, target in parts)
