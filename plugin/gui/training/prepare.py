"""Turn the training form into a job: layers are read in the main thread, the job is created in the background."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.inputs.given import Given
from ...algorithms.inputs.labelled_layers import LabelledRequest, read_labelled, write_pairs
from ...algorithms.outputs.output_checks import check_writable
from ...algorithms.outputs.provenance import provenance
from ...algorithms.run.train_model import checkpoint_folder, find_base, task_of_base
from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...jobs.train_model import TrainModelJob
from ...model_file.catalogue import EXTENSION, user_folder
from ...runtime.job_place import check_runtime
from .form import TrainingForm, model_id
from .run_folder import RunFolder

translate = QCoreApplication.translate

ALGORITHM = "groundshift:trainmodel"


@dataclass(frozen=True)
class PreparedTraining:
    """A form whose layers have been read.

    :param base: path of a model, or name of an architecture.
    """

    form: TrainingForm
    base: str
    labelled: tuple[LabelledRequest, ...]

    def job(self, folder: RunFolder, feedback: QgsProcessingFeedback, only_sample: bool = False) -> TrainModelJob:
        """Return the job and write its labels into the folder; in any thread.

        :raises JobFailure: the labels cannot be written.
        :raises Cancelled: the user cancelled.
        """
        form = self.form
        labels = os.path.join(folder.path, "labels")
        pairs = [
            pair
            for number, request in enumerate(self.labelled)
            for pair in write_pairs(request, os.path.join(labels, str(number)), feedback)
        ]
        return TrainModelJob(
            base=self.base,
            model=form.model,
            scratch=folder.make_scratch(),
            checkpoints=checkpoint_folder(form.model),
            resume=False,
            pairs=tuple(pairs),
            chips=form.chips,
            replay=form.replay,
            settings=form.settings,
            model_id=model_id(form.title),
            title=form.title,
            licence=form.licence,
            attribution=form.attribution,
            resolution=form.resolution,
            report=None if only_sample else os.path.splitext(form.model)[0] + ".report.html",
            control=folder.control,
            pictures=folder.pictures,
            only_sample=only_sample,
            texts=translated_texts(lambda text: translate("Report", text)),
            provenance=self._provenance(),
        )

    def _provenance(self) -> dict[str, Any]:
        names = [" - ".join(date.name for date in pair.dates) for request in self.labelled for pair in request.pairs]
        chips = [os.path.basename(os.path.normpath(path)) for path in self.form.chips]
        return provenance("trainmodel", {"pairs": names, "chips": chips}, {"BASE": self.base})


def prepare(form: TrainingForm, project: QgsProject) -> PreparedTraining:
    """Read and check the form; quick. In the main thread.

    :raises JobFailure: a parameter or layer is invalid.
    """
    if not form.pairs and not form.chips:
        raise JobFailure("training_nothing", "LABELS")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    context = QgsProcessingContext()
    context.setProject(project)
    labelled = tuple(read_labelled(Given(algorithm, pair.parameters, context)) for pair in form.pairs)
    base = find_base(form.base)
    for request in labelled:
        request.check_dates(task_of_base(base), form.base)
    if os.path.dirname(os.path.abspath(form.model)) == os.path.abspath(user_folder()):
        os.makedirs(user_folder(), exist_ok=True)
    check_writable("MODEL", form.model, (EXTENSION[1:],))
    check_runtime()  # last: errors in the form come before those of the set-up
    return PreparedTraining(form, base, labelled)
