"""What the algorithms on a pair of dates have in common: checks, preparation in the layers' thread, run in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, ClassVar, Optional

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm
from .run_log import Begun, begin_run, end_run

translate = QCoreApplication.translate


@dataclass(frozen=True)
class PairSteps:
    """The three steps of a run; each may raise ``JobFailure``, and all but the first ``Cancelled``.

    :param read: (algorithm, parameters, context): reads and checks the parameters; quick.
    :param prepare: (algorithm, parameters, context, feedback) -> a run with a ``title``; in the thread that owns the layers.
    :param perform: (run, outputs, feedback) -> values of the outputs; outputs are parameter -> path or ``None``.
    """

    read: Callable[..., Any]
    prepare: Callable[..., Any]
    perform: Callable[..., dict[str, Any]]


class PairAlgorithm(GroundshiftAlgorithm):
    """Subclasses say which steps a run has and which layers it gives."""

    LAYERS: ClassVar[tuple[str, ...]]  # output parameters, the one that goes on top in the project first
    FILES: ClassVar[tuple[str, ...]] = ()  # outputs that are no layers: reports, tables, pictures

    def __init__(self) -> None:
        super().__init__()
        self._run: Optional[Any] = None  # between prepareAlgorithm and processAlgorithm
        self._begun: Optional[Begun] = None  # likewise: what the history is to know

    def steps(self) -> PairSteps:
        """The steps, imported when they are needed: QGIS makes all algorithms when it starts."""
        raise TypeError(f"{type(self).__name__} does not say which steps it has")

    def checkParameterValues(  # noqa: N802 (QGIS's names, here and below)
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        from ...jobs.failure import JobFailure
        from .failure_text import failure_text

        try:
            self.steps().read(self, parameters, context)
        except JobFailure as failure:
            return False, failure_text(failure)
        good, text = super().checkParameterValues(parameters, context)
        return bool(good), str(text)

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ...jobs.failure import Cancelled, JobFailure
        from .failure_text import failure_text

        self._begun = begin_run(self, parameters, context)
        try:
            self._run = self.steps().prepare(self, parameters, context, feedback)
        except JobFailure as failure:
            raise QgsProcessingException(failure_text(failure)) from failure
        except Cancelled:
            return False
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ...jobs.failure import Cancelled, JobFailure
        from ..outputs.result_layers import show_results
        from .failure_text import failure_text

        run, self._run = self._run, None
        if run is None:
            raise QgsProcessingException(translate("PairAlgorithm", "The algorithm was not prepared."))
        outputs = {name: self.parameterAsOutputLayer(parameters, name, context) or None for name in self.LAYERS}
        for name in self.FILES:
            outputs[name] = self.parameterAsFileOutput(parameters, name, context) or None
        try:
            results = self.steps().perform(run, outputs, feedback)
        except JobFailure as failure:
            raise QgsProcessingException(failure_text(failure)) from failure
        except Cancelled:
            if feedback.isCanceled():
                return {}
            text = translate("PairAlgorithm", "The run was stopped because the plugin was unloaded.")
            raise QgsProcessingException(text) from None
        show_results(context, self.id(), run.title, [(name, results.get(name)) for name in self.LAYERS])
        end_run(self._begun, results)
        return results
