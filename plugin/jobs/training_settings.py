"""The settings of a training: the algorithms read their defaults while QGIS starts, so this module imports no jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

MONITORS = ("f1", "iou", "precision", "recall", "validation_loss")
SCHEDULES = ("one_cycle", "constant", "exponential")
USUAL_AUGMENTATIONS = (
    "flips",
    "rotations",
    "scale",
    "colour",  # brightness, contrast, gamma, saturation and tint, of each date by itself
    "blur",
    "noise",
    "clahe",
    "distortion",  # grid and optical distortion
    "misregistration",
    "swapped_dates",
)
AUGMENTATIONS = (
    *USUAL_AUGMENTATIONS,
    "brightness_contrast",
    "grid_distortion",
    "optical_distortion",
)
"""Crops are always drawn at random places; the last three are those of the library albumentations, by their names."""


@dataclass(frozen=True)
class TrainingSettings:
    """How to train; the defaults suit fine-tuning with few labels on a processor without GPU.

    :param epochs: at most.
    :param steps_per_epoch: of the optimiser; ``None`` = by the ground that is labelled.
    :param minutes: the training is planned to take no longer; ``None`` = no limit.
    :param learning_rate: the highest of the schedule; ``None`` = by whether a model is continued.
    :param batch_size: crops a step.
    :param tile_size: side of the crops in pixels, brought to a multiple of the stride.
    :param schedule: of :data:`SCHEDULES`.
    :param frozen_epochs: for so many epochs the encoder and its normalisation stay as they are; ``None`` = by the data.
    :param patience: epochs without a better ``monitor`` (of :data:`MONITORS`) after which it ends; 0 = never.
    :param validation_share: of the labelled ground, in whole blocks.
    :param class_balance: rare classes weigh more, and crops are drawn with change and without in turn.
    :param augmentation: strength, 0 = none, 1 = usual.
    :param augmentations: which, of :data:`AUGMENTATIONS`.
    :param distillation: weight of staying like the base model on ground without labels; 0 = off.
    :param consistency: weight of predicting the same of strongly altered crops where nothing is labelled; 0 = off.
    :param replay_share: of the crops, from the replay folders.
    :param mixed_precision: bfloat16 on processors, float16 or bfloat16 on GPUs.
    :param device: ``cpu``, ``cuda``, ``cuda:1``, ...; ``""`` = a GPU where there is one.
    :param threads: 0 = all cores.
    """

    epochs: int = 20
    steps_per_epoch: Optional[int] = None
    minutes: Optional[float] = None
    learning_rate: Optional[float] = None
    batch_size: int = 8
    tile_size: int = 192
    schedule: str = "one_cycle"
    frozen_epochs: Optional[int] = None
    patience: int = 8
    monitor: str = "f1"
    validation_share: float = 0.2
    class_balance: bool = True
    augmentation: float = 1.0
    augmentations: Tuple[str, ...] = USUAL_AUGMENTATIONS
    distillation: float = 1.0
    consistency: float = 0.0
    replay_share: float = 0.25
    loss: str = ""  # of :mod:`..training.fit.losses`; "" = the network's own
    mixed_precision: bool = True
    device: str = ""
    threads: int = 0
    seed: int = 1


RADAR_SETTINGS = TrainingSettings(
    epochs=30, patience=6, tile_size=128, monitor="validation_loss", distillation=0.0, mixed_precision=False
)
"""Defaults of :class:`.sar.SarTrainJob`."""
