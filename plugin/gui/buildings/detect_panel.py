"""The task Buildings: form and panel; change by a network for change, and its threshold moved afterwards."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QWidget

from ...algorithms.inputs.model_choice import CHANGE
from ...algorithms.run.detect_change import DISPLACEMENT, MIN_AREA, THRESHOLD
from ..algorithm_run import AlgorithmRun
from ..background import BackgroundRun
from ..dock.session import RunResult, Session
from ..tasks.result_layers import DETECTION, detection_layers, output_paths
from ..tasks.run_bar import RunBar
from ..tasks.run_life import Run, RunPlan
from ..tasks.suitability import UNKNOWN
from ..tasks.task_form import PairForm, number_of
from ..tasks.task_panel import FormCheck, TaskPanel
from .suitability_check import SuitabilityCheck
from .threshold_box import ThresholdBox
from .threshold_control import ThresholdControl

_DEFAULT_MODEL = "buildings-siamese"
_MOST_DISPLACEMENT_M = 1000.0
_DISPLACEMENT_STEP_M = 5.0


class DetectionForm(PairForm):
    """The settings of a detection. The signal :attr:`changed` is not emitted when a slider is moved."""

    def __init__(self, canvas: QgsMapCanvas, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(canvas, session, parent, default_model=_DEFAULT_MODEL)
        self.thresholds = ThresholdBox()
        self.displacement = _displacement_box()
        self.displacement.valueChanged.connect(lambda _value: self.changed.emit())
        self.advanced.add_setting(tr("Displaced objects up to"), self.displacement)
        self.lay_out(self.thresholds)

    def parameters(self, lasting: bool = False, with_thresholds: bool = True) -> dict[str, Any]:
        found = super().parameters(lasting)
        if self.displacement.isEnabled() and self.displacement.value() > 0:
            found[DISPLACEMENT] = self.displacement.value()
        if with_thresholds:
            threshold, min_area = self.thresholds.chosen
            found.update({name: value for name, value in ((THRESHOLD, threshold), (MIN_AREA, min_area)) if value is not None})
        return found

    def state(self) -> dict[str, Any]:
        return {**super().state(), "outlines": list(self.thresholds.shape)}

    def show_state(self, state: Mapping[str, Any]) -> None:
        super().show_state(state)
        simplify, regularize = state.get("outlines") or (0.0, False)
        self.thresholds.set_shape(float(simplify), bool(regularize))

    def show_parameters(self, values: dict[str, Any]) -> None:
        super().show_parameters(values)
        self.thresholds.set_values(number_of(values.get(THRESHOLD)), number_of(values.get(MIN_AREA)))
        self.displacement.setValue(number_of(values.get(DISPLACEMENT)) or 0.0)
        if DISPLACEMENT in self.parameters():
            self.advanced.setCollapsed(False)

    def model_opened(self) -> None:
        if self.spec is not None:
            self.thresholds.set_model(self.spec.threshold, self.spec.min_area_m2)
            self.displacement.setEnabled(self.spec.directions)
            self.displacement.setToolTip(_displacement_help(self.spec.directions))


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


def _displacement_box() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setObjectName("GroundshiftDisplacement")
    box.setRange(0.0, _MOST_DISPLACEMENT_M)
    box.setSingleStep(_DISPLACEMENT_STEP_M)
    box.setDecimals(1)
    box.setSuffix(" m")
    box.setSpecialValueText(tr("off"))
    return box


def _displacement_help(directions: bool) -> str:
    if not directions:
        return tr("The chosen model does not distinguish construction from demolition, so displaced objects cannot be found.")
    return tr(
        "A demolished and a new building of like shape within this distance are one building seen from another direction: "
        "marked as displaced and not counted as change. Useful where towers lean differently on the two dates; some real "
        "changes beside each other are lost."
    )


class DetectPanel(TaskPanel):
    """The panel of the task Buildings."""

    ALGORITHM = DETECTION
    form: DetectionForm

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        form = DetectionForm(iface.mapCanvas(), session)
        super().__init__(iface, session, form, RunBar(), parent)
        self._applying: Optional[BackgroundRun] = None
        self._suitability = SuitabilityCheck(form, session, self)
        self._suitability.changed.connect(self.update_check)
        self._thresholds = ThresholdControl(form.thresholds, session, self)
        self._thresholds.began.connect(self._apply_began)
        self._thresholds.applied.connect(self._applied)
        self._thresholds.failed.connect(self._life.fail)
        self._thresholds.ended.connect(self._apply_ended)
        form.thresholds.moved.connect(self._sliders_moved)
        form.thresholds.reviewPressed.connect(self.review)
        form.thresholds.reportPressed.connect(self.report)
        form.thresholds.comparePressed.connect(session.compareRequested)
        self.bar.cancelPressed.connect(self._cancel_applying)
        self._sliders_moved()
        self.begin()

    def release(self) -> None:
        super().release()
        self._suitability.cancel()
        self._thresholds.release()

    # -- the check ----------------------------------------------------------------------------------

    def network_task(self) -> str:
        return CHANGE

    def check(self) -> FormCheck:
        return self._suitability.check(self.form.parameters(with_thresholds=False), self.bar.running)

    def perform(self, action: str) -> None:
        values = self.form.parameters()
        pair = {name: values[name] for name in ("BEFORE", "AFTER")}
        if action == "add":
            self._iface.actionAddRasterLayer().trigger()
        elif action == "align":
            self._suitability.measure(values)
        elif action == "classic":
            self._dialogs.open("groundshift:detectchangeclassic", pair)
        elif action == "coregister":
            self.use_tool("groundshift:coregister", pair)
        else:
            super().perform(action)

    def _sliders_moved(self) -> None:
        self._preview.set_threshold(self.form.thresholds.threshold)
        self.keep_soon()

    # -- a run --------------------------------------------------------------------------------------

    def make_run(self) -> Optional[tuple[Run, RunPlan]]:
        before, after, request = self._session.before, self._session.after, self._suitability.request
        if request is None or before is None or after is None:
            return None
        thresholds = self.form.thresholds
        title = str(QCoreApplication.translate("DetectChange", "Change {before} - {after}"))
        plan = RunPlan(
            title.format(before=before.name(), after=after.name()),
            DETECTION,
            (before.id(), after.id()),
            detection_layers(),
            (thresholds.threshold, thresholds.min_area),
            (request.model.spec.id,),
            str(QCoreApplication.translate("DetectPage", "Buildings")),
        )
        paths = output_paths(self.form.folder.filePath().strip(), before.name(), after.name())
        parameters = {**self.form.parameters(lasting=True), **paths}
        return AlgorithmRun(DETECTION, parameters, self._project, listed=True), plan

    def run_began(self) -> None:
        super().run_began()
        self._suitability.cancel()
        self._thresholds.hold(tr("A run is in progress: wait for it or cancel it"))

    def run_ended(self) -> None:
        self._thresholds.hold("")
        super().run_ended()

    def found_text(self, values: dict[str, Any]) -> str:
        if int(values.get("POLYGON_COUNT", 0)) == 0:
            return tr("No change found. Lower the threshold to see less certain changes.")
        return super().found_text(values)

    def show_result(self, result: Optional[RunResult]) -> None:
        self._thresholds.take(result)

    def project_closed(self) -> None:
        self._suitability.clear()
        super().project_closed()
        self._thresholds.hold("")

    # -- another threshold --------------------------------------------------------------------------

    def _cancel_applying(self) -> None:
        if self._applying is not None:
            self._applying.cancel()

    def _apply_began(self, call: BackgroundRun) -> None:
        self._applying = call
        self.notice.show_notice(UNKNOWN, "")
        self._preview.hold(True)
        self.bar.begin(tr("Applying…"))
        call.progressed.connect(self.bar.show_progress)

    def _apply_ended(self) -> None:
        self._applying = None
        self.bar.end()
        self._preview.hold(False)

    def _applied(self, values: dict[str, Any]) -> None:
        self.result = self._thresholds.result
        if self.result is not None:
            self._life.forget_warnings()
            self._life.show_found(str(QCoreApplication.translate("DetectPage", "Buildings")), values)
