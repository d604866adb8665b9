"""The task "Brightness": change of two dates without a network."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout

from groundshift.plugin.algorithms.inputs.given import Given
from groundshift.plugin.algorithms.run.detect_change_classic import DIFFERENCE, MASK, POLYGONS, STEPS
from groundshift.plugin.gui.algorithm_run import AlgorithmRun
from groundshift.plugin.gui.tasks.advanced_box import folder_choice
from groundshift.plugin.gui.tasks.pair_box import PairBox
from groundshift.plugin.gui.tasks.result_layers import LayerWanted, output_paths
from groundshift.plugin.gui.tasks.run_bar import RunBar
from groundshift.plugin.gui.tasks.run_life import RunPlan
from groundshift.plugin.gui.tasks.suitability import BAD, GOOD, Finding
from groundshift.plugin.gui.tasks.task_form import TaskForm
from groundshift.plugin.gui.tasks.task_panel import FormCheck, TaskPanel, blocking_reason, incomplete
from groundshift.plugin.gui.tasks.texts import panel_text
from groundshift.plugin.jobs.failure import JobFailure

FILES = {MASK: "mask.tif", DIFFERENCE: "difference.tif", POLYGONS: "polygons.gpkg"}


class BrightnessForm(TaskForm):
    """A pair of dates and an area."""

    def __init__(self, canvas, session):
        super().__init__(canvas)
        self._session = session
        self.pair, self.folder, self.found = PairBox(session), folder_choice(), QLabel()
        layout = QVBoxLayout(self)
        for part in (self.pair, self.area, self.light, self.found, self.folder):
            layout.addWidget(part)
        session.pairChanged.connect(self.changed)

    def release(self):
        super().release()
        self._session.pairChanged.disconnect(self.changed)
        self.pair.release()

    def missing(self):
        chosen = self._session.before is not None and self._session.after is not None
        return super().missing() if chosen else "Choose two images."

    def parameters(self, lasting=False):
        dates = {"BEFORE": self._session.before, "AFTER": self._session.after}
        pair = {name: layer.id() if layer is not None else None for name, layer in dates.items()}
        return {**pair, **super().parameters(lasting)}


class BrightnessPanel(TaskPanel):
    """What is the task's own: the check, the run and the words of its result."""

    ALGORITHM = "groundshift:detectchangeclassic"

    def __init__(self, iface, session, parent=None):
        super().__init__(iface, session, BrightnessForm(iface.mapCanvas(), session), RunBar(with_preview=False), parent)
        self.begin()

    def check(self):
        missing = self.form.missing()
        if missing:
            return incomplete("Two images are needed", missing)
        parameters = self.form.parameters()
        try:
            STEPS.checked(Given.of_project(self.ALGORITHM, parameters))
        except JobFailure as failure:
            findings = (Finding(BAD, failure.code, panel_text(failure)),)
            return FormCheck("Not possible", findings, blocking_reason(findings))
        return FormCheck("Ready", (Finding(GOOD, "dates", "Both dates can be read."),), parameters=parameters)

    def make_run(self):
        before, after = self._session.before, self._session.after
        paths = output_paths(self.form.folder.filePath(), before.name(), after.name(), FILES, "brightness")
        run = AlgorithmRun(self.ALGORITHM, {**self.form.parameters(lasting=True), **paths}, self._project, listed=True)
        layers = (LayerWanted(POLYGONS, "Polygons", role=POLYGONS), LayerWanted(MASK, "Mask", visible=False, role=MASK))
        return run, RunPlan("Brightness", self.ALGORITHM, (before.id(), after.id()), layers)

    def show_result(self, result):
        self.form.found.setText("" if result is None else self.found_text(result.outputs))
