"""A sample of the training data and the results of its checks, before the training."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.failure_text import failure_text, log_text
from ...jobs.train_model import SAMPLE
from ..icons import theme_icon
from .pictures import ChipPictures, titled
from .record import ACTIVE, FAILED, TrainingRecord

translate = QCoreApplication.translate

_ICONS = {"warning": "mIconWarning.svg", "error": "mIconCritical.svg", "info": "mIconInfo.svg", "good": "mIconSuccess.svg"}


class SamplePage(QWidget):
    """Shows the record of a check, or of a training that has started."""

    checkRequested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        bar = QHBoxLayout()
        self._button = QPushButton(translate("SamplePage", "Check the &data and show a sample"), self)
        self._button.setObjectName("GroundshiftTrainingCheck")
        self._button.clicked.connect(self.checkRequested)
        bar.addWidget(self._button)
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        bar.addWidget(self._state, 1)
        layout.addLayout(bar)
        self._checks = QListWidget(self)
        self._checks.setObjectName("GroundshiftTrainingChecks")
        self._checks.setWordWrap(True)
        self._checks.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._checks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._checks.setAccessibleName(translate("SamplePage", "Results of the checks"))
        empty = translate("SamplePage", "Crops as the network sees them, with all variations, appear here.")
        self._pictures = ChipPictures(empty, 2, self)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(titled(translate("SamplePage", "Checks"), self._checks, splitter))
        splitter.addWidget(titled(translate("SamplePage", "Sample"), self._pictures, splitter))
        unit = self.fontMetrics().height()
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([9 * unit, 30 * unit])
        splitter.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)

    @property
    def checks(self) -> tuple[str, ...]:
        """Texts of the checks."""
        return tuple(self._checks.item(row).text() for row in range(self._checks.count()))

    @property
    def pictures(self) -> ChipPictures:
        """The pictures of the sample."""
        return self._pictures

    def show_record(self, record: Optional[TrainingRecord]) -> None:
        """Show what a check or training has reported about the data."""
        active = record is not None and record.state in ACTIVE
        self._button.setEnabled(not active)
        if record is None:
            return
        if active and not record.setup:
            self._state.setText(translate("SamplePage", "Reading the data…"))
        elif record.state == FAILED and not record.setup:
            self._state.setText(translate("SamplePage", "The data cannot be used:"))
        else:
            self._state.setText("")
        lines: list[tuple[str, str]] = []
        if record.failure is not None:
            lines.append(("error", failure_text(record.failure)))
        if record.setup:
            lines.append(("good", setup_text(record.setup)))
        messages = [(event.level if event.level == "warning" else "info", log_text(event)) for event in record.log]
        lines += [item for item in messages if item[0] == "warning"] + [item for item in messages if item[0] != "warning"]
        if len(lines) != self._checks.count() or any(
            text != self._checks.item(row).text() for row, (_, text) in enumerate(lines)
        ):
            self._checks.clear()
            for level, text in lines:
                QListWidgetItem(theme_icon(_ICONS[level]), text, self._checks)
        shown = [(path, "") for _, path, _ in record.pictures_of(SAMPLE)]
        if shown or not active:
            self._pictures.show_pictures(shown, usual=3, radar="training_days" in record.setup)


def setup_text(setup: dict[str, Any]) -> str:
    """Return the amount of training data in a sentence."""
    locale = QLocale()

    def whole(key: str) -> str:
        return str(locale.toString(int(setup.get(key) or 0)))

    if "training_days" in setup:
        return translate(
            "SamplePage",
            "Images: {images}, {bands}; days that are predicted: {training} for training, {validation} for validation, "
            "{held_out} held out.",
        ).format(
            images=whole("images"),
            bands=", ".join(setup.get("bands") or ()),
            training=whole("training_days"),
            validation=whole("validation_days"),
            held_out=whole("held_out_days"),
        )

    def hectares(key: str) -> str:
        return str(locale.toString(float(setup.get(key) or 0) / 10_000, "f", 2))

    parts = [
        translate(
            "SamplePage", "{training} tiles for training ({training_ha} ha), {validation} for validation ({validation_ha} ha)"
        ).format(
            training=whole("training_tiles"),
            training_ha=hectares("training_m2"),
            validation=whole("validation_tiles"),
            validation_ha=hectares("validation_m2"),
        )
    ]
    if setup.get("polygons"):
        parts.append(translate("SamplePage", "{count} polygons").format(count=whole("polygons")))
    share = setup.get("changed_share")
    if share is not None:
        parts.append(translate("SamplePage", "{share} % of the labelled area changed").format(share=f"{100 * share:.1f}"))
    if setup.get("unlabelled_tiles"):
        unlabelled = translate("SamplePage", "{count} tiles without labels")
        parts.append(unlabelled.format(count=whole("unlabelled_tiles")))
    if setup.get("replay_tiles"):
        parts.append(translate("SamplePage", "{count} tiles of replay").format(count=whole("replay_tiles")))
    return "; ".join(parts) + "."
