"""The task "What became what": form, check, run and result."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QHideEvent
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...algorithms.run.from_to_change import CHANGES, MATRIX, REPORT
from ...jobs.failure import JobFailure
from ...rules.class_tables import parse_changes, transition_text
from ..detect.numbers import area_text, count_text
from ..detect.reading import ReadingBlock
from ..detect.result_layers import last_result, output_paths
from ..detect.run_bar import NoticeBox, RunBar
from ..detect.run_life import RunLife
from ..detect.suitability import BAD, CAUTION, DATES, GOOD, UNKNOWN, Finding, Verdict
from ..dock.session import RunResult, Session
from ..review.review_classes import CLASSES_PROPERTY
from ..tool_dialogs import ToolDialogs
from .date_kinds import DateKind
from .matrix_file import TransitionArea, read_classes, read_transitions
from .transition_check import judge_dates
from .transition_form import TransitionForm
from .transition_preview import PreviewForm, TransitionPreview
from .transition_run import CLASSES_AFTER, CLASSES_BEFORE, FILES, FROM_TO_CHANGE, make_run, plan_of

_SETTLED_MS = 200  # delay before changed input is checked
_SAMPLE, _INSTALL = "groundshift:samplepoints", "groundshift:installruntime"


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class TransitionPanel(QWidget):
    """The panel of the task "What became what".

    :param iface: the ``QgisInterface``.
    :param session: what the dock's panels share.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftTransitions")
        self._iface, self._session = iface, session
        self._project = QgsProject.instance()
        self._result: Optional[RunResult] = None
        self._reason = ""  # why a run cannot be started; "" = it can
        self._dialogs = ToolDialogs()
        self.form = TransitionForm(iface.mapCanvas(), session, self)
        self.notice = NoticeBox(self)
        self.bar = RunBar(self, tr("R&un comparison"), tr("Map the classes of both dates and what became what"))
        self._life = RunLife(iface, session, self.bar, self.notice, self._found_text, self)
        self._preview = TransitionPreview(iface.mapCanvas(), self)
        self._preview.noteChanged.connect(self.bar.show_note)
        self._reading = ReadingBlock(self.form.reading, self)
        self._area = QgsScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.notice)
        layout.addWidget(self.bar)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._update_check)
        self._connect()
        self._project_opened()
        self._update_check()

    def release(self) -> None:
        """Cancel the run, and disconnect from everything outside the panel."""
        self._settled.stop()
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._life.drop()
        self._reading.cancel()
        self._preview.release()
        self._dialogs.close_all()
        self.form.release()

    def fill(self, parameters: Any, algorithm: str) -> None:
        """Fill the form with the settings of an earlier run; those of another algorithm are not taken."""
        if algorithm == FROM_TO_CHANGE:
            self.form.show_parameters(dict(parameters or {}))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Switch the preview off when the tab or the task is left, but not when the window is minimised."""
        if not event.spontaneous():
            self.bar.preview.setChecked(False)
        super().hideEvent(event)

    def _connect(self) -> None:
        form = self.form
        form.changed.connect(self._settled.start)
        form.light.actionPressed.connect(self._perform)
        form.result.reviewPressed.connect(self._review)
        form.result.comparePressed.connect(self._session.compareRequested)
        form.result.reportPressed.connect(self._open_report)
        form.result.estimatePressed.connect(self._sample)
        form.result.transitionChosen.connect(self._show_only)
        self.bar.runPressed.connect(self.run)
        self.bar.previewToggled.connect(self._preview.switch)
        self._life.began.connect(lambda: self._preview.hold(True))
        self._life.loaded.connect(self._run_loaded)
        self._life.ended.connect(self._run_ended)
        self._outside: list[tuple[Any, Any]] = [
            (self._session.runRequested, self.fill),
            (self._project.cleared, self._project_closed),
            (self._project.readProject, self._project_opened),
            (self._project.layersRemoved, self._layers_gone),
            (self._iface.mapCanvas().extentsChanged, self._map_moved),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)

    # -- the check ----------------------------------------------------------------------------------

    def _map_moved(self) -> None:
        if self.form.area.follows_view():
            self._settled.start()

    def _update_check(self) -> None:
        """Check the form, and enable what can be done with it."""
        self._settled.stop()
        missing, light = self.form.missing(), self.form.light
        layers = self._layers()
        if missing or layers is None:
            self._reason = missing or tr("Both dates must be raster layers.")
            light.show_verdict(UNKNOWN, tr("First choose what to compare"), (Finding(UNKNOWN, "missing", self._reason),))
            light.show_action("", "")
            self._preview.set_form(None)
            self._reading.clear()
        else:
            values, kinds = self.form.parameters(lasting=True), self.form.kinds()
            judged = judge_dates(values, layers, kinds, self.form.dates())
            findings, gsd_m = judged.findings, judged.gsd_m
            self._preview.set_form(PreviewForm(values, kinds, gsd_m) if gsd_m else None)
            verdict = Verdict(findings)
            self._reason = findings[0].text if verdict.level == BAD else ""
            headline = {
                GOOD: tr("These dates can be compared"),
                CAUTION: tr("These dates can be compared with restrictions"),
                BAD: tr("The comparison is not possible yet"),
            }.get(verdict.level, tr("These dates can be compared"))
            light.show_verdict(verdict.level, headline, findings)
            self._offer_action(findings, judged.runtime)
            if not self._life.running:
                self._reading.update(values, judged.to_read if gsd_m else (), self.form.area.follows_view())
        self.bar.allow(self._reason)

    def _offer_action(self, findings: tuple[Finding, ...], runtime: bool) -> None:
        light = self.form.light
        if runtime:
            tip = tr("Download the packages that run networks into a separate environment")
            light.show_action("install", tr("Install runtime…"), tip)
        elif any(finding.topic == DATES for finding in findings):
            light.show_action("swap", tr("Swap the dates"), tr("Make the earlier image Before and the later one After"))
        else:
            light.show_action("", "")

    def _perform(self, action: str) -> None:
        if action == "swap":
            self.form.pair.swap_dates()
        elif action == "install":
            self._dialogs.open(_INSTALL, {})

    def _layers(self) -> Optional[tuple[QgsRasterLayer, QgsRasterLayer]]:
        before, after = self._session.before, self._session.after
        both = isinstance(before, QgsRasterLayer) and isinstance(after, QgsRasterLayer)
        return (before, after) if both else None

    # -- a run --------------------------------------------------------------------------------------

    def run(self) -> None:
        """Start a comparison with the settings of the form."""
        self._update_check()
        layers = self._layers()
        if self._life.running or self._reason or layers is None:
            return
        folder = self.form.advanced.folder.filePath().strip()
        paths = output_paths(folder, layers[0].name(), layers[1].name(), FILES, "from-to")
        self._reading.cancel()  # frees the processor for the run
        values = self.form.parameters(lasting=True)
        kinds, spec = self.form.kinds(), self.form.spec
        model = spec.id if spec is not None and DateKind.IMAGE in kinds else ""
        self._life.start(make_run(values, layers, kinds, paths, self._project), plan_of(layers, model))

    def _run_ended(self) -> None:
        self._preview.hold(False)
        self._settled.start()

    def _found_text(self, values: dict[str, Any]) -> str:
        """Return the text of the message after a run."""
        area = float(values.get("CHANGED_AREA", 0.0))
        if not area:
            return tr("No change found.")
        count = len(_transitions(values, self._changes()))
        found = tr("1 transition") if count == 1 else tr("{count} transitions").format(count=count_text(count))
        return tr("{area} changed, {transitions}.").format(area=area_text(area), transitions=found)

    def _changes(self) -> str:
        """Return the transitions that count in the last run."""
        parameters = self._result.parameters if self._result is not None else {}
        return str(parameters.get(CHANGES, ""))

    # -- the result ---------------------------------------------------------------------------------

    def _run_loaded(self, result: RunResult) -> None:
        """Note the classes with the polygons, for their review, and show the result."""
        self.bar.preview.setChecked(False)
        polygons = self._session.layer(result.polygons)
        try:
            names = read_classes(str(result.outputs.get(MATRIX) or ""))
        except (OSError, ValueError):
            names = ()
        if polygons is not None:
            polygons.setCustomProperty(CLASSES_PROPERTY, "\n".join(names))
        self._take_result(result)
        QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(self.form.result, 0, 0))  # when it has its place

    def _take_result(self, result: Optional[RunResult]) -> None:
        self._result = result
        if result is None:
            self.form.result.hide()
            return
        found = _transitions(result.outputs, self._changes())
        total = sum(item.area for item in found)
        headline = tr("{area} changed").format(area=area_text(total)) if found else tr("No change found.")
        self.form.result.show_transitions(found, self._colors(result), headline)
        self._allow()

    def _colors(self, result: RunResult) -> dict[str, str]:
        """Return the colours of the classes, by name: of the maps of classes, else of the model."""
        colors = {item.name: item.color for item in self.form.spec.classes} if self.form.spec is not None else {}
        project_layers = [self._session.layer(result.before), self._session.layer(result.after)]
        for layer in [*project_layers, *self._layers_of(result, (CLASSES_BEFORE, CLASSES_AFTER))]:
            renderer = layer.renderer() if isinstance(layer, QgsRasterLayer) else None
            if isinstance(renderer, QgsPalettedRasterRenderer):
                colors.update({item.label: item.color.name() for item in renderer.classes()})
        return colors

    def _layers_of(self, result: RunResult, names: tuple[str, ...]) -> list[QgsMapLayer]:
        """Return the layers of some of a run's outputs that are in the project."""
        paths = {os.path.normpath(str(result.outputs[name])) for name in names if result.outputs.get(name)}
        layers = self._project.mapLayers().values()
        return [layer for layer in layers if os.path.normpath(layer.source().partition("|")[0]) in paths]

    def _allow(self) -> None:
        """Enable the buttons of the result whose layers and files are there."""
        result = self._result
        if result is None:
            return
        pair = self._session.layer(result.before) is not None and self._session.layer(result.after) is not None
        report = os.path.exists(str(result.outputs.get(REPORT) or ""))
        polygons, mask = (self._session.layer(name) is not None for name in (result.polygons, result.mask))
        self.form.result.allow(polygons, pair, report, mask)

    def _review(self) -> None:
        layer = self._session.layer(self._result.polygons) if self._result is not None else None
        if isinstance(layer, QgsVectorLayer):
            self._show_only("", "")
            self._session.reviewRequested.emit(layer)

    def _open_report(self) -> None:
        path = str(self._result.outputs.get(REPORT) or "") if self._result is not None else ""
        if os.path.exists(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        else:
            self._allow()

    def _sample(self) -> None:
        """Open the tool that draws points in each transition."""
        layer = self._session.layer(self._result.mask) if self._result is not None else None
        if layer is not None:
            self._dialogs.open(_SAMPLE, {"MAP": layer.id()})

    def _show_only(self, before: str, after: str) -> None:
        """Show the polygons of one transition only; ``""`` = all. They are filtered by the style, not in the layer."""
        layer = self._session.layer(self._result.polygons) if self._result is not None else None
        if not isinstance(layer, QgsVectorLayer):
            return
        renderer = layer.renderer()
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            return
        wanted = transition_text(before, after) if before else ""
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryRenderState(index, wanted in ("", str(category.value())))
        layer.triggerRepaint()
        layer.legendChanged.emit()

    # -- the project --------------------------------------------------------------------------------

    def _layers_gone(self, _layer_ids: object) -> None:
        self._allow()

    def _project_closed(self) -> None:
        """Cancel a run when its project is closed: its outputs must not enter another project."""
        self._life.drop()
        self.notice.show_notice(UNKNOWN, "")
        self._take_result(None)
        self._settled.start()

    def _project_opened(self, *_document: object) -> None:
        """Take over the last result of the opened project."""
        self._take_result(last_result(self._project, FROM_TO_CHANGE))


def _transitions(outputs: dict[str, Any], changes: str) -> list[TransitionArea]:
    """Return the transitions that a run's matrix holds; nothing if it cannot be read.

    :param changes: those that count.
    """
    try:
        return read_transitions(str(outputs.get(MATRIX) or ""), parse_changes(changes, CHANGES))
    except (OSError, ValueError, JobFailure):
        return []
