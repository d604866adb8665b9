"""The task Buildings of the Detect tab: form, suitability check, preview, run and results."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QHideEvent
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..algorithm_run import AlgorithmRun
from ..background import BackgroundRun
from ..dock.session import RunResult, Session
from .form import DetectionForm
from .numbers import area_text, count_text
from .preview_control import PreviewControl
from .reading import ReadingBlock, dates_of
from .result_layers import DETECTION, detection_layers, last_result, output_paths
from .run_bar import NoticeBox, RunBar
from .run_life import RunLife, RunPlan
from .suitability import UNKNOWN
from .suitability_check import SuitabilityCheck
from .threshold_control import ThresholdControl

_SETTLED_MS = 200  # delay before changed input is checked


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class DetectPanel(QWidget):
    """The panel of the task Buildings: change by a network for change.

    :param iface: the ``QgisInterface``.
    :param session: what the dock's panels share.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._session = session
        self._project = QgsProject.instance()
        self._applying: Optional[BackgroundRun] = None
        self.form = DetectionForm(iface.mapCanvas(), session, self)
        self.notice = NoticeBox(self)
        self.bar = RunBar(self, task="change")
        self._life = RunLife(iface, session, self.bar, self.notice, _found_text, self)
        self._life.began.connect(self._run_began)
        self._life.loaded.connect(self._take_result)
        self._life.ended.connect(self._run_ended)
        area = QgsScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self.notice)
        layout.addWidget(self.bar)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._update_check)
        self._check = SuitabilityCheck(iface, self.form, session, self)
        self._check.recheckRequested.connect(self._settled.start)
        self._reading = ReadingBlock(self.form.reading, self)
        self._preview = PreviewControl(iface.mapCanvas(), self)
        self._preview.noteChanged.connect(self.bar.show_note)
        self._thresholds = ThresholdControl(self.form.thresholds, session, self)
        self._thresholds.began.connect(self._apply_began)
        self._thresholds.applied.connect(self._applied)
        self._thresholds.failed.connect(self._life.fail)
        self._thresholds.ended.connect(self._apply_ended)
        self.form.changed.connect(self._form_changed)
        self.form.thresholds.moved.connect(self._sliders_moved)
        self.form.thresholds.reviewPressed.connect(self._review)
        self.form.thresholds.comparePressed.connect(session.compareRequested)
        self.bar.runPressed.connect(self.run)
        self.bar.cancelPressed.connect(self.cancel)
        self.bar.previewToggled.connect(self._preview.switch)
        session.runRequested.connect(self.fill)
        self._project.cleared.connect(self._project_closed)
        self._project.readProject.connect(self._project_opened)
        self._canvas = iface.mapCanvas()
        self._canvas.extentsChanged.connect(self._map_moved)
        self._sliders_moved()
        self._project_opened()
        self._update_check()

    def release(self) -> None:
        """Cancel runs, remove map items and disconnect from everything outside the panel."""
        self._settled.stop()
        self._session.runRequested.disconnect(self.fill)
        self._project.cleared.disconnect(self._project_closed)
        self._project.readProject.disconnect(self._project_opened)
        self._canvas.extentsChanged.disconnect(self._map_moved)
        self._life.drop()
        self._check.release()
        self._reading.cancel()
        self._preview.release()
        self._thresholds.release()
        self.form.release()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Switch the preview off when the tab is left or the dock closed, but not when the window is minimised."""
        if not event.spontaneous():
            self.bar.preview.setChecked(False)
        super().hideEvent(event)

    # -- the form -----------------------------------------------------------------------------------

    def _form_changed(self) -> None:
        self._settled.start()

    def _map_moved(self) -> None:
        if self.form.area.follows_view():
            self._settled.start()

    def _sliders_moved(self) -> None:
        self._preview.set_threshold(self.form.thresholds.threshold)

    def _update_check(self) -> None:
        """Check the form, and enable what can be done with it."""
        self._settled.stop()
        self._check.update(self.bar.running)
        self._preview.set_form(self._check.parameters, self._check.request)
        if not self.bar.running:
            self._reading.update(self._check.parameters, dates_of(self._check.request), self.form.area.follows_view())
        self.bar.allow(self._check.reason)

    # -- a run --------------------------------------------------------------------------------------

    def run(self) -> None:
        """Start a detection with the settings of the form."""
        self._update_check()
        before, after = self._session.before, self._session.after
        if self.bar.running or self._check.request is None or before is None or after is None:
            return
        self._check.cancel()  # frees the processor for the run
        self._reading.cancel()
        thresholds = self.form.thresholds
        title = str(QCoreApplication.translate("DetectChange", "Change {before} - {after}"))
        plan = RunPlan(
            title.format(before=before.name(), after=after.name()),
            DETECTION,
            (before.id(), after.id()),
            detection_layers(),
            (thresholds.threshold, thresholds.min_area),
            (self._check.request.model.spec.id,),
        )
        paths = output_paths(self.form.advanced.folder.filePath().strip(), before.name(), after.name())
        parameters = {**self.form.parameters(lasting=True), **paths}
        self._life.start(AlgorithmRun(DETECTION, parameters, self._project, listed=True), plan)

    def _run_began(self) -> None:
        self._preview.hold(True)
        self._thresholds.hold(tr("A run is in progress: wait for it or cancel it"))

    def cancel(self) -> None:
        """Cancel the run or the applying of a threshold."""
        self._life.cancel()
        if self._applying is not None:
            self._applying.cancel()

    def _take_result(self, result: RunResult) -> None:
        self.bar.preview.setChecked(False)
        self._thresholds.take(result)

    def _run_ended(self) -> None:
        self._preview.hold(False)
        self._thresholds.hold("")
        self._settled.start()

    # -- another threshold --------------------------------------------------------------------------

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
        result = self._thresholds.result
        if result is not None:
            self._life.forget_warnings()
            self._life.show_found(result.group, values)

    # -- the project and the other panels -------------------------------------------------------------

    def _review(self) -> None:
        result = self._thresholds.result
        layer = self._session.layer(result.polygons) if result is not None else None
        if isinstance(layer, QgsVectorLayer):
            self._session.reviewRequested.emit(layer)

    def fill(self, parameters: Any, algorithm: str) -> None:
        """Fill the form with the settings of an earlier run; those of another algorithm are not taken."""
        if algorithm == DETECTION:
            self.form.show_parameters(dict(parameters or {}))

    def _project_closed(self) -> None:
        """Cancel a run when its project is closed: its outputs must not enter another project."""
        if self._life.drop():
            self._thresholds.hold("")
            self._preview.hold(False)
        self._check.clear()
        self._reading.clear()
        self.bar.preview.setChecked(False)
        self.notice.show_notice(UNKNOWN, "")
        self._thresholds.take(None)
        self._settled.start()

    def _project_opened(self) -> None:
        """Take over the last result of the opened project."""
        result = self._session.results or last_result(self._project)
        if result is not None and self._session.results is None:
            self._session.add_result(result)
        own = result if result is not None and result.algorithm == DETECTION else last_result(self._project, DETECTION)
        self._thresholds.take(own)


def _found_text(values: dict[str, Any]) -> str:
    """Return the text of the message after a detection."""
    count, area = int(values.get("POLYGON_COUNT", 0)), float(values.get("CHANGED_AREA", 0.0))
    if count == 0:
        return tr("No change found. Lower the threshold to see less certain changes.")
    found = tr("1 change") if count == 1 else tr("{count} changes").format(count=count_text(count))
    return tr("{changes} found, {area}.").format(changes=found, area=area_text(area))
