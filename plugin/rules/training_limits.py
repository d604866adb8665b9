"""Limits and help of the numbers among the training settings: read by the algorithms, the window and the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from ..jobs.failure import JobFailure
from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from ..jobs.training_settings import TrainingSettings


@dataclass(frozen=True)
class NumberSetting:
    """One number of :class:`..jobs.training_settings.TrainingSettings`.

    :param parameter: its name in the algorithms. ``field``: its name in the dataclass.
    :param least, most: both allowed. ``whole``: only whole numbers are.
    :param help: in English; translate it in the context ``Training``.
    """

    parameter: str
    field: str
    least: float
    most: float
    whole: bool
    help: str

    @property
    def default(self) -> Optional[float]:
        """The value if the user chooses none; ``None`` = automatic."""
        value: Optional[float] = getattr(TrainingSettings(), self.field)
        return value

    def allows(self, value: float) -> bool:
        """Return True if the value is within the limits, and whole where it has to be."""
        return self.least <= value <= self.most and (not self.whole or value == int(value))


def _table(*settings: NumberSetting) -> Dict[str, NumberSetting]:
    return {setting.parameter: setting for setting in settings}


NUMBERS = _table(
    NumberSetting(
        "EPOCHS",
        "epochs",
        1,
        10_000,
        True,
        QT_TRANSLATE_NOOP("Training", "Maximum number of epochs; training stops earlier when the model no longer improves."),
    ),
    NumberSetting(
        "MINUTES",
        "minutes",
        0.05,
        1e6,
        False,
        QT_TRANSLATE_NOOP(
            "Training", "Time limit; the training is planned by the speed of its first steps. Empty or 0: no limit."
        ),
    ),
    NumberSetting(
        "LEARNING_RATE",
        "learning_rate",
        1e-8,
        10.0,
        False,
        QT_TRANSLATE_NOOP(
            "Training", "Highest learning rate of the schedule. Empty: 0.0005 to continue a model, 0.002 from scratch."
        ),
    ),
    NumberSetting(
        "BATCH_SIZE",
        "batch_size",
        1,
        1024,
        True,
        QT_TRANSLATE_NOOP("Training", "Crops per step. Halved automatically if memory runs out."),
    ),
    NumberSetting(
        "TILE_SIZE",
        "tile_size",
        32,
        2048,
        True,
        QT_TRANSLATE_NOOP("Training", "Side of the training crops; rounded to a size that the network accepts."),
    ),
    NumberSetting(
        "STEPS",
        "steps_per_epoch",
        1,
        100_000,
        True,
        QT_TRANSLATE_NOOP("Training", "Empty: 20 to 200, depending on the labelled area."),
    ),
    NumberSetting(
        "FROZEN_EPOCHS",
        "frozen_epochs",
        0,
        10_000,
        True,
        QT_TRANSLATE_NOOP(
            "Training",
            "Number of epochs during which the pretrained encoder and its normalisation statistics stay unchanged. "
            "Empty: a fifth of the epochs.",
        ),
    ),
    NumberSetting(
        "PATIENCE",
        "patience",
        0,
        10_000,
        True,
        QT_TRANSLATE_NOOP(
            "Training", "Training stops after this many epochs without improvement on the validation area. 0: never."
        ),
    ),
    NumberSetting(
        "VALIDATION",
        "validation_share",
        0.0,
        0.9,
        False,
        QT_TRANSLATE_NOOP(
            "Training", "Share of the labelled area held out for validation, in whole blocks with a gap around them."
        ),
    ),
    NumberSetting(
        "AUGMENTATION",
        "augmentation",
        0.0,
        3.0,
        False,
        QT_TRANSLATE_NOOP("Training", "Strength of the augmentation: 0 is none, 1 is normal, 3 is the maximum."),
    ),
    NumberSetting(
        "DISTILLATION",
        "distillation",
        0.0,
        100.0,
        False,
        QT_TRANSLATE_NOOP(
            "Training",
            "Against forgetting: on unlabelled parts of your imagery the network is trained towards the base model's output, "
            "and at the end the base's weights are blended in as far as this does not reduce the validation score. 0: off.",
        ),
    ),
    NumberSetting(
        "CONSISTENCY",
        "consistency",
        0.0,
        100.0,
        False,
        QT_TRANSLATE_NOOP(
            "Training",
            "On unlabelled parts of your imagery the network learns to predict the same after strong changes of colour and "
            "sharpness; a step takes up to a third longer. 0: off.",
        ),
    ),
    NumberSetting(
        "REPLAY_SHARE",
        "replay_share",
        0.0,
        0.9,
        False,
        QT_TRANSLATE_NOOP("Training", "Share of the crops that are drawn from the replayed chips."),
    ),
    NumberSetting(
        "SEED",
        "seed",
        0,
        2**31 - 1,
        True,
        QT_TRANSLATE_NOOP("Training", "The same seed, data and machine give the same model."),
    ),
)


def check_numbers(settings: TrainingSettings) -> None:
    """Check the numbers of a training.

    :raises JobFailure: ``training_setting``.
    """
    for setting in NUMBERS.values():
        number = getattr(settings, setting.field)
        if number is not None and not setting.allows(number):
            rule = f"a number from {setting.least:g} to {setting.most:g}"
            raise JobFailure("training_setting", setting.parameter, name=setting.parameter, value=f"{number:g}", rule=rule)
