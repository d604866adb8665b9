"""Sliders of the threshold and the minimum area, the resulting figures, and the button Apply."""

from __future__ import annotations

import math
from typing import Optional

from qgis.gui import QgsDoubleSpinBox
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ..icons import icon, theme_icon
from ..tasks.numbers import area_text, count_text

_STEPS = 100
_SIZE_STEPS = 100
_LARGEST_SIZE = 10_000.0  # square metres at the end of the slider; the spin box accepts more


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class ThresholdBox(QGroupBox):
    """The sliders apply to the next run, the preview and the last result."""

    moved = pyqtSignal()
    applyPressed = pyqtSignal()
    resetPressed = pyqtSignal()
    reviewPressed = pyqtSignal()
    comparePressed = pyqtSignal()
    reportPressed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(tr("What counts as change"), parent)
        self.setObjectName("GroundshiftThresholds")
        self._filling = False
        self._own_threshold, self._own_min_area = 0.5, 0.0
        self._threshold, self._min_area = 0.5, 0.0
        self._default = (True, True)  # threshold, minimum area: whether they are the model's values
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("GroundshiftThreshold")
        self.slider.setRange(1, _STEPS - 1)
        self.slider.setPageStep(5)
        self.spin = QgsDoubleSpinBox(self)
        self.spin.setObjectName("GroundshiftThresholdValue")
        self.spin.setRange(0.01, 0.99)
        self.spin.setSingleStep(0.01)
        self.spin.setDecimals(2)
        self.spin.setShowClearButton(True)
        self.spin.setToolTip(
            tr("Pixels with at least this probability count as change. A lower value finds more changes, and more false ones.")
        )
        self.slider.setToolTip(self.spin.toolTip())
        self.size_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.size_slider.setObjectName("GroundshiftMinArea")
        self.size_slider.setRange(0, _SIZE_STEPS)
        self.size_slider.setPageStep(5)
        self.size_spin = QgsDoubleSpinBox(self)
        self.size_spin.setObjectName("GroundshiftMinAreaValue")
        self.size_spin.setRange(0.0, 1e9)
        self.size_spin.setDecimals(1)
        self.size_spin.setSuffix(tr(" m²"))
        self.size_spin.setShowClearButton(True)
        self.size_spin.setToolTip(tr("Changes smaller than this are removed. 0: none are removed."))
        self.size_slider.setToolTip(self.size_spin.toolTip())
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (text, slider, spin) in enumerate(
            ((tr("&Threshold"), self.slider, self.spin), (tr("Smallest"), self.size_slider, self.size_spin))
        ):
            label = QLabel(text, self)
            label.setBuddy(slider)
            slider.setAccessibleName(text.replace("&", ""))
            spin.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(spin, row, 2)
        self.simplify = QgsDoubleSpinBox(self)
        self.simplify.setObjectName("GroundshiftSimplify")
        self.simplify.setRange(0.0, 1000.0)
        self.simplify.setDecimals(1)
        self.simplify.setSingleStep(0.5)
        self.simplify.setSuffix(tr(" m"))
        self.simplify.setSpecialValueText(tr("along the pixels"))
        self.simplify.setShowClearButton(True)
        self.simplify.setClearValue(0.0)
        self.simplify.setToolTip(
            tr("Apply leaves out details of the outlines that are smaller than this; neighbours stay joined.")
        )
        self.regularize = QCheckBox(tr("Right angles"), self)
        self.regularize.setObjectName("GroundshiftRegularize")
        self.regularize.setToolTip(tr("Apply gives outlines right angles where they fit, as those of buildings."))
        outlines = QLabel(tr("Outlines"), self)
        outlines.setBuddy(self.simplify)
        self.simplify.setAccessibleName(tr("Outlines"))
        grid.addWidget(outlines, 2, 0)
        grid.addWidget(self.regularize, 2, 1)
        grid.addWidget(self.simplify, 2, 2)
        self.simplify.valueChanged.connect(lambda _value: self.moved.emit())
        self.regularize.toggled.connect(lambda _checked: self.moved.emit())
        self._numbers = QLabel(self)
        self._numbers.setObjectName("GroundshiftNumbers")
        self._numbers.setWordWrap(True)
        self.apply = QPushButton(theme_icon("mActionSaveEdits.svg"), tr("Appl&y"), self)
        self.apply.setObjectName("GroundshiftApply")
        self.apply.clicked.connect(lambda _checked=False: self.applyPressed.emit())
        self.reset = QPushButton(theme_icon("mActionUndo.svg"), tr("Reset"), self)
        self.reset.setObjectName("GroundshiftReset")
        self.reset.clicked.connect(lambda _checked=False: self.resetPressed.emit())
        self.review = QPushButton(icon("review"), tr("Review…"), self)
        self.review.setObjectName("GroundshiftGoReview")
        self.review.clicked.connect(lambda _checked=False: self.reviewPressed.emit())
        self.compare = QPushButton(icon("compare"), tr("Compare…"), self)
        self.compare.setObjectName("GroundshiftGoCompare")
        self.compare.clicked.connect(lambda _checked=False: self.comparePressed.emit())
        self.report = QPushButton(theme_icon("mActionFilePrint.svg"), tr("Report…"), self)
        self.report.setObjectName("GroundshiftGoReport")
        self.report.clicked.connect(lambda _checked=False: self.reportPressed.emit())
        buttons, next_steps = QHBoxLayout(), QHBoxLayout()
        for button in (self.apply, self.reset):
            buttons.addWidget(button)
        for button in (self.review, self.compare, self.report):
            next_steps.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(self._numbers)
        layout.addLayout(buttons)
        layout.addLayout(next_steps)
        self.slider.valueChanged.connect(self._slider_moved)
        self.spin.valueChanged.connect(self._spin_changed)
        self.size_slider.valueChanged.connect(self._size_slider_moved)
        self.size_spin.valueChanged.connect(self._size_changed)

    @property
    def threshold(self) -> float:
        """The threshold, in full precision until the user moves it."""
        return self._threshold

    @property
    def min_area(self) -> float:
        """The minimum area in square metres."""
        return self._min_area

    @property
    def shape(self) -> tuple[float, bool]:
        """What Apply does to the outlines: size in metres below which details go, 0 = none; whether right angles are made."""
        return round(self.simplify.value(), 1), self.regularize.isChecked()

    def set_shape(self, simplify: float, regularize: bool) -> None:
        """Show what was done to the outlines of a result, see :attr:`shape`."""
        self.simplify.setValue(simplify)
        self.regularize.setChecked(regularize)

    @property
    def chosen(self) -> tuple[Optional[float], Optional[float]]:
        """Threshold and minimum area chosen by the user; ``None`` = the model's value."""
        return None if self._default[0] else self.threshold, None if self._default[1] else self.min_area

    def set_model(self, threshold: float, min_area: float) -> None:
        """Take the values of another model where the user has chosen none."""
        self._own_threshold, self._own_min_area = threshold, min_area
        self.spin.setClearValue(min(max(round(threshold, 2), 0.01), 0.99))
        self.size_spin.setClearValue(min_area)
        self._show(threshold if self._default[0] else self._threshold, min_area if self._default[1] else self._min_area)

    def set_values(self, threshold: Optional[float], min_area: Optional[float]) -> None:
        """Show values; ``None`` = the model's value."""
        threshold = self._own_threshold if threshold is None else threshold
        min_area = self._own_min_area if min_area is None else min_area
        self._default = (threshold == self._own_threshold, min_area == self._own_min_area)
        self._show(threshold, min_area)

    def show_figures(self, area: Optional[float], changes: Optional[tuple[int, float]], counting: bool, note: str) -> None:
        """Show the figures for the current values.

                :param area: of all pixels at or above the threshold, in square metres.
        :param changes: number of remaining changes and their area in square metres.
                :param counting: whether the changes are being counted.
                :param note: shown in place of the figures.
        """
        if note:
            text = note
        elif changes is not None:
            polygons = tr("1 polygon") if changes[0] == 1 else tr("{count} polygons").format(count=count_text(changes[0]))
            text = tr("Changed: {area} in {polygons}").format(area=area_text(changes[1]), polygons=polygons)
        elif area is not None:
            text = tr("Changed: about {area}").format(area=area_text(area))
            text += tr(", counting polygons…") if counting else ""
        else:
            text = tr("Measuring the changed area…")
        self._numbers.setText(text)

    def allow(self, apply: str, reset: str, result: str) -> None:
        """Enable or disable the buttons; each text is the reason for disabling, ``""`` = enabled."""
        for button, reason, text in (
            (self.apply, apply, tr("Recreate mask and polygons with these values, without running the model again")),
            (self.reset, reset, tr("Restore the values of the result, or of the model")),
            (self.review, result, tr("Walk through the polygons and accept or reject them")),
            (self.compare, result, tr("Compare the two dates on the map")),
            (self.report, result, tr("Write the changes with pictures of both dates as one HTML file, for people without GIS")),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason or text)

    def _show(self, threshold: float, min_area: float) -> None:
        self._threshold, self._min_area = threshold, min_area
        self._filling = True
        self.spin.setValue(threshold)
        self.slider.setValue(round(threshold * _STEPS))
        self.size_spin.setValue(min_area)
        self.size_slider.setValue(_size_position(min_area))
        self._filling = False
        self.moved.emit()

    def _slider_moved(self, value: int) -> None:
        if not self._filling:
            self._choose_threshold(value / _STEPS)
            self._quietly(lambda: self.spin.setValue(value / _STEPS))

    def _spin_changed(self, value: float) -> None:
        if not self._filling:
            self._choose_threshold(value)
            self._quietly(lambda: self.slider.setValue(round(value * _STEPS)))

    def _choose_threshold(self, value: float) -> None:
        own = round(value, 2) == round(self._own_threshold, 2)  # at the displayed precision
        self._threshold = self._own_threshold if own else round(value, 2)
        self._default = (own, self._default[1])

    def _size_slider_moved(self, value: int) -> None:
        if not self._filling:
            self._choose_size(_size_at(value))
            self._quietly(lambda: self.size_spin.setValue(_size_at(value)))

    def _size_changed(self, value: float) -> None:
        if not self._filling:
            self._choose_size(value)
            self._quietly(lambda: self.size_slider.setValue(_size_position(value)))

    def _choose_size(self, value: float) -> None:
        own = round(value, 1) == round(self._own_min_area, 1)
        self._min_area = self._own_min_area if own else round(value, 1)
        self._default = (self._default[0], own)

    def _quietly(self, change: object) -> None:
        self._filling = True
        change()  # type: ignore[operator]
        self._filling = False
        self.moved.emit()


def _size_at(position: int) -> float:
    """Return the area in square metres at a slider position; logarithmic, so that steps are fine for small areas."""
    if position <= 0:
        return 0.0
    size = math.exp(position / _SIZE_STEPS * math.log(_LARGEST_SIZE + 1)) - 1
    return round(size, 1 if size < 10 else 0)


def _size_position(size: float) -> int:
    return min(_SIZE_STEPS, round(math.log(max(size, 0.0) + 1) / math.log(_LARGEST_SIZE + 1) * _SIZE_STEPS))
