"""A scene: the dates on one grid with what is known of each pixel, as training reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...rules.label_codes import MOST_CLASSES, NO_CHANGE, UNLABELLED

Scale = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class Scene:
    """Dates on one grid: two, or one of land cover.

    :param dates: in the order of time, each (bands, height, width), in the rasters' own type; perhaps mapped from a file.
    :param target: uint8 (height, width): 0 no change, 1.. the classes in their order, :data:`UNLABELLED`, :data:`NO_DATA`.
        Of land cover there is no 0.
    :param scales: per date factor and offset (bands, 1, 1) that make the network's input of its values.
    :param gsd_m: metres on the ground a pixel; ``None`` = not known.
    :param group: scenes of one group may show the same ground; ``place``: row and column of the first pixel in it, where
        that is known.
    :param role: ``train`` or ``validation`` where the data has a split of its own, else ``""``.
    """

    name: str
    dates: tuple[NDArray[Any], ...]
    target: NDArray[np.uint8]
    scales: tuple[Scale, ...]
    gsd_m: Optional[float]
    group: str
    place: Optional[tuple[int, int]] = None
    role: str = ""

    @property
    def bands(self) -> int:
        return int(self.dates[0].shape[0])

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return int(self.target.shape[0]), int(self.target.shape[1])

    @property
    def labelled(self) -> NDArray[np.bool_]:
        """Pixels (height, width) whose label is known."""
        known: NDArray[np.bool_] = self.target < UNLABELLED
        return known


@dataclass(frozen=True)
class LabelledData:
    """All that is known for a training.

    :param scenes: with labels. ``unlabelled``: imagery only (their target is all :data:`UNLABELLED` or :data:`NO_DATA`).
    :param classes: names; class ``i`` of targets is ``classes[i - 1]``.
    :param band_names: of each date. ``polygons``: how many labels were used; 0 = they came as chips.
    """

    scenes: tuple[Scene, ...]
    unlabelled: tuple[Scene, ...]
    classes: tuple[str, ...]
    band_names: tuple[str, ...]
    gsd_m: Optional[float]
    polygons: int = 0


class ClassTable:
    """Classes in the order in which they were first met, by name; what means "no change" is class 0.

    :param land_cover: whether they are classes of one date; ground of a class called "unlabelled" is unlabelled then.
    """

    _UNCHANGED = frozenset({"0", "no change", "nochange", "no_change", "unchanged", "none", "no-change"})
    _UNLABELLED = frozenset({"0", "none", "unlabelled", "unlabeled"})

    def __init__(self, land_cover: bool = False) -> None:
        self._numbers: dict[str, int] = {}
        self._land_cover = land_cover

    def number(self, name: str, parameter: str) -> int:
        """The number of a class.

        :raises JobFailure: ``classes_many``.
        """
        text = name.strip()
        if self._land_cover and text.lower() in self._UNLABELLED:
            return UNLABELLED
        if not self._land_cover and text.lower() in self._UNCHANGED:
            return NO_CHANGE
        if text not in self._numbers and len(self._numbers) >= MOST_CLASSES:
            raise JobFailure("training_classes_many", parameter, limit=MOST_CLASSES)
        return self._numbers.setdefault(text, len(self._numbers) + 1)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)
