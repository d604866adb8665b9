"""``groundshift:trainmodel`` from parameters to the job; also used by ``groundshift:findlearningrate``."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.report_texts import translated_texts
from ...jobs.train_model import TrainModelJob
from ...jobs.training_settings import AUGMENTATIONS as AUGMENTATION_KINDS
from ...jobs.training_settings import MONITORS, RADAR_SETTINGS, SCHEDULES, TrainingSettings
from ...model_file.load import load_model_file
from ...model_file.spec import CHANGE, SEGMENTATION
from ...rules.loss_terms import LossInvalid, parse_loss
from ...rules.network_plan import ARCHITECTURES, PlanInvalid, check_labelled, is_network_name, plan_from_name
from ...rules.training_limits import NUMBERS, NumberSetting
from ..inputs.chip_folders import given_folders
from ..inputs.given import Given
from ..inputs.labelled_layers import LabelledRequest, read_labelled, write_pairs
from ..inputs.model_choice import LABELLED, known_models, open_model
from ..inputs.training_parameters import (
    AREA,
    AUGMENTATIONS,
    BALANCE,
    BASE,
    CHIPS,
    CLASS_FIELD,
    DEVICE,
    LABELS,
    LOSS,
    MIXED_PRECISION,
    MONITOR,
    REPLAY,
    RESOLUTION,
    SCHEDULE,
    SHORT_NUMBERS,
)
from ..outputs.output_checks import check_destinations
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

TITLE, RESUME, MODEL, REPORT = "TITLE", "RESUME", "MODEL", "REPORT"
LICENCE, ATTRIBUTION = "LICENCE", "ATTRIBUTION"
_DOCUMENTS = {MODEL: ("onnx",), REPORT: ("html", "htm")}


@dataclass(frozen=True)
class TrainingRequest:
    """The parameters of a training, independent of the layers.

    :param base: path of a model or name of an architecture. ``base_text``: as it was given.
    """

    labelled: LabelledRequest
    chips: tuple[str, ...]
    replay: tuple[str, ...]
    base: str
    base_text: str
    settings: TrainingSettings
    resolution: Optional[float]

    @property
    def files(self) -> tuple[str, ...]:
        """Files that must not be overwritten."""
        return (*self.labelled.files, *((self.base,) if os.path.isfile(self.base) else ()))


@dataclass(frozen=True)
class ModelRequest:
    """A training with title, resume flag, licence and attribution of the model."""

    training: TrainingRequest
    title: str
    resume: bool
    licence: str = ""
    attribution: str = ""


def read(given: Given) -> ModelRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    training = read_training(given)
    check_destinations(given, training.files, _DOCUMENTS)
    return ModelRequest(
        training, given.text(TITLE), given.flag(RESUME, empty=True), given.text(LICENCE), given.text(ATTRIBUTION)
    )


def read_training(given: Given) -> TrainingRequest:
    """Read and check everything but outputs.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    labelled = read_labelled(given)
    chips = given_folders(given)
    if not labelled.pairs and not chips:
        raise JobFailure("training_nothing", LABELS)
    text = given.text(BASE)
    base = find_base(text)
    labelled.check_dates(task_of_base(base), text.partition("@")[0])
    return TrainingRequest(
        labelled=labelled,
        chips=chips,
        replay=given_folders(given, REPLAY),
        base=base,
        base_text=text,
        settings=_settings(given),
        resolution=given.resolution(RESOLUTION),
    )


def find_base(text: str) -> str:
    """Return the name of an architecture as it is, else the path of the model that ``text`` names.

    :raises JobFailure: ``training_base_unknown``, ``training_unsuited``, or the model cannot be used.
    """
    if is_network_name(text):
        try:
            check_labelled(plan_from_name(text))
        except PlanInvalid as error:
            raise JobFailure("training_unsuited", BASE, name=BASE, value=text, reason=str(error)) from error
        return text
    try:
        return open_model(text, CHANGE, SEGMENTATION).path
    except JobFailure as failure:
        if failure.code != "model_missing":
            raise JobFailure(failure.code, BASE, **failure.values) from failure
        models = ", ".join(entry.id for entry in known_models(LABELLED)) or "-"
        known = ", ".join(ARCHITECTURES)
        raise JobFailure("training_base_unknown", BASE, base=text, models=models, architectures=known) from failure


def task_of_base(base: str) -> str:
    """Return the task of the model file of what :func:`find_base` returned."""
    return plan_from_name(base).task if is_network_name(base) else load_model_file(base, (CHANGE, SEGMENTATION)).spec.task


def make_job(request: ModelRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> TrainModelJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    job = make_training_job(request.training, outputs[MODEL], outputs.get(REPORT), scratch, feedback)
    named = replace(job, title=request.title, resume=request.resume)
    return replace(named, licence=request.licence, attribution=request.attribution)


def make_training_job(
    request: TrainingRequest, model: str, report: Optional[str], scratch: str, feedback: QgsProcessingFeedback
) -> TrainModelJob:
    """Make the job, its labels written into ``scratch``. In the thread of the run.

    :param model: path of the model to write.
    :param report: of the report; ``None`` = not wanted.
    :raises JobFailure: the area holds no polygons.
    :raises Cancelled: the user stopped.
    """
    pairs = write_pairs(request.labelled, scratch, feedback)
    inputs = {
        "pairs": [
            {**{date.parameter: date.name for date in pair.dates}, "dates": [date.date for date in pair.dates]}
            for pair in request.labelled.pairs
        ],
        LABELS: list(dict.fromkeys(pair.label_name for pair in request.labelled.pairs)),
        CHIPS: [os.path.basename(os.path.normpath(path)) for path in request.chips],
        REPLAY: [os.path.basename(os.path.normpath(path)) for path in request.replay],
    }
    chosen = {
        BASE: request.base_text,
        CLASS_FIELD: request.labelled.class_field or None,
        AREA: request.labelled.area.name if request.labelled.area else None,
        RESOLUTION: request.resolution,
    }
    return TrainModelJob(
        base=request.base,
        model=model,
        scratch=scratch,
        checkpoints=checkpoint_folder(model),
        pairs=pairs,
        chips=request.chips,
        replay=request.replay,
        settings=request.settings,
        resolution=request.resolution,
        report=report,
        texts=translated_texts(lambda text: translate("Report", text)),
        provenance=provenance("trainmodel", {"inputs": inputs}, chosen),
    )


def checkpoint_folder(model: str) -> str:
    """Return the folder beside a model in which its training keeps checkpoints and log."""
    return os.path.splitext(model)[0] + ".training"


def _settings(given: Given) -> TrainingSettings:
    loss = given.text(LOSS)
    if loss:
        try:
            parse_loss(loss)
        except LossInvalid as error:
            raise JobFailure("training_unsuited", LOSS, name=LOSS, value=loss, reason=str(error)) from error
    numbers: dict[str, Any] = {}
    for setting in NUMBERS.values():
        value = _number(given, setting)
        if value is not None:
            numbers[setting.field] = int(value) if setting.whole else value
    return TrainingSettings(
        schedule=given.choice(SCHEDULE, SCHEDULES),
        monitor=given.choice(MONITOR, MONITORS),
        class_balance=given.flag(BALANCE, empty=True),
        augmentations=_kinds(given),
        mixed_precision=given.flag(MIXED_PRECISION, empty=True),
        device=given.text(DEVICE),
        loss=loss,
        **numbers,
    )


def read_radar_settings(given: Given) -> TrainingSettings:
    """Read the settings of a training without labels (:func:`..inputs.training_parameters.add_short_settings`).

    :raises JobFailure: ``training_setting``.
    """
    numbers: dict[str, Any] = {"device": given.text(DEVICE)}
    for name in SHORT_NUMBERS:
        setting = NUMBERS[name]
        value = _number(given, setting)
        if value is not None:
            numbers[setting.field] = int(value) if setting.whole else value
    return replace(RADAR_SETTINGS, **numbers)


def _number(given: Given, setting: NumberSetting) -> Optional[float]:
    """:raises JobFailure: ``training_setting``."""
    text = translate("Training", "a whole number from {least:g} to {most:g}") if setting.whole else ""
    rule = text or translate("Training", "a number from {least:g} to {most:g}")
    name, rule = setting.parameter, rule.format(least=setting.least, most=setting.most)
    value = given.number(name, "training_setting", {"name": name, "rule": rule})
    if value is not None and not setting.allows(value):
        raise JobFailure("training_setting", name, name=name, value=f"{value:g}", rule=rule)
    return value


def _kinds(given: Given) -> tuple[str, ...]:
    """Return the augmentations, given by number or by name."""
    known = AUGMENTATION_KINDS
    value = given.parameters.get(AUGMENTATIONS)
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, str) and item in known for item in value):
        return tuple(value)
    numbers = given.choices(AUGMENTATIONS)
    wrong = [item for item in numbers if not 0 <= item < len(known)]
    if wrong:
        raise JobFailure("method_unknown", AUGMENTATIONS, value=str(wrong[0]), known=", ".join(known))
    return tuple(known[item] for item in numbers)


STEPS = Steps(read, make_job)
