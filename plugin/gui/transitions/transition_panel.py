"""The task "What became what": form, check, run and result."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QWidget

from ...algorithms.inputs.model_choice import SEGMENTATION
from ...algorithms.run.from_to_change import CHANGES, MATRIX, REPORT
from ...jobs.failure import JobFailure
from ...rules.class_tables import parse_changes, transition_text
from ..dock.session import RunResult, Session
from ..review.review_classes import CLASSES_PROPERTY
from ..tasks.numbers import area_text, count_text
from ..tasks.result_layers import output_paths
from ..tasks.run_bar import RunBar
from ..tasks.run_life import Run, RunPlan
from ..tasks.suitability import BAD, CAUTION, DATES, worst_level
from ..tasks.task_form import SWAP
from ..tasks.task_panel import FormCheck, TaskPanel, blocking_reason, incomplete, install_action
from .date_kinds import DateKind
from .matrix_file import TransitionArea, read_classes, read_transitions
from .transition_check import judge_dates
from .transition_form import TransitionForm
from .transition_preview import TransitionPreview
from .transition_run import CLASSES_AFTER, CLASSES_BEFORE, FILES, FROM_TO_CHANGE, make_run, plan_of

_SAMPLE = "groundshift:samplepoints"


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


class TransitionPanel(TaskPanel):
    """The panel of the task "What became what"."""

    ALGORITHM = FROM_TO_CHANGE
    form: TransitionForm

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        form = TransitionForm(iface.mapCanvas(), session)
        bar = RunBar(None, tr("R&un comparison"), tr("Map the classes of both dates and what became what"))
        super().__init__(iface, session, form, bar, parent)
        self.setObjectName("GroundshiftTransitions")
        form.result.reviewPressed.connect(self.review)
        form.result.comparePressed.connect(session.compareRequested)
        form.result.reportPressed.connect(self._open_report)
        form.result.estimatePressed.connect(self._sample)
        form.result.transitionChosen.connect(self._show_only)
        self.begin()

    # -- the check ----------------------------------------------------------------------------------

    def network_task(self) -> str:
        return SEGMENTATION if DateKind.IMAGE in self.form.kinds() else ""

    def check(self) -> FormCheck:
        missing, layers = self.form.missing(), self._layers()
        if missing or layers is None:
            return incomplete(tr("First choose what to compare"), missing or tr("Both dates must be raster layers."))
        values, kinds = self.form.parameters(lasting=True), self.form.kinds()
        judged = judge_dates(values, layers, kinds, self.form.dates())
        headline = {
            CAUTION: tr("These dates can be compared with restrictions"),
            BAD: tr("The comparison is not possible yet"),
        }.get(worst_level(judged.findings), tr("These dates can be compared"))
        action = ("", "", "")
        if judged.runtime:
            action = install_action()
        elif any(finding.topic == DATES for finding in judged.findings):
            action = (SWAP, tr("Swap the dates"), tr("Make the earlier image Before and the later one After"))
        return FormCheck(
            headline,
            judged.findings,
            blocking_reason(judged.findings),
            action,
            values,
            judged.to_read if judged.gsd_m else (),
            TransitionPreview(values, kinds, judged.gsd_m) if judged.gsd_m else None,
        )

    def _layers(self) -> Optional[tuple[QgsRasterLayer, QgsRasterLayer]]:
        before, after = self._session.before, self._session.after
        both = isinstance(before, QgsRasterLayer) and isinstance(after, QgsRasterLayer)
        return (before, after) if both else None

    # -- a run --------------------------------------------------------------------------------------

    def make_run(self) -> Optional[tuple[Run, RunPlan]]:
        layers = self._layers()
        if layers is None:
            return None
        values, kinds, spec = self.form.parameters(lasting=True), self.form.kinds(), self.form.spec
        folder = self.form.folder.filePath().strip()
        paths = output_paths(folder, layers[0].name(), layers[1].name(), FILES, "from-to")
        model = spec.id if spec is not None and DateKind.IMAGE in kinds else ""
        return make_run(values, layers, kinds, paths, self._project), plan_of(layers, model)

    def found_text(self, values: dict[str, Any]) -> str:
        area = float(values.get("CHANGED_AREA", 0.0))
        if not area:
            return tr("No change found.")
        count = len(_transitions(values, self._changes()))
        found = tr("1 transition") if count == 1 else tr("{count} transitions").format(count=count_text(count))
        return tr("{area} changed, {transitions}.").format(area=area_text(area), transitions=found)

    def _changes(self) -> str:
        """Return the transitions that count in the last run."""
        parameters = self.result.parameters if self.result is not None else {}
        return str(parameters.get(CHANGES, ""))

    # -- the result ---------------------------------------------------------------------------------

    def run_loaded(self, result: RunResult) -> None:
        """Note the classes with the polygons, for their review, and show the result."""
        polygons = self._session.layer(result.polygons)
        try:
            names = read_classes(str(result.outputs.get(MATRIX) or ""))
        except (OSError, ValueError):
            names = ()
        if polygons is not None:
            polygons.setCustomProperty(CLASSES_PROPERTY, "\n".join(names))
        super().run_loaded(result)
        self.bring_into_view(self.form.result)

    def show_result(self, result: Optional[RunResult]) -> None:
        if result is None:
            self.form.result.hide()
            return
        found = _transitions(result.outputs, self._changes())
        total = sum(item.area for item in found)
        headline = tr("{area} changed").format(area=area_text(total)) if found else tr("No change found.")
        self.form.result.show_transitions(found, self._colors(result), headline)

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

    def allow_result(self) -> None:
        result = self.result
        if result is None:
            return
        pair = self._session.layer(result.before) is not None and self._session.layer(result.after) is not None
        report = os.path.exists(str(result.outputs.get(REPORT) or ""))
        polygons, mask = (self._session.layer(name) is not None for name in (result.polygons, result.mask))
        self.form.result.allow(polygons, pair, report, mask)

    def review(self) -> None:
        self._show_only("", "")
        super().review()

    def _open_report(self) -> None:
        path = str(self.result.outputs.get(REPORT) or "") if self.result is not None else ""
        if os.path.exists(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        else:
            self.allow_result()

    def _sample(self) -> None:
        """Open the tool that draws points in each transition."""
        layer = self._session.layer(self.result.mask) if self.result is not None else None
        if layer is not None:
            self._dialogs.open(_SAMPLE, {"MAP": layer.id()})

    def _show_only(self, before: str, after: str) -> None:
        """Show the polygons of one transition only; ``""`` = all. They are filtered by the style, not in the layer."""
        layer = self.polygons()
        renderer = layer.renderer() if layer is not None else None
        if layer is None or not isinstance(renderer, QgsCategorizedSymbolRenderer):
            return
        wanted = transition_text(before, after) if before else ""
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryRenderState(index, wanted in ("", str(category.value())))
        layer.triggerRepaint()
        layer.legendChanged.emit()


def _transitions(outputs: dict[str, Any], changes: str) -> list[TransitionArea]:
    """Return the transitions that a run's matrix holds; nothing if it cannot be read.

    :param changes: those that count.
    """
    try:
        return read_transitions(str(outputs.get(MATRIX) or ""), parse_changes(changes, CHANGES))
    except (OSError, ValueError, JobFailure):
        return []
