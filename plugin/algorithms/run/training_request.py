"""The parameters of a training, shared by the tools that train or try how fast to: added, read, checked, made into a job."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import GroundshiftAlgorithm
from ..inputs.chip_folders import given_folders
from ..inputs.model_parameter import add_model

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ...jobs.train_model import TrainingSettings, TrainModelJob
    from ..inputs.labelled_layers import LabelledRequest

translate = QCoreApplication.translate

BEFORE, AFTER, LABELS, CLASS_FIELD, AREA = "BEFORE", "AFTER", "LABELS", "CLASS_FIELD", "AREA"
CHIPS, REPLAY, BASE = "CHIPS", "REPLAY", "BASE"
EPOCHS, MINUTES, LEARNING_RATE, BATCH_SIZE, TILE_SIZE = "EPOCHS", "MINUTES", "LEARNING_RATE", "BATCH_SIZE", "TILE_SIZE"
STEPS, SCHEDULE, FROZEN_EPOCHS, PATIENCE, MONITOR = "STEPS", "SCHEDULE", "FROZEN_EPOCHS", "PATIENCE", "MONITOR"
VALIDATION, BALANCE, AUGMENTATION, AUGMENTATIONS = "VALIDATION", "BALANCE", "AUGMENTATION", "AUGMENTATIONS"
DISTILLATION, REPLAY_SHARE, LOSS = "DISTILLATION", "REPLAY_SHARE", "LOSS"
MIXED_PRECISION, DEVICE, SEED = "MIXED_PRECISION", "DEVICE", "SEED"
RESOLUTION, ASSUMED_CRS, BANDS_SUFFIX = "RESOLUTION", "ASSUMED_CRS", "_BANDS"


@dataclass(frozen=True)
class TrainingRequest:
    """What the user asks for, free of the layers.

    :param base: path of a model or name of an architecture. ``base_text``: as it was given.
    """

    labelled: LabelledRequest
    chips: Tuple[str, ...]
    replay: Tuple[str, ...]
    base: str
    base_text: str
    settings: TrainingSettings
    resolution: Optional[float]

    @property
    def files(self) -> Tuple[str, ...]:
        """Files that must not be overwritten."""
        return (*self.labelled.files, *((self.base,) if os.path.isfile(self.base) else ()))


def add_data(algorithm: GroundshiftAlgorithm) -> None:
    """Add what is learnt from, and what is continued."""
    for name, text, explained in (
        (
            BEFORE,
            translate("Training", "Before (earlier dates)"),
            translate("Training", "The image of the earlier date; of several pairs, one for each, in the order of the pairs."),
        ),
        (
            AFTER,
            translate("Training", "After (later dates)"),
            translate("Training", "The image of the later date; of several pairs, one for each, in the same order."),
        ),
    ):
        algorithm.add(
            QgsProcessingParameterMultipleLayers(name, text, QgsProcessing.TypeRaster, None, True),
            explained,
        )
    algorithm.add(
        QgsProcessingParameterMultipleLayers(
            LABELS, translate("Training", "Labels (what changed)"), QgsProcessing.TypeVectorPolygon, None, True
        ),
        translate(
            "Training", "Polygons of what changed between the dates, in any CRS: one layer for all pairs, or one for each."
        ),
    )
    algorithm.add(
        QgsProcessingParameterString(CLASS_FIELD, translate("Training", "Class field"), None, False, True),
        translate(
            "Training",
            "Field of the labels with the class of each change. Classes that the base model has keep their meaning; for others "
            "it gets a new last layer. Empty: change as such.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            AREA,
            translate("Training", "Area within which labelling is complete"),
            [QgsProcessing.TypeVectorPolygon],
            optional=True,
        ),
        translate(
            "Training",
            "Polygons within which every change has a label: the rest of them is taken for unchanged, all ground outside "
            "them for unknown. Empty: the tiles of 128 pixels that labels touch.",
        ),
    )
    _add_folder(
        algorithm,
        CHIPS,
        translate("Training", "Folders of chips"),
        translate(
            "Training",
            "Chips to learn from, beside or in place of layers: what 'Export chips' wrote; A, B and label (LEVIR-CD); or "
            "images_before, images_after and labels (Esri). Several folders are separated by semicolons.",
        ),
    )
    add_model(
        algorithm,
        translate(
            "Training",
            "What the training starts from: the id of a model or the path of an ONNX file, which is continued; or an "
            "architecture, which is trained from scratch, such as siamese_unet, siamese_unet:resnet18, early_fusion_unet, "
            "early_fusion_fcn, fusion_unet:resnet50 or stanet.",
        ),
        BASE,
        translate("Training", "Base"),
    )


def add_settings(algorithm: GroundshiftAlgorithm) -> None:
    """Add how to train; most of it advanced."""
    _add_whole(
        algorithm, EPOCHS, translate("Training", "Epochs"), 20, 1, translate("Training", "At most; it ends when it is done.")
    )
    _add_real(
        algorithm,
        MINUTES,
        translate("Training", "Minutes"),
        None,
        0.05,
        translate(
            "Training",
            "The training is planned to take no longer, by the speed of its first steps. Empty: as long as it takes.",
        ),
    )
    _add_real(
        algorithm,
        LEARNING_RATE,
        translate("Training", "Learning rate"),
        None,
        0.0,
        translate("Training", "The highest of the schedule. Empty: 0.0005 to continue a model, 0.002 from scratch."),
    )
    _add_whole(
        algorithm,
        BATCH_SIZE,
        translate("Training", "Batch size"),
        8,
        1,
        translate("Training", "Crops a step. Where the memory does not suffice, it is halved."),
    )
    _add_whole(
        algorithm,
        TILE_SIZE,
        translate("Training", "Size of the crops (pixels)"),
        192,
        32,
        translate("Training", "Brought to what the network can take."),
        True,
    )
    _add_whole(
        algorithm,
        STEPS,
        translate("Training", "Steps an epoch"),
        None,
        1,
        translate("Training", "Empty: by the labelled ground, 20 to 200."),
        True,
    )
    _add_choice(
        algorithm,
        SCHEDULE,
        translate("Training", "Schedule"),
        [translate("Training", "One cycle"), translate("Training", "Constant")],
        translate("Training", "How the learning rate goes: up, then down to nothing; or up and level."),
    )
    _add_whole(
        algorithm,
        FROZEN_EPOCHS,
        translate("Training", "Epochs with a frozen encoder"),
        None,
        0,
        translate(
            "Training",
            "For so long, the pretrained part of the network stays as it is, its statistics too. Empty: a fifth of the epochs.",
        ),
        True,
    )
    _add_whole(
        algorithm,
        PATIENCE,
        translate("Training", "Patience (epochs)"),
        8,
        0,
        translate("Training", "It ends after so many epochs without a better value on the validation ground. 0: never."),
        True,
    )
    _add_choice(
        algorithm,
        MONITOR,
        translate("Training", "Judged by"),
        [
            "F1",
            "IoU",
            translate("Training", "Precision"),
            translate("Training", "Recall"),
            translate("Training", "Validation loss"),
        ],
        translate("Training", "By this the best epoch is kept, and the training is ended."),
    )
    _add_real(
        algorithm,
        VALIDATION,
        translate("Training", "Validation ground (share)"),
        0.2,
        0.0,
        translate(
            "Training",
            "Share of the labelled ground that is set aside to judge by, in whole blocks with a gap around them.",
        ),
        True,
    )
    _add_switch(
        algorithm,
        BALANCE,
        translate("Training", "Balance the classes"),
        translate("Training", "Half of the crops lie around changes, of each class alike, however rare they are."),
    )
    _add_augmentation(algorithm)
    _add_memory(algorithm)


def _add_augmentation(algorithm: GroundshiftAlgorithm) -> None:
    _add_real(
        algorithm,
        AUGMENTATION,
        translate("Training", "Augmentation (strength)"),
        1.0,
        0.0,
        translate("Training", "0: none, 1: usual, up to 3."),
        True,
    )
    kinds = [
        translate("Training", "Flips"),
        translate("Training", "Rotations"),
        translate("Training", "Scale"),
        translate("Training", "Brightness, contrast, saturation of each date"),
        translate("Training", "Blur"),
        translate("Training", "Noise"),
        translate("Training", "CLAHE"),
        translate("Training", "Grid and optical distortion"),
        translate("Training", "Small misregistration"),
        translate("Training", "Swapped dates"),
    ]
    algorithm.add(
        QgsProcessingParameterEnum(
            AUGMENTATIONS, translate("Training", "Augmentations"), kinds, True, list(range(len(kinds))), True
        ),
        translate("Training", "What is varied, so that few labels go far."),
        advanced=True,
    )


def _add_memory(algorithm: GroundshiftAlgorithm) -> None:
    _add_real(
        algorithm,
        DISTILLATION,
        translate("Training", "Distillation (weight)"),
        1.0,
        0.0,
        translate(
            "Training",
            "Against forgetting: on your own ground without labels the network is held to what the base model says, and "
            "as much of the base's weights is mixed in as costs nothing on the validation ground. 0: off.",
        ),
        True,
    )
    _add_folder(
        algorithm,
        REPLAY,
        translate("Training", "Folders of chips to replay"),
        translate(
            "Training",
            "Against forgetting: chips of other ground that some of the crops are drawn from; they are not judged by.",
        ),
        True,
    )
    _add_real(
        algorithm,
        REPLAY_SHARE,
        translate("Training", "Replayed crops (share)"),
        0.25,
        0.0,
        translate("Training", "Share of the crops that come from these chips."),
        True,
    )
    algorithm.add(
        QgsProcessingParameterString(LOSS, translate("Training", "Loss"), None, False, True),
        translate(
            "Training", "Such as 'bce + .5 dice', '.7 bce + .3 iou', 'focal + dice'. Empty: what suits the architecture."
        ),
        advanced=True,
    )
    _add_switch(
        algorithm,
        MIXED_PRECISION,
        translate("Training", "Mixed precision"),
        translate("Training", "Compute in half precision where the processor or the graphics card is faster with it."),
    )
    algorithm.add(
        QgsProcessingParameterString(DEVICE, translate("Training", "Device"), None, False, True),
        translate("Training", "cpu, cuda, cuda:1. Empty: a graphics card where torch can use one."),
        advanced=True,
    )
    _add_whole(
        algorithm,
        SEED,
        translate("Training", "Seed"),
        1,
        0,
        translate("Training", "The same number, data and machine give the same model."),
        True,
    )


def add_reading(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESOLUTION, the bands and ASSUMED_CRS, all advanced."""
    _add_real(
        algorithm,
        RESOLUTION,
        translate("Pair", "Resolution (units of the later date's CRS)"),
        None,
        0.0,
        translate("Training", "Pixel size to train at, in map units. Empty: as the base model wants it, else the images'."),
        True,
    )
    for name, text in (
        (BEFORE + BANDS_SUFFIX, translate("Pair", "Bands of the earlier date")),
        (AFTER + BANDS_SUFFIX, translate("Pair", "Bands of the later date")),
    ):
        algorithm.add(
            QgsProcessingParameterString(name, text, optional=True),
            translate("Training", "Numbers of the bands, such as 3,2,1. Empty: as the base model wants them, else all."),
            advanced=True,
        )
    algorithm.add(
        QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers that have none"), optional=True),
        translate("Pair", "The coordinate reference system to assume for a layer that has none of its own."),
        advanced=True,
    )


def read_training(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> TrainingRequest:
    """Read and check everything but outputs.

    :raises JobFailure: naming the parameter or layer that is at fault.
    """
    from ...jobs.failure import JobFailure
    from ..inputs.labelled_layers import read_labelled
    from ..inputs.parameter_values import given_resolution

    labelled = read_labelled(algorithm, parameters, context)
    chips = given_folders(algorithm, parameters, context)
    if not labelled.pairs and not chips:
        raise JobFailure("training_nothing", LABELS)
    text = (algorithm.parameterAsString(dict(parameters), BASE, context) or "").strip()
    return TrainingRequest(
        labelled=labelled,
        chips=chips,
        replay=given_folders(algorithm, parameters, context, REPLAY),
        base=find_base(text),
        base_text=text,
        settings=_settings(algorithm, parameters, context),
        resolution=given_resolution(algorithm, parameters, context, RESOLUTION),
    )


def find_base(text: str) -> str:
    """The name of an architecture as it is, else the path of the model that ``text`` names.

    :raises JobFailure: ``training_base_unknown``, ``training_unsuited``, or the model cannot be used.
    """
    from ...jobs.failure import JobFailure
    from ...rules.network_plan import ARCHITECTURES, PlanInvalid, is_network_name, plan_from_name
    from ..inputs.model_choice import known_models, open_model

    if is_network_name(text):
        try:
            plan_from_name(text)
        except PlanInvalid as error:
            raise JobFailure("training_unsuited", BASE, name=BASE, value=text, reason=str(error)) from error
        return text
    try:
        return open_model(text).path
    except JobFailure as failure:
        if failure.code != "model_missing":
            raise JobFailure(failure.code, BASE, **failure.values) from failure
        models = ", ".join(entry.id for entry in known_models()) or "-"
        known = ", ".join(ARCHITECTURES)
        raise JobFailure("training_base_unknown", BASE, base=text, models=models, architectures=known) from failure


def make_training_job(
    request: TrainingRequest, model: str, report: Optional[str], scratch: str, feedback: QgsProcessingFeedback
) -> TrainModelJob:
    """The job; labels are written into ``scratch``. The thread of the run.

    :raises JobFailure: the area holds no polygons. :raises Cancelled: the user stopped.
    """
    from ...jobs.report_texts import translated_texts
    from ...jobs.train_model import TrainModelJob
    from ..inputs.labelled_layers import write_pairs
    from .job_algorithm import provenance

    pairs = write_pairs(request.labelled, scratch, feedback)
    inputs = {
        "pairs": [
            {BEFORE: pair.before.name, AFTER: pair.after.name, "dates": [pair.before.date, pair.after.date]}
            for pair in request.labelled.pairs
        ],
        LABELS: list(dict.fromkeys(pair.labels.name for pair in request.labelled.pairs)),
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
        provenance=provenance("trainmodel", inputs, chosen),
    )


def checkpoint_folder(model: str) -> str:
    """Where a training of the model keeps its checkpoints and its log: beside it."""
    return os.path.splitext(model)[0] + ".training"


def _settings(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> TrainingSettings:
    from ...jobs.failure import JobFailure
    from ...jobs.train_model import AUGMENTATIONS as KINDS
    from ...jobs.train_model import MONITORS, SCHEDULES, TrainingSettings
    from ...rules.loss_terms import LossInvalid, parse_loss
    from ..inputs.parameter_values import given_choice

    def number(name: str, least: float, most: float, whole: bool = False) -> Optional[float]:
        return _number(algorithm, parameters, context, name, least, most, whole)

    def flag(name: str) -> bool:
        if algorithm.given(dict(parameters), name) is None:
            return True
        return bool(algorithm.parameterAsBool(dict(parameters), name, context))

    loss = (algorithm.parameterAsString(dict(parameters), LOSS, context) or "").strip()
    if loss:
        try:
            parse_loss(loss)
        except LossInvalid as error:
            raise JobFailure("training_unsuited", LOSS, name=LOSS, value=loss, reason=str(error)) from error
    usual = TrainingSettings()
    settings = TrainingSettings(
        minutes=number(MINUTES, 0.05, 1e6),
        learning_rate=number(LEARNING_RATE, 1e-8, 10.0),
        schedule=given_choice(algorithm, parameters, context, SCHEDULE, SCHEDULES),
        monitor=given_choice(algorithm, parameters, context, MONITOR, MONITORS),
        class_balance=flag(BALANCE),
        augmentations=_kinds(algorithm, parameters, context, KINDS),
        mixed_precision=flag(MIXED_PRECISION),
        device=(algorithm.parameterAsString(dict(parameters), DEVICE, context) or "").strip(),
        loss=loss,
    )
    for name, field_name, least, most, whole in (
        (EPOCHS, "epochs", 1, 10_000, True),
        (BATCH_SIZE, "batch_size", 1, 1024, True),
        (TILE_SIZE, "tile_size", 32, 2048, True),
        (STEPS, "steps_per_epoch", 1, 100_000, True),
        (FROZEN_EPOCHS, "frozen_epochs", 0, 10_000, True),
        (PATIENCE, "patience", 0, 10_000, True),
        (SEED, "seed", 0, 2**31 - 1, True),
        (VALIDATION, "validation_share", 0.0, 0.9, False),
        (AUGMENTATION, "augmentation", 0.0, 3.0, False),
        (DISTILLATION, "distillation", 0.0, 100.0, False),
        (REPLAY_SHARE, "replay_share", 0.0, 0.9, False),
    ):
        value = number(name, least, most, whole)
        if value is None:
            value = getattr(usual, field_name)
        changes: Dict[str, Any] = {field_name: int(value) if whole and value is not None else value}
        settings = replace(settings, **changes)
    return settings


def _kinds(
    algorithm: GroundshiftAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext, known: Tuple[str, ...]
) -> Tuple[str, ...]:
    """The augmentations, by number or by name."""
    from ...jobs.failure import JobFailure

    value = parameters.get(AUGMENTATIONS)
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, str) and item in known for item in value):
        return tuple(value)
    numbers: List[int] = algorithm.parameterAsEnums(dict(parameters), AUGMENTATIONS, context)
    wrong = [item for item in numbers if not 0 <= item < len(known)]
    if wrong:
        raise JobFailure("method_unknown", AUGMENTATIONS, value=str(wrong[0]), known=", ".join(known))
    return tuple(known[item] for item in numbers)


def _number(
    algorithm: GroundshiftAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    name: str,
    least: float,
    most: float,
    whole: bool,
) -> Optional[float]:
    """:raises JobFailure: ``training_setting``."""
    from ...jobs.failure import JobFailure
    from ..inputs.parameter_values import given_number

    text = translate("Training", "a whole number from {least:g} to {most:g}") if whole else ""
    rule = (text or translate("Training", "a number from {least:g} to {most:g}")).format(least=least, most=most)
    value = given_number(algorithm, parameters, context, name, "training_setting", {"name": name, "rule": rule})
    if value is not None and (not least <= value <= most or (whole and value != int(value))):
        raise JobFailure("training_setting", name, name=name, value=f"{value:g}", rule=rule)
    return value


def _add_whole(
    algorithm: GroundshiftAlgorithm,
    name: str,
    text: str,
    default: Optional[int],
    least: int,
    explained: str,
    advanced: bool = False,
) -> None:
    kind = QgsProcessingParameterNumber.Integer
    algorithm.add(QgsProcessingParameterNumber(name, text, kind, default, True, least), explained, advanced)


def _add_real(
    algorithm: GroundshiftAlgorithm,
    name: str,
    text: str,
    default: Optional[float],
    least: float,
    explained: str,
    advanced: bool = False,
) -> None:
    kind = QgsProcessingParameterNumber.Double
    algorithm.add(QgsProcessingParameterNumber(name, text, kind, default, True, least), explained, advanced)


def _add_choice(algorithm: GroundshiftAlgorithm, name: str, text: str, options: List[str], explained: str) -> None:
    algorithm.add(QgsProcessingParameterEnum(name, text, options, False, 0), explained, advanced=True)


def _add_switch(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str) -> None:
    algorithm.add(QgsProcessingParameterBoolean(name, text, True), explained, advanced=True)


def _add_folder(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str, advanced: bool = False) -> None:
    parameter = QgsProcessingParameterFile(name, text, QgsProcessingParameterFile.Folder, optional=True)
    algorithm.add(parameter, explained, advanced)
