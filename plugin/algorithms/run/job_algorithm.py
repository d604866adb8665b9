"""What the algorithms have in common that hand one job to the worker: validation, scratch folder, run, clean-up."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm
from .run_log import begin_run, end_run

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ...jobs.failure import JobFailure

translate = QCoreApplication.translate

_HTML_IN_BATCHES = 32800  # seen to fail in 3.22


class JobAlgorithm(GroundshiftAlgorithm):
    """Subclasses read the parameters (:meth:`read_request`) and make the job (:meth:`make_job`)."""

    def __init__(self) -> None:
        super().__init__()
        self._request: Optional[Any] = None  # between prepareAlgorithm and processAlgorithm
        self._begun: Optional[Any] = None  # likewise: what the history is to know

    if TYPE_CHECKING:  # what each subclass has

        def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Any:
            """Read and check the parameters, in the thread that owns the layers; quick, and free of the layers afterwards.

            :raises JobFailure: naming the parameter or layer that is at fault.
            """

        def make_job(self, request: Any, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
            """The job, perhaps with features in files in ``scratch``; in the thread of the run.

            :param outputs: parameter -> path of each output that is wanted.
            """

        def output_paths(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, str]:
            """Parameter -> path of each output that is wanted."""

    def add_report(self, parameter: QgsProcessingParameterFileDestination, help_text: str) -> None:
        """Add an HTML output, which QGIS shows in its results viewer."""
        if Qgis.QGIS_VERSION_INT >= _HTML_IN_BATCHES:
            self.add(parameter, help_text)
            return
        # Batches of older versions raise, when all rows are done, where an algorithm has an output of the kind HTML
        # (qgis/QGIS issue 47884); as a plain file it is written all the same.
        parameter.setHelp(help_text)
        self.addParameter(parameter, False)
        self.addOutput(QgsProcessingOutputFile(parameter.name(), parameter.description()))

    def show(self, context: QgsProcessingContext, request: Any, results: Dict[str, Any]) -> None:
        """Have the results shown as they should be."""

    def checkParameterValues(  # noqa: N802 (QGIS's name)
        self, parameters: Dict[str, Any], context: QgsProcessingContext
    ) -> Tuple[bool, str]:
        from ...jobs.failure import JobFailure
        from .failure_text import failure_text

        try:
            self.read_request(parameters, context)
        except JobFailure as failure:
            return False, failure_text(failure)
        good, text = super().checkParameterValues(parameters, context)
        return bool(good), str(text)

    def prepareAlgorithm(  # noqa: N802
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ...jobs.failure import JobFailure

        try:
            self._request = self.read_request(parameters, context)
        except JobFailure as failure:
            raise _exception(failure) from failure
        self._begun = begin_run(self, parameters, context)
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        from ...jobs.failure import Cancelled, JobFailure
        from ...jobs.staging import remove_temporaries
        from .worker_feedback import progress_part, run_with_feedback

        request, self._request = self._request, None
        if request is None:
            raise QgsProcessingException(translate("JobAlgorithm", "The algorithm was not prepared."))
        outputs = {name: os.path.abspath(path) for name, path in self.output_paths(parameters, context).items()}
        # In QGIS's own temporary folder: users with a small system disk move that one.
        scratch = tempfile.mkdtemp(prefix="groundshift-", dir=QgsProcessingUtils.tempFolder())
        try:
            job = self.make_job(request, outputs, scratch, feedback)
            values = run_with_feedback(job, feedback, progress_part(feedback, 0.0, 1.0))
        except JobFailure as failure:
            raise _exception(failure) from failure
        except Cancelled:
            if feedback.isCanceled():
                return {}
            text = translate("JobAlgorithm", "The run was stopped because the plugin was unloaded.")
            raise QgsProcessingException(text) from None
        finally:
            remove_temporaries(outputs.values(), scratch)
        declared = {definition.name() for definition in self.outputDefinitions()}
        results = {name: value for name, value in values.items() if name in declared}
        self.show(context, request, results)
        end_run(self._begun, results)
        return results


def provenance(algorithm: str, inputs: Dict[str, Any], parameters: Dict[str, Any]) -> Dict[str, Any]:
    """What each output says of how it was made. Names, not addresses: those may hold keys."""
    from ..outputs.provenance import provenance as document

    return document(algorithm, {"inputs": inputs}, parameters)


def _exception(failure: JobFailure) -> QgsProcessingException:
    from .failure_text import failure_text

    return QgsProcessingException(failure_text(failure))
