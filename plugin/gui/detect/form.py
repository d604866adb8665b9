"""The form of the task Buildings: a pair, a model for change, and the sliders."""

from __future__ import annotations

from typing import Any, Optional

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QWidget

from ...algorithms.run.detect_change import MIN_AREA, THRESHOLD
from ..dock.session import Session
from .task_form import PairForm, number_of
from .threshold_box import ThresholdBox

_DEFAULT_MODEL = "buildings-siamese"


class DetectionForm(PairForm):
    """The settings of a detection. The signal :attr:`changed` is not emitted when a slider is moved."""

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(canvas, session, parent, default_model=_DEFAULT_MODEL)
        self.thresholds = ThresholdBox()
        self.lay_out(self.thresholds)

    def parameters(self, lasting: bool = False, with_thresholds: bool = True) -> dict[str, Any]:
        found = super().parameters(lasting)
        if with_thresholds:
            threshold, min_area = self.thresholds.chosen
            found.update({name: value for name, value in ((THRESHOLD, threshold), (MIN_AREA, min_area)) if value is not None})
        return found

    def show_parameters(self, values: dict[str, Any]) -> None:
        super().show_parameters(values)
        self.thresholds.set_values(number_of(values.get(THRESHOLD)), number_of(values.get(MIN_AREA)))

    def model_opened(self) -> None:
        if self.spec is not None:
            self.thresholds.set_model(self.spec.threshold, self.spec.min_area_m2)
