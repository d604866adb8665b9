"""What the forms of all tasks share: area, suitability light and reading block; of two dates also pair, model and settings."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsProject
from qgis.gui import QgsFileWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ...algorithms.inputs.model_choice import CHANGE, MODEL, open_model
from ...algorithms.inputs.pair_parameters import AFTER, AREA, BEFORE, EXTENT
from ...jobs.failure import JobFailure
from ...model_file.spec import ModelSpec
from ..dock.session import Session
from ..model_widget import ModelBox
from ..wrapped_text import WrappedText
from .advanced_box import AdvancedBox
from .area_box import AreaBox
from .model_facts import accuracy_details, facts_text
from .pair_box import PairBox
from .result_layers import is_result
from .suitability_light import SuitabilityLight
from .texts import panel_text

_KEPT_ELSEWHERE = (BEFORE, AFTER, AREA, EXTENT)  # the session keeps the pair, the box of the area its choice
SWAP = "swap"  # action of the light: swap the dates
USE_MODEL = "model:"  # action of the light, before the id of a model: choose it


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class TaskForm(QWidget):
    """The settings of a task, as parameters for Processing.

    :param whole: name of the area that limits nothing; ``""`` = that of a pair.
    :ivar light: shows whether a run is possible. :ivar reading: how the dates are read; hidden while that is not known.
    :ivar folder: of the results; a task sets it.
    """

    changed = pyqtSignal()
    folder: QgsFileWidget

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QWidget] = None, whole: str = "") -> None:
        super().__init__(parent)
        # Parts have no parent before they are laid out: so the key Tab goes through them from top to bottom.
        self.area = AreaBox(canvas, None, whole)
        self.light = SuitabilityLight()
        self.reading = SuitabilityLight(None, "Reading")
        self.reading.hide()
        self.area.changed.connect(self.changed)

    def release(self) -> None:
        """Disconnect from everything outside the form."""
        self.area.release()

    def missing(self) -> str:
        """Return what has to be chosen first; ``""`` = nothing."""
        return self.area.missing()

    def parameters(self, lasting: bool = False) -> dict[str, Any]:
        """Return the parameters for Processing, without outputs; also of an incomplete form.

        :param lasting: see :meth:`.area_box.AreaBox.parameters`.
        """
        return self.area.parameters(lasting)

    def state(self) -> dict[str, Any]:
        """Return the settings as plain values, to be kept with the project."""
        values = {name: _plain(value) for name, value in self.parameters().items() if name not in _KEPT_ELSEWHERE}
        return {"values": values, "area": self.area.state(), "folder": self.folder.filePath()}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show settings that :meth:`state` has returned."""
        self.show_parameters(dict(state.get("values") or {}))
        self.area.show_state(state.get("area") or {})
        self.folder.setFilePath(str(state.get("folder") or ""))

    def show_parameters(self, values: dict[str, Any]) -> None:
        """Fill the form with the settings of an earlier run; what is missing leaves the form unchanged."""
        self.area.show_parameters(values.get(AREA), values.get(EXTENT))


class PairForm(TaskForm):
    """A form of two dates, a model and its facts, with settings of the task's own below the light.

    :param model_task: of the models on offer. :param default_model: the one that is chosen first.
    :param leaves_out: see :class:`.pair_box.PairBox`.
    :ivar spec: of the chosen model; ``None`` = it cannot be opened.
    """

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        parent: Optional[QWidget] = None,
        model_task: str = CHANGE,
        default_model: str = "",
        leaves_out: Callable[[QgsMapLayer], bool] = is_result,
    ) -> None:
        super().__init__(canvas, parent)
        self._session = session
        self._model_task, self._default_model = model_task, default_model
        self.spec: Optional[ModelSpec] = None
        self.pair = PairBox(session, None, leaves_out)
        self.model = ModelBox(managing=True, task=model_task)
        self.model.setObjectName("GroundshiftModel")
        self.facts = small_label("GroundshiftModelFacts")
        self.advanced = AdvancedBox()
        self.folder = self.advanced.folder

    def release(self) -> None:
        super().release()
        self._session.pairChanged.disconnect(self.pair_changed)
        self.pair.release()

    def dates(self) -> tuple[Optional[str], Optional[str]]:
        """Return the acquisition dates of the two layers."""
        return self.pair.before_date.iso(), self.pair.after_date.iso()

    def missing(self) -> str:
        before, after = self._session.before is None, self._session.after is None
        for none_chosen, text in zip((before and after, before, after), self.missing_texts()):
            if none_chosen:
                return text
        return super().missing()

    def missing_texts(self) -> tuple[str, str, str]:
        """Return the texts where both dates, the earlier one and the later one have not been chosen."""
        return (
            tr("Choose the image of the earlier date as Before and that of the later one as After."),
            tr("Choose the image of the earlier date as Before."),
            tr("Choose the image of the later date as After."),
        )

    def parameters(self, lasting: bool = False) -> dict[str, Any]:
        before, after = self._session.before, self._session.after
        return {
            BEFORE: before.id() if before is not None else None,
            AFTER: after.id() if after is not None else None,
            MODEL: self.model.value(),
            **super().parameters(lasting),
            **self.advanced.parameters(),
        }

    def show_parameters(self, values: dict[str, Any]) -> None:
        before, after = (layer_of(values.get(name)) for name in (BEFORE, AFTER))
        self._session.set_pair(before or self._session.before, after or self._session.after)
        if values.get(MODEL):
            self.model.set_value(values[MODEL])
        super().show_parameters(values)
        self.advanced.show_parameters(values)

    def lay_out(self, *settings: QWidget) -> None:
        """Place the parts, and choose the first model; call it when all parts exist.

        :param settings: of the task, from top to bottom; without a parent.
        """
        area_label, self.model_label = QLabel(tr("&Area"), self), QLabel(tr("Model"), self)
        area_label.setBuddy(self.area.choice)
        self.model_label.setBuddy(self.model)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(area_label, self.area)
        rows.addRow(self.model_label, self.model)
        rows.addRow(self.facts)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.pair)
        layout.addLayout(rows)
        for widget in (line, self.light, self.reading, *settings, self.advanced):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.light.actionPressed.connect(self._perform)
        self.advanced.changed.connect(self.changed)
        self.model.changed.connect(self._model_changed)
        self._session.pairChanged.connect(self.pair_changed)
        self.model.set_value(self._default_model)

    def pair_changed(self) -> None:
        """Take another pair of layers."""
        self.changed.emit()

    def model_opened(self) -> None:
        """Take another model, see :attr:`spec`."""

    def _perform(self, action: str) -> None:
        if action == SWAP:
            self.pair.swap_dates()
        elif action.startswith(USE_MODEL):
            self.model.set_value(action[len(USE_MODEL) :])

    def _model_changed(self) -> None:
        try:
            self.spec = open_model(str(self.model.value() or ""), self._model_task).spec
            self.facts.setText(facts_text(self.spec))
            self.facts.setToolTip(accuracy_details(self.spec.document))
        except JobFailure as failure:
            self.spec = None
            self.facts.setText(panel_text(failure))
            self.facts.setToolTip("")
        self.model_opened()
        self.changed.emit()


def _plain(value: Any) -> Any:
    """Return a parameter as a text, number or list; a CRS as WKT."""
    if isinstance(value, QgsCoordinateReferenceSystem):
        return f"WKT:{value.toWkt()}"
    return value if isinstance(value, (str, int, float, bool, list)) or value is None else str(value)


def small_label(name: str) -> QLabel:
    """Return a label for facts in smaller letters."""
    label = WrappedText(name=name)
    font = label.font()
    font.setPointSizeF(max(font.pointSizeF() * 0.92, 7.0))
    label.setFont(font)
    return label


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
