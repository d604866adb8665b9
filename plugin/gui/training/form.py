"""The settings of a training, without widgets and layers."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Optional

from ...jobs.training_settings import TrainingSettings
from ...model_file.catalogue import EXTENSION, user_folder

CHECKPOINTS = ".training"  # extension of the folder beside a model that holds the checkpoints of its training
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PairChoice:
    """One labelled pair, as ids of layers in the project; ``""`` = not set.

    :param after: ``""`` = ``before`` is the image of one date, and the labels are of its land cover.
    :param class_field: of the labels; ``""`` = all labels are of one class.
    :param area: polygons within which labelling is complete; ``""`` = the surroundings of the labels.
    :param classes: raster with the land cover of one date, in place of ``labels``.
    """

    before: str = ""
    after: str = ""
    labels: str = ""
    class_field: str = ""
    area: str = ""
    classes: str = ""

    @property
    def empty(self) -> bool:
        """Whether no layer is set."""
        return not (self.before or self.after or self.labels or self.classes)

    @property
    def parameters(self) -> dict[str, Optional[str]]:
        """The pair as parameters of ``groundshift:trainmodel``."""
        return {
            "BEFORE": self.before or None,
            "AFTER": self.after or None,
            "LABELS": self.labels or None,
            "CLASS_FIELD": self.class_field or None,
            "AREA": self.area or None,
            "CLASS_RASTER": self.classes or None,
        }


@dataclass(frozen=True)
class RadarChoice:
    """A series of radar images, on which a network is trained without labels.

    :param table: path of the table of images.
    :param place: of the table's places; ``""`` = all.
    :param network, speckle_filter: positions in the lists of ``groundshift:sartrain``.
    :param level: whether the offset of each whole image is removed first.
    :param held_out: days that are held out; 0 = automatic.
    """

    table: str
    place: str = ""
    network: int = 0
    speckle_filter: int = 0
    level: bool = True
    held_out: int = 0

    @property
    def parameters(self) -> dict[str, Any]:
        """The series as parameters of ``groundshift:sartrain``."""
        return {
            "TABLE": self.table,
            "PLACE": self.place or None,
            "NETWORK": self.network,
            "FILTER": self.speckle_filter,
            "LEVEL": self.level,
            "HELD_OUT": self.held_out,
        }


@dataclass(frozen=True)
class TrainingForm:
    """All settings of the training window.

    :param radar: in place of pairs, chips and base; ``None`` = a training with labels.
    :param base: id or path of a model to fine-tune, or name of an architecture.
    :param title: of the new model.
    :param model: path of the new model.
    :param licence, attribution: of imagery and labels.
    :param resolution: in units of the later date's CRS; ``None`` = as the model requires.
    """

    pairs: tuple[PairChoice, ...] = ()
    chips: tuple[str, ...] = ()
    replay: tuple[str, ...] = ()
    base: str = ""
    title: str = ""
    model: str = ""
    licence: str = ""
    attribution: str = ""
    resolution: Optional[float] = None
    settings: TrainingSettings = field(default_factory=TrainingSettings)
    radar: Optional[RadarChoice] = None


def model_id(title: str) -> str:
    """Return a model id from a title: lowercase letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_IN_IDS.sub("-", plain).strip("-") or "model"


def default_path(title: str) -> str:
    """Return the default path of a new model: an unused name in the user's model folder."""
    first = os.path.join(user_folder(), model_id(title))
    stem, number = first, 2
    # an unfinished training has its checkpoints there
    while os.path.exists(stem + EXTENSION) or os.path.exists(stem + CHECKPOINTS):
        stem, number = f"{first}-{number}", number + 1
    return stem + EXTENSION
