"""What the user fills in for a training, free of widgets and layers, so that it can be kept and shown again."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Optional

from ...jobs.train_model import TrainingSettings
from ...model_file.catalogue import EXTENSION, user_folder

CHECKPOINTS = ".training"  # ending of the folder beside a model in which its training keeps its checkpoints
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PairChoice:
    """One labelled pair: ids of layers in the project, ``""`` = none is chosen.

    :param class_field: of the labels; ``""`` = all are of one class.
    :param area: polygons within which labelling is complete; ``""`` = the ground around the labels.
    """

    before: str = ""
    after: str = ""
    labels: str = ""
    class_field: str = ""
    area: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all is chosen."""
        return not (self.before or self.after or self.labels)

    @property
    def parameters(self) -> dict[str, Optional[str]]:
        """As the parameters of ``groundshift:trainmodel``."""
        return {
            "BEFORE": self.before or None,
            "AFTER": self.after or None,
            "LABELS": self.labels or None,
            "CLASS_FIELD": self.class_field or None,
            "AREA": self.area or None,
        }


@dataclass(frozen=True)
class TrainingForm:
    """All that the dialog asks for.

    :param base: id or path of a model to improve, or the name of an architecture.
    :param model: path of the model to write. ``title``: what it is called.
    :param resolution: map units of the later date's CRS; ``None`` = as the model wants it.
    """

    pairs: tuple[PairChoice, ...] = ()
    chips: tuple[str, ...] = ()
    replay: tuple[str, ...] = ()
    base: str = ""
    title: str = ""
    model: str = ""
    resolution: Optional[float] = None
    settings: TrainingSettings = field(default_factory=TrainingSettings)


def model_id(title: str) -> str:
    """An id for a model that is called ``title``: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_IN_IDS.sub("-", plain).strip("-") or "model"


def default_path(title: str) -> str:
    """Where a model that is called ``title`` goes unless the user says otherwise: among the user's own, under a new name."""
    first = os.path.join(user_folder(), model_id(title))
    stem, number = first, 2
    # A training that was not finished has its checkpoints there.
    while os.path.exists(stem + EXTENSION) or os.path.exists(stem + CHECKPOINTS):
        stem, number = f"{first}-{number}", number + 1
    return stem + EXTENSION
