"""``groundshift:measureruntime``: the speed of each installed backend on this machine, and the choice of the fastest."""

from __future__ import annotations

import json
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .base import GroundshiftAlgorithm
from .run.worker_feedback import run_with_feedback

translate = QCoreApplication.translate


class MeasureRuntime(GroundshiftAlgorithm):
    """Measurement of the installed backends on the bundled models."""

    NAME = "measureruntime"
    LABEL = QT_TRANSLATE_NOOP("MeasureRuntime", "Measure runtime")
    TAGS = QT_TRANSLATE_NOOP("MeasureRuntime", "speed,benchmark,accelerator,openvino,cuda,gpu,precision,bfloat16")
    SUMMARY = QT_TRANSLATE_NOOP(
        "MeasureRuntime", "Measures how fast each installed library runs the networks on this computer."
    )
    HELP = QT_TRANSLATE_NOOP(
        "MeasureRuntime",
        "Runs the bundled models with every installed library, device and precision over a drawn scene, and reports "
        "the speed in megapixels per second, the time to load, the memory, and the share of the mask's pixels that "
        "differ from those of ONNX Runtime on the processor in 32 bits.\n"
        "The fastest one whose masks differ by at most 0.1 % is kept, for each task, as the automatic choice of later "
        "runs. Close other programs for the time of the measurement, about a minute. Run it again after another "
        "accelerator or driver was installed.",
    )

    GROUP = "setup"
    KEEP = "KEEP"
    CHOICE = "CHOICE"
    ROWS = "ROWS"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(
            QgsProcessingParameterBoolean(
                self.KEEP, translate("MeasureRuntime", "Use the fastest for later runs"), defaultValue=True
            ),
            translate("MeasureRuntime", "Keep the table and the choice in the settings. Off: only report them."),
        )
        self.addOutput(QgsProcessingOutputString(self.CHOICE, translate("MeasureRuntime", "Fastest of each task")))
        self.addOutput(QgsProcessingOutputString(self.ROWS, translate("MeasureRuntime", "Table (JSON)")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..jobs.failure import Cancelled
        from .run.failure_text import failures_for_processing

        keep = self.parameterAsBoolean(parameters, self.KEEP, context)
        try:
            with failures_for_processing():
                return self._measure(keep, feedback)
        except Cancelled:
            return {}

    def _measure(self, keep: bool, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Measure and report.

        :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
        """
        import tempfile

        from ..jobs.measure_runtime import MeasureRuntimeJob, preference_of, text_rows
        from ..model_file.catalogue import bundled_folder, model_paths
        from ..runtime import settings
        from ..runtime.network_target import installed_state

        with tempfile.TemporaryDirectory(prefix="groundshift-") as scratch:
            job = MeasureRuntimeJob(tuple(model_paths((bundled_folder(),))), scratch)
            result = run_with_feedback(job, feedback, lambda part: feedback.setProgress(100 * part))
        line = translate("MeasureRuntime", "{0}, {1}: {2} Mpx/s, loaded in {3} s, {4} MB, {5} % of the mask differs")
        refused = translate("MeasureRuntime", "{0}, {1}: cannot be run. {5}")
        for row, texts in zip(result["ROWS"], text_rows(result["ROWS"])):
            feedback.pushInfo((refused if row["reason"] else line).format(*texts))
        choice = preference_of(result["CHOICE"])
        plain = translate("MeasureRuntime", "ONNX Runtime on the processor is the fastest here.")
        text = translate("MeasureRuntime", "Fastest: {choice}")
        feedback.pushInfo(text.format(choice=choice) if choice else plain)
        if keep:
            state = installed_state()
            settings.keep_measured(choice, result["ROWS"], "" if state is None else state.requirements)
        return {self.CHOICE: choice, self.ROWS: json.dumps(result["ROWS"])}
