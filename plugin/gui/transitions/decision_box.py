"""Settings of the joint decision on both dates, for an analyst: the collapsed part of the form of "What became what"."""

from __future__ import annotations

from typing import Any, Optional

from qgis.gui import QgsCollapsibleGroupBox, QgsDoubleSpinBox, QgsSpinBox
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QWidget

from ...algorithms.run.from_to_change import BALANCE, CONTEXT, PRIOR, STABILITY
from ...jobs.from_to_change import LEAST_STABILITY, MOST_CONTEXT
from ...jobs.from_to_change import STABILITY as DEFAULT_STABILITY
from ..tasks.task_form import number_of

_DEFAULT_CONTEXT = 3
_LARGEST_STABILITY = 20.0


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class DecisionBox(QgsCollapsibleGroupBox):
    """Stability, context, matching of shares and prior, as parameters of 'From-to change'."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(tr("How both dates are decided"), parent)
        self.setObjectName("GroundshiftTransitionDecision")
        self.setSaveCollapsedState(False)
        self.setCollapsed(True)
        self.stability = QgsDoubleSpinBox(self)
        self.stability.setObjectName("GroundshiftTransitionStability")
        self.stability.setRange(LEAST_STABILITY, _LARGEST_STABILITY)
        self.stability.setSingleStep(0.1)
        self.stability.setClearValue(DEFAULT_STABILITY)
        self.stability.setToolTip(
            tr("Weight of no change, where a transition has 1. The higher, the fewer changes, false and true ones.")
        )
        self.context = QgsSpinBox(self)
        self.context.setObjectName("GroundshiftTransitionContext")
        self.context.setRange(0, MOST_CONTEXT)
        self.context.setSuffix(tr(" pixels"))
        self.context.setClearValue(_DEFAULT_CONTEXT)
        self.context.setToolTip(
            tr(
                "Neighbouring pixels are decided together, so that uncertain ones are not taken for changes. Changes that are "
                "narrower than about twice as many pixels may be lost. 0: each pixel by itself."
            )
        )
        self.prior = QComboBox(self)
        self.prior.setObjectName("GroundshiftTransitionPrior")
        self.prior.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.prior.setMinimumContentsLength(10)
        self.prior.addItems([tr("All transitions alike"), tr("Estimated from the pair")])
        self.prior.setToolTip(tr("Estimated: transitions that are rare in this pair are less likely."))
        self.balance = QCheckBox(tr("Match the shares of the classes"), self)
        self.balance.setObjectName("GroundshiftTransitionBalance")
        self.balance.setToolTip(
            tr(
                "Corrects that light and season make a model favour some classes on one date. Switch it off where classes "
                "really shift everywhere."
            )
        )
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = ((tr("Stability"), self.stability), (tr("Context"), self.context), (tr("Prior"), self.prior))
        for text, widget in rows:
            label = QLabel(text, self)
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            form.addRow(label, widget)
        form.addRow(self.balance)
        self.show_parameters({})
        self.stability.valueChanged.connect(lambda _value: self.changed.emit())
        self.context.valueChanged.connect(lambda _value: self.changed.emit())
        self.prior.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.balance.toggled.connect(lambda _on: self.changed.emit())

    def parameters(self) -> dict[str, Any]:
        """Return the settings as Processing takes them."""
        return {
            STABILITY: self.stability.value(),
            CONTEXT: self.context.value(),
            PRIOR: self.prior.currentIndex(),
            BALANCE: self.balance.isChecked(),
        }

    def show_parameters(self, values: dict[str, Any]) -> None:
        """Show the settings of an earlier run; what is missing gets its default."""
        stability, context, prior = (number_of(values.get(name)) for name in (STABILITY, CONTEXT, PRIOR))
        self.stability.setValue(DEFAULT_STABILITY if stability is None else stability)
        self.context.setValue(_DEFAULT_CONTEXT if context is None else int(context))
        self.prior.setCurrentIndex(0 if prior is None else int(prior))
        balance = values.get(BALANCE)
        self.balance.setChecked(True if balance is None else bool(balance))
