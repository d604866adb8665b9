"""Turn the training form with a radar series into a job of ``groundshift:sartrain``."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.training_parameters import DEVICE, SHORT_NUMBERS
from ...algorithms.run import sar_train
from ...jobs.sar import SarTrainJob
from ...model_file.catalogue import user_folder
from ...rules.training_limits import NUMBERS
from ...runtime.job_place import check_runtime
from .form import TrainingForm
from .run_folder import RunFolder

ALGORITHM = "groundshift:sartrain"


@dataclass(frozen=True)
class PreparedRadarTraining:
    """A form whose table has been read.

    :param outputs: paths of ``groundshift:sartrain``.
    """

    form: TrainingForm
    run: sar_train.SarTrainingRun
    outputs: dict[str, str]

    def job(self, folder: RunFolder, feedback: QgsProcessingFeedback, only_sample: bool = False) -> SarTrainJob:
        """Return the job; in any thread."""
        scratch = folder.make_scratch()
        made = sar_train.make_job(self.run, self.outputs, scratch, feedback)
        return replace(
            made,
            resume=False,
            only_sample=only_sample,
            report=None if only_sample else made.report,
            control=folder.control,
            pictures=folder.pictures,
        )


def prepare_radar(form: TrainingForm, project: QgsProject) -> PreparedRadarTraining:
    """Read and check the form; quick. In the main thread.

    :raises JobFailure: a parameter or the table is invalid.
    """
    if form.radar is None:
        raise ValueError("the form has no radar series")
    outputs = {"MODEL": form.model, "REPORT": os.path.splitext(form.model)[0] + ".report.html"}
    numbers: dict[str, Any] = {}
    for name in SHORT_NUMBERS:
        value = getattr(form.settings, NUMBERS[name].field)
        if value is not None:
            numbers[name] = value
    parameters = {**form.radar.parameters, **numbers, DEVICE: form.settings.device, "TITLE": form.title, **outputs}
    if os.path.dirname(os.path.abspath(form.model)) == os.path.abspath(user_folder()):
        os.makedirs(user_folder(), exist_ok=True)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project)
    given = Given(algorithm, parameters, context)
    run = sar_train.prepare(given, sar_train.read(given), feedback)
    check_runtime()  # last: errors in the form come before those of the set-up
    return PreparedRadarTraining(form, run, outputs)
