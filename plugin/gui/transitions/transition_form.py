"""The form of the task "What became what"; its parts together describe a run."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsRasterLayer
from qgis.gui import QgsDoubleSpinBox, QgsMapCanvas, QgsSpinBox
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLabel, QWidget

from ...algorithms.inputs.model_choice import DEFAULT_LANDCOVER_MODEL, SEGMENTATION
from ...algorithms.run.from_to_change import CHANGES, LARGEST_TOLERANCE, MIN_AREA, MIN_CONFIDENCE, TOLERANCE
from ...rules.class_tables import ANY
from ..dock.session import Session
from ..tasks.task_form import PairForm, number_of
from .date_kinds import DateKind, class_names, date_kind, is_no_date
from .decision_box import DecisionBox
from .result_box import ResultBox

_DEFAULT_TOLERANCE = 2
_LARGEST_CONFIDENCE = 0.99


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class TransitionForm(PairForm):
    """A pair of images or maps of classes, a model of land cover, what counts as a change; and the last result."""

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(canvas, session, parent, SEGMENTATION, DEFAULT_LANDCOVER_MODEL, is_no_date)
        self.decision = DecisionBox()
        self.decision.changed.connect(self.changed)
        self.result = ResultBox()
        self.lay_out(self._build_decisions(), self.decision, self.result)
        self._show_classes()

    def kinds(self) -> tuple[DateKind, DateKind]:
        """Return what the two layers are; a missing one counts as an image."""
        before, after = (
            date_kind(layer) if isinstance(layer, QgsRasterLayer) and layer.isValid() else DateKind.IMAGE
            for layer in (self._session.before, self._session.after)
        )
        return before, after

    def missing_texts(self) -> tuple[str, str, str]:
        return (
            tr("Choose an image or a map of classes of the earlier date as Before and of the later one as After."),
            tr("Choose an image or a map of classes of the earlier date as Before."),
            tr("Choose an image or a map of classes of the later date as After."),
        )

    def parameters(self, lasting: bool = False) -> dict[str, Any]:
        changes = self.changes.currentText().strip()
        return {
            **super().parameters(lasting),
            CHANGES: "" if self.changes.currentIndex() == 0 and changes == self.changes.itemText(0) else changes,
            MIN_AREA: self.min_area.value(),
            MIN_CONFIDENCE: self.confidence.value(),
            TOLERANCE: self.tolerance.value(),
            **self.decision.parameters(),
        }

    def show_parameters(self, values: dict[str, Any]) -> None:
        super().show_parameters(values)
        if values.get(CHANGES):
            self.changes.setEditText(str(values[CHANGES]))
        else:
            self.changes.setCurrentIndex(0)
        self.min_area.setValue(number_of(values.get(MIN_AREA)) or 0.0)
        self.confidence.setValue(number_of(values.get(MIN_CONFIDENCE)) or 0.0)
        tolerance = number_of(values.get(TOLERANCE))
        self.tolerance.setValue(_DEFAULT_TOLERANCE if tolerance is None else int(tolerance))
        self.decision.show_parameters(values)

    def classes(self) -> tuple[str, ...]:
        """Return the names of the classes of both dates, as far as they are known before the run."""
        names: dict[str, None] = {}
        for layer, kind in zip((self._session.before, self._session.after), self.kinds()):
            if kind is DateKind.IMAGE and self.spec is not None:
                names.update(dict.fromkeys(item.name for item in self.spec.classes))
            elif kind is not DateKind.IMAGE and isinstance(layer, QgsRasterLayer):
                names.update(dict.fromkeys(class_names(layer)))
        return tuple(names)

    def _build_decisions(self) -> QGroupBox:
        box = QGroupBox(tr("What counts as change"))
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.changes = QComboBox(box)
        self.changes.setObjectName("GroundshiftChanges")
        self.changes.setEditable(True)
        self.changes.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.changes.setMinimumContentsLength(10)
        self.changes.setToolTip(
            tr(
                "Transitions of interest: choose one, or type several, such as vegetation>building, *>water. * is every "
                "class. They limit the map and the polygons, not the matrix."
            )
        )
        self.min_area = QgsDoubleSpinBox(box)
        self.min_area.setObjectName("GroundshiftTransitionMinArea")
        self.min_area.setRange(0.0, 1e9)
        self.min_area.setDecimals(1)
        self.min_area.setSuffix(tr(" m²"))
        self.min_area.setClearValue(0.0)
        self.min_area.setToolTip(tr("Changes smaller than this count as unchanged. 0: none do."))
        self.confidence = QgsDoubleSpinBox(box)
        self.confidence.setObjectName("GroundshiftTransitionConfidence")
        self.confidence.setRange(0.0, _LARGEST_CONFIDENCE)
        self.confidence.setSingleStep(0.05)
        self.confidence.setDecimals(2)
        self.confidence.setClearValue(0.0)
        self._confidence_tip = tr("Transitions that are less probable than this count as unchanged. 0: none do.")
        self.tolerance = QgsSpinBox(box)
        self.tolerance.setObjectName("GroundshiftTransitionTolerance")
        self.tolerance.setRange(0, LARGEST_TOLERANCE)
        self.tolerance.setSuffix(tr(" pixels"))
        self.tolerance.setValue(_DEFAULT_TOLERANCE)
        self.tolerance.setClearValue(_DEFAULT_TOLERANCE)
        self.tolerance.setToolTip(
            tr(
                "Changes along an edge that are thinner than this count as unchanged, if a shift between the dates explains "
                "them. 0: keep all."
            )
        )
        for text, widget in (
            (tr("Changes"), self.changes),
            (tr("Smallest"), self.min_area),
            (tr("Confidence"), self.confidence),
            (tr("Shift tolerated"), self.tolerance),
        ):
            label = QLabel(text, box)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(label, widget)
        self.changes.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.min_area.valueChanged.connect(lambda _value: self.changed.emit())
        self.confidence.valueChanged.connect(lambda _value: self.changed.emit())
        self.tolerance.valueChanged.connect(lambda _value: self.changed.emit())
        return box

    def pair_changed(self) -> None:
        self._show_classes()
        super().pair_changed()

    def model_opened(self) -> None:
        self._show_classes()

    def _show_classes(self) -> None:
        """Offer the transitions between the classes, and show the model only where a date is an image."""
        kinds = self.kinds()
        for widget in (self.model_label, self.model, self.facts):
            widget.setVisible(DateKind.IMAGE in kinds)
        soft = any(kind is not DateKind.CLASSES for kind in kinds)
        self.confidence.setEnabled(soft)
        self.decision.setVisible(soft)
        self.confidence.setToolTip(self._confidence_tip if soft else tr("Two maps of classes: their confidence is not known"))
        chosen, typed = self.changes.currentIndex(), self.changes.currentText()
        names = self.classes()
        offered = [tr("All changes"), *(f"{ANY}>{name}" for name in names)]
        offered += [f"{before}>{after}" for before in names for after in names if before != after]
        self.changes.blockSignals(True)
        self.changes.clear()
        self.changes.addItems(offered)
        if chosen <= 0 and (not typed or typed == offered[0]):
            self.changes.setCurrentIndex(0)
        else:
            self.changes.setEditText(typed)
        self.changes.blockSignals(False)
