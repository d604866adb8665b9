"""The form of the task "What became what"; its parts together describe a run."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsRasterLayer
from qgis.gui import QgsDoubleSpinBox, QgsMapCanvas, QgsSpinBox
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QFrame, QGroupBox, QLabel, QVBoxLayout, QWidget

from ...algorithms.inputs.model_choice import DEFAULT_LANDCOVER_MODEL, MODEL, SEGMENTATION, open_model
from ...algorithms.inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from ...algorithms.run.from_to_change import CHANGES, LARGEST_TOLERANCE, MIN_AREA, MIN_CONFIDENCE, TOLERANCE
from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ...rules.class_tables import ANY
from ..detect.advanced_box import AdvancedBox
from ..detect.area_box import AreaBox
from ..detect.form import layer_of, number_of
from ..detect.model_facts import accuracy_details, facts_text
from ..detect.pair_box import PairBox
from ..detect.suitability_light import SuitabilityLight
from ..detect.texts import panel_text
from ..dock.session import Session
from ..model_widget import ModelBox
from .date_kinds import DateKind, class_names, date_kind, is_no_date
from .result_box import ResultBox

_DEFAULT_TOLERANCE = 2
_LARGEST_CONFIDENCE = 0.99


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class TransitionForm(QWidget):
    """Layers, area, model of land cover, what counts as a change, advanced settings; and the last result."""

    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self.spec: Optional[ModelSpec] = None
        self.pair = PairBox(session, self, is_no_date)
        self.area = AreaBox(canvas, self)
        self.model = ModelBox(self, managing=True, task=SEGMENTATION)
        self.model.setObjectName("GroundshiftModel")
        self._facts = QLabel(self)
        self._facts.setObjectName("GroundshiftModelFacts")
        self._facts.setWordWrap(True)
        small = self._facts.font()
        small.setPointSizeF(max(small.pointSizeF() * 0.92, 7.0))
        self._facts.setFont(small)
        self.light = SuitabilityLight(self)
        self.reading = SuitabilityLight(self, "Reading")
        self.result = ResultBox(self)
        self.advanced = AdvancedBox(self)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        area_label, self._model_label = QLabel(tr("&Area"), self), QLabel(tr("Model"), self)
        area_label.setBuddy(self.area.choice)
        self._model_label.setBuddy(self.model)
        rows.addRow(area_label, self.area)
        rows.addRow(self._model_label, self.model)
        rows.addRow(self._facts)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.pair)
        layout.addLayout(rows)
        layout.addWidget(line)
        layout.addWidget(self.light)
        layout.addWidget(self.reading)
        layout.addWidget(self._build_decisions())
        layout.addWidget(self.result)
        layout.addWidget(self.advanced)
        layout.addStretch(1)
        self.area.changed.connect(self.changed)
        self.advanced.changed.connect(self.changed)
        self.model.changed.connect(self._model_changed)
        session.pairChanged.connect(self._pair_changed)
        self.model.set_value(DEFAULT_LANDCOVER_MODEL)
        self._show_classes()

    def release(self) -> None:
        """Disconnect from the map, the project and the session."""
        self._session.pairChanged.disconnect(self._pair_changed)
        self.pair.release()
        self.area.release()

    def dates(self) -> tuple[Optional[str], Optional[str]]:
        """Return the acquisition dates of the two layers."""
        return self.pair.before_date.iso(), self.pair.after_date.iso()

    def kinds(self) -> tuple[DateKind, DateKind]:
        """Return what the two layers are; a missing one counts as an image."""
        before, after = (
            date_kind(layer) if isinstance(layer, QgsRasterLayer) and layer.isValid() else DateKind.IMAGE
            for layer in (self._session.before, self._session.after)
        )
        return before, after

    def missing(self) -> str:
        """Return what has to be chosen first; ``""`` = nothing."""
        before, after = self._session.before, self._session.after
        if before is None and after is None:
            return tr("Choose an image or a map of classes of the earlier date as Before and of the later one as After.")
        if before is None:
            return tr("Choose an image or a map of classes of the earlier date as Before.")
        if after is None:
            return tr("Choose an image or a map of classes of the later date as After.")
        return self.area.missing()

    def parameters(self, lasting: bool = False) -> dict[str, Any]:
        """Return the settings of a run by the names of the algorithms' parameters, without outputs.

        :param lasting: see :meth:`..detect.area_box.AreaBox.parameters`.
        """
        before, after = self._session.before, self._session.after
        changes = self.changes.currentText().strip()
        return {
            BEFORE: before.id() if before is not None else None,
            AFTER: after.id() if after is not None else None,
            MODEL: self.model.value(),
            CHANGES: "" if self.changes.currentIndex() == 0 and changes == self.changes.itemText(0) else changes,
            MIN_AREA: self.min_area.value(),
            MIN_CONFIDENCE: self.confidence.value(),
            TOLERANCE: self.tolerance.value(),
            **self.area.parameters(lasting),
            **self.advanced.parameters(),
        }

    def show_parameters(self, values: dict[str, Any]) -> None:
        """Fill the form with the settings of an earlier run; missing layers leave the chosen ones unchanged."""
        before, after = (layer_of(values.get(name)) for name in (BEFORE, AFTER))
        self._session.set_pair(before or self._session.before, after or self._session.after)
        if values.get(MODEL):
            self.model.set_value(values[MODEL])
        self.area.show_parameters(values.get(AREA), values.get(EXTENT))
        self.advanced.show_parameters(values)
        if values.get(CHANGES):
            self.changes.setEditText(str(values[CHANGES]))
        else:
            self.changes.setCurrentIndex(0)
        self.min_area.setValue(number_of(values.get(MIN_AREA)) or 0.0)
        self.confidence.setValue(number_of(values.get(MIN_CONFIDENCE)) or 0.0)
        tolerance = number_of(values.get(TOLERANCE))
        self.tolerance.setValue(_DEFAULT_TOLERANCE if tolerance is None else int(tolerance))

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
        box = QGroupBox(tr("What counts as change"), self)
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

    def _pair_changed(self) -> None:
        self._show_classes()
        self.changed.emit()

    def _model_changed(self) -> None:
        try:
            self.spec = open_model(str(self.model.value() or ""), SEGMENTATION).spec
            self._facts.setText(facts_text(self.spec))
            self._facts.setToolTip(accuracy_details(self.spec.document))
        except JobFailure as failure:
            self.spec = None
            self._facts.setText(panel_text(failure))
            self._facts.setToolTip("")
        self._show_classes()
        self.changed.emit()

    def _show_classes(self) -> None:
        """Offer the transitions between the classes, and show the model only where a date is an image."""
        kinds = self.kinds()
        for widget in (self._model_label, self.model, self._facts):
            widget.setVisible(DateKind.IMAGE in kinds)
        soft = any(kind is not DateKind.CLASSES for kind in kinds)
        self.confidence.setEnabled(soft)
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
