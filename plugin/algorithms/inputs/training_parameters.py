"""The parameters of a training, shared by the algorithms that train and that look for a learning rate.

Imported while QGIS starts.
"""

from __future__ import annotations

from typing import Any, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.training_settings import RADAR_SETTINGS, USUAL_AUGMENTATIONS
from ...rules.training_limits import NUMBERS
from ..base import GroundshiftAlgorithm
from .field_choice import field_parameter
from .model_choice import add_model
from .pair_parameters import AFTER, AREA, BANDS_SUFFIX, BEFORE, RESOLUTION, add_assumed_crs

translate = QCoreApplication.translate

LABELS, CLASS_FIELD = "LABELS", "CLASS_FIELD"
CLASS_RASTER, CHIPS, REPLAY, BASE = "CLASS_RASTER", "CHIPS", "REPLAY", "BASE"
EPOCHS, MINUTES, LEARNING_RATE, BATCH_SIZE, TILE_SIZE = "EPOCHS", "MINUTES", "LEARNING_RATE", "BATCH_SIZE", "TILE_SIZE"
STEPS, SCHEDULE, FROZEN_EPOCHS, PATIENCE, MONITOR = "STEPS", "SCHEDULE", "FROZEN_EPOCHS", "PATIENCE", "MONITOR"
VALIDATION, BALANCE, AUGMENTATION, AUGMENTATIONS = "VALIDATION", "BALANCE", "AUGMENTATION", "AUGMENTATIONS"
DISTILLATION, CONSISTENCY, REPLAY_SHARE, LOSS = "DISTILLATION", "CONSISTENCY", "REPLAY_SHARE", "LOSS"
MIXED_PRECISION, DEVICE, SEED = "MIXED_PRECISION", "DEVICE", "SEED"
TITLE, RESUME, MODEL = "TITLE", "RESUME", "MODEL"
LICENCE, ATTRIBUTION = "LICENCE", "ATTRIBUTION"

SHORT_NUMBERS = (EPOCHS, MINUTES, LEARNING_RATE, BATCH_SIZE, TILE_SIZE, STEPS, PATIENCE, SEED)
"""Numbers of a training without labels."""


def add_data(algorithm: GroundshiftAlgorithm) -> None:
    """Add what is learnt from, and what is continued."""
    for name, text, explained in (
        (
            BEFORE,
            translate("Training", "Before (earlier dates)"),
            translate(
                "Training",
                "Image of the earlier date; for several pairs, one per pair, in the order of the pairs. For land cover: "
                "the images of one date.",
            ),
        ),
        (
            AFTER,
            translate("Training", "After (later dates)"),
            translate(
                "Training",
                "Image of the later date; for several pairs, one per pair, in the same order. Empty for land cover.",
            ),
        ),
    ):
        algorithm.add(
            QgsProcessingParameterMultipleLayers(name, text, QgsProcessing.TypeRaster, None, True),
            explained,
        )
    algorithm.add(
        QgsProcessingParameterMultipleLayers(
            LABELS, translate("Training", "Labels (changes)"), QgsProcessing.TypeVectorPolygon, None, True
        ),
        translate(
            "Training",
            "Polygons of the changes between the dates, in any CRS: one layer for all pairs, or one per pair. For land "
            "cover: polygons of the classes.",
        ),
    )
    algorithm.add(
        field_parameter(CLASS_FIELD, translate("Training", "Class field"), LABELS),
        translate(
            "Training",
            "Field of the labels with the class of each change. Classes of the base model keep their meaning; for "
            "other classes the model gets a new output layer. Empty: a single class, change. Land cover needs it; "
            "polygons of a class 'unlabelled' count nowhere.",
        ),
    )
    add_class_raster(algorithm, several=True)
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            AREA,
            translate("Training", "Completely labelled area"),
            [QgsProcessing.TypeVectorPolygon],
            optional=True,
        ),
        translate(
            "Training",
            "Polygons in which every change is labelled: everything else inside them counts as unchanged, everything "
            "outside as unknown. Empty: the tiles of 128 pixels that touch labels.",
        ),
    )
    _add_folder(
        algorithm,
        CHIPS,
        translate("Training", "Folders of chips"),
        translate(
            "Training",
            "Chips to train on, in addition to or instead of layers: the output of 'Export chips'; A, B and label "
            "(LEVIR-CD); or images_before, images_after and labels (Esri). For land cover: images and "
            "masks, each value of the masks but 0, 254 and 255 a class. Separate several folders by semicolons.",
        ),
    )
    add_model(
        algorithm,
        translate(
            "Training",
            "Starting point: id of a model or path of an ONNX file to fine-tune; or an architecture to train from "
            "scratch, such as siamese_unet, siamese_unet:resnet18, early_fusion_unet, early_fusion_fcn, "
            "fusion_unet:resnet50 or stanet; for land cover of one date: unet.",
        ),
        BASE,
        translate("Training", "Base"),
    )


def add_class_raster(algorithm: GroundshiftAlgorithm, several: bool = False) -> None:
    """Add CLASS_RASTER, the labels of land cover as a raster.

    :param several: whether there may be one for each image.
    """
    text = translate("Training", "Class raster (land cover)")
    kind: Any = QgsProcessingParameterRasterLayer(CLASS_RASTER, text, optional=True)
    if several:
        kind = QgsProcessingParameterMultipleLayers(CLASS_RASTER, text, QgsProcessing.TypeRaster, None, True)
    algorithm.add(
        kind,
        translate(
            "Training",
            "Instead of polygons, for images of one date: a raster with the class of each pixel, in any CRS and "
            "resolution. Names come from its legend, attribute table or metadata. Values 0, 254 and 255 without a name, a "
            "class 'unlabelled' and no data count nowhere.",
        ),
    )


def add_settings(algorithm: GroundshiftAlgorithm) -> None:
    """Add the training settings; most of them advanced."""
    _add_number(algorithm, EPOCHS, translate("Training", "Epochs"))
    _add_number(algorithm, MINUTES, translate("Training", "Minutes"))
    _add_number(algorithm, LEARNING_RATE, translate("Training", "Learning rate"))
    _add_number(algorithm, BATCH_SIZE, translate("Training", "Batch size"))
    _add_number(algorithm, TILE_SIZE, translate("Training", "Size of the crops (pixels)"), True)
    _add_number(algorithm, STEPS, translate("Training", "Steps per epoch"), True)
    _add_choice(
        algorithm,
        SCHEDULE,
        translate("Training", "Schedule"),
        [
            translate("Training", "One cycle"),
            translate("Training", "Constant"),
            translate("Training", "Exponential decay"),
        ],
        translate(
            "Training",
            "Course of the learning rate. One cycle: rises, then falls to zero. Constant: rises, then stays level. "
            "Exponential decay: rises, then falls by the same factor in each step.",
        ),
    )
    _add_number(algorithm, FROZEN_EPOCHS, translate("Training", "Epochs with a frozen encoder"), True)
    _add_number(algorithm, PATIENCE, translate("Training", "Patience (epochs)"), True)
    _add_choice(
        algorithm,
        MONITOR,
        translate("Training", "Monitored measure"),
        [
            "F1",
            "IoU",
            translate("Training", "Precision"),
            translate("Training", "Recall"),
            translate("Training", "Validation loss"),
        ],
        translate("Training", "The measure on the validation area that decides which epoch is kept and when training stops."),
    )
    _add_number(algorithm, VALIDATION, translate("Training", "Validation area (share)"), True)
    _add_switch(
        algorithm,
        BALANCE,
        translate("Training", "Balance the classes"),
        translate("Training", "Draw half of the crops around changes, equally for each class, however rare it is."),
    )
    _add_augmentation(algorithm)
    _add_memory(algorithm)


def add_short_settings(algorithm: GroundshiftAlgorithm) -> None:
    """Add the settings of a training without labels; defaults are those of :data:`...jobs.training_settings.RADAR_SETTINGS`."""
    labels = {
        EPOCHS: translate("Training", "Epochs"),
        MINUTES: translate("Training", "Minutes"),
        LEARNING_RATE: translate("Training", "Learning rate"),
        BATCH_SIZE: translate("Training", "Batch size"),
        TILE_SIZE: translate("Training", "Size of the crops (pixels)"),
        STEPS: translate("Training", "Steps per epoch"),
        PATIENCE: translate("Training", "Patience (epochs)"),
    }
    for name, text in labels.items():
        default = getattr(RADAR_SETTINGS, NUMBERS[name].field)
        _add_number(algorithm, name, text, name not in (EPOCHS, MINUTES), default)
    _add_device(algorithm)
    _add_number(algorithm, SEED, translate("Training", "Seed"), True)


def _add_device(algorithm: GroundshiftAlgorithm) -> None:
    algorithm.add(
        QgsProcessingParameterString(DEVICE, translate("Training", "Device"), None, False, True),
        translate("Training", "cpu, cuda, cuda:1, ... Empty: a graphics card if torch can use one."),
        advanced=True,
    )


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
        translate("Training", "Brightness and contrast"),
        translate("Training", "Grid distortion"),
        translate("Training", "Optical distortion"),
    ]
    algorithm.add(
        QgsProcessingParameterEnum(
            AUGMENTATIONS, translate("Training", "Augmentations"), kinds, True, list(range(len(USUAL_AUGMENTATIONS))), True
        ),
        translate("Training", "Random variations of the crops, which help when there are few labels."),
        advanced=True,
    )


def _add_memory(algorithm: GroundshiftAlgorithm) -> None:
    _add_number(algorithm, DISTILLATION, translate("Training", "Distillation (weight)"), True)
    _add_number(algorithm, CONSISTENCY, translate("Training", "Consistency without labels (weight)"), True)
    _add_folder(
        algorithm,
        REPLAY,
        translate("Training", "Folders of chips to replay"),
        translate(
            "Training",
            "Against forgetting: chips from other places, from which a share of the crops is drawn; they are not "
            "used for validation.",
        ),
        True,
    )
    _add_number(algorithm, REPLAY_SHARE, translate("Training", "Replayed crops (share)"), True)
    algorithm.add(
        QgsProcessingParameterString(LOSS, translate("Training", "Loss"), None, False, True),
        translate(
            "Training",
            "Loss function, such as 'bce + .5 dice', '.7 bce + .3 iou' or 'focal + dice'. Empty: the default of the "
            "architecture.",
        ),
        advanced=True,
    )
    _add_switch(
        algorithm,
        MIXED_PRECISION,
        translate("Training", "Mixed precision"),
        translate("Training", "Use half precision where the device is faster with it."),
    )
    _add_device(algorithm)
    _add_number(algorithm, SEED, translate("Training", "Seed"), True)


def add_reading(algorithm: GroundshiftAlgorithm) -> None:
    """Add RESOLUTION, the bands and ASSUMED_CRS, all advanced."""
    algorithm.add_number(
        RESOLUTION,
        translate("Pair", "Resolution (units of the later date's CRS)"),
        translate(
            "Training",
            "Pixel size of the training in map units. Empty: the resolution of the base model, otherwise that of the images.",
        ),
        advanced=True,
    )
    for name, text in (
        (BEFORE + BANDS_SUFFIX, translate("Pair", "Bands of the earlier date")),
        (AFTER + BANDS_SUFFIX, translate("Pair", "Bands of the later date")),
    ):
        algorithm.add(
            QgsProcessingParameterString(name, text, optional=True),
            translate("Training", "Band numbers, such as 3,2,1. Empty: the bands of the base model, otherwise all."),
            advanced=True,
        )
    add_assumed_crs(algorithm)


def add_trained_model(algorithm: GroundshiftAlgorithm) -> None:
    """Add :data:`TITLE`, :data:`RESUME` and the destination :data:`MODEL`, which every training tool has."""
    algorithm.add(
        QgsProcessingParameterString(TITLE, translate("TrainModel", "Title of the model"), None, False, True),
        translate("TrainModel", "Name shown in lists of models. Empty: the file name."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterBoolean(RESUME, translate("TrainModel", "Resume an interrupted training"), True),
        translate("TrainModel", "Requires the same model, data and settings; otherwise training starts from the beginning."),
        advanced=True,
    )
    algorithm.add_file(
        MODEL,
        translate("TrainModel", "Trained model"),
        translate("TrainModel", "ONNX models (*.onnx)"),
        translate("TrainModel", "The model file. Its name without the extension becomes the model's id."),
    )


def add_licence(algorithm: GroundshiftAlgorithm) -> None:
    """Add :data:`LICENCE` and :data:`ATTRIBUTION` of what is trained on."""
    algorithm.add(
        QgsProcessingParameterString(LICENCE, translate("TrainModel", "Licence of imagery and labels"), None, False, True),
        translate(
            "TrainModel",
            "Such as CC BY 4.0. Written into the model, its card and its report, with that of the base model, so that those "
            "who get the model know what they may do with it.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterString(ATTRIBUTION, translate("TrainModel", "Attribution"), None, False, True),
        translate("TrainModel", "Names that the licence asks to be stated. Written where the licence is."),
        advanced=True,
    )


def _add_number(
    algorithm: GroundshiftAlgorithm, name: str, text: str, advanced: bool = False, default: Optional[float] = None
) -> None:
    setting = NUMBERS[name]
    chosen = setting.default if default is None else default
    # Dialogs cannot show a least value such as 1e-8; it is checked with the other limits.
    least = setting.least if setting.least >= 0.05 else 0.0
    explained = translate("Training", setting.help)
    algorithm.add_number(name, text, explained, chosen, least=least, whole=setting.whole, advanced=advanced)


def _add_choice(algorithm: GroundshiftAlgorithm, name: str, text: str, options: List[str], explained: str) -> None:
    algorithm.add(QgsProcessingParameterEnum(name, text, options, False, 0), explained, advanced=True)


def _add_switch(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str) -> None:
    algorithm.add(QgsProcessingParameterBoolean(name, text, True), explained, advanced=True)


def _add_folder(algorithm: GroundshiftAlgorithm, name: str, text: str, explained: str, advanced: bool = False) -> None:
    parameter = QgsProcessingParameterFile(name, text, QgsProcessingParameterFile.Folder, optional=True)
    algorithm.add(parameter, explained, advanced)
