"""The panel of a task: form, suitability light, reading block, preview, run and result; a task adds what is its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QHideEvent
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..change_report import open_change_report
from ..dock.session import RunResult, Session
from ..options.install_window import open_installation
from ..tool_dialogs import ToolDialogs
from .map_preview import MapPreview, Previewable
from .missing_crs import SET_CRS, crs_action, set_crs, where_it_lies, without_crs, zoom_to_hidden
from .numbers import area_text, count_text
from .reading import Readable, ReadingBlock
from .result_layers import last_result
from .run_bar import NoticeBox, RunBar
from .run_life import Run, RunLife, RunPlan
from .suitability import BAD, UNKNOWN, Finding, worst_level
from .task_form import PairForm, TaskForm

_SETTLED_MS = 200  # delay before changed input is checked
_KEPT_MS = 400  # delay before changed settings are kept with the project
_SCOPE = "Groundshift"


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class FormCheck:
    """What is found of a form.

    :param headline: of the light. :param findings: below it, which give it its colour.
    :param reason: why a run cannot be started; ``""`` = it can.
    :param action: that the light offers: name, text and tool tip; see :meth:`TaskPanel.perform`.
    :param parameters: of the form; ``None`` = it is incomplete.
    :param to_read: what a run opens, for the reading block. :param preview: ``None`` = none is possible.
    """

    headline: str
    findings: tuple[Finding, ...]
    reason: str = ""
    action: tuple[str, str, str] = ("", "", "")
    parameters: Optional[Mapping[str, Any]] = None
    to_read: Sequence[Readable] = ()
    preview: Optional[Previewable] = None


def incomplete(headline: str, reason: str, level: str = UNKNOWN) -> FormCheck:
    """Return the check of a form in which something has to be chosen first."""
    return FormCheck(headline, (Finding(level, "missing", reason),), reason)


def blocking_reason(findings: tuple[Finding, ...]) -> str:
    """Return why a run cannot be started; ``""`` = it can. The finding that forbids it is the first."""
    return findings[0].text if worst_level(findings) == BAD else ""


def install_action() -> tuple[str, str, str]:
    """Return the action that installs the runtime."""
    tip = tr("Download the packages that run networks into a separate environment")
    return "install", tr("Install runtime…"), tip


class TaskPanel(QWidget):
    """The frame of a task's panel. A task overrides :meth:`check`, :meth:`make_run` and :meth:`show_result`.

    :param iface: the ``QgisInterface``.
    :param session: what the dock's panels share.
    :cvar ALGORITHM: id of the algorithm whose settings the form shows and whose results the panel takes.
    """

    ALGORITHM = ""

    def __init__(self, iface: Any, session: Session, form: TaskForm, bar: RunBar, parent: Optional[QWidget] = None) -> None:
        """Make the parts; the task connects its own and calls :meth:`begin`."""
        super().__init__(parent)
        self._iface, self._session = iface, session
        self._project = QgsProject.instance()
        self._canvas = iface.mapCanvas()
        self._dialogs = ToolDialogs()
        self._checked = incomplete("", "")
        self.result: Optional[RunResult] = None
        self._aside: list[str] = []  # ids of layers of the result that are switched off for the preview
        self.form, self.bar = form, bar
        self.notice = NoticeBox(self)
        self._life = RunLife(iface, session, bar, self.notice, self.found_text, self)
        self._preview = MapPreview(self._canvas, self)
        self._reading = ReadingBlock(form.reading, self)
        self._area = QgsScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.notice)
        layout.addWidget(bar)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.update_check)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEPT_MS)
        self._keeping.timeout.connect(self._keep)
        self._kept = ""  # settings as the project has them
        self._clean: dict[str, Any] = {}  # settings of a new project
        self._outside: list[tuple[Any, Any]] = [
            (session.runRequested, self.fill),
            (session.pairChanged, self.allow_result),
            (self._project.cleared, self.project_closed),
            (self._project.readProject, self.project_opened),
            (self._project.layersRemoved, self._layers_gone),
            (self._canvas.extentsChanged, self._map_moved),
        ]

    def begin(self) -> None:
        """Connect the parts with one another, and take the project as it is."""
        self.form.changed.connect(self._settled.start)
        self.form.light.actionPressed.connect(self.perform)
        self.bar.runPressed.connect(self.run)
        self.bar.previewToggled.connect(self._preview.switch)
        self.bar.previewToggled.connect(self._result_steps_aside)
        self._preview.noteChanged.connect(self.bar.show_note)
        self._life.began.connect(self.run_began)
        self._life.loaded.connect(self.run_loaded)
        self._life.ended.connect(self.run_ended)
        for signal, slot in self._outside:
            signal.connect(slot)
        self._clean = self.form.state()
        self.form.changed.connect(self.keep_soon)
        self.form.folder.fileChanged.connect(self.keep_soon)
        self.project_opened()
        self.update_check()

    def release(self) -> None:
        """Cancel what runs, remove everything from the map, and disconnect from everything outside the panel."""
        self._settled.stop()
        self._keeping.stop()
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._life.drop()
        self._reading.cancel()
        self._preview.release()
        self._dialogs.close_all()
        self.form.release()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the map to the tab or task that is now in front; not when the window is minimised."""
        if not event.spontaneous():
            self.leave_map()
        super().hideEvent(event)

    def leave_map(self) -> None:
        """Remove from the map what the panel shows there."""
        self.bar.preview.setChecked(False)

    def fill(self, parameters: Any, algorithm: str) -> None:
        """Fill the form with the settings of an earlier run; those of another algorithm are not taken."""
        if algorithm == self.ALGORITHM:
            self.form.show_parameters(dict(parameters or {}))

    # -- the check ----------------------------------------------------------------------------------

    def check(self) -> FormCheck:
        """Check the form; quick. A task overrides it."""
        return incomplete("", self.form.missing())

    def network_task(self) -> str:
        """Return the task of the network that a run needs, of :data:`...model_file.spec.TASKS`; ``""`` = it needs none."""
        return ""

    def update_check(self) -> None:
        """Check the form, and enable what can be done with it."""
        self._settled.stop()
        self._checked = checked = self._with_crs(self.check())
        self.form.light.show_verdict(worst_level(checked.findings), checked.headline, checked.findings)
        self.form.light.show_action(*checked.action)
        self._preview.set_form(checked.preview)
        if not self.bar.running:
            self._reading.update(checked.parameters, checked.to_read, self.form.area.follows_view())
        self.bar.allow(checked.reason, self.network_task())

    def _with_crs(self, checked: FormCheck) -> FormCheck:
        """Add to a check that the dates have no CRS, and the action that gives them one."""
        if not isinstance(self.form, PairForm) or not without_crs(self._session):
            return checked
        assumed = self.form.advanced.crs.crs()
        where = where_it_lies(without_crs(self._session), assumed)
        headline = checked.headline
        if where and not checked.reason:
            headline = tr("The model can be used with restrictions")
        return replace(checked, headline=headline, findings=(*checked.findings, *where), action=crs_action(assumed))

    def perform(self, action: str) -> None:
        """Perform the action that the light offers."""
        if action == SET_CRS and isinstance(self.form, PairForm):
            if set_crs(self._session, self.form.advanced.crs.crs(), self._canvas, self.window()):
                self._settled.start()
        elif action == "install":
            open_installation(done=self._settled.start)

    def use_tool(self, algorithm: str, values: dict[str, Any]) -> None:
        """Open the dialog of a tool, and check the form again when it is closed."""
        from processing import execAlgorithmDialog  # part of QGIS, but not in every host

        execAlgorithmDialog(algorithm, values)
        self._settled.start()

    def _map_moved(self) -> None:
        if self.form.area.follows_view():
            self._settled.start()

    # -- a run --------------------------------------------------------------------------------------

    def run(self) -> None:
        """Start a run with the settings of the form."""
        self.update_check()
        made = None if self.bar.running or self._checked.reason else self.make_run()
        if made is not None:
            self._life.start(*made)

    def make_run(self) -> Optional[tuple[Run, RunPlan]]:
        """Return a run with the settings of the checked form, and what becomes of its outputs; ``None`` = nothing runs."""
        return None

    def run_began(self) -> None:
        """Leave the processor to the run."""
        self._preview.hold(True)
        self._reading.cancel()

    def run_loaded(self, result: RunResult) -> None:
        """Take the result of a run, whose layers are in the project."""
        self.leave_map()
        self.take_result(result)
        zoom_to_hidden(self._session.layer(result.polygons or result.mask), self._canvas)

    def run_ended(self) -> None:
        """Check the form again, whatever became of the run."""
        self._preview.hold(False)
        self._settled.start()

    def found_text(self, values: dict[str, Any]) -> str:
        """Return the text of the message after a run."""
        count, area = int(values.get("POLYGON_COUNT", 0)), float(values.get("CHANGED_AREA", 0.0))
        if count == 0:
            return tr("No change found.")
        found = tr("1 change") if count == 1 else tr("{count} changes").format(count=count_text(count))
        return tr("{changes} found, {area}.").format(changes=found, area=area_text(area))

    # -- the result ---------------------------------------------------------------------------------

    def _result_steps_aside(self, previewing: bool) -> None:
        """Switch the layers of an older result off while the preview shows what a run would find, and on again."""
        root = self._project.layerTreeRoot()
        if not previewing:
            nodes = [root.findLayer(layer_id) for layer_id in self._aside]
            self._aside = []
            for node in nodes:
                if node is not None:
                    node.setItemVisibilityChecked(True)
        elif self.result is not None:
            for layer_id in (self.result.polygons, self.result.mask, self.result.probability):
                node = root.findLayer(layer_id) if layer_id else None
                if node is not None and node.itemVisibilityChecked():
                    node.setItemVisibilityChecked(False)
                    self._aside.append(layer_id)

    def take_result(self, result: Optional[RunResult]) -> None:
        """Take another result; ``None`` = there is none any more."""
        self.result = result
        self.show_result(result)
        self.allow_result()

    def show_result(self, result: Optional[RunResult]) -> None:
        """Show a result in the form."""

    def allow_result(self) -> None:
        """Enable the buttons of the result whose layers and files are there."""

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a part of the form that has just been shown, when it has its place."""
        QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(widget, 0, 0))

    def polygons(self) -> Optional[QgsVectorLayer]:
        """Return the polygons of the result; ``None`` = there are none, or they were removed."""
        layer = self._session.layer(self.result.polygons) if self.result is not None else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    def review(self) -> None:
        """Open the polygons of the result in the tab Review."""
        layer = self.polygons()
        if layer is not None:
            self._session.reviewRequested.emit(layer)

    def report(self) -> None:
        """Open the tool that reports the polygons of the result."""
        layer = self.polygons()
        if layer is not None and self.result is not None:
            pair = (self._session.layer(self.result.before), self._session.layer(self.result.after))
            open_change_report(self._dialogs, layer, pair, self._session.layer(self.result.mask))

    def _layers_gone(self, _layer_ids: object) -> None:
        self.allow_result()

    # -- the project --------------------------------------------------------------------------------

    def project_closed(self) -> None:
        """Cancel a run when its project is closed: its outputs must not enter another project."""
        self._life.drop()
        self._preview.hold(False)
        self._reading.clear()
        self.leave_map()
        self.notice.show_notice(UNKNOWN, "")
        self.take_result(None)
        self._show_settings(self._clean)
        self._settled.start()

    def project_opened(self, *_document: object) -> None:
        """Show the settings that the project was left with, and take over its last result."""
        self._show_settings(self._read_settings())
        latest = self._session.results
        own = latest is not None and latest.algorithm == self.ALGORITHM
        self.take_result(latest if own else last_result(self._project, self.ALGORITHM))

    def keep_soon(self, *_arguments: object) -> None:
        """Keep the settings with the project when they have settled."""
        self._keeping.start()

    def _keep(self) -> None:
        state = json.dumps(self.form.state(), sort_keys=True)
        if state != self._kept:
            self._kept = state
            self._project.writeEntry(_SCOPE, self._entry, state)

    def _read_settings(self) -> dict[str, Any]:
        """Return the settings that the project was left with, else those of a new one."""
        try:
            found = json.loads(str(self._project.readEntry(_SCOPE, self._entry, "")[0]) or "{}")
        except ValueError:  # edited by hand
            found = {}
        return found if isinstance(found, dict) and found else self._clean

    def _show_settings(self, state: dict[str, Any]) -> None:
        self.form.show_state(state)
        self._keeping.stop()
        self._kept = json.dumps(self.form.state(), sort_keys=True)

    @property
    def _entry(self) -> str:
        """Name of the project's entry with the settings of this task."""
        return "/form_" + self.ALGORITHM.rpartition(":")[2]
