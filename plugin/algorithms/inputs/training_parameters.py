"""The parameters of a training, shared by the algorithms that train and that look for a learning rate.

Imported while QGIS starts.
"""

from __future__ import annotations

from typing import List

from qgis.core import (
    QgsProcessing,
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

from ...rules.training_settings import NUMBERS
from ..base import GroundshiftAlgorithm
from .model_choice import add_model

translate = QCoreApplication.translate

BEFORE, AFTER, LABELS, CLASS_FIELD, AREA = "BEFORE", "AFTER", "LABELS", "CLASS_FIELD", "AREA"
CHIPS, REPLAY, BASE = "CHIPS", "REPLAY", "BASE"
EPOCHS, MINUTES, LEARNING_RATE, BATCH_SIZE, TILE_SIZE = "EPOCHS", "MINUTES", "LEARNING_RATE", "BATCH_SIZE", "TILE_SIZE"
STEPS, SCHEDULE, FROZEN_EPOCHS, PATIENCE, MONITOR = "STEPS", "SCHEDULE", "FROZEN_EPOCHS", "PATIENCE", "MONITOR"
VALIDATION, BALANCE, AUGMENTATION, AUGMENTATIONS = "VALIDATION", "BALANCE", "AUGMENTATION", "AUGMENTATIONS"
DISTILLATION, REPLAY_SHARE, LOSS = "DISTILLATION", "REPLAY_SHARE", "LOSS"
MIXED_PRECISION, DEVICE, SEED = "MIXED_PRECISION", "DEVICE", "SEED"
RESOLUTION, ASSUMED_CRS, BANDS_SUFFIX = "RESOLUTION", "ASSUMED_CRS", "_BANDS"


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
    """Add the training settings; most of them advanced."""
    _add_number(algorithm, EPOCHS, translate("Training", "Epochs"))
    _add_number(algorithm, MINUTES, translate("Training", "Minutes"))
    _add_number(algorithm, LEARNING_RATE, translate("Training", "Learning rate"))
    _add_number(algorithm, BATCH_SIZE, translate("Training", "Batch size"))
    _add_number(algorithm, TILE_SIZE, translate("Training", "Size of the crops (pixels)"), True)
    _add_number(algorithm, STEPS, translate("Training", "Steps an epoch"), True)
    _add_choice(
        algorithm,
        SCHEDULE,
        translate("Training", "Schedule"),
        [translate("Training", "One cycle"), translate("Training", "Constant")],
        translate("Training", "How the learning rate goes: up, then down to nothing; or up and level."),
    )
    _add_number(algorithm, FROZEN_EPOCHS, translate("Training", "Epochs with a frozen encoder"), True)
    _add_number(algorithm, PATIENCE, translate("Training", "Patience (epochs)"), True)
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
    _add_number(algorithm, VALIDATION, translate("Training", "Validation ground (share)"), True)
    _add_switch(
        algorithm,
        BALANCE,
        translate("Training", "Balance the classes"),
        translate("Training", "Half of the crops lie around changes, of each class alike, however rare they are."),
    )
    _add_augmentation(algorithm)
    _add_memory(algorithm)


def _add_augmentation(algorithm: GroundshiftAlgorithm) -> None:
    _add_number(algorithm, AUGMENTATION, translate("Training", "Augmentation (strength)"), True)
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
    _add_number(algorithm, DISTILLATION, translate("Training", "Distillation (weight)"), True)
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
    _add_number(algorithm, REPLAY_SHARE, translate("Training", "Replayed crops (share)"), True)
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
    _add_number(algorithm, SEED, translate("Training", "Seed"), True)


def add_reading(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESOLUTION, the bands and ASSUMED_CRS, all advanced."""
    algorithm.add(
        QgsProcessingParameterNumber(
            RESOLUTION,
            translate("Pair", "Resolution (units of the later date's CRS)"),
            QgsProcessingParameterNumber.Double,
            None,
            True,
            0.0,
        ),
        translate("Training", "Pixel size to train at, in map units. Empty: as the base model wants it, else the images'."),
        advanced=True,
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


def _add_number(algorithm: GroundshiftAlgorithm, name: str, text: str, advanced: bool = False) -> None:
    setting = NUMBERS[name]
    kind = QgsProcessingParameterNumber.Integer if setting.whole else QgsProcessingParameterNumber.Double
    # Dialogs cannot show a least value such as 1e-8; it is checked with the other limits.
    least = setting.least if setting.least >= 0.05 else 0.0
    parameter = QgsProcessingParameterNumber(name, text, kind, setting.default, True, least)
    algorithm.add(parameter, translate("Training", setting.help), advanced)


def _add_choice(algorithm: GroundshiftAlgorithm, name: str, text: str, options: List[str], explained: str) -> None:
    algorithm.add(QgsProcessingParameterEnum(name, text, options, False, 0), explained, advanced=True)


def _add_switch(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str) -> None:
    algorithm.add(QgsProcessingParameterBoolean(name, text, True), explained, advanced=True)


def _add_folder(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str, advanced: bool = False) -> None:
    parameter = QgsProcessingParameterFile(name, text, QgsProcessingParameterFile.Folder, optional=True)
    algorithm.add(parameter, explained, advanced)
