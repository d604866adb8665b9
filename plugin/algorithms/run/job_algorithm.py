"""The life of an algorithm that runs one job in the worker: read, prepare, perform, show.

Imported while QGIS starts: what a run needs is imported when it runs.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProcessingUtils
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm

if TYPE_CHECKING:
    from ..inputs.given import Given
    from .run_log import Begun

translate = QCoreApplication.translate

# (outputs, scratch, feedback) -> job
MakeJob = Callable[[Mapping[str, str], str, QgsProcessingFeedback], Any]
# (outputs, scratch, feedback) after the job
Finish = Callable[[Mapping[str, str], str, QgsProcessingFeedback], None]
_LAYER_DESTINATIONS = ("rasterDestination", "vectorDestination")


def _unchanged(given: Given, request: Any, feedback: QgsProcessingFeedback) -> Any:
    return request


def _untitled(run: Any) -> str:
    return ""


@dataclass(frozen=True)
class Steps:
    """The steps of a run, each a function of its own; every step may raise ``JobFailure``, all but ``read`` ``Cancelled``.

    :param read: ``(given) -> request``. Read and check the parameters; quick, in the thread that owns the layers.
    :param make_job: ``(run, outputs, scratch, feedback) -> job``, a dataclass of :mod:`...jobs`, in the thread of the run.
        ``outputs`` maps parameters to absolute paths and holds only the outputs that are wanted; ``scratch`` is a folder
        for files that the worker needs and that are removed afterwards.
    :param prepare: ``(given, request, feedback) -> run``. Read from layers what the run needs of them, in the thread that
        owns them. By default the run is the request.
    :param title: ``(run) -> text``, the name of the group that the result layers go into.
    :param finish: ``(run, outputs, scratch, feedback)``. Make what only QGIS can make of what the worker left in
        :func:`left_folder`, in the thread of the run.

    An algorithm whose job needs nothing but a path:

    >>> STEPS = Steps(
    ...     read=lambda given: given.text("PATH"),
    ...     make_job=lambda path, outputs, scratch, feedback: ToyJob(path, outputs["MASK"], scratch),
    ... )
    """

    read: Callable[[Given], Any]
    make_job: Callable[[Any, Mapping[str, str], str, QgsProcessingFeedback], Any]
    prepare: Callable[[Given, Any, QgsProcessingFeedback], Any] = _unchanged
    title: Callable[[Any], str] = _untitled
    finish: Optional[Callable[[Any, Mapping[str, str], str, QgsProcessingFeedback], None]] = None

    def checked(self, given: Given) -> Any:
        """Return the request of parameters that can be run.

        :raises JobFailure: a parameter or layer cannot be used, or there is no runtime.
        """
        from ...runtime.job_place import check_runtime

        request = self.read(given)
        check_runtime()  # last, because it concerns the set-up and not what the user chose
        return request


class JobAlgorithm(GroundshiftAlgorithm):
    """Base class of the algorithms that run one job; subclasses add parameters and :meth:`steps`.

    :ivar recorded: whether the run is an entry of the history; False = it is a part of another one.
    :ivar announced: whether the end of a recorded run is announced; False = the panel that started it shows it.
    :ivar recorded_parameters: those of the entry, if the run is the last step of several; ``None`` = its own.
    """

    LAYERS: ClassVar[tuple[str, ...]] = ()  # output parameters that become layers, the topmost of the group first

    def __init__(self) -> None:
        super().__init__()
        self.recorded = True
        self.announced = True
        self.recorded_parameters: Optional[dict[str, Any]] = None
        self._run: Optional[Any] = None  # between prepareAlgorithm and processAlgorithm
        self._begun: Optional[Begun] = None  # likewise: the entry of the history

    def steps(self) -> Steps:
        """Return the steps; subclasses import them here, because QGIS makes all algorithms when it starts."""
        raise TypeError(f"{type(self).__name__} has no steps")

    def read(self, given: Given) -> Any:
        return self.steps().checked(given)

    def prepareAlgorithm(  # noqa: N802 (QGIS's names, here and below)
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ...jobs.failure import Cancelled
        from ..inputs.given import Given
        from .failure_text import failures_for_processing
        from .run_log import begin_run

        described = self.recorded_parameters or parameters
        self._begun = begin_run(self, described, context, self.announced) if self.recorded else None
        given = Given(self, parameters, context)
        steps = self.steps()
        try:
            with failures_for_processing():
                self._run = steps.prepare(given, steps.checked(given), feedback)
        except Cancelled:
            return False
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ...jobs.failure import Cancelled
        from ..outputs.result_layers import show_results
        from .failure_text import failures_for_processing
        from .run_log import end_run

        run, self._run = self._run, None
        if run is None:
            raise QgsProcessingException(translate("JobAlgorithm", "The algorithm was not prepared."))
        steps = self.steps()
        outputs = self._wanted_outputs(parameters, context)

        def make_job(paths: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
            return steps.make_job(run, paths, scratch, feedback)

        def finish(paths: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> None:
            if steps.finish is not None:
                steps.finish(run, paths, scratch, feedback)

        try:
            with failures_for_processing():
                values = perform(make_job, outputs, feedback, finish)
        except Cancelled:
            if feedback.isCanceled():
                return {}
            text = translate("JobAlgorithm", "The run was stopped because the plugin was unloaded.")
            raise QgsProcessingException(text) from None
        declared = {definition.name() for definition in self.outputDefinitions()}
        files = {definition.name() for definition in self.destinationParameterDefinitions()}
        results = {**outputs, **{name: value for name, value in values.items() if name in declared - files}}
        show_results(context, self.id(), steps.title(run), [(name, results.get(name)) for name in self.LAYERS])
        end_run(self._begun, results)
        return results

    def _wanted_outputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, str]:
        """Return parameter -> path of each output that is wanted; layers are noted for loading."""
        paths = {}
        for definition in self.destinationParameterDefinitions():
            name = definition.name()
            layer = definition.type() in _LAYER_DESTINATIONS
            path = (self.parameterAsOutputLayer if layer else self.parameterAsFileOutput)(parameters, name, context)
            if path:
                paths[name] = path
        return paths


def left_folder(scratch: str) -> str:
    """Return the folder for files that the worker leaves for QGIS's side; it removes its scratch folder itself."""
    return f"{scratch}-left"


def perform(
    make_job: MakeJob, outputs: Mapping[str, str], feedback: QgsProcessingFeedback, finish: Optional[Finish] = None
) -> dict[str, Any]:
    """Make a job and run it in the worker; its temporary files are removed afterwards, whatever happens.

    :param outputs: parameter -> path of each output that is wanted.
    :param finish: what follows the job.
    :return: the values that the job gives.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the user stopped it.
    """
    from ...jobs.publish import remove_temporaries, writing
    from .worker_feedback import progress_part, run_with_feedback

    # The worker has a working directory of its own.
    paths = {name: os.path.abspath(path) for name, path in outputs.items()}
    # In QGIS's own temporary folder: users with a small system disk move that one.
    temporary = QgsProcessingUtils.tempFolder()
    with writing("", os.path.join(temporary, "groundshift")):
        scratch = tempfile.mkdtemp(prefix="groundshift-", dir=temporary)
    try:
        feedback.setProgress(0.0)
        job = make_job(paths, scratch, feedback)
        made = feedback.progress() / 100  # of the bar: the layers that only QGIS can read
        values = run_with_feedback(job, feedback, progress_part(feedback, made, 1.0))
        if finish is not None:
            finish(paths, scratch, feedback)
        return values
    finally:
        remove_temporaries(paths.values(), scratch)
        shutil.rmtree(left_folder(scratch), ignore_errors=True)
