"""The form of the Detect tab; its parts together provide the parameters for Processing."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ...algorithms.inputs.model_choice import MODEL, open_model
from ...algorithms.inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from ...algorithms.run.detect_change import MIN_AREA, THRESHOLD
from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ..dock.session import Session
from ..model_widget import ModelBox
from .advanced_box import AdvancedBox
from .area_box import AreaBox
from .model_facts import accuracy_details, facts_text
from .pair_box import PairBox
from .suitability_light import SuitabilityLight
from .texts import panel_text
from .threshold_box import ThresholdBox

_DEFAULT_MODEL = "buildings-siamese"


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class DetectionForm(QWidget):
    """The settings of a detection: layers, area, model, thresholds, advanced settings."""

    changed = pyqtSignal()  # layers, area, model or advanced settings; not the sliders

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self.spec: Optional[ModelSpec] = None
        self.pair = PairBox(session, self)
        self.area = AreaBox(canvas, self)
        self.model = ModelBox(self, managing=True)
        self.model.setObjectName("GroundshiftModel")
        self._facts = QLabel(self)
        self._facts.setObjectName("GroundshiftModelFacts")
        self._facts.setWordWrap(True)
        small = self._facts.font()
        small.setPointSizeF(max(small.pointSizeF() * 0.92, 7.0))
        self._facts.setFont(small)
        self.light = SuitabilityLight(self)
        self.reading = SuitabilityLight(self, "Reading")
        self.thresholds = ThresholdBox(self)
        self.advanced = AdvancedBox(self)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        area_label, model_label = QLabel(tr("&Area"), self), QLabel(tr("Model"), self)
        area_label.setBuddy(self.area.choice)
        model_label.setBuddy(self.model)
        rows.addRow(area_label, self.area)
        rows.addRow(model_label, self.model)
        rows.addRow(self._facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.pair)
        layout.addLayout(rows)
        layout.addWidget(_line(self))
        layout.addWidget(self.light)
        layout.addWidget(self.reading)
        layout.addWidget(self.thresholds)
        layout.addWidget(self.advanced)
        layout.addStretch(1)
        self.area.changed.connect(self.changed)
        self.advanced.changed.connect(self.changed)
        self.model.changed.connect(self._model_changed)
        session.pairChanged.connect(self.changed)
        self.model.set_value(_DEFAULT_MODEL)

    def release(self) -> None:
        """Disconnect from the map, the project and the session."""
        self._session.pairChanged.disconnect(self.changed)
        self.pair.release()
        self.area.release()

    def dates(self) -> tuple[Optional[str], Optional[str]]:
        """Return the acquisition dates of the two layers."""
        return self.pair.before_date.iso(), self.pair.after_date.iso()

    def missing(self) -> str:
        """Return what has to be chosen first; ``""`` = nothing."""
        before, after = self._session.before, self._session.after
        if before is None and after is None:
            return tr("Choose the image of the earlier date as Before and that of the later one as After.")
        if before is None:
            return tr("Choose the image of the earlier date as Before.")
        if after is None:
            return tr("Choose the image of the later date as After.")
        return self.area.missing()

    def parameters(self, lasting: bool = False, with_thresholds: bool = True) -> dict[str, Any]:
        """Return the parameters for Processing, without outputs.

        :param lasting: see :meth:`.area_box.AreaBox.parameters`.
        """
        before, after = self._session.before, self._session.after
        found: dict[str, Any] = {
            BEFORE: before.id() if before is not None else None,
            AFTER: after.id() if after is not None else None,
            MODEL: self.model.value(),
            **self.area.parameters(lasting),
            **self.advanced.parameters(),
        }
        if with_thresholds:
            threshold, min_area = self.thresholds.chosen
            found.update({name: value for name, value in ((THRESHOLD, threshold), (MIN_AREA, min_area)) if value is not None})
        return found

    def show_parameters(self, values: dict[str, Any]) -> None:
        """Fill the form with the settings of an earlier run; missing layers leave the chosen ones unchanged."""
        before, after = (layer_of(values.get(name)) for name in (BEFORE, AFTER))
        self._session.set_pair(before or self._session.before, after or self._session.after)
        if values.get(MODEL):
            self.model.set_value(values[MODEL])
        self.area.show_parameters(values.get(AREA), values.get(EXTENT))
        self.advanced.show_parameters(values)
        self.thresholds.set_values(number_of(values.get(THRESHOLD)), number_of(values.get(MIN_AREA)))

    def _model_changed(self) -> None:
        try:
            self.spec = open_model(str(self.model.value() or "")).spec
            self._facts.setText(facts_text(self.spec))
            self._facts.setToolTip(accuracy_details(self.spec.document))
            self.thresholds.set_model(self.spec.threshold, self.spec.min_area_m2)
        except JobFailure as failure:
            self.spec = None
            self._facts.setText(panel_text(failure))
            self._facts.setToolTip("")
        self.changed.emit()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line


def layer_of(value: Any) -> Any:
    """Return the project's layer with the id, name or source in a parameter."""
    project = QgsProject.instance()
    if value is None:
        return None
    text = value.id() if hasattr(value, "id") else str(value)
    layer = project.mapLayer(text)
    if layer is None:
        layer = next((item for item in project.mapLayers().values() if text in (item.source(), item.name())), None)
    return layer


def number_of(value: Any) -> Optional[float]:
    """Return a parameter as a number; ``None`` = it is empty or no number."""
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None
